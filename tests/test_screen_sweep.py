"""排查: walking with one key a household, zero reports, paper sheets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from screens.register.page import RegisterPage
from screens.sweep.telling import whole_sentences
from screens.sweep.villages import SweepPage
from screens.sweep.walk import WalkPage
from screens.sweep.walking import MISSED, NONE, Stop, Walk, walk_of
from tests.screens_kit import Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused

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


async def walking(seen: Seen, *keys: str) -> WalkPage:
    """Begin to walk the first village, after these keys on the list of villages."""
    await seen.press("2", *keys, "enter")
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


async def test_the_walk_counts_the_households_that_the_month_was_opened_with(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    homes = {f"{VILLAGE}01{n:04d}": "none" for n in range(1, 11)}
    with Desk.open(folder, today=NEXT) as desk:
        desk.sweeps.record(VILLAGE, "2026-11", {"households": homes})
    emptied, new = f"{VILLAGE}010001", f"{VILLAGE}010099"
    with Desk.open(folder, today=NEXT) as desk:
        for home in (
            {"code": emptied, "kind": "empty"},
            {"code": new, "group": "一组", "door": "199", "head": "钱某", "walk_order": -1},
            {"code": f"{VILLAGE}010002", "door": "002甲", "head": "孙某"},
        ):
            desk.registry.set_households(VILLAGE, [home])
        rows = {row["code"]: row for row in desk.sweeps.walk(VILLAGE, "2026-11")}
        assert len(rows) == 101
        assert [code for code, row in rows.items() if row["added"]] == [new]
        assert rows[emptied]["kind"] == "empty", "it was counted, and is told to be empty by now"
        moved = rows[f"{VILLAGE}010002"]
        assert (moved["door"], moved["head"]) == ("002甲", "孙某")
        assert "共101户，其中本月新增1户，不计入覆盖率" in desk.reports.preview(
            "walksheet", village=VILLAGE, month="2026-11", width=200
        )
    async with program(folder, user="李文", today=NEXT) as seen:
        await seen.press("2")
        assert "10%" in seen.text or "10.0%" in seen.text
        await walking(seen)
        assert "已查 10/100 户" in seen.text
        assert "本月新增 1 户不计入" in seen.text
        assert "空户 5 户不查" in seen.text, "the sixth was counted when the month was opened"
        await seen.press("home")
        assert "现为空户" in seen.text and "本月新增" in seen.text
        seen.screen.table.stand_on(next(i for i, s in enumerate(seen.screen.walk.stops) if s.added))
        await seen.press("1")
        assert "已查 10/100 户" in seen.text
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["households"], status["none"], status["outside"]) == (100, 10, 1)


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


async def test_backspace_clears_the_mark_made_last_then_those_before(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        page = await walking(seen)
        await seen.press("1", "1", "backspace")
        assert page.table.cursor == 1
        assert page.walk.stops[1].now == "unvisited"
        status = seen.desk.sweeps.status(VILLAGE, "2026-11")
        assert (status["none"], status["unvisited"]) == (1, 99)
        await seen.press("3", "backspace", "backspace")
        assert page.table.cursor == 0
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["unvisited"] == 100
        await seen.press("backspace")
        assert "这次还没有填过" in seen.toasts


async def test_backspace_clears_the_mark_of_the_household_in_hand_even_an_old_one(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        code = seen.desk.places_tree.households(VILLAGE)[4].code
        seen.desk.sweeps.record(VILLAGE, "2026-11", {"by": "李文", "households": {code: "none"}})
        page = await walking(seen)
        await seen.press("1", "1", "1", "1")
        assert page.table.cursor == 5
        await seen.press("up", "backspace")
        assert page.table.cursor == 4
        marks = {stop.code: stop.now for stop in page.walk.stops}
        assert marks[code] == "unvisited"
        rows = seen.desk.sweeps.walk(VILLAGE, "2026-11")
        assert next(row["state"] for row in rows if row["code"] == code) is None
        await seen.press("f4")
        assert "改回未查" in seen.text


async def test_a_matter_registered_at_the_door_stays_when_the_mark_is_cleared(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        await walking(seen)
        await seen.press("2")
        await seen.type("两家为放水争吵")
        await seen.press("enter", "f8", "backspace")
        number = seen.desk.disputes.list(search="两家为放水")[0]["number"]
        assert f"登记的 {number} 还在台账里" in seen.toasts
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["found"] == 0


async def test_the_month_of_the_ribbon_is_swept_and_another_one_is_told_to_be_another(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    first = f"{VILLAGE}010001"
    with Desk.open(folder, today=END, user="李文") as desk:
        desk.sweeps.record(VILLAGE, "2026-10", {"households": {f"{VILLAGE}020005": "none"}})
    async with program(folder, user="李文", today=NEXT) as seen:
        await seen.press("2")
        lines = seen.text.splitlines()
        assert "2026年10月" in lines[0] and "2026年10月" in lines[1]
        await seen.press("enter", "1")
        marked = {row["code"]: row["state"] for row in seen.desk.sweeps.walk(VILLAGE, "2026-10")}
        assert marked[first] == "none"
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["none"] == 0
        await seen.press("escape", "right")
        assert "2026年11月（正在办的是2026年10月）" in seen.text
        await seen.press("enter")
        assert "正在办的是2026年10月" in seen.text
        await seen.press("escape", "left")
        assert "正在办的是" not in seen.text


async def test_the_sweep_goes_on_to_the_month_that_the_ribbon_goes_on_to(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=NEXT) as seen:
        await seen.press("2")
        assert "2026年10月" in seen.text.splitlines()[1]
        seen.desk.months.bulletin("2026-10", {"signer": "王建国", "notes": {"石桥村": "补报"}})
        seen.desk.months.close("2026-10")
        await seen.press("f5")
        assert all("2026年11月" in line for line in seen.text.splitlines()[:2])


async def test_a_village_is_told_what_itself_lacks_and_no_village_of_a_longer_name(
    tmp_path: Path,
) -> None:
    with Desk.create(tmp_path / "town", code=TOWN, name="双桥镇", today=END) as desk:
        for code, name in ((VILLAGE, "新村"), ("341623101204", "大新村")):
            desk.registry.set_place({"code": code, "name": name})
            home = {"code": f"{code}010001", "group": "一组", "door": "1", "head": "张某"}
            desk.registry.set_households(code, [home])
        desk.registry.add_staff({"name": "李文", "role": "grid_worker", "place": VILLAGE})
    async with program(tmp_path / "town", user="李文", today=NEXT) as seen:
        await seen.press("2")
        assert "还差：新村未报送" in seen.text
        assert "大新村未报送" not in seen.text


async def test_what_is_still_missing_is_told_in_whole_sentences(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 20), today=NEXT) as seen:
        await seen.press("2", "right")
        whole = seen.desk.months.status("2026-11")["missing"]
        told = "".join(line.strip() for line in seen.text.splitlines()[11:-2])
        assert told.startswith("还差：")
        assert told.endswith((f"……共 {len(whole)} 项", whole[-1]))


def test_sentences_that_do_not_fit_are_left_out_whole_and_counted() -> None:
    sentences = [f"第{n}村未报送（网格员 李某某），还有 {n} 户未查" for n in range(1, 9)]
    lines = whole_sentences("还差：", sentences, 56, 3)
    assert len(lines) <= 3
    assert "".join(lines).replace(" ", "").endswith("户未查……共8项")
    assert whole_sentences("还差：", sentences[:1], 56, 3) == [f"还差：{sentences[0]}"]


async def test_the_draft_of_a_household_says_where_it_goes_on(tmp_path: Path) -> None:
    async with program(village_of_a_hundred(tmp_path / "town"), user="李文", today=NEXT) as seen:
        await walking(seen)
        await seen.press("2")
        await seen.type("两家争水")
        await seen.press("escape")
        assert "草稿已留下，回到这一户按 2 接着填" in seen.toasts
        await seen.press("2")
        assert "两家争水" in seen.text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_coverage_of_another_month_is_told(tmp_path: Path, size: tuple[int, int]) -> None:
    async with program(copy(tmp_path), size=size) as seen:
        await seen.press("2", "left")
        share = seen.desk.months.status("2026-09")["indicators"]["coverage"]
        title = seen.text.splitlines()[1]
        assert "正在办的是2026年10月" in title
        assert f"覆盖 {share['value']}%" in title


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_every_share_of_the_villages_is_read_whole(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with program(copy(tmp_path), size=size) as seen:
        await seen.press("2")
        for unit in seen.desk.months.status("2026-10")["units"]:
            line = next(text for text in seen.text.splitlines() if unit["name"] in text)
            assert f"{unit['coverage']}%" in line
            assert "未报" in line or "已报" in line or "零报告" in line


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_the_head_of_the_walk_is_read_whole(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    with Desk.open(folder, today=END, user="李文") as desk:
        missed = {f"{VILLAGE}02{n:04d}": "missed" for n in range(1, 13)}
        desk.sweeps.record(VILLAGE, "2026-10", {"households": missed})
    async with program(folder, user="李文", today=NEXT, size=size) as seen:
        await walking(seen, "right")
        await seen.press("3", "1", "3")
        head = "".join(seen.text.splitlines()[1:5])
        for told in ("已查 1/100 户", "1.0%", "排在前面", "本月未见到 2 户", "空户 5 户不查"):
            assert told in head
        asked = next(line for line in seen.text.splitlines() if "1无2有" in line.replace(" ", ""))
        assert "3未见到" in asked.replace(" ", "")


async def test_after_the_report_the_walk_says_that_it_was_made(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        codes = [home.code for home in seen.desk.places_tree.inhabited(VILLAGE)]
        marks = {"by": "李文", "households": dict.fromkeys(codes, "none")}
        seen.desk.sweeps.record(VILLAGE, "2026-11", marks)
        await walking(seen)
        assert "都查过了，按 F8 报送" in seen.text
        await seen.press("f8", "1")
        assert "都查过了" not in seen.text
        assert "已作零报告" in seen.text.splitlines()[2]
        await seen.press("2")
        await seen.type("两家为放水争吵")
        await seen.press("enter", "f8")
        assert "请按 F8 改报" in seen.text
        await seen.press("f8", "1")
        assert "已报送" in seen.text.splitlines()[2]
        await seen.press("escape", "enter")
        assert "已报送" in seen.text.splitlines()[2]


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
        page = await walking(seen, "right")
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


async def test_where_the_sweep_registered_a_matter_a_report_is_signed_and_no_zero_report(
    tmp_path: Path,
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        seen.desk.disputes.add(
            {
                "village": VILLAGE,
                "title": "两家为放水争吵",
                "category": "0201",
                "occurred_on": NEXT.isoformat(),
                "parties": [{"name": "张某"}],
            }
        )
        await seen.press("2", "f5", "f6")
        assert isinstance(seen.screen, SweepPage)
        assert "本月排查登记了 1 件，不作零报告，请按 F7 报送" in seen.toasts
        await seen.press("enter", "1", "f8")
        assert "零报告" not in seen.text
        assert "本月排查登记了 1 件" in seen.text
        await seen.press("1")
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["report"] == "report"


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


async def test_a_sheet_that_is_refused_stays_typed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    async with program(folder, user="李文", today=NEXT) as seen:
        await seen.press("2")
        seen.screen.action_typing()
        await seen.settle()
        await seen.type("014")
        record = seen.desk.sweeps.record

        def locked(*_: object) -> None:
            raise Refused("台账正被另一个窗口使用", safe="什么都没有记", do="请稍等再试")

        monkeypatch.setattr(seen.desk.sweeps, "record", locked)
        await seen.press("f8")
        assert "另一个窗口" in seen.text
        await seen.press("enter")
        assert "014" in seen.text
        monkeypatch.setattr(seen.desk.sweeps, "record", record)
        await seen.press("f8")
        assert seen.desk.sweeps.status(VILLAGE, "2026-11")["found"] == 1


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


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_the_title_tells_how_far_the_own_village_is(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        workers = [s for s in desk.registry.staff() if s["role"] == "grid_worker"]
        units = {each["code"]: each for each in desk.months.status("2026-10")["units"]}
    for worker in workers:
        own = units[worker["place"]]
        async with program(folder, user=worker["name"], size=size) as seen:
            title = seen.text.splitlines()[1]
            assert f"覆盖 {own['coverage']}%" in title
            assert ("未报送" in title) == (own["report"] is None)
            if size[0] > 80:
                assert f"（{own['found'] + own['none']}/{own['households']} 户）" in title


async def test_what_is_typed_in_from_paper_counts_for_who_walked(tmp_path: Path) -> None:
    folder = village_of_a_hundred(tmp_path / "town")
    with Desk.open(folder, today=END) as desk:
        desk.registry.add_staff({"name": "周敏", "role": "township_coordinator"})
    async with program(folder, user="周敏", today=NEXT) as seen:
        await seen.press("2")
        seen.screen.action_typing()
        await seen.settle()
        assert "走访人" in seen.text and "李文" in seen.text
        await seen.press("f8")
        logs = {
            name: seen.desk.reports.preview("worklog", staff=name, month="2026-11")
            for name in ("李文", "周敏")
        }
        assert "走访100户" in logs["李文"]
        assert "走访" not in logs["周敏"]


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


async def test_a_list_that_is_being_read_does_not_say_that_it_is_empty(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        read, status = Event(), seen.desk.months.status

        def slowly(month: str) -> dict[str, Any]:
            read.wait(10)
            return status(month)

        seen.desk.months.status = slowly  # type: ignore[method-assign]
        await seen.pilot.press("2")
        for _ in range(200):
            await seen.pilot.pause(0.01)
            if isinstance(seen.screen, SweepPage):
                break
        await seen.pilot.pause(0.05)
        assert "正在读…" in seen.text
        assert "还没有村名册" not in seen.text
        read.set()
        await seen.settle()
        assert "东湾村" in seen.text
