"""What the values outside a dispute are folded from: any event, seen by its four plain fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol


class Fact(Protocol):
    """An event as the folds of places, staff and settings read it, handed over in fold order."""

    @property
    def subject(self) -> str:
        """What it is about, as ``kind:name``."""
        ...

    @property
    def kind(self) -> str:
        """What happened."""
        ...

    @property
    def on(self) -> str:
        """Civil date it happened, ISO."""
        ...

    @property
    def payload(self) -> Mapping[str, Any]:
        """What the kind carries; empty once erased."""
        ...


def named(fact: Fact, kind: str) -> str:
    """The name part of the fact's subject when it is of that kind, else an empty text."""
    head, _, name = fact.subject.partition(":")
    return name if head == kind else ""
