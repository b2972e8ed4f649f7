"""An old copy of a whole data folder put to use again, its identity with it (DESIGN §4)."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from tests.offices_kit import DAY, EAST, Office, World
from xinfang_tui.cli.views import parcels
from xinfang_tui.desk.desk import Desk
from xinfang_tui.refusal import Refused


def mark(office: Office) -> str:
    return office.desk._context.identity.mark


def receipt(came: dict[str, object]) -> Path:
    return Path(str(came["receipt"]))


@pytest.fixture
def township(world: World) -> Office:
    return world.offices["00"]


@pytest.fixture
def east(world: World, township: Office) -> Office:
    """A village's machine known to its township, with one matter of which it keeps a copy."""
    village = world.village(EAST)
    village.add(EAST, "水渠灌溉放水先后争执")
    village.machines.receipt(receipt(township.take(village.pack())))
    shutil.copytree(village.desk.folder, world.folder / "旧的")
    return village


def put_back(world: World, office: Office) -> Office:
    """The office goes on with the copy."""
    office.desk.close()
    return world.reopen(mark(office), world.folder / "旧的")


def test_an_old_copy_of_the_folder_goes_on_as_another_machine_and_gets_all_back(
    world: World, township: Office, east: Office
) -> None:
    lost = east.add(EAST, "宅基地边界争议", category="0902")["number"]
    township.take(east.pack())
    older = put_back(world, east)
    came = older.take(township.pack("01"))
    assert (mark(older), "改用99号机" in came["anew"]) == ("99", True)
    assert came["anew"] in parcels.unpacked(came, False)
    township.machines.receipt(receipt(came))
    older.take(township.pack("99"))
    fresh = older.add(EAST, "排水沟堵塞")["number"]
    came = township.take(older.pack())
    assert (came["new"], came["quarantined"]) == (1, 0)
    assert {lost, fresh} < older.numbers() == township.numbers()
    assert older.state(lost) == township.state(lost)
    assert older.desk.care.verify()["problems"] == []


def test_another_window_writes_nothing_more_under_the_identity_that_was_put_aside(
    world: World, township: Office, east: Office
) -> None:
    east.add(EAST, "宅基地边界争议", category="0902")
    township.take(east.pack())
    older = put_back(world, east)
    window = Office(Desk.open(older.desk.folder, today=DAY), older.stick)
    older.take(township.pack("01"))
    for write in (lambda: window.add(EAST, "排水沟堵塞"), window.pack):
        with pytest.raises(Refused, match=r"已经改用99号机.*再打开"):
            write()
    window.desk.close()
    assert mark(older) == "99"
    again = Office(Desk.open(older.desk.folder, today=DAY), older.stick)
    fresh = again.add(EAST, "排水沟堵塞")["number"]
    township.take(again.pack())
    assert (mark(again), fresh in township.numbers()) == ("99", True)
    again.desk.close()


def test_a_receipt_shows_that_the_folder_is_an_old_copy_too(
    world: World, township: Office, east: Office
) -> None:
    for title in ("宅基地边界争议", "院墙滴水争执", "占道堆放"):
        east.add(EAST, title)
    township.take(east.pack())
    older = put_back(world, east)
    older.add(EAST, "在旧的上面记的")
    came = township.take(older.pack())
    assert came["quarantined"] == 1
    assert "不认的：01号机 1 条" in parcels.post(township.machines.status())
    heard = older.machines.receipt(receipt(came))
    assert "改用99号机" in heard["anew"]
    assert heard["anew"] in parcels.receipted(heard)
    fresh = older.add(EAST, "排水沟堵塞")["number"]
    assert township.take(older.pack())["new"] == 1
    assert fresh in township.numbers()


def test_a_twin_that_wrote_more_than_the_first_is_told_by_the_receipt(
    world: World, township: Office, east: Office
) -> None:
    east.add(EAST, "宅基地边界争议", category="0902")
    township.take(east.pack())
    twin = Office(Desk.open(world.folder / "旧的", today=DAY), east.stick)
    for title in ("院墙滴水争执", "占道堆放", "树枝过界"):
        twin.add(EAST, title)
    came = township.take(twin.pack())
    twin.machines.receipt(receipt(came))
    assert mark(twin) == "99"
    again = twin.machines.receipt(receipt(came))
    assert (mark(twin), again["anew"]) == ("99", "")
    fresh = twin.add(EAST, "排水沟堵塞")["number"]
    township.take(twin.pack())
    assert fresh in township.numbers()
    twin.desk.close()


def test_a_townships_own_old_copy_gives_no_entry_a_number_it_gave_before(
    world: World, township: Office
) -> None:
    east = world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    shutil.copytree(township.desk.folder, world.folder / "旧的")
    for text in ("镇里打过电话", "镇里去过"):
        township.act(number, "note", text=text)
    east.take(township.pack("01"))
    older = put_back(world, township)
    world.turn(DAY + timedelta(days=1))
    assert "改用60号机" in older.take(east.pack())["anew"]
    older.act(number, "assign", unit="镇调解中心", handler="李某乙")
    came = east.take(older.pack("01"))
    assert came["quarantined"] == 0
    assert east.state(number)["handler"] == "李某乙"


def test_rehearsing_a_parcel_leaves_the_identity_alone(
    world: World, township: Office, east: Office
) -> None:
    east.add(EAST, "宅基地边界争议", category="0902")
    township.take(east.pack())
    older = put_back(world, east)
    assert older.take(township.pack("01"), dry_run=True)["anew"] == ""
    assert mark(older) == "01"


def test_machines_that_hear_of_nothing_newer_stay_who_they_are(
    world: World, township: Office, east: Office
) -> None:
    east.machines.receipt(receipt(township.take(east.pack())))
    came = east.take(township.pack("01"))
    heard = township.machines.receipt(receipt(came))
    assert (mark(east), came["anew"], heard["anew"]) == ("01", "", "")
