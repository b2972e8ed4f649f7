"""台账: finding, filtering, sorting, marking, acting on many, exporting."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from screens.data.reading import Reading
from screens.dispute.page import DisputePage
from screens.frame.confirm import Confirm
from screens.frame.trouble import Trouble
from screens.ledger.columns import due_cell
from screens.ledger.page import LedgerPage
from screens.pieces.lines import Lines
from screens.register.page import RegisterPage
from tests.screens_kit import Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk


def table(seen: Seen) -> Lines:
    assert isinstance(seen.screen, LedgerPage)
    return seen.screen.table


async def test_it_opens_on_what_is_open_the_most_urgent_first(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        rows = table(seen).rows()
        assert rows
        assert {row["status"] for row in rows} == {"open"}
        assert [row["due"] for row in rows] == sorted(row["due"] for row in rows)
        assert f"在办 {len(rows)}" in seen.text


async def test_the_open_ones_counted_with_a_lead_are_told_so_that_the_workbench_agrees(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        rows = seen.desk.disputes.page({"status": "open"}, (), 0, 500)
        joined = seen.desk.disputes.count({"status": "open", "joined": True})
        lead, member, *_ = (
            row["number"]
            for row in rows
            if not seen.desk.disputes.count({"ids": [row["id"]], "joined": True})
        )
        seen.desk.disputes.act(member, "link", {"lead": lead, "role": "same"})
        await seen.press("3")
        flow = seen.desk.today_list()["flow"]["open"]
        assert f"在办 {len(rows)}（并案 {joined + 1}）" in seen.text
        assert flow == len(rows) - joined - 1


async def test_a_long_filter_leaves_the_count_of_what_is_shown_in_sight(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.by_name("西坡村")
        assert village is not None
        await seen.press("3")
        seen.screen.filter = {"status": "open", "village": village.code, "rung": "village"}
        seen.screen.reload()
        await seen.settle()
        head = seen.text.splitlines()[1]
        assert f"  {table(seen).count} 件" in head
        assert "…" not in head.split("F3")[0]


async def test_f3_finds_by_words_by_pinyin_initials_and_by_number(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        everything = seen.desk.disputes.page({}, (), 0, 500)
        wanted = next(row for row in everything if row["title"].startswith("黄德东听"))
        for typed in ("黄德东", "hdd", wanted["number"].replace("-", "")[1:9], wanted["number"]):
            await seen.press("3", "escape", "f3")
            await seen.type(typed)
            await seen.pilot.pause(0.2)
            await seen.settle()
            assert wanted["number"] in {row["number"] for row in table(seen).rows()}, typed
            await seen.press("enter")
            assert table(seen).has_focus


async def test_a_filter_is_a_form_and_escape_takes_it_away(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "f6")
        await seen.press("delete", "enter", "enter", "enter", "2", "f8")
        rows = table(seen).rows()
        assert rows
        assert {row["rung"] for row in rows} == {"village"}
        assert "村" in seen.text.splitlines()[1]
        await seen.press("escape")
        assert seen.screen.filter == {"status": "open"}


async def test_the_title_stops_short_of_the_line_for_searching(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        village = seen.desk.places_tree.villages_of()[0].code
        many = {"village": village, "status": "open", "rung": "village", "category": "02"}
        seen.screen.show_only({**many, "overdue": True, "month": "2026-10"})
        await seen.settle()
        line = seen.text.splitlines()[1]
        assert line.partition("F3 查找")[0].endswith(" ")


async def test_sorting_is_kept_for_the_next_time(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("3", "f7", "2")
        days = [row["registered_on"] for row in table(seen).rows()]
        assert days == sorted(days, reverse=True)
    async with program(folder) as seen:
        await seen.press("3")
        days = [row["registered_on"] for row in table(seen).rows()]
        assert days == sorted(days, reverse=True)


async def test_enter_opens_a_dispute_and_escape_comes_back_to_its_row(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "down", "down", "enter")
        assert isinstance(seen.screen, DisputePage)
        number = seen.screen.number
        await seen.press("escape")
        assert table(seen).row is not None
        assert table(seen).row["number"] == number


async def test_a_note_is_written_on_all_that_are_marked(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "space", "space", "space")
        marked = sorted(table(seen).picked)
        signed = [line for line in seen.text.splitlines() if line.startswith("+")]
        assert len(signed) == len(marked), "a sign tells the marked rows, not colour alone"
        assert len(marked) == 3
        assert "已选 3" in seen.text
        await seen.press("f8")
        await seen.type("备注")
        await seen.press("enter")
        await seen.type("下周一并研究")
        await seen.press("f8")
        assert "已办 3 件" in seen.toasts
        for number in marked:
            trail = seen.desk.disputes.show(number)["trail"]
            assert trail[-1]["data"]["text"] == "下周一并研究"


async def test_climbing_by_rule_is_asked_about_and_is_not_offered_to_be_undone(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        due = next(
            each
            for each in seen.desk.ladder.escalate(dry_run=True)
            if not each["held"] and not each["stays"]
        )
        number = due["number"]
        before = seen.desk.disputes.show(number)
        await seen.press("3", "f3")
        await seen.type(number)
        await seen.press("enter", "space", "f8", "1")
        assert isinstance(seen.screen, Confirm)
        assert "共 1 件，每件只上报一层" in seen.text
        await seen.press("escape")
        assert seen.desk.disputes.show(number) == before
        await seen.press("f8", "1", "1")
        assert "已上报 1 件" in seen.toasts
        assert seen.desk.disputes.show(number)["rung"] == due["to"]
        await seen.press("enter", "ctrl+z")
        assert not isinstance(seen.screen, Confirm)
        assert "最后一条是按规则上报，不能撤销" in seen.toasts


async def test_what_is_not_due_is_told_instead_of_asked(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        due = {each["number"] for each in seen.desk.ladder.escalate(dry_run=True)}
        rows = seen.desk.disputes.list(status="open")
        number = next(each["number"] for each in rows if each["number"] not in due)
        await seen.press("3", "f3")
        await seen.type(number)
        await seen.press("enter", "f8", "1")
        assert isinstance(seen.screen, LedgerPage)
        assert "都没有到期该上报的" in seen.toasts


async def test_what_is_refused_for_one_does_not_hold_up_the_others(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "ctrl+a", "f8")
        await seen.type("销号")
        await seen.press("enter")
        await seen.type("测试")
        await seen.press("f8")
        assert isinstance(seen.screen, Reading)
        assert "没有办的" in seen.text
        assert "还没有办结" in seen.text


async def test_what_may_not_be_seen_is_refused_before_a_page_opens(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        row = table(seen).rows()[0]
        other = next(
            each
            for each in seen.desk.registry.staff()
            if each["role"] == "village_mediator" and each["place"] != row["village"]
        )
        await seen.app.session.work_as(other)
        await seen.press("enter")
        assert isinstance(seen.screen, Trouble)
        assert "这一件不是本村的" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, LedgerPage)


async def test_a_matter_open_for_one_closes_for_the_next_who_may_not_see_it(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        row = table(seen).rows()[0]
        await seen.press("enter")
        assert isinstance(seen.screen, DisputePage)
        other = next(
            each
            for each in seen.desk.registry.staff()
            if each["role"] == "village_mediator" and each["place"] != row["village"]
        )
        await seen.app.session.work_as(other)
        await seen.press("f5")
        assert isinstance(seen.screen, Trouble)
        await seen.press("escape")
        assert isinstance(seen.screen, LedgerPage)


async def test_columns_are_chosen_and_ordered_by_the_user(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        seen.screen.action_columns()
        await seen.settle()
        await seen.type("经办")
        await seen.press("enter")
        await seen.type("当事人")
        await seen.press("enter", "enter")
        keys = [column.key for column in table(seen).columns]
        assert "handler" not in keys
        assert keys[-1] == "parties"


async def test_what_is_shown_is_exported_with_names_hidden(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("3")
        people = {
            party["name"]
            for row in table(seen).rows()
            for party in row["parties"]
            if party["kind"] == "person"
        }
        count = table(seen).count
        seen.screen.action_export()
        await seen.settle()
        await seen.press("2", "1")
        [written] = (folder / "文书").glob("台账_*.csv")
    text = written.read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(text.splitlines()))) == count + 1
    assert not [name for name in people if name in text]


async def test_a_village_mediator_sees_the_own_village_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        one = next(s for s in desk.registry.staff() if s["role"] == "village_mediator")
    async with program(folder, user=one["name"]) as seen:
        assert isinstance(seen.screen, LedgerPage)
        await seen.press("escape")
        assert {row["village"] for row in table(seen).rows()} == {one["place"]}


async def test_a_hundred_thousand_rows_are_drawn_page_by_page(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        asked: list[int] = []

        def page(filter: object, order: object, offset: int, limit: int) -> list[dict[str, str]]:
            asked.append(offset)
            return [
                {"number": f"柳-2610-{at:07d}", "title": "争水", "status": "open"}
                for at in range(offset, offset + limit)
            ]

        seen.desk.disputes.count = lambda filter: 100_000  # type: ignore[method-assign]
        seen.desk.disputes.page = page  # type: ignore[method-assign, assignment]
        await seen.press("3")
        assert "柳-2610-0000000" in seen.text
        await seen.press("end")
        assert "柳-2610-0099999" in seen.text
        await seen.press("pageup", "home")
        assert "柳-2610-0000000" in seen.text
        assert len(asked) <= 6


async def test_fewer_rows_than_the_cursor_stood_at_show_their_last_page_at_once(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        asked: list[int] = []
        count = 1000

        def page(filter: object, order: object, offset: int, limit: int) -> list[dict[str, str]]:
            asked.append(offset)
            return [
                {"number": f"柳-2610-{at:07d}", "title": "争水", "status": "open"}
                for at in range(offset, min(offset + limit, count))
            ]

        seen.desk.disputes.count = lambda filter: count  # type: ignore[method-assign]
        seen.desk.disputes.page = page  # type: ignore[method-assign, assignment]
        await seen.press("3", "end")
        asked.clear()
        count = 300
        seen.screen.reload()
        await seen.settle()
        assert asked == [2 * Lines.PAGE]
        assert table(seen).row is not None
        assert table(seen).row["number"] == "柳-2610-0000299"
        assert "柳-2610-0000299" in seen.text


async def test_a_click_at_the_edge_follows_the_scroll_bar_only_where_there_is_one(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3")
        lines = table(seen)
        room = lines.size.height - 1
        lines.show(lines.rows()[: room // 2])
        await seen.pilot.click(lines, offset=(lines.size.width - 1, 5))
        assert lines.cursor == 4
        await seen.press("f6", "delete", "f8", "home")
        assert lines.count > room
        await seen.pilot.click(lines, offset=(lines.size.width - 1, room))
        assert lines.cursor == (room - 1) * lines.count // room


async def test_the_wheel_moves_the_rows_and_leaves_the_cursor(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("3", "f6", "delete", "f8")
        lines = table(seen)
        assert lines.count > lines.size.height
        first = seen.text.splitlines()[3]
        lines.post_message(MouseScrollDown(lines, 5, 5, 0, 1, 0, False, False, False))
        await seen.settle()
        assert lines.scroll_offset.y > 0
        assert seen.text.splitlines()[3] != first
        assert lines.cursor == 0
        lines.post_message(MouseScrollUp(lines, 5, 5, 0, -1, 0, False, False, False))
        await seen.settle()
        assert seen.text.splitlines()[3] == first


async def test_more_room_shows_more_of_a_row_on_a_line(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 24)) as seen:
        await seen.press("3")
        row = seen.screen.table.row
        seen.screen.table.row["title"] = row["title"] * 4
        seen.screen._tell()
        narrow = str(seen.screen.preview.content).splitlines()[0]
        await seen.pilot.resize_terminal(140, 24)
        await seen.settle()
        assert len(str(seen.screen.preview.content).splitlines()[0]) > len(narrow)


async def test_what_has_no_room_goes_in_whole_columns(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 20)) as seen:
        await seen.press("3")
        due = due_cell(seen.screen.table.row, END)
        shown = due if isinstance(due, str) else "".join(text for text, _ in due)
        assert seen.text.splitlines()[3].rstrip().endswith(shown)
        assert "类别" not in seen.text.splitlines()[2]
        keys = list(seen.screen._chosen())
        await seen.pilot.resize_terminal(80, 24)
        await seen.settle()
        assert "类别" in seen.text.splitlines()[2]
        assert seen.screen._chosen() == keys


async def test_where_not_all_keys_fit_the_menu_stays(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 24)) as seen:
        await seen.press("3")
        assert "F4菜单" in seen.text.splitlines()[-1]
        assert "8设置" in seen.text.splitlines()[-1]
        await seen.press("f4")
        assert "F3" in seen.text
        assert "查找" in seen.text


async def test_a_due_day_of_the_next_year_fits_its_column(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=date(2026, 11, 28), size=(140, 30)) as seen:
        seen.desk.ladder.escalate()
        number = next(
            row["number"]
            for row in seen.desk.disputes.page({"status": "open"}, (("due", True),), 0, 1)
        )
        due = seen.desk.disputes.show(number)["due"]
        assert due.startswith("2027-")
        await seen.press("3")
        line = next(each for each in seen.text.splitlines() if number in each)
        assert f"{due[5:]} 剩" in line
        assert "剩…" not in seen.text


async def test_hidden_names_are_hidden_in_titles_that_name_nobody_of_their_own(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0].code
        told = {"village": village, "category": "0203", "occurred_on": "2026-10-30"}
        numbers = [
            str(
                seen.desk.disputes.add({**told, "title": title, "parties": [{"name": name}]})[
                    "number"
                ]
            )
            for title, name in (("欧阳小满的水渠", "欧阳小满"), ("又说欧阳大勇的事", "上官小燕"))
        ]
        await seen.press("3")
        right = {"field": "parties", "value": [{"name": "欧阳晓曼"}], "reason": "写错了"}
        seen.desk.disputes.act(numbers[0], "correct", right)
        lead = {**told, "title": "欧阳大勇占路", "parties": [{"name": "欧阳大勇"}]}
        known = str(seen.desk.disputes.add(lead)["number"])
        seen.desk.disputes.act(numbers[1], "link", {"lead": known, "role": "same"})
        await seen.press("f9", "f3")
        await seen.type("欧阳")
        await seen.press("enter")
        assert seen.text.count("欧阳某某") >= 3
        assert "欧阳小满" not in seen.text and "欧阳大勇" not in seen.text
        await seen.press("f9")
        assert "欧阳小满的水渠" in seen.text and "欧阳大勇的事" in seen.text


@pytest.mark.parametrize(
    "kept",
    [
        '{"ledger.columns": 5}',
        '{"ledger.columns": [{"a": 1}]}',
        '{"register.village": {"a": 1}}',
        pytest.param("[" * 9999, id="brackets"),
    ],
)
async def test_looks_that_are_not_what_they_should_be_hold_nobody(
    tmp_path: Path, kept: str
) -> None:
    folder = copy(tmp_path)
    (folder / "screen.json").write_text(kept, encoding="utf-8")
    async with program(folder) as seen:
        await seen.press("3")
        assert isinstance(seen.screen, LedgerPage)
        assert "编号" in seen.text
        await seen.press("f2")
        assert isinstance(seen.screen, RegisterPage)


async def test_looks_edited_in_a_notepad_are_read(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "screen.json").write_text('{"ledger.columns": ["title"]}', encoding="utf-8-sig")
    async with program(folder) as seen:
        await seen.press("3")
        assert "事项" in seen.text
        assert "编号" not in seen.text.splitlines()[2]
