"""Papers of a village, of a member of staff, of a meeting (DESIGN §6, issue 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from xinfang_tui.areacode import covers
from xinfang_tui.desk import filing, hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.disputes import Disputes
from xinfang_tui.desk.filing import Filing
from xinfang_tui.desk.handing import in_hand, record_to_hand
from xinfang_tui.desk.lists import Lists
from xinfang_tui.desk.made import Made
from xinfang_tui.desk.meetings import Meetings
from xinfang_tui.desk.monthfile import MonthFile
from xinfang_tui.desk.request import Request
from xinfang_tui.desk.stafflog import StaffLogs
from xinfang_tui.desk.sweeps import Sweeps
from xinfang_tui.disputes.dispute import CLOSED, Dispute
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office, office_of
from xinfang_tui.documents.papers import agenda, casefile, minutes, village, worklog
from xinfang_tui.documents.wording import parse_day
from xinfang_tui.exchange.handover import handover
from xinfang_tui.month.window import Window
from xinfang_tui.places import Place
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
BLANK = "　　　　"


class OfficePapers:
    """Makes the papers that offices work with from day to day.

    Args:
        file: month → its :class:`MonthFile`; window: month → its days.
    """

    def __init__(
        self,
        context: Context,
        disputes: Disputes,
        sweeps: Sweeps,
        meetings: Meetings,
        filing: Filing,
        file: Callable[[str], MonthFile],
        window: Callable[[str], Window],
    ) -> None:
        self._context = context
        self._disputes = disputes
        self._sweeps = sweeps
        self._meetings = meetings
        self._filing = filing
        self._file = file
        self._window = window
        self._read: tuple[Any, StaffLogs] | None = None

    def make(self, kind: str, asked: Request) -> Made:
        """One paper; ``kind`` is one of :data:`MAKERS`."""
        return MAKERS[kind](self, asked)

    def place(self, text: str) -> Place:
        """The village of a name or code.

        Raises:
            Refused: there is none, or it is not one of whoever works.
        """
        tree = self._context.rules.places
        found = tree.find(text)
        if found is None or found.level != "village":
            known = "、".join(one.name for one in tree.villages_of())
            do = f"本镇有：{known}" if known else "请先导入村名册（place import）"
            raise Refused(f"没有“{text}”这个村（社区）", do=do)
        own = self._context.own_village
        if own and not covers(own, found.code):
            raise Refused(f"{found.name}不在您负责的范围内", do="请由该村人员或镇综治专干办理")
        return found

    @property
    def _office(self) -> Office:
        return office_of(self._context.rules.settings)

    def _show(
        self, asked: Request, key: str, disputes: Iterable[Dispute], more: Iterable[str] = ()
    ) -> Disclosure:
        if asked.unmasked:
            return hiding.unmasked(self._context)
        rules, about = self._context.rules, list(disputes)
        former = hiding.former(self._context, (each.id for each in about))
        named = (set(more) | former) - set(rules.staff)
        return hiding.masked(rules, about, paper=key, more=named)

    def _walksheet(self, asked: Request) -> Made:
        place = self.place(asked.village)
        homes = self._sweeps.walk(place.code, asked.month)
        rows = [home | {"open": len(home["matters"])} for home in homes]
        key = hiding.paper_key("walksheet", place.code, asked.month)
        show = self._show(asked, key, (), [str(home["head"]) for home in homes])
        paper = village.walk_sheet(place.name, asked.month, rows, self._office, show)
        return Made(paper, (asked.month, place.name))

    def _village_report(self, asked: Request) -> Made:
        place, file = self.place(asked.village), self._file(asked.month)
        unit = next((one for one in file.status["units"] if one["code"] == place.code), None)
        if unit is None:
            raise Refused(f"{place.name}在 {asked.month} 不是排查单位", do="请核对月份")
        first, last = file.window.first.isoformat(), file.window.last.isoformat()
        found = [
            one
            for one in file.records
            if one["village"] == place.code and first <= one["registered_on"] <= last
        ]
        show = file.show(f"village_report {place.code}", unmasked=asked.unmasked)
        on = parse_day(unit.get("received_on"))
        paper = village.village_report(unit, asked.month, found, self._office, show, on)
        return Made(paper, (asked.month, place.name))

    def _worklog(self, asked: Request) -> Made:
        context = self._context
        first, last, named = self._days(asked)
        log = self._logs(first, last).of(asked.staff)
        known = context.rules.staff.get(asked.staff)
        if known is None and not log.entries and not log.households:
            names = "、".join(context.rules.staff)
            raise Refused(
                f"没有“{asked.staff}”的工作记录",
                do=f"登记的工作人员有：{names}" if names else "请核对姓名",
            )
        key = hiding.paper_key("worklog", asked.staff, first.isoformat(), last.isoformat())
        paper = worklog.worklog(
            asked.staff,
            last.isoformat()[:7] if asked.spans else asked.month,
            log.entries,
            self._office,
            self._show(asked, key, log.disputes, log.named),
            post=(known.title or known.role_name) if known else "",
            place=(known.unit or context.rules.places.name(known.place)) if known else "",
            households=log.households,
        )
        return Made(paper, (named, asked.staff))

    def _logs(self, first: date, last: date) -> StaffLogs:
        """Who wrote what in these days; not looked through again for the next of the staff."""
        key = (self._context.journal.moment, first, last)
        if self._read is None or self._read[0] != key or key[0] is None:
            self._read = (key, StaffLogs(self._context, first, last))
        return self._read[1]

    def _days(self, asked: Request) -> tuple[Any, Any, str]:
        today = self._context.today
        if asked.spans:
            last = min(asked.until or asked.asof or today, today)
            first = asked.since or last.replace(day=1)
            return first, last, f"{first}_{last}"
        window = self._window(asked.month)
        return window.first, window.last, asked.month

    def _handover(self, asked: Request) -> Made:
        context = self._context
        disputes, hidden = in_hand(context, asked.staff, "due")
        shown = [hiding.veiled(record_to_hand(context, each, trail=True)) for each in disputes]
        held = [record for record in shown if record["status"] != CLOSED]
        days = context.rules.settings.return_days
        owed = handover(shown, asked.staff, asked.taker, context.today, days)
        duties = [asdict(one) for one in (*owed.promises, *owed.visits, *owed.next)]
        named = {one["number"] for one in duties} | {str(record["number"]) for record in held}
        about = [record for record in shown if record["number"] in named]
        key = hiding.paper_key("handover", asked.staff, context.today.isoformat())
        paper = casefile.hand_over(
            held,
            self._office,
            self._show(asked, key, self._found(one["id"] for one in about), hiding.named_in(about)),
            giver=asked.staff,
            taker=asked.taker or BLANK,
            on=context.today,
            duties=duties,
            hidden=hidden,
        )
        return Made(paper, (context.today.isoformat(), asked.staff))

    def _agenda(self, asked: Request) -> Made:
        meeting = self._meetings.preview(self._meeting(asked, going=True))
        hidden = Lists(self._context).unlisted(str(item["id"]) for item in meeting["items"])
        items = [item for item in meeting["items"] if item["id"] not in hidden]
        cases = [self._disputes.show(str(item["id"])) for item in items]
        disputes = self._found(item["id"] for item in items)
        key = hiding.paper_key("agenda", meeting["id"])
        paper = agenda.agenda_pack(
            [hiding.veiled(case) for case in cases],
            self._office,
            self._show(asked, key, disputes, hiding.named_in(cases)),
            parse_day(meeting["on"]) or self._context.today,
            name=str(meeting["name"]),
            reasons={str(item["id"]): str(item["reason"]) for item in items},
            left_out=len(hidden),
        )
        ids = tuple(str(item["id"]) for item in items)
        return Made(paper, (str(meeting["on"]),), ids)

    def _minutes(self, asked: Request) -> Made:
        meeting = self._meetings.preview(self._meeting(asked))
        about, year = str(meeting["id"]), int(str(meeting["on"])[:4])
        n = self._filing.known(filing.MINUTES, year, about)
        if asked.final and meeting["closed"]:
            n = self._filing.number(filing.MINUTES, year, about)
        record = self._told(meeting)
        names = self._context.rules.places.name
        paper = minutes.minutes(record, self._office, place=names, number=n)
        return Made(paper, (str(meeting["on"]),))

    def _slips(self, asked: Request) -> Made:
        meeting = self._meetings.preview(self._meeting(asked))
        names = self._context.rules.places.name
        paper = minutes.assignment_slips(self._told(meeting), self._office, place=names)
        return Made(paper, (str(meeting["on"]),))

    def _meeting(self, asked: Request, *, going: bool = False) -> str:
        """The meeting asked for; else the month's last closed one, for its agenda the open one."""
        if asked.meeting:
            return asked.meeting
        held = self._meetings.list(asked.month)
        closed = [str(each["id"]) for each in held if each["closed"]]
        if going:
            standing = [str(each["id"]) for each in held if not each["closed"]]
            return next(iter([*reversed(standing), *reversed(closed)]), "")
        if not closed:
            raise Refused(
                f"{asked.month} 没有开过会，没有纪要",
                do="请先开会并结束会议（meeting open、meeting close），或写明会议编号",
            )
        return closed[-1]

    def _told(self, meeting: Record) -> Record:
        """The minutes with what was said in free text shown without parties' names."""
        record = dict(meeting["minutes"])
        disputes = self._found(item["dispute"] for item in record["items"])
        key = hiding.paper_key("minutes", meeting["id"])
        ours = {name for each in disputes for name in (each.handler, each.leader, *each.helpers)}
        named = hiding.named_by(self._context, (each.id for each in disputes)) - ours
        text = hiding.masked(self._context.rules, disputes, paper=key, more=named).text
        record["items"] = [
            item
            | {
                "words": text(str(item["words"])),
                "reason": text(str(item["reason"])),
                "decision": _decided(item.get("decision"), text),
            }
            for item in record["items"]
        ]
        record["slips"] = [
            slip | {"items": [one | {"task": text(str(one["task"]))} for one in slip["items"]]}
            for slip in record["slips"]
        ]
        return record

    def _found(self, ids: Iterable[Any]) -> list[Dispute]:
        found = (self._context.journal.dispute(str(id)) for id in ids)
        return [dispute for dispute in found if dispute is not None]


MAKERS: dict[str, Callable[[OfficePapers, Request], Made]] = {
    "walksheet": OfficePapers._walksheet,
    "village_report": OfficePapers._village_report,
    "worklog": OfficePapers._worklog,
    "handover": OfficePapers._handover,
    "agenda": OfficePapers._agenda,
    "minutes": OfficePapers._minutes,
    "slips": OfficePapers._slips,
}


def _decided(decision: Record | None, text: Callable[[str], str]) -> Record:
    plan = (decision or {}).get("plan") or ()
    steps = [dict(step) | {"step": text(str(step.get("step", "")))} for step in plan]
    return {**(decision or {}), "plan": steps}
