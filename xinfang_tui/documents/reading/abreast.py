"""Tables that stand side by side in one sheet, to save paper: each is read for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from xinfang_tui.documents.reading.asides import status_of
from xinfang_tui.documents.reading.layout import Layout
from xinfang_tui.documents.reading.sheet import Sheet
from xinfang_tui.documents.reading.text import Value, kept, plain

_FEWEST_COLUMNS = 3
_MOST_TABLES = 4
_PART = re.compile(
    "(?:[甲乙丙]方|被?申请人|原告|被告|发生|登记|受理|排查|摸排|上报|核查|核实|调[解处]|化解|处理|处置|办理|稳控|回访)"
    "(?:基本)?(?:情况|信息|过程|结果|工作)?"
)
"""What stands above some columns of one table: 排查情况 and 化解情况 tell of the same matter."""


def abreast(sheet: Sheet, layout: Layout) -> tuple[Sheet, ...]:
    """The sheet once for each of its tables, the cells of the others left blank.

    Tables stand side by side where the headers, read from left to right, are one row of headers
    said several times over. A title above them is of all, and so is a line across them.
    """
    starts = _starts(layout)
    if len(starts) < 2 or _of_one(sheet, layout, starts):
        return (sheet,)
    return tuple(
        replace(sheet, rows=list(_rows(sheet, layout, starts, at))) for at in range(len(starts))
    )


def _starts(layout: Layout) -> tuple[int, ...]:
    """The first column of each table; none when there is but one."""
    named = [(c.index, plain(c.header.rpartition("·")[2])) for c in layout.columns if c.header]
    words = [word for _, word in named]
    for tables in range(2, _MOST_TABLES + 1):
        size, rest = divmod(len(words), tables)
        if not rest and size >= _FEWEST_COLUMNS and words == words[:size] * tables:
            return tuple(named[at * size][0] for at in range(tables))
    return ()


def _of_one(sheet: Sheet, layout: Layout, starts: Sequence[int]) -> bool:
    """Whether a header above the repeated ones says that they are parts of one table."""
    upper = layout.header_rows[-1] - 1
    tops = [
        plain(kept(cells[start]))
        for number, cells in sheet.rows
        if number == upper
        for start in starts
        if start < len(cells)
    ]
    return any(map(_PART.fullmatch, tops)) and not any(map(status_of, tops))


def _rows(
    sheet: Sheet, layout: Layout, starts: Sequence[int], at: int
) -> Iterable[tuple[int, list[Value]]]:
    first = layout.header_rows[0]
    bounds = list(pairwise((0, *starts[1:], None)))
    begin, end = bounds[at]
    across = {m.top for m in sheet.merges if any(m.left < start <= m.right for start in starts)}
    for number, cells in sheet.rows:
        own = cells[begin:end]
        filled = [text for text in map(kept, cells) if text]
        if number < first:
            # Above the headers a line is of one table only where each has words of its own.
            each = all(any(map(kept, cells[left:right])) for left, right in bounds)
            common = not each or any(":" in plain(text) for text in filled)
        else:
            common = len(filled) == 1 and number in across
        if common:
            yield number, cells
        elif any(map(kept, own)):
            yield number, [*[None] * (begin or 0), *own]
