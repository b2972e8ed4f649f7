"""Small notes beside the ledger, each one JSON file that is replaced as a whole.

A crash or a power cut leaves the one before or the new one, never half of either.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def write_note(path: Path, record: Mapping[str, Any]) -> None:
    """Replace a JSON file as a whole; on return it is on the disk.

    Raises:
        OSError: it could not be written; the file before is untouched.
    """
    import tempfile  # not for those who only read

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
        record = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
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
