"""The worked township's time: one day after the other, and who wakes up on which."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from xinfang_tui.cli.demo.courses import Course
from xinfang_tui.cli.demo.names import Names
from xinfang_tui.cli.demo.township import Township, Village
from xinfang_tui.desk import Desk
from xinfang_tui.disputes.hlc import CHINA

Story = Iterator[int]
"""A course of events that says after how many days it goes on."""

_OPENING_HOUR = 8
_PACE = 41_000
_DAY = timedelta(days=1)


class Clock:
    """A wall clock that shows the day worked on, from the morning onward."""

    def __init__(self, day: date) -> None:
        self.set(day)

    def set(self, day: date) -> None:
        """Another morning."""
        morning = datetime(day.year, day.month, day.day, _OPENING_HOUR, tzinfo=CHINA)
        self._time = int(morning.timestamp() * 1000)

    def __call__(self) -> int:
        """The time in milliseconds, a little later each time it is asked for."""
        self._time += _PACE
        return self._time


class World:
    """The township alive.

    Attributes:
        desk: the door through which everything is done; cast: places and staff.
        chance: where all that is accidental comes from; day: the day it is; end: the last day.
        matters, courses, promises: number → the matter, its course, what its agreement promises.
    """

    def __init__(
        self, desk: Desk, cast: Township, chance: Random, names: Names, clock: Clock, end: date
    ) -> None:
        self.desk = desk
        self.cast = cast
        self.chance = chance
        self.names = names
        self.end = end
        self.matters: dict[str, Matter] = {}
        self.courses: dict[str, Course] = {}
        self.promises: dict[str, str] = {}
        self._calendar = desk.calendar
        self._clock = clock
        self._waking: list[tuple[date, int, Story]] = []
        self._count = 0

    @property
    def day(self) -> date:
        """The day it is."""
        return self.desk.today

    def wake(self, story: Story, on: date) -> None:
        """Let a story go on some day; one that would after the end never does."""
        if on <= self.end:
            self._count += 1
            heapq.heappush(self._waking, (on, self._count, story))

    def begin(self, day: date) -> None:
        """A new day."""
        self.desk.today = day
        self._clock.set(day)

    def live(self) -> None:
        """Everything that happens today."""
        while self._waking and self._waking[0][0] <= self.day:
            story = heapq.heappop(self._waking)[2]
            sleep = next(story, None)
            if sleep is not None:
                self.wake(story, self.day + max(sleep, 1) * _DAY)

    def working(self, day: date) -> bool:
        """Whether offices are open."""
        return bool(self._calendar.is_working(day))

    def to_office(self, days: int) -> int:
        """How many days to sleep so as to wake on a working day, ``days`` from now or later."""
        return int((self._calendar.next_working(self.day + days * _DAY) - self.day).days)

    def village(self, code: str) -> Village:
        """The village of a code."""
        return next(each for each in self.cast.villages if each.code == code)

    def register(self, record: dict[str, Any]) -> Matter:
        """Register a matter today."""
        matter = Matter(self, self.desk.disputes.add(record))
        self.matters[matter.number] = matter
        return matter


class Matter:
    """One dispute, as the story about it sees it."""

    def __init__(self, world: World, record: dict[str, Any]) -> None:
        self._world = world
        self.record = record

    @property
    def number(self) -> str:
        """Its number."""
        return str(self.record["number"])

    @property
    def open(self) -> bool:
        """Whether it is still to be settled."""
        return bool(self.record["status"] == "open")

    @property
    def status(self) -> str:
        """Where it is in its life."""
        return str(self.record["status"])

    @property
    def rung(self) -> str:
        """The step of the ladder."""
        return str(self.record["rung"])

    @property
    def village(self) -> Village:
        """Where it belongs."""
        return self._world.village(self.record["village"])

    @property
    def people(self) -> list[str]:
        """The parties' names."""
        return [party["name"] for party in self.record["parties"]]

    def act(self, kind: str, by: str, **data: Any) -> None:
        """Something is done about it today."""
        self.record = self._world.desk.disputes.act(self.number, kind, {"by": by, **data})

    def look(self) -> None:
        """See what others did to it."""
        self.record = self._world.desk.disputes.show(self.number)

    def who(self) -> str:
        """Who deals with it: its handler, else whose turn it is on its rung."""
        if self.record["handler"]:
            return str(self.record["handler"])
        if self.rung == "village":
            return self.village.mediator
        if self.rung == "leader_case" and self.record["leader"]:
            return str(self.record["leader"])
        return self._world.cast.mediators[0]

    def other(self) -> str:
        """Somebody who has nothing to do with it and may ask how it went."""
        taken = {self.record["handler"], self.record["leader"], self.who()}
        taken |= {entry["by"] for entry in self.record["trail"] if entry["kind"] == "resolve"}
        cast, village = self._world.cast, self.village
        for name in (village.worker, *cast.mediators, village.mediator):
            if name not in taken:
                return name
        return cast.leaders[-1]
