"""How many pages an official paper of running text takes, reckoned by its lines (22 a page)."""

from __future__ import annotations

from collections.abc import Iterable

from xinfang_tui.documents.docx.blocks import LINE_CHARACTERS
from xinfang_tui.documents.docx.look import Look
from xinfang_tui.documents.docx.titles import shaped
from xinfang_tui.documents.paper import (
    Addressee,
    Attachments,
    Block,
    Heading,
    Paragraph,
    RedHead,
    Signature,
)
from xinfang_tui.documents.text.wrap import wrap

RED_HEAD = 5664
"""Height of mark, number and rule with the air around them, in twips."""


def pages(title: str, blocks: Iterable[Block], look: Look) -> int | None:
    """The pages, or None when a block's height cannot be told beforehand (tables, annexes)."""
    height = len(shaped(title, 20)) * look.title_line + look.line
    for block in blocks:
        one = _height(block, look)
        if one is None:
            return None
        height += one
    return -(-height // look.height(False))


def _height(block: Block, look: Look) -> int | None:
    match block:
        case RedHead():
            return RED_HEAD
        case Heading(text):
            return _lines(text, "　　") * look.line
        case Paragraph(text, lead):
            return _lines(lead + text, "　　") * look.line
        case Addressee(text):
            return _lines(text + "：", "") * look.line
        case Attachments(items):
            return (1 + sum(_lines(item, "　" * 6) for item in items)) * look.line
        case Signature(_, on, sealed):
            return (3 * sealed + (not sealed) + 1 + bool(on)) * look.line
        case _:
            return None


def _lines(text: str, indent: str) -> int:
    return len(wrap(text, LINE_CHARACTERS * 2, first=indent))
