"""How the program's table draws a line: the heading, a row, the cell in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.pieces.cells import fit
from screens.pieces.columns import TONES, Column, Row, fitted, parts_of

_MOST_STRIPS = 400


class DrawnLines(ScrollView):
    """Draws rows by columns; where the rows come from is the table's own matter."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--head",
        "lines--row",
        "lines--cursor",
        "lines--picked",
        "lines--cell",
        *(f"lines--{tone}" for tone in TONES),
    }

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        key: str,
        empty: str,
        head: bool,
        lit: bool,
        id: str | None,
        classes: str | None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.picked: set[Any] = set()
        self.empty = empty
        self._key = key
        self._head = int(head)
        self._lit = lit
        self._count = 0
        self._strips: dict[tuple[int, bool, bool], Strip] = {}
        self._widths: tuple[int, tuple[int, ...]] = (-1, ())

    @property
    def in_hand(self) -> bool:
        """Whether the cursor is drawn as the one that keys move."""
        return self._lit or self.has_focus

    @property
    def place(self) -> tuple[int, int]:
        """The row and the column of the cursor."""
        return -1, -1

    def at(self, index: int) -> Row | None:
        """A row by its place, when it has come."""
        return None

    def want(self, index: int) -> None:
        """A row that is in sight has not come yet."""

    def _fitted(self) -> tuple[int, ...]:
        room = self.size.width
        if self._widths[0] == room:
            return self._widths[1]
        self._widths = (room, fitted(self.columns, room))
        return self._widths[1]

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the heading, a row, or nothing."""
        if y < self._head:
            return self._line_of(None, "lines--head", False)
        index = self.scroll_offset.y + y - self._head
        if index >= self._count:
            if not self._count and y == self._head:
                style = self.get_component_rich_style("lines--soft")
                return self._padded([Segment(f" {self.empty}", style)], self._base("lines--row"))
            return Strip.blank(self.size.width, self._base("lines--row"))
        row = self.at(index)
        if row is None:
            self.want(index)
            return self._padded([Segment(" …")], self._base("lines--row"))
        at_cursor = index == self.place[0]
        key = (index, at_cursor and self.in_hand, at_cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._draw(row, at_cursor)
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def _draw(self, row: Row, at_cursor: bool) -> Strip:
        kind = "lines--row"
        if row.get(self._key) in self.picked:
            kind = "lines--picked"
        if at_cursor and self.in_hand:
            kind = "lines--cursor"
        return self._line_of(row, kind, at_cursor)

    def _line_of(self, row: Row | None, kind: str, at_cursor: bool) -> Strip:
        base = self._base(kind)
        segments = [Segment("›" if at_cursor and not self.in_hand else " ", base)]
        for number, (column, cells) in enumerate(zip(self.columns, self._fitted(), strict=True)):
            here = at_cursor and number == self.place[1] and self.in_hand
            style = self._base("lines--cell") if here else base
            if row is None:
                segments.append(Segment(fit(column.title, cells, column.right), style))
            else:
                segments += self._cell(column, row, cells, style, keep=here)
            segments.append(Segment(" ", base))
        return self._padded(segments, base)

    def _cell(self, column: Column, row: Row, cells: int, base: Style, keep: bool) -> list[Segment]:
        parts = parts_of(column, row, cells)
        return [Segment(text, self._tone(base, tone, keep)) for text, tone in parts]

    def _tone(self, base: Style, tone: str, keep: bool) -> Style:
        if not tone or keep:
            return base
        own = self.get_component_rich_style(f"lines--{tone}", partial=True)
        return base + Style(color=own.color, bold=own.bold)

    def _base(self, kind: str) -> Style:
        return self.get_component_rich_style(kind)

    def _padded(self, segments: list[Segment], style: Style) -> Strip:
        return Strip(segments).adjust_cell_length(self.size.width, style)
