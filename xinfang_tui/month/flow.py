"""The month's flow (DESIGN §6): carried + new + reopened + in − concluded − out = open.

What is counted is read off positions. A matter's steps are replayed; a matter is somewhere (open,
in a village, on a rung) or nowhere, and every change of place counts once where it left and once
where it came. So the identity holds for every village, every rung and in total by the way it is
counted, and it is checked all the same.

*As known now* puts a step into the month of its day. *As reported* leaves the steps that a
published month covered where they were and counts later ones in the first month not yet published;
that month starts from the published open matters, and what the published start does not explain
(a covered entry undone since, a matter linked away) is a correction, counted in ``in`` or ``out``.

A matter linked to a lead as ``same`` or ``part`` is counted with its lead, as one 件; itself it is
in no flow. One ``split`` off is settled on its own and counted on its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import copy
from typing import Any

from xinfang_tui.month.frame import Frame, Place, Record
from xinfang_tui.month.walk import Walk, is_member, step, timed
from xinfang_tui.refusal import Refused

Tally = dict[str, list[str]]

CARRIED, NEW, REOPENED, IN, CONCLUDED, OUT, OPEN = KEYS = (
    "carried",
    "new",
    "reopened",
    "in",
    "concluded",
    "out",
    "open",
)
NAMES = {
    CARRIED: "上月结转",
    NEW: "新增",
    REOPENED: "重开",
    IN: "转入",
    CONCLUDED: "办结",
    OUT: "转出",
    OPEN: "在办",
}


class FlowBroken(Refused):
    """The figures do not add up; nothing may be published from them."""


def _tally() -> Tally:
    return {key: [] for key in KEYS}


class Flow:
    """The flow of a month: who makes each number, in total, by village and by rung.

    A matter may stand twice in a list that counts steps (``concluded``, ``reopened``, ``in``).
    ``places`` holds the rungs' lists village by village.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.total: Tally = _tally()
        self.villages: dict[str, Tally] = defaultdict(_tally)
        self.rungs: dict[str, Tally] = defaultdict(_tally)
        self.places: dict[Place, Tally] = defaultdict(_tally)
        self.walks: list[Walk] = []
        self.corrected: list[str] = []

    def count(self, key: str, id: str, village: str, rung: str) -> None:
        """Count one step in total, for its village and for its rung."""
        self.total[key].append(id)
        self.villages[village][key].append(id)
        self.rungs[rung][key].append(id)
        self.places[village, rung][key].append(id)

    def move(self, id: str, here: Place, there: Place) -> None:
        """Count a change of village or rung of an open matter; the total is not moved."""
        if here[0] != there[0]:
            self.villages[here[0]][OUT].append(id)
            self.villages[there[0]][IN].append(id)
        if here[1] != there[1]:
            self.rungs[here[1]][OUT].append(id)
            self.rungs[there[1]][IN].append(id)
            self.places[here][OUT].append(id)
            self.places[there][IN].append(id)

    @property
    def open(self) -> dict[str, Place]:
        """Id → (village, rung) of every matter open at the month's end."""
        return {walk.id: (walk.village, walk.rung) for walk in self.walks if walk.open}

    def check(self) -> None:
        """Hold the identity to the matters that stand open.

        Raises:
            FlowBroken: naming where it does not hold.
        """
        villages = Counter(walk.village for walk in self.walks if walk.open)
        rungs = Counter(walk.rung for walk in self.walks if walk.open)
        _hold("全镇", self.total, villages.total())
        for code in self.villages.keys() | villages.keys():
            _hold(code, self.villages.get(code), villages[code])
        for name in self.rungs.keys() | rungs.keys():
            _hold(name, self.rungs.get(name), rungs[name])


def numbers(tally: Tally | None) -> dict[str, int]:
    """A tally as the seven numbers of DESIGN §10."""
    return {key: len(tally[key]) if tally else 0 for key in KEYS}


