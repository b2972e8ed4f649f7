"""The colours: dark, light and high contrast, each with a twin for the practice month.

One accent, one warning colour; everything else is the ink, a lighter ink and three shades of paper.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.theme import Theme


@dataclass(frozen=True, slots=True)
class _Paint:
    ink: str
    soft: str
    paper: str
    sheet: str
    panel: str
    accent: str
    on_accent: str
    warn: str
    on_warn: str
    dark: bool


_DARK = _Paint(
    ink="#d9dee6", soft="#8492a3", paper="#10151c", sheet="#171e27", panel="#212b37",
    accent="#5cc0cf", on_accent="#07161a", warn="#ff8f66", on_warn="#2a0d02", dark=True,
)  # fmt: skip
_LIGHT = _Paint(
    ink="#1d2733", soft="#66727f", paper="#f6f4ee", sheet="#edeae1", panel="#e0dbce",
    accent="#0b6b7c", on_accent="#ffffff", warn="#b83a10", on_warn="#ffffff", dark=False,
)  # fmt: skip
_CONTRAST = _Paint(
    ink="#ffffff", soft="#e0e0e0", paper="#000000", sheet="#000000", panel="#1c1c1c",
    accent="#ffff00", on_accent="#000000", warn="#ff9d5c", on_warn="#000000", dark=True,
)  # fmt: skip
_PRACTICE = {"dark": ("#c79bff", "#1b0b33"), "light": ("#7a2fb0", "#ffffff")}
NAMES = {"dark": "深色", "light": "浅色", "contrast": "高对比"}
_PAINTS = {"dark": _DARK, "light": _LIGHT, "contrast": _CONTRAST}


def theme_name(kind: str, practice: bool) -> str:
    """The registered name of a theme: kind is dark, light or contrast."""
    return f"xinfang-{kind if kind in _PAINTS else 'dark'}{'-practice' if practice else ''}"


def themes() -> list[Theme]:
    """Every theme of the program."""
    made: list[Theme] = []
    for kind, paint in _PAINTS.items():
        accent, on_accent = _PRACTICE["dark" if paint.dark else "light"]
        made.append(_theme(theme_name(kind, False), paint, paint.accent, paint.on_accent))
        made.append(_theme(theme_name(kind, True), paint, accent, on_accent))
    return made


def _theme(name: str, paint: _Paint, accent: str, on_accent: str) -> Theme:
    return Theme(
        name=name,
        primary=accent,
        secondary=paint.soft,
        accent=accent,
        warning=paint.warn,
        error=paint.warn,
        success=accent,
        foreground=paint.ink,
        background=paint.paper,
        surface=paint.sheet,
        panel=paint.panel,
        dark=paint.dark,
        variables={
            "soft": paint.soft,
            "on-accent": on_accent,
            "on-warn": paint.on_warn,
            "tint": _blend(paint.paper, accent, 0.16),
            "strong-tint": _blend(paint.paper, accent, 0.32),
            "warn-tint": _blend(paint.paper, paint.warn, 0.14),
            "input-selection-background": _blend(paint.paper, accent, 0.45),
            "input-cursor-background": accent,
            "input-cursor-foreground": on_accent,
            "scrollbar": paint.panel,
            "scrollbar-hover": paint.soft,
            "scrollbar-active": accent,
            "scrollbar-background": paint.paper,
            "scrollbar-background-hover": paint.paper,
            "scrollbar-background-active": paint.paper,
            "scrollbar-corner-color": paint.paper,
        },
    )


def _blend(ground: str, colour: str, share: float) -> str:
    pairs = zip(_channels(ground), _channels(colour), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _channels(colour: str) -> list[int]:
    return [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
