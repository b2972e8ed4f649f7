"""Running Chinese text, broken by our own rule: no sign at the wrong end of a line."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget

from screens.pieces.cells import wrap


class Prose(Widget):
    """A paragraph or more; user text is never read as markup."""

    text: reactive[str] = reactive("", layout=True)

    def __init__(
        self, text: str = "", *, most: int = 0, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._most = most
        self.set_reactive(Prose.text, text)

    def update(self, text: str) -> None:
        """Show another text."""
        self.text = text

    def _lines(self, cells: int) -> list[str]:
        lines = wrap(self.text, cells)
        if self._most and len(lines) > self._most:
            lines = lines[: self._most]
            lines[-1] = lines[-1][:-1] + "…"
        return lines

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as it may be."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its lines."""
        return len(self._lines(width)) if self.text else 0

    def render(self) -> Content:
        """The lines."""
        return Content("\n".join(self._lines(self.size.width)))
