"""Ledgers in: rows read from Excel or CSV, matched with what stands, registered (DESIGN §10)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.differing import differences, update
from xinfang_tui.desk.index import fingerprint
from xinfang_tui.desk.registering import Registering
from xinfang_tui.disputes import number
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import canonical
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.documents.reading import LedgerReading, LedgerRow

Record = dict[str, Any]
Progress = Callable[[int, int], None]
Columns = Mapping[str, Mapping[str, str]]


@dataclass
class Outcome:
    """What became of the rows."""

    created: list[str] = field(default_factory=list)
    accepted: int = 0
    repeated: int = 0
    changed: list[Record] = field(default_factory=list)
    rejected: list[Record] = field(default_factory=list)


class Imports:
    """The desk's facet for reading ledgers."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def read(self, path: Path, month: str | None = None, columns: Columns | None = None) -> Record:
        """What an import would do, without doing it, and what was recognised.

        Returns:
            the answer of :meth:`apply` with ``sheets: [{name, kind, reason, columns, village}]``
            and ``rows``: the first fifty as read.
        """
        reading = self._reading(path, month, columns)
        outcome = self._run(reading, dry_run=True, update=False)
        sheets = [
            {
                "name": sheet.name,
                "kind": sheet.kind,
                "reason": sheet.reason,
                "columns": {
                letter: {"field": column.field, "header": column.header}
                for letter, column in sheet.columns.items()
            },
                "village": sheet.village,
                "header_rows": list(sheet.header_rows),
            }
            for sheet in reading.sheets
        ]
        rows = [
            {"sheet": row.sheet, "row": row.row, "notes": list(row.notes)} | _shown(row)
            for row in reading.rows[:50]
        ]
        return self._answer(outcome) | {"sheets": sheets, "rows": rows}

    def apply(
        self,
        path: Path,
        month: str | None = None,
        *,
        dry_run: bool = False,
        update: bool = False,
        rejects: Path | None = None,
        columns: Columns | None = None,
        progress: Progress | None = None,
    ) -> Record:
        """Read a ledger and register its rows in one transaction; faulty rows one by one refused.

        Args:
            month: "2026-10", for dates without a year and resolutions without a day.
            update: write cells that differ from what stands; rejects: a workbook of the faulty
                rows with the reason beside each.

        Returns:
            ``{accepted, repeated, changed, rejected: [{sheet, row, field, value, reason}],
            created: [NUMBER…]}``.

        Raises:
            Refused: the file cannot be read at all; nothing was changed.
        """
        self._context.demand("import")
        reading = self._reading(path, month, columns)
        if dry_run:
            outcome = self._run(reading, dry_run=True, update=update, progress=progress)
        else:
            with self._context.journal.transaction():
                outcome = self._run(reading, dry_run=False, update=update, progress=progress)
        if rejects is not None and outcome.rejected:
            from xinfang_tui.documents.reading import write_rejects

            write_rejects(reading, rejects)
        return self._answer(outcome)

    def _answer(self, outcome: Outcome) -> Record:
        return {
            "accepted": outcome.accepted,
            "repeated": outcome.repeated,
            "changed": len(outcome.changed),
            "changes": outcome.changed,
            "rejected": outcome.rejected,
            "created": outcome.created,
        }

    def _reading(self, path: Path, month: str | None, columns: Columns | None) -> LedgerReading:
        from xinfang_tui.documents.reading import read_ledger  # Excel is slow to load

        tree = self._context.rules.places
        villages = {place.code: place.name for place in tree.villages_of()}
        if not villages:
            raise Refused(
                "还没有村名册，认不出台账里的村",
                safe="什么都没有导入",
                do="请先导入村名册（place import）",
            )
        return read_ledger(
            path,
            month=month,
            villages=villages,
            is_own_number=is_own_number,
            today=self._context.today,
            columns=columns,
        )

    def _run(
        self,
        reading: LedgerReading,
        *,
        dry_run: bool,
        update: bool,
        progress: Progress | None = None,
    ) -> Outcome:
        outcome = Outcome(
            rejected=[
                {
                    "sheet": one.sheet,
                    "row": one.row,
                    "field": one.field,
                    "value": one.value,
                    "reason": one.reason,
                }
                for one in reading.rejected
            ]
        )
        run = _Run(self._context, reading, outcome, dry_run=dry_run, update=update)
        for done, row in enumerate(reading.rows, start=1):
            run.take(row)
            if progress is not None and not done % 100:
                progress(done, len(reading.rows))
        return outcome


