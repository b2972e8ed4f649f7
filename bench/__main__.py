"""`make bench`: every measurement as a ratio taken in one run, against its limit.

`python -m bench [--quick] [NAME…]` runs some only; `--quick` measures on small sizes, where the
ratios say less.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tabulate import tabulate

import bench

QUICK: dict[str, dict[str, Any]] = {
    "store": {"DISPUTES": 5_000, "STOCK": 2_000, "SAVES": 60, "OPENINGS": 20},
    "exchange": {"PARCELS": 20, "MATTERS": 2_000},
    "month": {"DISPUTES": 5_000, "IN_MONTH": 300, "ROUNDS": 3},
    "papers": {"ROWS": 2_000, "ROUNDS": 2},
    "ladder": {"SMALL": 5_000, "LARGE": 10_000, "DUE": 100, "ROUNDS": 3},
    "imports": {"ROWS": 1_000, "ROUNDS": 2},
    "answers": {"ROUNDS": 2},
}
Row = tuple[str, float, float | None]


def modules(wanted: list[str]) -> Iterator[ModuleType]:
    """The modules of this folder that measure something, all or those named."""
    for info in pkgutil.iter_modules(bench.__path__):
        if info.name.startswith("_") or (wanted and info.name not in wanted):
            continue
        module = importlib.import_module(f"bench.{info.name}")
        if hasattr(module, "run"):
            yield module


def measure(module: ModuleType, *, quick: bool) -> list[Row]:
    """What a module reports: name, ratio, limit (None: only told)."""
    rows: list[Row] = []
    if quick:
        for name, value in QUICK.get(module.__name__.rpartition(".")[2], {}).items():
            setattr(module, name, value)
    module.run(lambda name, ratio, limit=None: rows.append((name, ratio, limit)))
    return rows


def table(rows: list[Row]) -> str:
    """The rows as a table: name, ratio, limit, whether it holds."""
    cells = [
        [name, f"{ratio:.2f}", "" if limit is None else f"≤ {limit:g}", _mark(ratio, limit)]
        for name, ratio, limit in rows
    ]
    headers = ["量什么", "比值", "限", ""]
    sides = ["left", "right", "right", "left"]
    return str(tabulate(cells, headers, "simple", colalign=sides, disable_numparse=True))


def _mark(ratio: float, limit: float | None) -> str:
    return "" if limit is None else "✓" if ratio <= limit else "✗"


def main() -> int:
    """Measure and print; 1 when a limit is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes")
    parser.add_argument("names", nargs="*", metavar="NAME", help="modules of bench/ to run")
    asked = parser.parse_args()
    rows: list[Row] = []
    for module in modules(asked.names):
        start = time.perf_counter()
        found = measure(module, quick=asked.quick)
        rows += found
        seconds = time.perf_counter() - start
        print(f"{module.__name__}  {seconds:.0f} s", file=sys.stderr, flush=True)
    print(table(rows))
    return int(any(_mark(ratio, limit) == "✗" for _, ratio, limit in rows))


if __name__ == "__main__":
    sys.exit(main())
