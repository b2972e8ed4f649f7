"""The journal: events written down, folded and indexed in one transaction (DESIGN §4, §7)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from store import DamagedRow, Ledger, RowTable, Where
from store.errors import damaged_index
from xinfang_tui.desk.doubled import Doubled
from xinfang_tui.desk.eventrow import EVENT_COLUMNS, EVENT_INDEXES, index_of, key_of
from xinfang_tui.disputes import hlc
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.erased import ERASE
from xinfang_tui.disputes.event import Event, rule_id, seal, seen
from xinfang_tui.disputes.fold import FOLD, fold
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.refusal import Refused

Entropy = Callable[[int], bytes]
Indexer = Callable[[Dispute], Mapping[str, Any]]
Columns = Mapping[str, str]

Unwritten = tuple[Event, str | None, Mapping[str, Any] | bytes]
"""An event, the parcel that brought it, how it is stored."""

DISPUTE = "dispute:"
LAST = 10**10 - 1
RULE = "规则"
RULE_ROOMS = ("place", "staff", "setting", "machine", "meeting")
DUTIES = ("climb_on", "due_target", "rules")
"""Columns by which the ladder run finds what it must not leave out."""


class Journal:
    """All that was written down, and the one way to write more.

    Attributes:
        device: this machine's id; mark: its two digits.
        indexer: what the index row of a dispute holds; set by the desk once the rules are known.
        guard: asked before anything is written down; refuses while this device is not to write.
        hushed: told after a transaction which disputes it leaves sealed or erased something of.
        given_up: how many transactions saved nothing; what was read inside one counts no more.
    """

    def __init__(
        self,
        ledger: Ledger,
        device: str,
        *,
        entropy: Entropy,
        now: Callable[[], int],
        columns: Columns,
        indexes: Sequence[Sequence[str]],
    ) -> None:
        self.ledger = ledger
        self.device = device
        self.indexer: Indexer = lambda _: {}
        self.guard: Callable[[], None] = lambda: None
        self.hushed: Callable[[Collection[str]], None] = lambda _: None
        self._entropy = entropy
        self._now = now
        self._events = ledger.table("events")
        self.disputes = ledger.table("disputes")
        self.views = ledger.table("views")
        ledger.declare("events", EVENT_COLUMNS, EVENT_INDEXES)
        ledger.declare("disputes", columns, indexes, witnessed=DUTIES)
        ledger.declare("views", {"kind": "TEXT"})
        self._known: dict[str, list[Event]] = {}
        self._touched: dict[str, None] = {}
        self._quiet: set[str] = set()
        self._unwritten: list[Unwritten] = []
        self._damaged: set[str] = set()
        self._doubled = Doubled(self.disputes)
        self._rules_touches = 0
        self._rules_before: int | None = None
        self._ended = self.given_up = 0
        self._open = False
        self._head: tuple[int, str, str] | None = None

    @property
    def events(self) -> RowTable:
        """The stored events, among them those that the open transaction has written so far."""
        self._write()
        return self._events

    def transaction(self) -> AbstractContextManager[None]:
        """Everything appended inside is saved with its folds and index rows, or not at all.

        One inside another is part of it.

        Raises:
            StoreError: it could not be saved; nothing was.
        """
        return nullcontext() if self._open else self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            with self.ledger.transaction():
                self._open = True
                yield
                self._settle()
            quiet = frozenset(self._quiet)
        except BaseException:
            self.given_up += 1
            raise
        finally:
            self._ended += 1
            self._open = False
            self._quiet.clear()
            self._known.clear()
            self._touched.clear()
            self._unwritten.clear()
            self._damaged.clear()
            self._doubled.clear()
            self._rules_touches = 0
            self._rules_before = None
            self._head = None
        if quiet:
            self.hushed(quiet)

    def append(
        self,
        subject: str,
        kind: str,
        data: Mapping[str, Any],
        *,
        by: str,
        on: str,
        id: str = "",
        new: bool = False,
        knows: Mapping[str, int] | None = None,
    ) -> Event:
        """Write one event down as this machine's next.

        Args:
            on: civil day, ISO; id: only for an event that a rule makes.
            new: the subject has no events yet, so that none are looked for.
            knows: what its author knew of the subject, where that is not all that stands here.

        Raises:
            Refused: an entry of the dispute is damaged, and the stored fold is all there is of it.
        """
        with self.transaction():
            known = self._load(subject) if not new else self._known.setdefault(subject, [])
            if new:
                self._doubled.begin(subject.removeprefix(DISPUTE))
            if subject in self._damaged and subject.startswith(DISPUTE):
                raise Refused(
                    "这一件有损坏的经过，暂时不能再记",
                    safe="现有内容没有改动，其余纠纷照常可用",
                    do="请运行 xinfang verify --rebuild，从备份里找回损坏的经过",
                )
            seq, prev, last = self._chain()
            clock = hlc.tick(last, self._now())
            chance = self._entropy(18)
            link = {
                "id": id or chance[:10].hex(),
                "subject": subject,
                "kind": kind,
                "clock": clock,
                "device": self.device,
                "seq": seq + 1,
                "by": by,
                "on": on,
                "seen": seen(known) if knows is None else dict(knows),
                "prev": prev,
            }
            event, body = seal(link, data, chance[10:].hex())
            self._head = (event.seq, event.hash, clock)
            self._unwritten.append((event, None, body))
            known.append(event)
            self._touch(event)
            if kind == "erase":
                self._erase(subject, event)
            return event

    def by_rule(
        self, subject: str, kind: str, data: Mapping[str, Any], *, rule: str, start: str, on: str
    ) -> Event | None:
        """Write what a rule does, once: nothing when this very event stands already."""
        id = rule_id(subject, rule, start)
        if any(event.id == id for event in self.of(subject)):
            return None
        return self.append(subject, kind, data, by=RULE, on=on, id=id)

    def restate(self, event: Event) -> None:
        """Write another machine's event down as this one's, with its id and what its author knew.

        Should the event itself come too, both are envelopes of one, as of an event made by rule.
        """
        knew = dict(event.seen)
        knew[event.device] = max(knew.get(event.device, 0), event.seq - 1)
        self.append(
            event.subject,
            event.kind,
            event.payload,
            by=event.by,
            on=event.on,
            id=event.id,
            knows=knew,
        )

    def adopt(self, events: Iterable[Event], parcel: str) -> None:
        """Take over other machines' events; one that is known already is replaced."""
        with self.transaction():
            for event in events:
                known, at = self._load(event.subject), (event.device, event.seq)
                known[:] = [each for each in known if (each.device, each.seq) != at]
                known.append(event)
                self._unwritten.append((event, parcel, event.to_json()))
                self._touch(event)
                self._adopt_clock(event.clock)
                if event.kind == ERASE:
                    self._erase(event.subject, event)

    def set_aside(self, keys: Iterable[str], parcel: str | None) -> None:
        """Put stored events outside the fold (撤销本次接收), or with ``None`` back into it."""
        with self.transaction():
            for key, record in list(self.events.fetch_many(keys)):
                self.events.reindex(key, {"aside": parcel})
                self._known.pop(record["subject"], None)
                self._touch(Event.from_json(record))

    @property
    def moment(self) -> tuple[int, int] | None:
        """Another value after every save, whoever made it; None while something is being written.

        What was read at a moment may be used again as long as it lasts.
        """
        moment = None if self._open else self.ledger.moment
        return None if moment is None else (moment, self._ended)

    def of(self, subject: str) -> list[Event]:
        """The events of one subject that count, by device and seq."""
        if self._open and subject in self._known:
            return list(self._known[subject])
        return self._of(subject)

    def _of(self, subject: str, whole: bool = False) -> list[Event]:
        where = [Where("subject", "=", subject), Where("aside", "null")]
        records = self.events.documents(where, whole=whole)
        found = [Event.from_json(record) for _, record in records]
        if any(event.subject != subject for event in found):
            raise damaged_index()
        return sorted(found, key=lambda event: (event.device, event.seq))

    def whole(self, subject: str) -> bool:
        """Whether none of a subject's events is damaged; asked inside a transaction."""
        self._load(subject)
        return subject not in self._damaged

    def room(self, name: str) -> Iterator[Event]:
        """The events of all subjects of a room ("place", "staff", "month" …) that count."""
        where = [
            Where("subject", ">=", f"{name}:"),
            Where("subject", "<", f"{name};"),
            Where("aside", "null"),
        ]
        for _, record in self.events.documents(where):
            event = Event.from_json(record)
            if not event.subject.startswith(f"{name}:"):
                raise damaged_index()
            yield event

    def dispute(self, id: str) -> Dispute | None:
        """The stored fold of a dispute; made anew when it is damaged and its events are not."""
        try:
            record = self.disputes.fetch(id)
        except DamagedRow:
            return fold(self._of(f"{DISPUTE}{id}", whole=True))
        if record is None and self.disputes.hidden(id):
            raise damaged_index()
        return Dispute.from_json(record) if record is not None else None

    def fresh_id(self) -> str:
        """A new id, from nothing but chance."""
        return self._entropy(10).hex()

    @property
    def rules_count(self) -> int:
        """How often places, staff, settings, machines or meetings changed, this transaction too."""
        if not self._open:
            return self._rules_saved()
        if self._rules_before is None:
            self._rules_before = self._rules_saved()
        return self._rules_before + self._rules_touches

    def _rules_saved(self) -> int:
        return int(self._view("rules").get("n", 0))

    def _view(self, name: str) -> Mapping[str, Any]:
        """A row that can be made anew, and so counts for nothing when it is damaged."""
        return dict(self.views.fetch_many([name])).get(name, {})

    @property
    def newest(self) -> int:
        """Seq of this machine's newest event, of those that either index knows; 0 without any."""
        by_seq = self.events.top("seq", [Where("device", "=", self.device)])
        by_key = (self._last_key() or "").rpartition("-")[2]
        return max(int(by_seq or 0), int(by_key) if by_key.isdecimal() else 0)

    def _last_key(self) -> str | None:
        """The greatest key of this machine's events."""
        return self.events.last_key(key_of(self.device, 0), key_of(self.device, LAST))

    def heads(self) -> dict[str, int]:
        """The highest seq of every machine whose events are here."""
        devices = {device for (device,) in self.events.counts(["device"])}
        return {
            device: int(self.events.top("seq", [Where("device", "=", device)]) or 0)
            for device in devices
        }

    def refold(self, subjects: Iterable[str]) -> None:
        """Fold and index these subjects again from their events."""
        with self.transaction():
            for subject in subjects:
                self._touched[subject] = None

    @property
    def folded_by(self) -> int:
        """By which rules the stored disputes were folded; 0 when that is not known."""
        return int(self._view("fold").get("n", 0))

    def refold_all(self) -> int:
        """Fold and index every dispute again, and note the rules that it was done by; how many."""
        with self.transaction():
            subjects = (str(subject) for (subject,) in self.events.counts(["subject"]))
            disputes = sorted(each for each in subjects if each.startswith(DISPUTE))
            self.refold(disputes)
            self.note_fold()
        return len(disputes)

    def note_fold(self) -> None:
        """Write down that the stored disputes are folded by the present rules."""
        self.views.put("fold", {"n": FOLD})

    def _touch(self, event: Event) -> None:
        self._touched[event.subject] = None
        if event.subject.partition(":")[0] in RULE_ROOMS:
            self._rules_touches += 1

    def _settle(self) -> None:
        if self._rules_touches:
            self.views.put("rules", {"n": self.rules_count})
        self._write()
        self.disputes.put_many(self._folded())

    def _folded(self) -> Iterator[tuple[str, bytes, Mapping[str, Any]]]:
        """The disputes that the transaction touched, as they are stored."""
        for subject in self._touched:
            if not subject.startswith(DISPUTE):
                continue
            events = self._load(subject)
            del self._known[subject]  # of all disputes together they would be too many to hold
            if subject in self._damaged:
                continue  # what is stored says more than the entries that are left
            if not stands(events):
                self.disputes.discard(subject.removeprefix(DISPUTE))
                continue
            dispute = fold(events)
            if dispute.sealed:
                self._quiet.add(dispute.id)
            index = self.indexer(dispute)
            self._doubled.refuse(dispute, index)
            yield dispute.id, dispute.spelt(), index

    def _load(self, subject: str) -> list[Event]:
        """The events of a subject; one of which a damaged event was left out is remembered."""
        if subject not in self._known:
            try:
                self._known[subject] = self._of(subject, whole=True)
            except DamagedRow:
                self._damaged.add(subject)
                self._known[subject] = self._of(subject)
        return self._known[subject]

    def _write(self) -> None:
        """Write what was appended, all of it at once: a ledger read in appends thousands.

        Of this machine's own nothing is ever replaced, whatever an index says of the next seq.
        """
        unwritten, self._unwritten = self._unwritten, []
        if own := [each for each in unwritten if each[1] is None]:
            self._events.add_many(map(_row, own))
        if taken := [each for each in unwritten if each[1] is not None]:
            self._events.put_many(map(_row, taken))

    def _erase(self, subject: str, erasure: Event) -> None:
        """Take the data of erased events out of the store; their links of the chain stay."""
        self._quiet.add(subject.removeprefix(DISPUTE))
        targets = erasure.payload.get("targets") or {}
        known = self._load(subject)
        for at, event in enumerate(known):
            if event.id in targets and event.data is not None:
                known[at] = event.erased()
                key = key_of(event.device, event.seq)
                self.events.put(key, known[at].to_json())

    def _chain(self) -> tuple[int, str, str]:
        """Seq, hash and clock of this machine's newest event.

        Raises:
            DamagedIndex: the index by seq and the one by key know another event as the newest.
        """
        if self._head is None:
            if self._open:
                self.guard()
            rows = self.events.select(
                [Where("device", "=", self.device)],
                columns=["seq", "hash", "clock"],
                order=[("seq", True)],
                limit=1,
            )
            key, seq, prev, clock = rows[0] if rows else (None, 0, "", "")
            if key != self._last_key() or (key and key != key_of(self.device, seq)):
                raise damaged_index()
            for _, record in self._events.fetch_many([key] if key else ()):
                prev, clock = record["hash"], record["clock"]  # under a checksum, as they were
            adopted = self._view("clock").get("clock", "")
            head = (int(seq), str(prev), max(str(clock), str(adopted)))
            if not self._open:
                return head
            self._head = head
        return self._head

    def _adopt_clock(self, clock: str) -> None:
        seq, prev, last = self._chain()
        later = hlc.adopt(last, clock, self._now())
        if later != last:
            self.views.put("clock", {"clock": later})
            self._head = (seq, prev, later)


def stands(events: Iterable[Event]) -> bool:
    """Whether a matter is in the ledger: erasures of one that was taken back do not make one."""
    return any(event.kind not in (ERASE, RETAIN) for event in events)


def _row(unwritten: Unwritten) -> tuple[str, Mapping[str, Any] | bytes, Mapping[str, Any]]:
    event, parcel, body = unwritten
    return key_of(event.device, event.seq), body, index_of(event, parcel)
