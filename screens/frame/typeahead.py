"""What is typed ahead waits for the screen that it is meant for.

A practised hand presses the next key before the form or the list that it belongs to is there. Keys
go on one at a time: each when the one before has been answered and the screen in front can take it.
So `1 5` chooses the fifth line of the list that `1` opens, however slow the machine.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from textual.app import App
from textual.events import Event
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker

PATIENCE = 3.0
"""Seconds that a key waits at most for a job; after that it goes to whatever is in front, and so do
the keys behind it."""
LONGEST = 15.0
"""Seconds that a key waits at most for a screen to appear, or for the key before to be answered;
a screen that was waited for in vain holds no other key."""
_LOOK_EVERY = 0.005
ASKED_FOR = "work"
"""The group of the jobs that a key of the user's has started."""


class TypeAhead:
    """Hands keys and pastes on, one after the other.

    Args:
        app: the program; send: gives an event to the widget in hand; failed: told what went wrong.
    """

    def __init__(
        self,
        app: App[Any],
        send: Callable[[Event], Awaitable[None]],
        failed: Callable[[Exception], None],
    ) -> None:
        self._app = app
        self._send = send
        self._failed = failed
        self._waiting: deque[Event] = deque()
        self._slow: WeakSet[Worker[Any]] = WeakSet()
        self._late: WeakSet[Screen[Any]] = WeakSet()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Whether everything typed has been answered."""
        return self._task is None

    def take(self, event: Event) -> None:
        """A key or a paste has come from the terminal, which is in front then.

        Textual holds so too, but only when it is handed the key, which a dialog without a line in
        hand does not let happen.
        """
        self._app.app_focus = True
        self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.create_task(self._hand_on())

    async def _hand_on(self) -> None:
        try:
            while self._waiting:
                await self._until_ready()
                await self._send(self._waiting.popleft())
                await self._answered()
        except Exception as error:
            self._failed(error)
        finally:
            self._task = None

    async def _until_ready(self) -> None:
        began = time.monotonic()
        while not (shown := self._shown()) or self._jobs():
            if time.monotonic() - began >= (PATIENCE if shown else LONGEST):
                self._slow.update(self._jobs())
                if not shown:
                    self._late.update(self._app.screen_stack[-1:])
                return
            await asyncio.sleep(_LOOK_EVERY)

    def _shown(self) -> bool:
        """Whether the screen in front can take keys, or has let them wait in vain before."""
        return any(
            each in self._late or getattr(each, "ready", True)
            for each in self._app.screen_stack[-1:]
        )

    def _jobs(self) -> list[Worker[Any]]:
        """What the screen in front is doing; a job that waits for a dialog is behind that.

        One that keys have waited for in vain holds no others.
        """
        screen = self._app.screen
        return [
            worker
            for worker in self._app.workers
            if worker.node is screen
            and worker.group == ASKED_FOR
            and not worker.is_finished
            and worker not in self._slow
        ]

    async def _answered(self) -> None:
        """Wait until the key has passed the widget in hand, what it lies in, and the program.

        The program too: what it does for a key may move the focus by one more message of its own.
        """
        stack = self._app.screen_stack
        focused = stack[-1].focused if stack else None
        inward: list[MessagePump] = [*stack[-1:], self._app]
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                for node in inward if focused is None else focused.ancestors_with_self:
                    await _passed(node)
                front, drawn = self._app.screen_stack[-1:], asyncio.Event()
                if self._app.call_after_refresh(drawn.set):
                    await _soon(drawn, lambda: self._app.screen_stack[-1:] == front)


async def _passed(node: MessagePump) -> None:
    passed = asyncio.Event()
    if node.is_attached and node.call_later(passed.set):
        await _soon(passed, lambda: node.is_attached)


async def _soon(done: asyncio.Event, possible: Callable[[], bool]) -> None:
    """Wait until it is done, or cannot be any more: what was asked of a closed dialog never is."""
    while not done.is_set() and possible():
        with suppress(TimeoutError):
            async with asyncio.timeout(_LOOK_EVERY):
                await done.wait()
