"""排查: walking with one key a household, zero reports, paper sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.register.page import RegisterPage
from screens.sweep.villages import SweepPage
from screens.sweep.walk import WalkPage
from screens.sweep.walking import MISSED, NONE, Stop, Walk, walk_of
from tests.screens_kit import Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk

NEXT = date(2026, 11, 6)
TOWN, VILLAGE = "341623101000", "341623101203"


def village_of_a_hundred(folder: Path) -> Path:
    """A township with one village of a hundred and five households, five of them empty."""
    with Desk.create(folder, code=TOWN, name="双桥镇", today=END) as desk:
        desk.registry.set_place({"code": VILLAGE, "name": "柳树沟村"})
        homes = [
            {
                "code": f"{VILLAGE}{1 + n // 40:02d}{n % 40 + 1:04d}",
                "group": f"{'一二三'[n // 40]}组",
                "door": f"{n + 1:03d}",
                "head": "张某",
                "kind": "empty" if n % 21 == 20 else "resident",
            }
            for n in range(105)
        ]
        desk.registry.set_households(VILLAGE, homes)
        desk.registry.add_staff({"name": "李文", "role": "grid_worker", "place": VILLAGE})
    return folder


async def walking(seen: Seen) -> WalkPage:
    """Begin to walk the first village."""
    await seen.press("2", "enter")
    assert isinstance(seen.screen, WalkPage)
    return seen.screen


async def test_a_hundred_households_without_a_finding_take_a_hundred_keys(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        await walking(seen)
        for _ in range(100):
            await seen.pilot.press("1")
        await seen.settle()
        assert "已查 100/100 户" in seen.text
        assert "空户 5 户不查" in seen.text
        assert "都查过了" in seen.text
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["none"], status["unvisited"]) == (100, 0)


async def test_marks_of_every_kind_are_kept_and_the_next_household_comes_by_itself(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("1", "3", "１")
        assert page.table.cursor == 3
        await seen.press("f7", "1")
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["none"], status["missed"]) == (3, 1)
        assert status["ways"]["phone"] == 1


async def test_backspace_goes_back_to_redo(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("1", "1", "backspace")
        assert page.table.cursor == 1
        await seen.press("3")
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["none"], status["missed"]) == (1, 1)


async def test_2_opens_the_form_with_household_and_place_filled(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("2")
        assert isinstance(seen.screen, RegisterPage)
        assert "柳树沟村" in seen.text
        assert "张某" in seen.text
        await seen.type("两家为放水争吵")
        await seen.press("enter", "f8")
        assert isinstance(seen.screen, WalkPage)
        assert page.walk.stops[0].now == "found"
        assert page.table.cursor == 1
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["found"] == 1
        found = seen.desk.disputes.list(search="两家为放水")[0]
        assert found["parties"][0]["household"] == page.walk.stops[0].code
        assert found["channel"] == "screening"


async def test_the_head_of_the_last_of_many_households_is_filled_in_by_name(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("end")
        code = page.walk.stops[page.table.cursor].code
        await seen.press("2")
        assert isinstance(seen.screen, RegisterPage)
        assert seen.screen.values()["one"] == {"name": "张某", "household": code}
        assert "household" not in seen.text
        await seen.type("两家为放水争吵")
        await seen.press("f8")
        found = seen.desk.disputes.list(search="两家为放水")[0]
        assert [party["name"] for party in found["parties"]] == ["张某"]
        assert found["parties"][0]["household"] == code


async def test_who_was_missed_last_month_comes_first(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    missed = f"{VILLAGE}020005"
    with Desk.open(folder, today=END, user="李文") as desk:
        desk.sweeps.record(VILLAGE, "2026-10", {"households": {missed: "missed"}})
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        assert page.walk.stops[0].code == missed
        assert "上月未见到的 1 户排在前面" in seen.text


async def test_f6_jumps_to_another_group(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("f6", "2")
        assert page.walk.stops[page.table.cursor].group == "二组"


async def test_a_zero_report_is_signed_with_its_coverage(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        await walking(seen)
        await seen.press("1", "1", "f8")
        assert "零报告" in seen.text
        assert "见到 2 户" in seen.text
        assert "空着不等于没有" in seen.text
        assert "签字：李文" in seen.text
        await seen.press("1")
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["report"] == "zero"


async def test_no_zero_report_is_offered_for_signing_where_something_was_found(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        code = seen.desk.places_tree.households(VILLAGE)[0].code
        seen.desk.sweeps.record(VILLAGE, "2026-11", {"by": "李文", "households": {code: "found"}})
        await seen.press("2", "f5", "f6")
        assert isinstance(seen.screen, SweepPage)
        assert "请按 F7 报送" in seen.toasts


async def test_a_paper_sheet_is_typed_in_by_its_doors(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        await seen.press("2")
        assert isinstance(seen.screen, SweepPage)
        seen.screen.action_typing()
        await seen.settle()
        await seen.type("014 999")
        await seen.press("enter")
        assert "没有这个门牌，或不止一户：999" in seen.text
        await seen.press("up")
        await seen.type("014 ２３号")
        await seen.press("enter")
        await seen.type("016")
        await seen.press("f8")
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["found"], status["missed"], status["none"]) == (2, 1, 97)
        assert status["report"] == "report"
        assert (status["source"], status["form"]) == ("typed", "paper")
        assert "请用 F2 登记" in seen.toasts


async def test_the_villages_show_how_far_they_are_and_who_has_not_reported(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("2")
        assert "石桥村" in seen.text
        assert "未报" in seen.text
        assert "还差" in seen.text
        await seen.press("left")
        assert "2026年9月" in seen.text


async def test_a_walk_sheet_is_printed(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("2", "f8")
        assert "已写好" in seen.toasts
        assert [file for file in (folder / "文书").iterdir() if "走访单" in file.name]


async def test_a_grid_worker_sees_the_own_village_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        one = next(s for s in desk.registry.staff() if s["role"] == "grid_worker")
    async with program(folder, user=one["name"]) as seen:
        assert isinstance(seen.screen, SweepPage)
        assert [row["code"] for row in seen.screen.table.rows()] == [one["place"]]


def test_marking_leads_to_the_next_unmarked_household_and_around() -> None:
    records = [{"code": str(n), "door": str(n)} for n in range(4)]
    walk = walk_of(records).marked("1", NONE).marked("3", MISSED)
    assert walk.next_after(0) == 2
    assert walk.next_after(2) == 0
    assert walk.marked("0", NONE).marked("2", NONE).next_after(2) is None


async def test_an_extra_round_of_screening_is_counted(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("2", "f4")
        await seen.type("集中排查")
        await seen.press("enter")
        await seen.type("国庆前集中排查")
        await seen.press("f8")
        assert "已记下，本月集中排查" in seen.toasts
        assert seen.desk.months.status("2026-10")["rounds"][-1] == "国庆前集中排查"


def test_groups_are_listed_by_their_codes_wherever_the_walk_begins() -> None:
    walk = Walk((Stop("0301", "三组", last=MISSED), Stop("0101", "一组"), Stop("0201", "二组")))
    assert walk.groups() == ["一组", "二组", "三组"]
