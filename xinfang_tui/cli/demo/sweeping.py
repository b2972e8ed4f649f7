"""The villages go round: households marked day by day, reports and zero reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.cli.demo.dates import Dates
from xinfang_tui.cli.demo.registrar import Registrar
from xinfang_tui.cli.demo.township import COORDINATOR, Village
from xinfang_tui.cli.demo.world import World

MISSED, PHONED = 0.06, 0.05


class Sweeping:
    """The sweeps of all villages.

    Args:
        quiet: month → village that finds nothing new; late: month → village that reports late;
            in the last month it has not reported yet and was not everywhere.
        paper: the village whose reports come on paper and are typed in at the township.
    """

    def __init__(
        self,
        world: World,
        registrar: Registrar,
        dates: Mapping[str, Dates],
        quiet: Mapping[str, str],
        late: Mapping[str, str],
        paper: str,
    ) -> None:
        self._world = world
        self._registrar = registrar
        self._dates = dates
        self._quiet = quiet
        self._late = late
        self._paper = paper

    def today(self) -> None:
        """What is walked and reported today."""
        day = self._world.day
        for month, dates in self._dates.items():
            for village in self._world.cast.villages:
                late = self._late.get(month) == village.code
                if day in dates.walks:
                    self._walk(month, dates, village, day, late)
                if day == (dates.late if late else dates.report):
                    self._report(month, village, late)

    def _walk(self, month: str, dates: Dates, village: Village, day: date, late: bool) -> None:
        nth, walks = dates.walks.index(day), len(dates.walks)
        behind = late and self._is_last(month)
        if behind and nth > walks // 2:
            return
        share = [
            home for at, home in enumerate(village.homes) if at * walks // len(village.homes) == nth
        ]
        marks: dict[str, Any] = {code: self._mark() for code, _ in share}
        marks |= self._found(village, month)
        if marks:
            by = COORDINATOR if village.code == self._paper else village.worker
            self._record(village, month, {"by": by, "households": marks})

    def _mark(self) -> Any:
        draw = self._world.chance.random()
        if draw < MISSED:
            return "missed"
        if draw < MISSED + PHONED:
            return {"state": "none", "way": self._world.chance.choice(("phone", "leader"))}
        return "none"

    def _found(self, village: Village, month: str) -> dict[str, Any]:
        """The households where something was found since the last walk."""
        known = self._registrar.found.get((village.code, month), [])
        return {code: {"state": "found", "dispute": number} for code, number in known}

    def _report(self, month: str, village: Village, late: bool) -> None:
        if late and self._is_last(month):
            return
        marks = self._found(village, month)
        record: dict[str, Any] = {"by": village.worker}
        if marks:
            record["households"] = marks
        if self._quiet.get(month) == village.code and not marks:
            record |= {"zero": True, "reason": "走访到户，没有新的矛盾纠纷"}
        else:
            record["submit"] = True
        if late:
            record["reason"] = "网格员外出培训，补报"
        if village.code == self._paper:
            record |= {"source": "typed", "form": "paper", "by": COORDINATOR}
            record["received_on"] = self._world.day.isoformat()
        self._record(village, month, record)

    def _record(self, village: Village, month: str, record: dict[str, Any]) -> None:
        self._world.desk.sweeps.record(village.code, month, record)

    def _is_last(self, month: str) -> bool:
        return f"{self._world.end:%Y-%m}" == month
