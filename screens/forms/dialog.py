"""A form in a dialog: it gives back what was filled in, and never saves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Button, Static

from screens.forms.concerned import concerned
from screens.forms.field import Field
from screens.forms.fields import Fields
from screens.frame.confirm import Confirm
from screens.frame.dialog import Dialog

DRAFTED = "上次填到一半、没有保存的，已经填回来了。"
MORE_DRAFTED = "上次填到一半的已经填回来了；还有 {} 份，下次打开时填回来。"
_REST = 0.4
"""Seconds that the hands rest before the draft is kept."""
Keep = Callable[[Mapping[str, Any]], Awaitable[bool]]
"""Keeps what is filled in; answers whether it could."""


class FormDialog(Dialog[dict[str, Any]]):
    """Fields, and above them what they are about.

    Args:
        title: what is being done.
        fields: the fields; today: for reading days.
        values: what is set right, which begins with the first field; else the first empty one does.
        about: sentences above the fields, one a line.
        save: the word on the button; start: another field to begin with.
        keep: keeps what is typed as a draft; draft: what it kept before and was never saved.
        others: how many more were kept of this form.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f8,ctrl+s", "save", "保存")]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        today: date,
        *,
        values: Mapping[str, Any] | None = None,
        about: Sequence[str] = (),
        save: str = "保存",
        start: str = "",
        keep: Keep | None = None,
        draft: Mapping[str, Any] | None = None,
        others: int = 0,
    ) -> None:
        super().__init__(title, f"回车 下一项   F8 {save}   Esc 不{save}，返回")
        # What a draft does not hold was empty, whatever the field offers at first.
        drafted = {each.name: draft.get(each.name) for each in fields} if draft else None
        self.fields = Fields(fields, today, values or drafted)
        self._today = today
        told = MORE_DRAFTED.format(others) if others else DRAFTED
        self._about = (*about, *((told,) if draft else ()))
        self._save = save
        self._start = start
        self._corrects = bool(values)
        self._unsaved = bool(draft)
        self._keep = keep
        self._kept = self._drafted = False
        self._rest: Timer | None = None
        self._at_first: Mapping[str, Any] = {}
        self._last = ""

    def body(self) -> Iterable[Widget]:
        """What it is about, the fields, the button."""
        if self._about:
            with VerticalScroll(id="form-about", can_focus=False):
                yield Static(Content("\n".join(self._about)), classes="soft")
        yield self.fields
        yield Button(
            f"{self._save}（F8）",
            id="form-save",
            compact=True,
            classes="long-labels" if self.fields.has_class("long-labels") else "",
        )

    def on_mount(self) -> None:
        """Begin with the field that is to be filled first."""
        filled = self._at_first = self.fields.values()
        names = [field.name for field in self.fields.specs]
        empty = [] if self._corrects else [name for name in names if name not in filled]
        first = self._start or next(iter(empty or names), "")
        if first:
            self.fields.go_to(first)

    @on(Fields.Finished)
    def finished(self) -> None:
        """After the last field comes the button."""
        self.query_one("#form-save").focus()

    @on(Button.Pressed)
    def pressed(self) -> None:
        """The button saves."""
        self.action_save()

    @on(Fields.Changed)
    def changed(self) -> None:
        """Keep the draft when the hands rest."""
        if self._keep is None:
            return
        self._kept = False
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, lambda: self.run_worker(self.put_by(), group="draft"))

    async def put_by(self) -> None:
        """Keep what is typed; a disk that takes no draft is told when one leaves."""
        if self._keep is None or not self.is_attached or not (self.unsaved or self._drafted):
            return
        try:
            self._kept = await self._keep(self.fields.typed())
        except OSError:
            self._kept = False
        self._drafted = self._drafted or self._kept

    @property
    def kept(self) -> bool:
        """Whether leaving the program loses nothing of what is typed."""
        return self._kept

    def action_save(self) -> None:
        """Check everything and give it back."""
        if not self.fields.check():
            self._last = self.fields.in_hand
            self.dismiss(self.fields.values())

    def again(self, values: Mapping[str, Any], refusal: str) -> FormDialog:
        """The same form once more, with what it gave back and was refused.

        It begins with the field that the refusal is about, where that shows; else with the last.
        """
        specs = self.fields.specs
        form = FormDialog(
            self._title,
            specs,
            self._today,
            values={field.name: values.get(field.name) for field in specs},
            about=self._about,
            save=self._save,
            start=concerned(specs, values, refusal) or self._last,
            keep=self._keep,
        )
        form._unsaved = True
        return form

    @property
    def unsaved(self) -> bool:
        """Whether it holds what it did not begin with, or what was refused."""
        return self._unsaved or self.fields.values() != self._at_first

    def action_leave(self) -> None:
        """Back without a value; asked first when that loses something."""
        if self.unsaved:
            question = Confirm(
                f"填了的不留，确定不{self._save}吗？", yes=f"不{self._save}", no="接着填"
            )
            self.app.push_screen(question, self._leave)
        else:
            self.dismiss(None)

    def _leave(self, yes: bool | None) -> None:
        if yes:
            self.dismiss(None)
