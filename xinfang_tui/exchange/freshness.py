"""Up to which day each village's data reach (各村数据截至; DESIGN §5, issue of parcels)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Arrival:
    """A parcel that was taken in without a gap.

    Attributes:
        device: the machine that packed it; as_of: its own day of packing.
        received_on: our day of unpacking.
    """

    device: str
    as_of: date
    received_on: date

    @property
    def reach(self) -> date:
        """Up to when it speaks; a clock that runs ahead cannot reach past the day it came."""
        return min(self.as_of, self.received_on)


@dataclass(frozen=True, slots=True)
class Freshness:
    """How far a village's data reach.

    Attributes:
        until: the day, None when nothing ever came.
        machine: device that holds the day back; "" when none does.
        ahead: devices whose clock stood in the future when they packed.
    """

    until: date | None
    machine: str = ""
    ahead: tuple[str, ...] = ()

    def covers(self, day: date) -> bool:
        """Whether the data are newer than the day: what happened on it is known."""
        return self.until is not None and self.until > day


def freshness(
    machines: Mapping[str, Iterable[str]], arrivals: Iterable[Arrival]
) -> dict[str, Freshness]:
    """By village; the machine that was silent longest decides, for it may have settled a matter.

    Args:
        machines: village → devices that work for it and are not struck off.
        arrivals: all parcels taken in; order does not matter.
    """
    newest: dict[str, date] = {}
    ahead: set[str] = set()
    for arrival in arrivals:
        newest[arrival.device] = max(newest.get(arrival.device, date.min), arrival.reach)
        if arrival.as_of > arrival.received_on:
            ahead.add(arrival.device)
    found = {}
    for village, devices in machines.items():
        working = sorted(devices)
        if not working:
            continue
        slowest = min(working, key=lambda device: newest.get(device, date.min))
        found[village] = Freshness(
            until=newest.get(slowest),
            machine=slowest,
            ahead=tuple(device for device in working if device in ahead),
        )
    return found


def statement(name: str, fresh: Freshness | None) -> str:
    """The sentence that figures carry, for one village."""
    if fresh is None:
        return f"{name}：由本机登记"
    if fresh.until is None:
        return f"{name}：还没有收到过数据"
    return f"{name}：数据截至{fresh.until.year}年{fresh.until.month}月{fresh.until.day}日"
