"""Which clock runs for a matter: its start, its limit, and what moves its end (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xinfang_tui.disputes.dispute import Dispute, Extension, Start
from xinfang_tui.ladder.count import Span, count, pauses
from xinfang_tui.ladder.meetings import Scheduled, awaited
from xinfang_tui.ladder.rules import JOINT_MEETING, Ladder, ladder_for
from xinfang_tui.tuples import NamedTuple

PETITION = "petition"
_CLIMBS = frozenset({"escalate", "decide"})
LOCAL = "本地层级规则"
SOURCES = {
    "petition_accept": "信访工作条例第二十二、二十三条",
    "petition_conclude": "信访工作条例第三十四条",
    "petition_review": "信访工作条例第三十五条",
    "petition_recheck": "信访工作条例第三十六条",
    "petition_final": "信访工作条例第三十六条",
    "superior": "上级交办要求",
}


class Clock(NamedTuple):
    """A running clock.

    Attributes:
        rule: a rung, "superior", or a petition's stage: "petition_accept", "petition_conclude",
            "petition_review", "petition_recheck", "petition_final".
        name: the limit in words; source: where it comes from.
        event, kind, on: the event that started it; its day is not counted.
        days: the limit in days; for a fixed day, the days up to it.
        fixed: the day itself when a meeting or an order fixes it: pauses do not move it.
        extra: days that an extension adds; extension: that one.
        spans: days left out, as first and last.
        statutory: overdue after the plain last day; shifting over holidays is only shown.
        ignored: pauses that do not move a statutory limit.
        climbs: whether the matter climbs when it runs out.
    """

    rule: str
    name: str
    source: str
    event: str
    kind: str
    on: date
    days: int
    fixed: date | None = None
    extra: int = 0
    extension: Extension | None = None
    spans: tuple[Span, ...] = ()
    statutory: bool = False
    ignored: bool = False
    climbs: bool = True

    def last_day(self, days: int | None = None) -> date:
        """The plain last day (``due_target``), or the day on which so many days were counted."""
        if days is not None:
            return count(self.on, days, self.spans)
        if self.fixed is not None:
            return count(self.fixed, self.extra, self.spans) if self.extra else self.fixed
        return count(self.on, self.days + self.extra, self.spans)


def clock_of(
    dispute: Dispute, ladders: Mapping[str, Ladder], meetings: Sequence[Scheduled]
) -> Clock | None:
    """The clock of the rung or of the petition's stage; None unless the matter is open.

    Args:
        meetings: scheduled joint meetings.
    """
    start = dispute.start
    if start is None or not dispute.open:
        return None
    ladder = ladder_for(start.ladder, ladders)
    if dispute.track == PETITION:
        return _petition(dispute, ladder)
    return _rung(dispute, start, ladder, meetings)


def superior_clock(dispute: Dispute) -> Clock | None:
    """The clock that an order from above sets in place of the ladder's."""
    start, due = dispute.start, dispute.superior_due
    if start is None or due is None or not dispute.open:
        return None
    days = max((due - start.on).days, 0)
    name, source = "上级要求的期限", SOURCES["superior"]
    return Clock("superior", name, source, start.event, start.kind, start.on, days, fixed=due)


def _rung(dispute: Dispute, start: Start, ladder: Ladder, meetings: Sequence[Scheduled]) -> Clock:
    spans = tuple(pauses(dispute.suspensions, start.on))
    category, scale = begun_as(dispute, start)
    days = ladder.days(start.rung, category, scale)
    name, source, fixed = ladder.rungs[start.rung].name, LOCAL, None
    if start.until is not None:
        name, source = _fixed_by(start.kind)
        days = (start.until - start.on).days
        fixed = start.until if days <= 0 else None
    elif start.rung == JOINT_MEETING and scale not in ladder.called:
        fixed = awaited(start.on, count(start.on, days, spans), meetings, spans)
        if fixed is not None:
            name, days = "下一次联席会议", (fixed - start.on).days
    base = Clock(
        start.rung,
        name,
        source,
        start.event,
        start.kind,
        start.on,
        max(days, 0),
        fixed,
        spans=spans,
    )
    extension = next((each for each in dispute.extensions if each.start == start.event), None)
    if extension is None:
        return base
    agreed = dispute.suspensions[: extension.pauses]
    known = tuple(pauses(agreed, start.on, extension.on))
    before = base._replace(spans=known).last_day()
    most = ladder.granted_extension(start.rung, category, scale)
    return base._replace(extra=_granted(extension, before, most), extension=extension)


