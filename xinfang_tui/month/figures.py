"""The month in figures: what ``month status`` answers and every paper is made from (DESIGN §10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from xinfang_tui.disputes.dispute import RESOLVED, RUNGS
from xinfang_tui.month.flow import KEYS, Flow, flow_of, numbers
from xinfang_tui.month.frame import Frame, Record
from xinfang_tui.month.ground import Due, Standing, Unit, ground_of
from xinfang_tui.month.indicators import INDICATORS, percent
from xinfang_tui.month.tables import bands, categories, channels
from xinfang_tui.month.window import Window
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})

Sets = Mapping[str, Sequence[str]]
SCREENING = "screening"
VISIT_DUE = "visit_due"
"""The matters settled and not closed by a return visit at the month's end, of whatever month."""
KNOWN, REPORTED = "known", "reported"
_SPARSE = ("rung_flow", "rungs", "category", "channel")
_BY_VILLAGE = ("flow", "rung_flow", "rungs", "category")
"""Figures whose members are kept village by village; of the others the home decides."""
READINGS = {REPORTED: "报出数", KNOWN: "更正后数"}


def _no_due(record: Record, on: str) -> str | None:
    return None


def _as_stored(record: Record) -> Record:
    return record


class Material(NamedTuple):
    """What a month's figures are made from.

    Attributes:
        window: its days; units: the screened villages with their sweeps.
        disputes: as stored; every one with a step in the month or open in it.
        published: the record of the newest published month before it, for the reading *as
            reported*; None for *as known now*.
        due, blocked: what the ladder says (see :func:`ground_of`); names: place code → name.
        standing: a dispute as it stood at the end of the window.
        studied: ids of the matters that the window's meetings decided on.
        unvisited: id → village of those settled before it and still to be visited, nothing since.
    """

    window: Window
    today: date
    units: Sequence[Unit] = ()
    disputes: Iterable[Record] = ()
    published: Record | None = None
    due: Due = _no_due
    blocked: Container[str] = frozenset()
    name: Callable[[str], str] = str
    standing: Standing = _as_stored
    studied: Container[str] = frozenset()
    unvisited: Mapping[str, str] = _NONE


class Figures(NamedTuple):
    """Numbers, and who makes each of them.

    Attributes:
        numbers: plain record in the shape of DESIGN §10 without stage and missing.
        sets: name → dispute ids or village codes: "flow.new", "flow.new@VILLAGE",
            "rung_flow.township.in", "rungs.village", an indicator's key, "KEY/" for its
            denominator, "category.02", "category.02@VILLAGE", "members", "conflicts", "visit_due".
        open: id → (village, rung) of every matter open at the end.
        homes: id → village at the end of the month.
        corrected: ids whose published start was corrected in this month.
    """

    numbers: dict[str, Any]
    sets: Sets
    open: Mapping[str, tuple[str, str]] = _NONE
    homes: Mapping[str, str] = _NONE
    corrected: Sequence[str] = ()

    def open_ids(self, key: str, village: str | None = None) -> list[str]:
        """The ids behind a figure; see :func:`opened`."""
        return opened(self.sets, self.homes, key, village)


def opened(sets: Sets, homes: Mapping[str, str], key: str, village: str | None = None) -> list[str]:
    """The ids behind a figure, as often as each is counted, in the order counted.

    Args:
        key: a name of :attr:`Figures.sets`; a flow's key alone ("carried") opens the flow, of a
            village also where an indicator is called the same ("concluded").
        village: only those of this village.

    Raises:
        KeyError: no such figure.
    """
    of_flow = key in KEYS and (village is not None or key not in sets)
    name = f"flow.{key}" if of_flow else key
    kind = name.partition(".")[0]
    if name not in sets:
        if kind in _SPARSE and _may_be(name):
            return []
        raise KeyError(key)
    if village is None:
        return list(sets[name])
    # A month that an earlier program published may have kept only the total.
    if kind in _BY_VILLAGE and any(n.startswith(f"{kind}.") and "@" in n for n in sets):
        return list(sets.get(f"{name}@{village}", ()))
    return [id for id in sets[name] if homes.get(id, id) == village]


def _may_be(name: str) -> bool:
    """Whether there may be such a figure, though nobody makes it this month."""
    kind, _, rest = name.partition(".")
    if kind == "rungs":
        return rest in RUNGS
    if kind == "rung_flow":
        rung, _, key = rest.partition(".")
        return rung in RUNGS and key in KEYS
    return bool(rest)


