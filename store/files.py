"""Small things about files that durability needs."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path


def sync_file(path: Path) -> None:
    """Make a file's content durable.

    Raises:
        OSError: the disk says no.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system has a way to."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def free_name(path: Path) -> Path:
    """The path itself, or with -2, -3 … before its suffix when it is taken."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free


def half_of(path: Path) -> Path:
    """A name beside a file for what is written before it bears its own."""
    return path.with_name(f"{path.name}.{os.urandom(4).hex()}.half")


_HALF = r".+\.[0-9a-f]{8}\.half(-journal)?"
ABANDONED = 3600
"""Seconds after which nobody is writing a half-written copy any more."""


def clear_halves(folder: Path, older: float = ABANDONED) -> None:
    """Remove the half-written copies of a ledger that a broken-off process left in a folder.

    Args:
        older: only those that nobody wrote to for so many seconds.

    Raises:
        OSError: one cannot be removed.
    """
    for path in folder.glob("*.half*"):
        with suppress(FileNotFoundError):
            if re.fullmatch(_HALF, path.name) and time.time() - path.stat().st_mtime >= older:
                path.unlink()
