"""A meeting (联席会议、领导小组会议), folded from its events (DESIGN §6).

Kinds on ``meeting:ID``: ``open_meeting`` {kind, on, place, chair, principal, attendees, month},
``item`` {dispute, number, village, category, reason}, ``decision`` {dispute, decision, …},
``close_meeting`` {minutes}, ``void`` {target}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal

JOINT, LEADING = "joint_meeting", "leading_group"
KIND_NAMES = {JOINT: "联席会议", LEADING: "领导小组会议"}
ASSIGN, REFER, BACK, LEADER, CONTINUE = "assign", "refer", "back", "leader", "continue"
DECISION_NAMES = {
    ASSIGN: "交办",
    REFER: "转法定途径",
    BACK: "退回",
    LEADER: "领导包案",
    CONTINUE: "继续调处",
}


@dataclass(frozen=True, slots=True)
class Item:
    """A matter on the agenda; numbers and codes only, no names.

    ``reason``: why it is on the agenda, in words; ``why``: key of it.
    """

    dispute: str
    number: str
    village: str = ""
    category: str = ""
    rung: str = ""
    why: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the meeting decided on a matter; days are ISO text, absent ones empty."""

    dispute: str
    decision: str
    unit: str = ""
    handler: str = ""
    helpers: tuple[str, ...] = ()
    leader: str = ""
    tier: str = ""
    due: str = ""
    back_to: str = ""
    to: str = ""
    reason: str = ""
    deadline_told: str = ""
    plan: tuple[Mapping[str, str], ...] = ()
    by: str = ""

    def to_json(self) -> dict[str, Any]:
        """The decision as an event carries it: what is empty is left out."""
        values = {name: getattr(self, name) for name in self.__dataclass_fields__ if name != "by"}
        for name in ("helpers", "plan"):
            values[name] = [dict(x) if isinstance(x, Mapping) else x for x in values[name]]
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, record: Mapping[str, Any], by: str = "") -> Decision:
        """Read what :meth:`to_json` wrote; what is not known is passed over."""
        known = {name: record[name] for name in cls.__dataclass_fields__ if record.get(name)}
        for name in ("helpers", "plan"):
            known[name] = tuple(known.get(name, ()))
        known.setdefault("dispute", "")
        known.setdefault("decision", "")
        return cls(**{**known, "by": by})


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting as it stands.

    Attributes:
        id, kind, month, on, place: which and when; chair: who chaired; principal: whether the
        chair is the principal leader. attendees: offices or names present.
        items: the agenda in order; decisions: dispute id → what was decided.
        closed_on: empty while it is open; minutes: the record frozen at its close.
    """

    id: str
    kind: str = JOINT
    month: str = ""
    on: str = ""
    place: str = ""
    chair: str = ""
    principal: bool = False
    attendees: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    closed_on: str = ""
    minutes: Mapping[str, Any] | None = None

    @property
    def closed(self) -> bool:
        """Whether its minutes are written."""
        return bool(self.closed_on)

    @property
    def name(self) -> str:
        """联席会议 or 领导小组会议."""
        return KIND_NAMES.get(self.kind, self.kind)

    @property
    def undecided(self) -> tuple[Item, ...]:
        """The matters on the agenda that nothing was decided on."""
        return tuple(item for item in self.items if item.dispute not in self.decisions)

    def item(self, dispute: str) -> Item | None:
        """The matter on the agenda with that id or number, or nothing."""
        return next((i for i in self.items if dispute in (i.dispute, i.number)), None)


def subject(id: str) -> str:
    """The subject of a meeting's events."""
    return f"meeting:{id}"


def fold_meeting(id: str, events: Iterable[Event]) -> Meeting:
    """The meeting that these events make, in any order of arrival.

    The last decision on a matter holds; after the close nothing is added.
    """
    nodes = causal(events)
    undone = {str(n.event.payload.get("target", "")) for n in nodes if n.event.kind == "void"}
    head: Mapping[str, Any] = {}
    items: dict[str, Item] = {}
    decisions: dict[str, Decision] = {}
    closed_on, minutes = "", None
    for node in nodes:
        event, data = node.event, node.event.payload
        if event.id in undone or closed_on:
            continue
        if event.kind == "open_meeting":
            head = {"on": event.on, **data}
        elif event.kind == "item":
            each = {k: str(data[k]) for k in Item.__dataclass_fields__ if data.get(k)}
            if each.get("dispute"):
                items[each["dispute"]] = Item(**{"number": "", **each})
        elif event.kind == "decision":
            made = Decision.from_json(data, event.by)
            decisions[made.dispute] = made
        elif event.kind == "close_meeting":
            closed_on, minutes = event.on, data.get("minutes")
    on = str(head.get("on", ""))
    return Meeting(
        id,
        kind=str(head.get("kind") or JOINT),
        month=str(head.get("month") or on[:7]),
        on=on,
        place=str(head.get("place") or ""),
        chair=str(head.get("chair") or ""),
        principal=bool(head.get("principal")),
        attendees=tuple(str(one) for one in head.get("attendees") or ()),
        items=tuple(items.values()),
        decisions=decisions,
        closed_on=closed_on,
        minutes=minutes,
    )


def counts(
    meetings: Sequence[Meeting], first: str, last: str, still_open: Iterable[str] = ()
) -> dict[str, int]:
    """Meetings held from ``first`` to ``last`` and what came of them.

    Args:
        still_open: ids of the matters open at the end.

    Returns:
        ``{meetings, joint_meetings, leading_group, studied, concluded, chaired}``; ``chaired``:
        by the principal leader.
    """
    held = [each for each in meetings if each.closed and first <= each.on <= last]
    studied = {dispute for each in held for dispute in each.decisions}
    return {
        "meetings": len(held),
        "joint_meetings": sum(each.kind == JOINT for each in held),
        "leading_group": sum(each.kind == LEADING for each in held),
        "studied": len(studied),
        "concluded": len(studied - set(still_open)),
        "chaired": sum(each.principal for each in held),
    }
