"""What the meetings facet reads and writes: the meetings, their month, and the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from store import Where
from xinfang_tui.desk.asleft import entries_left
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.dues import Dues
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.disputes.event import Event
from xinfang_tui.meeting.agenda import Entry
from xinfang_tui.meeting.meeting import Item, Meeting, called, fold_meeting, subject
from xinfang_tui.month.stages import BULLETIN, DISPATCH, MonthState, fold_month
from xinfang_tui.month.stages import subject as month_subject
from xinfang_tui.month.window import (
    Window,
    check_month,
    month_name,
    month_of,
    previous_month,
    shifted,
)
from xinfang_tui.refusal import Refused

SAFE = "会议没有改动"
_TAKEN_BACK = ("decision", "correct")


def all_meetings(journal: Journal) -> list[Meeting]:
    """All meetings of the ledger, by day."""
    return called(journal.room("meeting"))


def studied(journal: Journal, window: Window) -> set[str]:
    """The matters that meetings held in these days decided on, also where nothing was left to do.

    A matter settled before the meeting is closed gets no entry of the decision.
    """
    first, last = window.first.isoformat(), window.last.isoformat()
    held = [each for each in all_meetings(journal) if each.closed and first <= each.on <= last]
    return {id for meeting in held for id in meeting.decisions}


class MeetingRoom:
    """Reads meetings and the queue, writes meetings' events."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def queue(self) -> list[Entry]:
        """The open matters that an agenda may take up."""
        context = self._context
        today = context.today
        where = [
            Where("status", "=", OPEN),
            Where.any_of(
                Where("rung", "in", ("joint_meeting", "leader_case")),
                Where("due", "<", today.isoformat()),
            ),
        ]
        dues, entries = Dues(context.rules, {}), []
        for _, stored in context.journal.disputes.documents(where):
            last = dues.last(stored, today.isoformat())
            day = date.fromisoformat(last) if last else None
            overdue = day is not None and day < today
            words = dues.lacking(stored, today.isoformat()) if overdue else ()
            entries.append(Entry.of(stored, day, "；".join(words)))
        return entries

    def item(self, number: str) -> Item:
        """A matter as one that was put on the agenda by hand."""
        dispute = find(self._context, number)
        return Item(
            dispute.id,
            dispute.number,
            dispute.village,
            dispute.category,
            dispute.rung,
            "added",
            "会议提出研究",
        )

    def all(self) -> list[Meeting]:
        """All meetings, by day."""
        return all_meetings(self._context.journal)

    def find(self, id: str) -> Meeting:
        """The meeting of an id; without one the only one that is open.

        Raises:
            Refused: there is none, or more than one.
        """
        if id:
            events = self._context.journal.of(subject(id))
            if not events:
                raise Refused(f"没有会议“{id}”", do="请先开会（meeting open）")
            return fold_meeting(id, events)
        going = [meeting for meeting in self.all() if meeting.going]
        if len(going) != 1:
            raise Refused(
                "现在没有正在开的会" if not going else f"正在开的会有 {len(going)} 个",
                do="请先开会（meeting open）" if not going else "请写明会议编号",
            )
        return going[0]

    def going(self, id: str) -> Meeting:
        """The meeting, while it is open."""
        meeting = self.find(id)
        if meeting.closed:
            raise Refused(f"会议“{id}”已经结束，纪要已经写好", safe=SAFE, do="需要再议请另开一次会")
        if meeting.cancelled:
            raise Refused(f"会议“{id}”已经取消", safe=SAFE, do="要开请另开一次会")
        return meeting

    def events(self, id: str) -> list[Event]:
        """The events of a meeting in causal order, with what erasures left of each."""
        return entries_left(self._context.journal, subject(id))

    def last_own(self, id: str) -> Event:
        """This machine's last decision or correction that still stands.

        Raises:
            Refused: there is none.
        """
        events = self.events(id)
        undone = {str(e.payload.get("target")) for e in events if e.kind == "void"}
        own = [
            e
            for e in events
            if e.device == self._context.journal.device
            and e.kind in _TAKEN_BACK
            and e.id not in undone
        ]
        if not own:
            raise Refused("这次会议没有本机可以撤销的记录", safe=SAFE)
        return own[-1]

    def append(self, id: str, kind: str, data: Mapping[str, Any]) -> None:
        """Write an event of a meeting down."""
        context = self._context
        on = context.today.isoformat()
        context.journal.append(subject(id), kind, data, by=context.who, on=on)

    def asked(self, month: Any) -> str:
        """A month named for a meeting."""
        if self._frozen(check_month(str(month))):
            raise Refused(
                f"{month_name(month)}的通报已经发出，会议记不进那个月",
                safe=SAFE,
                do="不写月份，就按会议日期归月",
            )
        return str(month)

    def month(self, on: date) -> str:
        """Whose dispatch a meeting of a day belongs to: the month before, while that is going.

        Of a day whose month is out already it is the first month after that is not.
        """
        month = month_of(on, self._context.rules.settings.window)
        before = previous_month(month)
        if self._state(before).stage in (DISPATCH, BULLETIN) and not self._frozen(before):
            return before
        while self._frozen(month):
            month = shifted(month, 1)
        return month

    def _frozen(self, month: str) -> bool:
        return self._state(month).frozen

    def _state(self, month: str) -> MonthState:
        return fold_month(month, self._context.journal.of(month_subject(month)))


def line_of(meeting: Meeting) -> dict[str, Any]:
    """A meeting on one line, without its agenda."""
    return {
        "id": meeting.id,
        "kind": meeting.kind,
        "name": meeting.name,
        "month": meeting.month,
        "on": meeting.on,
        "place": meeting.place,
        "chair": meeting.chair,
        "principal": meeting.principal,
        "closed": meeting.closed,
        "cancelled": meeting.cancelled,
        "items": len(meeting.items),
        "decided": len(meeting.decisions),
    }
