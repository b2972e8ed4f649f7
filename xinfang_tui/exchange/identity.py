"""Who a machine is: its id, mark and keys, kept in ``device.json`` (DESIGN §4, §8)."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from xinfang_tui.diskwords import disk_words
from xinfang_tui.exchange.keys import EncryptionKey, SigningKey
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

Entropy = Callable[[int], bytes]

_HEX, _DIGITS = frozenset("0123456789abcdef"), frozenset("0123456789")


class Machine(NamedTuple):
    """A machine as the others know it.

    Attributes:
        device: random id, 12 hex digits; never derived from a person.
        mark: two digits, unique in the township; "00" is the township's first machine.
        unit: code of the village or township that it works for.
        key: Ed25519 public key, hex.
        recipient: age public key that parcels to it are encrypted to.
    """

    device: str
    mark: str
    unit: str
    key: str
    recipient: str

    def to_json(self) -> dict[str, Any]:
        """The machine as written in envelopes and events."""
        return self._asdict()

    @classmethod
    def from_json(cls, record: Any) -> Machine:
        """Read what :meth:`to_json` wrote.

        Raises:
            ValueError: a field is missing or not what it should be.
        """
        try:
            machine = cls(*(record[name] for name in cls._fields))
        except (KeyError, TypeError) as fault:
            raise ValueError("machine") from fault
        if not all(isinstance(part, str) for part in machine._asdict().values()):
            raise ValueError("machine")
        if not _is_machine(machine.device, machine.mark):
            raise ValueError("machine")
        if len(machine.key) != 64 or not 0 < len(machine.recipient) < 100:
            raise ValueError("machine")
        return machine


class Identity(NamedTuple):
    """A machine's own identity, with its secrets; stays on the machine.

    Attributes:
        packed: highest own seq that ever left this machine in a parcel. A ledger that ends below it
            is an old copy put back (DESIGN §4).
    """

    device: str
    mark: str
    unit: str
    signing: SigningKey
    reading: EncryptionKey
    packed: int = 0

    @property
    def machine(self) -> Machine:
        """What others may know of it."""
        return Machine(
            self.device, self.mark, self.unit, self.signing.public, self.reading.recipient
        )

    def having_packed(self, seq: int) -> Identity:
        """The identity after a parcel that went up to ``seq``."""
        return self._replace(packed=max(self.packed, seq))

    def behind(self, newest: int) -> bool:
        """Whether a ledger whose newest own event is ``newest`` is older than what was sent."""
        return newest < self.packed


def fresh(mark: str, unit: str, entropy: Entropy = os.urandom) -> Identity:
    """A new identity; ``entropy`` feeds the device id alone, so that a worked township repeats."""
    return Identity(
        device=entropy(6).hex(),
        mark=mark,
        unit=unit,
        signing=SigningKey.fresh(),
        reading=EncryptionKey.fresh(),
    )


def save(identity: Identity, path: Path) -> None:
    """Write ``device.json``: readable by its owner alone, whole or not at all."""
    record = {
        "device": identity.device,
        "mark": identity.mark,
        "unit": identity.unit,
        "signing": identity.signing.text,
        "reading": identity.reading.text,
        "packed": identity.packed,
    }
    text = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    draft = path.with_name(f".{path.name}.{os.urandom(4).hex()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def load(path: Path) -> Identity | None:
    """The identity in ``device.json``, or None when there is no such file.

    Raises:
        Refused: the file is there but cannot be read as an identity.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        identity = Identity(
            device=record["device"],
            mark=record["mark"],
            unit=record["unit"],
            signing=SigningKey(record["signing"]),
            reading=EncryptionKey(record["reading"]),
            packed=int(record["packed"]),
        )
        if not _is_machine(identity.device, identity.mark):
            raise ValueError("identity")
    except FileNotFoundError:
        return None
    except OSError as fault:  # the identity may be sound: nobody is to take a new one for this
        raise Refused(
            f"本机身份文件 {path.name} 读不了（{disk_words(fault)}）",
            safe="台账没有动",
            do="请检查这个文件的权限和磁盘，再打开一次",
        ) from fault
    except (ValueError, KeyError, TypeError) as fault:
        raise Refused(
            f"本机身份文件读不出来：{path.name}",
            safe="台账没有动",
            do="请把这个文件挪到别处再打开程序，本机会领一个新的身份",
        ) from fault
    return identity


def _is_machine(device: str, mark: str) -> bool:
    """Whether they look like a machine's: 12 hex digits, two digits."""
    return _spelt(device, 12, _HEX) and _spelt(mark, 2, _DIGITS)


def _spelt(text: object, length: int, by: frozenset[str]) -> bool:
    return isinstance(text, str) and len(text) == length and by.issuperset(text)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows offers no way to flush a folder
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
