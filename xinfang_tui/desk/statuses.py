"""How a ledger says that a matter stands: what settles it, and what is only told (DESIGN §10).

A ledger is older than the day it is read on and knows of no relapse. So it never opens what is
settled, and what people opened again it settles only by a later day.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from xinfang_tui.desk.told import STATUS, Told, status_line
from xinfang_tui.disputes.dispute import OPEN, STATUS_NAMES, VOID, Dispute
from xinfang_tui.disputes.kinds import LABELS
from xinfang_tui.documents.reading.text import one_line

if TYPE_CHECKING:
    from xinfang_tui.documents.reading.values import LedgerValues


def settles(dispute: Dispute, values: LedgerValues, told: Told) -> bool:
    """Whether the row concludes a matter that is open.

    When people opened the matter again only by a day after that; else not when it says what a
    ledger said last, or in no words but a day what one said before: it was undone since.
    """
    if not dispute.open or values.status == OPEN:
        return False
    again = _opened_again(dispute)
    if again is None:
        return not _repeats(values, told) and not _undone(dispute, values, told)
    on = None if values.resolved_by_month else values.resolved_on
    return on is not None and on > again


def only_told(dispute: Dispute, values: LedgerValues, told: Told) -> str:
    """What to say of a status that is not written, in one sentence; empty when there is none."""
    if dispute.open == (values.status == OPEN) or settles(dispute, values, told):
        return ""
    if not values.status_words or _repeats(values, told):
        return ""
    if dispute.open:
        stands, kind = "已经重开", "resolve"
        means = "如确已化解"
    elif values.number or dispute.status == VOID:
        return ""  # an older export of our own; a registration that was withdrawn
    else:
        stands, kind = STATUS_NAMES[dispute.status], "reopen"
        means = "如确有反复"
    return f"台账写“{_words(values)}”，系统里{stands}；没有改动，{means}请用“{LABELS[kind]}”办理"


def _repeats(values: LedgerValues, told: Told) -> bool:
    """Whether the row's words are those that a ledger told last."""
    return bool(values.status_words) and status_line(_words(values)) in told.last.get(STATUS, ())


def _undone(dispute: Dispute, values: LedgerValues, told: Told) -> bool:
    """Whether the row tells without words of a settlement that was undone."""
    if values.status_words or not told.undone:
        return False
    on = max(values.resolved_on or dispute.registered_on, dispute.registered_on)
    return values.resolved_by_month or on.isoformat() in told.undone


def _words(values: LedgerValues) -> str:
    return one_line(values.status_words)


def _opened_again(dispute: Dispute) -> date | None:
    return max((step.on for step in dispute.transitions if step.what == "reopened"), default=None)
