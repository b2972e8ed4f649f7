"""Looking into an .xls before a parser is let at it: chains of sectors that never end."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_MAGIC = b"\xd0\xcf\x11\xe0"
_IN_HEADER = 109
"""Entries of the table of tables that stand in the header itself."""


def endless(content: bytes) -> bool:
    """Whether sectors of an OLE file follow each other in a circle; a parser would never end."""
    if not content.startswith(_MAGIC) or len(content) < 512:
        return False
    (shift,) = struct.unpack_from("<H", content, 30)
    size = 1 << min(shift, 20)
    if size < 128:
        return True
    table = [entry for at in _tables(content, size) for entry in _sector(content, size, at)]
    if _circles(table):
        return True
    (at,) = struct.unpack_from("<i", content, 60)
    small: list[int] = []
    while 0 <= at < len(table):
        small += _sector(content, size, at)
        at = table[at]
    return _circles(small)


def _tables(content: bytes, size: int) -> Iterator[int]:
    """The sectors that hold the table of what follows what."""
    found = list(struct.unpack_from(f"<{_IN_HEADER}i", content, 76))
    (at,) = struct.unpack_from("<i", content, 68)
    seen: set[int] = set()
    while at >= 0 and at not in seen:
        seen.add(at)
        entries = _sector(content, size, at)
        found += entries[:-1]
        at = entries[-1] if entries else -1
    return (each for each in dict.fromkeys(found) if each >= 0)


def _sector(content: bytes, size: int, at: int) -> Sequence[int]:
    start = 512 + at * size
    if start + size > len(content):
        return ()
    return struct.unpack_from(f"<{size // 4}i", content, start)


def _circles(table: Sequence[int]) -> bool:
    """Whether any chain of a table comes back to itself."""
    walked = [0] * len(table)
    for first in range(len(table)):
        at = first
        while 0 <= at < len(table) and not walked[at]:
            walked[at] = first + 1
            at = table[at]
        if 0 <= at < len(table) and walked[at] == first + 1:
            return True
    return False
