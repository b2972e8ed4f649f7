"""Who takes the matters of a rung, by the staff that is registered (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Mapping

from xinfang_tui.staff import Staff

_ROLES = {
    "village": ("village_mediator", "grid_worker"),
    "township": ("township_mediator", "township_coordinator"),
}


def taker(staff: Mapping[str, Staff], rung: str, tier: str) -> str:
    """A registered mediator; empty when nobody is. A leader is named in the matter itself."""
    roles = _ROLES.get(rung, ())
    return next((one.name for one in staff.values() if one.active and one.role in roles), "")
