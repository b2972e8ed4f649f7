"""What every file format becomes before it is understood: sheets of rows of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from xinfang_tui.documents.reading.text import Value

MOST_COLUMNS = 300
"""Cells further right are not read: no ledger is so wide."""
MOST_ROWS = 200_000
"""Filled rows of one sheet; more are refused."""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, both ends included; rows from 1, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Attributes:
        rows: the rows that hold anything, in order: Excel's row number and the cells from A on.
        shown: whether the tab is visible.
        comments: what is noted on the cells of a row (批注), by Excel's row number.
        struck: the rows all of whose cells are struck out (删除线).
    """

    name: str
    rows: Sequence[tuple[int, list[Value]]]
    merges: Sequence[Merge] = field(default=())
    shown: bool = True
    comments: Mapping[int, str] = field(default_factory=dict)
    struck: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets; ``encoding`` is how a text file was written, else the kind of file."""

    sheets: tuple[Sheet, ...]
    encoding: str
    date1904: bool = False


def letters(column: int) -> str:
    """The letters of a column counted from 0: 0 → A, 27 → AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def column_of(name: str) -> int:
    """The column, counted from 0, of its letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
