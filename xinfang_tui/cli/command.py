"""Commands and groups that speak Chinese: help pages, usage lines, refusals of wrong usage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

import click

from xinfang_tui.cli import helping, wording
from xinfang_tui.cli.argument import Argument
from xinfang_tui.cli.asked import OPTIONS

HELP_NAMES = {"help_option_names": ["-h", "--help"]}


def options(reports: bool, *, all: bool = False) -> list[click.Option]:
    """The options of the whole program, as a command takes them.

    Args:
        reports: whether ``--json`` is told of; all: whether the others are.
    """
    made = [option() for option in OPTIONS]
    for option in made:
        option.hidden = not (all or (reports and option.name == "json"))
    return made


class Command(click.Command):
    """One command; the options of the whole program are taken after its name too.

    Args:
        reports: whether it answers with data, so that ``--json`` is offered.
        examples: command lines shown at the end of its help page.
        sections: more of the help page: title → (name, words).
    """

    def __init__(
        self,
        *args: Any,
        reports: bool = True,
        examples: Sequence[str] = (),
        sections: Mapping[str, Sequence[tuple[str, str]]] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs["context_settings"] = HELP_NAMES | (kwargs.get("context_settings") or {})
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)
        self.more = dict(sections or {})
        self.params += options(reports)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` in Chinese."""
        return helping.told(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page."""
        formatter.write(helping.page(self, ctx, self.examples, self.more))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write(helping.usage(self, ctx) + "\n")

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line; too many arguments are refused in Chinese."""
        strict, ctx.allow_extra_args = not ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        if rest and strict and not ctx.resilient_parsing:
            ctx.fail(wording.unexpected(rest))
        return rest


class Group(click.Group):
    """A group whose commands stand in their own modules, imported when they are asked for.

    Args:
        table: section title → {command: (module, short help)}; a module holds ``command``, or
            names it after a colon.
    """

    def __init__(
        self, *args: Any, table: dict[str, dict[str, tuple[str, str]]] | None = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("options_metavar", "[选项]")
        kwargs.setdefault("subcommand_metavar", "命令 …")
        kwargs["context_settings"] = HELP_NAMES | (kwargs.get("context_settings") or {})
        super().__init__(*args, **kwargs)
        self.table = table or {}
        self.params += options(False)

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which they are needed."""
        return [name for section in self.table.values() for name in section] + list(self.commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now if it was not before."""
        for section in self.table.values():
            if cmd_name in section:
                module, _, attribute = section[cmd_name][0].partition(":")
                found = getattr(import_module(module), attribute or "command")
                assert isinstance(found, click.Command)
                return found
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command named first; an unknown one is refused with the nearest."""
        command = self.get_command(ctx, args[0])
        if command is None and not ctx.resilient_parsing:
            ctx.fail(wording.unknown_command(args[0], self.list_commands(ctx)))
        return (args[0] if command else None), command, args[1:]

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help`` in Chinese."""
        return helping.told(super().get_help_option(ctx))

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help page with the commands by section."""
        formatter.write(helping.page(self, ctx, (), self.sections(ctx)))

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        formatter.write(helping.usage(self, ctx) + "\n")

    def sections(self, ctx: click.Context) -> dict[str, list[tuple[str, str]]]:
        """Section title → (command, short help)."""
        found = {
            title: [(name, words) for name, (_, words) in section.items()]
            for title, section in self.table.items()
        }
        own = [
            (name, each.get_short_help_str(200).rstrip("。"))
            for name, each in self.commands.items()
        ]
        return found | ({"命令": own} if own else {})


__all__ = ["Argument", "Command", "Group", "options"]
