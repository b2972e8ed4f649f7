"""The whole ledger as a stock TinyDB JSON file, and back: nobody is locked in.

The file has the ledger's tables as TinyDB knows them. What TinyDB has no place for stands in
two more tables: ``_tables`` (name, index columns, the next id) and ``_index`` (for each
document given by key: its table, id, key and index values).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TextIO

from store.engine import Engine
from store.errors import DamagedRow, NotALedger, StoreError, told_of_files
from store.files import clear_halves, half_of, sync_file, sync_folder
from store.ledger import Ledger
from store.row import body_of, is_sound
from store.where import Where

TABLES = "_tables"
INDEX = "_index"
_STEP = 2000


def write_tinydb(ledger: Ledger, path: Path) -> int:
    """Write every document into a JSON file that ``tinydb.TinyDB(path)`` opens; how many.

    All of one moment: saving waits meanwhile. Rows go from file to file: memory stays small.
    The file appears whole or not at all; one that was there is replaced.

    Raises:
        ValueError: a table is called ``_tables`` or ``_index``.
        DamagedRow: a document is damaged, so the file would not hold everything.
        StoreError: it could not be written.
    """
    half = half_of(path)
    with told_of_files(f"写出 {path.name}"):
        with suppress(OSError):
            clear_halves(path.parent)
        try:
            with half.open("w", encoding="utf-8") as out, ledger.snapshot():
                count = _write(ledger.engine, out)
            sync_file(half)
            half.replace(path)
            sync_folder(path.parent)
        finally:
            half.unlink(missing_ok=True)
    return count


def _write(engine: Engine, out: TextIO) -> int:
    count = 0
    names = list(engine.tables())
    if taken := {TABLES, INDEX} & set(names):
        raise ValueError(f"tables that the file needs for itself: {taken}")
    out.write("{")
    for name in names:
        count += _table(out, name, _documents(engine, name))
        out.write(",\n")
    _table(out, TABLES, enumerate((_json(_described(engine, name)) for name in names), 1))
    out.write(",\n")
    _table(out, INDEX, enumerate(map(_json, _indexed(engine, names)), 1))
    out.write("}\n")
    return count


def _table(out: TextIO, name: str, documents: Iterable[tuple[int, str]]) -> int:
    out.write(f"{_json(name)}: {{")
    count = 0
    for count, (id, body) in enumerate(documents, 1):
        out.write(f'{"," if count > 1 else ""}\n"{id}": {body}')
    out.write("}")
    return count


def _json(value: Any) -> str:
    # Escapes beyond ASCII: whatever encoding TinyDB opens the file with, it reads the same.
    return json.dumps(value)


def _documents(engine: Engine, table: str) -> Iterator[tuple[int, str]]:
    for row in engine.scan(table):
        if not is_sound(table, row):
            raise DamagedRow(
                f"{table} 中的一条记录（{row.key or row.id}）已损坏，没有写出",
                safe="台账没有改动",
                do="请先运行检查，从备份中找回这一条",
            )
        yield row.id, _json(json.loads(row.body))


def _described(engine: Engine, table: str) -> dict[str, Any]:
    columns, indexes = engine.declared(table)
    return {
        "name": table,
        "columns": columns,
        "indexes": indexes,
        "next_id": engine.next_id(table),
    }


def _indexed(engine: Engine, tables: Iterable[str]) -> Iterator[dict[str, Any]]:
    for table in tables:
        columns, _ = engine.declared(table)
        names = ["id", "key", *columns]
        rest: tuple[Where, ...] = ()
        while found := engine.select(table, rest, names, (), _STEP, 0):
            for id, key, *values in found:
                index = dict(zip(columns, values, strict=True))
                yield {"table": table, "id": id, "key": key, "index": index}
            rest = (Where("id", ">", found[-1][0]),)


def read_tinydb(path: Path, ledger: Ledger) -> int:
    """Take every document of a TinyDB JSON file into an empty ledger, at once; how many.

    A file that stock TinyDB wrote is taken too: its documents have no key.

    Raises:
        StoreError: the ledger is not empty, or the file is not such a file; nothing changed.
    """
    tables = _content(path)
    with ledger.transaction():
        if ledger.engine.tables():
            raise StoreError(
                "台账里已经有内容，没有读入", safe="台账没有改动", do="请读入到一个新的数据文件夹"
            )
        try:
            return _take(ledger.engine, tables)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise _not_tinydb(path) from error


def _take(engine: Engine, tables: dict[str, dict[str, dict[str, Any]]]) -> int:
    described = {table["name"]: table for table in tables.pop(TABLES, {}).values()}
    indexed = {
        (entry["table"], entry["id"]): (entry["key"], entry["index"])
        for entry in tables.pop(INDEX, {}).values()
    }
    for name, documents in tables.items():
        engine.create(name)
        if table := described.get(name):
            if table["columns"]:
                engine.declare(name, table["columns"], table["indexes"])
            engine.reserve(name, table["next_id"])
        for id, document in documents.items():
            key, index = indexed.get((name, int(id)), (None, None))
            engine.save(name, int(id), key, body_of(document), index)
    return sum(map(len, tables.values()))


def _content(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    with told_of_files(f"读取 {path.name}"):
        try:
            content = json.loads(path.read_bytes())
        except ValueError as error:
            raise _not_tinydb(path) from error
    if not isinstance(content, dict) or not all(
        isinstance(table, dict) and all(isinstance(d, dict) and _is_id(i) for i, d in table.items())
        for table in content.values()
    ):
        raise _not_tinydb(path)
    return content


def _is_id(text: str) -> bool:
    return text.removeprefix("-").isdecimal()


def _not_tinydb(path: Path) -> NotALedger:
    return NotALedger(
        f"{path.name} 不是 TinyDB 的 JSON 文件，或内容不完整",
        safe="台账没有改动",
        do="请确认选对了文件",
    )
