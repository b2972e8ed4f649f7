"""Copies of an erased matter: those of this machine are cleaned, others listed (DESIGN §4)."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import Ledger, StoreError, Where
from store.files import clear_halves
from xinfang_tui.areacode import VILLAGE, level_of
from xinfang_tui.desk.asleft import ERASING, entries_left
from xinfang_tui.desk.entrydrafts import EntryDrafts
from xinfang_tui.desk.erasing import WAITING, carry_through, reached
from xinfang_tui.desk.hiding import known_names
from xinfang_tui.desk.index import COLUMNS, INDEXES, row
from xinfang_tui.desk.journal import DISPUTE, Journal
from xinfang_tui.desk.meetingerasing import MEETING
from xinfang_tui.desk.opening import BACKUP, DRILL, FORGETTING, former_ledgers, wall_clock
from xinfang_tui.desk.paperkinds import KINDS
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes import erasing
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import PRINT
from xinfang_tui.documents.placing import put
from xinfang_tui.meeting.erased import beside_matters
from xinfang_tui.meeting.meeting import fold_meeting
from xinfang_tui.notes import read_note, write_note
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.desk.care import Care
    from xinfang_tui.desk.context import Context

Record = Mapping[str, Any]
BACKUPS = "backups.json"
A_WHILE = 60
"""Seconds within which whoever began to clean the copies is taken to be still at it."""


def note_backup(context: Context, file: Path) -> None:
    """Remember a backup that was written outside the data folder: an erasure does not reach it."""
    if file.resolve().is_relative_to(context.folder.resolve()):
        return
    made = {"file": str(file), "on": context.today.isoformat()}
    text = json.dumps([*written_elsewhere(context.folder), made], ensure_ascii=False, indent=1)
    with suppress(OSError, Refused):  # the backup is made all the same
        put(context.folder / BACKUPS, text.encode(), do="")


def written_elsewhere(folder: Path) -> list[dict[str, str]]:
    """The backups written elsewhere: kept beside the ledger, so that restoring one forgets none."""
    try:
        listed = json.loads((folder / BACKUPS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [each for each in listed if _is_noted(each)] if isinstance(listed, list) else []


def _is_noted(each: Any) -> bool:
    return isinstance(each, dict) and all(
        isinstance(each.get(part), str) for part in ("file", "on")
    )


def begin_forgetting(context: Context, ids: Sequence[str], subjects: Sequence[str]) -> None:
    """Remember, before an erasure is kept, that the copies beside the ledger have to follow.

    What is broken off between the two is gone on with when the ledger is opened next.

    Args:
        ids: of the erased events; subjects: of what they are about.

    Raises:
        Refused: that cannot be written down; then nothing is to be erased yet.
    """
    before = read_note(context.folder / FORGETTING)
    now = {"ids": ids, "subjects": subjects}
    merged = {key: sorted({*before.get(key, []), *found}) for key, found in now.items()}
    try:
        write_note(context.folder / FORGETTING, merged)
    except OSError as fault:
        raise Refused(
            f"依法删除要先在数据文件夹里记下，写不进去（{disk_words(fault)}）",
            safe="还没有删除，台账没有改动",
            do="请看看数据文件夹所在的磁盘是否已满、是否只能读，再做一次",
        ) from fault


def left_to_forget(folder: Path) -> tuple[list[str], list[str]] | None:
    """The ids and subjects of erasures that copies did not follow; None when all did, or still do.

    Another window may be at it for a while.
    """
    try:
        age = time.time() - (folder / FORGETTING).stat().st_mtime
    except OSError:
        return None
    if abs(age) < A_WHILE:
        return None
    record = read_note(folder / FORGETTING)
    return list(record.get("ids") or []), list(record.get("subjects") or [])


def end_forgetting(context: Context) -> None:
    """The copies followed, as far as they can."""
    with suppress(OSError):
        (context.folder / FORGETTING).unlink(missing_ok=True)


def renew(context: Context, care: Care) -> list[str]:
    """A new backup in the folder of backups, and none from before; in words what went wrong."""
    folder = context.folder / BACKUP
    upgraded = list(folder.glob("before-upgrade-*.db"))
    try:
        if upgraded and not list(folder.glob("ledger-*.db")):
            care.backup()
        care.renew()
        for path in upgraded:
            path.unlink(missing_ok=True)
        for each in (context.folder, folder):
            clear_halves(each, older=0)
        for path in context.folder.glob(f"{DRILL}*"):
            shutil.rmtree(path)
    except (OSError, Refused, StoreError):
        return ["本机的备份没有换成新的，旧备份里还有，请再备份一次并删去旧备份"]
    return []


def clean(context: Context, subjects: Collection[str]) -> list[str]:
    """Carry erasures into the former ledgers of this machine, and drop drafts of what they are of.

    What else was written there stays.

    Returns:
        In words what could not be opened or dropped.
    """
    left = []
    try:
        EntryDrafts(context).drop_stale([each.removeprefix(DISPUTE) for each in subjects])
    except OSError:
        left.append("本机填到一半的草稿删不掉，请自行删去 drafts 文件夹")
    for path in former_ledgers(context.folder):
        try:
            _clean(context, path, subjects)
        except (OSError, Refused, StoreError):
            left.append(f"本机 {path.name}（恢复备份以前的台账）打不开，没有删到，请自行处理")
    return left


def _clean(context: Context, path: Path, subjects: Collection[str]) -> None:
    ledger = Ledger(path)
    try:
        journal = Journal(
            ledger,
            secrets.token_hex(6),
            entropy=os.urandom,
            now=wall_clock,
            columns=COLUMNS,
            indexes=INDEXES,
        )
        journal.indexer = lambda dispute: row(dispute, context.rules)
        with journal.transaction():
            for subject in subjects:
                there = {(event.device, event.seq) for event in journal.of(subject)}
                ours = context.journal.of(subject)
                coming = [e for e in ours if e.kind in ERASING and (e.device, e.seq) not in there]
                if there:
                    journal.adopt(coming, "")
            carried = carry_through(journal, subjects, on=context.today.isoformat())
            gone = {id for ids in carried.values() for id in ids}
            gone |= {id for subject in subjects for id in _targets(context.journal.of(subject))}
            for name in WAITING:
                _empty(ledger, name, gone)
    finally:
        ledger.close()


def _targets(events: Collection[Event]) -> Iterator[str]:
    for event in events:
        yield from event.payload.get("targets") or ()


def _empty(ledger: Ledger, name: str, ids: Collection[str]) -> None:
    table = ledger.table(name)
    for key, record in list(table.documents()):
        if record["id"] in ids:
            table.put(key, Event.from_json(record).erased().to_json())


def naming(context: Context, what: str, entries: Sequence[Event]) -> Iterator[str]:
    """Meetings that go on repeating what was erased where they speak of no matter, line by line.

    Args:
        what: what was asked for; entries: of the matter, as they were before.
    """
    known = known_names(context.rules)
    repeats = erasing.naming(erasing.asked(what, entries), entries, known)
    for subject in sorted({event.subject for event in context.journal.room("meeting")}):
        left = entries_left(context.journal, subject)
        texts = (t for e in left if e.kind not in ERASING for t in beside_matters(e.payload))
        if any(map(repeats, texts)):
            meeting = fold_meeting(subject.removeprefix(MEETING), left)
            yield (
                f"{meeting.on} {meeting.name}的地点、主持人、参加人或更正、取消的理由里"
                "有同样的姓名或号码，本机没有删，请核对"
            )


def elsewhere(context: Context, id: str) -> list[str]:
    """Where copies of a dispute lie that this machine cannot reach, line by line."""
    subject = f"{DISPUTE}{id}"
    events = [event for event in context.journal.of(subject) if event.kind not in ERASING]
    lines = [*_parcels(context, subject, events), *_backups(context), *_papers(context, events)]
    lines += _minutes(context, subject)
    return (
        [*lines, "别处自己留的备份、打印件和 U 盘上的文件，本机删不到，请逐处销毁"] if lines else []
    )


def _parcels(context: Context, subject: str, events: Collection[Event]) -> Iterator[str]:
    if not context.has_machines:
        return
    from xinfang_tui.desk.post import CAME, SENT, Post  # loads the ciphers

    post, names = Post(context.journal), context.rules.places.name
    before: dict[str, Record] = {}
    dispute = context.journal.dispute(subject.removeprefix(DISPUTE))
    places = {dispute.village, *dispute.places} if dispute is not None else set()
    places |= {step.village for step in dispute.transitions} if dispute is not None else set()
    for sent in post.parcels(SENT):
        unit = str(sent["unit"])
        known = before.get(unit, {})
        fresh = any(known.get(e.device, 0) < e.seq <= sent["tops"].get(e.device, 0) for e in events)
        if sent["receipted"]:
            before[unit] = sent["tops"]
        if fresh and (level_of(unit) != VILLAGE or unit in places):
            state = "对方已收到，接到下一个包后同样删除" if sent["receipted"] else "还没有回执"
            yield f"{sent['on']} 发给{names(unit)}的报送包 {sent['file']}（{state}）"
    brought = {
        str(parcel)
        for _, parcel in context.journal.events.select(
            [Where("subject", "=", subject), Where("parcel", "not null")], columns=("parcel",)
        )
    }
    for came in post.parcels(CAME):
        if str(came["id"]) in brought:
            unit = names(str(came["machine"]["unit"]))
            yield f"{came['on']} 收到的{unit}报送包 {came['file']}（对方接到下一个包后同样删除）"


def _backups(context: Context) -> Iterator[str]:
    for made in written_elsewhere(context.folder):
        yield f"{made['on']} 写到别处的备份 {made['file']}"


def _papers(context: Context, events: Collection[Event]) -> Iterator[str]:
    """Papers made with names: of the matter itself, and lists of many."""
    begun = min((event.on for event in events), default="")
    where = [Where("subject", ">=", "print:"), Where("subject", "<", "print;")]
    lists = [Event.from_json(r) for _, r in context.journal.events.documents(where)]
    lists = [event for event in lists if event.on >= begun]
    for event in (*(e for e in events if e.kind == PRINT), *lists):
        kind = KINDS.get(str(event.payload.get("paper", "")))
        name = kind.name if kind else str(event.payload.get("paper", ""))
        yield f"{event.on} 做过写明姓名的“{name}”（{event.by}）"


def _minutes(context: Context, subject: str) -> Iterator[str]:
    """Minutes and slips of the meetings that an erasure took something out of."""
    for each in reached(context.journal, subject):
        if each.startswith(MEETING):
            events = context.journal.of(each)
            meeting = fold_meeting(each.removeprefix(MEETING), events)
            if meeting.closed:
                yield f"{meeting.on} {meeting.name}的纪要和交办单（印发过的请收回，重出一份）"
