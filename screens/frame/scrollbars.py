"""Scroll bars of whole cells: coloured spaces stand in line in every font."""

from __future__ import annotations

from typing import ClassVar

from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCells(ScrollBarRender):
    """A bar without the fine ends that some consoles draw too wide."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


def use_whole_cells() -> None:
    """From now on every scroll bar is drawn like this."""
    ScrollBar.renderer = WholeCells
