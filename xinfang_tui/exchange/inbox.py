"""What lies in a watched folder for us: parcels, receipts, invitations (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from xinfang_tui.exchange import frame
from xinfang_tui.exchange.envelope import WAYS, Envelope
from xinfang_tui.refusal import Refused

SUFFIXES = {".xfb": frame.PARCEL, ".xfr": frame.RECEIPT, ".xfy": frame.INVITATION}
HEAD_BYTES = frame.MAX_ENVELOPE + 64
NEW, SEEN, OTHERS, UNREADABLE = "new", "seen", "others", "unreadable"


@dataclass(frozen=True, slots=True)
class Found:
    """A file in the folder.

    Attributes:
        name: its name; kind: parcel, receipt or invitation, "" when unreadable.
        state: new, seen, others (meant for another office) or unreadable.
        says: one line about it (Chinese); id: parcel's id, or receipt's sender and number.
    """

    name: str
    kind: str
    state: str
    says: str
    id: str = ""


def look(
    heads: Iterable[tuple[str, int, bytes]],
    *,
    recipients: Collection[str],
    unit: str,
    seen: Collection[str],
) -> list[Found]:
    """Sort the files of a folder; new ones first, then by name.

    Args:
        heads: (name, size, first HEAD_BYTES bytes) of each file; other suffixes are passed over.
        recipients: public keys that we can open parcels with; unit: our own code.
        seen: ids that were taken in before.
    """
    found = []
    for name, size, head in heads:
        suffix = name[name.rfind(".") :].lower() if "." in name else ""
        if suffix in SUFFIXES and not name.startswith("."):
            found.append(_judge(name, size, head, SUFFIXES[suffix], set(recipients), unit, seen))
    order = (NEW, UNREADABLE, SEEN, OTHERS)
    return sorted(found, key=lambda f: (order.index(f.state), f.name))


def _judge(
    name: str,
    size: int,
    head: bytes,
    kind: str,
    recipients: set[str],
    unit: str,
    seen: Collection[str],
) -> Found:
    try:
        outside = frame.peek(head, size, kind)
        if kind == frame.PARCEL:
            envelope = Envelope.from_json(outside)
            ours = bool(recipients & set(envelope.to.recipients))
            says = (
                f"{envelope.month} {envelope.sender_name}{envelope.sender.mark}号机"
                f"{WAYS[envelope.way]}，{envelope.disputes} 件 {envelope.events} 条"
            )
            return Found(name, kind, _state(ours, envelope.id, seen), says, envelope.id)
        if kind == frame.RECEIPT:
            sender = outside["from"]
            ident = f"{sender['device']}:{int(outside['number'])}"
            number = int(outside["parcel"]["number"])
            says = f"{sender['name']}{sender['mark']}号机的回执，答复第 {number} 号包"
            ours = outside["to"]["unit"] == unit
            return Found(name, kind, _state(ours, ident, seen), says, ident)
        return Found(name, kind, NEW, f"给{outside['unit_name']}的邀请，用来加入新电脑")
    except Refused as refusal:
        return Found(name, "", UNREADABLE, refusal.wrong)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Found(name, "", UNREADABLE, f"这个{frame.NAMES[kind]}读不出来")


def _state(ours: bool, ident: str, seen: Collection[str]) -> str:
    if not ours:
        return OTHERS
    return SEEN if ident in seen else NEW
