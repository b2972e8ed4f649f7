"""Merging: nothing lost, nothing doubled, in whatever order it comes."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.exchange_kit import Archive, asking_erasure, history
from xinfang_tui.disputes.event import Event, hash_of, rule_id, sealed
from xinfang_tui.exchange import merge, spans

A, B, C = "aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"


Parcels = list[list[Event]]


@st.composite
def sides(draw: st.DrawFn) -> tuple[Parcels, Parcels]:
    """Two machines' parcels out of one history of three: overlapping runs, emptied copies."""
    chains = [history(device, draw(st.integers(1, 8))) for device in (A, B, C)]
    target = draw(st.sampled_from([event for chain in chains for event in chain]))
    if draw(st.booleans()):
        chains[0] = asking_erasure(chains[0], target)
    parts: tuple[Parcels, Parcels] = ([], [])
    for _ in range(draw(st.integers(1, 8))):
        chain = draw(st.sampled_from([*chains, [event for chain in chains for event in chain]]))
        first = draw(st.integers(0, len(chain) - 1))
        part = chain[first : draw(st.integers(first + 1, len(chain)))]
        if draw(st.booleans()):
            part = [event.erased() if event == target else event for event in part]
        parts[draw(st.integers(0, 1))].append(draw(st.permutations(part)))
    return parts


def parcels() -> st.SearchStrategy[Parcels]:
    """One machine's parcels."""
    return sides().map(lambda both: [*both[0], *both[1]])


@given(parcels(), st.randoms(use_true_random=False))
def test_any_order_any_repeat_any_grouping_ends_the_same(
    given_parcels: Parcels, rng: random.Random
) -> None:
    straight = Archive()
    for part in given_parcels:
        straight.take(part)

    shuffled = Archive()
    again = [*given_parcels, *rng.sample(given_parcels, rng.randint(0, len(given_parcels)))]
    rng.shuffle(again)
    for part in again:
        shuffled.take(part)

    at_once = Archive()
    at_once.take(event for part in given_parcels for event in part)

    assert shuffled.state == straight.state == at_once.state


@given(sides())
def test_two_machines_that_swap_all_they_have_hold_the_same(both: tuple[Parcels, Parcels]) -> None:
    one, other = Archive(), Archive()
    for part in both[0]:
        one.take(part)
    for part in both[1]:
        other.take(part)
    from_one = [*one.events.values(), *one.held.values()]
    from_other = [*other.events.values(), *other.held.values()]
    one.take(from_other)
    other.take(from_one)
    assert one.state == other.state


@given(parcels())
def test_every_entry_that_came_is_kept_somewhere(given_parcels: Parcels) -> None:
    archive = Archive()
    for part in given_parcels:
        archive.take(part)
    kept = {event.hash for event in archive.events.values()} | set(archive.held)
    assert {event.hash for part in given_parcels for event in part} <= kept


@given(parcels())
def test_a_second_reading_changes_nothing(given_parcels: Parcels) -> None:
    archive = Archive()
    for part in given_parcels:
        archive.take(part)
    before = dict(archive.events), dict(archive.held)
    for part in given_parcels:
        assert archive.take(part).empty
    assert (archive.events, archive.held) == before


@given(parcels())
def test_what_is_stored_is_always_a_whole_chain(given_parcels: Parcels) -> None:
    archive = Archive()
    for part in given_parcels:
        archive.take(part)
        for device in (A, B, C):
            chain = [event for key, event in sorted(archive.events.items()) if key[0] == device]
            assert [event.seq for event in chain] == list(range(1, len(chain) + 1))
            assert all(then.prev == first.hash for first, then in pairwise(chain))


def test_entries_after_a_gap_wait_for_the_missing_piece() -> None:
    chain, archive = history(A, 6), Archive()
    archive.take(chain[:2])
    late = archive.take(chain[4:])
    assert (late.new, [event.seq for event in late.held]) == ((), [5, 6])
    assert archive.holding.vector == {A: 2}
    filled = archive.take(chain[2:4])
    assert [event.seq for event in filled.new] == [3, 4, 5, 6]
    assert not archive.held


def test_entries_withheld_by_the_sender_are_no_gap_and_may_come_later() -> None:
    chain, archive = history(A, 6), Archive()
    archive.take([chain[0], chain[3], chain[5]], {A: ((2, 3), (5, 5))})
    assert archive.holding.vector == {A: 6}
    assert not archive.held
    plan = archive.take(chain)
    assert [event.seq for event in plan.new] == [2, 3, 5]
    assert archive.holding.withheld == {}


