"""A dispute as it stands: what the fold makes of its events (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import compress
from operator import attrgetter, is_not
from typing import Any

from xinfang_tui.disputes.parts import (
    CLOSED,
    ENDED,
    OPEN,
    REFERRED,
    RESOLVED,
    RUNG_NAMES,
    RUNGS,
    STATUS_NAMES,
    STATUSES,
    VOID,
    Choice,
    Conflict,
    Decision,
    Extension,
    Party,
    PlanStep,
    Start,
    Suspension,
    Term,
    Transfer,
    Transition,
    Visit,
)
from xinfang_tui.disputes.stored import PLAIN, READERS, plain, spelt

__all__ = [
    "CLOSED",
    "ENDED",
    "OPEN",
    "REFERRED",
    "RESOLVED",
    "RUNGS",
    "RUNG_NAMES",
    "STATUSES",
    "STATUS_NAMES",
    "VOID",
    "Choice",
    "Conflict",
    "Decision",
    "Dispute",
    "Extension",
    "Party",
    "PlanStep",
    "Start",
    "Suspension",
    "Term",
    "Transfer",
    "Transition",
    "Visit",
]


class Dispute:
    """One matter (矛盾纠纷). Built by :func:`fold`; treat as a value afterwards.

    Dates are civil. ``rung`` and ``tier`` say where it stands; ``starts`` is every clock start,
    the last one the running clock; ``anchor`` is the id of the last event that moved rung or clock
    (rule-made ids derive from it). ``attempts`` counts failed mediations at this rung,
    ``leader_tier`` is the tier for which the leader was named,
    ``met`` the stages of 三见面 done, ``source`` names the imported row it was last taken from.
    ``heads`` is the version vector of all events folded in.

    What a dispute does not hold itself is at the default that stands here. No dataclass: making one
    of so many fields takes longer than reading the file of a small ledger.
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
    leader_tier: str = ""
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
    consents: dict[str, dict[str, bool]]
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
    heads: dict[str, int]

    def __init__(self, id: str, **told: Any) -> None:
        """The dispute of this id, with fields by their names.

        Raises:
            TypeError: there is no field of such a name.
        """
        self.id = id
        self.consents = {}
        self.heads = {}
        if unknown := told.keys() - _DEFAULTS.keys():
            raise TypeError(f"Dispute: there is no {', '.join(sorted(unknown))}")
        for name, value in told.items():
            setattr(self, name, value)

    def __eq__(self, other: object) -> bool:
        """Whether all fields are alike."""
        if not isinstance(other, Dispute):
            return NotImplemented
        return self.id == other.id and _values(self) == _values(other)

    def __repr__(self) -> str:
        return f"Dispute({self._held()})"

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
        held = self._held().items()
        return {name: value if type(value) in PLAIN else plain(value) for name, value in held}

    def spelt(self) -> bytes:
        """:meth:`to_json` as JSON, put together in one go."""
        return spelt(self._held())

    def _held(self) -> dict[str, Any]:
        """The fields that differ from their defaults, by name."""
        record: dict[str, Any] = {"id": self.id}
        values = _values(self)
        rows = zip(_NAMES, values, _DEFAULTS.values(), strict=True)
        # Most are the default itself: no need to look at them.
        for name, value, default in compress(rows, map(is_not, values, _DEFAULTS.values())):
            if value != default:
                record[name] = value
        return record

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Dispute:
        """Read what :meth:`to_json` wrote."""
        dispute = cls(record["id"])
        for name, value in record.items():
            if name in _DEFAULTS:  # a newer program may have stored more
                reader = READERS.get(name)
                setattr(dispute, name, reader(value) if reader is not None else value)
        return dispute


_DEFAULTS = {name: getattr(Dispute, name, {}) for name in Dispute.__annotations__ if name != "id"}
_NAMES = tuple(_DEFAULTS)
_values = attrgetter(*_NAMES)
