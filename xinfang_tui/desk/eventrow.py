"""An event as a row of the store: its key, and what it is found by."""

from __future__ import annotations

from typing import Any

from xinfang_tui.disputes.event import Event

EVENT_COLUMNS = {
    "event": "TEXT",
    "subject": "TEXT",
    "kind": "TEXT",
    "device": "TEXT",
    "seq": "INTEGER",
    "day": "TEXT",
    "clock": "TEXT",
    "hash": "TEXT",
    "parcel": "TEXT",
    "aside": "TEXT",
}
EVENT_INDEXES = (("subject",), ("device", "seq"), ("parcel",))


def key_of(device: str, seq: int) -> str:
    """The store's key of an event."""
    return f"{device}-{seq:010d}"


def index_of(event: Event, parcel: str | None) -> dict[str, Any]:
    """The index row of an event; ``parcel``: what brought it, None when it was written here."""
    return {
        "event": event.id,
        "subject": event.subject,
        "kind": event.kind,
        "device": event.device,
        "seq": event.seq,
        "day": event.on,
        "clock": event.clock,
        "hash": event.hash,
        "parcel": parcel,
        "aside": None,
    }
