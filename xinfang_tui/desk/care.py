"""Taking care of the ledger: backups, checking, saying how it is (DESIGN §7)."""

from __future__ import annotations

import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from store import DamagedFile, Ledger, NotALedger, StoreError
from store.backup import backup as store_backup
from store.interchange import write_tinydb
from store.restoring import restore as store_restore
from xinfang_tui.desk import opening
from xinfang_tui.desk.checking import check_chains, check_folds
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.copies import note_backup, written_elsewhere
from xinfang_tui.desk.mending import mend
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes.fold import FOLD
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
Progress = Callable[[int, int], None]
STALE = 7
LOW = 200 * 1024 * 1024
OTHER_FOLD = "各件的汇总是另一版本的程序合成的，没有比对；下次打开台账时会重新整理"
MEND = "请运行 xinfang verify --rebuild，从备份里找回"
RESTORE = "就地修不好，请从最近的备份恢复（xinfang restore 备份文件），现有文件会另外保留"


class Care:
    """The desk's facet for backups and checks."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def folder(self) -> Path:
        """Where backups go unless told otherwise."""
        return self._context.folder / opening.BACKUP

    def backup(self, folder: Path | None = None) -> Record:
        """Write a verified backup; ``{file, bytes, events, disputes}``.

        Raises:
            StoreError: no backup was made; nothing was changed.
        """
        self._context.demand("backup")
        journal = self._context.journal
        target = folder or self.folder
        try:
            target.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise Refused(
                f"备份文件夹“{target}”建不了（{disk_words(fault)}）",
                safe="台账没有动",
                do="请换一个文件夹，或插好 U 盘再试",
            ) from fault
        made = store_backup(journal.ledger, target, stamp=_stamp(target, datetime.now()))
        note_backup(self._context, made)
        return {
            "file": str(made),
            "bytes": made.stat().st_size,
            "events": journal.events.count(),
            "disputes": journal.disputes.count(),
        }

    def renew(self) -> None:
        """After an erasure: a new backup in the folder of backups, and none from before it."""
        before = list(self.folder.glob("ledger-*.db")) if self.folder.exists() else []
        if not before:
            return
        made = Path(self.backup()["file"])
        for path in before:
            if path != made:
                path.unlink(missing_ok=True)

    def last_backup(self) -> str | None:
        """The day of the newest backup, also of one on a stick, ISO; None without any."""
        return _last_day(self._context.folder) or None

    def _copies(self) -> list[Path]:
        """The backups in the usual folder, the newest first."""
        return copies_in(self._context.folder)

    def drill(self) -> Record:
        """Rehearse a restore in a folder beside the ledger and throw it away; how long it took.

        Returns:
            ``{file, seconds, ok, disputes}`` of the newest backup.
        """
        newest = self._newest()
        begun = time.monotonic()
        with TemporaryDirectory(dir=self._context.folder, prefix=opening.DRILL) as spare:
            store_restore(newest, Path(spare) / opening.LEDGER)
            copy = Ledger(Path(spare) / opening.LEDGER, readonly=True)
            disputes = copy.table("disputes").count()
            copy.close()
        return {
            "file": str(newest),
            "seconds": round(time.monotonic() - begun, 2),
            "ok": True,
            "disputes": disputes,
        }

    def _newest(self) -> Path:
        """The newest backup at hand, in the usual folder or on a stick that is in."""
        elsewhere = [Path(made["file"]) for made in written_elsewhere(self._context.folder)]
        copies = [*self._copies(), *(path for path in elsewhere if path.is_file())]
        if copies:
            return max(copies, key=lambda path: path.stat().st_mtime)
        if elsewhere:
            raise Refused(
                f"上次备份写在 {elsewhere[-1]}，现在读不到",
                do="请插上那个 U 盘，或先备份一次，再做恢复演练",
            )
        raise Refused("还没有备份", do="请先备份一次，再做恢复演练")

    def verify(self, progress: Progress | None = None) -> Record:
        """Check every row, chain and fold.

        Returns:
            ``{ok, events, disputes, problems: [text…], notes: [text…]}``; reads only. ``notes`` say
            what could not be compared, and is no fault.
        """
        journal = self._context.journal
        problems = [problem.text for problem in journal.ledger.check()]
        counts = []
        for look in (check_chains, check_folds):
            try:
                count, found = look(journal, progress)
            except StoreError as fault:  # a page that cannot be read; the check has named it
                count, found = 0, [fault.wrong]
            counts.append(count)
            problems += found
        events, disputes = counts
        notes = [] if journal.folded_by == FOLD else [OTHER_FOLD]
        return _verified(events, disputes, problems, notes)

    def quick_check(self) -> list[str]:
        """What is wrong with the file's structure, in words; done after every opening.

        May run in a thread of its own beside other work (DESIGN §7).
        """
        return [problem.text for problem in self._context.journal.ledger.quick_check()]

    def rebuild(self, backup: Path | None = None) -> int:
        """Take damaged entries back from backups, then fold and index every dispute; how many.

        Args:
            backup: the one to take from; else those in the usual folder, the newest first.
        """
        if backup is not None and not backup.exists():
            raise Refused(f"没有“{backup}”这个文件", safe="台账没有动", do="请看看文件名对不对")
        journal = self._context.journal
        try:
            on = self._context.today.isoformat()
            mend(journal, [backup] if backup else self._copies(), on=on)
            return journal.refold_all()
        except DamagedFile as fault:
            raise beyond_mending(fault) from fault

    def doctor(self, progress: Progress | None = None) -> Record:
        """How the machine, the folder and every record of the ledger are, in words.

        Returns:
            ``{ok, items: [{name, state, text}]}``; state is ok, warn or bad.
        """
        context = self._context
        items = [
            *surroundings(context.folder, context.today),
            self._clock(),
            self._file(progress),
            self._rows(),
        ]
        return _diagnosis(items)

    def to_json(self, path: Path) -> int:
        """Write the whole ledger as a stock TinyDB JSON file; how many documents."""
        self._context.demand("export_unmasked")
        return write_tinydb(self._context.journal.ledger, path)

    def _clock(self) -> Record:
        newest = self._context.journal.events.top("day")
        today = self._context.today.isoformat()
        if newest is not None and str(newest) > today:
            return _item("日期", "warn", f"台账里有 {newest} 的记录，比今天（{today}）晚")
        return _item("日期", "ok", f"今天 {today}")

    def _file(self, progress: Progress | None) -> Record:
        problems = self._context.journal.ledger.check(progress)
        broken = sum(problem.kind == "file" for problem in problems)
        unsound = sum(problem.kind == "index" for problem in problems)
        if broken:
            text = f"结构有 {broken} 处损坏。请先运行 xinfang verify --rebuild；还是不行，"
            return _item("台账文件", "bad", text + _way_back(self._copies()))
        if unsound:
            text = f"索引有 {unsound} 处不符，登记的内容没有少。"
            return _item("台账文件", "bad", f"{text}请运行 xinfang verify --rebuild 重建")
        return _item("台账文件", "ok", "结构完好")

    def _rows(self) -> Record:
        damaged = self._context.journal.ledger.damaged()
        if damaged:
            text = f"有 {len(damaged)} 条记录损坏，已放在一边，其余可用。{MEND}"
            return _item("记录", "bad", text)
        return _item("记录", "ok", f"共 {self._context.journal.disputes.count()} 件")


def copies_in(folder: Path) -> list[Path]:
    """The backups in a data folder, the newest first."""
    copies = [
        (path.stat().st_mtime, path) for path in (folder / opening.BACKUP).glob("ledger-*.db")
    ]
    return [path for _, path in sorted(copies, reverse=True)]


def surroundings(folder: Path, today: date) -> list[Record]:
    """How all around a ledger is: program, folder, disk, backups."""
    free = shutil.disk_usage(folder).free
    last = _last_day(folder)
    fresh = bool(last) and (today - date.fromisoformat(last)).days <= STALE
    return [
        _item("程序", "ok", f"Python {sys.version.split()[0]}，SQLite {sqlite3.sqlite_version}"),
        _item("数据文件夹", "ok", str(folder)),
        _item("磁盘", "ok" if free > LOW else "warn", f"剩余 {free // (1024 * 1024)} MB"),
        _item(
            "备份",
            "ok" if fresh else "warn",
            f"最近一次 {last}" if last else "还没有备份，请备份一次",
        ),
    ]


def beyond_mending(fault: StoreError) -> StoreError:
    """A fault met while mending: it does not send anybody to the mending once more."""
    if type(fault) is DamagedFile:
        return DamagedFile(fault.wrong, safe=fault.safe, do=RESTORE)
    return fault


def unreadable(fault: StoreError) -> Record | None:
    """What :meth:`Care.verify` can say of a ledger too damaged to open; None for other faults."""
    return _verified(0, 0, [fault.text]) if isinstance(fault, DamagedFile | NotALedger) else None


def diagnose(folder: Path, today: date, fault: StoreError) -> Record:
    """What the doctor can say of a ledger that does not open: see :meth:`Care.doctor`."""
    broken = isinstance(fault, DamagedFile | NotALedger)
    text = f"{fault.wrong}。{_way_back(copies_in(folder))}" if broken else fault.text
    return _diagnosis([*surroundings(folder, today), _item("台账文件", "bad", text)])


def _way_back(copies: Sequence[Path]) -> str:
    if not copies:
        return "本机没有备份：请先把整个数据文件夹复制一份，再找管理人员"
    return f"请从备份恢复：xinfang restore {copies[0]}（现有文件会另外保留）"


def _last_day(folder: Path) -> str:
    """The day of the newest backup of a data folder, wherever it was written; "" without any."""
    days = [_day_of(path) for path in copies_in(folder)[:1]]
    return max([*days, *(made["on"] for made in written_elsewhere(folder))], default="")


def _day_of(copy: Path) -> str:
    """The day by the machine's calendar, as the day that people work on is."""
    return date.fromtimestamp(copy.stat().st_mtime).isoformat()


def _verified(events: int, disputes: int, problems: list[str], notes: Sequence[str] = ()) -> Record:
    return {
        "ok": not problems,
        "events": events,
        "disputes": disputes,
        "problems": problems,
        "notes": list(notes),
    }


def _diagnosis(items: list[Record]) -> Record:
    return {"ok": all(item["state"] != "bad" for item in items), "items": items}


def _stamp(folder: Path, now: datetime) -> str:
    stamp = now.strftime("%Y%m%d-%H%M%S")
    n = 1
    while (folder / f"ledger-{stamp}.db").exists():
        n += 1
        stamp = f"{now:%Y%m%d-%H%M%S}-{n}"
    return stamp


def _item(name: str, state: str, text: str) -> Record:
    return {"name": name, "state": state, "text": text}
