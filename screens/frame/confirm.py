"""A question answered by a digit: what is asked, what follows, 1 yes, 2 no."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import VerticalScroll
from textual.events import Key
from textual.widget import Widget

from screens.frame.dialog import Dialog
from screens.keys import digit_of
from screens.pieces.prose import Prose


class Confirm(Dialog[bool]):
    """Gives True for 1 or 回车, False for 2 or Esc."""

    def __init__(self, title: str, text: str = "", *, yes: str = "是", no: str = "否") -> None:
        super().__init__(title, f"1 或回车 {yes}   2 或 Esc {no}")
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The consequences."""
        if self._text:
            with VerticalScroll(id="confirm-text"):
                yield Prose(self._text)

    def on_key(self, event: Key) -> None:
        """The answer."""
        digit = digit_of(event.key)
        if digit == 1 or event.key == "enter":
            event.stop()
            self.dismiss(True)
        elif digit == 2:
            event.stop()
            self.dismiss(False)

    def action_leave(self) -> None:
        """Esc is no."""
        self.dismiss(False)
