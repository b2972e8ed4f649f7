"""The days a month counts, and its reporting day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.month_kit import CALENDAR, window
from xinfang_tui.month.window import (
    FROM_26TH,
    Window,
    month_of,
    next_month,
    previous_month,
    window_of,
    year_before,
)
from xinfang_tui.refusal import Refused

months = st.dates(date(2024, 1, 1), date(2028, 12, 1)).map(lambda day: f"{day:%Y-%m}")


def test_a_calendar_month_reports_on_its_last_day_moved_off_the_weekend() -> None:
    october = window("2026-10")  # the 31st is a Saturday
    assert (october.first, october.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert october.reporting_day == date(2026, 11, 2)


def test_the_26th_to_the_25th() -> None:
    october = window("2026-10", style=FROM_26TH)
    assert (october.first, october.last) == (date(2026, 9, 26), date(2026, 10, 25))
    assert window("2026-01", style=FROM_26TH).first == date(2025, 12, 26)


def test_a_reporting_day_of_its_own_moves_over_the_national_day() -> None:
    assert window("2026-09", reporting_day=28).reporting_day == date(2026, 9, 28)
    assert window("2025-10", reporting_day=2).reporting_day == date(2025, 10, 9)
    assert window("2026-02", reporting_day=31).reporting_day == date(2026, 2, 28)


def test_a_change_of_style_leaves_no_day_out() -> None:
    september = window("2026-09", style=FROM_26TH)
    october = window("2026-10", previous=september)
    assert october.first == date(2026, 9, 26)
    back = window("2026-11", style=FROM_26TH, previous=october)
    assert (back.first, back.last) == (date(2026, 11, 1), date(2026, 11, 25))


@pytest.mark.parametrize(
    "text",
    [
        "2026-13",
        "2026-00",
        "2026-1",
        "202610",
        "",
        "2026-10-01",
        "1899-12",
        "3000-01",
        "２０２６-10",
    ],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="2026-10 这样"):
        window_of(text, CALENDAR)


@given(months, st.sampled_from(["calendar", FROM_26TH]))
def test_months_follow_each_other_without_gap(month: str, style: str) -> None:
    this, after = window(month, style=style), window(next_month(month), style=style)
    assert after.first == this.last + timedelta(days=1)
    assert month_of(this.first, style) == month_of(this.last, style) == month
    assert previous_month(next_month(month)) == month
    assert this.reporting_day >= this.last
    assert CALENDAR.is_working(this.reporting_day)
    assert Window.from_json(this.to_json()) == this


def test_the_same_month_of_last_year() -> None:
    assert year_before("2026-10") == "2025-10"
    assert (previous_month("2026-01"), next_month("2026-12")) == ("2025-12", "2027-01")
