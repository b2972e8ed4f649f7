"""The order in which events are folded: causal, ties by clock, then device (DESIGN §4)."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from xinfang_tui.disputes.event import Event
from xinfang_tui.tuples import NamedTuple


class Node(NamedTuple):
    """An event with all its envelopes: a rule-made event may have one of each machine.

    ``event`` is the envelope in force, the smallest (on, clock, device).
    """

    event: Event
    envelopes: tuple[Event, ...]

    def knows(self, other: Node) -> bool:
        """Whether this event's author knew the other event, by any of its envelopes."""
        return any(self.event.knows(envelope) for envelope in other.envelopes)


def causal(events: Iterable[Event]) -> list[Node]:
    """Events as nodes: each after all that its author knew, else by clock, then device.

    The same set gives the same list whatever the order of arrival. A forged history that denies
    itself (each of two events claims to have seen the other) is broken up by clock.
    """
    nodes = _nodes(events)
    if len({envelope.device for node in nodes for envelope in node.envelopes}) == 1:
        return sorted(nodes, key=lambda node: (node.event.seq, node.event.id))
    chains: dict[str, list[tuple[int, int]]] = {}
    for index, node in enumerate(nodes):
        for envelope in node.envelopes:
            chains.setdefault(envelope.device, []).append((envelope.seq, index))
    for chain in chains.values():
        chain.sort()
    return _sorted(nodes, chains)


def _nodes(events: Iterable[Event]) -> list[Node]:
    by_id: dict[str, list[Event]] = {}
    for event in events:
        by_id.setdefault(event.id, []).append(event)
    return [
        Node(envelopes[0], tuple(envelopes)) if len(envelopes) == 1 else _ranked(envelopes)
        for envelopes in by_id.values()
    ]


def _ranked(envelopes: list[Event]) -> Node:
    """The envelopes of one event, the one in force first; of one that came twice, the first."""
    known: dict[tuple[str, int], Event] = {}
    for event in envelopes:
        known.setdefault((event.device, event.seq), event)
    ranked = sorted(known.values(), key=lambda e: (e.on, e.clock, e.device, e.seq))
    return Node(ranked[0], tuple(ranked))


def _sorted(nodes: list[Node], chains: dict[str, list[tuple[int, int]]]) -> list[Node]:
    after: list[set[int]] = [set() for _ in nodes]
    waits = [0] * len(nodes)

    def edge(first: int, then: int) -> None:
        if first != then and then not in after[first]:
            after[first].add(then)
            waits[then] += 1

    for chain in chains.values():
        for (_, first), (_, then) in pairwise(chain):
            edge(first, then)
    for index, node in enumerate(nodes):
        for device, seq in node.event.seen.items():
            chain = chains.get(device, [])
            at = bisect_right(chain, (seq, len(nodes)))
            if at and device != node.event.device:
                edge(chain[at - 1][1], index)

    keys = [(n.event.clock, n.event.device, n.event.seq, n.event.id) for n in nodes]
    ready = [(keys[i], i) for i in range(len(nodes)) if not waits[i]]
    heapq.heapify(ready)
    placed = [False] * len(nodes)
    ordered: list[Node] = []
    while len(ordered) < len(nodes):
        if not ready:
            stuck = min((keys[i], i) for i in range(len(nodes)) if not placed[i])
            ready.append(stuck)
        _, index = heapq.heappop(ready)
        if placed[index]:
            continue
        placed[index] = True
        ordered.append(nodes[index])
        for then in after[index]:
            waits[then] -= 1
            if not waits[then] and not placed[then]:
                heapq.heappush(ready, (keys[then], then))
    return ordered
