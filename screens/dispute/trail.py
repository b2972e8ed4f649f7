"""The trail as a time line: a day, what happened, who; long sentences go on below themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from screens.pieces.cells import width, wrap
from screens.pieces.marks import Marks
from xinfang_tui.desk.journal import RULE

_SIGNS = {
    "escalate": "climbed",
    "own": "leader",
    "resolve": "resolved",
    "close": "closed",
    "reopen": "overdue",
    "urgent": "overdue",
    "refer": "referred",
    "end": "ended",
}


def trail_content(
    trail: Sequence[Mapping[str, Any]], cells: int, marks: Marks, hide: Callable[[Any], str]
) -> Content:
    """All events as one text of lines that are at most ``cells`` wide."""
    parts: list[tuple[str, str]] = []
    for number, event in enumerate(trail):
        if number:
            parts.append(("\n", ""))
        parts += _event(event, cells, marks, hide)
    return Content.assemble(*parts) if parts else Content("还没有记录")


def _event(
    event: Mapping[str, Any], cells: int, marks: Marks, hide: Callable[[Any], str]
) -> list[tuple[str, str]]:
    undone = not event.get("effective", True)
    sign = _SIGNS.get(str(event.get("kind")))
    tone = "$soft strike" if undone else ""
    head = f"{str(event.get('on', ''))[5:10]} "
    label = f"{marks(sign) + ' ' if sign else ''}{event.get('label', '')} "
    by = str(event.get("by") or RULE)
    lag = int(event.get("lag") or 0) if by != RULE else 0
    who = "按规则自动" if by == RULE else by
    notes = [who, f"晚录 {lag} 天" if lag > 1 else "", "已撤销" if event.get("undone") else ""]
    tail = f"（{'，'.join(note for note in notes if note)}）"
    indent = width(head)
    text = hide(event.get("text") or "")
    lines = wrap(f"{label}{text}{tail}", cells - indent)
    first = lines[0]
    parts = [(head, "$soft")]
    if first.startswith(label):
        label_tone = "bold $warning" if sign in ("climbed", "overdue") else "bold"
        parts += [(label, tone or label_tone), (first[len(label) :], tone)]
    else:
        parts.append((first, tone))
    for line in lines[1:]:
        parts += [(f"\n{' ' * indent}", ""), (line, tone)]
    return parts


class TrailView(VerticalScroll, can_focus=True):
    """The time line, scrolled by the arrows; the newest in sight."""

    def __init__(self) -> None:
        super().__init__()
        self.styles.scrollbar_gutter = "stable"
        self._text = Static("", id="trail-text")
        self._given: tuple[Any, ...] = ()

    def compose(self) -> Any:
        """One text."""
        yield self._text

    def show(
        self, trail: Sequence[Mapping[str, Any]], marks: Marks, hide: Callable[[Any], str]
    ) -> None:
        """Show a trail; a longer one than before is scrolled to its end."""
        longer = len(trail) != (len(self._given[0]) if self._given else -1)
        self._given = (trail, marks, hide)
        self._draw()
        if longer:
            self.call_after_refresh(self.scroll_end, animate=False)

    def on_resize(self) -> None:
        """Break the lines anew."""
        self._draw()

    def _draw(self) -> None:
        cells = self.scrollable_content_region.width
        if self._given and cells:
            trail, marks, hide = self._given
            self._text.update(trail_content(trail, cells, marks, hide))
