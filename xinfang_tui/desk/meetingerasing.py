"""What meetings hold about a matter is erased with it (DESIGN §4).

The erasure of a matter names what it knew of each meeting (``meetings``), and an entry of a meeting
the erasures that its author knew (``after``): so the entries made beside an erasure are told apart.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from xinfang_tui.desk.journal import RULE, Journal
from xinfang_tui.disputes.digits import without_numbers
from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    GONE,
    as_left,
    retained,
    what_is_left,
)
from xinfang_tui.disputes.erasing import Cut
from xinfang_tui.disputes.event import Event, seen
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.order import Node, causal
from xinfang_tui.meeting.erased import KNOWN, Less, codes, less_of, matters, reworded

DISPUTE, MEETING = "dispute:", "meeting:"
Data = Mapping[str, Any]


def meetings_on(journal: Journal, dispute: str) -> list[str]:
    """The subjects of the meetings that speak of a matter."""
    found = {e.subject for e in journal.room("meeting") if dispute in matters(e.payload)}
    return sorted(found)


def known_of(journal: Journal, meetings: Collection[str]) -> dict[str, dict[str, int]]:
    """What is known here of each meeting: highest seq per device."""
    return {meeting: seen(journal.of(meeting)) for meeting in meetings}


def erasures_of(journal: Journal, disputes: Collection[str]) -> list[Event]:
    """The erasures of these matters, without those of single entries."""
    found = (event for id in sorted(disputes) for event in journal.of(DISPUTE + id))
    return [e for e in found if e.kind == ERASE and e.payload.get("covers") != ENTRY]


def in_knowledge(journal: Journal, disputes: Collection[str]) -> dict[str, list[str]]:
    """What an entry of a meeting says of the erasures that its author knows; mostly nothing."""
    ids = sorted(event.id for event in erasures_of(journal, disputes))
    return {KNOWN: ids} if ids else {}


def cut(journal: Journal, dispute: str, meetings: Collection[str], taken: Cut) -> dict[str, Cut]:
    """What an erasure of a matter takes out of each meeting."""
    less = codes if taken.text is None else reworded(taken.text)
    found = {}
    for meeting in meetings:
        here = Cut({}, {}, None)
        nodes = causal(journal.of(meeting))
        for node in as_left(nodes, what_is_left(nodes)):
            left = _less(node.event, less, dispute)
            if left != node.event.payload:
                here.targets[node.event.id] = codes_of(node.event)
                here.kept[node.event.id] = left
        if here.targets:
            found[meeting] = here
    return found


def erase(
    journal: Journal, dispute: str, taken: Mapping[str, Cut], ground: str, *, by: str, on: str
) -> None:
    """Write down what an erasure takes out of meetings; follows the erasure of the matter."""
    for meeting, here in taken.items():
        data = {
            "what": "这一件的内容",
            "covers": ENTRY,
            "targets": here.targets,
            "ground": ground,
        }
        made = journal.append(meeting, ERASE, data, by=by, on=on)
        about = {id for kept in here.kept.values() for id in matters(kept)} | {dispute}
        rest = {"of": made.id, "kept": here.kept, **in_knowledge(journal, about)}
        journal.append(meeting, RETAIN, rest, by=RULE, on=on)


def _less(event: Event, less: Less, dispute: str = "") -> dict[str, Any]:
    if event.kind == ERASE:
        return dict(event.payload)
    if event.kind == RETAIN:
        return retained(event.payload, lambda _, data: less_of(data, less, dispute))
    return less_of(event.payload, less, dispute)


def codes_of(event: Event) -> dict[str, Any]:
    """What of an entry of a meeting is nobody's words."""
    return {"of": event.payload.get("of")} if event.kind == RETAIN else _less(event, codes)


def beside(
    journal: Journal, meeting: str, nodes: Sequence[Node]
) -> Callable[[Node], dict[str, Data]]:
    """Of an entry of a meeting what each erasure of a matter leaves that was made beside it."""
    about = {id for node in nodes for id in matters(node.event.payload)}
    erasures = erasures_of(journal, about)

    def stays(node: Node) -> dict[str, Data]:
        event = node.event
        found: dict[str, Data] = {}
        for erasure in erasures:
            if not _knew(erasure, meeting, node) and erasure.id not in event.payload.get(KNOWN, ()):
                dispute = erasure.subject.removeprefix(DISPUTE)
                found[erasure.id] = _less(event, _by(erasure.payload), dispute)
        return found

    return stays


def _knew(erasure: Event, meeting: str, node: Node) -> bool:
    known = (erasure.payload.get("meetings") or {}).get(meeting) or {}
    return any(known.get(each.device, 0) >= each.seq for each in node.envelopes)


def _by(erasure: Data) -> Less:
    if erasure.get("covers") != FIELD:
        return codes
    if {"phone", "id_number"} & set(erasure.get("fields") or ()):
        return reworded(lambda text: without_numbers(text, GONE))
    return dict
