"""Ledgers out: the list as it stands in a file that imports again unchanged (DESIGN §10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from xinfang_tui.areacode import VILLAGE
from xinfang_tui.desk import hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.lists import DEFAULT_ORDER, Lists
from xinfang_tui.desk.records import record_of
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
LEDGER = "ledger"
OFFICIALS = "15"
"""Complaints about officials: no village form offers them (DESIGN §5)."""


class Exports:
    """The desk's facet for writing ledgers."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lists = Lists(context)

    def ledger(self, out: Path, filter: Mapping[str, Any], unmasked: bool = False) -> Record:
        """Write the disputes that fit to a file; names, telephones and numbers hidden.

        Args:
            out: .xlsx, .csv, .json, .md, .html or .txt; appears whole or not at all.
            filter: as of :meth:`Lists.where`.
            unmasked: names are written, with who made the file and when; noted once in the
                ledger, as an event ``print`` on ``print:YEAR``.

        Returns:
            ``{file, rows, masked, hidden}``; ``hidden``: sealed matters that were left out.

        Raises:
            Refused: not by this role, another suffix, or the file cannot be written; then no
                file was made and nothing noted.
        """
        from xinfang_tui.documents.ledger_export import export_ledger  # its writers are slow

        context = self._context
        context.demand("export_unmasked" if unmasked else "export")
        rules = context.rules
        rows = _Rows(context, self._lists, filter)
        with hiding.noted(context, Path(out)) if unmasked else nullcontext():
            if unmasked:
                show = hiding.unmasked(context)
                asked = sorted(name for name, value in filter.items() if value)
                about = f"print:{context.today.year}"
                hiding.note_print(context, about, LEDGER, rows=len(rows), by_filter=asked)
            else:
                key = hiding.paper_key(LEDGER, dict(filter), context.today.isoformat())
                show = hiding.masked(rules, rows.people(), paper=key, more=hiding.former(context))
            written = export_ledger(rows.records(), Path(out), show, codes=rules.codes)
        return {
            "file": str(out),
            "rows": written,
            "masked": show.masked,
            "hidden": rows.hidden,
        }

    def form(self, out: Path, village: str = "", month: str | None = None) -> Record:
        """Write the form that a village without the program fills in and sends back to import.

        Args:
            village: a name or a code; all villages by default.
            month: "2026-10", named in the title; days may then be written without the year.

        Returns:
            ``{file, villages}``.

        Raises:
            Refused: not by this role, no such village, another suffix, or it cannot be written.
        """
        from xinfang_tui.documents.placing import placed
        from xinfang_tui.documents.reading.form import write_form  # its writer is slow

        self._context.demand("export")
        if out.suffix.lower() != ".xlsx":
            do = "请写成 .xlsx 结尾的文件名，如 登记表.xlsx"
            raise Refused(f"登记表不能写成“{out.name}”", safe="没有写文件", do=do)
        rules, today = self._context.rules, self._context.today
        place = rules.places.find(village) if village else None
        if village and (place is None or place.level != VILLAGE):
            raise Refused(f"没有“{village}”这个村（社区）", safe="没有写文件", do="请核对村名")
        found = (place,) if place else rules.places.villages_of(on=today)
        if not found:
            do = "请先导入村名册（place import）"
            raise Refused("还没有村名册，登记表里没有村可选", safe="没有写文件", do=do)
        codes = rules.codes
        with placed(out) as partial:
            write_form(
                partial,
                villages={each.code: each.name for each in found},
                categories={
                    code: codes.label(code)
                    for code in sorted(codes.categories)
                    if not code.startswith(OFFICIALS)
                },
                channels=codes.channels,
                month=month,
            )
        return {"file": str(out), "villages": [each.name for each in found]}


class _Rows:
    """The disputes of an export, read twice: for the names to hide, then for the rows."""

    def __init__(self, context: Context, lists: Lists, filter: Mapping[str, Any]) -> None:
        self._context = context
        self._where = lists.where(filter)
        self.hidden = 0

    def __len__(self) -> int:
        return self._context.journal.disputes.count(self._where)

    def people(self) -> Iterator[Dispute]:
        """Who is in them, and nothing else of them."""
        for stored in self._stored():
            yield Dispute.from_json({name: stored[name] for name in _PEOPLE if name in stored})

    def records(self) -> Iterator[Record]:
        """Their records, without the trail, by registration."""
        rules, today = self._context.rules, self._context.today
        for stored in self._stored():
            yield record_of(Dispute.from_json(stored), rules, today)

    def _stored(self) -> Iterator[Mapping[str, Any]]:
        """Those that whoever works may read."""
        self.hidden = 0
        table = self._context.journal.disputes
        for _, stored in table.documents(self._where, order=DEFAULT_ORDER):
            if hiding.may_read(self._context, stored):
                yield stored
            else:
                self.hidden += 1


_PEOPLE = ("id", "parties", "reporter")
