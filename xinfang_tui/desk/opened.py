"""What a figure opens to: the disputes behind it that whoever works may read (DESIGN §1)."""

from __future__ import annotations

from collections.abc import Callable

from xinfang_tui.desk.bulletins import FIGURE_KEYS
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.lists import Lists
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

Opens = Callable[[str, str | None], list[str]]


class Opened(NamedTuple):
    """The ids behind a figure.

    Attributes:
        ids: those that the ledger lists to whoever works, as often as each is counted; or villages.
        hidden: how many more disputes the figure counts.
    """

    ids: list[str]
    hidden: int


def behind(context: Context, opens: Opens, key: str, village: str | None) -> Opened:
    """What a figure opens to, by its key or its Chinese name.

    Raises:
        Refused: no such figure.
    """
    try:
        ids = opens(FIGURE_KEYS.get(key, key), village)
    except KeyError:
        raise Refused(f"没有“{key}”这个数", do="请用汇总表里的名称，如 resolved") from None
    unlisted = Lists(context).unlisted(ids)
    return Opened([id for id in ids if id not in unlisted], len(unlisted))
