"""What the meetings facet reads and writes: the meetings themselves, and the queue."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.dues import Dues
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.disputes.event import Event
from xinfang_tui.ladder.climb import Owners
from xinfang_tui.meeting.agenda import Entry
from xinfang_tui.meeting.meeting import Item, Meeting, fold_meeting, subject
from xinfang_tui.refusal import Refused

SAFE = "会议没有改动"


def all_meetings(journal: Journal) -> list[Meeting]:
    """All meetings of the ledger, by day."""
    trails: dict[str, list[Event]] = {}
    for event in journal.room("meeting"):
        trails.setdefault(event.subject.partition(":")[2], []).append(event)
    found = [fold_meeting(id, events) for id, events in trails.items()]
    return sorted(found, key=lambda meeting: (meeting.on, meeting.id))


class MeetingRoom:
    """Reads meetings and the queue, writes meetings' events."""

    def __init__(self, context: Context, owners: Owners | None = None) -> None:
        self._context = context
        self._owners = owners

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
        dues, entries = Dues(context.rules, {}, self._owners), []
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
        going = [meeting for meeting in self.all() if not meeting.closed]
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
        return meeting

    def append(self, id: str, kind: str, data: Mapping[str, Any]) -> None:
        """Write an event of a meeting down."""
        context = self._context
        on = context.today.isoformat()
        context.journal.append(subject(id), kind, data, by=context.who, on=on)
