"""设置: one list of all that can be set, with its value; 回车 changes it."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.frame.page import MainPage
from screens.pieces.columns import Column, Row
from screens.pieces.lines import Lines
from screens.pieces.prose import Prose
from screens.settings.items import ITEMS, value_words
from screens.settings.looks import Looks
from screens.settings.people import People
from screens.settings.places import Places
from screens.settings.rules import RuleForms


class SettingsPage(MainPage):
    """Everything an office sets for itself."""

    SECTIONS = ("settings", "main")
    NAME = "settings"
    CSS_PATH = "page.tcss"
    words = "设置"
    about = "上下选一项，回车修改。改动记入台账，随包传给各村；颜色、按键只管这台电脑。"

    table = getters.query_one(Lines)
    note = getters.query_one("#settings-note", Prose)

    def body(self) -> Iterable[Widget]:
        """The list and what a setting means."""
        yield Static(Content.styled("设置", "bold $primary"), classes="title")
        columns = [
            Column("group", "", lambda row: (row["group"], "soft"), 10),
            Column("name", "", lambda row: (row["name"], "strong"), 16),
            Column("value", "", lambda row: row["value"], 0, fill=30),
        ]
        yield Lines(columns, head=False, moved=self._tell)
        yield Prose(id="settings-note", most=3)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.table.focus()

    async def load(self) -> None:
        """Read the values."""
        session = self.session
        people = await session.ask(session.desk.registry.staff)
        rows: list[Row] = []
        group = ""
        for item in ITEMS:
            rows.append(
                {
                    "id": item.id,
                    "name": item.name,
                    "about": item.about,
                    "needs": item.needs,
                    "group": item.group if item.group != group else "",
                    "value": value_words(item.id, session, len(people)),
                }
            )
            group = item.group
        self.table.show(rows)

    def _tell(self) -> None:
        """What the setting means, and why it cannot be changed when it cannot."""
        row = self.table.row
        if row is not None:
            reason = self.session.may_not(row["needs"]) if row["needs"] else ""
            self.note.update(f"{row['about']}{'　' + reason if reason else ''}")

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车."""
        row = event.row
        reason = self.session.may_not(row["needs"]) if row["needs"] else ""
        if reason:
            self.say(reason, warn=True)
        else:
            self.work(self._jobs()[row["id"]])

    def begin(self, name: str) -> None:
        """Do the line of that name."""
        self.work(self._jobs()[name])

    def action_open(self) -> None:
        """From the menu."""
        self.table.action_choose()

    def _jobs(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        places, people = Places(self, self.session), People(self, self.session)
        rules, looks = RuleForms(self, self.session), Looks(self, self.session)
        jobs: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "places": places.villages,
            "households": places.households,
            "import_places": places.import_file,
            "staff": people.staff,
            "person": people.switch,
            "ladder": rules.ladder,
            "extra_days": rules.extra_days,
            "window": rules.window,
            "meetings": rules.meetings,
            "return_days": rules.return_days,
            "weights": rules.weights,
            "office": rules.office,
            "fonts": rules.fonts,
            "templates": rules.templates,
            "mask_style": rules.mask_style,
            "theme": looks.theme,
            "plain": looks.plain,
            "keymap": looks.keys,
        }
        assert set(jobs) == {item.id for item in ITEMS}
        return jobs

    async def saved(self, words: str) -> None:
        """Something was set: say so and read again."""
        await self.session.moved()
        self.say(words)
        self.reload()
