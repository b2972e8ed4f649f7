"""An invitation (邀请): all that a new machine needs to work for its village (DESIGN §8).

It is secret and handed over in person: whoever holds it first can join with its mark.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from xinfang_tui.exchange import frame
from xinfang_tui.exchange.envelope import plain
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.keys import EncryptionKey, SigningKey, signed_by
from xinfang_tui.exchange.packing import Content, pack, unpack
from xinfang_tui.refusal import Refused

_SAFE = "本机什么也没有变"


@dataclass(frozen=True, slots=True)
class Office:
    """The public keys of an office, which outlive each of its machines."""

    unit: str
    name: str
    key: str
    recipient: str


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """The secret keys of an office: on all its own machines and in their backups.

    ``signing`` vouches for the office's machines; ``reading`` opens what is sent to the office.
    """

    signing: SigningKey
    reading: EncryptionKey

    @classmethod
    def fresh(cls) -> OfficeKeys:
        """New random keys."""
        return cls(SigningKey.fresh(), EncryptionKey.fresh())

    def public(self, unit: str, name: str) -> Office:
        """What others need to know."""
        return Office(unit, name, self.signing.public, self.reading.recipient)

    def to_json(self) -> dict[str, str]:
        """The secrets as stored."""
        return {"signing": self.signing.text, "reading": self.reading.text}

    @classmethod
    def from_json(cls, record: Any) -> OfficeKeys:
        """Read what :meth:`to_json` wrote; KeyError, TypeError or ValueError otherwise."""
        return cls(SigningKey(record["signing"]), EncryptionKey(record["reading"]))


@dataclass(frozen=True, slots=True)
class Invitation:
    """What the inviting office gives to a machine.

    Attributes:
        unit, unit_name: the village (or the office itself, for a further machine of it).
        level: the unit's level.
        marks: marks set aside for it: the first for joining, the next ones for after a restore.
        secret: one-time secret, hex, that seals the joining machine's own key.
        reading: opens what is sent to the unit before its machine's own key is known.
        office: the inviting office.
        machines: the office's machines, the inviting one first.
        content: places, staff, ladder and settings as the office's own events.
        office_keys: the office's secrets, only for a further machine of the office itself.
    """

    unit: str
    unit_name: str
    level: str
    marks: tuple[str, ...]
    office: Office
    as_of: date
    secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)
    reading: EncryptionKey = field(default_factory=EncryptionKey.fresh)
    machines: tuple[Machine, ...] = ()
    content: Content = field(default_factory=lambda: Content(()))
    office_keys: OfficeKeys | None = None


def write_invitation(invitation: Invitation, office: OfficeKeys) -> bytes:
    """The file; readable outside is only for whom it is."""
    outside = {
        "unit": invitation.unit,
        "unit_name": invitation.unit_name,
        "marks": list(invitation.marks),
        "office": invitation.office.name,
        "as_of": invitation.as_of.isoformat(),
    }
    keys = invitation.office_keys
    inside = {
        "level": invitation.level,
        "secret": invitation.secret,
        "reading": invitation.reading.text,
        "office": {name: getattr(invitation.office, name) for name in Office.__slots__},
        "machines": [machine.to_json() for machine in invitation.machines],
        "office_keys": keys.to_json() if keys else None,
    }
    content = replace(invitation.content, note={"invitation": inside})
    return frame.build(frame.INVITATION, outside, pack(content), office.signing.sign)


def read_invitation(data: bytes) -> Invitation:
    """Read an invitation.

    Raises:
        Refused: no invitation, newer, half-copied or altered.
    """
    outer = frame.take_apart(data, frame.INVITATION)
    try:
        content = unpack(outer.body)
        inside = content.note["invitation"]
        keys = inside["office_keys"]
        invitation = Invitation(
            unit=_text(outer.envelope["unit"]),
            unit_name=_text(outer.envelope["unit_name"]),
            level=_text(inside["level"]),
            marks=tuple(_text(mark) for mark in outer.envelope["marks"]),
            office=Office(*(_text(inside["office"][name]) for name in Office.__slots__)),
            as_of=date.fromisoformat(outer.envelope["as_of"]),
            secret=bytes.fromhex(inside["secret"]).hex(),
            reading=EncryptionKey(inside["reading"]),
            machines=tuple(Machine.from_json(record) for record in inside["machines"]),
            content=replace(content, note={}),
            office_keys=OfficeKeys.from_json(keys) if keys else None,
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise frame.malformed(frame.INVITATION) from fault
    if not signed_by(invitation.office.key, outer.signature, outer.signed):
        raise Refused(
            "这份邀请的签名不符，可能被人改过",
            safe=_SAFE,
            do="请当面向镇里要一份新的邀请",
        )
    if not (invitation.marks and invitation.machines):
        raise frame.malformed(frame.INVITATION)
    return invitation


def file_name(invitation: Invitation) -> str:
    """A name that says whom it is for and that it is to be kept safe."""
    return f"邀请_{plain(invitation.unit_name)}_{invitation.marks[0]}号机_请妥善保管.xfy"


def _text(value: Any) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError("text")
    return value
