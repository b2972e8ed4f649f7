"""A dialog of lines to read: results of a check, machines, parcels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widget import Widget

from screens.frame.dialog import Dialog
from screens.pieces.prose import Prose


class Reading(Dialog[None]):
    """Lines; 回车 or Esc closes."""

    CSS_PATH = "reading.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "关闭")]

    def __init__(self, title: str, lines: Sequence[str]) -> None:
        super().__init__(title, "↑↓ 翻看   回车 或 Esc 关闭")
        self._lines = tuple(lines)

    def body(self) -> Iterable[Widget]:
        """The lines."""
        with VerticalScroll(id="reading"):
            yield Prose("\n".join(self._lines))
