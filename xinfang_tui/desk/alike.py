"""Likely the same matter in two villages, offered for linking, never merged by machine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE, Journal
from xinfang_tui.desk.lists import Lists
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.exchange.duplicates import likely
from xinfang_tui.exchange.likeness import Matter

Record = dict[str, Any]
MOST = 200
VOIDING = "void"


def offers(context: Context, month: str, village: str = "") -> list[Record]:
    """Pairs of matters that look the same, of which one was registered in the month.

    Only what lists show to whoever works is looked at. Sealed and voided matters are left out, and
    pairs that are linked already or were found to be different. What is compared is matters;
    reasons carry no name.

    Args:
        village: only pairs that touch this village.

    Returns:
        ``[{one, other, score, why}]``; each side ``{id, number, title, village, village_name,
        status, registered_on}``; the likeliest first, at most 200.
    """
    known: dict[str, Dispute] = {}
    where = [Where("sealed", "=", 0), *Lists(context).where({})]
    for id, record in context.journal.disputes.documents(where):
        known[id] = Dispute.from_json(record)
    focus = {
        id
        for id, dispute in known.items()
        if dispute.registered_on.isoformat()[:7] == month and village in ("", dispute.village)
    }
    pairs = likely(
        [matter_of(dispute) for dispute in known.values()],
        focus=focus,
        settled={*_linked(known.values()), *_different(context)},
    )
    return [
        {
            "one": _side(context, known[like.one]),
            "other": _side(context, known[like.other]),
            "score": like.score,
            "why": "；".join(like.reasons),
        }
        for like in pairs[:MOST]
    ]


def matter_of(dispute: Dispute) -> Matter:
    """What of a dispute is compared."""
    return Matter(
        dispute.id,
        dispute.village,
        dispute.title,
        dispute.category,
        dispute.occurred_on,
        tuple((party.name, party.phone, party.household) for party in dispute.parties),
        dispute.places,
        dispute.brief,
    )


def _linked(disputes: Iterable[Dispute]) -> Iterable[frozenset[str]]:
    return (frozenset((dispute.id, lead)) for dispute in disputes for lead, _ in dispute.links)


def _different(context: Context) -> Iterator[frozenset[str]]:
    """Pairs of which somebody wrote down that they are two matters, and did not undo it."""
    journal = context.journal
    for _, record in journal.events.documents([Where("kind", "=", "unlink")]):
        event = Event.from_json(record)
        lead = str(event.payload.get("lead", ""))
        if event.payload.get("role") == "different" and not _undone(journal, event):
            yield frozenset((event.subject.removeprefix(DISPUTE), lead))


def _undone(journal: Journal, event: Event) -> bool:
    return any(
        each.kind == VOIDING and each.payload.get("target") == event.id
        for each in journal.of(event.subject)
    )


def _side(context: Context, dispute: Dispute) -> Record:
    return {
        "id": dispute.id,
        "number": dispute.number,
        "title": dispute.title,
        "village": dispute.village,
        "village_name": context.rules.places.name(dispute.village),
        "status": dispute.status,
        "registered_on": dispute.registered_on.isoformat(),
    }
