"""What a row says beyond the fields of a dispute, line by line: nothing of it is lost.

A line is ``name：words``; the interpretations made while reading follow as they are.
"""

from __future__ import annotations

from operator import attrgetter

from xinfang_tui.disputes.money import yuan
from xinfang_tui.documents.reading.text import one_line
from xinfang_tui.documents.reading.values import LedgerRow
from xinfang_tui.documents.wording import BY_MONTH

_SAID = (
    ("原编号", "serial_words"),
    ("组", "group"),
    ("类别", "category_words"),
    ("人数", "people_words"),
    ("状态", "status_words"),
    ("排查人", "found_by"),
    ("化解措施", "measures"),
    ("化解结果", "result"),
    ("化解方式", "method_words"),
    ("回访", "visited_words"),
    ("化解时限", "due_words"),
    ("来源", "channel_words"),
    ("备注", "note"),
)
_LABELS = tuple(label for label, _ in _SAID)
_words = attrgetter(*[name for _, name in _SAID])
_FIELDS = {"类别": "category", "人数": "people", "状态": "status", "化解方式": "method"}


def said(row: LedgerRow) -> tuple[str, ...]:
    """The lines that the row itself says; of our own export only what was added to it."""
    values = row.values
    note = one_line(values.note)
    if values.number:
        note = note.removeprefix(BY_MONTH).lstrip("；;，, ")
        return (*((f"备注：{note}",) if note else ()), *values.aside)
    lines = [
        f"{label}：{one_line(words)}"
        for label, words in zip(_LABELS, _words(values), strict=True)
        if words
    ]
    if values.amount is not None and values.status not in ("resolved", "closed"):
        lines.append(f"金额：{yuan(values.amount)} 元")
    return (*lines, *values.aside)


def remarks(row: LedgerRow) -> str:
    """What the trail keeps of a row: its own lines, then how it was read."""
    return "\n".join((*said(row), *row.notes))


def label_of(line: str) -> str:
    """The field of a dispute that a line is about; empty when of none."""
    return _FIELDS.get(line.partition("：")[0], "")
