"""A paper's tables as CSV that Excel opens rightly: BOM, CRLF, no cell that starts a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    Addressee,
    Annex,
    Chart,
    Fields,
    Heading,
    Note,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from xinfang_tui.documents.text.grid import text_rows
from xinfang_tui.documents.wording import cell_text, day

BOM = "\ufeff"
_STARTERS = ("=", "+", "-", "@", "\t", "'", "＝", "＋", "－", "＠")


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what would start one.

    An own apostrophe is doubled, so stripping one on import gives the text back.
    """
    return "'" + text if text.startswith(_STARTERS) or text.lstrip()[:1] in tuple("=+@") else text


def csv_rows(rows: Iterable[Iterable[str | int]]) -> str:
    """Rows as CSV text with every text cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows(
        [guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return out.getvalue()


def _typed_rows(table: Table) -> list[list[str | int]]:
    """Rows as text; whole numbers stay numbers, so that a minus sign is no formula."""
    shown = text_rows(table)
    cells = [*table.rows, *([table.totals] if table.totals else [])]
    return [
        [cell if type(cell) is int else text for cell, text in zip(row, texts, strict=True)]
        for row, texts in zip(cells, shown, strict=True)
    ]


def separated(paper: Paper) -> bytes:
    """The paper as UTF-8 CSV: title, prose a row each, forms as label and value, tables."""
    rows: list[list[str | int]] = [[marks.top(paper) + paper.title.replace("\n", "")]]
    for block in paper.blocks:
        match block:
            case Table():
                rows += [[block.caption]] if block.caption else []
                rows.append([f"{c.group} {c.title}" if c.group else c.title for c in block.columns])
                rows += [*_typed_rows(block), []]
            case Fields():
                rows += [[field.label, field.value] for row in block.rows for field in row]
            case Chart():
                rows += [[block.title], ["", *(series.name for series in block.series)]]
                rows += [
                    [name, *(cell_text(series.values[i], "number") for series in block.series)]
                    for i, name in enumerate(block.categories)
                ]
            case Annex():
                rows.append([block.mark, block.title])
            case Paragraph():
                rows.append([block.lead + block.text])
            case Heading() | Addressee() | Note():
                rows.append([block.text])
            case Signature():
                rows.append([block.office, day(block.on)])
            case _:
                continue
    rows += [[mark] for mark in marks.foot(paper)]
    return (BOM + csv_rows(rows)).encode()
