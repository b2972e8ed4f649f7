"""Settlements and what follows: mediation, agreement, return visit, closing, reopening."""

from __future__ import annotations

from datetime import date

from xinfang_tui.disputes.dispute import (
    CLOSED,
    ENDED,
    OPEN,
    REFERRED,
    RESOLVED,
    RUNGS,
    Term,
    Visit,
)
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import STATUS, Work, day

FAILED = "failed"
SATISFIED = ("satisfied", "basic")


def mediate(work: Work, node: Node) -> None:
    """A mediation; only a failed one counts towards climbing."""
    d = work.dispute
    d.mediations += 1
    if node.event.payload.get("outcome") == FAILED:
        d.attempts += 1
        d.failed += 1


def resolve(work: Work, node: Node) -> None:
    """An agreement (化解). Wins over a parallel climb, which then stays listed as a conflict.

    Made by the former rung's due day, it is credited to that rung even if it arrives late (§4).
    """
    d, data, on = work.dispute, node.event.payload, date.fromisoformat(node.event.on)
    contested = work.write(STATUS, RESOLVED, node)
    terms = [dict(term) for term in data.get("terms") or ()]
    work.write("agreement", [data.get("method"), terms, data.get("amount")], node)
    if not d.open and not contested:
        work.idle(node)
        return
    _credit(work, node, on)
    d.method = str(data.get("method", ""))
    d.organisation = str(data.get("organisation", ""))
    d.agreement = str(data.get("agreement", ""))
    d.amount = data.get("amount")
    d.terms = tuple(
        Term(str(t.get("who", "")), str(t.get("what", "")), day(t.get("due"))) for t in terms
    )
    signed = "" if data.get("unsigned") else node.event.by
    d.resolved_on, d.resolved_by, d.resolved_rung = on, d.handler or signed, d.rung
    d.date_by_month = bool(data.get("date_by_month"))
    work.ways[RESOLVED] = d.method
    conclude(work, node, RESOLVED, d.method)


def _credit(work: Work, node: Node, on: date) -> None:
    """Undo the climbs that the settlement came before: it was made in time below, and told late."""
    while work.dispute.open and _came_before(work, node, on):
        work.undo_climb()


def _came_before(work: Work, node: Node, on: date) -> bool:
    """Whether the last step was a climb that a settlement of that day was in time for.

    Not where the step before it has not arrived yet.
    """
    steps = work.dispute.transitions
    if len(steps) < 2 or steps[-1].what != "climb" or steps[-1].event not in work.climbs:
        return False
    last = steps[-1]
    climb = work.climbs[last.event]
    in_time = climb.due is not None and on <= climb.due
    return on < last.on or (in_time and not node.knows(climb.node))


def conclude(work: Work, node: Node, status: str, how: str) -> None:
    """Settled, referred or ended: out of the open matters; what was paused is paused no more."""
    d, on = work.dispute, date.fromisoformat(node.event.on)
    work.end_pauses(on)
    work.over = dict.fromkeys((pause.event for pause in d.suspensions), on) | work.over
    work.go(node, "concluded" if d.open else "changed", status=status)
    d.concluded_on, d.conclusion = on, how
    d.pending = None


def refer(work: Work, node: Node) -> None:
    """To court, arbitration or review (转法定途径)."""
    contested = work.write(STATUS, REFERRED, node)
    to = work.ways[REFERRED] = str(node.event.payload.get("to", ""))
    if not work.dispute.open or (contested and work.dispute.status == RESOLVED):
        work.idle(node)
        return
    conclude(work, node, REFERRED, to)


def end(work: Work, node: Node) -> None:
    """Ended unresolved, the remedies told (终止)."""
    contested = work.write(STATUS, ENDED, node)
    reason = work.ways[ENDED] = str(node.event.payload.get("reason", ""))
    if not work.dispute.open or (contested and work.dispute.status == RESOLVED):
        work.idle(node)
        return
    conclude(work, node, ENDED, reason)


def perform(work: Work, node: Node) -> None:
    """A promise of the agreement was kept or not; ``term`` counts from 1."""
    d, data = work.dispute, node.event.payload
    index = int(data.get("term") or 0) - 1
    if not 0 <= index < len(d.terms):
        work.idle(node)
        return
    kept = bool(data.get("kept"))
    work.write(f"term:{index + 1}", kept, node)
    old = d.terms[index]
    d.terms = (*d.terms[:index], Term(old.who, old.what, old.due, kept), *d.terms[index + 1 :])


def confirm(work: Work, node: Node) -> None:
    """Judicial confirmation (司法确认) asked for or given; not given moves nothing."""
    on, data = date.fromisoformat(node.event.on), node.event.payload
    if data.get("given"):
        work.dispute.confirm_given = on
    elif data.get("asked", "given" not in data):
        work.dispute.confirm_asked = on


def visit_back(work: Work, node: Node) -> None:
    """A return visit: satisfied closes, unsatisfied goes by its reason (DESIGN §4)."""
    d, event, data = work.dispute, node.event, node.event.payload
    answer, reason = str(data.get("answer", "")), str(data.get("reason", ""))
    on = date.fromisoformat(event.on)
    party = str(data.get("party", ""))
    made = Visit(event.id, on, event.by, answer, reason, party, event.device, event.seq)
    d.visits = (*d.visits, made)
    if d.status != RESOLVED:
        return
    if answer in SATISFIED and event.by not in (d.handler, d.resolved_by):
        work.write(STATUS, CLOSED, node)
        work.go(node, "closed", status=CLOSED)
        d.closed_on = on
    elif answer == "unsatisfied" and reason == "unkept":
        work.write(STATUS, f"{OPEN}@{d.rung}", node)
        open_again(work, node, d.rung, d.tier)
    elif answer == "unsatisfied" and reason == "procedure":
        # A rung in the data: it waits there for the parties' consent to wider study.
        rung, tier = (d.rung, d.tier) if data.get("rung") else above(d.rung)
        work.write(STATUS, f"{OPEN}@{rung}", node)
        open_again(work, node, rung, tier)
        d.handler = ""


def above(rung: str) -> tuple[str, str]:
    """The rung that a complaint about procedure goes to; at the top, the county leader."""
    at = RUNGS.index(rung)
    if at + 1 < len(RUNGS):
        return RUNGS[at + 1], "township" if RUNGS[at + 1] == "leader_case" else ""
    return rung, "county"


def open_again(work: Work, node: Node, rung: str, tier: str) -> None:
    """Open again on a rung, with its full limit."""
    d = work.dispute
    work.go(node, "reopened", status=OPEN, rung=rung, tier=tier)
    d.reopened += 1
    work.lose()
    work.start_clock(node)


def close(work: Work, node: Node) -> None:
    """Taken off the list after a return visit (销号); counts nothing."""
    d = work.dispute
    work.write(STATUS, CLOSED, node)
    if d.open or d.status == CLOSED:
        work.idle(node)
        return
    work.go(node, "closed", status=CLOSED)
    d.closed_on = date.fromisoformat(node.event.on)


def reopen(work: Work, node: Node) -> None:
    """The quarrel is back: same rung, full limit, the whole history."""
    d = work.dispute
    work.write(STATUS, f"{OPEN}@{d.rung}", node)
    if d.open:
        work.idle(node)
        return
    open_again(work, node, d.rung, d.tier)


EFFECTS = {
    "mediate": mediate,
    "resolve": resolve,
    "refer": refer,
    "end": end,
    "perform": perform,
    "confirm": confirm,
    "visit_back": visit_back,
    "close": close,
    "reopen": reopen,
}
