"""Holding a name among all windows of the program: the system lets go of it when one ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


_TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EDEADLK})
_OFTEN = 20
"""Times that a file may go between the opening and the lock; then the disk only seems to say so."""


class Hold:
    """A lock on an empty file; the file is there while the lock is, or was broken off with it."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self._path = path
        self._file = file

    @classmethod
    def take(cls, path: Path) -> Hold | None:
        """The hold of a file, made when there is none; None when somebody has it.

        On a disk that knows no locks, or by whose word a file is never the same, everybody gets it.

        Raises:
            OSError: the file cannot be made.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        tries = 0
        while True:
            file = path.open("ab")
            try:
                _lock(file.fileno())
            except OSError as fault:
                if fault.errno in _TAKEN:
                    file.close()
                    return None
            tries += 1
            if _is_still(path, file) or tries == _OFTEN:
                return cls(path, file)
            file.close()  # whoever had it removed the file between the opening and the lock

    def release(self) -> None:
        """Let go of it; twice does nothing."""
        if self._file.closed:
            return
        if sys.platform == "win32":  # where an open file cannot be removed
            self._file.close()
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
        self._file.close()


def _is_still(path: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
