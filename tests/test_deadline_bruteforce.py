"""A hundred thousand random clocks, each walked day by day and compared with the formula.

The walker knows nothing of the product's counting: it steps through a table of days made from the
published notices alone and asks of each one whether it counts.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

import chinese_calendar

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import Dispute, Extension, Start, Suspension
from xinfang_tui.ladder.deadline import deadline
from xinfang_tui.ladder.meetings import Scheduled

CASES = 100_000
NEVER = date.max.toordinal()
FIRST, LAST = date(2022, 12, 1), date(2030, 12, 31)
STARTS = (date(2023, 1, 1).toordinal(), date(2027, 6, 30).toordinal())
LIMITS = {"village": 7, "township": 15, "joint_meeting": 8, "leader_case": 60}
LONGEST = {"village": 7, "township": 15, "joint_meeting": 8, "leader_case": 30}


def _worked(day: date) -> bool:
    if day.year > 2026:  # no notice yet: weekends alone
        return day.weekday() < 5
    return bool(chinese_calendar.is_workday(day))


WORKED = {n: _worked(date.fromordinal(n)) for n in range(FIRST.toordinal(), LAST.toordinal() + 1)}


@dataclass
class Case:
    """One random clock, in day numbers.

    Pauses are (entered, fixed end, real end or None), meetings (day, since, until).
    """

    rung: str
    on: int
    pauses: list[tuple[int, int, int | None]]
    extension: tuple[int, int] | None
    meetings: list[tuple[int, int, int]]
    until: int | None
    scale: str
    accepted: int | None
    petition: bool


def drawn(random_: random.Random) -> Case:
    on = random_.randint(*STARTS)
    pauses = []
    for _ in range(random_.choice((0, 0, 0, 1, 1, 2, 3))):
        entered = on + random_.randint(0, 40)
        fixed = entered + random_.randint(0, 30)
        early = random_.randint(entered, fixed) if random_.random() < 0.4 else None
        pauses.append((entered, fixed, early))
    extension = None
    if random_.random() < 0.4:
        entered = on + random_.randint(0, 30)
        extension = (entered, entered + random_.randint(-5, 110))
    meetings = []
    for _ in range(random_.choice((0, 0, 1, 3, 5))):
        day = on + random_.randint(-40, 70)
        since = min(day, on + random_.choice((-50, -50, 0, random_.randint(-9, 20))))
        called_off = random_.random() < 0.2
        meetings.append((day, since, random_.randint(since, day) if called_off else NEVER))
    return Case(
        rung=random_.choice(tuple(LIMITS)),
        on=on,
        pauses=pauses,
        extension=extension,
        meetings=meetings,
        until=on + random_.randint(-3, 50) if random_.random() < 0.15 else None,
        scale=random_.choice(("01", "01", "02")),
        accepted=on + random_.randint(0, 20) if random_.random() < 0.6 else None,
        petition=random_.random() < 0.2,
    )


def left_out(case: Case, known: int | None = None) -> set[int]:
    """Every single day that does not count, by what was known on a day."""
    days: set[int] = set()
    for entered, fixed, early in case.pauses:
        if known is not None and entered > known:
            continue
        end = fixed if early is None or (known is not None and early > known) else early
        day = entered + 1
        while day <= end:
            days.add(day)
            day += 1
    return days


def walked(start: int, limit: int, out: set[int]) -> list[int]:
    """The days that count, one by one, until the limit is reached."""
    counted: list[int] = []
    day = start
    while len(counted) < limit:
        day += 1
        if day not in out:
            counted.append(day)
    return counted


def meeting_of(case: Case, out: set[int]) -> int | None:
    """The meeting that is waited for: day by day, what was scheduled while the wait went on."""
    limit = walked(case.on, LIMITS[case.rung], out)[-1]
    for today in range(case.on, limit + 1):
        sure = [
            day
            for day, since, until in case.meetings
            if day > case.on
            and day not in out
            and (since <= today if today == case.on else since == today)
            and until > min(limit, day)
        ]
        if sure:
            return min(sure)
    return None


def by_hand(case: Case) -> tuple[int, int, list[int]]:
    """The plain last day, the day in force and the days of the warnings, found by walking."""
    start, limit, longest, out = case.on, LIMITS[case.rung], LONGEST[case.rung], left_out(case)
    fixed: int | None = None
    known = left_out(case, case.extension[0]) if case.extension else out
    if case.petition:
        out = known = set()
        limit, longest = 15, 0
        if case.accepted is not None:
            start, limit, longest = case.accepted, 60, 30
    elif case.until is not None:
        limit = case.until - start
        fixed = case.until if limit <= 0 else None
        limit = max(limit, 0)
    elif case.rung == "joint_meeting" and case.scale == "01":
        fixed = meeting_of(case, out)
        if fixed is not None:
            limit = fixed - start
    extra = 0
    extended = case.extension is not None and not (case.petition and case.extension[0] < start)
    if extended and case.extension is not None:
        before = fixed if fixed is not None else (walked(start, limit, known) or [start])[-1]
        while extra < longest and before + extra < case.extension[1]:
            extra += 1
    if fixed is None:
        last = (walked(start, limit + extra, out) or [start])[-1]
    else:
        last = (walked(fixed, extra, out) or [fixed])[-1]
    due = last
    while not WORKED[due]:
        due += 1
    total = limit + extra
    counted = walked(start, total, out)
    warned = []
    for percent in (50, 80, 100):
        reached = next(
            (day for n, day in enumerate(counted, start=1) if n * 100 >= percent * total), start
        )
        warned.append(min(reached, last))
    return last, due, warned


def dispute_of(case: Case) -> Dispute:
    until = date.fromordinal(case.until) if case.until is not None else None
    start = Start("e", "decide" if until else "escalate", date.fromordinal(case.on), case.rung)
    if case.petition:
        start = Start("e", "register", date.fromordinal(case.on), case.rung)
    elif until is not None:
        start = Start("e", "decide", date.fromordinal(case.on), case.rung, until=until)
    return Dispute(
        "d",
        category="0201",
        scale=case.scale,
        rung=case.rung,
        track="petition" if case.petition else "mediation",
        accepted_on=date.fromordinal(case.accepted) if case.accepted is not None else None,
        starts=(start,),
        suspensions=tuple(
            Suspension(
                f"s{n}",
                date.fromordinal(entered),
                date.fromordinal(fixed),
                date.fromordinal(early) if early is not None else None,
            )
            for n, (entered, fixed, early) in enumerate(sorted(case.pauses, key=itemgetter(0)))
        ),
        extensions=(
            (
                Extension(
                    "x",
                    date.fromordinal(case.extension[0]),
                    "e",
                    date.fromordinal(case.extension[1]),
                    pauses=sum(entered <= case.extension[0] for entered, _, _ in case.pauses),
                ),
            )
            if case.extension
            else ()
        ),
    )


def test_every_deadline_is_the_one_that_walking_day_by_day_gives() -> None:
    random_ = random.Random(20261031)
    calendar = Calendar()
    met: Counter[str] = Counter()
    years: set[int] = set()
    for _ in range(CASES):
        case = drawn(random_)
        meetings = [Scheduled(*map(date.fromordinal, each)) for each in case.meetings]
        found = deadline(dispute_of(case), {}, calendar, meetings)
        assert found is not None
        last, due, warned = by_hand(case)
        assert found.due_target == date.fromordinal(last), case
        assert found.due == date.fromordinal(due), case
        assert [day.toordinal() for _, day in found.warnings] == warned, case
        overdue = found.due_target + timedelta(days=1) if case.petition else found.due
        assert found.overdue(overdue) is case.petition, case
        years.add(found.due.year)
        met["moved"] += last != due
        met["moved over a long holiday"] += due - last > 3
        met["on a make-up day"] += last == due and found.due.weekday() > 4
        met["paused"] += bool(case.pauses) and not case.petition
        met["extended"] += found.clock.extra > 0
        met["at a meeting"] += found.clock.fixed is not None
    assert len(years) >= 4
    assert all(met[each] > 100 for each in met), met
