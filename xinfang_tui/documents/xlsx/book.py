"""A paper as a workbook: a sheet for each table, prose and charts on sheets of their own."""

from __future__ import annotations

import re
from datetime import datetime
from io import BytesIO

from xinfang_tui.documents.paper import (
    FORM,
    Annex,
    Block,
    Chart,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.xlsx.charts import chart_sheet
from xinfang_tui.documents.xlsx.looks import formats
from xinfang_tui.documents.xlsx.prose import prose_sheet
from xinfang_tui.documents.xlsx.sheet import table_sheet

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
CREATED = datetime(2020, 1, 1)
"""Written as the creation date of every file, so that the same paper gives the same bytes."""


def workbook(paper: Paper) -> bytes:
    """The paper as an .xlsx file: the same paper gives the same bytes."""
    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, OPTIONS)
    book.set_properties({"title": paper.title.replace("\n", ""), "created": CREATED})
    looks = formats(book)
    names = Names()
    prose, tables, charts = parted(paper)
    said = before(prose) if len(tables) == 1 else None
    if prose and said is None:
        prose_sheet(book.add_worksheet(names.new("正文")), paper, prose, looks)
    for title, table, after in tables:
        sheet = book.add_worksheet(names.new(table.sheet or table.caption or paper.title))
        table_sheet(sheet, paper, title, table, after, looks, said or ())
    if charts:
        chart_sheet(book, book.add_worksheet(names.new("图表")), paper, charts, looks)
    book.close()
    return out.getvalue()


def parted(
    paper: Paper,
) -> tuple[list[Block], list[tuple[str, Table, list[Block]]], list[Chart]]:
    """What goes where: prose; tables with their titles and what is printed below; charts.

    A note, signature or line to sign that follows a table is printed below that table. Each part
    of a plain paper begins with its title, where it has prose; an official annex is of tables.
    """
    prose: list[Block] = []
    tables: list[tuple[str, Table, list[Block]]] = []
    charts: list[Chart] = []
    annex, opening = "", list[Block]()
    below = False
    last: Block | None = None
    for block in paper.blocks:
        if isinstance(block, Table):
            if prose and prose[-1] is last and isinstance(last, Heading) and paper.style == FORM:
                prose[-1] = last._replace(text=f"{last.text}（见另表）")
            tables.append((annex or paper.title, block, []))
            below = True
        elif isinstance(block, Chart):
            charts.append(block)
        elif isinstance(block, Note | SignLines | Signature) and below:
            tables[-1][2].append(block)
        elif not isinstance(block, PageBreak):
            below = False
            if isinstance(block, Annex):
                annex, opening = block.title, [block] if paper.style == FORM else []
            else:
                prose += [*opening, block]
                opening = []
        last = block
    return prose, tables, charts


def before(prose: list[Block]) -> tuple[str, ...] | None:
    """Prose so short that it is written above the only table; None when it needs its own sheet."""
    texts = [block.lead + block.text for block in prose if isinstance(block, Paragraph)]
    if len(texts) != len(prose) or len(texts) > FEW or sum(map(len, texts)) > SHORT:
        return None
    return tuple(texts)


FEW, SHORT = 2, 200
"""Paragraphs and characters of prose that may stand above a table."""


class Names:
    """Sheet names: no forbidden character, at most 31, each once."""

    def __init__(self) -> None:
        self._used: set[str] = set()

    def new(self, wanted: str) -> str:
        """A free name close to the one wanted."""
        base = re.sub(r"[\[\]:*?/\\\n\t]", "", wanted).strip("'")[:31] or "表"
        name, count = base, 2
        while name.lower() in self._used or name.lower() == "history":
            tail = f"（{count}）"
            name, count = base[: 31 - len(tail)] + tail, count + 1
        self._used.add(name.lower())
        return name
