"""One paper to any format: the one door to the renderers, chosen by a file's suffix."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from xinfang_tui.documents.clean import cleaned
from xinfang_tui.documents.paper import Paper
from xinfang_tui.documents.placing import put
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
