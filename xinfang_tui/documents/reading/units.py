"""The unit of money that a ledger names once for all its rows: 单位：万元 above the header."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xinfang_tui.documents.reading.text import plain

_TEN_THOUSANDS = re.compile("单位[:：]?(?:[人户件起名次个宗、,，/;；和及]|金额|人民币)*万元")
_NAMED = re.compile("[元圆块千万亿]")


def in_ten_thousands(above: Iterable[str]) -> bool:
    """Whether the lines above a header say that amounts are in 万元."""
    return any("万元" in text and _TEN_THOUSANDS.search(plain(text)) for text in above)


def yuan_in_one(header: str, words: str, ten_thousands: bool) -> int:
    """How many yuan one is of a figure: its cell's own unit first, its header's, the sheet's.

    Args:
        ten_thousands: whether the sheet says that its amounts are in 万元.
    """
    if _NAMED.search(words):
        return 1
    return 10_000 if "万" in header or (ten_thousands and "元" not in header) else 1
