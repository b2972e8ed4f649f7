"""A large made-up ledger to measure on: disputes with their events, written by the store's API."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store import Ledger

EVENT_COLUMNS = {
    "subject": "TEXT",
    "device": "TEXT",
    "seq": "INTEGER",
    "month": "TEXT",
    "kind": "TEXT",
    "hash": "TEXT",
}
EVENT_INDEXES = [["subject"], ["device", "seq"], ["month", "kind"]]
DISPUTE_COLUMNS = {
    "number": "TEXT",
    "village": "TEXT",
    "category": "TEXT",
    "scale": "TEXT",
    "channel": "TEXT",
    "track": "TEXT",
    "month": "TEXT",
    "registered_on": "TEXT",
    "occurred_on": "TEXT",
    "rung": "TEXT",
    "status": "TEXT",
    "due": "TEXT",
    "climb_on": "TEXT",
    "handler": "TEXT",
    "leader": "TEXT",
    "unit": "TEXT",
    "people": "INTEGER",
    "extensions": "INTEGER",
    "transfers": "INTEGER",
    "attempts": "INTEGER",
    "reopened": "INTEGER",
    "conflicts": "INTEGER",
    "pinyin": "TEXT",
    "search": "TEXT",
    "rules_version": "INTEGER",
}
DISPUTE_INDEXES = [["status", "due"], ["climb_on"], ["month", "village"], ["number"]]
_KINDS = ("register", "accept", "meet_party", "mediate", "note", "resolve")
_RUNGS = ("village", "township", "joint_meeting", "leader_case")


def declare(ledger: Ledger) -> None:
    """The two tables with their indexes."""
    ledger.declare("events", EVENT_COLUMNS, EVENT_INDEXES)
    ledger.declare("disputes", DISPUTE_COLUMNS, DISPUTE_INDEXES)


def event(dispute: int, nth: int, seq: int) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Key, document and index row of one event, some 600 bytes."""
    key = f"{seq:020x}"
    kind = _KINDS[nth % len(_KINDS)]
    link = {
        "subject": f"dispute:{dispute:08d}",
        "device": f"device-{dispute % 40:02d}",
        "seq": seq,
        "kind": kind,
        "hash": f"{seq * 2654435761 % 2**128:032x}",
    }
    document = {
        "id": key,
        **link,
        "clock": f"{1_790_000_000_000 + seq * 1000:012x}-0000",
        "by": "王建国",
        "on": f"2026-{1 + dispute % 12:02d}-{1 + seq % 28:02d}",
        "seen": {f"device-{dispute % 40:02d}": seq - 1},
        "data": {"place": "村委会调解室", "outcome": "continued", "text": "双方各述理由，" * 8},
        "nonce": f"{seq:016x}",
        "digest": f"{seq * 40503 % 2**128:032x}",
        "prev": f"{(seq - 1) * 2654435761 % 2**128:032x}",
    }
    return key, document, {**link, "month": f"2026-{1 + dispute % 12:02d}"}


def dispute(number: int, events: int) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Key, document and index row of one folded dispute, some 2 000 bytes."""
    month, day = 1 + number % 12, 1 + number % 28
    facts = {
        "number": f"柳-26{month:02d}-{number:05d}",
        "village": f"43012110{number % 20:04d}",
        "category": f"{1 + number % 14:02d}",
        "scale": "01",
        "channel": "screening",
        "track": "mediation",
        "registered_on": f"2026-{month:02d}-{day:02d}",
        "occurred_on": f"2026-{month:02d}-{day:02d}",
        "rung": _RUNGS[number % 17 % 4],
        "status": "open" if number % 5 else "closed",
        "due": f"2026-{month:02d}-{day:02d}" if number % 5 else None,
        "handler": "李秀英",
        "leader": None,
        "unit": "镇综治中心",
        "people": 2 + number % 9,
        "extensions": 0,
        "transfers": number % 3,
        "attempts": events,
        "reopened": 0,
    }
    title = f"第{number}号宅基地边界与排水纠纷"
    document = {
        "id": f"{number:08d}",
        **facts,
        "title": title,
        "brief": "因雨季排水冲毁田坎，双方对修复费用分担意见不一。" * 5,
        "parties": [
            {"name": name, "kind": "person", "phone": "13800000000", "address": "某村三组"}
            for name in ("张三", "李四")
        ],
        "trail": [f"{number * events + nth:020x}" for nth in range(events)],
        "conflicts": [],
    }
    index = {
        **facts,
        "month": f"2026-{month:02d}",
        "climb_on": facts["due"],
        "conflicts": 0,
        "pinyin": "zs ls",
        "search": f"{title} 张三 李四 {facts['number']}",
        "rules_version": 1,
    }
    return str(document["id"]), document, index


def build(path: Path, disputes: int, events_each: int) -> None:
    """Write the ledger, in one transaction; a file that is there is added to."""
    with Ledger(path) as ledger:
        declare(ledger)
        events, folded = ledger.table("events"), ledger.table("disputes")
        with ledger.transaction():
            for number in range(disputes):
                for nth in range(events_each):
                    _put(events.put, event(number, nth, 1 + number * events_each + nth))
                _put(folded.put, dispute(number, events_each))


def _put(put: Any, parts: tuple[str, Mapping[str, Any], Mapping[str, Any]]) -> None:
    put(*parts)
