"""A township's month summary against reading and parsing its documents, in one run."""

from __future__ import annotations

import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from xinfang_tui.desk import Desk
from xinfang_tui.desk.index import row
from xinfang_tui.disputes.event import Event, sealed
from xinfang_tui.disputes.fold import fold

Report = Callable[[str, float, float | None], None]

DISPUTES, IN_MONTH, ROUNDS = 100_000, 1_000, 9
MONTH, TODAY = "2026-10", date(2026, 10, 31)
TOWN = "510923104000"
VILLAGES = [f"5109231042{n:02d}" for n in range(1, 21)]


def run(report: Report) -> None:
    """Build the ledger in a temporary folder, measure, and report the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "镇"
        build(path, DISPUTES, IN_MONTH)
        measure(path, report)


def measure(path: Path, report: Report) -> None:
    """The month's status against raw sqlite3 and json on the very documents that it counts."""
    ours, raw = [], []
    with Desk.open(path, today=TODAY, readonly=True) as desk:
        status = desk.months.status(MONTH, compare=False)
        if status["indicators"]["resolved"]["denominator"] != IN_MONTH:
            raise AssertionError("the month does not hold the matters that were made for it")
        keys = sorted({id for key in ("carried", "new") for id in desk.months.open_ids(MONTH, key)})
        file = next(path.glob("*.db"))
        for _ in range(ROUNDS):
            ours.append(_timed(lambda: desk.months.status(MONTH, compare=False)))
            raw.append(_timed(lambda: _raw(file, keys)))
    name = f"{IN_MONTH} 件的月汇总（台账 {DISPUTES} 件）÷ 裸 SQLite 读出并解析"
    report(name, statistics.median(ours) / statistics.median(raw), 3.0)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _raw(file: Path, keys: list[str]) -> list[object]:
    connection = sqlite3.connect(file)
    found: list[object] = []
    query = "SELECT number FROM catalogue WHERE name = 'disputes'"
    (table,) = connection.execute(query).fetchone()
    for at in range(0, len(keys), 500):
        part = keys[at : at + 500]
        marks = ", ".join("?" * len(part))
        query = f"SELECT body FROM documents_{table} WHERE key IN ({marks})"
        found += [json.loads(body) for (body,) in connection.execute(query, part)]
    connection.close()
    return found


def build(path: Path, disputes: int, in_month: int) -> None:
    """A township whose ledger holds that many disputes, so many of them of the month."""
    rng = random.Random(20261031)
    with Desk.create(path, code="510923104", name="双桥镇", today=date(2026, 1, 1)) as desk:
        for n, code in enumerate(VILLAGES, start=1):
            desk.registry.set_place({"code": code, "name": f"第{n}村", "households": 100})
        desk.today = TODAY
        journal, rules = desk._context.journal, desk._context.rules
        with journal.transaction():
            for at in range(disputes):
                dispute = fold(_trail(rng, at, recent=at >= disputes - in_month))
                journal.disputes.put(dispute.id, dispute.to_json(), row(dispute, rules))


def _trail(rng: random.Random, at: int, *, recent: bool) -> list[Event]:
    """Six entries: registered, talked about twice, climbed, settled and visited — or still open."""
    begin = date(2026, 10, 1) if recent else date(2022, 1, 1) + timedelta(days=rng.randrange(1640))
    on = begin + timedelta(days=rng.randrange(20)) if recent else begin
    steps = list(_steps(rng, on, recent))
    return [
        sealed(
            subject=f"dispute:{at:020x}",
            kind=kind,
            clock=f"{1_790_000_000_000 + at * 100 + nth:012x}-0000",
            device="d0",
            seq=at * 10 + nth + 1,
            by=by,
            on=day.isoformat(),
            seen={},
            data=data,
            prev="",
            id=f"{at:012x}{nth:08x}",
            nonce="00",
        )
        for nth, (kind, by, day, data) in enumerate(steps)
    ]


def _steps(
    rng: random.Random, on: date, recent: bool
) -> Iterator[tuple[str, str, date, dict[str, object]]]:
    village = rng.choice(VILLAGES)
    yield (
        "register",
        "李某乙",
        on,
        {
            "number": f"柳-{on:%y%m}-{rng.randrange(10**5):05d}",
            "village": village,
            "title": "水渠灌溉放水先后争执，邻里多次口角",
            "brief": "因雨季排水冲毁田坎，双方对修复费用分担意见不一。" * 3,
            "category": rng.choice(["0101", "0201", "0902", "0701", "1102"]),
            "occurred_on": on.isoformat(),
            "parties": [
                {"name": "张建国", "phone": "13800000000", "household": f"{village}010001"},
                {"name": "王秀英", "phone": "13900000000", "household": f"{village}010002"},
            ],
            "people": rng.randrange(2, 9),
            "handler": "周某",
        },
    )
    talk = {"place": "村委会", "people": ["张", "王"], "text": "双方各述理由，" * 6}
    yield "mediate", "周某", on + timedelta(days=2), talk | {"outcome": "failed"}
    yield "meet_party", "周某", on + timedelta(days=3), {"stage": "accept"}
    up = {"to": "township", "due": str(on + timedelta(days=7)), "empty_handler": False}
    yield "escalate", "规则", on + timedelta(days=8), up
    if recent and rng.random() < 0.4:
        yield "note", "周某", on + timedelta(days=9), {"text": "约定再谈"}
        return
    terms = [{"who": "张建国", "what": "修复田坎", "due": str(on + timedelta(days=30))}]
    yield "resolve", "周某", on + timedelta(days=10), {"method": "0103", "terms": terms}
    if not recent:
        yield "visit_back", "吴某", on + timedelta(days=20), {"answer": "satisfied"}
