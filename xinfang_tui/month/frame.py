"""The month that is counted, and what was published before it (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from xinfang_tui.month.window import Window
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[Any, Any] = MappingProxyType({})

Record = Mapping[str, Any]
"""A dispute, or a published month, as stored."""

Place = tuple[str, str]
"""Village and rung."""


class Frame(NamedTuple):
    """The month that is counted, and what was published before it. Days are ISO text.

    Attributes:
        first, last: its first and last day.
        closed_to: last day of the newest published month before; "" for none, and for the reading
            *as known now*.
        opened_on: the day after ``closed_to``, where late entries count.
        covers: device → seq that the published month had read.
        carried: id → (village, rung) published as open, when this month follows right after it.
    """

    first: str
    last: str
    closed_to: str = ""
    opened_on: str = ""
    covers: Mapping[str, int] = _NONE
    carried: Mapping[str, Place] | None = None

    def day_of(self, on: str, device: str, seq: int) -> str:
        """The day on which an entry counts: a late one of a published month, after that month."""
        late = self.closed_to and on <= self.closed_to and seq > self.covers.get(device, 0)
        return self.opened_on if late else on

    @classmethod
    def known(cls, window: Window) -> Frame:
        """The frame of the reading *as known now*."""
        return cls(window.first.isoformat(), window.last.isoformat())

    @classmethod
    def reported(cls, window: Window, published: Record | None) -> Frame:
        """The frame of the reading *as reported* of a month not yet published.

        Args:
            published: the record of the newest published month before it.
        """
        if published is None:
            return cls.known(window)
        closed_to = str(published["window"]["last"])
        opened_on = (date.fromisoformat(closed_to) + timedelta(days=1)).isoformat()
        first, last = window.first.isoformat(), window.last.isoformat()
        follows = first <= opened_on
        carried = {i: (str(at[0]), str(at[1])) for i, at in published["open"].items()}
        return cls(
            opened_on if follows else first,
            last,
            closed_to,
            opened_on,
            published["covers"],
            carried if follows else None,
        )
