"""What a ledger's row says otherwise than the dispute that it repeats, and writing it down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.settling import resolution, settle
from xinfang_tui.disputes.dispute import CLOSED, OPEN, RESOLVED, Dispute

if TYPE_CHECKING:
    from xinfang_tui.documents.reading import LedgerValues

_MASKED = re.compile(r"某|[*＊×]{2,}|x{4}")
_TEXTS = ("title", "brief", "handler", "leader", "unit", "scale", "channel", "category", "village")
REASON = "按导入的台账"


def differences(dispute: Dispute, values: LedgerValues) -> dict[str, Any]:
    """Fields and the row's values for them; what the row leaves empty is no difference.

    Nor is what our own export masks; a foreign ledger's 某 is its own word.
    """
    found: dict[str, Any] = {}
    for name in _TEXTS:
        said = getattr(values, name, None)
        if said and not _hidden(values, said) and not _same(said, getattr(dispute, name)):
            found[name] = said
    if values.category_words and values.category == "99":
        found.pop("category", None)
    if values.people is not None and values.people != dispute.people:
        found["people"] = values.people
    names = [party.name for party in values.parties]
    told = names and not any(_hidden(values, name) for name in names)
    if told and (
        names != [party.name for party in dispute.parties] or _phones_differ(dispute, values)
    ):
        found["parties"] = [party.record() for party in values.parties]
    if values.occurred_on != dispute.occurred_on:
        found["occurred_on"] = values.occurred_on.isoformat()
    return found | _otherwise_settled(dispute, values)


def _otherwise_settled(dispute: Dispute, values: LedgerValues) -> dict[str, Any]:
    """How the row stands otherwise: settled, open again, or settled on another day.

    An older export of our own never opens what has been settled since.
    """
    if dispute.open:
        return {} if values.status == OPEN else {"status": values.status}
    if values.status == OPEN:
        return {"status": OPEN} if values.status_words and not values.number else {}
    told = values.status in (RESOLVED, CLOSED) and not values.resolved_by_month
    agreed = dispute.organisation or dispute.agreement or dispute.terms or dispute.visits
    movable = dispute.imported and dispute.status == RESOLVED and not agreed
    if told and movable and values.resolved_on not in (None, dispute.resolved_on):
        return {"resolved_on": str(values.resolved_on)}
    return {}


def _hidden(values: LedgerValues, said: object) -> bool:
    return bool(values.number) and _MASKED.search(str(said)) is not None


def _same(said: str, known: str) -> bool:
    """Whether two texts say the same; a ledger's cell keeps no line ends of a title."""
    return "".join(str(said).split()) == "".join(str(known).split())


def _phones_differ(dispute: Dispute, values: LedgerValues) -> bool:
    for said, known in zip(values.parties, dispute.parties, strict=True):
        phone = said.phone
        if phone and phone != known.phone and not _hidden(values, phone):
            return True
    return False


def update(
    context: Context, dispute: Dispute, changed: dict[str, Any], values: LedgerValues
) -> None:
    """Write the differences as corrections, and how the matter stands as its own entry."""
    journal, subject = context.journal, f"dispute:{dispute.id}"
    today = context.today.isoformat()
    for name, value in changed.items():
        if name in ("status", "resolved_on"):
            continue
        old = getattr(dispute, name)
        data = {"field": name, "value": value, "reason": REASON, "old": _plain(old)}
        journal.append(subject, "correct", data, by=context.who, on=today)
    if "resolved_on" in changed:
        _settle_anew(context, dispute, values)
    elif changed.get("status") == OPEN:
        words = f"{REASON}：{values.status_words}"
        journal.append(subject, "reopen", {"reason": words}, by=context.who, on=today)
    elif "status" in changed:
        settle(context, dispute.id, values, dispute.registered_on)


def _settle_anew(context: Context, dispute: Dispute, values: LedgerValues) -> None:
    """The settlement on another day: the former entry undone, the right one written."""
    journal, subject = context.journal, f"dispute:{dispute.id}"
    former = [event for event in journal.of(subject) if event.kind == "resolve"]
    data = {"target": former[-1].id, "of": "resolve", "reason": REASON}
    journal.append(subject, "void", data, by=context.who, on=context.today.isoformat())
    on = max(values.resolved_on or dispute.registered_on, dispute.registered_on).isoformat()
    by = values.handler or context.who
    journal.append(subject, "resolve", resolution(values), by=by, on=on)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [getattr(item, "name", item) for item in value]
    return value.isoformat() if hasattr(value, "isoformat") else value
