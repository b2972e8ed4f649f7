"""Days as people say them: 今天, 昨天, 3天前, 上周五, 10.3, 三号, 20261003."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from screens.pieces.cells import halfwidth

WEEKDAYS = "一二三四五六日"
_WORDS = {
    "今天": 0, "今日": 0, "今": 0, "jt": 0, "昨天": -1, "昨日": -1, "昨": -1, "zt": -1,
    "前天": -2, "qt": -2, "大前天": -3, "明天": 1, "明日": 1, "mt": 1, "后天": 2, "ht": 2,
    "大后天": 3,
}  # fmt: skip
_NEAR = 92
"""A day of this year so near is meant as such, even on the side that is not expected."""
_FIGURES = {word: figure for figure, word in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


def read_day(text: str, today: date, *, ahead: bool = False) -> date | None:
    """The day meant, or nothing.

    Args:
        text: what was typed; a year left out is the one that puts the day nearest to ``today`` on
            the side that ``ahead`` says.
        ahead: whether a coming day is meant, as with a deadline.
    """
    plain = re.sub(r"\s+", "", halfwidth(text)).lower()
    if not plain:
        return None
    if plain in _WORDS:
        return today + timedelta(days=_WORDS[plain])
    return _counted(plain, today) or _weekday(plain, today, ahead) or _written(plain, today, ahead)


def day_words(day: date, today: date) -> str:
    """A day as it is shown beside a field: 10-03 周六，8 天前."""
    apart = (today - day).days
    near = {0: "今天", 1: "昨天", 2: "前天", -1: "明天", -2: "后天"}
    told = near.get(apart) or (f"{apart} 天前" if apart > 0 else f"还有 {-apart} 天")
    return f"{weekday_words(day, today)}，{told}"


def weekday_words(day: date, today: date) -> str:
    """A day with its weekday, and its year when that is another one: 10-03 周六."""
    shown = f"{day:%m-%d}" if day.year == today.year else f"{day:%Y-%m-%d}"
    return f"{shown} 周{WEEKDAYS[day.weekday()]}"


def _counted(text: str, today: date) -> date | None:
    found = re.fullmatch(
        r"(\d+|[一二两三四五六七八九十]+)(天|日|周|个?星期)(前|以前|后|以后|内)", text
    )
    if not found:
        return None
    count = figure(found[1])
    days = (count or 0) * (1 if found[2] in ("天", "日") else 7)
    if count is None or days > 3660:
        return None
    return today + timedelta(days=-days if "前" in found[3] else days)


def _weekday(text: str, today: date, ahead: bool) -> date | None:
    found = re.fullmatch(r"(上上|上|这|本|下|下下)?(?:周|星期|礼拜)([一二三四五六日天1-7])", text)
    if not found:
        return None
    weekday = "一二三四五六日".find(found[2].replace("天", "日"))
    if weekday < 0:
        weekday = int(found[2]) - 1
    monday = today - timedelta(days=today.weekday())
    weeks = {"上上": -2, "上": -1, "这": 0, "本": 0, "下": 1, "下下": 2}.get(found[1] or "")
    if weeks is not None:
        return monday + timedelta(days=weekday + 7 * weeks)
    day = monday + timedelta(days=weekday)
    if ahead:
        return day if day >= today else day + timedelta(days=7)
    return day if day <= today else day - timedelta(days=7)


def _written(text: str, today: date, ahead: bool) -> date | None:
    text = re.sub(r"[一二三四五六七八九十两〇零]+", _arabic, text)
    if found := re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{4}|\d{2})[年./\-](\d{1,2})[月./\-](\d{1,2})[日号]?", text):
        year = int(found[1])
        return _day(year if year > 99 else 2000 + year, int(found[2]), int(found[3]))
    if found := re.fullmatch(r"(\d{1,2})[月./\-](\d{1,2})[日号]?|(\d{2})(\d{2})", text):
        month, number = int(found[1] or found[3]), int(found[2] or found[4])
        plain = _day(today.year, month, number)
        if plain is not None and abs((plain - today).days) <= _NEAR:
            return plain
        return _nearest([_day(today.year + by, month, number) for by in (-1, 0, 1)], today, ahead)
    if found := re.fullmatch(r"(\d{1,2})[日号]?", text):
        months = [_shifted(today, by) for by in (-2, -1, 0, 1, 2)]
        return _nearest([_day(y, m, int(found[1])) for y, m in months], today, ahead)
    return None


def _arabic(found: re.Match[str]) -> str:
    number = figure(found[0])
    return str(number) if number is not None else found[0]


def figure(text: str) -> int | None:
    """A whole number in digits or in Chinese, up to 99; nothing when it is none."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return _FIGURES.get(tens, 1 if not tens else 0) * 10 + (_FIGURES.get(ones, 0))
    value = 0
    for character in text:
        if character not in _FIGURES:
            return None
        value = value * 10 + _FIGURES[character]
    return value


def _shifted(today: date, months: int) -> tuple[int, int]:
    index = today.year * 12 + today.month - 1 + months
    return index // 12, index % 12 + 1


def _nearest(days: list[date | None], today: date, ahead: bool) -> date | None:
    fitting = [d for d in days if d is not None and (d >= today if ahead else d <= today)]
    if not fitting:
        return None
    return min(fitting) if ahead else max(fitting)


def _day(year: int, month: int, day: int) -> date | None:
    if not (1900 <= year <= 2199 and 1 <= month <= 12):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None
