"""Which tables a file has, and the index columns of each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from store.errors import damaged_file
from store.index_row import EMPTY
from store.sqlite_sessions import Sessions
from store.where import plain

_OWN = ("id", "key")
_TYPES = frozenset({"TEXT", "INTEGER", "REAL"})


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Entry:
    """One table of documents.

    Attributes:
        name: as the program calls it.
        number: rows are in the SQL table ``documents_NUMBER``, index rows in ``index_NUMBER``.
        columns: index columns and their types; empty when there is no index.
        indexes: the columns of each SQL index.
    """

    name: str
    number: int
    columns: Mapping[str, str]
    indexes: tuple[tuple[str, ...], ...]

    @property
    def documents(self) -> str:
        """The SQL table of the rows."""
        return f"documents_{self.number}"

    @property
    def index(self) -> str:
        """The SQL table of the index rows."""
        return f"index_{self.number}"

    @property
    def next_id(self) -> str:
        """The SQL of an id above every one that the table ever had."""
        return (
            f"SELECT max((SELECT coalesce(max(id), 0) + 1 FROM {self.documents}),"
            f" (SELECT next_id FROM catalogue WHERE number = {self.number}))"
        )


class Catalogue:
    """Finds and makes tables; a table once made keeps its number for ever."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    def find(self, name: str) -> Entry | None:
        """The table of this name, or nothing; remembered by each connection for itself."""
        known = self._sessions.mine.known
        entry: Entry | None = known.get(name)
        return entry or self._load(name)

    def _load(self, name: str) -> Entry | None:
        found = self._sessions.rows(
            # Walked: were its index damaged, a table that is there would be made a second time.
            "SELECT number, columns, indexes FROM catalogue NOT INDEXED WHERE name = ?",
            (name,),
        )
        if not found:
            return None
        number, columns, indexes = found[0]
        try:
            entry = Entry(
                name,
                number,
                dict(json.loads(columns)) if columns else {},
                tuple(tuple(index) for index in json.loads(indexes)) if indexes else (),
            )
        except (TypeError, ValueError) as error:
            raise damaged_file(self._sessions.path) from error
        self._sessions.mine.known[name] = entry
        return entry

    def fresh(self, entry: Entry) -> Entry:
        """The entry as the file has it now."""
        return self._load(entry.name) or entry

    def column(self, name: str, column: str) -> str:
        """The SQL name of an index column ("key" is always one).

        Raises:
            ValueError: the table has no such column.
        """
        if column in _OWN:
            return column
        entry = self.find(name)
        if entry is None or column not in entry.columns:
            entry = self._load(name)  # another window may have declared it since
        if entry is None or column not in entry.columns:
            raise ValueError(f"table {name!r} has no index column {column!r}")
        return f'"{column}"'

    def make(self, name: str) -> Entry:
        """The table of this name, made if need be; inside a transaction."""
        entry = self.find(name)
        if entry is None:
            run = self._sessions.run
            number = run("INSERT INTO catalogue(name) VALUES(?)", (name,)).lastrowid
            run(
                f"CREATE TABLE documents_{number}(id INTEGER PRIMARY KEY, key TEXT UNIQUE,"
                " body TEXT NOT NULL, sum BLOB NOT NULL)"
            )
            entry = self._load(name)
            assert entry is not None
        return entry

    def list(self, name: str) -> Entry:
        """The table of this name, made if need be and counted among the tables."""
        entry = self.make(name)
        self._sessions.run(
            "UPDATE catalogue SET listed = 1 WHERE number = ? AND NOT listed", (entry.number,)
        )
        return entry

    def unlist(self, name: str) -> None:
        """Count the table no longer among the tables while it is empty."""
        self._sessions.run("UPDATE catalogue SET listed = 0 WHERE name = ?", (name,))

    def has(self, name: str, columns: Mapping[str, str], indexes: Sequence[Sequence[str]]) -> bool:
        """Whether all this was declared before."""
        entry = self.find(name)
        return (
            entry is not None
            and all(entry.columns.get(column) == kind for column, kind in columns.items())
            and all(tuple(index) in entry.indexes for index in indexes)
        )

    def declare(
        self, name: str, columns: Mapping[str, str], indexes: Sequence[Sequence[str]]
    ) -> None:
        """Make or extend the index of a table; inside a transaction.

        Raises:
            ValueError: a name or type that is none, or a type other than the one declared.
        """
        run = self._sessions.run
        entry = self.list(name)
        merged = dict(entry.columns)
        if not merged:
            run(
                f"CREATE TABLE {entry.index}(id INTEGER PRIMARY KEY REFERENCES {entry.documents}"
                "(id) ON DELETE CASCADE, key TEXT NOT NULL, sum INTEGER NOT NULL)"
            )
            run(
                f"INSERT INTO {entry.index}(id, key, sum) SELECT id, key, {EMPTY}"
                f" FROM {entry.documents} WHERE key IS NOT NULL"
            )
        for column, kind in columns.items():
            if kind not in _TYPES or column in (*_OWN, "sum"):
                raise ValueError(f"no column: {column!r} {kind!r}")
            if merged.setdefault(column, kind) != kind:
                raise ValueError(f"column {column!r} is {merged[column]} already")
            if column not in entry.columns:
                run(f'ALTER TABLE {entry.index} ADD COLUMN "{plain(column)}" {kind}')
        wanted = {*entry.indexes, *(tuple(index) for index in indexes)}
        for index in sorted(wanted - set(entry.indexes)):
            unknown = [column for column in index if column not in merged]
            if unknown:
                raise ValueError(f"index over unknown columns {unknown}")
            listed = ", ".join(f'"{column}"' for column in index)
            run(f"CREATE INDEX {entry.index}_{'_'.join(index)} ON {entry.index}({listed})")
        run(
            "UPDATE catalogue SET columns = ?, indexes = ? WHERE number = ?",
            (json.dumps(merged), json.dumps(sorted(wanted)), entry.number),
        )
        self._sessions.mine.known.pop(name, None)
        self._load(name)
