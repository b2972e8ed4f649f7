"""Scoring of offices, never of people (DESIGN §6): weights, size groups, the year's sum, notices.

Only what an office does is scored; complaints received and matters that surfaced are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from xinfang_tui.month.window import shifted
from xinfang_tui.setting_checks import WEIGHTS
from xinfang_tui.tuples import NamedTuple

OF = {
    "coverage": "coverage",
    "on_time": "on_time",
    "in_time": "in_time",
    "settled": "verified",
    "visited": "visited",
    "quality": "quality",
}
"""The indicator that each weight scores."""

SMALL = 5
"""Fewer than this in the denominator: the value is greyed, it says little."""

CROWD = 20
"""A surfaced matter with more people than this opens a review of the office (超过：21 or more)."""

GROUPS = ((200, "一类（200件以上）"), (50, "二类（50—199件）"), (0, "三类（不足50件）"))
"""Least matters handled in the year so far → size group; offices are ranked within theirs."""


class Part(NamedTuple):
    """One weighted part of a score; ``points`` is None when there was nothing to score."""

    key: str
    weight: int
    value: float | None
    denominator: float
    points: float | None

    @property
    def grey(self) -> bool:
        """Whether the denominator is too small to say much."""
        return self.denominator < SMALL


class Score(NamedTuple):
    """An office's score of a month, out of 100."""

    parts: tuple[Part, ...]
    total: float | None

    @property
    def grey(self) -> bool:
        """Whether most of the weight rests on small numbers."""
        scored = sum(part.weight for part in self.parts if part.points is not None)
        small = sum(p.weight for p in self.parts if p.points is not None and p.grey)
        return 2 * small > scored

    def to_json(self) -> dict[str, Any]:
        """The score as papers and screens take it."""
        return {
            "total": self.total,
            "grey": self.grey,
            "parts": {
                part.key: {
                    "weight": part.weight,
                    "value": part.value,
                    "denominator": part.denominator,
                    "points": part.points,
                    "grey": part.grey,
                }
                for part in self.parts
            },
        }


def score(indicators: Mapping[str, Any], weights: Mapping[str, int] = WEIGHTS) -> Score:
    """The score that a month's indicators give.

    A part with nothing to score is left out and the others carry the whole: an office that had
    nothing to conclude is neither praised nor blamed for it.

    Args:
        indicators: ``month status``'s indicators.
        weights: part → weight, adding up to 100.
    """
    parts = []
    for key, weight in weights.items():
        found = indicators[OF[key]]
        value = found["value"]
        points = None if value is None else round(value * weight / 100, 2)
        parts.append(Part(key, weight, value, found["denominator"], points))
    scored = [part for part in parts if part.points is not None]
    weight = sum(part.weight for part in scored)
    points = sum(part.points or 0.0 for part in scored)
    return Score(tuple(parts), round(100 * points / weight, 1) if weight else None)


def group(handled: int) -> str:
    """The size group of an office that handled so many matters."""
    return next(name for least, name in GROUPS if handled >= least)


def ranks(totals: Mapping[str, float | None], handled: Mapping[str, int]) -> dict[str, int]:
    """Office → place within its size group, best first; equal scores share a place.

    An office without a score has no place.
    """
    places: dict[str, int] = {}
    for office, total in totals.items():
        if total is None:
            continue
        mine = group(handled.get(office, 0))
        places[office] = 1 + sum(
            other is not None and other > total and group(handled.get(name, 0)) == mine
            for name, other in totals.items()
        )
    return places


def year_sum(months: Sequence[Mapping[str, float | None]]) -> dict[str, float]:
    """Office → its monthly scores added up over the year."""
    sums: dict[str, float] = {}
    for totals in months:
        for office, total in totals.items():
            sums[office] = sums.get(office, 0.0) + (total or 0.0)
    return {office: round(total, 1) for office, total in sums.items()}


def last_of(totals: Mapping[str, float | None], handled: Mapping[str, int]) -> set[str]:
    """The offices last in their size group; nobody is last of a group of one, or of equals."""
    found = set()
    for name in {group(handled.get(office, 0)) for office in totals}:
        mine = {
            office: total
            for office, total in totals.items()
            if total is not None and group(handled.get(office, 0)) == name
        }
        if mine and min(mine.values()) < max(mine.values()):
            found |= {office for office, total in mine.items() if total == min(mine.values())}
    return found


def notices(lasts: Mapping[str, set[str]]) -> dict[str, list[str]]:
    """Office → the quarters ("2026Q1") for which it gets a 通报: last in each of their months.

    Args:
        lasts: month → the offices last in it (:func:`last_of`).
    """
    found: dict[str, list[str]] = {}
    quarters = sorted({_quarter(month) for month in lasts})
    for quarter in quarters:
        begin = f"{quarter[:4]}-{3 * int(quarter[5]) - 2:02d}"
        months = [lasts.get(shifted(begin, by), set()) for by in range(3)]
        for office in sorted(set.intersection(*months)):
            found.setdefault(office, []).append(quarter)
    return found


def watched(noticed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Office → the years in which two notices make it 重点管理."""
    found = {}
    for office, quarters in noticed.items():
        years = Counter(quarter[:4] for quarter in quarters)
        if many := [year for year, count in sorted(years.items()) if count >= 2]:
            found[office] = many
    return found


def _quarter(month: str) -> str:
    return f"{month[:4]}Q{(int(month[5:7]) + 2) // 3}"
