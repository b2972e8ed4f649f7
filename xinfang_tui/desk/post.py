"""What this machine alone keeps about parcels: keys, peers, what waits, what was sent and came.

None of it travels; all of it lies in the ledger and so in its backups. Written only inside the
journal's transactions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.event import Event
from xinfang_tui.exchange import spans
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.invitation import Invitation, Office, OfficeKeys
from xinfang_tui.exchange.keys import EncryptionKey
from xinfang_tui.exchange.vector import ByDevice, Holding, spans_by_device

SENT, CAME = "sent", "came"


@dataclass(frozen=True, slots=True)
class Peer:
    """What another machine is known to hold, from its parcels and receipts.

    Attributes:
        machine: which; holding: all that it said it holds.
        as_of: its day of the newest word; answered: whether it ever receipted a parcel of ours.
    """

    machine: Machine
    holding: Holding
    as_of: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """The invitation this machine's office came in by.

    Attributes:
        office: the inviting office; secret: seals our key until it is certified.
        reading: opens what was sealed to the invitation; marks: set aside for us.
        certificate: the office's signature under this machine, "" until receipted.
    """

    office: Office
    secret: str
    reading: EncryptionKey
    marks: tuple[str, ...]
    certificate: str = ""


class Post:
    """The local tables about exchange."""

    def __init__(self, journal: Journal) -> None:
        ledger = journal.ledger
        self._local = ledger.table("local")
        self._peers = ledger.table("peers")
        self._parcels = ledger.table("parcels")
        self._held = ledger.table("held")
        self._quarantine = ledger.table("quarantine")

    # keys

    @property
    def office_keys(self) -> OfficeKeys | None:
        """The office's secrets, on its own machines."""
        record = self._local.fetch("office_keys")
        return OfficeKeys.from_json(record) if record else None

    def keep_office_keys(self, keys: OfficeKeys) -> None:
        """Keep the office's secrets."""
        self._local.put("office_keys", keys.to_json())

    @property
    def joined(self) -> Joined | None:
        """The invitation we came in by; None for an office that stands by itself."""
        record = self._local.fetch("joined")
        if not record:
            return None
        return Joined(
            office=Office(**record["office"]),
            secret=record["secret"],
            reading=EncryptionKey(record["reading"]),
            marks=tuple(record["marks"]),
            certificate=record.get("certificate", ""),
        )

    def keep_invitation(self, invitation: Invitation) -> None:
        """Remember the invitation this machine came in by."""
        office = {name: getattr(invitation.office, name) for name in Office.__slots__}
        self._local.put(
            "joined",
            {
                "office": office,
                "secret": invitation.secret,
                "reading": invitation.reading.text,
                "marks": list(invitation.marks),
            },
        )

    def certify(self, certificate: str) -> None:
        """Keep the office's signature under this machine; a new identity starts without one."""
        record = self._local.fetch("joined")
        if record and record.get("certificate", "") != certificate:
            self._local.put("joined", {**record, "certificate": certificate})

    # invitations given out, machines let in

    @property
    def invited(self) -> dict[str, dict[str, Any]]:
        """Mark → {secret, recipient, unit, marks} of each invitation given out."""
        return self._local.fetch("invited") or {}

    @property
    def secrets(self) -> dict[str, list[str]]:
        """Unit → the secrets of its invitations."""
        found: dict[str, list[str]] = {}
        for given in self.invited.values():
            found.setdefault(str(given["unit"]), []).append(str(given["secret"]))
        return found

    def keep_invited(self, marks: Iterable[str], record: Mapping[str, Any]) -> None:
        """Remember an invitation under each of its marks."""
        self._local.put("invited", {**self.invited, **{mark: dict(record) for mark in marks}})

    def revoke(self, mark: str) -> None:
        """Nobody joins any more with the invitation that gave this mark, nor with its spares."""
        given = self.invited
        secret = given.get(mark, {}).get("secret")
        kept = {other: record for other, record in given.items() if record["secret"] != secret}
        self._local.put("invited", kept)

    @property
    def admitted(self) -> list[Machine]:
        """Machines taken in on an office's word before its own list said so."""
        record = self._local.fetch("admitted") or {}
        return [Machine.from_json(each) for each in record.values()]

    def admit(self, machines: Iterable[Machine]) -> None:
        """Remember machines as known."""
        record = self._local.fetch("admitted") or {}
        added = {machine.device: machine.to_json() for machine in machines}
        self._local.put("admitted", {**added, **record})

    @property
    def former(self) -> str:
        """The device id under which this ledger wrote before; "" on the first run."""
        return str((self._local.fetch("self") or {}).get("device", ""))

    def keep_self(self, device: str) -> None:
        """Remember under which id this ledger writes now."""
        self._local.put("self", {"device": device})

    def next_number(self, of: str) -> int:
        """The next running number of parcels or receipts."""
        number = self.last_number(of) + 1
        self._local.put("counters", {**(self._local.fetch("counters") or {}), of: number})
        return number

    def last_number(self, of: str) -> int:
        """The number given last; 0 before the first."""
        return int((self._local.fetch("counters") or {}).get(of, 0))

    # what is withheld from us, what waits, what was set apart

    @property
    def withheld(self) -> dict[str, spans.Spans]:
        """Numbers that the senders keep to themselves."""
        return spans_by_device(self._local.fetch("withheld") or {})

    def keep_withheld(self, found: ByDevice) -> None:
        """Replace the numbers withheld from us."""
        record = {device: spans.write(part) for device, part in sorted(found.items()) if part}
        if record != (self._local.fetch("withheld") or {}):
            self._local.put("withheld", record)

    @property
    def begun_late(self) -> frozenset[str]:
        """Disputes of which entries were here before that which says whose they are.

        Till then nobody below was given those entries.
        """
        return frozenset((self._local.fetch("begun_late") or {}).get("subjects") or ())

    def keep_begun_late(self, subjects: Iterable[str]) -> None:
        """Remember more of them."""
        known = self.begun_late
        if found := known.union(subjects) - known:
            self._local.put("begun_late", {"subjects": sorted(known | found)})

    def held(self) -> list[Event]:
        """Events that wait for a missing piece."""
        return [Event.from_json(record) for _, record in self._held.documents()]

    def keep_held(self, events: Iterable[Event], before: Iterable[Event]) -> None:
        """Hold exactly these events; ``before`` are those held so far."""
        wanted = {event.hash: event for event in events}
        known = {event.hash: event for event in before}
        for hash in known.keys() - wanted.keys():
            self._held.discard(hash)
        for hash, event in wanted.items():
            if event != known.get(hash):
                self._held.put(hash, event.to_json())

    def quarantined(self) -> list[Event]:
        """Events of another history under a known number."""
        return [Event.from_json(record) for _, record in self._quarantine.documents()]

    def quarantine(self, events: Iterable[Event]) -> None:
        """Set events apart for a person to look at."""
        for event in events:
            self._quarantine.put(event.hash, event.to_json())

    def erase(self, ids: Collection[str]) -> None:
        """Empty the waiting and set-apart events that were asked to be erased."""
        for table in (self._held, self._quarantine) if ids else ():
            for key, record in list(table.documents()):
                if record["id"] in ids:
                    table.put(key, Event.from_json(record).erased().to_json())

    # peers and parcels

    def peers(self) -> list[Peer]:
        """What each other machine is known to hold."""
        return [
            Peer(
                Machine.from_json(record["machine"]),
                Holding.from_json(record["holding"]),
                record["as_of"],
                bool(record["answered"]),
            )
            for _, record in self._peers.documents()
        ]

    def hear(
        self,
        machine: Machine,
        holding: Holding,
        as_of: str,
        answered: bool,
        missing: ByDevice | None = None,
    ) -> None:
        """Take down what a machine said it holds and misses; twice or late changes nothing.

        A later word stands in place of the earlier: a machine on which an old copy was put back
        holds less than before, and what it misses is sent again.
        """
        record = self._peers.fetch(machine.device)
        if record:
            if as_of <= str(record["as_of"]):
                holding = holding.join(Holding.from_json(record["holding"]))
            as_of = max(as_of, str(record["as_of"]))
            answered = answered or bool(record["answered"])
        holding = holding.without(missing or {})
        self._peers.put(
            machine.device,
            {
                "machine": machine.to_json(),
                "holding": holding.to_json(),
                "as_of": as_of,
                "answered": answered,
            },
        )

    @property
    def receipts(self) -> frozenset[str]:
        """The receipts that were read: the device that wrote each, and its number."""
        return frozenset((self._local.fetch("receipts") or {}).get("read") or ())

    def keep_receipt(self, device: str, number: int) -> None:
        """Remember a receipt as read."""
        read = self.receipts | {f"{device}:{number}"}
        if read != self.receipts:
            self._local.put("receipts", {"read": sorted(read)})

    def parcels(self, way: str) -> list[dict[str, Any]]:
        """The parcels sent or come, in the order of their first handling."""
        return [dict(r) for key, r in self._parcels.documents() if key.startswith(f"{way}:")]

    def parcel(self, way: str, id: str) -> dict[str, Any] | None:
        """One parcel's record."""
        return self._parcels.fetch(f"{way}:{id}")

    def keep_parcel(self, way: str, id: str, record: Mapping[str, Any]) -> None:
        """Write a parcel's record."""
        self._parcels.put(f"{way}:{id}", {**record, "id": id})

    def drop_parcel(self, way: str, id: str) -> None:
        """Forget a parcel that did not leave after all."""
        self._parcels.discard(f"{way}:{id}")
