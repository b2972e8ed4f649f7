"""The rows of our own JSON export: a list of records, each a name for a value."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from xinfang_tui.documents.reading.sheet import Book, Sheet
from xinfang_tui.documents.reading.text import Value
from xinfang_tui.documents.reading.xlsx_guard import SAFE
from xinfang_tui.refusal import Refused


def read_json(path: Path, text: str) -> Book:
    """The records of a JSON list as a sheet whose header is their names.

    Raises:
        Refused: no JSON, or no list of records.
    """
    try:
        records = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(f"“{path.name}”不是完整的 JSON", safe=SAFE, do="请重新导出再试") from error
    if not isinstance(records, list) or not all(isinstance(each, dict) for each in records):
        raise Refused(f"“{path.name}”里不是一列记录", safe=SAFE, do="请用台账导出的 JSON")
    names = list(dict.fromkeys(name for record in records for name in record))
    rows: list[tuple[int, list[Value]]] = [(1, list(names))]
    for number, record in enumerate(records, start=2):
        rows.append((number, [_value(record.get(name)) for name in names]))
    return Book((Sheet(path.stem, rows),), "json")


def _value(value: Any) -> Value:
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        parts = [each.get("name", "") if isinstance(each, dict) else each for each in value]
        return "、".join(str(part) for part in parts)
    return json.dumps(value, ensure_ascii=False)
