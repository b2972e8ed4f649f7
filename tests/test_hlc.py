"""The hybrid logical clock as moments and days."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes import hlc

EVER = 0xFFFF_FFFF_FFFF


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
