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
    """Draws rows by columns; where the rows come from is the table's own matter.

    Its scroll bar is the last cell of each line: as a widget of its own it would be drawn anew,
    line by line, whenever the rows move.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "lines--head",
        "lines--row",
        "lines--cursor",
        "lines--picked",
        "lines--cell",
        "lines--thumb",
        "lines--track",
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
        self._bars: dict[str, Strip] = {}
        self._widths: tuple[int, tuple[int, ...]] = (-1, ())
        self._sight: tuple[int, range] = (-1, range(0))

    @property
    def room(self) -> int:
        """The cells of a line beside the scroll bar."""
        return self.size.width - 1

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
        if self._widths[0] != self.room:
            self._widths = (self.room, fitted(self.columns, self.room))
            self._sight = (-1, range(0))
        return self._widths[1]

    def _in_sight(self) -> range:
        """The columns that are drawn after the first one, which always is.

        All of them where there is room or no column is in hand; else those up to the one in hand,
        and what fits behind it.
        """
        widths, at = self._fitted(), self.place[1]
        if at < 0:
            return range(1, len(widths))
        if self._sight[0] == at:
            return self._sight[1]
        room = self.room - 1 - (widths[0] + 1 if widths else 0)
        start, end = 1, at + 1
        while start < end - 1 and sum(widths[start:end]) + end - start > room:
            start += 1
        while end < len(widths) and sum(widths[start : end + 1]) + end + 1 - start <= room:
            end += 1
        self._sight = (at, range(start, max(end, min(start + 1, len(widths)))))
        return self._sight[1]

    def render_line(self, y: int) -> Strip:
        """One line of the widget: the heading, a row, or nothing; at its end the scroll bar."""
        if y < self._head:
            return Strip.join([self._line_of(None, "head", False), self._bar("head")])
        return Strip.join([self._row_line(y), self._bar(self._bar_at(y - self._head))])

    def _bar_at(self, y: int) -> str:
        """Whether the thumb of the scroll bar, the track, or nothing is at a line of the rows."""
        room = self.size.height - self._head
        if self._count <= room:
            return "row"
        thumb = max(1, room * room // self._count)
        top = round((room - thumb) * self.scroll_offset.y / (self._count - room))
        return "thumb" if top <= y < top + thumb else "track"

    def _bar(self, part: str) -> Strip:
        bar = self._bars.get(part)
        if bar is None:
            style = self.get_component_rich_style(f"lines--{part}")
            bar = self._bars[part] = Strip([Segment(" ", style)], 1)
        return bar

    def _row_line(self, y: int) -> Strip:
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
        self._bars.clear()

    def _kind(self, row: Row, at_cursor: bool) -> str:
        if at_cursor and self.in_hand:
            return "cursor"
        return "picked" if row.get(self._key) in self.picked else "row"

    def _line_of(self, row: Row | None, kind: str, at_cursor: bool) -> Strip:
        edge = "›" if at_cursor and not self.in_hand else " "
        if row is not None and row.get(self._key) in self.picked:
            edge = "+"
        parts: list[tuple[str, str]] = [(edge, "")]
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
        return self._strip(parts, kind, 1 + sum(widths[n] + 1 for n in (0, *sight) if widths))

    def _strip(self, parts: list[tuple[str, str]], kind: str, cells: int | None = None) -> Strip:
        """The texts as few segments as possible, filled up to the width of the table.

        Every segment is paid for again by each filter and cache of the screen.

        Args:
            cells: how many the texts take, where that is known.
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
        strip = Strip(segments, cells)
        return strip.adjust_cell_length(self.room, self._style(kind, ""))

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
