"""What the shell offers for a number or a kind, read from the ledger and the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from xinfang_tui.cli.asked import Asked
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.desk.paperkinds import Kind as PaperKind

MOST = 60


class Number(click.ParamType[str]):
    """A dispute's number; the shell offers those of open disputes."""

    name = "编号"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Numbers that begin so; none when the ledger cannot be read."""
        from click.shell_completion import CompletionItem

        from store import StoreError

        try:
            with ctx.ensure_object(Asked).desk(readonly=True) as desk:
                found = desk.disputes.page({"status": "open"}, [("number", False)], 0, 2000)
        except (Refused, StoreError, OSError):
            return []
        fitting = [one["number"] for one in found if one["number"].startswith(incomplete)]
        return [CompletionItem(number) for number in fitting[:MOST]]


class Kind(click.ParamType[str]):
    """A kind of entry; the shell offers them with their Chinese names."""

    name = "种类"

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Kinds that begin so."""
        from click.shell_completion import CompletionItem

        from xinfang_tui.disputes.kinds import KINDS

        return [
            CompletionItem(name, help=kind.label)
            for name, kind in KINDS.items()
            if name.startswith(incomplete)
        ]


class Paper(click.ParamType["PaperKind"]):
    """A kind of paper by its key or Chinese name; the shell offers them."""

    name = "文书"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> PaperKind:
        """The kind."""
        from xinfang_tui.desk.paperkinds import Kind as PaperKind
        from xinfang_tui.desk.paperkinds import kind_of

        if isinstance(value, PaperKind):
            return value
        try:
            return kind_of(str(value))
        except Refused as no:
            self.fail(no.text, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Kinds that begin so."""
        from click.shell_completion import CompletionItem

        from xinfang_tui.desk.paperkinds import KINDS

        return [
            CompletionItem(key, help=kind.name)
            for key, kind in KINDS.items()
            if key.startswith(incomplete)
        ]
