"""One paper to any format: the one door to the renderers, chosen by a file's suffix."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from xinfang_tui.documents.clean import cleaned
from xinfang_tui.documents.paper import Paper
from xinfang_tui.refusal import Refused


def _docx(paper: Paper) -> bytes:
    from xinfang_tui.documents.docx.write import document

    return document(paper)


def _xlsx(paper: Paper) -> bytes:
    from xinfang_tui.documents.xlsx.book import workbook

    return workbook(paper)


def _csv(paper: Paper) -> bytes:
    from xinfang_tui.documents.text.separated import separated

    return separated(paper)


def _json(paper: Paper) -> bytes:
    from xinfang_tui.documents.paper_json import dumps

    return dumps(paper)


def _md(paper: Paper) -> bytes:
    from xinfang_tui.documents.text.markdown import markdown

    return markdown(paper)


def _html(paper: Paper) -> bytes:
    from xinfang_tui.documents.text.html import html

    return html(paper)


def _txt(paper: Paper) -> bytes:
    from xinfang_tui.documents.text.plain import plain

    return plain(paper)


RENDERERS: dict[str, Callable[[Paper], bytes]] = {
    "docx": _docx,
    "xlsx": _xlsx,
    "csv": _csv,
    "json": _json,
    "md": _md,
    "html": _html,
    "txt": _txt,
}
FORMATS = tuple(RENDERERS)


def format_of(target: str | Path) -> str:
    """The format that a path's suffix, or a bare name such as "md", asks for.

    Raises:
        Refused: none of :data:`FORMATS`.
    """
    text = str(target)
    suffix = Path(text).suffix.lower().lstrip(".") or text.lower().lstrip(".")
    suffix = {"htm": "html", "markdown": "md"}.get(suffix, suffix)
    if suffix not in RENDERERS:
        raise Refused(
            f"不能写成“{Path(text).name}”这种格式",
            do=f"请用这些结尾之一：{'、'.join('.' + name for name in FORMATS)}",
        )
    return suffix


def render(paper: Paper, target: str | Path) -> bytes:
    """The paper as bytes of a file: the same paper always gives the same bytes.

    Args:
        paper: what to render; its texts are cleaned of what files cannot carry.
        target: a path or a format; only the suffix matters.
    """
    return RENDERERS[format_of(target)](cleaned(paper))


def write(paper: Paper, path: Path) -> Path:
    """Render to a file that appears whole or not at all."""
    return put(path, render(paper, path))


def put(path: Path, content: bytes) -> Path:
    """Write a file by way of a neighbour, so that an older one is never left half replaced.

    Raises:
        Refused: the folder cannot be written to, or the file is open elsewhere.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Refused(
            f"写不进文件“{path.name}”：{error.strerror or error}",
            safe="台账没有改动",
            do="请关掉正在打开它的程序，或换一个文件夹再试",
        ) from error
    return path
