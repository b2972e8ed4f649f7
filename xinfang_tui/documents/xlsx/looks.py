"""Formats, widths and heights of printed sheets."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from xinfang_tui.documents.paper import NUMBER, TEXT
from xinfang_tui.documents.text.wrap import width

FONT, HEAD_FONT = "宋体", "黑体"
LIMIT = 32767
"""Characters that a cell can hold."""
SHORT = "short"
"""The kind of a text column that is centred: no text in it is wider than :data:`CENTRED`."""
CENTRED = 14
LINE = 15.0
"""Height of a line of 10.5 pt, in points."""
WIDEST, NARROWEST = 46, 6
PAGE = 118
"""Half-width cells across a landscape page; a narrower table is spread."""

Formats = dict[str, Any]


def formats(book: Any) -> Formats:
    """The formats of a workbook by name."""
    cell = {"font_name": FONT, "font_size": 10.5, "border": 1, "valign": "vcenter"}
    looks: dict[str, dict[str, Any]] = {
        "text": {**cell, "text_wrap": True, "num_format": "@"},
        "short": {**cell, "text_wrap": True, "num_format": "@", "align": "center"},
        "number": {**cell, "align": "center", "num_format": "#,##0.##;-#,##0.##;0"},
        "whole": {**cell, "align": "center", "num_format": "#,##0"},
        "percent": {**cell, "align": "center", "num_format": "0.0%"},
        "date": {**cell, "align": "center", "num_format": "yyyy-mm-dd"},
        "head": {
            **cell,
            "font_name": HEAD_FONT,
            "align": "center",
            "text_wrap": True,
            "bg_color": "#EDEDED",
        },
        "title": {"font_name": HEAD_FONT, "font_size": 16, "align": "center", "valign": "vcenter"},
        "plain": {"font_name": FONT, "font_size": 10.5, "valign": "vcenter"},
        "title_left": {"font_name": HEAD_FONT, "font_size": 16, "valign": "vcenter"},
        "under": {
            "font_name": FONT,
            "font_size": 10.5,
            "valign": "vcenter",
            "text_wrap": True,
        },
        "prose": {"font_name": FONT, "font_size": 12, "text_wrap": True, "valign": "top"},
        "prose_head": {"font_name": HEAD_FONT, "font_size": 12, "text_wrap": True},
        "label": {**cell, "font_name": HEAD_FONT, "align": "center", "text_wrap": True},
    }
    looks["title"]["text_wrap"] = True
    for kind in ("text", "short", "number", "whole", "percent", "date"):
        looks[f"{kind}_total"] = {**looks[kind], "bold": True, "bg_color": "#F7F7F7"}
    return {name: book.add_format(look) for name, look in looks.items()}


def column_widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], given: Sequence[int]
) -> list[int]:
    """Widths in half-width cells: as given, else the content's, within reason."""
    widths = []
    for i, title in enumerate(titles):
        if given[i]:
            widths.append(given[i])
            continue
        content = max((_longest(row[i]) for row in rows), default=0)
        head = min(_longest(title), 12)
        widths.append(min(max(content + 2, head + 2, NARROWEST), WIDEST))
    spare = min(PAGE / max(sum(widths), 1), 1.8)
    return [round(one * spare) for one in widths] if spare > 1 else widths


def _longest(text: str) -> int:
    return max((width(line) for line in text.split("\n")), default=0)


def line_count(text: str, cells: int) -> int:
    """Lines that a text takes in a column of this width."""
    room = max(cells - 1, 2)
    return sum(max(ceil(width(line) / room), 1) for line in text.split("\n"))


def row_height(texts: Sequence[str], widths: Sequence[int], least: float = 20.0) -> float:
    """A row's height in points, for its tallest cell; Excel's greatest is 409."""
    lines = max((line_count(t, w) for t, w in zip(texts, widths, strict=True) if t), default=1)
    return min(max(lines * LINE + 5, least), 409.0)


def fitted(text: str) -> str:
    """A text that a cell can hold; a longer one ends by saying so."""
    if len(text) + sum(ord(c) > 0xFFFF for c in text) <= LIMIT:
        return text
    tail = f"……（全文共{len(text)}字，见台账）"
    kept = text[: (LIMIT - len(tail)) // 2] if any(ord(c) > 0xFFFF for c in text) else text
    return kept[: LIMIT - len(tail)] + tail


def kind_format(kind: str, value: object) -> str:
    """The name of the format for a value in a column of this kind."""
    if value is None or isinstance(value, str):
        return kind if kind == SHORT else TEXT if kind == TEXT else SHORT
    if kind == NUMBER:
        return "whole" if isinstance(value, int) else "number"
    return kind


def column_kinds(kinds: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Kinds by column; a text column whose every text is short is centred."""
    return [
        SHORT if kind == TEXT and all(_longest(row[i]) <= CENTRED for row in rows) else kind
        for i, kind in enumerate(kinds)
    ]
