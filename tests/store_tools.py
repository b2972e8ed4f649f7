"""What the tests of the store share: places, child processes, and ways to break things."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import product
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")
ROOT = Path(__file__).parents[1]


@contextmanager
def quick_folder() -> Iterator[Path]:
    """A folder in memory where there is one: syncing costs nothing there."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


def child(code: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    """A Python process that runs ``code`` with text pipes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("environment", {})}  # type: ignore[dict-item]
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
        **options,  # type: ignore[call-overload]
    )


def finished(process: subprocess.Popen[str], said: str | None = None) -> str:
    """What the process said, once it ended well."""
    out, errors = process.communicate(said, timeout=60)
    assert process.returncode == 0, errors
    return out


def raw(path: Path, sql: str, *values: object) -> list[tuple[object, ...]]:
    """Do something to the file behind the store's back."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def preload(source: Path, folder: Path) -> Path:
    """A shared library from C, to be put under a child by LD_PRELOAD; skips where it cannot."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("needs Linux and a C compiler")
    library = folder / f"{source.stem}.so"
    subprocess.run(
        [compiler, "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"],
        check=True,
        capture_output=True,
    )
    return library


def flips(path: Path, index: str, *, step: int = 1, bits: Sequence[int] = (2,)) -> Iterator[None]:
    """The file with one bit of an SQL index flipped, one after the other; then whole again.

    ``index`` may also be an SQL table.
    """
    whole = path.read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    ((root,),) = raw(path, "SELECT rootpage FROM sqlite_master WHERE name = ?", index)
    for page in _tree(whole, size, int(str(root))):
        places = range((page - 1) * size, page * size, step)
        for bit, at in product(bits, (at for at in places if whole[at])):
            data = bytearray(whole)
            data[at] ^= 1 << bit
            path.write_bytes(data)
            yield
    path.write_bytes(whole)


def _tree(whole: bytes, size: int, page: int) -> Iterator[int]:
    """The pages of an index or a table from its root on."""
    yield page
    start = (page - 1) * size
    if whole[start] in (2, 5):  # an inner page: each cell, and the header, begins with a child
        count = int.from_bytes(whole[start + 3 : start + 5], "big")
        cells = [start + 12 + 2 * nth for nth in range(count)]
        starts = [start + int.from_bytes(whole[at : at + 2], "big") for at in cells]
        for at in (*starts, start + 8):
            yield from _tree(whole, size, int.from_bytes(whole[at : at + 4], "big"))


def misled(path: Path, index: str, query: str) -> list[tuple[object, ...]]:
    """Flip the first bit of an SQL index or table that lets a query find something; what it finds.

    In a whole file it finds nothing. The file stays as damaged as that; its pages, and every entry
    of the index, can be read. What the query itself cannot read is passed over.
    """
    assert raw(path, query) == []
    for _ in flips(path, index, bits=(2, 0)):
        with suppress(sqlite3.Error):
            found = raw(path, query)
            raw(path, "PRAGMA integrity_check")
            if found and raw(path, "PRAGMA quick_check") == [("ok",)]:
                return found
    raise AssertionError("no bit does it")
