"""The one thread that asks the desk, so that the screen never waits for a disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class Errands:
    """Runs what is asked of the desk, one after the other, away from the event loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._under_way = 0

    @property
    def idle(self) -> bool:
        """Whether nothing is being asked at the moment."""
        return self._under_way == 0

    async def ask(self, job: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
        """Do the job in the desk's thread and give its answer, or raise what it raised."""
        loop = asyncio.get_running_loop()
        self._under_way += 1
        try:
            return await loop.run_in_executor(self._thread, partial(job, *args, **named))
        finally:
            self._under_way -= 1

    def close(self) -> None:
        """Let the job under way end and take no more."""
        self._thread.shutdown(wait=True, cancel_futures=True)
