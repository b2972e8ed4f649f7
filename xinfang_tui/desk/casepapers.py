"""The papers of one dispute: for the parties, for its file, for the offices that answer for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from xinfang_tui.desk import filing, hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.disputes import Disputes
from xinfang_tui.desk.filing import Filing
from xinfang_tui.desk.request import Request
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office, office_of
from xinfang_tui.documents.paper import Paper
from xinfang_tui.documents.papers import casefile, mediation, notices, supervision
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
REPLY = timedelta(days=5)
"""Days that a unit has to answer a reminder (督办单)."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One dispute as its papers take it.

    ``final``: the paper is made, not looked at, so that it may be given its number.
    """

    record: Record
    office: Office
    show: Disclosure
    final: bool

    @property
    def id(self) -> str:
        """The dispute's id."""
        return str(self.record["id"])

    @property
    def ways(self) -> list[Record]:
        """The statutory ways open, as the notice prints them."""
        return [_way(way) for way in self.record.get("remedies") or ()]


def _way(way: Record) -> Record:
    where = str(way["where"])
    name = f"{way['name']}：{where}" if "（" in where else f"{way['name']}（{where}）"
    limit = f"{way['limit']}（{way['basis']}）" if way["limit"] and way["basis"] else ""
    return {"way": name, "limit": limit or way["limit"] or way["basis"], "until": way["last"]}


class CasePapers:
    """Makes the papers of a dispute."""

    def __init__(self, context: Context, disputes: Disputes, filing: Filing) -> None:
        self._context = context
        self._disputes = disputes
        self._filing = filing

    def find(self, number: str) -> Record:
        """The dispute's record with its trail.

        Raises:
            Refused: there is none, or it is sealed to whoever works.
        """
        return self._disputes.show(number)

    def make(self, kind: str, record: Record, asked: Request) -> Paper:
        """One paper of the dispute; ``kind`` is one of :data:`MAKERS`."""
        rules = self._context.rules
        show = hiding.unmasked(self._context) if asked.unmasked else self._masked(kind, record)
        matter = Matter(record, office_of(rules.settings), show, asked.final)
        return MAKERS[kind](self, matter)

    def _masked(self, kind: str, record: Record) -> Disclosure:
        dispute = self._context.journal.dispute(str(record["id"]))
        assert isinstance(dispute, Dispute)
        rules = self._context.rules
        ours = {*rules.staff, dispute.handler, dispute.leader, *dispute.helpers}
        more = set(hiding.named_in([record])) - ours
        key = hiding.paper_key(kind, dispute.id, self._context.today.isoformat())
        return hiding.masked(rules, [dispute], paper=key, more=more)

    def _registration(self, matter: Matter) -> Paper:
        return mediation.registration(matter.record, matter.office, matter.show)

    def _notice(self, matter: Matter) -> Paper:
        today = self._context.today
        return notices.notice(matter.record, matter.office, matter.show, today, matter.ways)

    def _talks(self, matter: Matter) -> Paper:
        return mediation.record_of_talks(matter.record, matter.office, matter.show)

    def _agreement(self, matter: Matter) -> Paper:
        if matter.record["resolved_on"] and matter.record["agreement"] == "oral":
            raise Refused(
                f"{matter.record['number']} 达成的是口头协议，不出调解协议书",
                do="请出口头协议登记表（oral_agreement）",
            )
        return mediation.agreement(
            matter.record, matter.office, matter.show, self._agreement_number(matter, matter.final)
        )

    def _oral_agreement(self, matter: Matter) -> Paper:
        number, settled = matter.record["number"], matter.record["resolved_on"]
        if not settled:
            raise Refused(f"{number} 还没有达成协议", do="请先记“化解”，协议形式写口头")
        if matter.record["agreement"] != "oral":
            raise Refused(
                f"{number} 记的不是口头协议", do="请出调解协议书（agreement），或更正协议形式"
            )
        return mediation.oral_agreement(matter.record, matter.office, matter.show)

    def _agreement_number(self, matter: Matter, give: bool) -> str:
        settled = matter.record["resolved_on"] and matter.record["agreement"] == "written"
        year = int(str(matter.record["resolved_on"] or self._context.today)[:4])
        n = self._number(filing.AGREEMENT, year, matter, give=bool(settled) and give)
        return f"〔{year}〕调字第{n}号" if n is not None else ""

    def _visit(self, matter: Matter) -> Paper:
        return notices.return_visit(matter.record, matter.office, matter.show)

    def _confirmation(self, matter: Matter) -> Paper:
        calendar, today = self._context.rules.calendar, self._context.today
        asked = matter.record["confirm_asked"]
        return notices.confirmation(
            matter.record,
            matter.office,
            matter.show,
            calendar=calendar,
            on=None if asked else today,
        )

    def _reminder(self, matter: Matter) -> Paper:
        today = self._context.today
        reply_by = self._context.rules.calendar.next_working(today + REPLY)
        return supervision.reminder_slip(matter.record, matter.office, matter.show, today, reply_by)

    def _special(self, matter: Matter) -> Paper:
        today = self._context.today
        about = f"{matter.id}@{today.isoformat()}"
        n = self._number(filing.SPECIAL, today.year, matter, about=about)
        return supervision.special_report(
            matter.record, matter.office, matter.show, today, number=n
        )

    def _review(self, matter: Matter) -> Paper:
        return supervision.review(matter.record, matter.office, matter.show, self._context.today)

    def _dossier(self, matter: Matter) -> Paper:
        today = self._context.today
        year = int(str(matter.record["concluded_on"] or today)[:4])
        n = self._number(filing.DOSSIER, year, matter, give=matter.record["status"] != "open")
        number = f"〔{year}〕第{n}卷" if n is not None else ""
        return casefile.case_file(
            matter.record,
            matter.office,
            matter.show,
            today,
            number,
            matter.ways,
            agreement_number=self._agreement_number(matter, give=False),
        )

    def _number(
        self, kind: str, year: int, matter: Matter, *, about: str = "", give: bool = True
    ) -> int | None:
        """The paper's number: given when it is made for good, else only if it has one."""
        named = about or matter.id
        if matter.final and give:
            return self._filing.number(kind, year, named)
        return self._filing.known(kind, year, named)


MAKERS: dict[str, Callable[[CasePapers, Matter], Paper]] = {
    "receipt": CasePapers._notice,
    "register_form": CasePapers._registration,
    "record": CasePapers._talks,
    "agreement": CasePapers._agreement,
    "oral_agreement": CasePapers._oral_agreement,
    "visit_record": CasePapers._visit,
    "confirmation": CasePapers._confirmation,
    "reminder": CasePapers._reminder,
    "special": CasePapers._special,
    "review": CasePapers._review,
    "dossier": CasePapers._dossier,
}
