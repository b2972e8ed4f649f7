"""Offices in temporary folders: a township, its villages, a stick between them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from xinfang_tui.desk import joining
from xinfang_tui.desk.desk import Desk
from xinfang_tui.desk.machines import Machines

TOWNSHIP, EAST, WEST, SOUTH = "510923104000", "510923104201", "510923104202", "510923104203"
NAMES = {EAST: "东湾村", WEST: "西坡村", SOUTH: "南沟村"}
DAY = date(2026, 10, 12)


@dataclass
class Office:
    """A desk with its machines' facet and a stick."""

    desk: Desk
    stick: Path

    @property
    def machines(self) -> Machines:
        return Machines(self.desk._context)

    def add(self, village: str, title: str, **more: Any) -> dict[str, Any]:
        record = {
            "village": village,
            "title": title,
            "category": "0201",
            "occurred_on": "2026-10-03",
            "registered_on": "2026-10-05",
            "parties": [{"name": "张建军"}, {"name": "王桂英"}],
        }
        return self.desk.disputes.add(record | more)

    def act(self, number: str, kind: str, **data: Any) -> dict[str, Any]:
        return self.desk.disputes.act(number, kind, data)

    def pack(self, to: str | None = None) -> Path:
        return Path(self.machines.pack(self.stick, to)["file"])

    def take(self, *files: Path, dry_run: bool = False) -> dict[str, Any]:
        return self.machines.unpack(files, dry_run)

    def numbers(self) -> set[str]:
        return {record["number"] for record in self.desk.disputes.list()}

    def state(self, number: str) -> dict[str, Any]:
        record = self.desk.disputes.show(number)
        return {key: record[key] for key in ("title", "status", "rung", "handler", "conflicts")}


@dataclass
class World:
    """All offices of a test."""

    folder: Path
    day: date = DAY
    names: dict[str, str] = field(default_factory=lambda: dict(NAMES))
    offices: dict[str, Office] = field(default_factory=dict)
    skew: dict[str, int] = field(default_factory=dict)

    def now(self, name: str) -> Callable[[], int]:
        return lambda: 1_792_000_000_000 + self.skew.get(name, 0)

    def township(self) -> Office:
        desk = Desk.create(
            self.folder / "00",
            code=TOWNSHIP,
            name="双桥镇",
            level="township",
            today=self.day,
            now=self.now("00"),
        )
        for code, name in self.names.items():
            desk.registry.set_place({"code": code, "name": name, "households": 3})
        desk.registry.add_staff({"name": "周某甲", "role": "township_mediator"})
        return self._keep("00", desk)

    def village(self, unit: str) -> Office:
        invited = self.offices["00"].machines.invite(unit, self.folder / "stick")
        folder = self.folder / invited["mark"]
        journal, identity = joining.join(
            folder,
            Path(invited["file"]),
            today=self.day,
            entropy=random.Random(invited["mark"]).randbytes,
            now=self.now(invited["mark"]),
        )
        desk = Desk(folder, journal, identity, today=self.day, user=None)
        return self._keep(invited["mark"], desk)

    def reopen(self, mark: str, folder: Path) -> Office:
        desk = Desk.open(folder, today=self.day, now=self.now(mark))
        return self._keep(desk._context.identity.mark, desk)

    def turn(self, day: date) -> None:
        """It is another day everywhere."""
        self.day = day
        for office in self.offices.values():
            office.desk.today = day

    def close(self) -> None:
        """Let go of every ledger."""
        for office in self.offices.values():
            office.desk.close()

    def _keep(self, mark: str, desk: Desk) -> Office:
        stick = self.folder / "stick"
        stick.mkdir(exist_ok=True)
        self.offices[mark] = Office(desk, stick)
        return self.offices[mark]
