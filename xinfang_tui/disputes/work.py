"""A dispute in the making: the fold's workbench."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinfang_tui.disputes.dispute import (
    OPEN,
    Choice,
    Conflict,
    Dispute,
    Start,
    Transfer,
    Transition,
)
from xinfang_tui.disputes.event import canonical
from xinfang_tui.disputes.leading import TOWNSHIP
from xinfang_tui.disputes.order import Node
from xinfang_tui.tuples import NamedTuple

STATUS = "status"
RESUMED = "resumed"
"""What a resumption answers to the question until when a pause lasts."""


class Head(NamedTuple):
    """A value written to a slot that no later writer of the slot knew."""

    node: Node
    value: Any

    @property
    def spelling(self) -> bytes:
        """The value's one spelling, to compare by."""
        return canonical(self.value)


class Climb(NamedTuple):
    """A climb, and how the matter stood before it.

    Attributes:
        due: the day by which the rung below had to settle it, if that is what it rests on.
    """

    node: Node
    due: date | None
    rung: str
    tier: str
    attempts: int
    anchor: str


class Settled(NamedTuple):
    """What a matter that is open again held of its settlement."""

    conclusion: str
    resolved_on: date | None
    confirm_asked: date | None
    confirm_given: date | None


class Work:
    """The dispute folded so far, and who wrote which slot.

    A slot is a field or a question that can have one answer (``status``, ``handler``, ``title``).
    Two parallel writers of different answers make a conflict. For ``status`` it stays until someone
    settles it; for a plain field also a later entry whose author saw both answers settles it.
    ``climbs`` holds each climb by its event, ``handed`` each transfer, ``begun`` what started each
    clock, ``extended`` what put one off, ``leading`` the tier for which each leader was named last,
    ``over`` the day of the first settlement since each pause began, ``ways`` how it was concluded
    by each status, ``lost`` the settlement that held last.
    """

    def __init__(self, dispute: Dispute) -> None:
        self.dispute = dispute
        self.heads: dict[str, list[Head]] = {}
        self.contests: dict[str, list[Head]] = {}
        self.climbs: dict[str, Climb] = {}
        self.handed: dict[str, Transfer] = {}
        self.begun: dict[str, Node] = {}
        self.extended: dict[str, Node] = {}
        self.leading: dict[str, str] = {}
        self.over: dict[str, date] = {}
        self.ways: dict[str, str] = {}
        self.lost: Settled | None = None

    def write(self, slot: str, value: Any, node: Node) -> bool:
        """Note that ``node`` answers ``slot``; whether a parallel writer answered differently."""
        mine = Head(node, value)
        before = self.heads.get(slot, [])
        parallel = [head for head in before if not node.knows(head.node)]
        self.heads[slot] = [*parallel, mine]
        contested = any(head.spelling != mine.spelling for head in parallel)
        if contested:
            known = self.contests.get(slot, []) if slot == STATUS else []
            self.contests[slot] = _distinct([*known, *parallel, mine])
        elif not parallel and (slot != STATUS or node.event.kind == "settle"):
            self.contests.pop(slot, None)
        return contested

    def beside(self, slot: str, node: Node) -> bool:
        """Whether somebody answered the slot whom the author did not know of."""
        return any(not node.knows(head.node) for head in self.heads.get(slot, ()))

    def go(
        self,
        node: Node,
        what: str,
        *,
        status: str | None = None,
        rung: str | None = None,
        tier: str | None = None,
        village: str | None = None,
    ) -> None:
        """Move the dispute and write the step down for the month's flow."""
        d = self.dispute
        d.status = status if status is not None else d.status
        d.village = village if village is not None else d.village
        if rung is not None and rung != d.rung:
            d.rung, d.attempts = rung, 0
        if tier is not None:
            d.tier = tier
        event = node.event
        step = Transition(
            event.id,
            event.device,
            event.seq,
            date.fromisoformat(event.on),
            what,
            d.status == OPEN,
            d.rung,
            d.village,
            d.status,
        )
        d.transitions = (*d.transitions, step)

    def start_clock(self, node: Node, *, until: date | None = None) -> None:
        """Begin the limit of the rung on which the dispute now stands."""
        d, event = self.dispute, node.event
        ladder = str(event.payload.get("ladder", ""))
        begun = Start(
            event.id,
            event.kind,
            date.fromisoformat(event.on),
            d.rung,
            d.tier,
            ladder,
            until,
            d.category,
            d.scale,
        )
        d.starts = (*d.starts, begun)
        self.begun[event.id] = node
        d.anchor = event.id
        d.attempts = 0

    def lead(self, leader: str, tier: str = "") -> None:
        """Name the leader: for that tier, else for the one where the matter stands.

        What does not stand at leader_case yet comes to the township's leader first.
        """
        d = self.dispute
        d.leader = leader
        d.leader_tier = (tier or d.tier or TOWNSHIP) if leader else ""
        if leader:
            self.leading[leader] = d.leader_tier

    def end_pauses(self, on: date) -> None:
        """What is paused is paused no more from that day; of pauses entered in parallel, each."""
        d = self.dispute
        d.suspensions = tuple(
            each if each.ended is not None else each._replace(ended=min(on, each.until))
            for each in d.suspensions
        )

    def lose(self) -> None:
        """The settlement holds no more; kept in case a person says that it does."""
        d = self.dispute
        self.lost = Settled(d.conclusion, d.resolved_on, d.confirm_asked, d.confirm_given)
        d.concluded_on, d.conclusion, d.closed_on, d.resolved_on = None, "", None, None
        d.confirm_asked = d.confirm_given = None

    def regain(self) -> None:
        """The settlement that was lost holds after all."""
        if self.lost is not None:
            d = self.dispute
            d.conclusion, d.resolved_on, d.confirm_asked, d.confirm_given = self.lost

    def withdraw(self, slot: str, node: Node) -> None:
        """Take back an answer that has no effect, and the contest that it alone made."""
        for answers in (self.heads, self.contests):
            if slot in answers:
                answers[slot] = [head for head in answers[slot] if head.node is not node]
        if len({head.spelling for head in self.contests.get(slot, ())}) < 2:
            self.contests.pop(slot, None)

    def undo_climb(self) -> None:
        """Put the matter back to where it stood before its last step, a climb (see ``climbs``)."""
        d = self.dispute
        last = d.transitions[-1]
        before = self.climbs[last.event]
        d.transitions = d.transitions[:-1]
        d.rung, d.tier, d.anchor = before.rung, before.tier, before.anchor
        d.attempts += before.attempts
        d.starts = tuple(start for start in d.starts if start.event != last.event)
        self.idle(before.node)

    def idle(self, node: Node) -> None:
        """Note that the event had no effect: what it asks for no longer fits."""
        self.dispute.idle = (*self.dispute.idle, node.event.id)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The conflicts still to be settled, by slot."""
        return tuple(
            Conflict(slot, tuple(_choice(head) for head in heads), self._standing(heads))
            for slot, heads in sorted(self.contests.items())
        )

    def _standing(self, heads: list[Head]) -> str:
        """The last answer that had an effect."""
        ids = [head.node.event.id for head in heads]
        return next((i for i in reversed(ids) if i not in self.dispute.idle), ids[-1])


def _choice(head: Head) -> Choice:
    event = head.node.event
    return Choice(event.id, head.value, event.by, date.fromisoformat(event.on))


def _distinct(heads: list[Head]) -> list[Head]:
    kept: dict[str, Head] = {head.node.event.id: head for head in heads}
    return list(kept.values())


def day(value: Any) -> date | None:
    """A date from event data: ISO text or nothing."""
    return date.fromisoformat(value) if value else None
