"""What a township has not sent down yet is told, village by village."""

from __future__ import annotations

from pathlib import Path

import pytest

from screens.data.tasks import below_words, states
from tests.offices_kit import EAST, SOUTH, WEST, Office, World
from xinfang_tui.cli.views import parcels


def lacking(office: Office) -> dict[str, int]:
    """By village's name."""
    return {each["name"]: each["unsent"] for each in office.machines.status()["below"]}


@pytest.fixture
def number(world: World) -> str:
    """Of a matter of the east village; both villages have all that is theirs."""
    township, east, west = world.offices["00"], world.village(EAST), world.village(WEST)
    number = str(east.add(EAST, "水渠灌溉放水先后争执")["number"])
    township.take(east.pack(), west.pack())
    for mark, village in (("01", east), ("02", west)):
        came = village.take(township.pack(mark))
        township.machines.receipt(Path(came["receipt"]))
    return number


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("note", {"text": "镇里打过电话"}),
        ("correct", {"field": "title", "value": "水渠放水先后争执", "reason": "核实"}),
        ("erase", {"what": "全部", "reason": "依法申请"}),
    ],
)
def test_what_a_village_was_not_sent_is_counted_until_it_is_packed(
    world: World, number: str, kind: str, data: dict[str, str]
) -> None:
    township = world.offices["00"]
    assert lacking(township) == {}
    assert township.desk.ribbon()["unsent"] == 0
    township.act(number, kind, **data)
    assert lacking(township) == {"东湾村": 1}
    status = township.machines.status()
    assert (status["unsent"], township.desk.ribbon()["unsent"]) == (0, 1)
    assert states({}, status, 0, 0)["send"] == ("未发 1 条", True)
    assert below_words(status) == "下发：东湾村 1 条没有发"
    assert "下发：东湾村 1 条没有发" in parcels.post(status)
    township.pack("02")
    assert lacking(township) == {"东湾村": 1}, "that parcel was for another village"
    township.pack("01")
    assert lacking(township) == {}
    assert states({}, township.machines.status(), 0, 0)["send"] == ("都发了", False)


def test_another_villages_matters_and_sealed_ones_are_not_missing_below(
    world: World, number: str
) -> None:
    township = world.offices["00"]
    other = township.add(SOUTH, "宅基地边界争议", category="0902")["number"]
    township.act(other, "note", text="镇里打过电话")
    township.add(EAST, "反映村干部", category="1502")
    assert lacking(township) == {}
    township.act(other, "correct", field="village", value=EAST, reason="记错了村")
    assert set(lacking(township)) == {"东湾村"}


def test_what_the_whole_township_decides_is_missing_in_every_village(
    world: World, number: str
) -> None:
    township = world.offices["00"]
    township.desk.registry.add_staff({"name": "钱某乙", "role": "township_mediator"})
    assert lacking(township) == {"东湾村": 1, "西坡村": 1}
    assert township.desk.ribbon()["unsent"] == 2


def test_an_invited_village_lacks_what_its_invitation_did_not_bring(world: World) -> None:
    township = world.offices["00"]
    matter = township.add(EAST, "水渠灌溉放水先后争执")["number"]
    world.village(EAST)
    assert lacking(township) == {"东湾村": 1}
    township.pack("01")
    assert lacking(township) == {}
    township.act(matter, "note", text="镇里打过电话")
    assert lacking(township) == {"东湾村": 1}


def test_a_machine_that_takes_the_place_of_a_lost_one_lacks_what_was_sent_before(
    world: World, number: str
) -> None:
    township = world.offices["00"]
    township.act(number, "note", text="镇里打过电话")
    township.pack("01")
    township.machines.strike("01", "丢了")
    world.village(EAST)
    assert lacking(township)["东湾村"] == 2
    village = world.offices["03"]
    packed = township.machines.pack(township.stick, "03")
    village.take(Path(packed["file"]))
    assert number in village.numbers()
    assert "东湾村" not in lacking(township)


def test_a_village_sends_nothing_down(world: World, number: str) -> None:
    east = world.offices["01"]
    east.act(number, "note", text="去看过")
    assert east.machines.status()["below"] == []
    assert east.desk.ribbon()["unsent"] == 1


def test_many_villages_are_told_in_one_line() -> None:
    below = [{"name": f"第{n}村", "unsent": 2, "more": False} for n in range(1, 7)]
    assert below_words({"below": below}) == (
        "下发：第1村 2 条、第2村 2 条、第3村 2 条、第4村 2 条等 6 个村没有发"
    )


def test_of_very_much_only_the_newest_is_counted(
    world: World, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    township = world.offices["00"]
    for at in range(7):
        township.act(number, "note", text=f"第{at}次打电话")
    monkeypatch.setattr("xinfang_tui.desk.below.MOST", 5)
    status = township.machines.status()
    assert below_words(status) == "下发：东湾村 5 条以上、西坡村很久没有发"
    township.pack("01")
    assert states({}, township.machines.status(), 0, 0)["send"] == ("很久没有发", True)
    township.pack("02")
    assert lacking(township) == {}
