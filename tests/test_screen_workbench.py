"""工作台: what is due comes first and opens; every village's report is told in full."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from screens.ledger.page import LedgerPage
from screens.pieces.lines import Lines
from screens.sweep.walk import WalkPage
from screens.workbench.page import Workbench
from tests.screens_kit import Seen, program
from tests.worked import copy
from xinfang_tui.desk import Desk
from xinfang_tui.disputes.dispute import RUNG_NAMES

LATER = date(2026, 11, 20)
WORDS = {None: "未报", "zero": "零报告", "report": "按时"}


def page(seen: Seen) -> Workbench:
    assert isinstance(seen.screen, Workbench)
    return seen.screen


async def test_each_line_of_what_is_due_opens_just_those_matters(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        due = page(seen).todo.rows()
        assert len(due) > 2
        for number, line in enumerate(due):
            assert f"{line['count']}  {line['text']}" in seen.text
            page(seen).todo.stand_on(number)
            await seen.press("enter")
            assert isinstance(seen.screen, LedgerPage)
            assert seen.screen.query_one(Lines).count == line["count"]
            await seen.press("1")


async def test_every_village_tells_its_coverage_and_its_report(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        for unit in seen.desk.months.status("2026-10")["units"]:
            line = next(each for each in seen.text.splitlines() if unit["name"] in each)
            assert f"{unit['coverage']:.1f}%" in line
            late = unit["report"] and not unit["on_time"]
            assert line.endswith("迟报" if late else WORDS[unit["report"]])


async def test_enter_on_a_village_walks_it(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        page(seen).villages.focus()
        await seen.press("enter")
        assert isinstance(seen.screen, WalkPage)


async def test_a_grid_worker_sees_what_is_due_in_the_own_village_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder, today=LATER) as seen:
        worker = next(e for e in seen.desk.registry.staff() if e["role"] == "grid_worker")
        tree = seen.app.session.tree
        own, others = tree.name(worker["place"]), [v.name for v in tree.villages_of()]
    async with program(folder, user=worker["name"], today=LATER) as seen:
        await seen.press("1")
        assert [row["name"] for row in page(seen).villages.rows()] == [own]
        assert {row["village"] for row in page(seen).first.rows()} <= {worker["place"]}
        assert not any(name in seen.text for name in others if name != own)


async def test_what_nobody_has_taken_is_told_as_often_as_the_brief_counts_it(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=LATER) as desk:
        while desk.ladder.escalate():
            pass
    later = LATER + timedelta(days=40)
    async with program(folder, today=later) as seen:
        month = seen.desk.months.current
        ids = seen.desk.months.open_ids(month, "blocked")
        assert ids
        [line] = [e for e in page(seen).todo.rows() if e["text"].startswith("无人承接：已超期")]
        own = [each for each in seen.desk.disputes.list(**line["filter"]) if not each["links"]]
        assert sorted(each["id"] for each in own) == sorted(ids)
        assert f"{line['count']}  无人承接" in seen.text


async def test_what_waits_for_the_village_s_word_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        seen.desk.ladder._fresh = lambda village: date.min
        page(seen).reload()
        await seen.settle()
        waiting = [each for each in seen.desk.ladder.proposals() if each["waiting"]]
        assert waiting
        assert f"{len(waiting)}  待村核实" in seen.text


async def test_behind_each_rung_stand_its_open_matters_at_the_months_ends(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=LATER) as seen:
        desk = seen.desk
        desk.months.bulletin("2026-10", {"signer": "王建国"})
        desk.months.close("2026-10")
        await seen.press("f5")
        months = ("2026-09", "2026-10", "2026-11")
        trends = page(seen).trends
        assert tuple(trends["months"])[-3:] == months
        for rung, ends in trends["rungs"].items():
            told = [desk.months.status(each)["rungs"][rung] for each in months]
            assert ends[-3:] == told
            assert ends[-1] == page(seen).record["rungs"][rung]
        spark = page(seen).session.marks.spark(trends["rungs"]["township"])
        assert f"{RUNG_NAMES['township']} {trends['rungs']['township'][-1]} {spark}" in seen.text


async def test_a_month_reopened_and_published_again_changes_the_line(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        overview = seen.desk.overview
        rungs = seen.desk.months.status("2026-10")["rungs"]
        before = overview.trends("2026-10", rungs)
        assert before["months"][-2:] == ["2026-09", "2026-10"]
        assert overview.trends("2026-10", rungs) == before
        seen.desk.months.reopen("2026-09", "漏报", "王建国")
        known = seen.desk.months.status("2026-09")["rungs"]
        ends = overview.trends("2026-10", rungs)["rungs"]
        assert {rung: line[-2] for rung, line in ends.items()} == known


async def test_the_figures_are_read_whole_in_a_small_terminal(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 20)) as seen:
        flow = page(seen).record["flow"]
        rungs = page(seen).record["rungs"]
        assert f"=在办{flow['open']}" in seen.text.replace(" ", "")
        for rung, name in RUNG_NAMES.items():
            assert f"{name} {rungs[rung]}" in seen.text
        for line in page(seen).todo.rows():
            assert f"{line['count']}  {line['text'][:10]}" in seen.text
