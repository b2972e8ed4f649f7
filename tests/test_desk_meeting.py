"""A joint meeting at the desk: from the queue to owners and dates written in one step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.township import matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        opened.registry.set("leader", "赵书记")
        yield opened


def queued(desk: Desk, *titles: str) -> list[str]:
    """Matters that climbed up to the joint meeting."""
    desk.today = date(2026, 10, 3)
    numbers = [desk.disputes.add(matter(title=title))["number"] for title in titles]
    for day in (date(2026, 10, 12), date(2026, 10, 29)):
        desk.today = day
        desk.ladder.escalate()
    assert {desk.disputes.show(n)["rung"] for n in numbers} == {"joint_meeting"}
    return numbers


def opened(desk: Desk, **more: Any) -> dict[str, Any]:
    desk.today = date(2026, 10, 30)
    return desk.meetings.open({"chair": "赵书记", "place": "镇会议室", **more})


def test_the_agenda_comes_from_the_queue(desk: Desk) -> None:
    numbers = queued(desk, "甲", "乙")
    meeting = opened(desk)
    assert [item["number"] for item in meeting["items"]] == sorted(numbers)
    assert meeting["principal"]
    assert all(item["why"] == "queued" for item in desk.meetings.agenda(meeting["id"]))


def test_closing_writes_owners_and_dates_and_the_minutes_at_once(desk: Desk) -> None:
    assigned, led, referred, left = queued(desk, "甲", "乙", "丙", "丁")
    id = opened(desk)["id"]
    decide = desk.meetings.decide
    decide(
        id,
        {
            "number": assigned,
            "decision": "assign",
            "unit": "司法所",
            "handler": "周某",
            "due": "2026-11-20",
        },
    )
    decide(
        id,
        {
            "number": led,
            "decision": "leader",
            "leader": "钱镇长",
            "plan": [{"step": "丈量", "due": "2026-11-05"}],
            "due": "2026-12-20",
        },
    )
    decide(id, {"number": referred, "decision": "refer", "to": "人民法院", "reason": "权属争议"})
    assert desk.disputes.show(assigned)["unit"] == ""
    done = desk.meetings.close(id, {})
    assert done["written"] == [assigned, led, referred]
    assert done["counts"]["decided"] == 3
    assert [slip["unit"] for slip in done["slips"]] == ["司法所", "钱镇长"]
    first = desk.disputes.show(assigned)
    assert (first["unit"], first["handler"], first["due"]) == ("司法所", "周某", "2026-11-20")
    second = desk.disputes.show(led)
    assert (second["rung"], second["leader"]) == ("leader_case", "钱镇长")
    assert second["plan"] == [{"step": "丈量", "due": "2026-11-05"}]
    assert desk.disputes.show(referred)["status"] == "referred"
    assert desk.disputes.show(left)["rung"] == "joint_meeting"
    assert desk.meetings.preview(id)["closed"]
    counts = desk.months.status("2026-10")["meetings"]
    assert (counts["meetings"], counts["studied"], counts["concluded"], counts["chaired"]) == (
        1,
        3,
        1,
        1,
    )


def test_a_decision_that_cannot_be_written_leaves_the_whole_meeting_open(desk: Desk) -> None:
    sound, barred = queued(desk, "甲", "乙")
    id = opened(desk)["id"]
    good = {"decision": "assign", "unit": "司法所", "handler": "周某"}
    desk.meetings.decide(id, good | {"number": sound})
    with pytest.raises(Refused, match="回避"):
        desk.meetings.decide(id, good | {"number": barred, "handler": "张建国"})
    desk.meetings.decide(id, good | {"number": barred})
    parties = [{"name": "周某"}]
    correction = {"field": "parties", "value": parties, "reason": "登记错了"}
    desk.disputes.act(barred, "correct", correction)
    with pytest.raises(Refused, match="回避"):
        desk.meetings.close(id, {})
    assert desk.disputes.show(sound)["unit"] == ""
    assert not desk.meetings.preview(id)["closed"]


def test_a_matter_settled_meanwhile_is_passed_over_and_told(desk: Desk) -> None:
    first, second = queued(desk, "甲", "乙")
    id = opened(desk)["id"]
    for number in (first, second):
        desk.meetings.decide(id, {"number": number, "decision": "assign", "unit": "司法所"})
    desk.disputes.act(first, "resolve", {"method": "0103"})
    done = desk.meetings.close(id, {})
    assert done["written"] == [second]
    assert [one["number"] for one in done["passed"]] == [first]
    assert [line["words"][:9] for line in done["items"]] == ["会议结束前已经办结", "由司法所办理"]
    assert [one["number"] for slip in done["slips"] for one in slip["items"]] == [second]


def test_a_meeting_with_nothing_to_decide_may_simply_be_closed(desk: Desk) -> None:
    empty = opened(desk)
    assert empty["items"] == []
    assert desk.meetings.close(empty["id"])["written"] == []
    queued(desk, "甲")
    leading = opened(desk, kind="leading_group")
    desk.meetings.close(leading["id"])
    joint = opened(desk)["id"]
    with pytest.raises(Refused, match="还没有作出决定"):
        desk.meetings.close(joint)
    desk.meetings.close(joint, {"empty": True})
    counts = desk.months.status("2026-10")["meetings"]
    assert (counts["joint_meetings"], counts["leading_group"], counts["studied"]) == (2, 1, 0)


def test_a_matter_may_be_put_on_the_agenda_by_hand(desk: Desk) -> None:
    queued(desk, "甲")
    other = desk.disputes.add(matter(title="村里的一件", registered_on="2026-10-29"))["number"]
    id = opened(desk)["id"]
    assert desk.meetings.add(id, other)["items"][-1]["number"] == other
    desk.meetings.decide(id, {"number": other, "decision": "assign", "unit": "国土所"})
    assert desk.meetings.close(id, {})["written"] == [other]


def test_without_an_id_the_one_open_meeting_is_meant(desk: Desk) -> None:
    with pytest.raises(Refused, match="没有正在开的会"):
        desk.meetings.agenda("")
    (number,) = queued(desk, "甲")
    id = opened(desk)["id"]
    desk.meetings.decide("", {"number": number, "decision": "continue", "due": "2026-11-10"})
    assert desk.meetings.close("", {})["id"] == id
    assert desk.disputes.show(number)["due"] == "2026-11-10"
    with pytest.raises(Refused, match="已经结束"):
        desk.meetings.decide(id, {"number": number, "decision": "continue"})


def test_a_meeting_called_ahead_is_not_closed_before_its_day(desk: Desk) -> None:
    (number,) = queued(desk, "甲")
    id = opened(desk, on="2026-11-05")["id"]
    assert desk.disputes.show(number)["due"] == "2026-11-05"
    desk.meetings.decide(id, {"number": number, "decision": "assign", "unit": "司法所"})
    with pytest.raises(Refused, match="还没有开"):
        desk.meetings.close(id, {})
    desk.today = date(2026, 11, 5)
    assert desk.meetings.close(id, {})["written"] == [number]


def test_meetings_are_listed_by_the_month_that_they_belong_to(desk: Desk) -> None:
    queued(desk, "甲")
    first = opened(desk)["id"]
    desk.today = date(2026, 11, 3)
    late = desk.meetings.open({"kind": "领导小组会议", "month": "2026-10", "chair": "钱镇长"})
    desk.meetings.close(late["id"], {"empty": True})
    listed = desk.meetings.list("2026-10")
    assert [(one["id"], one["closed"]) for one in listed] == [(first, False), (late["id"], True)]
    assert desk.meetings.list("2026-11") == []
    assert desk.months.status("2026-10")["meetings"]["leading_group"] == 1


def test_a_meeting_without_a_decision_is_not_closed_by_mistake(desk: Desk) -> None:
    queued(desk, "甲")
    id = opened(desk)["id"]
    with pytest.raises(Refused, match="还没有作出决定"):
        desk.meetings.close(id, {})
    with pytest.raises(Refused, match="没有会议"):
        desk.meetings.preview("2026-10-30-zzzz")


def test_a_meeting_belongs_to_the_month_whose_dispatch_is_going_on(desk: Desk) -> None:
    number = queued(desk, "甲")[0]
    desk.today = date(2026, 11, 2)
    desk.months.summarise("2026-10")
    desk.months.dispatch("2026-10")
    told = "1 件待联席会议研究，本月还没有开会"
    assert told in desk.months.missing("2026-10")
    meeting = desk.meetings.open({"chair": "赵书记"})
    assert meeting["month"] == "2026-10"
    said = desk.months.missing("2026-10")
    assert told not in said
    assert "召集的会议还没有结束，结束会议后决定才写进各件" in said
    desk.meetings.decide(meeting["id"], {"number": number, "decision": "continue"})
    desk.meetings.close(meeting["id"])
    status = desk.months.status("2026-10")
    assert not [one for one in status["missing"] if "会议" in one]
    assert (status["meetings"]["studied"], status["meetings"]["chaired"]) == (1, 1)
    desk.months.bulletin("2026-10")
    assert desk.meetings.open({})["month"] == "2026-11"


def test_a_meeting_called_later_moves_no_date_that_has_passed(desk: Desk) -> None:
    (number,) = queued(desk, "甲")  # on the meeting's rung from 10-29: eight days, to 11-06
    desk.today = date(2026, 11, 12)
    assert desk.disputes.show(number)["due"] == "2026-11-06"
    desk.meetings.open({"on": "2026-11-20"})
    shown = desk.disputes.show(number)
    assert (shown["due"], shown["overdue"]) == ("2026-11-06", True)
    assert [each["number"] for each in desk.ladder.escalate(dry_run=True)] == [number]


def test_a_meeting_called_within_the_eight_days_is_waited_for(desk: Desk) -> None:
    (number,) = queued(desk, "甲")
    desk.today = date(2026, 11, 5)
    desk.meetings.open({"on": "2026-11-20"})
    assert desk.disputes.show(number)["due"] == "2026-11-20"


def test_a_meeting_called_before_the_scheduled_one_makes_nothing_overdue(desk: Desk) -> None:
    desk.today = date(2026, 10, 1)
    desk.registry.set("meetings", {"day": 18})
    (number,) = queued(desk, "甲")
    desk.today = date(2026, 10, 30)
    desk.meetings.open({})
    desk.today = date(2026, 10, 31)
    shown = desk.disputes.show(number)
    assert (shown["due"], shown["overdue"]) == ("2026-11-18", False)
