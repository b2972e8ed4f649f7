"""The fold: from a dispute's events to the dispute (DESIGN §4). Pure; any order of arrival."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from types import ModuleType

from xinfang_tui.disputes import hlc, residue
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.erased import as_left, what_is_left
from xinfang_tui.disputes.event import Event, seen
from xinfang_tui.disputes.kinds import PRINT
from xinfang_tui.disputes.order import Node, causal
from xinfang_tui.disputes.work import Work

FOLD = 7
"""By which rules stored disputes were folded; one more whenever the same events give another."""


def fold(events: Iterable[Event]) -> Dispute:
    """The dispute that these events make; kinds that are not known move nothing.

    Args:
        events: all events of one subject ``dispute:ID``, in any order, repeats allowed.

    Raises:
        ValueError: no events.
    """
    nodes = causal(events)
    if not nodes:
        raise ValueError("no events")
    left = what_is_left(nodes)
    removed = bool(left) or any(node.event.data is None for node in nodes)
    nodes = as_left(nodes, left)
    voids = _voids(nodes)
    work = Work(Dispute(nodes[0].event.subject.partition(":")[2]))
    for node in nodes:
        _apply(work, node, voids)
    return _finish(work, nodes, removed)


def _apply(work: Work, node: Node, voids: Mapping[str, Node]) -> None:
    effects, event = _effects(), node.event
    if event.id in voids:
        if event.kind == "register":
            effects.facts.register(work, node)
        else:
            work.idle(node)
    elif event.kind == "void":
        target = voids.get(str(event.payload.get("target", "")))
        if target is node and node.event.payload.get("of") == "register":
            effects.facts.withdraw_registration(work, node)
    else:
        effect = effects.EFFECTS.get(event.kind)
        if effect is not None:
            effect(work, node)
    source = event.payload.get("source")
    if source and (event.id not in voids or event.kind == "register"):
        work.dispute.source = str(source)


@cache
def _effects() -> ModuleType:
    """What each kind does, loaded with the first fold: who only reads folds nothing."""
    from xinfang_tui.disputes import effects

    return effects


def _voids(nodes: list[Node]) -> dict[str, Node]:
    """Event id → the void that undoes it; only an entry of the same machine that the void knew."""
    by_id = {node.event.id: node for node in nodes}
    undone: dict[str, Node] = {}
    for node in nodes:
        if node.event.kind != "void":
            continue
        target = by_id.get(str(node.event.payload.get("target", "")))
        if target is not None and node.knows(target) and target.event.kind != "void":
            undone.setdefault(target.event.id, node)
    return undone


def _finish(work: Work, nodes: list[Node], removed: bool) -> Dispute:
    d = work.dispute
    ons = [date.fromisoformat(node.event.on) for node in nodes]
    done = [on for node, on in zip(nodes, ons, strict=True) if node.event.kind != PRINT]
    days = sorted(done or ons)
    d.conflicts = work.conflicts()
    d.erased = removed
    if removed and not d.title:
        d.title = residue.ERASED
    d.first_on, d.last_on = days[0], days[-1]
    d.silence = max([(b - a).days for a, b in pairwise(days)], default=0)
    d.events = len(nodes)
    lags = [hlc.day(node.event.clock) - on for node, on in zip(nodes, ons, strict=True)]
    d.lag = max(0, max(lags).days)
    d.heads = seen([envelope for node in nodes for envelope in node.envelopes])
    return d
