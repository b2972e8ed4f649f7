"""One thing that can be chosen from a list, found by digits, words or pinyin initials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from screens.pieces.cells import halfwidth
from xinfang_tui.disputes import names


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose.

    Attributes:
        value: what the menu gives back; label: what it says.
        note: what stands beside it; pinyin: initials to find it by, several separated by spaces.
        reason: why it cannot be chosen; empty when it can.
        words: more words to find it by; group: a heading that it stands under.
        veil: what a list shows instead of the label, while names are hidden.
    """

    value: Any
    label: str
    note: str = ""
    pinyin: str = ""
    reason: str = ""
    words: str = ""
    group: str = ""
    veil: str = ""

    @property
    def listed(self) -> str:
        """What stands for it in a list beside a line that one types in."""
        return self.veil or self.label

    def begins(self, typed: str) -> bool:
        """Whether its label or its pinyin initials begin with what was typed."""
        plain = halfwidth(typed).strip().lower()
        initials = self.pinyin.split() or names.initials(self.label)
        return any(each.startswith(plain) for each in (self.label.lower(), *initials))

    def matches(self, query: str) -> bool:
        """Whether what was typed means this."""
        if not query:
            return True
        plain = halfwidth(query).strip().lower()
        if any(initials.startswith(plain) for initials in self.pinyin.split()):
            return True
        code = self.value if isinstance(self.value, str) else ""
        if plain in halfwidth(f"{self.label} {self.note} {self.words} {code}").lower():
            return True
        return plain.isascii() and not self.pinyin and names.matches(self.label, plain)
