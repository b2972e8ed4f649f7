"""A list to choose from: digits, arrows, or typing words or pinyin initials.

It serves as F4 menu, as palette, and wherever one of several things is chosen.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import getters, on
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.frame.dialog import SHEET, Dialog
from screens.pieces.cells import wrap
from screens.pieces.choice import Choice
from screens.pieces.columns import Column, Row
from screens.pieces.lines import Lines
from screens.pieces.quickinput import QuickInput

_MOST = 16
_AROUND = 9
"""Lines of the sheet beside its title, the list and a reason."""


class Menu(Dialog[Any]):
    """Gives the value chosen, or nothing.

    While the line for typing is empty, a digit chooses at once.

    Args:
        at: the value that the cursor begins at; label: cells of the labels, where they must be
            read whole; 0 shares the line with the notes.
    """

    typed = getters.query_one("#menu-typed", QuickInput)
    lines = getters.query_one("#menu-lines", Lines)
    reason = getters.query_one("#menu-reason", Static)

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        prompt: str = "可输入汉字或拼音首字母",
        numbered: bool = True,
        at: Any = None,
        label: int = 0,
    ) -> None:
        keys = (
            "数字或回车 选定   ↑↓ 移动   Esc 返回" if numbered else "回车 选定   ↑↓ 移动   Esc 返回"
        )
        super().__init__(title, keys)
        self._choices = tuple(choices)
        self._prompt = prompt
        self._numbered = numbered
        self._at = at
        self._label_cells = label

    def body(self) -> Iterable[Widget]:
        """The line for typing and the list."""
        yield QuickInput(placeholder=self._prompt, id="menu-typed", compact=True)
        columns = [
            Column("n", "", self._digit, 2),
            Column("label", "", _label, self._label_cells, fill=14),
            Column("note", "", _note, 0, fill=26),
        ]
        if not any(each.note or each.reason for each in self._choices):
            columns.pop()
        yield Lines(columns, id="menu-lines", head=False, lit=True, empty="没有这一项")
        yield Static("", id="menu-reason", markup=False)

    def on_mount(self) -> None:
        """Show everything, the present value under the cursor."""
        self._fit()
        self._show("")
        for row in self.lines.rows():
            if self._at is not None and row["choice"].value == self._at:
                self.lines.stand_on(row["id"])

    def on_resize(self) -> None:
        """Keep the line that tells the keys in sight."""
        self._fit()

    def _fit(self) -> None:
        reason = str(self.reason.content)
        self.reason.display = bool(reason)
        told = wrap(self._title, self._room) + (wrap(reason, self._room) if reason else [])
        room = self.app.size.height - _AROUND - len(told)
        self.lines.styles.height = max(1, min(len(self._choices), _MOST, room))

    @property
    def _room(self) -> int:
        """The cells of a line of the sheet."""
        return min(SHEET, self.app.size.width * 96 // 100) - 6

    def _digit(self, row: Row) -> tuple[str, str]:
        number = int(row["id"]) + 1
        return (str(number) if self._numbered and number < 10 else "", "accent")

    def _show(self, query: str) -> None:
        found = [each for each in self._choices if each.matches(query)]
        self.lines.show([{"id": at, "choice": each} for at, each in enumerate(found)])
        self.lines.stand_on(0)
        self.lines.redraw()

    @on(Input.Changed)
    def narrow(self, event: Input.Changed) -> None:
        """Show what matches."""
        self._show(event.value)

    @on(Lines.Chosen)
    def clicked(self, event: Lines.Chosen) -> None:
        """A click chooses."""
        self._take(event.row["choice"])

    def on_key(self, event: Key) -> None:
        """Arrows move in the list while the line for typing has the focus."""
        moves = {"up": -1, "down": 1}
        if event.key in moves:
            event.stop()
            self.lines.action_move(moves[event.key])
        elif event.key in ("pageup", "pagedown"):
            event.stop()
            self.lines.action_page(1 if event.key == "pagedown" else -1)

    @on(QuickInput.Digit)
    def digit(self, event: QuickInput.Digit) -> None:
        """A digit chooses at once, or is typed when there is no such line."""
        if not self._choose_digit(event.digit):
            self.typed.insert_text_at_cursor(str(event.digit))

    def _choose_digit(self, digit: int) -> bool:
        """Choose by number; False when there is no such line."""
        row = self.lines.at(digit - 1)
        if not self._numbered or digit < 1 or row is None:
            return False
        self._take(row["choice"])
        return True

    @on(Input.Submitted)
    def submitted(self) -> None:
        """Enter chooses the line under the cursor."""
        row = self.lines.row
        if row is not None:
            self._take(row["choice"])

    def _take(self, choice: Choice) -> None:
        if choice.reason:
            self.reason.update(choice.reason)
            self._fit()
            return
        self.dismiss(choice.value)


def _label(row: Row) -> tuple[str, str]:
    choice: Choice = row["choice"]
    return (choice.label, "soft" if choice.reason else "")


def _note(row: Row) -> tuple[str, str]:
    choice: Choice = row["choice"]
    return (choice.reason or choice.note, "soft")
