"""Lawful erasures at the desk: written down, carried through, and where copies lie (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from store import Where
from xinfang_tui.desk.journal import DISPUTE, RULE, Journal
from xinfang_tui.disputes import erasing
from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    as_left,
    beside,
    is_beside,
    what_is_left,
)
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.order import causal
from xinfang_tui.disputes.residue import common, residue

ERASING = frozenset({ERASE, RETAIN})
GROUND = "依法申请"


def entries_left(journal: Journal, subject: str) -> list[Event]:
    """The entries of a subject in causal order, each with what erasures left of it."""
    nodes = causal(journal.of(subject))
    return [node.event for node in as_left(nodes, what_is_left(nodes))]


def erase(journal: Journal, subject: str, what: str, *, by: str, on: str) -> None:
    """Write an erasure of a dispute down; the store loses what it takes at once.

    Raises:
        Refused: there is nothing of that kind, or it is not said plainly enough.
    """
    events = entries_left(journal, subject)
    request = erasing.asked(what, events)
    taken = erasing.cut(request, events)
    data = {
        "what": request.words,
        "covers": request.covers,
        "fields": list(request.fields),
        "targets": taken.targets,
        "ground": GROUND,
    }
    made = journal.append(subject, ERASE, data, by=by, on=on)
    if taken.kept:
        party = request.parties[0] if request.covers == FIELD and request.parties else ""
        rest = {"of": made.id, "kept": taken.kept, "party": party}
        journal.append(subject, RETAIN, rest, by=RULE, on=on)
    carry_through(journal, [subject], on=on)


def carry_through(
    journal: Journal, subjects: Iterable[str], *, on: str, held: Sequence[Event] = ()
) -> dict[str, set[str]]:
    """Erase what entries made beside an erasure say of the person, by rule.

    Called inside the transaction that made such entries meet.

    Args:
        on: the day, ISO; held: entries that wait for a missing piece and are not stored yet.

    Returns:
        Subject → the ids of those entries.
    """
    gone = {}
    for subject in sorted(set(subjects)):
        if subject.startswith(DISPUTE):
            waiting = [event for event in held if event.subject == subject]
            gone[subject] = _carried(journal, subject, waiting, on)
    return {subject: ids for subject, ids in gone.items() if ids}


def _carried(journal: Journal, subject: str, waiting: Sequence[Event], on: str) -> set[str]:
    stored = journal.of(subject)
    if not any(event.kind == ERASE for event in stored) or not journal.whole(subject):
        return set()
    aside = _aside(journal, subject)
    nodes = causal([*stored, *waiting, *aside.values()])
    erasures = [node for node in nodes if node.event.kind == ERASE]
    whose = {
        str(event.payload.get("of")): str(event.payload.get("party") or "")
        for event in stored
        if event.kind == RETAIN
    }
    gone = set()
    for node in nodes:
        event = node.event
        if event.kind == ERASE or event.data is None:
            continue
        stays = {
            erasure.event.id: beside(
                erasure.event.payload, event.kind, event.data, whose.get(erasure.event.id, "")
            )
            for erasure in erasures
            if is_beside(erasure, node)
        }
        less = {id: data for id, data in stays.items() if data != event.data}
        if less:
            _by_rule(journal, subject, event, less, on)
            gone.add(event.id)
    targets = {id for node in erasures for id in node.event.payload.get("targets") or ()}
    return gone | _emptied(journal, aside, gone | targets)


def _aside(journal: Journal, subject: str) -> dict[str, Event]:
    """Key → entry of those that a parcel brought and that were taken back (撤销本次接收)."""
    where = [Where("subject", "=", subject), Where("aside", "not null")]
    return {key: Event.from_json(found) for key, found in journal.events.documents(where)}


def _emptied(journal: Journal, aside: Mapping[str, Event], gone: set[str]) -> set[str]:
    """Take the data out of entries set aside: coming back must not bring it back."""
    found = {
        key: event for key, event in aside.items() if event.id in gone and event.data is not None
    }
    for key, event in found.items():
        journal.events.put(key, event.erased().to_json())
    return {event.id for event in found.values()}


def _by_rule(
    journal: Journal, subject: str, event: Event, stays: Mapping[str, Mapping[str, Any]], on: str
) -> None:
    """Erase an entry down to what each erasure beside it leaves; the same on every machine."""
    start = "+".join(sorted(stays))
    codes, rest = residue(event.kind, event.payload), common(stays.values())
    data = {
        "what": "一条记录的内容",
        "covers": ENTRY,
        "targets": {event.id: codes},
        "ground": GROUND,
    }
    made = journal.by_rule(subject, ERASE, data, rule=f"erase:{event.id}", start=start, on=on)
    if made is not None and rest != codes:
        kept = {"of": made.id, "kept": {event.id: rest}}
        journal.by_rule(subject, RETAIN, kept, rule=f"retain:{event.id}", start=start, on=on)
