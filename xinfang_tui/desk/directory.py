"""Which machines there are, folded from ``machine:MARK`` events (DESIGN §8).

Kinds: ``machine_invite`` {unit, marks}, ``machine_set`` {device, mark, unit, key, recipient} and
``machine_strike`` {device, reason, last} of an office's machine; ``machine_replace`` {device} of a
machine that goes on in the place of an older one of its unit; ``set_aside`` and ``put_back``
{parcel} concern the machine that wrote them alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal
from xinfang_tui.exchange.identity import Machine


@dataclass(frozen=True, slots=True)
class Strike:
    """A machine struck off (注销): why, when, and the last of its entries that stands."""

    reason: str
    on: str
    last: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The machines of an office and of the units below it.

    Attributes:
        machines: by device; the first of a mark is the one that stays.
        struck: by device; retired: devices whose unit goes on with another machine.
        invited: mark → unit, of every invitation.
    """

    machines: Mapping[str, Machine] = field(default_factory=dict)
    struck: Mapping[str, Strike] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    invited: Mapping[str, str] = field(default_factory=dict)

    def working(self, unit: str) -> list[Machine]:
        """The unit's machines that are neither struck off nor replaced, by mark."""
        found = [
            machine
            for machine in self.machines.values()
            if machine.unit == unit
            and machine.device not in self.struck
            and machine.device not in self.retired
        ]
        return sorted(found, key=lambda machine: machine.mark)

    def by_mark(self, mark: str) -> Machine | None:
        """The machine of a mark."""
        return next((each for each in self.machines.values() if each.mark == mark), None)

    @property
    def units(self) -> list[str]:
        """The units that have a machine or an invitation."""
        return sorted({*(m.unit for m in self.machines.values()), *self.invited.values()})


def fold_machines(
    events: Iterable[Event], roots: Iterable[Machine], offices: Collection[str]
) -> Directory:
    """The directory that the events make; only the office's machines let in and strike off.

    Args:
        roots: machines known otherwise: our own, and those of the invitation.
        offices: codes of the offices whose word counts.
    """
    machines = {machine.device: machine for machine in roots}
    marks = {machine.mark for machine in machines.values()}
    struck: dict[str, Strike] = {}
    retired: set[str] = set()
    invited: dict[str, str] = {}
    for node in causal(events):
        event, data = node.event, node.event.payload
        author = machines.get(event.device)
        trusted = author is not None and author.unit in offices
        device = str(data.get("device", ""))
        if event.kind == "machine_invite" and trusted:
            invited |= {str(mark): str(data.get("unit", "")) for mark in data.get("marks") or ()}
        elif event.kind == "machine_set" and trusted:
            machine = _machine(data)
            if machine and machine.device not in machines and machine.mark not in marks:
                machines[machine.device] = machine
                marks.add(machine.mark)
        elif event.kind == "machine_strike" and trusted:
            last = data.get("last")
            struck.setdefault(
                device,
                Strike(str(data.get("reason", "")), event.on, last if isinstance(last, int) else 0),
            )
        elif event.kind == "machine_replace" and author is not None:
            old = machines.get(device)
            if old is not None and old.unit == author.unit and device != event.device:
                retired.add(device)
    return Directory(machines, struck, frozenset(retired), invited)


def _machine(data: Mapping[str, object]) -> Machine | None:
    try:
        return Machine.from_json(data)
    except ValueError:
        return None
