"""Backups of the ledger, kept by generations; looking at one, and the way back."""

from __future__ import annotations

import re
from pathlib import Path

from store.copying import Report, copy_verified, verify_backup
from store.errors import told_of_files
from store.files import free_name
from store.generations import surplus
from store.ledger import Ledger
from store.restoring import restore

__all__ = ["Report", "backup", "restore", "verify_backup"]

_STAMP = re.compile(r"[0-9A-Za-z]+(-[0-9A-Za-z]+)*\Z")


def backup(ledger: Ledger, folder: Path, *, keep: int = 14, stamp: str) -> Path:
    """Write a verified copy into ``folder`` as ``ledger-STAMP.db``; the copy's path.

    Other copies made here then go by :func:`store.generations.surplus`, but only when this
    one is without fault; this one stays, even under the stamp of a clock that was set back.
    Rows damaged in the ledger are damaged in the copy; the ledger then names them in
    ``damaged()``, and every older copy stays.

    Raises:
        ValueError: the stamp is not letters, digits and hyphens.
        StoreError: no copy was made, and nothing was changed.
    """
    if not _STAMP.match(stamp):
        raise ValueError(f"not a stamp: {stamp!r}")
    target = free_name(folder / f"ledger-{stamp}.db")
    report = copy_verified(ledger.engine, target)
    ledger.note(report.problems)
    if report.ok:
        with told_of_files("整理旧备份"):
            made = {path.stem.removeprefix("ledger-"): path for path in folder.glob("ledger-*.db")}
            gone = [made[old] for old in surplus(made, keep)]
            for old in gone:
                if old != target:
                    old.unlink()
    return target
