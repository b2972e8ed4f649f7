"""Before a bulletin goes out, and what stays when it has gone: self-check, record, scores."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, WEST, Office, month_figures, units
from tests.township import matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.month import published, scoring
from xinfang_tui.month.compare import compared
from xinfang_tui.month.selfcheck import check
from xinfang_tui.month.sweep import subject
from xinfang_tui.refusal import Refused


def some(new: int = 3) -> dict[str, Any]:
    office = Office()
    for n in range(new):
        office.register(f"d{n}", "2026-10-05")
    for code in (EAST,):
        office.write(subject(code, "2026-10"), "submit", "2026-10-30", kind="report")
    return month_figures(office.disputes(), units=units(office)).numbers


def test_a_sound_bulletin_is_asked_only_about_the_villages_that_did_not_report() -> None:
    found = check(some(), {})
    assert [(one.text, one.grave) for one in found] == [
        ("西坡村未报送，通报里请点明或说明", False),
        ("石桥村未报送，通报里请点明或说明", False),
    ]
    notes = {one.key: "道路塌方，已电话排查" for one in found}
    assert check(some(), notes) == []


def test_a_zero_report_beside_matters_that_were_found_is_asked_about() -> None:
    numbers = some()
    numbers["units"][0] |= {"report": "zero", "screened": 2}
    words = "东湾村作了零报告，但本月排查登记了 2 件，请核对或说明"
    (found,) = [one for one in check(numbers, {}) if one.text == words]
    assert not found.grave
    assert words not in [one.text for one in check(numbers, {found.key: "走访时还没有"})]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda n: n["flow"].update(open=9),
        lambda n: n["units"][0]["flow"].update(new=9),
        lambda n: n["rungs"].update(village=9),
        lambda n: n["bands"].update({"500+": 1}),
        lambda n: n["categories"]["02"].update(new=1),
    ],
)
def test_sums_that_do_not_agree_hold_the_bulletin(spoil: Any) -> None:
    numbers = some()
    spoil(numbers)
    assert any(finding.grave for finding in check(numbers, {}))


def test_a_matter_that_changed_village_is_no_fault_in_the_sums() -> None:
    office = Office()
    office.register("a", "2026-09-25", village=EAST)
    office.act("a", "correct", "2026-10-05", field="village", value=WEST, reason="记错")
    numbers = month_figures(office.disputes(), units=units(office)).numbers
    assert [unit["flow"]["in"] + unit["flow"]["out"] for unit in numbers["units"]] == [1, 1, 0]
    assert not any(one.grave for one in check(numbers, {}))


def test_a_matter_that_came_back_over_the_border_is_no_fault_in_the_sums() -> None:
    office = Office()
    office.register("a", "2026-09-25", village=EAST)
    office.act("a", "transfer", "2026-09-26", to="邻镇", reason="不属本镇", border=True)
    office.act("a", "accept", "2026-09-27")
    office.act("a", "return_down", "2026-10-20", reason="仍属本镇")
    numbers = month_figures(office.disputes(), units=units(office)).numbers
    assert (numbers["flow"]["in"], numbers["flow"]["open"]) == (1, 1)
    assert not any(one.grave for one in check(numbers, {}))


def test_a_jump_of_more_than_half_wants_a_note() -> None:
    numbers = {**some(7), "compare": {"previous": compared(some(7), some(4))}}
    jumps = [one for one in check(numbers, {}) if one.key == "flow.new"]
    assert [one.text for one in jumps] == ["新增比上月上升 75.0%，请写一句说明"]
    explained = check(numbers, {"flow.new": "集中排查", "flow.open": "同上"})
    assert not any(one.key.startswith("flow.") for one in explained)
    steady = {**some(6), "compare": {"previous": compared(some(6), some(4))}}
    assert not any(one.key.startswith("flow.") for one in check(steady, {}))


def test_a_party_s_name_in_the_text_holds_the_bulletin() -> None:
    text = "一是张建国与李四、赵秀英的纠纷"
    found = check(some(), {}, text=text, names=["张建国", "赵秀英", "王五", "一"])
    graves = [one.text for one in found if one.grave]
    assert graves == ["文中有 2 位当事人的姓名没有隐去"]


def test_a_name_of_two_characters_that_may_be_a_word_is_shown_and_holds_nothing() -> None:
    found = check(some(), {}, text="推进文明村建设", names=["文明"])
    assert not any(one.grave for one in found)
    assert "文中有 1 处两个字的词和当事人姓名相同，请看一遍是不是姓名" in [
        one.text for one in found
    ]


def frozen(numbers: dict[str, Any] | None = None) -> dict[str, Any]:
    office = Office()
    office.register("a", "2026-10-02")
    figures = month_figures(office.disputes())
    record = published.freeze(figures, numbers or figures.numbers, office.covers())
    return published.with_papers(record, {"bulletin": {"title": "通报", "blocks": []}})


def test_the_short_hash_is_of_the_figures_and_catches_a_changed_one() -> None:
    record = frozen()
    stamp = published.short_hash(record)
    assert len(stamp) == published.HASH_LENGTH
    assert published.short_hash(frozen()) == stamp
    assert published.damaged(record, stamp) == []
    record["figures"]["flow"]["new"] = 2
    assert published.damaged(record, stamp) == [f"2026-10 报出数与通报上的校验码 {stamp} 不符"]


def test_a_changed_paper_is_caught() -> None:
    record = frozen()
    stamp = published.short_hash(record)
    record["papers"]["bulletin"]["paper"]["title"] = "改过"
    assert published.damaged(record, stamp) == ["2026-10 的文书“bulletin”与保存时不符"]


def indicators(**values: tuple[int, int]) -> dict[str, Any]:
    keys = ("coverage", "on_time", "in_time", "verified", "visited", "quality")
    return {
        key: {
            "value": scoring_percent(*values.get(key, (10, 10))),
            "numerator": values.get(key, (10, 10))[0],
            "denominator": values.get(key, (10, 10))[1],
        }
        for key in keys
    }


def scoring_percent(numerator: int, denominator: int) -> float | None:
    return 100 * numerator / denominator if denominator else None


def test_a_score_by_hand() -> None:
    given_ = indicators(coverage=(9, 10), in_time=(4, 5), verified=(1, 2))
    made = scoring.score(given_)
    assert made.total == 18 + 15 + 20 + 12.5 + 10 + 5
    assert not made.grey


def test_what_there_was_nothing_of_is_neither_praised_nor_blamed() -> None:
    made = scoring.score(indicators(in_time=(0, 0), verified=(0, 0), visited=(0, 0)))
    assert made.total == 100.0
    assert scoring.score(indicators(**dict.fromkeys(indicators(), (0, 0)))).total is None


def test_small_numbers_are_greyed() -> None:
    made = scoring.score(indicators(in_time=(1, 2), verified=(1, 2), visited=(1, 1)))
    assert made.grey
    assert [part.key for part in made.parts if part.grey] == ["in_time", "settled", "visited"]


def test_offices_are_ranked_among_those_of_their_size() -> None:
    totals = {"甲": 90.0, "乙": 80.0, "丙": 90.0, "小": 70.0, "无": None}
    handled = {"甲": 300, "乙": 250, "丙": 400, "小": 8, "无": 0}
    assert scoring.ranks(totals, handled) == {"甲": 1, "丙": 1, "乙": 3, "小": 1}
    assert scoring.last_of(totals, handled) == {"乙"}


@pytest.mark.parametrize(
    ("handled", "name"),
    [(200, "一类"), (199, "二类"), (50, "二类"), (49, "三类"), (0, "三类")],
)
def test_an_office_belongs_to_the_group_of_what_it_handled(handled: int, name: str) -> None:
    assert scoring.group(handled).startswith(name)


def test_equals_are_not_last() -> None:
    assert scoring.last_of({"甲": 80.0, "乙": 80.0}, {}) == set()


def test_last_in_each_month_of_a_quarter_is_a_notice_and_two_of_them_watch_the_office() -> None:
    lasts = {f"2026-{m:02d}": {"乙"} for m in range(1, 7)}
    lasts["2026-07"] = lasts["2026-08"] = {"丙"}
    noticed = scoring.notices(lasts)
    assert noticed == {"乙": ["2026Q1", "2026Q2"]}
    assert scoring.watched(noticed) == {"乙": ["2026"]}
    assert scoring.watched({"丙": ["2025Q4", "2026Q1"]}) == {}


def test_the_year_adds_up() -> None:
    months: list[dict[str, float | None]] = [{"甲": 90.5, "乙": None}, {"甲": 80.1, "乙": 70.0}]
    assert scoring.year_sum(months) == {"甲": 170.6, "乙": 70.0}


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=6, max_size=6))
def test_a_score_is_between_nothing_and_a_hundred(pairs: list[tuple[int, int]]) -> None:
    values = {key: (min(pair), max(pair)) for key, pair in zip(indicators(), pairs, strict=True)}
    total = scoring.score(indicators(**values)).total
    assert total is None or 0 <= total <= 100


def dispatched(folder: Path) -> Desk:
    """A township whose October lies at the desk, ready for its bulletin."""
    desk = township(folder, date(2026, 11, 2))
    desk.disputes.add(matter(registered_on="2026-10-05"))
    desk.months.summarise("2026-10")
    desk.months.dispatch("2026-10")
    return desk


def checks(desk: Desk) -> list[list[str]]:
    """What was found, check by check."""
    events = desk._context.journal.of("month:2026-10")
    return [list(each.payload["findings"]) for each in events if each.kind == "check"]


def test_signing_checks_by_itself_what_was_not_checked(tmp_path: Path) -> None:
    with dispatched(tmp_path / "镇") as desk:
        with pytest.raises(Refused, match="还没有起草"):
            desk.months.bulletin("2026-10", {"step": "issue"})
        desk.months.bulletin("2026-10", {"step": "draft"})
        signed = desk.months.bulletin("2026-10", {"step": "issue", "signer": "赵某"})
        assert "东湾村未报送，通报里请点明或说明" in [each["text"] for each in signed["findings"]]
        assert [bool(day) for day in signed["bulletin"].values()] == [True, True, True, False]


def test_signing_checks_again_what_changed_since_and_only_that(tmp_path: Path) -> None:
    with dispatched(tmp_path / "镇") as desk:
        for step in ("draft", "check"):
            desk.months.bulletin("2026-10", {"step": step})
        desk.months.note("2026-10", "东湾村", "道路塌方")
        desk.months.bulletin("2026-10", {"step": "issue", "signer": "赵某"})
        before, after = checks(desk)
        assert set(before) - set(after) == {"东湾村未报送，通报里请点明或说明"}
    with dispatched(tmp_path / "乡") as desk:
        desk.months.bulletin("2026-10", {"step": "draft"})
        desk.months.bulletin("2026-10", {"step": "check"})
        desk.months.bulletin("2026-10", {"signer": "赵某"})
        assert len(checks(desk)) == 1


def test_who_signs_may_check_and_publish_but_not_draft(tmp_path: Path) -> None:
    with dispatched(tmp_path / "镇") as desk:
        desk.registry.add_staff({"name": "王建国", "role": "township_leader"})
        desk.user = "王建国"
        with pytest.raises(Refused, match="镇领导不办理“起草通报”"):
            desk.months.bulletin("2026-10")
        desk.user = None
        desk.months.bulletin("2026-10", {"step": "draft"})
        desk.user = "王建国"
        assert desk.months.bulletin("2026-10")["published"]["signer"] == "王建国"
