"""What a joint meeting looks at, in which order, and why."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.meeting.agenda import Entry, agenda

TODAY = date(2026, 10, 21)


def entry(id: str, rung: str, due: str = "", blocked: str = "", **more: object) -> Entry:
    day = date.fromisoformat(due) if due else None
    return Entry(id, id, "510923104201", "0201", rung, day, blocked, **more)  # type: ignore[arg-type]


def test_first_its_own_rung_then_what_nobody_took_then_the_leaders_cases() -> None:
    items = agenda(
        [
            entry("case", "leader_case", "2026-12-01"),
            entry("nobody", "township", "2026-10-15", "没有责任单位"),
            entry("queued", "joint_meeting", "2026-10-30"),
            entry("queued-late", "joint_meeting", "2026-10-08"),
            entry("in-hand", "township", "2026-10-15"),
            entry("not-yet", "village", "2026-10-25", "没有经办人"),
        ],
        TODAY,
    )
    assert [(one.dispute, one.reason) for one in items] == [
        ("queued-late", "待会议研究，原期限已过"),
        ("queued", "待会议研究"),
        ("nobody", "超期无人承接，没有责任单位"),
        ("case", "包案督办"),
    ]


def test_a_leader_s_case_says_what_stands_still() -> None:
    (item,) = agenda(
        [
            entry(
                "case",
                "leader_case",
                leader="赵某",
                last_on=date(2026, 10, 5),
                steps=(date(2026, 10, 10), date(2026, 11, 1)),
            )
        ],
        TODAY,
    )
    assert item.reason == "包案督办，方案有1步过了日期，16天没有进展"


def test_a_leader_s_case_is_asked_about_after_more_than_fifteen_days_of_silence() -> None:
    quiet = [entry(str(on), "leader_case", last_on=date(2026, 10, on)) for on in (5, 6)]
    assert [one.reason for one in agenda(quiet, TODAY)] == ["包案督办，16天没有进展", "包案督办"]


def test_an_entry_is_read_from_the_stored_dispute() -> None:
    stored = {
        "id": "a",
        "number": "东-2610-00017",
        "village": "510923104201",
        "category": "0201",
        "rung": "leader_case",
        "leader": "赵某",
        "last_on": "2026-10-05",
        "plan": [["丈量", "2026-10-10"], ["协商", None]],
    }
    read = Entry.of(stored, date(2026, 10, 20))
    assert read.steps == (date(2026, 10, 10),)
    assert read.overdue(TODAY) == 1
    assert read.last_on == date(2026, 10, 5)


entries = st.lists(
    st.builds(
        entry,
        st.integers(0, 99).map(str),
        st.sampled_from(["village", "township", "joint_meeting", "leader_case"]),
        st.sampled_from(["", "2026-10-01", "2026-10-20", "2026-10-21", "2026-11-01"]),
        st.sampled_from(["", "没有责任单位"]),
    ),
    max_size=12,
    unique_by=lambda one: one.id,
)


@given(entries, st.randoms(use_true_random=False))
def test_the_agenda_does_not_depend_on_the_order_of_the_queue(
    found: list[Entry], rng: object
) -> None:
    shuffled = sorted(found, key=lambda one: hash((one.id, id(rng))))
    assert agenda(shuffled, TODAY) == agenda(found, TODAY)
    listed = {item.dispute for item in agenda(found, TODAY)}
    for one in found:
        if one.rung in ("joint_meeting", "leader_case"):
            assert one.id in listed
