"""Bringing an imported matter to the status that its ledger tells (DESIGN §10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context

if TYPE_CHECKING:
    from datetime import date

    from xinfang_tui.documents.reading import LedgerValues


def settle(context: Context, id: str, values: LedgerValues, earliest: date) -> None:
    """Write the entries that conclude an open matter; none when the ledger leaves it open.

    Args:
        earliest: no conclusion lies before it: the day of registration.
    """
    if values.status == "open":
        return
    journal, subject, by = context.journal, f"dispute:{id}", context.who
    on = max(values.resolved_on or earliest, earliest).isoformat()
    if values.status in ("resolved", "closed"):
        journal.append(subject, "resolve", resolution(values), by=values.handler or by, on=on)
        if values.status == "closed":
            journal.append(subject, "close", {"reason": "原台账已销号"}, by=by, on=on)
    elif values.status == "referred":
        words = values.result or values.status_words or "法定途径"
        journal.append(subject, "refer", {"to": words, "reason": "原台账"}, by=by, on=on)
    else:
        journal.append(subject, "end", {"reason": "other", "remedies_told": []}, by=by, on=on)


def resolution(values: LedgerValues) -> dict[str, Any]:
    """The data of the resolve entry of a ledger's settled row."""
    data: dict[str, Any] = {"method": values.method or "99", "imported": True}
    if values.amount is not None:
        data["amount"] = values.amount
    if values.resolved_by_month:
        data["date_by_month"] = True
    return data
