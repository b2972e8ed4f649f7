"""What the command line answers without Textual, from process start to its end, in milliseconds.

On a worked township of 139 matters and three months. Of each the fastest of several rounds: a
machine that is busy with other things adds up to half of it, and that is not the program's. A
Python that loads click alone is told beside.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

Report = Callable[[str, float, float | None], None]

ROUNDS = 9
LIMIT = 300
TODAY, MONTH = "2026-10-31", "2026-10"
NEW = {
    "village": "石桥村",
    "title": "宅基地界址",
    "category": "0201",
    "occurred_on": "2026-10-30",
    "parties": [{"name": "张三"}, {"name": "李四"}],
}
COMMANDS = (
    "ledger list",
    "dispute show NUMBER",
    "dispute add",
    "dispute act NUMBER note",
    "escalate --dry-run",
    f"month status --month {MONTH}",
    f"report brief --month {MONTH}",
    f"report summary --month {MONTH}",
    f"report bulletin --month {MONTH}",
    "parcel status",
    "doctor",
)


def run(report: Report) -> None:
    """Build a worked township in a temporary folder, ask, and report."""
    with TemporaryDirectory() as folder:
        town = Path(folder) / "镇"
        _answer(["demo", str(town)])
        data = ["--data", str(town), "--today", TODAY]
        listed = json.loads(_answer([*data, "--json", "ledger", "list", "--status", "open"]))
        number = str(listed[-1]["number"])
        fastest: dict[str, float] = {}
        bare = float("inf")
        for _ in range(ROUNDS):
            bare = min(bare, _seconds([sys.executable, "-c", "import click"], ""))
            for command in COMMANDS:
                words = command.replace("NUMBER", number).split()
                taken = _seconds([sys.executable, "-m", "xinfang_tui", *data, *words], _said(words))
                fastest[command] = min(taken, fastest.get(command, taken))
    report("只载入 click 的 Python（毫秒）", bare * 1000, None)
    for command, taken in fastest.items():
        report(f"xinfang {command}（毫秒）", taken * 1000, LIMIT)


def _said(words: list[str]) -> str:
    """What a command reads: a new matter, a note."""
    if "add" in words:
        return json.dumps(NEW, ensure_ascii=False)
    return json.dumps({"text": "约在周三"}, ensure_ascii=False) if "act" in words else ""


def _answer(words: list[str]) -> str:
    command = [sys.executable, "-m", "xinfang_tui", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _seconds(command: list[str], said: str) -> float:
    begun = perf_counter()
    subprocess.run(command, input=said, check=True, capture_output=True, text=True)
    return perf_counter() - begun
