"""Index rows in SQLite: the columns that lists, sorting and sums are asked from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def add(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """The index row of a new document."""
        names = self._names(entry, index)
        columns = ", ".join(["id", "key", *names])
        marks = ", ".join("?" * (len(names) + 2))
        self._sessions.run(
            f"INSERT INTO {entry.index}({columns}) VALUES({marks})", [id, key, *index.values()]
        )

    def replace(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """The index row anew; a column that is not named becomes empty."""
        self._names(entry, index)
        entry = self._catalogue.find(entry.name) or entry
        self.change(entry, id, key, {column: index.get(column) for column in entry.columns})

    def change(self, entry: Entry, id: int, key: str, index: Mapping[str, IndexValue]) -> None:
        """Other values in some columns; only what differs is written.

        A column that stays needs no change in the SQL indexes over it: fewer pages to save.
        """
        names = self._names(entry, index)
        found = self._sessions.rows(
            f"SELECT {', '.join(['id', *names])} FROM {entry.index} WHERE id = ?", (id,)
        )
        if not found:
            self.add(entry, id, key, index)
            return
        differing = [
            (name, new)
            for name, new, old in zip(names, index.values(), found[0][1:], strict=True)
            if new != old
        ]
        if differing:
            setting = ", ".join(f"{name} = ?" for name, _ in differing)
            self._sessions.run(
                f"UPDATE {entry.index} SET {setting} WHERE id = ?",
                [*(value for _, value in differing), id],
            )

    def _names(self, entry: Entry, index: Mapping[str, IndexValue]) -> list[str]:
        return [self._catalogue.column(entry.name, name) for name in index]

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
