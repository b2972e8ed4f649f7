"""What stays of an erased event: codes, dates and counts, nothing of a person (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from xinfang_tui.disputes import kinds

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
        *("ladder", "rule", "rung", "tier", "from", "to", "due", "until", "back_to", "of"),
        *("target", "transfer", "lead", "lead_number", "field", "conflict", "value", "unsigned"),
        *("meeting", "approver", "organisation", "office", "date", "border", "paper"),
        *("unit", "handler", "helpers", "leader"),
    }
)
_CODED = frozenset({kinds.DAY, kinds.BOOL, kinds.INT, kinds.MONEY, kinds.CHOICE})
_CODES = {"resolve": "method", "decide": "decision"}
"""Fields that hold a code of a list, or somebody's own words instead."""


def residue(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an event's data that may stay after an erasure."""
    if kind == "register":
        return {name: value for name, value in data.items() if name in _MATTER | _STEPS}
    spec = kinds.KINDS.get(kind)
    coded = {field.name for field in spec.fields if field.type in _CODED} if spec else set()
    code = _CODES.get(kind, "")
    kept = {name: value for name, value in data.items() if name in (coded | _STEPS) - {code}}
    if str(data.get(code) or "").isascii() and code in data:
        kept[code] = data[code]
    if kind in ("correct", "settle"):
        _without_words(kept)
    return kept


def with_codes(
    kind: str, data: Mapping[str, Any], left: Mapping[str, Any], gone: Collection[str] = ()
) -> dict[str, Any]:
    """What is left of data after words were taken out, with every code as it was.

    Args:
        gone: fields that were taken whole.
    """
    same = {name for name, value in residue(kind, data).items() if data.get(name) == value}
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
    return {name: value for name, value in both if value is not _NOTHING}


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
