"""Each block of a paper as WordprocessingML, in the measures of its style."""

from __future__ import annotations

from xinfang_tui.documents.docx.look import Look
from xinfang_tui.documents.docx.tables import bars, form, table
from xinfang_tui.documents.docx.titles import shaped
from xinfang_tui.documents.docx.xml import RED, Font, Shape, paragraph, run
from xinfang_tui.documents.paper import (
    Addressee,
    Attachments,
    Block,
    Chart,
    Fields,
    Heading,
    Imprint,
    Note,
    Paragraph,
    RedHead,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.text.wrap import width
from xinfang_tui.documents.wording import day

LINE_CHARACTERS = 28
"""Characters on a line of an official paper (GB/T 9704-2012, 5.2.3)."""
MARK = 80
"""The issuer's mark in half-points."""
FOOT_OF_TEXT = 14853
"""Lower edge of the text area of an official page from the page's top, in twips (262 mm)."""


def block_xml(block: Block, look: Look, wide: bool, keep: bool = False) -> str:
    """One block; page turns and annexes are the writer's.

    ``keep`` holds its end on one page with the next block, so that no signature stands alone.
    """
    match block:
        case Heading(text, level):
            font = (look.heading, look.second, look.body)[min(level, 3) - 1]
            return paragraph(run(text, font), _body(look, level=level, keep=True))
        case Paragraph():
            return _paragraph(block, look, keep)
        case Addressee(text):
            return paragraph(run(text + "：", look.body), _body(look, first=0))
        case RedHead():
            return red_head(block, look)
        case Table():
            return table(block, look, wide, keep)
        case Fields():
            return form(block, look, wide, keep)
        case Chart():
            return bars(block, look, wide) if block.categories else ""
        case Attachments():
            return _attachments(block, look, keep)
        case Signature():
            return _signature(block, look)
        case SignLines(labels, dated):
            if not dated:
                return _side_by_side(labels, look)
            lines = (_sign_line(label, look, wide, keep=True) for label in labels[:-1])
            return "".join([*lines, _sign_line(labels[-1], look, wide, keep)])
        case Imprint():
            return imprint(block, look)
        case Note(text):
            shape = Shape(line=360 if look.official else 320, grid=False, before=40, keep=keep)
            return paragraph(run(text, look.note), shape)
        case _:
            return ""


def blank(look: Look, lines: int = 1, keep: bool = False) -> str:
    """Empty lines."""
    return paragraph("", Shape(line=look.line, keep=keep)) * lines


def title(text: str, look: Look) -> str:
    """The title, its lines shaped; an official one with the lines of air it needs."""
    room = 20 if look.official else 25
    lines = [
        paragraph(
            run(part, look.title), Shape("center", line=look.title_line, grid=False, keep=True)
        )
        for part in shaped(text, room)
    ]
    return "".join(lines) + (blank(look) if look.official else _air(look))


def red_head(block: RedHead, look: Look) -> str:
    """The issuer's mark 35 mm below the text area's edge, number, red rule (7.2.4–7.2.7)."""
    room, size = look.width(False), width(block.mark) / 2 * MARK * 10
    scale = max(50, min(100, int(room / size * 100))) if size else 100
    font = Font(look.title.name, MARK, colour=RED, scale=scale)
    mark = paragraph(run(block.mark, font), Shape("center", line=1040, before=1729))
    rule = (("bottom", 18, 4, RED),)
    if block.signer:
        tabs = (("right", "none", room - look.character),)
        content = run(f"　{block.number}\t签发人：", look.body) + run(block.signer, look.second)
        number = paragraph(content, _body(look, first=0, rule=rule, tabs=tabs))
    else:
        number = paragraph(
            run(block.number, look.body), _body(look, first=0, centre=True, rule=rule)
        )
    return mark + blank(look, 2) + number + blank(look, 2)


def imprint(block: Imprint, look: Look) -> str:
    """版记: framed rows pinned so that the last rule lies on the text area's lower edge (7.4)."""
    rows = [f"抄送：{block.copies}。"] if block.copies else []
    issued = f"{day(block.on)}印发" if block.on else ""
    rows.append(f"{block.office}\t{issued}")
    lines = [_lines_of(row, look) for row in rows]
    high, y, result = 500, FOOT_OF_TEXT - 60 * len(rows) - 500 * sum(lines), ""
    for i, (row, count) in enumerate(zip(rows, lines, strict=True)):
        rules = [("top", 8 if i == 0 else 6, 1, "000000")]
        if i == len(rows) - 1:
            rules.append(("bottom", 8, 1, "000000"))
        box = high * count + 60
        shape = Shape(
            line=high,
            left=100,
            right=100,
            character=280,
            rule=tuple(rules),
            frame=(look.width(False), box, look.margins[3], y),
            tabs=(("right", "none", look.width(False) - 280),),
        )
        y += box
        result += paragraph(run(row, Font(look.body.name, 28)), shape)
    return result + paragraph("", Shape(line=20, grid=False))


def remark(text: str, look: Look) -> str:
    """附注: in brackets on the line below the date, two characters in (7.3.6)."""
    return paragraph(run(f"（{text.rstrip('。')}）", look.body), _body(look))


def _lines_of(row: str, look: Look) -> int:
    return max(1, -(-(width(row) // 2 + 2) * 280 // look.width(False)))


def _body(
    look: Look,
    *,
    first: int = 200,
    left: int = 0,
    centre: bool = False,
    level: int = 0,
    keep: bool = False,
    rule: tuple[tuple[str, int, int, str], ...] = (),
    tabs: tuple[tuple[str, str, int], ...] = (),
) -> Shape:
    return Shape(
        "center" if centre else "left",
        line=look.line,
        first=first,
        left=left,
        character=look.character,
        level=level,
        keep=keep,
        rule=rule,
        tabs=tabs,
    )


def _paragraph(block: Paragraph, look: Look, keep: bool) -> str:
    first = 200 if block.indent and block.align == "left" else 0
    shape = Shape(
        block.align,
        line=look.line,
        after=0 if look.official else 60,
        first=first,
        character=look.character,
        keep=keep,
    )
    parts = block.text.split("\n")
    lead = run(block.lead, look.second)
    return "".join(
        paragraph((lead if not i else "") + run(part, look.body), shape)
        for i, part in enumerate(parts)
    )


def _attachments(block: Attachments, look: Look, keep: bool) -> str:
    """附件说明: one line below the body, names lined up, no mark at their end (7.3.4)."""
    items, above = block.items, blank(look, keep=block.held)
    if len(items) == 1:
        shape = _hanging(look, 500, 300, keep)
        return above + paragraph(run(f"附件：{items[0]}", look.body), shape)
    first = paragraph(run(f"附件：1.{items[0]}", look.body), _hanging(look, 600, 400, keep))
    rest = "".join(
        paragraph(run(f"{i}.{item}", look.body), _hanging(look, 600, 100, keep))
        for i, item in enumerate(items[1:], 2)
    )
    return above + first + rest


def _hanging(look: Look, left: int, hanging: int, keep: bool) -> Shape:
    return Shape(line=look.line, left=left, hanging=hanging, character=look.character, keep=keep)


def _signature(block: Signature, look: Look) -> str:
    """Sealed: date 4 characters from the right, office centred over it; unsealed by 7.3.5.2."""
    on = day(block.on)
    office, dated = width(block.office) / 2, width(on) / 2
    if block.sealed:
        over = max(0, round((4 + (dated - office) / 2) * 100))
        return (
            blank(look, 3 if look.official else 1, keep=True)
            + paragraph(run(block.office, look.body), _right(look, over))
            + (paragraph(run(on, look.body), _right(look, 400, False)) if on else "")
        )
    line = look.width(False) // look.character
    at = line - 2 - office
    if at + 2 + dated > line - 2:
        at = line - 2 - dated - 2
    result = blank(look, keep=True) + paragraph(run(block.office, look.body), _at(look, at))
    return result + (paragraph(run(on, look.body), _at(look, at + 2, False)) if on else "")


def _right(look: Look, right: int, keep: bool = True) -> Shape:
    return Shape("right", line=look.line, right=right, character=look.character, keep=keep)


def _at(look: Look, left: float, keep: bool = True) -> Shape:
    cells = max(0, round(left * 100))
    return Shape(line=look.line, left=cells, character=look.character, spaced=False, keep=keep)


def _sign_line(label: str, look: Look, wide: bool, keep: bool = False) -> str:
    room = look.width(wide)
    tabs = (("left", "underscore", room * 66 // 100), ("right", "none", room))
    shape = Shape(line=look.line + 40, tabs=tabs, grid=False, keep=keep)
    return paragraph(run(f"{label}：\t\t年　　月　　日", look.body), shape)


def _side_by_side(labels: tuple[str, ...], look: Look) -> str:
    text = "　".join(label if "：" in label else f"{label}：　　　　" for label in labels)
    font = Font(look.body.name, 24)
    return paragraph(run(text, font), Shape(line=400, before=120, grid=False))


def _air(look: Look) -> str:
    return paragraph("", Shape(line=200, grid=False))
