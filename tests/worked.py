"""Small worked townships for tests: made once, handed out as copies."""

from __future__ import annotations

import json
import shutil
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from xinfang_tui.cli.demo import make
from xinfang_tui.cli.root import root

END = date(2026, 10, 31)
SMALL = {"villages": 3, "households": 45, "months": 2, "seed": 7}


@cache
def made() -> Path:
    """The small township; not to be written to."""
    folder = Path(tempfile.mkdtemp(prefix="worked-")) / "town"
    desk, _ = make(folder, end=END, **SMALL)
    desk.close()
    return folder


def copy(to: Path) -> Path:
    """A small township of one's own."""
    return Path(shutil.copytree(made(), to / "town"))


def xinfang(*args: str, input: str | bytes | None = None) -> Result:
    """Run the command in this process."""
    return CliRunner().invoke(root, list(args), input=input, prog_name="xinfang")


def answered(*args: str, input: Any = None) -> Any:
    """What the command answers with ``--json``; it must have worked and said nothing else."""
    given = json.dumps(input, ensure_ascii=False) if input is not None else None
    result = xinfang(*args, "--json", input=given)
    assert result.exit_code == 0, result.stderr
    assert result.stderr == ""
    return json.loads(result.stdout)


def refused(*args: str, input: str | bytes | None = None) -> str:
    """The reason with which the command refuses."""
    result = xinfang(*args, input=input)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    return result.stderr
