"""Last days of the past: by which day a matter had to be settled on the rung where it was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder import climb
from xinfang_tui.ladder.climb import Owners
from xinfang_tui.ladder.deadline import Deadline, deadline

_KEPT = (
    "id",
    "track",
    "category",
    "scale",
    "superior_due",
    "rung",
    "tier",
    "handler",
    "unit",
    "leader",
)
_DATED = {"starts": 2, "extensions": 1, "suspensions": 1, "opinions": 0}
"""Lists of the stored dispute, and where in a row of each its day stands."""


class Dues:
    """The ladder's answers about stored disputes, asked for a day.

    Args:
        known: id → last day in force now, of open disputes whose index row is fresh.
        owners: who takes matters on a rung and tier; empty when nobody is named.
    """

    def __init__(
        self, rules: Rules, known: Mapping[str, str | None], owners: Owners | None = None
    ) -> None:
        self._rules = rules
        self._known = known
        self._owners = owners

    def last(self, record: Mapping[str, Any], on: str) -> str | None:
        """The last day in force, as it stood on a day, of the clock that ran then."""
        if record["id"] in self._known and record["last_on"] <= on:
            return self._known[record["id"]]
        found = self._deadline(then(record, on))
        return found.last.isoformat() if found else None

    def blocked(self, record: Mapping[str, Any], on: str) -> bool:
        """Whether it was overdue on a day with nobody to take it (无人承接)."""
        return bool(self.lacking(record, on))

    def lacking(self, record: Mapping[str, Any], on: str) -> tuple[str, ...]:
        """What an overdue matter lacked on a day to be taken, in words; else nothing."""
        dispute = then(record, on)
        end, day = self._deadline(dispute), date.fromisoformat(on)
        return climb.blocked(dispute, end, self._rules.meetings, day, self._owners)

    def _deadline(self, dispute: Dispute) -> Deadline | None:
        rules = self._rules
        return deadline(dispute, rules.ladders, rules.calendar, rules.meetings)


def then(record: Mapping[str, Any], on: str) -> Dispute:
    """The part of a stored dispute that its clock asks about, as of a day, and open."""
    kept = {name: record[name] for name in _KEPT if name in record}
    for name, at in _DATED.items():
        if name in record:
            kept[name] = [row for row in record[name] if row[at] <= on]
    if record.get("accepted_on", "9") <= on:
        kept["accepted_on"] = record["accepted_on"]
    return Dispute.from_json(kept)
