"""The cycle collector while a command runs: seldom, and not once more before the end.

A command loads some hundred thousand objects that all stay, and ends; walking them again and again
takes a seventh of its time and frees nothing. The screens stay open for a day and have it as usual.
"""

from __future__ import annotations

import gc

_USUAL = gc.get_threshold()
_NEW, _ROUNDS = 100_000, 50
"""New objects before it looks at the new ones, and such looks before one at the older ones."""


def seldom() -> None:
    """For a command that answers and ends; a long one is still looked through."""
    gc.set_threshold(_NEW, _ROUNDS, _ROUNDS)


def as_usual() -> None:
    """For what stays open."""
    gc.set_threshold(*_USUAL)


def no_more() -> None:
    """Before the process ends, which would look through everything twice."""
    gc.freeze()
