"""The readable part of a parcel: from whom, to whom, how much; no personal data (DESIGN §8)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.voucher import Voucher

UP, DOWN, ACROSS = "up", "down", "across"
WAYS = {UP: "上报", DOWN: "下发", ACROSS: "交接"}
_MONTH = r"\d{4}-(0[1-9]|1[0-2])"
_ID = r"[0-9a-f]{20}"
_FORBIDDEN = r'[\\/:*?"<>|\s\x00-\x1f.]+'


@dataclass(frozen=True, slots=True)
class Address:
    """An office that a parcel goes to: its code, name, and the keys that can open the parcel."""

    unit: str
    name: str
    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Envelope:
    """What anybody may read on the outside of a parcel.

    Attributes:
        id: derived from sender, number, receiver and content: every copy of the file has it.
        way: up, down or across (between two machines of one village).
        number: running number of the sender's parcels.
        sender, sender_name, voucher: the machine, its unit's name, why its key is to be believed.
        to: the receiving office.
        month: the month the parcel is for; as_of: the sender's day of packing.
        events, disputes: how many are inside.
        devices: first and last number carried of each machine's chain.
        program: version that packed it.
    """

    id: str
    way: str
    number: int
    sender: Machine
    sender_name: str
    voucher: Voucher
    to: Address
    month: str
    as_of: date
    events: int
    disputes: int
    devices: Mapping[str, tuple[int, int]]
    program: str

    def to_json(self) -> dict[str, Any]:
        """The envelope as written."""
        return {
            "id": self.id,
            "way": self.way,
            "number": self.number,
            "from": {**self.sender.to_json(), "name": self.sender_name},
            "voucher": {"how": self.voucher.how, "proof": self.voucher.proof},
            "to": {
                "unit": self.to.unit,
                "name": self.to.name,
                "recipients": list(self.to.recipients),
            },
            "month": self.month,
            "as_of": self.as_of.isoformat(),
            "events": self.events,
            "disputes": self.disputes,
            "devices": {device: list(ends) for device, ends in sorted(self.devices.items())},
            "program": self.program,
        }

    @classmethod
    def from_json(cls, record: Any) -> Envelope:
        """Read what :meth:`to_json` wrote; fields of newer programs are passed over.

        Raises:
            ValueError: a field is missing or not what it should be.
        """
        try:
            sender, to, voucher = record["from"], record["to"], record["voucher"]
            envelope = cls(
                id=record["id"],
                way=record["way"],
                number=record["number"],
                sender=Machine.from_json(sender),
                sender_name=sender["name"],
                voucher=Voucher(voucher["how"], voucher["proof"]),
                to=Address(to["unit"], to["name"], tuple(to["recipients"])),
                month=record["month"],
                as_of=date.fromisoformat(record["as_of"]),
                events=record["events"],
                disputes=record["disputes"],
                devices={d: (ends[0], ends[1]) for d, ends in record["devices"].items()},
                program=record["program"],
            )
        except (KeyError, TypeError, AttributeError, IndexError) as fault:
            raise ValueError("envelope") from fault
        if not _sound(envelope):
            raise ValueError("envelope")
        return envelope


def _sound(envelope: Envelope) -> bool:
    texts = (
        envelope.sender_name,
        envelope.voucher.how,
        envelope.voucher.proof,
        envelope.to.unit,
        envelope.to.name,
        envelope.program,
        *envelope.to.recipients,
    )
    numbers = [envelope.number, envelope.events, envelope.disputes]
    for first, last in envelope.devices.values():
        numbers += [first, last, last - first if _number(first) and _number(last) else -1]
    return (
        envelope.way in WAYS
        and isinstance(envelope.id, str)
        and re.fullmatch(_ID, envelope.id) is not None
        and isinstance(envelope.month, str)
        and re.fullmatch(_MONTH, envelope.month) is not None
        and all(isinstance(text, str) and len(text) <= 200 for text in texts)
        and all(_number(number) for number in numbers)
    )


def _number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**53


def file_name(envelope: Envelope) -> str:
    """A name that sorts by month and says what it is, the same wherever it is packed."""
    to = "" if envelope.way == UP else f"_{plain(envelope.to.name)}"
    return (
        f"{envelope.month}_{plain(envelope.sender_name)}_{envelope.sender.mark}号机"
        f"_{WAYS[envelope.way]}{to}_{envelope.number:04d}.xfb"
    )


def plain(name: str) -> str:
    """A name fit for a file name on every system."""
    return re.sub(_FORBIDDEN, "", name)[:30] or "未名"
