"""The ledger as a table: the columns that ``ledger export`` writes and ``ledger import`` reads.

The headers are the names of :data:`xinfang_tui.documents.reading.headers.FIELDS`, so what goes out
comes in again with nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from xinfang_tui.disputes.codes import Codes
from xinfang_tui.disputes.dispute import OPEN, RUNG_NAMES, STATUS_NAMES
from xinfang_tui.disputes.leading import NAMES
from xinfang_tui.documents.clean import clean
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.paper import DATE, NUMBER, TEXT, Cell
from xinfang_tui.documents.papers.case import ANSWERS
from xinfang_tui.documents.wording import BY_MONTH, WITHIN

Record = Mapping[str, Any]
TIERS = {"county": "（县领导）"}


@dataclass(frozen=True, slots=True)
class Maker:
    """Turns a record's fields into cells, people shown as the export may."""

    show: Disclosure
    codes: Codes

    def names(self, record: Record) -> str:
        """The parties' names, joined."""
        return _listed(self.show.party(party) for party in record.get("parties") or ())

    def each(self, record: Record, field: str, shown: Callable[[str], str]) -> str:
        """A field of every party, joined; empty when no party has it."""
        found = [str(party.get(field) or "") for party in record.get("parties") or ()]
        return _listed(map(shown, found)) if any(found) else ""

    def agreed(self, record: Record) -> str:
        """The way it was settled."""
        method = str(record.get("method") or "")
        return self.codes.methods.get(method, method)


@dataclass(frozen=True, slots=True)
class Head:
    """A column: field, header, kind, width in half-width cells, and how its cell is made."""

    field: str
    title: str
    kind: str
    width: int
    make: Callable[[Maker, Record], Cell]


def _listed(values: Iterable[str]) -> str:
    """A value a party, between 、, so that each is told apart again."""
    return "、".join(value.replace("、", WITHIN) for value in values)


def _plain(name: str) -> Callable[[Maker, Record], Cell]:
    return lambda maker, record: str(record.get(name) or "")


def _shown(name: str) -> Callable[[Maker, Record], Cell]:
    return lambda maker, record: maker.show.text(str(record.get(name) or ""))


def _day(name: str) -> Callable[[Maker, Record], Cell]:
    def make(maker: Maker, record: Record) -> Cell:
        value = record.get(name)
        return date.fromisoformat(value) if value else None

    return make


def _concluded(maker: Maker, record: Record) -> Cell:
    """The day it was settled, referred or ended."""
    open_again = record.get("status") == OPEN
    value = None if open_again else record.get("resolved_on") or record.get("concluded_on")
    return date.fromisoformat(value) if value else None


def _number(name: str) -> Callable[[Maker, Record], Cell]:
    return lambda maker, record: record.get(name)


def _village(maker: Maker, record: Record) -> Cell:
    return str(record.get("village_name") or record.get("village") or "")


def _rung(maker: Maker, record: Record) -> Cell:
    rung = str(record.get("rung") or "")
    return RUNG_NAMES.get(rung, rung) + TIERS.get(str(record.get("tier") or ""), "")


def _leader_tier(maker: Maker, record: Record) -> Cell:
    named_for = str(record.get("leader_tier") or "")
    return NAMES.get(named_for, named_for) if record.get("leader") else ""


def _status(maker: Maker, record: Record) -> Cell:
    return STATUS_NAMES.get(str(record.get("status")), str(record.get("status") or ""))


def _visit(maker: Maker, record: Record) -> Cell:
    visits = record.get("visits") or ()
    return ANSWERS.get(str(visits[-1].get("answer")), "") if visits else ""


CODED = frozenset(
    {"leader_tier", "category_code", "village_code", "track", "rung", "status", "visited", "note"}
)
COLUMNS: tuple[Head, ...] = (
    Head("number", "编号", TEXT, 14, _plain("number")),
    Head("village", "村（社区）", TEXT, 10, _village),
    Head("title", "事项", TEXT, 22, _shown("title")),
    Head("category", "类别", TEXT, 14, lambda m, r: m.codes.short(str(r.get("category") or ""))),
    Head("people", "涉及人数", NUMBER, 6, _number("people")),
    Head("parties", "当事人", TEXT, 10, lambda m, r: m.names(r)),
    Head("phone", "联系电话", TEXT, 14, lambda m, r: m.each(r, "phone", m.show.phone)),
    Head("occurred_on", "发生日期", DATE, 11, _day("occurred_on")),
    Head("registered_on", "登记日期", DATE, 11, _day("registered_on")),
    Head("rung", "层级", TEXT, 8, _rung),
    Head("status", "状态", TEXT, 9, _status),
    Head("due", "化解时限", DATE, 11, _day("due")),
    Head("unit", "责任单位", TEXT, 11, _plain("unit")),
    Head("handler", "经办人", TEXT, 8, _plain("handler")),
    Head("leader", "包案领导", TEXT, 8, _plain("leader")),
    Head("brief", "简要情况", TEXT, 30, _shown("brief")),
    Head("resolved_on", "化解日期", DATE, 11, _concluded),
    Head("method", "化解方式", TEXT, 10, lambda m, r: m.agreed(r)),
    Head("visited", "回访", TEXT, 8, _visit),
    Head("village_code", "村代码", TEXT, 13, _plain("village")),
    Head("category_code", "类别代码", TEXT, 8, _plain("category")),
    Head(
        "scale",
        "规模",
        TEXT,
        12,
        lambda m, r: m.codes.scales.get(str(r.get("scale")), str(r.get("scale") or "")),
    ),
    Head("address", "住址", TEXT, 18, lambda m, r: m.each(r, "address", m.show.address)),
    Head(
        "channel",
        "来源",
        TEXT,
        10,
        lambda m, r: m.codes.channels.get(str(r.get("channel")), str(r.get("channel") or "")),
    ),
    Head(
        "track",
        "办理途径",
        TEXT,
        10,
        lambda m, r: m.codes.tracks.get(str(r.get("track")), str(r.get("track") or "")),
    ),
    Head("due_target", "时限原定日", DATE, 11, _day("due_target")),
    Head("leader_tier", "包案领导级别", TEXT, 8, _leader_tier),
    Head("note", "备注", TEXT, 10, lambda m, r: BY_MONTH if r.get("date_by_month") else ""),
)
"""The columns in their order."""
PRINTED = next(i for i, column in enumerate(COLUMNS) if column.field == "brief") + 1
"""How many of them are printed; those after it serve the screen and the next import."""
FREE = tuple(
    i for i, column in enumerate(COLUMNS) if column.kind == TEXT and column.field not in CODED
)
"""Places of the columns that hold what somebody typed."""


def ledger_rows(
    records: Iterable[Record], show: Disclosure, codes: Codes
) -> Iterator[tuple[Cell, ...]]:
    """A row for each dispute record, cell by cell as :data:`COLUMNS` says, texts cleaned."""
    maker = Maker(show, codes)
    makes = tuple(column.make for column in COLUMNS)
    for record in records:
        cells = [make(maker, record) for make in makes]
        for i in FREE:
            cells[i] = clean(str(cells[i]))
        yield tuple(cells)
