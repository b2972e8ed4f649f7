"""The bottom line: the keys that work here, each also a place to click."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from screens.commands import Command
from screens.pieces.cells import width


class KeyLine(Widget):
    """Keys and their labels; the less important ones step aside when it is narrow."""

    auto_links = False

    commands: reactive[tuple[Command, ...]] = reactive(())
    current: reactive[str] = reactive("")
    hint: reactive[str] = reactive("")

    def render(self) -> Content:
        """As many keys as fit, in their order."""
        shown = _fitting(self.commands, self.size.width - 1 - width(self.hint))
        parts: list[Content | str | tuple[str, str]] = [" "]
        for command in shown:
            parts.append(self._item(command))
            parts.append(" ")
        if self.hint:
            parts.append((self.hint, "$soft"))
        return Content.assemble(*parts)

    def _item(self, command: Command) -> Content:
        click = Style.from_meta({"@click": _target(command)})
        if command.id == self.current:
            drawn = Content.styled(f"{command.key}{command.label}", "bold $on-accent on $primary")
        else:
            drawn = Content.assemble(
                (command.key, "bold $primary"), (command.label, "$foreground 85%")
            )
        return drawn.stylize(click)


def _target(command: Command) -> str:
    return f"{'app' if command.section == 'app' else 'screen'}.{command.action}"


def _fitting(commands: Iterable[Command], cells: int) -> Sequence[Command]:
    shown = [command for command in commands if command.keys]
    while shown and sum(width(c.key) + width(c.label) + 1 for c in shown) > cells:
        shown.remove(max(shown, key=lambda command: command.foot))
    return shown
