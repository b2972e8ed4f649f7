"""Small notes beside the ledger: drafts of forms, and how this machine likes its screens.

Each is one JSON file, replaced as a whole, so that a crash or a power cut leaves the one before or
the new one, never half of either. They are of this machine alone: no parcel carries them.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_NAME = re.compile(r"[^\w\-]+")


def write_note(path: Path, record: Mapping[str, Any]) -> None:
    """Replace a JSON file as a whole; on return it is on the disk.

    Raises:
        OSError: it could not be written; the file before is untouched.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(record, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    _settle(path.parent)


def read_note(path: Path) -> dict[str, Any]:
    """What a file holds; empty when there is none or it cannot be read."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _settle(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


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

    def keys(self) -> list[str]:
        """The drafts there are, the newest first."""
        if not self._folder.is_dir():
            return []
        files = sorted(self._folder.glob("*.json"), key=lambda f: f.stat().st_mtime, reverse=True)
        return [file.stem for file in files]
