"""Packing parcels: everything that the receiver has not receipted and is its business."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from typing import Any, Protocol

from store import StoreError, Where
from store.files import free_name
from xinfang_tui.desk.directory import Directory
from xinfang_tui.desk.eventrow import key_of
from xinfang_tui.desk.exchanging import DEVICE, Exchanging
from xinfang_tui.desk.journal import Journal
from xinfang_tui.desk.post import SENT, Peer
from xinfang_tui.desk.scope import Scope
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes.event import Event
from xinfang_tui.documents.placing import placed, put
from xinfang_tui.exchange import spans
from xinfang_tui.exchange.envelope import ACROSS, DOWN, UP, Address, file_name
from xinfang_tui.exchange.identity import Machine
from xinfang_tui.exchange.parcel import Shipment, write_parcel
from xinfang_tui.exchange.vector import ByDevice, Holding
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
_AGAIN = "请看看 U 盘是否插好、是否已满、是否写保护，再做一次"
_WITH_ALL = "登记的内容一样不少，再做一次会全部带上"
_NOT_SENT = f"这个报送包没有写成，不算发出；{_WITH_ALL}"
_NOTED_AS_SENT = f"这个报送包没有写成，可台账里已经记成发出；{_WITH_ALL}"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Where a parcel goes: the office, which way, and what it is known to hold."""

    address: Address
    way: str
    holding: Holding
    answered: bool


