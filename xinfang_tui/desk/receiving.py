"""Taking parcels in: rehearsed, then one transaction each, answered by a receipt (DESIGN §8)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from store import Where
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.journal import DISPUTE, RULE, key_of
from xinfang_tui.desk.post import CAME
from xinfang_tui.desk.sending import write_whole
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.exchange import merge, spans
from xinfang_tui.exchange.envelope import DOWN, UP
from xinfang_tui.exchange.parcel import Parcel, open_parcel
from xinfang_tui.exchange.receipt import COUNTS, Receipt, file_name, write_receipt
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.exchange.voucher import vouched
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
Applied = tuple[merge.MergePlan, dict[str, int | None], set[str]]
RECEIPTS = "parcels"
ANOTHER = "同一台电脑的同一号记录已有另一份，先放在一边，请当面核对那台电脑是否被整个复制过"


class Stored:
    """The stored chains, as a plan asks about them."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._events = exchanging.context.journal.events

    def links(self, device: str, first: int, last: int) -> Mapping[int, merge.Link]:
        """The links of a machine with numbers from first to last."""
        where = [Where("device", "=", device), Where("seq", ">=", first), Where("seq", "<=", last)]
        return {
            record["seq"]: merge.Link(record["hash"], record["prev"], record["data"] is None)
            for _, record in self._events.documents(where)
        }

    def head(self, device: str) -> int:
        """The highest number stored of a machine."""
        return int(self._events.top("seq", [Where("device", "=", device)]) or 0)


