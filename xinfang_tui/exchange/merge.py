"""What comes of incoming events, worked out before anything is written (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol

from xinfang_tui.disputes.event import Event
from xinfang_tui.exchange import spans


@dataclass(frozen=True, slots=True)
class Link:
    """What a plan needs to know of an event that is stored."""

    hash: str
    prev: str
    erased: bool


class Chains(Protocol):
    """The stored chains, as far as a plan asks."""

    def links(self, device: str, first: int, last: int) -> Mapping[int, Link]:
        """The stored links of a machine with numbers from first to last, both included."""
        ...

    def head(self, device: str) -> int:
        """The highest number stored of a machine; 0 for none."""
        ...


@dataclass(frozen=True, slots=True)
class Refusal:
    """An event that is not taken, and why (Chinese)."""

    device: str
    seq: int
    reason: str


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What to do with each incoming event; each stands in exactly one list, by device and number.

    Attributes:
        new: to be stored.
        same: stored already; nothing to do.
        filled: stored without its data, which came now and nobody asked to erase.
        held: after a gap; to be kept aside and planned again with the next parcel.
        quarantined: another history under a known number; kept aside for a person, never merged.
        refused: not taken.
        erase: ids whose data the new events ask to erase, wherever they are stored.
    """

    new: tuple[Event, ...] = ()
    same: tuple[Event, ...] = ()
    filled: tuple[Event, ...] = ()
    held: tuple[Event, ...] = ()
    quarantined: tuple[Event, ...] = ()
    refused: tuple[Refusal, ...] = ()
    erase: frozenset[str] = frozenset()

    @property
    def empty(self) -> bool:
        """Whether nothing stored would change."""
        return not (self.new or self.filled)


def erasures(events: Iterable[Event]) -> frozenset[str]:
    """Ids of the events that these events ask to erase."""
    return frozenset(
        str(target)
        for event in events
        if event.kind == "erase"
        for target in event.payload.get("targets") or ()
    )


def plan(
    stored: Chains,
    incoming: Iterable[Event],
    *,
    withheld: Mapping[str, spans.Spans] | None = None,
    struck: Mapping[str, int] | None = None,
    erase: Collection[str] = frozenset(),
    suspect: Collection[str] = frozenset(),
) -> MergePlan:
    """Sort incoming events, whose hashes were computed on reading, into what is to be done.

    An event joins its machine's chain only when all before it are stored, incoming or withheld, and
    only where the hashes of its neighbours match. Whether an event keeps its data depends on all
    that is known together: asked to erase, it has none; else any copy with data gives it.

    Args:
        incoming: events of one or more parcels, and those held from before; any order, repeats.
        withheld: numbers that the senders kept to themselves; they are no gap.
        struck: struck-off machine → the last number that stands; later ones are refused.
        erase: ids that stored events ask to erase.
        suspect: hashes quarantined before; what follows one of them is quarantined too.
    """
    copies: dict[tuple[str, int, str], Event] = {}
    for event in incoming:
        key = (event.device, event.seq, event.hash)
        if key not in copies or copies[key].data is None:
            copies[key] = event
    ranked = sorted(copies.values(), key=lambda e: (e.device, e.seq, e.hash))
    sorter = _Sorter(stored, withheld or {}, struck or {}, set(suspect))
    for device, chain in groupby(ranked, key=lambda e: e.device):
        sorter.sort(device, list(chain))
    return sorter.plan(erase)


class _Sorter:
    """The lists of a plan while they fill."""

    def __init__(
        self,
        stored: Chains,
        withheld: Mapping[str, spans.Spans],
        struck: Mapping[str, int],
        suspect: set[str],
    ) -> None:
        self._stored, self._withheld, self._struck = stored, withheld, struck
        self._suspect = suspect
        self._new: list[Event] = []
        self._known: list[tuple[Event, Link]] = []
        self._held: list[Event] = []
        self._quarantined: list[Event] = []
        self._refused: list[Refusal] = []

    def sort(self, device: str, events: Sequence[Event]) -> None:
        """Place the events of one machine, by number."""
        links = dict(self._stored.links(device, events[0].seq - 1, events[-1].seq + 1))
        withheld = self._withheld.get(device, spans.EMPTY)
        last = self._struck.get(device)
        reach = spans.onward(withheld, self._stored.head(device))
        for event in events:
            link = links.get(event.seq)
            if link is not None and link.hash == event.hash:
                self._known.append((event, link))
            elif last is not None and event.seq > last:
                self._refused.append(Refusal(device, event.seq, "打这条记录的电脑已被注销"))
            elif link is not None or event.prev in self._suspect or not _fits(event, links):
                self._suspect.add(event.hash)
                self._quarantined.append(event)
            elif event.seq <= reach + 1:
                links[event.seq] = Link(event.hash, event.prev, event.data is None)
                reach = spans.onward(withheld, max(reach, event.seq))
                self._new.append(event)
            else:
                self._held.append(event)

    def plan(self, erase: Collection[str]) -> MergePlan:
        """The plan, with erasures applied that take effect with it."""
        asked = erasures(self._new)
        gone = {*erase, *asked}
        filled: list[Event] = []
        same: list[Event] = []
        for event, link in self._known:
            fills = link.erased and event.data is not None and event.id not in gone
            (filled if fills else same).append(event)
        return MergePlan(
            new=tuple(event.erased() if event.id in gone else event for event in self._new),
            same=tuple(same),
            filled=tuple(filled),
            held=tuple(self._held),
            quarantined=tuple(self._quarantined),
            refused=tuple(self._refused),
            erase=asked,
        )


def _fits(event: Event, links: Mapping[int, Link]) -> bool:
    """Whether the neighbours that are known agree with the event's place in the chain."""
    before, after = links.get(event.seq - 1), links.get(event.seq + 1)
    if event.seq == 1 and event.prev:
        return False
    return (before is None or before.hash == event.prev) and (
        after is None or after.prev == event.hash
    )
