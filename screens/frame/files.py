"""Choosing a file or a folder by arrows: where it is, what is in it, one step up."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.frame.dialog import Dialog
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.lines import Lines


class FileDialog(Dialog[Path]):
    """Gives a path, or nothing.

    Args:
        title: what is chosen; endings: of the files shown, empty for all.
        start: the folder it begins in; folders: whether a folder is chosen, not a file.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("backspace,left", "up", show=False),
        Binding("f8", "here", show=False),
        Binding("f6", "typed", show=False),
    ]

    lines = getters.query_one(Lines)
    where = getters.query_one("#files-where", Static)
    typed = getters.query_one("#files-typed", Input)

    def __init__(
        self, title: str, endings: Sequence[str], start: Path, *, folders: bool = False
    ) -> None:
        more = "   F8 就用这个文件夹" if folders else ""
        super().__init__(title, f"回车 打开   退格 上一层   F6 直接输入路径{more}   Esc 返回")
        self._endings = tuple(endings)
        self._folder = start if start.is_dir() else Path.home()
        self._folders = folders

    def body(self) -> Iterable[Widget]:
        """Where, what is there, a line for typing a path."""
        yield Static("", id="files-where", markup=False)
        columns = [
            Column("name", "名称", _name, 0, fill=30),
            Column("size", "大小", lambda row: (row["size"], "soft"), 8, right=True),
            Column("when", "日期", lambda row: (row["when"], "soft"), 16),
        ]
        yield Lines(columns, key="path", empty="这里没有可选的文件")
        yield Input(placeholder="路径", id="files-typed", compact=True)

    def on_mount(self) -> None:
        """Show the first folder."""
        self.lines.styles.height = 13
        self.typed.display = False
        self._show(self._folder)
        self.lines.focus()

    def _show(self, folder: Path) -> None:
        before = self._folder
        self._folder = folder
        self.where.update(str(folder))
        rows = self._rows(folder)
        self.lines.show(rows)
        at = next((i for i, row in enumerate(rows) if row["path"] == str(before)), 0)
        self.lines.stand_on(at)

    def _rows(self, folder: Path) -> list[Row]:
        rows: list[Row] = []
        if folder.parent != folder:
            rows.append(_row(folder.parent, "..", True))
        elif len(_drives()) > 1:
            rows += [_row(drive, str(drive), True) for drive in _drives() if drive != folder]
        try:
            found = sorted(folder.iterdir(), key=lambda path: (not path.is_dir(), path.name))
        except OSError:
            self.where.update(f"{folder}（打不开）")
            return rows
        for path in found:
            if path.name.startswith("."):
                continue
            try:
                is_folder = path.is_dir()
            except OSError:
                continue
            if is_folder or (not self._folders and self._fits(path)):
                rows.append(_row(path, path.name, is_folder))
        return rows

    def _fits(self, path: Path) -> bool:
        return not self._endings or path.suffix.lower() in self._endings

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车 opens a folder or takes a file."""
        path = Path(event.row["path"])
        if event.row["folder"]:
            self._show(path)
        else:
            self.dismiss(path)

    def action_up(self) -> None:
        """退格."""
        if not self.typed.has_focus and self._folder.parent != self._folder:
            self._show(self._folder.parent)

    def action_here(self) -> None:
        """F8 takes the folder itself."""
        if self._folders:
            self.dismiss(self._folder)

    def action_typed(self) -> None:
        """F6: type or paste a path."""
        self.typed.display = True
        self.typed.value = str(self._folder) + os.sep
        self.typed.focus()

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """A typed path is opened or taken."""
        path = Path(event.value.strip().strip('"')).expanduser()
        if path.is_dir() and not self._folders:
            self._show(path)
            self.lines.focus()
        elif path.exists():
            self.dismiss(path)
        else:
            self.where.update(f"没有这个文件：{path}")


def _row(path: Path, name: str, folder: bool) -> Row:
    size = when = ""
    try:
        stat = path.stat()
        when = datetime.fromtimestamp(stat.st_mtime).strftime("%Y-%m-%d %H:%M")
        size = "" if folder else _size(stat.st_size)
    except OSError:
        when = "读不到"
    return {"path": str(path), "name": name, "folder": folder, "size": size, "when": when}


def _name(row: Row) -> Cell:
    return (f"{row['name']}{os.sep}", "accent") if row["folder"] else str(row["name"])


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count > 1_048_576 else f"{max(1, count // 1024)} KB"


def _drives() -> list[Path]:
    if not sys.platform.startswith("win"):
        return [Path("/")]
    return [Path(f"{letter}:\\") for letter in "CDEFGHIJ" if Path(f"{letter}:\\").exists()]
