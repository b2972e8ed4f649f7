"""Picking from many: typing words, pinyin initials or a code narrows the list below the line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from textual import events
from textual.widget import Widget
from textual.widgets import Input

from screens.forms.editors import Edited, Entered, LineEditor
from screens.forms.field import Field, Unread
from screens.pieces.cells import halfwidth
from screens.pieces.choice import Choice
from screens.pieces.columns import Column, Row
from screens.pieces.lines import Lines
from xinfang_tui.disputes.surnames import surname

_MOST = 8


class PickEditor(LineEditor):
    """A line with a list that opens below it while something fits what was typed.

    The list is made when it is first opened, beside the line in the row of its field.
    """

    def __init__(self, field: Field, today: date) -> None:
        super().__init__(field, today)
        self._chosen: Choice | None = None
        self._begun: tuple[str, Choice] | None = None
        self._meant_so = ""
        self._filling = False
        self.list: Lines | None = None

    @property
    def meant(self) -> Any:
        """The value chosen, or the words where the field is free."""
        typed = self.value.strip()
        if self._chosen is not None and typed == self._chosen.label:
            return self._chosen.value
        if not typed:
            return None
        offers = self.field.offers(typed)
        for each in offers:
            if typed in (each.label, str(each.value)):
                return each.value
        only = self._only(typed, offers)
        if only is not None:
            return only.value
        if not self.field.free:
            return Unread(typed, f"“{typed[:20]}”不在{self.field.label}里，按 ↓ 可以挑选")
        if typed != self._meant_so and self._unfinished(typed, offers):
            return Unread(typed, _question(typed[:12], len(offers)))
        return typed

    def _unfinished(self, typed: str, offers: Sequence[Choice]) -> bool:
        """Whether words look like half a name, as letters, a surname and a beginning do.

        Words typed again after they were taken for a beginning are meant as they stand.
        """
        if _letters(typed) or surname(f"{typed}某") == typed:
            return True
        begun = self._begun is not None and typed == self._begun[0]
        return not begun and any(each.begins(typed) for each in offers)

    def _only(self, typed: str, offers: Sequence[Choice]) -> Choice | None:
        """The one choice that words mean which are not its whole name.

        In a free field only its beginning means it; words typed again after they were taken for a
        beginning are meant as they stand.
        """
        fitting = offers
        if self.field.free:
            if typed == self._meant_so or (self._begun and typed == self._begun[0]):
                return None
            begun = [each for each in offers if each.begins(typed)]
            fitting = offers if _letters(typed) and not begun else begun
        return fitting[0] if len(fitting) == 1 else None

    @property
    def question(self) -> str:
        """What is asked of words that look unfinished; empty when there is nothing to ask."""
        meant = self.meant
        return meant.why if self.field.free and isinstance(meant, Unread) else ""

    def keep(self) -> None:
        """The words in question are meant as they stand."""
        self._meant_so = self.value.strip()

    @property
    def told(self) -> str:
        """What is said of a choice that was taken for its beginning."""
        if self._begun is None or self._chosen is not self._begun[1]:
            return ""
        return f"按“{self._begun[0]}”补全；不是的话，再填一次“{self._begun[0]}”"

    @property
    def choice(self) -> Choice | None:
        """The choice taken, when one was."""
        return self._chosen

    def fill(self, value: Any) -> None:
        """Show a value by its words; a person by the name, whether or not offered at first.

        What was typed and means none is asked about again.
        """
        if isinstance(value, Unread):
            self._chosen = None
            self._write(value.typed)
            return
        found = next((each for each in self.field.offers("") if each.value == value), None)
        if found is None and isinstance(value, Mapping):
            found = Choice(value, str(value["name"]))
        self._chosen = found
        self._write(found.label if found else ("" if value is None else str(value)))
        self.keep()

    def _write(self, words: str) -> None:
        # Nothing is told of words that stay the same: the next to change them is who types.
        self._filling = words != self.value
        self.value = words

    @property
    def is_open(self) -> bool:
        """Whether the list is open."""
        return self.list is not None and bool(self.list.display)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list to what fits."""
        event.stop()
        filling, self._filling = self._filling, False
        if not filling and self.has_focus:
            if self._chosen is not None and event.value != self._chosen.label:
                self._chosen = None
            if self._chosen is None:
                self._open(event.value.strip())
        self.post_message(Edited(self))

    def _open(self, typed: str, asked: bool = False) -> None:
        """Show what fits; in a free field nothing while it is empty, unless it is asked for."""
        offers = list(self.field.offers(typed))
        if not offers or (self.field.free and not typed and not asked):
            self.close_list()
            return
        rows: list[Row] = [{"id": at, "choice": each} for at, each in enumerate(offers[:60])]
        if self.list is None:
            self.list = Lines(_columns(), head=False, lit=True, classes="picklist")
            row = self.parent
            assert isinstance(row, Widget)
            row.mount(self.list, after=self)
        self.list.display = True
        self.list.styles.height = min(len(rows), _MOST)
        self.list.show(rows)
        # Letters are pinyin initials, never a name: the first that fits is meant.
        self.list.cursor = 0 if asked or _letters(typed) or not self.field.free else -1
        if self._chosen in offers:
            self.list.stand_on(offers.index(self._chosen))

    def _ask(self) -> None:
        """Open the list: what fits, or all when something was chosen or nothing can fit."""
        typed = "" if self._chosen else self.value.strip()
        if not self.field.free and not self.field.offers(typed):
            typed = ""
        self._open(typed, asked=True)

    def close_list(self) -> None:
        """Put the list away."""
        if self.list is not None:
            self.list.display = False

    def on_key(self, event: events.Key) -> None:
        """The list under the line takes its keys first."""
        if self._list_takes(event.key):
            event.stop()
            event.prevent_default()

    def _list_takes(self, key: str) -> bool:
        if key == "enter":
            row = self.list.row if self.is_open and self.list is not None else None
            if row is not None:
                self._take(row["choice"])
            self.close_list()
            self.post_message(Entered(self))
            return True
        if key == "escape" and self.is_open:
            self.close_list()
            return True
        if key == "down" and not self.is_open:
            self._ask()
            return self.is_open
        if key in ("up", "down", "pageup", "pagedown") and self.is_open and self.list is not None:
            by = {"up": -1, "down": 1, "pageup": -_MOST, "pagedown": _MOST}[key]
            self.list.stand_on(self.list.cursor + by)
            return True
        return False

    def take(self, choice: Choice) -> None:
        """A click in the list takes the choice and goes on."""
        self._take(choice)
        self.close_list()
        self.post_message(Entered(self))

    def _take(self, choice: Choice) -> None:
        self._chosen = choice
        self._write(choice.label)
        self.post_message(Edited(self))

    def leave(self) -> None:
        """Leaving the line closes the list; the only thing that fits is taken."""
        self.close_list()
        typed = self.value.strip()
        if not typed or self._chosen is not None:
            return
        offers = self.field.offers(typed)
        only = self._only(typed, offers)
        if only is not None:
            if self.field.free and only.label != typed and not _letters(typed):
                self._begun = (typed, only)
            self._take(only)


def _letters(typed: str) -> bool:
    plain = halfwidth(typed)
    return plain.isascii() and any(each.isalpha() for each in plain)


def _question(typed: str, offers: int) -> str:
    found = f"有 {offers} 个对得上，按 ↓ 挑选" if offers else "没有对得上的"
    return f"“{typed}”{found}；就写“{typed}”，按回车"


def _columns() -> list[Column]:
    return [
        Column("label", "", lambda row: row["choice"].listed, 0, fill=20),
        Column("note", "", lambda row: (row["choice"].note, "soft"), 0, fill=16),
    ]
