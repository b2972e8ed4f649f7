"""A run of the ladder on a small and on a large ledger: what is not due costs nothing."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from xinfang_tui.desk import Desk
from xinfang_tui.desk.eventrow import index_of, key_of
from xinfang_tui.desk.index import row
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import sealed
from xinfang_tui.disputes.fold import fold

Report = Callable[[str, float, float | None], None]

SMALL, LARGE, DUE, ROUNDS = 50_000, 100_000, 500, 5
FIRST = date(2026, 10, 20)
"""A Tuesday: what was registered eight days before fell due on the Monday."""
VILLAGE = "510923104201"
_DAY = timedelta(days=1)


def run(report: Report) -> None:
    """Build both ledgers in a temporary folder, climb on each in turn, report the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        desks = [build(Path(folder) / str(count), count) for count in (SMALL, LARGE)]
        taken: list[list[float]] = [[], []]
        for nth in range(ROUNDS):
            for desk, times in zip(desks, taken, strict=True):
                times.append(_climb(desk, FIRST + nth * _DAY))
        for desk in desks:
            desk.close()
    small, large = (statistics.median(times) for times in taken)
    name = f"上报一轮（{DUE} 件到期）：{LARGE} 件在办 ÷ {SMALL} 件在办"
    report(name, large / small, 1.2)


def _climb(desk: Desk, day: date) -> float:
    desk.today = day
    start = time.perf_counter()
    found = desk.ladder.escalate()
    seconds = time.perf_counter() - start
    if sum(one["applied"] for one in found) != DUE:
        raise AssertionError(f"{len(found)} matters are due on {day}, not {DUE}")
    return seconds


def build(folder: Path, count: int) -> Desk:
    """A township with so many open matters, ``DUE`` of them due to climb on each of some days."""
    desk = Desk.create(folder, code="510923104", name="双桥镇", today=date(2026, 1, 5))
    desk.registry.set_place({"code": VILLAGE, "name": "柳树沟村", "households": 100})
    desk.registry.add_staff({"name": "周敏", "role": "township_mediator"})
    journal, rules = desk._context.journal, desk._context.rules
    kinds = [_matter(FIRST + nth * _DAY - 8 * _DAY, "village") for nth in range(ROUNDS)] + [
        _matter(FIRST, "leader_case")
    ]
    rows = [row(each, rules) for each in kinds]
    with journal.transaction():
        for at in range(count):
            which = min(at // DUE, ROUNDS)
            _put(journal, kinds[which], rows[which], at)
    return desk


def _put(journal: Any, dispute: Dispute, index: dict[str, Any], at: int) -> None:
    id, number = f"{at:020x}", f"柳-2610-{at:06d}"
    record = {**dispute.to_json(), "id": id, "number": number}
    journal.disputes.put(id, record, index | {"number": number})
    if at < DUE * ROUNDS:
        event = sealed(
            subject=f"dispute:{id}",
            kind="register",
            clock=f"{1_790_000_000_000 + at:012x}-0000",
            device="d0",
            seq=at + 1,
            by="周敏",
            on=dispute.registered_on.isoformat(),
            seen={},
            data=_data(dispute.rung) | {"number": number},
            prev="",
            id=id,
            nonce="00",
        )
        journal.events.put(key_of(event.device, event.seq), event.to_json(), index_of(event, None))


def _data(rung: str) -> dict[str, Any]:
    return {
        "village": VILLAGE,
        "title": "水渠灌溉放水先后争执",
        "category": "0201",
        "occurred_on": "2026-09-28",
        "parties": [{"name": "张建国"}, {"name": "王秀英"}],
        "people": 4,
        "rung": rung,
        "tier": "township" if rung == "leader_case" else "",
        "handler": "周敏",
    }


def _matter(on: date, rung: str) -> Dispute:
    event = sealed(
        subject="dispute:x",
        kind="register",
        clock="019000000000-0000",
        device="d0",
        seq=1,
        by="周敏",
        on=on.isoformat(),
        seen={},
        data=_data(rung) | {"number": "柳-2610-000000"},
        prev="",
        id="x",
        nonce="00",
    )
    return fold([event])
