"""What the tests of the store share: places, child processes, and ways to break things."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
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
