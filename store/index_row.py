"""The values of an index row: made to fit their columns, and a checksum over them."""

from __future__ import annotations

from collections.abc import Mapping
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
    held = [(name, index[name]) for name in sorted(index) if index[name] is not None]
    return crc32(repr(held).encode("utf-8", "surrogatepass"))


EMPTY = index_sum({})
"""The checksum of an index row without values."""
