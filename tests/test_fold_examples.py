"""What the fold makes of parallel entries, told one by one (DESIGN §4)."""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests.machines import SUBJECT, Machine
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import rule_id
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.residue import residue

CLIMB = {"from": "village", "to": "township", "due": "2026-10-10", "reason": "规则"}


def pair() -> tuple[Machine, Machine]:
    """Two machines that know the same registration."""
    chance = random.Random(1)
    village, town = Machine("V", 0, chance), Machine("T", 0, chance)
    data: dict[str, Any] = {"title": "水渠", "village": "341623101203", "rung": "village"}
    data |= {"category": "0201", "occurred_on": "2026-10-03", "handler": "李"}
    village.write(0, "register", data, day=3)
    town.receive(village, 1)
    return village, town


def joined(*machines: Machine) -> Dispute:
    """The fold of all that they know."""
    return fold([event for machine in machines for event in machine.known.values()])


def test_resolve_wins_over_a_parallel_climb_and_the_conflict_is_listed() -> None:
    village, town = pair()
    village.write(9_000, "resolve", {"method": "0103"}, day=9)
    town.write(11_000, "escalate", CLIMB, day=11)
    dispute = joined(village, town)
    assert (dispute.status, dispute.rung, dispute.resolved_rung) == (
        "resolved",
        "village",
        "village",
    )
    (conflict,) = dispute.conflicts
    assert {choice.value for choice in conflict.choices} == {"resolved", "open@township"}


def test_a_late_arriving_resolve_made_in_time_is_credited_to_the_former_rung() -> None:
    village, town = pair()
    town.write(11_000, "escalate", CLIMB, day=11)
    village.write(12_000, "resolve", {"method": "0103"}, day=10)
    dispute = joined(village, town)
    assert (dispute.status, dispute.rung) == ("resolved", "village")
    assert [step.what for step in dispute.transitions] == ["new", "concluded"]


def test_a_resolve_in_time_for_the_village_is_credited_over_two_climbs() -> None:
    village, town = pair()
    town.write(11_000, "escalate", CLIMB, day=11)
    second = {"from": "township", "to": "joint_meeting", "due": "2026-10-20", "reason": "规则"}
    town.write(21_000, "escalate", second, day=21)
    village.write(22_000, "resolve", {"method": "0103"}, day=10)
    dispute = joined(village, town)
    assert (dispute.status, dispute.rung, dispute.resolved_rung) == ("resolved",) + ("village",) * 2
    assert [step.what for step in dispute.transitions] == ["new", "concluded"]


def test_a_leaders_case_settled_before_it_went_to_the_county_stays_the_townships() -> None:
    chance = random.Random(2)
    town = Machine("T", 0, chance)
    data = {"title": "征地", "rung": "leader_case", "tier": "township", "handler": "李"}
    town.write(0, "register", data | {"occurred_on": "2026-10-03"}, day=3)
    up = {"from": "leader_case", "to": "leader_case", "tier": "county", "due": "2026-10-10"}
    town.write(11_000, "escalate", up, day=11)
    town.write(12_000, "resolve", {"method": "0103"}, day=9)
    assert (joined(town).rung, joined(town).tier) == ("leader_case", "township")


def test_a_resolve_made_after_the_day_belongs_to_the_upper_rung() -> None:
    village, town = pair()
    town.write(11_000, "escalate", CLIMB, day=11)
    village.write(12_000, "resolve", {"method": "0103"}, day=12)
    assert joined(village, town).rung == "township"


def test_settling_lets_the_other_value_hold_and_ends_the_conflict() -> None:
    village, town = pair()
    village.write(9_000, "resolve", {"method": "0103"}, day=9)
    town.write(11_000, "escalate", CLIMB, day=11)
    town.receive(village, 12_000)
    town.write(13_000, "settle", {"conflict": "status", "value": "open@township"}, day=13)
    dispute = joined(village, town)
    assert (dispute.status, dispute.rung, dispute.conflicts) == ("open", "township", ())


