"""Deadlines: computed from the facts, explained line by line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.calendar import ESTIMATED, Calendar
from xinfang_tui.disputes.dispute import Dispute, Extension, Start, Suspension, Transition
from xinfang_tui.ladder.deadline import Deadline, deadline
from xinfang_tui.ladder.extension import longest, refusal, run_out
from xinfang_tui.ladder.meetings import Scheduled, schedule, scheduled
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.settings import Meetings, Settings

CALENDAR = Calendar()
STARTS = {"village": "register", "township": "escalate"}


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def matter(rung: str, on: str, **more: Any) -> Dispute:
    kind = STARTS.get(rung, "escalate")
    tier = "township" if rung == "leader_case" else ""
    start = Start("e1", kind, day(on), rung, tier, until=more.pop("until", None))
    more.setdefault("category", "0201")
    starts = more.pop("starts", (*more.pop("before", ()), start))
    return Dispute("d1", rung=rung, tier=tier, starts=starts, **more)


def end(
    dispute: Dispute, meetings: Sequence[Scheduled] = (), today: date | None = None
) -> Deadline:
    found = deadline(dispute, {}, CALENDAR, meetings, today)
    assert found is not None
    return found


def told(found: Deadline, label: str) -> str:
    return "\n".join(step.text for step in found.steps if step.label == label)


def test_a_village_has_seven_days_and_the_start_is_not_counted() -> None:
    found = end(matter("village", "10-13"))
    assert (found.due_target, found.due) == (day("10-20"), day("10-20"))
    assert found.limit_days == 7
    assert not found.overdue(day("10-20"))
    assert found.overdue(day("10-21"))


def test_a_last_day_on_a_sunday_moves_to_monday_and_shows_both() -> None:
    found = end(matter("township", "10-10"))
    assert (found.due_target, found.due) == (day("10-25"), day("10-26"))
    assert "10-25 周日，顺延到 10-26（周一）" in told(found, "顺延")


def test_a_last_day_in_the_national_holiday_moves_behind_it() -> None:
    found = end(matter("village", "09-25"))
    assert (found.due_target, found.due) == (day("10-02"), day("10-08"))
    assert "国庆节" in told(found, "顺延")


def test_a_make_up_saturday_is_a_working_day() -> None:
    found = end(matter("village", "10-03"))
    assert (found.due_target, found.due) == (day("10-10"), day("10-10"))
    assert "调休上班" in told(found, "顺延")


def test_the_days_between_are_told_with_those_off_and_those_made_up() -> None:
    found = end(matter("village", "10-06"))  # 10-07 still off, Saturday 10-10 made up
    assert told(found, "其间") == "共 7 天，含休息日 2 天，都计算在内；10-10 调休上班"
    paused = matter("village", "10-06", suspensions=(Suspension("s", day("10-08"), day("10-09")),))
    assert "除中止外都计算在内" in told(end(paused), "其间")
    fixed = end(matter("joint_meeting", "10-06"), [Scheduled(day("10-13"))])
    assert told(fixed, "其间") == ""


def test_a_year_without_a_notice_says_so() -> None:
    found = deadline(
        Dispute(
            "d", category="0201", starts=(Start("e", "register", date(2029, 1, 1), "village"),)
        ),
        {},
        CALENDAR,
        (),
    )
    assert found is not None
    assert ESTIMATED in told(found, "注意")
    assert told(end(matter("village", "10-13")), "注意") == ""


def test_warnings_fall_on_half_four_fifths_and_the_whole_of_the_limit() -> None:
    found = end(matter("township", "10-10"))
    assert found.warnings == ((50, day("10-18")), (80, day("10-22")), (100, day("10-25")))
    assert [found.level(day(each)) for each in ("10-17", "10-18", "10-22", "10-27")] == [
        0,
        50,
        80,
        100,
    ]


def test_a_joint_meeting_is_due_on_the_next_scheduled_meeting() -> None:
    meetings = [Scheduled(day(each)) for each in ("10-14", "10-28", "11-11")]
    found = end(matter("joint_meeting", "10-14"), meetings)
    assert found.due == day("10-28")
    assert "下一次联席会议：10-28" in told(found, "期限")


def test_without_a_scheduled_meeting_one_is_called_within_eight_days() -> None:
    assert end(matter("joint_meeting", "10-13")).due == day("10-21")
    assert end(matter("joint_meeting", "10-13"), [Scheduled(day("10-13"))]).due == day("10-21")


@pytest.mark.parametrize(
    ("meetings", "due"),
    [
        ([("10-28", "10-01", None), ("10-15", "10-14", None)], "10-28"),
        ([("10-28", "10-01", None), ("11-20", "10-14", None)], "10-28"),
        ([("10-30", "10-16", None)], "10-30"),
        ([("10-30", "10-21", None)], "10-30"),
        ([("10-30", "10-22", None)], "10-21"),
        ([("10-28", "10-01", "10-14")], "10-21"),
        ([("10-28", "10-01", "10-27")], "10-28"),
        ([("10-30", "10-18", None), ("10-20", "10-19", None)], "10-30"),
    ],
)
def test_what_is_scheduled_or_called_off_later_moves_no_date(
    meetings: list[tuple[str, str, str | None]], due: str
) -> None:
    planned = [
        Scheduled(day(on), day(since), day(until) if until else date.max)
        for on, since, until in meetings
    ]
    assert end(matter("joint_meeting", "10-13"), planned).due == day(due)


def test_a_mass_matter_does_not_wait_for_the_scheduled_meeting() -> None:
    mass = matter("joint_meeting", "10-13", scale="02")
    assert end(mass, [Scheduled(day("11-20"))]).due == day("10-21")


def test_a_leader_has_sixty_days() -> None:
    assert end(matter("leader_case", "09-01")).due_target == day("10-31")


def test_the_meetings_own_day_takes_the_place_of_the_rungs_limit() -> None:
    found = end(matter("township", "10-13", until=day("11-06")))
    assert found.due == day("11-06")
    assert found.source == "联席会议决定"


def test_days_of_a_pause_are_not_counted() -> None:
    paused = matter("township", "10-10", suspensions=(Suspension("s", day("10-12"), day("10-15")),))
    assert end(paused).due_target == day("10-28")
    assert "扣除 3 天" in told(end(paused), "中止")


def test_a_pause_ended_early_counts_only_the_days_it_lasted() -> None:
    paused = matter(
        "township",
        "10-10",
        suspensions=(Suspension("s", day("10-12"), day("10-30"), day("10-13")),),
    )
    assert end(paused).due_target == day("10-26")


def test_an_extension_moves_the_day_to_the_one_approved() -> None:
    extended = matter(
        "township",
        "10-10",
        extensions=(Extension("x", day("10-20"), "e1", day("11-05"), "等测绘", "王某"),),
    )
    assert end(extended).due_target == day("11-05")
    assert "王某批准" in told(end(extended), "延期")
    assert told(end(extended), "最后一天").startswith("第 26 天是 11-05")
    over_the_year = end(matter("leader_case", "11-20"))
    assert told(over_the_year, "最后一天").startswith("第 60 天是 2027-01-19")


def test_an_extension_is_never_longer_than_the_limit_itself() -> None:
    extended = matter(
        "village", "10-13", extensions=(Extension("x", day("10-15"), "e1", day("12-31")),)
    )
    assert end(extended).due_target == day("10-27")


def test_an_extension_of_an_earlier_rung_does_not_move_this_one() -> None:
    before = Start("e0", "register", day("10-01"), "village")
    climbed = matter(
        "township",
        "10-13",
        before=(before,),
        extensions=(Extension("x", day("10-05"), "e0", day("10-12")),),
    )
    assert end(climbed).due_target == day("10-28")


def test_what_an_extension_may_reach_is_known_beforehand() -> None:
    open_matter = matter("leader_case", "09-01")
    assert longest(open_matter, {}, ()) == day("11-30")
    assert refusal(open_matter, {}, (), day("11-30")) == ""
    assert "最多可延到 2026-11-30" in refusal(open_matter, {}, (), day("12-01"))
    assert "没有推后" in refusal(open_matter, {}, (), day("10-31"))


def test_a_rung_is_extended_once() -> None:
    extended = matter(
        "township", "10-10", extensions=(Extension("x", day("10-20"), "e1", day("10-30")),)
    )
    assert longest(extended, {}, ()) is None
    assert "只能延期一次" in refusal(extended, {}, (), day("11-01"))


def test_an_order_from_above_takes_the_place_of_the_ladder() -> None:
    ordered = matter("village", "10-13", superior_due=day("10-15"))
    found = end(ordered)
    assert (found.due, found.rule) == (day("10-15"), "superior")
    assert found.climbs_after == day("10-15")


def test_after_the_ordered_day_a_rung_has_its_own_limit_before_it_climbs() -> None:
    ordered = matter("township", "10-16", superior_due=day("10-15"))
    found = end(ordered)
    assert found.overdue(day("10-17"))
    assert found.climbs_after == day("11-02")


def test_a_running_clock_keeps_the_ladder_it_started_under() -> None:
    slow = ladder_of("[village]\ndays = 10")
    start = Start("e", "register", day("10-13"), "village", "", slow.version)
    kept = Dispute("d", category="0201", starts=(start,))
    found = deadline(kept, {slow.version: slow}, CALENDAR, ())
    assert found is not None
    assert found.due_target == day("10-23")


def test_a_settled_matter_has_no_deadline() -> None:
    settled = matter("village", "10-13", status="resolved")
    assert deadline(settled, {}, CALENDAR, ()) is None
    assert longest(settled, {}, ()) is None


def petition(**more: Any) -> Dispute:
    return matter("township", "09-01", track="petition", **more)


def test_a_petition_is_accepted_within_fifteen_days() -> None:
    found = end(petition())
    assert (found.due_target, found.rule) == (day("09-16"), "petition_accept")
    assert "信访工作条例" in found.source


def test_a_petition_from_an_own_export_keeps_its_day_until_it_is_accepted_anew() -> None:
    start = Start("e1", "register", day("09-01"), "township", until=day("11-12"))
    found = end(petition(starts=(start,)))
    assert (found.due_target, found.rule) == (day("11-12"), "petition_accept")
    again = end(petition(starts=(start,), accepted_on=day("09-10")))
    assert (again.due_target, again.rule) == (day("11-09"), "petition_conclude")


def test_an_accepted_petition_is_concluded_within_sixty_days_of_acceptance() -> None:
    found = end(petition(accepted_on=day("09-10")))
    assert (found.due_target, found.due) == (day("11-09"), day("11-09"))


def test_climbing_never_moves_a_petitions_limit() -> None:
    climbed = petition(accepted_on=day("09-10"))
    climbed.starts = (
        Start("e0", "register", day("09-01"), "village"),
        Start("e1", "escalate", day("10-20"), "township"),
        Start("e2", "decide", day("10-30"), "joint_meeting", until=day("12-30")),
    )
    assert end(climbed).due_target == day("11-09")


def test_a_petition_is_overdue_after_the_plain_day_though_the_shifted_one_is_shown() -> None:
    early = Start("e0", "register", day("08-01"), "township")
    found = end(petition(starts=(early,), accepted_on=day("08-03")))
    assert (found.due_target, found.due) == (day("10-02"), day("10-08"))
    assert found.overdue(day("10-03"))
    assert "是否超期仍从 10-02 算起" in told(found, "顺延")


def test_a_clock_has_run_out_after_the_day_in_force_and_a_petitions_after_the_plain_one() -> None:
    rung = matter("village", "09-25")
    assert run_out(rung, {}, (), CALENDAR, day("10-08")) is None
    assert run_out(rung, {}, (), CALENDAR, day("10-09")) == day("10-08")
    early = Start("e0", "register", day("08-01"), "township")
    statutory = petition(starts=(early,), accepted_on=day("08-03"))
    assert run_out(statutory, {}, (), CALENDAR, day("10-02")) is None
    assert run_out(statutory, {}, (), CALENDAR, day("10-03")) == day("10-02")


def test_a_petition_is_extended_by_thirty_days_at_most() -> None:
    accepted = petition(accepted_on=day("09-10"))
    assert longest(accepted, {}, ()) == day("12-09")
    accepted.extensions = (Extension("x", day("11-01"), "e1", day("12-31"), "疑难", "陈某"),)
    assert end(accepted).due_target == day("12-09")
    assert "信访事项受理以后" in refusal(petition(), {}, (), day("12-01"))


def test_a_petition_is_extended_once_however_far_it_climbs() -> None:
    climbed = petition(
        accepted_on=day("09-10"), extensions=(Extension("x", day("11-01"), "e1", day("11-20")),)
    )
    climbed.starts = (*climbed.starts, Start("e2", "escalate", day("11-10"), "joint_meeting"))
    assert longest(climbed, {}, ()) is None
    assert "只能延期一次" in refusal(climbed, {}, (), day("12-01"))


def test_a_pause_does_not_move_a_statutory_limit() -> None:
    paused = petition(
        accepted_on=day("09-10"), suspensions=(Suspension("s", day("09-20"), day("09-30")),)
    )
    assert end(paused).due_target == day("11-09")
    assert "不因中止而改变" in told(end(paused), "中止")


def test_review_clocks_run_from_the_service_of_each_opinion() -> None:
    served = petition(accepted_on=day("09-10"), opinions=((day("10-01"), "explain", day("10-05")),))
    first = end(served)
    assert (first.rule, first.start_on) == ("petition_review", day("10-05"))
    assert first.due_target == day("12-04")
    assert first.climbs_after is None
    served.opinions = (*served.opinions, (day("11-01"), "explain", day("11-03")))
    assert end(served).rule == "petition_recheck"
    served.opinions = (*served.opinions, (day("12-01"), "explain", day("12-03")))
    assert end(served).rule == "petition_final"


def test_a_petition_opened_again_has_the_full_limit() -> None:
    again = petition(accepted_on=day("09-10"))
    again.starts = (*again.starts, Start("e2", "reopen", day("11-02"), "township"))
    assert end(again).due_target == date(2027, 1, 1)


def test_settling_on_which_rung_a_petition_stands_does_not_move_its_limit() -> None:
    told_apart = petition(accepted_on=day("09-10"), opinions=((day("10-20"), "explain", None),))
    told_apart.starts = (*told_apart.starts, Start("s", "settle", day("10-30"), "township"))
    assert end(told_apart).due_target == day("11-09")
    back = Transition("s", "m", 1, day("10-30"), "reopened", True, "township", "", "open")
    told_apart.transitions = (back,)
    assert end(told_apart).due_target == day("12-29")


def test_the_last_line_says_how_many_days_are_left() -> None:
    open_matter = matter("village", "10-13")
    assert "还有 2 天" in told(end(open_matter, today=day("10-18")), "今天")
    assert "今天到期" in told(end(open_matter, today=day("10-20")), "今天")
    assert "已超期 3 天" in told(end(open_matter, today=day("10-23")), "今天")
    assert end(open_matter).left(day("10-18")) == 2


def test_the_monthly_meeting_moves_off_a_holiday_but_a_fixed_date_stays() -> None:
    settings = Settings(meetings=Meetings((day("10-04"),), 5))
    assert scheduled(settings, CALENDAR, day("09-01"), day("12-31")) == (
        day("09-07"),
        day("10-04"),
        day("11-05"),
        day("12-07"),
    )


def test_the_schedule_remembers_since_when_and_until_when_a_day_was_planned() -> None:
    first, last = day("10-01"), day("12-31")
    history = [
        (day("09-01"), Settings(meetings=Meetings((day("10-20"),), 28))),
        (day("10-05"), Settings(meetings=Meetings((), 28))),
        (day("11-02"), Settings(meetings=Meetings((), 25))),
    ]
    assert sorted(schedule(history, CALENDAR, first, last)) == [
        Scheduled(day("10-20"), day("09-01"), day("10-05")),
        Scheduled(day("10-26"), day("11-02")),
        Scheduled(day("10-28"), day("10-05"), day("11-02")),
        Scheduled(day("11-25"), day("11-02")),
        Scheduled(day("11-30"), day("09-01"), day("11-02")),
        Scheduled(day("12-25"), day("11-02")),
        Scheduled(day("12-28"), day("09-01"), day("11-02")),
    ]


@given(
    st.sampled_from(["village", "township", "joint_meeting", "leader_case"]),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=3),
)
def test_every_explanation_ends_on_the_day_in_force(
    rung: str, on: date, gaps: list[tuple[int, int]]
) -> None:
    from datetime import timedelta

    pauses = tuple(
        Suspension(f"s{n}", on + timedelta(days=a), on + timedelta(days=a + b))
        for n, (a, b) in enumerate(gaps)
    )
    start = Start("e", "escalate", on, rung)
    found = deadline(
        Dispute("d", category="0201", rung=rung, starts=(start,), suspensions=pauses),
        {},
        CALENDAR,
        (),
        on,
    )
    assert found is not None
    by_label = {step.label: step for step in found.steps}
    assert by_label["顺延"].day == found.due
    assert by_label["最后一天"].day == found.due_target
    assert found.due_target <= found.due
    assert CALENDAR.is_working(found.due)
    assert [day for _, day in found.warnings] == sorted(day for _, day in found.warnings)
    assert found.warnings[-1][1] == found.due_target


def test_an_extension_is_as_long_as_the_limit_of_such_a_matter() -> None:
    for days, most in ((20, "11-22"), (3, "10-19")):
        own = ladder_of(f'[[limit]]\nrung = "village"\ncategories = ["0201"]\ndays = {days}')
        start = Start("e", "register", day("10-13"), "village", "", own.version)
        kept = Dispute("d", category="0201", starts=(start,))
        assert longest(kept, {own.version: own}, ()) == day(most)
        other = Dispute("d", category="0301", starts=(start,))
        assert longest(other, {own.version: own}, ()) == day("10-27")


def test_what_the_ladder_says_of_extensions_goes_before_a_special_limit() -> None:
    own = ladder_of(
        "[village]\nextension = 5\n"
        '[[limit]]\nrung = "village"\ncategories = ["0201"]\ndays = 20\n'
        '[[limit]]\nrung = "leader_case"\ncategories = ["0201"]\ndays = 90'
    )
    assert own.longest_extension("village", "0201", "01") == 5
    assert own.longest_extension("leader_case", "0201", "01") == 30


def test_an_extension_that_was_written_under_the_rungs_own_limit_keeps_its_days() -> None:
    own = ladder_of('[[limit]]\nrung = "village"\ncategories = ["0201"]\ndays = 3')
    start = Start("e", "register", day("10-13"), "village", "", own.version)
    extension = Extension("x", day("10-15"), "e", day("10-23"))
    kept = Dispute("d", category="0201", starts=(start,), extensions=(extension,))
    found = deadline(kept, {own.version: own}, CALENDAR, ())
    assert found is not None and found.due_target == day("10-23")
