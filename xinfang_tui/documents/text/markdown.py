"""A paper as Markdown; every user's text is escaped, so it stays text."""

from __future__ import annotations

import re
from collections.abc import Iterable

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import (
    NUMBER,
    PERCENT,
    Addressee,
    Annex,
    Attachments,
    Block,
    Chart,
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
from xinfang_tui.documents.text.grid import bars, text_rows
from xinfang_tui.documents.wording import day

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"^(\s*)([#+\-=]|\d+[.)](?=\s))", re.MULTILINE)


def markdown(paper: Paper) -> bytes:
    """The paper as a UTF-8 Markdown file with pipe tables."""
    top = marks.top(paper)
    heads = [block for block in paper.blocks if isinstance(block, RedHead)]
    parts = [f"**{escape(top)}**"] if top else []
    parts += [text for head in heads for text in _block(head)]
    parts.append(f"# {line(paper.title)}")
    for block in paper.blocks:
        if not isinstance(block, RedHead):
            parts += _block(block)
    parts += [f"*{escape(mark)}*" for mark in marks.foot(paper)]
    return ("\n\n".join(parts) + "\n").encode()


def escape(text: str) -> str:
    """Text with every mark that Markdown would act on made harmless; newlines become breaks."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)).replace("\n", "<br>")


def line(text: str) -> str:
    """Escaped text on one line, for headings."""
    return escape(text.replace("\n", ""))


def pipe_row(cells: Iterable[str]) -> str:
    """A row of a pipe table; pipes and newlines inside cells are escaped."""
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def pipe_head(titles: Iterable[str], right: Iterable[bool]) -> list[str]:
    """The header row and the rule below it, number columns to the right."""
    rule = "|".join(" ---: " if numeric else " --- " for numeric in right)
    return [pipe_row(titles), f"|{rule}|"]


def _block(block: Block) -> list[str]:
    match block:
        case RedHead(mark, number, signer):
            under = number + (f"　签发人：{signer}" if signer else "")
            return [f"**{line(mark)}**", *([escape(under)] if under else []), "---"]
        case Heading(text, level):
            return [f"{'#' * (level + 1)} {line(text)}"]
        case Paragraph(text, lead):
            bold = f"**{escape(lead)}**" if lead else ""
            return [bold + escape(text)] if text or lead else []
        case Addressee(text):
            return [escape(text) + "："]
        case Fields(rows):
            return ["\n".join(_fields(rows))]
        case Table():
            return _table(block)
        case Chart(title):
            return [f"**{escape(title)}**", "```\n" + "\n".join(bars(block)) + "\n```"]
        case Attachments(items):
            listed = [f"{i}. {escape(item)}" for i, item in enumerate(items, 1)]
            return ["附件：\n\n" + "\n".join(listed)]
        case Annex(mark, title):
            return ["---", escape(mark), f"## {line(title)}"]
        case Signature(office, on):
            return [escape(office) + ("<br>" + day(on) if on else "")]
        case SignLines():
            return [f"- {escape(text)}" for text in marks.signing(block)]
        case Imprint(copies, office, on):
            sent = f"抄送：{escape(copies)}。<br>" if copies else ""
            return ["---", sent + escape(office) + (f"　{day(on)}印发" if on else "")]
        case Note(text):
            return [f"*{escape(text)}*"]
        case _:
            return ["---"]


def _fields(rows: Iterable[Iterable[object]]) -> Iterable[str]:
    yield from pipe_head(("项目", "内容"), (False, False))
    for row in rows:
        for field in row:
            yield pipe_row((getattr(field, "label", ""), getattr(field, "value", "")))


def _table(table: Table) -> list[str]:
    right = [column.kind in (NUMBER, PERCENT) for column in table.columns]
    titles = [f"{c.group} {c.title}" if c.group else c.title for c in table.columns]
    rows = [pipe_row(row) for row in text_rows(table)]
    caption = table.caption + (f"（单位：{table.unit}）" if table.unit else "")
    head = [f"**{escape(caption)}**"] if caption else []
    return [*head, "\n".join([*pipe_head(titles, right), *rows])]
