"""WordprocessingML, written by hand: runs and paragraphs with their properties in schema order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

RED = "FF0000"
LATIN = "Times New Roman"


@dataclass(frozen=True, slots=True)
class Font:
    """How a run looks: font name, size in half-points, spacing in twips, colour, width in %."""

    name: str
    half_points: int
    spacing: int = 0
    colour: str = ""
    scale: int = 100
    latin: str = LATIN


@lru_cache(maxsize=256)
def run_properties(font: Font) -> str:
    """The ``w:rPr`` of a font; the hint gives “” — … the Chinese font."""
    name, latin = quoteattr(font.name), quoteattr(font.latin)
    parts = [
        f"<w:rFonts w:ascii={latin} w:hAnsi={latin} w:cs={latin}"
        f' w:eastAsia={name} w:hint="eastAsia"/>'
    ]
    if font.colour:
        parts.append(f'<w:color w:val="{font.colour}"/>')
    if font.spacing:
        parts.append(f'<w:spacing w:val="{font.spacing}"/>')
    if font.scale != 100:
        parts.append(f'<w:w w:val="{font.scale}"/>')
    parts.append(f'<w:sz w:val="{font.half_points}"/><w:szCs w:val="{font.half_points}"/>')
    return f"<w:rPr>{''.join(parts)}</w:rPr>"


def run(text: str, font: Font) -> str:
    """A run; newlines are line breaks, tabs are tabs."""
    if not text:
        return ""
    if "\n" not in text and "\t" not in text:
        inner = f'<w:t xml:space="preserve">{escape(text)}</w:t>'
    else:
        inner = ""
        for piece in _pieces(text):
            if piece == "\n":
                inner += "<w:br/>"
            elif piece == "\t":
                inner += "<w:tab/>"
            else:
                inner += f'<w:t xml:space="preserve">{escape(piece)}</w:t>'
    return f"<w:r>{run_properties(font)}{inner}</w:r>"


def _pieces(text: str) -> Iterable[str]:
    piece = ""
    for character in text:
        if character in "\n\t":
            if piece:
                yield piece
            yield character
            piece = ""
        else:
            piece += character
    if piece:
        yield piece


def page_number(font: Font) -> str:
    """The PAGE field as runs."""
    look = run_properties(font)
    return "".join(
        f"<w:r>{look}{inner}</w:r>"
        for inner in (
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )
    )


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph is set; lengths in twips, indents in hundredths of a character.

    Attributes:
        align: left, center, right.
        line: exact line height, 0 for single.
        before, after: space above and below.
        first, left, right, hanging: indents; ``character`` is the width they are counted in.
        keep: keep with the next paragraph.
        page: begin on a new page.
        level: outline level from 1, for the navigation pane.
        grid: whether lines snap to the page's grid.
        rule: a rule below or above: (side, eighths of a point, space, colour).
        frame: position of a frame on the page: (width, height, x, y).
        tabs: tab stops: (kind, leader, position).
        spaced: whether room is added between Chinese and Latin text.
    """

    align: str = "left"
    line: int = 0
    before: int = 0
    after: int = 0
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    character: int = 320
    keep: bool = False
    page: bool = False
    level: int = 0
    grid: bool = True
    rule: tuple[tuple[str, int, int, str], ...] = ()
    frame: tuple[int, int, int, int] | None = None
    tabs: tuple[tuple[str, str, int], ...] = ()
    spaced: bool = True


@lru_cache(maxsize=512)
def paragraph_properties(shape: Shape, section: str = "") -> str:
    """The ``w:pPr`` of a shape; ``section`` is a ``w:sectPr`` that ends here."""
    parts: list[str] = []
    if shape.keep:
        parts.append("<w:keepNext/>")
    if shape.page:
        parts.append("<w:pageBreakBefore/>")
    if shape.frame:
        wide, high, x, y = shape.frame
        parts.append(
            f'<w:framePr w:w="{wide}" w:h="{high}" w:hRule="exact" w:hSpace="0" w:vSpace="0"'
            f' w:wrap="around" w:vAnchor="page" w:hAnchor="page" w:x="{x}" w:y="{y}"/>'
        )
    parts.append('<w:widowControl w:val="0"/>')
    if shape.rule:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{colour}"/>'
            for side, size, space, colour in shape.rule
        )
        parts.append(f"<w:pBdr>{sides}</w:pBdr>")
    if shape.tabs:
        stops = "".join(
            f'<w:tab w:val="{kind}" w:leader="{leader}" w:pos="{position}"/>'
            for kind, leader, position in shape.tabs
        )
        parts.append(f"<w:tabs>{stops}</w:tabs>")
    if not shape.spaced:
        parts.append('<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>')
    if not shape.grid:
        parts.append('<w:snapToGrid w:val="0"/>')
    exact = f' w:line="{shape.line}" w:lineRule="exact"' if shape.line else ""
    parts.append(f'<w:spacing w:before="{shape.before}" w:after="{shape.after}"{exact}/>')
    indents = "".join(
        f' w:{name}Chars="{value}" w:{name}="{round(value * shape.character / 100)}"'
        for name, value in (
            ("left", shape.left),
            ("right", shape.right),
            ("hanging", shape.hanging),
            ("firstLine", shape.first),
        )
        if value
    )
    if indents:
        parts.append(f"<w:ind{indents}/>")
    parts.append(f'<w:jc w:val="{shape.align}"/>')
    if shape.level:
        parts.append(f'<w:outlineLvl w:val="{shape.level - 1}"/>')
    return f"<w:pPr>{''.join(parts)}{section}</w:pPr>"


def paragraph(content: str, shape: Shape, section: str = "") -> str:
    """A paragraph of ready runs."""
    return f"<w:p>{paragraph_properties(shape, section)}{content}</w:p>"
