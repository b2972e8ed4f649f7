"""A line for typing in which a digit typed first means a choice, full-width digits too."""

from __future__ import annotations

from textual.events import Key
from textual.message import Message
from textual.widgets import Input

from screens.keys import digit_of


class QuickInput(Input):
    """While it is empty, a digit is told as :class:`Digit` and not typed."""

    class Digit(Message):
        """A digit was pressed in the empty line."""

        def __init__(self, digit: int) -> None:
            super().__init__()
            self.digit = digit

    def on_key(self, event: Key) -> None:
        """A digit in the empty line is no text."""
        digit = digit_of(event.key)
        if digit is not None and not self.value:
            event.stop()
            event.prevent_default()
            self.post_message(self.Digit(digit))
