"""The walk as values: which household comes when, what was marked, who is next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from screens.pieces.cells import halfwidth
from xinfang_tui.places import EMPTY

FOUND, NONE, MISSED, UNVISITED = "found", "none", "missed", "unvisited"
STATES = {FOUND: "有", NONE: "无", MISSED: "未见到", UNVISITED: ""}


@dataclass(frozen=True, slots=True)
class Stop:
    """A household on the walk.

    Attributes:
        code, group, door, head: of the household; last, now: its state last month and this month.
        note: number of the matter found this month; open: how many matters are open there.
        added: it came since the month was opened and counts in no coverage; empty: it is 空户 by
            now, and counts all the same.
    """

    code: str
    group: str = ""
    door: str = ""
    head: str = ""
    last: str = UNVISITED
    now: str = UNVISITED
    note: str = ""
    open: str = ""
    added: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """All households to be visited, in the order of the walk."""

    stops: tuple[Stop, ...] = ()

    def marked(self, code: str, state: str, note: str = "") -> Walk:
        """The walk with one more mark."""
        return replace(
            self,
            stops=tuple(
                replace(stop, now=state, note=note) if stop.code == code else stop
                for stop in self.stops
            ),
        )

    def next_after(self, index: int) -> int | None:
        """The next household without a mark, from the beginning again at the end."""
        order = [*range(index + 1, len(self.stops)), *range(index + 1)]
        return next((i for i in order if self.stops[i].now == UNVISITED), None)

    def count(self, *states: str) -> int:
        """How many of the households that the month counts are in these states."""
        return sum(stop.now in states for stop in self.stops if not stop.added)

    @property
    def found_any(self) -> bool:
        """Whether something was found at any door, counted or not."""
        return any(stop.now == FOUND for stop in self.stops)

    @property
    def added(self) -> int:
        """How many came since the month was opened."""
        return sum(stop.added for stop in self.stops)

    @property
    def seen(self) -> int:
        """Households that somebody was seen of: 有 and 无."""
        return self.count(FOUND, NONE)

    @property
    def missed_before(self) -> int:
        """How many were missed last month: they come first."""
        return sum(stop.last == MISSED for stop in self.stops)

    def groups(self) -> list[str]:
        """The groups in the order of their codes, wherever the households missed before stand."""
        by_code = sorted(self.stops, key=lambda stop: stop.code)
        return list(dict.fromkeys(stop.group for stop in by_code))

    def first_of(self, group: str) -> int:
        """Where a group begins, preferably at a household without a mark."""
        inside = [i for i, stop in enumerate(self.stops) if stop.group == group]
        fresh = [i for i in inside if self.stops[i].now == UNVISITED]
        return (fresh or inside or [0])[0]


def walk_of(records: Iterable[Mapping[str, Any]]) -> Walk:
    """The walk that the desk's records make; it names those missed last month first."""
    stops: list[Stop] = []
    for record in records:
        matters = record.get("matters") or ()
        found = record.get("dispute") or ""
        note = next((str(m["number"]) for m in matters if m["id"] == found), "")
        stops.append(
            Stop(
                str(record["code"]),
                str(record.get("group") or ""),
                str(record.get("door") or ""),
                str(record.get("head") or ""),
                str(record.get("last") or UNVISITED),
                str(record.get("state") or UNVISITED),
                note,
                f"{len(matters)} 件在办" if matters else "",
                bool(record.get("added")),
                record.get("kind") == EMPTY,
            )
        )
    return Walk(tuple(stops))


def by_doors(walk: Walk, typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """Households named by their door or the tail of their code; and what names none or several.

    14, 014, 14号 and １４ name one door.
    """
    found: list[str] = []
    unknown: list[str] = []
    for word in typed:
        plain = _door(word)
        fitting = [s for s in walk.stops if _door(s.door or s.code[-4:]) == plain]
        if len(fitting) == 1:
            found.append(fitting[0].code)
        else:
            unknown.append(word)
    return found, unknown


def _door(text: str) -> str:
    plain = halfwidth(text).strip()
    return plain.removesuffix("号").lstrip("0") or plain
