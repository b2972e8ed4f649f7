"""Cells that stand for the rows below them: merged ones, and a village named once for its rows."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.reading.layout import Layout
from xinfang_tui.documents.reading.sheet import Sheet
from xinfang_tui.documents.reading.text import Value, kept, plain
from xinfang_tui.documents.reading.villages import Villages

_MOST_FILLED = 2_000_000


class Carrier:
    """Fills merged cells downward, and a village's name where the sheet has that habit."""

    def __init__(self, sheet: Sheet, layout: Layout, villages: Villages) -> None:
        self.village = ""
        self._fill: dict[int, dict[int, Value]] = {}
        self._wide: dict[tuple[int, int], int] = {}
        last = sheet.rows[-1][0] if sheet.rows else 0
        first = layout.header_rows[-1] if layout.header_rows else 0
        at_row = dict(sheet.rows) if sheet.merges else {}
        used = {column.index for column in layout.columns}
        filled = 0
        for merge in sheet.merges:
            if merge.bottom <= first:
                continue
            if merge.right > merge.left:
                self._wide[merge.top, merge.left] = merge.right - merge.left + 1
            if merge.bottom == merge.top or merge.left not in used:
                continue
            cells = at_row.get(merge.top, [])
            value = cells[merge.left] if merge.left < len(cells) else None
            bottom = min(merge.bottom, last)
            filled += bottom - merge.top
            if filled > _MOST_FILLED:
                break
            for row in range(merge.top + 1, bottom + 1):
                self._fill.setdefault(row, {})[merge.left] = value
        column = next(iter(layout.of("village")), None)
        self._column = column.index if column is not None else -1
        self._habit = self._column >= 0 and self._has_habit(sheet, layout, villages)

    def _has_habit(self, sheet: Sheet, layout: Layout, villages: Villages) -> bool:
        """Whether villages are named once, at the first of their rows, and left blank below.

        So it is when no village is named twice and most rows are left blank; otherwise a blank one
        has been forgotten, and is not guessed.
        """
        named: list[str] = []
        blank = 0
        for number, cells in sheet.rows[layout.start :]:
            if self._column in self._fill.get(number, ()):
                continue
            text = kept(cells[self._column]) if self._column < len(cells) else ""
            code = villages.read(text).code if text else ""
            if code:
                named.append(code)
            elif not text and sum(cell is not None for cell in cells) >= 3:
                blank += 1
        return bool(named) and len(set(named)) == len(named) and blank >= len(named)

    def fill(self, number: int, values: Sequence[Value]) -> list[Value]:
        """A row with its merged cells filled in."""
        row = list(values)
        fills = self._fill.get(number)
        if fills:
            for column, value in fills.items():
                if column >= len(row):
                    row.extend([None] * (column + 1 - len(row)))
                if row[column] is None or row[column] == "":
                    row[column] = value
        if self._column >= 0:
            text = kept(row[self._column]) if self._column < len(row) else ""
            if plain(text):
                self.village = text if self._habit else ""
            elif self.village:
                row.extend([None] * (self._column + 1 - len(row)))
                row[self._column] = self.village
        return row

    def covered(self, number: int, column: int) -> bool:
        """Whether a cell lies below the first of a merged range."""
        return column in self._fill.get(number, ())

    def width(self, number: int, column: int) -> int:
        """How many columns the cell spans."""
        return self._wide.get((number, column), 1)
