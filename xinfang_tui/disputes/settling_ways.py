"""Which ways of settling (化解方式) are people's mediation, whose papers the law lays down."""

from __future__ import annotations

_OTHERS = ("司法", "行政", "仲裁", "商事", "律师", "诉讼", "和解")


def by_mediators(method: str) -> bool:
    """Whether a way of settling, by its name, may be people's mediation (人民调解法 28, 33).

    One that the office's own list names otherwise, or that is not told, may be.
    """
    return "人民调解" in method or not any(word in method for word in _OTHERS)
