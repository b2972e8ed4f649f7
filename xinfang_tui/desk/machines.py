"""Machines and parcels: the desk's facet for everything between offices (DESIGN §8, §10)."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from store import StoreError
from xinfang_tui.desk import opening
from xinfang_tui.desk.below import Below
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.joining import Joining, join
from xinfang_tui.desk.journal import Entropy
from xinfang_tui.desk.post import CAME, SENT
from xinfang_tui.desk.receiving import Erased, Receiving, read
from xinfang_tui.desk.sending import Sending, write_whole
from xinfang_tui.desk.standing import Standing
from xinfang_tui.desk.takeback import take_back
from xinfang_tui.exchange import frame, inbox, spans
from xinfang_tui.exchange.freshness import Freshness
from xinfang_tui.exchange.parcel import open_parcel, read_envelope
from xinfang_tui.exchange.receipt import Receipt, open_receipt
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


class Machines:
    """What the offices' computers send each other.

    Args:
        on_erase: see :class:`Receiving`.
    """

    def __init__(self, context: Context, on_erase: Erased | None = None) -> None:
        self._context = context
        self._ex = Exchanging(context)
        self._sending = Sending(self._ex)
        self._below = Below(self._ex)
        self._receiving = Receiving(self._ex, on_erase)
        self._joining = Joining(self._ex)
        self._standing = Standing(self._ex)

    @staticmethod
    def join(
        folder: Path,
        file: Path,
        *,
        today: date | None = None,
        entropy: Entropy = os.urandom,
        now: Callable[[], int] = opening.wall_clock,
    ) -> Record:
        """Set an empty data folder up from an invitation; see :func:`joining.join`.

        Returns:
            ``{folder, unit, name, mark}``.
        """
        day = today or date.today()
        journal, identity = join(folder, file, today=day, entropy=entropy, now=now)
        try:
            unit = Context(
                folder, journal, identity, user=None, day=lambda: day
            ).rules.settings.unit
        finally:
            journal.ledger.close()
        return {
            "folder": str(folder),
            "unit": unit.code,
            "name": unit.name,
            "mark": identity.mark,
        }

    def invite(self, village: str, out: Path) -> Record:
        """Write an invitation; see :meth:`Joining.invite`."""
        return self._joining.invite(village, out)

    def strike(self, mark: str, reason: str = "") -> Record:
        """Strike a lost machine off; see :meth:`Joining.strike`."""
        return self._joining.strike(mark, reason)

    def list(self) -> Sequence[Record]:
        """The machines there are; see :meth:`Standing.machines`."""
        return self._standing.machines()

    def pack(self, folder: Path, to: str | None = None) -> Record:
        """Write a parcel into a folder; see :meth:`Sending.pack`."""
        self._context.demand("parcel")
        return self._sending.pack(folder, to)

    def inspect(self, path: Path) -> Record:
        """What a file is, without taking anything in.

        Returns:
            A parcel's envelope with ``ours``, ``seen`` and ``sound`` (opened and verified), or of
            a receipt or invitation the readable part; always ``kind``.

        Raises:
            Refused: none of these, newer, half-copied or altered.
        """
        data = read(path)
        outer = frame.take_apart(data, frame.PARCEL, frame.RECEIPT, frame.INVITATION)
        if outer.kind == frame.RECEIPT:
            return {"kind": "receipt", **outer.envelope}
        if outer.kind == frame.INVITATION:
            return {"kind": "invitation", **outer.envelope}
        envelope = read_envelope(data)
        keys = self._ex.reading_keys
        ours = bool({key.recipient for key in keys} & set(envelope.to.recipients))
        answer = {
            "kind": "parcel",
            **envelope.to_json(),
            "ours": ours,
            "seen": self._ex.post.parcel(CAME, envelope.id) is not None,
            "sound": None,
        }
        if ours:
            open_parcel(data, keys, self._ex.known(self._ex.directory()))
            answer["sound"] = True
        return answer

    def unpack(self, paths: Sequence[Path] | Path, dry_run: bool = False) -> Record:
        """Take parcels in, or rehearse it: each whole and in one transaction, or not at all.

        Returns:
            One parcel's answer (see :meth:`Receiving.unpack`), its ``receipt`` beside the parcel
            where that can be written; of several their sums, with ``parcels`` and, in ``refused``,
            the files that were none of ours, or that came after the disk was full.

        Raises:
            Refused: no file, or a single one that is refused.
            StoreError: nothing of any could be saved.
        """
        self._context.demand("parcel")
        if isinstance(paths, Path):
            paths = [paths]
        if not paths:
            raise Refused("没有找到要接收的报送包", do="请看看文件名对不对、U 盘是否插好")
        if len(paths) == 1:
            return self._taken(paths[0], dry_run)
        answers, refused = [], []
        for path in sorted(paths, key=lambda path: path.name):
            try:
                answers.append({"file": path.name, **self._taken(path, dry_run)})
            except Refused as refusal:
                refused.append({"reason": refusal.text, "file": path.name})
            except StoreError as fault:
                if not answers:
                    raise
                refused.append({"reason": fault.text, "file": path.name})
        sums = {
            name: sum(int(answer[name]) for answer in answers)
            for name in (
                "new",
                "updated",
                "nothing",
                "conflicts",
                "events",
                "others",
                "quarantined",
            )
        }
        refused += [each for answer in answers for each in answer["refused"]]
        return {
            "id": answers[-1]["id"] if answers else None,
            **sums,
            "held": answers[-1]["held"] if answers else 0,
            "refused": refused,
            "parcels": answers,
        }

    def _taken(self, path: Path, dry_run: bool = False) -> Record:
        """Take one parcel in; its receipt goes back the way that the parcel came."""
        answer = self._receiving.unpack(path, dry_run)
        if not answer.get("receipt"):
            return answer
        written = Path(answer["receipt"])
        beside = path.parent / written.name
        try:
            if not beside.exists() or not beside.samefile(written):
                write_whole(beside, written.read_bytes())
        except (OSError, Refused):  # a stick that is full, write-protected or gone
            return answer
        return {**answer, "receipt": str(beside)}

    def receipt(self, path: Path) -> Record:
        """Read a receipt that came for us; of a parcel taken in, say where its receipt lies.

        Reading one twice, or an old one late, changes nothing.

        Returns:
            ``{parcel, number, from, counts, refused, conflicts, missing, unsent, unreceipted,
            below, anew}``; ``anew`` as of :meth:`Receiving.unpack`.

        Raises:
            Refused: no receipt, damaged, not for us or from nobody known.
        """
        self._context.demand("parcel")
        data = read(path)
        if frame.take_apart(data, frame.PARCEL, frame.RECEIPT).kind == frame.PARCEL:
            return self._taken(path)
        receipt = open_receipt(data, self._ex.unit, self._ex.known(self._ex.directory()))
        outrun = self._ex.me.device in receipt.another or self._ex.outrun(receipt.holds)
        anew = self._ex.begin_anew() if outrun else ""
        with self._context.journal.transaction():
            self._hear(receipt)
        return {
            "parcel": receipt.parcel,
            "number": receipt.parcel_number,
            "from": f"{receipt.sender_name}{receipt.sender.mark}号机",
            "counts": dict(receipt.counts),
            "refused": [{"reason": why, "events": n} for why, n in receipt.refused.items()],
            "conflicts": [{"number": number, "slot": slot} for number, slot in receipt.conflicts],
            "missing": {d: spans.count(part) for d, part in receipt.missing.items()},
            **self._sending.unsent(),
            "below": self._below.unsent(),
            "anew": anew,
        }

    def _hear(self, receipt: Receipt) -> None:
        post = self._ex.post
        post.keep_receipt(receipt.sender.device, receipt.number)
        post.admit([receipt.sender])
        as_of = receipt.as_of.isoformat()
        post.hear(receipt.sender, receipt.holds, as_of, True, receipt.missing)
        mine = receipt.device == self._ex.me.device
        if mine and receipt.certificate and self._ex.superior is not None:
            post.certify(receipt.certificate)
        reached = receipt.holds.without(receipt.missing).vector
        for parcel in post.parcels(SENT):
            answered = mine and parcel["id"] == receipt.parcel
            if not parcel["receipted"] and (answered or _arrived(parcel, receipt, reached)):
                post.keep_parcel(SENT, str(parcel["id"]), {**parcel, "receipted": as_of})

    def unsent(self) -> int:
        """How many entries the office above has not been sent yet."""
        return int(self._sending.unsent()["unsent"])

    def takeback(self, parcel: str) -> Record:
        """Set a received parcel aside as one; see :func:`take_back`."""
        return take_back(self._ex, parcel)

    def status(self) -> Record:
        """What was sent, came, waits and is wanted; see :meth:`Standing.status`.

        ``below``: what each village's machine has not been sent yet; see :meth:`Below.unsent`.
        """
        return {**self._sending.unsent(), "below": self._below.unsent(), **self._standing.status()}

    def waiting(self) -> int:
        """How many entries have not been sent yet, up and down together."""
        return self.unsent() + sum(int(each["unsent"]) for each in self._below.unsent())

    def freshness(self) -> dict[str, Freshness]:
        """Village that has its own machine → up to when its data reach (各村数据截至)."""
        return self._standing.freshness()

    def watch(self, folder: Path) -> Sequence[Record]:
        """What lies in a folder for us: ``{file, kind, state, says, id}``, new ones first.

        A folder that is not there holds nothing: the stick is not in.
        """
        post = self._ex.post
        seen = {str(came["id"]) for came in post.parcels(CAME)} | post.receipts
        found = inbox.look(
            _heads(folder),
            recipients=[key.recipient for key in self._ex.reading_keys],
            unit=self._ex.unit,
            seen=seen,
        )
        return [
            {
                "file": str(folder / f.name),
                "kind": f.kind,
                "state": f.state,
                "says": f.says,
                "id": f.id,
            }
            for f in found
        ]

    def lying(self, folder: Path) -> Sequence[Path]:
        """The parcels in a folder to take in: new or half-copied; without any, those taken before.

        To take one again harms nothing, and writes the receipt that an interrupted taking did not
        come to. What was taken back stays so.

        Raises:
            Refused: all that lie there were taken back.
        """
        there = [each for each in self.watch(folder) if each["file"].endswith(".xfb")]
        fresh = [each for each in there if each["state"] in (inbox.NEW, inbox.UNREADABLE)]
        seen = [each for each in there if each["state"] == inbox.SEEN]
        aside = {str(came["id"]) for came in self._ex.post.parcels(CAME) if came.get("aside")}
        again = [each for each in seen if each["id"] not in aside]
        if seen and not fresh and not again:
            raise Refused(
                f"“{folder}”里的报送包都接收过，又撤销了",
                safe="台账没有动",
                do="要恢复其中一个，请写明它的文件名再接收一次",
            )
        return [Path(each["file"]) for each in fresh or again]

    def forget(self, ids: Iterable[str]) -> None:
        """Empty what waits or is set apart of events that were erased here."""
        with self._context.journal.transaction():
            self._ex.post.erase(set(ids))


def _arrived(parcel: Record, receipt: Receipt, reached: Mapping[str, int]) -> bool:
    """Whether all that a sent parcel brought is there, by a receipt for a later one."""
    return bool(parcel["unit"] == receipt.sender.unit) and all(
        reached.get(device, 0) >= int(top) for device, top in parcel["tops"].items()
    )


def _heads(folder: Path) -> Iterable[tuple[str, int, bytes]]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return
    for path in paths:
        if path.suffix.lower() in inbox.SUFFIXES:
            try:
                with path.open("rb") as file:
                    yield path.name, path.stat().st_size, file.read(inbox.HEAD_BYTES)
            except OSError:
                continue
