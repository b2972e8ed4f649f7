"""A paper as a .docx file: the same paper gives the same bytes."""

from __future__ import annotations

from xinfang_tui.documents import marks
from xinfang_tui.documents.docx.blocks import block_xml, remark, title
from xinfang_tui.documents.docx.extent import pages
from xinfang_tui.documents.docx.look import A4, Look, look_of
from xinfang_tui.documents.docx.package import HEAD, NAMESPACES, part_kind, parts, relation, zipped
from xinfang_tui.documents.docx.xml import Shape, page_number, paragraph, run
from xinfang_tui.documents.paper import (
    Annex,
    Attachments,
    Imprint,
    Note,
    PageBreak,
    Paper,
    RedHead,
    Signature,
    SignLines,
)


def document(paper: Paper) -> bytes:
    """The whole file."""
    look = look_of(paper)
    extra = _furniture(paper, look)
    body = _Body(look, extra, paper.wide)
    blocks = list(paper.blocks)
    while blocks and isinstance(blocks[0], RedHead):
        body.add(block_xml(blocks.pop(0), look, False))
    body.add(title(paper.title, look))
    foot = [block_xml(Note(text), look, paper.wide) for text in marks.foot(paper)]
    if look.official:
        foot = [remark(text, look) for text in marks.foot(paper)]
    for i, block in enumerate(blocks):
        after = (each for each in blocks[i + 1 :] if not isinstance(each, Note))
        follows = next(after, None)
        keep = isinstance(follows, Signature | SignLines)
        keep = keep or (isinstance(follows, Attachments) and follows.held)
        if isinstance(block, Annex):
            body.turn(block.wide)
            body.add(_annex(block, look, body.new_page()))
        elif isinstance(block, PageBreak):
            body.turn(block.wide)
            if body.new_page():
                body.add(paragraph("", Shape(line=20, page=True, grid=False)))
        else:
            if isinstance(block, Imprint):
                body.turn(False, even=True)
                body.to_even_page(pages(paper.title, paper.blocks[:-1], look))
            body.add(block_xml(block, look, body.wide, keep))
            if isinstance(block, Signature) and look.official:
                body.add("".join(foot))
                foot = []
    body.add("".join(foot))
    return zipped(parts(body.done(), extra, look, paper.title.replace("\n", "")))


class _Body:
    """The text written so far, section by section."""

    def __init__(self, look: Look, extra: dict[str, str], wide: bool) -> None:
        self.wide = wide
        self._look, self._extra = look, extra
        self._parts: list[str] = []
        self._fresh = True
        self._even = False

    def add(self, xml: str) -> None:
        """Put ready text at the end."""
        if xml:
            self._parts.append(xml)
            self._fresh = False

    def turn(self, wide: bool, even: bool = False) -> None:
        """Turn the paper where its direction changes; that begins a page, an even one if asked."""
        if wide != self.wide:
            end = self._section()
            self._parts.append(paragraph("", Shape(line=20, grid=False), end))
            self.wide, self._fresh, self._even = wide, True, even

    def to_even_page(self, reckoned: int | None) -> None:
        """Begin the even page that the imprint belongs on, where the text ends on an odd one."""
        if reckoned is not None and reckoned % 2 and not self.wide:
            self._parts.append(paragraph("", Shape(line=20, grid=False), self._section()))
            self._fresh = self._even = True

    def new_page(self) -> bool:
        """Whether a page must be begun: not where a new section has just begun one."""
        return not self._fresh

    def done(self) -> str:
        """The whole text with its last section."""
        return "".join(self._parts) + self._section()

    def _section(self) -> str:
        look = self._look
        top, right, bottom, left = look.margins
        across, down = A4
        turned = ""
        if self.wide:
            across, down, turned = down, across, ' w:orient="landscape"'
            top, right, bottom, left = left, top, right, bottom
        references = "".join(
            f'<w:{part_kind(name)}Reference w:type="{kind}" r:id="{relation(name)}"/>'
            for name, kind in _KINDS.items()
            if name in self._extra
        )
        begins = '<w:type w:val="evenPage"/>' if self._even else ""
        grid = f'<w:docGrid w:type="lines" w:linePitch="{look.grid}"/>' if look.grid else ""
        return (
            f'<w:sectPr>{references}{begins}<w:pgSz w:w="{across}" w:h="{down}"{turned}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}"'
            f' w:header="850" w:footer="{look.footer if not self.wide else 700}" w:gutter="0"/>'
            f"{grid}</w:sectPr>"
        )


_KINDS = {
    "header1.xml": "default",
    "header2.xml": "even",
    "footer1.xml": "default",
    "footer2.xml": "even",
}


def _furniture(paper: Paper, look: Look) -> dict[str, str]:
    """Footers with the page number, odd pages right and even ones left; a header for drafts."""
    extra: dict[str, str] = {}
    top = marks.top(paper)
    if top:
        header = paragraph(run(top, look.head), Shape("right", grid=False))
        for name in ("header1.xml", "header2.xml"):
            extra[name] = f"{HEAD}<w:hdr {NAMESPACES}>{header}</w:hdr>"
    number = run("— ", look.song) + page_number(look.song) + run(" —", look.song)
    odd = Shape("right", line=360, right=100, character=280, grid=False)
    even = Shape("left", line=360, left=100, character=280, grid=False)
    if not look.official:
        odd = even = Shape("center", line=360, grid=False)
    for name, shape in (("footer1.xml", odd), ("footer2.xml", even)):
        extra[name] = f"{HEAD}<w:ftr {NAMESPACES}>{paragraph(number, shape)}</w:ftr>"
    return extra


def _annex(block: Annex, look: Look, page: bool) -> str:
    """An annex: its mark in the first line, its title centred in the third (7.3.7)."""
    if not block.mark:
        begin = paragraph("", Shape(line=20, page=page, grid=False))
        return begin + title(block.title, look)
    if not look.official:
        mark = paragraph(run(block.mark, look.note), Shape(line=280, page=page, grid=False))
        return mark + title(block.title, look)
    mark = paragraph(run(block.mark, look.heading), Shape(line=look.line, page=page))
    return mark + paragraph("", Shape(line=look.line // 2, grid=False)) + title(block.title, look)
