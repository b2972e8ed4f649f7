"""Joint meetings: agenda from the queue, decisions, and the close that writes them (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.acting import Acting
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.meetingerasing import in_knowledge
from xinfang_tui.desk.meetingroom import SAFE, MeetingRoom, line_of
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.meeting import correcting, decisions
from xinfang_tui.meeting.agenda import agenda
from xinfang_tui.meeting.erased import in_words
from xinfang_tui.meeting.meeting import (
    DECISION_NAMES,
    FIELD_NAMES,
    JOINT,
    KIND_NAMES,
    OPENING,
    Item,
    Meeting,
)
from xinfang_tui.meeting.minutes import minutes, words
from xinfang_tui.month.window import check_month
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
Records = list[Record]


class Meetings:
    """The desk's facet for joint meetings and meetings of the leading group."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._acting = Acting(context)
        self._room = MeetingRoom(context)

    def open(self, record: Mapping[str, Any]) -> Record:
        """Open a meeting with its agenda from the queue; answers it.

        Args:
            record: ``{kind: joint_meeting / leading_group, on, month, place, chair, principal,
                attendees, numbers}``; ``on`` may lie ahead (a meeting called); ``month``: whose
                dispatch it is, if not the one that is going on its day; ``numbers``: matters
                beside the queue.

        Raises:
            Refused: not by this role or a village, an unknown kind, or a month whose bulletin is
                out.
        """
        context = self._context
        self._demand("meeting")
        head = self._head(record)
        id = f"{head['on']}-{context.journal.fresh_id()[:4]}"
        items = agenda(self._room.queue(), context.today) if head["kind"] == JOINT else []
        listed = {item.dispute for item in items}
        for number in reading.texts(record.get("numbers") or [], "编号"):
            item = self._room.item(number)
            if item.dispute not in listed:
                items.append(item)
        with context.journal.transaction():
            self._room.append(id, "open_meeting", head)
            for item in items:
                self._room.append(id, "item", item._asdict())
        return self.preview(id)

    def agenda(self, meeting: str) -> Records:
        """The matters of a meeting in order, each with why it is there and what was decided.

        Returns:
            ``[{order, id, number, title, village, village_name, category, rung, rung_name, due,
            overdue, handler, leader, why, reason, decision, words}]``.
        """
        found = self._room.find(meeting)
        return [self._line(order, each, found) for order, each in enumerate(found.items, start=1)]

    def add(self, meeting: str, number: str) -> Record:
        """Put one more matter on the agenda."""
        self._demand()
        found = self._room.going(meeting)
        item = self._room.item(number)
        self._room.append(found.id, "item", item._asdict())
        return self.preview(found.id)

    def decide(self, meeting: str, record: Mapping[str, Any]) -> Record:
        """Write a decision down; nothing moves before the meeting closes. Answers the line.

        Args:
            record: ``{number, decision: assign / refer / back / leader / continue, unit, handler,
                helpers, leader, tier, due, back_to, to, reason, deadline_told, plan}``.

        Raises:
            Refused: the meeting is closed, the matter is settled, or something is missing.
        """
        self._demand("decide")
        found = self._room.going(meeting)
        number = str(record.get("number") or record.get("dispute") or "")
        dispute = find(self._context, number)
        if not dispute.open:
            raise Refused(f"{dispute.number} 已经办结，不用再作决定", safe=SAFE)
        on = date.fromisoformat(found.on)
        made = decisions.read(record, dispute.id, dispute.rung, on, dispute.tier)
        for entry in decisions.entries(found.id, made):
            self._acting.check(dispute, entry.kind, entry.data, on)
        with self._context.journal.transaction():
            if found.item(dispute.id) is None:
                item = self._room.item(dispute.id)
                self._room.append(found.id, "item", item._asdict())
            data = made.to_json() | in_knowledge(self._context.journal, [dispute.id])
            self._room.append(found.id, "decision", data)
        return next(line for line in self.agenda(found.id) if line["id"] == dispute.id)

    def correct(self, meeting: str, record: Mapping[str, Any]) -> Record:
        """Set day, place, chair or attendees right until the meeting is closed; answers it.

        Args:
            record: ``{on, place, chair, attendees, reason}``; what is not named stays. Each change
                is an entry of its own; what was written first stays in the trail.

        Raises:
            Refused: nothing differs, or a decision falls due before the new day.
        """
        self._demand("meeting")
        found = self._room.going(meeting)
        head = self._head(correcting.head_of(found, record))
        changed = correcting.changed(found, head)
        reason = reading.text(record.get("reason") or "", "理由")
        follows = {"on": {"month": head["month"]}, "chair": {"principal": head["principal"]}}
        with self._context.journal.transaction():
            for name in changed:
                data = {"field": name, "value": head[name], "reason": reason}
                self._room.append(found.id, "correct", data | follows.get(name, {}))
        return self.preview(found.id)

    def cancel(self, meeting: str, reason: str) -> Record:
        """Call a meeting off, with the reason; its decisions come to nothing. Answers it.

        Raises:
            Refused: no reason, or it is over.
        """
        self._context.demand("meeting")
        found = self._room.going(meeting)
        why = reading.text(reason or "", "理由")
        if not why:
            raise Refused("取消会议要写理由", safe=SAFE, do="请补上再试")
        opening = next(e for e in self._room.events(found.id) if e.kind == OPENING)
        data = {"target": opening.id, "of": OPENING, "reason": why}
        self._room.append(found.id, "void", data)
        return self.preview(found.id)

    def undo(self, meeting: str) -> Record:
        """Take back this machine's last decision or correction.

        Returns:
            The meeting, with ``undone`` in words and ``undone_number`` of the matter, empty for a
            correction.
        """
        self._context.demand("void")
        found = self._room.going(meeting)
        last = self._room.last_own(found.id)
        self._room.append(found.id, "void", {"target": last.id, "of": last.kind})
        number = ""
        if last.kind == "decision":
            item = found.item(str(last.payload.get("dispute", "")))
            number = item.number if item else ""
            undone = f"{number} 的决定"
        else:
            undone = f"{FIELD_NAMES.get(str(last.payload.get('field')), '')}的更正"
        return self.preview(found.id) | {"undone": undone, "undone_number": number}

    def close(self, meeting: str, record: Mapping[str, Any] | None = None) -> Record:
        """Close the meeting: minutes, slips, owners and dates in one transaction.

        Returns:
            The minutes, with ``written``: the numbers of the disputes that were moved, and
            ``passed``: ``[{number, reason}]`` settled meanwhile.

        Raises:
            Refused: nothing was decided on the agenda of a joint meeting (``record``: ``{empty}``
                closes it all the same), or an entry cannot be made; then nothing was written.
        """
        context = self._context
        self._demand("meeting")
        found = self._room.going(meeting)
        nothing = found.kind == JOINT and found.items and not found.decisions
        if nothing and not (record or {}).get("empty"):
            raise Refused("会议还没有作出决定", safe=SAFE, do="请先对议题作决定（meeting decide）")
        if found.on > context.today.isoformat():
            raise Refused(f"会议定在 {found.on}，今天还没有开", safe=SAFE)
        written: list[str] = []
        with context.journal.transaction():
            settled = self._settled(found)
            for action in decisions.actions(found):
                dispute = context.journal.dispute(action.dispute)
                if dispute is None or action.dispute in settled:
                    continue
                by = found.chair or context.who
                on = max(found.on, dispute.registered_on.isoformat())
                entry = {**action.data, "on": on, "by": by}
                self._acting.act(dispute, action.kind, entry)
                if dispute.number not in written:
                    written.append(dispute.number)
            made = minutes(found, settled)
            known = in_knowledge(context.journal, [item.dispute for item in found.items])
            self._room.append(found.id, "close_meeting", {"minutes": made, **known})
        passed = [
            {"number": item.number, "reason": "会前已经办结"}
            for item in found.items
            if item.dispute in settled
        ]
        return made | {"written": written, "passed": passed}

    def preview(self, meeting: str) -> Record:
        """The meeting with its agenda and its minutes as they would be written now."""
        found = self._room.find(meeting)
        written = in_words(found.minutes) if found.minutes else None
        return line_of(found) | {
            "attendees": list(found.attendees),
            "cancelled_for": found.cancelled_for,
            "corrections": [
                each._asdict() | {"text": correcting.told(each)} for each in found.corrections
            ],
            "items": self.agenda(found.id),
            "undecided": [item.number for item in found.undecided],
            "minutes": written or minutes(found, self._settled(found)),
        }

    def _demand(self, action: str = "") -> None:
        """Refuse what the role does not do, and a village's machine: meetings are the township's.

        What a village opened all the same can be called off there.
        """
        if self._context.unit_village:
            name = self._context.rules.settings.unit.name
            raise Refused(f"本机是{name}的，不能办会议", safe=SAFE, do="请由镇里办")
        if action:
            self._context.demand(action)

    def _settled(self, meeting: Meeting) -> frozenset[str]:
        """The matters decided on that are settled meanwhile."""
        standing = ((id, self._context.journal.dispute(id)) for id in meeting.decisions)
        return frozenset(id for id, dispute in standing if dispute is None or not dispute.open)

    def list(self, month: str, *, cancelled: bool = False) -> Records:
        """The meetings of a month, by day, without their agenda; ``cancelled``: those too."""
        check_month(month)
        return [
            line_of(each)
            for each in self._room.all()
            if each.month == month and (cancelled or not each.cancelled)
        ]

    def going(self) -> Records:
        """The meetings still to be held, of whatever month, by day."""
        return [line_of(each) for each in self._room.all() if each.going]

    def _head(self, record: Mapping[str, Any]) -> Record:
        context = self._context
        settings = context.rules.settings
        words = {name: key for key, name in KIND_NAMES.items()}
        kind = reading.code(record["kind"], "种类") if reading.given(record, "kind") else JOINT
        kind = words.get(kind, kind)
        if kind not in KIND_NAMES:
            listed = "、".join(f"{key}（{name}）" for key, name in KIND_NAMES.items())
            raise Refused(f"没有“{kind}”这种会议", safe=SAFE, do=f"可以是：{listed}")
        on = reading.day(record["on"], "会议日期") if reading.given(record, "on") else context.today
        chair = reading.text(record.get("chair") or "", "主持人", longest=100)
        month = self._room.asked(record["month"]) if record.get("month") else self._room.month(on)
        return {
            "kind": kind,
            "on": on.isoformat(),
            "month": month,
            "place": reading.text(record.get("place") or "", "地点"),
            "chair": chair,
            "principal": (
                reading.yes(record["principal"], "主持人是主要领导")
                if reading.given(record, "principal")
                else bool(chair and chair == settings.leader)
            ),
            "attendees": reading.texts(record.get("attendees") or [], "参加人"),
        }

    def _line(self, order: int, item: Item, meeting: Meeting) -> Record:
        context = self._context
        dispute = context.journal.dispute(item.dispute)
        end = context.rules.deadline(dispute) if dispute else None
        made = meeting.decisions.get(item.dispute)
        return {
            "order": order,
            "id": item.dispute,
            "number": item.number,
            "title": dispute.title if dispute else "",
            "village": item.village,
            "village_name": context.rules.places.name(item.village),
            "category": item.category,
            "rung": dispute.rung if dispute else item.rung,
            "tier": dispute.tier if dispute else "",
            "rung_name": RUNG_NAMES.get(dispute.rung if dispute else item.rung, ""),
            "due": end.due.isoformat() if end else None,
            "overdue": end.overdue(context.today) if end else False,
            "handler": dispute.handler if dispute else "",
            "leader": dispute.leader if dispute else "",
            "why": item.why,
            "reason": item.reason,
            "decision": made.to_json() if made else None,
            "decision_name": DECISION_NAMES[made.decision] if made else "",
            "words": words(made) if made else "",
        }
