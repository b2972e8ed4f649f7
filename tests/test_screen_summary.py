"""汇总: tables whose every number opens, two readings, the stages of the month."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.frame.confirm import Confirm
from screens.ledger.page import LedgerPage
from screens.pieces.lines import Lines
from screens.summary.page import SummaryPage
from screens.summary.tables import TABLES, opens
from tests.screens_kit import Seen, program
from tests.worked import copy


def page(seen: Seen) -> SummaryPage:
    assert isinstance(seen.screen, SummaryPage)
    return seen.screen


async def test_every_number_of_every_table_opens_the_disputes_that_make_it(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4")
        status = page(seen).status
        for name in TABLES:
            if name == "changed":
                continue
            page(seen).table_name = name
            page(seen)._show()
            grid = page(seen).grid
            for row in grid.rows():
                for column in grid.columns:
                    key = opens(name, row, column.key) if column.opens else None
                    if key is None or "coverage" in key[0]:
                        continue
                    ids = seen.desk.months.open_ids(status["month"], *key)
                    drawn = column.draw(row)
                    shown = drawn if isinstance(drawn, str) else drawn[0]
                    count = 0 if shown == "·" else int(shown)
                    if row["id"] != "days":
                        assert count >= len(ids), (name, row["id"], column.key)
                        assert bool(count) == bool(ids), (name, row["id"], column.key)


async def test_enter_on_a_number_shows_its_disputes_in_the_ledger(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "right")
        new = page(seen).status["flow"]["new"]
        assert page(seen).grid.columns[page(seen).grid.column].key == "new"
        await seen.press("enter")
        assert isinstance(seen.screen, LedgerPage)
        assert seen.screen.query_one(Lines).count == new
        assert "新增" in seen.text.splitlines()[1]


@pytest.mark.parametrize("key", ["coverage", "reported"])
async def test_a_figure_of_villages_names_them_and_opens_no_empty_list(
    tmp_path: Path, key: str
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "f6")
        grid = page(seen).grid
        grid.stand_on(next(i for i, row in enumerate(grid.rows()) if row["id"] == key))
        grid.column = next(i for i, each in enumerate(grid.columns) if each.key == "denominator")
        await seen.press("enter")
        assert isinstance(seen.screen, SummaryPage)
        names = [place.name for place in seen.desk.places_tree.villages_of()]
        assert f"这个数按村算：{'、'.join(names)}" in seen.toasts


async def test_figures_beyond_the_edge_come_into_sight_as_the_cursor_goes_there(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "f6", "f6")
        grid = page(seen).grid
        titles = [column.title for column in grid.columns]
        heading = seen.text.splitlines()[3]
        assert titles[1] in heading and titles[-1] not in heading and heading.endswith("›")
        await seen.press(*["right"] * (len(titles) - 2))
        heading = seen.text.splitlines()[3]
        assert titles[0] in heading and titles[-1] in heading and titles[1] not in heading
        assert grid.column == len(titles) - 1


async def test_the_indicator_in_hand_says_how_it_is_counted(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "f6", "down")
        row = page(seen).grid.row
        assert row is not None
        assert f"{row['name']}：{row['formula']}" in seen.text


async def test_f6_goes_through_the_tables(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "f6")
        assert "化解率" in seen.text
        assert "环比" in seen.text
        await seen.press("f6")
        assert "婚恋" in seen.text or "邻里" in seen.text
        await seen.press("f6")
        assert "联席会议" in seen.text


async def test_a_closed_month_stands_beside_its_corrected_numbers(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "p")
        assert page(seen).status["published"]
        assert "报出与更正" in seen.text
        await seen.press("f7")
        assert page(seen).status["reading"] == "known"


async def test_each_of_two_readings_opens_what_it_counts_itself(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0].code
        late = {"village": village, "title": "迟到的水渠争执", "category": "0201", "parties": []}
        days = {"occurred_on": "2026-09-20", "registered_on": "2026-09-28"}
        seen.desk.disputes.add(late | days)

        async def opened() -> tuple[int, bool]:
            await seen.press("enter")
            ledger = seen.screen
            assert isinstance(ledger, LedgerPage)
            titles = {row["title"] for row in ledger.query_one(Lines).rows()}
            count = ledger.query_one(Lines).count
            await seen.press("escape")
            return count, "迟到的水渠争执" in titles

        await seen.press("f5", "4", "p", "right")
        assert page(seen).grid.columns[page(seen).grid.column].title == "新增"
        before = await opened()
        await seen.press("f7")
        after = await opened()
        assert (before[1], after) == (False, (before[0] + 1, True))
        await seen.press("f6", "f6", "f6", "f6")
        row = page(seen).grid.row
        assert row is not None and row["name"] == "新增"
        assert (int(row["reported"]), int(row["known"])) == (before[0], after[0])
        assert await opened() == before
        await seen.press("right")
        assert await opened() == after


async def test_the_summary_is_exported(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("4")
        page(seen).action_export()
        await seen.settle()
        await seen.press("1")
        assert "已写好" in seen.toasts
        assert [f for f in (folder / "文书").iterdir() if f.suffix == ".xlsx"]


async def test_the_next_stage_says_first_what_is_missing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "n", "f8")
        assert "进入“汇总”" in seen.text
        assert "未报送" in seen.text
        await seen.press("2")
        assert seen.desk.months.status("2026-11")["stage"] == "screen"


async def test_escape_from_a_figure_s_list_goes_back_to_the_figure(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("4", "right", "down", "enter")
        ledger = seen.screen
        assert isinstance(ledger, LedgerPage)
        listed = ledger.query_one(Lines).count
        assert "Esc返回" in seen.text.splitlines()[-2]
        await seen.press("space", "escape")
        assert seen.screen is ledger and ledger.query_one(Lines).count == listed
        await seen.press("escape")
        place = page(seen).grid.place
        assert place == (1, 2)
        await seen.press("3")
        assert ledger.filter == {"status": "open"}
        await seen.press("escape")
        assert not isinstance(seen.screen, SummaryPage | LedgerPage)


async def test_closing_a_month_lists_nothing_that_the_closing_does(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        seen.desk.months.bulletin("2026-10", {"signer": "王建国"})
        await seen.press("f5", "4", "f8")
        assert isinstance(seen.screen, Confirm)
        assert "要做的都做了" in seen.text
        assert "还差：\n" not in seen.text
        dialog = "\n".join(line for line in seen.text.splitlines() if "▎" in line)
        assert "还没有办结" not in dialog
        await seen.press("1")
        assert seen.desk.months.stage("2026-10") == "closed"


async def test_more_room_shows_more_of_what_is_missing_on_a_line(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 24)) as seen:
        await seen.press("4")
        narrow = str(page(seen).note.content).splitlines()[0]
        await seen.pilot.resize_terminal(140, 24)
        await seen.settle()
        assert len(str(page(seen).note.content).splitlines()[0]) > len(narrow)
