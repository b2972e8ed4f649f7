"""What changes how a published month reads: entries undone, matters joined, late sweeps."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.township import EAST, LIU, matter, township
from xinfang_tui.desk import Desk

OCTOBER, NOVEMBER = "2026-10", "2026-11"
SETTLED = {"method": "0103"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def published(desk: Desk, on: date = date(2026, 11, 2)) -> None:
    desk.today = on
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    desk.months.bulletin(OCTOBER, {"signer": "赵某"})
    desk.today = date(2026, 11, 5)


def told(desk: Desk) -> list[tuple[Any, ...]]:
    late = desk.months.status(OCTOBER)["late"]
    return [(one["number"], one["words"], one["kind"]) for one in late]


def test_a_settlement_undone_after_publication_is_a_correction(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", SETTLED)
    published(desk)
    settled = desk.disputes.show(number)["trail"][-1]["id"]
    desk.disputes.act(number, "void", {"target": settled})
    assert told(desk) == [(number, "撤销化解", "correction")]
    assert desk.months.status(OCTOBER)["flow"]["concluded"] == 1
    assert desk.months.status(OCTOBER, "known")["flow"]["concluded"] == 0
    november = desk.months.status(NOVEMBER)["flow"]
    assert (november["carried"], november["in"], november["open"]) == (0, 1, 1)
    text = desk.reports.preview("bulletin", month=NOVEMBER)
    assert "更正说明" in text and "撤销化解" in text


def test_a_note_undone_after_publication_changes_no_figure_and_is_not_listed(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", SETTLED)
    desk.disputes.act(number, "note", {"text": "约在周三"})
    published(desk)
    note = desk.disputes.show(number)["trail"][-1]["id"]
    desk.disputes.act(number, "void", {"target": note})
    assert told(desk) == []


def test_matters_joined_after_publication_are_a_correction(desk: Desk) -> None:
    lead, member = (desk.disputes.add(matter(title=title))["number"] for title in ("甲", "乙"))
    published(desk)
    desk.disputes.act(member, "link", {"lead": lead, "role": "same"})
    assert told(desk) == [(member, "并入主件计数", "correction")]
    assert [one["number"] for one in desk.months.arrived(NOVEMBER)] == [member]
    assert desk.months.status(NOVEMBER)["flow"]["out"] == 1


def test_a_matter_split_off_after_publication_is_none(desk: Desk) -> None:
    lead, part = (desk.disputes.add(matter(title=title))["number"] for title in ("甲", "乙"))
    published(desk)
    desk.disputes.act(part, "link", {"lead": lead, "role": "split"})
    assert told(desk) == []


def test_a_visit_told_after_publication_counts_in_the_month_that_is_not_yet_published(
    desk: Desk,
) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", SETTLED)
    published(desk)
    visit = {"answer": "satisfied", "by": "周敏", "on": "2026-10-20"}
    desk.disputes.act(number, "visit_back", visit)

    def contact(month: str, reading: str) -> tuple[int, int, list[str]]:
        share = desk.months.status(month, reading)["indicators"]["contact"]
        opened = desk.months.open_ids(month, "satisfied") if reading == "reported" else []
        return share["numerator"], share["denominator"], opened

    id = desk.disputes.show(number)["id"]
    assert contact(OCTOBER, "reported") == (0, 0, [])
    assert contact(NOVEMBER, "reported") == (1, 1, [id])
    assert contact(OCTOBER, "known")[:2] == (1, 1)
    assert contact(NOVEMBER, "known")[:2] == (0, 0)
    desk.today = date(2026, 11, 30)
    for step in (desk.months.summarise, desk.months.dispatch):
        step(NOVEMBER)
    notes = {"新增": "平稳", "在办": "平稳", "办结": "平稳", "重开": "平稳"}
    desk.months.bulletin(NOVEMBER, {"signer": "赵某", "notes": notes})
    desk.today = date(2026, 12, 5)
    assert contact("2026-12", "reported")[:2] == (0, 0)


@pytest.mark.parametrize(
    ("kind", "data", "words"),
    [
        ("visit_back", {"answer": "satisfied", "by": "周敏"}, "补记回访"),
        ("visit_back", {"answer": "unreached", "by": "周敏"}, "补记回访"),
        ("visit_back", {"answer": "unsatisfied", "reason": "unkept", "by": "周敏"}, "重开"),
        ("meet_party", {"stage": "reply"}, "补记三见面"),
    ],
)
def test_what_indicators_rest_on_is_listed_once_when_told_late_or_undone(
    desk: Desk, kind: str, data: dict[str, Any], words: str
) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", SETTLED)
    published(desk)
    desk.disputes.act(number, kind, data | {"on": "2026-10-20"})
    assert told(desk) == [(number, words, "correction")]
    assert [one["on"] for one in desk.months.arrived(NOVEMBER)] == ["2026-10-20"]
    if words != "重开":
        assert words in desk.reports.preview("bulletin", month=NOVEMBER)
    desk.disputes.undo(number)
    assert told(desk) == []


def test_a_bulletin_names_the_month_it_corrects_when_one_in_between_came_out_with_none(
    desk: Desk,
) -> None:
    published(desk)
    desk.disputes.add(matter(registered_on="2026-10-29", occurred_on="2026-10-28"))
    assert "上月通报印发后" in desk.reports.preview("bulletin", month=NOVEMBER)
    desk.today = date(2026, 12, 20)
    text = desk.reports.preview("bulletin", month="2026-12", width=200)
    assert "2026年10月通报印发后，收到补报1件" in text
    assert "更正后，2026年10月新增由0件更正为1件" in text
    assert "表2　2026年10月补报和更正情况" in text
    assert "上月通报" not in text


def test_form_d_counts_a_late_report_where_the_other_tables_do(desk: Desk, tmp_path: Path) -> None:
    desk.disputes.add(matter())
    published(desk)
    desk.disputes.add(matter(title="晚报的", registered_on="2026-10-29", occurred_on="2026-10-28"))
    desk.disputes.add(matter(title="本月的", registered_on="2026-11-04"))
    assert desk.months.status(NOVEMBER)["flow"]["new"] == 2
    assert _found(desk, "form_d", NOVEMBER, tmp_path) == 2
    assert _found(desk, "form_e", NOVEMBER, tmp_path) == 2
    assert _found(desk, "form_d", OCTOBER, tmp_path) == 1


def test_lists_and_forms_leave_out_what_was_joined_after_the_month_as_its_figures_do(
    desk: Desk, tmp_path: Path
) -> None:
    lead, member = (desk.disputes.add(matter(title=title))["number"] for title in ("甲", "乙"))
    desk.today = date(2026, 11, 2)
    desk.disputes.act(member, "link", {"lead": lead, "role": "same"})
    assert desk.months.status(OCTOBER)["flow"]["open"] == 1
    assert "在办1件，其中超期1件" in desk.reports.preview("overdue", month=OCTOBER)
    assert _found(desk, "form_d", OCTOBER, tmp_path) == 1
    desk.disputes.act(member, "unlink", {"lead": lead})
    assert "在办2件，其中超期2件" in desk.reports.preview("overdue", month=OCTOBER)


def test_form_d_counts_by_what_was_set_right_after_the_month_as_form_e_does(
    desk: Desk, tmp_path: Path
) -> None:
    number = desk.disputes.add(matter(people=2))["number"]
    desk.today = date(2026, 11, 2)
    for field, value in (("category", "0701"), ("people", 60)):
        desk.disputes.act(number, "correct", {"field": field, "value": value, "reason": "填错"})
    assert list(desk.months.status(OCTOBER)["categories"]) == ["07"]
    assert desk.months.status(OCTOBER)["people"] == 60
    rows = {row[0]: row[-2] for row in _table(desk, "form_d", OCTOBER, tmp_path)["rows"]}
    assert (rows["邻里　排查"], rows["劳动争议　排查"]) == (0, 1)
    assert (rows["涉及1—49人"], rows["涉及50—99人"], rows["涉及人数合计（人）"]) == (0, 1, 60)


def _table(desk: Desk, kind: str, month: str, folder: Path) -> Any:
    made = desk.reports.make(kind, folder / f"{kind}-{month}.json", month=month)
    (table,) = [b for b in json.loads(Path(made["file"]).read_text())["blocks"] if "rows" in b]
    return table


def _found(desk: Desk, kind: str, month: str, folder: Path) -> Any:
    """How many matters the table counts as registered: below 小计, or beside 合计."""
    table = _table(desk, kind, month, folder)
    at = [column["title"] for column in table["columns"]].index(
        "小计" if kind == "form_d" else "总数"
    )
    return table["rows"][0][at]


def test_a_late_note_changes_no_figure_and_is_not_listed(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    published(desk)
    desk.disputes.act(number, "note", {"text": "约在周三", "on": "2026-10-20"})
    assert told(desk) == []


def test_a_meeting_with_a_party_undone_after_publication_is_a_correction(desk: Desk) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.disputes.act(number, "resolve", SETTLED)
    desk.disputes.act(number, "meet_party", {"stage": "accept"})
    published(desk)
    desk.disputes.undo(number)
    assert told(desk) == [(number, "撤销三见面", "correction")]


def test_an_extension_told_after_publication_counts_in_the_month_that_is_not_yet_published(
    desk: Desk,
) -> None:
    desk.today = date(2026, 10, 28)
    number = desk.disputes.add(matter())["number"]
    published(desk)
    desk.today = date(2026, 11, 3)
    until = {"until": "2026-11-10", "on": "2026-10-30", "reason": "等鉴定", "approver": "赵某"}
    desk.disputes.act(number, "extend", until)
    shares = [
        desk.months.status(month, reading)["indicators"]["extended"]["numerator"]
        for reading in ("reported", "known")
        for month in (OCTOBER, NOVEMBER)
    ]
    assert shares == [0, 1, 1, 0]


def test_a_sweep_that_comes_after_publication_is_a_late_report(desk: Desk) -> None:
    desk.sweeps.record(LIU, OCTOBER, {"households": {f"{LIU}000001": "none"}, "submit": True})
    published(desk)
    homes = {f"{EAST}000001": "none", f"{EAST}000002": "none"}
    late = {"households": homes, "zero": True, "form": "paper", "received_on": "2026-11-04"}
    desk.sweeps.record(EAST, OCTOBER, late)
    desk.sweeps.record(LIU, OCTOBER, {"submit": True})
    assert told(desk) == [
        ("", "补录入户情况", "late_report"),
        ("", "补报排查情况", "late_report"),
        ("", "补报排查情况", "correction"),
    ]
    reported, known = (desk.months.status(OCTOBER, reading) for reading in ("reported", "known"))
    assert (reported["units"][0]["report"], known["units"][0]["report"]) == (None, "zero")
    assert known["units"][0]["none"] == 2
    text = desk.reports.preview("bulletin", month=NOVEMBER)
    assert "2个村（社区）补交或更改的排查情况" in text


def test_a_closed_month_is_read_again_by_its_own_days_and_households(desk: Desk) -> None:
    desk.disputes.add(matter())
    published(desk)
    desk.registry.set_place({"code": EAST, "name": "东湾村", "households": 80})
    desk.registry.set("window", "26-25")
    status = desk.months.status(OCTOBER)
    assert status["differences"] == []
    known = desk.months.status(OCTOBER, "known")
    assert (known["units"][0]["households"], known["window"]["first"]) == (12, "2026-10-01")


def test_an_order_from_above_that_came_after_the_month_leaves_overdue_what_was_overdue_then(
    desk: Desk,
) -> None:
    number = desk.disputes.add(matter())["number"]
    desk.today = date(2026, 11, 2)
    order = {
        "field": "superior_due",
        "value": "2026-11-20",
        "reason": "县里交办",
        "on": "2026-11-02",
    }
    desk.disputes.act(number, "correct", order)
    assert not desk.disputes.show(number)["overdue"]
    for reading in ("reported", "known"):
        overdue = desk.months.status(OCTOBER, reading)["indicators"]["overdue"]
        assert (overdue["numerator"], overdue["denominator"]) == (1, 1)
    assert desk.months.status(NOVEMBER)["indicators"]["overdue"]["numerator"] == 0
    within = {
        "field": "superior_due",
        "value": "2026-11-25",
        "reason": "说错了",
        "on": "2026-10-20",
    }
    desk.disputes.act(number, "correct", within)
    assert desk.months.status(OCTOBER)["indicators"]["overdue"]["numerator"] == 0
