"""What every dialog is: a sheet over the screen that returns a value and never saves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

T = TypeVar("T")
SHEET = 72
"""The cells across a sheet, where the terminal has them."""


class Dialog(ModalScreen[T]):
    """A sheet in the middle with a title, a body and its keys; Esc gives nothing back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "返回"),
        Binding("ctrl+q,ctrl+c", "app.quit", show=False),
    ]

    def __init__(self, title: str, keys: str = "回车 选定   Esc 返回") -> None:
        super().__init__(classes="dialog")
        self._title = title
        self._begun = False
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Title, body, keys."""
        with Vertical(id="sheet"):
            yield Static(self._title, id="sheet-title", markup=False)
            yield from self.body()
            yield Static(self._keys, id="sheet-keys", markup=False)

    def body(self) -> Iterable[Widget]:
        """What the dialog shows."""
        return ()

    def on_mount(self) -> None:
        """Follow whether the terminal is in front; Textual calls this besides a subclass's own."""
        self.watch(self.app, "app_focus", self._come_to_front, init=False)

    def _come_to_front(self, in_front: bool) -> None:
        """Take the first line in hand: Textual gives none to what opens behind another window."""
        if in_front and self.is_current and self.focused is None:
            self.focus_next()

    @property
    def ready(self) -> bool:
        """Whether its first line is in hand, where it has any; keys wait for that."""
        return self.is_mounted and (self._begun or not self.focus_chain)

    @property
    def unsaved(self) -> bool:
        """Whether something was filled in here that leaving the program would lose."""
        return False

    @property
    def kept(self) -> bool:
        """Whether what was filled in here is kept as a draft."""
        return False

    async def put_by(self) -> None:
        """Keep what is filled in, before the program is left."""

    def on_descendant_focus(self) -> None:
        """A line is in hand."""
        self._begun = True

    def action_leave(self) -> None:
        """Back without a value."""
        self.dismiss(None)
