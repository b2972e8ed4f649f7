"""What is handed in with the wrong shape is refused in words, and what is right is kept whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.township import LIU, matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


@pytest.mark.parametrize(
    "change",
    [
        {"people": 10**30},
        {"topics": {"a": 1}},
        {"places": [["甲"]]},
        {"external_refs": True},
        {"scale": []},
        {"track": 0},
        {"urgent": {"told": "派出所"}},
        {"title": 5},
        {"handler": []},
        {"registered_on": 0},
        {"occurred_on": 20261003},
        {"occurred_on": "0001-01-01"},
        {"sealed": "no"},
        {"accuses_official": "false"},
        {"parties": [{"name": 5}]},
        {"registerd_on": "2026-10-01"},
    ],
)
def test_a_registration_of_the_wrong_shape_is_refused_and_nothing_kept(
    desk: Desk, change: dict[str, Any]
) -> None:
    with pytest.raises(Refused):
        desk.disputes.add(matter(**change))
    assert desk.disputes.list() == []


def test_one_word_in_place_of_a_list_stays_one_word(desk: Desk) -> None:
    answer = desk.disputes.add(matter(topics="农民工工资", external_refs=["A-1", ""]))
    assert (answer["topics"], answer["external_refs"]) == (["农民工工资"], ["A-1"])


def test_a_kind_nearly_right_is_refused_with_the_one_meant(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused, match="是不是：mediate"):
        desk.disputes.act(number, "Mediat", {"outcome": "failed"})


def test_a_name_nearly_right_is_refused_with_the_one_meant(desk: Desk) -> None:
    with pytest.raises(Refused, match="superior_due"):
        desk.disputes.add(matter(superor_due="2026-11-01"))
    number = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused, match="next_on"):
        desk.disputes.act(number, "mediate", {"outcome": "continued", "nexton": "2026-11-01"})


def test_an_entry_asked_for_by_other_names_keeps_them(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    answer = desk.disputes.act(number, "note", {"text": "已联系", "page": 3})
    assert answer["trail"][-1]["data"]["page"] == 3


def test_who_told_of_it_may_be_a_record(desk: Desk) -> None:
    answer = desk.disputes.add(matter(reporter={"name": "王小明", "phone": 13800000000}))
    assert answer["reporter"] == "王小明 13800000000"


def test_a_ledgers_excuse_is_not_taken_from_a_form(desk: Desk) -> None:
    with pytest.raises(Refused, match="回避"):
        desk.disputes.add(matter(parties=[{"name": "李文"}], handler="李文", imported=True))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("note", {"text": 5}),
        ("note", {"text": " "}),
        ("note", {"text": "好", "on": []}),
        ("note", {"text": "好", "on": 20261010}),
        ("note", {"text": "好", "by": []}),
        ("suspend", {"reason": "农忙", "until": "2026-10-20", "agreed_by": []}),
        ("own", {"leader": "赵镇长", "plan": [{"due": "2026-11-01"}]}),
        ("urgent", {"danger": "要动手", "told": [{"when": "九点"}]}),
        ("mediate", {"outcome": "continued", "next_on": "2026-09-30"}),
        ("surface", {"date": "2099-01-01", "office": "县信访局"}),
        ("suspend", {"reason": "农忙", "until": "9999-12-31", "agreed_by": ["张建国"]}),
        ("correct", {"field": "superior_due", "value": "9999-12-31", "reason": "来文"}),
        ("resolve", {"method": "0103", "amount": True}),
    ],
)
def test_an_entry_of_the_wrong_shape_is_refused(
    desk: Desk, kind: str, data: dict[str, Any]
) -> None:
    number = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused):
        desk.disputes.act(number, kind, data)
    assert len(desk.disputes.show(number)["trail"]) == 1


def test_what_was_told_may_be_answered_with_yes(desk: Desk) -> None:
    ended = desk.disputes.add(matter())["number"]
    answer = desk.disputes.act(ended, "end", {"reason": "failed", "remedies_told": True})
    assert answer["trail"][-1]["data"]["remedies_told"]
    referred = desk.disputes.add(matter(title="另一件"))["number"]
    data = {"to": "人民法院", "reason": "愿意起诉", "deadline_told": True}
    assert desk.disputes.act(referred, "refer", data)["status"] == "referred"


def test_a_plan_in_plain_words_becomes_steps(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    answer = desk.disputes.act(number, "own", {"leader": "赵镇长", "plan": ["走访", "面谈"]})
    assert [step["step"] for step in answer["plan"]] == ["走访", "面谈"]


def test_more_households_than_a_village_has_are_refused(desk: Desk) -> None:
    ninth = {"341623101203000009": "none"}
    with pytest.raises(Refused, match="没有户"):
        desk.sweeps.record("柳树沟村", "2026-10", {"households": ninth})
    with pytest.raises(Refused, match="true"):
        desk.sweeps.record("柳树沟村", "2026-10", {"submit": "yes"})


def test_a_matter_registered_sealed_is_sealed(desk: Desk) -> None:
    assert desk.disputes.add(matter(sealed=True))["sealed"]


def test_danger_at_registration_is_an_urgent_entry(desk: Desk) -> None:
    answer = desk.disputes.add(matter(urgent=True))
    assert [entry["kind"] for entry in answer["trail"]] == ["register", "urgent"]
    assert answer["trail"][-1]["data"]["danger"] == "人身危险"


@pytest.mark.parametrize(
    ("field", "value"), [("leader", "王建国"), ("helpers", ["甲", "乙"]), ("topics", ["欠薪"])]
)
def test_a_correction_keeps_the_value_it_was_given(desk: Desk, field: str, value: Any) -> None:
    number = desk.disputes.add(matter())["number"]
    correction = {"field": field, "value": value, "reason": "写错了"}
    assert desk.disputes.act(number, "correct", correction)[field] == value


def test_an_order_from_above_can_be_taken_away_by_correction(desk: Desk) -> None:
    number = desk.disputes.add(matter(superior_due="2026-10-05"))["number"]
    correction = {"field": "superior_due", "value": None, "reason": "上级收回"}
    assert desk.disputes.act(number, "correct", correction)["superior_due"] is None
    with pytest.raises(Refused, match="事项"):
        desk.disputes.act(number, "correct", correction | {"field": "title"})


def test_consent_of_somebody_who_is_no_party_is_refused(desk: Desk) -> None:
    number = desk.disputes.add(matter(parties=[{"name": "张三"}, {"name": "李四"}]))["number"]
    with pytest.raises(Refused, match="张三、李四"):
        desk.disputes.act(number, "consent", {"party": "王五", "to": "mediate", "given": False})
    assert desk.disputes.show(number)["status"] == "open"


def test_a_decision_sends_back_only_to_a_rung_below(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    meeting = desk.meetings.open({})["id"]
    decision = {"meeting": meeting, "decision": "退回", "back_to": "township"}
    with pytest.raises(Refused, match="下面的一层"):
        desk.disputes.act(number, "decide", decision)


@pytest.mark.parametrize("role", [["x"], {"a": 1}, 5])
def test_a_choice_of_the_wrong_shape_is_refused(desk: Desk, role: Any) -> None:
    first, second = (desk.disputes.add(matter(title=title))["number"] for title in "甲乙")
    with pytest.raises(Refused, match="关系"):
        desk.disputes.act(first, "link", {"lead": second, "role": role})


def test_a_petition_overdue_climbs_one_rung_a_day_however_often_the_rules_run(desk: Desk) -> None:
    desk.today = date(2026, 10, 1)
    number = desk.disputes.add(matter(track="petition", occurred_on="2026-10-01"))["number"]
    desk.today = date(2026, 10, 20)
    assert [climb["to"] for climb in desk.ladder.escalate()] == ["township"]
    assert desk.ladder.escalate() == []
    desk.today = date(2026, 10, 19)
    assert desk.ladder.escalate() == []
    shown = desk.disputes.show(number)
    assert (shown["rung"], shown["due_target"]) == ("township", "2026-10-16")


@pytest.mark.parametrize("households", ["x", 5, ["341623101203000001"]])
def test_households_of_the_wrong_shape_are_refused(desk: Desk, households: Any) -> None:
    with pytest.raises(Refused, match="households"):
        desk.sweeps.record(LIU, "2026-10", {"by": "李文", "households": households})


@pytest.mark.parametrize("month", ["0000-01", "9999-12", "２０２６-10", "2026-13", ""])
def test_a_month_that_cannot_be_is_refused(desk: Desk, month: str) -> None:
    with pytest.raises(Refused, match="月份"):
        desk.months.status(month)


def test_a_meeting_refuses_lists_of_the_wrong_shape(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    for record in ({"attendees": True}, {"attendees": [["甲"]]}, {"numbers": True}):
        with pytest.raises(Refused):
            desk.meetings.open(record)
    id = desk.meetings.open({})["id"]
    decision = {"number": number, "decision": "leader", "leader": "王建国"}
    for more in ({"plan": [5]}, {"plan": 5}, {"helpers": True}):
        with pytest.raises(Refused):
            desk.meetings.decide(id, decision | more)
    assert desk.meetings.preview(id)["undecided"] == []
