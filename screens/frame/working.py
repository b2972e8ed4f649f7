"""A long job: how far it is, and nothing else to do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import monotonic
from typing import Any

from textual import getters
from textual.app import App
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.frame.dialog import Dialog
from screens.frame.session import Session
from screens.pieces.columns import bar

_EVERY = 0.1
_CELLS = 40


class Working(Dialog[None]):
    """Says what is being done; it goes away by itself."""

    progress = getters.query_one("#working", Static)

    def __init__(self, title: str, plain: bool) -> None:
        super().__init__(title, "请稍等")
        self._plain = plain
        self._told = 0.0

    def body(self) -> Iterable[Widget]:
        """The bar."""
        yield Static("正在准备…", id="working")

    def reached(self, done: int, total: int) -> None:
        """How far the job is; called in the job's thread."""
        now = monotonic()
        if now - self._told >= _EVERY or done >= total:
            self._told = now
            self.app.call_from_thread(self._show, done, total)

    def _show(self, done: int, total: int) -> None:
        filled, left = bar(done / total if total else 0.0, _CELLS, self._plain)
        self.progress.update(
            Content.assemble((filled[0], "$primary"), (left[0], "$soft"), f"  {done:,}/{total:,}")
        )

    def action_leave(self) -> None:
        """It cannot be left half-way."""


async def long_job(
    app: App[Any], session: Session, title: str, job: Callable[..., Any], *args: Any, **named: Any
) -> Any:
    """Run a job that takes a ``progress`` callback behind a dialog; its answer."""
    dialog = Working(title, session.plain)
    await app.push_screen(dialog)
    try:
        return await session.ask(job, *args, progress=dialog.reached, **named)
    finally:
        dialog.dismiss(None)
