"""The ladder run from day to day on real events: nothing is forgotten, nothing climbs twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event, sealed
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.hlc import stamp
from xinfang_tui.ladder.climb import propose
from xinfang_tui.ladder.deadline import deadline
from xinfang_tui.ladder.meetings import Scheduled
from xinfang_tui.ladder.rules import built_in

LADDER = built_in()
LADDERS = {LADDER.version: LADDER}
CALENDAR = Calendar()
BEGUN = date(2026, 9, 1)


@dataclass
class Machine:
    """A machine that keeps one dispute and runs the ladder."""

    name: str = "m1"
    events: list[Event] = field(default_factory=list)
    meetings: tuple[Scheduled, ...] = ()

    def add(self, kind: str, on: date, data: dict[str, Any], id: str = "") -> None:
        own = [each for each in self.events if each.device == self.name]
        seen = {
            each.device: max(e.seq for e in self.events if e.device == each.device)
            for each in self.events
        }
        self.events.append(
            sealed(
                subject="dispute:d1",
                kind=kind,
                clock=stamp(on.toordinal() * 86_400_000, len(self.events)),
                device=self.name,
                seq=len(own) + 1,
                by="规则" if id else "李某乙",
                on=on.isoformat(),
                seen=seen,
                data={"ladder": LADDER.version, **data},
                prev=own[-1].hash if own else "",
                id=id,
            )
        )

    def register(self, on: date, **data: Any) -> None:
        plain = {"title": "排水", "category": "0201", "village": "341623101200"}
        self.add("register", on, {**plain, **data})

    @property
    def dispute(self) -> Dispute:
        return fold(self.events)

    def run(self, today: date) -> str:
        """One run: applies what is proposed and not held; to which rung, or nothing."""
        found = propose(self.dispute, LADDERS, CALENDAR, self.meetings, today)
        if found is None or found.held or any(each.id == found.id for each in self.events):
            return ""
        self.add("escalate", today, found.data(LADDER), found.id)
        return found.to_rung if found.to_tier != "county" else "county"


def days(count: int) -> list[date]:
    return [BEGUN + timedelta(days=n) for n in range(count)]


def test_a_forgotten_matter_reaches_the_county_leader_step_by_step() -> None:
    machine = Machine()
    machine.register(BEGUN)
    climbed = [(day, to) for day in days(130) if (to := machine.run(day))]
    assert [to for _, to in climbed] == ["township", "joint_meeting", "leader_case", "county"]
    # 7 days to 09-08; 15 more to 09-24; 8 more to 10-03, in the holiday; 60 more to 12-08.
    assert [day.isoformat() for day, _ in climbed] == [
        "2026-09-09",
        "2026-09-25",
        "2026-10-09",
        "2026-12-09",
    ]
    assert machine.dispute.tier == "county"


def test_the_next_meeting_is_waited_for_and_then_the_leader_takes_it() -> None:
    machine = Machine(meetings=tuple(map(Scheduled, (date(2026, 9, 20), date(2026, 10, 20)))))
    machine.register(BEGUN)
    climbed = {to: day for day in days(60) if (to := machine.run(day))}
    assert climbed["leader_case"] == date(2026, 10, 21)


def test_two_runs_on_one_day_climb_once() -> None:
    machine = Machine()
    machine.register(BEGUN)
    today = date(2026, 9, 9)
    assert machine.run(today) == "township"
    assert machine.run(today) == ""


def test_two_machines_that_ran_the_same_rule_climbed_once() -> None:
    one, two = Machine("m1"), Machine("m2")
    one.register(BEGUN)
    two.events = list(one.events)
    one.run(date(2026, 9, 9))
    two.run(date(2026, 9, 12))
    both = fold([*one.events, *two.events])
    assert both.rung == "township"
    assert len(both.starts) == 2
    assert both.starts[-1].on == date(2026, 9, 9)
    assert both.conflicts == ()


def test_two_failed_mediations_climb_at_once_and_start_the_townships_limit() -> None:
    machine = Machine()
    machine.register(BEGUN)
    for on in (date(2026, 9, 2), date(2026, 9, 3)):
        machine.add("mediate", on, {"outcome": "failed"})
    machine.add("mediate", date(2026, 9, 3), {"outcome": "continued"})
    assert machine.run(date(2026, 9, 3)) == "township"
    found = deadline(machine.dispute, LADDERS, CALENDAR, ())
    assert found is not None
    assert found.due == date(2026, 9, 18)


def test_notes_and_corrections_never_move_the_date() -> None:
    machine = Machine()
    machine.register(BEGUN)
    before = deadline(machine.dispute, LADDERS, CALENDAR, ())
    machine.add("note", date(2026, 9, 5), {"text": "去看过"})
    machine.add("correct", date(2026, 9, 5), {"field": "people", "value": 3, "reason": "数错"})
    machine.add("accept", date(2026, 9, 6), {})
    after = deadline(machine.dispute, LADDERS, CALENDAR, ())
    assert before is not None
    assert after is not None
    assert (before.due, before.start_event) == (after.due, after.start_event)


def test_a_matter_opened_again_has_the_full_limit_on_its_rung() -> None:
    machine = Machine()
    machine.register(BEGUN)
    machine.run(date(2026, 9, 9))
    machine.add("resolve", date(2026, 9, 15), {"method": "0103"})
    assert deadline(machine.dispute, LADDERS, CALENDAR, ()) is None
    machine.add("reopen", date(2026, 10, 12), {"reason": "反弹"})
    found = deadline(machine.dispute, LADDERS, CALENDAR, ())
    assert found is not None
    assert (found.rule, found.due_target) == ("township", date(2026, 10, 27))


def test_a_complaint_about_procedure_starts_the_rung_above() -> None:
    machine = Machine()
    machine.register(BEGUN)
    machine.add("resolve", date(2026, 9, 3), {"method": "0103"})
    machine.add("visit_back", date(2026, 9, 7), {"answer": "unsatisfied", "reason": "procedure"})
    found = deadline(machine.dispute, LADDERS, CALENDAR, ())
    assert found is not None
    assert (found.rule, found.due_target) == ("township", date(2026, 9, 22))


@given(
    st.lists(
        st.tuples(
            st.integers(0, 12),
            st.sampled_from(["run", "failed", "note", "suspend", "extend", "decide", "down"]),
        ),
        max_size=25,
    ),
    st.sampled_from(["01", "02", "03"]),
)
def test_whatever_happens_an_open_matter_has_a_date_and_a_way_up(
    steps: list[tuple[int, str]], scale: str
) -> None:
    machine = Machine()
    machine.register(BEGUN, scale=scale)
    today = BEGUN
    for gap, what in steps:
        today += timedelta(days=gap)
        later = (today + timedelta(days=5)).isoformat()
        match what:
            case "run":
                machine.run(today)
            case "failed":
                machine.add("mediate", today, {"outcome": "failed"})
            case "note":
                machine.add("note", today, {"text": "x"})
            case "suspend":
                machine.add("suspend", today, {"until": later, "reason": "农忙"})
            case "extend":
                machine.add("extend", today, {"until": later, "reason": "x", "approver": "王某"})
            case "decide":
                machine.add("decide", today, {"meeting": "m", "decision": "x", "due": later})
            case "down":
                machine.add("return_down", today, {"reason": "x"})
    dispute = machine.dispute
    found = deadline(dispute, LADDERS, CALENDAR, ())
    assert found is not None
    assert found.due >= found.due_target
    for _ in range(400):
        today += timedelta(days=1)
        machine.run(today)
        if machine.dispute.tier == "county":
            break
    assert (machine.dispute.rung, machine.dispute.tier) == ("leader_case", "county")
