"""Dates as ledgers and people write them; what could mean two days is never guessed.

Year, month, day always in this order (GB/T 7408): 2026.10.3, 26/10/3, 2026年10月3日, 二〇二六年十月
三日, 20261003, a serial number of Excel. ``year`` fills in for 10月3日.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from xinfang_tui.documents.reading.numbers import chinese_number

EXACT, YEAR_GIVEN, SHORT_YEAR, SERIAL, WORD, BAD = (
    "exact",
    "year_given",
    "short_year",
    "serial",
    "word",
    "bad",
)


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date, or why there is none.

    Attributes:
        date: the day; None when it cannot be told.
        quality: exact; year_given (the year came from elsewhere); short_year (26 → 2026);
            serial (Excel's day number); word (昨天); bad.
        reason: why not (Chinese), for bad ones.
    """

    date: date | None
    quality: str
    reason: str = ""


_HAN = "〇○零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅"
_WORDS = {"今天": 0, "今日": 0, "昨天": 1, "昨日": 1, "前天": 2, "前日": 2, "大前天": 3}
_LUNAR = re.compile(r"农历|阴历|旧历|初[一二三四五六七八九十]|腊月|正月|冬月|闰|廿")
_LUNAR_LIKE = re.compile(r"[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}")
_VAGUE = re.compile(
    r"[上中下]旬|月初|月底|月末|年初|年底|年末|左右|前后|约|大概|国庆|春节|元旦|近期|去年|今年"
    r"|上月|本月|上周|本周"
)
_SPAN = re.compile(r"[至到~～]|—|――|--")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FRACTION = re.compile(r"(\d{1,2})\.(\d{1,2})")
_EIGHT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SIX = re.compile(r"(\d{2})(\d{2})(\d{2})")
_FULL = re.compile(r"(\d{4}|\d{2})(年|[-./\\,、·])(\d{1,2})(月|[-./\\,、·])(\d{1,2})[日号]?\.?")
_NO_YEAR = re.compile(r"(\d{1,2})(月|[-./\\、·])(\d{1,2})[日号]?\.?")
_MONTH = re.compile(
    r"(?:\d{4}|\d{2})(?:年|[-./\\,、·])\d{1,2}月?份?|\d{1,2}月份?|(?:19|20)\d{4}|\d{4}年"
)
_YEAR_LAST = re.compile(r"\d{1,2}[-./\\]\d{1,2}[-./\\]\d{4}")
_TIME = re.compile(
    r"(?:(?:凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|半夜|深夜|夜间|夜里|夜晚|晚间|夜|晚|早|AM|PM|am|pm)*"
    r"(?:\d{1,2}(?::\d{1,2}(?::\d{1,2}(?:\.\d+)?)?|[时点](?:\d{1,2}分?(?:\d{1,2}秒)?|半|许|整)?))?"
    r"(?:AM|PM|am|pm)?)"
)
_LETTER_O = re.compile(
    r"(?<=二)[Oo](?=[Oo〇○零一二三四五六七八九])|(?<=[二〇])[Oo](?=[一二三四五六七八九]年)"
)
"""二O二六年: the letter typed for 〇."""
_LONG_DASHES = re.compile(r"^(\d{4})—(\d{1,2})—(\d{1,2})")
_CLOCK = r"\d{1,2}(?::\d{2}|[时点](?:\d{1,2}分?|半)?)"
_ABOUT_AN_HOUR = re.compile(
    rf"(?<=[日号 午晚早晨里])(?:大约|约)?\s*({_CLOCK})(?:许|左右|前后|多|过|余)?分?$"
)
"""The hour is told as about, the day is sure: 3月5日下午3点左右."""
_HOURS = re.compile(
    rf"(?<=[日号 ])\s*(?:[上下中]午)?\s*(?:{_CLOCK}|\d{{1,2}})\s*[-~～至到—]+"
    rf"\s*(?:[上下中]午)?\s*{_CLOCK}$"
)
"""From which hour to which: 10月5日 8-9时, 2026-10-05 8:00-9:30."""
_WEEKDAY = re.compile(r"[(（]?(?:星期|周|礼拜)([一二三四五六日天])[)）]?")
_WEEK = "一二三四五六日"
_FIRST, _LAST = date(1949, 10, 1), date(2100, 12, 31)
_FROM, _TO = 32874, 73415  # serial numbers of 1990-01-01 and 2100-12-31


