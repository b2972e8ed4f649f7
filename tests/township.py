"""A small township on a real desk, for tests of what the desk does."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from xinfang_tui.desk import Desk

DAY = date(2026, 10, 3)
EAST, LIU = "341623101200", "341623101203"
PLACES = (
    (EAST, "东湾村", 12),
    ("341623101201", "西坡村", 9),
    ("341623101202", "石桥村", 15),
    (LIU, "柳树沟村", 8),
    ("341623101204", "新民社区", 15),
)


def township(folder: Path, today: date = DAY, **how: Any) -> Desk:
    """双桥镇 with five villages of a few households each; ``how`` as ``Desk.create`` takes it."""
    desk = Desk.create(folder, code="341623101000", name="双桥镇", today=today, **how)
    for code, name, households in PLACES:
        desk.registry.set_place({"code": code, "name": name, "households": households})
    return desk


def matter(**other: Any) -> dict[str, Any]:
    """What a form hands in: neighbours quarrel over a ditch."""
    record = {
        "village": LIU,
        "title": "水渠灌溉放水先后争执",
        "category": "0201",
        "occurred_on": "2026-10-03",
        "parties": [{"name": "张建国", "phone": "13800000000"}, {"name": "王秀英"}],
        "people": 2,
    }
    return record | other