def begun_as(dispute: Dispute, start: Start) -> tuple[str, str]:
    """Category and scale that a clock's limit goes by: those of when it began (DESIGN §5)."""
    return start.category or dispute.category, start.scale or dispute.scale


def _fixed_by(kind: str) -> tuple[str, str]:
    """A fixed day's name and source: a meeting's decision, or the ledger a matter came from."""
    if kind == "register":
        return "原台账上的期限", "导入的台账"
    return "会议定的期限", "联席会议决定"


def _granted(extension: Extension, before: date, most: int) -> int:
    return min(max((extension.until - before).days, 0), most)


def _petition(dispute: Dispute, ladder: Ladder) -> Clock:
    """A petition's stage: climbing never moves its limit (信访工作条例 22、34–36)."""
    start = _opened(dispute)
    limits = ladder.petition
    served = served_since(dispute)
    if served:
        return _after_opinion(start, served, limits.ask, limits.review)
    accepted = dispute.accepted_on
    if accepted is None:
        clock = _stage(start, "petition_accept", "受理期限", start.on, limits.accept)
        if start.until is None or start.kind != "register":
            return clock
        return _kept(clock, start.until)
    # Opened again, it has the full limit from that day.
    on = max(accepted, start.on)
    clock = _stage(start, "petition_conclude", "办结期限", on, limits.conclude)
    clock = clock._replace(ignored=bool(pauses(dispute.suspensions, on)))
    extensions = [each for each in dispute.extensions if each.on >= on]
    if not extensions:
        return clock
    extension = max(extensions, key=lambda each: (each.until, each.event))
    extra = _granted(extension, clock.last_day(), limits.extension)
    return clock._replace(extra=extra, extension=extension)


def _kept(clock: Clock, until: date) -> Clock:
    """The clock with the date that the own export told which a petition came from (DESIGN §10)."""
    name, source = _fixed_by("register")
    days = max((until - clock.on).days, 0)
    return clock._replace(name=name, source=source, days=days, fixed=None if days else until)


def _opened(dispute: Dispute) -> Start:
    """What a petition's limits run from: its registration, or the last opening again.

    A word on which rung it stands (settle) is no opening, unless it opened it.
    """
    opened = {step.event for step in dispute.transitions if step.what == "reopened"}
    begun = [
        each
        for each in dispute.starts
        if each.kind not in _CLIMBS and (each.kind != "settle" or each.event in opened)
    ]
    return begun[-1] if begun else dispute.starts[0]


def served_since(dispute: Dispute) -> list[date]:
    """The days on which opinions were served since a petition was opened; earlier ones are void."""
    if not dispute.starts:
        return []
    first = _opened(dispute).on
    return [day for on, _, day in dispute.opinions if day is not None and on >= first]


def _after_opinion(start: Start, served: list[date], ask: int, review: int) -> Clock:
    stages = (
        ("petition_review", "请求复查和复查期限", ask + review),
        ("petition_recheck", "请求复核和复核期限", ask + review),
        ("petition_final", "复核意见已送达", 0),
    )
    rule, name, days = stages[min(len(served), len(stages)) - 1]
    return _stage(start, rule, name, served[-1], days, climbs=False)


def _stage(
    start: Start, rule: str, name: str, on: date, days: int, *, climbs: bool = True
) -> Clock:
    return Clock(
        rule, name, SOURCES[rule], start.event, rule, on, days, statutory=True, climbs=climbs
    )
