"""Putting a file in its place whole or not at all, by way of a neighbour."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from xinfang_tui.diskwords import FULL, disk_words
from xinfang_tui.refusal import Refused

_DO = "请关掉正在打开它的程序，或换一个文件夹再试"
_ROOM = "请腾出空间，或换一个磁盘再试"


def try_place(path: Path, do: str = _DO) -> None:
    """See whether a file could be put in its place; errors as :func:`placed`."""
    neighbour = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        neighbour.write_bytes(b"")
    except OSError as error:
        raise _unfit(path, error, do) from error
    finally:
        with suppress(OSError):
            neighbour.unlink(missing_ok=True)


@contextmanager
def placed(path: Path, do: str = _DO) -> Iterator[Path]:
    """A neighbour of ``path`` to write; it takes the place of ``path`` when all of it was written.

    Args:
        do: the advice when the file cannot be written.

    Raises:
        Refused: the folder cannot be written to, or the file is open elsewhere.
    """
    partial = path.with_name(f".{path.stem}.partial{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise _unfit(path, error, do) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _unfit(path: Path, error: OSError, do: str) -> Refused:
    return Refused(
        f"写不进文件“{path.name}”：{disk_words(error)}",
        safe="台账没有改动",
        do=_ROOM if error.errno in FULL else do,
    )


def put(path: Path, content: bytes, do: str = _DO) -> Path:
    """Write a file whole; errors as :func:`placed`."""
    with placed(path, do) as partial:
        partial.write_bytes(content)
    return path
