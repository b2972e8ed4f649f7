"""The one registry of commands: keys, footer, help page, palette, menus and the manual's key table.

A command is named once, here in its value and in :mod:`screens.registry` in the list; a screen says
which sections of the list it answers to and gives each command a method ``action_…``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from textual.binding import Binding

from screens.keys import key_name, with_twins
from screens.opening import MAIN


@dataclass(frozen=True, slots=True)
class Command:
    """Something that can be done with a key.

    Attributes:
        id: section and name, "ledger.sort"; stable, the keymap in the settings speaks of it.
        keys: comma-separated Textual keys; the first one is shown. Empty: only in the menu.
        label: Chinese, two to four characters; tip: one sentence of help.
        pinyin: initials of the label, for the palette.
        foot: place in the key line; 0 is not shown there, a lower number stays when it is narrow.
        needs: the action of :mod:`xinfang_tui.staff` that it takes; empty: everybody may.
    """

    id: str
    keys: str
    label: str
    tip: str
    pinyin: str
    foot: int = 0
    needs: str = ""

    @property
    def section(self) -> str:
        """The screen, or group of screens, it belongs to."""
        return self.id.partition(".")[0]

    @property
    def action(self) -> str:
        """The Textual action that does it."""
        return self.id.partition(".")[2]

    @property
    def key(self) -> str:
        """The first key, as people write it, digits as 1–6; empty when it has none."""
        keys = self.keys.split(",")
        if len(keys) > 1 and all(key.isdigit() for key in keys):
            return f"{keys[0]}–{keys[-1]}"
        return key_name(keys[0]) if self.keys else ""

    def rekeyed(self, keymap: Mapping[str, str]) -> Command:
        """The command with the user's own keys where the settings name some."""
        keys = keymap.get(self.id)
        if not keys:
            return self
        return replace(self, keys=keys)

    def matches(self, query: str) -> bool:
        """Whether it is meant by words or pinyin initials."""
        query = query.strip().lower()
        return query in self.label or query in self.tip or self.pinyin.startswith(query)


def bindings(commands: Iterable[Command]) -> list[Binding]:
    """Textual bindings of the commands, full-width twins added.

    A command without a key stands under a name that no keyboard sends: Textual's keymap changes
    only bindings that are there.
    """
    return [
        Binding(
            with_twins(command.keys) or f"no_key_{command.id}",
            command.action,
            command.label,
            key_display=command.key,
            tooltip=command.tip,
            id=command.id,
        )
        for command in commands
    ]


def keymap(own: Mapping[str, str]) -> dict[str, str]:
    """The user's keys as Textual takes them, twins added."""
    return {name: with_twins(keys) for name, keys in own.items() if keys}


def rival(chosen: Command, keys: Iterable[str], commands: Iterable[Command]) -> Command | None:
    """Another command that answers to one of these keys where the chosen one can be in hand.

    Those of the whole program are in hand everywhere, those between the screens on each of these.
    """
    wanted = set(keys)
    return next(
        (
            each
            for each in commands
            if each.id != chosen.id
            and _meet(each.section, chosen.section)
            and wanted & set(each.keys.split(","))
        ),
        None,
    )


def _meet(one: str, other: str) -> bool:
    if one == other or "app" in (one, other):
        return True
    return "main" in (one, other) and bool({one, other} & set(MAIN))
