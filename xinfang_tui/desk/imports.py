"""Ledgers in: rows read from Excel or CSV, matched with what stands, registered (DESIGN §10)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.hiding import noted
from xinfang_tui.desk.scope import KEPT_FROM_VILLAGES
from xinfang_tui.desk.taking import Outcome, Taking
from xinfang_tui.desk.undisturbed import undisturbed
from xinfang_tui.disputes import number
from xinfang_tui.disputes.accusing import speaks_of_officials
from xinfang_tui.documents.reading.ledger import read_ledger
from xinfang_tui.documents.reading.rejects import write_rejects
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.documents.reading.values import (
        ColumnReading,
        LedgerReading,
        LedgerRow,
        SheetReading,
    )

_OURS = re.compile(r"[^\W\d_]{1,3}-\d{2}(?:0[1-9]|1[0-2])-\d{5,}")
Record = dict[str, Any]
Progress = Callable[[int, int], None]
Columns = Mapping[str, Mapping[str, str]]


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
            created: [NUMBER…], changes: [{sheet, row, number, fields}], notes: [{sheet, row,
            note}], sheets: [{name, kind, reason, notes, unread, aside}]}``; ``notes`` say what
            differs and is never written, and what was interpreted in the rows taken, ``unread``
            names the columns that were passed over, ``aside`` those that hold no field and were
            kept among the remarks.

        Raises:
            Refused: the file cannot be read at all, or the rejects have no place; nothing was
                changed.
        """
        self._context.demand("import")
        if rejects is not None:
            _demand_place(rejects, path)
        with undisturbed():
            reading = self._reading(path, month, columns)
            _demand_ledger(reading)
            if dry_run:
                outcome = self._run(reading, dry_run=True, update=update, progress=progress)
            else:
                with noted(self._context, rejects):
                    outcome = self._run(reading, dry_run=False, update=update, progress=progress)
                    _keep_rejects(reading, outcome, rejects)  # else nothing is imported either
        if dry_run:
            _keep_rejects(reading, outcome, rejects)
        return self._answer(outcome) | {
            "notes": outcome.notes
            + [
                {"sheet": row.sheet, "row": row.row, "note": note}
                for row in reading.rows
                for note in (*row.notes, *self._accusing(row))
            ],
            "sheets": [_sheet(sheet) for sheet in reading.sheets],
        }

    def _accusing(self, row: LedgerRow) -> tuple[str, ...]:
        """What to look at in a row whose words speak of officials' conduct (DESIGN §5)."""
        values = row.values
        if values.category.startswith(KEPT_FROM_VILLAGES) or not speaks_of_officials(values.title):
            return ()
        settings = self._context.rules.settings
        if settings.unit.level == "village":
            do = f"不留在村里：请依法删除这一件，请当事人向{settings.office.discipline}反映"
        else:
            do = "请密封，不下发到村"
        return (f"像是反映干部违纪违法的，请核对；是的，{do}",)

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
            villages=villages | {place.code: place.name for place in tree.townships()},
            is_own_number=is_own_number,
            mistyped=self._mistyped,
            today=self._context.today,
            columns=columns,
            codes=self._context.rules.codes,
        )

    def _mistyped(self, text: str) -> str:
        """Why a 编号 is one of ours with a wrong digit, and which it may be (DESIGN §4)."""
        parsed = number.parse(text)
        if parsed is None or parsed.valid or not _OURS.fullmatch(text):
            return ""
        if self._context.rules.places.by_short(parsed.short) is None:
            return ""
        prefix = f"{parsed.short}-{parsed.month}-"
        where = [Where("number", ">=", prefix), Where("number", "<", prefix + ":")]
        rows = self._context.journal.disputes.select(where, columns=["number"])
        standing = {str(row[1]) for row in rows}
        meant = [each for each in number.suggest(text, standing) if each in standing]
        asked = f"，是不是：{'、'.join(meant)}" if meant else "，请核对"
        return f"编号“{text}”的校验码对不上{asked}"

    def _run(
        self,
        reading: LedgerReading,
        *,
        dry_run: bool,
        update: bool,
        progress: Progress | None = None,
    ) -> Outcome:
        outcome = Outcome(
            repeated=reading.doubled,
            rejected=[
                {
                    "sheet": one.sheet,
                    "row": one.row,
                    "field": one.field,
                    "value": one.value,
                    "reason": one.reason,
                }
                for one in reading.rejected
            ],
        )
        run = Taking(self._context, reading, outcome, dry_run=dry_run, update=update)
        for done, row in enumerate(reading.rows, start=1):
            run.take(row)
            if progress is not None and not done % 100:
                progress(done, len(reading.rows))
        return outcome


def _demand_ledger(reading: LedgerReading) -> None:
    if any(sheet.kind == "ledger" for sheet in reading.sheets):
        return
    reasons = "；".join(f"{sheet.name}：{sheet.reason}" for sheet in reading.sheets)
    raise Refused(
        f"没有认出台账（{reasons}）" if reasons else "文件里没有表",
        safe="什么都没有导入",
        do="请核对文件，或在导入向导里指定各列",
    )


def _keep_rejects(reading: LedgerReading, outcome: Outcome, rejects: Path | None) -> None:
    """Write the rows turned back as a sheet, when there are any and it was asked for."""
    if rejects is not None and outcome.rejected:
        every = (*reading.rejected, *outcome.turned)
        write_rejects(replace(reading, rejected=every), rejects)


def _demand_place(rejects: Path, path: Path) -> None:
    """Refuse before anything is read when the faulty rows could not be written there."""
    safe = "什么都没有导入"
    if rejects.resolve() == path.resolve():
        do = "请给退回的行另取一个文件名"
        raise Refused(f"退回的行会盖掉正在导入的“{path.name}”", safe=safe, do=do)
    if rejects.suffix.lower() != ".xlsx":
        do = "请写成 .xlsx 结尾的文件名，如 退回的行.xlsx"
        raise Refused(f"退回的行不能写成“{rejects.name}”", safe=safe, do=do)
    try:
        rejects.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Refused(
            f"建不了文件夹“{rejects.parent}”，退回的行没有地方写",
            safe=safe,
            do="请换个位置，如桌面",
        ) from error


def _sheet(sheet: SheetReading) -> Record:
    columns = [column for column in sheet.columns.values() if column.header]
    known = {column.header for column in columns if column.field}
    left = [column for column in columns if column.header not in known]
    return {
        "name": sheet.name,
        "kind": sheet.kind,
        "reason": sheet.reason,
        "notes": list(sheet.notes),
        "unread": _headers(left, loose=False) if sheet.kind == "ledger" else [],
        "aside": _headers(left, loose=True) if sheet.kind == "ledger" else [],
    }


def _headers(columns: Iterable[ColumnReading], *, loose: bool) -> list[str]:
    return list(dict.fromkeys(column.header for column in columns if column.loose == loose))


def is_own_number(text: str) -> bool:
    """Whether a text is a number of our own format, with its short name and a fitting check."""
    parsed = number.parse(text)
    return parsed is not None and bool(parsed.short) and parsed.valid


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
