"""Columns of the program's table: what a row shows in each, and how wide each may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from screens.pieces.cells import fit, one_line, width

Row = dict[str, Any]
Cell = str | tuple[str, str] | list[tuple[str, str]]
TONES = ("soft", "accent", "warn", "strong", "rest")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        key: its name in the settings; title: its heading.
        draw: what a row shows in it: text, (text, tone) or several of these; a tone is one of
            TONES or empty.
        width: cells; 0 takes what the others leave.
        right: whether it stands at the right edge; opens: whether Enter on it means this figure.
        fill: the least width of a column that takes what is left.
    """

    key: str
    title: str
    draw: Callable[[Row], Cell]
    width: int = 0
    right: bool = False
    opens: bool = False
    fill: int = 10


def fitted(columns: Sequence[Column], room: int) -> tuple[int, ...]:
    """The cells of each column in a line of ``room`` cells: a space before, one after each."""
    fills = [each for each in columns if not each.width]
    left = room - 1 - sum(each.width + 1 for each in columns)
    total = sum(each.fill for each in fills) or 1
    return tuple(each.width or max(each.fill, left * each.fill // total) for each in columns)


def bar(
    share: float | None, cells: int, plain: bool, tone: str = "accent"
) -> list[tuple[str, str]]:
    """A bar of ``cells`` cells, the part beyond ``share`` quiet."""
    filled = round(min(1.0, max(0.0, share or 0.0)) * cells)
    if plain:
        return [("#" * filled, "accent"), ("." * (cells - filled), "soft")]
    return [("━" * filled, tone), ("━" * (cells - filled), "rest")]


def parts_of(column: Column, row: Row, cells: int) -> list[tuple[str, str]]:
    """What a row shows in a column, as texts and tones that fill exactly ``cells`` cells."""
    drawn = column.draw(row)
    if isinstance(drawn, str):
        return [(fit(one_line(drawn), cells, column.right), "")]
    parts = [drawn] if isinstance(drawn, tuple) else drawn
    if len(parts) == 1:
        text, tone = parts[0]
        return [(fit(one_line(text), cells, column.right), tone)]
    filled: list[tuple[str, str]] = []
    left = cells
    for text, tone in parts:
        text = one_line(text) if not text.isspace() else text
        if width(text) > left:
            text = fit(text, left)
        left -= width(text)
        filled.append((text, tone))
    space = (" " * left, "")
    return [space, *filled] if column.right else [*filled, space]