def read_date(
    value: object, *, year: int | None = None, today: date | None = None, date1904: bool = False
) -> DateReading:
    """Read a date in any style that can mean only one day.

    Args:
        value: a cell: date, number or text.
        year: the year of a day written without one.
        today: given, 今天, 昨天 and 前天 count from it (forms on screen; never files).
        date1904: whether serial numbers count from 1904.
    """
    if isinstance(value, datetime):
        return _plausible(value.date(), EXACT)
    if isinstance(value, date):
        return _plausible(value, EXACT)
    if isinstance(value, bool) or value is None:
        return _bad("没有日期")
    if isinstance(value, int | float):
        return _number(value, year, date1904)
    return _text(str(value), year, today, date1904)


def _number(value: float, year: int | None, date1904: bool) -> DateReading:
    if float(value).is_integer() and 100_000 < value < 22_000_000:
        return _text(str(int(value)), None, None, date1904)
    if 1 < value < 13 and _one_day(str(value)):
        return _text(str(value), year, None, date1904)
    return _serial(value, date1904, str(value))


def _one_day(figures: str) -> bool:
    """Whether month and day typed as a number are told whole: 9.25 and 9.4; 9.1 may be 9.10."""
    hit = _FRACTION.fullmatch(figures)
    if hit is None:
        return False
    return len(hit[2]) == 2 or not _is_day(int(hit[1]), int(hit[2]) * 10)


def _is_day(month: int, day: int) -> bool:
    return day <= monthrange(2024, month)[1]


def _serial(value: float, date1904: bool, words: str) -> DateReading:
    if not _FROM - 1462 * date1904 <= value <= _TO:
        if not float(value).is_integer() and value < 2101:
            return _bad(f"“{words}”存成了小数，末尾的零已丢失，请写成 2026-10-03 这样")
        return _bad(f"“{words}”看不出是哪一天，请写成 2026-10-03 这样")
    start = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    return _plausible(start + timedelta(days=int(value)), SERIAL)


@lru_cache(maxsize=16384)
def _text(words: str, year: int | None, today: date | None, date1904: bool) -> DateReading:
    # Dashes of every width and full stops become the plain ones; NFKC leaves them alone.
    text = unicodedata.normalize("NFKC", words).strip().strip("'")
    for dash in "−‐–":
        text = text.replace(dash, "-")
    text = re.sub(r"\s+", " ", text.replace("。", "."))
    text = _LETTER_O.sub("〇", _LONG_DASHES.sub(r"\1-\2-\3", text))
    if not text:
        return _bad("没有日期")
    if text in _WORDS:
        if today is None:
            return _bad(f"“{words}”要看是哪天写的，请写成 2026-10-03 这样")
        return DateReading(today - timedelta(days=_WORDS[text]), WORD)
    if _LUNAR.search(text):
        return _bad(f"“{words}”像是农历，请换成公历日期")
    if _LUNAR_LIKE.fullmatch(text):
        return _bad(f"“{words}”没有写“日”，可能是农历，请写成 2026-10-03 这样")
    text = _ABOUT_AN_HOUR.sub(r" \1", text)
    if _VAGUE.search(text):
        return _bad(f"“{words}”没有写明是哪一天")
    if text.endswith("Z") or re.search(r"\d[+]\d\d:?\d\d$", text):
        return _bad(f"“{words}”带有时区，可能差一天，请写成 2026-10-03 这样")
    text, weekday = _without_weekday(text)
    text = _arabic(text)
    text = _HOURS.sub("", text)
    if _SPAN.search(text):
        return _bad(f"“{words}”不止一天，请写明是哪一天")
    reading = _parsed(re.sub(r"\s*([-./\\,、·年月日号])\s*", r"\1", text), words, year, date1904)
    if weekday and reading.date is not None and _WEEK[reading.date.weekday()] != weekday:
        return _bad(f"“{words}”的日期和星期对不上")
    return reading


