"""A receipt (回执): what arrived, said by the receiver, signed, safe to read twice (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from xinfang_tui.disputes.event import canonical
from xinfang_tui.exchange import frame, spans
from xinfang_tui.exchange.envelope import plain
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.keys import signed_by
from xinfang_tui.exchange.packing import compressed, decompressed
from xinfang_tui.exchange.vector import Holding, spans_by_device
from xinfang_tui.exchange.voucher import Known, Voucher, admit
from xinfang_tui.refusal import Refused

COUNTS = ("new", "updated", "nothing", "conflicts", "held", "refused")


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receiver answers to one parcel.

    Attributes:
        number: running number of the answering machine's receipts.
        sender, sender_name, voucher: the answering machine.
        unit, device: whom it answers.
        parcel, parcel_number, as_of: the parcel's id and number; the day of the answer.
        counts: events new, updated, nothing to do, conflicts, held, refused.
        refused: reason → how many entries; no names, no content.
        conflicts: (number of the dispute, what differs), to be settled by a person.
        holds: all that the answering machine holds now: what the sender need not send again.
        missing: numbers still wanted, by machine.
        accepted: the sender as it stands in the list of machines.
        certificate: the office's signature under that machine, which others may believe.
        another: machines of whose entries another history was set apart.
    """

    number: int
    sender: Machine
    sender_name: str
    unit: str
    device: str
    parcel: str
    parcel_number: int
    as_of: date
    holds: Holding
    voucher: Voucher = field(default_factory=Voucher)
    counts: Mapping[str, int] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str], ...] = ()
    missing: Mapping[str, spans.Spans] = field(default_factory=dict)
    accepted: Machine | None = None
    certificate: str = ""
    another: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The readable part: all but ``holds``."""
        return {
            "number": self.number,
            "from": {**self.sender.to_json(), "name": self.sender_name},
            "voucher": {"how": self.voucher.how, "proof": self.voucher.proof},
            "to": {"unit": self.unit, "device": self.device},
            "parcel": {"id": self.parcel, "number": self.parcel_number},
            "as_of": self.as_of.isoformat(),
            "counts": {name: self.counts.get(name, 0) for name in COUNTS},
            "refused": dict(sorted(self.refused.items())),
            "conflicts": [list(pair) for pair in self.conflicts],
            "missing": {device: spans.write(part) for device, part in sorted(self.missing.items())},
            "accepted": self.accepted.to_json() if self.accepted else None,
            "certificate": self.certificate,
            **({"another": list(self.another)} if self.another else {}),
        }


def write_receipt(receipt: Receipt, sign: Callable[[bytes], bytes]) -> bytes:
    """The file; the same receipt gives the same bytes."""
    body = compressed(canonical(receipt.holds.to_json()))
    return frame.build(frame.RECEIPT, receipt.to_json(), body, sign)


def open_receipt(data: bytes, unit: str, known: Known) -> Receipt:
    """Read a receipt meant for our office.

    Raises:
        Refused: no receipt, damaged, another office's, or signed by nobody known.
    """
    outer = frame.take_apart(data, frame.RECEIPT)
    try:
        receipt = _receipt(outer.envelope, outer.body)
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise frame.malformed(frame.RECEIPT) from fault
    if receipt.unit != unit:
        raise Refused("这份回执是答复别的单位的", safe="本机的记录没有变", do="请送到打包的单位")
    admit(receipt.sender, receipt.voucher, known)
    if not signed_by(receipt.sender.key, outer.signature, outer.signed):
        raise Refused(
            f"这份回执的签名与{receipt.sender.mark}号机的密钥不符",
            safe="本机的记录没有变，未回执的内容下次照样打包",
            do="请当面向对方要一份新的回执",
        )
    return receipt


def file_name(receipt: Receipt, mark: str) -> str:
    """A name that sorts and says which parcel it answers; ``mark`` is the answered machine's."""
    month = receipt.as_of.isoformat()[:7]
    sender = f"{plain(receipt.sender_name)}_{receipt.sender.mark}号机"
    return f"{month}_{sender}_回执_{mark}号机{receipt.parcel_number:04d}号包.xfr"


def _receipt(record: Any, body: bytes) -> Receipt:
    sender, voucher, to, parcel = (record[key] for key in ("from", "voucher", "to", "parcel"))
    accepted = record["accepted"]
    receipt = Receipt(
        number=record["number"],
        sender=Machine.from_json(sender),
        sender_name=sender["name"],
        unit=to["unit"],
        device=to["device"],
        parcel=parcel["id"],
        parcel_number=parcel["number"],
        as_of=date.fromisoformat(record["as_of"]),
        holds=Holding.from_json(frame.strict_json(decompressed(body))),
        voucher=Voucher(voucher["how"], voucher["proof"]),
        counts={name: int(record["counts"][name]) for name in COUNTS},
        refused={str(reason): int(many) for reason, many in record["refused"].items()},
        conflicts=tuple((str(number), str(slot)) for number, slot in record["conflicts"]),
        missing=spans_by_device(record["missing"]),
        accepted=None if accepted is None else Machine.from_json(accepted),
        certificate=record["certificate"],
        another=tuple(map(str, record.get("another") or ())),
    )
    texts = [receipt.sender_name, receipt.unit, receipt.device, receipt.parcel]
    numbers = (receipt.number, receipt.parcel_number)
    texts += [receipt.voucher.how, receipt.voucher.proof, receipt.certificate]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("receipt")
    if not all(type(number) is int and number >= 0 for number in numbers):
        raise ValueError("receipt")
    return receipt
