"""`xinfang completion`: commands completed by the shell."""

from __future__ import annotations

import click

from xinfang_tui.cli.command import Argument, Command
from xinfang_tui.cli.values import one_of

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    cls=Command,
    reports=False,
    params=[
        Argument(["shell"], metavar="bash|zsh|fish", about="用哪种命令行", type=one_of(SHELLS))
    ],
    examples=[
        'bash：eval "$(xinfang completion bash)" 写进 ~/.bashrc',
        'zsh： eval "$(xinfang completion zsh)" 写进 ~/.zshrc',
        "fish：xinfang completion fish > ~/.config/fish/completions/xinfang.fish",
    ],
)
def command(shell: str) -> None:
    """打出自动补全的脚本：按 Tab 补全命令、选项、编号，带中文说明。"""
    from click.shell_completion import get_completion_class

    from xinfang_tui.cli.root import COMPLETE, NAME, root

    found = get_completion_class(shell)
    assert found is not None
    completer = found(root, {}, NAME, COMPLETE)
    click.echo(completer.source_template % completer.source_vars())
