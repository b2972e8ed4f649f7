"""The first line of a cell, whole: a break that only wraps a sentence does not end it."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r\n|[\n\r\v\f\u2028]")
_OPENS = re.compile(
    r"\s*$|[　 \t]{2}"
    r"|\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）.．、](?!\d)|[①-⑳●■◆★※•·-]"
    r"|[\u3400-\u9fff（）()]{1,12}[：:])"
)
"""A line that begins of its own: blank, indented, numbered, or labelled (原因：…)."""
_CLOSES = re.compile(r"(?:[。！？!?；;]|纠纷|矛盾|争议|争执|问题|一事|事宜|事件)[)）]?\s*$")
"""A line that is whole, as a heading is."""


def first_line(text: str) -> str:
    """The text up to the first line break at which a line ends, on one line."""
    if _BREAK.search(text) is None:
        return text
    told, *others = _BREAK.split(text)
    for line in others:
        if _CLOSES.search(told) or _OPENS.match(line):
            break
        told = _joined(told.rstrip(), line.strip())
    return told


def _joined(left: str, right: str) -> str:
    """Two lines as one: only words and figures of the West need a space between."""
    gap = " " if left[-1:].isascii() and right[:1].isascii() else ""
    return f"{left}{gap}{right}"
