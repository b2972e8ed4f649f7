"""A bar on stderr for long work, only where somebody watches it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

Step = Callable[[int, int], None]


@contextmanager
def bar(label: str) -> Iterator[Step]:
    """Shows how far work has come.

    Yields:
        a function of (done, of how many); it does nothing when stderr is not a terminal.
    """
    if not sys.stderr.isatty():
        yield lambda done, total: None
        return
    shown: ProgressBar[int]
    with click.progressbar(length=0, label=label, file=sys.stderr, show_eta=False) as shown:

        def step(done: int, total: int) -> None:
            shown.length = total
            shown.update(max(done - shown.pos, 0))

        yield step
