"""The laws of the fold: arrival does not matter, nothing entered is lost, no conflict is silent."""

from __future__ import annotations

import random

from hypothesis import example, given
from hypothesis import strategies as st

from tests.machines import Machine, history
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal

YEAR = 365 * 24 * 3600 * 1000
SKEWS = st.tuples(*[st.sampled_from((-YEAR, -5_000, 0, 5_000, YEAR))] * 3)


def everything(machines: list[Machine]) -> list[Event]:
    """The union of what the machines know."""
    union: dict[tuple[str, int], Event] = {}
    for machine in machines:
        union |= machine.known
    return list(union.values())


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60))
@example(7, (0, 0, 0), 240)
@example(8, (YEAR, 0, -YEAR), 240)
def test_any_order_of_arrival_gives_the_same_dispute(
    seed: int, skews: tuple[int, int, int], length: int
) -> None:
    chance = random.Random(seed)
    events = everything(history(chance, length, skews))
    expected = fold(events)
    for _ in range(3):
        chance.shuffle(events)
        assert fold(events) == expected
    assert fold([*events, *chance.choices(events, k=len(events))]) == expected


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60))
@example(9, (0, 5_000, -5_000), 240)
def test_machines_that_split_and_join_again_agree(
    seed: int, skews: tuple[int, int, int], length: int
) -> None:
    chance = random.Random(seed)
    machines = history(chance, length, skews)
    a, b, c = machines
    a.receive(b, 10**9)
    c.receive(a, 10**9)
    b.receive(c, 10**9)
    a.receive(b, 10**9)
    folds = [fold(machine.known.values()) for machine in machines]
    assert folds[0] == folds[1] == folds[2]


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60))
def test_every_entry_stays_in_the_trail_and_follows_what_its_author_knew(
    seed: int, skews: tuple[int, int, int], length: int
) -> None:
    events = everything(history(random.Random(seed), length, skews))
    nodes = causal(events)
    kept = {envelope.hash for node in nodes for envelope in node.envelopes}
    assert len(kept) == len(events)
    place = {id(node): at for at, node in enumerate(nodes)}
    rules = {event.id for event in events if event.kind == "escalate"}
    for one in nodes:
        for other in nodes:
            plain = one.event.id not in rules and other.event.id not in rules
            if plain and one is not other and one.knows(other):
                assert place[id(other)] < place[id(one)]


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60))
def test_two_values_written_in_parallel_are_never_silent(
    seed: int, skews: tuple[int, int, int], length: int
) -> None:
    events = everything(history(random.Random(seed), length, skews))
    dispute = fold(events)
    undone = {str(e.payload.get("target")) for e in events if e.kind == "void"}
    writers: dict[str, list[Event]] = {}
    for event in events:
        if event.id in undone:
            continue
        if event.kind == "correct":
            writers.setdefault(event.payload["field"], []).append(event)
        elif event.kind == "settle":
            writers.setdefault(event.payload["conflict"], []).append(event)
    shown = {conflict.slot for conflict in dispute.conflicts}
    for field, wrote in writers.items():
        if field == "handler":
            continue  # also written by assign, decide and visits
        last = [e for e in wrote if not any(o.knows(e) for o in wrote)]
        values = {str(e.payload["value"]) for e in last}
        if len(values) > 1:
            assert field in shown
