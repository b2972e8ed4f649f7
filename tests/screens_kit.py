"""The program on a screen that nobody sees, for tests: keys in, text out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

from textual.events import Key, Paste
from textual.keys import _character_to_key
from textual.pilot import Pilot

from tests.worked import END
from xinfang_tui.app import XinfangApp
from xinfang_tui.desk import Desk

COORDINATOR, LEADER = "周敏", "王建国"


class Seen:
    """A program under a pilot."""

    def __init__(self, app: XinfangApp, pilot: Pilot[None], desk: Desk) -> None:
        self.app, self.pilot, self.desk = app, pilot, desk

    async def settle(self) -> None:
        """Wait until the desk was asked everything and all is drawn."""
        calm = 0
        for _ in range(1000):
            await self.pilot.pause(0.004)
            calm = calm + 1 if self.app.idle else 0
            if calm > 4:
                break
        await self.pilot.pause()

    async def press(self, *keys: str) -> None:
        """Press keys, settling after each."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text into what has the focus, as an input method commits it."""
        for character in text:
            self.app.post_message(Key(_character_to_key(character), character))
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste text into what has the focus."""
        assert self.app.focused is not None
        self.app.focused.post_message(Paste(text))
        await self.settle()

    @property
    def screen(self) -> Any:
        """The screen in front."""
        return self.app.screen

    @property
    def text(self) -> str:
        """What stands on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)

    @property
    def toasts(self) -> str:
        """The toasts that were raised."""
        return "\n".join(each.message for each in self.app._notifications)


@asynccontextmanager
async def program(
    folder: Path,
    *,
    user: str | None = COORDINATOR,
    size: tuple[int, int] = (80, 24),
    today: date = END,
    follow: bool = False,
) -> AsyncIterator[Seen]:
    """The program, open on a folder."""
    desk = Desk.open(folder, today=today, user=user)
    try:
        app = XinfangApp(desk, follow=follow)
        async with app.run_test(size=size) as pilot:
            seen = Seen(app, pilot, desk)
            await seen.settle()
            yield seen
    finally:
        desk.close()
