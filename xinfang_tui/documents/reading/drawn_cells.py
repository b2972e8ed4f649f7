"""The cells of tables drawn in text: Markdown's pipe tables, and the ruled ones of our own .txt."""

from __future__ import annotations

import re
from itertools import pairwise

from xinfang_tui.documents.reading.text import Value
from xinfang_tui.documents.text.wrap import width

Row = tuple[int, list[Value]]
_PIPED = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_BORDER = re.compile(r"\+(?:[-=:]+\+)+")
_BAR = re.compile(r"(?<!\\)(?:\\\\)*\|")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def drawn_rows(text: str) -> list[Row]:
    """The rows of a drawn table with their line numbers; empty when the text draws none."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        if _BORDER.fullmatch(line.strip()):
            return _ruled(lines)
        if number and _RULE.fullmatch(line) and _PIPED.fullmatch(lines[number - 1]):
            return _piped(lines)
    return []


def _piped(lines: list[str]) -> list[Row]:
    rows: list[Row] = []
    for number, line in enumerate(lines, start=1):
        if _RULE.fullmatch(line):
            continue
        if not _PIPED.fullmatch(line):
            if line.strip(" #"):
                rows.append((number, [_unescaped(line.strip(" #"))]))
            continue
        bars = [hit.end() for hit in _BAR.finditer(line)]
        cells = [line[a : b - 1].strip() for a, b in pairwise(bars)]
        rows.append((number, [_unescaped(cell) or None for cell in cells]))
    return rows


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(r"\1", re.sub(r"<br\s*/?>", "\n", cell))


def _ruled(lines: list[str]) -> list[Row]:
    """A line whose first cell is blank goes on with the row above it."""
    rows: list[Row] = []
    edges: list[int] = []
    ended = True
    for number, line in enumerate(lines, start=1):
        if _BORDER.fullmatch(line.strip()):
            edges = [at for at, mark in enumerate(line) if mark == "+"]
            ended = True
            continue
        if not edges or not line.startswith("|"):
            if line.strip():
                rows.append((number, [line.strip()]))
            continue
        cells = _between(line, edges)
        if cells[0] or ended:
            rows.append((number, [cell or None for cell in cells]))
        else:
            above = rows[-1][1]
            for at, cell in enumerate(cells):
                if cell and at < len(above):
                    above[at] = f"{above[at]}\n{cell}" if above[at] else cell
        ended = False
    return rows


def _between(line: str, edges: list[int]) -> list[str]:
    """The texts between the bars that stand below a border's crosses, by display width."""
    cells, start, place, edge = [], 1, 0, 1
    for at, mark in enumerate(line):
        if edge < len(edges) and mark == "|" and place == edges[edge]:
            cells.append(line[start:at].strip())
            start, edge = at + 1, edge + 1
        place += width(mark)
    if edge < len(edges):  # a character was drawn wider or narrower than it is counted
        return [cell.strip() for cell in line.strip().strip("|").split("|")]
    return cells
