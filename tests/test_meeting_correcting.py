"""A meeting set right or called off before it is over: its events, and the desk's rules."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.month_kit import Office
from tests.township import matter, township
from tests.worked import answered, refused, xinfang
from xinfang_tui.desk import Desk
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.meeting.meeting import Meeting, fold_meeting, schedule, subject
from xinfang_tui.refusal import Refused

ABOUT = subject("m1")
DECEMBER = date(2026, 11, 28)


def opened(office: Office, **head: Any) -> str:
    data = {"kind": "joint_meeting", "on": "2026-11-28", "month": "2026-11", "chair": "12月3日"}
    event = office.write(ABOUT, "open_meeting", "2026-11-20", **{**data, **head})
    office.write(ABOUT, "item", "2026-11-20", dispute="d1", number="甲")
    return event.id


def folded(office: Office) -> Meeting:
    return fold_meeting("m1", office.events)


def test_a_corrected_chair_holds_and_the_old_one_stays_in_the_trail() -> None:
    office = Office()
    opened(office)
    fixed = {"field": "chair", "value": "王建国", "reason": "填错了", "principal": True}
    office.write(ABOUT, "correct", "2026-11-21", **fixed)
    office.write(ABOUT, "correct", "2026-11-21", field="place", value="三楼会议室")
    meeting = folded(office)
    assert (meeting.chair, meeting.principal, meeting.place) == ("王建国", True, "三楼会议室")
    told = [(each.field, each.was, each.value, each.reason) for each in meeting.corrections]
    assert told == [
        ("chair", "12月3日", "王建国", "填错了"),
        ("place", None, "三楼会议室", ""),
    ]


def test_what_is_taken_back_is_as_it_was_before() -> None:
    office = Office()
    opened(office)
    fixed = office.write(ABOUT, "correct", "2026-11-21", field="chair", value="王建国")
    office.write(ABOUT, "decision", "2026-11-28", dispute="d1", decision="continue")
    second = office.write(ABOUT, "decision", "2026-11-28", dispute="d1", decision="assign")
    for event in (fixed, second):
        office.write(ABOUT, "void", "2026-11-28", target=event.id, of=event.kind)
    meeting = folded(office)
    assert meeting.chair == "12月3日"
    assert meeting.decisions["d1"].decision == "continue"


def test_a_cancelled_meeting_keeps_its_head_and_says_why() -> None:
    office = Office()
    opening = opened(office)
    data = {"target": opening, "of": "open_meeting", "reason": "防汛"}
    office.write(ABOUT, "void", "2026-11-22", **data)
    meeting = folded(office)
    assert (meeting.on, meeting.cancelled, meeting.going) == ("2026-11-28", True, False)
    assert (meeting.cancelled_on, meeting.cancelled_for) == ("2026-11-22", "防汛")


def test_a_close_holds_over_a_cancelling_that_did_not_know_of_it_in_any_order() -> None:
    office = Office()
    opening = opened(office)
    office.tell("A", "B")
    office.write(ABOUT, "close_meeting", "2026-11-28", minutes={"items": []})
    data = {"target": opening, "of": "open_meeting", "reason": "防汛"}
    office.write(ABOUT, "void", "2026-11-28", "B", **data)
    events = list(office.events)
    for seed in range(20):
        random.Random(seed).shuffle(events)
        meeting = fold_meeting("m1", events)
        assert (meeting.closed, meeting.cancelled) == (True, False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as made:
        made.registry.set("leader", "赵书记")
        yield made


def queued(desk: Desk) -> str:
    desk.today = date(2026, 10, 3)
    number = str(desk.disputes.add(matter())["number"])
    for day in (date(2026, 10, 12), date(2026, 10, 29)):
        desk.today = day
        desk.ladder.escalate()
    return number


def test_day_place_chair_and_attendees_are_set_right_until_the_close(desk: Desk) -> None:
    queued(desk)
    id = desk.meetings.open({"chair": "12月3日", "attendees": ["派出所"]})["id"]
    right = {
        "on": "2026-10-31",
        "place": "三楼",
        "chair": "赵书记",
        "attendees": ["派出所", "司法所"],
    }
    found = desk.meetings.correct(id, {**right, "reason": "填错了"})
    assert {name: found[name] for name in right} == right
    assert found["principal"]
    assert "主持人：12月3日 改为 赵书记" in "".join(each["text"] for each in found["corrections"])
    minutes = found["minutes"]
    assert (minutes["on"], minutes["place"], minutes["chair"]) == ("2026-10-31", "三楼", "赵书记")
    with pytest.raises(Refused, match="没有要更正的"):
        desk.meetings.correct(id, right)
    desk.today = date(2026, 10, 31)
    desk.meetings.close(id, {"empty": True})
    for change in (
        lambda: desk.meetings.correct(id, {"place": "二楼"}),
        lambda: desk.meetings.undo(id),
    ):
        with pytest.raises(Refused, match="已经结束"):
            change()
    assert desk.meetings.preview(id)["place"] == "三楼"


def test_a_day_after_what_was_decided_falls_due_is_refused(desk: Desk) -> None:
    number = queued(desk)
    id = desk.meetings.open({"chair": "赵书记"})["id"]
    desk.meetings.decide(id, {"number": number, "decision": "continue", "due": "2026-11-05"})
    with pytest.raises(Refused, match=f"{number} 定在 2026-11-05 前完成"):
        desk.meetings.correct(id, {"on": "2026-11-06"})
    plan = [{"step": "见面"}, {"step": "答复", "due": "2026-11-03"}]
    led = {"number": number, "decision": "leader", "leader": "赵某", "due": "2026-11-20"}
    desk.meetings.decide(id, led | {"plan": plan})
    with pytest.raises(Refused, match=f"{number} 定在 2026-11-03 前完成"):
        desk.meetings.correct(id, {"on": "2026-11-04"})
    assert desk.meetings.correct(id, {"on": "2026-11-03"})["on"] == "2026-11-03"


def test_one_s_own_last_decision_is_taken_back_and_then_the_one_before(desk: Desk) -> None:
    number = queued(desk)
    id = desk.meetings.open({"chair": "赵书记"})["id"]
    desk.meetings.decide(id, {"number": number, "decision": "continue"})
    desk.meetings.decide(id, {"number": number, "decision": "assign", "unit": "司法所"})
    assert desk.meetings.undo(id)["undone"] == f"{number} 的决定"
    assert desk.meetings.agenda(id)[0]["decision"]["decision"] == "continue"
    desk.meetings.undo(id)
    assert desk.meetings.agenda(id)[0]["decision"] is None
    with pytest.raises(Refused, match="没有本机可以撤销的"):
        desk.meetings.undo(id)


def test_a_meeting_is_cancelled_with_a_reason_and_is_no_more_in_the_way(desk: Desk) -> None:
    queued(desk)
    id = desk.meetings.open({"chair": "赵书记", "on": "2026-11-05"})["id"]
    with pytest.raises(Refused, match="理由"):
        desk.meetings.cancel(id, " ")
    found = desk.meetings.cancel(id, "防汛")
    assert (found["cancelled"], found["cancelled_for"], found["on"]) == (True, "防汛", "2026-11-05")
    assert desk.meetings.list("2026-11") == desk.meetings.going() == []
    assert [each["id"] for each in desk.meetings.list("2026-11", cancelled=True)] == [id]
    with pytest.raises(Refused, match="已经取消"):
        desk.meetings.close(id)
    with pytest.raises(Refused, match="没有正在开的会"):
        desk.meetings.preview("")


def test_the_day_of_a_meeting_moved_or_cancelled_moves_no_limit(desk: Desk) -> None:
    number = queued(desk)
    before = desk.disputes.show(number)["due"]
    id = desk.meetings.open({"chair": "赵书记", "on": "2026-11-03"})["id"]
    assert desk.disputes.show(number)["due"] == "2026-11-03"
    desk.meetings.correct(id, {"on": "2026-11-05"})
    assert desk.disputes.show(number)["due"] == "2026-11-05"
    desk.meetings.cancel(id, "防汛")
    assert desk.disputes.show(number)["due"] == before


def closed(desk: Desk, month: str) -> None:
    desk.months.summarise(month)
    desk.months.dispatch(month)
    desk.months.bulletin(month, {"signer": "赵书记"})
    desk.months.close(month)


def test_a_meeting_never_belongs_to_a_month_that_is_out(desk: Desk) -> None:
    desk.today = DECEMBER
    closed(desk, "2026-10")
    assert desk.meetings.open({"on": "2026-11-28"})["month"] == "2026-11"
    late = desk.meetings.open({"on": "2026-10-30"})
    assert late["month"] == "2026-11"
    assert desk.meetings.correct(late["id"], {"on": "2026-12-03"})["month"] == "2026-12"
    with pytest.raises(Refused, match="2026年10月的通报已经发出"):
        desk.meetings.open({"on": "2026-11-28", "month": "2026-10"})


def test_the_command_line_corrects_and_cancels(tmp_path: Path) -> None:
    folder = str(tmp_path / "镇")
    with township(tmp_path / "镇") as made:
        made.registry.set("leader", "赵书记")
    day = ("--data", folder, "--today", "2026-10-03")
    given = json.dumps({"chair": "12月3日"})
    assert xinfang(*day, "meeting", "open", input=given).exit_code == 0
    told = xinfang(*day, "meeting", "correct", "--chair", "赵书记", "--place", "三楼")
    assert "更正　主持人：12月3日 改为 赵书记" in told.stdout
    assert answered(*day, "meeting", "show")["chair"] == "赵书记"
    assert "取消会议要写理由" in refused(*day, "meeting", "cancel")
    assert "已取消：防汛" in xinfang(*day, "meeting", "cancel", "--reason", "防汛").stdout
    assert "已取消" in xinfang(*day, "meeting", "list").stdout


def test_a_slip_to_a_person_addresses_a_person(desk: Desk) -> None:
    number = queued(desk)
    id = desk.meetings.open({"chair": "赵书记"})["id"]
    desk.meetings.decide(id, {"number": number, "decision": "leader", "leader": "宋玉娥"})
    assert "1件事项交由你办理" in desk.reports.preview("slips", width=200, meeting=id)
    desk.meetings.decide(id, {"number": number, "decision": "assign", "unit": "司法所"})
    assert "1件事项交由你单位办理" in desk.reports.preview("slips", width=200, meeting=id)


def test_a_meeting_whose_opening_cannot_be_read_is_scheduled_on_its_corrected_day() -> None:
    office = Office()
    opened(office)
    office.write(ABOUT, "correct", "2026-11-21", field="on", value="2026-11-30", reason="改期")
    left = [event for event in office.events if event.kind != "open_meeting"]
    assert schedule(left) == [Scheduled(date(2026, 11, 30), date(2026, 11, 30))]
