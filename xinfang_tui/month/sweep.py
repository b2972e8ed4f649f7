"""A village's sweep of one month (入户排查), folded from its events (DESIGN §6).

Kinds on ``sweep:VILLAGE:MONTH``: ``mark`` {households: {CODE: {state, on, way, dispute}}},
``submit`` {kind: report / zero, source, form, received_on, reason}, ``withdraw_submit`` {reason},
``shrink`` {found, none, missed, ways, outside}, ``erase`` {targets}, ``void`` {target}.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from xinfang_tui.disputes.dispute import Choice, Conflict
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import Node, causal
from xinfang_tui.month.households import Denominator
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})

FOUND, NONE, MISSED, UNVISITED = "found", "none", "missed", "unvisited"
STATE_NAMES = {FOUND: "有", NONE: "无", MISSED: "未见到", UNVISITED: "未查"}
VISIT, PHONE, LEADER = "visit", "phone", "leader"
WAY_NAMES = {VISIT: "入户", PHONE: "电话", LEADER: "组长反映"}
REPORT, ZERO = "report", "zero"
MACHINE, TYPED = "machine", "typed"
SOURCE_NAMES = {MACHINE: "本村电脑", TYPED: "代为录入"}
FORM_NAMES = {"paper": "纸质", "photo": "照片", "phone": "电话"}
SUBMISSION = "submission"


class Mark(NamedTuple):
    """What was found at a household's door; ``dispute`` is the matter registered there, if any."""

    state: str
    on: str
    way: str
    by: str
    event: str
    dispute: str = ""


class Submission(NamedTuple):
    """A village's report or signed zero report.

    ``received_on`` is the day the township had it in hand, whatever day it was typed in; ``since``
    the device and seq of the first of those that it corrects, none taken back between.
    """

    kind: str
    by: str
    on: str
    received_on: str
    source: str
    form: str
    reason: str
    event: str
    device: str
    seq: int
    since: tuple[str, int]

    def on_time(self, reporting_day: date) -> bool:
        """Whether it was received by the reporting day."""
        return self.received_on <= reporting_day.isoformat()


class Coverage(NamedTuple):
    """A sweep in numbers; the four states add up to the households.

    ``ways`` counts the seen households by way; ``outside`` those marked but not in the denominator.
    """

    households: int = 0
    found: int = 0
    none: int = 0
    missed: int = 0
    ways: Mapping[str, int] = _NONE
    outside: int = 0

    @property
    def seen(self) -> int:
        """Households that answered; one not met does not count as swept."""
        return self.found + self.none

    @property
    def unvisited(self) -> int:
        """Households nobody has been to: blank is not zero."""
        return self.households - self.found - self.none - self.missed


class Sweep(NamedTuple):
    """The sweep of one village and month.

    Attributes:
        marks: household code → its mark in force; empty once shrunk to counts.
        submission: the report in force; withdrawn: how many were taken back.
        conflicts: households (or the report) that parallel entries marked differently.
        shrunk: the counts that stay when the marks are gone, 90 days after the month closes.
        late_marks: marks that arrived after the shrinking and are not counted.
        heads: device → highest seq folded in.
    """

    village: str
    month: str
    marks: Mapping[str, Mark] = _NONE
    submission: Submission | None = None
    withdrawn: int = 0
    conflicts: tuple[Conflict, ...] = ()
    shrunk: Mapping[str, Any] | None = None
    late_marks: int = 0
    last_on: str = ""
    heads: Mapping[str, int] = _NONE

    def coverage(self, denominator: Denominator) -> Coverage:
        """The sweep counted over the frozen denominator."""
        if self.shrunk is not None:
            kept = {name: int(self.shrunk.get(name, 0)) for name in (FOUND, NONE, MISSED)}
            households = max(denominator.size, sum(kept.values()))
            ways, outside = dict(self.shrunk.get("ways") or {}), int(self.shrunk.get("outside", 0))
            return Coverage(households, **kept, ways=ways, outside=outside)
        inside = [mark for code, mark in self.marks.items() if denominator.counts(code)]
        # Of a village known by number more doors may be marked than were counted at the opening.
        if len(inside) > denominator.size:
            inside = sorted(inside, key=lambda mark: mark.state != FOUND)[: denominator.size]
        states, ways = {FOUND: 0, NONE: 0, MISSED: 0}, dict.fromkeys(WAY_NAMES, 0)
        for mark in inside:
            states[mark.state] += 1
            if mark.state != MISSED:
                ways[mark.way] = ways.get(mark.way, 0) + 1
        outside = len(self.marks) - len(inside)
        return Coverage(denominator.size, **states, ways=ways, outside=outside)