def _hold(where: str, tally: Tally | None, standing: int) -> None:
    n = numbers(tally)
    due = n[CARRIED] + n[NEW] + n[REOPENED] + n[IN] - n[CONCLUDED] - n[OUT]
    if due != n[OPEN] or standing != n[OPEN]:
        raise FlowBroken(
            f"{where}的件数合不上：上月结转 {n[CARRIED]} ＋新增 {n[NEW]} ＋重开 {n[REOPENED]} "
            f"＋转入 {n[IN]} －办结 {n[CONCLUDED]} －转出 {n[OUT]} 应为 {due}，在办却有 {standing}",
            safe="台账没有改动",
            do="请运行数据校验（verify），再做汇总",
        )


def flow_of(records: Iterable[Record], frame: Frame) -> Flow:
    """The flow that the disputes, as stored, make in the frame.

    Args:
        records: every dispute with a step in the frame or open in it; more do no harm.

    Raises:
        FlowBroken: the steps of a dispute do not lead to where it stands, or the sum does not hold.
    """
    flow = Flow(frame)
    seen = set()
    for record in records:
        seen.add(record["id"])
        flow.walks.append(_walk(flow, record))
    if frame.carried:
        for id in sorted(frame.carried.keys() - seen):
            flow.count(CARRIED, id, *frame.carried[id])
            flow.count(OUT, id, *frame.carried[id])
            flow.corrected.append(id)
    flow.check()
    return flow


def _walk(flow: Flow, record: Record) -> Walk:
    frame, id = flow.frame, record["id"]
    walk = Walk(id, record)
    steps = timed(record, frame)
    if is_member(record):
        walk.counted, steps = False, []
    first, last, total = frame.first, frame.last, len(steps)
    at = 0
    while at < total and steps[at][0] < first:
        step(walk, steps[at][1])
        at += 1
    begin = at
    while at < total and steps[at][0] <= last:
        at += 1
    if frame.carried is None:
        start = (walk.village, walk.rung) if walk.open else None
        _count(flow, walk, start, steps[begin:at])
    else:
        _count_from(flow, walk, frame.carried.get(id), steps[begin:at])
    if at == total and total and walk.open != (record.get("status", OPEN) == OPEN):
        number = record.get("number") or id
        raise FlowBroken(
            f"{number} 的经过和现状合不上",
            safe="台账没有改动",
            do="请运行数据校验（verify），再做汇总",
        )
    return walk


def _count_from(flow: Flow, walk: Walk, published: Place | None, steps: list[Any]) -> None:
    """Count from the published start, and correct what it does not explain."""
    fresh = copy(walk)
    walk.open = published is not None
    if published is not None:
        walk.village, walk.rung = published
    _count(flow, walk, published, steps, finish=False)
    for _, row in steps:
        step(fresh, row)
    here, there = (walk.village, walk.rung), (fresh.village, fresh.rung)
    if walk.open and fresh.open:
        if here != there:
            flow.move(walk.id, here, there)
            flow.corrected.append(walk.id)
    elif walk.open or fresh.open:
        flow.count(OUT if walk.open else IN, walk.id, *(here if walk.open else there))
        flow.corrected.append(walk.id)
    walk.village, walk.rung, walk.open = fresh.village, fresh.rung, fresh.open
    walk.status = fresh.status
    _finish(flow, walk)


def _count(
    flow: Flow, walk: Walk, start: Place | None, steps: list[Any], finish: bool = True
) -> None:
    id = walk.id
    if start is not None:
        walk.carried = True
        flow.count(CARRIED, id, *start)
    entered = False
    for _, row in steps:
        was, here = walk.open, (walk.village, walk.rung)
        step(walk, row)
        if walk.open:
            there = (walk.village, walk.rung)
            if was:
                if here != there:
                    flow.move(id, here, there)
                continue
            entered = row[4] == "in"
            if row[4] == "new":
                walk.new = True
                flow.count(NEW, id, *there)
            elif entered:
                walk.entered = True
                flow.count(IN, id, *there)
            else:
                walk.reopened += 1
                flow.count(REOPENED, id, *there)
        elif was:
            if row[4] == "out":
                flow.count(OUT, id, *here)
            else:
                flow.count(CONCLUDED, id, *here)
                walk.concluded.append((row[3], row[6], walk.since))
                walk.of_office += not entered
    if finish:
        _finish(flow, walk)


def _finish(flow: Flow, walk: Walk) -> None:
    if walk.open:
        flow.count(OPEN, walk.id, walk.village, walk.rung)
