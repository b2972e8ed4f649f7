"""A past month is told as it stood on its last day, whatever was entered since (decision 0006)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from tests.township import EAST, matter, township
from xinfang_tui.desk import Desk

SEPTEMBER, OCTOBER = "2026-09", "2026-10"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A township whose machine's clock goes with the day that the work is done on."""
    first, made = date(2026, 9, 1), list[Desk]()

    def now() -> int:
        day = made[0].today if made else first
        return int(datetime.combine(day, time(9), UTC).timestamp() * 1000)

    with township(tmp_path / "镇", today=first, now=now) as opened:
        made.append(opened)
        yield opened


def registered(desk: Desk, on: date, **more: Any) -> str:
    desk.today = on
    record = matter(occurred_on=on.isoformat(), **more)
    return str(desk.disputes.add(record)["number"])


def share(desk: Desk, month: str, key: str) -> tuple[int, int]:
    found = desk.months.status(month)["indicators"][key]
    return found["numerator"], found["denominator"]


def test_who_was_named_after_the_month_took_nothing_in_it(desk: Desk) -> None:
    registered(desk, date(2026, 9, 9))
    desk.today = date(2026, 10, 5)
    assert share(desk, SEPTEMBER, "blocked") == (1, 1)
    desk.registry.add_staff({"name": "赵明", "role": "township_mediator"})
    assert share(desk, SEPTEMBER, "blocked") == (1, 1)
    days = {"since": "2026-09-01", "until": "2026-09-30"}
    assert len(desk.reports.open_ids("summary", "blocked", **days)) == 1
    assert share(desk, OCTOBER, "blocked") == (0, 1)


def test_who_left_after_the_month_was_there_in_it(desk: Desk) -> None:
    desk.registry.add_staff({"name": "赵明", "role": "township_mediator"})
    registered(desk, date(2026, 9, 9))
    desk.today = date(2026, 10, 5)
    desk.registry.add_staff({"name": "赵明", "role": "township_mediator", "active": False})
    assert share(desk, SEPTEMBER, "blocked") == (0, 1)
    assert share(desk, OCTOBER, "blocked") == (1, 1)


def decided(desk: Desk, on: date, *numbers: str) -> str:
    desk.today = on
    meeting = str(desk.meetings.open({"chair": "赵书记"})["id"])
    for number in numbers:
        desk.meetings.decide(meeting, {"number": number, "decision": "assign", "unit": "司法所"})
    return meeting


def told(desk: Desk, month: str) -> tuple[int, int]:
    held = desk.months.status(month)["meetings"]
    return held["concluded"], held["studied"]


def test_what_was_settled_after_the_month_is_no_success_of_its_meetings(desk: Desk) -> None:
    number = registered(desk, date(2026, 9, 2))
    meeting = decided(desk, date(2026, 9, 8), number)
    desk.meetings.close(meeting)
    desk.today = date(2026, 10, 6)
    desk.disputes.act(number, "resolve", {"method": "0103", "on": "2026-10-05"})
    assert told(desk, SEPTEMBER) == share(desk, SEPTEMBER, "meeting") == (0, 1)
    assert "研究决定1件，均在办理中" in desk.reports.preview("bulletin", month=SEPTEMBER)


def test_a_matter_settled_before_the_meeting_was_closed_was_studied_all_the_same(
    desk: Desk,
) -> None:
    first, second = (registered(desk, date(2026, 9, 2), title=title) for title in ("甲", "乙"))
    meeting = decided(desk, date(2026, 9, 8), first, second)
    desk.disputes.act(first, "resolve", {"method": "0103"})
    desk.today = date(2026, 9, 10)
    desk.meetings.close(meeting)
    assert told(desk, SEPTEMBER) == share(desk, SEPTEMBER, "meeting") == (1, 2)
    assert desk.months.open_ids(SEPTEMBER, "meeting") == [desk.disputes.show(first)["id"]]


