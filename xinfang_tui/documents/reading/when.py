"""The year and the month that a title, a tab or a file name speaks of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from xinfang_tui.documents.reading.numbers import chinese_number

_HAN_YEAR = re.compile(r"二[〇○零0][〇○零一二三四五六七八九]{2}(?=年)")
_HAN_MONTH = re.compile(
    r"(?<![一二三四五六七八九十])(十[一二]?|[一二三四五六七八九])月(?=份|$|[^一二三四五六七八九十花])"
)
"""十月份, but neither 十月五日 nor 一月一报 or 五月花小区."""
_YEAR = re.compile(r"(?<!\d)(20\d{2})(?=年|[-./_]|\D|$)|(?<!\d)(20\d{2})(?:0[1-9]|1[0-2])(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})(?:年|[-./_])?(1[0-2]|0?[1-9])(?:月|(?!\d))")
_BARE_MONTH = re.compile(r"(?<![\d年./-])(1[0-2]|0?[1-9])月份?(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d年])(2\d)(?=年度?(?:1[0-2]|0?[1-9])月)")
_MONTHS = re.compile(r"(?<!20\d)\d月?份?[-~—–至到、和及](?:20\d{2}年)?\d{1,2}月")
"""Of several months: 1-10月, 3月至5月."""
_SPAN = re.compile(
    rf"{_MONTHS.pattern}"
    r"|\d{4}(?:[./]\d{1,2}[-~—–至到]|-\d{1,2}[~—–至到])(?:20\d{2}[./-])?\d{1,2}(?!\d)"
    r"|月份?(?:以来|至今|起|开始)|日[-~—–至到](?:20\d{2}年)?\d{1,2}月|年度|全年|[上下]半年|季度"
)
_DAY = re.compile(r"月\d{1,2}[日号]|\d{4}[./-]\d{1,2}[./-]\d|(?<!\d)20\d{6}(?!\d)")
_ORDER = re.compile(
    r"^\s*(?:[(（]\s*\w{1,3}\s*[)）]|第?[一二三四五六七八九十]{1,3}(?:部分|[、.:])|[1-9][、.](?!\d)|[^\w\s(（])+\s*"
)
_DIGITS = dict(zip("〇○零一二三四五六七八九", "000123456789", strict=True))


def _plain(text: str) -> str:
    text = _SHORT_YEAR.sub(r"20\1", unicodedata.normalize("NFKC", text))
    text = _HAN_YEAR.sub(lambda hit: "".join(_DIGITS.get(c, c) for c in hit.group()), text)
    return _HAN_MONTH.sub(lambda hit: f"{chinese_number(hit[1])}月", text)


def year_in(text: str) -> int | None:
    """The one year that a text names; None when it names none or several."""
    found = {one or other for one, other in _YEAR.findall(_plain(text))}
    return int(found.pop()) if len(found) == 1 else None


def month_in(text: str) -> str | None:
    """The one month that a text names, as "2026-10"; None when it names none or several."""
    words = _plain(text)
    if _MONTHS.search(words):
        return None
    found = {f"{year}-{int(number):02d}" for year, number in _MONTH.findall(words)}
    return found.pop() if len(found) == 1 else None


_HEADS = re.compile(
    r"(?:(20\d{2})年度?)?(?:(1[0-2]|0?[1-9])月份?)?"
    r"(?![\d底初前后起]|日|[上中下]旬|以来|至|到|[-~—–、])[^\d。]{0,14}(?:[(:]\D{0,2}\d*\D{0,3})?"
)
_TITLE = re.compile(
    r"(?:台账|登记[表册簿]|排查[表册]|一览表|汇总表|明细表|情况表|统计表|清单|报表)(?:[(].{0,6}[)])?$"
)
_TITLE_YEAR = re.compile(r"20\d{2}(?:年|[-./](?=\d))?")
_BEFORE = re.compile("结转|遗留|往[年月]|以前|上[年月]|去年|历史|积案")


def heading_time(text: str) -> tuple[int | None, int | None] | None:
    """The year and the month of the rows below a heading: 9月份, 2025年度.

    Neither for matters of some time before (上月结转); None when it names no time.
    """
    words = _ORDER.sub("", _plain(text)).strip()
    hit = _HEADS.fullmatch(words.replace(" ", ""))
    if hit is not None and (hit[1] or hit[2]):
        return (int(hit[1]) if hit[1] else None, int(hit[2]) if hit[2] else None)
    if len(words) <= 20 and _BEFORE.search(words):
        return None, None
    return _title_time(words)


def is_title(text: str) -> bool:
    """Whether a line is the title of a ledger: 东湾村2026年9月矛盾纠纷排查登记表."""
    words = _plain(text).replace(" ", "")
    return len(words) > 6 and _TITLE.search(words) is not None


def _title_time(words: str) -> tuple[int | None, int | None] | None:
    """The year and the one month of a title in the middle of a sheet: 双桥镇2026年9月台账."""
    if not _TITLE.search(words) or _DAY.search(words):
        return None
    year, found = year_in(words), set(_BARE_MONTH.findall(_TITLE_YEAR.sub("", words)))
    alone = len(found) == 1 and not _SPAN.search(words)
    month = int(found.pop()) if alone else None
    return (year, month) if year or month else None


def ledger_month(texts: Sequence[str], year: int | None, given: str | None) -> str | None:
    """The one month whose ledger a sheet is, by its title, tab or file, else the month given.

    None for the ledger of a year or of several months; the day of filling in tells no month.
    """
    told = [_plain(text) for text in texts]
    if any(_SPAN.search(text) for text in told):
        return None
    for piece in (piece for text in told for piece in text.split() if not _DAY.search(piece)):
        if month := month_in(piece):
            return month
        bare = set(map(int, _BARE_MONTH.findall(piece)))
        if year is not None and len(bare) == 1:
            return f"{year}-{bare.pop():02d}"
    return given
