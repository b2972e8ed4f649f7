"""The year and the month that a title, a tab or a file name speaks of."""

from __future__ import annotations

import re
import unicodedata

_HAN_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|[-./_]|\D|$)|(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})(?:年|[-./_])?(1[0-2]|0?[1-9])(?:月|(?!\d))")
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return _HAN_YEAR.sub(lambda hit: "".join(_DIGITS.get(c, c) for c in hit.group()), text)


def year_in(text: str) -> int | None:
    """The one year that a text names; None when it names none or several."""
    found = {one or other for one, other in _YEAR.findall(_plain(text))}
    return int(found.pop()) if len(found) == 1 else None


def month_in(text: str) -> str | None:
    """The one month that a text names, as "2026-10"; None when it names none or several."""
    found = {f"{year}-{int(number):02d}" for year, number in _MONTH.findall(_plain(text))}
    return found.pop() if len(found) == 1 else None
