"""Months as text: 2026-10."""

from __future__ import annotations


def shifted(month: str, by: int) -> str:
    """The month so many months later."""
    index = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{index // 12}-{index % 12 + 1:02d}"


def month_name(month: str) -> str:
    """2026年10月."""
    return f"{month[:4]}年{int(month[5:7])}月" if month else ""


def recent(month: str, count: int) -> list[str]:
    """The month and those before it, newest first."""
    return [shifted(month, -back) for back in range(count)]
