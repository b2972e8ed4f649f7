"""What reading a ledger gives: rows to register, rows turned back, and how each sheet was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as initial
from datetime import date

from xinfang_tui.documents.reading.parties import PartyRead
from xinfang_tui.tuples import NamedTuple


class LedgerValues(NamedTuple):
    """One matter as a ledger's row tells it; empty text and None for what it does not say.

    Attributes:
        number: only a number of our own format; a foreign 编号 is a serial (DESIGN §10).
        village: code; places: codes of further villages; group: such as 二组.
        category: code of two or four digits, 99 when unsure; category_words: as written;
            category_by_title: whether the title alone tells the code.
        people_words: as written; amount: in yuan.
        two_dates: whether the row has a registration date of its own.
        status: open, resolved, closed, referred or ended; status_words: as written.
        resolved_on: the day it was concluded; resolved_by_month: 日期按月份, the row names no day.
        due_words: a time limit of a ledger not ours, as written, such as 一个月内.
        serial_words: a 编号 that is not of our own format, as written.
        method: code of 化解方式, empty when not told or unknown; method_words: as written.
        due_target, rung, tier: only of our own export: importing never climbs anything.
        visited: whether a return visit was made, when the row says.
        channel, scale, track: codes, empty when not told; channel_words: as written.
        aside: what no field takes, line by line: ``header：words``.
    """

    title: str
    village: str
    village_name: str
    occurred_on: date
    registered_on: date
    two_dates: bool = False
    number: str | None = None
    serial_words: str = ""
    group: str = ""
    places: tuple[str, ...] = ()
    category: str = "99"
    category_words: str = ""
    category_by_title: bool = False
    people: int | None = None
    people_words: str = ""
    amount: float | None = None
    parties: tuple[PartyRead, ...] = ()
    reporter: str = ""
    status: str = "open"
    status_words: str = ""
    resolved_on: date | None = None
    resolved_by_month: bool = False
    due: date | None = None
    leader_tier: str = ""
    due_target: date | None = None
    due_words: str = ""
    handler: str = ""
    leader: str = ""
    unit: str = ""
    found_by: str = ""
    agent: str = ""
    channel: str = ""
    channel_words: str = ""
    scale: str = ""
    track: str = ""
    rung: str = ""
    tier: str = ""
    brief: str = ""
    measures: str = ""
    method: str = ""
    method_words: str = ""
    result: str = ""
    visited: bool | None = None
    visited_words: str = ""
    external_refs: tuple[str, ...] = ()
    note: str = ""
    aside: tuple[str, ...] = ()


class LedgerRow(NamedTuple):
    """A row that can be registered.

    Attributes:
        row: Excel's row number (the record's place in a CSV), from 1.
        notes: what was interpreted, and how (Chinese).
        cells: the row as it stood, header to text, merged cells filled in.
    """

    sheet: str
    row: int
    values: LedgerValues
    notes: tuple[str, ...]
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row turned back; ``field`` is the JSON name of the first fault, ``reason`` tells all."""

    sheet: str
    row: int
    field: str
    value: str
    reason: str
    cells: Mapping[str, str] = initial(default_factory=dict)

    def record(self) -> dict[str, str | int]:
        """The row as ``ledger import`` lists it (DESIGN §10)."""
        return {
            "sheet": self.sheet,
            "row": self.row,
            "field": self.field,
            "value": self.value,
            "reason": self.reason,
        }


@dataclass(frozen=True, slots=True)
class ColumnReading:
    """A column of a sheet: its header, and the field it was read as (None: none).

    ``loose``: of no field, but kept among the remarks.
    """

    header: str
    field: str | None
    loose: bool = False


@dataclass(frozen=True, slots=True)
class SheetReading:
    """How a sheet was read.

    Attributes:
        kind: ledger or skipped; reason: why it was skipped (Chinese).
        header_rows: Excel's row numbers; columns: by letter.
        village: code of the village that the tab, title or file names, if any.
        above: the lines above the header; year: the year of days written without one.
        month: "2026-10" when the sheet is the ledger of one month.
        notes: about the sheet as a whole (Chinese).
    """

    name: str
    kind: str
    header_rows: tuple[int, ...] = ()
    columns: Mapping[str, ColumnReading] = initial(default_factory=dict)
    village: str | None = None
    reason: str = ""
    above: tuple[str, ...] = ()
    year: int | None = None
    month: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """A whole file; ``encoding`` is xlsx, xls or how a text file was written.

    ``doubled``: how many rows told of a matter that another sheet tells too.
    """

    rows: tuple[LedgerRow, ...]
    rejected: tuple[Rejected, ...]
    sheets: tuple[SheetReading, ...]
    encoding: str
    doubled: int = 0
