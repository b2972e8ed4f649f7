"""Climbing (上报): what the rules propose, why, and what is missing for it (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS, Dispute
from xinfang_tui.disputes.event import rule_id
from xinfang_tui.disputes.leading import leads
from xinfang_tui.disputes.parts import MEMBER
from xinfang_tui.ladder.clock import clock_of
from xinfang_tui.ladder.deadline import Deadline, deadline
from xinfang_tui.ladder.entry import consent_missing, enters_above, needs_consent
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.ladder.rules import (
    JOINT_MEETING,
    LEADER_CASE,
    TIERS,
    VILLAGE,
    Ladder,
    ladder_for,
)
from xinfang_tui.tuples import NamedTuple

OVERDUE, FAILED, PROCEDURE, ENTRY = "overdue", "failed", "procedure", "entry"
RULE_NAMES = {
    OVERDUE: "期限已过",
    FAILED: "多次调解未成",
    PROCEDURE: "不满意办理程序",
    ENTRY: "应由上级办理",
}
_ANEW = frozenset({FAILED, PROCEDURE})
"""Rules that rest on what happened since the last climb."""
Fresh = Callable[[str], date | None]
Owners = Callable[[str, str], str]
_DAY = timedelta(days=1)


class Proposal(NamedTuple):
    """A climb that the rules ask for.

    Attributes:
        dispute, number: which matter; id: of the event, the same on every machine.
        rung, tier, to_rung, to_tier: from where to where; the same twice: it cannot climb today,
            and is listed because nobody is named for it.
        rule: overdue, failed, procedure or entry; due: the day that passed, if it is by the clock.
        reason: the sentence of the trail; evidence: what it rests on, line by line.
        missing: consent still missing: holds it; blocked: 无人承接, what is missing: does not.
        waiting: 待村核实: the village's data reach not far enough: holds it.
    """

    dispute: str
    number: str
    id: str
    rung: str
    tier: str
    to_rung: str
    to_tier: str
    rule: str
    due: date | None
    reason: str
    evidence: tuple[str, ...]
    missing: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    waiting: bool = False

    @property
    def stays(self) -> bool:
        """Whether it asks for somebody to take the matter where it stands, not for a climb."""
        return (self.rung, self.tier) == (self.to_rung, self.to_tier)

    @property
    def held(self) -> bool:
        """Whether it may not be applied yet."""
        return self.stays or self.waiting or bool(self.missing)

    def data(self, ladder: Ladder) -> dict[str, Any]:
        """The data of the escalate event; ``ladder``: under which the new clock starts."""
        found: dict[str, Any] = {
            "reason": self.reason,
            "rule": self.rule,
            "from": self.rung,
            "to": self.to_rung,
            "ladder": ladder.version,
        }
        if self.to_tier:
            found["tier"] = self.to_tier
        if self.due is not None:
            found["due"] = self.due.isoformat()
        return found


def above(rung: str, tier: str) -> tuple[str, str] | None:
    """The next step up: a rung, or at leader_case the county's tier; None at the top."""
    if rung == LEADER_CASE:
        return None if tier == "county" else (LEADER_CASE, "county")
    to = RUNGS[RUNGS.index(rung) + 1]
    return to, "township" if to == LEADER_CASE else ""


def propose(
    dispute: Dispute,
    ladders: Mapping[str, Ladder],
    calendar: Calendar,
    meetings: Sequence[Scheduled],
    today: date,
    fresh: Fresh | None = None,
    owners: Owners | None = None,
) -> Proposal | None:
    """The climb that the rules ask for today, at most one step; None when there is none.

    Args:
        fresh: of a village with a machine of its own, the day its data reach to (``date.min``
            when nothing came yet); None for a village without one.
        owners: who takes matters on a rung and tier; an empty text when nobody is named.
    """
    end = deadline(dispute, ladders, calendar, meetings)
    step = _step(dispute, ladders, end, today)
    if step is None or dispute.start is None:
        return None
    rule, to, tier = step
    ladder = ladder_for(dispute.start.ladder, ladders)
    due = end.climbs_after if end is not None and rule == OVERDUE else None
    return Proposal(
        dispute.id,
        dispute.number,
        # One id whatever the trigger: two machines that see different ones climb once.
        rule_id(f"dispute:{dispute.id}", f"escalate:{to}:{tier}", _running(dispute, ladders)),
        dispute.rung,
        dispute.tier,
        to,
        tier,
        rule,
        due,
        _reason(dispute, rule, due),
        _evidence(dispute, ladder, end, rule),
        consent_missing(dispute) if needs_consent(dispute, ladder, to) else (),
        _nobody(dispute, step, end, meetings, today, owners),
        rule == OVERDUE and _stale(dispute, due, fresh),
    )


