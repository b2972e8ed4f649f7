"""Forms filled in for one matter each (一事一表): a label in a cell, what it asks for beside it.

A form becomes a table of one row, its labels the header, so that it is read as any ledger is. A
label that stands before other labels (申请人 before 姓名, 住址) is theirs, down to the next cell of
its column. Forms below one another on a sheet are as many rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from xinfang_tui.documents.reading.asides import is_foot
from xinfang_tui.documents.reading.headers import DATES, match
from xinfang_tui.documents.reading.layout import Layout, find_layout
from xinfang_tui.documents.reading.sheet import Sheet
from xinfang_tui.documents.reading.text import Value, kept, plain
from xinfang_tui.documents.reading.when import is_title
from xinfang_tui.tuples import NamedTuple

_MOST_ROWS = 400
_FEWEST_ROWS = 3
_FEWEST_LABELS = 4
_LONGEST_LABEL = 16
_MOST_ODD = 2
"""So many answers at most may be words that also head a column: 责任单位 | 村委会."""
_OF_MATTERS = re.compile("纠纷|矛盾|调解|调处|化解|信访|接访|来访")
_INLINE = re.compile(
    r"([^\s:：]{2,12})[:：][ 　]*(.*?)(?=\s{2,}[^\s:：]{2,12}[:：]|\s*$)", re.DOTALL
)
_BLANK = re.compile(r"[年月日时分_＿/.—\-]*")
"""What is printed where a day shall be written: 　年　月　日."""
_HEADING = re.compile(r"[(（]?[一二三四五六七八九十\d]{1,2}[)）]?[、.．].{1,12}")
_OF_ONE = frozenset(("phone", "id_number", "address", ""))
_PEOPLE = frozenset(("parties", "reporter", "handler", "leader", "found_by"))
_OTHER = "表中其他文字"


class _Cell(NamedTuple):
    """A filled cell: its columns from ``left`` to before ``right``."""

    left: int
    right: int
    value: Value
    text: str


@dataclass(slots=True)
class _Form:
    """One form: where it begins, the lines above it, its answers by label and how often it came.

    ``led``: those of its ``rows`` that begin with a label, as the data of a table does not.
    """

    row: int
    first: str
    titles: list[tuple[int, str]]
    answers: dict[tuple[str, int], Value] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    rows: set[int] = field(default_factory=set)
    led: set[int] = field(default_factory=set)

    def add(self, row: int, label: str, value: Value) -> None:
        if row not in self.rows and _is_label(label.rpartition("·")[2]):
            self.led.add(row)
        self.rows.add(row)
        self.seen[label] += 1
        self.answers[label, self.seen[label]] = value

    def tells(self, *fields: str) -> bool:
        return any(
            value is not None and (hit := match(tuple(label.split("·")))) and hit.field in fields
            for (label, _), value in self.answers.items()
        )


def as_table(sheet: Sheet, layout: Layout) -> Sheet:
    """The sheet itself, or the forms that it holds as a table of a row each.

    Args:
        layout: how the sheet reads as a table; one whose header is mostly labels is no form.
    """
    if len(sheet.rows) > _MOST_ROWS or not (layout.lacking or _mixed(layout)):
        return sheet
    forms = [form for form in _forms(sheet) if form.tells("title", "brief")]
    if not forms or not all(map(_is_filled, forms)):
        return sheet
    labels = list(dict.fromkeys(key for form in forms for key in form.answers))
    told = [sheet.name, *(label for label, _ in labels)]
    told += [text for form in forms for _, text in form.titles]
    if not any(map(_OF_MATTERS.search, told)):
        return sheet
    above = {text for _, text in forms[0].titles}
    rows: list[tuple[int, list[Value]]] = [(n, [text]) for n, text in forms[0].titles]
    rows.append((forms[0].row, [label for label, _ in labels]))
    for form in forms:
        rows += [(n, [text]) for n, text in form.titles if text not in above]
        rows.append((form.row, [form.answers.get(key) for key in labels]))
    begun = {
        number: max(f.row for f in forms if f.row <= number or f is forms[0])
        for number in sheet.comments
    }
    comments: dict[int, str] = {}
    for number, text in sheet.comments.items():
        row = begun[number]
        comments[row] = f"{comments[row]}；{text}" if row in comments else text
    table = replace(sheet, rows=rows, merges=(), comments=comments, struck=frozenset())
    return sheet if find_layout(table).lacking else table


def _is_filled(form: _Form) -> bool:
    """Whether a form tells of a matter: of whom, or when and what; a count or a letter does not."""
    labels = [label for label, _ in form.answers if label != _OTHER]
    known = sum(match(tuple(label.split("·"))) is not None for label in labels)
    odd = sum(isinstance(told, str) and _is_label(told) for told in form.answers.values())
    dated = form.tells(*(name for name in DATES if name != "reported_on"))
    return (
        len(form.rows) >= _FEWEST_ROWS
        and len(form.led) * 3 >= len(form.rows) * 2
        and known >= 2 * (len(labels) - known)
        and odd <= _MOST_ODD
        and (form.tells("parties") or (dated and form.tells("title", "category")))
    )


def _mixed(layout: Layout) -> bool:
    """Whether a header of one row is half of words that head no column: a form's answers."""
    headed = [column for column in layout.columns if column.header]
    labels = sum(_is_label(column.header) for column in headed)
    return len(layout.header_rows) == 1 and labels * 2 <= len(headed) + 1


