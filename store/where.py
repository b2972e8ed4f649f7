"""Conditions on the index columns of a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

_COMPARE = {"<": "<", "<=": "<=", ">": ">", ">=": ">="}
_OPS = frozenset({"=", "!=", "in", "contains", "null", "not null", "any", *_COMPARE})
_MANY = 5000


@dataclass(slots=True, eq=False, repr=False, match_args=False)
class Where:
    """One condition: an index column, how it compares, with what.

    Attributes:
        column: the index column's name, or "key" for the document's own.
        op: "=", "!=" (also true where there is no value), "<", "<=", ">", ">=", "in",
            "contains" (substring), "null", "not null".
        value: what to compare with; a collection for "in"; nothing for the last two.
    """

    column: str
    op: str
    value: Any = None

    def __post_init__(self) -> None:
        if self.op not in _OPS:
            raise ValueError(f"unknown comparison {self.op!r}")

    @classmethod
    def any_of(cls, *choices: Where | Sequence[Where]) -> Where:
        """True when one of the choices is; a sequence is when all of it is."""
        return cls("", "any", tuple((c,) if isinstance(c, Where) else tuple(c) for c in choices))


def plain(name: str) -> str:
    """A name fit to stand in SQL.

    Raises:
        ValueError: it is not lower-case letters, digits and underscores.
    """
    if not (name.isidentifier() and name.isascii() and name == name.lower()):
        raise ValueError(f"not a column name: {name!r}")
    return name


def conditions(wheres: Iterable[Where], column: Callable[[str], str]) -> tuple[str, list[Any]]:
    """The SQL after WHERE, and its values; "1" when there is no condition.

    ``column`` turns a column's name into SQL and refuses an unknown one.
    """
    parts: list[str] = []
    values: list[Any] = []
    for where in wheres:
        sql, bound = _condition(where, column)
        parts.append(sql)
        values += bound
    return " AND ".join(parts) or "1", values


def _condition(where: Where, column: Callable[[str], str]) -> tuple[str, list[Any]]:
    if where.op == "any":
        found = [conditions(choice, column) for choice in where.value]
        joined = " OR ".join(f"({sql})" for sql, _ in found) or "0"
        return f"({joined})", [value for _, bound in found for value in bound]
    name = column(where.column)
    match where.op:
        case "null":
            return f"{name} IS NULL", []
        case "not null":
            return f"{name} IS NOT NULL", []
        case "=" if where.value is None:
            return f"{name} IS NULL", []
        case "=":
            return f"{name} = ?", [where.value]
        case "!=":
            return f"{name} IS NOT ?", [where.value]
        case "contains":
            return f"instr({name}, ?) > 0", [where.value]
        case "in":
            return _one_of(name, list(where.value))
    return f"{name} {_COMPARE[where.op]} ?", [where.value]


def _one_of(name: str, values: list[Any]) -> tuple[str, list[Any]]:
    if len(values) > _MANY:
        # SQLite limits the number of bound values, not the length of one of them.
        return f"{name} IN (SELECT value FROM json_each(?))", [json.dumps(values)]
    return f"{name} IN ({', '.join('?' * len(values))})", values
