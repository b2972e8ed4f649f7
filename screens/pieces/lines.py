"""The one table of the program: it draws the lines in sight and holds no widgets, so that a hundred
thousand rows cost no more than twenty."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive

from screens.pieces.columns import Column, Row
from screens.pieces.drawnlines import DrawnLines


class Lines(DrawnLines, can_focus=True):
    """Rows under a heading, a cursor, and marks.

    Rows come as a list (:meth:`show`) or page by page: with :meth:`expect` the table knows how many
    there are, asks for those in sight with :class:`Wanted`, and gets them by :meth:`supply`.

    ``moved`` is called when another row may be in hand; called, not sent a message, so that what
    a page says about the row is drawn together with the table.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown", "page(1)", show=False),
        Binding("home,ctrl+home", "edge(-1)", show=False),
        Binding("end,ctrl+end", "edge(1)", show=False),
        Binding("enter", "choose", show=False),
    ]
    PAGE: ClassVar[int] = 128

    cursor: reactive[int] = reactive(0)
    column: reactive[int] = reactive(-1)

    class Chosen(Message):
        """Enter was pressed on a row, or it was clicked twice."""

        def __init__(self, lines: Lines, row: Row, column: str) -> None:
            super().__init__()
            self.lines, self.row, self.column = lines, row, column

        @property
        def control(self) -> Lines:
            """The table."""
            return self.lines

    class Wanted(Message):
        """Rows that came into sight are not here yet."""

        def __init__(self, lines: Lines, offset: int, limit: int) -> None:
            super().__init__()
            self.lines, self.offset, self.limit = lines, offset, limit

        @property
        def control(self) -> Lines:
            """The table."""
            return self.lines

    def __init__(
        self,
        columns: Iterable[Column] = (),
        *,
        key: str = "id",
        empty: str = "没有",
        head: bool = True,
        cells: bool = False,
        lit: bool = False,
        moved: Callable[[], None] | None = None,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(
            tuple(columns), key=key, empty=empty, head=head, lit=lit, id=id, classes=classes
        )
        self._by_cell = cells
        self._moved = moved
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
        self._all: Sequence[Row] | None = ()
        if lit:
            self.can_focus = False

    @property
    def place(self) -> tuple[int, int]:
        """The row and the column of the cursor."""
        return self.cursor, self.column

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._count

    @property
    def row(self) -> Row | None:
        """The row under the cursor, when there is one and it has come."""
        return self.at(self.cursor)

    def at(self, index: int) -> Row | None:
        """A row by its place, when it has come."""
        if not 0 <= index < self._count:
            return None
        if self._all is not None:
            return self._all[index]
        page = self._pages.get(index // self.PAGE)
        within = index % self.PAGE
        return page[within] if page is not None and within < len(page) else None

    def rows(self) -> list[Row]:
        """All rows that have come."""
        if self._all is not None:
            return list(self._all)
        return [row for _, page in sorted(self._pages.items()) for row in page]

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows; the cursor stays on its row where that is still there."""
        kept = self.row
        self._all, self._pages = rows, {}
        self._count, self._told = len(rows), True
        self._forget()
        if kept is not None:
            mine = kept.get(self._key)
            for index, row in enumerate(rows):
                if row.get(self._key) == mine:
                    self._stand(index)
                    break
        self._stand(self.cursor)

    def expect(self, count: int, first: Mapping[int, Sequence[Row]] | None = None) -> None:
        """There are ``count`` rows; pages may come along by their offset, others when in sight."""
        self._all, self._pages = None, {}
        self._asked.clear()
        self._count, self._told = count, True
        for offset, rows in (first or {}).items():
            self._pages[offset // self.PAGE] = rows
        self._forget()
        self._stand(self.cursor)

    def supply(self, offset: int, rows: Sequence[Row]) -> None:
        """The rows asked for."""
        self._pages[offset // self.PAGE] = rows
        self._asked.discard(offset // self.PAGE)
        top = self.scroll_offset.y
        if offset < top + self.size.height and top < offset + self.PAGE:
            self.refresh()
        if offset <= self.cursor < offset + self.PAGE:
            self._tell()

    def set_columns(self, columns: Iterable[Column]) -> None:
        """Show other columns."""
        self.columns = tuple(columns)
        self._forget()

    def set_key(self, key: str) -> None:
        """What names a row from now on."""
        self._key = key
        self.picked.clear()

    def pick(self, move: bool = True) -> None:
        """Mark the row under the cursor, or unmark it, and go on to the next."""
        row = self.row
        if row is None:
            return
        self.picked ^= {row[self._key]}
        self._strips.clear()
        self.refresh()
        if move:
            self._stand(self.cursor + 1)

    def _tell(self) -> None:
        if self._moved is not None:
            self._moved()

    def redraw(self) -> None:
        """Draw everything anew."""
        self._strips.clear()
        self.refresh()

    def stand_on(self, index: int) -> None:
        """Put the cursor on a row."""
        self._stand(index)

    def _forget(self) -> None:
        self._strips.clear()
        self._widths = ()
        self.virtual_size = Size(self.size.width, self._count + self._head)
        self.refresh()

    def _stand(self, index: int) -> None:
        index = min(max(index, 0), max(0, self._count - 1))
        moved = index != self.cursor
        self.cursor = index
        self._keep_in_sight()
        if not moved:
            self._tell()

    def _keep_in_sight(self) -> None:
        room = max(1, self.size.height - self._head)
        top = self.scroll_offset.y
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, force=True)
        elif self.cursor >= top + room:
            self.scroll_to(y=self.cursor - room + 1, animate=False, force=True)

    def validate_column(self, column: int) -> int:
        """Only columns that open can carry the cursor."""
        opening = [i for i, each in enumerate(self.columns) if each.opens]
        if not self._by_cell or not opening:
            return -1
        return min(opening, key=lambda i: (abs(i - column), i))

    def watch_cursor(self, before: int, now: int) -> None:
        """Draw the two rows that changed and tell."""
        self._draw_row(before)
        self._draw_row(now)
        self._look_ahead()
        self._tell()

    def watch_column(self) -> None:
        """Draw everything anew: other columns may have come into sight."""
        self.redraw()

    def _draw_row(self, index: int) -> None:
        y = index - self.scroll_offset.y + self._head
        if self._head <= y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self) -> None:
        """Fit the columns anew."""
        self._forget()
        self._keep_in_sight()

    def action_move(self, by: int) -> None:
        """One row up or down."""
        self._stand(self.cursor + by)

    def action_page(self, by: int) -> None:
        """A page up or down."""
        self._stand(self.cursor + by * max(1, self.size.height - self._head - 1))

    def action_edge(self, side: int) -> None:
        """To the first or the last row."""
        self._stand(0 if side < 0 else self._count - 1)

    def action_across(self, by: int) -> None:
        """To the next figure that opens."""
        opening = [i for i, each in enumerate(self.columns) if each.opens]
        if self._by_cell and opening:
            at = opening.index(self.column) if self.column in opening else 0
            self.column = opening[min(max(at + by, 0), len(opening) - 1)]

    def action_choose(self) -> None:
        """Enter on the row."""
        if self.row is not None:
            key = self.columns[self.column].key if self.column >= 0 else ""
            self.post_message(self.Chosen(self, self.row, key))

    def on_key(self, event: Any) -> None:
        """Left and right go from figure to figure where figures open."""
        if self._by_cell and event.key in ("left", "right"):
            event.stop()
            event.prevent_default()
            self.action_across(-1 if event.key == "left" else 1)

    def on_click(self, event: Click) -> None:
        """A click moves the cursor; a second one on the same row opens it."""
        y = event.y - self._head
        if y < 0:
            return
        room = self.size.height - self._head
        if event.x == self.room and self._count > room:
            self._stand(y * self._count // max(1, room))
            return
        index = self.scroll_offset.y + y
        if index >= self._count:
            return
        again = index == self.cursor and self.has_focus
        if self._by_cell:
            self.column = self._column_at(event.x)
        self._stand(index)
        if again or event.chain > 1:
            self.action_choose()

    def _column_at(self, x: int) -> int:
        left, widths, at = 1, self._fitted(), 0
        for at in (0, *self._in_sight()):
            left += widths[at] + 1
            if x < left:
                break
        return at

    def want(self, index: int) -> None:
        """Ask for the page of a row that has not come yet, once."""
        page = index // self.PAGE
        if page not in self._asked and page not in self._pages:
            self._asked.add(page)
            self.post_message(self.Wanted(self, page * self.PAGE, self.PAGE))

    def _look_ahead(self) -> None:
        """Ask for the next page before it comes into sight."""
        ahead = self.cursor + self.PAGE // 2
        if self._all is None and ahead < self._count:
            self.want(ahead)
