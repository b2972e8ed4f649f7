"""Looking at a whole file: its structure, every row's checksum, every index row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.catalogue import Catalogue, Entry
from store.engine import UNSOUND, Problem, Progress, row_problem
from store.errors import DamagedFile
from store.index_row import index_sum
from store.row import is_sound
from store.sqlite_sessions import Sessions

if TYPE_CHECKING:
    from store.engine import Engine

_STEP = 500


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
    problems += _structure(sessions)
    if progress:
        progress(total, total)
    return problems


def _structure(sessions: Sessions) -> list[Problem]:
    try:
        found = sessions.patiently("PRAGMA integrity_check(20)")
    except DamagedFile as error:
        return [Problem("file", "", 0, "", error.wrong)]
    return [
        Problem("file", "", 0, "", f"文件结构有误：{text}") for (text,) in found if text != "ok"
    ]


def _index_problems(sessions: Sessions, catalogue: Catalogue, table: str) -> list[Problem]:
    entry = catalogue.find(table)
    if entry is None or not entry.columns:
        return []
    missing = sessions.rows(
        f"SELECT id, key FROM {entry.documents} d WHERE key IS NOT NULL"
        f" AND NOT EXISTS (SELECT 1 FROM {entry.index} x WHERE x.id = d.id AND x.key = d.key)"
    )
    left = sessions.rows(
        f"SELECT id, key FROM {entry.index} x"
        f" WHERE NOT EXISTS (SELECT 1 FROM {entry.documents} d WHERE d.id = x.id)"
    )
    return [
        *(row_problem("index", table, id, key, "缺少索引行") for id, key in missing),
        *(row_problem("index", table, id, key, "多出索引行") for id, key in left),
        *_unsound(sessions, entry),
    ]


def _unsound(sessions: Sessions, entry: Entry) -> Iterator[Problem]:
    columns = "".join([f', "{name}"' for name in entry.columns])
    sql = f"SELECT id, key, sum{columns} FROM {entry.index} WHERE id > ? ORDER BY id LIMIT {_STEP}"
    last = -(2**63)
    while found := sessions.rows(sql, (last,)):
        last = found[-1][0]
        for id, key, sum, *values in found:
            if sum != index_sum(dict(zip(entry.columns, values, strict=True))):
                yield row_problem("index", entry.name, id, key, f"索引行{UNSOUND}")
