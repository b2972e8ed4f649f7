"""Hybrid logical clock: wall time that never runs backwards on one machine (DESIGN §4)."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
DAY = 24 * 3600 * 1000
_AHEAD = 8 * 3600 * 1000
_EPOCH = date(1970, 1, 1).toordinal()
_BEGAN = datetime(1970, 1, 1, 8, tzinfo=CHINA)
_LAST = (date(9999, 12, 30).toordinal() - _EPOCH) * DAY
"""A clock gone wild, as one forged, tells no later moment than there is."""


def stamp(milliseconds: int, counter: int) -> str:
    """Fixed-width text: later times compare greater."""
    return f"{milliseconds:012x}-{counter:04x}"


def parts(clock: str) -> tuple[int, int]:
    """Milliseconds since 1970 and the counter."""
    milliseconds, _, counter = clock.partition("-")
    return int(milliseconds, 16), int(counter, 16)


def tick(last: str, now: int) -> str:
    """The next stamp after ``last`` at wall time ``now`` (milliseconds)."""
    if not last:
        return stamp(now, 0)
    milliseconds, counter = parts(last)
    if now > milliseconds:
        return stamp(now, 0)
    return stamp(milliseconds, counter + 1) if counter < 0xFFFF else stamp(milliseconds + 1, 0)


def adopt(last: str, other: str, now: int) -> str:
    """The later of the two clocks; one more than 24 h ahead of wall time is not adopted."""
    if not other or parts(other)[0] > now + DAY:
        return last
    return max(last, other)


def day(clock: str) -> date:
    """The day when the entry was made, China time."""
    return date.fromordinal(_EPOCH + (min(parts(clock)[0], _LAST) + _AHEAD) // DAY)


def moment(clock: str) -> datetime:
    """When the entry was made, China time: the same on every machine."""
    # Arithmetic: not every system can read a time stamp beyond the year 3000.
    return _BEGAN + timedelta(milliseconds=min(parts(clock)[0], _LAST))
