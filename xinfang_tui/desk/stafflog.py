"""What the members of staff wrote down between two days (责任信访工作手册)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from store import Where
from xinfang_tui.desk import hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.trail import sentence
from xinfang_tui.disputes import kinds
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.masking import cores_of, people_in
from xinfang_tui.month.sweep import mark_of

Record = dict[str, Any]
SWEEP = "sweep:"
_NOT_WORK = frozenset({kinds.PRINT, "void", "erase"})


@dataclass(frozen=True, slots=True)
class StaffLog:
    """The work of somebody, as it is in the ledger.

    Attributes:
        entries: ``{on, kind, label, number, village_name, text, data, sealed, erased}``, by day.
        households: how many were visited; disputes: those that the entries are about.
        named: whom the entries name themselves, parties of these disputes or not.
    """

    entries: list[Record]
    households: int
    disputes: list[Dispute]
    named: frozenset[str]


class StaffLogs:
    """Who wrote what from ``first`` to ``last``, looked through once for whoever is asked about.

    It holds the keys alone: of many years the entries themselves are too many to hold.
    """

    def __init__(self, context: Context, first: date, last: date) -> None:
        self._context = context
        self._entries = _by_whom(context, DISPUTE, first, last)
        self._sweeps = _by_whom(context, SWEEP, first, last)

    def of(self, name: str) -> StaffLog:
        """The entries that carry a name; what was undone is left out."""
        events, sweeps = (list(self._read(each, name)) for each in (self._entries, self._sweeps))
        return _log(self._context, events, sweeps)

    def _read(self, keys: Mapping[str, list[str]], name: str) -> Iterator[Event]:
        for _, record in self._context.journal.events.fetch_many(keys.get(name, ())):
            yield Event.from_json(record)


def _log(context: Context, events: list[Event], sweeps: list[Event]) -> StaffLog:
    ids = sorted({event.subject.removeprefix(DISPUTE) for event in events})
    stored = dict(context.journal.disputes.fetch_many(ids))
    undone = {str(event.payload.get("target")) for event in events if event.kind == "void"}
    entries = [
        _entry(context, event, stored[id])
        for event in events
        if event.kind not in _NOT_WORK
        and event.id not in undone
        and (id := event.subject.removeprefix(DISPUTE)) in stored
    ]
    marks = {
        (event.subject, code): mark_of(event, mark)
        for event in sweeps
        if event.kind == "mark"
        for code, mark in (event.payload.get("households") or {}).items()
    }
    doors = {code for (_, code), mark in marks.items() if mark is not None}
    disputes = [Dispute.from_json(record) for record in stored.values()]
    named = frozenset(
        who for event in events for field in people_in(event.payload) for who in cores_of(field)
    )
    return StaffLog(entries, len(doors), disputes, named)


def _by_whom(context: Context, room: str, first: date, last: date) -> dict[str, list[str]]:
    """The keys of the events of these days by the name they carry, each as they happened."""
    where = [
        Where("subject", ">=", room),
        Where("subject", "<", room[:-1] + ";"),
        Where("day", ">=", first.isoformat()),
        Where("day", "<=", last.isoformat()),
        Where("aside", "null"),
    ]
    found = context.journal.events.documents(where)
    happened = [(each["on"], each["clock"], each["by"], key) for key, each in found]
    named: dict[str, list[str]] = defaultdict(list)
    for _, _, by, key in sorted(happened, key=itemgetter(0, 1)):
        named[by].append(key)
    return named


def _entry(context: Context, event: Event, stored: Mapping[str, Any]) -> Record:
    sealed = bool(stored.get("sealed"))
    return {
        "on": event.on,
        "kind": event.kind,
        "label": kinds.label(event.kind),
        "number": stored.get("number", ""),
        "village_name": context.rules.places.name(str(stored.get("village", ""))),
        "text": hiding.SEALED if sealed else sentence(event, context.rules),
        "data": {} if sealed else dict(event.payload),
        "sealed": sealed,
        "erased": event.data is None,
    }
