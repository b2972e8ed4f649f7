"""Facts of the matter: registering, correcting, people met, links, seals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from xinfang_tui.disputes.dispute import OPEN, VOID, Party
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.work import Work, day

TEXT_FIELDS = (
    "number",
    "title",
    "brief",
    "category",
    "mediation_class",
    "scale",
    "channel",
    "track",
    "reporter",
    "working_group",
    "handler",
    "unit",
    "leader",
    "agent",
)
LIST_FIELDS = ("places", "topics", "external_refs", "helpers")
DAY_FIELDS = ("occurred_on", "superior_due")


def parties_of(records: Any) -> tuple[Party, ...]:
    """Parties from event data: records with a name and what else is known."""
    return tuple(
        [
            Party(**{name: str(value) for name, value in record.items() if name in _PARTY})
            for record in records or ()
            if record.get("name")
        ]
    )


_PARTY = frozenset(Party._fields)


def set_field(work: Work, name: str, value: Any) -> None:
    """Give a field of the matter the value that event data holds for it; else do nothing."""
    reader = _READERS.get(name)
    if reader is not None:
        setattr(work.dispute, name, reader(value))
    elif name == "occurred_on" and value:
        work.dispute.occurred_on = date.fromisoformat(value)


def _text(value: Any) -> str:
    return str(value or "")


def _texts(value: Any) -> tuple[str, ...]:
    return tuple([str(item) for item in value or ()])


def _whole(value: Any) -> int:
    return int(value or 0)


_READERS: dict[str, Callable[[Any], Any]] = dict.fromkeys(TEXT_FIELDS, _text)
_READERS |= dict.fromkeys(LIST_FIELDS, _texts)
_READERS |= {"people": _whole, "parties": parties_of, "superior_due": day}


def register(work: Work, node: Node) -> None:
    """The matter is written down; its first clock starts."""
    d, data = work.dispute, node.event.payload
    for name, value in data.items():
        if (reader := _READERS.get(name)) is not None:
            setattr(d, name, reader(value))
    set_field(work, "occurred_on", data.get("occurred_on"))
    d.registered_on = d.first_on = _on(node)
    d.imported = bool(data.get("imported"))
    d.sealed = bool(data.get("sealed"))
    work.go(
        node,
        "new",
        status=OPEN,
        rung=str(data.get("rung") or "village"),
        tier=str(data.get("tier") or ""),
        village=str(data.get("village") or ""),
    )
    work.lead(d.leader, _text(data.get("leader_tier")))
    work.start_clock(node, until=day(data.get("until")))


def withdraw_registration(work: Work, node: Node) -> None:
    """A registration undone leaves the flow; its trail stays."""
    if work.dispute.transitions:
        work.go(node, "out", status=VOID)


def correct(work: Work, node: Node) -> None:
    """A field gets another value; the old one stays in the trail."""
    data = node.event.payload
    name = str(data.get("field", ""))
    if "value" not in data:
        return
    work.write(name, data["value"], node)
    if name == "village":
        work.go(node, "move", village=str(data["value"]))
    elif name == "leader":  # another name of the one who leads, not another tier's
        work.lead(_text(data["value"]), work.dispute.leader_tier)
    else:
        set_field(work, name, data["value"])


def consent(work: Work, node: Node) -> None:
    """A party agrees or refuses: to mediation, to the mediator, to wider study."""
    data = node.event.payload
    party, to = str(data.get("party", "")), str(data.get("to", ""))
    work.write(f"consent:{to}:{party}", bool(data.get("given")), node)
    work.dispute.consents.setdefault(party, {})[to] = bool(data.get("given"))


def urgent(work: Work, node: Node) -> None:
    """Danger reported at once; about the event, never about a person."""
    work.dispute.urgent += 1


def meet_party(work: Work, node: Node) -> None:
    """One of the three meetings (三见面)."""
    stage = str(node.event.payload.get("stage", ""))
    if stage and stage not in work.dispute.met:
        work.dispute.met = (*work.dispute.met, stage)


def surface(work: Work, node: Node) -> None:
    """The matter reached a higher office; opens a review of the office, is never counted."""
    data = node.event.payload
    seen = (
        day(data.get("date")) or _on(node),
        str(data.get("office", "")),
        int(data.get("people") or 0),
    )
    work.dispute.surfaced = (*work.dispute.surfaced, seen)


def instruct(work: Work, node: Node) -> None:
    """A leader's instruction (批示)."""
    data = node.event.payload
    order = (_on(node), str(data.get("leader", "")), day(data.get("due")))
    work.dispute.instructions = (*work.dispute.instructions, order)


def link(work: Work, node: Node) -> None:
    """This matter belongs to a lead matter."""
    data = node.event.payload
    lead, role = str(data.get("lead", "")), str(data.get("role", "same"))
    work.write(f"link:{lead}", role, node)
    others = tuple(pair for pair in work.dispute.links if pair[0] != lead)
    work.dispute.links = (*others, (lead, role))


def unlink(work: Work, node: Node) -> None:
    """The link is taken off; both histories stay."""
    lead = str(node.event.payload.get("lead", ""))
    work.write(f"link:{lead}", "", node)
    work.dispute.links = tuple(pair for pair in work.dispute.links if pair[0] != lead)


def seal(work: Work, node: Node) -> None:
    """Only the named readers see the matter."""
    readers = node.event.payload.get("readers") or ()
    work.write("readers", list(readers), node)
    work.dispute.sealed = True
    work.dispute.readers = tuple(str(reader) for reader in readers)


def nothing(work: Work, node: Node) -> None:
    """Kept in the trail; moves nothing."""


def _on(node: Node) -> Any:
    return day(node.event.on)


EFFECTS = {
    "register": register,
    "correct": correct,
    "consent": consent,
    "urgent": urgent,
    "meet_party": meet_party,
    "surface": surface,
    "instruct": instruct,
    "link": link,
    "unlink": unlink,
    "seal": seal,
    "attach": nothing,
    "note": nothing,
    "object": nothing,
    "interim_reply": nothing,
    "print": nothing,
    "erase": nothing,
}
