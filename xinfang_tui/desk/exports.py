"""Ledgers out: the list as it stands in a file that imports again unchanged (DESIGN §10)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from xinfang_tui.desk import hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.lists import DEFAULT_ORDER, Lists
from xinfang_tui.desk.records import record_of
from xinfang_tui.disputes.dispute import Dispute

Record = dict[str, Any]
LEDGER = "ledger"


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
        with context.journal.transaction() if unmasked else nullcontext():
            if unmasked:
                show = hiding.unmasked(context)
                asked = sorted(name for name, value in filter.items() if value)
                about = f"print:{context.today.year}"
                hiding.note_print(context, about, LEDGER, rows=len(rows), by_filter=asked)
            else:
                key = hiding.paper_key(LEDGER, dict(filter), context.today.isoformat())
                show = hiding.masked(rules, rows.people(), paper=key)
            written = export_ledger(rows.records(), Path(out), show, codes=rules.codes)
        return {
            "file": str(out),
            "rows": written,
            "masked": show.masked,
            "hidden": rows.hidden,
        }


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
