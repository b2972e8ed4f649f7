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
        self._styles: dict[tuple[str, str], Style] = {}
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

    def _in_sight(self) -> range:
        """The columns that are drawn after the first one, which always is.

        All of them where there is room; else those up to the one in hand, and what fits behind it.
        """
        widths = self._fitted()
        room = self.size.width - 1 - (widths[0] + 1 if widths else 0)
        start, end = 1, max(1, self.place[1] + 1)
        while start < end - 1 and sum(widths[start:end]) + end - start > room:
            start += 1
        while end < len(widths) and sum(widths[start : end + 1]) + end + 1 - start <= room:
            end += 1
        return range(start, max(end, min(start + 1, len(widths))))

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the heading, a row, or nothing."""
        if y < self._head:
            return self._line_of(None, "head", False)
        index = self.scroll_offset.y + y - self._head
        if index >= self._count:
            nothing = f" {self.empty}" if not self._count and y == self._head else ""
            return self._strip([(nothing, "soft")], "row")
        row = self.at(index)
        if row is None:
            self.want(index)
            return self._strip([(" …", "soft")], "row")
        at_cursor = index == self.place[0]
        key = (index, at_cursor and self.in_hand, at_cursor)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._line_of(row, self._kind(row, at_cursor), at_cursor)
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = strip
        return strip

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def _kind(self, row: Row, at_cursor: bool) -> str:
        if at_cursor and self.in_hand:
            return "cursor"
        return "picked" if row.get(self._key) in self.picked else "row"

    def _line_of(self, row: Row | None, kind: str, at_cursor: bool) -> Strip:
        parts: list[tuple[str, str]] = [("›" if at_cursor and not self.in_hand else " ", "")]
        widths, sight = self._fitted(), self._in_sight()
        for number in (0, *sight) if widths else ():
            column, cells = self.columns[number], widths[number]
            if row is None:
                parts.append((fit(column.title, cells, column.right), ""))
            elif at_cursor and number == self.place[1] and self.in_hand:
                parts += [(text, "cell") for text, _ in parts_of(column, row, cells)]
            else:
                parts += parts_of(column, row, cells)
            parts.append((" ", ""))
        if row is None and self.place[1] >= 0:
            if sight.start > 1:
                parts[2] = ("‹", "")
            if sight.stop < len(widths):
                parts[-1] = ("›", "")
        return self._strip(parts, kind)

    def _strip(self, parts: list[tuple[str, str]], kind: str) -> Strip:
        """The texts as few segments as possible, filled up to the width of the table.

        Every segment is paid for again by each filter and cache of the screen.
        """
        runs: list[tuple[str, str]] = []
        for text, tone in parts:
            if not text:
                continue
            if runs and (runs[-1][1] == tone or text.isspace()) and runs[-1][1] != "cell":
                runs[-1] = (runs[-1][0] + text, runs[-1][1])
            else:
                runs.append((text, tone))
        segments = [Segment(text, self._style(kind, tone)) for text, tone in runs]
        strip = Strip(segments)
        return strip.adjust_cell_length(self.size.width, self._style(kind, ""))

    def _style(self, kind: str, tone: str) -> Style:
        style = self._styles.get((kind, tone))
        if style is None:
            if tone == "cell":
                style = self.get_component_rich_style("lines--cell")
            else:
                style = self.get_component_rich_style(f"lines--{kind}")
                if tone:
                    own = self.get_component_rich_style(f"lines--{tone}", partial=True)
                    style += Style(color=own.color, bold=own.bold)
            self._styles[kind, tone] = style
        return style
