"""A paper as plain text for the terminal preview, a phone or a screen reader."""

from __future__ import annotations

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    Addressee,
    Annex,
    Attachments,
    Block,
    Chart,
    Field,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.text.grid import bars, grid
from xinfang_tui.documents.text.wrap import width, wrap
from xinfang_tui.documents.wording import day

INDENT = "　　"


def plain(paper: Paper, cells: int = 78) -> bytes:
    """The paper as UTF-8 text, prose at most ``cells`` wide."""
    return ("\n".join(lines(paper, cells)) + "\n").encode()


def lines(paper: Paper, cells: int = 78) -> list[str]:
    """The paper line by line; tables are squeezed to ``cells`` where their columns allow."""
    top = marks.top(paper)
    body: list[str] = [_right(top, cells)] if top else []
    blocks = list(paper.blocks)
    while blocks and isinstance(blocks[0], RedHead):
        body += _block(blocks.pop(0), cells)
    body += [*(_center(line, cells) for line in wrap(paper.title, cells)), ""]
    for block in blocks:
        body += _block(block, cells)
    for mark in marks.foot(paper):
        body += wrap(mark, cells)
    return body


def _block(block: Block, cells: int) -> list[str]:
    match block:
        case RedHead(mark, number, signer):
            under = number + (f"    签发人：{signer}" if signer else "")
            return [
                _center(mark, cells),
                *([_center(under, cells)] if under else []),
                "━" * cells,
                "",
            ]
        case Heading(text):
            return [*wrap(text, cells, first=INDENT), ""]
        case Paragraph():
            return _paragraph(block, cells)
        case Addressee(text):
            return [*wrap(text + "：", cells), ""]
        case Fields(rows):
            return [line for row in rows for field in row for line in _field(field, cells)] + [""]
        case Table():
            return _table(block, cells)
        case Chart(title):
            return [title, *bars(block, cells), ""]
        case Attachments(items):
            return _attachments(items, cells)
        case Annex(mark, title):
            return ["", mark, _center(title, cells), ""]
        case Signature(office, on):
            return [_right(office, cells), _right(day(on), cells), ""]
        case SignLines():
            return [*(part for text in _signed(block, cells) for part in wrap(text, cells)), ""]
        case Imprint(copies, office, on):
            issued = f"{office}  {day(on)}印发" if on else office
            sent = wrap(f"抄送：{copies}。", cells) if copies else []
            return ["─" * cells, *sent, issued, "─" * cells]
        case Note(text):
            return [*wrap(text, cells), ""]
        case _:
            return ["", "─" * cells, ""]


def _signed(block: SignLines, cells: int) -> list[str]:
    """Places to sign; those that stand on one line are not broken inside."""
    if block.dated:
        return marks.signing(block)
    lines: list[str] = []
    for place in marks.signing(block)[0].split(marks.BETWEEN):
        if lines and width(lines[-1] + marks.BETWEEN + place) <= cells:
            lines[-1] += marks.BETWEEN + place
        else:
            lines.append(place)
    return lines


def _paragraph(block: Paragraph, cells: int) -> list[str]:
    text = block.lead + block.text
    if block.align == "center":
        return [*(_center(line, cells) for line in wrap(text, cells)), ""]
    if block.align == "right":
        return [*(_right(line, cells) for line in wrap(text, cells)), ""]
    return [*wrap(text, cells, first=INDENT if block.indent else ""), ""]


def _field(field: Field, cells: int) -> list[str]:
    label = f"{field.label}："
    return wrap(label + field.value, cells, rest=" " * min(width(label), cells // 3))


def _table(table: Table, cells: int) -> list[str]:
    caption = table.caption + (f"（单位：{table.unit}）" if table.unit else "")
    return [*(wrap(caption, cells) if caption else []), *grid(table, cells), ""]


def _attachments(items: tuple[str, ...], cells: int) -> list[str]:
    if len(items) == 1:
        return [*wrap(f"附件：{items[0]}", cells, first=INDENT), ""]
    numbered = [f"{i}. {item}" for i, item in enumerate(items, 1)]
    first = wrap("附件：" + numbered[0], cells, first=INDENT)
    return [*first, *(INDENT + "　　　" + one for one in numbered[1:]), ""]


def _center(text: str, cells: int) -> str:
    return " " * max((cells - width(text)) // 2, 0) + text


def _right(text: str, cells: int) -> str:
    return " " * max(cells - width(text), 0) + text
