"""Erasures that a restored ledger does not know: done again from the ledger it replaced (§4, §7).

The chains of the former ledger end, in the restored one, where the backup was made, and most
erasures do not follow on them. So this machine writes each down as its own envelope of the same
event: should the first ever come, by a parcel, the two are one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from store import Ledger, StoreError, Where
from xinfang_tui.desk.asleft import ERASING
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.erasing import all_entries, carry_through
from xinfang_tui.desk.journal import DISPUTE, Journal, stands
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

_ODD = (AttributeError, KeyError, TypeError, ValueError)
"""What entries of a damaged or foreign ledger may raise: the restore itself is done by then."""
_ERASURES = [Where("kind", "in", sorted(ERASING)), Where("aside", "null")]


_DONE = "erased_again"
"""Key of the view that holds the identity under which it was done; a restore takes a new one."""


class Again(NamedTuple):
    """What became of the erasures: numbers of the matters erased again, and in one sentence which
    could not be; empty when there are none.
    """

    numbers: list[str]
    left: str = ""


def erase_again(context: Context, formers: Sequence[Path]) -> Again:
    """Do in the ledger what lawful erasures did in ledgers that stood here before it.

    Of a matter an erasure of which is damaged there none is done: what it kept may be lost.
    """
    journal = context.journal
    unread: list[str] = []
    missing: dict[str, dict[str, Event]] = {}
    damaged: dict[str, str] = {}
    known: set[str] = set()
    for path in formers:
        try:
            found, lost = _erasures(path)
        except (StoreError, *_ODD):
            unread.append(path.name)
            continue
        for key, event in found.items():
            missing.setdefault(event.subject, {}).setdefault(event.id, event)
            known.add(key)
        damaged |= lost
        unread += [path.name] if any(not each.startswith(DISPUTE) for each in lost.values()) else []
    known |= dict(journal.events.fetch_many(damaged)).keys()
    halves = {subject for key, subject in damaged.items() if key not in known}
    wanted = {subject: _lacking(journal, subject, found) for subject, found in missing.items()}
    wanted = {each: events for each, events in wanted.items() if events and each not in halves}
    numbers, again = _numbers(journal, wanted), _numbers(journal, halves)
    try:
        with journal.transaction():
            if wanted:
                _apply(context, wanted)
            if formers:
                journal.views.put(_DONE, {"device": journal.device})
    except (OSError, Refused, StoreError):
        numbers, again = [], sorted({*numbers, *again})
    return Again(numbers, "；".join(filter(None, (to_do_again(again), _unread(unread)))))


def left_undone(context: Context, formers: Sequence[Path]) -> bool:
    """Whether a restore ended before it came to erasing again."""
    if not formers:
        return False
    journal = context.journal
    return (journal.views.fetch(_DONE) or {}).get("device") != journal.device


def told_of(again: Again) -> str:
    """What a ledger put in place had to forget again, and what somebody still has to see to."""
    numbers = "、".join(again.numbers)
    done = f"备份以后依法删除过的已再次删除：{numbers}。" if numbers else ""
    return done + (f"{again.left}。" if again.left else "")


def _unread(names: Sequence[str]) -> str:
    told = "打不开或有损坏，看不全哪些依法删除过；删除过的请再删一次"
    return f"{'、'.join(names)} {told}" if names else ""


def _numbers(journal: Journal, subjects: Iterable[str]) -> list[str]:
    """The numbers of those of these matters that are here."""
    matters = (all_entries(journal, each) for each in subjects if each.startswith(DISPUTE))
    return sorted(fold(entries).number for entries in matters if stands(entries))


def erased_in(formers: Sequence[Path]) -> list[str]:
    """Numbers of the matters that these ledgers know erasures of, as far as they can be read."""
    found = set()
    for path in formers:
        with suppress(StoreError, *_ODD), closing(Ledger(path, readonly=True)) as ledger:
            rows = ledger.table("events").select(_ERASURES, columns=["subject"])
            ids = {str(subject).removeprefix(DISPUTE) for _, subject in rows}
            for _, record in ledger.table("disputes").fetch_many(ids):
                found.add(str(record.get("number", "")))
    return sorted(found)


def to_do_again(numbers: Sequence[str]) -> str:
    """Asks, in one sentence, to erase matters again; empty when there are none."""
    return f"这几件依法删除过，恢复以后请再删一次：{'、'.join(numbers)}" if numbers else ""


def _erasures(path: Path) -> tuple[dict[str, Event], dict[str, str]]:
    """The erasures that a ledger holds, of all machines: of matters, and in meetings about them.

    By key; those that are damaged apart, with their subject.
    """
    with closing(Ledger(path, readonly=True)) as ledger:
        events = ledger.table("events")
        sound = {key: Event.from_json(record) for key, record in events.documents(_ERASURES)}
        rows = events.select(_ERASURES, columns=["subject"])
        damaged = {key: str(subject) for key, subject in rows if key not in sound}
    return sound, damaged


def _lacking(journal: Journal, subject: str, found: dict[str, Event]) -> list[Event]:
    """Those that are not known here, in causal order; of a meeting only when it is here.

    A matter that is not here may still come, by a parcel of whoever has it.
    """
    here = {event.id for event in all_entries(journal, subject)}
    if not here and not subject.startswith(DISPUTE):
        return []
    return [node.event for node in causal(found.values()) if node.event.id not in here]


def _apply(context: Context, wanted: dict[str, list[Event]]) -> None:
    journal = context.journal
    with journal.transaction():
        for events in wanted.values():
            for event in events:
                journal.restate(event)
        carried = carry_through(journal, wanted, on=context.today.isoformat())
        if context.has_machines:
            from xinfang_tui.desk.post import Post  # loads the ciphers

            Post(journal).erase({*_targets(wanted.values()), *_all(carried.values())})


def _targets(erasures: Iterable[Iterable[Event]]) -> Iterator[str]:
    for events in erasures:
        for event in events:
            yield from map(str, event.payload.get("targets") or ())


def _all(sets: Iterable[set[str]]) -> Iterator[str]:
    for ids in sets:
        yield from ids