def test_what_lies_behind_a_withheld_piece_waits_for_what_lies_before_it() -> None:
    chain, archive = history(A, 6), Archive()
    plan = archive.take(chain[3:], {A: ((3, 3),)})
    assert [event.seq for event in plan.held] == [4, 5, 6]
    assert [event.seq for event in archive.take(chain[:2]).new] == [1, 2, 4, 5, 6]


def test_another_entry_under_a_known_number_is_set_aside_with_all_that_follows_it() -> None:
    chain = history(A, 4)
    other = [*chain[:2], *_continued(chain[1], 4)]
    archive = Archive()
    archive.take(chain)
    plan = archive.take(other[:4])
    assert [event.seq for event in plan.quarantined] == [3, 4]
    assert {event.hash for event in archive.events.values()} == {event.hash for event in chain}
    later = archive.take(other[4:])
    assert [event.seq for event in later.quarantined] == [5, 6]
    assert not archive.held


def test_a_link_that_does_not_join_its_neighbours_is_set_aside() -> None:
    chain, stray = history(A, 3), history(A, 4, seed=2)
    archive = Archive()
    archive.take(chain)
    assert [event.seq for event in archive.take([stray[3]]).quarantined] == [4]


def test_an_erasure_wins_whichever_comes_first() -> None:
    chain = history(A, 3)
    order = asking_erasure(history(B, 1), chain[1])
    before, after = Archive(), Archive()
    before.take(order)
    before.take(chain)
    after.take(chain)
    after.take(order)
    assert before.state == after.state
    assert before.events[A, 2].data is None
    assert before.events[A, 2].hash == chain[1].hash
    assert before.take(chain).empty


def test_an_emptied_copy_that_nobody_asked_for_takes_nothing_away() -> None:
    chain, archive = history(A, 2), Archive()
    archive.take(chain)
    archive.take([chain[1].erased()])
    assert archive.events[A, 2].data == chain[1].data


def test_an_emptied_copy_is_filled_when_the_full_one_comes() -> None:
    chain, archive = history(A, 2), Archive()
    archive.take([chain[0], chain[1].erased()])
    plan = archive.take([chain[1]])
    assert plan.filled == (chain[1],)
    assert archive.events[A, 2] == chain[1]


def test_entries_of_a_struck_off_machine_stand_up_to_the_last_one_known() -> None:
    chain, archive = history(A, 4), Archive(struck={A: 2})
    plan = archive.take(chain)
    assert [event.seq for event in plan.new] == [1, 2]
    assert [(refusal.seq, "注销" in refusal.reason) for refusal in plan.refused] == [
        (3, True),
        (4, True),
    ]


def test_two_machines_that_apply_one_rule_both_keep_their_link() -> None:
    id = rule_id("dispute:x", "limit", "start")
    mine, yours = (
        sealed(
            subject="dispute:x",
            kind="escalate",
            clock="01a13b8600000-000"[:17],
            device=device,
            seq=1,
            by="规则",
            on="2026-10-12",
            seen={},
            data={},
            prev="",
            id=id,
        )
        for device in (A, B)
    )
    archive = Archive()
    archive.take([mine])
    assert archive.take([yours]).new == (yours,)
    assert len(archive.events) == 2


def test_a_clock_a_year_ahead_changes_nothing_in_the_merge() -> None:
    chain = history(A, 3)
    ahead = chain[2]._replace(clock=f"{1792000000000 + 31536000000:012x}-0000", hash="")
    ahead = ahead._replace(hash=hash_of(ahead))
    archive = Archive()
    plan = archive.take([ahead, *chain[:2]])
    assert [event.seq for event in plan.new] == [1, 2, 3]


def test_planning_writes_nothing() -> None:
    chain, archive = history(A, 3), Archive()
    archive.take(chain[:1])
    before = dict(archive.events)
    merge.plan(archive, chain, withheld={B: spans.of([1])})
    assert archive.events == before


def _continued(last: Event, count: int) -> list[Event]:
    events = [last]
    for _ in range(count):
        events.append(
            sealed(
                subject="dispute:other",
                kind="note",
                clock=last.clock,
                device=last.device,
                seq=events[-1].seq + 1,
                by="李某乙",
                on="2026-10-14",
                seen={},
                data={"text": "另一份"},
                prev=events[-1].hash,
            )
        )
    return events[1:]
