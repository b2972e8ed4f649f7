"""Writing down what a ledger's row says otherwise, each entry with the row it was taken from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.differing import movable
from xinfang_tui.desk.settling import resolution, settle
from xinfang_tui.desk.told import amount_line, day_line, told_of
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.order import causal

if TYPE_CHECKING:
    from xinfang_tui.documents.reading.values import LedgerValues

REASON = "按导入的台账"
_OTHERWISE = frozenset({"status", "resolved_on", "amount", "registered_on"})
"""Fields that no correction gives another value."""


class Updating:
    """Brings one dispute to what a row says.

    Args:
        source: names the row; every entry carries it.
    """

    def __init__(self, context: Context, dispute: Dispute, source: str) -> None:
        self._context, self._dispute, self._source = context, dispute, source
        self._today = context.today.isoformat()

    def write(self, changed: Mapping[str, Any], values: LedgerValues, lines: Iterable[str]) -> None:
        """Write the differences as corrections, how the matter stands, and the rest as a note.

        Args:
            changed: as :func:`~xinfang_tui.desk.differing.differences` found it.
            lines: what the row says beyond the fields.
        """
        dispute = self._dispute
        anew = movable(dispute, told_of(self._context.journal.of(f"dispute:{dispute.id}")))
        for name, value in changed.items():
            if name not in _OTHERWISE:
                old = _plain(getattr(dispute, name))
                data = {"field": name, "value": value, "reason": REASON, "old": old}
                self._append("correct", data)
        if "resolved_on" in changed or ("amount" in changed and anew):
            self._settle_anew(changed, values)
        elif "status" in changed:
            earliest = dispute.registered_on
            settle(self._context, dispute.id, values, earliest, source=self._source)
        noted = [*lines]
        if "registered_on" in changed:
            noted.append(day_line(values.registered_on))
        if "amount" in changed and not anew:
            noted.append(amount_line(values.amount))
        if noted:
            self._append("note", {"text": "\n".join(noted)})

    def _settle_anew(self, changed: Mapping[str, Any], values: LedgerValues) -> None:
        """The settlement on another day or for another amount: the former undone, the right one."""
        former = self._settlements()
        for event in former:
            self._append("void", {"target": event.id, "of": "resolve", "reason": REASON})
        data, told = dict(former[-1].payload), resolution(values)
        told["method"] = values.method or data.get("method") or told["method"]
        if "resolved_on" in changed:
            data.pop("date_by_month", None)
        else:
            told.pop("date_by_month", None)
        if values.handler:
            data.pop("unsigned", None)
        on = changed.get("resolved_on") or former[-1].on
        self._append("resolve", data | told, by=values.handler or former[-1].by, on=on)

    def _settlements(self) -> list[Event]:
        """The settlements told by ledgers that nobody undid since the matter was open last."""
        dispute = self._dispute
        opened = {start.event for start in dispute.starts}
        events = [node.event for node in causal(self._context.journal.of(f"dispute:{dispute.id}"))]
        undone = {str(event.payload.get("target")) for event in events if event.kind == "void"}
        found: list[Event] = []
        for event in events:
            if event.id in opened:
                found.clear()
            elif event.kind == "resolve" and event.id not in undone:
                found += [event] if event.payload.get("imported") else []
        return found

    def _append(self, kind: str, data: Mapping[str, Any], *, by: str = "", on: str = "") -> None:
        self._context.journal.append(
            f"dispute:{self._dispute.id}",
            kind,
            {**data, "source": self._source},
            by=by or self._context.who,
            on=on or self._today,
        )


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [getattr(item, "name", item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
