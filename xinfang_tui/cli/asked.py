"""What a command line asks for on the whole: which data, which day, who, and as JSON or not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xinfang_tui.cli.values import DAY, PATH

if TYPE_CHECKING:
    from xinfang_tui.desk import Desk

ENVIRONMENT = "XINFANG_DATA"
LEFT_OUT = (
    "有 {} 条记录损坏，已放在一边，没有算在内；其余照常可用。请运行 xinfang doctor 看怎么办。"
)


@dataclass(eq=False, repr=False, match_args=False)
class Asked:
    """The options of the whole program.

    Attributes:
        data: the folder given by ``--data``; today: the day the work is done on; user: who works.
        json: whether the answer is written as one JSON document.
    """

    data: Path | None = None
    today: date | None = None
    user: str | None = None
    json: bool = False

    @property
    def folder(self) -> Path:
        """The data folder: ``--data``, else ``XINFANG_DATA``, else the platform's own."""
        if self.data is not None:
            return self.data
        if named := os.environ.get(ENVIRONMENT):
            return Path(named).expanduser()
        from platformdirs import user_data_path

        return user_data_path("xinfang", appauthor=False)

    @contextmanager
    def desk(self, *, readonly: bool = False, tells: bool = False) -> Iterator[Desk]:
        """The desk of the data folder, closed at the end.

        Damaged records that were met, and so left out, are told of on stderr.

        Args:
            tells: the command itself tells of them.

        Raises:
            Refused: there is no ledger.
        """
        from xinfang_tui.desk import Desk

        desk = Desk.open(
            self.folder, today=self.today, user=self.user, readonly=readonly, tell=_tell
        )
        for words in desk.told:
            _tell(words)
        try:
            yield desk
            if not tells and (damaged := desk.damaged):
                click.echo(LEFT_OUT.format(damaged), err=True)
        finally:
            desk.close()


def _tell(words: str) -> None:
    click.echo(words, err=True)


pass_asked = click.make_pass_decorator(Asked, ensure=True)


def _keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
    asked = ctx.ensure_object(Asked)
    if value is not None and value is not False:
        setattr(asked, str(param.name), value)


def _option(*names: str, **more: Any) -> Callable[[], click.Option]:
    def made() -> click.Option:
        return click.Option(names, expose_value=False, callback=_keep, **more)

    return made


OPTIONS = (
    _option("--json", is_flag=True, help="结果写成 JSON"),
    _option("--data", type=PATH, metavar="文件夹", help="数据文件夹"),
    _option("--today", type=DAY, metavar="日期", help="按这一天办，如 2026-10-31"),
    _option("--user", metavar="姓名", help="谁在办；不写则没有岗位限制"),
)
"""Taken before the command's name and, mostly untold, after it."""
