"""Where a sheet's header stands and what its columns hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xinfang_tui.documents.reading.headers import DATES, Match, match, tells_of_a_side
from xinfang_tui.documents.reading.sheet import Sheet, column_of, letters
from xinfang_tui.documents.reading.split_days import (
    Months,
    Parts,
    find_months,
    find_parts,
    is_part,
)
from xinfang_tui.documents.reading.text import Value, kept, one_line, plain
from xinfang_tui.documents.reading.ticks import tick

_LOOKED_AT = 40
_DEEPEST = 4
_LOOKED_BELOW = 200
_FEWEST_ALIKE = 3
_SEVERAL = frozenset(
    ("parties", "phone", "id_number", "address", "brief", "measures", "result", "note", "tick")
)
"""Fields that more than one column may hold; of any other the surest column is taken."""
_OFFICERS = frozenset(("handler", "leader", "found_by", "unit", "agent"))
_OF_MATTERS = re.compile("纠纷|矛盾|事项|案件")
_OFFICER = re.compile("干部|书记|主任|领导|民警|站长|所长|镇长|组长|员$")
_BARE_PHONE = re.compile("(?:联系)?(?:电话|手机|方式)(?:号码?)?|手机号码?")
_BARE_ADDRESS = re.compile("(?:详细|具体|所在)?地址")
"""Beside the parties' own (当事人住址) it is where the matter happened."""
_OF_SOMEBODY = re.compile("当事|双方|人|户籍|家庭|住|[甲乙丙]方|姓名")
_NAMED = re.compile(r"[\u3400-\u9fff]{2,4}(?<![村组社区镇])(?:[ (]*\d{7}|[ (]+[\u3400-\u9fff])")
"""A name before what the bracket of the header tells: 张三（东湾村）."""
_ABOUT_ONE = re.compile("职务|性别|年龄|民族|身份证号?码?|住址|家庭住址|地址|单位及职务|职位")
_MEDIATED = re.compile("是否已?调[解处]$")
"""Whether mediation was held at all, beside a column that tells how it ended."""
_DEMOTED = {"title": "brief", "status": "result", "village": "group", "result": "measures"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger.

    Attributes:
        index: from 0; letter: as in Excel; header: its headers from the top one down, joined by ·.
        field: what it holds; empty when nothing that is read.
        side: the party it is about (0 all, 1 甲方, 2 乙方); choice: ``field=value`` of a tick.
        loose: it holds no field, and is not left out on purpose: its texts go to the remarks.
    """

    index: int
    letter: str
    header: str
    field: str
    side: int = 0
    choice: str = ""
    loose: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """How to read a sheet.

    Attributes:
        header_rows: Excel rows of the header; columns: those that have a header or a field.
        start: place in ``sheet.rows`` of the first row below the header.
        above: the texts above the header, one a row.
        lacking: why the sheet is no ledger (Chinese); empty when it is one.
        days: the dates told in columns of their parts, each read from the first of them.
        months: the columns that tell the month of dates which tell the day alone.
    """

    header_rows: tuple[int, ...]
    columns: tuple[Column, ...]
    start: int
    above: tuple[str, ...]
    lacking: str = ""
    days: tuple[Parts, ...] = ()
    months: tuple[Months, ...] = ()

    def of(self, field: str) -> tuple[Column, ...]:
        """The columns that hold a field."""
        return tuple(column for column in self.columns if column.field == field)

    def has(self, *fields: str) -> bool:
        """Whether any column holds one of the fields."""
        return any(column.field in fields for column in self.columns)


def find_layout(sheet: Sheet, corrections: Mapping[str, str | None] | None = None) -> Layout:
    """The layout whose header fits best, looked for in the first rows of the sheet.

    Args:
        corrections: column letter to field, "" or None for a column to leave out; they say that
            the sheet is a ledger.
    """
    best: Layout | None = None
    best_score: tuple[int, ...] = (-1,)
    earlier: list[Layout] = []
    for start in range(min(len(sheet.rows), _LOOKED_AT)):
        for depth in range(1, _DEEPEST + 1):
            paths = _paths(sheet, start, depth)
            if paths is None:
                break
            layout = _layout(sheet, start, depth, paths, corrections or {})
            score = _score(sheet, layout, paths)
            if score > best_score:
                if best is not None and not best.lacking and best.start <= start:
                    earlier.append(best)
                best, best_score = layout, score
    if best is None:
        return Layout((), (), 0, (), "没有内容")
    return next((layout for layout in earlier if _alike(layout, best)), best)


def _alike(layout: Layout, other: Layout) -> bool:
    """Whether the headers of two tables below each other are alike: the upper one is no title."""
    words, others = (
        {plain(c.header) for c in each.columns if c.header} for each in (layout, other)
    )
    return len(words & others) >= _FEWEST_ALIKE and len(words & others) * 2 > len(words)


def header_at(sheet: Sheet, start: int) -> Layout | None:
    """The layout of a header that begins in this row, in the middle of a sheet."""
    best: Layout | None = None
    best_score: tuple[int, ...] = (-1,)
    for depth in range(1, _DEEPEST + 1):
        paths = _paths(sheet, start, depth)
        if paths is None:
            break
        layout = _layout(sheet, start, depth, paths, {})
        score = _score(sheet, layout, paths)
        if not layout.lacking and score > best_score:
            best, best_score = layout, score
    return best


def _paths(sheet: Sheet, start: int, depth: int) -> list[tuple[str, ...]] | None:
    """For each column its headers from the top down; None when so deep a header cannot be."""
    if start + depth > len(sheet.rows):
        return None
    rows = sheet.rows[start : start + depth]
    first, last = rows[0][0], rows[-1][0]
    if last - first != depth - 1:
        return None
    width = max(len(cells) for _, cells in rows)
    grid = [[_header(c) for c in cells] + [""] * (width - len(cells)) for _, cells in rows]
    if depth > 1 and (_is_across(sheet, first, grid) or not _joined(sheet, first, last, grid)):
        return None
    below = [[False] * width for _ in rows]
    for merge in sheet.merges:
        if merge.top < first or merge.top > last or merge.left >= width:
            continue
        text = grid[merge.top - first][merge.left]
        for row in range(merge.top, min(merge.bottom, last) + 1):
            for column in range(merge.left, min(merge.right, width - 1) + 1):
                grid[row - first][column] = text
                below[row - first][column] = row > merge.top
    if depth > 1:
        _fill_right(grid)
    return [
        tuple(grid[row][column] for row in range(depth) if not below[row][column])
        for column in range(width)
    ]


def _header(value: Value) -> str:
    return one_line(kept(value)) if isinstance(value, str) else ""


def _is_across(sheet: Sheet, first: int, grid: list[list[str]]) -> bool:
    """Whether one text spans the table from side to side: a title above it heads no column."""
    if sum(map(bool, grid[0])) != 1:
        return False
    named = [column for column, text in enumerate(grid[-1]) if text]
    return bool(named) and any(
        merge.top == first and merge.left <= named[0] and merge.right >= named[-1]
        for merge in sheet.merges
    )


def _joined(sheet: Sheet, first: int, last: int, grid: list[list[str]]) -> bool:
    """Whether the rows belong to one header: merged together, or the lower one fills gaps."""
    tied = any(
        merge.top == first and (merge.bottom > first or merge.right > merge.left)
        for merge in sheet.merges
        if merge.top <= last and merge.bottom >= first
    )
    upper, lower = grid[-2], grid[-1]
    filled = [text for text in lower if text]
    known = sum(match((text,)) is not None or is_part(text) for text in filled)
    if not filled or any(len(text) > 20 for text in filled):
        return False
    if tied:
        merged_here = any(m.top <= last - 1 < m.bottom for m in sheet.merges if m.top >= first)
        return merged_here or known * 2 >= len(filled) or _below_wide(sheet, last, lower)
    blank_above = sum(not text for text, under in zip(upper, lower, strict=True) if under)
    if not blank_above or known * 2 < len(filled):
        return False
    return len(filled) * 2 <= len(upper) or _in_groups(upper, lower)


def _in_groups(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether the upper row names columns of its own, and groups of those that the lower names.

    So a header of two rows stands in a CSV, which merges nothing; a title or a line of the office
    above the header names no column that the header leaves blank.
    """
    alone = [text for text, under in zip(upper, lower, strict=True) if text and not under]
    under_one = [at for at in range(1, len(upper)) if lower[at] and not upper[at]]
    # Each column without an upper header stands beside others of the same group.
    grouped = bool(under_one) and all(lower[at - 1] for at in under_one)
    return grouped and bool(alone) and all(match((text,)) is not None for text in alone)


def _below_wide(sheet: Sheet, last: int, lower: list[str]) -> bool:
    """Whether every text of the lower row stands below a cell that spans several columns."""
    wide = [m for m in sheet.merges if m.bottom == last - 1 and m.right > m.left]
    return all(
        any(merge.left <= column <= merge.right for merge in wide)
        for column, text in enumerate(lower)
        if text
    )


def _fill_right(grid: list[list[str]]) -> None:
    """A header without merging reaches right over blank cells that have a header below."""
    for upper, lower in pairwise(grid):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]


