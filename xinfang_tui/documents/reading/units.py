"""The unit of money that a ledger names once for all its rows: 单位：万元 above the header."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xinfang_tui.documents.reading.text import plain

_TEN_THOUSANDS = re.compile("单位[:：]?(?:[人户件起名次个宗、,，/;；和及]|金额|人民币)*万元")
_BEHIND_YUAN = "元块圆余多整左上以许钱"
_RATE = re.compile("元?/(?:[年月日天亩人户次]|平)|每(?:[年月日天亩人户次家]|平|个月)")
_NAMED = re.compile("[元圆块千万亿]")


def in_ten_thousands(above: Iterable[str]) -> bool:
    """Whether the lines above a header say that amounts are in 万元."""
    return any("万元" in text and _TEN_THOUSANDS.search(plain(text)) for text in above)


def is_money(words: str, unit: str) -> bool:
    """Whether a figure in a column of amounts is a sum of yuan: not 500斤, 2000美元 or 900元/月.

    ``unit``: what follows the figure.
    """
    other = "\u3400" <= unit[:1] <= "\u9fff" and unit[0] not in _BEHIND_YUAN
    return not other and unit != "%" and _RATE.search(plain(words)) is None


def yuan_in_one(header: str, words: str, ten_thousands: bool) -> int:
    """How many yuan one is of a figure: its cell's own unit first, its header's, the sheet's.

    Args:
        ten_thousands: whether the sheet says that its amounts are in 万元.
    """
    if _NAMED.search(words):
        return 1
    return 10_000 if "万" in header or (ten_thousands and "元" not in header) else 1
