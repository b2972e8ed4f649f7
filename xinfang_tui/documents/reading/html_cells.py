"""The cells of a web page saved as .xls, as many old systems export their ledgers."""

from __future__ import annotations

from html.parser import HTMLParser

from xinfang_tui.documents.reading.sheet import MOST_COLUMNS, MOST_ROWS, Merge, Sheet
from xinfang_tui.documents.reading.text import Value
from xinfang_tui.refusal import Refused

_MOST_TAKEN = 2_000_000
_BREAKS = ("br", "p", "div", "li")


class _Tables(HTMLParser):
    def __init__(self, name: str) -> None:
        super().__init__(convert_charrefs=True)
        self._name = name
        self.sheets: list[Sheet] = []
        self._rows: list[tuple[int, list[Value]]] | None = None
        self._merges: list[Merge] = []
        self._taken: dict[tuple[int, int], bool] = {}
        self._number = 0
        self._cells: list[Value] = []
        self._text: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table" and self._rows is None:
            self._rows, self._merges, self._taken, self._number = [], [], {}, 0
        elif tag == "tr":
            self._end_row()
            self._number += 1
        elif tag in ("td", "th") and self._rows is not None:
            self._end_cell()
            self._place({name: value or "" for name, value in attrs})
            self._text = []
        elif tag in _BREAKS and self._text:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._end_cell()
        elif tag == "tr":
            self._end_row()
        elif tag == "table" and self._rows is not None:
            self._end_row()
            name = self._name if not self.sheets else f"{self._name}（{len(self.sheets) + 1}）"
            self.sheets.append(Sheet(name, self._rows, self._merges))
            self._rows = None

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _place(self, attrs: dict[str, str]) -> None:
        while (self._number, len(self._cells)) in self._taken:
            self._cells.append(None)
        across, down = _span(attrs.get("colspan")), _span(attrs.get("rowspan"))
        left = len(self._cells)
        if (across > 1 or down > 1) and len(self._taken) < _MOST_TAKEN:
            bottom, right = self._number + down - 1, left + across - 1
            self._merges.append(Merge(self._number, left, bottom, right))
            for row in range(self._number, bottom + 1):
                for column in range(left, right + 1):
                    self._taken[row, column] = True
            del self._taken[self._number, left]

    def _end_cell(self) -> None:
        if self._text is not None:
            self._cells.append("".join(self._text).strip() or None)
            self._text = None

    def _end_row(self) -> None:
        self._end_cell()
        if self._rows is not None and any(cell is not None for cell in self._cells):
            self._rows.append((self._number, self._cells[:MOST_COLUMNS]))
            if len(self._rows) > MOST_ROWS:
                raise Refused("网页表格的行数太多，不像台账", safe="什么都没有导入")
        self._cells = []


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 500) if text and text.isdecimal() else 1


def html_sheets(text: str, name: str) -> tuple[Sheet, ...]:
    """The tables of a page, each as a sheet."""
    tables = _Tables(name)
    tables.feed(text)
    tables.handle_endtag("table")
    return tuple(tables.sheets)
