"""The index row of a dispute: what lists, sums and the ladder run ask for (DESIGN §7)."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import lru_cache
from typing import Any

from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes import names
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import canonical
from xinfang_tui.disputes.parts import MEMBER
from xinfang_tui.disputes.stored import iso

COLUMNS = {
    "number": "TEXT",
    "village": "TEXT",
    "status": "TEXT",
    "rung": "TEXT",
    "tier": "TEXT",
    "category": "TEXT",
    "scale": "TEXT",
    "channel": "TEXT",
    "track": "TEXT",
    "month": "TEXT",
    "occurred_on": "TEXT",
    "registered_on": "TEXT",
    "due": "TEXT",
    "due_target": "TEXT",
    "climb_on": "TEXT",
    "handler": "TEXT",
    "leader": "TEXT",
    "unit": "TEXT",
    "people": "INTEGER",
    "conflicts": "INTEGER",
    "pending": "INTEGER",
    "urgent": "INTEGER",
    "sealed": "INTEGER",
    "reopened": "INTEGER",
    "active_to": "TEXT",
    "last_on": "TEXT",
    "search": "TEXT",
    "rules": "TEXT",
    "fingerprint": "TEXT",
    "lead": "TEXT",
}
INDEXES = (
    ("number",),
    ("status", "climb_on"),
    ("status", "rules"),
    ("status", "due"),
    ("village", "month"),
    ("active_to", "registered_on"),
    ("registered_on", "number", "status"),
    ("rung", "status"),
    ("fingerprint",),
    ("lead",),
)
STILL_ACTIVE = "9999-12-31"


def row(dispute: Dispute, rules: Rules) -> dict[str, Any]:
    """The index row; ``climb_on`` is the first day on which the ladder proposes something.

    ``lead`` is the first matter that this one counts with (并案).
    """
    d = dispute
    deadline = rules.deadline(d)
    climbs = rules.climb_on(d, deadline)
    # A petition is overdue after the plain last day, unless an order from above gives the day.
    petition = deadline is not None and d.track == "petition"
    return {
        "number": d.number,
        "village": d.village,
        "status": d.status,
        "rung": d.rung,
        "tier": d.tier,
        "category": d.category,
        "scale": d.scale,
        "channel": d.channel,
        "track": d.track,
        "month": iso(d.registered_on)[:7],
        "occurred_on": iso(d.occurred_on),
        "registered_on": iso(d.registered_on),
        "due": iso(deadline.due) if deadline else None,
        "due_target": iso(deadline.last if petition else deadline.due_target) if deadline else None,
        "climb_on": iso(climbs) if climbs else None,
        "handler": d.handler,
        "leader": d.leader,
        "unit": d.unit,
        "people": d.people,
        "conflicts": len(d.conflicts),
        "pending": int(d.pending is not None),
        "urgent": d.urgent,
        "sealed": int(d.sealed),
        "reopened": d.reopened,
        "active_to": STILL_ACTIVE if d.open else iso(_ended(d)),
        "last_on": iso(d.last_on),
        "search": search_text(d),
        "rules": rules.version,
        "fingerprint": fingerprint(
            d.village, d.occurred_on, d.title, [party.name for party in d.parties]
        ),
        "lead": next((lead for lead, role in d.links if role in MEMBER), None),
    }


def last_of(due: str | None, due_target: str | None, track: str) -> str | None:
    """The last day that is not overdue, of a row's columns (rules.md, Counting)."""
    return due_target if track == "petition" else due


def _ended(dispute: Dispute) -> date:
    return max(dispute.last_on, max((step.on for step in dispute.transitions), default=date.min))


def search_text(dispute: Dispute) -> str:
    """What a search looks through: words as written, then pinyin initials of title and names."""
    d = dispute
    people = [party.name for party in d.parties]
    words = [d.number, d.title, *people, d.handler, d.leader, d.brief[:400], *d.external_refs]
    words += [beside(code) for code in d.places if code != d.village]
    phones = [party.phone for party in d.parties if party.phone]
    sounds = [names.likely_initials(d.title[:40])]
    sounds += [sound for name in people for sound in names.surname_initials(name[:20])]
    return "\n".join([*words, *phones, *sounds]).lower()


def beside(code: str) -> str:
    """How a search finds the matters that another village than the lead one has a part in."""
    return f"@{code}"


def fingerprint(village: str, occurred_on: date, title: str, parties: list[str]) -> str:
    """What two rows of a ledger share when they are the same matter (DESIGN §10)."""
    return _fingerprint(village, iso(occurred_on), title, tuple(sorted(parties)))


@lru_cache(maxsize=1 << 14)  # an import asks for each row twice: before it stands, and after
def _fingerprint(village: str, occurred_on: str, title: str, parties: tuple[str, ...]) -> str:
    key = [village, occurred_on, title, parties]
    return hashlib.blake2b(canonical(key), digest_size=12).hexdigest()
