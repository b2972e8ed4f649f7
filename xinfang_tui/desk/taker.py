"""Who takes the matters of a rung, by the staff that is registered (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder.climb import blocked
from xinfang_tui.staff import Staff

_ROLES = {
    "village": ("village_mediator", "grid_worker"),
    "township": ("township_mediator", "township_coordinator"),
}


def taker(staff: Mapping[str, Staff], rung: str, tier: str) -> str:
    """A registered mediator; empty when nobody is. A leader is named in the matter itself."""
    roles = _ROLES.get(rung, ())
    return next((one.name for one in staff.values() if one.active and one.role in roles), "")


def lacking(dispute: Dispute, rules: Rules, today: date) -> tuple[str, ...]:
    """What is missing that somebody takes a matter, in words (无人承接); else nothing."""
    owners = partial(taker, rules.staff)
    return blocked(dispute, rules.ladders, rules.calendar, rules.meetings, today, owners)
