"""How this machine likes its screens: colours, signs, columns; kept beside the ledger."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from screens.frame.themes import NAMES
from xinfang_tui.notes import read_note, write_note

FILE = "screen.json"


class Preferences:
    """Read when the program opens, written when something is changed.

    Args:
        folder: the data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._record: dict[str, Any] = {}
        self.load()

    @property
    def theme(self) -> str:
        """The colours this machine likes: a key of NAMES."""
        kind = str(self.get("theme", "dark"))
        return kind if kind in NAMES else "dark"

    def load(self) -> None:
        """Read what was kept."""
        self._record = read_note(self._path)

    def get(self, name: str, default: Any = None) -> Any:
        """One preference; what is of another kind than the default counts as never set."""
        kept = self._record.get(name, default)
        return kept if default is None or isinstance(kept, type(default)) else default

    def words(self, name: str) -> tuple[str, ...]:
        """A preference that is a list of words; empty when it was never set."""
        return tuple(each for each in self.get(name, []) if isinstance(each, str))

    def set(self, name: str, value: Any) -> None:
        """Change one and keep it; a folder that cannot be written to is no reason to stop."""
        if self._record.get(name) == value:
            return
        self._record[name] = value
        try:
            write_note(self._path, self._record)
        except OSError:
            return


def poor_console(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> bool:
    """Whether the terminal is one that draws fine signs out of line: a Linux console, an old
    Windows window."""
    if environ.get("TERM") == "linux":
        return True
    return platform.startswith("win") and "WT_SESSION" not in environ
