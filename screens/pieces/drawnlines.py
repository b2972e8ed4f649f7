"""How the program's table draws a line: the heading, a row, the cell in hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip

from screens.pieces.cells import fit, width
from screens.pieces.columns import TONES, Column, Row, fitted, parts_of

_MOST_STRIPS = 400
_HEAD = -1
_READING = "正在读…"


class _View(NamedTuple):
    """What all lines of one drawing have in common.

    Attributes:
        room: the cells beside the scroll bar; top: the first row in sight.
        thumb: the lines beside which the thumb of the scroll bar is; None: there is no bar.
        columns: number, column and cells of those in sight; cells: what they take.
        row, column: the place of the cursor; in_hand: whether the keys move it.
        more: whether there are columns out of sight on the left and on the right.
    """

    room: int
    top: int
    thumb: range | None
    columns: list[tuple[int, Column, int]]
    cells: int
    row: int
    column: int
    in_hand: bool
    more: tuple[bool, bool]


class DrawnLines(ScrollView):
    """Draws rows by columns; where the rows come from is the table's own matter.

    Its scroll bar is the last cell of each line: as a widget of its own it would be drawn anew,
    line by line, whenever the rows move, and hidden the screen would be arranged anew for it.
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
        self._told = False
        self._strips: dict[tuple[int, str, str, bool], Strip] = {}
        self._styles: dict[tuple[str, str], Style] = {}
        self._widths: tuple[int, ...] = ()
        self._sight: tuple[int, range] = (-1, range(0))

    @property
    def room(self) -> int:
        """The cells of a line beside the scroll bar."""
        return self.size.width - 1

    @property
    def allow_vertical_scroll(self) -> bool:
        """The wheel moves the rows, though Textual knows of no scroll bar."""
        return not self._check_disabled()

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
        if not self._widths:
            self._widths = fitted(self.columns, self.room)
            self._sight = (-1, range(0))
        return self._widths

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

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines in ``crop``: the heading, rows, at the end of each the scroll bar.

        The table has no border and no padding, and its styles have passed the filters of the
        screen: what it draws goes to the terminal as it is.
        """
        view = self._view()
        strips = [self._line(y - self._head, view) for y in crop.line_range]
        if crop.column_span != (0, view.room + 1):
            strips = [strip.crop(*crop.column_span) for strip in strips]
        return strips

    def _view(self) -> _View:
        """Asked once for all lines: Textual looks through the whole screen for a size."""
        size, top = self.size, self.scroll_offset.y
        thumb, room = None, size.height - self._head
        if self._count > room:
            cells = max(1, room * room // self._count)
            start = round((room - cells) * top / (self._count - room))
            thumb = range(start, start + cells)
        widths, sight = self._fitted(), self._in_sight()
        shown = [(n, self.columns[n], widths[n]) for n in ((0, *sight) if widths else ())]
        row, column = self.place
        return _View(
            size.width - 1,
            top,
            thumb,
            shown,
            1 + sum([cells + 1 for _, _, cells in shown]),
            row,
            column,
            self.in_hand,
            (sight.start > 1, sight.stop < len(widths)),
        )

    def _line(self, y: int, view: _View) -> Strip:
        if y < 0:
            return self._kept(_HEAD, None, "head", "head", view)
        bar = "row" if view.thumb is None else "thumb" if y in view.thumb else "track"
        index = view.top + y
        if index >= self._count:
            words = self.empty if self._told else _READING
            nothing = f" {words}" if not self._count and not y else ""
            return self._strip([(nothing, "soft")], width(nothing), "row", bar, view.room)
        row = self.at(index)
        if row is None:
            self.want(index)
            return self._strip([(" …", "soft")], width(" …"), "row", bar, view.room)
        if index == view.row and view.in_hand:
            kind = "cursor"
        else:
            kind = "picked" if row.get(self._key) in self.picked else "row"
        return self._kept(index, row, kind, bar, view)

    def _kept(self, index: int, row: Row | None, kind: str, bar: str, view: _View) -> Strip:
        """A line as it was drawn before, or drawn now."""
        at_cursor = index == view.row
        key = (index, kind, bar, at_cursor)
        strip = self._strips.get(key)
        if strip is None:
            if len(self._strips) > _MOST_STRIPS:
                self._strips.clear()
            parts = self._headings(view) if row is None else self._parts(row, at_cursor, view)
            strip = self._strips[key] = self._strip(parts, view.cells, kind, bar, view.room)
        return strip

    def notify_style_update(self) -> None:
        """Another theme: draw anew."""
        super().notify_style_update()
        self._strips.clear()
        self._styles.clear()

    def _headings(self, view: _View) -> list[tuple[str, str]]:
        """The titles of the columns in sight; ``‹`` and ``›`` where there are more."""
        parts = [(" ", "")]
        for _, column, cells in view.columns:
            parts += [(fit(column.title, cells, column.right), ""), (" ", "")]
        if view.column >= 0:
            if view.more[0]:
                parts[2] = ("‹", "")
            if view.more[1]:
                parts[-1] = ("›", "")
        return parts

    def _parts(self, row: Row, at_cursor: bool, view: _View) -> list[tuple[str, str]]:
        """The texts of a row with their tones: what marks it, then each column in sight."""
        edge = "›" if at_cursor and not view.in_hand else " "
        if row.get(self._key) in self.picked:
            edge = "+"
        parts: list[tuple[str, str]] = [(edge, "")]
        for number, column, cells in view.columns:
            if number == view.column and at_cursor and view.in_hand:
                parts += [(text, "cell") for text, _ in parts_of(column, row, cells)]
            else:
                parts += parts_of(column, row, cells)
            parts.append((" ", ""))
        return parts

    def _strip(
        self, parts: list[tuple[str, str]], cells: int, kind: str, bar: str, room: int
    ) -> Strip:
        """Texts that take ``cells`` as few segments as possible in ``room``, and the scroll bar.

        Every segment is paid for again by each cache of the screen and by the terminal.
        """
        runs: list[tuple[str, str]] = []
        text, tone = "", ""
        for more, other in parts:
            if tone != "cell" and (other == tone or more.isspace()):
                text += more
            elif more:
                runs.append((text, tone))
                text, tone = more, other
        runs.append((text, tone))
        segments = [Segment(text, self._style(kind, tone)) for text, tone in runs if text]
        if cells < room:
            segments.append(Segment(" " * (room - cells), self._style(kind, "")))
        elif cells > room:
            segments = list(Strip(segments, cells).crop(0, room))
        segments.append(Segment(" ", self._style(bar, "")))
        return Strip(segments, room + 1)

    def _style(self, kind: str, tone: str) -> Style:
        style = self._styles.get((kind, tone))
        if style is None:
            style = self._styles[kind, tone] = self._filtered(self._styled(kind, tone))
        return style

    def _styled(self, kind: str, tone: str) -> Style:
        if tone == "cell":
            return self.get_component_rich_style("lines--cell")
        style = self.get_component_rich_style(f"lines--{kind}")
        if tone:
            own = self.get_component_rich_style(f"lines--{tone}", partial=True)
            style += Style(color=own.color, bold=own.bold)
        return style

    def _filtered(self, style: Style) -> Style:
        """The style as the filters of the screen leave it, such as the one without colours."""
        segments = [Segment(" ", style)]
        for each in self.get_line_filters():
            segments = each.apply(segments, self.background_colors[1])
        return segments[0].style or style
