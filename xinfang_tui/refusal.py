"""The one way the program says no: what was wrong, what is safe, what to do (Chinese)."""

from __future__ import annotations


class Refused(Exception):
    """Something asked for cannot be done; nothing was changed.

    Attributes:
        wrong: what was wrong, one sentence.
        safe: what is safe all the same; may be empty.
        do: the next step; may be empty.
    """

    def __init__(self, wrong: str, *, safe: str = "", do: str = "") -> None:
        self.wrong, self.safe, self.do = wrong, safe, do
        super().__init__(self.text)

    @property
    def text(self) -> str:
        """The whole message, each part a sentence."""
        parts = (part.rstrip("。") for part in (self.wrong, self.safe, self.do) if part)
        return "。".join(parts) + "。"


class Overtaken(Refused):
    """What was to be changed has been changed by somebody else since it was read.

    Attributes:
        now: its value now.
    """

    def __init__(self, wrong: str, now: object, *, safe: str = "", do: str = "") -> None:
        super().__init__(wrong, safe=safe, do=do)
        self.now = now
