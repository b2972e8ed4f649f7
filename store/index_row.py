"""The values of an index row: made to fit their columns, and a checksum over them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import isnan
from zlib import crc32

from store.engine import IndexValue


def fitted(columns: Mapping[str, str], index: Mapping[str, IndexValue]) -> dict[str, IndexValue]:
    """The values as their columns keep them: what is read back equals what was written.

    Raises:
        ValueError: a value that is none of its column's type.
    """
    return {
        name: value if type(value) is _AS_IS[columns[name]] else _fit(name, columns[name], value)
        for name, value in index.items()
    }


_AS_IS = {"TEXT": str, "INTEGER": int, "REAL": None}
"""Of which type a value is kept as it is; every REAL is looked at, for it may be no number."""


def _fit(name: str, kind: str, value: IndexValue) -> IndexValue:
    if value is None:
        return None
    if kind == "TEXT":
        return str(value)
    if isinstance(value, str):
        raise ValueError(f"column {name!r} is {kind}, not {value!r}")
    if kind == "REAL":
        return None if isnan(value) else float(value)
    if value != int(value):
        raise ValueError(f"column {name!r} is {kind}, not {value!r}")
    return int(value)


def index_sum(index: Mapping[str, IndexValue]) -> int:
    """A number that changes with any value; a column without one, old or new, adds nothing."""
    held = tuple([name for name in _sorted(tuple(index)) if index[name] is not None])
    spelt = _pairs(held) % tuple([index[name] for name in held])
    return crc32(spelt.encode("utf-8", "surrogatepass"))


@lru_cache
def _sorted(names: tuple[str, ...]) -> tuple[str, ...]:
    """The same few columns come again and again."""
    return tuple(sorted(names))


@lru_cache
def _pairs(names: tuple[str, ...]) -> str:
    """How Python writes a list of (name, value), with a place for each value."""
    return f"[{', '.join([f'({name!r}, %r)' for name in names])}]"


EMPTY = index_sum({})
"""The checksum of an index row without values."""
