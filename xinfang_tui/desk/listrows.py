"""What a list shows of a dispute, read from its document without building the whole of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.index import last_of
from xinfang_tui.desk.records import Record
from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes.dispute import OPEN, Dispute, Party

COLUMNS = ("due", "due_target", "rules")
"""The columns of the index that :func:`row_of` wants beside the document."""


def row_of(document: Mapping[str, Any], kept: tuple[Any, ...], rules: Rules, today: date) -> Record:
    """The names of :func:`~xinfang_tui.desk.records.record_of` that lists show or filter by.

    Args:
        document: as :meth:`Dispute.to_json` wrote it; kept: its :data:`COLUMNS` in the index.

    Returns:
        ``{id, number, title, village, village_name, category, category_short, rung, status,
        people, registered_on, handler, leader, unit, reporter, parties, due, overdue, days_left,
        conflicts}``; ``parties`` with every field, ``conflicts`` as stored.
    """
    told = document.get
    village, category = told("village", ""), told("category", "")
    return {
        "id": document["id"],
        "number": told("number", ""),
        "title": told("title", ""),
        "village": village,
        "village_name": rules.places.name(village),
        "category": category,
        "category_short": rules.codes.brief(category),
        "rung": told("rung", "village"),
        "status": told("status", OPEN),
        "people": told("people", 0),
        "registered_on": told("registered_on"),
        "handler": told("handler", ""),
        "leader": told("leader", ""),
        "unit": told("unit", ""),
        "reporter": told("reporter", ""),
        "parties": [Party(*each)._asdict() for each in told("parties", ())],
        "conflicts": told("conflicts", ()),
        **_due(document, kept, rules, today),
    }


def _due(
    document: Mapping[str, Any], kept: tuple[Any, ...], rules: Rules, today: date
) -> dict[str, Any]:
    """The day in force; from the index where that was made with the rules of now."""
    due, target, version = kept
    last: date | None = None
    if document.get("status", OPEN) != OPEN:
        due = None
    # A row of an older program holds a petition's plain day even under an order from above.
    elif version == rules.version and due and not document.get("superior_due"):
        last = date.fromisoformat(last_of(due, target, document.get("track", "")) or due)
    elif (deadline := rules.deadline(Dispute.from_json(document))) is not None:
        due, last = deadline.due.isoformat(), deadline.last
    left = (last - today).days if last is not None else None
    return {"due": due, "overdue": left is not None and left < 0, "days_left": left}
