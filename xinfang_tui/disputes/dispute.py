"""A dispute as it stands: what the fold makes of its events (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

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


@dataclass(frozen=True, slots=True)
class Party:
    """A side of the matter (当事人); everything but the name may be empty."""

    name: str
    kind: str = "person"
    phone: str = ""
    address: str = ""
    household: str = ""
    id_number: str = ""
    representative: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What started a rung's clock.

    Attributes:
        event: id of the event; kind: its kind; on: its day, not counted itself.
        rung, tier: where the matter stood from then on; the limit is that rung's.
        ladder: version of the ladder that the clock keeps.
        until: a day fixed by a decision, instead of the rung's limit.
    """

    event: str
    kind: str
    on: date
    rung: str
    tier: str = ""
    ladder: str = ""
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension (延期) of the clock that ``start`` began."""

    event: str
    on: date
    start: str
    until: date
    reason: str = ""
    approver: str = ""


@dataclass(frozen=True, slots=True)
class Suspension:
    """A pause (中止) agreed by the parties: days after ``on`` up to ``ended`` or ``until``."""

    event: str
    on: date
    until: date
    ended: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Transition:
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


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values that parallel entries gave."""

    event: str
    value: Any
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Conflict:
    """Parallel entries that cannot both hold (填报不一致); ``standing`` is the one in force."""

    slot: str
    choices: tuple[Choice, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class Term:
    """A promise of an agreement; ``kept`` is None until performance is recorded."""

    who: str
    what: str
    due: date | None = None
    kept: bool | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A return visit (回访)."""

    event: str
    on: date
    by: str
    answer: str
    reason: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a joint meeting decided on the matter."""

    event: str
    meeting: str
    on: date
    decision: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer (转办) that the other office has not taken yet."""

    event: str
    on: date
    to: str
    reason: str = ""
    border: bool = False


@dataclass(frozen=True, slots=True)
class PlanStep:
    """A step of a leader's plan (化解方案)."""

    step: str
    due: date | None = None


@dataclass(slots=True)
class Dispute:
    """One matter (矛盾纠纷). Built by :func:`fold`; treat as a value afterwards.

    Dates are civil. ``rung`` and ``tier`` say where it stands; ``starts`` is every clock start,
    the last one the running clock; ``anchor`` is the id of the last event that moved rung or clock
    (rule-made ids derive from it). ``attempts`` counts failed mediations at this rung,
    ``met`` the stages of 三见面 done, ``source`` names the imported row it came from. ``heads`` is
    the version vector of all events folded in.
    """

    id: str
    number: str = ""
    village: str = ""
    title: str = ""
    brief: str = ""
    category: str = ""
    mediation_class: str = ""
    scale: str = "01"
    people: int = 0
    channel: str = "screening"
    track: str = "mediation"
    occurred_on: date = date.min
    registered_on: date = date.min
    parties: tuple[Party, ...] = ()
    reporter: str = ""
    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    external_refs: tuple[str, ...] = ()
    superior_due: date | None = None
    working_group: str = ""
    imported: bool = False
    source: str = ""
    date_by_month: bool = False

    status: str = OPEN
    rung: str = "village"
    tier: str = ""
    unit: str = ""
    handler: str = ""
    helpers: tuple[str, ...] = ()
    leader: str = ""
    leader_due: date | None = None
    plan: tuple[PlanStep, ...] = ()
    agent: str = ""
    pending: Transfer | None = None
    sealed: bool = False
    readers: tuple[str, ...] = ()

    anchor: str = ""
    starts: tuple[Start, ...] = ()
    extensions: tuple[Extension, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    accepted_on: date | None = None
    opinions: tuple[tuple[date, str, date | None], ...] = ()

    attempts: int = 0
    failed: int = 0
    mediations: int = 0
    transfers: int = 0
    reopened: int = 0
    silence: int = 0
    lag: int = 0
    consents: dict[str, dict[str, bool]] = field(default_factory=dict)
    met: tuple[str, ...] = ()
    urgent: int = 0
    surfaced: tuple[tuple[date, str, int], ...] = ()
    instructions: tuple[tuple[date, str, date | None], ...] = ()
    decisions: tuple[Decision, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    method: str = ""
    organisation: str = ""
    agreement: str = ""
    amount: float | None = None
    terms: tuple[Term, ...] = ()
    confirm_asked: date | None = None
    confirm_given: date | None = None
    resolved_on: date | None = None
    resolved_by: str = ""
    resolved_rung: str = ""
    concluded_on: date | None = None
    conclusion: str = ""
    closed_on: date | None = None
    visits: tuple[Visit, ...] = ()

    transitions: tuple[Transition, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    idle: tuple[str, ...] = ()
    erased: bool = False
    first_on: date = date.min
    last_on: date = date.min
    events: int = 0
    heads: dict[str, int] = field(default_factory=dict)

    @property
    def open(self) -> bool:
        """Whether it still waits for a settlement."""
        return self.status == OPEN

    @property
    def start(self) -> Start | None:
        """The running clock's start."""
        return self.starts[-1] if self.starts else None

    def to_json(self) -> dict[str, Any]:
        """The dispute as stored: defaults left out, dates as ISO text."""
        record: dict[str, Any] = {"id": self.id}
        for name, default in _DEFAULTS.items():
            value = getattr(self, name)
            if value != default:
                record[name] = _plain(value)
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Dispute:
        """Read what :meth:`to_json` wrote."""
        dispute = cls(record["id"])
        for name, value in record.items():
            reader = _READERS.get(name)
            setattr(dispute, name, reader(value) if reader is not None else value)
        return dispute


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    names = _FIELDS_OF.get(type(value))
    return [_plain(getattr(value, name)) for name in names] if names is not None else value


def _start(r: list[Any]) -> Start:
    return Start(r[0], r[1], date.fromisoformat(r[2]), r[3], r[4], r[5], _day(r[6]))


def _transition(r: list[Any]) -> Transition:
    return Transition(r[0], r[1], r[2], date.fromisoformat(r[3]), r[4], r[5], r[6], r[7], r[8])


def _transfer(r: list[Any]) -> Transfer:
    return Transfer(r[0], date.fromisoformat(r[1]), *r[2:])


def _extension(r: list[Any]) -> Extension:
    return Extension(r[0], date.fromisoformat(r[1]), r[2], date.fromisoformat(r[3]), r[4], r[5])


def _suspension(r: list[Any]) -> Suspension:
    begun, until = date.fromisoformat(r[1]), date.fromisoformat(r[2])
    return Suspension(r[0], begun, until, _day(r[3]), r[4])


def _conflict(r: list[Any]) -> Conflict:
    choices = tuple(Choice(c[0], c[1], c[2], date.fromisoformat(c[3])) for c in r[1])
    return Conflict(r[0], choices, r[2])


def _visit(r: list[Any]) -> Visit:
    return Visit(r[0], date.fromisoformat(r[1]), *r[2:])


def _decision(r: list[Any]) -> Decision:
    return Decision(r[0], r[1], date.fromisoformat(r[2]), r[3], _day(r[4]))


def _dated(r: list[Any]) -> tuple[date, Any, Any]:
    return (date.fromisoformat(r[0]), r[1], r[2])


def _dated_due(r: list[Any]) -> tuple[date, Any, date | None]:
    return (date.fromisoformat(r[0]), r[1], _day(r[2]))


def _each(reader: Any) -> Any:
    return lambda items: tuple(reader(item) for item in items)


_FIELDS_OF = {
    kind: tuple(kind.__dataclass_fields__)
    for kind in (
        *(Party, Start, Extension, Suspension, Transition, Choice, Conflict, Term, Visit),
        *(Decision, Transfer, PlanStep),
    )
}
_DEFAULTS = {
    f.name: (f.default_factory() if callable(f.default_factory) else f.default)
    for f in fields(Dispute)
    if f.name != "id"
}
_DAYS = (
    "occurred_on",
    "registered_on",
    "superior_due",
    "leader_due",
    "accepted_on",
    "confirm_asked",
    "confirm_given",
    "resolved_on",
    "concluded_on",
    "closed_on",
    "first_on",
    "last_on",
)
_TEXTS = ("places", "topics", "external_refs", "helpers", "readers", "met", "idle")
_READERS: dict[str, Any] = dict.fromkeys(_DAYS, date.fromisoformat)
_READERS |= dict.fromkeys(_TEXTS, tuple)
_READERS |= {
    "parties": _each(lambda r: Party(*r)),
    "plan": _each(lambda r: PlanStep(r[0], _day(r[1]))),
    "pending": _transfer,
    "starts": _each(_start),
    "extensions": _each(_extension),
    "suspensions": _each(_suspension),
    "opinions": _each(_dated_due),
    "surfaced": _each(_dated),
    "instructions": _each(_dated_due),
    "decisions": _each(_decision),
    "links": _each(tuple),
    "terms": _each(lambda r: Term(r[0], r[1], _day(r[2]), r[3])),
    "visits": _each(_visit),
    "transitions": _each(_transition),
    "conflicts": _each(_conflict),
}
