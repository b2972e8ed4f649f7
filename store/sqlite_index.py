"""Index rows in SQLite: the columns that lists, sorting and sums are asked from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from store.catalogue import Catalogue, Entry
from store.engine import IndexValue, Order
from store.sqlite_sessions import Sessions
from store.where import Where, conditions


class IndexRows:
    """Writes and asks the index row of each document that has a key."""

    def __init__(self, sessions: Sessions, catalogue: Catalogue) -> None:
        self._sessions = sessions
        self._catalogue = catalogue

    def fitting(self, entry: Entry, names: Collection[str]) -> Entry:
        """The entry as it is now, in which every name is a declared column.

        Raises:
            ValueError: one is not.
        """
        if entry.columns.keys() >= set(names):
            return entry
        entry = self._catalogue.fresh(entry)  # another window may have declared it since
        if unknown := set(names) - entry.columns.keys():
            raise ValueError(f"table {entry.name!r} has no index columns {sorted(unknown)}")
        return entry

    def add(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """The index row of a new document; the names in ``index`` fit."""
        columns = "".join([f', "{name}"' for name in index])
        self._sessions.run(
            f"INSERT INTO {entry.index}(id, key{columns}) VALUES(?, ?{', ?' * len(index)})",
            [id, key, *index.values()],
        )

    def change(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """Other values in some columns, which fit; only what differs is written.

        A column that stays needs no change in the SQL indexes over it: fewer pages to save.
        """
        columns = "".join([f', "{name}"' for name in index])
        found = self._sessions.rows(f"SELECT id{columns} FROM {entry.index} WHERE id = ?", (id,))
        if not found:
            self.add(entry, id, key, index)
            return
        differing = [
            (name, new)
            for (name, new), old in zip(index.items(), found[0][1:], strict=True)
            if new != old
        ]
        if differing:
            setting = ", ".join(f'"{name}" = ?' for name, _ in differing)
            self._sessions.run(
                f"UPDATE {entry.index} SET {setting} WHERE id = ?",
                [*(value for _, value in differing), id],
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
        sql += f" ORDER BY {', '.join([*ordering, last])}"
        if limit is not None or offset:
            sql += " LIMIT ? OFFSET ?"
            values += [-1 if limit is None else limit, offset]
        return self._sessions.rows(sql, values)

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
        self, entry: Entry, columns: Sequence[str], where: Sequence[Where], more: str = ""
    ) -> tuple[str, list[Any]]:
        wanted = [self._catalogue.column(entry.name, name) for name in columns]
        fits, values = conditions(where, lambda name: self._catalogue.column(entry.name, name))
        chosen = ", ".join([*wanted, *([more] if more else [])])
        if entry.columns:
            return f"SELECT {chosen} FROM {entry.index} WHERE {fits}", values
        return f"SELECT {chosen} FROM {entry.documents} WHERE key IS NOT NULL AND {fits}", values
