"""Working days follow the holiday notices, weekends and the office's own days."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.calendar import ESTIMATED, Calendar, first_known_year, last_known_year

CALENDAR = Calendar()
DAYS = st.dates(date(2023, 1, 1), date(2028, 12, 31))


def test_a_sunday_is_off_and_moves_to_monday() -> None:
    assert not CALENDAR.is_working(date(2026, 10, 25))
    assert CALENDAR.next_working(date(2026, 10, 25)) == date(2026, 10, 26)
    assert CALENDAR.name(date(2026, 10, 25)) == "周日"


def test_national_day_is_off_and_moves_behind_the_whole_holiday() -> None:
    assert CALENDAR.name(date(2026, 10, 1)) == "国庆节"
    assert CALENDAR.next_working(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_make_up_saturday_is_worked_on() -> None:
    assert CALENDAR.is_working(date(2026, 10, 10))
    assert CALENDAR.name(date(2026, 10, 10)) == "调休上班"
    assert CALENDAR.next_working(date(2026, 10, 10)) == date(2026, 10, 10)


def test_an_ordinary_day_is_called_by_its_weekday() -> None:
    assert CALENDAR.name(date(2026, 10, 14)) == "周三"


def test_a_year_without_a_notice_is_counted_by_weekends_and_says_so() -> None:
    year = last_known_year() + 1
    day = date(year, 10, 1)
    assert not CALENDAR.known(year)
    assert CALENDAR.remark(day) == ESTIMATED
    assert CALENDAR.is_working(day) is (day.weekday() < 5)


def test_a_known_year_bears_no_remark() -> None:
    assert CALENDAR.known(2026)
    assert CALENDAR.remark(date(2026, 3, 3)) == ""


def test_days_the_office_adds_win_over_the_notices() -> None:
    local = date(2026, 10, 14)
    calendar = Calendar({local: False, date(2026, 10, 25): True})
    assert not calendar.is_working(local)
    assert calendar.is_working(date(2026, 10, 25))
    assert calendar.name(local) == "本单位定为休息"
    assert calendar.version != CALENDAR.version


def test_two_calendars_with_the_same_days_have_the_same_version() -> None:
    one, two = date(2027, 10, 1), date(2027, 10, 2)
    first, second = Calendar({one: False, two: False}), Calendar({two: False, one: False})
    assert first.version == second.version


def test_the_fifth_working_day_skips_the_holiday() -> None:
    assert CALENDAR.working_days_after(date(2026, 9, 30), 1) == date(2026, 10, 8)
    assert CALENDAR.working_days_after(date(2026, 9, 30), 5) == date(2026, 10, 13)


@given(DAYS)
def test_the_next_working_day_is_worked_on_and_nothing_before_it_is(day: date) -> None:
    found = CALENDAR.next_working(day)
    assert CALENDAR.is_working(found)
    between = [day + timedelta(days=n) for n in range((found - day).days)]
    assert not any(CALENDAR.is_working(each) for each in between)


@given(st.dates(date(first_known_year(), 1, 1), date(last_known_year(), 12, 31)))
def test_known_years_agree_with_the_published_notices(day: date) -> None:
    import chinese_calendar

    assert CALENDAR.is_working(day) is chinese_calendar.is_workday(day)


def test_importing_the_calendar_reads_no_notice() -> None:
    code = "import sys, xinfang_tui.calendar; sys.exit('chinese_calendar' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
