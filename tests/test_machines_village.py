"""What a village's machine leaves to its township, and to the villages beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ledger_kit import book
from tests.offices_kit import DAY, EAST, TOWNSHIP, WEST, World
from xinfang_tui.desk.desk import Desk
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.machines import Machines
from xinfang_tui.refusal import Refused

MONTH = "2026-10"
HEAD = ["村", "事项", "类别", "发生时间", "当事人"]


@pytest.mark.parametrize("unit", [EAST, WEST, TOWNSHIP])
def test_marks_are_the_townships_to_give(world: World, tmp_path: Path, unit: str) -> None:
    east = world.village(EAST)
    with pytest.raises(Refused, match=r"本机是东湾村的，不能邀请.*请由镇里办"):
        east.machines.invite(unit, tmp_path / "邀请.xfy")
    assert not (tmp_path / "邀请.xfy").exists()
    assert [machine["mark"] for machine in east.machines.list()] == ["00", "01"]


def test_a_village_strikes_no_machine_off_and_stays_with_its_township(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    Exchanging(east.desk._context).office_keys()  # as an invitation made here once left them
    with pytest.raises(Refused, match=r"本机是东湾村的，不能注销电脑.*请由镇里办"):
        east.machines.strike("00")
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    east.take(township.pack("01"))
    assert township.numbers() == {number}


def test_a_village_by_itself_lets_in_a_second_machine_of_its_own(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "村", code=EAST, name="东湾村", level="village", today=DAY) as desk:
        desk.registry.set_place({"code": WEST, "name": "西坡村"})
        machines = Machines(desk._context)
        with pytest.raises(Refused, match=r"不能邀请西坡村的电脑.*请由镇里办"):
            machines.invite(WEST, tmp_path / "邀请.xfy")
        assert machines.invite(EAST, tmp_path / "邀请.xfy")["mark"] == "01"
        assert machines.strike("01")["mark"] == "01"


def test_meetings_are_the_townships(world: World) -> None:
    desk = world.village(EAST).desk
    number = world.offices["01"].add(EAST, "水渠灌溉放水先后争执")["number"]
    decision = {"number": number, "decision": "continue"}
    for refused in (
        lambda: desk.meetings.open({"chair": "赵书记"}),
        lambda: desk.meetings.add("", number),
        lambda: desk.meetings.decide("", decision),
        lambda: desk.meetings.correct("", {"place": "村部"}),
        lambda: desk.meetings.close(""),
    ):
        with pytest.raises(Refused, match=r"本机是东湾村的，不能办会议.*请由镇里办"):
            refused()
    assert desk.meetings.going() == []


def test_decisions_of_meetings_are_the_townships_to_enter(world: World) -> None:
    east = world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    meeting = world.offices["00"].desk.meetings.open({})["id"]
    with pytest.raises(Refused, match=rf"没有会议“{meeting}”.*请由镇里记"):
        east.act(number, "decide", meeting=meeting, decision="continue")


def test_a_village_sweeps_no_other_village(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    for record in ({"zero": True, "submit": True}, {"households": {f"{WEST}000001": "none"}}):
        with pytest.raises(
            Refused, match=r"本机是东湾村的，不能记西坡村的排查.*请由西坡村或镇里记"
        ):
            east.desk.sweeps.record("西坡村", MONTH, record)
    assert east.desk.sweeps.record("东湾村", MONTH, {"zero": True})["report"] == "zero"
    township.take(east.pack())
    units = {each["code"]: each["report"] for each in township.desk.months.status(MONTH)["units"]}
    assert (units[EAST], units[WEST]) == ("zero", None)


def test_a_village_registers_no_other_villages_matters(world: World) -> None:
    east = world.village(EAST)
    with pytest.raises(Refused, match=r"西坡村不是本村，本机只登记东湾村的.*请由西坡村或镇里登记"):
        east.add(WEST, "宅基地边界争议")
    assert east.numbers() == set()
    led = east.add(EAST, "水渠灌溉放水先后争执", places=[WEST])["number"]
    beside = east.add(WEST, "两村争水", places=["东湾村"])["number"]
    assert {east.state(number)["status"] for number in (led, beside)} == {"open"}


@pytest.mark.parametrize("dry_run", [True, False])
def test_a_ledgers_rows_of_other_villages_are_rejected_one_by_one(
    world: World, tmp_path: Path, dry_run: bool
) -> None:
    east = world.village(EAST)
    rows = [
        [village, title, category, "2026-10-02", "张建国"]
        for village, title, category in (
            ("东湾村", "放水先后争执", "0201"),
            ("西坡村", "宅基地边界争议", "0902"),
            ("西坡村", "反映干部作风", "1502"),
        )
    ]
    path = book(tmp_path / "台账.xlsx", [HEAD, *rows])
    answer = east.desk.imports.apply(path, MONTH, dry_run=dry_run)
    assert answer["accepted"] == 1
    other, barred = answer["rejected"]
    assert {key: other[key] for key in ("row", "field", "value")} == {
        "row": 3,
        "field": "village",
        "value": "西坡村",
    }
    assert other["sheet"] and "西坡村不是本村" in other["reason"]
    assert barred["field"] == "category", "nothing of it is kept in a village's papers"
    assert len(east.numbers()) == (0 if dry_run else 1)


@pytest.mark.parametrize("written", ["西坡", " 西坡村委会", WEST])
def test_a_village_not_ones_own_is_shown_as_its_cell_has_it(
    world: World, tmp_path: Path, written: str
) -> None:
    east = world.village(EAST)
    row = [written, "宅基地边界争议", "0902", "2026-10-02", "张建国"]
    path = book(tmp_path / "台账.xlsx", [HEAD, row])
    (other,) = east.desk.imports.apply(path, MONTH, dry_run=True)["rejected"]
    assert (other["field"], other["value"]) == ("village", written.strip())


@pytest.mark.parametrize(("mark", "do"), [("01", "请当事人向纪检监察机关"), ("00", "请密封")])
def test_a_ledgers_row_that_sounds_like_an_accusation_is_to_be_looked_at(
    world: World, tmp_path: Path, mark: str, do: str
) -> None:
    world.village(EAST)
    titles = ("放水先后争执", "村干部收受好处费不给低保")
    rows = [["东湾村", title, "0201", "2026-10-02", "张建国"] for title in titles]
    path = book(tmp_path / "台账.xlsx", [HEAD, *rows])
    answer = world.offices[mark].desk.imports.apply(path, MONTH)
    assert answer["accepted"] == 2
    told = [each for each in answer["notes"] if "反映干部违纪违法" in each["note"]]
    assert [each["row"] for each in told] == [3]
    assert do in told[0]["note"]


def test_the_line_behind_the_rungs_is_the_villages_own(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    own = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    for at in range(3):
        township.add(WEST, f"宅基地边界争议{at}", category="0902")
    world.turn(date(2026, 11, 2))
    months = township.desk.months
    months.summarise(MONTH)
    months.dispatch(MONTH)
    months.bulletin(MONTH, {"signer": "赵某"})
    east.take(township.pack("01"))
    world.turn(date(2026, 11, 5))
    for office, count in ((township, 4), (east, 1)):
        rungs = office.desk.months.status("2026-11")["rungs"]
        told = office.desk.overview.trends("2026-11", rungs)
        assert told["months"][-2:] == [MONTH, "2026-11"]
        assert sum(line[-2] for line in told["rungs"].values()) == count
    assert own in east.numbers()
