"""The ladder run on several machines: each climbs what is its own (DESIGN §5)."""

from __future__ import annotations

from datetime import date

from tests.offices_kit import EAST, World


def test_a_villages_machine_climbs_what_stands_in_the_village_and_nothing_above(
    world: World,
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    above = east.add(EAST, "请镇里办的", registered_on="2026-10-12")["number"]
    east.act(above, "escalate", reason="请镇里办")
    township.take(east.pack())
    extended = township.act(above, "extend", reason="等鉴定", approver="王某", until="2026-11-10")
    own = east.add(EAST, "村里的")["number"]
    world.turn(date(2026, 11, 2))
    assert [(one["number"], one["to"]) for one in east.desk.ladder.escalate()] == [
        (own, "township")
    ]
    world.turn(date(2026, 12, 20))
    assert east.desk.ladder.escalate() == []
    township.take(east.pack())
    shown = township.desk.disputes.show(above)
    assert (shown["rung"], shown["due"], shown["conflicts"]) == ("township", extended["due"], [])


def test_a_climb_below_that_did_not_know_of_an_extension_is_undone_and_shown(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠", registered_on="2026-10-12")["number"]
    township.take(east.pack())
    extended = township.act(number, "extend", reason="等鉴定", approver="王某", until="2026-10-26")
    world.turn(date(2026, 10, 21))
    assert east.desk.ladder.escalate()[0]["applied"]
    up, down = east.pack(), township.pack("01")
    township.take(up)
    east.take(down)
    for office in (township, east):
        shown = office.desk.disputes.show(number)
        assert (shown["rung"], shown["due"]) == ("village", extended["due"])
        assert [e["kind"] for e in shown["trail"] if not e["effective"]] == ["escalate"]
        (conflict,) = shown["conflicts"]
        told = {choice["words"] for choice in conflict["choices"]}
        assert told == {"2026-10-26", "期限已过，上报到镇"}
    world.turn(date(2026, 10, 27))
    township.take(east.pack())
    assert township.desk.ladder.escalate()[0]["applied"]
    assert township.desk.disputes.show(number)["rung"] == "township"
