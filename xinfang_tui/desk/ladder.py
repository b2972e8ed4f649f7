"""The ladder run: proposing climbs and applying them (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.index import row
from xinfang_tui.disputes.dispute import OPEN, Dispute
from xinfang_tui.ladder.climb import RULE_NAMES, Proposal, propose

Record = dict[str, Any]
Fresh = Callable[[str], date | None]


class Ladder:
    """The desk's facet for climbing by rule.

    Args:
        fresh: of a village with a machine of its own, the day its data reach to; else None.
    """

    def __init__(self, context: Context, fresh: Fresh | None = None) -> None:
        self._context = context
        self._fresh = fresh

    def escalate(
        self, *, dry_run: bool = False, numbers: Sequence[str] | None = None
    ) -> list[Record]:
        """Propose what is due to climb today and apply it, at most one rung each.

        Args:
            dry_run: only propose; numbers: only these disputes.

        Returns:
            ``[{number, from, to, rule, due, applied, blocked, …}]``; what is held (待村核实,
            consent missing) is listed unapplied. Run twice, the second run finds nothing new.
        """
        context = self._context
        if dry_run:
            return [self._record(d, p, applied=False) for d, p in self._proposals(numbers)]
        with context.journal.transaction():
            self.refresh()
            found = []
            for dispute, proposal in self._proposals(numbers):
                applied = not proposal.held and self._apply(proposal)
                found.append(self._record(dispute, proposal, applied=applied))
            return found

    def proposals(self) -> list[Record]:
        """What a run would propose now."""
        return self.escalate(dry_run=True)

    def refresh(self) -> int:
        """Index open disputes again whose row was made under other rules; how many."""
        context = self._context
        stale = self._stale()
        if not stale:
            return 0
        with context.journal.transaction():
            for dispute in stale:
                context.journal.disputes.reindex(dispute.id, row(dispute, context.rules))
        return len(stale)

    def _stale(self) -> list[Dispute]:
        """Open disputes whose index row was made under other rules."""
        version = self._context.rules.version
        return [
            dispute
            for op in ("<", ">")  # two ranges of the index; "other than" would be a walk over all
            for dispute in self._open(Where("rules", op, version))
        ]

    def _open(self, where: Where) -> list[Dispute]:
        found = self._context.journal.disputes.documents(
            [Where("status", "=", OPEN), where], order=[(where.column, False)]
        )
        return [Dispute.from_json(record) for _, record in found]

    def _proposals(self, numbers: Sequence[str] | None) -> list[tuple[Dispute, Proposal]]:
        context = self._context
        if numbers is not None:
            disputes = [find(context, number) for number in numbers]
        else:
            due = self._open(Where("climb_on", "<=", context.today.isoformat()))
            known = {dispute.id: dispute for dispute in (*due, *self._stale())}
            disputes = sorted(known.values(), key=lambda dispute: dispute.number)
        rules = context.rules
        proposals = []
        for dispute in disputes:
            proposal = propose(
                dispute,
                rules.ladders,
                rules.calendar,
                rules.meetings,
                context.today,
                self._fresh,
                self.owner,
            )
            if proposal is not None:
                proposals.append((dispute, proposal))
        return proposals

    def owner(self, rung: str, tier: str) -> str:
        """Who takes matters on a rung: a registered mediator, the leader; empty when nobody."""
        context = self._context
        if rung == "leader_case":
            return ""
        roles = {
            "village": ("village_mediator", "grid_worker"),
            "township": ("township_mediator", "township_coordinator"),
        }.get(rung, ())
        named = [
            one.name for one in context.rules.staff.values() if one.active and one.role in roles
        ]
        return named[0] if named else ""

    def _apply(self, proposal: Proposal) -> bool:
        context = self._context
        if not context.journal.whole(f"dispute:{proposal.dispute}"):
            return False  # told of by the check; the others climb all the same
        event = context.journal.append(
            f"dispute:{proposal.dispute}",
            "escalate",
            proposal.data(context.rules.ladder),
            by="规则",
            on=context.today.isoformat(),
            id=proposal.id,
        )
        return event is not None

    def _record(self, dispute: Dispute, proposal: Proposal, *, applied: bool) -> Record:
        due = proposal.due or (
            deadline.due if (deadline := self._context.rules.deadline(dispute)) else None
        )
        return {
            "id": dispute.id,
            "number": dispute.number,
            "title": dispute.title,
            "village": dispute.village,
            "village_name": self._context.rules.places.name(dispute.village),
            "from": proposal.rung,
            "to": proposal.to_rung,
            "tier": proposal.to_tier,
            "rule": proposal.rule,
            "rule_name": RULE_NAMES[proposal.rule],
            "due": due.isoformat() if due else None,
            "applied": applied,
            "blocked": list(proposal.blocked),
            "missing": list(proposal.missing),
            "waiting": proposal.waiting,
            "held": proposal.held,
            "reason": proposal.reason,
            "evidence": list(proposal.evidence),
        }
