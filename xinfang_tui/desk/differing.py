"""What a ledger's row says otherwise than the dispute that it repeats, and writing it down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context
from xinfang_tui.disputes.dispute import CLOSED, RESOLVED, Dispute

if TYPE_CHECKING:
    from xinfang_tui.documents.reading import LedgerValues

_MASKED = re.compile(r"某|[*＊×]{2,}|x{4}")
_TEXTS = ("title", "brief", "handler", "leader", "unit", "scale", "channel", "category", "village")
REASON = "按导入的台账"


def differences(dispute: Dispute, values: LedgerValues) -> dict[str, Any]:
    """Fields and the row's values for them; what the row leaves empty or masks is no difference."""
    found: dict[str, Any] = {}
    for name in _TEXTS:
        said = getattr(values, name, None)
        if said and not _MASKED.search(str(said)) and not _same(said, getattr(dispute, name)):
            found[name] = said
    if values.category_words and values.category == "99":
        found.pop("category", None)
    if values.people is not None and values.people != dispute.people:
        found["people"] = values.people
    names = [party.name for party in values.parties]
    told = names and not any(_MASKED.search(name) for name in names)
    if told and (
        names != [party.name for party in dispute.parties] or _phones_differ(dispute, values)
    ):
        found["parties"] = [party.record() for party in values.parties]
    if values.occurred_on != dispute.occurred_on:
        found["occurred_on"] = values.occurred_on.isoformat()
    if values.status in (RESOLVED, CLOSED) and dispute.open:
        found["status"] = values.status
    return found


def _same(said: str, known: str) -> bool:
    """Whether two texts say the same; a ledger's cell keeps no line ends of a title."""
    return "".join(str(said).split()) == "".join(str(known).split())


def _phones_differ(dispute: Dispute, values: LedgerValues) -> bool:
    for said, known in zip(values.parties, dispute.parties, strict=True):
        phone = said.phone
        if phone and phone != known.phone and not _MASKED.search(phone):
            return True
    return False


def update(
    context: Context, dispute: Dispute, changed: dict[str, Any], values: LedgerValues
) -> None:
    """Write the differences as corrections, and a settlement when the row tells of one."""
    journal, subject = context.journal, f"dispute:{dispute.id}"
    today = context.today.isoformat()
    for name, value in changed.items():
        if name == "status":
            continue
        old = getattr(dispute, name)
        data = {"field": name, "value": value, "reason": REASON, "old": _plain(old)}
        journal.append(subject, "correct", data, by=context.who, on=today)
    if "status" in changed:
        on = max(values.resolved_on or context.today, dispute.registered_on)
        data = {"method": values.method or "99", "imported": True}
        if values.resolved_by_month:
            data["date_by_month"] = True
        by = values.handler or context.who
        journal.append(subject, "resolve", data, by=by, on=on.isoformat())


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [getattr(item, "name", item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