def test_two_corrections_in_parallel_show_both_values() -> None:
    village, town = pair()
    village.write(1, "correct", {"field": "title", "value": "甲", "reason": "x"}, day=4)
    town.write(2, "correct", {"field": "title", "value": "乙", "reason": "x"}, day=4)
    dispute = joined(village, town)
    (conflict,) = dispute.conflicts
    assert {choice.value for choice in conflict.choices} == {"甲", "乙"}
    assert dispute.title in {"甲", "乙"}


def test_a_correction_made_knowing_both_values_settles_them() -> None:
    village, town = pair()
    village.write(1, "correct", {"field": "title", "value": "甲", "reason": "x"}, day=4)
    town.write(2, "correct", {"field": "title", "value": "乙", "reason": "x"}, day=4)
    town.receive(village, 3)
    town.write(4, "correct", {"field": "title", "value": "丙", "reason": "x"}, day=4)
    dispute = joined(village, town)
    assert (dispute.title, dispute.conflicts) == ("丙", ())


def test_the_same_rule_applied_on_two_machines_climbs_once() -> None:
    village, town = pair()
    id = rule_id(SUBJECT, "escalate:township:", "start")
    village.write(11_000, "escalate", CLIMB, day=12, id=id)
    town.write(12_000, "escalate", CLIMB, day=11, id=id)
    dispute = joined(village, town)
    assert [step.what for step in dispute.transitions] == ["new", "climb"]
    assert dispute.start is not None and dispute.start.on.day == 11
    assert dispute.conflicts == ()


def test_a_clock_a_year_ahead_does_not_push_an_entry_past_its_answer() -> None:
    chance = random.Random(1)
    ahead, right = Machine("A", 365 * 86_400_000, chance), Machine("B", 0, chance)
    data = {"title": "水渠", "village": "v", "rung": "village", "category": "0201"}
    right.write(0, "register", data | {"occurred_on": "2026-10-03"}, day=3)
    ahead.receive(right, 1)
    ahead.write(2, "correct", {"field": "title", "value": "早", "reason": "x"}, day=4)
    right.receive(ahead, 3)
    assert right.clock < ahead.clock
    right.write(4, "correct", {"field": "title", "value": "晚", "reason": "x"}, day=5)
    assert joined(ahead, right).title == "晚"


def test_erasure_wins_in_any_order_and_leaves_codes_and_dates() -> None:
    village, town = pair()
    register = next(iter(village.known.values()))
    targets = {register.id: residue(register.kind, register.payload)}
    town.write(5, "erase", {"what": "all", "targets": targets, "reason": "申请"}, day=5)
    village.write(6, "correct", {"field": "category", "value": "0202", "reason": "x"}, day=5)
    dispute = joined(village, town)
    assert dispute.erased and "水渠" not in str(dispute.to_json())
    assert (dispute.category, dispute.village) == ("0202", "341623101203")


def test_a_kind_that_is_not_known_moves_nothing_and_is_carried() -> None:
    village, town = pair()
    before = joined(village, town)
    village.write(7, "from_the_future", {"x": 1}, day=5)
    after = joined(village, town)
    assert after.events == before.events + 1
    assert (after.status, after.rung, after.title) == (before.status, before.rung, before.title)


def test_a_dispute_reads_back_as_it_was_stored() -> None:
    village, town = pair()
    village.write(1, "resolve", {"method": "0103", "terms": [{"what": "让水"}]}, day=4)
    town.write(2, "transfer", {"to": "水利站", "reason": "职责"}, day=4)
    town.write(3, "extend", {"until": "2026-10-20", "reason": "x", "approver": "y"}, day=4)
    dispute = joined(village, town)
    assert Dispute.from_json(dispute.to_json()) == dispute


def test_the_upper_rung_is_credited_with_what_it_settles_itself_even_before_the_old_day() -> None:
    village, town = pair()
    town.write(5_000, "escalate", CLIMB | {"due": "2026-10-20"}, day=5)
    town.write(8_000, "resolve", {"method": "0103"}, day=8)
    dispute = joined(village, town)
    assert (dispute.status, dispute.resolved_rung) == ("resolved", "township")
    assert [step.what for step in dispute.transitions] == ["new", "climb", "concluded"]


def test_a_settlement_dated_before_the_climb_belongs_to_the_rung_below() -> None:
    village, town = pair()
    town.write(11_000, "escalate", CLIMB, day=11)
    town.write(12_000, "resolve", {"method": "0103"}, day=10)
    assert joined(village, town).resolved_rung == "village"