def _forms(sheet: Sheet) -> list[_Form]:
    forms: list[_Form] = []
    titles: list[tuple[int, str]] = []
    sections: dict[int, str] = {}
    waiting = owner = ""
    grid: dict[int, str] = {}
    boxes = {(merge.top, merge.left) for merge in sheet.merges}
    for number, cells in _rows(sheet):
        form = forms[-1] if forms else None
        alone = cells[0].text if len(cells) == 1 else ""
        pairs = list(_inline(cells)) if alone else []
        if waiting and alone and form and not (pairs or is_foot(plain(alone)) or _is_label(alone)):
            form.add(number, waiting, cells[0].value)
            waiting = ""
            continue
        waiting = ""
        sections = {left: text for left, text in sections.items() if left < cells[0].left}
        if form and all(cell.left in grid and not _is_label(cell.text) for cell in cells):
            for cell in cells:
                form.add(number, grid[cell.left], cell.value)
            continue
        if grid := _people_below(cells):
            continue
        if not alone:
            pairs = list(_pairs(cells, sections))
        if not pairs:
            if alone and _is_label(alone) and form:
                waiting = "" if (number, cells[0].right) in boxes else alone
            elif form is None or is_title(alone):
                titles.append((number, alone or "　".join(cell.text for cell in cells)))
            elif not (_HEADING.fullmatch(plain(alone)) or is_foot(plain(alone))):
                form.add(number, _OTHER, "　".join(cell.text for cell in cells))
            continue
        first = pairs[0][0]
        if form is None or (first == form.first and form.tells("title", "brief")):
            form = _Form(number, first, titles)
            forms.append(form)
            titles, owner = [], ""
        for label, value in pairs:
            label, owner = _owned(label, owner)
            form.add(number, label, _answer(value))
    return forms


def _rows(sheet: Sheet) -> Iterator[tuple[int, list[_Cell]]]:
    ends = {(merge.top, merge.left): merge.right + 1 for merge in sheet.merges}
    for number, values in sheet.rows:
        cells = [
            _Cell(left, ends.get((number, left), left + 1), value, text)
            for left, value in enumerate(values)
            if (text := kept(value))
        ]
        if cells:
            yield number, cells


def _pairs(cells: Sequence[_Cell], sections: dict[int, str]) -> Iterator[tuple[str, Value]]:
    """Labels and answers of a row, from left to right; ``sections`` takes in those it begins."""
    at, told = 0, ""
    answer: Value = None
    while at < len(cells):
        cell = cells[at]
        beside = cells[at + 1 : at + 3]
        near = bool(beside) and beside[0].left == cell.right
        known = _is_label(cell.text)
        if not known and (not near or _is_label(beside[0].text)) and told:
            answer = cell.value if answer is None else f"{kept(answer)}、{cell.text}"
            at += 1
            continue
        if told:
            yield told, answer
            told, answer = "", None
        if not known and not near:
            yield from _inline([cell]) if ":" in plain(cell.text) else [(_OTHER, cell.text)]
            at += 1
            continue
        if near and _heads(beside):
            sections[cell.left] = cell.text if known else ""
            at += 1
            continue
        above = [text for left, text in sorted(sections.items()) if text and left < cell.left]
        told = "·".join((*above, cell.text.rstrip(":： ")))
        answer = beside[0].value if near else None
        at += 2 if near else 1
    if told:
        yield told, answer


def _heads(beside: Sequence[_Cell]) -> bool:
    """Whether the two cells beside a label are a label and its answer."""
    if len(beside) < 2 or beside[1].left != beside[0].right:
        return False
    return _is_label(beside[0].text) and not _is_label(beside[1].text)


def _people_below(cells: Sequence[_Cell]) -> dict[int, str]:
    """The labels of a row that heads rows of people, by column: 当事人 | 姓名 | 性别 | 电话."""
    if len(cells) < _FEWEST_LABELS or not all(_is_label(cell.text) for cell in cells):
        return {}
    first, *others = [match((plain(cell.text),)) for cell in cells]
    if any(hit is None or hit.field not in ("parties", *_OF_ONE) for hit in others):
        return {}
    headed = first is not None and first.field == "parties" and plain(cells[1].text) == "姓名"
    above = cells[0].text if headed else "当事人"
    return {cell.left: f"{above}·{cell.text}" for cell in cells[headed:]}


def _inline(cells: Sequence[_Cell]) -> Iterator[tuple[str, Value]]:
    """What a cell tells with its labels: 填报单位：东湾村　　填报日期：2026.10.8."""
    text = cells[0].text
    found = [(hit[1], hit[2].strip()) for hit in _INLINE.finditer(text)]
    if found and text.startswith(found[0][0]) and all(_is_label(label) for label, _ in found):
        yield from ((label, value or None) for label, value in found)


def _owned(label: str, owner: str) -> tuple[str, str]:
    """A label with the one it tells of before it, and whom those behind it tell of."""
    hit = match(tuple(label.split("·")))
    if hit is not None and hit.field in _PEOPLE and "·" not in label:
        return label, label
    if hit is None or hit.field not in _OF_ONE or "·" in label:
        return label, ""
    return (f"{owner}·{label}" if owner else label), owner


def _answer(value: Value) -> Value:
    return None if isinstance(value, str) and _BLANK.fullmatch(plain(value)) else value


def _is_label(text: str) -> bool:
    """Whether a cell names what the one beside it shall tell."""
    word = plain(text)
    if not 1 < len(word.rstrip(":")) <= _LONGEST_LABEL or re.search(":.", word):
        return False
    hit = match((word.rstrip(":"),))
    loosely = word.endswith(":") or (hit is not None and hit.field in ("", *DATES))
    return hit is not None and hit.rank >= (1 if loosely else 2)
