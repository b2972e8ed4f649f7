"""The editors of a form's fields: a line, some lines, a choice drawn out, all alike from outside.

Each has ``meant`` and ``fill``, tells :class:`Edited` when its value changed and :class:`Entered`
when 回车 asks for the next field.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from textual import events
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Input, TextArea

from screens.forms.field import INT, MONEY, Field, Unread, read_typed
from screens.keys import digit_of
from screens.pieces.choice import Choice

# Joins several emoji into one; Textual takes it for a key that types nothing.
_JOINER = "\u200d"
_PICKED = "按 ↓ 挑选"
EDITOR = "field-editor"
"""The class of every editor; given as it is made, since adding it later styles it twice."""


class _Told(Message):
    def __init__(self, editor: Widget) -> None:
        super().__init__()
        self.editor = editor


class Edited(_Told):
    """The value of a field changed."""


class Entered(_Told):
    """回车: on to the next field."""


class Answered(_Told):
    """A digit chose: on to the next field, without 回车."""


class Line(Input):
    """A line for typing that takes what input methods and clipboards bring."""

    def on_key(self, event: events.Key) -> None:
        """The sign that joins is text, though it cannot be printed."""
        if event.character == _JOINER:
            event.stop()
            event.prevent_default()
            self.insert_text_at_cursor(_JOINER)

    def _on_paste(self, event: events.Paste) -> None:
        """A paste of several lines becomes one line."""
        event.stop()
        event.prevent_default()
        line = " ".join(event.text.split())
        if self.selection.is_empty:
            self.insert_text_at_cursor(line)
        else:
            self.replace(line, *self.selection)


class LineEditor(Line):
    """One typed line: text, a day, a count, an amount, names."""

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(
            placeholder=field.hint or (_PICKED if field.choices else ""),
            compact=True,
            select_on_focus=True,
            id=f"in-{field.name}",
            classes=EDITOR,
        )
        self.field = field
        self._today = today

    @property
    def meant(self) -> Any:
        """The value that the line means."""
        return read_typed(self.field, self.value, self._today)

    def fill(self, value: Any) -> None:
        """Show a value, or what was typed and means none."""
        if isinstance(value, Unread):
            value = value.typed
        if isinstance(value, list | tuple):
            value = "、".join(map(str, value))
        if self.field.kind in (INT, MONEY) and isinstance(value, float) and value.is_integer():
            value = int(value)
        self.value = "" if value is None else str(value)
        self.cursor_position = len(self.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(Edited(self))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """On to the next field."""
        event.stop()
        self.post_message(Entered(self))


class LongEditor(TextArea):
    """Some lines of prose; 回车 goes on, Ctrl+J begins a new line."""

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(
            compact=True,
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            placeholder=field.hint,
            highlight_cursor_line=False,
            id=f"in-{field.name}",
            classes=EDITOR,
        )
        self.field = field
        self.styles.height = field.lines

    @property
    def meant(self) -> Any:
        """The text, without empty ends."""
        return self.text.strip() or None

    def fill(self, value: Any) -> None:
        """Show a value: a note from its end, where one goes on; a whole page from its top."""
        self.text = "" if value is None else str(value)
        if self.document.line_count <= self.field.lines:
            self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        """Tell the form."""
        event.stop()
        self.post_message(Edited(self))

    def on_key(self, event: events.Key) -> None:
        """回车 goes on; up and down leave the field at its edges."""
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Entered(self))
        elif event.key == "ctrl+j":
            event.stop()
            event.prevent_default()
            self.insert("\n")
        elif event.key in ("up", "down") and self._at_edge(event.key):
            event.prevent_default()

    def _at_edge(self, key: str) -> bool:
        row = self.cursor_location[0]
        return row == 0 if key == "up" else row == self.document.line_count - 1

    def action_cursor_up(self, select: bool = False) -> None:
        """In the first line, up leaves the field."""
        if self._at_edge("up") and not select:
            self.screen.focus_previous()
        else:
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        """In the last line, down leaves the field."""
        if self._at_edge("down") and not select:
            self.screen.focus_next()
        else:
            super().action_cursor_down(select)

    def action_cursor_page_up(self) -> None:
        """A page of a long text up; from its beginning the key is the screen's."""
        self._turn(super().action_cursor_page_up)

    def action_cursor_page_down(self) -> None:
        """A page of a long text down; from its end the key is the screen's."""
        self._turn(super().action_cursor_page_down)

    def _turn(self, page: Callable[[], None]) -> None:
        before = self.cursor_location
        if self.wrapped_document.height > self.content_size.height:
            page()
        if self.cursor_location == before:
            raise SkipAction

    def action_select_line(self) -> None:
        """F6 is the screen's."""
        raise SkipAction

    def action_select_all(self) -> None:
        """F7 is the screen's."""
        raise SkipAction


class RadioEditor(Widget, can_focus=True):
    """A few choices drawn in a line: a digit or the arrows choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right,space", "turn(1)", show=False),
        Binding("enter", "go_on", show=False),
    ]
    at: reactive[int] = reactive(-1, init=False)

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(id=f"in-{field.name}", classes=EDITOR)
        self.field = field

    @property
    def meant(self) -> Any:
        """The value chosen."""
        return self.field.choices[self.at].value if self.at >= 0 else None

    def fill(self, value: Any) -> None:
        """Show a value."""
        values = [each.value for each in self.field.choices]
        self.at = values.index(value) if value in values else -1

    def watch_at(self) -> None:
        """Tell the form."""
        self.post_message(Edited(self))

    def render(self) -> Content:
        """Every choice with its digit; the chosen one in brackets, turned."""
        parts: list[Content] = []
        for number, choice in enumerate(self.field.choices):
            parts.append(self._drawn(number, choice))
        return Content(" ").join(parts)

    def _drawn(self, number: int, choice: Choice) -> Content:
        chosen = number == self.at
        text = f"{number + 1} {choice.label}"
        text = f"[{text}]" if chosen else f" {text} "
        style = "bold $on-accent on $primary" if chosen else ""
        if not chosen and self.has_focus:
            style = "on $panel"
        drawn = Content.styled(text, style) if style else Content(text)
        return drawn.stylize(Style.from_meta({"choice": number}))

    def on_focus(self) -> None:
        """Draw as the field in hand."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw quietly."""
        self.refresh()

    def on_key(self, event: events.Key) -> None:
        """A digit chooses and goes on."""
        digit = digit_of(event.key)
        if digit is not None and 1 <= digit <= len(self.field.choices):
            event.stop()
            self.at = digit - 1
            self.post_message(Answered(self))

    def on_click(self, event: events.Click) -> None:
        """A click chooses."""
        number = event.style.meta.get("choice")
        if number is not None:
            self.at = number

    def action_turn(self, by: int) -> None:
        """The next or the former choice."""
        self.at = (max(self.at, -1 if by > 0 else 0) + by) % len(self.field.choices)

    def action_go_on(self) -> None:
        """On to the next field."""
        self.post_message(Entered(self))