class Sending:
    """The part of the machines' facet that packs."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._ex = exchanging

    def pack(self, folder: Path, to: str | None = None) -> Record:
        """Write a parcel into a folder: up without ``to``, else to the machine of that mark.

        An office with villages below packs one for each when no mark is given.

        Returns:
            ``{file, events, bytes, to, number, id, disputes}``, with ``files`` when several.

        Raises:
            Refused: nobody to send to, or the folder cannot be written; parcels that were written
                before are named, and stay.
        """
        with self._ex.context.journal.transaction():
            if self._ex.inviting:
                self._ex.office_keys()
            self._ex.introduce()
        receivers = self._receivers(to)
        packed: list[Record] = []
        for receiver in receivers:
            try:
                packed.append(self._pack(folder, receiver))
            except (Refused, StoreError) as fault:
                if not packed:
                    raise
                raise _halfway(fault, packed, receiver) from fault
        return packed[0] if len(packed) == 1 else {**packed[0], "files": packed}

    def unsent(self) -> Record:
        """What the ribbon counts: entries that the office above has not receipted, or not yet got.

        Returns:
            ``{unsent, unreceipted}``; both 0 where no office stands above.
        """
        superior = self._ex.superior
        if superior is None:
            return {"unsent": 0, "unreceipted": 0}
        directory = self._ex.directory()
        holding = _latest(self._peers(directory, superior.unit)).holding
        sent = [p for p in self._ex.post.parcels(SENT) if p["unit"] == superior.unit]
        rows = self._rows(holding)
        scope = self._ex.scope(superior.unit, UP)
        scope.look_up(subject for _, subject, _, _, _ in rows)
        wanted = [(d, seq) for _, subject, kind, d, seq in rows if scope.takes(subject, kind)]
        packed: dict[str, int] = {}
        for parcel in sent:
            for device, top in parcel["tops"].items():
                packed[device] = max(packed.get(device, 0), int(top))
        unsent = sum(1 for device, seq in wanted if seq > packed.get(device, 0))
        return {"unsent": unsent, "unreceipted": len(wanted)}

    def content(self, scope: Scope, receiver: Holding, full: bool) -> tuple[list[Event], ByDevice]:
        """The events for a receiver, and the numbers that are kept from it.

        Args:
            receiver: what it holds; full: look at everything, not only at what is newer to it.
        """
        journal = self._ex.context.journal
        rows = self._rows(
            receiver if full else Holding({d: ((1, n),) for d, n in receiver.vector.items()})
        )
        scope.look_up(subject for _, subject, _, _, _ in rows)
        if not full:  # a matter that became the receiver's business comes with its past
            opened = {subject for _, subject, kind, _, _ in rows if scope.takes(subject, kind)}
            late = self._ex.post.begun_late - opened
            scope.look_up(late)
            past = self._rows(receiver, opened | late)
            rows = list({row[0]: row for row in (*rows, *past)}.values())
        keys = [
            key_of(device, seq)
            for _, subject, kind, device, seq in rows
            if scope.takes(subject, kind) and not receiver.has(device, seq)
        ]
        events = [Event.from_json(record) for _, record in journal.events.fetch_many(keys)]
        ours = self._ex.holding()
        given = Holding.of((event.device, event.seq) for event in events)
        kept = {}
        for device in ours.devices:
            there = spans.union(
                given.have.get(device, ()),
                receiver.have.get(device, ()),
                receiver.withheld.get(device, ()),
            )
            kept[device] = spans.minus(ours.covered(device), there)
        return events, {device: part for device, part in kept.items() if part}

    def _rows(self, known: Holding, subjects: Iterable[str] | None = None) -> list[tuple[Any, ...]]:
        """(key, subject, kind, device, seq) of stored events that the holding does not have."""
        events = self._ex.context.journal.events
        columns = ("subject", "kind", "device", "seq")
        if subjects is not None:
            found = events.select([Where("subject", "in", sorted(subjects))], columns=columns)
            return [row for row in found if not known.has(row[3], row[4])]
        rows: list[tuple[Any, ...]] = []
        for device in self._ex.context.journal.heads():
            have = known.have.get(device, ())
            where = [Where("device", "=", device), Where("seq", ">", spans.reach(have))]
            found = events.select(where, columns=columns)
            rows += [row for row in found if not spans.has(have, row[4])]
        return rows

    def _receivers(self, to: str | None) -> list[Receiver]:
        directory = self._ex.directory()
        superior = self._ex.superior
        if to is not None:
            return [self._machine(directory, to)]
        if superior is not None:
            peer = _latest(self._peers(directory, superior.unit))
            address = Address(superior.unit, superior.name, (superior.recipient,))
            return [Receiver(address, UP, peer.holding, peer.answered)]
        units = [unit for unit in directory.units if unit != self._ex.unit]
        found = [self._unit(directory, unit) for unit in units]
        others = [m for m in directory.working(self._ex.unit) if m.device != self._ex.me.device]
        found += [self._machine(directory, machine.mark) for machine in others]
        ready = [receiver for receiver in found if receiver.address.recipients]
        if not ready:
            raise Refused(
                "还没有别的电脑可以收包",
                safe="台账没有动",
                do="请先用 xinfang machine invite 给村里的电脑发邀请",
            )
        return ready

    def _machine(self, directory: Directory, mark: str) -> Receiver:
        machine = directory.by_mark(mark)
        superior = self._ex.superior
        if machine is None and mark in self._ex.post.invited:
            return self._invited(directory, mark)
        if machine is None:
            raise Refused(f"没有{mark}号机", do="请用 xinfang machine list 看看有哪些电脑")
        if machine.device in directory.struck:
            raise Refused(f"{mark}号机已被注销，不再给它打包", safe="台账没有动")
        if machine.device == self._ex.me.device:
            raise Refused(f"{mark}号机就是本机", do="请用 --to 写收包那台电脑的机号")
        if superior is not None and machine.unit == superior.unit:
            return self._receivers(None)[0]
        if machine.unit != self._ex.unit:
            return self._unit(directory, machine.unit)
        peers = [p for p in self._ex.post.peers() if p.machine.device == machine.device]
        peer = _latest(peers)
        address = Address(machine.unit, self._name(machine.unit), (machine.recipient,))
        return Receiver(address, ACROSS, peer.holding, peer.answered)

    def _invited(self, directory: Directory, mark: str) -> Receiver:
        """One that was invited and has not been heard of: with the invitation it can read all."""
        given = self._ex.post.invited[mark]
        unit = self._unit(directory, str(given["unit"]))
        recipients = dict.fromkeys((*unit.address.recipients, str(given["recipient"])))
        address = replace(unit.address, recipients=tuple(recipients))
        return Receiver(address, unit.way, Holding(), False)

    def _unit(self, directory: Directory, unit: str) -> Receiver:
        """All working machines of the unit can read it; before they are known, the invitation."""
        working = directory.working(unit)
        recipients = tuple(machine.recipient for machine in working)
        if not recipients:
            given = self._ex.post.invited.values()
            recipients = tuple(
                dict.fromkeys(str(one["recipient"]) for one in given if one["unit"] == unit)
            )
        heard = {peer.machine.device: peer for peer in self._ex.post.peers()}
        peers = [heard.get(machine.device) for machine in working]
        holdings = [peer.holding if peer else Holding() for peer in peers]
        holding = reduce(Holding.meet, holdings) if holdings else Holding()
        address = Address(unit, self._name(unit), recipients)
        return Receiver(address, DOWN, holding, all(peer and peer.answered for peer in peers))

    def _peers(self, directory: Directory, unit: str) -> list[Peer]:
        """What the unit's machines said; one that was replaced speaks for it no more."""
        gone = {*directory.retired, *directory.struck}
        return [
            peer
            for peer in self._ex.post.peers()
            if peer.machine.unit == unit and peer.machine.device not in gone
        ]

    def _name(self, unit: str) -> str:
        return self._ex.context.rules.places.name(unit)

    def _pack(self, folder: Path, receiver: Receiver) -> Record:
        ex, context = self._ex, self._ex.context
        scope = ex.scope(receiver.address.unit, receiver.way)
        with outgoing(ex, undone=_NOT_SENT, noted=_NOTED_AS_SENT) as put_down:
            number = ex.post.next_number("parcel")
            full = scope.merged or not receiver.answered
            events, withheld = self.content(scope, receiver.holding, full)
            shipment = Shipment(
                way=receiver.way,
                number=number,
                sender=ex.me,
                sender_name=ex.unit_name,
                to=receiver.address,
                month=context.today.isoformat()[:7],
                as_of=context.today,
                program=program_version(),
                events=events,
                voucher=ex.voucher(receiver.way),
                withheld=withheld,
                holds=ex.holding(),
            )
            data, outside = write_parcel(shipment, ex.identity.signing.sign)
            path = free_name(folder / file_name(outside))
            put_down(path, data, lambda: ex.post.drop_parcel(SENT, outside.id))
            ex.post.keep_parcel(
                SENT,
                outside.id,
                {
                    "number": number,
                    "way": receiver.way,
                    "unit": receiver.address.unit,
                    "month": outside.month,
                    "on": context.today.isoformat(),
                    "file": path.name,
                    "events": len(events),
                    "tops": context.journal.heads(),
                    "receipted": "",
                },
            )
        return {
            "file": str(path),
            "events": len(events),
            "bytes": len(data),
            "disputes": outside.disputes,
            "to": receiver.address.name,
            "number": number,
            "id": outside.id,
        }


