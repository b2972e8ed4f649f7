"""The minutes (会议纪要) and the slips (交办单) as plain records, for the papers (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.meeting.meeting import (
    ASSIGN,
    BACK,
    DECISION_NAMES,
    LEADER,
    REFER,
    Decision,
    Item,
    Meeting,
)

SETTLED = "会议结束前已经办结，不再交办"


def minutes(meeting: Meeting, settled: Container[str] = ()) -> dict[str, Any]:
    """The minutes: numbers and offices, no party's name.

    Args:
        settled: ids of the matters that were settled before the meeting closed: what was decided
            on them is written nowhere.

    Returns:
        ``{id, kind, name, month, on, place, chair, principal, attendees, items: [{order, dispute,
        number, village, category, rung, reason, decision: {…}, words}], counts: {agenda, decided,
        KIND: n}, slips}``.
    """
    items = [
        _line(order, item, meeting.decisions.get(item.dispute), item.dispute in settled)
        for order, item in enumerate(meeting.items, start=1)
    ]
    decided = [decision.decision for decision in meeting.decisions.values()]
    return {
        "id": meeting.id,
        "kind": meeting.kind,
        "name": meeting.name,
        "month": meeting.month,
        "on": meeting.on,
        "place": meeting.place,
        "chair": meeting.chair,
        "principal": meeting.principal,
        "attendees": list(meeting.attendees),
        "items": items,
        "counts": {
            "agenda": len(items),
            "decided": len(decided),
            **{kind: decided.count(kind) for kind in DECISION_NAMES},
        },
        "slips": slips(meeting, settled),
    }


def slips(meeting: Meeting, settled: Container[str] = ()) -> list[dict[str, Any]]:
    """One assignment slip (交办单) per responsible unit, else leader, with its open matters."""
    found: dict[str, list[dict[str, Any]]] = {}
    for item in meeting.items:
        decision = meeting.decisions.get(item.dispute)
        if decision is None or decision.decision == REFER or item.dispute in settled:
            continue
        to = decision.unit or decision.leader or decision.handler
        if to:
            found.setdefault(to, []).append(
                {
                    "dispute": item.dispute,
                    "number": item.number,
                    "village": item.village,
                    "category": item.category,
                    "task": words(decision),
                    "handler": decision.handler,
                    "leader": decision.leader,
                    "due": decision.due or None,
                }
            )
    return [
        {"meeting": meeting.id, "name": meeting.name, "on": meeting.on, "unit": unit, "items": each}
        for unit, each in found.items()
    ]


def words(decision: Decision) -> str:
    """The decision in a sentence."""
    who = "、".join(part for part in (decision.unit, decision.handler) if part)
    by = f"，{decision.due} 前完成" if decision.due else ""
    led = f"，{decision.leader}包案" if decision.leader else ""
    if decision.decision == ASSIGN:
        text = f"由{who}办理{led}{by}"
    elif decision.decision == REFER:
        text = f"转{decision.to or '法定途径'}，由有权机关依法处理"
    elif decision.decision == BACK:
        text = f"退回{RUNG_NAMES.get(decision.back_to, '下一层')}继续调处{by}"
    elif decision.decision == LEADER:
        helped = f"，{who}具体负责" if who else ""
        text = f"由{decision.leader}包案{helped}{by}"
    else:
        text = f"继续调处{led}{by}"
    return f"{text}。{decision.reason}".removesuffix("。")


def _line(order: int, item: Item, decision: Decision | None, settled: bool) -> dict[str, Any]:
    if settled:
        decision, said = None, SETTLED
    else:
        said = words(decision) if decision else "未作决定，下次再议"
    return {
        "order": order,
        "dispute": item.dispute,
        "number": item.number,
        "village": item.village,
        "category": item.category,
        "rung": item.rung,
        "reason": item.reason,
        "decision": decision.to_json() if decision else None,
        "words": said,
    }
