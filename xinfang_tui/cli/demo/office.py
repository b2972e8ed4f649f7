"""The township's office: the ladder day by day, the sweeps, the meeting, the month's stages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from xinfang_tui.cli.demo.dates import Dates
from xinfang_tui.cli.demo.township import LEADER
from xinfang_tui.cli.demo.world import World

_NOTES = {
    "flow.new": "本月开展集中排查，登记较多",
    "flow.reopened": "基数小，一件之差变化就大",
    "flow.concluded": "前期登记的集中办结",
    "flow.open": "部分事项等农闲再谈",
}
_ATTENDEES = ("镇综治办", "双桥镇派出所", "镇司法所", "镇自然资源所", "镇信访办")


class Office:
    """What the office does on its own account.

    Args:
        dates: of each month, also of those before ``first``, in which only meetings are held.
    """

    def __init__(self, world: World, dates: Mapping[str, Dates], first: str) -> None:
        self._world = world
        self._desk = world.desk
        self._dates = dates
        self._first = first
        self.meetings: list[str] = []

    def morning(self) -> None:
        """The ladder is run on working days; not since the last dispatch, so that work is left."""
        world, day = self._world, self._world.day
        month = self._dates[f"{day:%Y-%m}"]
        last = f"{world.end:%Y-%m}" == month.month
        if not world.working(day) or (last and day > month.dispatch):
            return
        self._followed(self._desk.ladder.escalate())

    def evening(self) -> None:
        """The month's work that falls on today."""
        for month, dates in self._dates.items():
            if month >= self._first:
                self._stages(month, dates)
            elif dates.dispatch == self._world.day:
                self._meeting()

    def _stages(self, month: str, dates: Dates) -> None:
        day, months = self._world.day, self._desk.months
        if day == dates.round:
            months.round(month, "集中排查")
        if day == dates.summarise:
            months.summarise(month)
        if day == dates.dispatch:
            self._followed(months.dispatch(month)["escalated"])
            self._meeting()
        if day == dates.draft:
            self._bulletin(month, "draft")
        if day == dates.publish:
            self._explain(month)
            for step in ("check", "issue", "publish"):
                self._bulletin(month, step, signer=LEADER, on=day.isoformat())
        if day == dates.close:
            months.close(month)

    def _bulletin(self, month: str, step: str, **more: str) -> None:
        self._desk.months.bulletin(month, {"step": step, **more})

    def _explain(self, month: str) -> None:
        """Write a note for every figure that moved much."""
        for line in self._desk.months.status(month)["missing"]:
            for key, words in _NOTES.items():
                name = {"flow.new": "新增", "flow.reopened": "重开"}.get(key, "")
                name = name or {"flow.concluded": "办结", "flow.open": "在办"}[key]
                if str(line).startswith(f"自查：{name}比上月"):
                    self._desk.months.note(month, key, words)

    def _followed(self, climbs: list[dict[str, Any]]) -> None:
        for climb in climbs:
            if climb["applied"] and climb["number"] in self._world.matters:
                self._world.matters[climb["number"]].look()

    def _meeting(self) -> None:
        """The joint meeting: decide what lies before it, and close."""
        meeting = self._desk.meetings.open(
            {
                "on": self._world.day.isoformat(),
                "place": "镇政府三楼会议室",
                "chair": LEADER,
                "attendees": list(_ATTENDEES),
            }
        )
        decided = [self._decide(meeting["id"], item) for item in meeting["items"]]
        closed = self._desk.meetings.close(meeting["id"], {} if any(decided) else {"empty": True})
        self.meetings.append(meeting["id"])
        for number in closed["written"]:
            if number in self._world.matters:
                self._world.matters[number].look()

    def _decide(self, meeting: str, item: dict[str, Any]) -> bool:
        world = self._world
        course = world.courses.get(item["number"])
        decision = course.decision if course is not None else "assign"
        if item["why"] != "queued" or not decision:
            return False
        due = world.desk.calendar.next_working(world.day + timedelta(days=20)).isoformat()
        record: dict[str, Any] = {"number": item["number"], "decision": decision}
        if decision == "assign":
            record |= {
                "unit": "镇矛盾纠纷调解中心",
                "handler": world.cast.mediators[0],
                "due": due,
            }
        elif decision == "leader":
            record |= {
                "leader": world.chance.choice(world.cast.leaders),
                "unit": "镇矛盾纠纷调解中心",
                "handler": world.cast.mediators[1],
                "plan": [
                    {"step": "见面听取诉求", "due": _after(world.day, 6)},
                    {"step": "会同有关单位核实", "due": _after(world.day, 20)},
                    {"step": "拿出方案并答复", "due": _after(world.day, 40)},
                ],
            }
        elif decision == "refer":
            record |= {"to": "县人民法院", "reason": "双方对事实各执一词，宜由法院审理"}
        elif decision == "back":
            record |= {"back_to": "township", "reason": "先由镇调解中心再核实一次"}
        self._desk.meetings.decide(meeting, record)
        return True


def _after(day: date, days: int) -> str:
    return (day + timedelta(days=days)).isoformat()
