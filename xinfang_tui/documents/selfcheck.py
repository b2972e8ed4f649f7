"""The self-check of a paper before it is issued: its own text and tables (DESIGN §6).

:mod:`xinfang_tui.month.selfcheck` checks the figures; this looks at the paper made from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from xinfang_tui.documents.paper import NUMBER, Paper, RedHead, Table, tables
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.month.compare import compared
from xinfang_tui.month.selfcheck import Finding, check


def check_paper(paper: Paper, month: Month, names: Iterable[str] = ()) -> list[Finding]:
    """What is wrong or unexplained, figures first, in words an official acts on.

    Args:
        paper: the bulletin or summary as it would go out.
        month: what it was made from, with the notes written so far.
        names: the names of all parties; none of them may stand in the paper.
    """
    compare = {"previous": compared(month.status, month.previous)}
    found = check(
        {**month.status, "compare": compare}, month.notes, text=full_text(paper), names=names
    )
    for table in tables(paper):
        found += _sums(table)
    text = full_text(paper)
    for unit in month.units:
        if str(unit["name"]) not in text:
            found.append(Finding(f"village@{unit['code']}", f"文中没有{unit['name']}的情况", True))
    if "{{" in text:
        found.append(Finding("placeholder", "文中还有没有填上的占位（{{…}}）", True))
    if not paper.masked:
        found.append(Finding("masked", "这份文书没有隐去姓名，不能印发", True))
    for block in paper.blocks:
        if isinstance(block, RedHead) and "　　" in block.number:
            found.append(Finding("number", "还没有发文字号"))
    return found


def full_text(paper: Paper) -> str:
    """Every text of a paper, in order, each on a line of its own."""
    return "\n".join(_texts((paper.title, paper.blocks)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)


def _sums(table: Table) -> list[Finding]:
    """Columns of counts whose total is not the sum of their rows."""
    found = []
    for i, column in enumerate(table.columns):
        total = table.totals[i] if table.totals else None
        if column.kind != NUMBER or type(total) is not int:
            continue
        rows = sum(cell for row in table.rows if isinstance(cell := row[i], int))
        if rows != total:
            name = table.caption or table.sheet or "表"
            text = f"“{name}”的“{column.title}”各行合计{rows}，合计栏写的是{total}"
            found.append(Finding(f"sum.{column.title}", text, True))
    return found
