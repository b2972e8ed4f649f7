"""How figures and dates are written in Chinese papers."""

from __future__ import annotations

import re
from datetime import date

from xinfang_tui.documents.paper import DATE, NUMBER, PERCENT, Cell

_ISO = r" ?\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b ?"
DASH = "—"
"""Stands where a figure has no denominator."""
BY_MONTH = "化解日期按月份"
"""Stands in the 备注 of an export beside a settlement whose day was not told."""
WITHIN = "﹑"
"""Stands in an export for a 、 that is part of one party's value: the 、 parts the parties."""


def percent(numerator: float, denominator: float) -> str:
    """One decimal, halves up, "—" without a denominator: ``percent(41, 47) == "87.2%"``."""
    return fraction(numerator / denominator) if denominator else DASH


def fraction(value: float | None) -> str:
    """A fraction as a percentage with one decimal: 0.872 → 87.2%; "—" for none."""
    return DASH if value is None else f"{tenths(value) / 10:.1f}%"


def tenths(value: float) -> int:
    """A fraction in tenths of a percent, halves away from zero as spreadsheets round."""
    scaled = round(abs(value) * 1000, 6)
    whole = int(scaled + 0.5)
    return whole if value >= 0 else -whole


def share(numerator: int, denominator: int) -> str:
    """A percentage with its figures beside it: 87.2%（41/47）; "—" without a denominator."""
    if not denominator:
        return DASH
    return f"{percent(numerator, denominator)}（{numerator}/{denominator}）"


def day(value: date | None) -> str:
    """2026年10月31日; empty for none."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def short_day(value: date | None) -> str:
    """10月31日; empty for none."""
    return f"{value.month}月{value.day}日" if value else ""


def short_month(month: str) -> str:
    """10月 for "2026-10"."""
    return f"{int(month[5:7])}月"


def in_prose(text: str) -> str:
    """The text with every ISO date as prose writes it: 2026-11-05 前 → 2026年11月5日前."""
    return re.sub(_ISO, lambda hit: day(date(*map(int, hit.groups()))), text)


def parse_day(value: object) -> date | None:
    """A date from ISO text, a date or nothing."""
    if isinstance(value, date):
        return value
    return date.fromisoformat(str(value)[:10]) if value else None


def cell_text(cell: Cell, kind: str) -> str:
    """A cell as people read it in running text and plain tables."""
    if cell is None:
        return DASH if kind in (NUMBER, PERCENT) else ""
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        return cell
    if kind == PERCENT:
        return fraction(float(cell))
    if isinstance(cell, float) and kind != DATE:
        return f"{cell:.1f}".removesuffix(".0")
    return str(cell)


def listed(names: list[str] | tuple[str, ...], most: int = 0, unit: str = "个") -> str:
    """Names joined by 、; beyond ``most`` of them: A、B、C等5个."""
    if most and len(names) > most:
        return "、".join(names[:most]) + f"等{len(names)}{unit}"
    return "、".join(names)


_DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 0 to 99 in Chinese, for headings: 12 → 十二."""
    ten, one = divmod(number, 10)
    if not ten:
        return _DIGITS[one]
    return ("" if ten == 1 else _DIGITS[ten]) + "十" + (_DIGITS[one] if one else "")