def _halfway(fault: Refused | StoreError, packed: Sequence[Record], to: Receiver) -> Refused:
    """The refusal of one parcel after others were written."""
    names = "、".join(str(each["to"]) for each in packed)
    return Refused(
        f"给{to.address.name}的包没有写成：{fault.wrong}",
        safe=f"给{names}的 {len(packed)} 个包已经写好，可以发；没写成的，再做一次会带上",
        do=fault.do,
    )


def _latest(peers: Sequence[Peer]) -> Peer:
    """The peer heard last; one that holds nothing when nobody was heard."""
    nobody = Peer(Machine("", "", "", "", ""), Holding(), "")
    return max(peers, key=lambda peer: (peer.as_of, peer.machine.mark), default=nobody)


def program_version() -> str:
    """The version that parcels name."""
    from importlib.metadata import PackageNotFoundError, version  # slow to load

    try:
        return version("xinfang-tui")
    except PackageNotFoundError:
        return "0"


class PutDown(Protocol):
    """Writes a file whole beside its place, to take it when all is kept; or refuses."""

    def __call__(self, path: Path, data: bytes, undo: Callable[[], None]) -> None:
        """``undo`` takes back, inside a transaction, the note that the file left."""


@contextmanager
def outgoing(exchanging: Exchanging, *, undone: str, noted: str) -> Iterator[PutDown]:
    """One transaction round what leaves in a file, which takes its place when all is kept.

    A file that left before would hold entries that this machine has not, where the ledger then
    could not keep them; entries noted as packed that are not in the ledger would read as an old
    copy put back (DESIGN §4). Where the file cannot take its place after all, as on a stick that
    was pulled out meanwhile, the note that it left is taken back.

    Args:
        undone: what is safe when the file could not take its place; noted: when, beside, the
            ledger goes on saying that it left.

    Raises:
        Refused: it could not be written; what the ledger keeps of it by then is told.
    """
    journal = exchanging.context.journal
    undoing: list[Callable[[], None]] = []
    kept = False
    try:
        with ExitStack() as files:

            def put_down(path: Path, data: bytes, undo: Callable[[], None]) -> None:
                undoing.append(undo)
                with files.enter_context(placed(path, _AGAIN)).open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())

            with journal.transaction():
                yield put_down
            kept = True
            _note_packed(exchanging)
    except Refused as fault:
        if not kept:
            raise
        safe = undone if _taken_back(journal, undoing) else noted
        raise Refused(fault.wrong, safe=safe, do=fault.do) from fault


def _note_packed(exchanging: Exchanging) -> None:
    try:
        exchanging.note_packed(exchanging.context.journal.newest)
    except OSError as fault:
        raise Refused(
            f"写不进本机的“{DEVICE}”：{disk_words(fault)}",
            do="请看看数据文件夹所在的磁盘是否已满、是否只能读，再做一次",
        ) from fault


def _taken_back(journal: Journal, undoing: Sequence[Callable[[], None]]) -> bool:
    """Take back that a file left; whether that could be kept."""
    try:
        with journal.transaction():
            for undo in undoing:
                undo()
    except StoreError:
        return False
    return True


def write_whole(path: Path, data: bytes) -> None:
    """Put a file into a folder whole, or not at all: a stick may be pulled out any time.

    Raises:
        Refused: it cannot be written there.
    """
    put(path, data, do=_AGAIN)
