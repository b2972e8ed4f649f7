"""Looking at a whole file: structure, SQL indexes, every row's checksum, every index row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.catalogue import Catalogue
from store.engine import UNSOUND, Problem, Progress, row_problem
from store.errors import DamagedFile, damaged_file
from store.index_row import index_sum
from store.row import is_sound
from store.sql_indexes import unfit
from store.sqlite_sessions import Sessions

if TYPE_CHECKING:
    from store.engine import Engine

_STEP = 500
_PAGE = r"(?i)\bpage (\d+)"


def check(
    engine: Engine, sessions: Sessions, catalogue: Catalogue, progress: Progress | None
) -> list[Problem]:
    """Everything wrong in the file; ``progress`` hears rows done and rows in all.

    The rows come first, in batches that hold nobody up; the file's structure is then looked at
    with its pages at hand.
    """
    sizes = engine.tables()
    total, done = sum(sizes.values()), 0
    problems: list[Problem] = []
    for table in sizes:
        try:
            for row in engine.scan(table):
                if not is_sound(table, row):
                    problems.append(row_problem("row", table, row.id, row.key, UNSOUND))
                done += 1
                if progress and done % _STEP == 0:
                    progress(done, total)
            problems += _index_problems(sessions, catalogue, table)
        except DamagedFile as error:
            problems.append(Problem("file", table, 0, "", f"{table} 读不完整：{error.wrong}"))
    problems += structure(sessions)
    if progress:
        progress(total, total)
    return problems


def structure(sessions: Sessions) -> list[Problem]:
    """Whether the file's pages hold together, and if so whether the SQL indexes fit the rows."""
    try:
        found = sessions.patiently("PRAGMA quick_check(20)")
        if found == [("ok",)]:
            return list(unfit(sessions))
    except DamagedFile as error:
        return [Problem("file", "", 0, "", error.wrong)]
    pages = sorted({int(page) for (text,) in found for page in re.findall(_PAGE, text)})
    if not pages:
        return [Problem("file", "", 0, "", "文件结构有误")]
    return [Problem("file", "", 0, "", f"文件结构有误：第 {page} 页损坏") for page in pages]


def _index_problems(sessions: Sessions, catalogue: Catalogue, table: str) -> Iterator[Problem]:
    entry = catalogue.find(table)
    if entry is None or not entry.columns:
        return
    without = (
        f"SELECT d.id, d.key, x.key IS d.key FROM {entry.documents} d"
        f" LEFT JOIN {entry.index} x ON x.id = d.id"
        " WHERE d.key IS NOT NULL AND d.id > ? ORDER BY d.id"
    )
    for id, key, there in _walk(sessions, without):
        if not there:
            yield row_problem("index", table, id, key, "缺少索引行")
    columns = "".join([f', x."{name}"' for name in entry.columns])
    whole = (
        f"SELECT x.id, x.key, d.id, x.sum{columns} FROM {entry.index} x"
        f" LEFT JOIN {entry.documents} d ON d.id = x.id WHERE x.id > ? ORDER BY x.id"
    )
    for id, key, document, sum, *values in _walk(sessions, whole):
        if document is None:
            yield row_problem("index", table, id, key, "多出索引行")
        elif sum != index_sum(dict(zip(entry.columns, values, strict=True))):
            yield row_problem("index", table, id, key, f"索引行{UNSOUND}")


def _walk(sessions: Sessions, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query by ascending id, in batches: no lock is held for long."""
    last = -(2**63)
    while found := sessions.rows(f"{sql} LIMIT {_STEP}", (last,)):
        if found[-1][0] <= last:
            raise damaged_file(sessions.path)
        last = found[-1][0]
        yield from found
