"""Text by terminal cells: a Chinese character takes two, and nothing may spill over its column."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")
_NOT_AT_START = set("，。、；：？！）》」』】〉〕”’…—·%％,.;:?!)]}")
_NOT_AT_END = set("（《「『【〈〔“‘([{")


def width(text: str) -> int:
    """How many cells the text takes."""
    return cell_len(text)


def one_line(text: object) -> str:
    """The text on one line: line breaks and invisible control characters become a space."""
    line = str(text)
    return line if line.isprintable() else _CONTROLS.sub(" ", line)


@lru_cache(4096)
def fit(text: str, cells: int, right: bool = False) -> str:
    """The text in exactly ``cells`` cells, shortened with ``…`` or filled with spaces."""
    if cells <= 0:
        return ""
    taken = cell_len(text)
    if taken > cells:
        text = set_cell_size(text, max(0, cells - 1)).rstrip() + "…"
        taken = cell_len(text)
    space = " " * (cells - taken)
    return space + text if right else text + space


def wrap(text: str, cells: int) -> list[str]:
    """Break Chinese prose into lines of at most ``cells`` cells.

    Words of Latin letters and digits, and numbers of matters, stay whole where they fit; closing
    punctuation does not begin a line and opening punctuation does not end one. Line breaks in the
    text are kept.
    """
    lines: list[str] = []
    for paragraph in str(text).splitlines() or [""]:
        lines.extend(_wrap_paragraph(_CONTROLS.sub(" ", paragraph), max(4, cells)))
    return lines


def _wrap_paragraph(text: str, cells: int) -> list[str]:
    lines: list[str] = []
    line: list[str] = []
    used = 0
    for token in re.findall(r"\w-\d{4}-\d+|[A-Za-z0-9.\-/%]+|.", text):
        for part in _pieces(token, cells):
            taken = cell_len(part)
            if used + taken > cells and line:
                carried = _carried(line, part)
                lines.append("".join(line).rstrip())
                line, used = carried, cell_len("".join(carried))
                if part == " " and not line:
                    continue
            line.append(part)
            used += taken
    lines.append("".join(line).rstrip())
    return lines


def _carried(line: list[str], following: str) -> list[str]:
    """What goes down to the next line, so that no line begins or ends with the wrong sign."""
    carried: list[str] = []
    first = following
    while len(line) > 1 and (first in _NOT_AT_START or line[-1] in _NOT_AT_END):
        if first in _NOT_AT_START and len(carried) > 3:
            break
        first = line.pop()
        carried.insert(0, first)
    return carried


def _pieces(token: str, cells: int) -> list[str]:
    return [token[i : i + cells] for i in range(0, len(token), cells)] or [token]


def halfwidth(text: str) -> str:
    """The text with full-width digits, letters and signs in their plain spelling (NFKC)."""
    return unicodedata.normalize("NFKC", text)
