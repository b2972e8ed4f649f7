"""The entries of a subject as lawful erasures left them (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable

from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.erased import ERASE, as_left, what_is_left
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.order import causal

ERASING = frozenset({ERASE, RETAIN})


def entries_left(journal: Journal, subject: str) -> list[Event]:
    """The entries of a subject in causal order, each with what erasures left of it."""
    return left_of(journal.of(subject))


def left_of(events: Iterable[Event]) -> list[Event]:
    """These entries in causal order, each with what erasures among them left of it."""
    nodes = causal(events)
    return [node.event for node in as_left(nodes, what_is_left(nodes))]
