"""Taking the rows of a ledger one by one: matched, registered, or refused (DESIGN §10)."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.differing import differences, update
from xinfang_tui.desk.index import fingerprint
from xinfang_tui.desk.registering import Registering
from xinfang_tui.desk.settling import settle
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import canonical
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.documents.reading import LedgerReading, LedgerRow, Rejected

Record = dict[str, Any]


_ABOUT = {
    "村里不登记": "category",
    "简要情况": "brief",
    "当事人": "parties",
    "电话": "parties",
    "地址": "parties",
    "身份证号": "parties",
    "并入": "village",
    "经办人": "handler",
    "责任单位": "unit",
}
"""What a refusal of the desk speaks of, and the field that it is about."""


@dataclass
class Outcome:
    """What became of the rows; ``turned`` are those that the desk, not the reader, refused."""

    created: list[str] = field(default_factory=list)
    accepted: int = 0
    repeated: int = 0
    changed: list[Record] = field(default_factory=list)
    rejected: list[Record] = field(default_factory=list)
    turned: list[Rejected] = field(default_factory=list)


class Taking:
    """One import going on: what stands already, how often each row came."""

    def __init__(
        self,
        context: Context,
        reading: LedgerReading,
        outcome: Outcome,
        *,
        dry_run: bool,
        update: bool,
    ) -> None:
        self._context = context
        self._outcome = outcome
        self._dry_run = dry_run
        self._update = update
        self._registering = Registering(context)
        self._rows = reading.rows
        self._prints = {id(row): _print(row) for row in reading.rows}
        numbers = [row.values.number for row in reading.rows if row.values.number]
        self._by_number = self._standing("number", numbers)
        self._marks: dict[str, set[str]] = {}
        self._sources: dict[str, str] = {}
        self._alike = Counter(self._prints.values())
        prints = set(self._alike)
        self._by_print = self._standing("fingerprint", list(prints))
        self._recall(prints)

    def _standing(self, column: str, values: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        table = self._context.journal.disputes
        for at in range(0, len(values), 1000):
            where = [Where(column, "in", values[at : at + 1000])]
            for key, value in table.select(where, columns=[column]):
                found.setdefault(str(value), []).append(str(key))
        return found

    def _recall(self, prints: set[str]) -> None:
        """Know a matter also by what it was registered as, whatever was corrected since."""
        if prints <= self._by_print.keys():
            return
        journal = self._context.journal
        corrected = journal.events.select([Where("kind", "=", "correct")], columns=["subject"])
        for subject in sorted({str(subject) for _, subject in corrected}):
            if not subject.startswith("dispute:"):
                continue
            for event in journal.of(subject):
                data = event.payload
                if event.kind != "register" or not data.get("imported"):
                    continue
                names = [str(party.get("name")) for party in data.get("parties") or ()]
                day = date.fromisoformat(str(data["occurred_on"]))
                key = fingerprint(str(data["village"]), day, str(data["title"]), names)
                known = self._by_print.setdefault(key, []) if key in prints else []
                if (id := subject.removeprefix("dispute:")) not in known:
                    known.append(id)

    def take(self, row: LedgerRow) -> None:
        """Register the row, or match it with what stands, or refuse it."""
        key = self._prints[id(row)]
        own = row.values.number or ""
        standing = next(iter(self._by_number.get(own, ())), None) if own else self._nth(key, row)
        try:
            if standing is not None:
                self._compare(row, standing)
            else:
                self._register(row, own)
        except Refused as refused:
            self._refuse(row, refused)

    def _refuse(self, row: LedgerRow, refused: Refused) -> None:
        from xinfang_tui.documents.reading import Rejected  # Excel is slow to load

        field = next((name for word, name in _ABOUT.items() if word in refused.wrong), "title")
        cells = row.cells
        if field == "category":  # not taken into a village's papers either (DESIGN §5)
            value, cells = row.values.category, {}
        elif field == "parties":
            value = "、".join(party.name for party in row.values.parties)
        else:
            value = str(getattr(row.values, field))
        turned = Rejected(row.sheet, row.row, field, value[:200], refused.text, cells)
        self._outcome.turned.append(turned)
        self._outcome.rejected.append(turned.record())

    def _nth(self, key: str, row: LedgerRow) -> str | None:
        """The standing matter for such a row: the one it came from, else the n-th that is left."""
        left = self._by_print.get(key, [])
        if not left:
            return None
        if len(left) == 1 and self._alike[key] == 1:
            return left.pop()
        mark = row_hash(row)
        if key not in self._marks:
            alike = (each for each in self._rows if self._prints[id(each)] == key)
            self._marks[key] = {row_hash(each) for each in alike}
            self._sources |= {id: self._source(id) for id in left}
        came_from = [self._sources[id] for id in left]
        free = (at for at, source in enumerate(came_from) if source not in self._marks[key])
        at = came_from.index(mark) if mark in came_from else next(free, None)
        return None if at is None else left.pop(at)

    def _source(self, id: str) -> str:
        dispute = self._context.journal.dispute(id)
        return dispute.source if dispute is not None else ""

    def _compare(self, row: LedgerRow, id: str) -> None:
        dispute = self._context.journal.dispute(id)
        assert isinstance(dispute, Dispute)
        same = dispute.source == row_hash(row)
        changed = {} if same else differences(dispute, row.values)
        lines = [] if same else self._new_lines(row, id)
        if not changed and not lines:
            self._outcome.repeated += 1
            return
        from xinfang_tui.documents.reading import label_of

        fields = set(changed)
        if any(label_of(line) not in changed for line in lines):
            fields.add("note")
        self._outcome.changed.append(
            {
                "sheet": row.sheet,
                "row": row.row,
                "number": dispute.number,
                "fields": sorted(fields),
            }
        )
        if self._update and not self._dry_run:
            update(self._context, dispute, changed, row.values)
            if lines:
                data, on = {"text": "\n".join(lines)}, self._context.today.isoformat()
                self._context.journal.append(
                    f"dispute:{id}", "note", data, by=self._context.who, on=on
                )

    def _new_lines(self, row: LedgerRow, id: str) -> list[str]:
        """What the row says beyond the fields of a dispute, and the trail does not know yet."""
        from xinfang_tui.documents.reading import said

        known: set[str] = set()
        for event in self._context.journal.of(f"dispute:{id}"):
            data = event.payload
            text = data.get({"register": "note", "note": "text"}.get(event.kind, ""))
            known.update(str(text or "").splitlines())
        return [line for line in said(row) if line not in known]

    def _register(self, row: LedgerRow, own: str) -> None:
        values = row.values
        if self._dry_run:
            self._registering.check(_record(row))
            self._outcome.accepted += 1
            return
        id = self._registering.add(_record(row), number=own, extra=_extra(row, own))
        self._outcome.accepted += 1
        settle(self._context, id, values, values.registered_on)
        if own:
            self._by_number[own] = [id]
        self._outcome.created.append(self._registering.last_number)


def row_hash(row: LedgerRow) -> str:
    """What names a row's content, to know it again."""
    return hashlib.blake2b(canonical(dict(row.cells)), digest_size=8).hexdigest()


