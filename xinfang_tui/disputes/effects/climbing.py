"""Rungs, clocks and offices: climbing, deciding, pausing, handing on."""

from __future__ import annotations

from datetime import date

from xinfang_tui.disputes.dispute import (
    OPEN,
    REFERRED,
    RUNGS,
    Decision,
    PlanStep,
    Suspension,
    Transfer,
)
from xinfang_tui.disputes.effects.extending import put_off
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import RESUMED, STATUS, Climb, Work, day


def escalate(work: Work, node: Node) -> None:
    """One rung up (上报). Without effect on a matter that is settled or has climbed already.

    Nor does a climb by a clock that was extended, if it could not know and was too early.
    """
    d, data = work.dispute, node.event.payload
    to, tier = str(data.get("to", "")), str(data.get("tier") or "")
    if d.open and put_off(work, node):
        work.idle(node)
        return
    work.write(STATUS, f"{OPEN}@{to}", node)
    here = (d.rung, d.tier)
    expected = str(data.get("from") or d.rung)
    if not d.open or d.rung != expected or (to, tier) == here or to not in RUNGS:
        work.idle(node)
        return
    work.climbs[node.event.id] = Climb(
        node, day(data.get("due")), d.rung, d.tier, d.attempts, d.anchor
    )
    work.go(node, "climb", rung=to, tier=tier)
    work.start_clock(node)


def _answered(work: Work, node: Node, how: str) -> bool:
    """Whether an answer comes to a transfer that was answered already, elsewhere and otherwise."""
    pending, meant = work.dispute.pending, node.event.payload.get("transfer")
    if not meant or (pending is not None and pending.event == meant):
        return False
    work.write("transfer", [how, meant], node)
    work.idle(node)
    return True


def accept(work: Work, node: Node) -> None:
    """The office takes the matter: after a climb, a transfer, or as a petition's acceptance."""
    d = work.dispute
    if _answered(work, node, "accept"):
        return
    if d.pending is not None:
        work.write("transfer", ["accept", d.pending.event], node)
        taken(work, node, d.pending)
    elif d.track == "petition" and d.accepted_on is None:
        d.accepted_on = date.fromisoformat(node.event.on)
        d.anchor = node.event.id


def taken(work: Work, node: Node, transfer: Transfer) -> None:
    """The other office has the matter; beyond the border it is out of our hands."""
    d = work.dispute
    d.transfers += 1
    d.pending = None
    if transfer.border:
        work.go(node, "out", status=REFERRED)
        d.conclusion = transfer.to
        d.concluded_on = date.fromisoformat(node.event.on)
    else:
        d.unit, d.handler = transfer.to, ""


def return_down(work: Work, node: Node) -> None:
    """Sent back: a transfer not taken, or the rung below. The running clock is not moved."""
    d, data = work.dispute, node.event.payload
    if _answered(work, node, "return"):
        return
    if d.pending is not None:
        work.write("transfer", ["return", d.pending.event], node)
        d.pending = None
        return
    if taken_out(work):
        take_back(work, node)
        return
    at = RUNGS.index(d.rung)
    to = str(data.get("to") or RUNGS[max(at - 1, 0)])
    if to not in RUNGS or RUNGS.index(to) >= at:
        work.idle(node)
        return
    if d.open or work.beside(STATUS, node):
        work.write(STATUS, f"{OPEN}@{to}", node)
    if not d.open:
        work.idle(node)
        return
    work.go(node, "return_down", rung=to, tier="")
    d.handler = str(data.get("handler") or "")
    d.anchor = node.event.id


def taken_out(work: Work) -> bool:
    """Whether an office beyond the border has the matter."""
    d = work.dispute
    return d.status == REFERRED and bool(d.transitions) and d.transitions[-1].what == "out"


def take_back(work: Work, node: Node) -> None:
    """The matter comes back from beyond the border."""
    work.go(node, "in", status=OPEN)
    work.dispute.conclusion, work.dispute.concluded_on = "", None


def transfer(work: Work, node: Node) -> None:
    """Another office's business; stays with the sender until that office takes it."""
    event, data = node.event, node.event.payload
    if not work.dispute.open:
        work.idle(node)
        return
    work.write("transfer", str(data.get("to", "")), node)
    made = Transfer(
        event.id,
        date.fromisoformat(event.on),
        str(data.get("to", "")),
        str(data.get("reason", "")),
        bool(data.get("border")),
    )
    work.dispute.pending = work.handed[event.id] = made


