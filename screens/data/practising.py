"""The practice township: made in a folder of its own, by this program run once more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Event

from xinfang_tui.refusal import Refused

PRACTICE = "演练"
_LOOK = 0.2
"""Seconds between two looks whether it is to be given up."""


def make_practice(folder: Path, today: str, stop: Event) -> bool:
    """Make the worked township in a folder of its own, marked as practice; False when given up.

    It takes its place when it is whole: what was broken off is begun anew.

    Raises:
        Refused: it could not be made.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"“{folder.name}”里有别的文件", safe="真台账没有动", do="请先移走再开始演练")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    command = [sys.executable, "-m", "xinfang_tui", "--today", today, "demo", str(part)]
    told = _run(command, stop)
    if told is None:
        shutil.rmtree(part, ignore_errors=True)
        return False
    if told:
        raise Refused("演练镇没有做成", safe="真台账没有动", do=told)
    (part / PRACTICE).touch()
    if folder.exists():
        folder.rmdir()
    part.rename(folder)
    return True


def _run(command: Sequence[str], stop: Event) -> str | None:
    """Run a command to its end: why it failed, empty when it did not; None when given up."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    ) as process:
        while True:
            try:
                _, errors = process.communicate(timeout=_LOOK)
                break
            except subprocess.TimeoutExpired:
                if stop.is_set():
                    process.kill()
                    return None
    return (errors.strip().splitlines() or ["原因不明"])[-1] if process.returncode else ""