def test_a_matter_joined_to_a_lead_is_studied_with_it(desk: Desk) -> None:
    lead, member = (registered(desk, date(2026, 9, 2), title=title) for title in ("甲", "乙"))
    desk.disputes.act(member, "link", {"lead": lead, "role": "same"})
    desk.meetings.close(decided(desk, date(2026, 9, 8), lead, member))
    assert told(desk, SEPTEMBER) == share(desk, SEPTEMBER, "meeting") == (0, 1)


def test_a_village_entered_after_the_month_owes_it_no_report(desk: Desk) -> None:
    desk.sweeps.record(EAST, SEPTEMBER, {"submit": True})
    desk.today = date(2026, 10, 5)
    new = {"code": "341623101299", "name": "新建村", "households": 10}
    desk.registry.set_place(new)
    assert share(desk, SEPTEMBER, "reported") == (1, 5)
    assert share(desk, SEPTEMBER, "coverage") == (0, 59)
    assert share(desk, OCTOBER, "reported") == (0, 6)


def test_a_village_entered_late_counts_in_the_month_whose_report_it_hands_in(desk: Desk) -> None:
    desk.sweeps.record(EAST, SEPTEMBER, {"submit": True})
    desk.today = date(2026, 10, 5)
    desk.registry.set_place({"code": "341623101299", "name": "新建村", "households": 10})
    paper = {"submit": True, "zero": True, "source": "typed", "form": "paper"}
    desk.sweeps.record("新建村", SEPTEMBER, paper | {"received_on": "2026-09-30"})
    assert share(desk, SEPTEMBER, "reported") == (2, 6)


def test_a_village_there_when_a_past_month_is_opened_is_counted_in_it(desk: Desk) -> None:
    desk.today = date(2026, 10, 5)
    new = {"code": "341623101299", "name": "新建村", "households": 10}
    desk.registry.set_place(new)
    desk.sweeps.record("新建村", SEPTEMBER, {"submit": True})
    assert share(desk, SEPTEMBER, "reported") == (1, 6)


def test_what_is_entered_late_afterwards_makes_the_data_of_the_month_no_worse(desk: Desk) -> None:
    number = registered(desk, date(2026, 9, 9))
    assert share(desk, SEPTEMBER, "quality") == (1, 1)
    desk.today = date(2026, 10, 20)
    desk.disputes.act(number, "note", {"text": "约定再谈", "on": "2026-10-08"})
    assert share(desk, SEPTEMBER, "quality") == (1, 1)
    desk.disputes.act(number, "note", {"text": "第一次谈", "on": "2026-09-12"})
    assert share(desk, SEPTEMBER, "quality") == (0, 1)


def test_the_sum_of_the_year_is_that_of_the_month_s_end(desk: Desk) -> None:
    def sums() -> list[str]:
        lines = desk.reports.preview("form_d", month=SEPTEMBER).splitlines()
        return [line for line in lines if any(char.isdigit() for char in line)]

    number = registered(desk, date(2026, 9, 9))
    desk.today = date(2026, 10, 5)
    before = sums()
    desk.disputes.act(number, "resolve", {"method": "0103"})
    assert sums() == before


def test_a_meeting_called_after_the_month_gives_its_matters_no_later_day(desk: Desk) -> None:
    number = registered(desk, date(2026, 9, 2))
    for to in (date(2026, 9, 12), date(2026, 9, 14)):
        desk.today = to
        desk.disputes.act(number, "escalate", {"reason": "案情复杂"})
    assert desk.disputes.show(number)["rung"] == "joint_meeting"
    desk.today = date(2026, 10, 5)
    before = [share(desk, SEPTEMBER, key) for key in ("overdue", "blocked")]
    assert before == [(1, 1), (1, 1)]
    desk.meetings.open({"chair": "赵书记", "on": "2026-10-20"})
    assert [share(desk, SEPTEMBER, key) for key in ("overdue", "blocked")] == before
    listed = desk.reports.preview("bulletin", month=SEPTEMBER)
    assert "月末超期1件，占在办的100.0%（1/1），涉及柳树沟村1件" in listed
