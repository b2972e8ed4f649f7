"""Offices, histories and months for the tests of the month and the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.event import Event, sealed
from xinfang_tui.disputes.fold import fold
from xinfang_tui.month.figures import Figures, Material, figures
from xinfang_tui.month.ground import Unit
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.sweep import Sweep, fold_sweep, subject
from xinfang_tui.month.window import Window, window_of

TOWNSHIP = "510923104000"
EAST, WEST, STONE = "510923104201", "510923104202", "510923104203"
VILLAGES = {EAST: "东湾村", WEST: "西坡村", STONE: "石桥村"}
CALENDAR = Calendar()
START = 1_790_000_000_000


def window(month: str = "2026-10", **more: Any) -> Window:
    """A month's window by the built-in calendar."""
    return window_of(month, CALENDAR, **more)


@dataclass
class Office:
    """Machines that write events about any subject; each knows what it made or was told."""

    events: list[Event] = field(default_factory=list)
    known: dict[str, dict[str, int]] = field(default_factory=dict)
    tick: int = 0

    def write(
        self,
        subject: str,
        kind: str,
        on: date | str,
        device: str = "A",
        by: str = "李某乙",
        /,
        **data: Any,
    ) -> Event:
        """One event by a machine that knows all it has been told."""
        self.tick += 1
        knows = self.known.setdefault(device, {})
        about = {e.device for e in self.events if e.subject == subject}
        event = sealed(
            subject=subject,
            kind=kind,
            clock=f"{START + self.tick * 1000:012x}-0000",
            device=device,
            seq=knows.get(device, 0) + 1,
            by=by,
            on=str(on),
            seen={d: seq for d, seq in knows.items() if d in about and d != device},
            data=data,
            prev="",
            id=f"e{self.tick:05d}",
            nonce="00",
        )
        knows[device] = event.seq
        self.events.append(event)
        return event

    def register(self, id: str, on: date | str, device: str = "A", **data: Any) -> Event:
        """A new matter."""
        filled = {"number": id, "village": EAST, "category": "0201", "title": "事", **data}
        filled.setdefault("occurred_on", str(on))
        return self.write(f"dispute:{id}", "register", on, device, **filled)

    def act(self, id: str, kind: str, on: date | str, device: str = "A", **data: Any) -> Event:
        """Something done to a matter."""
        by = data.pop("by", "李某乙")
        return self.write(f"dispute:{id}", kind, on, device, by, **data)

    def tell(self, giver: str, taker: str) -> None:
        """The second machine is told all that the first one knows."""
        given = self.known.setdefault(giver, {})
        taken = self.known.setdefault(taker, {})
        for device, seq in given.items():
            taken[device] = max(taken.get(device, 0), seq)

    def held(self, device: str | None = None) -> list[Event]:
        """What a machine holds; all there is without one."""
        if device is None:
            return self.events
        knows = self.known.get(device, {})
        return [e for e in self.events if e.seq <= knows.get(e.device, 0)]

    def disputes(self, device: str | None = None) -> list[dict[str, Any]]:
        """The disputes as a machine stores them."""
        trails: dict[str, list[Event]] = {}
        for event in self.held(device):
            if event.subject.startswith("dispute:"):
                trails.setdefault(event.subject, []).append(event)
        return [fold(trail).to_json() for trail in trails.values()]

    def sweep(self, village: str, month: str = "2026-10", device: str | None = None) -> Sweep:
        """A village's sweep as a machine has it."""
        about = subject(village, month)
        return fold_sweep(village, month, [e for e in self.held(device) if e.subject == about])

    def covers(self, device: str = "A") -> dict[str, int]:
        """What a machine has read."""
        return dict(self.known.get(device, {}))


def households(village: str, count: int) -> list[str]:
    """Codes of a village's households."""
    return [f"{village}01{n:04d}" for n in range(1, count + 1)]


def units(
    office: Office, month: str = "2026-10", counts: Mapping[str, int] | None = None
) -> list[Unit]:
    """The three villages with their sweeps, ten households each unless told."""
    return [
        Unit(
            code,
            name,
            office.sweep(code, month),
            Denominator.of(households(code, (counts or {}).get(code, 10))),
            window(month).reporting_day,
            who=f"网格员 {name[0]}某",
        )
        for code, name in VILLAGES.items()
    ]


def month_figures(
    disputes: Iterable[Mapping[str, Any]], month: str = "2026-10", **more: Any
) -> Figures:
    """The figures of a month from disputes as stored."""
    more.setdefault("today", window(month).last)
    return figures(Material(window(month), disputes=disputes, **more))


def days(first: str, count: int) -> list[date]:
    """That many days from one on."""
    begin = date.fromisoformat(first)
    return [begin + timedelta(days=n) for n in range(count)]
