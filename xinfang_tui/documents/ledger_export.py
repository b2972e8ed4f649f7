"""Writing the ledger to a file: row by row, so that 100 000 rows need no more memory than one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from xinfang_tui.disputes.codes import Codes, codes_of
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.ledger_table import COLUMNS, Record, ledger_rows
from xinfang_tui.documents.paper import NUMBER, Cell, Column, Table
from xinfang_tui.documents.placing import placed
from xinfang_tui.documents.text.grid import grid
from xinfang_tui.documents.text.html import PAGE_FOOT, escape, page_head, table_head, table_row
from xinfang_tui.documents.text.markdown import line, pipe_head, pipe_row
from xinfang_tui.documents.text.separated import BOM, csv_rows
from xinfang_tui.documents.wording import cell_text, day
from xinfang_tui.refusal import Refused

Rows = Iterator[tuple[Cell, ...]]
MASKED = "已隐去姓名、电话和门牌"
_TITLES = [column.title for column in COLUMNS]
_KINDS = [column.kind for column in COLUMNS]
_RIGHT = [kind == NUMBER for kind in _KINDS]


def export_ledger(
    records: Iterable[Record],
    path: Path,
    show: Disclosure,
    *,
    codes: Codes | None = None,
    title: str = "矛盾纠纷排查调处台账",
) -> int:
    """Write dispute records to ``path``; the suffix chooses xlsx, csv, json, md, html or txt.

    Returns:
        How many rows were written. The file appears whole or not at all.

    Raises:
        Refused: another suffix, or the file cannot be written.
    """
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        raise Refused(
            f"台账不能导出为“{path.suffix or path.name}”",
            do="请用这些结尾之一：" + "、".join(_WRITERS),
        )
    counted = _Counted(ledger_rows(records, show, codes or codes_of()))
    with placed(path) as partial:
        writer(counted, partial, Head(title, remark(show), made(show)))
    return counted.count


@dataclass(frozen=True, slots=True)
class Head:
    """What an export says of itself.

    Attributes:
        title, said: its title, and what it says of the people in it.
        made: who made one with names and when, field → header and value; files that are rows and
            nothing else carry it in every row.
    """

    title: str
    said: str
    made: Mapping[str, tuple[str, str]]


def made(show: Disclosure) -> Mapping[str, tuple[str, str]]:
    """Who made an export with names, and when; nothing of a masked one."""
    if show.masked:
        return {}
    when = show.made_on.isoformat() if show.made_on else ""
    return {"made_by": ("制作人", show.made_by), "made_on": ("制作日期", when)}


def remark(show: Disclosure) -> str:
    """What the export says of the people in it."""
    if show.masked:
        return MASKED
    made = f"制作人：{show.made_by}" if show.made_by else ""
    when = f"制作日期：{day(show.made_on)}" if show.made_on else ""
    return "；".join(part for part in ("含当事人个人信息，请按规定保管", made, when) if part)


class _Counted:
    """Rows that count themselves while they pass."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self.count = rows, 0

    def __iter__(self) -> Rows:
        for row in self._rows:
            self.count += 1
            yield row


def _xlsx(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    from xinfang_tui.documents.xlsx.ledger_sheet import ledger_book

    ledger_book(rows, path, head.title, head.said)


def _texts(row: tuple[Cell, ...]) -> list[str]:
    return [
        cell if type(cell) is str else "" if cell is None else cell_text(cell, kind)
        for cell, kind in zip(row, _KINDS, strict=True)
    ]


def _csv(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    more = [value for _, value in head.made.values()]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(BOM + csv_rows([[*_TITLES, *(name for name, _ in head.made.values())]]))
        for row in rows:
            cells = [
                cell if type(cell) is int else text
                for cell, text in zip(row, _texts(row), strict=True)
            ]
            file.write(csv_rows([[*cells, *more]]))


def _json(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    fields = [column.field for column in COLUMNS]
    more = {field: value for field, (_, value) in head.made.items()}
    with path.open("w", encoding="utf-8") as file:
        file.write("[")
        for i, row in enumerate(rows):
            values = [cell.isoformat() if isinstance(cell, date) else cell for cell in row]
            record = dict(zip(fields, values, strict=True)) | more
            file.write(("\n" if not i else ",\n") + json.dumps(record, ensure_ascii=False))
        file.write("\n]\n")


def _markdown(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    with path.open("w", encoding="utf-8") as file:
        _lines(file, [f"# {line(head.title)}", "", line(head.said), ""])
        _lines(file, pipe_head(_TITLES, _RIGHT))
        _lines(file, (pipe_row(_texts(row)) for row in rows))


def _html(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    columns = [Column(column.title, column.kind) for column in COLUMNS]
    with path.open("w", encoding="utf-8") as file:
        _lines(file, page_head(head.title))
        _lines(file, [f"<h1>{escape(head.title)}</h1>", f'<p class="note">{escape(head.said)}</p>'])
        opening = f'<div class="scroll"><table><thead>{table_head(columns)}</thead><tbody>'
        _lines(file, [opening])
        _lines(file, (table_row(_texts(row), _RIGHT) for row in rows))
        _lines(file, ["</tbody></table></div>", PAGE_FOOT])


def _text(rows: Iterable[tuple[Cell, ...]], path: Path, head: Head) -> None:
    columns = tuple(Column(column.title, column.kind, column.width) for column in COLUMNS)
    table = Table(columns, tuple(rows))
    with path.open("w", encoding="utf-8") as file:
        _lines(file, [head.title, head.said, *grid(table)])


def _lines(file: TextIO, lines: Iterable[str]) -> None:
    file.writelines(text + "\n" for text in lines)


_WRITERS: dict[str, Callable[[Iterable[tuple[Cell, ...]], Path, Head], Any]] = {
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".json": _json,
    ".md": _markdown,
    ".html": _html,
    ".txt": _text,
}
