"""Breaking Chinese prose into lines by display width, with no 》，。 at a line's start."""

from __future__ import annotations

import re
from functools import lru_cache

NOT_AT_START = frozenset("，。、；：？！）》〉】〕」』”’…—％%‰·～,.;:?!)]}")
NOT_AT_END = frozenset("（《〈【〔「『“‘([{")
_PIECE = re.compile(r"[A-Za-z0-9_./:@#+\-%]+|\s|.", re.DOTALL)


@lru_cache(maxsize=8192)
def _cells(character: str) -> int:
    from wcwidth import wcwidth

    return max(int(wcwidth(character)), 0)


def width(text: str) -> int:
    """Display width in half-width cells; control characters count nothing."""
    if text.isascii() and text.isprintable():
        return len(text)
    return sum(map(_cells, text))


def wrap(text: str, cells: int, *, first: str = "", rest: str = "") -> list[str]:
    """Lines no wider than ``cells``; each line of ``text`` is a paragraph of its own.

    Args:
        text: what to break; its own newlines stay breaks.
        cells: greatest width of a line, at least 4.
        first, rest: put before the first and the later lines of each paragraph.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_paragraph(paragraph, max(cells, 4), first, rest))
    return lines


def _paragraph(text: str, cells: int, first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line, used = first, width(first)
    empty = True
    for chunk in _chunks(text):
        size = width(chunk)
        if not empty and used + size > cells:
            lines.append(line.rstrip(" "))
            line, used, empty = rest, width(rest), True
            if chunk == " ":
                continue
        for piece in _fit(chunk, size, cells - used):
            if piece is None:
                lines.append(line)
                line, used = rest, width(rest)
            else:
                line, used, empty = line + piece, used + width(piece), False
    lines.append(line.rstrip(" ") if lines else line)
    return lines


def _fit(chunk: str, size: int, room: int) -> list[str | None]:
    """The chunk, broken by force (``None`` is a line's end) where it is wider than a line."""
    if size <= room or room < 2:
        return [chunk]
    pieces: list[str | None] = []
    piece, used = "", 0
    for character in chunk:
        step = _cells(character)
        if used + step > room and piece:
            pieces += [piece, None]
            piece, used = "", 0
        piece, used = piece + character, used + step
    return [*pieces, piece]


def _chunks(text: str) -> list[str]:
    """Pieces that stay on one line: a word, a character with the marks that cling to it."""
    chunks: list[str] = []
    glue = False
    for piece in _PIECE.findall(text):
        clings = piece[0] in NOT_AT_START or _cells(piece[0]) == 0
        if chunks and (glue or clings) and len(chunks[-1]) < 40:
            chunks[-1] += piece
        else:
            chunks.append(piece)
        glue = piece in NOT_AT_END
    return chunks
