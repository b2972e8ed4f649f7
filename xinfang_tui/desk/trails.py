"""The trails of many disputes, read some hundreds at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.trail import Record, trail_of
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal

_AT_ONCE = 500


def trails(context: Context, disputes: Sequence[Dispute]) -> Iterator[list[Record]]:
    """The trail of each, in their order."""
    rules = context.rules
    for first in range(0, len(disputes), _AT_ONCE):
        some = disputes[first : first + _AT_ONCE]
        entries = _entries(context, [f"{DISPUTE}{dispute.id}" for dispute in some])
        for dispute in some:
            nodes = causal(entries.get(f"{DISPUTE}{dispute.id}", []))
            yield trail_of([node.event for node in nodes], dispute, rules)


def _entries(context: Context, subjects: list[str]) -> dict[str, list[Event]]:
    """The entries that count, by subject."""
    found: dict[str, list[Event]] = {}
    where = [Where("subject", "in", subjects), Where("aside", "null")]
    for _, record in context.journal.events.documents(where):
        event = Event.from_json(record)
        found.setdefault(event.subject, []).append(event)
    return found