def _arabic(text: str) -> str:
    """Chinese numerals as digits: 二〇二六年十月三十一日 → 2026年10月31日."""

    def read(hit: re.Match[str]) -> str:
        part = hit.group()
        digits = part.replace("0", "〇") if any(c in _HAN for c in part) else part
        try:
            return str(chinese_number(digits)) if digits != part or part[0] in _HAN else part
        except ValueError:
            return part

    return re.sub(rf"[{_HAN}0]*[{_HAN}][{_HAN}0]*(?=[-./、年月日号]|$)", read, text)


def _without_weekday(text: str) -> tuple[str, str]:
    hit = _WEEKDAY.search(text)
    if hit is None:
        return text, ""
    return (text[: hit.start()] + text[hit.end() :]).strip(), hit.group(1).replace("天", "日")


def _parsed(text: str, words: str, year: int | None, date1904: bool) -> DateReading:
    if _SERIAL.fullmatch(text):
        return _serial(float(text), date1904, words)
    if hit := _EIGHT.fullmatch(text):
        return _day(int(hit[1]), int(hit[2]), int(hit[3]), EXACT, words)
    if _MONTH.fullmatch(text.rstrip(".")) and not _NO_YEAR.fullmatch(text):
        least = "年" if text.endswith("年") else "月"
        return _bad(f"“{words}”只写到{least}，没有写明是哪一天")
    if hit := _SIX.fullmatch(text):
        return _two_digit_year(hit.group(1), hit.group(2), hit.group(3), words, year)
    if _YEAR_LAST.fullmatch(text):
        return _bad(f"“{words}”分不清月和日，请把年份写在前面")
    head, rest = _split(text)
    if hit := _FULL.fullmatch(head):
        if not _time_only(rest):
            return _unknown(words, rest)
        if len(hit.group(1)) == 2:
            return _two_digit_year(hit.group(1), hit.group(3), hit.group(5), words, year)
        return _day(int(hit.group(1)), int(hit.group(3)), int(hit.group(5)), EXACT, words)
    if hit := _NO_YEAR.fullmatch(head):
        if not _time_only(rest):
            return _unknown(words, rest)
        if year is None:
            return _bad(f"“{words}”没有年份，表中也看不出是哪一年")
        return _day(year, int(hit.group(1)), int(hit.group(3)), YEAR_GIVEN, words)
    return _unknown(words, "")


def _split(text: str) -> tuple[str, str]:
    """The date at the beginning and what follows it."""
    spaced = re.fullmatch(r"(\d{4}) (\d{1,2}) (\d{1,2})", text)
    if spaced:
        return ".".join(spaced.groups()), ""
    for pattern in (_FULL, _NO_YEAR):
        hit = pattern.match(text)
        closed = hit is not None and hit.group()[-1] in "日号"
        if hit and (closed or not text[hit.end() : hit.end() + 1].isdigit()):
            return hit.group(), text[hit.end() :]
    return text, ""


def _time_only(rest: str) -> bool:
    rest = rest.strip().removeprefix("T").strip("()（） ")
    return bool(_TIME.fullmatch(rest.replace(" ", "")))


def _unknown(words: str, rest: str) -> DateReading:
    if re.match(r"[-./、,\d]", rest):
        return _bad(f"“{words}”不止一个日期，请写明是哪一天")
    return _bad(f"“{words}”看不出是哪一天，请写成 2026-10-03 这样")


def _two_digit_year(yy: str, month: str, day: str, words: str, year: int | None) -> DateReading:
    # 13/10/26 in a ledger of 2026 may be its October as well as that of 2013.
    turned = year is not None and int(day) == year % 100 and int(yy) != year % 100
    if int(yy) <= 12 or (turned and int(yy) <= 31):
        return _bad(f"“{words}”分不清年、月、日，请写四位年份")
    return _day(2000 + int(yy), int(month), int(day), SHORT_YEAR, words)


def _day(year: int, month: int, day: int, quality: str, words: str) -> DateReading:
    try:
        return _plausible(date(year, month, day), quality)
    except ValueError:
        return _bad(f"没有“{words}”这一天")


@lru_cache(maxsize=4096)
def _plausible(day: date, quality: str) -> DateReading:
    if not _FIRST <= day <= _LAST:
        return _bad(f"日期 {day.isoformat()} 不会是这里要填的日期，请核对年份")
    return DateReading(day, quality)


def _bad(reason: str) -> DateReading:
    return DateReading(None, BAD, reason)
