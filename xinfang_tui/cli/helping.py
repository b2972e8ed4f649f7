"""Help pages in Chinese, laid out by display width."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Mapping, Sequence

import click

from xinfang_tui.cli.argument import Argument
from xinfang_tui.documents.text.wrap import width, wrap

WIDEST, NARROWEST, LABELS = 100, 40, 30
Pair = tuple[str, str]


def told(option: click.Option | None) -> click.Option | None:
    """The help option with its help in Chinese."""
    if option is not None:
        option.help = "显示这一页"
    return option


def usage(command: click.Command, ctx: click.Context) -> str:
    """The usage line."""
    pieces = " ".join(command.collect_usage_pieces(ctx))
    return f"用法：{ctx.command_path} {pieces}".rstrip()


def page(
    command: click.Command,
    ctx: click.Context,
    examples: Sequence[str] = (),
    sections: Mapping[str, Sequence[Pair]] | None = None,
) -> str:
    """The whole help page: usage, what it does, arguments, options, commands, examples."""
    cells = _cells()
    lines = [usage(command, ctx), ""]
    for paragraph in inspect.cleandoc(command.help or "").split("\n"):
        lines += wrap(paragraph, cells - 2, first="  ", rest="  ") if paragraph else [""]
    listed: dict[str, Sequence[Pair]] = {
        "参数": _arguments(command, ctx),
        "选项": _options(command, ctx),
        **(sections or {}),
    }
    for title, pairs in listed.items():
        if pairs:
            lines += ["", f"{title}：", *definitions(pairs, cells)]
    if examples:
        lines += ["", "例：", *(f"  {each}" for each in examples)]
    return "\n".join(lines) + "\n"


def definitions(pairs: Iterable[Pair], cells: int) -> list[str]:
    """Label and words in two columns."""
    known = list(pairs)
    column = min(max(width(label) for label, _ in known), LABELS) + 4
    lines: list[str] = []
    for label, words in known:
        head = "  " + label
        if width(head) > column - 2:
            lines.append(head)
            head = ""
        head += " " * (column - width(head))
        lines += wrap(words, cells, first=head, rest=" " * column)
    return [line.rstrip() for line in lines]


def described(command: click.Command, ctx: click.Context) -> list[Pair]:
    """What a command takes, with its meaning: arguments, then the options that are told of."""
    return [*_arguments(command, ctx), *_options(command, ctx)]


def _arguments(command: click.Command, ctx: click.Context) -> list[Pair]:
    return [
        (param.make_metavar(ctx), param.about)
        for param in command.get_params(ctx)
        if isinstance(param, Argument) and param.about
    ]


def _options(command: click.Command, ctx: click.Context) -> list[Pair]:
    return [
        _option(param)
        for param in command.get_params(ctx)
        if isinstance(param, click.Option) and not param.hidden
    ]


def _option(option: click.Option) -> Pair:
    label = ", ".join(option.opts)
    if not option.is_flag:
        choices = getattr(option.type, "choices", None)
        label += " " + (option.metavar or ("|".join(choices) if choices else "内容"))
    extra = "（必填）" if option.required else ""
    return label, (option.help or "") + extra


def _cells() -> int:
    import shutil

    return max(min(shutil.get_terminal_size((80, 24)).columns, WIDEST), NARROWEST)
