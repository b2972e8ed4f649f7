"""Open matters that a draft may repeat, within one's own scope (DESIGN §9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from store import Where
from xinfang_tui.desk.alike import matter_of
from xinfang_tui.desk.context import Context
from xinfang_tui.disputes.dispute import OPEN, Dispute
from xinfang_tui.exchange.duplicates import likely
from xinfang_tui.exchange.likeness import Matter

MOST = 5
SPAN = timedelta(days=365)
DRAFT = "draft"


def similar(context: Context, draft: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Open matters like the draft: ``{number, title, why, score, parties, reporter}``.

    The likeliest first. Sealed matters are never offered; the comparison is of matters, not of
    persons: ``parties`` and ``reporter`` are whom the title may name, to be hidden.
    """
    title = str(draft.get("title") or "").strip()
    place = context.rules.places.find(str(draft.get("village") or ""))
    if len(title) < 2 and not draft.get("parties"):
        return []
    since = (context.today - SPAN).isoformat()
    where = [
        Where("status", "=", OPEN),
        Where("sealed", "=", 0),
        Where("registered_on", ">=", since),
    ]
    own = context.own_village
    if own:
        where.append(Where("village", "in", list(context.rules.places.merged_into(own))))
    elif place is not None:
        where.append(Where("village", "=", place.code))
    known: dict[str, Dispute] = {}
    for key, record in context.journal.disputes.documents(
        where, order=[("registered_on", True)], limit=500
    ):
        known[key] = Dispute.from_json(record)
    matters = [matter_of(dispute) for dispute in known.values()]
    given = draft.get("parties")
    mine = Matter(
        DRAFT,
        place.code if place else "",
        title,
        str(draft.get("category") or ""),
        _day(draft.get("occurred_on"), context.today),
        tuple(
            (str(p.get("name") or ""), str(p.get("phone") or ""), str(p.get("household") or ""))
            for p in (given if isinstance(given, list | tuple) else ())
            if isinstance(p, Mapping)
        ),
    )
    found = []
    for like in likely([*matters, mine], focus=[DRAFT])[:MOST]:
        other = known[like.other if like.one == DRAFT else like.one]
        found.append(
            {
                "number": other.number,
                "title": other.title,
                "why": "；".join(like.reasons),
                "score": like.score,
                "parties": [party._asdict() for party in other.parties],
                "reporter": other.reporter,
            }
        )
    return found


def _day(value: Any, today: date) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return today
