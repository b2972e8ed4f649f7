"""Any paper to read on screen, and to write as a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from textual import getters
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.frame.menu import Menu
from screens.frame.naming import shows_names
from screens.frame.page import Page
from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.pieces.papers import paper_file
from xinfang_tui.desk.paperkinds import KINDS

FORMATS = {
    "docx": "Word 文件",
    "xlsx": "Excel 表",
    "html": "网页",
    "md": "文本（.md）",
    "txt": "纯文本",
}
WIDEST = 96
_BESIDE = 8
"""Cells beside the text: the margins and the scroll bar."""


async def export(page: Page, kind: str, name: str, options: Mapping[str, Any]) -> None:
    """Ask for a format and, where there may be some, for names; write a paper as a file."""
    paper = KINDS[kind]
    choices = [Choice(ending, label) for ending, label in FORMATS.items()]
    choices.sort(key=lambda each: each.value != paper.format)
    ending = await page.app.push_screen_wait(Menu("导出成什么？", choices))
    if ending is None:
        return
    session = page.session
    names: bool | None = False
    if not paper.frozen:
        names = await shows_names(page, session.may_not(paper.asks))
    if names is None:
        return
    out = paper_file(session.folder, paper.name, name, ending)
    await session.ask(session.desk.reports.make, kind, out, unmasked=names, **options)
    page.say(f"已写好：{out}")


class PaperPage(Page):
    """A paper's text, scrolled by the arrows.

    Args:
        kind: of the paper; title: what it is; options: month, days, number.
    """

    SECTIONS = ("paper",)
    NAME = "paper"
    CSS_PATH = "page.tcss"
    words = "文书"
    about = "↑↓ 翻看，F7 导出成文件。"

    paper = getters.query_one("#paper-text", Static)

    def __init__(
        self, session: Session, kind: str, title: str, options: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(session)
        self._kind = kind
        self._title = title
        self._options = dict(options or {})

    def body(self) -> Iterable[Widget]:
        """Title and text."""
        yield Static(Content.styled(self._title, "bold $primary"), classes="paper-title")
        with VerticalScroll(id="paper"):
            yield Static("", id="paper-text", markup=False)

    def on_mount(self) -> None:
        """The text has the keys."""
        self.query_one("#paper").focus()

    async def load(self) -> None:
        """Have the paper laid out for this width."""
        cells = min(WIDEST, self.size.width - _BESIDE)
        text = await self.session.ask(
            self.session.desk.reports.preview, self._kind, width=cells, **self._options
        )
        self.paper.update(self.session.marks.paper(text))

    def action_export(self) -> None:
        """F7."""
        if not self.refused("paper.export"):
            name = str(self._options.get("month") or self.session.today.isoformat())
            self.work(export, self, self._kind, name, self._options)
