"""A parcel (上报包、下发包): one file that is signed, sealed and says what it is (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xinfang_tui.disputes.event import Event
from xinfang_tui.exchange import frame, spans
from xinfang_tui.exchange.envelope import Address, Envelope
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.keys import EncryptionKey, decrypt, encrypt, signed_by
from xinfang_tui.exchange.packing import Content, content_id, in_order, pack, unpack
from xinfang_tui.exchange.vector import Holding, by_device
from xinfang_tui.exchange.voucher import Known, Voucher, admit
from xinfang_tui.refusal import Refused

_SAFE = "本机什么也没有接收"


@dataclass(frozen=True, slots=True)
class Shipment:
    """What is to be sent: the facts of the envelope that the sender decides, and the content."""

    way: str
    number: int
    sender: Machine
    sender_name: str
    to: Address
    month: str
    as_of: date
    program: str
    events: Sequence[Event]
    voucher: Voucher = field(default_factory=Voucher)
    withheld: Mapping[str, spans.Spans] = field(default_factory=dict)
    holds: Holding = field(default_factory=Holding)
    note: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parcel:
    """A parcel that was opened and found whole, signed and meant for us.

    Attributes:
        joins: whether the sender's key was not known before and is vouched for by the parcel.
    """

    envelope: Envelope
    content: Content
    joins: bool

    @property
    def events(self) -> Sequence[Event]:
        """The events carried, by device and number."""
        return self.content.events


def write_parcel(shipment: Shipment, sign: Callable[[bytes], bytes]) -> tuple[bytes, Envelope]:
    """The file, and its envelope. Same input, same file but for the encryption.

    Raises:
        Refused: too large for one parcel.
    """
    events = in_order(shipment.events)
    envelope = Envelope(
        id=content_id(shipment.sender.device, shipment.number, shipment.to.unit, events),
        way=shipment.way,
        number=shipment.number,
        sender=shipment.sender,
        sender_name=shipment.sender_name,
        voucher=shipment.voucher,
        to=shipment.to,
        month=shipment.month,
        as_of=shipment.as_of,
        events=len(events),
        disputes=_disputes(events),
        devices=_ends(events),
        program=shipment.program,
    )
    content = Content(events, shipment.withheld, shipment.holds, shipment.note)
    body = encrypt(pack(content), shipment.to.recipients)
    return frame.build(frame.PARCEL, envelope.to_json(), body, sign), envelope


def read_envelope(data: bytes) -> Envelope:
    """The envelope of a whole, unaltered parcel; its signature is checked on opening.

    Raises:
        Refused: no parcel, newer, half-copied or altered.
    """
    return _envelope(frame.take_apart(data, frame.PARCEL).envelope)


def open_parcel(data: bytes, keys: Sequence[EncryptionKey], known: Known) -> Parcel:
    """Open a parcel with our keys; whole or not at all.

    Args:
        keys: what this machine can read with: its own key, and the office's where it has it.
        known: machines, offices and invitations that this machine knows.

    Raises:
        Refused: for every kind of fault, in words that say what to ask for.
    """
    outer = frame.take_apart(data, frame.PARCEL)
    envelope = _envelope(outer.envelope)
    if not {key.recipient for key in keys} & set(envelope.to.recipients):
        raise Refused(
            f"这个包是给{envelope.to.name or envelope.to.unit}的，本机打不开",
            safe=_SAFE,
            do="请送到该收的单位；若就是给本机的，请对方读过本机最近的包或回执后重新打包",
        )
    joins = admit(envelope.sender, envelope.voucher, known)
    if not signed_by(envelope.sender.key, outer.signature, outer.signed):
        raise Refused(
            f"这个包的签名与{envelope.sender.mark}号机的密钥不符，不是它打的或被人改过",
            safe=_SAFE,
            do="请当面向那台电脑要一份新的包",
        )
    sealed = decrypt(outer.body, keys)
    if sealed is None:
        raise Refused(
            "这个包的内容解不开",
            safe=_SAFE,
            do="请对方读过本机最近的包或回执后重新打包",
        )
    try:
        content = unpack(sealed)
    except ValueError as fault:
        raise frame.malformed(frame.PARCEL) from fault
    if not _agree(envelope, content.events):
        raise frame.malformed(frame.PARCEL)
    return Parcel(envelope, content, joins)


def carried(events: Sequence[Event]) -> Holding:
    """The holding that a parcel's events alone make up."""
    return Holding(by_device((event.device, event.seq) for event in events))


def _envelope(record: Any) -> Envelope:
    try:
        return Envelope.from_json(record)
    except ValueError as fault:
        raise frame.malformed(frame.PARCEL) from fault


def _agree(envelope: Envelope, events: Sequence[Event]) -> bool:
    """Whether the envelope says what is inside; the id stands for every event's hash."""
    return (
        envelope.events == len(events)
        and envelope.disputes == _disputes(events)
        and envelope.devices == _ends(events)
        and envelope.id
        == content_id(envelope.sender.device, envelope.number, envelope.to.unit, events)
    )


def _disputes(events: Sequence[Event]) -> int:
    return len({event.subject for event in events if event.subject.startswith("dispute:")})


def _ends(events: Sequence[Event]) -> dict[str, tuple[int, int]]:
    ends: dict[str, tuple[int, int]] = {}
    for event in events:
        first, _ = ends.get(event.device, (event.seq, 0))
        ends[event.device] = (first, event.seq)
    return ends
