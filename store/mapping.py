"""The two mappings TinyDB works on: rows read when touched, and a draft of changes to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from store.engine import UNSOUND, Engine, Problem, row_problem
from store.errors import DamagedRow
from store.row import Row, body_of, checksum, document_of, is_sound

Document = dict[str, Any]
Aside = dict[tuple[str, int], Problem]


class Rows(Mapping[str, Document]):
    """A table as TinyDB reads it: text of the id → a fresh copy of the document.

    Damaged rows are left out when walking, and refused when asked for by id; both are noted
    in ``aside``.
    """

    def __init__(self, engine: Engine, table: str, aside: Aside) -> None:
        self._engine, self._table, self._aside = engine, table, aside

    def sound(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that match their checksums; the others are set aside."""
        for row in rows:
            if is_sound(self._table, row):
                yield row
            else:
                self._set_aside(row)

    def _set_aside(self, row: Row) -> None:
        self._aside[self._table, row.id] = row_problem("row", self._table, row.id, row.key, UNSOUND)

    def whole(self, row: Row) -> Row:
        """The row itself.

        Raises:
            DamagedRow: it does not match its checksum.
        """
        if not is_sound(self._table, row):
            self._set_aside(row)
            raise DamagedRow(
                f"{self._table} 中的一条记录（{row.key or row.id}）已损坏，已另外放置",
                safe="其余记录可以照常使用，文件没有改动",
                do="请运行检查，并从备份中找回这一条",
            )
        return row

    def row(self, id: int) -> Row | None:
        """The sound row of an id, or nothing."""
        for row in self._engine.by_ids(self._table, [id]):
            return self.whole(row)
        return None

    def __getitem__(self, id: str) -> Document:
        row = self.row(int(id))
        if row is None:
            raise KeyError(id)
        return document_of(row)

    def items(self) -> Iterator[tuple[str, Document]]:  # type: ignore[override]
        """Each id and document, in batches: nothing is kept."""
        for row in self.sound(self._engine.scan(self._table)):
            yield str(row.id), document_of(row)

    def values(self) -> Iterator[Document]:  # type: ignore[override]
        """Each document."""
        return (document for _, document in self.items())

    def __iter__(self) -> Iterator[str]:
        return (str(row.id) for row in self.sound(self._engine.scan(self._table)))

    def __len__(self) -> int:
        return self._engine.size(self._table)


class Draft(MutableMapping[int, Document]):
    """A table as TinyDB's updaters change it: a document is copied when first touched."""

    def __init__(self, engine: Engine, table: str, rows: Rows) -> None:
        self._engine, self._table, self._rows = engine, table, rows
        self._new: dict[int, Document] = {}
        self._old: dict[int, tuple[str | None, bytes]] = {}
        self._gone: set[int] = set()
        self.top = 0
        """The greatest id set so far."""

    def __getitem__(self, id: int) -> Document:
        if id not in self._new:
            row = None if id in self._gone else self._rows.row(id)
            if row is None:
                raise KeyError(id)
            self._old[id] = row.key, row.sum
            self._new[id] = document_of(row)
        return self._new[id]

    def __setitem__(self, id: int, document: Document) -> None:
        self._new[id] = document
        self._gone.discard(id)
        self.top = max(self.top, id)

    def __delitem__(self, id: int) -> None:
        if id not in self:
            raise KeyError(id)
        self._new.pop(id, None)
        self._gone.add(id)

    def __contains__(self, id: object) -> bool:
        if id in self._new:
            return True
        if not isinstance(id, int) or id in self._gone:
            return False
        return any(True for _ in self._engine.by_ids(self._table, [id]))

    def __iter__(self) -> Iterator[int]:
        stored = {int(id) for id in self._rows}
        yield from sorted(stored - self._gone)
        yield from (id for id in list(self._new) if id not in stored)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        """Take every document out, the damaged too."""
        self._new.clear()
        self._gone.update(self._engine.ids(self._table))

    def save(self) -> None:
        """Write what differs."""
        for row in self._engine.by_ids(self._table, self._new.keys() - self._old.keys()):
            self._old[row.id] = row.key, row.sum
        changed = []
        for id, document in self._new.items():
            key, sum = self._old.get(id, (None, b""))
            body = body_of(document)
            if checksum(self._table, id, key, body) != sum:
                changed.append((id, key, body))
        if self._gone:
            self._engine.delete(self._table, self._gone)
        for id, key, body in changed:
            self._engine.save(self._table, id, key, body)
