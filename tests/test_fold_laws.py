"""The laws of the fold: arrival does not matter, nothing entered is lost, no conflict is silent."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.machines import Machine, history
from xinfang_tui.desk.index import COLUMNS, row
from xinfang_tui.desk.rules import rules_of
from xinfang_tui.disputes import kinds, residue
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal

YEAR = 365 * 24 * 3600 * 1000
SKEWS = st.tuples(*[st.sampled_from((-YEAR, -5_000, 0, 5_000, YEAR))] * 3)
RULES = rules_of([], [], [], [], date(2026, 10, 31))
VALUES: dict[str, tuple[Any, ...]] = {
    kinds.TEXT: ("甲", "township", "parties", "superior_due", "village"),
    kinds.DAY: ("2026-10-09", "2026-12-31"),
    kinds.BOOL: (True, False),
    kinds.INT: (0, 1, 3),
    kinds.MONEY: (0.5, 20_000),
    kinds.NAMES: ([], ["张三", "李四"]),
    kinds.TERMS: ([], [{"who": "张三", "what": "让水", "due": "2026-11-01"}]),
    kinds.PLAN: ([], [{"step": "先谈", "due": ""}]),
    kinds.TOLD: ([], [{"office": "派出所", "when": "当天"}]),
}
FITTING: dict[str, tuple[Any, ...]] = {
    "parties": ([], [{"name": "张三", "phone": "13900000001"}]),
    "superior_due": (None, "2026-10-17"),
    "village": ("341623101200",),
}


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


ONLY_CORRECTED = ("title", "brief", "category", "people", "status")
"""Slots whose contest no entry but a correction or a decision settles."""


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60))
def test_two_values_written_in_parallel_are_never_silent(
    seed: int, skews: tuple[int, int, int], length: int
) -> None:
    events = everything(history(random.Random(seed), length, skews))
    dispute = fold(events)
    undone = {str(e.payload.get("target")) for e in events if e.kind == "void"}
    shown = {conflict.slot for conflict in dispute.conflicts}
    for slot in ONLY_CORRECTED:
        wrote = [
            event
            for event in events
            if slot in (event.payload.get("field"), event.payload.get("conflict"))
            and event.kind in ("correct", "settle")
            and event.id not in undone
        ]
        last = [e for e in wrote if not any(o.knows(e) for o in wrote)]
        if len({str(e.payload["value"]) for e in last}) > 1:
            assert slot in shown


def any_entry(machine: Machine, now: int, chance: random.Random) -> Event:
    """An entry of any kind there is, with any part of what its kind carries, or an erasure."""
    known = [event for event in machine.known.values() if event.kind != "erase"]
    kind = chance.choice((*kinds.KINDS, kinds.PRINT, "kind_of_a_newer_program"))
    fields = kinds.KINDS[kind].fields if kind in kinds.KINDS else ()
    data: dict[str, Any] = {"source": f"行{now}"} if chance.random() < 0.3 else {}
    for field in fields:
        if field.required or chance.random() < 0.7:
            choices = tuple(code for code, _ in field.choices) or VALUES.get(field.type, ())
            data[field.name] = chance.choice(choices or ("甲",))
    if kind == "correct":
        data["value"] = chance.choice(FITTING.get(data["field"], ("甲",)))
    elif kind == "settle":
        data["conflict"] = "status"
        data["value"] = chance.choice(("open@joint_meeting", "closed", "referred", "ended"))
    elif kind == "void":
        target = chance.choice(known)
        data |= {"target": target.id, "of": target.kind}
    elif kind == "erase":
        gone = chance.sample(known, chance.randint(1, len(known)))
        data["targets"] = {e.id: residue.residue(e.kind, e.payload) for e in gone}
        entry = machine.write(now, kind, data, day=min(28, 1 + now % 28))
        machine.known |= {(e.device, e.seq): e.erased() for e in gone}
        return entry
    elif kind == "escalate":
        data["due"] = chance.choice(("", "2026-10-12", "2026-10-30"))
    return machine.write(now, kind, data, day=min(28, 1 + now % 28))


@given(st.integers(0, 10**9), SKEWS, st.integers(2, 60), st.integers(1, 12))
@example(3, (0, 0, 0), 240, 12)
def test_any_part_of_a_history_makes_a_dispute_that_is_stored_and_listed(
    seed: int, skews: tuple[int, int, int], length: int, most: int
) -> None:
    chance = random.Random(seed)
    machines = history(chance, length, skews)
    for now in range(length, 2 * length):
        one, two = chance.sample(machines, 2)
        if chance.random() < 0.2:
            one.receive(two, now * 1000)
        else:
            any_entry(one, now, chance)
    events = everything(machines)
    for _ in range(8):
        part = chance.sample(events, min(len(events), chance.randint(1, most)))
        dispute = fold(part)
        assert Dispute.from_json(json.loads(json.dumps(dispute.to_json()))) == dispute
        assert json.loads(dispute.spelt()) == dispute.to_json()
        assert row(dispute, RULES).keys() == COLUMNS.keys()


def test_a_settlement_and_the_climb_before_it_fold_without_the_registration() -> None:
    machine = Machine("T", 0, random.Random(1))
    climb = {"from": "village", "to": "township", "due": "2026-10-10"}
    told = [
        machine.write(1, "escalate", climb, day=11),
        machine.write(2, "resolve", {"method": "0103"}, day=9),
    ]
    assert (fold(told).status, fold(told[1:]).status) == ("resolved", "resolved")


def test_a_dispute_was_last_taken_from_the_newest_row_that_no_void_undid() -> None:
    machine = Machine("T", 0, random.Random(1))
    entries = [
        machine.write(1, "register", {"title": "争水", "source": "一"}, day=3),
        machine.write(2, "note", {"text": "补充", "source": "二"}, day=4),
        machine.write(3, "note", {"text": "见面"}, day=5),
    ]
    assert [fold(entries[:n]).source for n in (1, 2, 3)] == ["一", "二", "二"]
    machine.write(4, "void", {"target": entries[1].id, "of": "note"}, day=6)
    assert fold(machine.known.values()).source == "一"
    machine.write(5, "void", {"target": entries[0].id, "of": "register"}, day=6)
    assert fold(machine.known.values()).source == "一"


def test_of_rows_taken_in_parallel_the_later_one_counts_in_any_order() -> None:
    one, two = Machine("A", 0, random.Random(1)), Machine("B", 0, random.Random(1))
    one.write(1, "register", {"title": "争水", "source": "一"}, day=3)
    two.receive(one, 2)
    one.write(9, "note", {"text": "甲", "source": "甲"}, day=4)
    two.write(5, "note", {"text": "乙", "source": "乙"}, day=4)
    events = everything([one, two])
    assert {fold(events).source, fold(events[::-1]).source} == {"甲"}


def test_half_a_character_is_spelt_by_an_escape() -> None:
    dispute = Dispute("a", title="半\ud800个", occurred_on=date(2026, 10, 1))
    assert json.loads(dispute.spelt()) == dispute.to_json()


def test_disputes_are_alike_when_every_field_is() -> None:
    assert Dispute("a", title="争水") == Dispute("a", title="争水")
    assert Dispute("a", title="争水") != Dispute("a")
    assert Dispute("a", title="争水") != Dispute("b", title="争水")
    assert Dispute("a") != "a"


def test_a_dispute_has_no_field_that_is_not_its_own_and_shares_none() -> None:
    with pytest.raises(TypeError, match="tittle"):
        Dispute("a", tittle="争水")
    one, other = Dispute("a"), Dispute("b")
    one.consents["甲"] = {"mediate": True}
    one.heads["A"] = 1
    assert (other.consents, other.heads) == ({}, {})
    assert Dispute("c").to_json() == {"id": "c"}
