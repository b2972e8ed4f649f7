"""The ledger: TinyDB's database on an engine that loses nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import Storage

from store.engine import Choice, Engine, Problem, Progress
from store.errors import OlderSchema, ReadOnly, Unfinished
from store.mapping import Aside, Rows
from store.opening import settle
from store.row import body_of, is_sound
from store.sqlite_engine import SqliteEngine
from store.table import RowTable
from store.upgrade import upgrade


def _engine(path: Path, readonly: bool, wait: float) -> Engine:
    try:
        return SqliteEngine(path, readonly=readonly, wait=wait)
    except OlderSchema:
        if readonly:
            raise
        upgrade(path, wait=wait)
    except Unfinished as unfinished:
        try:
            settle(path, wait=wait)
        except ReadOnly:
            raise unfinished from None
    return SqliteEngine(path, readonly=readonly, wait=wait)


class RowStorage(Storage):
    """What TinyDB asks of a storage; tables go past it, straight to the engine.

    Attributes:
        engine: where the rows are.
        aside: the damaged rows met so far.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.aside: Aside = {}

    def read(self) -> dict[str, dict[str, Any]]:
        """Every table, its rows read when touched."""
        return {
            name: Rows(self.engine, name, self.aside)  # type: ignore[misc]
            for name in self.engine.tables()
        }

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Leave exactly these tables, all at once."""
        with self.engine.transaction():
            kept = {name: {int(i): dict(d) for i, d in rows.items()} for name, rows in data.items()}
            for name in self.engine.tables():
                self.engine.drop(name)
            for name, rows in kept.items():
                self.engine.create(name)
                for id, document in rows.items():
                    self.engine.save(name, id, None, body_of(document))

    def close(self) -> None:
        """Let go of the file."""
        self.engine.close()


class Ledger(TinyDB):
    """A TinyDB database whose every call is one durable transaction.

    Safe to use from several threads and several windows at once. Opening reads a few bytes;
    documents are read when asked for.
    """

    table_class = RowTable

    def __init__(self, path: Path, *, readonly: bool = False, wait: float = 10.0) -> None:
        """Open the ledger at ``path``, or make it when there is none and it may be written.

        ``wait`` is how many seconds another window's writing is waited for. Opening for reading
        changes nothing, but for a save that was cut off: that is undone first.

        Raises:
            StoreError: it cannot be opened, and was not changed.
        """
        engine = _engine(Path(path), readonly, wait)
        self._engine: Engine = engine
        storage = RowStorage(engine)
        self._aside = storage.aside
        super().__init__(storage=lambda: storage)

    @property
    def engine(self) -> Engine:
        """Where the rows are."""
        return self._engine

    @property
    def path(self) -> Path:
        """The ledger's file."""
        return self._engine.path

    def table(self, name: str, **options: Any) -> RowTable:
        """The table of this name; ``persist_empty`` is refused, as it would empty it."""
        if options.get("persist_empty"):
            raise ValueError("persist_empty would clear the table")
        table = super().table(name, **options)
        assert isinstance(table, RowTable)
        return table

    def tables(self) -> set[str]:
        """The names of the tables."""
        return set(self._engine.tables())

    def drop_table(self, name: str) -> None:
        """Remove a table with its documents."""
        self._tables.pop(name, None)
        self._engine.drop(name)

    def drop_tables(self) -> None:
        """Remove every table with its documents."""
        with self.transaction():
            for name in self._engine.tables():
                self._engine.drop(name)
        self._tables.clear()

    def transaction(self) -> AbstractContextManager[None]:
        """All that is done inside is saved at once at the end of the outermost, or not at all.

        It belongs to this thread; others go on reading what was saved before. An inner one
        that fails undoes its own part.

        Raises:
            Locked: another window or thread went on writing for too long.
            StoreError: the saving failed, and nothing of it is kept.
        """
        return self._engine.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment; saving waits meanwhile, so be quick."""
        return self._engine.snapshot()

    def declare(
        self,
        table: str,
        columns: Mapping[str, str],
        indexes: Sequence[Sequence[str]] = (),
        *,
        witnessed: Collection[str] = (),
    ) -> None:
        """Give a table an index: column → SQL type, and the columns of each SQL index.

        Made or extended when new; existing documents then have empty values there. Nothing is
        ever taken away. A condition on a ``witnessed`` column, asked without a limit, is answered
        both from the rows and from an SQL index until the two agree: one that is damaged leaves
        nothing out.

        Raises:
            ValueError: a name that is none, or another type than declared before.
        """
        self._engine.declare(table, columns, indexes, witnessed)

    @property
    def version(self) -> int:
        """Another number as soon as this or another window saved something.

        Inside a transaction it stays as it was.
        """
        return self._engine.version

    @property
    def moment(self) -> int | None:
        """The version, for who goes by it instead of reading: surely the newest.

        None inside a transaction, and while somebody commits: what is read then waits for that.
        """
        return self._engine.moment

    def damaged(self) -> list[Problem]:
        """The damaged rows met since opening, left out while the rest stays usable.

        One that was written anew or removed is not among them any more.
        """
        aside = self._aside
        for table in {problem.table for problem in aside.values()}:
            ids = [problem.id for problem in aside.values() if problem.table == table]
            rows = {row.id: row for row in self._engine.by_ids(table, ids)}
            for id in ids:
                if id not in rows or is_sound(table, rows[id]):
                    aside.pop((table, id), None)
        return sorted(aside.values(), key=lambda problem: (problem.table, problem.id))

    def check(self, progress: Progress | None = None) -> list[Problem]:
        """Look at structure, SQL indexes and every row; ``progress`` hears (done, in all)."""
        problems = self._engine.check(progress)
        self.note(problems)
        return problems

    def quick_check(self) -> list[Problem]:
        """Look at structure and SQL indexes alone: fast enough to do after every opening."""
        return self._engine.quick_check()

    def rebuild_indexes(self, choose: Choice) -> None:
        """Make every SQL index anew from the rows, all or none.

        A damaged one may have let rows stand under one key: ``choose`` says which one stays.

        Raises:
            DamagedFile: more than the indexes is damaged; nothing was changed.
        """
        self._engine.rebuild_indexes(choose)

    def note(self, problems: Iterable[Problem]) -> None:
        """Count damaged rows that were found elsewhere, in a copy, among the damaged."""
        for problem in problems:
            if problem.kind == "row":
                self._aside[problem.table, problem.id] = problem
