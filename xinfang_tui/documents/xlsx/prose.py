"""Prose and forms of a paper on a sheet, for offices that keep everything in one workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    Addressee,
    Annex,
    Attachments,
    Block,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    SignLines,
)
from xinfang_tui.documents.wording import day
from xinfang_tui.documents.xlsx.looks import Formats, fitted, line_count, row_height
from xinfang_tui.documents.xlsx.printing import print_setup

COLUMNS = 6
WIDTH = 14
LABEL = 12


def prose_sheet(sheet: Any, paper: Paper, blocks: Sequence[Block], looks: Formats) -> None:
    """Write prose across the page's width and forms as labelled boxes; portrait A4."""
    for i in range(COLUMNS):
        sheet.set_column(i, i, LABEL if i % 2 == 0 else WIDTH + 2)
    print_setup(sheet, paper, wide=False)
    _across(sheet, 0, paper.title.replace("\n", ""), looks["title"])
    sheet.set_row(0, 40 if len(paper.title) > 26 else 30)
    row = 1
    for block in blocks:
        if isinstance(block, Fields):
            row = _form(sheet, row, block, looks)
            continue
        row += isinstance(block, Annex)
        look = looks["prose_head" if isinstance(block, Heading | Annex) else "prose"]
        for text in _texts(block):
            row = _prose(sheet, row, text, look)
    for mark in marks.foot(paper):
        row = _prose(sheet, row, mark, looks["prose"])


def _prose(sheet: Any, row: int, text: str, look: Any) -> int:
    _across(sheet, row, text, look)
    lines = line_count(text, (LABEL + WIDTH + 2) * (COLUMNS // 2) - 8)
    sheet.set_row(row, min(17.5 * lines + 4, 409))
    return row + 1


def _across(sheet: Any, row: int, text: str, look: Any) -> None:
    sheet.merge_range(row, 0, row, COLUMNS - 1, "", look)
    sheet.write_string(row, 0, fitted(text), look)


def _texts(block: Block) -> list[str]:
    match block:
        case RedHead(mark, number):
            return [f"{mark}　{number}".rstrip("　")]
        case Annex(mark, text):
            return ["　".join(part for part in (mark, text) if part)]
        case Heading(text) | Note(text):
            return [text]
        case Paragraph(text, lead, indent):
            parts = (lead + text).split("\n")
            return ["　　" + part if indent else part for part in parts]
        case Addressee(text):
            return [text + "："]
        case Attachments(items):
            return [f"附件{i}：{item}" for i, item in enumerate(items, 1)]
        case Signature(office, on):
            return ["　".join(part for part in (office, day(on)) if part)]
        case SignLines():
            return marks.signing(block)
        case Imprint(copies, office, on):
            sent = [f"抄送：{copies}。"] if copies else []
            return [*sent, f"{office}　{day(on)}印发" if on else office]
        case _:
            return []


def _form(sheet: Any, row: int, block: Fields, looks: Formats) -> int:
    for fields in block.rows:
        pairs, used = COLUMNS // 2, 0
        height = 22.0
        for i, field in enumerate(fields):
            last = i == len(fields) - 1
            span = pairs - used if last else min(field.span, pairs - used - (len(fields) - 1 - i))
            left = 2 * used
            sheet.write_string(row, left, field.label, looks["label"])
            right = 2 * (used + span) - 1
            if right > left + 1:
                sheet.merge_range(row, left + 1, row, right, "", looks["text"])
            sheet.write_string(row, left + 1, fitted(field.value), looks["text"])
            cells = (WIDTH + 2) * span + LABEL * (span - 1)
            height = max(
                height, row_height([field.value], [cells]), row_height([field.label], [LABEL])
            )
            height = max(height, 18.0 * field.lines)
            used += span
        sheet.set_row(row, min(height, 409))
        row += 1
    return row
