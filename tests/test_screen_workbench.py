"""工作台: what is due comes first and opens; every village's report is told in full."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.ledger.page import LedgerPage
from screens.pieces.lines import Lines
from screens.sweep.walk import WalkPage
from screens.workbench.page import Workbench
from tests.screens_kit import Seen, program
from tests.worked import copy

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
