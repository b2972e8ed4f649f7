"""What is entered must be there: a way of settling, a meeting, a household; no side of it helps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.ledger_kit import book
from tests.offices_kit import EAST as EASTERN
from tests.offices_kit import World
from tests.township import EAST, LIU, matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.desk.registering import Registering
from xinfang_tui.refusal import Refused

LAST, BEYOND, ELSEWHERE = f"{LIU}000008", f"{LIU}000009", "341623999999010001"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def refused(desk: Desk, number: str, kind: str, data: dict[str, Any]) -> str:
    """Why an entry is refused; nothing of it is kept."""
    before = desk.disputes.show(number)
    with pytest.raises(Refused) as caught:
        desk.disputes.act(number, kind, data)
    assert desk.disputes.show(number) == before
    assert caught.value.safe == "什么都没有改动"
    return caught.value.text


def home(code: str) -> dict[str, Any]:
    """A matter one of whose parties is of a household."""
    return matter(parties=[{"name": "张建国", "household": code}, {"name": "王秀英"}])


# A way of settling.


@pytest.mark.parametrize("method", ["7777", "０１０９", "13800138003"])
def test_a_way_of_settling_that_is_not_in_the_list_is_refused(desk: Desk, method: str) -> None:
    number = desk.disputes.add(matter())["number"]
    words = refused(desk, number, "resolve", {"method": method})
    assert words.startswith("“化解方式”里没有“")
    assert "如 0103（人民调解）" in words
    assert desk.disputes.show(number)["status"] == "open"


@pytest.mark.parametrize(
    ("method", "kept"), [("0103", "0103"), ("０１０３", "0103"), ("村民代表说和", "村民代表说和")]
)
def test_a_way_of_settling_is_told_by_its_code_or_in_words(
    desk: Desk, method: str, kept: str
) -> None:
    number = desk.disputes.add(matter())["number"]
    assert desk.disputes.act(number, "resolve", {"method": method})["method"] == kept


def test_an_office_settles_in_the_ways_of_its_own_list(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.registry.set("codes", {"resolution_method": {"7777": "评理会", "0103": None}})
    assert "如 0101（司法调解）" in refused(desk, number, "resolve", {"method": "0103"})
    assert desk.disputes.act(number, "resolve", {"method": "7777"})["method_name"] == "评理会"


# A meeting.


def test_a_decision_of_a_meeting_of_ours_that_was_never_opened_is_refused(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    decision = {"meeting": "2026-10-03-0a1f", "decision": "assign", "unit": "水利站"}
    words = refused(desk, number, "decide", decision)
    assert "没有会议“2026-10-03-0a1f”" in words and "meeting list" in words


def test_a_decision_of_the_countys_meeting_is_told_in_words(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    decision = {"meeting": "县联席会议", "decision": "assign", "unit": "水利站"}
    assert desk.disputes.act(number, "decide", decision)["unit"] == "水利站"


def test_a_decision_of_a_meeting_that_was_opened_is_written(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    decision = {"meeting": desk.meetings.open({})["id"], "decision": "assign", "unit": "水利站"}
    assert desk.disputes.act(number, "decide", decision)["unit"] == "水利站"


# A household.


@pytest.mark.parametrize("code", [BEYOND, ELSEWHERE, LIU, LAST[:-1], "13800000000"])
def test_a_household_that_there_is_not_is_refused(desk: Desk, code: str) -> None:
    with pytest.raises(Refused, match=f"没有当事人张建国的户“{code}”.*什么都没有登记.*只填地址"):
        desk.disputes.add(home(code))
    assert desk.disputes.list() == []


@pytest.mark.parametrize("code", [LAST, f"{EAST}000012", f"{EAST}020001", "3号", "12", ""])
def test_a_household_of_any_village_or_a_doors_number_is_taken(desk: Desk, code: str) -> None:
    assert desk.disputes.add(home(code))["parties"][0]["household"] == code


def test_a_household_that_left_the_list_is_one_still(desk: Desk) -> None:
    left = {"code": f"{LIU}010001", "head": "张建国"}
    desk.registry.set_households(LIU, [left | {"valid_to": "2026-09-30"}])
    assert desk.disputes.add(home(left["code"]))["number"]


def test_parties_are_corrected_to_households_that_there_are(desk: Desk) -> None:
    number = desk.disputes.add(home(LAST))["number"]
    desk.registry.set_place({"code": LIU, "name": "柳树沟村", "households": 5})
    given = [{"name": "张建国", "household": LAST, "phone": "13900000000"}]
    change = {"field": "parties", "value": given, "reason": "补电话"}
    assert desk.disputes.act(number, "correct", change)["parties"][0]["household"] == LAST
    moved = change | {"value": [{"name": "张建国", "household": BEYOND}]}
    assert f"没有当事人张建国的户“{BEYOND}”" in refused(desk, number, "correct", moved)


# Who leads and helps.


def test_a_party_is_not_registered_as_the_leader(desk: Desk) -> None:
    with pytest.raises(Refused, match="王秀英是当事人，应当回避，请换一位包案领导"):
        desk.disputes.add(matter(leader="王秀英"))
    number = desk.disputes.add(matter())["number"]
    assert "请换一位包案领导" in refused(desk, number, "own", {"leader": "张建国"})


@pytest.mark.parametrize("helper", ["王秀英", "王 秀英"])
def test_a_party_is_not_registered_among_the_helpers(desk: Desk, helper: str) -> None:
    with pytest.raises(Refused, match=f"“协助的人”里的{helper}是当事人，应当回避.*什么都没有登记"):
        desk.disputes.add(matter(helpers=["司法所", helper]))
    assert desk.disputes.add(matter(helpers=["司法所", "王秀英的哥哥"]))["helpers"]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("assign", {"unit": "司法所"}),
        ("own", {"leader": "赵镇长"}),
        ("decide", {"decision": "continue"}),
    ],
)
def test_a_party_is_not_named_to_help(desk: Desk, kind: str, data: dict[str, Any]) -> None:
    number = desk.disputes.add(matter())["number"]
    if kind == "decide":
        data = data | {"meeting": desk.meetings.open({})["id"]}
    words = refused(desk, number, kind, data | {"helpers": ["李文", "张建国"]})
    assert "“协助的人”里的张建国是当事人，应当回避" in words
    desk.disputes.act(number, kind, data | {"helpers": ["李文"]})
    assert desk.disputes.show(number)["helpers"] == ["李文"]


def test_a_meeting_names_no_party_to_help(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    id = desk.meetings.open({})["id"]
    decision = {"number": number, "decision": "assign", "unit": "司法所", "helpers": ["王秀英"]}
    with pytest.raises(Refused, match="王秀英是当事人，应当回避"):
        desk.meetings.decide(id, decision)
    assert desk.meetings.preview(id)["decided"] == 0


def test_a_correction_makes_no_helper_a_party_and_no_party_a_helper(desk: Desk) -> None:
    number = desk.disputes.add(matter(helpers=["李文"]))["number"]
    helping = {"field": "helpers", "value": ["李文", "王秀英"], "reason": "写错了"}
    assert "王秀英是当事人" in refused(desk, number, "correct", helping)
    siding = {"field": "parties", "value": [{"name": "李文"}], "reason": "写错了"}
    assert "请先换协助的人，再更正当事人" in refused(desk, number, "correct", siding)
    desk.disputes.act(number, "correct", helping | {"value": ["司法所"]})
    assert desk.disputes.act(number, "correct", siding)["parties"][0]["name"] == "李文"


# What was not typed in here is taken as it is.


def test_what_another_machine_entered_arrives_whatever_it_names(world: World) -> None:
    township, village = world.offices["00"], world.village(EASTERN)
    number = village.add(EASTERN, "水渠灌溉放水先后争执")["number"]
    journal = village.desk._context.journal
    subject = f"dispute:{village.desk.disputes.show(number)['id']}"
    parties = [{"name": "张建军", "household": ELSEWHERE}]
    for kind, data in (
        ("assign", {"unit": "司法所", "helpers": ["张建军"]}),
        ("correct", {"field": "parties", "value": parties, "reason": "补"}),
        ("decide", {"meeting": "m", "decision": "continue"}),
        ("resolve", {"method": "7777"}),
    ):
        journal.append(subject, kind, data, by="周敏", on="2026-10-12")
    sent = village.desk.disputes.show(number)
    assert township.take(village.pack())["refused"] == []
    found = township.desk.disputes.show(number)
    assert (found["status"], found["method"], found["helpers"]) == ("resolved", "7777", ["张建军"])
    assert found["parties"] == sent["parties"] and found["parties"][0]["household"] == ELSEWHERE
    assert [entry["kind"] for entry in found["trail"]] == [e["kind"] for e in sent["trail"]]
    assert township.desk.care.verify()["ok"]


def test_parties_told_by_two_machines_are_settled_on_either_but_on_no_other_household(
    world: World,
) -> None:
    township, village = world.offices["00"], world.village(EASTERN)
    number = village.add(EASTERN, "水渠灌溉放水先后争执")["number"]
    township.take(village.pack())
    known, unknown = f"{EASTERN}000001", f"{EASTERN}000009"
    change = {"field": "parties", "value": [{"name": "张建军", "household": known}], "reason": "补"}
    township.act(number, "correct", **change)
    journal = village.desk._context.journal
    told = [{"name": "张建军", "household": unknown}]
    subject = f"dispute:{village.desk.disputes.show(number)['id']}"
    journal.append(subject, "correct", change | {"value": told}, by="李文", on="2026-10-12")
    township.take(village.pack())
    other = {"conflict": "parties", "value": [{"name": "张建军", "household": ELSEWHERE}]}
    assert f"的户“{ELSEWHERE}”" in refused(township.desk, number, "settle", other)
    settled = township.act(number, "settle", conflict="parties", value=told)
    assert settled["parties"][0]["household"] == unknown and settled["conflicts"] == []


def test_a_ledgers_row_is_not_asked_whether_there_is_such_a_household(desk: Desk) -> None:
    row = home(BEYOND) | {"helpers": ["张建国"], "imported": True}
    with desk._context.journal.transaction():
        registering = Registering(desk._context)
        registering.check(row)
        registering.add(row)
    assert desk.disputes.list()[0]["parties"][0]["household"] == BEYOND


def test_a_ledger_may_tell_a_way_of_settling_that_is_not_listed(desk: Desk, tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "类别", "发生日期", "化解状态", "化解日期", "化解方式"]
    row = ["柳树沟村", "排水争执", "张三、李四", "邻里", "2026.10.1", "已化解", "2026.10.2", "7777"]
    found = desk.imports.apply(book(tmp_path / "台账.xlsx", [head, row]), "2026-10")
    assert (found["accepted"], found["rejected"]) == (1, [])
    assert desk.disputes.list()[0]["status"] == "resolved"


# Who speaks for many.


def crowd(*representatives: str) -> dict[str, Any]:
    """A matter of collectives with these to speak for them."""
    parties = [
        {"name": f"第{n}组", "kind": "collective", "representative": each}
        for n, each in enumerate(representatives, start=1)
    ]
    return matter(parties=parties)


@pytest.mark.parametrize(
    "representatives",
    [
        ("赵甲、钱乙、孙丙、李丁、周戊、吴己",),
        ("赵甲，钱乙；孙丙,李丁;周戊、吴己",),
        ("赵甲 钱乙 孙丙　李丁 周戊 吴己",),
        ("赵甲、钱乙、孙丙", "李丁、周戊、吴己"),
    ],
)
def test_more_than_five_speak_for_no_collective(
    desk: Desk, representatives: tuple[str, ...]
) -> None:
    with pytest.raises(Refused, match=r"代表最多 5 人，现在写了 6 人.*什么都没有登记.*推选"):
        desk.disputes.add(crowd(*representatives))
    number = desk.disputes.add(matter())["number"]
    change = {"field": "parties", "value": crowd(*representatives)["parties"], "reason": "补代表"}
    with pytest.raises(Refused, match="代表最多 5 人"):
        desk.disputes.act(number, "correct", change)


@pytest.mark.parametrize(
    "representatives",
    [
        ("赵甲、钱乙、孙丙、李丁、周戊",),
        ("王 芳、赵甲、钱乙、孙丙、李 小丁",),
        ("赵甲、钱乙、孙丙",) * 2,
    ],
)
def test_five_may_speak_for_collectives(desk: Desk, representatives: tuple[str, ...]) -> None:
    assert desk.disputes.add(crowd(*representatives))["parties"][0]["representative"]


# Days and parties.


def settled(desk: Desk, *, on: str = "2026-10-20") -> str:
    """A matter settled on a day, with a promise, asked about later."""
    number = str(desk.disputes.add(matter())["number"])
    desk.today = date(2026, 10, 30)
    desk.disputes.act(
        number, "resolve", {"method": "0103", "terms": [{"what": "让水"}], "on": on, "by": "周调解"}
    )
    return number


VISIT: dict[str, Any] = {"answer": "basic", "by": "吴回访"}


@pytest.mark.parametrize(
    ("kind", "data", "what"),
    [
        ("visit_back", VISIT, "化解"),
        ("perform", {"term": 1, "kept": True}, "化解"),
        ("confirm", {"asked": True}, "化解"),
        ("reopen", {"reason": "又争"}, "办结"),
    ],
)
def test_what_follows_a_settlement_is_not_of_a_day_before_it(
    desk: Desk, kind: str, data: dict[str, Any], what: str
) -> None:
    number = settled(desk)
    words = refused(desk, number, kind, data | {"on": "2026-10-19"})
    assert (
        words.startswith(f"日期 2026-10-19 早于{what}的日期 2026-10-20") and "请核对日期" in words
    )
    assert desk.disputes.act(number, kind, data | {"on": "2026-10-20"})


def test_a_closing_is_not_of_a_day_before_the_settlement(desk: Desk) -> None:
    number = settled(desk)
    regret = VISIT | {"answer": "unsatisfied", "reason": "regret"}
    desk.disputes.act(number, "visit_back", regret)
    data = {"reason": "已告知起诉", "on": "2026-10-19"}
    assert "早于办结的日期 2026-10-20" in refused(desk, number, "close", data)
    assert desk.disputes.act(number, "close", data | {"on": "2026-10-30"})["status"] == "closed"


def test_a_settlement_told_by_its_month_is_visited_on_any_day_of_it(
    desk: Desk, tmp_path: Path
) -> None:
    head = ["村", "事项", "类别", "发生日期", "当事人", "是否化解"]
    row = ["柳树沟村", "争水", "0201", "2026-10-03", "张建国", "已化解"]
    desk.today = date(2026, 11, 5)
    (number,) = desk.imports.apply(book(tmp_path / "账.xlsx", [head, row]), "2026-10")["created"]
    assert desk.disputes.show(number)["resolved_on"] == "2026-10-31"
    visit = VISIT | {"on": "2026-10-20"}
    assert desk.disputes.act(number, "visit_back", visit)["status"] == "closed"


def test_a_step_by_hand_is_not_of_a_day_before_the_matter_came_to_its_rung(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 12)
    desk.ladder.escalate()
    for kind in ("escalate", "return_down", "accept"):
        words = refused(desk, number, kind, {"reason": "商量好了", "on": "2026-10-11"})
        assert words.startswith("日期 2026-10-11 早于来到这一层的日期 2026-10-12")
    moved = {"field": "village", "value": EAST, "reason": "登错了村"}
    desk.today = date(2026, 10, 14)
    desk.disputes.act(number, "correct", moved)
    up = {"reason": "难", "on": "2026-10-13"}
    assert desk.disputes.act(number, "escalate", up)["rung"] == "joint_meeting"


def test_a_transfer_is_not_answered_before_it_was_made(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 6)
    desk.disputes.act(number, "transfer", {"to": "水利站", "reason": "归口"})
    for kind in ("accept", "return_down"):
        data = {"reason": "同意", "on": "2026-10-05"}
        assert "早于转办的日期 2026-10-06" in refused(desk, number, kind, data)
    assert desk.disputes.act(number, "accept", {"on": "2026-10-06"})["unit"] == "水利站"


def test_who_was_visited_is_a_party_or_speaks_for_one(desk: Desk) -> None:
    number = settled(desk)
    words = refused(desk, number, "visit_back", VISIT | {"party": "路人甲"})
    assert words.startswith("“路人甲”不是这一件的当事人") and "张建国、王秀英" in words
    both = VISIT | {"party": "张建国、王秀英"}
    assert desk.disputes.act(number, "visit_back", both)["status"] == "closed"


def test_one_of_several_representatives_may_be_visited(desk: Desk) -> None:
    number = desk.disputes.add(crowd("赵甲、钱乙"))["number"]
    desk.disputes.act(number, "resolve", {"method": "0103"})
    visit = VISIT | {"party": "钱乙"}
    assert desk.disputes.act(number, "visit_back", visit)["status"] == "closed"


# An extension.

EXTENSION = {"reason": "等鉴定", "approver": "王主任"}


def test_a_limit_that_has_run_out_is_extended_no_more(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 11)
    later = EXTENSION | {"until": "2026-10-17"}
    words = refused(desk, number, "extend", later)
    assert words.startswith("期限已过（2026-10-10），不能再延期") and "上报" in words
    in_time = desk.disputes.act(number, "extend", later | {"on": "2026-10-10"})
    assert in_time["due_target"] == "2026-10-17"


def test_a_last_day_moved_off_a_day_of_rest_is_in_force_still(desk: Desk) -> None:
    number = desk.disputes.add(matter(registered_on="2026-10-03"))["number"]
    desk.disputes.act(number, "extend", EXTENSION | {"until": "2026-10-17"})
    desk.disputes.act(number, "escalate", {"reason": "难"})  # to the township: 15 days, a Sunday
    assert desk.disputes.show(number)["due"] == "2026-10-19"
    desk.today = date(2026, 10, 20)
    assert "期限已过（2026-10-19）" in refused(
        desk, number, "extend", EXTENSION | {"until": "2026-10-25"}
    )
    desk.today = date(2026, 10, 19)
    assert desk.disputes.act(number, "extend", EXTENSION | {"until": "2026-10-25"})


def test_nothing_is_extended_to_a_day_gone_by(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 10, 20)
    late = EXTENSION | {"until": "2026-10-17", "on": "2026-10-09"}
    assert "延至 2026-10-17 已经过了（今天 2026-10-20）" in refused(desk, number, "extend", late)
