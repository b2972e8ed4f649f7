"""What stays of an erased event: codes, dates and counts, nothing of a person (DESIGN §4)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from xinfang_tui.disputes import kinds
from xinfang_tui.disputes.digits import NUMBERS
from xinfang_tui.disputes.names import plain

ERASED = "（已依法删除）"
_MATTER = frozenset(
    {
        *("number", "village", "places", "category", "mediation_class", "scale", "people"),
        *("channel", "track", "occurred_on", "superior_due", "imported", "sealed"),
        *("handler", "helpers", "unit", "leader", "agent", "working_group"),
    }
)
AS_THEY_ARE = frozenset({"household", "external_refs"})
"""Fields that hold numbers which are nobody's phone or card."""
_STEPS = frozenset(
    {
        *(
            "ladder",
            "rule",
            "rung",
            "tier",
            "leader_tier",
            "from",
            "due",
            "until",
            "back_to",
            "of",
            "date",
        ),
        *("target", "transfer", "lead", "lead_number", "field", "conflict", "value", "unsigned"),
        *("approver", "border", "paper"),
        *("unit", "handler", "helpers", "leader"),
    }
)
_CODED = frozenset({kinds.DAY, kinds.BOOL, kinds.INT, kinds.MONEY, kinds.CHOICE})
_CODES = {"resolve": frozenset({"method"}), "decide": frozenset({"decision", "meeting"})}
"""Fields that hold a code, or somebody's own words instead."""
_OFFICES = frozenset({"organisation", "office", "to"})
"""Texts that name an office, or whatever somebody wrote instead."""
_STANDS_IN = "to"
"""What an office is called goes, but that there is one stays: whose matter it is depends on it."""


def residue(kind: str, data: Mapping[str, Any], known: Collection[str] = ()) -> dict[str, Any]:
    """The part of an event's data that may stay after an erasure.

    Args:
        known: names of offices and places, plain; an office of another name is a text like others.
    """
    if kind == "register":
        return {name: value for name, value in data.items() if name in _MATTER | _STEPS}
    spec = kinds.KINDS.get(kind)
    coded = {field.name for field in spec.fields if field.type in _CODED} if spec else set()
    codes = _CODES.get(kind, frozenset())
    kept = {name: value for name, value in data.items() if name in (coded | _STEPS) - codes}
    kept |= {name: data[name] for name in codes & data.keys() if _is_code(str(data[name]))}
    for name in _OFFICES & (data.keys() - coded):
        if plain(str(data[name])) in known:
            kept[name] = data[name]
        elif name == _STANDS_IN and data[name]:
            kept[name] = ERASED
    _without_words(kept)
    return kept


def _is_code(said: str) -> bool:
    return said.isascii() and re.search(NUMBERS, said) is None


def with_codes(
    kind: str,
    data: Mapping[str, Any],
    left: Mapping[str, Any],
    gone: Collection[str] = (),
    known: Collection[str] = (),
) -> dict[str, Any]:
    """What is left of data after words were taken out, with every code as it was.

    Args:
        gone: fields that were taken whole; known: see :func:`residue`.
    """
    codes = residue(kind, data, known)
    same = {name for name, value in codes.items() if data.get(name) == value}
    slot = str(data.get("field") or data.get("conflict") or "")
    if slot in _MATTER | AS_THEY_ARE:
        same |= {"value", "old"}
    back = (same | AS_THEY_ARE) - {*gone}
    return {name: data[name] if name in back else value for name, value in left.items()}


def _without_words(kept: dict[str, Any]) -> None:
    """Take what a field of the matter says in words out of a correction or a decision on it."""
    slot = str(kept.get("field") or kept.get("conflict") or "")
    name, _, rest = slot.partition(":")
    if name == "consent":
        kept["conflict"] = f"{name}:{rest.partition(':')[0]}:"
    elif name not in _MATTER | _SLOTS:
        kept.pop("value", None)


_SLOTS = frozenset({"status", "extension", "suspension", "transfer", "term", "link"})


def common(residues: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What several erasures of one event agree to keep, so that the strictest wins in any order."""
    first, *others = residues
    kept = dict(first)
    for other in others:
        kept = _agreed(kept, other)
    return kept


_NOTHING = object()


def _agreed(one: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    both = ((name, _both(value, other[name])) for name, value in one.items() if name in other)
    kept = {name: value for name, value in both if value is not _NOTHING}
    if _STANDS_IN in one.keys() & other.keys() - kept.keys():
        kept[_STANDS_IN] = ERASED
    return kept


def _both(one: Any, other: Any) -> Any:
    if one == other:
        return one
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return _agreed(one, other)
    if isinstance(one, list) and isinstance(other, list):
        if len(one) != len(other):
            return [value for value in one if value in other]
        pairs = [_both(*pair) for pair in zip(one, other, strict=True)]
        return [value for value in pairs if value is not _NOTHING]
    return _NOTHING
