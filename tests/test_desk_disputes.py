"""Disputes at the desk: registering, acting, and everything that is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.township import EAST, LIU, matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.desk.registering import Registering, taken_in
from xinfang_tui.disputes import kinds, number
from xinfang_tui.meeting.meeting import DECISION_NAMES
from xinfang_tui.refusal import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def test_a_registered_matter_is_answered_with_number_rung_and_date(desk: Desk) -> None:
    answer = desk.disputes.add(matter())
    parsed = number.parse(answer["number"])
    assert parsed is not None and parsed.valid and parsed.short == "柳" and parsed.month == "2610"
    assert (answer["rung"], answer["status"]) == ("village", "open")
    assert (answer["due_target"], answer["due"]) == ("2026-10-10", "2026-10-10")
    assert [entry["kind"] for entry in answer["trail"]] == ["register"]
    assert answer["remedies"]


def test_numbers_go_up_and_are_never_given_twice(desk: Desk) -> None:
    numbers = [desk.disputes.add(matter(title=f"第{n}件"))["number"] for n in range(12)]
    assert len(set(numbers)) == 12
    serials = [int(parsed.serial) for n in numbers if (parsed := number.parse(n)) is not None]
    assert serials == list(range(1, 13))


def test_a_mistyped_number_is_refused_with_a_suggestion(desk: Desk) -> None:
    right = desk.disputes.add(matter())["number"]
    wrong = right[:-1] + str((int(right[-1]) + 1) % 10)
    with pytest.raises(Refused, match=right):
        desk.disputes.show(wrong)
    assert desk.disputes.show(right.replace("-", " "))["number"] == right
    assert desk.disputes.show(right[2:])["number"] == right


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"title": ""}, "事项"),
        ({"village": "不存在村"}, "没有“不存在村”"),
        ({"category": "7777"}, "类别"),
        ({"occurred_on": "2026-13-40"}, "日期"),
        ({"occurred_on": "2026-10-04"}, "晚于登记日期"),
        ({"registered_on": "2026-10-09"}, "还没有到"),
        ({"parties": "张三"}, "当事人"),
        ({"parties": [{"name": ""}]}, "姓名"),
        ({"people": -1}, "涉及人数"),
        ({"title": "长" * 4001}, "4000"),
        ({"scale": "09"}, "规模"),
        ({"parties": [{"name": f"代{n}", "representative": "是"} for n in range(6)]}, "5"),
    ],
)
def test_a_faulty_registration_is_refused_and_keeps_nothing(
    desk: Desk, change: dict[str, Any], word: str
) -> None:
    with pytest.raises(Refused, match=word):
        desk.disputes.add(matter(**change))
    assert desk.disputes.list() == []


@pytest.mark.parametrize(
    ("change", "rung"),
    [
        ({"category": "1102"}, "township"),
        ({"category": "1201"}, "township"),
        ({"category": "1202"}, "village"),
        ({"category": "1401"}, "township"),
        ({"scale": "02"}, "township"),
        ({"scale": "03"}, "leader_case"),
    ],
)
def test_the_entry_rung_goes_by_category_and_scale(
    desk: Desk, change: dict[str, Any], rung: str
) -> None:
    assert desk.disputes.add(matter(**change))["rung"] == rung


def test_a_village_takes_no_accusation_and_a_township_seals_and_refers_it(desk: Desk) -> None:
    desk.registry.add_staff({"name": "李某乙", "role": "grid_worker", "village": "柳树沟村"})
    desk.user = "李某乙"
    with pytest.raises(Refused, match="纪检监察机关"):
        desk.disputes.add(matter(category="1502"))
    assert desk.disputes.list() == []
    desk.user = None
    answer = desk.disputes.add(matter(category="1502"))
    assert answer["sealed"] and answer["status"] == "referred"
    desk.user = "李某乙"
    assert desk.disputes.list() == []


def test_an_accusation_among_matters_of_its_category_is_told_apart_and_not_marked(
    desk: Desk,
) -> None:
    context = desk._context
    with context.journal.transaction():
        adding = Registering(context)
        ids = [adding.add(matter(accuses_official=accuses)) for accuses in (False, True, False)]
    registered = [context.journal.of(f"dispute:{id}")[0].payload for id in ids]
    assert [data["sealed"] for data in registered] == [False, True, False]
    assert not [data for data in registered if "accuses_official" in data]
    assert taken_in(context, "0201", "01", accuses_official=True).sealed


def test_a_month_of_the_list_has_the_days_that_the_month_is_counted_by(desk: Desk) -> None:
    desk.registry.set("window", "26-25")
    desk.today = date(2026, 10, 31)
    for day in ("2026-09-25", "2026-09-26", "2026-10-25", "2026-10-26"):
        desk.disputes.add(matter(registered_on=day, occurred_on="2026-09-20"))
    listed = [each["registered_on"] for each in desk.disputes.list(month="2026-10")]
    assert listed == ["2026-09-26", "2026-10-25"]
    assert desk.months.status("2026-10")["flow"]["new"] == len(listed)


def test_a_sealed_matter_is_counted_in_every_list_and_told_to_its_readers_alone(
    desk: Desk,
) -> None:
    number = desk.disputes.add(matter(title="宅基地密事"))["number"]
    desk.disputes.act(number, "seal", {"readers": ["周某"]})
    for user, title, found in (("周某", "宅基地密事", 1), ("陌生人", "（密封事项）", 0)):
        desk.user = user
        (listed,) = desk.disputes.list()
        (paged,) = desk.disputes.page({}, (), 0, 10)
        for row in (listed, paged):
            assert (row["number"], row["title"]) == (number, title)
            assert bool(row["parties"]) == bool(found)
        assert len(desk.disputes.list(search="密事")) == desk.disputes.count({"search": "密事"})
        assert desk.disputes.count({"search": "密事"}) == found


def test_what_turns_out_to_be_an_accusation_is_sealed_and_referred_or_not_kept(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    change = {"field": "category", "value": "1502", "reason": "听清了"}
    desk.registry.add_staff({"name": "李某乙", "role": "网格员", "village": LIU})
    desk.user = "李某乙"
    with pytest.raises(Refused, match="村里不登记"):
        desk.disputes.act(number, "correct", change)
    desk.user = None
    answer = desk.disputes.act(number, "correct", change)
    assert answer["sealed"] and answer["status"] == "referred" and answer["due"] is None


def test_a_party_does_not_handle_its_own_matter(desk: Desk) -> None:
    with pytest.raises(Refused, match="回避"):
        desk.disputes.add(matter(handler="张建国"))
    number = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused, match="回避"):
        desk.disputes.act(number, "assign", {"handler": "王秀英"})


def test_the_handler_does_not_verify_and_satisfaction_closes(desk: Desk) -> None:
    n = desk.disputes.add(matter(handler="周调解"))["number"]
    desk.disputes.act(n, "resolve", {"method": "0103", "by": "周调解"})
    with pytest.raises(Refused, match="不能自己回访"):
        desk.disputes.act(n, "visit_back", {"answer": "satisfied", "by": "周调解"})
    answer = desk.disputes.act(n, "visit_back", {"answer": "satisfied", "by": "吴回访"})
    assert answer["status"] == "closed" and answer["due"] is None


def test_who_settled_it_stays_its_handler_when_another_one_is_named(desk: Desk) -> None:
    n = desk.disputes.add(matter(handler="周调解"))["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    desk.disputes.act(n, "assign", {"handler": "吴新来"})
    for name in ("周调解", "吴新来"):
        with pytest.raises(Refused, match="不能自己回访"):
            desk.disputes.act(n, "visit_back", {"answer": "satisfied", "by": name})


def test_whoever_typed_the_settlement_in_is_not_its_handler(desk: Desk) -> None:
    n = desk.disputes.add(matter(handler="周调解"))["number"]
    desk.disputes.act(n, "resolve", {"method": "0103", "by": "孙专干"})
    answer = desk.disputes.act(n, "visit_back", {"answer": "satisfied", "by": "孙专干"})
    assert answer["status"] == "closed"


def test_entries_that_nobody_signed_may_close_a_matter(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    assert desk.disputes.act(n, "visit_back", {"answer": "satisfied"})["status"] == "closed"


def test_a_handler_does_not_become_a_party_by_correction(desk: Desk) -> None:
    n = desk.disputes.add(matter(handler="周调解"))["number"]
    change = {"field": "parties", "value": [{"name": "周调解"}], "reason": "漏写"}
    with pytest.raises(Refused, match="先换经办人"):
        desk.disputes.act(n, "correct", change)


def test_matters_do_not_belong_to_each_other_in_a_circle(desk: Desk) -> None:
    one, two, three = (desk.disputes.add(matter(title=f"第{n}件"))["number"] for n in "一二三")
    desk.disputes.act(two, "link", {"lead": one, "role": "part"})
    desk.disputes.act(three, "link", {"lead": two, "role": "part"})
    with pytest.raises(Refused, match="反过来"):
        desk.disputes.act(one, "link", {"lead": three, "role": "part"})
    with pytest.raises(Refused, match="没有和"):
        desk.disputes.act(three, "unlink", {"lead": one})
    assert desk.disputes.act(two, "unlink", {"lead": one})["links"] == []


def test_only_what_went_over_the_border_can_come_back_from_there(desk: Desk) -> None:
    to_court = desk.disputes.add(matter())["number"]
    desk.disputes.act(to_court, "refer", {"to": "人民法院", "reason": "愿意起诉"})
    for kind in ("return_down", "accept"):
        with pytest.raises(Refused, match="先重开"):
            desk.disputes.act(to_court, kind, {"reason": "不受理"})
    next_door = desk.disputes.add(matter(title="界沟"))["number"]
    desk.disputes.act(next_door, "transfer", {"to": "邻镇", "border": True, "reason": "归邻镇"})
    assert desk.disputes.act(next_door, "accept", {})["status"] == "referred"
    back = desk.disputes.act(next_door, "return_down", {"reason": "不归我镇"})
    assert back["status"] == "open" and back["due"]


def test_an_extension_is_not_lost_in_a_pause_agreed_later_that_day(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    asked = {"reason": "等鉴定", "approver": "赵镇长", "until": "2026-10-14"}
    assert desk.disputes.act(n, "extend", asked)["due_target"] == "2026-10-14"
    pause = {"reason": "农忙", "until": "2026-10-13", "agreed_by": ["张建国", "王秀英"]}
    assert desk.disputes.act(n, "suspend", pause)["due_target"] == "2026-10-24"


def test_opened_again_it_has_its_full_limit_whatever_was_paused_before_it_was_settled(
    desk: Desk,
) -> None:
    n = desk.disputes.add(matter())["number"]
    pause = {"reason": "农忙", "until": "2026-10-30", "agreed_by": ["双方"]}
    assert desk.disputes.act(n, "suspend", pause)["due_target"] == "2026-11-06"
    desk.disputes.act(n, "resolve", {"method": "0103"})
    back = desk.disputes.act(n, "reopen", {"reason": "又吵"})
    assert back["due_target"] == "2026-10-10"
    assert "中止" not in desk.disputes.explain(n)["text"]
    assert desk.disputes.act(n, "suspend", pause)["due_target"] == "2026-11-06"


def test_a_hand_over_tells_visits_by_the_days_that_were_set(desk: Desk) -> None:
    desk.registry.set("return_days", [10, 60])
    n = desk.disputes.add(matter(handler="李文"))["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    (visit,) = desk.disputes.hand_over("李文", "周敏")["visits"]
    assert visit["due"] == "2026-10-13"


@pytest.mark.parametrize(
    ("post", "words"),
    [("handler", "经办人已不在岗，请交接"), ("leader", "包案领导已不在岗，请另定")],
)
def test_what_somebody_who_left_still_has_in_hand_is_told_of_until_it_is_taken_over(
    desk: Desk, post: str, words: str
) -> None:
    def told() -> list[list[str]]:
        todo = desk.overview.today_list()["todo"]
        return [each["filter"]["ids"] for each in todo if each["text"] == words]

    def give(number: str, name: str) -> None:
        kind = "assign" if post == "handler" else "own"
        desk.disputes.act(number, kind, {post: name, "tier": "township", "unit": "镇里"})

    first, second = (desk.disputes.add(matter(title=each)) for each in ("水渠", "院墙"))
    for each in (first, second):
        give(each["number"], "李某丁")
    desk.disputes.act(second["number"], "resolve", {"method": "0103"})
    role = {"handler": "township_mediator", "leader": "township_leader"}[post]
    desk.registry.add_staff({"name": "李某丁", "role": role})
    assert told() == []
    desk.registry.add_staff({"name": "李某丁", "role": role, "active": False})
    assert told() == [[first["id"]]]
    desk.disputes.act(second["number"], "reopen", {"reason": "又吵"})
    assert [sorted(ids) for ids in told()] == [sorted([first["id"], second["id"]])]
    for each in (first, second):
        give(each["number"], "王某戊")
    assert told() == []


def test_nobody_hands_over_to_somebody_who_left(desk: Desk) -> None:
    number = desk.disputes.add(matter(handler="李文"))["number"]
    desk.registry.add_staff({"name": "李某丁", "role": "township_mediator", "active": False})
    with pytest.raises(Refused, match="李某丁已登记为不在岗，不能接手"):
        desk.disputes.hand_over("李文", "李某丁", apply=True)
    assert desk.disputes.show(number)["handler"] == "李文"


def test_a_visit_before_it_was_opened_again_closes_nothing(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    said = {"answer": "unsatisfied", "reason": "unkept", "by": "吴回访"}
    for kind, data in (("resolve", {"method": "0103"}), ("visit_back", said)):
        desk.disputes.act(n, kind, data)
    desk.disputes.act(n, "resolve", {"method": "0103"})
    with pytest.raises(Refused, match="回访之后才能销号"):
        desk.disputes.act(n, "close", {"reason": "结了"})
    regret = said | {"reason": "regret"}
    assert desk.disputes.act(n, "visit_back", regret)["status"] == "resolved"
    assert desk.disputes.act(n, "close", {"reason": "已告知起诉"})["status"] == "closed"


@pytest.mark.parametrize("private", [{"category": "0101"}, {"sealed": True}])
def test_a_grave_private_matter_waits_at_the_township_until_both_parties_agree(
    desk: Desk, private: dict[str, Any]
) -> None:
    answer = desk.disputes.add(matter(scale="03", **private))
    assert (answer["rung"], answer["tier"]) == ("township", "")
    (held,) = desk.ladder.escalate()
    assert (held["rule"], held["applied"], held["to"]) == ("entry", False, "joint_meeting")
    assert held["missing"] == [f"{name}还没有同意提交上级研究" for name in ("张建国", "王秀英")]
    for name in ("张建国", "王秀英"):
        agreed = {"party": name, "to": "wider", "given": True}
        desk.disputes.act(answer["number"], "consent", agreed)
    assert [one["applied"] for one in desk.ladder.escalate()] == [True]
    desk.today = date(2026, 10, 4)
    (climbed,) = desk.ladder.escalate()
    assert (climbed["to"], climbed["tier"], climbed["applied"]) == ("leader_case", "township", True)


def complained(desk: Desk, *, at: str = "township") -> str:
    """A private matter, settled there, of whose handling a party complains."""
    n = str(desk.disputes.add(matter(category="0101", parties=[{"name": "甲"}]))["number"])
    if at == "township":
        desk.disputes.act(n, "escalate", {"reason": "请镇里调解"})
    desk.disputes.act(n, "assign", {"handler": "周调解"})
    desk.disputes.act(n, "resolve", {"method": "0103"})
    said = {"answer": "unsatisfied", "reason": "procedure", "by": "吴回访"}
    answer = desk.disputes.act(n, "visit_back", said)
    assert answer["visits"][-1]["answer"] == "unsatisfied"
    assert (answer["status"], answer["rung"], answer["handler"]) == ("open", "township", "")
    return n


AGREED = {"party": "甲", "to": "wider", "given": True}


def test_a_complaint_about_procedure_is_kept_and_the_climb_waits_for_consent(desk: Desk) -> None:
    n = complained(desk)
    for _ in range(2):
        (held,) = desk.ladder.escalate()
        assert (held["rule"], held["to"], held["applied"]) == ("procedure", "joint_meeting", False)
        assert held["missing"] == ["甲还没有同意提交上级研究"]
    assert desk.disputes.show(n)["due_target"] == "2026-10-18"
    assert {held["id"]} == blocked_of(desk, "2026-10")
    desk.disputes.act(n, "consent", AGREED)
    (climbed,) = desk.ladder.escalate()
    assert climbed["applied"] and desk.disputes.show(n)["rung"] == "joint_meeting"
    assert desk.ladder.escalate() == []


def test_a_complaint_about_procedure_climbs_at_once_where_no_consent_is_wanted(desk: Desk) -> None:
    complained(desk, at="village")
    assert desk.ladder.escalate() == []


def test_a_complaint_that_was_sent_back_waits_no_more(desk: Desk) -> None:
    n = complained(desk)
    desk.disputes.act(n, "return_down", {"reason": "先由村里再谈"})
    assert desk.ladder.escalate() == []


def test_a_complaint_about_procedure_climbs_at_once_with_consent(desk: Desk) -> None:
    n = desk.disputes.add(matter(category="0101", parties=[{"name": "甲"}]))["number"]
    desk.disputes.act(n, "escalate", {"reason": "请镇里调解"})
    desk.disputes.act(n, "resolve", {"method": "0103"})
    desk.disputes.act(n, "consent", AGREED)
    said = {"answer": "unsatisfied", "reason": "procedure", "by": "吴回访"}
    assert desk.disputes.act(n, "visit_back", said)["rung"] == "joint_meeting"


@pytest.mark.parametrize(
    ("reason", "status", "rung"),
    [
        ("unkept", "open", "village"),
        ("procedure", "open", "township"),
        ("regret", "resolved", "village"),
    ],
)
def test_the_three_roads_of_dissatisfaction(
    desk: Desk, reason: str, status: str, rung: str
) -> None:
    n = desk.disputes.add(matter(handler="周调解"))["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    said = {"answer": "unsatisfied", "reason": reason, "by": "吴回访"}
    answer = desk.disputes.act(n, "visit_back", said)
    assert (answer["status"], answer["rung"]) == (status, rung)
    if reason == "procedure":
        assert answer["handler"] == ""
    if status == "open":
        limit = {"village": "2026-10-10", "township": "2026-10-18"}[rung]
        assert answer["due_target"] == limit and answer["reopened"] == 1


def test_a_party_that_refuses_mediation_ends_it_with_the_other_ways_told(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    said = {"party": "王秀英", "to": "mediate", "given": False}
    answer = desk.disputes.act(n, "consent", said)
    assert answer["status"] == "ended"
    told = answer["trail"][-1]["data"]["remedies_told"]
    assert any("人民法院" in line for line in told)


def test_private_matters_climb_beyond_the_township_only_with_consent(desk: Desk) -> None:
    n = desk.disputes.add(matter(category="0102"))["number"]
    desk.disputes.act(n, "escalate", {"reason": "村里办不了"})
    with pytest.raises(Refused, match="同意"):
        desk.disputes.act(n, "escalate", {"reason": "镇里办不了"})
    for party in ("张建国", "王秀英"):
        desk.disputes.act(n, "consent", {"party": party, "to": "wider", "given": True})
    assert desk.disputes.act(n, "escalate", {"reason": "再议"})["rung"] == "joint_meeting"


def test_danger_is_told_at_once_and_labels_nobody(desk: Desk) -> None:
    told = {"danger": "扬言动手", "told": [{"office": "派出所", "when": "当天"}]}
    answer = desk.disputes.add(matter(urgent=told))
    assert answer["urgent"] == 1
    assert [entry["kind"] for entry in answer["trail"]] == ["register", "urgent"]
    assert not any("urgent" in party or "danger" in party for party in answer["parties"])


def test_notes_and_corrections_move_no_date_and_keep_the_old_value(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 8)
    desk.disputes.act(n, "note", {"text": "电话联系"})
    said = {"field": "title", "value": "水渠放水", "reason": "写错"}
    answer = desk.disputes.act(n, "correct", said)
    assert answer["due"] == "2026-10-10" and answer["title"] == "水渠放水"
    assert answer["trail"][-1]["data"]["old"] == "水渠灌溉放水先后争执"


@pytest.mark.parametrize("name", ["title", "category", "occurred_on", "village"])
def test_what_every_matter_has_is_not_corrected_to_nothing(desk: Desk, name: str) -> None:
    n = desk.disputes.add(matter())["number"]
    for value in ("", None):
        with pytest.raises(Refused, match="”不能空着。什么都没有改动"):
            desk.disputes.act(n, "correct", {"field": name, "value": value, "reason": "填错"})
    with pytest.raises(Refused, match="没有写姓名") as caught:
        nobody = {"field": "parties", "value": [{"name": ""}], "reason": "填错"}
        desk.disputes.act(n, "correct", nobody)
    assert caught.value.safe == "什么都没有改动"


@pytest.mark.parametrize("answer", ["否", " 无 ", "没有危险", "", False, None])
def test_the_question_for_danger_may_be_answered_with_no(desk: Desk, answer: Any) -> None:
    assert desk.disputes.add(matter(urgent=answer))["urgent"] == 0
    assert desk.disputes.add(matter(urgent="持刀"))["urgent"] == 1


def test_a_corrected_category_or_scale_moves_no_running_date_but_holds_from_the_next_rung(
    desk: Desk,
) -> None:
    desk.registry.set(
        "ladder",
        '[[limit]]\nrung = "village"\ncategories = ["0902"]\ndays = 20\n'
        '[[limit]]\nrung = "township"\ncategories = ["0902"]\ndays = 30\n',
    )
    desk.registry.set("meetings", {"day": 30})
    n = desk.disputes.add(matter())["number"]
    said = {"field": "category", "value": "0902", "reason": "分错类"}
    assert desk.disputes.act(n, "correct", said)["due_target"] == "2026-10-10"
    assert desk.disputes.act(n, "escalate", {"reason": "复杂"})["due_target"] == "2026-11-02"
    held = desk.disputes.act(n, "escalate", {"reason": "复杂"})
    assert held["due_target"] == "2026-10-30"
    grave = {"field": "scale", "value": "02", "reason": "人多"}
    assert desk.disputes.act(n, "correct", grave)["due_target"] == "2026-10-30"


def test_an_extension_is_once_a_rung_and_no_longer_than_its_limit(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    said = {"reason": "等鉴定", "approver": "王主任", "until": "2026-10-18"}
    with pytest.raises(Refused, match="最多"):
        desk.disputes.act(n, "extend", said)
    answer = desk.disputes.act(n, "extend", said | {"until": "2026-10-17"})
    assert (answer["due_target"], answer["due"]) == ("2026-10-17", "2026-10-19")
    with pytest.raises(Refused, match="一次"):
        desk.disputes.act(n, "extend", said | {"until": "2026-10-20"})


def test_two_failed_mediations_climb_and_a_third_waits_for_the_next_rung(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.disputes.act(n, "mediate", {"outcome": "failed"})
    desk.disputes.act(n, "mediate", {"outcome": "continued"})
    assert desk.ladder.escalate() == []
    desk.disputes.act(n, "mediate", {"outcome": "failed"})
    (climb,) = desk.ladder.escalate()
    assert (climb["from"], climb["to"], climb["applied"]) == ("village", "township", True)
    assert climb["rule"] == "failed" and climb["blocked"]
    assert desk.ladder.escalate() == []
    assert desk.disputes.show(n)["attempts"] == 0


def test_an_overdue_matter_climbs_one_rung_a_run_on_the_day_of_the_run(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 10)
    assert desk.ladder.escalate() == []
    desk.today = date(2026, 10, 20)
    assert [c["to"] for c in desk.ladder.escalate(dry_run=True)] == ["township"]
    assert desk.disputes.show(n)["rung"] == "village"
    desk.ladder.escalate()
    answer = desk.disputes.show(n)
    assert (answer["rung"], answer["due_target"]) == ("township", "2026-11-04")
    assert answer["trail"][-1]["on"] == "2026-10-20"


PAUSE = {"reason": "农忙", "until": "2026-10-20"}


@pytest.mark.parametrize(
    ("agreed", "word"),
    [
        (["路人甲"], "路人甲.*不是这一件的当事人"),
        (["张建国"], "王秀英还没有同意"),
        (["张建国", "王秀英", "路人甲"], "路人甲"),
        (["双方代理"], "双方代理.*不是"),
    ],
)
def test_a_pause_needs_every_party_by_name(desk: Desk, agreed: list[str], word: str) -> None:
    n = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused, match=word):
        desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": agreed})
    assert desk.disputes.show(n)["due_target"] == "2026-10-10"


@pytest.mark.parametrize(
    "agreed", [["王秀英", "张建国"], ["张建国、王秀英"], ["张 建国", "孙代表"]]
)
def test_a_party_agrees_to_a_pause_by_its_name_or_its_representatives(
    desk: Desk, agreed: list[str]
) -> None:
    parties = [{"name": "张建国"}, {"name": "王秀英", "representative": "孙代表"}]
    n = desk.disputes.add(matter(parties=parties))["number"]
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": agreed})
    assert answer["due_target"] == "2026-10-27"


@pytest.mark.parametrize("agreed", ["双方", "双方当事人", "全体当事人", "各方当事人"])
def test_all_parties_agree_to_a_pause_by_one_word(desk: Desk, agreed: str) -> None:
    n = desk.disputes.add(matter())["number"]
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": [agreed]})
    assert answer["due_target"] == "2026-10-27"


THREE = [{"name": "张建国"}, {"name": "王秀英"}, {"name": "李四"}]


def test_both_are_not_all_where_there_are_three(desk: Desk) -> None:
    n = desk.disputes.add(matter(parties=THREE))["number"]
    for both in ("双方", "双方当事人"):
        with pytest.raises(Refused, match=r"3方当事人.*请写全姓名"):
            desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": [both]})
    with pytest.raises(Refused, match="李四还没有同意"):
        desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["张建国", "王秀英"]})
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["各方"]})
    assert answer["due_target"] == "2026-10-27"


NAMESAKES = [
    {"name": "张伟", "representative": "孙代表"},
    {"name": "张伟"},
    {"name": "李四", "representative": "孙代表"},
]


@pytest.mark.parametrize(
    "agreed", [["张伟", "孙代表"], ["张伟、张伟", "李四"], ["张伟", "张伟", "李四"], ["全体"]]
)
def test_parties_of_one_name_agree_each_by_its_own_or_its_representatives(
    desk: Desk, agreed: list[str]
) -> None:
    n = desk.disputes.add(matter(parties=NAMESAKES))["number"]
    for one in (["张伟", "李四"], ["孙代表"]):
        with pytest.raises(Refused, match="张伟（同名的有2位，请逐个写）还没有同意"):
            desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": one})
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": agreed})
    assert answer["due_target"] == "2026-10-27"


def test_a_name_said_once_is_one_of_those_told_apart_in_brackets(desk: Desk) -> None:
    parties = [{"name": "张三（大）"}, {"name": "张三（小）"}]
    n = desk.disputes.add(matter(parties=parties))["number"]
    with pytest.raises(Refused, match="张三（小）（同名的有2位，请逐个写）还没有同意"):
        desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["张三"]})
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["张三", "张三（小）"]})
    assert answer["due_target"] == "2026-10-27"


@pytest.mark.parametrize("agreed", [["王五", "农民工"], ["东湾建筑工程公司", "农民工12人"]])
def test_a_party_agrees_by_the_name_in_brackets_and_without_its_count(
    desk: Desk, agreed: list[str]
) -> None:
    parties = [{"name": "东湾建筑工程公司（负责人王五）"}, {"name": "农民工12人"}, {"name": "不详"}]
    n = desk.disputes.add(matter(parties=parties))["number"]
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": agreed})
    assert answer["due_target"] == "2026-10-27"


@pytest.mark.parametrize("nobody", ["不详", "无名", "未知"])
def test_an_unknown_party_is_no_named_one(desk: Desk, nobody: str) -> None:
    n = desk.disputes.add(matter(parties=[{"name": nobody}]))["number"]
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["李四"]})
    assert answer["due_target"] == "2026-10-27"


def test_a_matter_without_named_parties_is_paused_with_what_is_written_for_them(desk: Desk) -> None:
    n = desk.disputes.add(matter(parties=[]))["number"]
    answer = desk.disputes.act(n, "suspend", PAUSE | {"agreed_by": ["全体当事人"]})
    assert answer["due_target"] == "2026-10-27"


def test_a_confirmation_says_what_was_done_and_is_of_the_agreement_that_stands(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    for nothing in ({}, {"asked": False}, {"asked": False, "given": False}):
        with pytest.raises(Refused, match="已申请（asked）或已确认（given）"):
            desk.disputes.act(n, "confirm", nothing)
    turned_down = desk.disputes.act(n, "confirm", {"given": False})
    assert (turned_down["confirm_asked"], turned_down["confirm_given"]) == (None, None)
    given = desk.disputes.act(n, "confirm", {"given": True})
    assert given["confirm_given"] == "2026-10-03"
    desk.disputes.act(n, "reopen", {"reason": "又吵"})
    again = desk.disputes.act(n, "resolve", {"method": "0103"})
    assert (again["confirm_asked"], again["confirm_given"]) == (None, None)


def test_a_petition_opened_again_is_told_of_the_review_that_its_clock_counts(desk: Desk) -> None:
    n = desk.disputes.add(matter(track="petition"))["number"]
    desk.today = date(2026, 10, 4)
    said = {"opinion": "explain", "served_on": "2026-10-04"}
    desk.disputes.act(n, "opinion", said)
    desk.disputes.act(n, "resolve", {"method": "0103"})
    desk.today = date(2026, 10, 20)
    desk.disputes.act(n, "reopen", {"reason": "又来"})
    answer = desk.disputes.act(n, "opinion", said | {"served_on": "2026-10-20"})
    assert "请求复查" in desk.disputes.explain(n)["text"]
    ways = str(answer["remedies"])
    assert "复查" in ways and "复核" not in ways


def test_an_opinion_is_not_served_on_a_day_to_come(desk: Desk) -> None:
    n = desk.disputes.add(matter(track="petition"))["number"]
    said = {"opinion": "explain", "text": "已说明"}
    with pytest.raises(Refused, match="送达日期 2026-10-05 还没有到"):
        desk.disputes.act(n, "opinion", said | {"served_on": "2026-10-05"})
    with pytest.raises(Refused, match="送达日期 2026-10-02 早于登记日期 2026-10-03"):
        desk.disputes.act(n, "opinion", said | {"served_on": "2026-10-02"})
    assert desk.disputes.act(n, "opinion", said | {"served_on": "2026-10-03"})["rung"] == "village"


@pytest.mark.parametrize(
    ("decision", "word"),
    [
        ({"decision": "bogus"}, "assign（交办）"),
        ({"decision": "交办水利站"}, "assign（交办）"),
        ({"decision": "leader"}, "包案领导"),
        ({"decision": "退回"}, "退回到"),
    ],
)
def test_only_decisions_of_a_meeting_start_its_clock(
    desk: Desk, decision: dict[str, str], word: str
) -> None:
    n = desk.disputes.add(matter(scale="02"))["number"]
    desk.disputes.act(n, "escalate", {"reason": "请会议研究"})
    desk.today = date(2026, 10, 8)
    meeting = desk.meetings.open({})["id"]
    with pytest.raises(Refused, match=word):
        desk.disputes.act(n, "decide", {"meeting": meeting, **decision})
    before = desk.disputes.show(n)["due_target"]
    named = {"meeting": meeting, "decision": "交办", "unit": "水利站"}
    answer = desk.disputes.act(n, "decide", named)
    assert answer["due_target"] > before and answer["trail"][-1]["data"]["decision"] == "assign"


def test_the_decisions_of_an_entry_are_those_of_a_meeting() -> None:
    assert kinds.DECISIONS == DECISION_NAMES


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("mediate", {"outcome": "failed"}),
        ("resolve", {"method": "0103"}),
        ("visit_back", {"answer": "satisfied"}),
    ],
)
def test_a_party_neither_mediates_nor_settles_nor_verifies(
    desk: Desk, kind: str, data: dict[str, str]
) -> None:
    n = desk.disputes.add(matter())["number"]
    if kind == "visit_back":
        desk.disputes.act(n, "resolve", {"method": "0103", "by": "周调解"})
    before = len(desk.disputes.show(n)["trail"])
    with pytest.raises(Refused, match="回避"):
        desk.disputes.act(n, kind, data | {"by": "张建国"})
    desk.user = "王秀英"
    with pytest.raises(Refused, match="回避"):
        desk.disputes.act(n, kind, data)
    desk.user = None
    assert len(desk.disputes.act(n, kind, data | {"by": "吴回访"})["trail"]) == before + 1


def test_another_leader_on_the_same_rung_gives_no_second_extension(desk: Desk) -> None:
    n = desk.disputes.add(matter(scale="03"))["number"]
    asked = {"reason": "等鉴定", "approver": "赵镇长"}
    desk.disputes.act(n, "extend", asked | {"until": "2026-12-20"})
    desk.disputes.act(n, "escalate", {"reason": "请县里包案"})
    with pytest.raises(Refused, match="每一层只能延期一次"):
        desk.disputes.act(n, "extend", asked | {"until": "2026-12-25"})
    actions = {each["kind"]: each["allowed"] for each in desk.disputes.actions(n)}
    assert not actions["extend"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    desk.disputes.act(n, "reopen", {"reason": "反弹"})
    assert desk.disputes.act(n, "extend", asked | {"until": "2026-12-25"})["extensions"] == 2


def blocked_of(desk: Desk, month: str) -> set[str]:
    return set(desk.months.open_ids(month, "blocked"))


def test_what_a_run_lists_as_blocked_the_month_counts(desk: Desk) -> None:
    kept = desk.disputes.add(matter(handler="王干部"))
    failed = desk.disputes.add(matter(title="三次未成", handler="王干部"))
    for _ in range(2):
        desk.disputes.act(failed["number"], "mediate", {"outcome": "failed"})
    desk.disputes.add(matter(title="还早", registered_on="2026-10-03", scale="03", leader="陈某"))
    for today in (date(2026, 10, 4), date(2026, 10, 12)):
        desk.today = today
        listed = {one["id"] for one in desk.ladder.proposals() if one["blocked"]}
        assert listed == blocked_of(desk, "2026-10")
        every = (desk.disputes.show(one["number"]) for one in desk.disputes.list())
        assert listed == {one["id"] for one in every if one["blocked"]}
        assert failed["id"] in listed
    assert kept["id"] in listed
    desk.registry.add_staff({"name": "周某甲", "role": "township_mediator"})
    assert blocked_of(desk, "2026-10") == set()


@pytest.mark.parametrize("role", ["same", "part", "split"])
def test_a_matter_that_counts_with_its_lead_is_no_blocked_one_of_its_own(
    desk: Desk, role: str
) -> None:
    lead = desk.disputes.add(matter(scale="03"))
    member = desk.disputes.add(matter(title="同一件事", scale="03"))
    desk.disputes.act(member["number"], "link", {"lead": lead["number"], "role": role})
    desk.today = date(2026, 12, 31)
    blocked = {lead["id"]} | ({member["id"]} if role == "split" else set())
    assert {one["id"] for one in desk.ladder.proposals() if one["blocked"]} == blocked
    assert blocked_of(desk, "2026-12") == blocked
    todo = desk.overview.today_list()["todo"][0]
    assert (todo["count"], set(todo["filter"]["ids"])) == (len(blocked), blocked)
    assert desk.disputes.count({"overdue": True}) == 2


@pytest.mark.parametrize("role", ["same", "part", "split"])
def test_a_member_left_open_by_its_settled_lead_is_told_of(desk: Desk, role: str) -> None:
    def told() -> list[list[str]]:
        todo = desk.overview.today_list()["todo"]
        return [each["filter"]["ids"] for each in todo if each["text"].startswith("主件已办结")]

    lead, other, member = (
        desk.disputes.add(matter(title=title)) for title in ("主件", "另一主件", "成员")
    )
    for each in (lead, other):
        desk.disputes.act(member["number"], "link", {"lead": each["number"], "role": role})
    desk.disputes.act(lead["number"], "resolve", {"method": "0103"})
    assert told() == []
    desk.disputes.act(other["number"], "end", {"reason": "withdrawn"})
    assert told() == ([] if role == "split" else [[member["id"]]])
    desk.disputes.act(other["number"], "reopen", {"reason": "反弹"})
    assert told() == []
    desk.disputes.undo(other["number"])
    desk.disputes.act(member["number"], "resolve", {"method": "0103"})
    assert told() == []


def test_an_overdue_county_case_without_a_leader_is_listed_by_every_run(desk: Desk) -> None:
    n = desk.disputes.add(matter(scale="03"))["number"]
    desk.disputes.act(n, "escalate", {"reason": "请县里包案"})
    desk.today = date(2026, 12, 31)
    for _ in range(2):
        (listed,) = desk.ladder.escalate()
        assert (listed["from"], listed["to"], listed["applied"]) == ("leader_case",) * 2 + (False,)
        assert listed["stays"] and listed["blocked"] == ["还没有确定区县包案领导"]
    assert {listed["id"]} == blocked_of(desk, "2026-12")
    assert desk.overview.today_list()["todo"][0]["text"].startswith("无人承接")
    desk.disputes.act(n, "own", {"leader": "赵县长"})
    assert desk.ladder.escalate() == []


def test_the_plan_stays_when_another_leader_takes_the_case_over(desk: Desk) -> None:
    n = desk.disputes.add(matter(scale="03"))["number"]
    plan = [{"step": "请人丈量", "due": "2026-12-01"}, {"step": "补签协议"}]
    desk.disputes.act(n, "own", {"leader": "钱镇长", "plan": plan})
    desk.disputes.act(n, "own", {"leader": "孙镇长"})
    shown = desk.disputes.show(n)
    assert (shown["leader"], [step["step"] for step in shown["plan"]]) == (
        "孙镇长",
        ["请人丈量", "补签协议"],
    )
    desk.disputes.act(n, "own", {"leader": "孙镇长", "plan": [{"step": "重新丈量"}]})
    assert [step["step"] for step in desk.disputes.show(n)["plan"]] == ["重新丈量"]


def test_undo_takes_back_the_last_own_entry_while_nobody_built_on_it(desk: Desk) -> None:
    n = desk.disputes.add(matter())["number"]
    desk.disputes.act(n, "resolve", {"method": "0103"})
    assert desk.disputes.undo(n)["status"] == "open"
    trail = desk.disputes.show(n)["trail"]
    assert [entry["kind"] for entry in trail] == ["register", "resolve", "void"]
    assert trail[1]["undone"]
    assert desk.disputes.undo(n)["status"] == "void"
    assert desk.disputes.list() == []


def test_erasure_takes_persons_out_of_the_store_and_keeps_the_chain(desk: Desk) -> None:
    n = desk.disputes.add(matter(brief="张建国说水渠"))["number"]
    desk.care.backup()
    answer = desk.disputes.act(n, "erase", {"what": "个人信息", "reason": "依法申请"})
    assert "张建国" not in str(answer) and answer["rung"] == "village"
    assert desk.disputes.list(search="张建国") == []
    assert desk.care.verify() == {
        "ok": True,
        "events": 9,
        "disputes": 1,
        "problems": [],
        "notes": [],
    }
    desk.close()
    for path in desk.folder.rglob("*.db"):
        assert "张建国".encode() not in path.read_bytes()


def test_lists_filter_and_search_by_words_initials_and_number(desk: Desk) -> None:
    one = desk.disputes.add(matter())["number"]
    desk.disputes.add(matter(village=EAST, title="借款到期未还", category="0804"))
    assert len(desk.disputes.list()) == 2
    assert [d["number"] for d in desk.disputes.list(village="柳树沟村")] == [one]
    for words in ("水渠", "sqgg", "张建国", "zjg", one, one.replace("-", ""), "13800000000"):
        assert one in [d["number"] for d in desk.disputes.list(search=words)]
    assert [d["number"] for d in desk.disputes.list(search="灌溉 王秀英")] == [one]
    with pytest.raises(Refused, match="状态"):
        desk.disputes.list(status="什么")


def test_a_village_is_named_by_its_short_name_too(desk: Desk) -> None:
    assert desk.disputes.add(matter(village="柳"))["village"] == LIU
    assert len(desk.disputes.list(village="柳")) == 1


def test_a_matter_of_two_villages_is_seen_in_both_and_counted_in_one(desk: Desk) -> None:
    number = desk.disputes.add(matter(village=EAST, places=["柳树沟村", "邻镇李庄"]))["number"]
    assert desk.disputes.show(number)["places"] == [LIU, "邻镇李庄"]
    assert desk.disputes.list(village=LIU) == []
    desk.registry.add_staff({"name": "李某乙", "role": "网格员", "village": LIU})
    desk.user = "李某乙"
    assert [d["number"] for d in desk.disputes.list()] == [number]


def test_a_number_with_a_digit_left_out_gets_a_suggestion(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    with pytest.raises(Refused, match=number):
        desk.disputes.show(number[:-1])


def test_a_grid_worker_sees_and_enters_her_own_village_alone(desk: Desk) -> None:
    desk.disputes.add(matter(village=EAST))
    desk.registry.add_staff({"name": "李某乙", "role": "网格员", "village": LIU})
    desk.user = "李某乙"
    assert desk.disputes.list() == []
    with pytest.raises(Refused, match="范围"):
        desk.disputes.add(matter(village=EAST))
    assert desk.disputes.add(matter())["village"] == LIU


def test_a_grid_worker_does_not_open_another_village_s_matter(desk: Desk) -> None:
    number = desk.disputes.add(matter(village=EAST))["number"]
    desk.registry.add_staff({"name": "李某乙", "role": "网格员", "village": LIU})
    desk.user = "李某乙"
    with pytest.raises(Refused, match="不是本村的"):
        desk.disputes.show(number)


def test_a_hostile_name_is_only_a_name(desk: Desk) -> None:
    for name in ("[/x]", "“—…”", "𠮷野", "👨‍👩‍👧", "=1+1", "a|b\nc"):
        answer = desk.disputes.add(matter(title=f"{name}与邻居", parties=[{"name": name}]))
        assert name.split("\n")[0] in desk.disputes.show(answer["number"])["title"]


def test_the_trail_reads_as_sentences_without_codes_or_keys(desk: Desk) -> None:
    lead = desk.disputes.add(matter(title="主件"))["number"]
    n = desk.disputes.add(matter())["number"]
    for field, value in (("category", "0901"), ("village", EAST), ("superior_due", "2026-11-01")):
        said = {"field": field, "value": value, "reason": "核实"}
        desk.disputes.act(n, "correct", said)
    desk.disputes.act(n, "link", {"lead": lead, "role": "same"})
    terms = [{"who": "张建国", "what": "让水", "due": "2026-11-01"}]
    answer = desk.disputes.act(n, "resolve", {"method": "0103", "terms": terms})
    assert [entry["text"] for entry in answer["trail"]] == [
        "排查发现，水渠灌溉放水先后争执",
        "类别：“邻里纠纷/用水排水通行通风采光纠纷”→“土地及资源权属纠纷/土地承包经营纠纷”（核实）",
        "村：“柳树沟村”→“东湾村”（核实）",
        "上级要求期限：原来没有填，改为“2026-11-01”（核实）",
        f"主件 {lead}，同一件事",
        "人民调解，张建国让水（2026-11-01 前）",
    ]


def test_a_mark_that_turns_text_round_is_dropped_and_an_emoji_stays_whole(desk: Desk) -> None:
    answer = desk.disputes.add(matter(title="放水\u202e后先", brief="一家👨‍👩‍👧"))
    assert answer["title"] == "放水后先"
    assert answer["brief"] == "一家👨‍👩‍👧"


def test_a_petitions_acceptance_keeps_its_day_though_it_climbed_since(desk: Desk) -> None:
    desk.today = date(2026, 9, 21)
    number = desk.disputes.add(matter(track="petition", occurred_on="2026-09-21"))["number"]
    desk.today = date(2026, 10, 10)
    desk.ladder.escalate()
    told = desk.disputes.act(number, "accept", {"on": "2026-09-25", "reason": "书面受理"})
    assert told["due_target"] == "2026-11-24"


@pytest.mark.parametrize(
    ("answer", "reason", "status"),
    [
        ("satisfied", "", "closed"),
        ("basic", "", "closed"),
        ("unreached", "", "resolved"),
        ("unsatisfied", "other", "resolved"),
    ],
)
def test_satisfied_closes_and_nobody_home_waits(
    desk: Desk, answer: str, reason: str, status: str
) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", {"method": "0103"})
    said = {"answer": answer, "by": "吴回访"} | ({"reason": reason} if reason else {})
    assert desk.disputes.act(number, "visit_back", said)["status"] == status


def test_dissatisfaction_with_the_leaders_case_goes_to_the_county_leader(desk: Desk) -> None:
    number = desk.disputes.add(matter(scale="03"))["number"]
    desk.disputes.act(number, "resolve", {"method": "0103"})
    said = {"answer": "unsatisfied", "reason": "procedure", "by": "吴回访"}
    shown = desk.disputes.act(number, "visit_back", said)
    assert (shown["status"], shown["rung"], shown["tier"]) == ("open", "leader_case", "county")
