"""An event: one thing that happened, written once and never changed (DESIGN §4)."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from xinfang_tui.tuples import NamedTuple

Data = Mapping[str, Any]
Seen = Mapping[str, int]


_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical(value: Any) -> bytes:
    """The one JSON spelling of a value: sorted keys, no spaces, UTF-8, numbers as Python's own.

    Raises:
        TypeError: JSON cannot hold it.
    """
    try:
        spelt = orjson.dumps(value, option=_OPTIONS)
    except TypeError:  # also what only Python's own takes: numbers beyond 64 bits
        return _by_python(value)
    # Numbers below 0.0001 are spelt differently.
    return _by_python(value) if b"e-" in spelt or b"0.0000" in spelt else spelt


def _by_python(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(nonce: str, data: Data) -> str:
    """The digest that stands for an event's data in its hash: erased data keeps the chain whole."""
    return _digest(nonce, canonical(data))


def _digest(nonce: str, written: bytes) -> str:
    return hashlib.blake2b(nonce.encode() + b"\0" + written, digest_size=16).hexdigest()


class Event(NamedTuple):
    """One link of a machine's chain.

    Attributes:
        id: own id; random, or derived for an event that a rule makes. Never from personal data.
        subject: what it is about, as ``kind:name``: "dispute:…", "month:2026-10", "place:…".
        kind: a kind of DESIGN §4's table, or of another subject's.
        clock: hybrid logical clock, "milliseconds-counter" in fixed-width hex: text order is time
            order.
        device: the machine's id.
        seq: 1, 2, 3 … without a gap on each machine.
        by: who did it: a name, or "规则" for a rule.
        on: civil date it happened, ISO.
        seen: highest seq per device that the author knew of this subject.
        data: what the kind carries; ``None`` once erased.
        nonce: salt of the digest; empty once erased.
        digest: digest of nonce and data.
        prev: hash of the machine's previous event, "" for the first.
        hash: hash over everything above except data and nonce.
    """

    id: str
    subject: str
    kind: str
    clock: str
    device: str
    seq: int
    by: str
    on: str
    seen: Seen
    data: Data | None
    nonce: str
    digest: str
    prev: str
    hash: str

    @property
    def payload(self) -> Data:
        """The data, or nothing when it was erased."""
        return self.data if self.data is not None else {}

    def knows(self, other: Event) -> bool:
        """Whether the author of this event knew the other one."""
        if self.device == other.device:
            return self.seq > other.seq
        return self.seen.get(other.device, 0) >= other.seq

    def erased(self) -> Event:
        """The same link of the chain without its data."""
        return self._replace(data=None, nonce="")

    def to_json(self) -> dict[str, Any]:
        """The event as a record; :func:`seal` spells the same keys in another order."""
        return {name: getattr(self, name) for name in _FIELDS}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Event:
        """Read what :meth:`to_json` wrote.

        Raises:
            KeyError: a field is missing.
        """
        return cls(*(record[name] for name in _FIELDS))


_FIELDS = Event._fields
_LINK = tuple(name for name in _FIELDS if name not in ("data", "nonce", "hash"))


def hash_of(event: Event) -> str:
    """The hash that the next event of the machine names as its ``prev``."""
    return _hash(canonical({name: getattr(event, name) for name in _LINK}))


def _hash(link: bytes) -> str:
    return hashlib.blake2b(link, digest_size=16).hexdigest()


def sealed(
    *,
    subject: str,
    kind: str,
    clock: str,
    device: str,
    seq: int,
    by: str,
    on: str,
    seen: Seen,
    data: Data,
    prev: str,
    id: str = "",
    nonce: str = "",
) -> Event:
    """A new event with digest and hash filled in; ``id`` and ``nonce`` are random unless given."""
    link: dict[str, Any] = {
        "id": id or os.urandom(10).hex(),
        "subject": subject,
        "kind": kind,
        "clock": clock,
        "device": device,
        "seq": seq,
        "by": by,
        "on": on,
        "seen": dict(seen),
        "prev": prev,
    }
    return seal(link, data, nonce or os.urandom(8).hex())[0]


def seal(link: Mapping[str, Any], data: Data, nonce: str) -> tuple[Event, bytes]:
    """A new event with digest and hash filled in, and its JSON, put together from what was hashed.

    In that JSON the keys are sorted, with data, nonce and hash behind them.

    Args:
        link: every field of the event but data, nonce, digest and hash.
        nonce: hex digits, which JSON spells as they are.
    """
    written = canonical(data)
    sealed_link = {**link, "digest": _digest(nonce, written)}
    spelt = canonical(sealed_link)
    hash = _hash(spelt)
    event = Event(**sealed_link, data=dict(data), nonce=nonce, hash=hash)
    ending = f',"nonce":"{nonce}","hash":"{hash}"}}'.encode()
    return event, b"".join((spelt[:-1], b',"data":', written, ending))


def seen(events: Iterable[Event]) -> dict[str, int]:
    """The version vector of events: highest seq per device."""
    heads: dict[str, int] = {}
    for event in events:
        if event.seq > heads.get(event.device, 0):
            heads[event.device] = event.seq
    return heads


def rule_id(subject: str, rule: str, start: str) -> str:
    """The id of an event made by rule: the same on every machine that applies it (DESIGN §4)."""
    return hashlib.blake2b(f"{subject}\0{rule}\0{start}".encode(), digest_size=10).hexdigest()


def faults(event: Event) -> list[str]:
    """What does not fit in one event: a hash or digest that its content does not give."""
    found = []
    if event.hash != hash_of(event):
        found.append("hash")
    if event.data is not None and event.digest != digest_of(event.nonce, event.data):
        found.append("digest")
    return found
