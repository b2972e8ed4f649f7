"""Drafts of forms: what was typed and not yet saved, kept beside the ledger.

They are of this machine alone: no parcel carries them.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xinfang_tui.notes import read_note, write_note

_NAME = re.compile(r"[^\w\-]+")


class Drafts:
    """What was typed into forms and not yet saved.

    Args:
        folder: the data folder; drafts are kept in ``drafts/`` in it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "drafts"

    def _path(self, key: str) -> Path:
        return self._folder / f"{_NAME.sub('_', key)[:80]}.json"

    def save(self, key: str, record: Mapping[str, Any]) -> None:
        """Keep a draft in place of the one before."""
        write_note(self._path(key), record)

    def load(self, key: str) -> dict[str, Any]:
        """A draft; empty when there is none."""
        return read_note(self._path(key))

    def discard(self, key: str) -> None:
        """Drop a draft that was saved for good, or is not wanted."""
        with contextlib.suppress(FileNotFoundError):
            self._path(key).unlink()

    def forget(self, id: str) -> None:
        """Drop every draft about one dispute.

        Raises:
            OSError: one cannot be removed.
        """
        for path in self._folder.glob(f"*_{id}_*.json"):
            path.unlink(missing_ok=True)

    def keys(self) -> list[str]:
        """The drafts there are, the newest first."""
        if not self._folder.is_dir():
            return []
        files = sorted(self._folder.glob("*.json"), key=lambda f: f.stat().st_mtime, reverse=True)
        return [file.stem for file in files]
