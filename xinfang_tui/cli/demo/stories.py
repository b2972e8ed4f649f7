"""A matter's life on the ladder, from its registration to whatever its course has in store."""

from __future__ import annotations

from datetime import timedelta

from xinfang_tui.cli.demo import endings, turns
from xinfang_tui.cli.demo.courses import NEVER, Course
from xinfang_tui.cli.demo.world import Matter, Story, World
from xinfang_tui.disputes.leading import led

_TALKS = (
    "当面谈了一次，双方各说各的理，约好再谈",
    "到现场看过，双方愿意再商量",
    "请了族里长辈一起劝，缓和了一些",
)


def life(world: World, matter: Matter, course: Course) -> Story:
    """Everything that happens to a matter."""
    yield from turns.first_days(world, matter, course)
    while matter.open:
        here = (matter.rung, matter.record["tier"])
        if matter.rung == "township":
            yield from turns.taken(world, matter)
        if matter.rung == _where(matter, course):
            yield from endings.ending(world, matter, course)
            yield from endings.afterwards(world, matter, course)
            return
        yield from _AT[matter.rung](world, matter, course)
        while matter.open and here == (matter.rung, matter.record["tier"]):
            yield 1


def _where(matter: Matter, course: Course) -> str:
    """Where it is settled; what may not stand at the village is settled at the township."""
    if course.rung == "village" and matter.rung != "village":
        return "township"
    if matter.record["sealed"]:
        return NEVER
    return course.rung


def _at_village(world: World, matter: Matter, course: Course) -> Story:
    yield world.chance.randint(1, 3)
    failed = "twice" in course.extras
    for _ in range(2 if failed else 1):
        talk(world, matter, "failed" if failed else "continued")
        yield world.chance.randint(1, 2)
    if course.extras & {"returned", "pushed"} and matter.open:
        matter.act("escalate", matter.who(), reason="村里协调不动，请镇里帮助")


def _at_township(world: World, matter: Matter, course: Course) -> Story:
    if course.ending == "transfer" and course.rung == NEVER:
        yield from endings.transferred(world, matter, course)
        return
    if "pushed" in course.extras:
        yield world.to_office(1)
        matter.act("escalate", matter.who(), reason="涉及几个单位，请联席会议研究")
        return
    if "returned" in course.extras and len(_climbs(matter)) == 1 and course.ending != "border":
        yield world.to_office(1)
        matter.act("return_down", world.cast.mediators[0], reason="事实还没有查清，请村里先核实")
        yield world.chance.randint(1, 2)
        matter.act("escalate", matter.who(), reason="已补充核实，仍谈不拢")
        return
    if "county" in course.extras or matter.record["sealed"]:
        return
    yield world.to_office(world.chance.randint(2, 4))
    if matter.open and not matter.record["pending_transfer"]:
        talk(world, matter, "continued")


def _at_meeting(world: World, matter: Matter, course: Course) -> Story:
    """Waits for the meeting, which decides."""
    yield 1


def _at_leader(world: World, matter: Matter, course: Course) -> Story:
    if "owned" in course.extras and not matter.record["plan"]:
        yield from turns.owned(world, matter, course)
    elif "owned" in course.extras and not led(matter.record):
        turns.led(world, matter, world.cast.county)
    if "surface" in course.extras and not matter.record["surfaced"]:
        yield from turns.surfaced(world, matter)
    if "extend" in course.extras and not matter.record["extensions"]:
        yield world.to_office(6)
        turns.extended(world, matter)
    yield world.to_office(world.chance.randint(8, 12))
    if matter.open:
        talk(world, matter, "continued")


_AT = {
    "village": _at_village,
    "township": _at_township,
    "joint_meeting": _at_meeting,
    "leader_case": _at_leader,
}


def talk(world: World, matter: Matter, outcome: str) -> None:
    """A mediation."""
    data = {"next_on": (world.day + timedelta(days=3)).isoformat()} if outcome != "failed" else {}
    matter.act(
        "mediate",
        matter.who(),
        outcome=outcome,
        place="村委会调解室" if matter.rung == "village" else "镇矛盾纠纷调解中心",
        people=matter.people,
        text=world.chance.choice(_TALKS) if outcome != "failed" else "争执不下，没有谈成",
        **data,
    )


def _climbs(matter: Matter) -> list[object]:
    return [entry for entry in matter.record["trail"] if entry["kind"] == "escalate"]
