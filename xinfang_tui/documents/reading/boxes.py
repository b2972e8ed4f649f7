"""Choices with a box each in one cell: √已化解 □未化解, 已化解☑ 未化解☐."""

from __future__ import annotations

import re
from itertools import pairwise

_TICKED, _EMPTY = "√✓✔☑■●✅", "□☐○◻×✗"
_MARKS = frozenset(_TICKED + _EMPTY)
_BRACKETED = re.compile(rf"[(（\[【]\s*([{_TICKED}{_EMPTY}]?)\s*[)）\]】]")
_LABEL = re.compile(rf"^[^{_TICKED}{_EMPTY}:：]*[:：]")
_TOKEN = re.compile(rf"[{_TICKED}{_EMPTY}]|[^{_TICKED}{_EMPTY}\s、，,/；;|]+")
_PARTED = re.compile(rf"(?<=\s)[{_TICKED}{_EMPTY}](?=\S)|(?<=\S)[{_TICKED}{_EMPTY}](?=\s)")
_ANSWERED = re.compile(rf"[{_TICKED}{_EMPTY}]\s*[,，、;；:：。.]")
_CHOICE = re.compile(r"[\u3400-\u9fff]{1,8}")
_BOXES = frozenset("☑■●✅□☐○◻")


def chosen(text: str) -> str | None:
    """The choice that is ticked; empty when none is, or several are; None for any other text."""
    if _MARKS.isdisjoint(text):
        return None
    text = _LABEL.sub("", _BRACKETED.sub(lambda hit: hit[1] or "□", text)).strip()
    tokens = _TOKEN.findall(text)
    words = [token for token in tokens if token not in _MARKS]
    if not words or not all(_CHOICE.fullmatch(word) for word in words):
        return None
    if _ANSWERED.match(text) or (len(words) == 1 and _BOXES.isdisjoint(tokens)):
        return None
    if sum(token in _MARKS for token in tokens) == 1 and _ANSWERED.search(text):
        return None
    before = _stands_before(text, tokens)
    if before is None:
        return ""
    ticked = [
        word
        for mark, word in (pair if before else pair[::-1] for pair in pairwise(tokens))
        if mark in _TICKED and word not in _MARKS
    ]
    return ticked[0] if len(ticked) == 1 else ""


def _stands_before(text: str, tokens: list[str]) -> bool | None:
    """Whether a mark stands before its choice; None when that cannot be told."""
    if tokens[0] in _MARKS:
        return True
    if tokens[-1] in _MARKS:
        return False
    hit = _PARTED.search(text)
    return text[hit.start() - 1].isspace() if hit else None
