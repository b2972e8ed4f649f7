"""Several sentences in little room: each whole, and how many are left out."""

from __future__ import annotations

from collections.abc import Sequence

from screens.pieces.cells import width, wrap

_BETWEEN = " · "


def rows_of(notes: Sequence[str], cells: int) -> list[str]:
    """Short notes in lines of at most ``cells`` cells, none broken in two where it fits alone."""
    rows: list[str] = []
    for note in filter(None, notes):
        if rows and width(rows[-1] + _BETWEEN + note) <= cells:
            rows[-1] += _BETWEEN + note
        else:
            rows.append(note)
    return rows


def whole_sentences(head: str, sentences: Sequence[str], cells: int, most: int) -> list[str]:
    """As many sentences as ``most`` lines hold, and how many there are when that is not all."""
    for count in range(len(sentences), 0, -1):
        more = f"……共 {len(sentences)} 项" if count < len(sentences) else ""
        lines = wrap(head + "；".join(sentences[:count]) + more, cells)
        if len(lines) <= most:
            return lines
    return wrap(f"{head}共 {len(sentences)} 项", cells)[:most]
