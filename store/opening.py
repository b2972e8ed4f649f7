"""Opening a ledger's file: make it when there is none, know it, or refuse it unchanged."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from store.errors import (
    Missing,
    NewerSchema,
    NotALedger,
    OlderSchema,
    damaged_file,
    not_a_file,
    told,
    told_of_files,
)
from store.files import sync_file, sync_folder
from store.migrations import APPLICATION, migrate, newest, schema_of
from store.sqlite_session import connect, make_durable


def opened(
    path: Path,
    *,
    readonly: bool,
    wait: float,
    older: bool = False,
) -> sqlite3.Connection:
    """A connection to the ledger at ``path``, made when there is none; else nothing changes.

    ``older`` accepts a file that has not taken every step of :mod:`store.migrations`.

    Raises:
        Missing: there is none, and it is to be opened for reading only.
        NotALedger, Truncated, DamagedFile, NewerSchema, OlderSchema: the file says so.
    """
    try:
        size = path.stat().st_size
    except OSError:
        if readonly:
            raise Missing(f"找不到台账 {path.name}", do="请检查数据文件夹的位置是否正确") from None
        create(path)
    else:
        if path.is_dir():
            raise not_a_file(path)
        if not size:
            raise damaged_file(path)
    with told(path):
        connection = connect(path, readonly=readonly, wait=wait)
        try:
            _recognise(connection, path, older)
        except BaseException:
            connection.close()
            raise
    return connection


def _recognise(connection: sqlite3.Connection, path: Path, older: bool) -> None:
    application, done = _settled(connection, path)
    if application != APPLICATION or not done:
        raise NotALedger(
            f"{path.name} 不是本程序的台账文件", safe="文件没有改动", do="请确认选对了文件"
        )
    if done > newest():
        raise NewerSchema(
            f"台账 {path.name} 是更新版本的程序写的，本程序读不了",
            safe="文件没有改动",
            do="请更新程序后再打开",
        )
    if done < newest() and not older:
        raise OlderSchema(
            f"台账 {path.name} 是旧版本的，需要先更新一次",
            safe="文件没有改动",
            do="请用可写的方式打开一次，程序会先备份再更新",
        )


def _settled(connection: sqlite3.Connection, path: Path) -> tuple[int, int]:
    """The file's schema, read while nobody writes; SQLite would take a cut page for zeros."""
    connection.execute("BEGIN")
    try:
        schema = schema_of(connection)
        if path.stat().st_size % connection.execute("PRAGMA page_size").fetchone()[0]:
            raise damaged_file(path)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
    return schema


def settle(path: Path, *, wait: float) -> None:
    """Undo a save that was cut off, as SQLite does at the first opening for writing.

    Raises:
        ReadOnly: the file or its folder may not be written.
    """
    with told(path), closing(connect(path, readonly=False, wait=wait)) as connection:
        make_durable(connection)
        schema_of(connection)


def create(path: Path) -> None:
    """Make an empty ledger; it appears at ``path`` whole or not at all.

    One made by another window in the same moment is left as it is.
    """
    half = path.with_name(f"{path.name}.{os.urandom(4).hex()}.new")
    with told_of_files(f"在 {path.parent} 新建台账"):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with told(path):
                connection = sqlite3.connect(half, isolation_level=None)
                try:
                    connection.execute("PRAGMA journal_mode=MEMORY").fetchall()
                    migrate(connection)
                finally:
                    connection.close()
            sync_file(half)
            _appear(half, path)
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
