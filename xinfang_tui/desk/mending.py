"""Damage put right: indexes made anew, rows taken back from a whole backup (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from store import DamagedIndex, Ledger, Problem, StoreError, Where
from store.row import Row, document_of, is_sound
from xinfang_tui.desk.erasing import WAITING, carry_through
from xinfang_tui.desk.eventrow import index_of
from xinfang_tui.desk.journal import DISPUTE, Journal
from xinfang_tui.disputes.erased import ERASE
from xinfang_tui.disputes.event import Event, faults
from xinfang_tui.exchange.merge import erasures

Record = dict[str, Any]
FOLDED, MADE = "disputes", "views"
"""Tables whose rows are made anew from the events, or when next needed."""


def mend(journal: Journal, backups: Sequence[Path], *, on: str) -> int:
    """Make damaged indexes anew, then put damaged rows right from the backups, the newest first.

    An entry comes back only as the one it was: the index row still holds its hash. What was
    written since the backup stays, and what was lawfully erased since stays erased.

    Args:
        on: the day, ISO.

    Returns:
        How many rows were put right.

    Raises:
        StoreError: an index is damaged and cannot be made anew; nothing was changed.
    """
    problems = _found_in_order(journal)
    rows = [problem for problem in problems if problem.kind == "row"]
    unsound = [problem.key for problem in problems if problem.kind == "index"]
    with journal.transaction():
        _clear(journal, rows)
        mended = _reindexed(journal, unsound)
        wanted = [each for each in rows if each.table not in (FOLDED, MADE, *WAITING)]
        entries: list[str] = []
        for backup in backups if wanted else ():
            for ledger in _opened(backup):
                found = [(problem, _taken_back(journal, ledger, problem)) for problem in wanted]
                wanted = [problem for problem, key in found if not key]
                mended += sum(bool(key) for _, key in found)
                entries += [key for each, key in found if each.table == journal.events.name and key]
        _erased_again(journal, entries)
    waiting = [problem for problem in rows if problem.table in WAITING]
    return mended + _waiting_again(journal, waiting, backups, on)


def _found_in_order(journal: Journal) -> list[Problem]:
    """What is wrong once the SQL indexes are made anew from the rows; if all of the rows read."""
    ledger = journal.ledger
    problems = ledger.check()
    unfit = any(problem.of_engine for problem in problems)
    pages = [problem for problem in problems if problem.kind == "file"]
    if not (unfit or pages) or any(problem.table for problem in pages):
        return problems
    try:
        ledger.rebuild_indexes(lambda table, rows: _kept(journal, table, rows))
    except StoreError:
        if unfit:
            raise
        return problems  # what is damaged are pages that no index needs
    return ledger.check()


def _kept(journal: Journal, table: str, rows: Sequence[Row]) -> Row:
    """Of rows under one key the newest whole one; of an event the erased one.

    Raises:
        DamagedIndex: they are different events, and none may go.
    """
    sound = [row for row in rows if is_sound(table, row)]
    if table == journal.events.name:
        known = journal.events.select(
            [Where("id", "in", [row.id for row in rows])], columns=["hash"]
        )
        if len({hash for _, hash in known}) > 1:
            raise DamagedIndex(
                f"有 {len(rows)} 条不同的经过记在同一个序号（{rows[0].key}）下，索引没有重建",
                safe="这几条都在，台账没有改动",
                do="请把整个数据文件夹复制一份，再找管理人员",
            )
        sound = [row for row in sound if document_of(row).get("data") is None] or sound
    return (sound or list(rows))[-1]


def _clear(journal: Journal, rows: Iterable[Problem]) -> None:
    """Take away rows that are made anew; a folded one only if it names no dispute any more."""
    known = {str(subject) for (subject,) in journal.events.counts(["subject"])}
    for problem in rows:
        if problem.table == MADE or (
            problem.table == FOLDED and f"{DISPUTE}{problem.key}" not in known
        ):
            journal.ledger.engine.delete(problem.table, [problem.id])


def _opened(backup: Path) -> Iterator[Ledger]:
    """The backup's ledger; nothing when it cannot be read."""
    try:
        ledger = Ledger(backup, readonly=True)
    except StoreError:
        return
    with closing(ledger):
        yield ledger


def _reindexed(journal: Journal, keys: Iterable[str]) -> int:
    """Index rows of events written anew from the events themselves."""
    found = list(journal.events.fetch_many(keys))
    for key, record in found:
        kept = journal.events.select([Where("key", "=", key)], columns=["parcel", "aside"])
        parcel, aside = kept[0][1:] if kept else (None, None)
        index = {**index_of(Event.from_json(record), parcel), "aside": aside}
        journal.events.put(key, record, index)
    return len(found)


def _taken_back(journal: Journal, backup: Ledger, problem: Problem) -> str:
    """The key of the row, if the backup has it and it was put back."""
    if problem.table != journal.events.name:
        found = dict(backup.table(problem.table).fetch_many([problem.key]))
        for key, record in found.items():
            journal.ledger.table(problem.table).put(key, record)
        return problem.key if found else ""
    where = [Where("id", "=", problem.id)]
    for key, hash, parcel, aside in journal.events.select(
        where, columns=["hash", "parcel", "aside"]
    ):
        for _, record in backup.table(problem.table).fetch_many([key]):
            event = Event.from_json(record)
            if event.hash == hash and not faults(event):
                journal.ledger.engine.delete(problem.table, [problem.id])
                journal.events.put(key, record, {**index_of(event, parcel), "aside": aside})
                return str(key)
    return ""


def _erased_again(journal: Journal, keys: Iterable[str]) -> None:
    """Take out of entries from a backup what erasures took out of them since."""
    for key, record in list(journal.events.fetch_many(keys)):
        event = Event.from_json(record)
        left = _as_erased(journal, event)
        if left != event:
            journal.events.put(key, left.to_json())


def _as_erased(journal: Journal, event: Event) -> Event:
    """An entry without its data if an erasure of its subject took them."""
    where = [Where("subject", "=", event.subject), Where("kind", "=", ERASE)]
    asked = (Event.from_json(each) for _, each in journal.events.documents(where))
    return event.erased() if event.data is not None and event.id in erasures(asked) else event


def _waiting_again(
    journal: Journal, rows: Iterable[Problem], backups: Iterable[Path], on: str
) -> int:
    """Put entries that waited or were set apart back, but for what was erased since; how many."""
    wanted = {(problem.table, problem.key) for problem in rows}
    found: dict[tuple[str, str], Event] = {}
    for backup in backups if wanted else ():
        for ledger in _opened(backup):
            for table, key in wanted - found.keys():
                for _, record in ledger.table(table).fetch_many([key]):
                    found[table, key] = Event.from_json(record)
    with journal.transaction():
        events = [*found.values()]
        carry_through(journal, {event.subject for event in events}, on=on, held=events)
        for (table, key), event in found.items():
            journal.ledger.table(table).put(key, _as_erased(journal, event).to_json())
    return len(found)
