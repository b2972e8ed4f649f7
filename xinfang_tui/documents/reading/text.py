"""Cells as text: one spelling for comparing, a clean one for keeping."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from xinfang_tui.disputes import nothing
from xinfang_tui.documents.clean import clean

Value = str | int | float | date | None
"""A cell as a file gives it; ``datetime`` is a ``date``."""

_SPACE = re.compile(r"\s+")
_HAN_BREAK = re.compile(
    r"(?<=[\u2e80-\u9fff，。、；：（）！？“”])\s+(?=[\u2e80-\u9fff，。、；：（）！？“”])"
)
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"))
NOTHING = nothing.NOTHING
UNCOMPUTED = "#公式没有结果"
"""What stands for a formula whose value the file does not hold."""
ERRORS = frozenset(
    ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#SPILL!", "#CALC!")
) | {UNCOMPUTED}
"""What a formula shows that could not be computed."""
DITTO = nothing.DITTO


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A text in its one spelling for comparing: NFKC, no space of any kind, nothing invisible."""
    spelt = unicodedata.normalize("NFKC", text)
    if spelt.isprintable():
        return spelt.replace(" ", "")
    return _SPACE.sub("", spelt.translate(_INVISIBLE))


def whole(value: float) -> int:
    """A whole number as a sheet shows it: of an ID number stored as one, 15 digits are left."""
    return int(value) if abs(value) < 1e15 else int(Decimal(f"{value:.14e}"))


def kept(value: Value) -> str:
    """A cell as text to keep: cleaned and trimmed; a date as ISO text."""
    if value is None:
        return ""
    if isinstance(value, str):
        if value.isprintable():
            return value.strip()
        return clean(value).translate(_INVISIBLE).strip()
    if isinstance(value, datetime):
        return _kept_moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(whole(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
    return str(value)


@lru_cache(maxsize=4096)
def _kept_moment(value: datetime) -> str:
    midnight = not (value.hour or value.minute or value.second)
    return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")


_NEW_DAY = re.compile(r"(?<![。；;])\s*\n\s*(?=\d{1,4}[年月./-]\d{1,2}(?!\d*[万元]))")


def day_by_day(text: str) -> str:
    """A text in which a line that begins with a day is a sentence of its own."""
    return _NEW_DAY.sub("。", text) if "\n" in text else text


def one_line(text: str) -> str:
    """A text on one line: a line break inside Chinese vanishes, other gaps become one space."""
    if not text:
        return text
    if text.isalnum() or _SPACE.search(text) is None:
        return unicodedata.normalize("NFC", text)
    return _SPACE.sub(" ", _HAN_BREAK.sub("", unicodedata.normalize("NFC", text))).strip()


@lru_cache(maxsize=16384)
def says_nothing(text: str) -> bool:
    """Whether a cell is empty or only says that there is nothing."""
    return (
        text in NOTHING
        or text in ERRORS
        or (len(text) < 5 and plain(text).rstrip("。.") in NOTHING)
    )
