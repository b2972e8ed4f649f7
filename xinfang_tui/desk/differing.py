"""What a ledger's row says otherwise than the dispute that it repeats (DESIGN §10)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.statuses import settles
from xinfang_tui.desk.told import Told, amount_line, day_line
from xinfang_tui.disputes import idcard
from xinfang_tui.disputes.codes import UNSURE
from xinfang_tui.disputes.dispute import CLOSED, RESOLVED, Dispute, Party
from xinfang_tui.documents.reading.phones import without_phone

if TYPE_CHECKING:
    from xinfang_tui.documents.reading.parties import PartyRead
    from xinfang_tui.documents.reading.values import LedgerValues

_MASKED = re.compile(r"某|[*＊×]{2,}|x{4}")
_MASKED_DOOR = re.compile(r"[*＊×某]")
_NAMED = ("handler", "leader", "unit", "agent", "reporter")
_TEXTS = ("title", "brief", *_NAMED, "scale", "channel", "category", "village")
_LISTS = ("external_refs", "places")
"""A row adds to these and takes nothing away."""
_OF_A_PARTY = ("phone", "address", "id_number")


def differences(dispute: Dispute, values: LedgerValues, told: Told) -> dict[str, Any]:
    """Fields and the row's values for them; what the row leaves empty is no difference.

    Nor is what our own export masks; a foreign ledger's 某 is its own word.
    """
    found: dict[str, Any] = {}
    for name in _TEXTS:
        said, known = getattr(values, name), getattr(dispute, name)
        if said and not _hidden(values, said) and not _same(name, said, known):
            found[name] = said
    for name in _LISTS:
        known = getattr(dispute, name)
        if more := [each for each in getattr(values, name) if each not in known]:
            found[name] = [*known, *more]
    if _coarser(dispute, values):
        found.pop("category", None)
    if values.people is not None and values.people != dispute.people:
        found["people"] = values.people
    if _parties_differ(dispute, values):
        found["parties"] = _completed(dispute, values)
    if values.occurred_on != dispute.occurred_on:
        found["occurred_on"] = values.occurred_on.isoformat()
    if _otherwise_registered(dispute, values, told):
        found["registered_on"] = values.registered_on.isoformat()
    return found | _otherwise_settled(dispute, values, told)


def movable(dispute: Dispute, told: Told) -> bool:
    """Whether a ledger may tell anew how an imported matter was settled.

    Only when a ledger told the settlement in the first place, and not once anything was built on
    it, or it was entered differently.
    """
    agreed = dispute.organisation or dispute.agreement or dispute.terms or dispute.visits
    contested = any(each.slot in ("status", "agreement") for each in dispute.conflicts)
    settled = dispute.status == RESOLVED and dispute.resolved_on is not None
    return dispute.imported and told.settled and settled and not agreed and not contested


def _otherwise_registered(dispute: Dispute, values: LedgerValues, told: Told) -> bool:
    if not values.two_dates or (values.number and values.registered_on == dispute.registered_on):
        return False
    return told.otherwise(day_line(values.registered_on), day_line(dispute.registered_on))


def _coarser(dispute: Dispute, values: LedgerValues) -> bool:
    """Whether the row's category says less than the one that stands, or was but guessed."""
    if values.category_by_title:
        return True
    unsure = bool(values.category_words) and values.category == UNSURE
    return unsure or dispute.category.startswith(values.category)


def _otherwise_settled(dispute: Dispute, values: LedgerValues, told: Told) -> dict[str, Any]:
    """How the row tells a settlement otherwise: that there is one, its day or its amount."""
    if dispute.open:
        return {"status": values.status} if settles(dispute, values, told) else {}
    if values.status not in (RESOLVED, CLOSED):
        return {}
    found: dict[str, Any] = {}
    anew = movable(dispute, told)
    if values.resolved_on is not None and not values.resolved_by_month and anew:
        on = max(values.resolved_on, dispute.registered_on)
        if on != dispute.resolved_on:
            found["resolved_on"] = on.isoformat()
    if _another_amount(dispute, values, told, anew):
        found["amount"] = values.amount
    return found


def _another_amount(dispute: Dispute, values: LedgerValues, told: Told, anew: bool) -> bool:
    said = values.amount
    if said is None or (said == dispute.amount and (values.number or anew)):
        return False
    return anew or told.otherwise(amount_line(said), amount_line(dispute.amount))


def _hidden(values: LedgerValues, said: object, mask: re.Pattern[str] = _MASKED) -> bool:
    return bool(values.number) and mask.search(str(said)) is not None


def _same(name: str, said: str, known: str) -> bool:
    """Whether two texts say the same; a ledger's cell keeps no line ends of a title.

    Nor is the telephone beside a name read from it.
    """
    told = _unspaced(said)
    return told == _unspaced(known) or (name in _NAMED and told == _unspaced(without_phone(known)))


def _unspaced(text: str) -> str:
    """A text without spaces, and without the marks nobody sees, which reading a ledger drops."""
    return "".join(filter(str.isprintable, "".join(text.split())))


def _parties_differ(dispute: Dispute, values: LedgerValues) -> bool:
    """Whether the row names others, or tells something else of one of them."""
    names = [party.name for party in values.parties]
    if not names or any(_hidden(values, name) for name in names):
        return False
    if names != [party.name for party in dispute.parties]:
        return True
    pairs = zip(values.parties, dispute.parties, strict=True)
    return any(
        _spelt(field, value) != _spelt(field, getattr(known, field))
        for said, known in pairs
        for field, value in _told_of(said, values).items()
    )


def _spelt(field: str, value: str) -> str:
    return _unspaced(value) if field == "address" else idcard.plain(value)


def _told_of(party: PartyRead, values: LedgerValues) -> dict[str, str]:
    """What the row tells of a party beside the name, and does not hide."""
    said = {field: getattr(party, field) for field in _OF_A_PARTY}
    masks = {"address": _MASKED_DOOR}
    return {
        field: value
        for field, value in said.items()
        if value and not _hidden(values, value, masks.get(field, _MASKED))
    }


def _completed(dispute: Dispute, values: LedgerValues) -> list[dict[str, str]]:
    """The row's parties, each with what is known of the one of that name and not told otherwise."""
    known: defaultdict[str, list[Party]] = defaultdict(list)
    for party in reversed(dispute.parties):
        known[party.name].append(party)
    found = []
    for said in values.parties:
        stands = known[said.name].pop()._asdict() if known[said.name] else {}
        kept = {field: value for field, value in stands.items() if value}
        found.append({"name": said.name, "kind": said.kind} | kept | _told_of(said, values))
    return found
