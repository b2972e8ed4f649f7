"""Matters as they stood at the end of a day, for figures and papers made later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from store import Where
from xinfang_tui.desk.asleft import ERASING
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE, Journal
from xinfang_tui.desk.rules import Rules, rules_of
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal

Record = Mapping[str, Any]
_OF_DAY = ("staff", "setting", "meeting")


def events_until(journal: Journal, id: str, last: str) -> list[Event]:
    """The events of a dispute up to a day, in their order; what was undone later is not among them.

    A registration withdrawn later still stood then. What was erased later is gone all the same:
    an erasure tells what is left of the entries before it.
    """
    nodes = causal(journal.of(DISPUTE + id))
    undone = {
        str(node.event.payload.get("target", ""))
        for node in nodes
        if node.event.kind == "void" and node.event.payload.get("of") != "register"
    }
    then = [e for node in nodes if (e := node.event).on <= last and e.id not in undone]
    later = [e for node in nodes if (e := node.event).on > last and e.kind in ERASING]
    return [*then, *later] if then else []


def standing(journal: Journal, last: str) -> Callable[[Record], Record]:
    """Stored dispute → the same as it stood at the end of a day; each is folded once at most."""
    found: dict[str, Record] = {}

    def then(record: Record) -> Record:
        if record["last_on"] <= last:
            return record
        id = str(record["id"])
        if id not in found:
            events = events_until(journal, id, last)
            found[id] = fold(events).to_json() if events else record
        return found[id]

    return then


def rules_until(context: Context, last: str) -> Rules:
    """The rules with the staff, ladder and joint meetings that were known at the end of a day.

    The calendar and the places are the newest: a clock takes the newest calendar (DESIGN §5).
    """
    if last >= context.today.isoformat() or not any(
        _later(context, each, last) for each in _OF_DAY
    ):
        return context.rules
    rooms = {each: [e for e in context.journal.room(each) if e.on <= last] for each in _OF_DAY}
    then = rules_of((), rooms["staff"], rooms["setting"], rooms["meeting"], context.today)
    return replace(context.rules, staff=then.staff, ladder=then.ladder, meetings=then.meetings)


def _later(context: Context, room: str, last: str) -> bool:
    """Whether anything was written in a room after a day."""
    where = [Where("subject", ">=", f"{room}:"), Where("subject", "<", f"{room};")]
    return bool(context.journal.events.select([*where, Where("day", ">", last)], limit=1))
