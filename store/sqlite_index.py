"""Index rows in SQLite: the columns that lists, sorting and sums are asked from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from store.catalogue import Catalogue, Entry
from store.engine import IndexValue, Order
from store.index_row import fitted, index_sum
from store.sqlite_sessions import Sessions
from store.where import Where, conditions


class IndexRows:
    """Writes and asks the index row of each document that has a key."""

    def __init__(self, sessions: Sessions, catalogue: Catalogue) -> None:
        self._sessions = sessions
        self._catalogue = catalogue
        self._witnessed: dict[str, frozenset[str]] = {}
        self._agreed: set[tuple[Any, ...]] = set()

    def witness(self, table: str, columns: Collection[str]) -> None:
        """Answer conditions on these columns from the rows too until an SQL index agrees."""
        self._witnessed[table] = frozenset(columns)

    def fitting(
        self, table: str, index: Mapping[str, IndexValue] | None
    ) -> tuple[Entry, dict[str, IndexValue]]:
        """The table, made if need be, and the values as its columns keep them.

        Raises:
            ValueError: no such column, or a value that is none of its type.
        """
        return self.fit(self._catalogue.make(table), index)

    def fit(
        self, entry: Entry, index: Mapping[str, IndexValue] | None
    ) -> tuple[Entry, dict[str, IndexValue]]:
        """:meth:`fitting` for a table at hand."""
        if not index:
            return entry, {}
        if not entry.columns.keys() >= index.keys():
            entry = self._catalogue.fresh(entry)  # another window may have declared it since
            if unknown := index.keys() - entry.columns.keys():
                raise ValueError(f"table {entry.name!r} has no index columns {sorted(unknown)}")
        return entry, fitted(entry.columns, index)

    def add(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """The index row of a new document; the values fit."""
        self._sessions.run(
            _insertion(entry.index, tuple(index)), [id, key, index_sum(index), *index.values()]
        )

    def add_many(
        self,
        entry: Entry,
        first: int,
        keys: Sequence[str],
        indexes: Sequence[Mapping[str, IndexValue]],
    ) -> None:
        """The index rows of new documents, whose ids count up from ``first``."""
        names = tuple(entry.columns)
        self._sessions.run_many(
            _insertion(entry.index, names),
            [
                (id, key, index_sum(index), *_values(index, names))
                for id, (key, index) in enumerate(zip(keys, indexes, strict=True), first)
            ],
        )

    def change(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """Other values in some columns, which fit; only what differs is written.

        A column that stays needs no change in the SQL indexes over it: fewer pages to save.
        A row whose checksum did not fit before fits only once every column is given.
        """
        columns = "".join([f', "{name}"' for name in entry.columns])
        found = self._sessions.rows(f"SELECT sum{columns} FROM {entry.index} WHERE id = ?", (id,))
        if not found:
            self.add(entry, id, key, index)
            return
        old = dict(zip(entry.columns, found[0][1:], strict=True))
        new = {**old, **index}
        differing: dict[str, IndexValue] = {
            name: value for name, value in index.items() if value != old[name]
        }
        if found[0][0] == index_sum(old) or len(index) == len(old):
            differing["sum"] = index_sum(new)
        if new != old or differing.get("sum", found[0][0]) != found[0][0]:
            setting = ", ".join([f'"{name}" = ?' for name in differing])
            self._sessions.run(
                f"UPDATE {entry.index} SET {setting} WHERE id = ?", [*differing.values(), id]
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
        """Columns of the rows that fit; equal ones by id, in the direction of the last order."""
        entry = self._catalogue.find(table)
        if entry is None or not columns:
            return []
        sql, values = self._from(entry, columns, where)
        ordering = [
            f"{self._catalogue.column(table, name)}{' DESC' if descending else ''}"
            for name, descending in order
        ]
        # The same direction for the id as before it: SQLite then walks its index either way.
        last = "id DESC" if order and order[-1][1] else "id"
        by = f" ORDER BY {', '.join([*ordering, last])}"
        if limit is None and not offset:
            if by_witness := self._witnessed.get(table, frozenset()) & {w.column for w in where}:
                walked = self._from(entry, columns, where, walked=True)[0] + by
                if by_witness.isdisjoint(column for index in entry.indexes for column in index):
                    return self._sessions.rows(walked, values)
                return self._agreed_upon(walked, sql + by, values)
            return self._sessions.rows(sql + by, values)
        # Far down only ids are passed over, which an SQL index may hold, not whole rows.
        ids, values = self._from(entry, ["id"], where)
        rows, _ = self._from(entry, columns, [])
        page = f"{rows} AND id IN ({ids}{by} LIMIT ? OFFSET ?){by}"
        return self._sessions.rows(page, [*values, -1 if limit is None else limit, offset])

    def _agreed_upon(
        self, walked: str, indexed: str, values: Sequence[Any]
    ) -> list[tuple[Any, ...]]:
        """What the rows or an SQL index answer; once both gave the same to the same, the index.

        Either one, damaged, leaves something out without a word.
        """
        found = self._sessions.rows(indexed, values)
        asked = (indexed, *values)
        if asked in self._agreed:
            return found
        rows = self._sessions.rows(walked, values)
        if rows == found:
            self._agreed.add(asked)
        return list(dict.fromkeys([*rows, *found]))

    def counts(
        self, table: str, by: Sequence[str], where: Sequence[Where]
    ) -> dict[tuple[Any, ...], int]:
        """How many rows fit, per values of ``by``."""
        entry = self._catalogue.find(table)
        if entry is None:
            return {}
        sql, values = self._from(entry, by, where, "count(*)")
        if by:
            sql += f" GROUP BY {', '.join(self._catalogue.column(table, name) for name in by)}"
        return {tuple(row[:-1]): row[-1] for row in self._sessions.rows(sql, values)}

    def top(self, table: str, column: str, where: Sequence[Where]) -> IndexValue:
        """The greatest value of a column."""
        entry = self._catalogue.find(table)
        if entry is None:
            return None
        sql, values = self._from(entry, (), where, f"max({self._catalogue.column(table, column)})")
        found: IndexValue = self._sessions.rows(sql, values)[0][0]
        return found

    def _from(
        self,
        entry: Entry,
        columns: Sequence[str],
        where: Sequence[Where],
        more: str = "",
        *,
        walked: bool = False,
    ) -> tuple[str, list[Any]]:
        wanted = [self._catalogue.column(entry.name, name) for name in columns]
        fits, values = conditions(where, lambda name: self._catalogue.column(entry.name, name))
        chosen = ", ".join([*wanted, *([more] if more else [])])
        if entry.columns:
            source = f"{entry.index} NOT INDEXED" if walked else entry.index
            return f"SELECT {chosen} FROM {source} WHERE {fits}", values
        return f"SELECT {chosen} FROM {entry.documents} WHERE key IS NOT NULL AND {fits}", values


def _values(index: Mapping[str, IndexValue], names: tuple[str, ...]) -> Iterable[IndexValue]:
    """The values of the columns ``names``; mostly they are all there, in that order."""
    return index.values() if tuple(index) == names else map(index.get, names)


@lru_cache
def _insertion(table: str, names: tuple[str, ...]) -> str:
    """The SQL that writes an index row with these columns."""
    columns = "".join([f', "{name}"' for name in names])
    return f"INSERT INTO {table}(id, key, sum{columns}) VALUES(?, ?, ?{', ?' * len(names)})"