def _print(row: LedgerRow) -> str:
    values = row.values
    names = [party.name for party in values.parties]
    return fingerprint(values.village, values.occurred_on, values.title, names)


def _record(row: LedgerRow) -> Record:
    values = row.values
    record: Record = {
        "village": values.village,
        "title": values.title,
        "category": values.category,
        "occurred_on": values.occurred_on.isoformat(),
        "registered_on": values.registered_on.isoformat(),
        "parties": [party.record() for party in values.parties],
        "imported": True,
    }
    for name in (
        "brief",
        "people",
        "handler",
        "unit",
        "scale",
        "channel",
        "track",
        "reporter",
        "agent",
        "places",
        "external_refs",
    ):
        value = getattr(values, name)
        if value not in (None, "", ()):
            record[name] = value
    return record


def _extra(row: LedgerRow, own: str) -> Record:
    from xinfang_tui.documents.reading import remarks

    values = row.values
    extra: Record = {"source": row_hash(row)}
    if note := remarks(row):
        extra["note"] = note
    if values.leader:
        extra["leader"] = values.leader
    if own and values.rung:
        extra["rung"] = values.rung
        extra["tier"] = values.tier or ("township" if values.rung == "leader_case" else "")
    if own and values.due and values.status == "open":
        extra["until"] = (values.due_target or values.due).isoformat()
    return extra
