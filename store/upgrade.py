"""Bringing a ledger of an older lay-out up to date, after a verified backup."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

from store.copying import copy_verified
from store.errors import told
from store.files import free_name
from store.migrations import migrate
from store.sqlite_engine import SqliteEngine
from store.sqlite_session import connect, make_durable


def upgrade(path: Path, *, wait: float) -> list[str]:
    """Take the steps that the file has not taken; their names.

    The ledger as it was is first copied to ``backup/before-upgrade-DATE-TIME.db`` beside it.

    Raises:
        StoreError: the copy or a step failed; that step and those after it were not taken.
    """
    stamp = time.strftime("%Y%m%d-%H%M%S")
    copy = free_name(path.parent / "backup" / f"before-upgrade-{stamp}.db")
    with closing(SqliteEngine(path, readonly=False, wait=wait, older=True)) as engine:
        copy_verified(engine, copy)
    with told(path), closing(connect(path, readonly=False, wait=wait)) as connection:
        make_durable(connection)
        return migrate(connection)
