"""What click says about a wrong command line, in Chinese."""

from __future__ import annotations

from collections.abc import Iterable

import click


def named(param: click.Parameter) -> str:
    """A parameter as the help page writes it: “编号” or “--month”."""
    if isinstance(param, click.Option):
        return " / ".join(param.opts)
    return param.metavar or param.human_readable_name


def reason(error: click.UsageError) -> str:
    """What is wrong, in one sentence."""
    if isinstance(error, click.MissingParameter):
        return _missing(error)
    if isinstance(error, click.BadParameter):
        where = named(error.param) if error.param is not None else str(error.param_hint or "")
        return f"“{where}”不对：{error.message}" if where else error.message
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{_perhaps(error.possibilities)}"
    if isinstance(error, click.BadOptionUsage):
        bare = "does not take" in error.message
        return f"选项“{error.option_name}”后面" + ("不写内容" if bare else "要写内容")
    if isinstance(error, click.BadArgumentUsage):
        return "参数的个数不对"
    if error.message == "Missing command." and isinstance(
        error.ctx and error.ctx.command, click.Group
    ):
        return "没有写要办什么"
    return error.message


def unknown_command(name: str, known: Iterable[str]) -> str:
    """That there is no such command, with the nearest ones."""
    from difflib import get_close_matches

    return f"没有“{name}”这个命令{_perhaps(get_close_matches(name, list(known)))}"


def unexpected(args: Iterable[str]) -> str:
    """That there are more arguments than the command takes."""
    return "多出来的参数：" + " ".join(str(each) for each in args)


def choices(values: Iterable[object]) -> str:
    """What may be chosen, as the end of a sentence."""
    return "可以是：" + "、".join(str(value) for value in values)


def _missing(error: click.MissingParameter) -> str:
    if error.param is None:
        return "缺少参数"
    words = f"缺少“{named(error.param)}”"
    if isinstance(error.param.type, click.Choice):
        words += "，" + choices(error.param.type.choices)
    return words


def _perhaps(possible: Iterable[str] | None) -> str:
    found = sorted(possible or ())
    return "，是不是：" + "、".join(found) if found else ""
