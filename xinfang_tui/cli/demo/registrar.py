"""Making matters up: which category, who, when, how many; told from the list of quarrels."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xinfang_tui.cli.demo.courses import ORDINARY, SPECIAL, Course
from xinfang_tui.cli.demo.stories import life
from xinfang_tui.cli.demo.township import Village
from xinfang_tui.cli.demo.world import Matter, Story, World

SHARE = 0.055
"""Matters a month for each household."""
_CHANNELS = ("visit", "phone", "police", "hotline", "online", "letter")
_PRIVATE = ("01", "15")
"""Categories that are kept out of meetings."""
_FEWEST = 18
_OFFICES = ("镇自然资源所", "镇社会事务办", "镇村镇建设办", "镇农业农村办", "镇市场监管所")


def quarrels() -> dict[str, list[Any]]:
    """Category → sentence, fewest and most people, promise."""
    text = (Path(__file__).parent / "matters.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text))


class Registrar:
    """Registers matters as they come, and tells their lives.

    Args:
        quiet: month → code of the village that finds nothing new in it.
    """

    def __init__(self, world: World, quiet: Mapping[str, str]) -> None:
        self._world = world
        self._quiet = quiet
        self._quarrels = quarrels()
        self._bag = self._bagful()
        self.found: dict[tuple[str, str], list[tuple[str, str]]] = {}

    def plan(self, first: date) -> None:
        """Set everything that will be registered up, from ``first`` to the last day."""
        world, chance = self._world, self._world.chance
        for course in SPECIAL:
            assert course.before is not None
            day = world.end - timedelta(days=course.before)
            world.wake(self._come(course), day)
        homes = sum(len(village.homes) for village in world.cast.villages)
        days = (world.end - first).days
        courses, weights = [c for _, c in ORDINARY], [w for w, _ in ORDINARY]
        for _ in range(max(round(homes * SHARE * days / 30) - len(SPECIAL) // 3, _FEWEST)):
            day = first + timedelta(days=chance.randrange(max(days, 1)))
            world.wake(self._come(chance.choices(courses, weights)[0]), day)

    def _come(self, course: Course) -> Story:
        """A matter comes in, and its life begins."""
        matter, course = self._register(course)
        yield from life(self._world, matter, course)

    def _register(self, course: Course) -> tuple[Matter, Course]:
        world, chance = self._world, self._world.chance
        code = course.category or next(self._bag)
        if not course.category and course.rung == "joint_meeting" and code.startswith(_PRIVATE):
            course = Course()
        village = chance.choice(world.cast.villages)
        home = chance.choice(village.homes)
        record = self._record(code, village, home)
        channel = "screening" if chance.random() < 0.6 else chance.choice(_CHANNELS)
        month = world.day.isoformat()[:7]
        if self._quiet.get(month) == village.code and channel == "screening":
            channel = "visit"
        record |= {"channel": channel, "scale": course.scale}
        if "petition" in course.extras:
            record |= {"track": "petition", "channel": "visit"}
        if "order" in course.extras:
            record["external_refs"] = [f"县转〔{world.day.year}〕{chance.randrange(100, 999)}号"]
        if course.scale != "01":
            record["people"] = chance.randint(52, 130)
        matter = world.register(record)
        world.courses[matter.number] = course
        world.promises[matter.number] = self._words(code, record, 3)
        if record["channel"] == "screening":
            key = (village.code, month)
            self.found.setdefault(key, []).append((home[0], matter.number))
        return matter, course

    def _record(self, code: str, village: Village, home: tuple[str, str]) -> dict[str, Any]:
        world, chance = self._world, self._world.chance
        sentence, fewest, most, _ = self._quarrels[code]
        parties = []
        if "{a}" in sentence:
            parties.append(
                {
                    "name": home[1],
                    "kind": "person",
                    "phone": world.names.phone(),
                    "household": home[0],
                }
            )
        if "{b}" in sentence:
            parties.append(
                {"name": world.names.person(), "kind": "person", "phone": world.names.phone()}
            )
        if "{c}" in sentence or code in ("0501", "0502"):
            parties.append({"name": world.names.company("双桥镇"), "kind": "company"})
        if code[:2] in ("11", "12", "13") and "{b}" not in sentence:
            parties.append({"name": chance.choice(_OFFICES), "kind": "company"})
        late = 1 if chance.random() < 0.1 else 0
        registered = world.day - timedelta(days=late)
        record: dict[str, Any] = {
            "village": village.code,
            "category": code,
            "occurred_on": (registered - timedelta(days=chance.randint(0, 25))).isoformat(),
            "registered_on": registered.isoformat(),
            "parties": parties,
            "people": chance.randint(fewest, most),
            "by": village.worker,
        }
        record["title"] = self._words(code, record, 0)
        against = code.startswith(("11", "12", "13", "14", "15"))
        wish = "希望说明情况并给予答复" if against else "双方多次争吵，尚未动手，愿意接受调解"
        record["brief"] = f"{village.name}{record['title']}，{wish}。"
        if not against:
            record["handler"] = village.mediator
        if chance.random() < 0.15 and parties:
            record["reporter"] = parties[0]["name"]
        return record

    def _words(self, code: str, record: Mapping[str, Any], which: int) -> str:
        """The sentence or the promise with the parties' names in it."""
        text = str(self._quarrels[code][which])
        people = [party["name"] for party in record["parties"] if party["kind"] == "person"]
        others = [party["name"] for party in record["parties"] if party["kind"] != "person"]
        names = {
            "{a}": people[0] if people else "",
            "{b}": people[-1] if people else "",
            "{c}": others[0] if others else "对方",
            "{o}": others[0] if others else "有关单位",
        }
        for mark, name in names.items():
            text = text.replace(mark, name)
        return text

    def _bagful(self) -> Iterator[str]:
        """Every category once in each round, the common ones in between; 15 twice a year."""
        chance, rare = self._world.chance, ("10", "14", "15", "16")
        codes = list(self._quarrels)
        chance.shuffle(codes)
        tops = dict.fromkeys(code[:2] for code in codes)
        first = [next(code for code in codes if code[:2] == top) for top in tops]
        yield from first
        yield from (code for code in codes if code not in first)
        common = [code for code in codes if not code.startswith(rare)]
        while True:
            yield chance.choice(common)
