"""Matters that count with a lead (并案) whose lead is settled while they are still open.

The lead no longer takes them, so that they are told of by themselves (DESIGN §1).
"""

from __future__ import annotations

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.disputes.parts import MEMBER


def left_behind(context: Context) -> list[str]:
    """Their ids; of a matter with several leads all are settled, of one not known here none is."""
    disputes = context.journal.disputes
    leads = {
        id: [lead for lead, role in record.get("links") or () if role in MEMBER]
        for id, record in disputes.documents([Where("lead", ">", "")])
        if record.get("status", OPEN) == OPEN
    }
    wanted = {lead for found in leads.values() for lead in found}
    standing = {id: record.get("status", OPEN) for id, record in disputes.fetch_many(wanted)}
    return [
        id for id, found in leads.items() if all(standing.get(lead, OPEN) != OPEN for lead in found)
    ]
