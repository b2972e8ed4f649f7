"""Taking parcels in: rehearsed, then one transaction each, answered by a receipt (DESIGN §8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from store import Where
from xinfang_tui.desk.arriving import Outcome, Standings, arising, refusals, report
from xinfang_tui.desk.erasing import carry_through
from xinfang_tui.desk.eventrow import key_of
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.journal import DISPUTE, RULE
from xinfang_tui.desk.meetingerasing import MEETING
from xinfang_tui.desk.post import CAME
from xinfang_tui.desk.sending import write_whole
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes.erased import ERASE
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.exchange import merge
from xinfang_tui.exchange.envelope import DOWN, UP
from xinfang_tui.exchange.envelope import file_name as file_name_of
from xinfang_tui.exchange.parcel import Parcel, open_parcel
from xinfang_tui.exchange.receipt import COUNTS, Receipt, file_name, write_receipt
from xinfang_tui.exchange.vector import ByDevice, Holding
from xinfang_tui.exchange.voucher import vouched
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
Taken = dict[str, set[str]]
"""Subject → ids of its entries that lost data here."""
Applied = tuple[merge.MergePlan, Standings, dict[str, str], Taken]
Erased = Callable[[list[str], list[str]], list[str]]
RECEIPTS = "parcels"


class Stored:
    """The stored chains, as a plan asks about them."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._journal = exchanging.context.journal

    def links(self, device: str, first: int, last: int) -> Mapping[int, merge.Link]:
        """The links of a machine with numbers from first to last."""
        where = [Where("device", "=", device), Where("seq", ">=", first), Where("seq", "<=", last)]
        return {
            record["seq"]: merge.Link(record["hash"], record["prev"], record["data"] is None)
            for _, record in self._journal.events.documents(where)
        }

    def head(self, device: str) -> int:
        """The highest number stored of a machine."""
        return int(self._journal.events.top("seq", [Where("device", "=", device)]) or 0)