def stranded(
    dispute: Dispute,
    ladders: Mapping[str, Ladder],
    calendar: Calendar,
    meetings: Sequence[Scheduled],
    today: date,
    owners: Owners | None = None,
) -> Proposal | None:
    """An overdue matter that no rule moves today and that nobody is named to take; else None."""
    end = deadline(dispute, ladders, calendar, meetings)
    if end is None or dispute.start is None or _step(dispute, ladders, end, today) is not None:
        return None
    missing = _nobody(dispute, None, end, meetings, today, owners)
    if not missing:
        return None
    ladder = ladder_for(dispute.start.ladder, ladders)
    return Proposal(
        dispute.id,
        dispute.number,
        "",
        dispute.rung,
        dispute.tier,
        dispute.rung,
        dispute.tier,
        OVERDUE,
        end.last,
        f"到 {end.last.isoformat()} 没有办结，还没有人承接",
        _evidence(dispute, ladder, end, OVERDUE),
        blocked=missing,
    )


def climb_on(dispute: Dispute, ladders: Mapping[str, Ladder], end: Deadline | None) -> date | None:
    """The first day on which a climb would be proposed, if nothing else happens; for the index.

    ``end`` is the matter's deadline.
    """
    if not dispute.open or dispute.start is None or above(dispute.rung, dispute.tier) is None:
        return None
    ladder = ladder_for(dispute.start.ladder, ladders)
    if _failed(dispute, ladder) or _complained(dispute) or enters_above(dispute, ladder):
        return dispute.start.on
    if end is None or end.climbs_after is None:
        return None
    return end.climbs_after + _DAY


def lacking(
    dispute: Dispute,
    rung: str,
    tier: str,
    meetings: Sequence[Scheduled],
    today: date,
    owners: Owners | None = None,
) -> tuple[str, ...]:
    """What is missing for somebody to take the matter on a rung (无人承接), in words."""
    if rung == LEADER_CASE:
        named = leads(dispute.leader, dispute.leader_tier, tier)
        named = named or bool(owners is not None and owners(rung, tier))
        return () if named else (f"还没有确定{TIERS.get(tier, '镇')}包案领导",)
    if rung == JOINT_MEETING:
        planned = any(each.planned(today) for each in meetings)
        return () if planned else ("还没有排定联席会议",)
    if rung == dispute.rung and (dispute.handler or dispute.unit):
        return ()
    if owners is not None and not owners(rung, tier):
        return (f"{RUNG_NAMES[rung]}里还没有人承接" if rung == VILLAGE else "镇上还没有人承接",)
    return ()


def blocked(
    dispute: Dispute,
    ladders: Mapping[str, Ladder],
    calendar: Calendar,
    meetings: Sequence[Scheduled],
    today: date,
    owners: Owners | None = None,
) -> tuple[str, ...]:
    """无人承接, what is missing: due to climb or overdue, and nobody named to take it (DESIGN §2).

    A matter due to climb is taken by the rung above, whoever keeps it meanwhile; any other overdue
    one by whoever is named where it stands. One that climbed today was told of before it did. One
    that counts with a lead matter is taken by whoever takes the lead.
    """
    end = deadline(dispute, ladders, calendar, meetings)
    step = _step(dispute, ladders, end, today)
    return _nobody(dispute, step, end, meetings, today, owners)


