"""A meeting (联席会议、领导小组会议), folded from its events (DESIGN §6).

Kinds on ``meeting:ID``: ``open_meeting`` {kind, on, place, chair, principal, attendees, month},
``item`` {dispute, number, village, category, reason}, ``decision`` {dispute, decision, …},
``correct`` {field, value, reason, and what follows: month, principal}, ``close_meeting`` {minutes},
``void`` {target, of, reason}: of the opening it cancels the meeting, of another entry it takes that
back; ``erase`` {targets}, ``retain`` {of, kept}: what an erasure of a matter leaves of entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from xinfang_tui.disputes.erased import as_left, what_is_left
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})

JOINT, LEADING = "joint_meeting", "leading_group"
OPENING = "open_meeting"
KIND_NAMES = {JOINT: "联席会议", LEADING: "领导小组会议"}
ASSIGN, REFER, BACK, LEADER, CONTINUE = "assign", "refer", "back", "leader", "continue"
DECISION_NAMES = {
    ASSIGN: "交办",
    REFER: "转法定途径",
    BACK: "退回",
    LEADER: "领导包案",
    CONTINUE: "继续调处",
}
FIELD_NAMES = {"on": "日期", "place": "地点", "chair": "主持人", "attendees": "参加人"}
"""What may be corrected until the meeting is closed."""
_FOLLOWING = ("month", "principal")
"""What follows from a corrected day or chair."""
OWN_ID = r"\d{4}-\d{2}-\d{2}-[0-9a-f]{4}"
"""The shape of a meeting's id: its day when it was opened, and chance."""


class Item(NamedTuple):
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


class Decision(NamedTuple):
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
        values = {name: getattr(self, name) for name in self._fields if name != "by"}
        for name in ("helpers", "plan"):
            values[name] = [dict(x) if isinstance(x, Mapping) else x for x in values[name]]
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, record: Mapping[str, Any], by: str = "") -> Decision:
        """Read what :meth:`to_json` wrote; what is not known is passed over."""
        known = {name: record[name] for name in cls._fields if record.get(name)}
        for name in ("helpers", "plan"):
            known[name] = tuple(known.get(name, ()))
        known.setdefault("dispute", "")
        known.setdefault("decision", "")
        return cls(**{**known, "by": by})


class Correction(NamedTuple):
    """A field of the meeting set right: what it was, what it is, who did it and when."""

    field: str
    was: Any
    value: Any
    by: str
    on: str
    reason: str = ""


