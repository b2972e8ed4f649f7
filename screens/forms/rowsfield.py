"""A few rows of a small table inside a form: promises of an agreement, steps of a plan."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.forms.days import read_day
from screens.forms.editors import EDITOR, Edited, Entered, Line
from screens.forms.field import Field, Unread
from screens.pieces.cells import fit


class RowsEditor(Vertical):
    """Rows of lines for typing; another row comes when the last one is begun."""

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(id=f"in-{field.name}", classes=EDITOR)
        self.field = field
        self._today = today
        self._given: list[dict[str, Any]] = []

    def compose(self) -> Iterable[Widget]:
        """The heading, the rows given before it was asked for, and one empty row."""
        with Horizontal(classes="rows-row"):
            for _, label, cells in self.field.rows:
                yield self._sized(Static(label, classes="soft", markup=False), cells)
        for each in [*self._given, {}]:
            yield self._row(each)

    def _row(self, values: dict[str, Any]) -> Horizontal:
        inputs = [
            self._sized(Line(str(values.get(name) or ""), compact=True, name=name), cells)
            for name, _, cells in self.field.rows
        ]
        return Horizontal(*inputs, classes="rows-row rows-input")

    @staticmethod
    def _sized(widget: Widget, cells: int) -> Widget:
        widget.styles.width = cells or "1fr"
        return widget

    @property
    def meant(self) -> Any:
        """The rows that are filled, days as ISO text."""
        if not self.children:
            return self._given or None
        refused = self._refused()
        if refused is not None:
            return Unread(refused[0].value, refused[1])
        return self.typed or None

    @property
    def typed(self) -> list[dict[str, Any]]:
        """The rows that are filled; what is no day, or no day yet, as it was typed."""
        rows: list[dict[str, Any]] = []
        for row in self._filled():
            typed = {str(each.name): each.value.strip() for each in row if each.value.strip()}
            if "due" in typed:
                typed["due"] = str(read_day(typed["due"], self._today, ahead=True) or typed["due"])
            rows.append(typed)
        return rows

    def _filled(self) -> Iterable[list[Input]]:
        """The lines of each row that something is typed in."""
        for row in self.query(".rows-input"):
            inputs = list(row.query(Input))
            if any(each.value.strip() for each in inputs):
                yield inputs

    def _refused(self) -> tuple[Input, str] | None:
        """The first cell that is refused, and why."""
        for row in self._filled():
            for each in row:
                if why := self._refusal(str(each.name), each.value.strip()):
                    return each, why
        return None

    def _refusal(self, column: str, typed: str) -> str:
        if column == "due" and typed and read_day(typed, self._today, ahead=True) is None:
            return f"“{fit(typed, 12).strip()}”看不出是哪一天"
        return self.field.cell(column, typed) if self.field.cell is not None else ""

    def fill(self, value: Any) -> None:
        """Show rows; a field that is not asked for yet shows them when it is."""
        self._given = [dict(each) for each in value or []]
        if not self.children:
            return
        for row in self.query(".rows-input"):
            row.remove()
        for each in [*self._given, {}]:
            self.mount(self._row(each))

    def focus(self, scroll_visible: bool = True) -> RowsEditor:
        """The cell that is refused takes the focus, else the first one."""
        refused = self._refused()
        first = refused[0] if refused is not None else next(iter(self.query(Input)), None)
        if first is not None:
            first.focus(scroll_visible)
        return self

    @on(Input.Changed)
    def changed(self, event: Input.Changed) -> None:
        """Begin another row when the last one is begun."""
        event.stop()
        last = self.query(".rows-input").last()
        if event.value and event.input in last.query(Input) and len(self.children) < 9:
            self.mount(self._row({}))
        self.post_message(Edited(self))

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """回车 goes along the row; in an empty row it leaves the field."""
        event.stop()
        row = event.input.parent
        inputs = list(row.query(Input)) if row is not None else []
        if event.input is inputs[0] and not event.value:
            self.post_message(Entered(self))
        else:
            self.screen.focus_next()

    def on_key(self, event: events.Key) -> None:
        """Up and down go from row to row."""
        inputs = list(self.query(Input))
        across = len(self.field.rows)
        focused = self.screen.focused
        if event.key in ("up", "down") and isinstance(focused, Input) and focused in inputs:
            at = inputs.index(focused) + (across if event.key == "down" else -across)
            if 0 <= at < len(inputs):
                event.stop()
                inputs[at].focus()