class _Run:
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
        self._times: Counter[str] = Counter()
        self._prints = {id(row): _print(row) for row in reading.rows}
        numbers = [row.values.number for row in reading.rows if row.values.number]
        self._by_number = self._standing("number", numbers)
        self._by_print = self._standing("fingerprint", list(set(self._prints.values())))

    def _standing(self, column: str, values: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        table = self._context.journal.disputes
        for at in range(0, len(values), 1000):
            where = [Where(column, "in", values[at : at + 1000])]
            for key, value in table.select(where, columns=[column]):
                found.setdefault(str(value), []).append(str(key))
        return found

    def take(self, row: LedgerRow) -> None:
        """Register the row, or match it with what stands, or refuse it."""
        key = self._prints[id(row)]
        own = row.values.number or ""
        standing = next(iter(self._by_number.get(own, ())), None) if own else self._nth(key)
        try:
            if standing is not None:
                self._compare(row, standing)
            else:
                self._register(row, own)
        except Refused as refused:
            self._outcome.rejected.append(
                {
                    "sheet": row.sheet,
                    "row": row.row,
                    "field": "category" if "村里不登记" in refused.wrong else "title",
                    "value": row.values.title,
                    "reason": refused.text,
                }
            )

    def _nth(self, key: str) -> str | None:
        """The n-th standing matter for the n-th such row."""
        n = self._times[key]
        self._times[key] += 1
        known = self._by_print.get(key, [])
        return known[n] if n < len(known) else None

    def _compare(self, row: LedgerRow, id: str) -> None:
        dispute = self._context.journal.dispute(id)
        assert isinstance(dispute, Dispute)
        changed = {} if dispute.source == row_hash(row) else differences(dispute, row.values)
        if not changed:
            self._outcome.repeated += 1
            return
        self._outcome.changed.append(
            {
                "sheet": row.sheet,
                "row": row.row,
                "number": dispute.number,
                "fields": sorted(changed),
            }
        )
        if self._update and not self._dry_run:
            update(self._context, dispute, changed, row.values)

    def _register(self, row: LedgerRow, own: str) -> None:
        values = row.values
        self._outcome.accepted += 1
        if self._dry_run:
            return
        try:
            id = self._registering.add(_record(row), number=own, extra=_extra(row, own))
        except Refused:
            self._outcome.accepted -= 1
            raise
        self._settle(row, id)
        if own:
            self._by_number[own] = [id]
        self._outcome.created.append(self._registering.last_number)
        assert values.title

    def _settle(self, row: LedgerRow, id: str) -> None:
        """The entries that bring a fresh registration to the row's status."""
        values = row.values
        journal, subject, by = self._context.journal, f"dispute:{id}", self._context.who
        if values.status == "open":
            return
        on = max(values.resolved_on or values.registered_on, values.registered_on).isoformat()
        if values.status in ("resolved", "closed"):
            data: Record = {"method": values.method or "99", "imported": True}
            if values.amount is not None:
                data["amount"] = values.amount
            if values.resolved_by_month:
                data["date_by_month"] = True
            journal.append(subject, "resolve", data, by=values.handler or by, on=on)
            if values.status == "closed":
                journal.append(subject, "close", {"reason": "原台账已销号"}, by=by, on=on)
        elif values.status == "referred":
            words = values.result or values.status_words or "法定途径"
            journal.append(subject, "refer", {"to": words, "reason": "原台账"}, by=by, on=on)
        else:
            journal.append(subject, "end", {"reason": "other", "remedies_told": []}, by=by, on=on)


def is_own_number(text: str) -> bool:
    """Whether a text is a number of our own format, with its short name and a fitting check."""
    parsed = number.parse(text)
    return parsed is not None and bool(parsed.short) and parsed.valid


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
        "people_words",
        "category_words",
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
    if values.leader:
        extra["leader"] = values.leader
    if own and values.rung:
        extra["rung"] = values.rung
        extra["tier"] = "township" if values.rung == "leader_case" else ""
    if own and values.due and values.status == "open":
        extra["until"] = values.due.isoformat()
    return extra


def _shown(row: LedgerRow) -> Record:
    values = row.values
    return {
        "number": values.number,
        "village_name": values.village_name,
        "title": values.title,
        "category": values.category,
        "people": values.people,
        "occurred_on": values.occurred_on.isoformat(),
        "registered_on": values.registered_on.isoformat(),
        "status": values.status,
        "parties": [party.name for party in values.parties],
    }
