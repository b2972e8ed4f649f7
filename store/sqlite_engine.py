"""The engine on one machine: rows and index rows in one SQLite file."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from store.catalogue import Catalogue, Entry
from store.engine import Choice, IndexValue, Order, Problem, Progress, Put
from store.errors import damaged_file, damaged_index, told
from store.opening import opened
from store.row import Row, checksum, is_sound
from store.sql_indexes import rebuild
from store.sqlite_check import check, structure
from store.sqlite_index import IndexRows
from store.sqlite_sessions import Sessions
from store.where import Where

_ROW = "id, CAST(key AS BLOB), CAST(body AS BLOB), sum"
_BATCH = 500
T = TypeVar("T")


class SqliteEngine:
    """:class:`store.engine.Engine` on an SQLite file."""

    def __init__(self, path: Path, *, readonly: bool, wait: float, older: bool = False) -> None:
        """``older`` accepts a file of an older lay-out, to be looked at and copied only."""
        first = opened(path, readonly=readonly, wait=wait, older=older)
        self._sessions = Sessions(path, first, readonly=readonly, wait=wait)
        self._catalogue = Catalogue(self._sessions)
        self._index = IndexRows(self._sessions, self._catalogue)

    @property
    def path(self) -> Path:
        return self._sessions.path

    @property
    def readonly(self) -> bool:
        return self._sessions.readonly

    @property
    def version(self) -> int:
        return self._sessions.version

    @property
    def moment(self) -> int | None:
        return self._sessions.moment

    def transaction(self) -> AbstractContextManager[None]:
        return self._sessions.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        return self._sessions.snapshot()

    def close(self) -> None:
        self._sessions.close()

    def check(self, progress: Progress | None) -> list[Problem]:
        return check(self, self._sessions, self._catalogue, progress)

    def quick_check(self) -> list[Problem]:
        return structure(self._sessions)

    def rebuild_indexes(self, choose: Choice | None = None) -> None:
        rebuild(self, self._sessions, choose)

    def copy_into(self, target: Path) -> None:
        with closing(self._sessions.connection()) as connection, told(self.path):
            connection.execute("VACUUM INTO ?", (str(target.absolute()),))

    def tables(self) -> dict[str, int]:
        names = self._sessions.rows("SELECT name, listed FROM catalogue ORDER BY number")
        sizes = {name: (listed, self.size(name)) for name, listed in names}
        return {name: size for name, (listed, size) in sizes.items() if listed or size}

    def create(self, table: str) -> None:
        with self._sessions.change():
            self._catalogue.list(table)

    def drop(self, table: str) -> None:
        with self.transaction():
            self.delete(table, self.ids(table))
            self._catalogue.unlist(table)

    def declare(
        self,
        table: str,
        columns: Mapping[str, str],
        indexes: Sequence[Sequence[str]],
        witnessed: Collection[str] = (),
    ) -> None:
        if witnessed:
            self._index.witness(table, witnessed)
        if self._catalogue.has(table, columns, indexes):
            return
        with self.transaction():
            self._sessions.mine.known.clear()  # seen before the lock: perhaps not the newest
            self._catalogue.declare(table, columns, indexes)

    def declared(self, table: str) -> tuple[dict[str, str], list[list[str]]]:
        entry = self._catalogue.find(table)
        if entry is None:
            return {}, []
        return dict(entry.columns), [list(index) for index in entry.indexes]

    def next_id(self, table: str) -> int:
        entry = self._catalogue.find(table)
        if entry is None:
            return 1
        found: int = self._sessions.rows(entry.next_id)[0][0]
        return found

    def reserve(self, table: str, next_id: int) -> None:
        with self._sessions.change():
            entry = self._catalogue.make(table)
            self._sessions.run(
                "UPDATE catalogue SET next_id = max(next_id, ?) WHERE number = ?",
                (next_id, entry.number),
            )

    def size(self, table: str) -> int:
        entry = self._catalogue.find(table)
        if entry is None:
            return 0
        found: int = self._sessions.rows(f"SELECT count(*) FROM {entry.documents}")[0][0]
        return found

    def ids(self, table: str) -> list[int]:
        entry = self._catalogue.find(table)
        if entry is None:
            return []
        found = self._sessions.rows(f"SELECT id FROM {entry.documents} ORDER BY id")
        return [id for (id,) in found]

    def scan(self, table: str) -> Iterator[Row]:
        entry = self._catalogue.find(table)
        if entry is None:
            return
        first = f"SELECT {_ROW} FROM {entry.documents} ORDER BY id LIMIT {_BATCH}"
        later = f"SELECT {_ROW} FROM {entry.documents} WHERE id > ? ORDER BY id LIMIT {_BATCH}"
        found = self._sessions.rows(first)
        while found:
            yield from map(_row, found)
            last = found[-1][0]
            found = self._sessions.rows(later, (last,))
            if found and found[-1][0] <= last:
                raise damaged_file(self.path)  # a page out of order would be walked for ever

    def by_ids(self, table: str, ids: Iterable[int]) -> Iterator[Row]:
        entry = self._catalogue.find(table)
        if entry is None:
            return
        many = f"SELECT {_ROW} FROM {entry.documents} WHERE id IN (SELECT value FROM json_each(?))"
        one = f"SELECT {_ROW} FROM {entry.documents} WHERE id = ?"
        for batch in _batches(ids):
            if len(batch) == 1:
                yield from map(_row, self._sessions.rows(one, batch))
                continue
            found = {row[0]: row for row in self._sessions.rows(many, (json.dumps(batch),))}
            yield from (_row(found[id]) for id in batch if id in found)

    def by_keys(self, table: str, keys: Iterable[str]) -> Iterator[tuple[str, Row]]:
        entry = self._catalogue.find(table)
        if entry is None:
            return
        one = f"SELECT {_ROW} FROM {entry.documents} WHERE key = ?"
        for batch in _batches(keys):
            if len(batch) == 1:
                for row in map(_row, self._sessions.rows(one, batch)):
                    yield batch[0], self._of_key(table, batch[0], row)
                continue
            ids = self._ids(entry, batch)
            rows = {row.id: row for row in self.by_ids(table, list(ids.values()))}
            for key in batch:
                if key in ids and ids[key] in rows:
                    yield key, self._of_key(table, key, rows[ids[key]])

    def _of_key(self, table: str, key: str, row: Row) -> Row:
        """The row that the index of the keys led to, unless it is another document's."""
        if row.key != key or not is_sound(table, row):
            for own in self.by_ids(table, [row.id]):  # its key read from itself
                if own.key != key and is_sound(table, own):
                    raise damaged_index()
        return row

    def last_key(self, table: str, first: str, last: str) -> str | None:
        entry = self._catalogue.find(table)
        if entry is None:
            return None
        sql = f"SELECT max(key) FROM {entry.documents} WHERE key BETWEEN ? AND ?"
        found: str | None = self._sessions.rows(sql, (first, last))[0][0]
        return found

    def save(
        self,
        table: str,
        id: int,
        key: str | None,
        body: bytes,
        index: Mapping[str, IndexValue] | None = None,
    ) -> None:
        with self._sessions.change():
            entry, values = self._index.fitting(table, index)
            self._sessions.run(
                f"INSERT INTO {entry.documents}(id, key, body, sum)"
                " VALUES(?, ?, CAST(? AS TEXT), ?) ON CONFLICT(id) DO UPDATE"
                " SET key = excluded.key, body = excluded.body, sum = excluded.sum",
                (id, key, body, checksum(table, id, key, body)),
            )
            if key is not None and entry.columns:
                self._index.change(entry, id, key, values)

    def put(
        self, table: str, key: str, body: bytes, index: Mapping[str, IndexValue] | None
    ) -> None:
        with self._sessions.change():
            entry, values = self._index.fitting(table, index)
            sum = checksum(table, 0, key, body)
            made = self._sessions.run(
                f"INSERT INTO {entry.documents}(id, key, body, sum)"
                f" VALUES(({entry.next_id}), ?, CAST(? AS TEXT), ?) ON CONFLICT(key) DO NOTHING",
                (key, body, sum),
            )
            if made.rowcount:
                if made.lastrowid is not None and entry.columns:
                    self._index.add(entry, made.lastrowid, key, values)
                return
            id = self._id(entry, key)
            self._sessions.run(
                f"UPDATE {entry.documents} SET body = CAST(? AS TEXT), sum = ? WHERE id = ?",
                (body, sum, id),
            )
            if id is not None and index is not None and entry.columns:
                whole = {column: values.get(column) for column in entry.columns}
                self._index.change(entry, id, key, whole)

    def put_many(self, table: str, rows: Iterable[Put]) -> None:
        with self.transaction():
            for batch in _batches(rows):
                if len(batch) > 1:
                    batch = self._insert(table, batch)
                for row in batch:
                    self.put(table, *row)

    def _insert(self, table: str, rows: list[Put]) -> list[Put]:
        """Insert the rows whose keys are new, each statement once for all; returns the others."""
        entry = self._catalogue.make(table)
        last = {row[0]: row for row in rows}
        known = self._ids(entry, list(last))
        self._add(entry, [row for key, row in last.items() if key not in known])
        return [last[key] for key in known]

    def add_many(self, table: str, rows: Iterable[Put]) -> None:
        with self.transaction():
            for batch in _batches(rows):
                self._add(self._catalogue.make(table), batch)

    def _add(self, entry: Entry, new: list[Put]) -> None:
        table = entry.name
        fitting = []
        for _, _, index in new:
            entry, values = self._index.fit(entry, index)
            fitting.append(values)
        first = self.next_id(table)
        self._sessions.run_many(
            f"INSERT INTO {entry.documents}(id, key, body, sum) VALUES(?, ?, CAST(? AS TEXT), ?)",
            [
                (id, key, body, checksum(table, id, key, body))
                for id, (key, body, _) in enumerate(new, first)
            ],
        )
        if entry.columns:
            keys = [row[0] for row in new]
            self._index.add_many(entry, first, keys, fitting)

    def _ids(self, entry: Entry, keys: list[str]) -> dict[str, int]:
        """Key → id of those of the keys that the table has."""
        sql = f"SELECT key, id FROM {entry.documents} WHERE key IN (SELECT value FROM json_each(?))"
        found: dict[str, int] = dict(self._sessions.rows(sql, (json.dumps(keys),)))
        if not found.keys() <= set(keys):
            raise damaged_index()
        return found

    def reindex(self, table: str, key: str, index: Mapping[str, IndexValue]) -> bool:
        with self._sessions.change():
            entry, values = self._index.fitting(table, index)
            id = self._id(entry, key)
            if id is not None and values:
                self._index.change(entry, id, key, values)
            return id is not None

    def _id(self, entry: Entry, key: str) -> int | None:
        whose = f"SELECT key FROM {entry.documents} NOT INDEXED WHERE id = found.id"
        found = self._sessions.rows(
            f"SELECT id, ({whose}) IS key FROM {entry.documents} AS found WHERE key = ?", (key,)
        )
        if found and not found[0][1]:
            raise damaged_index()  # it led to another document, which would be written over
        return found[0][0] if found else None

    def delete(self, table: str, ids: Iterable[int]) -> None:
        with self._sessions.change():
            entry = self._catalogue.find(table)
            if entry is None:
                return
            self._sessions.run(
                f"UPDATE catalogue SET next_id = ({entry.next_id}) WHERE number = ?",
                (entry.number,),
            )
            for batch in _batches(ids):
                self._sessions.run(
                    f"DELETE FROM {entry.documents} WHERE id IN (SELECT value FROM json_each(?))",
                    (json.dumps(batch),),
                )

    def select(
        self,
        table: str,
        where: Sequence[Where],
        columns: Sequence[str],
        order: Order,
        limit: int | None,
        offset: int,
    ) -> list[tuple[Any, ...]]:
        return self._index.select(table, where, columns, order, limit, offset)

    def counts(
        self, table: str, by: Sequence[str], where: Sequence[Where]
    ) -> dict[tuple[Any, ...], int]:
        return self._index.counts(table, by, where)

    def top(self, table: str, column: str, where: Sequence[Where]) -> IndexValue:
        return self._index.top(table, column, where)


def _batches(items: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(items)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _row(record: tuple[int, bytes | None, bytes | None, Any]) -> Row:
    id, key, body, sum = record
    return Row(id, None if key is None else key.decode("utf-8", "replace"), body or b"", sum)
