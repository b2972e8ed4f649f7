"""Extensions (延期), and the climbs by the clock that did not know of one (DESIGN §4, §5)."""

from __future__ import annotations

from datetime import date

from xinfang_tui.disputes.dispute import OPEN, Extension, Start
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import STATUS, Climb, Work, day

BY_THE_CLOCK = "overdue"
"""The rule of a climb whose only ground is that the last day has passed."""


def extend(work: Work, node: Node) -> None:
    """The clock that its author knew gets a later last day; of parallel ones the last stands.

    A climb by that clock which did not know of it, though it still ran, is undone and listed;
    listed alone when a person has built on it.
    """
    d, event, data = work.dispute, node.event, node.event.payload
    until = day(data.get("until"))
    if not d.open or until is None or d.start is None:
        work.idle(node)
        return
    unheard = _unheard(work, node)
    early = bool(unheard) and _ran_on(node, unheard[0].node, unheard[0].due)
    if early and all(_by_the_clock(climb.node) for climb in unheard):
        for climb in reversed(unheard):
            work.undo_climb()
            work.withdraw(STATUS, climb.node)
    start = _extended(work, node)
    if early:
        _contest(work, start, unheard[0].node)
    work.write(f"extension:{start.event}", data.get("until"), node)
    made = Extension(
        event.id,
        date.fromisoformat(event.on),
        start.event,
        until,
        str(data.get("reason", "")),
        str(data.get("approver", "")),
        len(d.suspensions),
        event.device,
        event.seq,
    )
    others = tuple(e for e in d.extensions if e.start != start.event)
    d.extensions = (*others, made)
    work.extended[event.id] = node


def put_off(work: Work, node: Node) -> bool:
    """Whether a climb by the clock comes to one that was extended, unknown to it, and still ran."""
    d = work.dispute
    start, due = d.start, day(node.event.payload.get("due"))
    made = next((e for e in d.extensions if start is not None and e.start == start.event), None)
    if start is None or made is None or made.event not in work.extended:
        return False
    if not _ran_on(work.extended[made.event], node, due):
        return False
    _contest(work, start, node)
    return True


def _unheard(work: Work, node: Node) -> list[Climb]:
    """The last steps, as far as they are climbs that the author did not know of; oldest first."""
    found: list[Climb] = []
    for step in reversed(work.dispute.transitions):
        climb = work.climbs.get(step.event) if step.what == "climb" else None
        if climb is None or node.knows(climb.node):
            break
        found.insert(0, climb)
    return found


def _by_the_clock(climb: Node) -> bool:
    return climb.event.payload.get("rule") == BY_THE_CLOCK


def _ran_on(extension: Node, climb: Node, due: date | None) -> bool:
    """Whether an extension made in time kept the clock running on the day of a climb by it."""
    until = day(extension.event.payload.get("until"))
    if not _by_the_clock(climb) or due is None or until is None:
        return False
    if climb.knows(extension) or extension.knows(climb):
        return False
    return extension.event.on <= due.isoformat() and climb.event.on <= until.isoformat()


def _extended(work: Work, node: Node) -> Start:
    """The clock that ran as far as the author of an extension knew."""
    starts = work.dispute.starts
    known = (s for s in reversed(starts) if s.event in work.begun)
    return next((s for s in known if node.knows(work.begun[s.event])), starts[-1])


def _contest(work: Work, start: Start, climb: Node) -> None:
    """The climb answers otherwise than the extension until when the clock runs."""
    to = str(climb.event.payload.get("to", ""))
    work.write(f"extension:{start.event}", f"{OPEN}@{to}", climb)


EFFECTS = {"extend": extend}
