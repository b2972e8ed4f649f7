"""The same matter in two villages; a grid worker who hands over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.offices_kit import EAST, WEST, Office, World
from xinfang_tui.month.flow import KEYS
from xinfang_tui.refusal import Refused


@pytest.fixture
def township(tmp_path: Path) -> Iterator[Office]:
    world = World(tmp_path)
    yield world.township()
    world.close()


def test_one_matter_told_by_two_villages_is_offered_until_it_is_linked(township: Office) -> None:
    first = township.add(EAST, "水渠灌溉放水先后争执")
    second = township.add(
        WEST, "为水渠放水先后争执", parties=[{"name": "章剑君"}, {"name": "王桂英"}]
    )
    township.add(WEST, "拖欠工资", category="0701", parties=[{"name": "赵小明"}])
    offers = township.desk.disputes.alike
    (offer,) = offers("2026-10")
    assert {offer["one"]["id"], offer["other"]["id"]} == {first["id"], second["id"]}
    assert "姓名同音" in offer["why"] and "王桂英" not in offer["why"]
    assert offers("2026-09") == []
    township.act(second["number"], "link", lead=first["number"], role="same")
    assert offers("2026-10") == []


def test_two_matters_found_to_be_different_are_not_offered_again(township: Office) -> None:
    first = township.add(EAST, "水渠灌溉放水先后争执")
    second = township.add(WEST, "为水渠放水先后争执")
    offers = township.desk.disputes.alike
    assert len(offers("2026-10")) == 1
    with pytest.raises(Refused, match="要记下它们不是同一件事"):
        township.act(second["number"], "unlink", lead=first["number"])
    told = township.act(second["number"], "unlink", lead=first["number"], role="different")
    assert "不是同一件事" in told["trail"][-1]["text"]
    assert offers("2026-10") == []
    township.desk.disputes.undo(second["number"])
    assert len(offers("2026-10")) == 1


def test_an_entry_of_a_newer_program_travels_on_and_is_read_as_one(tmp_path: Path) -> None:
    world = World(tmp_path)
    township, east, second = world.township(), world.village(EAST), world.village(EAST)
    dispute = east.add(EAST, "水渠灌溉放水先后争执")
    east.desk._context.journal.append(
        f"dispute:{dispute['id']}", "weigh", {"scale": [1, 2]}, by="新版", on="2026-10-12"
    )
    township.take(east.pack(), second.pack())
    second.take(township.pack("02"))
    last = second.desk.disputes.show(dispute["number"])["trail"][-1]
    assert (last["kind"], last["label"]) == ("weigh", "新版程序的记录")
    assert last["data"] == {"scale": [1, 2]}
    assert second.desk.care.verify()["ok"]
    world.close()


def test_a_matter_of_a_silent_village_is_asked_about_before_it_climbs(tmp_path: Path) -> None:
    world = World(tmp_path)
    township, east = world.township(), world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    township.take(east.pack())
    world.turn(date(2026, 10, 25))
    (silent,) = township.desk.ladder.escalate()
    assert not silent["applied"]
    township.take(east.pack())
    (told,) = township.desk.ladder.escalate()
    assert told["applied"] and told["to"] == "township"
    assert [each["until"] for each in township.machines.status()["freshness"]] == ["2026-10-25"]
    world.close()


def test_both_offices_climbing_by_rule_count_one_climb(tmp_path: Path) -> None:
    world = World(tmp_path)
    township, east = world.township(), world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    world.turn(date(2026, 10, 25))
    township.take(east.pack())
    assert township.desk.ladder.escalate()[0]["applied"]
    assert east.desk.ladder.escalate()[0]["applied"]
    township.take(east.pack())
    east.take(township.pack("01"))
    for office in (township, east):
        climbs = [
            step
            for step in office.desk.disputes.show(number)["trail"]
            if step["kind"] == "escalate"
        ]
        assert len(climbs) == 1
    assert township.state(number) == east.state(number)
    assert township.state(number)["conflicts"] == []
    world.close()


def test_a_hand_over_lists_and_moves_the_open_matters(township: Office) -> None:
    number = township.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.act(number, "assign", unit="村调委会", handler="李某乙")
    township.act(
        number,
        "mediate",
        place="村委会",
        people=["李某乙"],
        outcome="continued",
        next_on="2026-10-20",
    )
    hand_over = township.desk.disputes.hand_over
    listed = hand_over("李某乙", "赵某丙")
    assert [line["number"] for line in listed["open"]] == [number]
    assert [line["due"] for line in listed["next"]] == ["2026-10-20"]
    assert listed["moved"] == [] and township.state(number)["handler"] == "李某乙"
    assert hand_over("李某乙", "赵某丙", apply=True)["moved"] == [number]
    assert township.state(number)["handler"] == "赵某丙"
    with pytest.raises(Refused, match="谁交、谁接"):
        hand_over("李某乙", "李某乙")


def test_nobody_is_handed_a_matter_to_withdraw_from(township: Office) -> None:
    free = township.add(EAST, "水渠灌溉放水先后争执")["number"]
    own = township.add(EAST, "院墙滴水争执", parties=[{"name": "赵某丙"}])["number"]
    for number in (free, own):
        township.act(number, "assign", unit="村调委会", handler="李某乙")
    with pytest.raises(Refused, match=own):
        township.desk.disputes.hand_over("李某乙", "赵某丙", apply=True)
    assert {township.state(number)["handler"] for number in (free, own)} == {"李某乙"}


def test_a_villages_report_counts_from_the_day_its_parcel_came(tmp_path: Path) -> None:
    world = World(tmp_path)
    township = world.township()
    east, west = world.village(EAST), world.village(WEST)
    world.turn(date(2026, 10, 30))
    for office, unit in ((east, EAST), (west, WEST)):
        office.desk.sweeps.record(unit, "2026-10", {"by": "李某", "submit": True})
    early, late = east.pack(), west.pack()
    township.take(early)
    world.turn(date(2026, 11, 4))
    township.take(late)
    units = {unit["code"]: unit for unit in township.desk.months.status("2026-10")["units"]}
    assert (units[EAST]["received_on"], units[EAST]["on_time"]) == ("2026-10-30", True)
    assert (units[WEST]["received_on"], units[WEST]["on_time"]) == ("2026-11-04", False)
    assert west.desk.sweeps.status(WEST, "2026-10")["on_time"]
    township.take(early)
    assert township.desk.sweeps.status(EAST, "2026-10")["on_time"]
    world.close()


def test_a_villages_month_starts_from_its_own_matters_in_the_published_one(
    tmp_path: Path,
) -> None:
    world = World(tmp_path)
    township = world.township()
    mine = township.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.add(WEST, "宅基地边界争议", category="0902")
    sealed = {"category": "15", "accuses_official": True}
    township.add(EAST, "反映村干部", **sealed)
    world.turn(date(2026, 11, 2))
    months = township.desk.months
    months.open("2026-10")
    months.summarise("2026-10")
    months.dispatch("2026-10")
    for step in ("draft", "check", "issue", "publish"):
        months.bulletin("2026-10", {"step": step, "signer": "钱某"})
    east = world.village(EAST)
    east.take(township.pack("01"))
    status = east.desk.months.status("2026-11", compare=True)
    assert status["flow"] == dict.fromkeys(KEYS, 0) | {"carried": 1, "open": 1}
    assert {unit["code"]: unit["flow"]["open"] for unit in status["units"]} == {EAST: 1}
    assert east.numbers() == {mine}
    before = east.desk.months.earlier("2026-10")
    assert before is not None and before["flow"]["new"] == 1
    assert township.desk.months.status("2026-10")["flow"]["new"] == 3
    world.close()


def test_a_village_compares_a_published_month_with_the_published_one_before(tmp_path: Path) -> None:
    world = World(tmp_path)
    township = world.township()
    months = township.desk.months
    for month, day, until, villages in (
        ("2026-10", "2026-10-08", date(2026, 11, 2), (EAST, WEST, WEST)),
        ("2026-11", "2026-11-02", date(2026, 12, 2), (EAST, WEST)),
    ):
        for nth, village in enumerate(villages):
            township.add(village, f"{month}第{nth}件排水争执", registered_on=day)
        world.turn(until)
        for step in (months.open, months.summarise, months.dispatch):
            step(month)
        for step in ("draft", "check", "issue", "publish"):
            months.bulletin(month, {"step": step, "signer": "钱某", "notes": {"新增": "农忙"}})
    east = world.village(EAST)
    east.take(township.pack("01"))
    status, theirs = (office.desk.months.status("2026-11") for office in (east, township))
    assert status["flow"] == theirs["flow"]
    assert status["compare"]["previous"] == theirs["compare"]["previous"]
    assert theirs["compare"]["previous"]["flow"]["new"] == {"value": 3, "growth": -33.3}
    own = east.desk.months.status("2026-11", "known")
    assert own["compare"]["previous"]["flow"]["new"] == {"value": 1, "growth": 0.0}
    assert east.desk.months.status("2026-10")["compare"]["previous"] is None
    world.close()
