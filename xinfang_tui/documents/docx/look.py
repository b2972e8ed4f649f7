"""Page, type and measures of the two styles; lengths in twips (1 mm = 56.69)."""

from __future__ import annotations

from dataclasses import dataclass

from xinfang_tui.documents.docx.xml import Font
from xinfang_tui.documents.paper import OFFICIAL, Paper

A4 = (11906, 16838)
SUBSTITUTES = {
    "方正小标宋简体": "方正小标宋_GBK,华文中宋,宋体,Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋,FangSong,华文仿宋,方正仿宋_GBK,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,KaiTi,华文楷体,方正楷体_GBK,Noto Serif CJK SC",
    "黑体": "SimHei,华文黑体,方正黑体_GBK,Noto Sans CJK SC",
    "宋体": "SimSun,华文宋体,方正书宋_GBK,Noto Serif CJK SC",
}
"""Fonts an office may have instead, declared in the file; no font is carried along."""
FONTS = tuple(SUBSTITUTES)


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of a page style.

    Attributes:
        margins: top, right, bottom, left of a portrait page.
        footer: distance of the page number from the page's edge.
        grid: lines snap to this pitch; 0 for no grid.
        line: height of a body line.
        character: width of a body character.
        title, body, second, heading, song: fonts by their part.
        cell, head: fonts in tables.
        note: font of small print.
        title_line: height of a title line.
    """

    margins: tuple[int, int, int, int]
    footer: int
    grid: int
    line: int
    character: int
    title: Font
    title_line: int
    body: Font
    second: Font
    heading: Font
    song: Font
    cell: Font
    head: Font
    note: Font
    caption: Font
    official: bool

    def width(self, wide: bool) -> int:
        """Width of the text area."""
        top, right, bottom, left = self.margins
        return A4[1] - bottom - top if wide else A4[0] - left - right

    def height(self, wide: bool) -> int:
        """Height of the text area."""
        top, right, bottom, left = self.margins
        return A4[0] - left - right if wide else A4[1] - bottom - top


def look_of(paper: Paper) -> Look:
    """The measures for a paper, with the office's own fonts where it names them."""
    title, body, second, heading, song = (*paper.fonts, *FONTS[len(paper.fonts) :])[:5]
    if paper.style == OFFICIAL:
        return Look(
            margins=(2098, 1474, 1984, 1588),
            footer=1406,
            grid=579,
            line=579,
            character=316,
            title=Font(title, 44),
            title_line=660,
            body=Font(body, 32, spacing=-5),
            second=Font(second, 32, spacing=-5),
            heading=Font(heading, 32, spacing=-5),
            song=Font(song, 28),
            cell=Font(body, 24),
            head=Font(heading, 24),
            note=Font(second, 24),
            caption=Font(heading, 28),
            official=True,
        )
    return Look(
        margins=(1304, 1247, 1191, 1247),
        footer=680,
        grid=0,
        line=460,
        character=280,
        title=Font(title, 36),
        title_line=560,
        body=Font(body, 28),
        second=Font(second, 28),
        heading=Font(heading, 28),
        song=Font(song, 24),
        cell=Font(song, 22),
        head=Font(heading, 22),
        note=Font(second, 22),
        caption=Font(heading, 24),
        official=False,
    )
