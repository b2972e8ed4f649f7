"""What each kind of event does to a dispute; :data:`EFFECTS` maps kind to effect."""

from __future__ import annotations

from collections.abc import Callable

from xinfang_tui.disputes.effects import climbing, deciding, extending, facts, settling
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import Work

EFFECTS: dict[str, Callable[[Work, Node], None]] = {
    **facts.EFFECTS,
    **climbing.EFFECTS,
    **extending.EFFECTS,
    **settling.EFFECTS,
    **deciding.EFFECTS,
}