def figures(material: Material) -> Figures:
    """The figures of a month.

    Raises:
        FlowBroken: they do not add up.
    """
    window, units = material.window, material.units
    frame = Frame.reported(window, material.published)
    flow = flow_of(material.disputes, frame)
    asked = (material.due, material.blocked, material.standing, material.studied)
    ground = ground_of(flow, window, material.today, units, *asked)
    sets: dict[str, Sequence[str]] = {}
    indicators: dict[str, Any] = {}
    for indicator in INDICATORS:
        numerator, denominator = indicator.lists(ground)
        indicators[indicator.key] = indicator.share(numerator, denominator).to_json()
        sets[indicator.key] = [item.id for item in numerator]
        sets[f"{indicator.key}/"] = [item.id for item in denominator]
    unseen = sum(1 for item in ground.registered if item.settled and not item.visited)
    indicators["resolved"]["unvisited"] = unseen
    _flow_sets(sets, flow)
    sets["conflicts"] = [item.id for item in ground.matters if item.record.get("conflicts")]
    waiting = [walk.id for walk in flow.walks if walk.counted and walk.status == RESOLVED]
    sets[VISIT_DUE] = [*material.unvisited, *waiting]
    sets["members"] = [item.id for item in ground.members]
    villages = _villages(units, flow, material.name)
    # A late report of a closed month counts as new in this one, but was found in that one's sweep.
    first = window.first.isoformat()
    screened = Counter(
        (item.village, item.record.get("channel", SCREENING) == SCREENING)
        for item in ground.registered
        if item.record["registered_on"] >= first
    )
    record = {
        "month": window.month,
        "window": window.to_json(),
        "units": [_unit(code, name, unit, flow, screened) for code, name, unit in villages],
        "flow": numbers(flow.total),
        "rung_flow": {rung: numbers(flow.rungs.get(rung)) for rung in RUNGS},
        "indicators": indicators,
        "rungs": {
            rung: len(flow.rungs[rung]["open"]) if rung in flow.rungs else 0 for rung in RUNGS
        },
        "members": len(ground.members),
        "conflicts": len(sets["conflicts"]),
        VISIT_DUE: len(sets[VISIT_DUE]),
        "people": sum(item.record.get("people", 0) for item in ground.registered),
        "bands": bands(ground),
        "categories": categories(ground, sets),
        "channels": channels(ground, sets),
        "until": {unit.code: unit.data_until for unit in units if unit.data_until},
    }
    homes = {**material.unvisited, **{walk.id: walk.home for walk in flow.walks}}
    return Figures(record, sets, flow.open, homes, flow.corrected)


def _flow_sets(sets: dict[str, Sequence[str]], flow: Flow) -> None:
    for key in KEYS:
        sets[f"flow.{key}"] = flow.total[key]
        for code, tally in flow.villages.items():
            if tally[key]:
                sets[f"flow.{key}@{code}"] = tally[key]
        for rung, tally in flow.rungs.items():
            if tally[key]:
                sets[f"rung_flow.{rung}.{key}"] = tally[key]
        for (code, rung), tally in flow.places.items():
            if tally[key]:
                sets[f"rung_flow.{rung}.{key}@{code}"] = tally[key]
    for rung, tally in flow.rungs.items():
        sets[f"rungs.{rung}"] = tally["open"]
    for (code, rung), tally in flow.places.items():
        if tally["open"]:
            sets[f"rungs.{rung}@{code}"] = tally["open"]


def _villages(
    units: Sequence[Unit], flow: Flow, name: Callable[[str], str]
) -> list[tuple[str, str, Unit | None]]:
    """The screened villages, then every other place that has matters."""
    known = {unit.code for unit in units}
    others = sorted(code for code in flow.villages if code not in known)
    rows: list[tuple[str, str, Unit | None]] = [(unit.code, unit.name, unit) for unit in units]
    return rows + [(code, name(code), None) for code in others]


def _unit(
    code: str, name: str, unit: Unit | None, flow: Flow, screened: Mapping[tuple[str, bool], int]
) -> dict[str, Any]:
    record: dict[str, Any] = {"code": code, "name": name}
    if unit is None:
        record |= dict.fromkeys(
            ("households", "found", "none", "missed", "unvisited", "coverage", "report", "on_time")
        )
    else:
        record |= swept(unit) | {
            "conflicts": len(unit.sweep.conflicts),
            "who": unit.who,
            "data_until": unit.data_until,
        }
        record["screened"], record["beside"] = screened[code, True], screened[code, False]
    record["flow"] = numbers(flow.villages.get(code))
    return record


def swept(unit: Unit) -> dict[str, Any]:
    """A unit's households by what was found, and its report, as the units of the month's JSON."""
    seen, submission = unit.coverage, unit.submission
    return {
        "households": seen.households,
        "found": seen.found,
        "none": seen.none,
        "missed": seen.missed,
        "unvisited": seen.unvisited,
        "coverage": percent(seen.seen, seen.households),
        "ways": dict(seen.ways),
        "outside": seen.outside,
        "report": submission.kind if submission else None,
        "on_time": unit.on_time if submission else None,
        "received_on": submission.received_on if submission else None,
        "source": submission.source if submission else None,
        "form": submission.form if submission else None,
        "reason": submission.reason if submission else None,
    }
