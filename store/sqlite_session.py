"""One connection to a SQLite file, set up as the ledger needs it, and its transaction.

The settings are those that lost nothing in simulated power cuts: ``journal_mode=TRUNCATE``,
``synchronous=EXTRA``, ``fullfsync=1`` (DESIGN §7). WAL is not used: its reader writes beside
the file, and it is sound only from SQLite 3.51.3 on.
"""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

from store.errors import SAFE, Locked, StoreError

_READING = ("PRAGMA trusted_schema=0", "PRAGMA temp_store=MEMORY")
_WRITING = (
    "PRAGMA synchronous=EXTRA",
    "PRAGMA fullfsync=1",
    "PRAGMA foreign_keys=1",
    "PRAGMA secure_delete=1",
    "PRAGMA cache_size=-98304",  # a large import stays in memory until it is committed
)


def connect(path: Path, *, readonly: bool, wait: float) -> sqlite3.Connection:
    """A connection to an existing file; nothing is written by connecting.

    Raises:
        sqlite3.Error: as SQLite says it.
    """
    mode = "ro" if readonly else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=wait,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
    )
    for pragma in _READING:
        connection.execute(pragma)
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Set a connection up for writing, before its first transaction.

    Raises:
        Locked: another program holds the file in a way that loses saves.
        sqlite3.Error: as SQLite says it.
    """
    mode = connection.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
    if mode != "truncate":
        raise Locked("另一个程序正以不同的方式打开着台账", safe=SAFE, do="请关闭那个程序后再试一次")
    for pragma in _WRITING:
        connection.execute(pragma)


class Session:
    """One thread's connection and its transaction.

    Attributes:
        connection: the SQLite connection.
        depth: how many ``transaction()`` blocks are open.
        reading: how many ``snapshot()`` blocks are open.
        lock: held while a query runs, so that nobody closes the connection under it.
        broken: the error after which the open transaction can only be undone.
        writes: whether the connection was set up for writing.
        known: what the engine remembers about tables on this connection; emptied when a
            transaction is undone.
    """

    __slots__ = (
        "__weakref__",
        "broken",
        "connection",
        "depth",
        "known",
        "lock",
        "reading",
        "writes",
    )

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.lock = threading.Lock()
        self.depth = 0
        self.reading = 0
        self.broken: StoreError | None = None
        self.writes = False
        self.known: dict[str, Any] = {}
