"""The command `xinfang` itself: its options, and which command stands in which module."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

import click

from xinfang_tui.cli import faults, output
from xinfang_tui.cli.asked import Asked
from xinfang_tui.cli.command import Group, options

NAME, COMPLETE = "xinfang", "_XINFANG_COMPLETE"
_AT = "xinfang_tui.cli.commands."
TABLE: dict[str, dict[str, tuple[str, str]]] = {
    "开始": {
        "demo": (_AT + "demo", "在一个空文件夹里做一个演示镇"),
        "init": (_AT + "init", "为本单位建立台账"),
        "place": (_AT + "places", "村、组、户名册：导入、列出、合村并居"),
        "staff": (_AT + "staff", "工作人员：登记、列出"),
        "settings": (_AT + "settings", "各项设置：查看、修改"),
    },
    "纠纷": {
        "dispute": (_AT + "disputes", "登记、查看、办理一件纠纷，解释它的期限"),
        "ledger": (_AT + "ledger", "台账：列出、导入、导出"),
        "escalate": (_AT + "escalate", "按规则上报到期的纠纷"),
    },
    "每月": {
        "sweep": (_AT + "sweep", "记入户排查、报送、零报告"),
        "month": (_AT + "months", "汇总、调度、通报、办结"),
        "meeting": (_AT + "meetings", "联席会议：召开、决定、结束"),
        "report": (_AT + "reports", "出文书和报表"),
        "filing": (_AT + "filing", "文号、卷宗号：查看、接号、收回"),
    },
    "电脑之间": {
        "machine": (_AT + "machines", "本镇各村的电脑：邀请、加入、注销"),
        "parcel": (_AT + "parcels", "报送包：打包、查看、接收、回执、撤销"),
    },
    "保管": {
        "backup": (_AT + "care:backup", "备份台账"),
        "restore": (_AT + "care:restore", "从备份恢复"),
        "verify": (_AT + "care:verify", "核对台账的每一条"),
        "doctor": (_AT + "care:doctor", "检查这台电脑和台账，说出该做什么"),
        "completion": (_AT + "completion", "命令行自动补全"),
    },
}


class Root(Group):
    """The whole program as a command."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params = [*options(True, all=True)]

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> NoReturn:
        """Run a command line and leave the process with its exit code."""
        output.fill_streams()
        output.speak_utf8()
        if asked := os.environ.get(complete_var or COMPLETE):
            from click.shell_completion import shell_complete

            sys.exit(shell_complete(self, {}, NAME, COMPLETE, asked))
        words = list(sys.argv[1:] if args is None else args)
        asking = Asked()

        def work() -> object:
            with self.make_context(prog_name or NAME, words, obj=asking, **extra) as ctx:
                return self.invoke(ctx)

        sys.exit(faults.guarded(work, lambda: asking.folder))


@click.command(cls=Root, table=TABLE, invoke_without_command=True, subcommand_metavar="[命令 …]")
@click.pass_context
def root(ctx: click.Context) -> None:
    """矛盾纠纷排查调处台账。不写命令就打开程序。

    数据放在 --data 指定的文件夹；没有写就用环境变量 XINFANG_DATA，再没有就用本机的用户数据文件夹。
    """
    if ctx.invoked_subcommand is None:
        from xinfang_tui.cli.program import open_program

        open_program(ctx, ctx.ensure_object(Asked))
