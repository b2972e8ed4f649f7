"""Filling an office's own Word template (python-docx)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from io import BytesIO
from typing import Any

from xinfang_tui.documents.paper import Paper
from xinfang_tui.documents.settled import settled
from xinfang_tui.documents.templates import (
    PLACEHOLDER,
    all_rows,
    row_columns,
    row_values,
    table_with,
    value,
    values,
)


def fill(template: bytes, paper: Paper) -> bytes:
    """The template with its placeholders filled in, in body, tables, headers and footers."""
    from docx import Document

    document = Document(BytesIO(template))
    known = values(paper)
    for holder in _holders(document):
        for table in holder.tables:
            _table(table, paper, known)
        for paragraph in list(holder.paragraphs):
            _paragraph(paragraph, known)
    out = BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _holders(document: Any) -> Iterator[Any]:
    yield document
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous:
                yield part


def _table(table: Any, paper: Paper, known: Mapping[str, str]) -> None:
    from docx.table import _Row

    for row in list(table.rows):
        columns = row_columns("".join(cell.text for cell in row.cells))
        if not columns:
            for cell in row.cells:
                _cell(cell, paper, known)
            continue
        source = table_with(paper, columns)
        for cells in all_rows(source):
            copied = deepcopy(row._tr)
            row._tr.addprevious(copied)
            mine = {**known, **row_values(source, cells)}
            for cell in _Row(copied, table).cells:
                _cell(cell, paper, mine)
        table._tbl.remove(row._tr)


def _cell(cell: Any, paper: Paper, known: Mapping[str, str]) -> None:
    for paragraph in list(cell.paragraphs):
        _paragraph(paragraph, known)
    for inner in cell.tables:
        _table(inner, paper, known)


def _paragraph(paragraph: Any, known: Mapping[str, str]) -> None:
    """Fill a paragraph; one that is a single placeholder becomes a paragraph for each line."""
    whole = re.fullmatch(PLACEHOLDER, paragraph.text.strip())
    if whole is not None:
        lines = value(whole[1], known).split("\n")
        for line in lines[:-1]:
            copied = deepcopy(paragraph._p)
            paragraph._p.addprevious(copied)
            _put(type(paragraph)(copied, paragraph._parent), {**known, whole[1]: line})
        known = {**known, whole[1]: lines[-1]}
    _put(paragraph, known)


def _put(paragraph: Any, known: Mapping[str, str]) -> None:
    """Replace placeholders even where Word has cut them into several runs."""
    runs = paragraph.runs
    text = "".join(run.text for run in runs)
    starts, at = [], 0
    for run in runs:
        starts.append(at)
        at += len(run.text)
    for hit in reversed(list(re.finditer(PLACEHOLDER, text))):
        filled = value(hit[1], known)
        first = max(i for i, start in enumerate(starts) if start <= hit.start())
        for i in range(len(runs) - 1, first - 1, -1):
            content = runs[i].text
            begin = max(hit.start() - starts[i], 0)
            end = min(hit.end() - starts[i], len(content))
            if begin >= end:
                continue
            put = filled if i == first else ""
            runs[i].text = content[:begin] + put + content[end:]