class Meeting(NamedTuple):
    """One meeting as it stands.

    Attributes:
        id, kind, month, on, place: which and when; called_on: the day it was called.
        chair: who chaired; principal: whether that is the principal leader.
        attendees: offices or names present.
        items: the agenda in order; decisions: dispute id → what was decided.
        corrections: what of these was set right, in order.
        closed_on: empty while it is open; minutes: the record frozen at its close.
        cancelled_on: empty unless it was called off; cancelled_for: why.
    """

    id: str
    kind: str = JOINT
    month: str = ""
    on: str = ""
    called_on: str = ""
    place: str = ""
    chair: str = ""
    principal: bool = False
    attendees: tuple[str, ...] = ()
    items: tuple[Item, ...] = ()
    decisions: Mapping[str, Decision] = _NONE
    corrections: tuple[Correction, ...] = ()
    closed_on: str = ""
    minutes: Mapping[str, Any] | None = None
    cancelled_on: str = ""
    cancelled_for: str = ""

    @property
    def closed(self) -> bool:
        """Whether its minutes are written."""
        return bool(self.closed_on)

    @property
    def cancelled(self) -> bool:
        """Whether it was called off."""
        return bool(self.cancelled_on)

    @property
    def going(self) -> bool:
        """Whether it is still to be held, or being held."""
        return not self.closed and not self.cancelled

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

    The last decision on a matter holds, and the last correction of a field; after the close nothing
    is added, and a close holds over a cancelling that did not know of it.
    """
    made = _Making()
    for event in _standing(events):
        made.take(event)
    return made.meeting(id)


def called(events: Iterable[Event]) -> list[Meeting]:
    """All meetings that these events make, by day."""
    trails: dict[str, list[Event]] = {}
    for event in events:
        trails.setdefault(event.subject.partition(":")[2], []).append(event)
    found = [fold_meeting(id, trail) for id, trail in trails.items()]
    return sorted(found, key=lambda meeting: (meeting.on, meeting.id))


def schedule(events: Iterable[Event]) -> list[Scheduled]:
    """The joint meetings that were called, for the limits; each was known of on its day at last."""
    return [
        Scheduled(
            date.fromisoformat(each.on),
            date.fromisoformat(min(each.called_on or each.on, each.on)),
            date.fromisoformat(each.cancelled_on) if each.cancelled else date.max,
        )
        for each in called(events)
        if each.kind != LEADING and each.on
    ]


def _standing(events: Iterable[Event]) -> list[Event]:
    """The events in causal order without those taken back; an opening is cancelled, not lost."""
    nodes = causal(events)
    ordered = [node.event for node in as_left(nodes, what_is_left(nodes))]
    voids = [event.payload for event in ordered if event.kind == "void"]
    undone = {str(data.get("target", "")) for data in voids if data.get("of") != OPENING}
    return [event for event in ordered if event.id not in undone]


class _Making:
    """The meeting in the making."""

    def __init__(self) -> None:
        self.head: dict[str, Any] = {}
        self.items: dict[str, Item] = {}
        self.decisions: dict[str, Decision] = {}
        self.corrections: list[Correction] = []
        self.closed: Event | None = None
        self.cancelled: Event | None = None

    def take(self, event: Event) -> None:
        data = event.payload
        if self.closed is not None:
            return
        if event.kind == OPENING:
            self.head = {"on": event.on, **data, "called_on": event.on}
        elif event.kind == "item":
            each = {k: str(data[k]) for k in Item._fields if data.get(k)}
            if each.get("dispute"):
                self.items[each["dispute"]] = Item(**{"number": "", **each})
        elif event.kind == "decision":
            made = Decision.from_json(data, event.by)
            self.decisions[made.dispute] = made
        elif event.kind == "correct":
            self._correct(event, str(data.get("field", "")), data.get("value"))
        elif event.kind == "void" and data.get("of") == OPENING:
            self.cancelled = event
        elif event.kind == "close_meeting":
            self.closed = event

    def _correct(self, event: Event, name: str, value: Any) -> None:
        if name not in FIELD_NAMES:
            return
        data, was = event.payload, self.head.get(name)
        reason = str(data.get("reason") or "")
        self.corrections.append(Correction(name, was, value, event.by, event.on, reason))
        self.head |= {name: value} | {each: data[each] for each in _FOLLOWING if each in data}

    def meeting(self, id: str) -> Meeting:
        head, closed = self.head, self.closed
        on = str(head.get("on", ""))
        cancelled = self.cancelled if closed is None else None
        return Meeting(
            id,
            kind=str(head.get("kind") or JOINT),
            month=str(head.get("month") or on[:7]),
            on=on,
            called_on=str(head.get("called_on", "")),
            place=str(head.get("place") or ""),
            chair=str(head.get("chair") or ""),
            principal=bool(head.get("principal")),
            attendees=tuple(str(one) for one in head.get("attendees") or ()),
            items=tuple(self.items.values()),
            decisions=self.decisions,
            corrections=tuple(self.corrections),
            closed_on=closed.on if closed else "",
            minutes=closed.payload.get("minutes") if closed else None,
            cancelled_on=cancelled.on if cancelled else "",
            cancelled_for=str(cancelled.payload.get("reason") or "") if cancelled else "",
        )


def counts(meetings: Iterable[Meeting], still_open: Iterable[str] = ()) -> dict[str, int]:
    """How many of these meetings were held and what came of them.

    Args:
        still_open: ids of the matters open at the end.

    Returns:
        ``{meetings, joint_meetings, leading_group, studied, concluded, chaired}``; ``chaired``:
        by the principal leader.
    """
    held = [each for each in meetings if each.closed]
    studied = {dispute for each in held for dispute in each.decisions}
    return {
        "meetings": len(held),
        "joint_meetings": sum(each.kind == JOINT for each in held),
        "leading_group": sum(each.kind == LEADING for each in held),
        "studied": len(studied),
        "concluded": len(studied - set(still_open)),
        "chaired": sum(each.principal for each in held),
    }
