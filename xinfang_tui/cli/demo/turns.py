"""Particular turns in a matter's life: danger, orders, petitions, extensions, leaders' plans."""

from __future__ import annotations

from datetime import date, timedelta

from xinfang_tui.cli.demo.courses import Course
from xinfang_tui.cli.demo.township import COORDINATOR, LEADER
from xinfang_tui.cli.demo.world import Matter, Story, World


def first_days(world: World, matter: Matter, course: Course) -> Story:
    """What happens when it has just been registered."""
    extras = course.extras
    if "urgent" in extras:
        told = [{"office": "双桥镇派出所", "when": f"{world.day.isoformat()} 09:10"}]
        matter.act("urgent", matter.who(), danger="双方扬言要动手", told=told)
    if "order" in extras:
        due = (world.day + timedelta(days=25)).isoformat()
        matter.act("instruct", COORDINATOR, leader=LEADER, text="请抓紧办理，每周报进展", due=due)
        matter.act(
            "correct", COORDINATOR, field="superior_due", value=due, reason="县里交办，限期办结"
        )
    if "met" in extras:
        matter.act("meet_party", matter.who(), stage="accept", party=_first(matter))
    if "corrected" in extras:
        matter.act("note", matter.who(), text="记错了一家，作废重记")
        matter.record = world.desk.disputes.undo(matter.number)
        people = matter.record["people"] + 1
        matter.act("correct", matter.who(), field="people", value=people, reason="入户核实后更正")
    if matter.record["category"].startswith("01") and course.ending != "refused":
        for name in matter.people:
            matter.act("consent", matter.who(), party=name, to="mediate", given=True)
    if "petition" in extras:
        yield world.to_office(3)
        matter.act("accept", COORDINATOR, reason="属于本级职权范围，予以受理")
        yield from _opinion(world, matter, course)
    if "extend" in extras and matter.rung == "village":
        yield 5
        extended(world, matter)
    if "suspend" in extras:
        yield from _suspended(world, matter)
    if "linked" in extras:
        yield from _linked(world, matter)


def _opinion(world: World, matter: Matter, course: Course) -> Story:
    yield world.to_office(6)
    matter.act("meet_party", matter.who(), stage="inquire", party=_first(matter))
    matter.act("interim_reply", matter.who(), text="正在核对台账和现场，十五日内给答复")
    if "object" not in course.extras:
        return
    yield world.to_office(12)
    matter.act(
        "opinion",
        COORDINATOR,
        opinion="explain",
        text="经核查，程序符合规定，补偿标准按公布的执行",
        served_on=world.day.isoformat(),
    )
    yield world.to_office(5)
    matter.act("object", COORDINATOR, reason="对处理意见不服，准备请求复查")


def extended(world: World, matter: Matter) -> None:
    """An extension, as long as allowed."""
    explained = world.desk.disputes.explain(matter.number)
    days = min(int(explained["limit"]), 30) - 2
    until = date.fromisoformat(explained["due_target"]) + timedelta(days=days)
    matter.act(
        "extend",
        matter.who(),
        reason="一方外出务工，约好回来再谈",
        approver=COORDINATOR if matter.rung == "village" else LEADER,
        until=until.isoformat(),
    )


def _suspended(world: World, matter: Matter) -> Story:
    yield 2
    matter.act(
        "suspend",
        matter.who(),
        reason="等秋收量完地再谈",
        until=(world.day + timedelta(days=10)).isoformat(),
        agreed_by=matter.people,
    )
    yield 6
    matter.act("resume", matter.who(), reason="地已量完，双方愿意继续谈")


def _linked(world: World, matter: Matter) -> Story:
    yield 1
    twin = world.register(
        {
            "village": matter.record["village"],
            "title": f"{matter.people[-1]}也来反映：{matter.record['title'][:40]}",
            "category": matter.record["category"],
            "occurred_on": matter.record["occurred_on"],
            "parties": [{"name": matter.people[-1]}],
            "people": matter.record["people"],
            "channel": "visit",
            "handler": matter.village.mediator,
        }
    )
    twin.act("link", COORDINATOR, lead=matter.number, role="same")


def owned(world: World, matter: Matter, course: Course) -> Story:
    """A leader takes the case, with a plan."""
    yield world.to_office(2)
    if not matter.open or matter.rung != "leader_case":
        return
    county = matter.record["tier"] == "county"
    led(world, matter, world.cast.county if county else world.chance.choice(world.cast.leaders))


def led(world: World, matter: Matter, name: str) -> None:
    """A leader's plan of today."""
    plan = [
        {"step": words, "due": (world.day + timedelta(days=days)).isoformat()}
        for words, days in (("见面听取诉求", 5), ("会同有关单位核实", 15), ("拿出方案并答复", 35))
    ]
    matter.act(
        "own",
        COORDINATOR,
        leader=name,
        plan=plan,
        helpers=[world.cast.mediators[0]],
        due=(world.day + timedelta(days=45)).isoformat(),
    )


def surfaced(world: World, matter: Matter) -> Story:
    """It reached a higher office, which only opens a review of our own."""
    yield world.to_office(4)
    matter.act("surface", COORDINATOR, date=world.day.isoformat(), office="县信访局", people=23)


def taken(world: World, matter: Matter) -> Story:
    """The township takes a matter that came up, and names who deals with it."""
    yield world.to_office(1)
    if not matter.open or matter.rung != "township" or matter.record["handler"]:
        return
    order = len(world.matters) % len(world.cast.mediators)
    matter.act("accept", COORDINATOR, reason="材料齐全")
    matter.act(
        "assign",
        COORDINATOR,
        unit="双桥镇矛盾纠纷调解中心",
        handler=world.cast.mediators[order],
        helpers=[matter.village.mediator],
    )


def _first(matter: Matter) -> str:
    return matter.people[0] if matter.people else ""
