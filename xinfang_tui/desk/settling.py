"""Bringing an imported matter to the status that its ledger tells (DESIGN §10)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context

if TYPE_CHECKING:
    from datetime import date

    from xinfang_tui.documents.reading.values import LedgerValues

_REFUSED = "(?:拒绝|不同意|不愿意?|不接受|放弃)调解"


def settle(
    context: Context, id: str, values: LedgerValues, earliest: date, *, source: str = ""
) -> None:
    """Write the entries that conclude an open matter; none when the ledger leaves it open.

    Args:
        earliest: no conclusion lies before it: the day of registration.
        source: the row that tells it, where that is another than the registration's.
    """
    if values.status == "open":
        return
    on = max(values.resolved_on or earliest, earliest).isoformat()

    def write(kind: str, data: dict[str, Any], by: str = "") -> None:
        data |= {"source": source} if source else {}
        context.journal.append(f"dispute:{id}", kind, data, by=by or context.who, on=on)

    if values.status in ("resolved", "closed"):
        write("resolve", resolution(values), values.handler)
        if values.status == "closed":
            write("close", {"reason": "原台账已销号"})
    elif values.status == "referred":
        result = values.result if len(values.result) > 1 else ""  # 否 below 是否办结 is no court
        words = result or values.status_words or "法定途径"
        write("refer", {"to": words, "reason": "原台账"})
    else:
        write("end", {"reason": _why(values), "remedies_told": []})


def _why(values: LedgerValues) -> str:
    """Why a matter ended, by the words of its status: 撤诉, 拒绝调解."""
    words = f"{values.status_words}{values.result}"
    if "撤" in words:
        return "withdrawn"
    return "refused" if re.search(_REFUSED, words) else "other"


def resolution(values: LedgerValues) -> dict[str, Any]:
    """The data of the resolve entry of a ledger's settled row."""
    data: dict[str, Any] = {"method": values.method or "99", "imported": True}
    if values.amount is not None:
        data["amount"] = values.amount
    if values.resolved_by_month:
        data["date_by_month"] = True
    return data
