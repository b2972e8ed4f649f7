"""What a meeting decides, what its minutes and slips say, and what is written to the disputes."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, Office
from xinfang_tui.disputes.fold import fold
from xinfang_tui.meeting.decisions import actions, read
from xinfang_tui.meeting.meeting import Meeting, counts, fold_meeting, subject
from xinfang_tui.meeting.minutes import minutes, slips
from xinfang_tui.refusal import Refused

ON = date(2026, 10, 21)
ABOUT = subject("m1")


def decision(kind: str, rung: str = "joint_meeting", **more: Any) -> Any:
    return read({"decision": kind, **more}, "a", rung, ON)


def meeting(office: Office) -> Meeting:
    return fold_meeting("m1", [e for e in office.events if e.subject == ABOUT])


def held(office: Office, *decided: dict[str, Any]) -> Meeting:
    head = {"place": "镇会议室", "chair": "赵某", "principal": True, "attendees": ["司法所"]}
    office.write(ABOUT, "open_meeting", ON, **{"kind": "joint_meeting", "on": str(ON), **head})
    for id in ("a", "b", "c"):
        item = {"dispute": id, "number": f"东-{id}", "village": EAST, "rung": "joint_meeting"}
        office.write(ABOUT, "item", ON, **item, category="0201", reason="待会议研究")
    for record in decided:
        made = read(record, record["dispute"], "joint_meeting", ON)
        office.write(ABOUT, "decision", ON, **made.to_json())
    return meeting(office)


ASSIGNED = {
    "dispute": "a",
    "decision": "assign",
    "unit": "司法所",
    "handler": "周某",
    "due": "2026-11-05",
}
LED = {
    "dispute": "b",
    "decision": "leader",
    "leader": "赵某",
    "plan": [{"step": "实地丈量", "due": "2026-10-28"}, "签订协议"],
    "helpers": ["周某", "钱某"],
    "due": "2026-12-20",
}
REFERRED = {"dispute": "c", "decision": "refer", "to": "人民法院", "reason": "权属争议"}


@pytest.mark.parametrize(
    ("kind", "more", "words"),
    [
        ("assign", {}, "责任单位"),
        ("refer", {"to": "人民法院"}, "理由"),
        ("back", {"reason": "再调"}, "退回到"),
        ("back", {"back_to": "joint_meeting", "reason": "再调"}, "不能退回到"),
        ("back", {"back_to": "省里", "reason": "再调"}, "没有“省里”"),
        ("leader", {"due": "2026-11-05"}, "包案领导"),
        ("leader", {"leader": "赵某", "tier": "省"}, "没有“省”这一级"),
        ("continue", {"due": "2026-10-20"}, "早于会议日期"),
        ("assign", {"unit": "司法所", "back_to": "village"}, "“交办”用不上“退回到”"),
        ("back", {"back_to": "village", "leader": "赵某"}, "“退回”用不上“包案领导”"),
        ("continue", {"to": "人民法院"}, "用不上“转往”"),
        ("assign", {"unit": "司法所", "plan": ["实地丈量"]}, "还要写明“包案领导”"),
        ("continue", {"due": "月底"}, "2026-10-03 这样"),
        ("vote", {}, "没有“vote”这种决定"),
    ],
)
def test_a_decision_that_lacks_something_is_refused(
    kind: str, more: dict[str, Any], words: str
) -> None:
    with pytest.raises(Refused, match=words):
        decision(kind, **more)


def test_decisions_may_be_named_in_chinese() -> None:
    made = decision("交办", unit="司法所")
    assert (made.decision, made.unit) == ("assign", "司法所")
    back = decision("退回", back_to="村", reason="先由村里调")
    assert back.back_to == "village"


def test_decisions_become_entries_that_the_disputes_understand() -> None:
    office = Office()
    for id in ("a", "b", "c"):
        office.register(id, "2026-09-01")
        office.act(id, "escalate", "2026-09-09", to="township")
        office.act(id, "escalate", "2026-09-25", to="joint_meeting")
    done = actions(held(office, ASSIGNED, LED, REFERRED))
    assert [(one.dispute, one.kind) for one in done] == [
        ("a", "decide"),
        ("b", "decide"),
        ("b", "own"),
        ("c", "decide"),
        ("c", "refer"),
    ]
    for one in done:
        office.act(one.dispute, one.kind, ON, **one.data)
    a, b, c = (
        fold([e for e in office.events if e.subject == f"dispute:{id}"]) for id in ("a", "b", "c")
    )
    assert (a.unit, a.handler, a.rung) == ("司法所", "周某", "joint_meeting")
    assert a.start is not None and a.start.until == date(2026, 11, 5)
    assert (b.leader, b.rung, b.tier) == ("赵某", "leader_case", "township")
    assert [step.step for step in b.plan] == ["实地丈量", "签订协议"]
    assert b.helpers == ("周某", "钱某")
    assert c.status == "referred"
    assert not a.idle + b.idle + c.idle


def test_a_matter_assigned_under_a_leader_is_that_leaders_case() -> None:
    office = Office()
    office.register("a", "2026-09-01")
    office.act("a", "escalate", "2026-09-09", to="township")
    office.act("a", "escalate", "2026-09-25", to="joint_meeting")
    given = {"dispute": "a", "decision": "assign", "unit": "司法所", "leader": "赵某"}
    meeting = held(office, {**given, "plan": ["实地丈量"], "due": "2026-11-05"})
    for one in actions(meeting):
        office.act(one.dispute, one.kind, ON, **one.data)
    dispute = fold([e for e in office.events if e.subject == "dispute:a"])
    assert (dispute.rung, dispute.tier, dispute.leader) == ("leader_case", "township", "赵某")
    assert (dispute.unit, [step.step for step in dispute.plan]) == ("司法所", ["实地丈量"])
    line = minutes(meeting)["items"][0]
    assert line["words"] == "由司法所办理，赵某包案，2026-11-05 前完成"


def test_a_matter_sent_back_stands_on_the_lower_rung_again() -> None:
    office = Office()
    office.register("a", "2026-09-01")
    office.act("a", "escalate", "2026-09-09", to="township")
    office.act("a", "escalate", "2026-09-25", to="joint_meeting")
    back = {"dispute": "a", "decision": "back", "back_to": "village", "reason": "先由村里调"}
    for one in actions(held(office, {**back, "unit": "村调委会"})):
        office.act(one.dispute, one.kind, ON, **one.data)
    dispute = fold([e for e in office.events if e.subject == "dispute:a"])
    assert (dispute.rung, dispute.unit) == ("village", "村调委会")


def test_the_minutes_hold_numbers_and_offices_and_count_the_decisions() -> None:
    record = minutes(held(Office(), ASSIGNED, LED))
    assert [line["words"] for line in record["items"]] == [
        "由司法所、周某办理，2026-11-05 前完成",
        "由赵某包案，2026-12-20 前完成",
        "未作决定，下次再议",
    ]
    assert record["counts"] == {
        "agenda": 3,
        "decided": 2,
        "assign": 1,
        "refer": 0,
        "back": 0,
        "leader": 1,
        "continue": 0,
    }
    assert (record["chair"], record["principal"], record["on"]) == ("赵某", True, "2026-10-21")


def test_each_unit_gets_one_slip_with_all_its_matters() -> None:
    second = {**ASSIGNED, "dispute": "b", "handler": "吴某"}
    found = slips(held(Office(), ASSIGNED, second, REFERRED))
    assert [(slip["unit"], [one["number"] for one in slip["items"]]) for slip in found] == [
        ("司法所", ["东-a", "东-b"])
    ]


def test_the_last_decision_on_a_matter_holds_and_none_after_the_close() -> None:
    office = Office()
    held(office, ASSIGNED, {**ASSIGNED, "unit": "国土所"})
    assert meeting(office).decisions["a"].unit == "国土所"
    assert [item.dispute for item in meeting(office).undecided] == ["b", "c"]
    office.write(ABOUT, "close_meeting", ON, minutes=minutes(meeting(office)))
    office.write(ABOUT, "decision", ON, **ASSIGNED)
    closed = meeting(office)
    assert closed.closed and closed.decisions["a"].unit == "国土所"
    assert closed.minutes is not None and closed.minutes["id"] == "m1"


def test_meetings_are_counted_with_what_they_studied_and_who_chaired() -> None:
    office = Office()
    held(office, ASSIGNED, REFERRED)
    open_one = meeting(office)
    assert counts([open_one])["meetings"] == 0
    office.write(ABOUT, "close_meeting", ON, minutes={})
    closed = meeting(office)
    other = Meeting("m2", kind="leading_group", on="2026-10-28", closed_on="2026-10-28")
    assert counts([closed, other], {"a"}) == {
        "meetings": 2,
        "joint_meetings": 1,
        "leading_group": 1,
        "studied": 2,
        "concluded": 1,
        "chaired": 1,
    }


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["item", "decision", "close_meeting", "open_meeting"]),
            st.sampled_from("AB"),
            st.sampled_from(["a", "b"]),
            st.sampled_from(["", "AB", "BA"]),
        ),
        max_size=20,
    ),
    st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_meeting(drawn: list[Any], rng: random.Random) -> None:
    office = Office()
    for place, (kind, device, dispute, told) in enumerate(drawn):
        data = {"dispute": dispute, "number": dispute, "decision": "assign", "unit": str(place)}
        office.write(ABOUT, kind, ON, device, **data)
        if told:
            office.tell(*told)
    shuffled = list(office.events)
    rng.shuffle(shuffled)
    assert fold_meeting("m1", shuffled) == meeting(office)
