"""A desk without a ledger: the records that the screens need, made up and always the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from xinfang_tui.places import Household, Place, PlaceTree
from xinfang_tui.settings import Settings

TODAY = date(2026, 10, 21)
TOWN = "341623101000"
VILLAGES = {
    "341623101200": "东湾村",
    "341623101201": "西坡村",
    "341623101202": "石桥村",
    "341623101203": "柳树沟村",
    "341623101204": "新民社区",
}
TITLES = (
    "水渠灌溉放水先后争执",
    "村道扩建占地补偿",
    "工地拖欠工资",
    "宅基地界址不清，两家院墙之间的滴水檐和过道归谁使用多次发生争吵",
    "婆媳赡养纠纷",
    "养殖场污水排入[/x]“—…”𠮷😀１２３",
)
RUNGS = ("village", "township", "joint_meeting", "leader_case")


def row(at: int) -> dict[str, Any]:
    """The at-th made-up dispute, as the index gives it."""
    village = list(VILLAGES)[at % 5]
    due = TODAY + timedelta(days=at % 23 - 6)
    return {
        "id": f"d{at}",
        "number": f"{VILLAGES[village][0]}-2610-{at % 100:02d}{at:03d}",
        "title": TITLES[at % len(TITLES)],
        "village": village,
        "village_name": VILLAGES[village],
        "category": ("0201", "1102", "0701", "0902", "0102", "0504")[at % 6],
        "rung": RUNGS[at % 4],
        "status": "open" if at % 5 else "resolved",
        "registered_on": (TODAY - timedelta(days=at % 40)).isoformat(),
        "due": due.isoformat(),
        "due_target": due.isoformat(),
        "overdue": bool(at % 5) and due < TODAY,
        "handler": ("周敏", "李文", "刘强")[at % 3],
        "people": at % 7 + 1,
        "conflicts": [],
        "channel": "screening",
        "scale": "01",
        "track": "mediation",
    }


class FakeDisputes:
    """Any number of disputes, made when they are asked for."""

    def __init__(self, count: int) -> None:
        self.total = count
        self.added: list[dict[str, Any]] = []
        self.acted: list[tuple[str, str, dict[str, Any]]] = []

    def page(
        self, filter: Mapping[str, Any], order: Sequence[Any], offset: int, limit: int
    ) -> list[dict[str, Any]]:
        return [row(at) for at in range(offset, min(self.total, offset + limit))]

    def count(self, filter: Mapping[str, Any]) -> int:
        return self.total


class FakeDesk:
    """Answers what the screens ask."""

    def __init__(self, folder: Path, count: int = 60) -> None:
        self.folder = folder
        self.user: str | None = None
        self.today = TODAY
        self.settings = Settings()
        self.version = 1
        self.disputes = FakeDisputes(count)
        places = [Place(TOWN, "双桥镇", "township")]
        places += [Place(code, name, "village", name[0]) for code, name in VILLAGES.items()]
        households = {
            code: [
                Household(f"{code}01{n:04d}", code, "一组", f"{n:03d}", "张某", walk_order=n)
                for n in range(1, 9)
            ]
            for code in VILLAGES
        }
        self.places_tree = PlaceTree(places, households)
        self.registry = SimpleNamespace(staff=lambda: STAFF, places=list)

    def ribbon(self) -> dict[str, Any]:
        return {
            "unit": "双桥镇",
            "month": "2026-10",
            "stage": "summarise",
            "stages": [],
            "overdue": 3,
            "last_backup": "今天",
            "unsent": 0,
        }


STAFF = [
    {"name": "周敏", "role": "township_coordinator", "place": TOWN, "unit": "镇调解中心"},
    {"name": "李文", "role": "grid_worker", "place": "341623101203", "unit": "柳树沟村"},
    {"name": "王建国", "role": "township_leader", "place": TOWN, "unit": "双桥镇"},
]
