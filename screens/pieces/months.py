"""Months as screens show them."""

from __future__ import annotations

from xinfang_tui.month import window


def month_name(month: str) -> str:
    """2026年10月; empty while there is none."""
    return window.month_name(month) if month else ""


def recent(month: str, count: int) -> list[str]:
    """The month and those before it, newest first."""
    return [window.shifted(month, -back) for back in range(count)]
