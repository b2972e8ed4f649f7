"""Answers on stdout: one JSON document, or tables and lines for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import click

from xinfang_tui.cli.asked import Asked
from xinfang_tui.documents.text.wrap import width, wrap

Column = tuple[str, str]


def fill_streams() -> None:
    """Open the streams that we were started without, so that what goes there goes nowhere.

    Else the next file opened, the ledger among them, would take their place.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, os.O_RDWR)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))


def speak_utf8() -> None:
    """Write UTF-8 to files and pipes, whatever the machine's old encoding; terminals keep theirs.

    A terminal that cannot show a character gets a ? for it instead of an error.
    """
    for stream in (sys.stdout, sys.stderr):
        change = getattr(stream, "reconfigure", None)
        if change is None or (stream.encoding or "").lower().replace("-", "") == "utf8":
            continue
        if stream.isatty():
            change(errors="replace")
        else:
            change(encoding="utf-8")


def answer(asked: Asked, value: Any, human: Callable[[], str]) -> None:
    """Write what a command found: as JSON when asked so, else as ``human`` words it."""
    if asked.json:
        document(value)
    else:
        click.echo(human())


def document(value: Any) -> None:
    """One JSON document in UTF-8, whatever the terminal speaks."""
    sys.stdout.flush()
    sys.stdout.buffer.write(_spelt(value))
    sys.stdout.buffer.flush()


def _spelt(value: Any) -> bytes:
    import orjson  # not for those who only ask for help

    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS
    options |= orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
    try:
        return orjson.dumps(value, _plain, options)
    except (
        TypeError
    ):  # what only Python's own takes: half a surrogate pair, a number beyond 64 bits
        text = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
        return text.encode("utf-8", "surrogatepass")


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, tuple) else str(value)


def table(rows: Iterable[Mapping[str, Any]], columns: Sequence[tuple[str, str]]) -> str:
    """Rows as a table; ``columns``: (key, title), a key ending in ``>`` stands to the right.

    A column without a title stands only where it says something.
    """
    from tabulate import tabulate

    rows = list(rows)
    columns = [(key, title) for key, title in columns if title or _said(rows, key)]
    keys = [key.rstrip(">") for key, _ in columns]
    cells = [[cell(row.get(key)) for key in keys] for row in rows]
    sides = ["right" if key.endswith(">") else "left" for key, _ in columns]
    return str(
        tabulate(
            cells,
            headers=[title for _, title in columns],
            tablefmt="simple",
            disable_numparse=True,
            colalign=sides if cells else None,  # sides of no column are a fault to it
        )
    )


def _said(rows: Iterable[Mapping[str, Any]], key: str) -> bool:
    return any(row.get(key.rstrip(">")) not in (None, "") for row in rows)


def cell(value: Any) -> str:
    """A value as a cell: nothing is empty, yes and no are words."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value).replace("\n", " ").replace("\t", " ")


def facts(pairs: Iterable[tuple[str, Any]]) -> str:
    """Label and value, one a line, values aligned; empty values are left out."""
    known = [(label, cell(value)) for label, value in pairs if value not in (None, "", [], ())]
    column = max((width(label) for label, _ in known), default=0) + 2
    lines: list[str] = []
    for label, value in known:
        head = label + " " * (column - width(label))
        lines += wrap(value, columns(), first=head, rest=" " * column)
    return "\n".join(lines)


def short(text: str, cells: int) -> str:
    """A text cut to a width, with … where something is left out."""
    text = " ".join(text.split())
    if width(text) <= cells:
        return text
    while text and width(text) > cells - 1:
        text = text[:-1]
    return text + "…"


def columns() -> int:
    """Width of the terminal; 100 when the output goes elsewhere."""
    if not sys.stdout.isatty():
        return 100
    import shutil

    return shutil.get_terminal_size((100, 24)).columns
