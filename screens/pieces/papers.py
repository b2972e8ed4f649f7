"""Where papers are written when their format was chosen by hand."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = "文书"


def paper_file(folder: Path, label: str, name: str, ending: str) -> Path:
    """A file in the papers' folder, named after the paper and what it is about."""
    safe = re.sub(r'[\\/:*?"<>|\s]+', "_", name)
    home = folder / FOLDER
    home.mkdir(parents=True, exist_ok=True)
    return home / f"{label}_{safe}.{ending}"


def free_name(file: Path) -> Path:
    """The file, or where one stands already the first of 名2, 名3 …: what somebody works on in it
    is not written over."""
    number, free = 2, file
    while free.exists():
        free = file.with_stem(f"{file.stem}{number}")
        number += 1
    return free
