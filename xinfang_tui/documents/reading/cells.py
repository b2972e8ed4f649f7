"""One row's texts by the field that its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.reading.layout import Column, Layout
from xinfang_tui.documents.reading.text import DITTO, ERRORS, Value, kept, one_line, says_nothing
from xinfang_tui.documents.reading.ticks import is_ticked
from xinfang_tui.documents.reading.units import in_ten_thousands

_PREPARED = (
    "",
    "serial",
    "village",
    "village_code",
    "township",
    "group",
    "status",
    "tick",
    "reason",
)
"""Fields that a prepared but unused row may hold."""
_NONE_SAID = dict.fromkeys(FIELDS, "")


class Columns:
    """The columns of a sheet, ready to take rows apart."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.width = len(layout.columns)
        self.by_field: dict[str, tuple[Column, ...]] = {}
        for column in layout.columns:
            if column.field:
                known = self.by_field.get(column.field, ())
                self.by_field[column.field] = (*known, column)
        self.first = {name: columns[0].index for name, columns in self.by_field.items()}
        self.words = frozenset(p for c in layout.columns for p in c.header.split("·") if p)
        names: list[str] = []
        for column in layout.columns:
            name = column.header or f"{column.letter}列"
            names.append(name if name not in names else f"{name}（{column.letter}列）")
        self.names = tuple(names)
        self.loose = tuple(column.index for column in layout.columns if column.loose)
        self.in_ten_thousands = in_ten_thousands(layout.above)
        self.telling = tuple(c.index for c in layout.columns if c.field not in _PREPARED)


class RowCells:
    """The texts of one row.

    Args:
        values: the cells from column A on, merged ones filled in.
        before: the row above, for cells that say 同上.

    Attributes:
        texts: every column's text; raw: the cells as the file holds them.
        said: each field's text, of its first column; empty when there is none or it says nothing.
        repeated: whether a cell took its text from the row above.
    """

    def __init__(
        self, columns: Columns, values: Sequence[Value], before: RowCells | None = None
    ) -> None:
        self._columns = columns
        self.raw = values
        self.texts = texts = [
            value.strip() if type(value) is str and value.isprintable() else kept(value)
            for value in values
        ]
        texts.extend([""] * (columns.width - len(texts)))
        self.repeated = False
        if before is not None and not DITTO.isdisjoint(texts):
            for index in range(min(len(texts), len(before.texts))):
                if texts[index] in DITTO:
                    texts[index] = before.texts[index]
                    self.repeated = True
        self._said = said = [
            "" if (len(text) < 5 or text[0] == "#") and says_nothing(text) else text
            for text in texts
        ]
        self.said = _NONE_SAID | {name: said[index] for name, index in columns.first.items()}

    def whole(self, field: str) -> str:
        """The text of a field's first column, also when it only says 无."""
        index = self._columns.first.get(field)
        return "" if index is None else self.texts[index]

    def broken(self) -> Sequence[tuple[str, str]]:
        """Columns read whose cell holds a formula's error: header and what it shows."""
        if ERRORS.isdisjoint(self.texts):
            return ()
        used = (column for columns in self._columns.by_field.values() for column in columns)
        return [
            (self._columns.names[column.index], self.texts[column.index])
            for column in sorted(used, key=lambda column: column.index)
            if self.texts[column.index] in ERRORS
        ]

    def raw_of(self, field: str) -> Value:
        """A field's cell as the file holds it; its text when it holds one or says 同上."""
        index = self._columns.first.get(field)
        if index is None:
            return None
        value = self.raw[index] if index < len(self.raw) else None
        return self.said[field] if isinstance(value, str) else value

    def joined(self, field: str) -> str:
        """The texts of all columns of a field, each with its header when several say something."""
        found = self._columns.by_field.get(field, ())
        if len(found) < 2:
            return self.said[field]
        said = [(c.header, self._said[c.index]) for c in found if self._said[c.index]]
        if len(said) == 1:
            return said[0][1]
        return "\n".join(f"{header}：{text}" for header, text in said)

    def loose(self) -> list[str]:
        """What the columns say that hold no field, each with its header."""
        names, said = self._columns.names, self._said
        return [f"{names[i]}：{one_line(said[i])}" for i in self._columns.loose if said[i]]

    def lines(self, fields: Sequence[str]) -> dict[str, Any]:
        """Texts on one line, of those of the fields that the sheet has."""
        return {name: one_line(self.said[name]) for name in fields if name in self._columns.first}

    def at(self, column: Column) -> str:
        """The text of one column; empty where a formula shows an error."""
        text = self.texts[column.index]
        return "" if text in ERRORS else text

    def together(self, field: str) -> str:
        """The texts of all columns of a field, between 、."""
        columns = self.columns_of(field)
        return "、".join([text for column in columns if (text := self.at(column))])

    def columns_of(self, field: str) -> tuple[Column, ...]:
        """The columns that hold a field."""
        return self._columns.by_field.get(field, ())

    def has(self, fields: Sequence[str]) -> bool:
        """Whether any column holds one of the fields."""
        return not self._columns.by_field.keys().isdisjoint(fields)

    def ticked(self, name: str) -> set[str]:
        """What the ticked ones of the columns headed by a choice of ``name`` stand for."""
        return {
            column.choice.partition("=")[2]
            for column in self.columns_of("tick")
            if column.choice.startswith(f"{name}=") and is_ticked(self.at(column))
        }

    @property
    def layout(self) -> Layout:
        """The layout of the sheet."""
        return self._columns.layout

    @property
    def in_ten_thousands(self) -> bool:
        """Whether the sheet says that its amounts are in 万元."""
        return self._columns.in_ten_thousands

    def header(self, field: str) -> str:
        """The header of a field's first column."""
        found = self._columns.by_field.get(field)
        return found[0].header if found else ""

    @property
    def empty(self) -> bool:
        """Whether the row tells of no matter: blank, or numbered and named beforehand."""
        said = self._said
        return not any(said[index] for index in self._columns.telling)

    def as_mapping(self) -> dict[str, str]:
        """The row as it stood: header to text."""
        return dict(zip(self._columns.names, self.texts, strict=False))
