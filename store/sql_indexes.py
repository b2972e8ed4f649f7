"""The SQL indexes against the rows: whether they fit, and making them anew from the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from store.engine import Choice, Problem
from store.errors import DamagedFile
from store.sqlite_sessions import Sessions

if TYPE_CHECKING:
    from store.engine import Engine

_ALL = 1_000_000
_ROWS = "documents_"


def unfit(sessions: Sessions) -> Iterator[Problem]:
    """A problem for each part of the file whose SQL indexes differ from its rows.

    Asked of a file whose structure holds together. One part after the other, so that another
    window that commits waits for one of them only.
    """
    for table, part in _parts(sessions):
        try:
            found = sessions.patiently(f"PRAGMA integrity_check({part})")
        except DamagedFile:  # an entry that cannot be read
            found = []
        if found != [("ok",)]:
            text = f"{table} 的索引（{part}）和内容对不上，可用 xinfang verify --rebuild 重建"
            yield Problem("index", table, 0, "", text)


def rebuild(engine: Engine, sessions: Sessions, choose: Choice | None) -> None:
    """Make every SQL index anew from the rows: all of it or nothing.

    Of rows under one key the chosen one stays; without ``choose`` they are refused.

    Raises:
        DamagedIndex: there are rows under one key, and nobody to choose.
        DamagedFile: more than the indexes is damaged.
    """
    with sessions.transaction():
        parts = list(_parts(sessions))
        before = _wrong(sessions, "quick")
        if choose:
            with _lenient(sessions):
                for table, part in parts:
                    if part.startswith(_ROWS):
                        _thin_out(engine, sessions, table, part, choose)
        rows = _sizes(sessions, parts)
        sessions.run("REINDEX")
        if _wrong(sessions, "integrity") - before or _sizes(sessions, parts) != rows:
            raise DamagedFile(
                "台账文件损坏的不只是索引，重建不了",
                safe="文件没有改动，备份不受影响",
                do="请从最近的备份恢复（xinfang restore 备份文件）；现有文件会另外保留",
            )


def _parts(sessions: Sessions) -> Iterator[tuple[str, str]]:
    """Each SQL table after the name of the table it belongs to."""
    yield "catalogue", "catalogue"
    for name, number, columns in sessions.rows(
        "SELECT name, number, columns FROM catalogue NOT INDEXED ORDER BY number"
    ):
        yield name, f"{_ROWS}{number}"
        if columns:
            yield name, f"index_{number}"


def _wrong(sessions: Sessions, how: str) -> set[str]:
    found = sessions.rows(f"PRAGMA {how}_check({_ALL})")
    return {text for (text,) in found} - {"ok"}


def _sizes(sessions: Sessions, parts: list[tuple[str, str]]) -> list[int]:
    counting = "SELECT count(*) FROM {} NOT INDEXED"
    return [sessions.rows(counting.format(part))[0][0] for _, part in parts]


@contextmanager
def _lenient(sessions: Sessions) -> Iterator[None]:
    """Let a row go though a damaged index has not the entry that it should have of it."""
    connection = sessions.mine.connection
    connection.execute("PRAGMA writable_schema=ON")
    try:
        yield
    finally:
        connection.execute("PRAGMA writable_schema=OFF")


def _thin_out(engine: Engine, sessions: Sessions, table: str, part: str, choose: Choice) -> None:
    """Leave one row of those that stand under one key."""
    found = sessions.rows(
        f"SELECT group_concat(id) FROM {part} NOT INDEXED WHERE key IS NOT NULL"
        " GROUP BY key HAVING count(*) > 1"
    )
    for (ids,) in found:
        together = sorted(map(int, ids.split(",")))
        kept = choose(table, list(engine.by_ids(table, together)))
        engine.delete(table, [id for id in together if id != kept.id])
