"""The rows of one sheet below its header: merged cells, footers, sections, repeated headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from xinfang_tui.documents.reading.asides import (
    heads_another_table,
    is_count,
    is_counting,
    is_example,
    is_foot,
    is_total,
    none_found,
)
from xinfang_tui.documents.reading.carry import Carrier
from xinfang_tui.documents.reading.cells import Columns, RowCells
from xinfang_tui.documents.reading.further_rows import added, goes_on
from xinfang_tui.documents.reading.headers import DATES, header_set
from xinfang_tui.documents.reading.layout import Layout, header_at, same_header
from xinfang_tui.documents.reading.row import Surroundings, read_row
from xinfang_tui.documents.reading.sections import Heading, read_heading
from xinfang_tui.documents.reading.sheet import Sheet
from xinfang_tui.documents.reading.text import Value, kept, plain
from xinfang_tui.documents.reading.values import LedgerRow, Rejected
from xinfang_tui.documents.reading.when import is_title

_UNIT = re.compile(
    r"(?:填报|报送|上报|排查)?单位|(?:所[属在])?村(?:名|[(]社区|居|别|委会)|(?:所[属在])?(?:村|社区|村社区):"
)
_RATE = re.compile(r"[率%％]|\d[件起]")
_ASKED = re.compile("有无|是否(?:有|存在|发现|发生)")
_NO = frozenset("否无×") | {"没有", "未发现"}
_STRUCK = "这一行画了删除线，照样读入，请核对要不要留"
_FIGURE = re.compile(r"共?计?[\d一二两三四五六七八九十百]+[余多]?(?:[件起宗个人户次例元]|万元)?")
"""Of a total: 3件, 共5起."""
_WORDS = frozenset(("title", "brief", "status", "result", "measures"))
_OF_HANDLING = (
    *("category", "category_code", "status", "result", "measures", "resolved_on", "method"),
    *("amount", "people_amount", "leader", "due"),
)
_OF_PARTIES = frozenset(("parties", "phone", "id_number", "address"))


@dataclass(slots=True)
class Rows:
    """What a sheet's rows gave; notes are about the sheet (Chinese)."""

    rows: list[LedgerRow] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Pending:
    """A matter whose further rows, one a party, may still follow."""

    number: int
    values: list[Value]
    cells: RowCells


def read_rows(
    sheet: Sheet, layout: Layout, around: Surroundings, tell: Callable[[int], None]
) -> Rows:
    """Read all rows below the header, in order."""
    return _Reader(sheet, layout, around).read(tell)


def _found_nothing(cells: RowCells) -> str:
    """What a column of no field (排查情况) says of a row that tells nothing else: 无矛盾纠纷.

    Of a household that is named only the answer to a question does: 是否有矛盾纠纷, 否.
    """
    if _handled(cells):
        return ""
    named = cells.said["parties"]
    for column in cells.layout.columns:
        if column.loose and (text := cells.at(column)):
            asked = _ASKED.match(plain(column.header)) is not None
            if asked and plain(text) in _NO:
                return f"{column.header}：{text}"
            if none_found(text) and (asked or not named):
                return text
    return ""


def _handled(cells: RowCells) -> bool:
    """Whether a row tells of what was done: who found nothing at 张三's tells nothing of it."""
    said = (cells.said[name] for name in _OF_HANDLING)
    return any(words and not none_found(words) for words in said)


