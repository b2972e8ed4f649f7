"""Choosing a file or a folder by arrows: where it is, what is in it, one step up.

Where a folder is chosen, its first line takes it, and the files that it is chosen for are shown
quietly: who looks for parcels sees them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from textual import getters, on
from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.frame.dialog import Dialog
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.lines import Lines

_MOST = 13
_AROUND = 10
"""Lines of the sheet beside the list: its title, where it is, a line for typing, the keys."""
_HERE = "here"
_OWN = {"backup": "备份", "parcels": "收发"}
_NOT_FOR_PEOPLE = frozenset({"drafts"})
"""Folders beside a ledger that hold nothing to choose."""


class FileDialog(Dialog[Path]):
    """Gives a path, or nothing.

    Args:
        title: what is chosen; endings: of the files shown, empty for all, or for none where a
            folder is chosen.
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
        keys = "回车 打开   退格 上一层   F6 或直接输入路径   Esc 返回"
        if folders:
            keys = "回车 选定或打开   退格 上一层   F8 就用这里   F6 路径   Esc 返回"
        super().__init__(title, keys)
        self._endings = tuple(endings)
        self._folder = start if start.is_dir() else Path.home()
        self._folders = folders

    def body(self) -> Iterable[Widget]:
        """Where, what is there, a line for typing a path."""
        yield Static("", id="files-where", markup=False)
        columns = [
            Column("name", "名称", self._drawn_name, 0, fill=30),
            Column("size", "大小", lambda row: (row.get("size", ""), "soft"), 8, right=True),
            Column("when", "日期", lambda row: (row.get("when", ""), "soft"), 16),
        ]
        yield Lines(columns, key="path", empty="这里没有可选的文件")
        yield Input(placeholder="路径", id="files-typed", compact=True)

    def on_mount(self) -> None:
        """Show the first folder."""
        self._fit()
        self.typed.display = False
        self._show(self._folder)
        self.lines.focus()

    def on_resize(self) -> None:
        """Keep the line that tells the keys in sight."""
        self._fit()

    def _fit(self) -> None:
        self.lines.styles.height = max(3, min(_MOST, self.app.size.height - _AROUND))

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
        inside: list[Row] = []
        own = (folder / "ledger.db").exists()
        for path in found:
            if path.name.startswith(".") or (own and path.name in _NOT_FOR_PEOPLE):
                continue
            try:
                is_folder = path.is_dir()
            except OSError:
                continue
            if is_folder or self._fits(path):
                called = _OWN.get(path.name, "") if own and is_folder else ""
                inside.append(_row(path, path.name, is_folder, called or _called(path)))
        if self._folders:
            rows.insert(0, self._here(sum(not row["folder"] for row in inside)))
        return [*rows, *inside]

    def _here(self, files: int) -> Row:
        told = f"，里面有 {files} 个文件" if files else ""
        return {"path": _HERE, "name": f"就用这个文件夹{told}", "folder": False}

    def _fits(self, path: Path) -> bool:
        if not self._endings:
            return not self._folders
        return path.suffix.lower() in self._endings

    def _drawn_name(self, row: Row) -> Cell:
        called = (f"　{row['called']}", "soft") if row.get("called") else ("", "")
        if row["folder"]:
            return [(f"{row['name']}{os.sep}", "accent"), called]
        quiet = self._folders and row["path"] != _HERE
        return [(str(row["name"]), "soft" if quiet else ""), called]

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车 opens a folder, or takes a file or the folder that it lies in."""
        path = Path(event.row["path"])
        if event.row["folder"]:
            self._show(path)
        else:
            self.dismiss(self._folder if self._folders else path)

    def action_up(self) -> None:
        """退格."""
        if not self.typed.has_focus and self._folder.parent != self._folder:
            self._show(self._folder.parent)

    def action_here(self) -> None:
        """F8 takes the folder itself."""
        if self._folders:
            self.dismiss(self._folder)

    def action_typed(self) -> None:
        """F6: a path that begins with this folder, chosen whole, so that a paste replaces it."""
        self._type(str(self._folder) + os.sep, chosen=True)

    def on_key(self, event: Key) -> None:
        """What is typed beside the list begins a path; ↑ and ↓ go back to the list."""
        if self.typed.has_focus:
            if event.key in ("up", "down"):
                event.stop()
                self.lines.focus()
        elif event.is_printable and (event.character or "").strip():
            event.stop()
            self._type(event.character or "")

    def on_paste(self, event: Paste) -> None:
        """What is pasted beside the list is a path."""
        lines = event.text.strip().splitlines()
        if lines:
            event.stop()
            self._type(lines[0])

    def _type(self, begun: str, *, chosen: bool = False) -> None:
        self.typed.display = True
        self.typed.select_on_focus = chosen
        self.typed.value = begun
        self.typed.cursor_position = len(begun)
        self.typed.focus()

    @on(Input.Submitted)
    def submitted(self, event: Input.Submitted) -> None:
        """A typed path is opened or taken; a name alone is looked for in the folder shown."""
        typed = event.value.strip().strip("\"'")
        try:
            path = self._folder / Path(typed).expanduser()
            there, is_folder = path.exists(), path.is_dir()
        except (OSError, RuntimeError, ValueError):  # too long for a name, shut off, nobody's home
            self.where.update(f"这个路径打不开：{typed}")
            return
        if not typed:
            self.lines.focus()
        elif is_folder and not self._folders:
            self._show(path)
            self.lines.focus()
        elif there:
            self.dismiss(path if is_folder or not self._folders else path.parent)
        else:
            folder = self._folders or typed.endswith(("/", os.sep))
            self.where.update(f"没有这个{'文件夹' if folder else '文件'}：{path}")


def _called(path: Path) -> str:
    """What a file of the program's own making is; empty for any other."""
    if path.suffix != ".db":
        return ""
    return (
        "台账" if path.stem == "ledger" else "台账备份" if path.stem.startswith("ledger-") else ""
    )


def _row(path: Path, name: str, folder: bool, called: str = "") -> Row:
    size = when = ""
    try:
        stat = path.stat()
        when = datetime.fromtimestamp(stat.st_mtime).strftime("%Y-%m-%d %H:%M")
        size = "" if folder else _size(stat.st_size)
    except OSError:
        when = "读不到"
    return {
        "path": str(path),
        "name": name,
        "called": called,
        "folder": folder,
        "size": size,
        "when": when,
    }


def _size(count: int) -> str:
    return f"{count / 1_048_576:.1f} MB" if count > 1_048_576 else f"{max(1, count // 1024)} KB"


def _drives() -> list[Path]:
    if not sys.platform.startswith("win"):
        return [Path("/")]
    return [Path(f"{letter}:\\") for letter in "CDEFGHIJ" if Path(f"{letter}:\\").exists()]
