"""Positional arguments with a Chinese name and a word of help."""

from __future__ import annotations

from typing import Any

import click


class Argument(click.Argument):
    """A positional argument with a word of help."""

    def __init__(self, *args: Any, about: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about = about

    def make_metavar(self, *args: Any, **kwargs: Any) -> str:
        """The Chinese name, with … for several and brackets when it may be left out."""
        name = self.metavar or self.human_readable_name
        name += "…" if self.nargs != 1 else ""
        return name if self.required else f"[{name}]"
