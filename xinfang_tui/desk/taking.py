"""Taking the rows of a ledger one by one: matched, registered, or refused (DESIGN §10)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.differing import differences
from xinfang_tui.desk.matching import Matching, row_hash
from xinfang_tui.desk.registering import Registering
from xinfang_tui.desk.settling import settle
from xinfang_tui.desk.statuses import only_told
from xinfang_tui.desk.told import told_of
from xinfang_tui.desk.updating import Updating
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.erased import ERASE, MATTER
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.documents.reading.remarks import label_of, remarks, said
from xinfang_tui.documents.reading.values import Rejected
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.documents.reading.values import LedgerReading, LedgerRow

Record = dict[str, Any]


_ABOUT = {
    "依法删除": "number",
    "村里不登记": "category",
    "简要情况": "brief",
    "当事人": "parties",
    "电话": "parties",
    "地址": "parties",
    "身份证号": "parties",
    "并入": "village",
    "不是本村": "village",
    "经办人": "handler",
    "责任单位": "unit",
}
"""What a refusal of the desk speaks of, and the field that it is about."""


@dataclass
class Outcome:
    """What became of the rows.

    ``turned`` are those that the desk, not the reader, refused; ``notes`` say what of the others
    was not written, and why.
    """

    created: list[str] = field(default_factory=list)
    accepted: int = 0
    repeated: int = 0
    changed: list[Record] = field(default_factory=list)
    notes: list[Record] = field(default_factory=list)
    rejected: list[Record] = field(default_factory=list)
    turned: list[Rejected] = field(default_factory=list)


class Taking:
    """One import going on."""

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
        self._sheets = {sheet.name: sheet for sheet in reading.sheets}
        self._registering = Registering(context)
        self._matching = Matching(context.journal, reading.rows)
        self._written: set[str] = set()

    def take(self, row: LedgerRow) -> None:
        """Register the row, or match it with what stands, or refuse it."""
        standing = self._matching.find(row)
        try:
            if standing is not None:
                self._compare(row, standing)
            else:
                self._register(row, row.values.number or "")
        except Refused as refused:
            self._refuse(row, refused)

    def _refuse(self, row: LedgerRow, refused: Refused) -> None:
        field = next((name for word, name in _ABOUT.items() if word in refused.wrong), "title")
        cells = row.cells
        if field == "category":  # not taken into a village's papers either (DESIGN §5)
            value, cells = row.values.category, {}
        elif field == "parties":
            value = "、".join(party.name for party in row.values.parties)
        elif field == "village":
            value = self._village_of(row)
        else:
            value = str(getattr(row.values, field))
        turned = Rejected(row.sheet, row.row, field, value[:200], refused.text, cells)
        self._outcome.turned.append(turned)
        self._outcome.rejected.append(turned.record())

    def _village_of(self, row: LedgerRow) -> str:
        """The village as the row's own cell has it; else the name of the one it was read as."""
        sheet = self._sheets.get(row.sheet)
        columns = sheet.columns.values() if sheet is not None else ()
        said = (row.cells.get(each.header) for each in columns if each.field == "village")
        return next(filter(None, said), row.values.village_name)

    def _compare(self, row: LedgerRow, id: str) -> None:
        dispute = self._standing(id)
        source = row_hash(row)
        if dispute.source == source:
            self._outcome.repeated += 1
            return
        events = self._context.journal.of(f"dispute:{id}")
        if dispute.erased and any(map(_takes_all, events)):
            raise Refused("这一件已依法删除，没有再登记")
        told = told_of(events)
        changed, lines = differences(dispute, row.values, told), told.new(said(row))
        fields = set(changed)
        if note := only_told(dispute, row.values, told):
            fields.add("status")
            lines = [line for line in lines if label_of(line) != "status"]
            self._outcome.notes.append({"sheet": row.sheet, "row": row.row, "note": note})
        if any(label_of(line) not in changed for line in lines):
            fields.add("note")
        if not fields and not lines:
            self._outcome.repeated += 1
            return
        self._outcome.changed.append(
            {
                "sheet": row.sheet,
                "row": row.row,
                "number": dispute.number,
                "fields": sorted(fields),
            }
        )
        if self._update and not self._dry_run and (changed or lines):
            Updating(self._context, dispute, source).write(changed, row.values, lines)
            self._written.add(id)

    def _standing(self, id: str) -> Dispute:
        """A matter as it stands, with what this import wrote on it."""
        journal = self._context.journal
        stored = journal.dispute(id) if id not in self._written else None
        return stored if stored is not None else fold(journal.of(f"dispute:{id}"))

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
            self._matching.took(own, id)
            self._written.add(id)
        self._outcome.created.append(self._registering.last_number)


def _takes_all(event: Event) -> bool:
    """Whether an entry is the erasure of a whole matter."""
    return event.kind == ERASE and event.payload.get("covers", MATTER) == MATTER


def _record(row: LedgerRow) -> Record:
    values = row.values
    record: Record = {
        "village": values.village,
        "title": values.title,
        "category": values.category,
        "occurred_on": values.occurred_on,
        "registered_on": values.registered_on,
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
    values = row.values
    extra: Record = {"source": row_hash(row)}
    if note := remarks(row):
        extra["note"] = note
    if values.leader:
        extra["leader"] = values.leader
        if values.leader_tier:
            extra["leader_tier"] = values.leader_tier
    if own and values.rung:
        extra["rung"] = values.rung
        extra["tier"] = values.tier or ("township" if values.rung == "leader_case" else "")
    if own and values.due and values.status == "open":
        extra["until"] = (values.due_target or values.due).isoformat()
    return extra
