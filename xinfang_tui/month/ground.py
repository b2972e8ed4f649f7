"""What the indicators are counted on: the month's matters in their groups, and the villages."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from datetime import date
from typing import Any

from xinfang_tui.disputes.dispute import CLOSED, RESOLVED, VOID
from xinfang_tui.disputes.leading import led
from xinfang_tui.month.flow import Flow
from xinfang_tui.month.frame import Frame, Record
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.sweep import Coverage, Submission, Sweep
from xinfang_tui.month.walk import Walk
from xinfang_tui.month.window import Window
from xinfang_tui.tuples import NamedTuple

DAYS_TO_ENTER = 3
STAGES = 3
"""Meetings with the party that 三见面 asks for: at acceptance, inquiry and reply."""
_SETTLED = (RESOLVED, CLOSED)
_REACHED = ("satisfied", "basic", "unsatisfied")
_CONTENT = ("satisfied", "basic")

Due = Callable[[Record, str], str | None]
"""The last day in force on a given day of the clock that ran then; None without one."""

Standing = Callable[[Record], Record]
"""A dispute as stored → as it stood at the end of the days that are counted."""


class Unit(NamedTuple):
    """A screened unit and its sweep.

    Attributes:
        code, name: the village; who: whom to ask, "网格员 李某乙" or empty.
        data_until: the day up to which its data are here (各村数据截至); empty: unknown.
    """

    code: str
    name: str
    sweep: Sweep
    denominator: Denominator
    reporting_day: date
    who: str = ""
    data_until: str = ""

    @property
    def coverage(self) -> Coverage:
        """The sweep in numbers."""
        return self.sweep.coverage(self.denominator)

    @property
    def submission(self) -> Submission | None:
        """Its report, if it gave one."""
        return self.sweep.submission

    @property
    def on_time(self) -> bool:
        """Whether its report was received by the reporting day."""
        return self.submission is not None and self.submission.on_time(self.reporting_day)

    @property
    def id(self) -> str:
        """What the unit is opened by."""
        return self.code


class Opening(NamedTuple):
    """A matter brought into the month: carried, registered or reopened; ``flag``: concluded."""

    id: str
    flag: bool


class Item:
    """A matter as the indicators ask about it; days are ISO text.

    Attributes:
        village: its home at the month's end. rung: where it was settled, or stands.
        settled: resolved or closed at the month's end. days: from opening to conclusion, at most
        one.
        visited: a return visit reached somebody since the month's last conclusion; content: the
        last such answer was 满意 or 基本满意. reached, pleased: the same of the month's visits.
        flag: reopened in the month. mediated, met, owned: by the month's end mediated or settled,
        met in all three stages, taken by a leader.
        clean: no open conflict, and entered within three days, now or by the month's end.
    """

    in_time = clean = True
    visited = content = reached = pleased = False
    flag = extended = overdue = blocked = False
    mediated = met = owned = False

    def __init__(self, walk: Walk) -> None:
        self.id = walk.id
        self.record = walk.record
        self.village = walk.home
        self.stands_open = walk.open
        self.rung = walk.concluded[-1][1] if walk.concluded and not walk.open else walk.rung
        self.settled = walk.status in _SETTLED
        self.days: list[int] = []


class Ground:
    """The groups that denominators are taken from.

    Attributes:
        registered: new in the month, not withdrawn. handled: every opening, once each.
        matters: those handled, each once. concluded: concluded in the month and not open at its
        end; settled: those of them resolved or closed. ended: concluded or reopened in the month.
        open: open at the month's end. visits: visited in the month. studied: by a joint meeting.
        members: matters counted with a lead (人次). units: the screened villages.
    """

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = units
        self.registered: list[Item] = []
        self.handled: list[Opening] = []
        self.matters: list[Item] = []
        self.concluded: list[Item] = []
        self.settled: list[Item] = []
        self.ended: list[Item] = []
        self.open: list[Item] = []
        self.visits: list[Item] = []
        self.studied: list[Item] = []
        self.members: list[Item] = []


def ground_of(
    flow: Flow,
    window: Window,
    today: date,
    units: Sequence[Unit],
    due: Due,
    blocked: Container[str],
    standing: Standing,
    studied: Container[str],
) -> Ground:
    """The groups of a month.

    Args:
        today: the day asked on; overdue is told on the window's last day or today if earlier.
        due, standing: see :data:`Due` and :data:`Standing`; blocked: ids of the matters that are
            due to climb or overdue, with nobody named to take them; asked of the open ones only.
        studied: ids of those that a meeting decided on, beside those with such an entry.
    """
    ground = Ground(units)
    first, last = flow.frame.first, flow.frame.last
    asof = min(today, window.last).isoformat()
    for walk in flow.walks:
        if not walk.counted:
            if first <= walk.record.get("registered_on", "") <= last:
                ground.members.append(Item(walk))
            continue
        item = Item(walk)
        _sort(ground, walk, item, flow.frame, asof, due, blocked)
        made = walk.record.get("decisions") or ()
        if walk.id in studied or any(first <= each[2] <= last for each in made):
            ground.studied.append(item)
        _stood(item, walk, standing)
    return ground


def _sort(
    ground: Ground,
    walk: Walk,
    item: Item,
    frame: Frame,
    asof: str,
    due: Due,
    blocked: Container[str],
) -> None:
    record = walk.record
    if record.get("visits"):
        _visited(ground, item, walk, frame)
    if record.get("extensions"):
        days = (frame.day_of(each[1], *_entry(each, 7)) for each in record["extensions"])
        item.extended = any(frame.first <= day <= frame.last for day in days)
    openings = walk.carried + walk.new + walk.reopened
    if openings:
        done = walk.of_office
        ground.handled += [Opening(walk.id, at < done) for at in range(openings)]
    if openings or walk.entered:
        ground.matters.append(item)
    if walk.new and walk.status != VOID:
        ground.registered.append(item)
    item.flag = walk.reopened > 0
    if walk.concluded or item.flag:
        ground.ended.append(item)
    if walk.open:
        ground.open.append(item)
        day = due(record, asof)
        item.overdue = day is not None and day < asof
        item.blocked = walk.id in blocked
    elif walk.concluded:
        ground.concluded.append(item)
        on, _, since = walk.concluded[-1]
        day = due(record, on)
        item.in_time = day is None or on <= day
        item.days.append(_between(since or record.get("registered_on", on), on))
        if item.settled:
            ground.settled.append(item)


def _stood(item: Item, walk: Walk, standing: Standing) -> None:
    """What later entries may have added to: told as it stood at the end of the month."""
    record = item.record
    counted = walk.new or walk.concluded
    item.clean = not walk.new or _clean(record) or _clean(standing(record))
    item.mediated = item.settled or bool(
        counted and record.get("mediations") and standing(record).get("mediations")
    )
    if walk.open and item.rung == "leader_case":
        item.owned = led(standing(record))
    elif walk.concluded and len(record.get("met") or ()) >= STAGES:
        item.met = len(standing(record).get("met") or ()) >= STAGES


def _clean(record: Record) -> bool:
    return not record.get("conflicts") and record.get("lag", 0) <= DAYS_TO_ENTER


def _visited(ground: Ground, item: Item, walk: Walk, frame: Frame) -> None:
    in_month = False
    settled_on = walk.concluded[-1][0] if walk.concluded else ""
    for row in walk.record["visits"]:
        event, on, _, answer = row[:4]
        if on > frame.last:
            continue
        this_month = frame.first <= frame.day_of(on, *_entry(row, 6)) <= frame.last
        in_month = in_month or this_month
        if answer not in _REACHED:
            continue
        if this_month:
            item.reached, item.pleased = True, answer in _CONTENT
        # What an earlier settlement's visit brought says nothing of the one that stands.
        if on >= settled_on and event not in walk.undone:
            item.visited, item.content = True, answer in _CONTENT
    if in_month:
        ground.visits.append(item)


def _entry(row: Sequence[Any], at: int) -> tuple[str, int]:
    """Device and seq of a stored part's entry; of one that an older program stored none is known,
    and it counts on its day: a ledger that is only read is not folded anew."""
    return (row[at], row[at + 1]) if len(row) > at else ("", 0)


def _between(start: str, end: str) -> int:
    return max((date.fromisoformat(end) - date.fromisoformat(start)).days, 0)
