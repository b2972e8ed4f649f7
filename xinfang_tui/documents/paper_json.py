"""A paper as JSON and back: what a closed month keeps of its papers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.documents.paper import (
    BLOCKS,
    Block,
    Cell,
    Column,
    Field,
    Paper,
    Series,
    Table,
)

_HEAD = tuple(name for name in Paper._fields if name != "blocks")
_DAYS = frozenset({"on", "made_on"})


def to_json(paper: Paper) -> dict[str, Any]:
    """The paper as plain data; ``blocks`` is a list of ``{"block": kind, …}``."""
    return {name: _plain(getattr(paper, name)) for name in _HEAD} | {
        "blocks": [_block(block) for block in paper.blocks]
    }


def from_json(record: Mapping[str, Any]) -> Paper:
    """Read what :func:`to_json` wrote.

    Raises:
        KeyError: a kind of block this version does not know.
    """
    head = {name: _value(name, record[name]) for name in _HEAD if name in record}
    return Paper(blocks=tuple(_read(item) for item in record["blocks"]), **head)


def dumps(paper: Paper) -> bytes:
    """The paper as one JSON file."""
    return (json.dumps(to_json(paper), ensure_ascii=False, indent=1) + "\n").encode()


def _block(block: Block) -> dict[str, Any]:
    record: dict[str, Any] = {"block": type(block).__name__.lower()}
    return record | _named(block)


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "_asdict"):
        return _named(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _named(value: Any) -> dict[str, Any]:
    return {name: _plain(each) for name, each in value._asdict().items()}


def _read(record: Mapping[str, Any]) -> Block:
    kind = BLOCKS[record["block"]]
    # A newer program may have kept more.
    known = [pair for pair in record.items() if pair[0] in kind._fields]
    values = {name: _value(name, value) for name, value in known}
    if kind is Table:
        values["columns"] = tuple(Column(**column) for column in record["columns"])
        kinds = [column.kind for column in values["columns"]]
        values["rows"] = tuple(_cells(row, kinds) for row in record["rows"])
        values["totals"] = _cells(record["totals"], kinds)
    elif "rows" in record:
        values["rows"] = tuple(tuple(Field(**field) for field in row) for row in record["rows"])
    elif "series" in record:
        values["series"] = tuple(
            Series(one["name"], tuple(one["values"])) for one in record["series"]
        )
    return kind(**values)


def _cells(row: list[Any], kinds: list[str]) -> tuple[Cell, ...]:
    return tuple(_cell(cell, kind) for cell, kind in zip(row, kinds, strict=False))


def _cell(cell: Any, kind: str) -> Cell:
    if kind == "date" and isinstance(cell, str):
        try:
            return date.fromisoformat(cell)
        except ValueError:
            return cell
    return cell  # type: ignore[no-any-return]


def _value(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value) if value else None
    return tuple(value) if isinstance(value, list) else value