class _Reader:
    def __init__(self, sheet: Sheet, layout: Layout, around: Surroundings) -> None:
        self._sheet, self._around = sheet, around
        self._outer = around
        self._levels = {"status": 0, "category": 0}
        self._found = Rows()
        self._pending: _Pending | None = None
        self._before: RowCells | None = None
        self._counting = False
        self._use(layout)

    def _use(self, layout: Layout) -> None:
        self._columns = Columns(layout)
        self._known = tuple(column.index for column in layout.columns if column.field)
        self._carrier = Carrier(self._sheet, layout, self._around.villages)

    def read(self, tell: Callable[[int], None]) -> Rows:
        rows = self._sheet.rows
        index = self._columns.layout.start
        while index < len(rows):
            if index % 500 == 0:
                tell(index)
            number, values = rows[index]
            index += self._row(index, number, values)
        self._finish()
        return self._found

    def _row(self, index: int, number: int, values: list[Value]) -> int:
        """Take in the row at a place of the sheet; returns how many rows that took."""
        filled = self._carrier.fill(number, values)
        cells = RowCells(self._columns, filled, self._before)
        texts = cells.texts
        if self._header_like(texts):
            if same_header(values, self._columns.layout):
                self._counting = False
                return 1
            other = header_at(self._sheet, index)
            if other is not None:
                self._finish()
                self._use(other)
                self._counting = False
                return len(other.header_rows)
            if heads_another_table([kept(value) for value in values], self._columns.words):
                self._finish()
                self._counting = True
                self._found.notes.append(f"第 {number} 行起是另一张表，没有当作纠纷")
        if is_counting(texts):
            self._finish()
            self._counting = True
            self._found.notes.append(f"第 {number} 行起是统计表，没有当作纠纷")
        if self._counting:
            return 1
        if is_example(texts):
            self._found.notes.append(f"第 {number} 行是填写示例，没有当作纠纷")
            return 1
        if not texts[0].isdigit() and self._aside(number, cells, [kept(v) for v in values]):
            return 1
        if cells.empty:
            return 1
        if self._continues(number, cells, values):
            self._join(texts)
            return 1
        if self._pending is not None and goes_on(number, values, self._columns, self._carrier):
            before = self._pending.cells.texts
            held = added(number, before, texts, self._columns, self._carrier)
            self._pending.cells = RowCells(self._columns, held)
            self._found.notes.append(
                f"第 {number} 行接着写第 {self._pending.number} 行的事，合为一件"
            )
            return 1
        if self._zero(number, cells):
            return 1
        self._finish()
        self._pending = _Pending(number, filled, cells)
        self._before = cells
        return 1

    def _header_like(self, texts: list[str]) -> bool:
        """Whether enough cells are headers, of this sheet or of ledgers in general."""
        return (
            len(self._columns.words.intersection(texts)) >= 2
            or len(header_set().intersection(texts)) >= 3
        )

    def _aside(self, number: int, cells: RowCells, texts: Sequence[str]) -> bool:
        """Whether the row is no matter: a total, a signature, a remark, a section's heading."""
        filled = [index for index, text in enumerate(texts) if text]
        if not filled:
            return False
        first = [plain(texts[index]) for index in filled[:3]]
        if _UNIT.match(first[0]) and not self._columns.layout.has("village"):
            code = self._around.villages.within(first[0]) or self._unit(first)
            self._village(code)
            if code and ":" in first[0]:
                return True
        if any(is_total(text) for text in first) or is_foot(first[0]):
            held = [column for column in self._known if column < len(texts) and texts[column]]
            full = len(held) * 2 > len(self._known)
            if full and self._is_matter(cells, [plain(texts[index]) for index in filled[1:]]):
                return False
            if full:
                told = f"第 {number} 行以“{first[0][:10]}”开头，像合计或落款，没有当作纠纷"
                self._found.notes.append(told)
            return True
        if is_count(first[0]) and not self._tells(filled):
            return True
        titled = is_title(texts[filled[0]]) and all(is_foot(plain(texts[at])) for at in filled[1:])
        titled = titled and not any(self._carrier.covered(number, at) for at in self._known)
        alone = len(filled) == 1 or titled
        return alone and self._section(number, filled[0], texts[filled[0]], titled)

    def _is_matter(self, cells: RowCells, behind: Sequence[str]) -> bool:
        """Whether a full row that begins like a total or a signature is a matter all the same.

        It has words of one (累计欠薪) and a day, and nothing is signed further on.
        """
        words = cells.joined("title") or cells.joined("brief")
        days = (self._around.dates.read(cells, name) for name in DATES)
        return (
            any(each.isalpha() for each in words)
            and _FIGURE.fullmatch(plain(words)) is None
            and not any(is_foot(text) or is_count(text) for text in behind)
            and any(day is not None and day.date is not None for day in days)
        )

    def _tells(self, filled: Sequence[int]) -> bool:
        """Whether a row is so full that what begins it is the words of a matter: 调解3起争水."""
        columns = self._columns.layout.columns
        held = next((c.field for c in columns if c.index == filled[0]), "")
        return held in _WORDS and len(filled) * 2 > sum(bool(c.field) for c in columns)

    def _unit(self, texts: Sequence[str]) -> str:
        """The village of 村：东湾 | 包村干部：刘某, also where its name stands in the next cell."""
        _, colon, name = texts[0].partition(":")
        told = name or (texts[1] if colon and len(texts) > 1 else "")
        return self._around.villages.on_tab(told) if told else ""

    def _section(self, number: int, column: int, text: str, titled: bool) -> bool:
        """A row of one cell: 一、东湾村 begins that village's rows; a remark is passed over."""
        layout = self._columns.layout
        wide = titled or self._carrier.width(number, column) >= max(3, len(layout.columns) // 2)
        held = next((c.field for c in layout.columns if c.index == column), "")
        if not wide and held in ("title", "brief", "parties"):
            return False
        if not wide and held == "village" and self._around.villages.read(text).code:
            return False
        further = self._pending is not None and layout.has("serial", "number")
        if not wide and held in ("result", "measures") and further and not _RATE.search(text):
            return False
        heading = read_heading(text, self._around.villages, self._around.categories)
        if heading.only_time and self._known_time(heading):
            return True  # the ledger's own title again, as on every printed page
        if not heading.says_nothing or any(map(heading.ends, self._levels.values())):
            self._finish()
            self._below(heading)
        if heading.village:
            self._village(heading.village)
            self._carrier.village = self._around.villages.names[heading.village]
        elif not heading.says_nothing or not any(each.isalpha() for each in text):
            return True
        elif not none_found(text):
            self._found.notes.append(f"第 {number} 行只有一格文字“{text[:30]}”，没有当作纠纷")
        return True

    def _known_time(self, heading: Heading) -> bool:
        year, month = heading.time or (None, None)
        told = month is not None or not self._around.below
        return told and self._around.dates.of(year, month)

    def _below(self, heading: Heading) -> None:
        """The rows that follow stand below this heading."""
        around = self._around
        if heading.status or heading.ends(self._levels["status"]):
            around = replace(around, status=heading.status or self._outer.status)
            self._levels["status"] = heading.level
        alike = not heading.level and not self._levels["category"]
        if heading.category or alike or heading.ends(self._levels["category"]):
            around = replace(around, category=heading.category or self._outer.category)
            self._levels["category"] = heading.level
        if heading.time is not None:
            end = self._outer.month_end if self._outer.month_given else None
            dates = self._outer.dates.below(*heading.time)
            around = replace(around, dates=dates, below=True, month_end=end)
        elif heading.now:
            outer = self._outer
            around = replace(around, dates=outer.dates, below=False, month_end=outer.month_end)
        self._around = around

    def _village(self, code: str) -> None:
        """The rows that follow belong to this village."""
        if code:
            self._finish()
            self._around = replace(self._around, village=code)

    def _continues(self, number: int, cells: RowCells, values: Sequence[Value]) -> bool:
        """Whether the row only adds a party to the matter above it."""
        if self._pending is None or self._own(number, cells, "title"):
            return False
        layout = self._columns.layout
        own = {c.field for c in layout.columns if c.field and self._held(number, values, c.index)}
        if "parties" not in own or not own <= _OF_PARTIES:
            return False
        named = layout.of("title") or layout.of("brief")
        return layout.has("serial", "number") or any(
            self._carrier.covered(number, c.index) for c in named
        )

    def _own(self, number: int, cells: RowCells, field: str) -> bool:
        found = cells.columns_of(field)
        return bool(
            found and cells.at(found[0]) and not self._carrier.covered(number, found[0].index)
        )

    def _held(self, number: int, values: Sequence[Value], index: int) -> bool:
        held = index < len(values) and bool(kept(values[index]))
        return held and not self._carrier.covered(number, index)

    def _join(self, texts: Sequence[str]) -> None:
        """Add a row's party to the matter that waits: names and telephones keep their order."""
        if self._pending is None:
            return
        held: list[Value] = list(self._pending.cells.texts)
        for name in _OF_PARTIES:
            for column in self._columns.by_field.get(name, ()):
                old, new = held[column.index], texts[column.index]
                held[column.index] = f"{old or '—'}\n{new or '—'}" if old or new else None
        self._pending.cells = RowCells(self._columns, held)

    def _zero(self, number: int, cells: RowCells) -> bool:
        """Whether the row says that nothing was found (无, 本月无矛盾纠纷)."""
        words = cells.whole("title") or cells.whole("brief")
        own = plain(cells.said["number"])
        told = words or cells.whole("parties")
        if not none_found(told):
            told = "" if words else _found_nothing(cells)
        if (
            told
            and not (words and cells.said["parties"] and _handled(cells))
            and not (own and self._around.is_own_number(own))
        ):
            self._found.notes.append(f"第 {number} 行写“{told[:20]}”，没有当作纠纷")
            return True
        return False

    def _finish(self) -> None:
        if self._pending is None:
            return
        read = read_row(self._pending.number, self._pending.cells, self._around)
        self._pending = None
        if isinstance(read, LedgerRow):
            if read.row in self._sheet.struck:
                read = read._replace(notes=(*read.notes, _STRUCK))
            self._found.rows.append(read)
        else:
            self._found.rejected.append(read)
