"""One matter's way through a month: its steps, in the order in which they count."""

from __future__ import annotations

from itertools import pairwise
from operator import itemgetter
from typing import Any

from xinfang_tui.disputes.parts import MEMBER
from xinfang_tui.month.frame import Frame, Record

_ON = itemgetter(0)


class Walk:
    """One matter's way through the month.

    Attributes:
        id: the dispute's; record: the dispute as stored.
        village, rung, open, status: where it stands at the month's end.
        carried, new, reopened: whether it was open before, registered, or reopened in the month.
        since: the day it was opened last. concluded: (day, rung, since) of each conclusion;
        of_office: how many of them were not of a matter transferred in.
        entered: whether it came in over the border. counted: False for a member of a lead.
        shut: the entry that closed it last; undone: those that closed it or opened it again, up to
        its last opening.
    """

    village = rung = status = since = shut = ""
    open = carried = new = entered = False
    reopened = of_office = 0
    counted = True

    def __init__(self, id: str, record: Record) -> None:
        self.id = id
        self.record = record
        self.concluded: list[tuple[str, str, str]] = []
        self.undone: set[str] = set()

    @property
    def home(self) -> str:
        """The village it belongs to at the month's end."""
        return self.village or str(self.record.get("village", ""))


def is_member(record: Record) -> bool:
    """Whether the matter is counted with a lead matter instead of by itself."""
    return any(role in MEMBER for _, role in record.get("links") or ())


def timed(record: Record, frame: Frame) -> list[tuple[str, Any]]:
    """The steps with the day on which each counts, in counting order.

    Entries arrive late and out of order. What was entered on the same question (open or settled;
    which rung; which village) keeps its order of knowledge, so a step never counts before the one
    that it answers; different questions do not wait for each other.
    """
    rows = record.get("transitions") or ()
    if rows and rows[0][4] != "new":
        return []  # its registration has not arrived yet: not in the ledger
    if not frame.closed_to and all(a[3] <= b[3] for a, b in pairwise(rows)):
        return [(row[3], row) for row in rows]
    closed_to, covers, opened_on = frame.closed_to, frame.covers, frame.opened_on
    of_status = of_rung = of_village = latest = ""
    tidy = True
    steps: list[tuple[str, Any]] = []
    for row in rows:
        on, what = row[3], row[4]
        if closed_to and on <= closed_to and row[2] > covers.get(row[1], 0):
            on = opened_on
        if what == "climb" or what == "return_down":
            on = of_rung = max(on, of_rung)
        elif what == "move":
            on = of_village = max(on, of_village)
        elif what == "new":
            on = of_status = of_rung = of_village = max(on, of_status, of_rung, of_village)
        elif what == "reopened":
            on = of_status = of_rung = max(on, of_status, of_rung)
        else:
            on = of_status = max(on, of_status)
        if on < latest:
            tidy = False
        latest = on
        steps.append((on, row))
    if not tidy:
        steps.sort(key=_ON)
    return steps


def step(walk: Walk, row: Any) -> None:
    what = row[4]
    if what == "climb" or what == "return_down":
        walk.rung = row[6]
    elif what == "move":
        walk.village = row[7]
    else:
        if row[5] and not walk.open:
            walk.since = row[3]
        walk.open, walk.status = row[5], row[8]
        if what == "closed":
            walk.shut = row[0]
        if what == "new":
            walk.rung, walk.village = row[6], row[7]
        elif what == "reopened":
            walk.rung = row[6]
            walk.undone |= {walk.shut, row[0]}
