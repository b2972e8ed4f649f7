"""A person settles what was entered differently (核对填报), by naming the value that holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xinfang_tui.disputes.dispute import CLOSED, ENDED, OPEN, REFERRED, RESOLVED, RUNGS, Term
from xinfang_tui.disputes.effects import climbing, facts
from xinfang_tui.disputes.effects.settling import conclude, open_again
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import RESUMED, STATUS, Work, day


def settle(work: Work, node: Node) -> None:
    """The value named holds from here on; the other stays in the trail."""
    slot, value = str(node.event.payload.get("conflict", "")), node.event.payload.get("value")
    work.write(slot, value, node)
    name, _, key = slot.partition(":")
    decide = _SLOTS.get(name)
    if decide is not None:
        decide(work, node, key, value)
    else:
        facts.set_field(work, slot, value)


def _status(work: Work, node: Node, key: str, value: Any) -> None:
    d = work.dispute
    status, _, rung = str(value or "").partition("@")
    if status == OPEN:
        if not d.open:
            open_again(work, node, rung if rung in RUNGS else d.rung, d.tier)
        elif rung in RUNGS and rung != d.rung:
            climbs = RUNGS.index(rung) > RUNGS.index(d.rung)
            tier = "township" if rung == "leader_case" else ""
            work.go(node, "climb" if climbs else "return_down", rung=rung, tier=tier)
            work.start_clock(node)
        else:
            work.start_clock(node)
    elif status in (RESOLVED, CLOSED, REFERRED, ENDED) and status != d.status:
        _settled(work, node, status)


def _settled(work: Work, node: Node, status: str) -> None:
    """Settled in the way named, with what the entry told that said so."""
    d = work.dispute
    if status == CLOSED and not d.open:
        work.go(node, "closed", status=CLOSED)
    else:
        if status in (REFERRED, ENDED):
            work.lose()
        elif d.resolved_on is None:
            work.regain()
        conclude(work, node, status, work.ways.get(status, d.conclusion))
    if status == CLOSED:
        d.closed_on = date.fromisoformat(node.event.on)


def _village(work: Work, node: Node, key: str, value: Any) -> None:
    work.go(node, "move", village=str(value))


def _agreement(work: Work, node: Node, key: str, value: Any) -> None:
    d = work.dispute
    method, terms, amount = value if isinstance(value, list) and len(value) == 3 else ("", [], None)
    d.method, d.amount = str(method or ""), amount
    d.terms = tuple(
        Term(str(t.get("who", "")), str(t.get("what", "")), day(t.get("due"))) for t in terms or ()
    )


def _extension(work: Work, node: Node, key: str, value: Any) -> None:
    """Until when the clock runs, or that it had run out and the matter climbed."""
    d = work.dispute
    if str(value).startswith(f"{OPEN}@"):
        if d.open and d.start is not None and d.start.event == key:
            _status(work, node, key, value)
        return
    until = day(value)
    if until is not None:
        d.extensions = tuple(
            each._replace(until=until) if each.start == key else each for each in d.extensions
        )


def _suspension(work: Work, node: Node, key: str, value: Any) -> None:
    """Until when the pause lasts, of parallel ones each; a settlement has ended it all the same."""
    d = work.dispute
    if not d.suspensions:
        return
    if value == RESUMED:
        work.end_pauses(date.fromisoformat(node.event.on))
        return
    *others, last = d.suspensions
    until = day(value) or last.until
    over = work.over.get(last.event)
    last = last._replace(until=until, ended=min(over, until) if over is not None else None)
    shorter = (
        each._replace(until=min(each.until, until)) if each.ended is None else each
        for each in others
    )
    d.suspensions = (*shorter, last)


def _transfer(work: Work, node: Node, key: str, value: Any) -> None:
    """Taken or sent back: what the other office really did."""
    how, event = value if isinstance(value, list) and len(value) == 2 else ("", "")
    d, made = work.dispute, work.handed.get(str(event))
    if made is None:
        return
    has_it = climbing.taken_out(work) if made.border else d.unit == made.to
    d.pending = None
    if how == "accept" and not has_it and d.open:
        climbing.taken(work, node, made)
    elif how == "return" and has_it:
        d.transfers -= 1
        if made.border:
            climbing.take_back(work, node)
        else:
            d.unit = ""


def _consent(work: Work, node: Node, key: str, value: Any) -> None:
    to, _, party = key.partition(":")
    work.dispute.consents.setdefault(party, {})[to] = bool(value)


def _term(work: Work, node: Node, key: str, value: Any) -> None:
    d, index = work.dispute, int(key) - 1 if key.isdecimal() else -1
    if 0 <= index < len(d.terms):
        kept = d.terms[index]._replace(kept=bool(value))
        d.terms = (*d.terms[:index], kept, *d.terms[index + 1 :])


def _link(work: Work, node: Node, key: str, value: Any) -> None:
    d = work.dispute
    others = tuple(pair for pair in d.links if pair[0] != key)
    d.links = (*others, (key, str(value))) if value else others


def _readers(work: Work, node: Node, key: str, value: Any) -> None:
    work.dispute.readers = tuple(str(reader) for reader in value or ())


def _decision(work: Work, node: Node, key: str, value: Any) -> None:
    leader = value[1] if isinstance(value, list) and len(value) > 1 else ""
    if leader:
        _leader(work, node, key, leader)


def _leader(work: Work, node: Node, key: str, value: Any) -> None:
    """The leader who holds, for the tier that he was named for."""
    leader = str(value or "")
    work.lead(leader, work.leading.get(leader) or work.dispute.leader_tier)


_SLOTS: dict[str, Callable[[Work, Node, str, Any], None]] = {
    STATUS: _status,
    "village": _village,
    "agreement": _agreement,
    "extension": _extension,
    "suspension": _suspension,
    "transfer": _transfer,
    "consent": _consent,
    "term": _term,
    "link": _link,
    "readers": _readers,
    "decision": _decision,
    "leader": _leader,
}
EFFECTS = {"settle": settle}