def subject(village: str, month: str) -> str:
    """The subject of a sweep's events."""
    return f"sweep:{village}:{month}"


def fold_sweep(village: str, month: str, events: Iterable[Event]) -> Sweep:
    """The sweep that these events make, in any order of arrival."""
    nodes = causal(events)
    undone = {str(n.event.payload.get("target", "")) for n in nodes if n.event.kind == "void"}
    for node in nodes:
        if node.event.kind == "erase":
            undone.update(node.event.payload.get("targets") or ())
    doors: dict[str, list[tuple[Node, Mark | None]]] = {}
    reports: list[tuple[Node, Submission | None]] = []
    withdrawn, late = 0, 0
    shrinks = [node for node in nodes if node.event.kind == "shrink"]
    heads: dict[str, int] = {}
    for node in nodes:
        event = node.event
        for envelope in node.envelopes:
            heads[envelope.device] = max(heads.get(envelope.device, 0), envelope.seq)
        if event.id in undone:
            continue
        if event.kind == "mark":
            late += bool(shrinks) and not any(shrink.knows(node) for shrink in shrinks)
            for code, record in (event.payload.get("households") or {}).items():
                if code in doors:
                    _put(doors[code], node, mark_of(event, record))
                else:
                    doors[code] = [(node, mark_of(event, record))]
        elif event.kind == "submit":
            known = [report for earlier, report in reports if node.knows(earlier)]
            _put(reports, node, _submission(event, known[-1] if known else None))
        elif event.kind == "withdraw_submit":
            withdrawn += 1
            _put(reports, node, None)
    marks = {code: found[-1][1] for code, found in doors.items()}
    conflicts = [_conflict(code, found) for code, found in sorted(doors.items())]
    conflicts.append(_conflict(SUBMISSION, reports))
    return Sweep(
        village,
        month,
        marks={} if shrinks else {code: mark for code, mark in marks.items() if mark is not None},
        submission=reports[-1][1] if reports else None,
        withdrawn=withdrawn,
        conflicts=() if shrinks else tuple(each for each in conflicts if each is not None),
        shrunk=shrinks[0].event.payload if shrinks else None,
        late_marks=late,
        last_on=max((node.event.on for node in nodes), default=""),
        heads=heads,
    )


def _put(found: list[Any], node: Node, value: Any) -> None:
    """Keep the entries that the new one's author did not know, then the new one, now in force."""
    found[:] = [*(pair for pair in found if not node.knows(pair[0])), (node, value)]


def _conflict(slot: str, found: list[Any]) -> Conflict | None:
    if len(found) < 2:
        return None
    answers = {getattr(value, "state", None) or getattr(value, "kind", "") for _, value in found}
    if len(answers) < 2:
        return None
    choices = tuple(
        Choice(
            node.event.id,
            getattr(value, "state", None) or getattr(value, "kind", None) or UNVISITED,
            node.event.by,
            date.fromisoformat(node.event.on),
        )
        for node, value in found
    )
    return Conflict(slot, choices, found[-1][0].event.id)


def mark_of(event: Event, record: Any) -> Mark | None:
    """What an entry says of one door; nothing when it takes back what was said."""
    data = {"state": record} if isinstance(record, str) else record
    state = str(data.get("state") or UNVISITED)
    if state not in (FOUND, NONE, MISSED):
        return None
    return Mark(
        state,
        str(data.get("on") or event.on),
        str(data.get("way") or VISIT),
        event.by,
        event.id,
        str(data.get("dispute") or ""),
    )


def _submission(event: Event, corrected: Submission | None) -> Submission:
    data = event.payload
    return Submission(
        kind=ZERO if data.get("kind") == ZERO else REPORT,
        by=event.by,
        on=event.on,
        received_on=str(data.get("received_on") or event.on),
        source=str(data.get("source") or MACHINE),
        form=str(data.get("form") or ""),
        reason=str(data.get("reason") or ""),
        event=event.id,
        device=event.device,
        seq=event.seq,
        since=corrected.since if corrected is not None else (event.device, event.seq),
    )