class Receiving:
    """The part of the machines' facet that unpacks.

    Args:
        on_erase: called when a parcel brought an erasure, or something that one had missed, with
            the ids of the erased events and their subjects; answers what it could not reach.
    """

    def __init__(self, exchanging: Exchanging, on_erase: Erased | None = None) -> None:
        self._ex = exchanging
        self._on_erase = on_erase

    def unpack(self, path: Path, dry_run: bool = False) -> Record:
        """Take one parcel in, or rehearse it.

        Returns:
            ``{id, new, updated, nothing, conflicts, held, refused: [{reason, events}]}``: disputes
            new, changed and untouched; conflicts that arose; entries held. Beside them ``others``
            (sweeps, places and so on that changed), ``events``, ``quarantined``, ``missing``,
            ``villages``, ``from``, ``receipt`` (null with ``unanswered``, the reason, when it
            could not be written), ``anew``: in words, that this machine goes on under a new
            identity, else ""; ``behind``: files of parcels taken back, on whose content some of
            this one builds.

        Raises:
            Refused: the file is not for us, not from anybody known, or not whole.
        """
        ex = self._ex
        parcel = open_parcel(read(path), ex.reading_keys, ex.known(ex.directory()))
        if dry_run:
            plan = self._plan(parcel, ex.post.held())
            before, back = self._standing(_matters(plan)), self._asides(plan)
            after = self._rehearsed(plan, before)
            missing = self._missing(parcel, plan)
            answer = report(parcel, plan, before, after, back.values(), missing)
            return answer | {"anew": "", "behind": self._behind(plan, back)}
        anew = ex.begin_anew() if self._outrun(parcel) else ""
        with ex.context.journal.transaction():
            if ex.inviting:
                ex.office_keys()
            ex.introduce()
            number = ex.post.next_number("receipt")
            plan, before, back, taken = self._apply(parcel)
            if taken and self._on_erase is not None:
                from xinfang_tui.desk.copies import begin_forgetting  # seldom needed

                begin_forgetting(ex.context, _all(taken), sorted(taken))
        after = self._standing(_matters(plan))
        missing = self._missing(parcel, plan)
        answer = report(parcel, plan, before, after, back.values(), missing)
        answer |= self._forgotten(taken) | {"anew": anew, "behind": self._behind(plan)}
        arisen = [id for id in after if arising(id, before, after)]
        try:
            receipt = self._receipt(parcel, number, plan, answer, arisen)
        except Refused as fault:  # what came is safe all the same
            return {**answer, "receipt": None, "unanswered": fault.wrong}
        return {**answer, "receipt": receipt}

    def _outrun(self, parcel: Parcel) -> bool:
        """Whether the parcel shows that this machine's own chain went another way elsewhere."""
        own = {e.seq: e.hash for e in parcel.events if e.device == self._ex.me.device}
        here = Stored(self._ex).links(self._ex.me.device, min(own), max(own)) if own else {}
        others = any(own[seq] != link.hash for seq, link in here.items() if seq in own)
        return others or self._ex.outrun(parcel.content.holds)

    def _plan(self, parcel: Parcel, held: Sequence[Event]) -> merge.MergePlan:
        post, directory = self._ex.post, self._ex.directory()
        incoming = [*parcel.events, *held]
        told = Holding(withheld=post.withheld).join(Holding(withheld=parcel.content.withheld))
        return merge.plan(
            Stored(self._ex),
            incoming,
            withheld=told.withheld,
            struck={device: strike.last for device, strike in directory.struck.items()},
            erase=self._asked_to_erase({event.subject for event in incoming}),
            suspect={event.hash for event in post.quarantined()},
        )

    def _missing(self, parcel: Parcel, plan: merge.MergePlan) -> ByDevice:
        """The numbers that held entries wait for."""
        there = Holding.of((event.device, event.seq) for event in (*plan.new, *plan.held))
        told = Holding(withheld=parcel.content.withheld)
        return self._ex.holding().join(there).join(told).gaps

    def _asked_to_erase(self, subjects: Iterable[str]) -> frozenset[str]:
        where = [Where("subject", "in", sorted(subjects)), Where("kind", "=", "erase")]
        found = self._ex.context.journal.events.documents(where)
        return merge.erasures(Event.from_json(record) for _, record in found)

    def _apply(self, parcel: Parcel) -> Applied:
        """Write what the plan says; the caller's transaction holds it together."""
        ex, journal, post = self._ex, self._ex.context.journal, self._ex.post
        envelope, held, holding = parcel.envelope, post.held(), self._ex.holding()
        plan = self._plan(parcel, held)
        before, back = self._standing(_matters(plan)), self._asides(plan)
        post.keep_begun_late(DISPUTE + id for id, was in before.items() if not was.village)
        self._set_back(back, envelope.id)
        taken = self._to_be_taken(plan)
        journal.adopt((*plan.new, *plan.filled), envelope.id)
        post.keep_held(plan.held, held)
        post.quarantine(plan.quarantined)
        for subject, ids in self._carried_through(plan).items():
            taken.setdefault(subject, set()).update(ids)
        post.erase({*plan.erase, *(id for ids in taken.values() for id in ids)})
        came = Holding.of((event.device, event.seq) for event in plan.new)
        told = Holding(withheld=parcel.content.withheld)
        post.keep_withheld(holding.join(came).join(told).withheld)
        self._welcome(parcel)
        post.hear(envelope.sender, parcel.content.holds, envelope.as_of.isoformat(), False)
        again = post.parcel(CAME, envelope.id)
        post.keep_parcel(
            CAME,
            envelope.id,
            {
                "number": envelope.number,
                "way": envelope.way,
                "machine": envelope.sender.to_json(),
                "name": envelope.sender_name,
                "month": envelope.month,
                "as_of": envelope.as_of.isoformat(),
                "file": file_name_of(envelope),
                "events": envelope.events,
                "on": again["on"] if again else ex.context.today.isoformat(),
                "whole": not plan.held,
                "aside": False,
            },
        )
        return plan, before, back, taken

    def _to_be_taken(self, plan: merge.MergePlan) -> Taken:
        """The data that the plan's lawful erasures will take out of what is stored here."""
        subjects = {
            e.subject
            for e in plan.new
            if e.kind == ERASE and e.subject.startswith((DISPUTE, MEETING))
        }
        where = [Where("subject", "in", sorted(subjects))]
        taken: Taken = {}
        for _, record in self._ex.context.journal.events.documents(where) if subjects else ():
            if record["id"] in plan.erase and record["data"] is not None:
                taken.setdefault(record["subject"], set()).add(record["id"])
        return taken

    def _carried_through(self, plan: merge.MergePlan) -> Taken:
        """Erasures reach what was entered beside them, here or there (DESIGN §4)."""
        context, post = self._ex.context, self._ex.post
        subjects = {event.subject for event in (*plan.new, *plan.filled, *plan.held)}
        waiting = [*post.held(), *post.quarantined()]
        on = context.today.isoformat()
        return carry_through(context.journal, subjects, on=on, held=waiting)

    def _forgotten(self, taken: Taken) -> Record:
        """After an erasure: copies that this machine keeps beside the ledger go too."""
        if not taken or self._on_erase is None:
            return {}
        return {"copies": self._on_erase(_all(taken), sorted(taken))}

    def _asides(self, plan: merge.MergePlan) -> dict[str, str]:
        """Entries taken back before that come again with the plan: key → subject."""
        keys = [key_of(event.device, event.seq) for event in plan.same]
        where = [Where("key", "in", keys), Where("aside", "not null")]
        return dict(self._ex.context.journal.events.select(where, columns=["subject"]))

    def _behind(self, plan: merge.MergePlan, back: Collection[str] = ()) -> list[str]:
        """Parcels taken back that hold what entries of the plan go on from (撤销本次接收).

        Without their beginning these entries make no matter that could be worked on.

        Args:
            back: keys of entries that the plan itself would bring back.
        """
        journal = self._ex.context.journal
        coming: dict[str, list[Event]] = {}
        for event in plan.new:
            if event.subject.startswith(DISPUTE):
                coming.setdefault(event.subject, []).append(event)
        where = [Where("subject", "in", sorted(coming)), Where("aside", "not null")]
        rows = dict(journal.events.select(where, columns=["aside"])) if coming else {}
        found = set()
        for key, record in journal.events.fetch_many([key for key in rows if key not in back]):
            earlier = Event.from_json(record)
            if any(event.knows(earlier) for event in coming[earlier.subject]):
                found.add(str(rows[key]))
        records = [self._ex.post.parcel(CAME, id) or {} for id in sorted(found)]
        return [str(record.get("file", "")) for record in records]

    def _set_back(self, asides: Mapping[str, str], parcel: str) -> None:
        """They count again."""
        context = self._ex.context
        if asides:
            context.journal.append(
                f"machine:{self._ex.identity.mark}",
                "put_back",
                {"parcel": parcel},
                by=context.who,
                on=context.today.isoformat(),
            )
            context.journal.set_aside(list(asides), None)

    def _welcome(self, parcel: Parcel) -> None:
        """A machine that joined with this parcel enters the list; an inviting office says so."""
        if not parcel.joins:
            return
        ex, sender = self._ex, parcel.envelope.sender
        ex.post.admit([sender])
        if ex.inviting:
            ex.context.journal.append(
                f"machine:{sender.mark}",
                "machine_set",
                sender.to_json(),
                by=RULE,
                on=ex.context.today.isoformat(),
            )

    def _standing(self, ids: Iterable[str]) -> Standings:
        """How these disputes stand now; those not here are left out."""
        found = self._ex.context.journal.disputes.fetch_many(list(ids))
        return {
            id: Outcome(str(record.get("village", "")), len(record.get("conflicts") or ()))
            for id, record in found
        }

    def _rehearsed(self, plan: merge.MergePlan, before: Standings) -> Standings:
        """How the disputes would stand."""
        coming: dict[str, list[Event]] = {}
        for event in (*plan.filled, *plan.new):
            coming.setdefault(event.subject, []).append(event)
        after = dict(before)
        for subject, events in coming.items():
            if subject.startswith(DISPUTE):
                dispute = fold([*events, *self._ex.context.journal.of(subject)])
                after[dispute.id] = Outcome(dispute.village, len(dispute.conflicts))
        return after

    def _receipt(
        self,
        parcel: Parcel,
        number: int,
        plan: merge.MergePlan,
        answer: Record,
        arisen: Sequence[str],
    ) -> str:
        """Write the receipt into the data folder; the screens and commands carry it on."""
        ex, envelope = self._ex, parcel.envelope
        office = ex.post.office_keys
        refused = refusals(plan)
        receipt = Receipt(
            number=number,
            sender=ex.me,
            sender_name=ex.unit_name,
            unit=envelope.sender.unit,
            device=envelope.sender.device,
            parcel=envelope.id,
            parcel_number=envelope.number,
            as_of=ex.context.today,
            holds=ex.holding(),
            voucher=ex.voucher(UP if envelope.way == DOWN else DOWN),
            counts={**_counted(answer), "refused": refused.total()},
            refused=dict(refused),
            conflicts=self._slots(arisen),
            missing=self._missing(parcel, plan),
            accepted=envelope.sender,
            certificate=vouched(envelope.sender, office.signing).proof if office else "",
            another=tuple(sorted({event.device for event in plan.quarantined})),
        )
        path = ex.context.folder / RECEIPTS / file_name(receipt, envelope.sender.mark)
        write_whole(path, write_receipt(receipt, ex.identity.signing.sign))
        return str(path)

    def _slots(self, ids: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Number and field of each conflict: for a receipt, so without the values."""
        found = self._ex.context.journal.disputes.fetch_many(ids)
        return tuple(
            (str(record.get("number", "")), str(conflict[0]))
            for _, record in found
            for conflict in record.get("conflicts") or ()
        )


def _all(taken: Taken) -> list[str]:
    return sorted(id for ids in taken.values() for id in ids)


def _counted(answer: Record) -> dict[str, int]:
    return {name: int(answer[name]) for name in COUNTS if name != "refused"}


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused(
            f"读不了“{path.name}”（{disk_words(fault)}）",
            safe="本机什么也没有接收",
            do="请看看文件是否还在、U 盘是否插好",
        ) from fault


def _matters(plan: merge.MergePlan) -> set[str]:
    """Ids of the disputes that a plan touches."""
    touched = (*plan.new, *plan.filled, *plan.same)
    return {
        event.subject.removeprefix(DISPUTE)
        for event in touched
        if event.subject.startswith(DISPUTE)
    }
