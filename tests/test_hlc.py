"""The hybrid logical clock as moments and days."""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from typing import Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes import hlc

EVER = 0xFFFF_FFFF_FFFF
YEAR_2200 = 7_258_118_400_000


class Windows(datetime):
    """A moment as a system knows it that reads no time stamp beyond the year 3000."""

    @classmethod
    def fromtimestamp(cls, timestamp: float, tz: tzinfo | None = None) -> Self:
        if timestamp > 32_536_799_999:
            raise OSError(22, "Invalid argument")
        return super().fromtimestamp(timestamp, tz)


@given(st.integers(0, EVER), st.integers(0, 0xFFFF))
def test_the_day_is_that_of_the_moment_whatever_the_clock_says(at: int, counter: int) -> None:
    clock = hlc.stamp(at, counter)
    assert hlc.day(clock) == hlc.moment(clock).date()


def test_a_day_begins_at_midnight_in_china() -> None:
    midnight = hlc.parts(hlc.stamp(1_790_870_400_000, 0))[0]  # 2026-10-01T16:00Z
    assert hlc.day(hlc.stamp(midnight - 1, 0)) == date(2026, 10, 1)
    assert hlc.day(hlc.stamp(midnight, 0)) == date(2026, 10, 2)


def test_a_clock_gone_wild_is_still_a_moment() -> None:
    assert hlc.moment(hlc.stamp(EVER, 0xFFFF)).year == 9999


@given(st.integers(0, YEAR_2200))
def test_a_moment_is_what_the_system_makes_of_the_time_stamp(at: int) -> None:
    assert hlc.moment(hlc.stamp(at, 0)) == datetime.fromtimestamp(at / 1000, hlc.CHINA)


def test_a_moment_is_exact_on_every_system_however_far_ahead(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(hlc, "datetime", Windows)
    year_9000 = datetime(9000, 1, 1, tzinfo=hlc.CHINA)
    at = (year_9000 - datetime(1970, 1, 1, 8, tzinfo=hlc.CHINA)) // timedelta(milliseconds=1)
    told = hlc.moment(hlc.stamp(at + 123, 0))
    assert told == year_9000 + timedelta(milliseconds=123)
    assert hlc.moment(hlc.stamp(EVER, 0)).year == 9999
