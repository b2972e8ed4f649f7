"""The one place where a failure ends: what happened, what is safe, what to do."""

from __future__ import annotations

import sqlite3
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from screens.pieces.prose import Prose
from xinfang_tui.diskwords import disk_words
from xinfang_tui.refusal import Refused

RECORD = "故障记录.txt"


@dataclass(frozen=True, slots=True)
class Words:
    """A failure in three sentences; ``expected`` when it is the program saying no."""

    wrong: str
    safe: str
    do: str
    expected: bool = False


def words_of(error: Exception, folder: Path) -> Words:
    """The words for any failure; one that nobody expected is written down in the data folder."""
    if isinstance(error, Refused):
        return Words(error.wrong, error.safe or "没有改动任何数据", error.do, expected=True)
    wrong = getattr(error, "wrong", "")
    if wrong:
        safe, do = getattr(error, "safe", ""), getattr(error, "do", "")
        return Words(str(wrong), str(safe), str(do), True)
    if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
        return Words(
            "另一个窗口正在写数据，等了一会儿还没等到",
            "已经保存的都在，刚才这一步没有写进去",
            "请过一会儿再做一次",
            True,
        )
    if isinstance(error, PermissionError):
        return Words("没有权限读写这个位置", "台账没有改动", "请换一个文件夹，或检查是否只读")
    if isinstance(error, OSError):
        return Words(
            f"读写磁盘时出错：{disk_words(error)}",
            "已经保存的都在，刚才这一步没有写进去",
            "请检查磁盘空间和 U 盘，再做一次",
        )
    return Words(
        "程序出了意外",
        "已经保存的都在，正在填的留有草稿",
        f"{_noted(error, folder)}可以按 Esc 继续用",
    )


def words_of_damage(found: Sequence[str]) -> Words:
    """The words when the file does not hold together."""
    return Words(
        f"台账文件有损坏：{found[0]}" + (f"，共 {len(found)} 处" if len(found) > 1 else ""),
        "读得出的照常可用，备份都在",
        "请到 7 数据“核对数据”修复；还是不行，再用“恢复备份”换上最近的备份",
    )


def _noted(error: Exception, folder: Path) -> str:
    lines = traceback.format_exception(type(error), error, error.__traceback__)
    try:
        with (folder / RECORD).open("a", encoding="utf-8") as record:
            record.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{''.join(lines)}\n")
    except OSError:
        return ""
    return f"经过记在数据文件夹的“{RECORD}”里，请交给维护人员；"


class Trouble(ModalScreen[None]):
    """A dialog that any key of 回车, Esc closes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,space", "close", "知道了")]

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """Three sentences and how to go on."""
        words = self._words
        with Vertical(id="trouble"):
            yield Static(
                "办不了" if words.expected else "出了点问题", id="trouble-title", markup=False
            )
            yield Prose(_sentence(words.wrong), id="trouble-wrong")
            if words.safe:
                yield Prose(f"放心：{_sentence(words.safe)}")
            if words.do:
                yield Prose(f"下一步：{_sentence(words.do)}", id="trouble-do")
            yield Static("回车 或 Esc 关闭", id="trouble-keys", markup=False)

    def action_close(self) -> None:
        """Go on."""
        self.dismiss(None)


def _sentence(text: str) -> str:
    return text if text.endswith(("。", "？", "！")) else f"{text}。"
