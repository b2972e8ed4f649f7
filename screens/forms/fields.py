"""The body of a form: labelled fields, 回车 to the next, each checked when it is left."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from textual import events, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from screens.forms.days import day_words, weekday_words
from screens.forms.editors import (
    Answered,
    Edited,
    Entered,
    LineEditor,
    LongEditor,
    RadioEditor,
)
from screens.forms.field import DAY, DAYS, LONG, PICK, RADIO, ROWS, Field, Unread
from screens.forms.pick import PickEditor
from screens.forms.rowsfield import RowsEditor
from screens.pieces.cells import fit, width
from screens.pieces.lines import Lines

_LABEL, _LONG_LABEL = 13, 19
Editor = LineEditor | LongEditor | RadioEditor | PickEditor | RowsEditor
_EDITORS: Mapping[str, type[Any]] = {
    LONG: LongEditor,
    RADIO: RadioEditor,
    PICK: PickEditor,
    ROWS: RowsEditor,
}


class FieldRow(Vertical):
    """A label, which the row draws itself, its editor, and a line below when there is something
    to say. The editor of a field that is not asked for is made when it is.

    Attributes:
        said: the line below now; empty when there is none.
    """

    def __init__(
        self, field: Field, today: date, asked: bool = True, label_cells: int = _LABEL
    ) -> None:
        super().__init__(id=f"row-{field.name}", classes=f"kind-{field.kind}")
        self.field = field
        self._label_cells = label_cells
        self._today = today
        self.editor: Editor = _EDITORS.get(field.kind, LineEditor)(field, today)
        self._asked = asked
        self.display = asked
        self.said = ""
        self._note: Static | None = None

    def compose(self) -> Iterable[Widget]:
        """The editor."""
        if self._asked:
            yield self.editor

    def render(self) -> Content:
        """The label, at the left of the first line."""
        label = _label(self.field)
        style = "$warning" if self.has_class("refused") else "$soft"
        if "focus-within" in self.pseudo_classes:
            style = "bold $primary"
        return Content.styled(fit(label, self._label_cells, right=True), style)

    def on_descendant_focus(self) -> None:
        """The label is that of the field in hand."""
        self.refresh()

    def on_descendant_blur(self) -> None:
        """The label is quiet again."""
        self.refresh()

    def ask(self, asked: bool) -> None:
        """Show the row, or hide it."""
        self.display = asked
        if asked and not self._asked:
            self._asked = True
            self.mount(self.editor)

    @on(Lines.Chosen)
    def clicked(self, event: Lines.Chosen) -> None:
        """A click in the list of a pick takes the row."""
        event.stop()
        if isinstance(self.editor, PickEditor):
            self.editor.take(event.row["choice"])

    @property
    def value(self) -> Any:
        """What the field means now."""
        return self.editor.meant

    def check(self) -> str:
        """Why the value is refused; shown below the field."""
        problem = self.field.problem(self.value)
        self.set_class(bool(problem), "refused")
        self.tell(problem or self._reading())
        return problem

    def _reading(self) -> str:
        value = self.value
        if isinstance(self.editor, PickEditor) and self.editor.told:
            return self.editor.told
        if self.field.kind == DAY and isinstance(value, str):
            return day_words(date.fromisoformat(value), self._today)
        if self.field.kind == DAYS and isinstance(value, list):
            return "、".join(weekday_words(date.fromisoformat(each), self._today) for each in value)
        return self.field.advise(value) if self.field.advise and value else ""

    def tell(self, text: str) -> None:
        """Show a line below the field; an empty text takes it away."""
        self.said = text
        if self._note is None:
            if not text:
                return
            self._note = Static("", classes="field-note", markup=False)
            self.mount(self._note)
        self._note.update(text)
        self._note.display = bool(text)


def _label(field: Field) -> str:
    return f"{'* ' if field.required else ''}{field.label}"


class Fields(VerticalScroll, can_focus=False):
    """Fields one below the other; their editors stand further right where a label is long."""

    class Left(Message):
        """A field was left with this value."""

        def __init__(self, fields: Fields, name: str, value: Any) -> None:
            super().__init__()
            self.fields, self.name, self.value = fields, name, value

    class Changed(Message):
        """Something was typed."""

        def __init__(self, fields: Fields, name: str) -> None:
            super().__init__()
            self.fields, self.name = fields, name

    class Finished(Message):
        """回车 in the last field."""

        def __init__(self, fields: Fields) -> None:
            super().__init__()
            self.fields = fields

    def __init__(
        self, fields: Sequence[Field], today: date, values: Mapping[str, Any] | None = None
    ) -> None:
        long = any(width(_label(field)) > _LABEL for field in fields)
        super().__init__(classes="long-labels" if long else "")
        self.specs = tuple(fields)
        self._today = today
        self._values = dict(values or {})
        cells = _LONG_LABEL if long else _LABEL
        self._rows = {
            field.name: FieldRow(field, today, field.when is None, cells) for field in fields
        }
        self._touched: set[str] = set()
        self._led_to = ""

    def compose(self) -> Iterable[Widget]:
        """Every field."""
        yield from self._rows.values()

    def on_mount(self) -> None:
        """Show the values it begins with."""
        for field in self.specs:
            value = self._values.get(field.name, field.default)
            if value is not None:
                self._rows[field.name].editor.fill(value)
                self._rows[field.name].check()
        self._show_asked()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._rows[name]

    def fill(self, name: str, value: Any) -> None:
        """Show a value in a field."""
        self._rows[name].editor.fill(value)
        self._rows[name].check()

    def values(self) -> dict[str, Any]:
        """The value of every field that is filled."""
        found = {name: row.value for name, row in self._rows.items()}
        return {
            name: value
            for name, value in found.items()
            if self.asked(name) and value not in (None, "", [])
        }

    def typed(self) -> dict[str, Any]:
        """The value of every field that is filled; of rows with a cell that means none, all."""
        found = self.values()
        for name, value in found.items():
            editor = self._rows[name].editor
            if isinstance(value, Unread) and isinstance(editor, RowsEditor):
                found[name] = editor.typed
        return found

    def asked(self, name: str) -> bool:
        """Whether a field is asked for, as the others stand."""
        when = self._rows[name].field.when
        return when is None or self._rows[when[0]].value == when[1]

    def _show_asked(self) -> None:
        for name, row in self._rows.items():
            if row.field.when is not None:
                row.ask(self.asked(name))

    def check(self) -> str:
        """Check every field; the first one refused takes the focus."""
        for row in self._rows.values():
            if isinstance(row.editor, PickEditor):
                row.editor.leave()
        problems = {name: row.check() for name, row in self._rows.items() if self.asked(name)}
        for name, problem in problems.items():
            if problem:
                self.go_to(name)
                return problem
        return ""

    def go_to(self, name: str) -> None:
        """Put the focus on a field."""
        self._rows[name].editor.focus()

    @property
    def in_hand(self) -> str:
        """The name of the field in hand; empty when none is."""
        return self._name_of(self.screen.focused) or ""

    def next_of(self, name: str, by: int = 1) -> str | None:
        """The name of the next field in sight, or nothing at the end."""
        names = [each for each in self._rows if self.asked(each)]
        at = names.index(name) + by
        return names[at] if 0 <= at < len(names) else None

    def _name_of(self, widget: Widget | None) -> str | None:
        while widget is not None and widget is not self:
            if isinstance(widget, FieldRow):
                return widget.field.name
            parent = widget.parent
            widget = parent if isinstance(parent, Widget) else None
        return None

    @on(Entered)
    def entered(self, event: Entered) -> None:
        """On to the next field, or the form is finished.

        回车 right after a digit in the field before belongs to that choice: it has been answered.
        """
        event.stop()
        name = self._name_of(event.editor)
        led_to, self._led_to = self._led_to, ""
        if name is None or name == led_to or self._asks(self._rows[name]):
            return
        following = self.next_of(name)
        if following is not None:
            self.go_to(following)
        else:
            self.post_message(self.Finished(self))

    def _asks(self, row: FieldRow) -> bool:
        """Whether words that look unfinished are asked about first; 回车 below that keeps them."""
        if not isinstance(row.editor, PickEditor) or not (question := row.editor.question):
            return False
        if row.said == question:
            row.editor.keep()
            return False
        row.check()
        return True

    @on(Answered)
    def answered(self, event: Answered) -> None:
        """On to the next field; in the last one 回车 finishes the form."""
        event.stop()
        name = self._name_of(event.editor)
        self._led_to = self.next_of(name) or "" if name else ""
        if self._led_to:
            self.go_to(self._led_to)

    @on(Edited)
    def edited(self, event: Edited) -> None:
        """Tell the form which field."""
        event.stop()
        name = self._name_of(event.editor)
        if name is not None:
            if name == self._led_to:
                self._led_to = ""
            self._show_asked()
            self.post_message(self.Changed(self, name))

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """A field that is left is checked at once."""
        name = self._name_of(event.widget)
        if name is None:
            return
        if name == self._led_to:
            self._led_to = ""
        row = self._rows[name]
        if isinstance(row.editor, PickEditor):
            row.editor.leave()
        value = row.value
        if value not in (None, "", []) or name in self._touched:
            self._touched.add(name)
            row.check()
        self.post_message(self.Left(self, name, value))

    def on_key(self, event: events.Key) -> None:
        """Up and down go from field to field."""
        if event.key not in ("up", "down"):
            return
        name = self._name_of(self.screen.focused)
        following = self.next_of(name, 1 if event.key == "down" else -1) if name else None
        if following is not None:
            event.stop()
            self.go_to(following)
