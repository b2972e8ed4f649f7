"""The parts of a dispute: small values that its fold is made of, and the words for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinfang_tui.tuples import NamedTuple

OPEN, RESOLVED, CLOSED, REFERRED, ENDED = "open", "resolved", "closed", "referred", "ended"
VOID = "void"
STATUSES = (OPEN, RESOLVED, CLOSED, REFERRED, ENDED)
RUNGS = ("village", "township", "joint_meeting", "leader_case")
RUNG_NAMES = {
    "village": "村",
    "township": "镇",
    "joint_meeting": "联席会议",
    "leader_case": "包案",
}
STATUS_NAMES = {
    OPEN: "调处中",
    RESOLVED: "已化解待回访",
    CLOSED: "已销号",
    REFERRED: "已转法定途径",
    ENDED: "已终止",
    VOID: "已撤销",
}

MEMBER = ("same", "part")
"""Roles of a link (并件) by which a matter counts with its lead, as one 件 (DESIGN §4)."""


class Party(NamedTuple):
    """A side of the matter (当事人); everything but the name may be empty."""

    name: str
    kind: str = "person"
    phone: str = ""
    address: str = ""
    household: str = ""
    id_number: str = ""
    representative: str = ""


class Start(NamedTuple):
    """What started a rung's clock.

    Attributes:
        event: id of the event; kind: its kind; on: its day, not counted itself.
        rung, tier: where the matter stood from then on; the limit is that rung's.
        ladder: version of the ladder that the clock keeps.
        until: a day fixed by a decision, instead of the rung's limit.
        category, scale: the matter's when it began: a correction moves no date.
    """

    event: str
    kind: str
    on: date
    rung: str
    tier: str = ""
    ladder: str = ""
    until: date | None = None
    category: str = ""
    scale: str = ""


class Extension(NamedTuple):
    """An extension (延期) of the clock that ``start`` began, after so many ``pauses``.

    ``device`` and ``seq`` are those of its entry: a published month had read it or had not.
    """

    event: str
    on: date
    start: str
    until: date
    reason: str = ""
    approver: str = ""
    pauses: int = 0
    device: str = ""
    seq: int = 0


class Suspension(NamedTuple):
    """A pause (中止) agreed by the parties: days after ``on`` up to ``ended`` or ``until``."""

    event: str
    on: date
    until: date
    ended: date | None = None
    reason: str = ""


class Transition(NamedTuple):
    """A step that the month's flow counts; ``open``, ``rung``, ``village`` are where it leads.

    ``what``: new, concluded, reopened, in, out, climb, return_down, move.
    """

    event: str
    device: str
    seq: int
    on: date
    what: str
    open: bool
    rung: str
    village: str
    status: str


class Choice(NamedTuple):
    """One of the values that parallel entries gave."""

    event: str
    value: Any
    by: str
    on: date


class Conflict(NamedTuple):
    """Parallel entries that cannot both hold (填报不一致); ``standing`` is the one in force."""

    slot: str
    choices: tuple[Choice, ...]
    standing: str


class Term(NamedTuple):
    """A promise of an agreement; ``kept`` is None until performance is recorded."""

    who: str
    what: str
    due: date | None = None
    kept: bool | None = None


class Visit(NamedTuple):
    """A return visit (回访); ``device`` and ``seq`` are those of its entry."""

    event: str
    on: date
    by: str
    answer: str
    reason: str = ""
    party: str = ""
    device: str = ""
    seq: int = 0


class Decision(NamedTuple):
    """What a joint meeting decided on the matter."""

    event: str
    meeting: str
    on: date
    decision: str
    due: date | None = None


class Transfer(NamedTuple):
    """A transfer (转办) that the other office has not taken yet."""

    event: str
    on: date
    to: str
    reason: str = ""
    border: bool = False


class PlanStep(NamedTuple):
    """A step of a leader's plan (化解方案)."""

    step: str
    due: date | None = None
