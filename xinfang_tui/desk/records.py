"""A dispute as the outside sees it: the JSON of DESIGN §10."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinfang_tui.desk import slots
from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes.dispute import RUNG_NAMES, STATUS_NAMES, Dispute
from xinfang_tui.ladder.deadline import Deadline
from xinfang_tui.ladder.recusal import should_withdraw

Record = dict[str, Any]


def record_of(dispute: Dispute, rules: Rules, today: date) -> Record:
    """The fixed names of DESIGN §10 and what screens and papers want beside them."""
    d = dispute
    due = rules.deadline(d) if d.open else None
    return {
        "id": d.id,
        "number": d.number,
        "title": d.title,
        "brief": d.brief,
        "village": d.village,
        "village_name": rules.places.name(d.village),
        "category": d.category,
        "category_name": rules.codes.label(d.category),
        "category_short": rules.codes.brief(d.category),
        "mediation_class": d.mediation_class or rules.codes.default_class(d.category),
        "scale": d.scale,
        "scale_name": rules.codes.scales.get(d.scale, d.scale),
        "people": d.people,
        "channel": d.channel,
        "channel_name": rules.codes.channels.get(d.channel, d.channel),
        "track": d.track,
        "occurred_on": _text(d.occurred_on),
        "registered_on": _text(d.registered_on),
        "rung": d.rung,
        "rung_name": RUNG_NAMES.get(d.rung, d.rung),
        "tier": d.tier,
        "status": d.status,
        "status_name": STATUS_NAMES.get(d.status, d.status),
        **_deadline(due, today),
        "handler": d.handler,
        "should_withdraw": _withdraw(d, rules),
        "leader": d.leader,
        "leader_tier": d.leader_tier,
        "leader_due": _text(d.leader_due),
        "plan": [{"step": step.step, "due": _text(step.due)} for step in d.plan],
        "unit": d.unit,
        "helpers": list(d.helpers),
        "agent": d.agent,
        "working_group": d.working_group,
        "reporter": d.reporter,
        "parties": [party._asdict() for party in d.parties],
        "places": list(d.places),
        "topics": list(d.topics),
        "external_refs": list(d.external_refs),
        "superior_due": _text(d.superior_due),
        "accepted_on": _text(d.accepted_on),
        "extensions": len(d.extensions),
        "suspensions": len(d.suspensions),
        "transfers": d.transfers,
        "pending_transfer": d.pending.to if d.pending else None,
        "attempts": d.attempts,
        "mediations": d.mediations,
        "failed": d.failed,
        "reopened": d.reopened,
        "silence": max(d.silence, (today - d.last_on).days if d.open else 0),
        "lag": d.lag,
        "days_open": _days_open(d, today),
        "met": list(d.met),
        "consents": d.consents,
        "urgent": d.urgent,
        "sealed": d.sealed,
        "surfaced": [{"on": _text(on), "office": o, "people": n} for on, o, n in d.surfaced],
        "instructions": [
            {"on": _text(on), "leader": who, "due": _text(by)} for on, who, by in d.instructions
        ],
        "decisions": [
            {"on": _text(x.on), "meeting": x.meeting, "decision": x.decision, "due": _text(x.due)}
            for x in d.decisions
        ],
        "method": d.method,
        "method_name": rules.codes.methods.get(d.method, d.method),
        "organisation": d.organisation,
        "agreement": d.agreement,
        "amount": d.amount,
        "terms": [
            {"who": t.who, "what": t.what, "due": _text(t.due), "kept": t.kept} for t in d.terms
        ],
        "resolved_on": _text(d.resolved_on),
        "resolved_rung": d.resolved_rung,
        "concluded_on": _text(d.concluded_on),
        "conclusion": d.conclusion,
        "closed_on": _text(d.closed_on),
        "date_by_month": d.date_by_month,
        "imported": d.imported,
        "confirm_asked": _text(d.confirm_asked),
        "confirm_given": _text(d.confirm_given),
        "visits": [
            {"on": _text(v.on), "by": v.by, "answer": v.answer, "reason": v.reason}
            for v in d.visits
        ],
        "links": [{"lead": lead, "role": role} for lead, role in d.links],
        "conflicts": [
            {
                "slot": conflict.slot,
                "label": slots.question(conflict.slot),
                "standing": conflict.standing,
                "choices": [
                    {
                        "event": c.event,
                        "value": c.value,
                        "words": slots.words(conflict.slot, c.value, rules),
                        "by": c.by,
                        "on": _text(c.on),
                    }
                    for c in conflict.choices
                ],
            }
            for conflict in d.conflicts
        ],
        "last_on": _text(d.last_on),
        "erased": d.erased,
    }


def _withdraw(dispute: Dispute, rules: Rules) -> bool:
    """Whether an imported matter's handler should have withdrawn (应回避)."""
    if not dispute.imported or not dispute.handler:
        return False

    def head(code: str) -> str:
        household = rules.places.household(code)
        return household.head if household else ""

    return should_withdraw(dispute, heads=head)


def _text(day: date | None) -> str | None:
    return day.isoformat() if day is not None and day != date.min else None


def _days_open(dispute: Dispute, today: date) -> int:
    last = dispute.concluded_on or today
    return max((last - dispute.registered_on).days, 0)


def _deadline(due: Deadline | None, today: date) -> Record:
    if due is None:
        return {
            "due_target": None,
            "due": None,
            "overdue": False,
            "days_left": None,
            "warning": 0,
        }
    return {
        "due_target": due.due_target.isoformat(),
        "due": due.due.isoformat(),
        "overdue": due.overdue(today),
        "days_left": due.left(today),
        "warning": due.level(today),
    }
