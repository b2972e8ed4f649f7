"""Print set-up of a sheet: A4, one page wide, numbered pages."""

from __future__ import annotations

from typing import Any

from xinfang_tui.documents import marks
from xinfang_tui.documents.paper import Paper


def footer(paper: Paper) -> str:
    """The page footer: pages, and the hash of frozen figures."""
    text = "&C第 &P 页 共 &N 页"
    if paper.hash:
        text += f"&R校验码 {paper.hash[:64].replace('&', '&&')}"
    return text


def print_setup(sheet: Any, paper: Paper, wide: bool) -> None:
    """A4, one page wide, centred, numbered pages."""
    sheet.set_paper(9)
    if wide:
        sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)
    top = marks.top(paper)
    if top:
        sheet.set_header(f"&R{top}")
    sheet.set_footer(footer(paper))
