"""An extension and a climb by the clock that did not know of each other (DESIGN §4, §5)."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.machines import SUBJECT, Machine
from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event, rule_id
from xinfang_tui.disputes.fold import fold
from xinfang_tui.ladder.climb import propose

CLIMB = {"rule": "overdue", "from": "township", "to": "joint_meeting", "due": "2026-10-16"}
SECOND = {"rule": "overdue", "from": "joint_meeting", "to": "leader_case", "due": "2026-10-24"}
EXTENSION = {"reason": "等鉴定", "approver": "王某", "until": "2026-10-26"}
HOUR = 3_600_000


def pair(skew: int = 0) -> tuple[Machine, Machine]:
    """A village's machine, its clock off by so much, and the township's that has the matter."""
    chance = random.Random(1)
    village, town = Machine("V", skew, chance), Machine("T", 0, chance)
    data: dict[str, Any] = {"title": "水渠", "village": "341623101203", "rung": "township"}
    village.write(0, "register", data | {"category": "0201", "occurred_on": "2026-10-01"}, day=1)
    town.receive(village, 1)
    return village, town


def all_of(*machines: Machine) -> list[Event]:
    return [event for machine in machines for event in machine.known.values()]


def joined(*machines: Machine) -> Dispute:
    return fold(all_of(*machines))


@pytest.mark.parametrize(("made", "climbed"), [(10, 20), (16, 20), (10, 26)])
@pytest.mark.parametrize("skew", [0, -400 * 24 * HOUR])
def test_a_climb_that_did_not_know_of_the_extension_has_no_effect_and_is_listed(
    skew: int, made: int, climbed: int
) -> None:
    village, town = pair(skew)
    town.write(HOUR, "extend", EXTENSION, day=made)
    climb = village.write(2 * HOUR, "escalate", CLIMB, day=climbed)
    dispute = joined(village, town)
    assert (dispute.rung, dispute.idle) == ("township", (climb.id,))
    assert [step.what for step in dispute.transitions] == ["new"]
    assert dispute.start is not None and dispute.start.kind == "register"
    assert [e.until for e in dispute.extensions if e.start == dispute.start.event] == [
        date(2026, 10, 26)
    ]
    (conflict,) = dispute.conflicts
    assert conflict.slot == f"extension:{dispute.start.event}"
    assert {choice.value for choice in conflict.choices} == {"2026-10-26", "open@joint_meeting"}
    assert conflict.standing != climb.id


@pytest.mark.parametrize("skew", [0, -400 * 24 * HOUR])
def test_what_climbed_further_on_stale_data_comes_down_all_the_way(skew: int) -> None:
    village, town = pair(skew)
    town.write(HOUR, "mediate", {"outcome": "failed"}, day=9)
    town.write(2 * HOUR, "extend", EXTENSION, day=10)
    village.write(3 * HOUR, "escalate", CLIMB, day=20)
    village.write(4 * HOUR, "escalate", SECOND, day=25)
    dispute = joined(village, town)
    assert (dispute.rung, dispute.tier, dispute.attempts) == ("township", "", 1)
    assert [conflict.slot.partition(":")[0] for conflict in dispute.conflicts] == ["extension"]


@pytest.mark.parametrize(
    ("extension", "climb", "day"),
    [
        (EXTENSION | {"until": "2026-10-18"}, CLIMB, 10),
        (EXTENSION, CLIMB, 17),
        (EXTENSION, CLIMB | {"rule": "failed", "due": None}, 10),
        (EXTENSION, {"from": "township", "to": "joint_meeting", "reason": "请会议研究"}, 10),
    ],
    ids=["run out", "too late", "failed mediations", "a person"],
)
@pytest.mark.parametrize("skew", [0, -400 * 24 * HOUR])
def test_a_climb_that_an_extension_does_not_forbid_stands(
    skew: int, extension: dict[str, Any], climb: dict[str, Any], day: int
) -> None:
    village, town = pair(skew)
    town.write(HOUR, "extend", extension, day=day)
    village.write(2 * HOUR, "escalate", climb, day=20)
    dispute = joined(village, town)
    assert (dispute.rung, dispute.conflicts) == ("joint_meeting", ())
    assert dispute.start is not None and dispute.start.kind == "escalate"
    assert all(made.start != dispute.start.event for made in dispute.extensions)


def test_a_persons_step_on_top_of_the_climb_is_not_undone_but_listed() -> None:
    village, town = pair(-400 * 24 * HOUR)
    town.write(HOUR, "extend", EXTENSION, day=10)
    village.write(2 * HOUR, "escalate", CLIMB, day=20)
    up = {"from": "joint_meeting", "to": "leader_case", "tier": "township", "reason": "急"}
    village.write(3 * HOUR, "escalate", up, day=21)
    dispute = joined(village, town)
    assert dispute.rung == "leader_case"
    (conflict,) = dispute.conflicts
    assert conflict.slot.startswith("extension:")
    town.receive(village, 4 * HOUR)
    said = {"conflict": conflict.slot, "value": "open@joint_meeting"}
    town.write(5 * HOUR, "settle", said, day=22)
    assert (joined(town).rung, joined(town).starts) == ("leader_case", dispute.starts)


def test_of_two_parallel_extensions_the_day_named_holds_and_an_earlier_rungs_stays() -> None:
    village, town = pair()
    town.write(HOUR, "extend", EXTENSION | {"until": "2026-10-12"}, day=8)
    town.write(2 * HOUR, "escalate", CLIMB | {"rule": "failed"}, day=10)
    village.receive(town, 3 * HOUR)
    for machine, until in ((village, "2026-10-22"), (town, "2026-10-26")):
        machine.write(4 * HOUR, "extend", EXTENSION | {"until": until}, day=11)
    town.receive(village, 5 * HOUR)
    (conflict,) = joined(town).conflicts
    town.write(6 * HOUR, "settle", {"conflict": conflict.slot, "value": "2026-10-24"}, day=12)
    settled = joined(town)
    assert [each.until.day for each in settled.extensions] == [12, 24]
    assert (settled.rung, settled.conflicts) == ("joint_meeting", ())


def test_an_extension_never_puts_off_the_clock_of_a_rung_its_author_had_not_heard_of() -> None:
    village, town = pair()
    up = {"from": "township", "to": "joint_meeting", "reason": "请会议研究"}
    town.write(HOUR, "escalate", up, day=8)
    village.write(2 * HOUR, "extend", EXTENSION, day=10)
    town.write(3 * HOUR, "escalate", SECOND | {"due": "2026-10-16"}, day=20)
    dispute = joined(village, town)
    assert (dispute.rung, dispute.conflicts) == ("leader_case", ())
    assert [each.start for each in dispute.extensions] == [dispute.starts[0].event]


def test_whoever_settles_it_says_which_holds() -> None:
    village, town = pair()
    town.write(HOUR, "extend", EXTENSION, day=10)
    village.write(2 * HOUR, "escalate", CLIMB, day=20)
    town.receive(village, 3 * HOUR)
    slot = joined(town).conflicts[0].slot
    kept, climbed = Machine("T", 0, random.Random(2)), Machine("T", 0, random.Random(3))
    for machine, value in ((kept, "2026-10-26"), (climbed, "open@joint_meeting")):
        machine.seq, machine.clock, machine.known = town.seq, town.clock, dict(town.known)
        machine.write(4 * HOUR, "settle", {"conflict": slot, "value": value}, day=21)
    stays, went = joined(kept), joined(climbed)
    assert (stays.rung, stays.conflicts) == ("township", ())
    assert stays.start is not None and stays.start.kind == "register"
    assert (went.rung, went.conflicts) == ("joint_meeting", ())
    assert went.start is not None and went.start.on == date(2026, 10, 21)


def test_when_the_extension_has_run_out_the_same_matter_climbs_after_all() -> None:
    village, town = pair()
    anchor = joined(village).anchor
    unaware = rule_id(SUBJECT, "escalate:joint_meeting:", anchor)
    town.write(HOUR, "extend", EXTENSION, day=10)
    village.write(2 * HOUR, "escalate", CLIMB, day=20, id=unaware)
    town.receive(village, 3 * HOUR)
    assert propose(joined(town), {}, Calendar(), (), date(2026, 10, 26)) is None
    later = propose(joined(town), {}, Calendar(), (), date(2026, 10, 27))
    assert later is not None and later.id != unaware
    data = CLIMB | {"due": "2026-10-26"}
    town.write(5 * HOUR, "escalate", data, day=27, id=later.id)
    dispute = joined(town)
    assert dispute.rung == "joint_meeting" and dispute.starts[-1].on == date(2026, 10, 27)


def entry(machine: Machine, now: int, chance: random.Random) -> None:
    """A step of the ladder, an extension, or something that comes between."""
    dispute = fold(machine.known.values())
    day = 1 + now % 28
    up = {"village": "township", "township": "joint_meeting", "joint_meeting": "leader_case"}
    kind = chance.choice(
        ("climb", "climb", "extend", "extend", "resolve", "reopen", "void", "down")
    )
    if kind == "climb" and dispute.rung in up:
        due = f"2026-10-{chance.randint(1, 28):02d}"
        data = {"rule": chance.choice(("overdue", "overdue", "failed", "")), "from": dispute.rung}
        id = rule_id(SUBJECT, up[dispute.rung], dispute.anchor)
        if not machine.has(id):
            machine.write(
                now * HOUR, "escalate", data | {"to": up[dispute.rung], "due": due}, day=day, id=id
            )
    elif kind == "extend":
        until = f"2026-10-{chance.randint(1, 28):02d}"
        machine.write(now * HOUR, "extend", EXTENSION | {"until": until}, day=day)
    elif kind == "void":
        own = [e for e in machine.known.values() if e.device == machine.name]
        last = max(own, key=lambda e: e.seq, default=None)
        if last is not None and last.kind == "extend":
            machine.write(now * HOUR, "void", {"target": last.id, "of": "extend"}, day=day)
    elif kind == "down":
        machine.write(now * HOUR, "return_down", {"reason": "村里能办"}, day=day)
    else:
        machine.write(now * HOUR, kind, {"method": "0103", "reason": "反弹"}, day=day)


@given(st.integers(0, 10**9), st.sampled_from((-400 * 24 * HOUR, 0, HOUR)), st.integers(2, 40))
def test_any_order_of_arrival_gives_the_same_rung_date_and_conflicts(
    seed: int, skew: int, length: int
) -> None:
    chance = random.Random(seed)
    machines = [Machine(name, each, chance) for name, each in (("A", 0), ("B", skew), ("C", 0))]
    data = {"title": "水渠", "rung": "village", "category": "0201", "occurred_on": "2026-10-01"}
    machines[0].write(0, "register", data, day=1)
    for other in machines[1:]:
        other.receive(machines[0], 0)
    for now in range(1, length):
        one, two = chance.sample(machines, 2)
        if chance.random() < 0.3:
            one.receive(two, now * HOUR)
        else:
            entry(one, now, chance)
    events = list({(e.device, e.seq): e for e in all_of(*machines)}.values())
    expected = fold(events)
    for _ in range(3):
        chance.shuffle(events)
        assert fold(events) == expected
    assert Dispute.from_json(expected.to_json()) == expected
    if expected.open and expected.transitions:
        assert expected.transitions[-1].rung == expected.rung
