"""F1: what this screen is for and every key that works in it, from the registry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.frame.dialog import Dialog
from screens.pieces.cells import fit
from screens.pieces.marks import TONES, WORDS, Marks
from screens.registry import SECTIONS


class Help(Dialog[None]):
    """A page to read; Esc or F1 closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f1,enter", "leave", "返回")]

    def __init__(self, title: str, about: str, commands: Sequence[Command], marks: Marks) -> None:
        super().__init__(f"帮助：{title}", "↑↓ 翻看   Esc 返回")
        self._about = about
        self._commands = tuple(commands)
        self._marks = marks

    def body(self) -> Iterable[Widget]:
        """About the screen, its keys, the signs."""
        with VerticalScroll(id="help"):
            if self._about:
                yield Static(self._about, id="help-about", markup=False)
            for name in dict.fromkeys(each.section for each in self._commands):
                yield Static(SECTIONS[name], classes="title", markup=False)
                yield Static(_keys(each for each in self._commands if each.section == name))
            yield Static("记号", classes="title", markup=False)
            yield Static(self._signs())

    def _signs(self) -> Content:
        parts: list[tuple[str, str]] = []
        for name, word in WORDS.items():
            tone = "$warning" if TONES.get(name) == "warn" else "$primary"
            parts += [(f"{self._marks(name)} ", tone), (f"{word}   ", "")]
        return Content.assemble(*parts)


def _keys(commands: Iterable[Command]) -> Content:
    lines = [
        Content.assemble(
            (fit(each.key or "F4菜单", 11), "bold $primary"),
            fit(each.label, 13),
            (each.tip, "$soft"),
        )
        for each in commands
    ]
    return Content("\n").join(lines)
