"""A long job: how far it is, and nothing else to do meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
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
    async with _behind(app, Working(title, session.plain)) as dialog:
        return await session.ask(job, *args, progress=dialog.reached, **named)


async def long_wait(
    app: App[Any], session: Session, title: str, job: Callable[..., Any], *args: Any
) -> Any:
    """Run a job that asks the desk nothing, in a thread of its own behind a dialog; its answer.

    The desk is free meanwhile, as for a page that reads again.
    """
    async with _behind(app, Working(title, session.plain)):
        return await asyncio.to_thread(job, *args)


@asynccontextmanager
async def _behind(app: App[Any], dialog: Working) -> AsyncIterator[Working]:
    """The dialog in front; it goes when what was asked on top of it, as to leave, is answered."""
    await app.push_screen(dialog)
    try:
        yield dialog
    finally:
        while app.is_running and not dialog.is_current:
            await asyncio.sleep(_EVERY)
        dialog.dismiss(None)