def _layout(
    sheet: Sheet,
    start: int,
    depth: int,
    paths: Sequence[tuple[str, ...]],
    corrections: Mapping[str, str | None],
) -> Layout:
    found: list[tuple[int, str, Match | None]] = []
    for index, path in enumerate(paths):
        path = tuple(part for text in path for part in text.split("·") if part)
        header = "·".join(dict.fromkeys(path))
        found.append((index, header, tick(path) or match(tuple(dict.fromkeys(path)))))
    days = find_parts([header for _, header, _ in found])
    for part in days:
        first, *others = part.columns
        found[first] = (first, found[first][1], Match(part.field, 2))
        for index in others:
            found[index] = (index, found[index][1], None)
    columns = _assigned(
        found, corrections, sheet.rows[start + depth : start + depth + _LOOKED_BELOW]
    )
    days = [part for part in days if _still(part, columns)]
    if days:
        parts = {index for part in days for index in part.columns}
        columns = tuple(replace(c, loose=c.loose and c.index not in parts) for c in columns)
    rows = tuple(number for number, _ in sheet.rows[start : start + depth])
    above = tuple(
        "　".join(dict.fromkeys(text for text in map(kept, cells) if text))
        for _, cells in sheet.rows[:start]
    )
    lacking = "" if corrections else _lacking(columns)
    months = find_months([c.header for c in columns], [c.field for c in columns])
    months = [each for each in months if not any(each.column in part.columns for part in days)]
    return Layout(rows, columns, start + depth, above, lacking, tuple(days), tuple(months))