def test_the_same_meeting_three_times_is_not_the_three_meetings() -> None:
    town, _ = pair()
    for at in range(3):
        town.write(1_000 + at, "meet_party", {"stage": "accept", "party": "张三"}, day=4)
    assert joined(town).met == ("accept",)


def test_a_second_lead_leaves_the_first_and_another_role_takes_the_place_of_the_one_before() -> (
    None
):
    town, _ = pair()
    for lead, role in (("d2", "same"), ("d3", "split"), ("d2", "part")):
        town.write(1_000, "link", {"lead": lead, "role": role}, day=4)
    assert sorted(joined(town).links) == [("d2", "part"), ("d3", "split")]
    town.write(2_000, "unlink", {"lead": "d2"}, day=5)
    assert joined(town).links == (("d3", "split"),)


SETTLED = ("resolve", {"method": "0103"})
CLOSED = ("close", {"reason": "已回访"})


@pytest.mark.parametrize(
    ("before", "kind", "data"),
    [
        ((), "resume", {}),
        ((), "reopen", {"reason": "又吵"}),
        ((), "close", {"reason": "已回访"}),
        ((), "return_down", {"reason": "下面办"}),
        ((), "perform", {"term": 1, "kept": True}),
        ((), "escalate", CLIMB | {"from": "township", "to": "joint_meeting"}),
        ((SETTLED,), "resolve", {"method": "0102"}),
        ((SETTLED,), "refer", {"to": "人民法院"}),
        ((SETTLED,), "end", {"reason": "refused"}),
        ((SETTLED,), "escalate", CLIMB),
        ((SETTLED,), "transfer", {"to": "水利站", "reason": "归口"}),
        ((SETTLED,), "suspend", {"until": "2026-10-20"}),
        ((SETTLED,), "extend", {"until": "2026-10-20"}),
        ((SETTLED,), "decide", {"meeting": "m", "decision": "assign", "unit": "司法所"}),
        ((SETTLED, CLOSED), "close", {"reason": "已回访"}),
    ],
)
def test_what_no_longer_fits_stays_in_the_trail_without_effect(
    before: tuple[tuple[str, dict[str, Any]], ...], kind: str, data: dict[str, Any]
) -> None:
    town, _ = pair()
    for at, (earlier, told) in enumerate(before):
        town.write(1_000 + at, earlier, told, day=5)
    stood = joined(town)
    made = town.write(2_000, kind, data, day=6)
    after = joined(town)
    assert after.idle == (made.id,)
    assert (after.transitions, after.starts) == (stood.transitions, stood.starts)
    held = ("status", "rung", "unit", "pending", "suspensions", "extensions", "conclusion")
    assert [getattr(after, name) for name in held] == [getattr(stood, name) for name in held]


def test_a_confirmation_is_asked_then_given_and_a_refused_one_moves_nothing() -> None:
    town, _ = pair()
    town.write(1_000, *SETTLED, day=5)
    town.write(2_000, "confirm", {"given": False}, day=6)
    assert (joined(town).confirm_asked, joined(town).confirm_given) == (None, None)
    town.write(3_000, "confirm", {}, day=7)
    asked = joined(town)
    assert asked.confirm_asked is not None and asked.confirm_asked.day == 7
    assert asked.confirm_given is None
    town.write(4_000, "confirm", {"given": True}, day=9)
    given = joined(town).confirm_given
    assert given is not None and given.day == 9


@pytest.mark.parametrize(
    ("told", "tier"),
    [
        ({"leader": "陈某"}, "township"),
        ({"leader": "赵某", "leader_tier": "county"}, "county"),
        ({"leader": "赵某", "rung": "leader_case", "tier": "county"}, "county"),
        ({}, ""),
    ],
)
def test_a_leader_told_with_the_registration_is_of_the_tier_where_it_stands(
    told: dict[str, str], tier: str
) -> None:
    town = Machine("T", 0, random.Random(1))
    town.write(0, "register", {"title": "征地", "occurred_on": "2026-10-03"} | told, day=3)
    assert (joined(town).leader, joined(town).leader_tier) == (told.get("leader", ""), tier)
