"""What the ledger asks of an engine: SQLite on one machine, PostgreSQL for a county office."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from store.row import Row
from store.where import Where

IndexValue = str | int | float | None
Order = Sequence[tuple[str, bool]]
Put = tuple[str, bytes, Mapping[str, IndexValue]]
"""A key, a body and a whole index row."""
Progress = Callable[[int, int], None]
Choice = Callable[[str, Sequence[Row]], Row]
"""Of the rows of a table that stand under one key, by ascending id, the one that stays."""

UNSOUND = "内容与校验码不符"


class Problem(NamedTuple):
    """Something found wrong in a ledger.

    Attributes:
        kind: "file" (structure), "row" (checksum) or "index" (an index row missing, left over or
            damaged; ``put`` or ``reindex`` with every column mends it).
        table: the table, or "".
        id: the document's ``doc_id``, or 0; at 0 an "index" is one of the engine's own, which
            ``rebuild_indexes`` mends.
        key: the document's own identity, or "".
        text: what is wrong and where, Chinese.
    """

    kind: str
    table: str
    id: int
    key: str
    text: str

    @property
    def of_engine(self) -> bool:
        """Whether an index of the engine's own does not fit the rows."""
        return self.kind == "index" and not self.id


def row_problem(kind: str, table: str, id: int, key: object, wrong: str) -> Problem:
    """A problem with one row, or its index row."""
    name = "" if key is None else str(key)
    return Problem(kind, table, id, name, f"{table} 的 {name or f'第 {id} 号'}：{wrong}")


class Engine(Protocol):
    """Rows in tables with an index row each, changed in transactions; safe from many threads.

    Every call may raise a :class:`store.errors.StoreError`, and no other error of the
    database behind it.
    """

    @property
    def path(self) -> Path:
        """Where the rows are, for messages and backups."""

    @property
    def readonly(self) -> bool:
        """Whether writing is refused."""

    @property
    def version(self) -> int:
        """Another number after every commit, whoever made it."""

    @property
    def moment(self) -> int | None:
        """The version, surely the newest; None where that cannot be told without waiting."""

    def transaction(self) -> AbstractContextManager[None]:
        """All or nothing; nests; belongs to the thread that opened it."""

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment."""

    def tables(self) -> dict[str, int]:
        """The names of the tables and how many rows each has."""

    def create(self, table: str) -> None:
        """Make an empty table unless it is there."""

    def drop(self, table: str) -> None:
        """Remove a table's rows and its name; its ids stay used."""

    def declare(
        self,
        table: str,
        columns: Mapping[str, str],
        indexes: Sequence[Sequence[str]],
        witnessed: Collection[str] = (),
    ) -> None:
        """Make or extend the index of a table; ``witnessed``: see :meth:`store.Ledger.declare`."""

    def declared(self, table: str) -> tuple[dict[str, str], list[list[str]]]:
        """The columns (name, type) and the indexes declared so far."""

    def next_id(self, table: str) -> int:
        """Above every id that the table ever had."""

    def reserve(self, table: str, next_id: int) -> None:
        """Give no id below ``next_id`` from now on."""

    def size(self, table: str) -> int:
        """How many rows the table has."""

    def ids(self, table: str) -> list[int]:
        """Every id of the table, ascending."""

    def scan(self, table: str) -> Iterator[Row]:
        """Every row by ascending id, read in batches, holding no lock between them."""

    def by_ids(self, table: str, ids: Iterable[int]) -> Iterator[Row]:
        """The rows with these ids, in the order asked, absent ones left out."""

    def by_keys(self, table: str, keys: Iterable[str]) -> Iterator[tuple[str, Row]]:
        """Key and row of these keys, in the order asked, absent ones left out."""

    def last_key(self, table: str, first: str, last: str) -> str | None:
        """The greatest key of the table from ``first`` to ``last``."""

    def save(
        self,
        table: str,
        id: int,
        key: str | None,
        body: bytes,
        index: Mapping[str, IndexValue] | None = None,
    ) -> None:
        """Insert or replace a row by its id, and change these columns of its index row."""

    def put(
        self, table: str, key: str, body: bytes, index: Mapping[str, IndexValue] | None
    ) -> None:
        """Insert or replace a row by its key, with its index row."""

    def put_many(self, table: str, rows: Iterable[Put]) -> None:
        """:meth:`put` of each, all or none; of one key the last stands."""

    def add_many(self, table: str, rows: Iterable[Put]) -> None:
        """Insert rows whose keys are new, all or none; :class:`DamagedIndex` when one is not."""

    def reindex(self, table: str, key: str, index: Mapping[str, IndexValue]) -> bool:
        """Change columns of the index row; whether there is such a document."""

    def delete(self, table: str, ids: Iterable[int]) -> None:
        """Remove rows with their index rows."""

    def select(
        self,
        table: str,
        where: Sequence[Where],
        columns: Sequence[str],
        order: Order,
        limit: int | None,
        offset: int,
    ) -> list[tuple[Any, ...]]:
        """Columns ("id" and "key" too) of the index rows that fit."""

    def counts(
        self, table: str, by: Sequence[str], where: Sequence[Where]
    ) -> dict[tuple[Any, ...], int]:
        """How many index rows fit, per values of the columns."""

    def top(self, table: str, column: str, where: Sequence[Where]) -> IndexValue:
        """The greatest value of a column among the index rows that fit."""

    def check(self, progress: Progress | None) -> list[Problem]:
        """Look at the structure, the indexes and every row."""

    def quick_check(self) -> list[Problem]:
        """Look at the structure and the indexes, as fast as it goes."""

    def rebuild_indexes(self, choose: Choice | None = None) -> None:
        """Make the engine's own indexes anew from the rows, all or none.

        Rows that a damaged index let stand under one key are refused with
        :class:`DamagedIndex`, or ``choose`` says which one stays.
        """

    def copy_into(self, target: Path) -> None:
        """Write a copy of what is committed, as a file of its own."""

    def close(self) -> None:
        """Let go of the file."""
