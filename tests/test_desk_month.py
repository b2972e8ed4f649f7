"""A township's month at the desk, from the first visit to the closed month and what comes later."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.township import EAST, LIU, matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.desk.months import Months
from xinfang_tui.refusal import Refused

OCTOBER, NOVEMBER = "2026-10", "2026-11"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        opened.registry.add_staff({"name": "李某乙", "role": "grid_worker", "place": LIU})
        yield opened


def doors(village: str, first: int, last: int) -> list[str]:
    return [f"{village}00{n:04d}" for n in range(first, last + 1)]


def screened(desk: Desk, on: date = date(2026, 10, 31), but: str = "") -> None:
    desk.today = on
    for place in desk.places_tree.villages_of():
        if place.code != but:
            homes = dict.fromkeys(doors(place.code, 1, place.households_declared), "none")
            desk.sweeps.record(place.name, OCTOBER, {"households": homes, "submit": True})


def published(desk: Desk, on: date = date(2026, 11, 2)) -> dict[str, Any]:
    desk.today = on
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    return desk.months.bulletin(OCTOBER, {"signer": "赵某", "number": "双平安办〔2026〕10号"})


def test_a_month_runs_through_its_stages(desk: Desk) -> None:
    desk.disputes.add(matter())
    screened(desk)
    assert desk.months.stage(OCTOBER) == "screen"
    desk.today = date(2026, 11, 2)
    assert desk.months.summarise(OCTOBER)["stage"] == "summarise"
    assert desk.months.dispatch(OCTOBER)["stage"] == "dispatch"
    done = desk.months.bulletin(OCTOBER, {"signer": "赵某"})
    assert (done["stage"], done["published"]["signer"]) == ("bulletin", "赵某")
    closed = desk.months.close(OCTOBER)
    assert (closed["stage"], closed["missing"]) == ("closed", [])


def test_the_status_has_the_names_of_the_contract(desk: Desk) -> None:
    desk.disputes.add(matter())
    screened(desk, but=LIU)
    status = desk.months.status(OCTOBER)
    assert list(status)[:3] == ["month", "stage", "missing"]
    unit = next(unit for unit in status["units"] if unit["code"] == EAST)
    expected = {
        "code": EAST,
        "name": "东湾村",
        "households": 12,
        "found": 0,
        "none": 12,
        "missed": 0,
        "unvisited": 0,
        "coverage": 100.0,
        "report": "report",
        "on_time": True,
    }
    assert {key: unit[key] for key in expected} == expected
    flow = ("carried", "new", "reopened", "in", "concluded", "out", "open")
    assert tuple(status["flow"]) == tuple(unit["flow"]) == flow
    assert status["flow"]["new"] == status["rungs"]["village"] == 1
    assert set(status["rung_flow"]) == {"village", "township", "joint_meeting", "leader_case"}
    assert status["indicators"]["coverage"] == {
        "value": 86.4,
        "numerator": 51,
        "denominator": 59,
    }
    assert status["missing"] == ["柳树沟村未报送（网格员 李某乙），还有 8 户未查"]
    assert desk.months.missing(OCTOBER) == status["missing"]


def test_what_is_found_at_a_door_is_shown_on_the_walk_and_the_missed_come_first(
    desk: Desk,
) -> None:
    home = doors(LIU, 3, 3)[0]
    party = {"name": "张建国", "household": home}
    number = desk.disputes.add(matter(parties=[party]))["number"]
    homes = {doors(LIU, 1, 1)[0]: "none", doors(LIU, 5, 5)[0]: "missed", home: "found"}
    desk.sweeps.record(LIU, OCTOBER, {"by": "李某乙", "households": homes})
    desk.today = date(2026, 11, 3)
    walk = desk.sweeps.walk("柳树沟村", NOVEMBER)
    assert [row["code"] for row in walk[:2]] == [doors(LIU, 5, 5)[0], doors(LIU, 1, 1)[0]]
    assert walk[0]["last_name"] == "未见到"
    shown = next(row for row in walk if row["code"] == home)
    assert [one["number"] for one in shown["matters"]] == [number]
    assert {row["state"] for row in walk} == {None}


def test_households_are_frozen_when_the_month_opens(desk: Desk) -> None:
    desk.sweeps.record(LIU, OCTOBER, {"households": {doors(LIU, 1, 1)[0]: "none"}})
    desk.registry.set_place({"code": LIU, "name": "柳树沟村", "households": 80})
    status = desk.sweeps.status(LIU, OCTOBER)
    assert (status["households"], status["unvisited"]) == (8, 7)
    desk.today = date(2026, 11, 3)
    assert desk.sweeps.status(LIU, NOVEMBER)["households"] == 80


def test_the_walk_of_a_month_goes_on_after_its_end_with_doors_as_they_are_now(desk: Desk) -> None:
    homes = [{"code": code, "head": "张某"} for code in doors(LIU, 1, 3)]
    desk.registry.set_households(LIU, homes)
    desk.sweeps.record(LIU, OCTOBER, {"households": {doors(LIU, 1, 1)[0]: "none"}})
    desk.today = date(2026, 11, 2)
    desk.registry.set_households(LIU, [homes[1] | {"head": "李某", "kind": "empty"}])
    walk = desk.sweeps.walk(LIU, OCTOBER)
    assert [(row["head"], row["kind"]) for row in walk[:3]] == [
        ("张某", "resident"),
        ("李某", "empty"),
        ("张某", "resident"),
    ]
    assert len(walk) == desk.sweeps.status(LIU, OCTOBER)["households"]


def test_a_sweep_that_cannot_be_is_refused_and_leaves_nothing(desk: Desk) -> None:
    with pytest.raises(Refused, match="可以是"):
        good, bad = doors(LIU, 1, 2)
        desk.sweeps.record(LIU, OCTOBER, {"households": {good: "none", bad: "maybe"}})
    assert desk.sweeps.status(LIU, OCTOBER)["unvisited"] == 8
    with pytest.raises(Refused, match="没有“天边村”"):
        desk.sweeps.record("天边村", OCTOBER, {"submit": True})
    with pytest.raises(Refused, match="2026-10 这样"):
        desk.sweeps.record(LIU, "十月", {"submit": True})


def test_a_household_that_the_village_has_not_is_refused(desk: Desk) -> None:
    last, beyond = doors(LIU, 8, 9)
    with pytest.raises(Refused, match=f"柳树沟村没有户 {beyond}"):
        desk.sweeps.record(LIU, OCTOBER, {"households": {last: "none", beyond: "none"}})
    assert desk.sweeps.status(LIU, OCTOBER)["none"] == 0


def test_a_sweep_tells_how_many_matters_of_it_are_registered(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.add(matter(title="树枝遮光", channel="visit"))
    status = desk.sweeps.record(LIU, OCTOBER, {"zero": True})
    assert (status["report"], status["screened"]) == ("zero", 1)
    assert desk.sweeps.status(EAST, OCTOBER)["screened"] == 0
    change = {"field": "channel", "value": "visit", "reason": "来访时说的"}
    desk.disputes.act(number, "correct", change)
    assert desk.sweeps.status(LIU, OCTOBER)["screened"] == 0


def test_a_household_counted_at_the_opening_may_still_be_marked(desk: Desk) -> None:
    last = doors(LIU, 8, 8)[0]
    desk.sweeps.record(LIU, OCTOBER, {"zero": True})
    desk.registry.set_place({"code": LIU, "name": "柳树沟村", "households": 5})
    assert desk.sweeps.record(LIU, OCTOBER, {"households": {last: "none"}})["none"] == 1


def test_the_grid_worker_of_another_village_does_not_sweep_here(desk: Desk) -> None:
    desk.user = "李某乙"
    desk.sweeps.record(LIU, OCTOBER, {"zero": True})
    with pytest.raises(Refused, match="不在李某乙负责的范围"):
        desk.sweeps.record(EAST, OCTOBER, {"zero": True})
    with pytest.raises(Refused, match="网格员不办理“汇总”"):
        desk.months.summarise(OCTOBER)


def test_a_published_month_stays_and_what_comes_later_is_listed_and_carried_on(
    desk: Desk,
) -> None:
    known = desk.disputes.add(matter())["number"]
    screened(desk)
    before = published(desk)
    assert before["flow"]["open"] == 1
    desk.today = date(2026, 11, 5)
    late = desk.disputes.add(matter(title="院墙滴水", registered_on="2026-10-20"))["number"]
    desk.disputes.act(known, "resolve", {"method": "0103", "on": "2026-10-08"})
    after = desk.months.status(OCTOBER)
    frozen = ("units", "flow", "rung_flow", "indicators", "rungs", "categories")
    assert {name: after[name] for name in frozen} == {name: before[name] for name in frozen}
    assert [(one["number"], one["kind"]) for one in after["late"]] == [
        (known, "correction"),
        (late, "late_report"),
    ]
    changed = {one["key"]: one["known"] for one in after["differences"]}
    assert (changed["flow.new"], changed["flow.concluded"]) == (2, 1)
    assert desk.months.status(OCTOBER, "known")["flow"]["new"] == 2
    november = desk.months.status(NOVEMBER)
    assert november["flow"] == {
        "carried": 1,
        "new": 1,
        "reopened": 0,
        "in": 0,
        "concluded": 1,
        "out": 0,
        "open": 1,
    }
    assert [one["number"] for one in desk.months.arrived(NOVEMBER)] == [known, late]
    assert november["compare"]["previous"]["flow"]["new"] == {"value": 1, "growth": 0.0}


def test_every_figure_opens_before_and_after_publication(desk: Desk) -> None:
    id = desk.disputes.add(matter())["id"]
    screened(desk)
    live = {key: desk.months.open_ids(OCTOBER, key) for key in ("new", "resolved/", "coverage")}
    assert live["new"] == live["resolved/"] == [id]
    assert len(live["coverage"]) == 5
    published(desk)
    assert {key: desk.months.open_ids(OCTOBER, key) for key in live} == live
    assert desk.months.open_ids(OCTOBER, "new", EAST) == []
    assert desk.months.open_ids(OCTOBER, "new", LIU) == [id]
    with pytest.raises(Refused, match="没有“happiness”这个数"):
        desk.months.open_ids(OCTOBER, "happiness")


def test_a_matter_concluded_twice_opens_as_often_as_it_is_counted(desk: Desk) -> None:
    made = desk.disputes.add(matter())
    for kind, data in (
        ("resolve", {"method": "0103"}),
        ("reopen", {"reason": "反弹"}),
        ("resolve", {"method": "0103"}),
    ):
        desk.disputes.act(made["number"], kind, data)
    status = desk.months.status(OCTOBER)
    assert status["flow"]["concluded"] == status["indicators"]["concluded"]["numerator"] == 2
    for key in ("concluded", "flow.concluded"):
        assert desk.months.open_ids(OCTOBER, key) == [made["id"]] * 2
    assert desk.months.open_ids(OCTOBER, "in_time") == [made["id"]]


def test_a_zero_report_that_a_door_contradicts_is_missing_and_not_printed_as_one(
    desk: Desk,
) -> None:
    screened(desk)
    desk.sweeps.record(EAST, OCTOBER, {"zero": True})
    assert not [text for text in desk.months.missing(OCTOBER) if "零报告" in text]
    assert "经排查未发现" in desk.reports.preview("bulletin", month=OCTOBER)
    desk.sweeps.record(EAST, OCTOBER, {"households": {f"{EAST}000001": "found"}})
    desk.today = date(2026, 11, 2)
    told = desk.months.summarise(OCTOBER)["missing"]
    assert [text for text in told if "之后又有 1 户标为“有”，请改作报送" in text]
    assert "经排查未发现" not in desk.reports.preview("bulletin", month=OCTOBER)


def test_a_late_report_of_a_closed_month_contradicts_no_later_zero_report(desk: Desk) -> None:
    screened(desk)
    published(desk)
    desk.today = date(2026, 11, 5)
    late = desk.disputes.add(matter(village=EAST, registered_on="2026-10-28"))["number"]
    desk.disputes.add(matter(village=EAST, registered_on="2026-10-29", channel="visit"))
    desk.sweeps.record(EAST, NOVEMBER, {"zero": True})
    status = desk.months.status(NOVEMBER)
    unit = next(unit for unit in status["units"] if unit["code"] == EAST)
    assert (unit["flow"]["new"], unit["screened"], unit["beside"]) == (2, 0, 0)
    assert not [text for text in status["missing"] if "零报告" in text]
    bulletin = desk.reports.preview("bulletin", month=NOVEMBER)
    assert "零报告与登记不一致" not in bulletin
    assert "东湾村经排查未发现新增矛盾纠纷，作零报告。" in bulletin.replace("\n", "")
    assert late in bulletin
    desk.disputes.add(matter(village=EAST, title="又一件", occurred_on="2026-11-05"))
    assert "零报告与登记不一致" in desk.reports.preview("bulletin", month=NOVEMBER)


def test_what_was_settled_in_any_month_and_not_visited_is_asked_for_until_it_is(desk: Desk) -> None:
    def waiting(month: str) -> tuple[int, list[str]]:
        told = desk.months.status(month)["visit_due"]
        numbers = [
            one["number"] for one in desk.disputes.by_ids(desk.months.open_ids(month, "待回访"))
        ]
        return told, sorted(numbers)

    def settled(title: str, day: date) -> str:
        desk.today = day
        made = desk.disputes.add(matter(title=title, occurred_on="2026-10-01"))["number"]
        desk.disputes.act(made, "resolve", {"method": "0103", "by": "周某"})
        return str(made)

    visit = {"by": "吴某", "answer": "satisfied", "party": "张建国"}
    early, closed, left = (settled(title, date(2026, 10, 8)) for title in ("甲", "乙", "丙"))
    desk.disputes.act(closed, "visit_back", visit)
    late = settled("丁", date(2026, 11, 5))
    assert waiting(OCTOBER) == (2, sorted([early, left]))
    assert waiting(NOVEMBER) == (3, sorted([early, left, late]))
    words = "月末已化解待回访的3件，不论哪个月化解的，都由经办人以外的人员按期回访"
    assert words in desk.reports.preview("bulletin", month=NOVEMBER).replace("\n", "")
    desk.today = date(2026, 12, 2)
    desk.disputes.act(left, "visit_back", visit)
    assert waiting(NOVEMBER) == (3, sorted([early, left, late]))
    assert waiting("2026-12") == (2, sorted([early, late]))
    assert len(desk.months.open_ids("2026-12", "visit_due", LIU)) == 2
    assert desk.months.open_ids("2026-12", "visit_due", EAST) == []
    desk.disputes.act(early, "reopen", {"reason": "反弹"})
    assert waiting("2026-12") == (1, [late])


def test_no_month_is_published_behind_a_later_one(desk: Desk) -> None:
    screened(desk)
    published(desk)
    desk.today = date(2026, 11, 3)
    with pytest.raises(Refused, match="2026年10月的通报已经发出，2026年9月不能再出通报"):
        desk.months.bulletin("2026-09", {"signer": "赵某"})
    assert desk.months.record("2026-09") is None


def test_the_record_of_a_published_month_is_the_same_on_every_reading(desk: Desk) -> None:
    assert desk.months.record(OCTOBER) is None
    desk.disputes.add(matter())
    screened(desk)
    stamp = published(desk)["published"]["hash"]
    first = desk.months.record(OCTOBER)
    desk.disputes.add(matter(title="又一件", registered_on="2026-10-21"))
    assert desk.months.record(OCTOBER) == first
    status = desk.months.status(OCTOBER)
    assert (status["published"]["hash"], len(stamp)) == (stamp, 8)


def test_stages_are_not_passed_over_and_a_published_month_is_not_done_again(desk: Desk) -> None:
    screened(desk)
    desk.today = date(2026, 11, 2)
    with pytest.raises(Refused, match="请先做汇总"):
        desk.months.dispatch(OCTOBER)
    with pytest.raises(Refused, match=r"2026年10月还在排查阶段，不能做通报。.*请先做汇总"):
        desk.months.bulletin(OCTOBER)
    with pytest.raises(Refused, match="还没有发出通报，不能办结"):
        desk.months.close(OCTOBER)
    published(desk)
    with pytest.raises(Refused, match="重开"):
        desk.months.summarise(OCTOBER)
    with pytest.raises(Refused, match="2026年12月从 2026-12-01 开始"):
        desk.months.summarise("2026-12")


def test_a_stage_passed_over_tells_what_is_missing_and_who(desk: Desk) -> None:
    screened(desk, but=LIU)
    with pytest.raises(Refused) as no:
        desk.months.dispatch(OCTOBER)
    assert no.value.do == "请先做汇总。还缺：柳树沟村未报送（网格员 李某乙），还有 8 户未查"


def test_a_note_is_about_a_figure_or_a_village_by_its_name(desk: Desk) -> None:
    screened(desk, but=LIU)
    desk.today = date(2026, 11, 2)
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    desk.months.note(OCTOBER, "新增", "集中排查")
    drafted = desk.months.bulletin(
        OCTOBER, {"step": "draft", "notes": {"柳树沟村": "道路塌方", "open": "农闲再谈"}}
    )
    told = {"flow.new": "集中排查", f"report@{LIU}": "道路塌方", "flow.open": "农闲再谈"}
    assert drafted["notes"] == told
    assert desk.months.bulletin(OCTOBER, {"step": "check"})["findings"] == []


def test_what_explains_or_names_nothing_is_refused(desk: Desk) -> None:
    screened(desk)
    for about, text, words in (
        ("增新", "集中排查", "没有“增新”这个数，也没有这个村"),
        ("天边村", "道路塌方", "没有“天边村”这个数"),
        ("新增", " ", "没有写说明"),
    ):
        with pytest.raises(Refused, match=words):
            desk.months.note(OCTOBER, about, text)
    for name in ("", "  "):
        with pytest.raises(Refused, match="集中排查要写名称"):
            desk.months.round(OCTOBER, name)
    status = desk.months.status(OCTOBER)
    assert (status["notes"], status["rounds"]) == ({}, [])


def test_a_bulletin_is_not_signed_before_its_month_begins(desk: Desk) -> None:
    screened(desk)
    desk.today = date(2026, 11, 2)
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    with pytest.raises(Refused, match="签发日期 2026-09-30 早于这个月的第一天 2026-10-01"):
        desk.months.bulletin(OCTOBER, {"signer": "赵某", "on": "2026-09-30"})
    assert not desk.months.status(OCTOBER)["published"]


def test_notes_and_rounds_of_a_published_month_stay(desk: Desk) -> None:
    screened(desk)
    desk.months.round(OCTOBER, "国庆节前集中排查")
    published(desk)
    for change in (
        desk.months.round,
        lambda month, text: desk.months.note(month, "flow.new", text),
    ):
        with pytest.raises(Refused, match="通报已经发出，不能再改"):
            change(OCTOBER, "又一次")
    assert desk.months.status(OCTOBER)["rounds"] == ["国庆节前集中排查"]


def test_the_bulletin_can_be_taken_step_by_step(desk: Desk) -> None:
    screened(desk, but=LIU)
    desk.today = date(2026, 11, 2)
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    with pytest.raises(Refused, match="请先起草"):
        desk.months.bulletin(OCTOBER, {"step": "issue"})
    notes = {f"report@{LIU}": "道路塌方，已电话排查"}
    drafted = desk.months.bulletin(OCTOBER, {"step": "draft", "notes": notes})
    assert "通报还没有自查" in drafted["missing"]
    assert drafted["notes"] == notes
    checked = desk.months.bulletin(OCTOBER, {"step": "check"})
    assert checked["findings"] == []
    issued = desk.months.bulletin(OCTOBER, {"step": "issue", "signer": "赵某"})
    assert issued["published"] is None
    assert desk.months.bulletin(OCTOBER, {"step": "publish"})["published"]["signer"] == "赵某"


def test_a_bulletin_before_the_month_is_over_says_so(desk: Desk) -> None:
    screened(desk, on=date(2026, 10, 28))
    done = published(desk, on=date(2026, 10, 28))
    assert [one["key"] for one in done["findings"]] == ["window"]
    assert "2026-10-31 才结束" in done["findings"][0]["text"]


def test_a_reopened_month_counts_anew_and_keeps_what_was_published(desk: Desk) -> None:
    desk.disputes.add(matter())
    screened(desk)
    published(desk)
    desk.months.close(OCTOBER)
    with pytest.raises(Refused, match="理由和批准人"):
        desk.months.reopen(OCTOBER, "", "")
    desk.today = date(2026, 11, 6)
    desk.disputes.add(matter(title="漏报的一件", registered_on="2026-10-20"))
    opened = desk.months.reopen(OCTOBER, "漏报一村", "赵某")
    assert (opened["stage"], opened["flow"]["new"]) == ("summarise", 2)
    again = desk.months.dispatch(OCTOBER)
    assert again["stage"] == "dispatch"
    assert desk.months.bulletin(OCTOBER)["published"]["times"] == 2


def test_a_party_s_name_in_a_paper_holds_the_bulletin(desk: Desk) -> None:
    desk.disputes.add(matter())
    screened(desk)
    desk.today = date(2026, 11, 2)

    def loose(status: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"bulletin": {"blocks": [{"text": "张建国与王秀英的纠纷"}]}}

    months = Months(desk._context, desk.ladder, papers=loose)
    months.summarise(OCTOBER)
    months.dispatch(OCTOBER)
    with pytest.raises(Refused, match="2 位当事人的姓名没有隐去"):
        months.bulletin(OCTOBER)
    assert months.status(OCTOBER)["published"] is None


def test_published_papers_carry_the_short_hash_and_are_kept(desk: Desk) -> None:
    screened(desk)
    desk.today = date(2026, 11, 2)

    def papers(status: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"bulletin": {"title": "通报", "hash": status["hash"]}}

    months = Months(desk._context, desk.ladder, papers=papers)
    months.summarise(OCTOBER)
    months.dispatch(OCTOBER)
    done = months.bulletin(OCTOBER)["published"]
    record = months.record(OCTOBER)
    assert done["papers"] == ["bulletin"]
    assert record is not None
    assert record["papers"]["bulletin"]["paper"]["hash"] == done["hash"]


def test_household_marks_shrink_to_counts_ninety_days_after_the_close(desk: Desk) -> None:
    screened(desk)
    published(desk)
    desk.months.close(OCTOBER)
    before = desk.sweeps.status(LIU, OCTOBER)
    desk.today = date(2027, 1, 30)
    assert desk.months.tidy() == 0
    desk.today = date(2027, 1, 31)
    assert desk.months.tidy() == 5
    after = desk.sweeps.status(LIU, OCTOBER)
    assert (after["none"], after["coverage"]) == (before["none"], before["coverage"])
    assert all(row["last"] is None for row in desk.sweeps.walk(LIU, NOVEMBER))
    marks = [e for e in desk._context.journal.room("sweep") if e.kind == "mark"]
    assert marks and all(event.data is None for event in marks)
    assert desk.months.tidy() == 0


def seen_at_doors(desk: Desk) -> int:
    marks = (e for e in desk._context.journal.room("sweep") if e.kind == "mark")
    return sum(event.data is not None for event in marks)


@pytest.mark.parametrize(
    "work",
    [
        lambda desk: desk.ladder.run(),
        lambda desk: desk.sweeps.record(LIU, "2027-01", {"submit": True}),
        lambda desk: desk.months.round("2027-01", "年前集中排查"),
    ],
    ids=["ladder", "sweep", "month"],
)
def test_marks_shrink_with_whatever_is_done_next_and_by_no_reading(
    desk: Desk, work: Callable[[Desk], object]
) -> None:
    screened(desk)
    published(desk)
    desk.months.close(OCTOBER)
    whole = seen_at_doors(desk)
    desk.today = date(2027, 1, 30)
    work(desk)
    assert seen_at_doors(desk) == whole > 0
    desk.today = date(2027, 1, 31)
    desk.months.status("2027-01")
    desk.ladder.run(dry_run=True)
    desk.overview.today_list()
    assert seen_at_doors(desk) == whole
    work(desk)
    assert seen_at_doors(desk) == 0


def test_the_marks_of_a_month_opened_again_stay(desk: Desk) -> None:
    screened(desk)
    published(desk)
    desk.months.close(OCTOBER)
    desk.months.reopen(OCTOBER, "漏报一村", "赵某")
    whole = seen_at_doors(desk)
    desk.today = date(2027, 2, 28)
    desk.ladder.run()
    assert seen_at_doors(desk) == whole


def test_the_dispatch_climbs_what_is_due(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    screened(desk)
    desk.today = date(2026, 11, 2)
    assert "1 件到期应上报，还没有上报（镇综治专干）" in desk.months.summarise(OCTOBER)["missing"]
    climbed = desk.months.dispatch(OCTOBER)["escalated"]
    assert [(one["number"], one["to"], one["applied"]) for one in climbed] == [
        (number, "township", True)
    ]


def test_in_time_is_told_by_the_clock_that_ran_at_the_conclusion(desk: Desk) -> None:
    early = desk.disputes.add(matter(title="甲"))["number"]
    late = desk.disputes.add(matter(title="乙"))["number"]
    desk.today = date(2026, 10, 14)
    desk.disputes.act(early, "resolve", {"method": "0103", "on": "2026-10-10"})
    desk.disputes.act(late, "resolve", {"method": "0103", "on": "2026-10-13"})
    desk.disputes.act(early, "reopen", {"reason": "反弹", "on": "2026-10-14"})
    desk.disputes.act(early, "resolve", {"method": "0103", "on": "2026-10-14"})
    found = desk.months.status(OCTOBER)["indicators"]["in_time"]
    assert (found["numerator"], found["denominator"]) == (1, 2)
    assert desk.months.open_ids(OCTOBER, "in_time") == [desk.disputes.show(early)["id"]]


def test_what_is_done_after_the_months_end_does_not_change_how_it_stood(desk: Desk) -> None:
    led, settled, ended = (
        desk.disputes.add(matter(title=title, handler="周某"))["number"] for title in "甲乙丙"
    )
    act = desk.disputes.act
    desk.today = date(2026, 10, 5)
    for _ in range(3):
        act(led, "escalate", {"reason": "重大"})
    act(settled, "resolve", {"method": "0103"})
    act(ended, "end", {"reason": "withdrawn"})
    desk.today = date(2026, 10, 31)
    before = desk.months.status(OCTOBER)["indicators"]
    desk.today = date(2026, 11, 9)
    act(led, "own", {"leader": "陈镇长"})
    for stage in ("accept", "inquire", "reply"):
        act(settled, "meet_party", {"stage": stage})
    act(ended, "reopen", {"reason": "又争"})
    act(ended, "mediate", {"outcome": "continued"})
    after = desk.months.status(OCTOBER)["indicators"]
    for key in ("owned", "met", "mediated", "blocked", "in_time"):
        assert after[key] == before[key], key
    november = desk.months.status(NOVEMBER)["indicators"]
    assert (before["owned"]["numerator"], november["owned"]["numerator"]) == (0, 1)


def test_an_unknown_month_or_reading_is_refused(desk: Desk) -> None:
    with pytest.raises(Refused, match="2026-10 这样"):
        desk.months.status("2026年10月")
    with pytest.raises(Refused, match="口径"):
        desk.months.status(OCTOBER, "guessed")
