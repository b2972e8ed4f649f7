"""How a dispute's parts are written to the store and read back: rows of plain JSON values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

import orjson

from xinfang_tui.disputes.parts import (
    Choice,
    Conflict,
    Decision,
    Extension,
    Party,
    PlanStep,
    Start,
    Suspension,
    Term,
    Transfer,
    Transition,
    Visit,
)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


iso = lru_cache(maxsize=4096)(date.isoformat)
"""A date as ISO text; the same few come again and again."""


def plain(value: Any) -> Any:
    """A value as JSON: dates as ISO text, parts and tuples as lists."""
    if isinstance(value, tuple):
        if PLAIN.issuperset(map(type, value)):
            return list(value)
        return [item if type(item) in PLAIN else plain(item) for item in value]
    return iso(value) if type(value) is date else value


def spelt(record: Mapping[str, Any]) -> bytes:
    """A record as JSON, its values as :func:`plain` would make them."""
    try:
        return orjson.dumps(record, tuple)
    except TypeError:  # half a surrogate pair: only an escape can hold it
        return json.dumps(record, default=iso, separators=(",", ":")).encode()


def _start(r: list[Any]) -> Start:
    return Start(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], _day(r[6]), *r[7:])


def _transition(r: list[Any]) -> Transition:
    return Transition(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4], r[5], r[6], r[7], r[8])


def _transfer(r: list[Any]) -> Transfer:
    return Transfer(r[0], date.fromisoformat(r[1]), *r[2:])


def _extension(r: list[Any]) -> Extension:
    return Extension(r[0], date.fromisoformat(r[1]), r[2], date.fromisoformat(r[3]), *r[4:])


def _suspension(r: list[Any]) -> Suspension:
    begun, until = date.fromisoformat(r[1]), date.fromisoformat(r[2])
    return Suspension(r[0], begun, until, _day(r[3]), r[4])


def _conflict(r: list[Any]) -> Conflict:
    choices = tuple(Choice(c[0], c[1], c[2], date.fromisoformat(c[3])) for c in r[1])
    return Conflict(r[0], choices, r[2])


def _visit(r: list[Any]) -> Visit:
    return Visit(r[0], date.fromisoformat(r[1]), *r[2:])


def _decision(r: list[Any]) -> Decision:
    return Decision(r[0], r[1], date.fromisoformat(r[2]), r[3], _day(r[4]))


def _dated(r: list[Any]) -> tuple[date, Any, Any]:
    return (date.fromisoformat(r[0]), r[1], r[2])


def _dated_due(r: list[Any]) -> tuple[date, Any, date | None]:
    return (date.fromisoformat(r[0]), r[1], _day(r[2]))


def _each(reader: Any) -> Any:
    return lambda items: tuple(reader(item) for item in items)


PLAIN = frozenset((str, int, bool, float, type(None)))
_DAYS = (
    "occurred_on",
    "registered_on",
    "superior_due",
    "leader_due",
    "accepted_on",
    "confirm_asked",
    "confirm_given",
    "resolved_on",
    "concluded_on",
    "closed_on",
    "first_on",
    "last_on",
)
_TEXTS = ("places", "topics", "external_refs", "helpers", "readers", "met", "idle")
# Field → what turns its JSON back; fields not named are plain already.
READERS: dict[str, Callable[[Any], Any]] = dict.fromkeys(_DAYS, date.fromisoformat)
READERS |= dict.fromkeys(_TEXTS, tuple)
READERS |= {
    "parties": _each(lambda r: Party(*r)),
    "plan": _each(lambda r: PlanStep(r[0], _day(r[1]))),
    "pending": _transfer,
    "starts": _each(_start),
    "extensions": _each(_extension),
    "suspensions": _each(_suspension),
    "opinions": _each(_dated_due),
    "surfaced": _each(_dated),
    "instructions": _each(_dated_due),
    "decisions": _each(_decision),
    "links": _each(tuple),
    "terms": _each(lambda r: Term(r[0], r[1], _day(r[2]), r[3])),
    "visits": _each(_visit),
    "transitions": _each(_transition),
    "conflicts": _each(_conflict),
}
