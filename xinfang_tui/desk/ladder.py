"""The ladder run: proposing climbs and applying them (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.hiding import SEALED, may_know
from xinfang_tui.desk.index import row
from xinfang_tui.desk.lists import Lists
from xinfang_tui.desk.taker import taker
from xinfang_tui.disputes.dispute import OPEN, Dispute
from xinfang_tui.ladder.climb import RULE_NAMES, Proposal, propose, stranded
from xinfang_tui.ladder.rules import VILLAGE
from xinfang_tui.tuples import NamedTuple

Record = dict[str, Any]
Fresh = Callable[[str], date | None]


class Run(NamedTuple):
    """What a run found.

    Attributes:
        listed: what the ledger lists to whoever works, see :meth:`Ladder.escalate`.
        hidden: how many more the run found; applied: how many climbed, of all.
    """

    listed: list[Record]
    hidden: int
    applied: int


class Ladder:
    """The desk's facet for climbing by rule.

    Args:
        fresh: of a village with a machine of its own, the day its data reach to; else None.
        tidy: what else is done by a run of the ladder.
    """

    def __init__(
        self,
        context: Context,
        fresh: Fresh | None = None,
        tidy: Callable[[], object] = lambda: None,
    ) -> None:
        self._context = context
        self._fresh = fresh
        self._tidy = tidy

    def escalate(
        self, *, dry_run: bool = False, numbers: Sequence[str] | None = None
    ) -> list[Record]:
        """Propose what is due to climb today and apply it, at most one rung each.

        Args:
            dry_run: only propose; numbers: only these disputes.

        Returns:
            Of what was found that which the ledger lists to whoever works:
            ``[{number, from, to, rule, due, applied, blocked, …}]``; what is held (待村核实,
            consent missing) is listed unapplied. So is what is overdue, cannot climb and has
            nobody to take it (``stays``; from and to are the same). Run twice, the second run
            finds nothing new.
        """
        return self.run(dry_run=dry_run, numbers=numbers).listed

    def run(self, *, dry_run: bool = False, numbers: Sequence[str] | None = None) -> Run:
        """As :meth:`escalate`; what is not listed to whoever works climbs too, and is counted."""
        found = self.proposals(numbers) if dry_run else self._climbed(numbers)
        asked = numbers is not None  # then each was looked up, and may be seen
        hidden = set() if asked else Lists(self._context).unlisted(each["id"] for each in found)
        applied = sum(bool(each["applied"]) for each in found)
        return Run([each for each in found if each["id"] not in hidden], len(hidden), applied)

    def proposals(self, numbers: Sequence[str] | None = None) -> list[Record]:
        """All that a run would propose now, for sums: also what is not listed to whoever works."""
        return [self._record(d, p, applied=False) for d, p in self._proposals(numbers)]

    def _climbed(self, numbers: Sequence[str] | None) -> list[Record]:
        with self._context.journal.transaction():
            self.refresh()
            found = []
            for dispute, proposal in self._proposals(numbers):
                applied = not proposal.held and self._apply(proposal)
                found.append(self._record(dispute, proposal, applied=applied))
            self._tidy()
            return found

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
            known = {dispute.id: dispute for dispute in (*due, *self._late(), *self._stale())}
            disputes = sorted(known.values(), key=lambda dispute: dispute.number)
        found = ((dispute, self._proposal(dispute)) for dispute in disputes)
        return [(dispute, proposal) for dispute, proposal in found if proposal is not None]

    def _late(self) -> list[Dispute]:
        """What is overdue and does not climb by the clock."""
        today = self._context.today.isoformat()
        where = [
            Where("status", "=", OPEN),
            Where("due_target", "<", today),
            Where.any_of(Where("climb_on", "null"), Where("climb_on", ">", today)),
        ]
        found = self._context.journal.disputes.documents(where)
        return [Dispute.from_json(record) for _, record in found]

    def _proposal(self, dispute: Dispute) -> Proposal | None:
        """What the rules ask for; above the village the ladder is run by the office above."""
        context, rules = self._context, self._context.rules
        if context.unit_village and dispute.rung != VILLAGE:
            return None
        given = (dispute, rules.ladders, rules.calendar, rules.meetings, context.today)
        owners = partial(taker, rules.staff)
        return propose(*given, self._fresh, owners) or stranded(*given, owners)

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
        hidden = dispute.sealed and not may_know(self._context, dispute.readers)
        return {
            "id": dispute.id,
            "number": dispute.number,
            "title": SEALED if hidden else dispute.title,
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
            "stays": proposal.stays,
            "reason": proposal.reason,
            "evidence": list(proposal.evidence),
        }
