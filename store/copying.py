"""A copy of a ledger that is known to be good before it gets its name."""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path
from typing import NamedTuple

from store.engine import Engine, Problem
from store.errors import DamagedFile, told_of_files
from store.files import clear_halves, half_of, sync_file, sync_folder
from store.sqlite_engine import SqliteEngine


class Report(NamedTuple):
    """What was found in a copy.

    Attributes:
        path: the file.
        tables: each table's name and how many documents it has.
        problems: what is wrong; empty when all is well.
    """

    path: Path
    tables: dict[str, int]
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether all is well."""
        return not self.problems

    @property
    def whole(self) -> bool:
        """Whether the file holds together, though single rows may be damaged."""
        return all(problem.kind != "file" and not problem.of_engine for problem in self.problems)


def verify_backup(path: Path) -> Report:
    """Look at the structure and every row of a ledger's copy, writing nothing.

    Raises:
        StoreError: it is no ledger, or cannot be read at all.
    """
    with closing(SqliteEngine(path, readonly=True, wait=1.0, older=True)) as engine:
        return Report(path, engine.tables(), tuple(engine.check(None)))


def copy_verified(engine: Engine, target: Path) -> Report:
    """Write a copy that appears at ``target`` only once it is verified and durable.

    SQL indexes that do not fit their rows are copied as they are, and made anew in the copy.

    Raises:
        DamagedIndex: rows stand under one key.
        DamagedFile: the copy does not hold what the ledger does.
        StoreError: it could not be written.
    """
    half = half_of(target)
    with told_of_files("写备份"):
        target.parent.mkdir(parents=True, exist_ok=True)
        with suppress(OSError):
            clear_halves(target.parent)
        try:
            with engine.snapshot():
                expected = engine.tables()
                engine.copy_into(half)
            report = verify_backup(half)
            if any(problem.of_engine for problem in report.problems):
                with closing(SqliteEngine(half, readonly=False, wait=1.0, older=True)) as copy:
                    copy.rebuild_indexes()
                report = verify_backup(half)
            if report.tables != expected or not report.whole:
                raise DamagedFile(
                    "写出的备份与台账不一致，这份备份没有保留",
                    safe="台账和以前的备份没有改动",
                    do="请先运行 xinfang verify --rebuild，再备份一次；仍不成，请检查磁盘",
                )
            sync_file(half)
            half.rename(target)
            sync_folder(target.parent)
        finally:
            half.unlink(missing_ok=True)
            half.with_name(f"{half.name}-journal").unlink(missing_ok=True)
    return Report(target, report.tables, report.problems)