def _still(part: Parts, columns: Sequence[Column]) -> bool:
    """Whether the columns still tell that date: no other column has it, no correction took one."""
    first, *others = (columns[index].field for index in part.columns)
    return first == part.field and set(others) <= {"", part.field}


def _assigned(
    found: Sequence[tuple[int, str, Match | None]],
    corrections: Mapping[str, str | None],
    below: Sequence[tuple[int, list[Value]]],
) -> tuple[Column, ...]:
    fixed = {column_of(letter.upper()): name or "" for letter, name in corrections.items()}
    taken = {name for name in fixed.values() if name}
    fields: dict[int, str] = dict(fixed)
    sure = [(index, hit) for index, _, hit in found if hit is not None and index not in fixed]
    wanted = Counter(hit.field for _, hit in sure)
    # A column left blank (录入时间) gives way to another that tells the same.
    headers = {index: header for index, header, _ in found}
    blank = {
        index
        for index, hit in sure
        if wanted[hit.field] > 1
        if hit.field not in _SEVERAL and not _filled(below, index, headers[index])
    }
    sure.sort(key=lambda each: (each[0] in blank, -each[1].rank, each[0]))
    for index, own in sure:
        name = own.field
        if not own.rank and (name in taken or (name == "brief" and "title" in taken)):
            name = ""
        while name in taken and name not in _SEVERAL:
            asked = name == "status" and _MEDIATED.search(_lowest(headers[index]))
            name = "" if asked else _DEMOTED.get(name, "")
        fields[index] = name
        taken.add(name or "?")
    if "parties" not in taken:
        for index in fields:
            cells = (kept(c[index]) for _, c in below if index < len(c))
            if index not in fixed and tells_of_a_side(_lowest(headers[index])):
                named = any(_NAMED.match(plain(text)) for text in cells)
                fields[index] = "parties" if named else fields[index]
    if "village" not in taken and "place" in taken:
        fields = {i: "village" if name == "place" else name for i, name in fields.items()}
    width = max([len(found), *(index + 1 for index in fixed)])
    hits = {index: hit for index, _, hit in found}
    for index in [i for i, name in fields.items() if name == "phone" and i not in fixed]:
        owner = _owner(index, fields, headers)
        if owner in _OFFICERS:
            fields[index], hits[index] = "", Match("", 1)
        elif owner == "reporter":
            fields[index] = ""
    homes = [i for i, name in fields.items() if name == "address"]
    if any(_OF_SOMEBODY.search(headers.get(i, "")) for i in homes):
        for index in homes:
            if index not in fixed and _BARE_ADDRESS.fullmatch(plain(headers.get(index, ""))):
                fields[index] = ""
    columns = []
    for index in range(width):
        name, hit = fields.get(index, ""), hits.get(index)
        same = hit is not None and index not in fixed
        columns.append(
            Column(
                index,
                letters(index),
                headers.get(index, ""),
                name,
                hit.side if hit and same else 0,
                hit.choice if hit and same and name == "tick" else "",
                loose=not name and index not in fixed and (hit is None or bool(hit.field)),
            )
        )
    return tuple(columns)


