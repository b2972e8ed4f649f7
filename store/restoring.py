"""Putting a backup in the ledger's place; what stood there is kept beside it."""

from __future__ import annotations

import filecmp
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from store.copying import verify_backup
from store.errors import DamagedFile, NotALedger, told, told_of_files
from store.files import clear_halves, free_name, half_of, sync_file, sync_folder
from store.sqlite_session import connect, make_durable

WAIT = 5.0
"""Seconds that another window's writing is waited for."""

_BESIDE = ("-journal", "-wal", "-shm")


def restore(
    backup: Path, target: Path, *, before: Callable[[], object] = lambda: None
) -> Path | None:
    """Put a copy of a backup in the place of the ledger at ``target``.

    The backup is verified first. The present ledger is kept as
    ``NAME-before-restore.db`` (or -2, -3 …), whose path is returned; nothing when there was
    none. At every moment ``target`` is either the one or the other, whole.

    Args:
        before: done last, right before the backup takes its place; must be sound even when the
            process ends before it does.

    Raises:
        DamagedFile: the backup is not without fault.
        Locked: another window is writing.
        StoreError: it could not be done; the present ledger is as it was.
    """
    report = verify_backup(backup)
    if not report.ok:
        raise DamagedFile(
            f"备份 {backup.name} 有 {len(report.problems)} 处损坏，没有恢复",
            safe="现有台账没有改动",
            do="请换一份备份",
        )
    half = half_of(target)
    with told_of_files("恢复备份"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            clear_halves(target.parent)
        try:
            shutil.copyfile(backup, half)
            sync_file(half)
            if not filecmp.cmp(backup, half, shallow=False):
                raise DamagedFile(
                    "备份复制后与原件不一致，没有恢复",
                    safe="现有台账没有改动",
                    do="请检查磁盘，再试一次",
                )
            aside = _keep_aside(target) if target.exists() else None
            before()
            half.replace(target)
            sync_folder(target.parent)
        finally:
            half.unlink(missing_ok=True)
    return aside


def _keep_aside(target: Path) -> Path:
    """Give the present file a second name, with the journal that belongs to it."""
    aside = free_name(target.with_stem(f"{target.stem}-before-restore"))
    with _still(target):
        try:
            aside.hardlink_to(target)
        except OSError:  # a file system without hard links
            shutil.copyfile(target, aside)
            sync_file(aside)
        for suffix in _BESIDE:
            beside = Path(f"{target}{suffix}")
            if beside.exists() and beside.stat().st_size:
                # Left here, it would be played into the restored file.
                beside.replace(f"{aside}{suffix}")
    sync_folder(target.parent)
    return aside


@contextmanager
def _still(target: Path) -> Iterator[None]:
    """Nobody writes meanwhile, and what a crash left undone is settled, if the file opens."""
    with told(target), closing(connect(target, readonly=False, wait=WAIT)) as connection:
        try:
            with told(target):
                make_durable(connection)
                connection.execute("BEGIN EXCLUSIVE")
        except (DamagedFile, NotALedger):
            yield
            return
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
