"""How a command ends: its exit code, and a plain sentence when something is wrong (§10)."""

from __future__ import annotations

import errno
import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import click

from xinfang_tui.cli import helping, wording
from xinfang_tui.diskwords import disk_words
from xinfang_tui.refusal import Refused

DONE, REFUSED, USAGE = 0, 1, 2
LOG = "错误记录.txt"
_LONG_QUOTE = r"“([^“”]{200})[^“”]{20,}”"
_SHOWING = (__name__, "xinfang_tui.cli.output", "click.utils")
"""The modules that write to the terminal, and to no file."""


def stop_in_words() -> None:
    """Asked by the system to end, a command stops as at ctrl+c: nothing half done, and says so."""

    def stop(_signal: int, _frame: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def guarded(work: Callable[[], object], folder: Callable[[], Path]) -> int:
    """Do it; gives the exit code, and says on stderr what was wrong.

    Args:
        folder: gives the data folder, where an unforeseen fault is written down.
    """
    try:
        result = work()
        sys.stdout.flush()
        return result if isinstance(result, int) and not isinstance(result, bool) else DONE
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        _usage(error)
        return USAGE
    except (Refused, click.ClickException) as no:
        say(_shortened(no.text if isinstance(no, Refused) else no.format_message()))
        return REFUSED
    except (KeyboardInterrupt, EOFError, click.Abort):
        say("已停下。停下之前保存的都在。")
        return REFUSED
    except UnicodeEncodeError as fault:
        say(_half_character(fault) or _unforeseen(fault, folder))
        return REFUSED
    except OSError as fault:
        if _nobody_reads(fault):
            return DONE
        if _not_shown(fault):
            say(
                f"结果写不出来：{disk_words(fault)}。要保存的已经保存，请不要再做一遍。"
                "请换一个地方接收结果，用查看的命令再看。"
            )
            return REFUSED
        say(_unforeseen(fault, folder))
        return REFUSED
    except Exception as fault:
        say(_said_by_store(fault) or _unforeseen(fault, folder))
        return REFUSED


def _shortened(words: str) -> str:
    """A refusal that repeats what was handed in repeats only the beginning of a long text."""
    return re.sub(_LONG_QUOTE, r"“\1……”", words)


def _half_character(fault: UnicodeEncodeError) -> str:
    """What was typed in another encoding than the terminal's reaches us as halves of characters."""
    broken = fault.object[fault.start : fault.end]
    if not all("\ud800" <= each <= "\udfff" for each in broken):
        return ""
    return "命令里有认不出的字符。什么都没有改动。请核对终端的编码（应为 UTF-8），再写一遍。"


def say(words: str) -> None:
    """A line on stderr; a closed stderr is nobody's business."""
    try:
        click.echo(words, err=True)
    except OSError:
        return


def _usage(error: click.UsageError) -> None:
    ctx = error.ctx
    if isinstance(error, click.exceptions.NoArgsIsHelpError) and ctx is not None:
        say(ctx.command.get_help(ctx))
        return
    if ctx is not None:
        say(helping.usage(ctx.command, ctx))
        say(f"看说明：{ctx.command_path} --help")
    say(f"用法不对：{wording.reason(error).rstrip('。')}。")


def _said_by_store(fault: Exception) -> str:
    """The store's own words; it is imported only by commands that open a ledger."""
    store = sys.modules.get("store")
    if store is not None and isinstance(fault, store.StoreError):
        return str(fault.text)
    return ""


def _nobody_reads(fault: OSError) -> bool:
    """Whether the reader of our output has gone; if so, what is left goes nowhere, quietly."""
    # Windows answers EINVAL where others answer EPIPE.
    gone = fault.errno == errno.EPIPE or (os.name == "nt" and fault.errno == errno.EINVAL)
    if gone:
        _to_nowhere()
    return gone


def _not_shown(fault: OSError) -> bool:
    """Whether it is our output that could not be written; if so, what is left goes nowhere."""
    at = fault.__traceback__
    while at is not None and at.tb_next is not None:
        at = at.tb_next
    shown = at is not None and at.tb_frame.f_globals.get("__name__") in _SHOWING
    if shown:
        _to_nowhere()
    return shown


def _to_nowhere() -> None:
    """What is left of our output goes nowhere, quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _unforeseen(fault: BaseException, folder: Callable[[], Path]) -> str:
    """Write the fault down where it can be sent from; the sentence for the user."""
    import tempfile
    import traceback
    from datetime import datetime

    if isinstance(fault, OSError) and fault.errno:
        what = f"读写文件时出错：{disk_words(fault)}"
        what += f"（{fault.filename}）" if fault.filename else ""
    else:
        what = "程序出了意外"
    stamp = datetime.now().isoformat(sep=" ", timespec="seconds")
    trace = "".join(traceback.format_exception(fault))
    for place in (folder, lambda: Path(tempfile.gettempdir())):
        try:
            path = place() / LOG
            if not path.parent.is_dir():
                continue
            with path.open("a", encoding="utf-8") as file:
                file.write(f"==== {stamp}\n{trace}\n")
        except OSError:
            continue
        return f"{what}。已经保存的都在。详情写在“{path}”，请交给管理人员。"
    return f"{what}。已经保存的都在。详情也写不下来，请换一个能写的文件夹再试。"
