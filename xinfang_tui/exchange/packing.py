"""Events to bytes and back: what can be computed again is left out, then compressed."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import Any

from xinfang_tui.disputes.event import Event, canonical, digest_of, hash_of
from xinfang_tui.exchange import spans
from xinfang_tui.exchange.frame import strict_json
from xinfang_tui.exchange.vector import Holding, spans_by_device

MAX_CONTENT = 1 << 28
MAX_TEXT = 1 << 20
_MEMORY = 1 << 26
_TEXTS = (0, 1, 2, 3, 4, 6, 7)
_DIGITS = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True)
class Content:
    """The sealed part of a parcel.

    Attributes:
        events: by device and number, each once.
        withheld: numbers left out on purpose: matters that are not the receiver's.
        holds: what the sender holds itself; serves as its receipt for earlier parcels.
        note: other facts that travel once, as plain JSON.
    """

    events: Sequence[Event]
    withheld: Mapping[str, spans.Spans] = field(default_factory=dict)
    holds: Holding = field(default_factory=Holding)
    note: Mapping[str, Any] = field(default_factory=dict)


def in_order(events: Iterable[Event]) -> list[Event]:
    """By device and number, each once."""
    by_key = {(event.device, event.seq): event for event in events}
    return [by_key[key] for key in sorted(by_key)]


def content_id(sender: str, number: int, receiver: str, events: Iterable[Event]) -> str:
    """The parcel's id: who sends its how manieth parcel to whom, and the events inside.

    The events count by their hashes, which say nothing of them.
    """
    state = blake2b(f"{sender}:{number}:{receiver}".encode(), digest_size=10)
    for event in events:
        state.update(event.hash.encode() + (b"-" if event.data is None else b"+"))
    return state.hexdigest()


def pack(content: Content) -> bytes:
    """Compressed lines: a header, then one event a line."""
    header = {
        "withheld": {d: spans.write(part) for d, part in sorted(content.withheld.items())},
        "holds": content.holds.to_json(),
        "note": dict(content.note),
    }
    lines = [canonical(header)]
    before: Event | None = None
    for event in content.events:
        lines.append(canonical(_line(event, before)))
        before = event
    return compressed(b"\n".join(lines))


def unpack(data: bytes) -> Content:
    """Read what :func:`pack` wrote.

    Raises:
        ValueError: anything that :func:`pack` does not write, or far too much of it.
    """
    header, *lines = decompressed(data).split(b"\n")
    head = strict_json(header)
    try:
        withheld = spans_by_device(head["withheld"])
        holds = Holding.from_json(head["holds"])
        note = dict(head["note"])
    except (KeyError, TypeError, AttributeError) as fault:
        raise ValueError("header") from fault
    events: list[Event] = []
    for line in lines:
        event = _event(strict_json(line), events[-1] if events else None)
        if events and (event.device, event.seq) <= (events[-1].device, events[-1].seq):
            raise ValueError("order")
        events.append(event)
    return Content(events, withheld, holds, note)


def _line(event: Event, before: Event | None) -> list[Any]:
    """Digest and hash are left out where the reader computes them, ``prev`` where it follows."""
    erased = event.data is None
    return [
        event.id,
        event.subject,
        event.kind,
        event.clock,
        event.device,
        event.seq,
        event.by,
        event.on,
        event.seen,
        event.data,
        event.digest if erased else event.nonce,
        None if _follows(event, before) else event.prev,
    ]


def _follows(event: Event, before: Event | None) -> bool:
    return (
        before is not None
        and before.device == event.device
        and before.seq + 1 == event.seq
        and before.hash == event.prev
    )


def _event(line: Any, before: Event | None) -> Event:
    if not isinstance(line, list) or len(line) != 12:
        raise ValueError("event")
    *_, seq, by, on, seen, data, salt, prev = line
    if not all(isinstance(line[at], str) and len(line[at]) < MAX_TEXT for at in _TEXTS):
        raise ValueError("event")
    if not (_count(seq) and seq > 0 and isinstance(seen, dict) and all(map(_count, seen.values()))):
        raise ValueError("event")
    if not (isinstance(data, dict) or data is None) or not _hex(salt):
        raise ValueError("event")
    if prev is None:
        if before is None or (before.device, before.seq + 1) != (line[4], seq):
            raise ValueError("event")
        prev = before.hash
    clock = line[3]
    if not (_hex(prev) and _hex(line[4]) and _hex(clock.replace("-", "", 1)) and len(clock) == 17):
        raise ValueError("event")
    date.fromisoformat(on)
    erased = data is None
    draft = Event(
        id=line[0],
        subject=line[1],
        kind=line[2],
        clock=clock,
        device=line[4],
        seq=seq,
        by=by,
        on=on,
        seen=seen,
        data=data,
        nonce="" if erased else salt,
        digest=salt if data is None else digest_of(salt, data),
        prev=prev,
        hash="",
    )
    return draft._replace(hash=hash_of(draft))


def compressed(content: bytes) -> bytes:
    """The same content in fewer bytes; the same bytes for the same content."""
    # The window need not be larger than the content: small parcels are packed in little memory.
    window = min(max(len(content), 1 << 12), 1 << 23)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 6, "dict_size": window}]
    return lzma.compress(content, check=lzma.CHECK_CRC32, filters=filters)


def decompressed(data: bytes) -> bytes:
    """Undo :func:`compressed`.

    Raises:
        ValueError: not such bytes, or more than a parcel may hold.
    """
    reader = lzma.LZMADecompressor(format=lzma.FORMAT_XZ, memlimit=_MEMORY)
    try:
        content = reader.decompress(data, max_length=MAX_CONTENT)
    except lzma.LZMAError as fault:
        raise ValueError("compression") from fault
    if not reader.eof or reader.unused_data:
        raise ValueError("compression")
    return content


def _count(value: object) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _hex(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 64 and _DIGITS.issuperset(value)
