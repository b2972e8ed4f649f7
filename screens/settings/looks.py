"""Colours, signs and keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.commands import Command, rival
from screens.forms.dialog import FormDialog
from screens.forms.field import Field
from screens.frame.menu import Menu
from screens.frame.session import Session
from screens.frame.themes import NAMES
from screens.keys import keys_read, keys_words
from screens.pieces.choice import Choice
from screens.registry import COMMANDS, SECTIONS, command

if TYPE_CHECKING:
    from screens.settings.page import SettingsPage


class Looks:
    """What this machine's screens look like, and which keys do what.

    Args:
        page: the screen it happens on.
    """

    def __init__(self, page: SettingsPage, session: Session) -> None:
        self._page = page
        self._session = session

    async def theme(self) -> None:
        """Choose the colours."""
        choices = [Choice(key, name) for key, name in NAMES.items()]
        now = str(self._session.preferences.get("theme", "dark"))
        chosen = await self._page.app.push_screen_wait(Menu("颜色", choices, at=now))
        if chosen is not None:
            await self._page.app.run_action(f"use_theme('{chosen}')")

    async def plain(self) -> None:
        """Plain signs on or off."""
        await self._page.app.run_action("plain")

    async def keys(self) -> None:
        """Choose a command, then its key."""
        own = dict(self._session.settings.keymap)
        choices = [
            Choice(
                each.id,
                each.label,
                f"{SECTIONS[each.section]}  {each.rekeyed(own).key or '没有键'}",
                pinyin=each.pinyin,
            )
            for each in COMMANDS
        ]
        chosen = await self._page.app.push_screen_wait(
            Menu("换哪个办法的键？", choices, numbered=False)
        )
        if chosen is None:
            return
        picked = command(str(chosen))
        form = FormDialog(
            f"按键：{SECTIONS[picked.section]} {picked.label}",
            [
                Field(
                    "keys",
                    "键",
                    hint="如 F10、Ctrl+K、问号；几个用顿号隔开；空着恢复默认",
                    check=lambda text: self._problem(picked, text),
                )
            ],
            self._session.today,
            values={"keys": keys_words(own.get(picked.id, picked.keys))},
        )
        values = await self._page.app.push_screen_wait(form)
        if values is None:
            return
        keys = ",".join(keys_read(str(values.get("keys") or "")))
        own.pop(picked.id, None)
        if keys and keys_words(keys) != keys_words(picked.keys):
            own[picked.id] = keys
        if own == dict(self._session.settings.keymap):
            self._page.say(f"没有改动：“{picked.label}”的键")
            return
        await self._session.ask(self._session.desk.registry.set, "keymap", own)
        await self._page.saved(f"“{picked.label}”的键已改")
        await self._page.app.run_action("rekey")

    def _problem(self, picked: Command, text: str) -> str:
        """Why a command cannot have these keys."""
        try:
            keys = keys_read(text)
        except ValueError as unknown:
            return f"没有“{unknown}”这个键，可写 F10、Ctrl+K、退格、问号"
        fresh = set(keys) - set(keys_read(keys_words(picked.keys)))
        own = self._session.settings.keymap
        other = rival(picked, fresh, [each.rekeyed(own) for each in COMMANDS])
        if other is None:
            return ""
        place = f"{SECTIONS[other.section]}的" if other.section != picked.section else ""
        return f"{place}“{other.label}”用了同一个键，请换一个"
