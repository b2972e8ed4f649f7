"""A village's sweep: marks, coverage, reports, and what happens when two machines mark one door."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import EAST, Office, households, window
from xinfang_tui.month import entry
from xinfang_tui.month.households import Denominator, spans, unspanned
from xinfang_tui.month.sweep import Sweep, fold_sweep, subject
from xinfang_tui.refusal import Refused

SUBJECT = subject(EAST, "2026-10")
TEN = households(EAST, 10)
EMPTY = Sweep(EAST, "2026-10")
OCTOBER = window()
TODAY = date(2026, 10, 20)


def read(today: date = TODAY, sweep: Sweep = EMPTY, **record: Any) -> list[entry.Entry]:
    return entry.read(record, EAST, OCTOBER, today, sweep)


def test_blank_is_not_zero_and_not_met_is_not_covered() -> None:
    office = Office()
    office.write(
        SUBJECT,
        "mark",
        "2026-10-05",
        households={
            TEN[0]: {"state": "found", "way": "visit"},
            TEN[1]: {"state": "none", "way": "phone"},
            TEN[2]: {"state": "none", "way": "visit"},
            TEN[3]: "missed",
        },
    )
    seen = office.sweep(EAST).coverage(Denominator.of(TEN))
    assert (seen.found, seen.none, seen.missed, seen.unvisited) == (1, 2, 1, 6)
    assert seen.seen == 3
    assert seen.ways == {"visit": 2, "phone": 1, "leader": 0}


def test_a_later_visit_takes_the_place_of_the_earlier_one_and_can_be_wiped() -> None:
    office = Office()
    office.write(SUBJECT, "mark", "2026-10-05", households={TEN[0]: "missed", TEN[1]: "found"})
    office.write(SUBJECT, "mark", "2026-10-09", households={TEN[0]: "none", TEN[1]: "unvisited"})
    marks = office.sweep(EAST).marks
    assert {code: (mark.state, mark.on) for code, mark in marks.items()} == {
        TEN[0]: ("none", "2026-10-09")
    }


def test_a_door_that_is_not_in_the_denominator_is_told_apart() -> None:
    office = Office()
    office.write(
        SUBJECT, "mark", "2026-10-05", households={TEN[0]: "none", f"{EAST}090001": "none"}
    )
    seen = office.sweep(EAST).coverage(Denominator.of(TEN))
    assert (seen.none, seen.outside, seen.households) == (1, 1, 10)


def test_more_doors_than_a_village_had_at_the_opening_do_not_move_its_denominator() -> None:
    office = Office()
    doors = dict.fromkeys(TEN[:4], "none") | {f"{EAST}090001": "found"}
    office.write(SUBJECT, "mark", "2026-10-05", households=doors)
    seen = office.sweep(EAST).coverage(Denominator(size=4))
    assert (seen.households, seen.found, seen.none, seen.outside) == (4, 1, 3, 1)
    assert seen.unvisited == 0


def test_a_village_known_by_number_counts_any_of_its_doors() -> None:
    office = Office()
    office.write(
        SUBJECT, "mark", "2026-10-05", households={TEN[0]: "none", f"{EAST}090001": "none"}
    )
    seen = office.sweep(EAST).coverage(Denominator(size=84))
    assert (seen.none, seen.unvisited, seen.outside) == (2, 82, 0)


def test_two_machines_that_mark_one_door_differently_make_a_conflict_until_it_is_marked_anew() -> (
    None
):
    office = Office()
    office.write(SUBJECT, "mark", "2026-10-05", "A", households={TEN[0]: "none"})
    office.write(SUBJECT, "mark", "2026-10-06", "B", "王某", households={TEN[0]: "found"})
    sweep = office.sweep(EAST)
    (conflict,) = sweep.conflicts
    assert conflict.slot == TEN[0]
    assert [(c.value, c.by) for c in conflict.choices] == [("none", "李某乙"), ("found", "王某")]
    assert sweep.marks[TEN[0]].state == "found"
    office.tell("B", "A")
    office.write(SUBJECT, "mark", "2026-10-07", "A", households={TEN[0]: "none"})
    settled = office.sweep(EAST)
    assert settled.conflicts == ()
    assert settled.marks[TEN[0]].state == "none"


def test_two_machines_that_say_the_same_make_no_conflict() -> None:
    office = Office()
    office.write(SUBJECT, "mark", "2026-10-05", "A", households={TEN[0]: "none"})
    office.write(SUBJECT, "mark", "2026-10-06", "B", households={TEN[0]: "none"})
    assert office.sweep(EAST).conflicts == ()


def test_on_time_counts_the_day_of_receipt_not_of_typing() -> None:
    office = Office()
    office.write(SUBJECT, "submit", "2026-11-06", kind="report", received_on="2026-11-02")
    submission = office.sweep(EAST).submission
    assert submission is not None and submission.on_time(OCTOBER.reporting_day)
    office.write(SUBJECT, "submit", "2026-11-06", kind="report", received_on="2026-11-03")
    late = office.sweep(EAST).submission
    assert late is not None and not late.on_time(OCTOBER.reporting_day)


def test_a_report_that_corrects_another_came_when_that_one_came() -> None:
    office = Office()
    office.write(SUBJECT, "submit", "2026-11-02", kind="report")
    first = office.sweep(EAST)
    (again,) = read(date(2026, 11, 6), first, submit=True)
    assert again.data["received_on"] == "2026-11-02"
    office.write(SUBJECT, "submit", "2026-11-06", **again.data)
    corrected = office.sweep(EAST).submission
    assert corrected is not None and corrected.on_time(OCTOBER.reporting_day)
    assert corrected.since == first.submission.since != (corrected.device, corrected.seq)
    office.write(SUBJECT, "withdraw_submit", "2026-11-07", reason="漏一户")
    (anew,) = read(date(2026, 11, 8), office.sweep(EAST), submit=True)
    assert anew.data["received_on"] == "2026-11-08"


@pytest.mark.parametrize(
    ("told", "source"),
    [
        ({}, "machine"),
        ({"form": "paper"}, "typed"),
        ({"received_on": "2026-10-19"}, "typed"),
        ({"form": "photo", "source": "machine"}, "machine"),
    ],
)
def test_a_report_with_a_form_or_a_day_of_receipt_was_typed_in_here(
    told: dict[str, str], source: str
) -> None:
    (report,) = read(submit=True, **told)
    assert report.data == {"kind": "report", "received_on": "2026-10-20", "source": source} | told
    office = Office()
    office.write(SUBJECT, "submit", report.on, **report.data)
    kept = office.sweep(EAST).submission
    assert kept is not None and (kept.source, kept.form) == (source, told.get("form", ""))


def test_a_name_gone_wrong_in_a_sweep_is_refused_with_the_one_meant() -> None:
    with pytest.raises(Refused, match="submit"):
        read(submitt=True)


def test_a_report_can_be_taken_back() -> None:
    office = Office()
    office.write(SUBJECT, "submit", "2026-10-30", kind="zero")
    office.write(SUBJECT, "withdraw_submit", "2026-10-31", reason="漏一户")
    sweep = office.sweep(EAST)
    assert sweep.submission is None
    assert sweep.withdrawn == 1


def test_a_parallel_report_and_zero_report_are_a_conflict() -> None:
    office = Office()
    office.write(SUBJECT, "submit", "2026-10-30", "A", kind="zero")
    office.write(SUBJECT, "submit", "2026-10-31", "B", kind="report")
    assert [conflict.slot for conflict in office.sweep(EAST).conflicts] == ["submission"]


def test_an_undone_mark_is_as_if_never_made() -> None:
    office = Office()
    made = office.write(SUBJECT, "mark", "2026-10-05", households={TEN[0]: "none"})
    office.write(SUBJECT, "void", "2026-10-05", target=made.id)
    assert office.sweep(EAST).marks == {}


def test_a_door_marked_with_something_found_leads_to_the_matter() -> None:
    (marked,) = read(households={TEN[0]: {"state": "found", "dispute": "柳-2610-03074"}})
    office = Office()
    office.write(SUBJECT, marked.kind, marked.on, **marked.data)
    assert office.sweep(EAST).marks[TEN[0]].dispute == "柳-2610-03074"


def test_an_erased_mark_is_gone_and_the_others_stay() -> None:
    office = Office()
    made = office.write(SUBJECT, "mark", "2026-10-05", households={TEN[0]: "found"})
    office.write(SUBJECT, "mark", "2026-10-06", households={TEN[1]: "none"})
    office.write(SUBJECT, "erase", "2026-10-07", targets=[made.id])
    assert list(office.sweep(EAST).marks) == [TEN[1]]


def test_shrunk_marks_leave_their_counts_and_a_late_mark_is_told() -> None:
    office = Office()
    office.write(SUBJECT, "mark", "2026-10-05", households={TEN[0]: "none", TEN[1]: "found"})
    before = office.sweep(EAST).coverage(Denominator.of(TEN))
    office.write(
        SUBJECT, "shrink", "2027-02-05", found=1, none=1, missed=0, ways={"visit": 2}, outside=0
    )
    office.write(SUBJECT, "mark", "2026-10-09", "B", households={TEN[2]: "none"})
    sweep = office.sweep(EAST)
    after = sweep.coverage(Denominator.of(TEN))
    assert sweep.marks == {}
    assert (after.found, after.none, after.unvisited) == (before.found, before.none, 8)
    assert sweep.late_marks == 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from("ABC"),
            st.sampled_from(["found", "none", "missed", "unvisited"]),
            st.integers(0, 4),
            st.sampled_from(["", "AB", "BC", "CA"]),
        ),
        max_size=30,
    ),
    st.randoms(use_true_random=False),
)
def test_any_order_of_arrival_gives_the_same_sweep(drawn: list[Any], rng: random.Random) -> None:
    office = Office()
    for device, state, door, told in drawn:
        office.write(SUBJECT, "mark", "2026-10-05", device, households={TEN[door]: state})
        if told:
            office.tell(*told)
    shuffled = office.events * 2
    rng.shuffle(shuffled)
    sweep = office.sweep(EAST)
    assert fold_sweep(EAST, "2026-10", shuffled) == sweep
    seen = sweep.coverage(Denominator.of(TEN))
    assert seen.found + seen.none + seen.missed + seen.unvisited == 10
    assert seen.unvisited >= 0


def test_a_record_becomes_marks_and_a_report() -> None:
    made = read(
        households={TEN[0]: "found", TEN[1]: {"state": "无", "on": "2026-10-04", "way": "电话"}},
        submit=True,
        form="paper",
        received_on="2026-10-19",
    )
    marks, submit = made
    assert marks.kind == "mark" and submit.kind == "submit"
    assert marks.data["households"][TEN[0]] == {
        "state": "found",
        "on": "2026-10-20",
        "way": "visit",
    }
    assert marks.data["households"][TEN[1]] == {"state": "none", "on": "2026-10-04", "way": "phone"}
    assert submit.data == {
        "kind": "report",
        "source": "typed",
        "form": "paper",
        "received_on": "2026-10-19",
    }


@pytest.mark.parametrize(
    ("said", "way"),
    [("入户", "visit"), ("in person", "visit"), ("call", "phone"), ("group_leader", "leader")],
)
def test_a_way_may_be_told_in_several_words(said: str, way: str) -> None:
    (marks,) = read(households={TEN[0]: {"state": "none", "way": said}})
    assert marks.data["households"][TEN[0]]["way"] == way


def test_a_zero_report_at_low_coverage_is_taken() -> None:
    (submit,) = read(zero=True)
    assert submit.data["kind"] == "zero"


def test_a_zero_report_beside_a_matter_found_is_refused_with_the_next_step() -> None:
    with pytest.raises(Refused, match=r"1 户标为“有”.*请改作报送"):
        read(zero=True, households={TEN[0]: "found"})


@pytest.mark.parametrize(
    ("record", "words"),
    [
        ({"households": {"5109231042": "none"}}, "不在本村"),
        ({"households": {TEN[0]: "不在"}}, "可以是"),
        ({"households": {TEN[0]: {"state": "none", "way": "fax"}}}, "可以是"),
        (
            {"households": {TEN[0]: {"state": "none", "on": "2026-10-21"}}},
            "2026-10-01 到 2026-10-20",
        ),
        (
            {"households": {TEN[0]: {"state": "none", "on": "2026-09-30"}}},
            "2026-10-01 到 2026-10-20",
        ),
        ({"households": {TEN[0]: 3}}, "found、none、missed"),
        ({"submit": True, "received_on": "2026-12-01"}, "收到日期"),
        ({"withdraw": True}, "还没有报送"),
        ({}, "没有要记的内容"),
    ],
)
def test_a_record_that_cannot_be_is_refused_whole(record: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        read(**record)


def test_a_month_that_has_not_begun_is_refused() -> None:
    with pytest.raises(Refused, match="从 2026-10-01 开始"):
        read(today=date(2026, 9, 30), households={TEN[0]: "none"})


@given(
    st.sets(st.tuples(st.integers(0, 3), st.integers(1, 300) | st.integers(980, 1020)), max_size=80)
)
def test_codes_written_as_runs_come_back(doors: set[tuple[int, int]]) -> None:
    codes = {f"{EAST}{group:02d}{door:04d}" for group, door in doors}
    assert sorted(unspanned(spans(codes))) == sorted(codes)
    denominator = Denominator.of(codes)
    assert Denominator.from_json(denominator.to_json()) == denominator


def test_a_whole_village_is_one_run() -> None:
    assert spans(households(EAST, 84)) == [f"{EAST}010001-0084"]
