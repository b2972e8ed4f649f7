"""A long job: how far it is, and nothing else to do meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from threading import Event
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
    """Says what is being done; it goes away by itself.

    Args:
        stop: set by Esc, for a job that can be given up; without it the job cannot be left.
    """

    progress = getters.query_one("#working", Static)

    def __init__(self, title: str, plain: bool, stop: Event | None = None) -> None:
        super().__init__(title, "请稍等" if stop is None else "请稍等   Esc 不做了")
        self._plain = plain
        self._told = 0.0
        self._stop = stop

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

    def on_mount(self) -> None:
        """Where nothing tells how far it is, the seconds do."""
        if self._stop is not None:
            self._since = monotonic()
            self.set_interval(1, self._tick)

    def _tick(self) -> None:
        if self._stop is not None and not self._stop.is_set():
            self.progress.update(f"正在准备…  已用 {monotonic() - self._since:.0f} 秒")

    def action_leave(self) -> None:
        """Give it up, where that can be done; it goes when the job has stopped."""
        if self._stop is not None:
            self._stop.set()
            self.progress.update("正在停下…")


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

    The desk is free meanwhile, as for a page that reads again. The job's last argument is an event
    that is set when it is to be given up: by Esc, or when the program is left.
    """
    stop = Event()
    try:
        async with _behind(app, Working(title, session.plain, stop)):
            return await asyncio.to_thread(job, *args, stop)
    finally:
        stop.set()


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
