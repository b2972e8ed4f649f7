"""The stages of a month, what it still lacks, and what may be done when."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, TOWNSHIP, WEST, Office, households, month_figures, units, window
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.missing import Waiting, missing
from xinfang_tui.month.stages import (
    MonthState,
    check_reopen,
    check_step,
    fold_month,
    ribbon,
    subject,
)
from xinfang_tui.month.sweep import subject as sweep_subject
from xinfang_tui.refusal import Refused

MONTH = subject("2026-10")


def state(office: Office) -> MonthState:
    return fold_month("2026-10", [e for e in office.events if e.subject == MONTH])


def opened(office: Office) -> None:
    office.write(
        MONTH,
        "open_month",
        "2026-10-01",
        unit=TOWNSHIP,
        window=window().to_json(),
        denominator={EAST: Denominator.of(households(EAST, 10)).to_json(), WEST: 84},
    )


def through(office: Office, *kinds: str) -> MonthState:
    for kind in kinds:
        check_step(state(office), kind)
        data: dict[str, Any] = {"record": {"month": "2026-10"}} if kind == "publish" else {}
        office.write(MONTH, kind, "2026-11-03", **data)
    return state(office)


def test_the_stages_are_entered_one_after_the_other() -> None:
    office = Office()
    opened(office)
    assert state(office).stage == "screen"
    assert through(office, "summarise").stage == "summarise"
    assert through(office, "dispatch").stage == "dispatch"
    assert through(office, "draft").stage == "bulletin"
    done = through(office, "check", "issue", "publish")
    assert (done.stage, done.frozen) == ("bulletin", True)
    assert through(office, "close").stage == "closed"


def test_opening_freezes_window_and_denominator() -> None:
    office = Office()
    opened(office)
    month = state(office)
    assert month.window == window()
    assert month.denominator[EAST].size == 10
    assert month.denominator[WEST] == Denominator(size=84)


def test_the_township_s_opening_holds_over_a_village_s_whatever_came_first() -> None:
    office = Office()
    shifted = window(style="26-25").to_json()
    village: dict[str, Any] = {"unit": EAST, "window": shifted, "denominator": {EAST: 9}}
    office.write(MONTH, "open_month", "2026-09-30", "B", **village)
    opened(office)
    month = state(office)
    assert month.window == window()
    assert month.denominator[EAST].size == 10


@pytest.mark.parametrize(
    ("done", "step", "first"),
    [
        ((), "dispatch", "请先做汇总"),
        (("summarise",), "draft", "请先做调度"),
        ((), "draft", "请先做汇总"),
        (("summarise",), "publish", "请先做调度"),
        (("summarise", "dispatch"), "publish", "请先做通报"),
        (("summarise", "dispatch"), "close", "请先做通报"),
        (("summarise", "dispatch", "draft", "publish"), "summarise", "重开"),
        (("summarise", "dispatch", "draft", "publish", "close"), "draft", "重开"),
    ],
)
def test_a_stage_passed_over_is_refused_with_what_to_do_first(
    done: tuple[str, ...], step: str, first: str
) -> None:
    office = Office()
    opened(office)
    through(office, *done)
    with pytest.raises(Refused, match=first):
        check_step(state(office), step)


def test_reopening_keeps_what_was_published_and_begins_again_at_the_summary() -> None:
    office = Office()
    opened(office)
    before = through(office, "summarise", "dispatch", "draft", "publish", "close")
    check_reopen(before, None, "漏报一村", "赵某")
    office.write(MONTH, "reopen_month", "2026-11-10", reason="漏报一村", approver="赵某")
    month = state(office)
    assert (month.stage, month.published) == ("summarise", None)
    assert [step.data["record"] for step in month.history] == [{"month": "2026-10"}]
    assert month.reopened[0].data["approver"] == "赵某"


def test_reopening_wants_reason_approver_and_no_later_published_month() -> None:
    office = Office()
    opened(office)
    published = through(office, "summarise", "dispatch", "draft", "publish")
    with pytest.raises(Refused, match="理由和批准人"):
        check_reopen(published, None, "漏报", " ")
    with pytest.raises(Refused, match="请先重开2026年10月"):
        check_reopen(published, published, "漏报", "赵某")
    with pytest.raises(Refused, match="不用重开"):
        check_reopen(MonthState("2026-10"), None, "漏报", "赵某")


def test_a_second_publication_changes_nothing() -> None:
    office = Office()
    opened(office)
    through(office, "summarise", "dispatch", "draft", "publish")
    office.write(MONTH, "publish", "2026-11-09", "B", record={"month": "another"})
    assert state(office).record == {"month": "2026-10"}


KINDS = ["open_month", "summarise", "dispatch", "draft", "publish", "close", "reopen_month", "note"]


@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.sampled_from("AB")), max_size=20),
    st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_month(drawn: list[Any], rng: random.Random) -> None:
    office = Office()
    for place, (kind, device) in enumerate(drawn):
        data = {"record": {"n": place}, "window": window().to_json(), "unit": TOWNSHIP}
        office.write(MONTH, kind, "2026-11-03", device, **data)
    shuffled = list(office.events)
    rng.shuffle(shuffled)
    assert fold_month("2026-10", shuffled) == state(office)


def test_the_ribbon_says_what_is_done_and_what_is_next() -> None:
    office = Office()
    opened(office)
    through(office, "summarise")
    assert [(one["name"], one["state"]) for one in ribbon(state(office))] == [
        ("①排查", "done"),
        ("②汇总", "now"),
        ("③调度", "later"),
        ("④通报", "later"),
    ]


def rows(office: Office) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = month_figures(office.disputes(), units=units(office)).numbers[
        "units"
    ]
    return found


def test_what_is_missing_names_the_village_and_who_is_to_see_to_it() -> None:
    office = Office()
    opened(office)
    doors = dict.fromkeys(households(EAST, 6), "none")
    office.write(sweep_subject(EAST, "2026-10"), "mark", "2026-10-05", households=doors)
    office.write(sweep_subject(WEST, "2026-10"), "submit", "2026-10-30", kind="zero")
    office.register("a", "2026-10-05", village=WEST)
    said = missing(state(office), rows(office), Waiting(conflicts=1))
    assert "东湾村未报送（网格员 东某），还有 4 户未查" in said
    assert "石桥村未报送（网格员 石某），还有 10 户未查" in said
    assert "西坡村作了零报告，但本月排查登记了 1 件，请核对（网格员 西某）" in said
    assert "1 处填报不一致，请核对（镇综治专干）" in said


def test_the_signed_scan_is_filed_also_after_the_month_is_closed() -> None:
    office = Office()
    opened(office)
    through(office, "summarise", "dispatch", "draft", "check", "issue", "publish", "close")
    office.write("month:2026-10", "scan", "2026-11-20", file="通报.pdf", hash="ab12")
    closed = state(office)
    assert closed.scan is not None and closed.scan.data["hash"] == "ab12"
    assert closed.stage == "closed"


def test_an_earlier_step_done_again_does_not_take_the_month_back() -> None:
    office = Office()
    opened(office)
    through(office, "summarise", "dispatch", "draft", "summarise")
    again = state(office)
    assert (again.stage, again.summarised is not None) == ("bulletin", True)


def test_extra_rounds_are_counted_and_a_second_opening_changes_nothing() -> None:
    office = Office()
    opened(office)
    for name in ("春耕集中排查", "节前集中排查"):
        office.write(MONTH, "round", "2026-10-08", name=name)
    again = {"unit": TOWNSHIP, "window": window().to_json(), "denominator": {WEST: 90}}
    office.write(MONTH, "open_month", "2026-10-09", **again)
    found = state(office)
    assert [each.data["name"] for each in found.rounds] == ["春耕集中排查", "节前集中排查"]
    assert found.denominator[WEST].size == 84


def test_a_village_that_reported_what_it_found_is_asked_nothing() -> None:
    office = Office()
    opened(office)
    unit = {"name": "东湾村", "households": 10, "report": "report", "screened": 2, "found": 2}
    assert missing(state(office), [unit], Waiting()) == []
    zero = missing(state(office), [unit | {"report": "zero", "screened": 0}], Waiting())
    assert zero == ["东湾村作了零报告，之后又有 2 户标为“有”，请改作报送"]


def test_each_stage_asks_for_its_own() -> None:
    office = Office()
    opened(office)
    waiting = Waiting(
        due=2, blocked=1, unconfirmed=4, on_meeting=3, behind={"石桥村": "2026-10-20"}
    )
    data = ["石桥村数据截至 2026-10-20，请催收上报包"]
    ladder = [
        "2 件到期应上报，还没有上报（镇综治专干）",
        "4 件待村核实，请催收上报包",
        "1 件无人承接，请确定责任单位和责任人",
        "3 件待联席会议研究，本月还没有开会",
    ]
    assert missing(state(office), [], waiting) == data
    through(office, "summarise")
    assert missing(state(office), [], waiting) == data + ladder
    assert missing(state(office), [], waiting._replace(meetings=1)) == data + ladder[:3]
    through(office, "dispatch")
    assert missing(state(office), [], Waiting()) == ["通报还没有起草"]
    through(office, "draft", "check")
    assert missing(state(office), [], Waiting(faults=["合计不等"])) == [
        "自查：合计不等",
        "通报还没有签发（签发人）",
    ]
    through(office, "issue", "publish")
    assert missing(state(office), [], Waiting()) == ["通报已发出，还没有办结（镇综治专干）"]
    through(office, "close")
    assert missing(state(office), [], Waiting(due=9)) == []
