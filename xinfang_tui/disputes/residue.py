"""What stays of an erased event: codes, dates and counts, nothing of a person (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

ERASED = "（已依法删除）"
PERSONAL = frozenset(
    {
        "title",
        "brief",
        "parties",
        "party",
        "reporter",
        "text",
        "terms",
        "people_words",
        "reason",
        "evidence",
        "file",
        "readers",
        "danger",
        "told",
        "representatives",
        "address",
        "name",
        "place",
        "remedies_told",
        "external_refs",
        "note",
        "category_words",
        "agreed_by",
        "attendees",
        "source",
        "old",
    }
)
PERSONAL_FIELDS = frozenset({"title", "brief", "parties", "reporter", "external_refs"})


def residue(kind: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an event's data that may stay after an erasure."""
    kept = {name: value for name, value in data.items() if name not in PERSONAL}
    if kind == "mediate":
        kept.pop("people", None)
    if kind in ("correct", "settle"):
        slot = str(data.get("field") or data.get("conflict") or "")
        if slot in PERSONAL_FIELDS:
            kept.pop("value", None)
    return kept


def common(residues: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """What several erasures of one event agree to keep, so that the strictest wins in any order."""
    first, *others = residues
    return {
        name: value
        for name, value in first.items()
        if all(name in other and other[name] == value for other in others)
    }
