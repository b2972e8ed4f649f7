"""Text that any file format can carry: what XML forbids is taken out, line ends are one kind."""

from __future__ import annotations

import re
from typing import Any, TypeVar

_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
_LINE_ENDS = "\r\n?|\x85|\u2028|\u2029"

T = TypeVar("T")


def clean(text: str) -> str:
    """The text without control characters and lone surrogates; every line end a newline."""
    if text.replace("\n", "").isprintable():
        return text
    return re.sub(_FORBIDDEN, "", re.sub(_LINE_ENDS, "\n", text))


def cleaned(value: T) -> T:
    """A value (paper, block, tuple) with every text in it cleaned."""
    result: Any = value
    if isinstance(value, str):
        result = clean(value)
    elif isinstance(value, tuple):
        made: Any = getattr(value, "_make", tuple)
        result = made(map(cleaned, value))
    return result  # type: ignore[no-any-return]
