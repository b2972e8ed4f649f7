"""Lawful erasures at the desk: written down, carried through, and where copies lie (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from store import Where
from xinfang_tui.desk import meetingerasing as meetings
from xinfang_tui.desk.asleft import left_of
from xinfang_tui.desk.journal import DISPUTE, RULE, Journal, stands
from xinfang_tui.disputes import erasing
from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    beside,
    is_beside,
    whose,
)
from xinfang_tui.disputes.event import Event, seen
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.order import Node, causal
from xinfang_tui.disputes.residue import common, residue
from xinfang_tui.meeting.erased import matters

GROUND = "依法申请"
WAITING = ("held", "quarantine")
"""Tables of entries that wait for a missing piece, or for a person to look at them."""


def all_entries(journal: Journal, subject: str) -> list[Event]:
    """The entries of a subject, with those that were taken back."""
    return [*journal.of(subject), *_aside(journal, subject).values()]


def erase(
    journal: Journal, subject: str, what: str, *, by: str, on: str, known: erasing.Known
) -> None:
    """Write an erasure of a dispute down; the store loses what it takes at once.

    What meetings hold about the matter goes too. Of a matter that was taken back altogether the
    entries that lie aside are meant.

    Raises:
        Refused: there is nothing of that kind, or it is not said plainly enough.
    """
    entries, dispute = _meant(journal, subject), subject.removeprefix(DISPUTE)
    events, knows = left_of(entries), seen(entries)
    request = erasing.asked(what, events)
    taken = erasing.cut(request, events, known)
    there = _meetings(journal, dispute, request, events)
    spoken = meetings.cut(journal, dispute, there, taken)
    if not taken.targets and not spoken:
        raise erasing.nothing(request)
    data = {
        "what": request.words,
        "covers": request.covers,
        "fields": list(request.fields),
        "targets": taken.targets,
        "ground": GROUND,
    }
    if there:
        data["meetings"] = meetings.known_of(journal, there)
    made = journal.append(subject, ERASE, data, by=by, on=on, knows=knows)
    if taken.kept:
        party = list(request.parties) if request.covers == FIELD else []
        rest = {"of": made.id, "kept": taken.kept, "party": party}
        knows = seen([*entries, made])
        journal.append(subject, RETAIN, rest, by=RULE, on=on, knows=knows)
    meetings.erase(journal, dispute, spoken, GROUND, by=by, on=on)
    carry_through(journal, [subject], on=on, held=_waiting(journal))


def to_erase(journal: Journal, subject: str) -> list[Event]:
    """The entries of a dispute that :func:`erase` would take from, as they are now."""
    return left_of(_meant(journal, subject))


def _meant(journal: Journal, subject: str) -> list[Event]:
    entries = journal.of(subject)
    return entries if stands(entries) else all_entries(journal, subject)


def _waiting(journal: Journal) -> list[Event]:
    """The entries that parcels brought and that are not stored: held, or of another history."""
    tables = (journal.ledger.table(name) for name in WAITING)
    return [Event.from_json(record) for table in tables for _, record in table.documents()]


def _meetings(
    journal: Journal, dispute: str, request: erasing.Asked, events: Sequence[Event]
) -> list[str]:
    """The meetings that an erasure of a dispute reaches; of one entry, where it was decided."""
    if request.covers != ENTRY:
        return meetings.meetings_on(journal, dispute)
    entry = next(event for event in events if event.id == request.event)
    held = entry.payload.get("meeting") if entry.kind == "decide" else ""
    return [f"{meetings.MEETING}{held}"] if held else []


def reached(journal: Journal, subject: str) -> list[str]:
    """The subjects that hold erasures of a dispute: its own, and of the meetings about it."""
    spoken = meetings.meetings_on(journal, subject.removeprefix(DISPUTE))
    erased = (each for each in spoken if any(e.kind == ERASE for e in journal.of(each)))
    return [subject, *erased]


def carry_through(
    journal: Journal, subjects: Iterable[str], *, on: str, held: Sequence[Event] = ()
) -> dict[str, set[str]]:
    """Erase what entries made beside an erasure say of the person, by rule.

    Called inside the transaction that made such entries meet.

    Args:
        subjects: disputes and meetings; a dispute's erasure is carried into meetings about it.
        on: the day, ISO; held: entries that wait for a missing piece and are not stored yet.

    Returns:
        Subject → the ids of those entries.
    """
    given = set(subjects)
    disputes = {each for each in given if each.startswith(DISPUTE) and _has_erasure(journal, each)}
    spoken = {each for each in given if each.startswith(meetings.MEETING)}
    for subject in disputes:
        spoken |= {*meetings.meetings_on(journal, subject.removeprefix(DISPUTE))}
    gone = {}
    for subject in sorted(disputes | spoken):
        if journal.whole(subject):
            waiting = [event for event in held if event.subject == subject]
            gone[subject] = _carried(journal, subject, waiting, on)
    return {subject: ids for subject, ids in gone.items() if ids}


def _has_erasure(journal: Journal, subject: str) -> bool:
    return any(event.kind == ERASE for event in journal.of(subject))


def _carried(journal: Journal, subject: str, waiting: Sequence[Event], on: str) -> set[str]:
    aside = _aside(journal, subject)
    nodes = causal([*journal.of(subject), *waiting, *aside.values()])
    spoken = subject.startswith(meetings.MEETING)
    stays = meetings.beside(journal, subject, nodes) if spoken else _beside(nodes)
    gone = set()
    for node in nodes:
        event = node.event
        if event.kind == ERASE or event.data is None:
            continue
        less = {id: data for id, data in stays(node).items() if data != event.data}
        if less:
            _by_rule(journal, subject, event, less, on)
            gone.add(event.id)
    targets = {
        id
        for node in nodes
        if node.event.kind == ERASE
        for id in node.event.payload.get("targets") or ()
    }
    return gone | _emptied(journal, aside, gone | targets)


def _beside(nodes: Sequence[Node]) -> Callable[[Node], dict[str, Mapping[str, Any]]]:
    """Of an entry of a dispute what each erasure leaves that was made beside it."""
    erasures = [node for node in nodes if node.event.kind == ERASE]
    parties = {
        str(node.event.payload.get("of")): whose(node.event.payload)
        for node in nodes
        if node.event.kind == RETAIN
    }

    def stays(node: Node) -> dict[str, Mapping[str, Any]]:
        kind, data = node.event.kind, node.event.payload
        return {
            made.event.id: beside(made.event.payload, kind, data, parties.get(made.event.id, ()))
            for made in erasures
            if is_beside(made, node)
        }

    return stays


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
    start, rest = "+".join(sorted(stays)), common(stays.values())
    spoken = subject.startswith(meetings.MEETING)
    codes = meetings.codes_of(event) if spoken else residue(event.kind, event.payload)
    data = {
        "what": "一条记录的内容",
        "covers": ENTRY,
        "targets": {event.id: codes},
        "ground": GROUND,
    }
    made = journal.by_rule(subject, ERASE, data, rule=f"erase:{event.id}", start=start, on=on)
    if made is not None and rest != codes:
        kept = {"of": made.id, "kept": {event.id: rest}}
        if spoken:
            kept |= meetings.in_knowledge(journal, matters(kept))
        journal.by_rule(subject, RETAIN, kept, rule=f"retain:{event.id}", start=start, on=on)
