"""Last days of the past: by which day a matter had to be settled on the rung where it was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.rules import Rules
from xinfang_tui.desk.taker import lacking
from xinfang_tui.disputes.dispute import RUNGS, Dispute
from xinfang_tui.ladder.deadline import deadline
from xinfang_tui.ladder.entry import entry

_KEPT = ("id", "rung", "tier", "track", "category", "scale", "superior_due")
_OFFICE = (
    *("status", "handler", "unit", "leader", "leader_tier", "attempts", "transitions"),
    "visits",
)
_DATED = {"starts": 2, "extensions": 1, "suspensions": 1, "opinions": 0}
"""Lists of the stored dispute, and where in a row of each its day stands."""
_MOVING = frozenset(
    {"track", "superior_due", "extensions", "suspensions", "opinions", "accepted_on"}
)
"""What else moves a date; ``track`` is stored only of a petition."""


Standing = Callable[[Mapping[str, Any]], Mapping[str, Any]]


def _as_stored(record: Mapping[str, Any]) -> Mapping[str, Any]:
    return record


class Dues:
    """The ladder's answers about stored disputes, asked for a day.

    Args:
        rules: those of the day that is asked about, see :func:`xinfang_tui.desk.asof.rules_until`.
        known: id → last day in force now, of open disputes whose index row is fresh.
        standing: stored dispute → the same as it stood at the end of the days asked about: an
            order from above that came afterwards moved no date then.
    """

    def __init__(
        self, rules: Rules, known: Mapping[str, str | None], standing: Standing = _as_stored
    ) -> None:
        self._rules = rules
        self._known = known
        self._standing = standing
        self._plain: dict[tuple[Any, ...], str | None] = {}
        self._entries: dict[tuple[str, str], str] = {}

    def last(self, record: Mapping[str, Any], on: str) -> str | None:
        """The last day in force, as it stood on a day, of the clock that ran then."""
        if record["id"] in self._known and record["last_on"] <= on:
            return self._known[record["id"]]
        if record.get("superior_due"):
            record = self._standing(record)
        key = _plain(record, on)
        if key is None:
            return self._computed(record, on)
        # Matters of one kind begun on one day share their date: computed once.
        if key not in self._plain:
            self._plain[key] = self._computed(record, on)
        return self._plain[key]

    def pressing(self, record: Mapping[str, Any], on: str) -> bool:
        """Whether a matter may have been due to climb or overdue on a day, whatever came since."""
        last = self.last(record, on)
        if (last is not None and last < on) or record.get("failed") or record.get("visits"):
            return True
        steps = record.get("transitions") or ()
        rung = self._entry(record.get("category", ""), record.get("scale", "01"))
        return not steps or RUNGS.index(rung) > RUNGS.index(steps[0][6])

    def lacking(self, record: Mapping[str, Any], on: str) -> tuple[str, ...]:
        """What is missing that somebody takes a matter, in words (无人承接); else nothing.

        ``record`` is the matter as it stood on the day.
        """
        office = {name: record[name] for name in _OFFICE if name in record}
        dispute = Dispute.from_json(office | _then(record, on))
        return lacking(dispute, self._rules, date.fromisoformat(on))

    def _entry(self, category: str, scale: str) -> str:
        key = (category, scale)
        if key not in self._entries:
            self._entries[key] = entry(self._rules.ladder, category, scale)[0]
        return self._entries[key]

    def _computed(self, record: Mapping[str, Any], on: str) -> str | None:
        rules = self._rules
        dispute = Dispute.from_json(_then(record, on))
        found = deadline(dispute, rules.ladders, rules.calendar, rules.meetings)
        return found.last.isoformat() if found else None


def _plain(record: Mapping[str, Any], on: str) -> tuple[Any, ...] | None:
    """All that the date of a mediation depends on, when nothing but its start moves it."""
    if not _MOVING.isdisjoint(record):
        return None
    begun = [row for row in record.get("starts") or () if row[2] <= on]
    return (record.get("category"), record.get("scale"), *begun[-1][2:]) if begun else None


def _then(record: Mapping[str, Any], on: str) -> dict[str, Any]:
    """The part of a stored dispute that its clock asks about, as of a day."""
    kept = {name: record[name] for name in _KEPT if name in record}
    for name, at in _DATED.items():
        if name in record:
            kept[name] = [row for row in record[name] if row[at] <= on]
    if record.get("accepted_on", "9") <= on:
        kept["accepted_on"] = record["accepted_on"]
    return kept
