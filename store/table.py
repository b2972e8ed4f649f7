"""TinyDB's table over rows, and more: documents by their own identity, and an index to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, cast

from tinydb.queries import QueryLike
from tinydb.storages import Storage
from tinydb.table import Document, Table

from store.engine import Engine, IndexValue, Order
from store.mapping import Aside, Draft, Rows
from store.row import body_of, document_of
from store.where import Where

Fields = Mapping[str, Any] | Callable[[MutableMapping[str, Any]], None]


class RowTable(Table):
    """Everything of :class:`tinydb.table.Table`, where each call is one durable transaction.

    Documents are walked by ascending ``doc_id``. ``select``, ``documents``, ``count(where)``,
    ``counts`` and ``top`` see the documents that have a key, that is, those given to ``put``.
    """

    def __init__(
        self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        """``cache_size`` is ignored: a cache of queries cannot see other windows.

        Raises:
            ValueError: ``persist_empty`` was asked for, which would empty the table.
        """
        if persist_empty:
            raise ValueError("persist_empty would clear the table")
        super().__init__(storage, name, cache_size=0)
        rows = cast(Any, storage)
        self._engine: Engine = rows.engine
        self._aside: Aside = rows.aside
        self._draft: Draft | None = None

    # documents by their own identity

    def put(
        self,
        key: str,
        document: Mapping[str, Any],
        index: Mapping[str, IndexValue] | None = None,
    ) -> None:
        """Insert the document of this key, or replace it.

        With ``index`` the whole index row is written: a column that is not named becomes
        empty. Without, the index row stays as it was.

        Raises:
            TypeError, ValueError: JSON cannot hold the document, no such column, or the key is
                empty or has a NUL in it.
        """
        self._engine.put(self.name, _sound_key(key), body_of(document), index)

    def put_many(
        self,
        rows: Iterable[tuple[str, Mapping[str, Any] | bytes, Mapping[str, IndexValue]]],
    ) -> None:
        """:meth:`put` of each key, document and index row, all or none, and faster.

        A document may be given as its JSON, by whoever spelt it already.
        """
        self._engine.put_many(
            self.name,
            ((_sound_key(key), body_of(document), index) for key, document, index in rows),
        )

    def add_many(
        self,
        rows: Iterable[tuple[str, Mapping[str, Any] | bytes, Mapping[str, IndexValue]]],
    ) -> None:
        """Insert documents whose keys are new, all or none: nothing that is there is replaced.

        Raises:
            DamagedIndex: a key stands there already, whatever led to it; the open transaction
                can only be undone.
        """
        self._engine.add_many(
            self.name,
            ((_sound_key(key), body_of(document), index) for key, document, index in rows),
        )

    def last_key(self, first: str, last: str) -> str | None:
        """The greatest key from ``first`` to ``last``, by the index of the keys alone."""
        return self._engine.last_key(self.name, first, last)

    def hidden(self, key: str, where: Sequence[Where] = ()) -> bool:
        """Whether a document that fits has this key, and the damaged index of the keys hides it.

        Without ``where``, or with one that no SQL index serves, a walk when the key is unknown.
        """
        if self.last_key(key, key) is not None:
            return False
        fitting = self.select([*where, Where("key", "=", key)], columns=["id"])
        return any(True for _ in self._engine.by_ids(self.name, [id for _, id in fitting]))

    def fetch(self, key: str) -> dict[str, Any] | None:
        """The document of this key, or nothing.

        Raises:
            DamagedRow: it is there and does not match its checksum.
        """
        for _, row in self._engine.by_keys(self.name, [key]):
            return document_of(self._rows.whole(row))
        return None

    def fetch_many(self, keys: Iterable[str]) -> Iterator[tuple[str, dict[str, Any]]]:
        """Key and document, in the order asked; absent and damaged ones left out."""
        for key, row in self._engine.by_keys(self.name, keys):
            for sound in self._rows.sound([row]):
                yield key, document_of(sound)

    def discard(self, key: str) -> None:
        """Remove the document of this key, if there is one."""
        with self._engine.transaction():
            self._engine.delete(
                self.name, [row.id for _, row in self._engine.by_keys(self.name, [key])]
            )

    def reindex(self, key: str, index: Mapping[str, IndexValue]) -> None:
        """Change the named columns of the index row, and nothing else.

        Raises:
            KeyError: there is no document of this key.
            ValueError: no such column.
        """
        if not self._engine.reindex(self.name, key, index):
            raise KeyError(key)

    # the index

    def select(
        self,
        where: Sequence[Where] = (),
        *,
        columns: Sequence[str] = (),
        order: Sequence[tuple[str, bool]] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[tuple[Any, ...]]:
        """``(key, *columns)`` of the documents that fit all of ``where``.

        ``order`` is (column, descending); equal ones stand in the order they were first put,
        or its reverse when the last of ``order`` descends.

        Raises:
            ValueError: no such column.
        """
        return self._engine.select(self.name, where, ["key", *columns], order, limit, offset)

    def documents(
        self,
        where: Sequence[Where] = (),
        *,
        order: Order = (),
        limit: int | None = None,
        offset: int = 0,
        whole: bool = False,
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Key and document of those that fit, read in batches.

        Damaged ones are left out, or, when they are asked for ``whole``, refused.

        Raises:
            DamagedRow: one of them is damaged, and ``whole`` was asked for.
        """
        found = self._engine.select(self.name, where, ["id", "key"], order, limit, offset)
        keys: dict[int, str] = dict(found)
        rows = self._engine.by_ids(self.name, keys)
        for row in map(self._rows.whole, rows) if whole else self._rows.sound(rows):
            yield keys[row.id], document_of(row)

    def count(  # type: ignore[override]  # one more meaning, and a name more
        self, where: QueryLike | Sequence[Where] = (), *, cond: QueryLike | None = None
    ) -> int:
        """How many documents fit: conditions on the index, or one of TinyDB's queries."""
        query = where if cond is None and callable(where) else cond
        if query is not None:
            return super().count(query)
        return self._engine.counts(self.name, (), cast("Sequence[Where]", where)).get((), 0)

    def counts(self, by: Sequence[str], where: Sequence[Where] = ()) -> dict[tuple[Any, ...], int]:
        """How many documents fit, per values of the columns ``by``."""
        return self._engine.counts(self.name, by, where)

    def top(self, column: str, where: Sequence[Where] = ()) -> Any:
        """The greatest value of a column among the documents that fit; ``None`` without any."""
        return self._engine.top(self.name, column, where)

    # TinyDB's own calls

    @property
    def _rows(self) -> Rows:
        return Rows(self._engine, self.name, self._aside)

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return cast("dict[str, Mapping[str, Any]]", self._rows)

    def _update_table(self, updater: Callable[[dict[int, Mapping[str, Any]]], None]) -> None:
        with self._engine.transaction():
            self._engine.create(self.name)
            outer, self._draft = self._draft, Draft(self._engine, self.name, self._rows)
            try:
                updater(cast("dict[int, Mapping[str, Any]]", self._draft))
                self._draft.save()
            finally:
                self._draft = outer

    def _get_next_id(self) -> int:
        top = self._draft.top if self._draft else 0
        return max(self._engine.next_id(self.name), top + 1)

    def get(
        self,
        cond: QueryLike | None = None,
        doc_id: int | None = None,
        doc_ids: list[int] | None = None,
    ) -> Any:
        """One document by query or id, or several by ids (ascending); see TinyDB."""
        if doc_id is None and doc_ids is not None:
            rows = self._engine.by_ids(self.name, sorted({int(id) for id in doc_ids}))
            return [Document(document_of(row), row.id) for row in self._rows.sound(rows)]
        return super().get(cond, doc_id=cast(int, doc_id))

    def insert(self, document: Mapping[str, Any]) -> int:
        """Insert a document; its new ``doc_id``."""
        with self._engine.transaction():
            return super().insert(document)

    def upsert(self, document: Mapping[str, Any], cond: QueryLike | None = None) -> list[int]:
        """Update the documents that fit, or insert this one; see TinyDB."""
        with self._engine.transaction():
            return super().upsert(document, cond)

    def update(
        self,
        fields: Fields,
        cond: QueryLike | None = None,
        doc_ids: Iterable[int] | None = None,
    ) -> list[int]:
        """Update the documents that fit; see TinyDB."""
        with self._engine.transaction():
            return super().update(fields, None, self._ids(cond, doc_ids))

    def remove(
        self, cond: QueryLike | None = None, doc_ids: Iterable[int] | None = None
    ) -> list[int]:
        """Remove the documents that fit; see TinyDB."""
        with self._engine.transaction():
            return super().remove(None, self._ids(cond, doc_ids))

    def _ids(self, cond: QueryLike | None, doc_ids: Iterable[int] | None) -> Iterable[int] | None:
        """The ids that fit, so that the draft need not hold the documents that do not."""
        if cond is None or doc_ids is not None:
            return doc_ids
        return [int(id) for id, document in self._rows.items() if cond(document)]


def _sound_key(key: str) -> str:
    if not key or "\0" in key:
        raise ValueError(f"not a key: {key!r}")
    return key
