"""Roles: each one does its own work in its own area."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.refusal import Refused
from xinfang_tui.staff import (
    ACTIONS,
    ROLES,
    Staff,
    check_staff,
    fold_staff,
    may,
    role_of,
)

TOWN, EAST, STONE = "341623101000", "341623101200", "341623101202"
GRID = Staff("李某乙", "grid_worker", EAST)
MEDIATOR = Staff("周某", "township_mediator", TOWN)
COORDINATOR = Staff("王某", "township_coordinator", TOWN)
LEADER = Staff("陈某", "township_leader", TOWN)


@dataclass(frozen=True)
class Told:
    """A staff event, as far as the fold reads it."""

    subject: str
    payload: dict[str, Any] = field(default_factory=dict)
    kind: str = "staff_set"
    on: str = "2026-09-01"


@given(st.sampled_from(sorted(ACTIONS)), st.sampled_from(["", TOWN, EAST, "110101001001"]))
def test_without_a_user_nothing_is_forbidden(action: str, village: str) -> None:
    assert may(None, action, village) is None


def test_a_grid_worker_works_in_their_own_village_only() -> None:
    assert may(GRID, "register", EAST) is None
    assert may(GRID, "sweep", EAST + "010001") is None
    refused = may(GRID, "register", STONE)
    assert refused is not None
    assert "范围" in refused


def test_a_grid_worker_does_not_issue_the_bulletin_and_hears_who_does() -> None:
    refused = may(GRID, "issue")
    assert refused is not None
    assert "签发通报" in refused
    assert "镇领导" in refused


def test_the_coordinator_may_do_everything_in_the_township() -> None:
    assert [action for action in ACTIONS if may(COORDINATOR, action, STONE)] == []
    assert may(COORDINATOR, "register", "341623102200") is not None


def test_a_leader_owns_and_decides_but_does_not_walk_the_households() -> None:
    assert may(LEADER, "own", STONE) is None
    assert may(LEADER, "decide", STONE) is None
    assert may(LEADER, "sweep", STONE) is not None


def test_a_township_mediator_settles_anywhere_in_the_township() -> None:
    assert may(MEDIATOR, "resolve", STONE) is None
    assert may(MEDIATOR, "publish") is not None


def test_somebody_who_left_the_post_may_do_nothing() -> None:
    gone = Staff("李某乙", "grid_worker", EAST, active=False)
    refused = may(gone, "note", EAST)
    assert refused is not None
    assert "不在岗" in refused


def test_every_role_takes_notes_and_only_real_actions() -> None:
    for role in ROLES.values():
        assert "note" in role.actions
        assert role.actions <= set(ACTIONS)


def test_every_action_is_somebodys_work() -> None:
    assert set(ACTIONS) == set().union(*(role.actions for role in ROLES.values()))


def test_later_entries_change_only_what_they_name() -> None:
    staff = fold_staff(
        [
            Told("staff:周某", {"role": "township_mediator", "place": TOWN, "phone": "138"}),
            Told("staff:周某", {"active": False}),
            Told("place:1", {"name": "x"}),
        ]
    )
    assert staff == {"周某": Staff("周某", "township_mediator", TOWN, phone="138", active=False)}


def test_roles_are_known_by_their_chinese_names() -> None:
    assert role_of("网格员") == "grid_worker"
    assert role_of("协调员") == "township_coordinator"
    assert role_of("county") == "county"
    with pytest.raises(Refused, match="岗位"):
        role_of("皇帝")


def test_a_new_member_of_staff_is_checked() -> None:
    ready = check_staff({"name": " 李某乙 ", "role": "网格员", "place": EAST})
    assert (ready["name"], ready["role"], ready["place"]) == ("李某乙", "grid_worker", EAST)
    with pytest.raises(Refused, match="姓名"):
        check_staff({"name": " "})
    with pytest.raises(Refused, match="所在的村"):
        check_staff({"name": "李某乙"})
