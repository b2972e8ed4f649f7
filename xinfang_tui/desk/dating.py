"""Days that an entry cannot have: before the step that it answers (DESIGN §4)."""

from __future__ import annotations

from datetime import date

from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder.clock import PETITION

_SETTLED = frozenset({"visit_back", "perform", "confirm"})
_CONCLUDED = frozenset({"close", "reopen"})
_MOVES = frozenset({"escalate", "accept", "return_down"})


def too_early(d: Dispute, kind: str, on: date) -> str:
    """Why an entry typed in here cannot be of that day, in Chinese; empty when it can."""
    first, what = _first(d, kind)
    if first is None or on >= first:
        return ""
    return f"日期 {on} 早于{what}的日期 {first}"


def _first(d: Dispute, kind: str) -> tuple[date | None, str]:
    """The first day that it can have, and what happened then."""
    if kind in _SETTLED:
        return _told(d, d.resolved_on), "化解"
    if kind in _CONCLUDED:
        return _told(d, d.concluded_on), "办结"
    if kind == "accept" and d.pending is None and d.track == PETITION:
        return d.registered_on, "登记"  # climbing moves no limit of a petition
    if kind not in _MOVES:
        return None, ""
    if kind != "escalate" and d.pending is not None:
        return d.pending.on, "转办"
    # A corrected village moves the matter to no other rung.
    return next((step.on for step in reversed(d.transitions) if step.what != "move"), None), (
        "来到这一层" if d.open else "转出"
    )


def _told(d: Dispute, on: date | None) -> date | None:
    """A day that a ledger tells by its month stands for any day of the month."""
    return on.replace(day=1) if on is not None and d.date_by_month else on
