"""Opening a ledger's file: make it, know it, bring it up to date, or refuse it unchanged."""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from store.errors import Missing, NewerSchema, NotALedger, OlderSchema, ReadOnly, damaged_file, told
from store.migrations import APPLICATION, MIGRATIONS, Migration, migrate, schema_of
from store.sqlite_sessions import connect


def prepare(
    path: Path,
    *,
    readonly: bool,
    wait: float,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Leave at ``path`` a ledger of today's lay-out, or raise and change nothing.

    Raises:
        Missing: there is none, and it is to be opened for reading only.
        NotALedger, Truncated, DamagedFile, NewerSchema, OlderSchema: the file says so.
    """
    if not path.exists():
        if readonly:
            raise Missing(f"找不到台账 {path.name}", do="请检查数据文件夹的位置是否正确")
        create(path, migrations)
    if path.stat().st_size == 0:
        raise damaged_file(path)
    with told(path):
        connection = connect(path, readonly=readonly, wait=wait)
        try:
            done = _recognised(connection, path, len(migrations))
        finally:
            connection.close()
    if done < len(migrations):
        _bring_up_to_date(path, readonly, wait, migrations, done)


def _recognised(connection: sqlite3.Connection, path: Path, newest: int) -> int:
    application, done = schema_of(connection)
    if application != APPLICATION or not done:
        raise NotALedger(
            f"{path.name} 不是本程序的台账文件", safe="文件没有改动", do="请确认选对了文件"
        )
    if done > newest:
        raise NewerSchema(
            f"台账 {path.name} 是更新版本的程序写的，本程序读不了",
            safe="文件没有改动",
            do="请更新程序后再打开",
        )
    return done


def _bring_up_to_date(
    path: Path, readonly: bool, wait: float, migrations: Sequence[Migration], done: int
) -> None:
    if readonly:
        raise OlderSchema(
            f"台账 {path.name} 是旧版本的，需要先更新一次",
            safe="文件没有改动",
            do="请用可写的方式打开一次，程序会先备份再更新",
        )
    from store.backup import copy_verified

    stamp = time.strftime("%Y%m%d-%H%M%S")
    copy_verified(path, path.parent / "backup" / f"before-schema-{done + 1}-{stamp}.db")
    with told(path):
        connection = connect(path, readonly=False, wait=wait)
        try:
            connection.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
            migrate(connection, migrations)
        finally:
            connection.close()


def create(path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Make an empty ledger; it appears at ``path`` whole or not at all.

    One made by another window in the same moment is left as it is.
    """
    half = path.with_name(f"{path.name}.{secrets.token_hex(4)}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with told(path):
            connection = sqlite3.connect(half, isolation_level=None)
            try:
                connection.execute("PRAGMA synchronous=EXTRA")
                connection.execute("PRAGMA fullfsync=1")
                migrate(connection, migrations)
            finally:
                connection.close()
        _appear(half, path)
    except OSError as error:
        raise ReadOnly(
            f"不能在 {path.parent} 新建台账（{error.strerror}）",
            do="请检查文件夹的写入权限，或换一个数据文件夹",
        ) from error
    finally:
        half.unlink(missing_ok=True)


def _appear(half: Path, path: Path) -> None:
    try:
        path.hardlink_to(half)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            half.rename(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in a folder durable, where the system has a way to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
