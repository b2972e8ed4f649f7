"""How a ledger's file is laid out, step by named step; a file knows which steps it has taken.

A step, once released, never changes: a new lay-out is a new step at the end.
"""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

APPLICATION = 0x5846_5455
"""``PRAGMA application_id`` of a ledger: "XFTU"."""


class Migration(NamedTuple):
    """One step.

    Attributes:
        name: what it does; recorded in the file.
        statements: SQL, run in one transaction with the record of the step.
    """

    name: str
    statements: tuple[str, ...]


MIGRATIONS: tuple[Migration, ...] = (
    Migration(
        "tables of documents",
        (
            """CREATE TABLE catalogue(
                 number INTEGER PRIMARY KEY,
                 name TEXT NOT NULL UNIQUE,
                 listed INTEGER NOT NULL DEFAULT 1,
                 next_id INTEGER NOT NULL DEFAULT 1,
                 columns TEXT,
                 indexes TEXT)""",
        ),
    ),
)


def schema_of(connection: sqlite3.Connection) -> tuple[int, int]:
    """The file's ``application_id`` and how many steps it has taken."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    return application, connection.execute("PRAGMA user_version").fetchone()[0]


def newest() -> int:
    """How many steps a ledger of today has taken."""
    return len(MIGRATIONS)


def migrate(connection: sqlite3.Connection) -> list[str]:
    """Take the steps that the file has not taken, each in its own transaction.

    Returns the names of the steps taken.

    Raises:
        sqlite3.Error: a step failed; it and those after it were not taken.
    """
    taken: list[str] = []
    while True:
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Read under the lock: another window may be at the same work.
            done = schema_of(connection)[1]
            if done >= newest():
                connection.execute("COMMIT")
                return taken
            _take(connection, MIGRATIONS[done], done + 1)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        taken.append(MIGRATIONS[done].name)


def _take(connection: sqlite3.Connection, migration: Migration, version: int) -> None:
    connection.execute(
        """CREATE TABLE IF NOT EXISTS migration(
             version INTEGER PRIMARY KEY,
             name TEXT NOT NULL,
             at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')))"""
    )
    for statement in migration.statements:
        connection.execute(statement)
    connection.execute(
        "INSERT INTO migration(version, name) VALUES(?, ?)", (version, migration.name)
    )
    connection.execute(f"PRAGMA application_id={APPLICATION}")
    connection.execute(f"PRAGMA user_version={version}")