def _nobody(
    dispute: Dispute,
    step: tuple[str, str, str] | None,
    end: Deadline | None,
    meetings: Sequence[Scheduled],
    today: date,
    owners: Owners | None,
) -> tuple[str, ...]:
    if any(role in MEMBER for _, role in dispute.links):
        return ()
    if step is not None:
        return lacking(dispute, step[1], step[2], meetings, today, owners)
    if end is None or not end.overdue(today) or _climbed(dispute, today):
        return ()
    return lacking(dispute, dispute.rung, dispute.tier, meetings, today, owners)


def _step(
    dispute: Dispute, ladders: Mapping[str, Ladder], end: Deadline | None, today: date
) -> tuple[str, str, str] | None:
    """By which rule, to which rung and tier it is due to climb today; None when it is not."""
    up = above(dispute.rung, dispute.tier)
    if not dispute.open or up is None or dispute.start is None:
        return None
    rule = _rule(dispute, ladder_for(dispute.start.ladder, ladders), end, today)
    if rule is None or (rule not in _ANEW and _climbed(dispute, today)):
        return None
    return (rule, *up)


def _running(dispute: Dispute, ladders: Mapping[str, Ladder]) -> str:
    """Names the clock that runs out: one that was extended is another than it was before."""
    clock = clock_of(dispute, ladders, ())
    extension = clock.extension if clock is not None else None
    return f"{dispute.anchor}+{extension.event}" if extension is not None else dispute.anchor


def _rule(dispute: Dispute, ladder: Ladder, end: Deadline | None, today: date) -> str | None:
    if end is not None and end.climbs_after is not None and today > end.climbs_after:
        return OVERDUE
    if _failed(dispute, ladder):
        return FAILED
    if _complained(dispute):
        return PROCEDURE
    return ENTRY if enters_above(dispute, ladder) else None


def _climbed(dispute: Dispute, today: date) -> bool:
    """Whether it climbed today already: a petition's date stays, a second run adds nothing."""
    return any(step.what == "climb" and step.on >= today for step in dispute.transitions)


def _failed(dispute: Dispute, ladder: Ladder) -> bool:
    needed = ladder.rungs[dispute.rung].failures
    return 0 < needed <= dispute.attempts


def _complained(dispute: Dispute) -> bool:
    """Whether a complaint about procedure opened it where it stood, for want of consent."""
    start = dispute.start
    steps = [step for step in dispute.transitions if step.what != "move"]
    if start is None or len(steps) < 2 or steps[-1].event != start.event:
        return False
    here = steps[-1].rung == steps[-2].rung
    return here and any(
        visit.event == start.event and visit.reason == "procedure" for visit in dispute.visits
    )


def _stale(dispute: Dispute, due: date | None, fresh: Fresh | None) -> bool:
    """Whether the village may have settled it without the township knowing (待村核实)."""
    if fresh is None or due is None or dispute.rung != VILLAGE:
        return False
    reach = fresh(dispute.village)
    return reach is not None and reach <= due


def _reason(dispute: Dispute, rule: str, due: date | None) -> str:
    if rule == OVERDUE and due is not None:
        return f"到 {due.isoformat()} 没有办结，按规则上报"
    if rule == FAILED:
        return f"{dispute.attempts} 次调解未成，按规则上报"
    if rule == PROCEDURE:
        return "回访时对办理程序不满意，按规则上报"
    return "按类别或规模应由上级办理，按规则上报"


def _evidence(dispute: Dispute, ladder: Ladder, end: Deadline | None, rule: str) -> tuple[str, ...]:
    lines = []
    if end is not None:
        name = ladder.rungs[dispute.rung].name
        lines.append(
            f"{name}自 {end.start_on.isoformat()} 起，期限 {end.due.isoformat()}"
            + (f"（{end.due_target.isoformat()} 顺延）" if end.due != end.due_target else "")
        )
    if dispute.attempts or rule == FAILED:
        lines.append(f"这一层调解未成 {dispute.attempts} 次")
    if dispute.extensions:
        lines.append(f"延期 {len(dispute.extensions)} 次")
    if dispute.suspensions:
        lines.append(f"中止 {len(dispute.suspensions)} 次")
    if dispute.pending is not None:
        lines.append(f"转{dispute.pending.to}还没有受理")
    return tuple(lines)
