"""What may be written after an option: days, months, paths, whole numbers; refused in Chinese."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from xinfang_tui.cli import wording

_DAY = r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
_BETWEEN = "-./年"
"""What may stand between year and month."""


class Day(click.ParamType[date]):
    """A civil day: 2026-10-31, also 2026.10.31 and 2026年10月31日."""

    name = "日期"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day."""
        if isinstance(value, date):
            return value
        hit = re.fullmatch(_DAY, unicodedata.normalize("NFKC", str(value)).strip())
        try:
            found = date(*(int(part) for part in hit.groups())) if hit else None
        except ValueError:
            found = None
        if found is None or not 1900 <= found.year <= 2199:
            self._no(value, param)
        return found

    def _no(self, value: Any, param: click.Parameter | None) -> NoReturn:
        self.fail(f"没有“{value}”这一天，请写成 2026-10-31 这样", param)


class Month(click.ParamType[str]):
    """A month: 2026-10."""

    name = "月份"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month as the ledger writes it."""
        text = unicodedata.normalize("NFKC", str(value)).strip()
        year, between, number = text[:4], text[4:5], text[5:].removesuffix("月")
        told = f"{year}{number}".isdecimal() and len(year) == 4 and len(number) in (1, 2)
        if not told or between not in _BETWEEN or not 1 <= int(number) <= 12:
            self.fail(f"没有“{value}”这个月份，请写成 2026-10 这样", param)
        return f"{year}-{int(number):02d}"


class Whole(click.ParamType[int]):
    """A whole number in a span."""

    name = "数"

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number."""
        text = unicodedata.normalize("NFKC", str(value)).strip()
        if not text.lstrip("-").isdecimal() or not self.least <= int(text) <= self.most:
            self.fail(f"“{value}”要写 {self.least} 到 {self.most} 之间的整数", param)
        return int(text)


class OneOf(click.Choice[str]):
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word."""
        if str(value) not in self.choices:
            self.fail(f"没有“{value}”，{wording.choices(self.choices)}", param)
        return str(value)


class File(click.ParamType[Path]):
    """A path; whether it stands is asked by whoever opens it."""

    name = "文件"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path, ``~`` expanded."""
        return Path(value).expanduser()

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Let the shell offer files."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, type="file")]


def one_of(words: Iterable[str]) -> OneOf:
    """A choice of words."""
    return OneOf(list(words))


DAY, MONTH, PATH = Day(), Month(), File()
