"""A county, a township that joined it, a village below: whose matters and months are whose."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.offices_kit import DAY, EAST, TOWNSHIP, WEST, Office, World
from xinfang_tui.desk import joining
from xinfang_tui.desk.desk import Desk

COUNTY, OTHER, FAR = "510923000000", "510923105000", "510923105201"
OCTOBER = "2026-10"


@pytest.fixture
def county(tmp_path: Path) -> Office:
    """A county with two townships; the world's township is one of them."""
    desk = Desk.create(tmp_path / "county", code=COUNTY, name="大英县", level="county", today=DAY)
    for code, name in ((TOWNSHIP, "双桥镇"), (EAST, "东湾村"), (WEST, "西坡村")):
        desk.registry.set_place({"code": code, "name": name, "households": 3})
    desk.registry.set_place({"code": OTHER, "name": "西河镇"})
    desk.registry.set_place({"code": FAR, "name": "沙湾村", "households": 3})
    stick = tmp_path / "stick"
    stick.mkdir()
    return Office(desk, stick)


@pytest.fixture
def township(county: Office, tmp_path: Path) -> Office:
    """Joined to the county."""
    invited = county.machines.invite(TOWNSHIP, county.stick)
    folder = tmp_path / "township"
    journal, identity = joining.join(
        folder, Path(invited["file"]), today=DAY, entropy=random.Random(5).randbytes
    )
    return Office(Desk(folder, journal, identity, today=DAY, user=None), county.stick)


def test_what_a_county_registers_and_assigns_comes_to_the_township_it_concerns(
    county: Office, township: Office
) -> None:
    own = township.add(EAST, "水渠灌溉放水先后争执")["number"]
    county.take(township.pack())
    county.act(own, "assign", unit="县住建局", handler="李某乙")
    here = county.add(WEST, "宅基地边界争执")["number"]
    there = county.add(FAR, "别的镇的事")["number"]
    township.take(county.pack("01"))
    assert township.state(own)["handler"] == "李某乙"
    assert here in township.numbers()
    assert there not in township.numbers()


def test_what_a_county_has_not_sent_down_is_counted(county: Office, township: Office) -> None:
    township.machines.receipt(Path(county.take(township.pack())["receipt"]))
    county.machines.receipt(Path(township.take(county.pack("01"))["receipt"]))
    county.add(WEST, "宅基地边界争执")
    assert [each["unsent"] for each in county.machines.status()["below"]] == [1]


def test_a_townships_published_month_is_not_the_countys(county: Office, township: Office) -> None:
    township.desk.months.summarise(OCTOBER)
    county.take(township.pack())
    assert township.desk.months.status(OCTOBER)["stage"] == "summarise"
    assert county.desk.months.status(OCTOBER)["stage"] == "screen"


def test_a_countys_month_is_not_its_townships(county: Office, township: Office) -> None:
    county.take(township.pack())
    county.desk.months.summarise(OCTOBER)
    township.take(county.pack("01"))
    assert township.desk.months.status(OCTOBER)["stage"] == "screen"


def test_a_village_still_gets_its_townships_month(world: World) -> None:
    east, office = world.village(EAST), world.offices["00"]
    office.take(east.pack())
    office.desk.months.summarise(OCTOBER)
    east.take(office.pack("01"))
    assert east.desk.months.status(OCTOBER)["stage"] == "summarise"