def _filled(rows: Sequence[tuple[int, list[Value]]], index: int, header: str) -> bool:
    """Whether a column says anything in the rows of matters: not in a repeated header or a foot."""
    held = [(cells, sum(cell not in (None, "") for cell in cells)) for _, cells in rows]
    full = max((count for _, count in held), default=0)
    said = (kept(c[index]) for c, count in held if index < len(c) and count * 2 > full)
    return any(text and one_line(text) not in header for text in said)


def _owner(index: int, fields: Mapping[int, str], headers: Mapping[int, str]) -> str:
    """Whose a bare 联系电话 is: of the people whose column it stands beside, on its right.

    ``reporter`` also where a matter is told of by one (反映人) and about another (被反映人).
    """
    if not _BARE_PHONE.fullmatch(_lowest(headers.get(index, ""))):
        return ""
    before = index - 1
    while before >= 0 and _ABOUT_ONE.fullmatch(_lowest(headers.get(before, ""))):
        before -= 1
    field, header = fields.get(before, ""), _lowest(headers.get(before, ""))
    if field in _OFFICERS or (not field and _OFFICER.search(header)):
        return field or "handler"
    told_of = header.startswith("被") and "reporter" in fields.values()
    return "reporter" if field == "reporter" or told_of else ""


def _lowest(header: str) -> str:
    """The lowest of a column's headers."""
    return plain(header.rpartition("·")[2])


def _lacking(columns: Sequence[Column]) -> str:
    fields = {column.field for column in columns}
    # A register may tell its matters by their kind alone (纠纷类型); a roster has kinds of people.
    kinds = any(c.field == "category" and _OF_MATTERS.search(c.header) for c in columns)
    if not fields & {"title", "brief"} and not (kinds and "parties" in fields):
        return "没有事项或简要情况一列，不是台账"
    if not fields & {*DATES, "parties"}:
        return "没有日期或当事人一列，不是台账"
    return "" if len(fields - {""}) >= 3 else "认得的列太少，不是台账"


def _score(sheet: Sheet, layout: Layout, paths: Sequence[tuple[str, ...]]) -> tuple[int, ...]:
    """A ledger first, then a header that cuts no merged cell, the most fields known, the least
    deep; of rows that say nothing, the one with the most texts, for the wizard to show."""
    # A header that reaches over several columns tells of one: the others only seem to hold more.
    told = [c for at, c in enumerate(layout.columns) if not _goes_on(layout.columns, at)]
    known = {column.choice.partition("=")[0] or column.field for column in told} - {""}
    words = sum(
        bool(column.choice) or match(tuple(column.header.split("·"))) is not None
        for column in told
        if column.header
    )
    words += sum(bool(column.header) for column in told if column.field)
    words += sum(2 * len(part.columns) for part in layout.days)
    words += sum(_told_above(tuple(column.header.split("·"))) for column in told)
    first, last = layout.header_rows[0], layout.header_rows[-1]
    cut = sum(first <= merge.top <= last < merge.bottom for merge in sheet.merges)
    texts = sum(any(path) for path in paths) if layout.lacking else 0
    return (not layout.lacking, -cut, 2 * len(known) + words, -len(layout.header_rows), texts)


def _told_above(path: tuple[str, ...]) -> bool:
    """Whether the header above says of which day or side a column is: 处理情况 of 日期."""
    whole, own = (match(path), match(path[-1:])) if len(path) > 1 else (None, None)
    if whole is None or own is None:
        return False
    if own.field == "when":
        return whole.field in (*DATES, "resolved_on") and whole.field != "when"
    return whole.field == own.field and whole.side > own.side


def _goes_on(columns: Sequence[Column], at: int) -> bool:
    """Whether a column's header is that of its neighbour on the left."""
    return at > 0 and columns[at - 1].header == columns[at].header != ""


def same_header(cells: Sequence[Value], layout: Layout) -> bool:
    """Whether a row repeats the header, as on every printed page."""
    matching = total = 0
    for column in layout.columns:
        value = cells[column.index] if column.index < len(cells) else None
        if value is None or not column.header:
            continue
        total += 1
        matching += plain(kept(value)) in {plain(p) for p in column.header.split("·")}
    if total < 2 or matching * 10 < total * 7:
        return False
    headed = {column.index for column in layout.columns if column.header}
    more = (kept(value) for index, value in enumerate(cells) if index not in headed)
    return not any(text and match((one_line(text),)) is not None for text in more)
