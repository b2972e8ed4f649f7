"""Machines, histories and parcels for the tests of exchange."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from xinfang_tui.disputes.event import Event, sealed
from xinfang_tui.exchange import envelope, identity, merge, parcel, spans
from xinfang_tui.exchange.keys import EncryptionKey
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.exchange.voucher import Known

VILLAGE, TOWNSHIP = "510923104201", "510923104000"


def history(device: str, count: int, seed: int = 1, subject: str = "") -> list[Event]:
    """A machine's chain of events, the same for the same arguments."""
    rng = random.Random(f"{device}{seed}")
    events: list[Event] = []
    for seq in range(1, count + 1):
        about = subject or f"dispute:{rng.getrandbits(80):020x}"
        events.append(
            sealed(
                subject=about,
                kind="note",
                clock=f"{1792000000000 + seq * 1000:012x}-0000",
                device=device,
                seq=seq,
                by="李某乙",
                on="2026-10-12",
                seen={},
                data={"text": f"第{seq}次记录，编号{rng.getrandbits(30)}"},
                prev=events[-1].hash if events else "",
                id=f"{rng.getrandbits(80):020x}",
                nonce=f"{rng.getrandbits(64):016x}",
            )
        )
    return events


def asking_erasure(events: Sequence[Event], target: Event) -> list[Event]:
    """The chain with one more link that asks to erase another event."""
    last = events[-1]
    order = sealed(
        subject=target.subject,
        kind="erase",
        clock=last.clock,
        device=last.device,
        seq=last.seq + 1,
        by="周某",
        on="2026-10-13",
        seen={},
        data={"targets": {target.id: {}}},
        prev=last.hash,
        id=f"{last.seq:020x}",
        nonce="00" * 8,
    )
    return [*events, order]


@dataclass
class Two:
    """A township and a village machine that know each other, and a parcel from one to the other."""

    village: identity.Identity = field(default_factory=lambda: identity.fresh("03", VILLAGE))
    township: identity.Identity = field(default_factory=lambda: identity.fresh("00", TOWNSHIP))

    @property
    def known(self) -> Known:
        return Known({m.device: m for m in (self.village.machine, self.township.machine)})

    @property
    def keys(self) -> list[EncryptionKey]:
        return [self.township.reading]

    def shipment(self, events: Sequence[Event]) -> parcel.Shipment:
        return parcel.Shipment(
            way=envelope.UP,
            number=7,
            sender=self.village.machine,
            sender_name="柳树沟村",
            to=envelope.Address(TOWNSHIP, "双桥镇", (self.township.machine.recipient,)),
            month="2026-10",
            as_of=date(2026, 10, 25),
            program="0.1.0",
            events=events,
        )

    def parcel(self, events: Sequence[Event]) -> bytes:
        return parcel.write_parcel(self.shipment(events), self.village.signing.sign)[0]


@dataclass
class Archive:
    """What a machine keeps, in memory: applies plans as the desk does in one transaction."""

    events: dict[tuple[str, int], Event] = field(default_factory=dict)
    held: dict[str, Event] = field(default_factory=dict)
    aside: dict[str, Event] = field(default_factory=dict)
    withheld: dict[str, spans.Spans] = field(default_factory=dict)
    struck: Mapping[str, int] = field(default_factory=dict)

    def links(self, device: str, first: int, last: int) -> dict[int, merge.Link]:
        found = {}
        for seq in range(first, last + 1):
            event = self.events.get((device, seq))
            if event is not None:
                found[seq] = merge.Link(event.hash, event.prev, event.data is None)
        return found

    def head(self, device: str) -> int:
        return max((seq for at, seq in self.events if at == device), default=0)

    def take(
        self, incoming: Iterable[Event], withheld: Mapping[str, spans.Spans] | None = None
    ) -> merge.MergePlan:
        for device, part in (withheld or {}).items():
            self.withheld[device] = spans.union(self.withheld.get(device, ()), part)
        plan = merge.plan(
            self,
            [*incoming, *self.held.values()],
            withheld=self.withheld,
            struck=self.struck,
            erase=merge.erasures(self.events.values()),
            suspect=self.aside.keys(),
        )
        for event in (*plan.new, *plan.filled):
            self.events[event.device, event.seq] = event
        for key, event in self.events.items():
            if event.id in plan.erase:
                self.events[key] = event.erased()
        self.held = {event.hash: event for event in plan.held}
        self.aside |= {event.hash: event for event in plan.quarantined}
        return plan

    @property
    def state(self) -> tuple[dict[tuple[str, int], Event], set[str]]:
        """What must not depend on the order of arrival."""
        return self.events, set(self.held)

    @property
    def holding(self) -> Holding:
        return Holding.of(self.events).join(Holding(withheld=self.withheld))
