"""What a month's papers are made from: figures, matters as they stood, earlier months, scores."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any

from store import Where
from xinfang_tui.desk import hiding
from xinfang_tui.desk.asof import events_until, rules_until
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.desk.months import Months
from xinfang_tui.desk.records import record_of
from xinfang_tui.desk.scoring import office_scores
from xinfang_tui.desk.trail import trail_of
from xinfang_tui.disputes.dispute import VOID, Dispute
from xinfang_tui.disputes.fold import fold
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office, office_of
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.month.figures import REPORTED
from xinfang_tui.month.frame import Frame
from xinfang_tui.month.published import COUNTED
from xinfang_tui.month.stages import MonthState
from xinfang_tui.month.window import Window, previous_month, year_before

Record = dict[str, Any]
COUNTED_WITH_LEAD = ("same", "part")


class MonthFile:
    """The material of one month, read once and shared by all its papers.

    Args:
        status: its status record when somebody has it already, with ``hash`` and ``issued`` while
            it is being published.
    """

    def __init__(
        self,
        context: Context,
        months: Months,
        monthly: Monthly,
        month: str,
        status: Mapping[str, Any] | None = None,
    ) -> None:
        self._context = context
        self._months = months
        self._monthly = monthly
        self.month = month
        self.status: Record = dict(status) if status is not None else months.figures(month)
        self._others: list[Record] = []
        self._own = False

    def listed(self) -> MonthFile:
        """The same with only the matters that lists show to whoever works, as a draft."""
        one = copy(self)
        from xinfang_tui.desk.lists import Lists  # most papers of a month list no matters

        hidden = Lists(self._context).unlisted(str(each["id"]) for each in self.records)
        one.records = [each for each in self.records if each["id"] not in hidden]
        one._others = [each for each in self.records if each["id"] in hidden]
        one._own = True
        return one

    @cached_property
    def office(self) -> Office:
        """The office whose papers they are."""
        return office_of(self._context.rules.settings)

    @cached_property
    def _state(self) -> MonthState:
        return self._monthly.state(self.month)

    @cached_property
    def window(self) -> Window:
        """The month's days."""
        return self._monthly.window(self.month, self._state)

    @property
    def last(self) -> date:
        """The day that the papers speak of: the month's last, or today in a running month."""
        return min(self._context.today, self.window.last)

    @property
    def hash(self) -> str:
        """The short hash of the published figures; empty before, and on what is not the paper."""
        if self._own:
            return ""
        published = self.status.get("published") or {}
        return str(self.status.get("hash") or published.get("hash") or "")

    @property
    def issued(self) -> Mapping[str, Any]:
        """Signer, date and number of the bulletin, once it is issued."""
        found = self.status.get("issued")
        if found is None:
            found = self._state.issued.data if self._state.issued else {}
        return dict(found)

    @cached_property
    def disputes(self) -> list[Dispute]:
        """The month's matters and all open ones, as they stood on :attr:`last`."""
        frame, before = self._frame
        stored = self._monthly.matters(frame, before)
        return list(as_of(self._context, map(Dispute.from_json, stored), self.last))

    @cached_property
    def _frame(self) -> tuple[Frame, Mapping[str, Any] | None]:
        return self._monthly.frame(self.month, REPORTED, self._state)

    @cached_property
    def _registered(self) -> frozenset[str]:
        """Ids of the matters that the month counts as registered.

        One told after its own month was published counts in the first that was not.
        """
        frame, _ = self._frame
        firsts = ((each.id, each.transitions[0]) for each in self.disputes if each.transitions)
        return frozenset(
            id
            for id, came in firsts
            if frame.first <= frame.day_of(came.on.isoformat(), came.device, came.seq) <= frame.last
        )

    @cached_property
    def records(self) -> list[Record]:
        """Their records for everybody's eyes; those counted with a lead are not in it.

        Leader's cases have their trail.
        """
        rules, found = rules_until(self._context, self.last.isoformat()), []
        for dispute in self.disputes:
            if _member(dispute):
                continue
            record = record_of(dispute, rules, self.last)
            if dispute.leader or dispute.rung == "leader_case":
                record["trail"] = self._trail(dispute)
            found.append(hiding.veiled(record))
        return found

    def _trail(self, dispute: Dispute) -> list[Record]:
        events = events_until(self._context.journal, dispute.id, self.last.isoformat())
        return trail_of(events, dispute, self._context.rules)

    @cached_property
    def year(self) -> list[Record]:
        """Every matter registered from January to the month's end, as it stood on :attr:`last`."""
        where = [
            Where("registered_on", ">=", f"{self.month[:4]}-01-01"),
            Where("registered_on", "<=", self.window.last.isoformat()),
        ]
        stored = self._context.journal.disputes.documents(where)
        known = (Dispute.from_json(record) for _, record in stored)
        found, rules = as_of(self._context, known, self.last), self._context.rules
        return [record_of(each, rules, self.last) for each in found if not _member(each)]

    @cached_property
    def _scores(self) -> list[Record]:
        return office_scores(self._context, self._monthly, self.status)

    @cached_property
    def _late(self) -> list[Record]:
        if self._state.record is not None:
            return list(self._state.record.get("late") or ())
        return self._months.arrived(self.month)

    @cached_property
    def _corrected(self) -> str:
        """The month published before, when something came late; else nothing."""
        before = self._monthly.published(self.month) if self._late else None
        return str(before["month"]) if before is not None else ""

    @cached_property
    def _differences(self) -> list[Record]:
        """How the month published before reads by now; asked only when something came late."""
        if not self._corrected:
            return []
        return list(self._months.status(self._corrected, compare=False)["differences"])

    def _earlier(self, name: str, month: str) -> Record | None:
        """Another month's figures, when the status found any to compare with."""
        if not (self.status.get("compare") or {}).get(name):
            return None
        return self._months.earlier(month, frozen=bool(self.status.get("published")))

    @cached_property
    def previous(self) -> Record | None:
        """The month before, as reported."""
        return self._earlier("previous", previous_month(self.month))

    @cached_property
    def last_year(self) -> Record | None:
        """The same month of last year, as reported."""
        return self._earlier("year_ago", year_before(self.month))

    def show(self, kind: str, *, unmasked: bool = False) -> Disclosure:
        """How far a paper of this kind shows people."""
        if unmasked:
            return hiding.unmasked(self._context)
        key = hiding.paper_key(kind, self.month, self.hash)
        return hiding.masked(self._context.rules, self.disputes, paper=key, more=self._named)

    @cached_property
    def _named(self) -> set[str]:
        """Whom entries of leaders' cases name beside the parties, and whom corrections took out."""
        led = [each for each in self.disputes if each.leader or each.rung == "leader_case"]
        ours = {name for each in self.disputes for name in (each.handler, each.leader)}
        ours |= {name for each in self.disputes for name in each.helpers}
        named = hiding.named_by(self._context, (each.id for each in led))
        return (named | hiding.former(self._context, (each.id for each in self.disputes))) - ours

    def material(self, kind: str, *, unmasked: bool = False) -> Month:
        """The material of one paper, its people under their pseudonyms of that paper."""
        return Month(
            status=self.status,
            office=self.office,
            show=self.show(kind, unmasked=unmasked),
            disputes=self.records,
            previous=self.previous,
            last_year=self.last_year,
            meetings=self.status.get("meetings"),
            scores=self._scores,
            late=self._late,
            differences=self._differences,
            corrected=self._corrected,
            registered=self._registered,
            notes=self.status.get("notes") or {},
            rounds=self.status.get("rounds") or (),
            hash=self.hash,
            draft=not self.hash,
            others=self._others,
        )


def as_of(context: Context, disputes: Iterable[Dispute], last: date) -> Iterator[Dispute]:
    """Disputes as they stood at the end of a day; those that did not stand yet are left out.

    By what a month's tables count them, and whether with a lead, they are told as known now: so do
    the month's figures.
    """
    for dispute in disputes:
        if dispute.registered_on > last:
            continue
        standing = dispute
        if dispute.last_on > last:
            events = events_until(context.journal, dispute.id, last.isoformat())
            if not events:
                continue
            standing = fold(events)
            for name in ("links", *COUNTED):
                setattr(standing, name, getattr(dispute, name))
        if standing.status != VOID:
            yield standing


def _member(dispute: Dispute) -> bool:
    """Whether it is counted with its lead, not by itself."""
    return any(role in COUNTED_WITH_LEAD for _, role in dispute.links)