def assign(work: Work, node: Node) -> None:
    """A unit and a handler are named."""
    _office(work, node)


def _office(work: Work, node: Node) -> None:
    d, data = work.dispute, node.event.payload
    for name in ("unit", "handler"):
        if data.get(name):
            work.write(name, str(data[name]), node)
            setattr(d, name, str(data[name]))
    if data.get("helpers"):
        d.helpers = tuple(str(helper) for helper in data["helpers"])


def own(work: Work, node: Node) -> None:
    """A leader takes the case with one plan (领导包案); moves no clock."""
    d, data = work.dispute, node.event.payload
    work.write("leader", str(data.get("leader", "")), node)
    work.lead(str(data.get("leader", "")), str(data.get("tier") or ""))
    d.leader_due = day(data.get("due"))
    d.plan = tuple(
        PlanStep(str(step.get("step", "")), day(step.get("due"))) for step in data.get("plan") or ()
    )
    if data.get("helpers"):
        d.helpers = tuple(str(helper) for helper in data["helpers"])
    if data.get("tier") and d.rung == "leader_case" and not d.tier:
        d.tier = str(data["tier"])


def decide(work: Work, node: Node) -> None:
    """The joint meeting's decision; starts the clock of the rung it leaves the matter on."""
    d, event, data = work.dispute, node.event, node.event.payload
    meeting = str(data.get("meeting", ""))
    work.write(f"decision:{meeting}", [data.get("decision"), data.get("leader")], node)
    made = Decision(
        event.id,
        meeting,
        date.fromisoformat(event.on),
        str(data.get("decision", "")),
        day(data.get("due")),
    )
    d.decisions = (*d.decisions, made)
    to = _moved_to(d.rung, str(data.get("back_to") or ""), bool(data.get("leader")))
    if to != d.rung and (d.open or work.beside(STATUS, node)):
        work.write(STATUS, f"{OPEN}@{to}", node)
    if not d.open:
        work.idle(node)
        return
    _office(work, node)
    if data.get("leader"):
        work.write("leader", str(data["leader"]), node)
        work.lead(str(data["leader"]), str(data.get("tier") or ""))
    if RUNGS.index(to) < RUNGS.index(d.rung):
        work.go(node, "return_down", rung=to, tier="")
    elif to != d.rung:
        work.go(node, "climb", rung=to, tier=str(data.get("tier") or "township"))
    work.start_clock(node, until=day(data.get("due")))


def _moved_to(rung: str, back: str, led: bool) -> str:
    """The rung on which a meeting's decision leaves a matter: below, with a leader, or its own."""
    if back in RUNGS and RUNGS.index(back) < RUNGS.index(rung):
        return back
    return "leader_case" if led else rung


def suspend(work: Work, node: Node) -> None:
    """The parties agree to pause until a fixed day."""
    d, event, data = work.dispute, node.event, node.event.payload
    until = day(data.get("until"))
    if not d.open or until is None:
        work.idle(node)
        return
    work.write("suspension", data.get("until"), node)
    begun = date.fromisoformat(event.on)
    made = Suspension(event.id, begun, until, None, str(data.get("reason", "")))
    d.suspensions = (*d.suspensions, made)


def resume(work: Work, node: Node) -> None:
    """The pause ends before its day."""
    d, on = work.dispute, date.fromisoformat(node.event.on)
    if not d.suspensions or d.suspensions[-1].ended is not None:
        work.idle(node)
        return
    work.write("suspension", RESUMED, node)
    work.end_pauses(on)


def opinion(work: Work, node: Node) -> None:
    """The written opinion on a petition; its service starts the review clocks."""
    d, data = work.dispute, node.event.payload
    given = (
        date.fromisoformat(node.event.on),
        str(data.get("opinion", "")),
        day(data.get("served_on")),
    )
    d.opinions = (*d.opinions, given)


EFFECTS = {
    "escalate": escalate,
    "accept": accept,
    "return_down": return_down,
    "transfer": transfer,
    "assign": assign,
    "own": own,
    "decide": decide,
    "suspend": suspend,
    "resume": resume,
    "opinion": opinion,
}