class Receiving:
    """The part of the machines' facet that unpacks."""

    def __init__(self, exchanging: Exchanging) -> None:
        self._ex = exchanging

    def unpack(self, path: Path, dry_run: bool = False) -> Record:
        """Take one parcel in, or rehearse it.

        Returns:
            ``{id, new, updated, nothing, conflicts, held, refused: [{reason, events}]}``: disputes
            new, changed and untouched; conflicts that arose; entries held. Beside them ``others``
            (sweeps, places and so on that changed), ``events``, ``quarantined``, ``missing``,
            ``villages``, ``from``, ``receipt``.

        Raises:
            Refused: the file is not for us, not from anybody known, or not whole.
        """
        ex = self._ex
        parcel = open_parcel(read(path), ex.reading_keys, ex.known(ex.directory()))
        if dry_run:
            return self._rehearsed(parcel, self._plan(parcel, ex.post.held()))
        with ex.context.journal.transaction():
            if ex.inviting:
                ex.office_keys()
            ex.introduce()
            number = ex.post.next_number("receipt")
            plan, before, back = self._apply(parcel)
        after = self._conflicts(before)
        report = self._report(parcel, plan, before, after, back)
        arisen = [id for id in before if (after[id] or 0) > (before[id] or 0)]
        return {**report, "receipt": self._receipt(parcel, number, plan, report, arisen)}

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

    def _asked_to_erase(self, subjects: Iterable[str]) -> frozenset[str]:
        where = [Where("subject", "in", sorted(subjects)), Where("kind", "=", "erase")]
        found = self._ex.context.journal.events.documents(where)
        return merge.erasures(Event.from_json(record) for _, record in found)

    def _apply(self, parcel: Parcel) -> Applied:
        """Write what the plan says; the caller's transaction holds it together."""
        ex, journal, post = self._ex, self._ex.context.journal, self._ex.post
        envelope, held, holding = parcel.envelope, post.held(), self._ex.holding()
        plan = self._plan(parcel, held)
        before = self._conflicts(_matters(plan))
        back = self._set_back(plan)
        journal.adopt((*plan.new, *plan.filled), envelope.id)
        post.keep_held(plan.held, held)
        post.quarantine(plan.quarantined)
        post.erase(plan.erase)
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
                "on": again["on"] if again else ex.context.today.isoformat(),
                "whole": not plan.held,
                "aside": False,
            },
        )
        return plan, before, back

    def _set_back(self, plan: merge.MergePlan) -> set[str]:
        """Entries taken back before count again when they come again; their subjects."""
        journal = self._ex.context.journal
        keys = [key_of(event.device, event.seq) for event in plan.same]
        asides = journal.events.select(
            [Where("key", "in", keys), Where("aside", "not null")], columns=["subject"]
        )
        if asides:
            journal.set_aside([key for key, _ in asides], None)
        return {subject for _, subject in asides}

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

    def _conflicts(self, ids: Iterable[str]) -> dict[str, int | None]:
        found: dict[str, int | None] = dict.fromkeys(ids)
        for id, record in self._ex.context.journal.disputes.fetch_many(list(found)):
            found[id] = len(record.get("conflicts") or ())
        return found

    def _rehearsed(self, parcel: Parcel, plan: merge.MergePlan) -> Record:
        journal, before = self._ex.context.journal, self._conflicts(_matters(plan))
        coming: dict[str, list[Event]] = {}
        for event in (*plan.filled, *plan.new):
            coming.setdefault(event.subject, []).append(event)
        after: dict[str, int | None] = {}
        for id in before:
            events = [*coming.get(DISPUTE + id, ()), *journal.of(DISPUTE + id)]
            after[id] = len(fold(events).conflicts) if events else None
        return self._report(parcel, plan, before, after, set())

    def _report(
        self,
        parcel: Parcel,
        plan: merge.MergePlan,
        before: Mapping[str, int | None],
        after: Mapping[str, int | None],
        back: set[str],
    ) -> Record:
        changed = {event.subject for event in (*plan.new, *plan.filled)} | back
        touched = {DISPUTE + id for id in before}
        told = {event.subject for event in parcel.events if event.subject.startswith(DISPUTE)}
        new = {id for id, conflicts in before.items() if conflicts is None} - {
            subject.removeprefix(DISPUTE) for subject in back
        }
        arisen = sum(max(0, (after[id] or 0) - (before[id] or 0)) for id in before)
        refused = _refused(plan)
        held = Holding.of((event.device, event.seq) for event in plan.held)
        missing = self._ex.holding().join(held).join(Holding(withheld=parcel.content.withheld)).gaps
        return {
            "id": parcel.envelope.id,
            "new": len(new),
            "updated": len((touched & changed) - {DISPUTE + id for id in new}),
            "nothing": len(told - changed),
            "conflicts": arisen,
            "held": len(plan.held),
            "refused": [{"reason": why, "events": many} for why, many in sorted(refused.items())],
            "others": len(changed - touched),
            "events": len(plan.new),
            "quarantined": len(plan.quarantined),
            "missing": {device: spans.count(part) for device, part in missing.items()},
            "villages": self._by_village(new, changed),
            "from": f"{parcel.envelope.sender_name}{parcel.envelope.sender.mark}号机",
            "month": parcel.envelope.month,
            "as_of": parcel.envelope.as_of.isoformat(),
        }

    def _by_village(self, new: set[str], changed: set[str]) -> list[Record]:
        """New and changed disputes per village; those only rehearsed are not in the ledger yet."""
        places = self._ex.context.rules.places
        counts: dict[str, Counter[str]] = {}
        ids = [subject.removeprefix(DISPUTE) for subject in changed if subject.startswith(DISPUTE)]
        for id, record in self._ex.context.journal.disputes.fetch_many(ids):
            state = "new" if id in new else "updated"
            counts.setdefault(str(record.get("village", "")), Counter())[state] += 1
        return [
            {"village": code, "name": places.name(code), "new": n["new"], "updated": n["updated"]}
            for code, n in sorted(counts.items())
        ]

    def _receipt(
        self,
        parcel: Parcel,
        number: int,
        plan: merge.MergePlan,
        report: Record,
        arisen: Sequence[str],
    ) -> str:
        """Write the receipt into the data folder; the screens and commands carry it on."""
        ex, envelope = self._ex, parcel.envelope
        office = ex.post.office_keys
        held = Holding.of((event.device, event.seq) for event in plan.held)
        holds, refused = ex.holding(), _refused(plan)
        receipt = Receipt(
            number=number,
            sender=ex.me,
            sender_name=ex.unit_name,
            unit=envelope.sender.unit,
            device=envelope.sender.device,
            parcel=envelope.id,
            parcel_number=envelope.number,
            as_of=ex.context.today,
            holds=holds,
            voucher=ex.voucher(UP if envelope.way == DOWN else DOWN),
            counts={**_counted(report), "refused": refused.total()},
            refused=dict(refused),
            conflicts=self._slots(arisen),
            missing=holds.join(held).gaps,
            accepted=envelope.sender,
            certificate=vouched(envelope.sender, office.signing).proof if office else "",
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


def _refused(plan: merge.MergePlan) -> Counter[str]:
    """Reason → entries, those of another history among them."""
    found = Counter(refusal.reason for refusal in plan.refused)
    if plan.quarantined:
        found[ANOTHER] = len(plan.quarantined)
    return found


def _counted(report: Record) -> dict[str, int]:
    return {name: int(report[name]) for name in COUNTS if name != "refused"}


def read(path: Path) -> bytes:
    """A file's bytes.

    Raises:
        Refused: there is none, or it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Refused(
            f"读不了“{path.name}”（{fault.strerror}）",
            safe="本机什么也没有接收",
            do="请看看文件是否还在、优盘是否插好",
        ) from fault


def _matters(plan: merge.MergePlan) -> set[str]:
    """Ids of the disputes that a plan touches."""
    touched = (*plan.new, *plan.filled, *plan.same)
    return {
        event.subject.removeprefix(DISPUTE)
        for event in touched
        if event.subject.startswith(DISPUTE)
    }
