"""How a matter is settled, referred or ended, and what the return visits bring."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from xinfang_tui.cli.demo.courses import Course
from xinfang_tui.cli.demo.township import COORDINATOR, NAME
from xinfang_tui.cli.demo.world import Matter, Story, World

_COURTS = {
    "07": ("县劳动人事争议仲裁委员会", "双方都要求仲裁"),
    "11": ("县人民政府行政复议机构", "属于行政复议范围"),
    "13": ("县人民政府行政复议机构", "属于行政复议范围"),
    "14": ("县人民法院", "属于诉讼范围"),
}
_NEIGHBOUR = "河湾镇调解中心"
_LEFT = ("refused", "failed")
"""Endings after which it is not taken off the list: the parties may still turn elsewhere."""
_WAYS = {
    "leader_case": ("0102", f"{NAME}人民政府"),
    "joint_meeting": ("0106", "县行业性专业性人民调解委员会"),
}
"""Rung → by which way it is settled above the mediators, and by whom."""


def ending(world: World, matter: Matter, course: Course) -> Story:
    """Bring it to its end on the rung where it stands."""
    if course.ending == "transfer" or course.ending == "border":
        yield from transferred(world, matter, course)
        if not matter.open or course.ending == "border":
            return
    yield from _pause(world, matter)
    if not matter.open:
        return
    if "met" in course.extras and matter.people:
        for stage in ("inquire", "reply"):
            matter.act("meet_party", matter.who(), stage=stage, party=matter.people[0])
    _END[course.ending](world, matter, course)


def transferred(world: World, matter: Matter, course: Course) -> Story:
    """Another office's business: handed over, and taken or sent back."""
    yield world.to_office(1)
    if not matter.open:
        return
    border = course.ending == "border"
    to = _NEIGHBOUR if border else "镇司法所"
    matter.act("transfer", COORDINATOR, to=to, reason="由该单位办理更合适", border=border)
    if course.rung == "never":
        return
    if "returned" in course.extras:
        yield world.to_office(2)
        matter.act("return_down", "镇司法所", reason="不属本所职责，请仍由调解中心办理")
        return
    yield world.to_office(3)
    matter.act("accept", to, reason="同意接收", reply_ref="河调函〔2026〕8号" if border else "")


def afterwards(world: World, matter: Matter, course: Course) -> Story:
    """Return visits, promises kept or not, the matter coming back."""
    if matter.status in ("referred", "ended"):
        if course.ending in _LEFT:
            return
        yield world.to_office(10)
        matter.act("close", COORDINATOR, reason="法定途径和期限已经告知")
        return
    if "confirm" in course.extras and matter.status == "resolved":
        yield world.to_office(4)
        matter.act("confirm", COORDINATOR, asked=True)
        yield world.to_office(9)
        matter.act("confirm", COORDINATOR, given=True)
    if course.extras & {"kept", "broken"} and matter.status == "resolved":
        yield 6
        matter.act("perform", matter.who(), term=1, kept="kept" in course.extras)
    for answer in course.visits:
        yield from _visited(world, matter, answer)
    if "comes_back" in course.extras and matter.status == "closed":
        yield 12
        matter.act("reopen", matter.village.worker, reason="又为同一件事争执起来")
        yield 3
        resolve(world, matter, course)
        yield from _visited(world, matter, "satisfied")


def _pause(world: World, matter: Matter) -> Story:
    longest = {"village": 4, "township": 8, "joint_meeting": 5, "leader_case": 18}[matter.rung]
    yield world.to_office(max(world.chance.randint(2, longest), _rest(world, matter)))


def _rest(world: World, matter: Matter) -> int:
    """Days until the rung below could no longer have settled it and be credited with it."""
    climbs = [entry["data"] for entry in matter.record["trail"] if entry["kind"] == "escalate"]
    due = climbs[-1].get("due") if climbs else None
    return (date.fromisoformat(due) - world.day).days + 1 if due else 0


def _visited(world: World, matter: Matter, answer: str) -> Story:
    yield world.to_office(world.chance.randint(5, 9))
    if matter.status != "resolved":
        return
    reasons = ("unkept", "procedure", "regret", "other")
    data: dict[str, Any] = {"answer": answer}
    if answer in reasons:
        data = {"answer": "unsatisfied", "reason": answer}
    if matter.people:
        data["party"] = matter.people[0]
    matter.act(
        "visit_back", matter.other(), method="电话" if answer == "unreached" else "上门", **data
    )
    if matter.open:
        yield from _again(world, matter)


def _again(world: World, matter: Matter) -> Story:
    """Opened by a return visit: dealt with once more."""
    yield world.to_office(2)
    if not matter.record["handler"] and matter.rung != "village":
        matter.act("assign", COORDINATOR, handler=world.cast.mediators[1])
    yield world.chance.randint(1, 2)
    if matter.open:
        resolve(world, matter, Course(extras=frozenset({"written"})))


def resolve(world: World, matter: Matter, course: Course) -> None:
    """An agreement."""
    matter.act("mediate", matter.who(), outcome="done", people=matter.people)
    where = matter.village.name if matter.rung == "village" else "镇"
    method, by = _WAYS.get(matter.rung, ("0103", f"{where}人民调解委员会"))
    data: dict[str, Any] = {"method": method, "organisation": by, "agreement": "oral"}
    if "written" in course.extras:
        due = (world.day + timedelta(days=20)).isoformat()
        people = matter.people or ["双方"]
        promise = world.promises.get(matter.number, "双方不再为此事争执")
        data["agreement"] = "written"
        data["terms"] = [
            {"who": people[-1], "what": promise, "due": due},
            {"who": people[0], "what": "此事就此了结，不再另行主张", "due": due},
        ]
        if amount := [int(word) for word in promise.split() if word.isdigit()]:
            data["amount"] = amount[0]
    matter.act("resolve", matter.who(), **data)


def _refer(world: World, matter: Matter, course: Course) -> None:
    to, reason = _COURTS.get(matter.record["category"][:2], ("县人民法院", "双方要求走诉讼"))
    matter.act("refer", COORDINATOR, to=to, reason=reason, deadline_told="时效和期限已当面告知")


def _refused(world: World, matter: Matter, course: Course) -> None:
    matter.act("consent", matter.who(), party=matter.people[-1], to="mediate", given=False)


def _ended(world: World, matter: Matter, course: Course) -> None:
    if course.ending == "failed":
        matter.act("mediate", matter.who(), outcome="failed", people=matter.people)
    reason = "failed" if course.ending == "failed" else "withdrawn"
    matter.act("end", matter.who(), reason=reason)


_END = {
    "resolve": resolve,
    "transfer": resolve,
    "refer": _refer,
    "refused": _refused,
    "withdrawn": _ended,
    "failed": _ended,
}
