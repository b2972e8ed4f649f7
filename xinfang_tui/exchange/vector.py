"""What a machine holds of every chain, and what another lacks (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from xinfang_tui.exchange import spans
from xinfang_tui.exchange.spans import Spans

ByDevice = Mapping[str, Spans]


@dataclass(frozen=True, slots=True)
class Holding:
    """The numbers of each machine's chain that somebody holds.

    Attributes:
        have: entries that are there.
        withheld: entries the sender keeps to itself, not being the holder's business;
            they are no gap, and may still come when the matter becomes it.
    """

    have: ByDevice = field(default_factory=dict)
    withheld: ByDevice = field(default_factory=dict)

    @classmethod
    def of(cls, keys: Iterable[tuple[str, int]]) -> Holding:
        """The holding of exactly these (device, seq)."""
        return cls(by_device(keys))

    def has(self, device: str, seq: int) -> bool:
        """Whether the entry itself is there."""
        return spans.has(self.have.get(device, spans.EMPTY), seq)

    def covered(self, device: str) -> Spans:
        """What is there or known to be withheld."""
        return spans.union(self.have.get(device, ()), self.withheld.get(device, ()))

    @property
    def devices(self) -> list[str]:
        """The machines of which anything is known."""
        return sorted({*self.have, *self.withheld})

    @property
    def vector(self) -> dict[str, int]:
        """Up to which number each chain is known without a gap."""
        reached = {device: spans.reach(self.covered(device)) for device in self.devices}
        return {device: seq for device, seq in reached.items() if seq}

    @property
    def gaps(self) -> dict[str, Spans]:
        """What is missing below the highest number known, by machine."""
        found = {}
        for device in self.devices:
            covered = self.covered(device)
            missing = spans.minus(((1, spans.top(covered)),), covered)
            if missing:
                found[device] = missing
        return found

    def join(self, other: Holding) -> Holding:
        """What both together hold."""
        have = _union(self.have, other.have)
        withheld = _union(self.withheld, other.withheld)
        return Holding(have, _minus(withheld, have))

    def without(self, missing: ByDevice) -> Holding:
        """The holding but for these numbers."""
        return Holding(_minus(self.have, missing), _minus(self.withheld, missing))

    def meet(self, other: Holding) -> Holding:
        """What each of the two holds, so that both can be sent one parcel."""
        devices = {*self.devices} & {*other.devices}
        have = {d: _both(self.have.get(d, ()), other.have.get(d, ())) for d in devices}
        covered = {d: _both(self.covered(d), other.covered(d)) for d in devices}
        return Holding(_minus(have, {}), _minus(covered, have))

    def to_json(self) -> dict[str, Any]:
        """Short JSON: spans as text."""
        return {
            "have": {device: spans.write(part) for device, part in sorted(self.have.items())},
            "withheld": {d: spans.write(part) for d, part in sorted(self.withheld.items())},
        }

    @classmethod
    def from_json(cls, record: Any) -> Holding:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: not such a record.
        """
        try:
            return cls(spans_by_device(record["have"]), spans_by_device(record["withheld"]))
        except (KeyError, TypeError, AttributeError) as fault:
            raise ValueError("holding") from fault


def by_device(keys: Iterable[tuple[str, int]]) -> dict[str, Spans]:
    """Numbers grouped by machine."""
    numbers: dict[str, list[int]] = {}
    for device, seq in keys:
        numbers.setdefault(device, []).append(seq)
    return {device: spans.of(found) for device, found in numbers.items()}


def spans_by_device(record: Mapping[str, str]) -> dict[str, Spans]:
    """Read a JSON object of spans; ValueError when one is none."""
    return {str(device): spans.read(text) for device, text in record.items()}


def _both(one: Spans, other: Spans) -> Spans:
    return spans.minus(one, spans.minus(one, other))


def _union(one: ByDevice, other: ByDevice) -> dict[str, Spans]:
    return {d: spans.union(one.get(d, ()), other.get(d, ())) for d in {*one, *other}}


def _minus(one: ByDevice, other: ByDevice) -> dict[str, Spans]:
    left = {d: spans.minus(part, other.get(d, ())) for d, part in one.items()}
    return {device: part for device, part in left.items() if part}
