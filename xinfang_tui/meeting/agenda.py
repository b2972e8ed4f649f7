"""The agenda of a joint meeting, from the queue (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.meeting.meeting import Item
from xinfang_tui.tuples import NamedTuple

QUEUED, BLOCKED, REVIEW = "queued", "blocked", "review"
WHY_NAMES = {QUEUED: "待会议研究", BLOCKED: "超期无人承接", REVIEW: "包案督办"}
QUIET_DAYS = 15
"""A leader's case without an entry for longer than this is asked about."""


class Entry(NamedTuple):
    """An open matter as the agenda looks at it.

    Attributes:
        id, number, village, category, rung, leader: of the dispute.
        due: last day in force or None; blocked: what is missing when it is 无人承接, else empty.
        last_on: day of the last entry; steps: the days of the leader's plan not yet passed over.
    """

    id: str
    number: str
    village: str
    category: str
    rung: str
    due: date | None = None
    blocked: str = ""
    leader: str = ""
    last_on: date | None = None
    steps: tuple[date, ...] = ()

    @classmethod
    def of(cls, record: Mapping[str, Any], due: date | None, blocked: str = "") -> Entry:
        """The entry of a dispute as stored."""
        last = record.get("last_on")
        plan = record.get("plan") or ()
        return cls(
            id=record["id"],
            number=record.get("number", ""),
            village=record.get("village", ""),
            category=record.get("category", ""),
            rung=record.get("rung", "village"),
            due=due,
            blocked=blocked,
            leader=record.get("leader", ""),
            last_on=date.fromisoformat(last) if last else None,
            steps=tuple(date.fromisoformat(step[1]) for step in plan if step[1]),
        )

    def overdue(self, today: date) -> int:
        """Days past the due day; 0 when it is not overdue."""
        return max((today - self.due).days, 0) if self.due else 0


def agenda(entries: Iterable[Entry], today: date) -> list[Item]:
    """The matters that a meeting of ``today`` has to look at, most pressing first.

    First those on the joint meeting's rung, then overdue ones that nobody has taken, then the
    leaders' cases; in each the longest overdue first, then the earliest due.
    """
    queued, blocked, review = [], [], []
    for entry in entries:
        if entry.rung == "joint_meeting":
            queued.append(entry)
        elif entry.blocked and entry.overdue(today):
            blocked.append(entry)
        elif entry.rung == "leader_case":
            review.append(entry)
    return [
        _item(entry, why, today)
        for why, entries_of in ((QUEUED, queued), (BLOCKED, blocked), (REVIEW, review))
        for entry in sorted(entries_of, key=lambda one: _order(one, today))
    ]


def _order(entry: Entry, today: date) -> tuple[int, int, date, str]:
    late = sum(step < today for step in entry.steps)
    return (-entry.overdue(today), -late, entry.due or date.max, entry.number)


def _item(entry: Entry, why: str, today: date) -> Item:
    return Item(
        entry.id,
        entry.number,
        entry.village,
        entry.category,
        entry.rung,
        why,
        "，".join(_reasons(entry, why, today)),
    )


def _reasons(entry: Entry, why: str, today: date) -> list[str]:
    """In words that stay true: the meeting itself, and what it decides, move the dates."""
    words = [WHY_NAMES[why]]
    if why != BLOCKED and entry.overdue(today):
        words.append("原期限已过")
    if entry.blocked:
        words.append(entry.blocked)
    if why == REVIEW:
        late = sum(step < today for step in entry.steps)
        if late:
            words.append(f"方案有{late}步过了日期")
        quiet = (today - entry.last_on).days if entry.last_on else 0
        if quiet > QUIET_DAYS:
            words.append(f"{quiet}天没有进展")
    return words
