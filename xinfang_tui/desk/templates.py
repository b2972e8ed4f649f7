"""An office's own templates in ``DIR/模板``, and those that a published month was printed on.

A month reprints byte for byte for ever, so the templates it went out on are kept in the ledger:
once each, as an event ``template`` {name, content} on ``template:HASH``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from xinfang_tui.desk.context import Context
from xinfang_tui.diskwords import disk_words
from xinfang_tui.documents.classes import Classes, load_classes, written
from xinfang_tui.documents.paper import Paper
from xinfang_tui.documents.placing import put
from xinfang_tui.documents.render import format_of, render
from xinfang_tui.documents.templates import fill_template, find_template
from xinfang_tui.refusal import Refused

FOLDER = "模板"
CLASSES = "类别对照.toml"
SUFFIXES = (".docx", ".xlsx")
LARGEST = 2_000_000


class Templates:
    """Renders papers on the office's templates where it has some."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def folder(self) -> Path:
        """Where the office puts its templates."""
        return self._context.folder / FOLDER

    def classes(self) -> Classes:
        """How our categories map to the classes of the county's form, as the office's table says.

        Raises:
            Refused: the table cannot be read.
        """
        return load_classes(self.folder / CLASSES, self._context.rules.codes)

    def edit_classes(self) -> tuple[Path, bool]:
        """The office's table of classes, laid there to be edited if it is not; whether it was laid.

        Raises:
            Refused: the table cannot be read or written.
        """
        path, classes = self.folder / CLASSES, self.classes()
        if path.exists():
            return path, False
        put(path, written(classes, self._context.rules.codes).encode())
        return path, True

    def render(self, paper: Paper, path: Path, kept: Mapping[str, str] | None = None) -> bytes:
        """The paper as bytes of a file, on the office's template if it has one.

        Args:
            kept: of a published paper the templates it went out on, suffix → hash; then no other.

        Raises:
            Refused: the template cannot be filled.
        """
        suffix = f".{format_of(path)}"
        if suffix in SUFFIXES and kept is not None and suffix in kept:
            return self._on_kept(paper, kept[suffix], suffix)
        template = find_template(self.folder, paper.kind, suffix) if kept is None else None
        if suffix not in SUFFIXES or template is None:
            return render(paper, path)
        return fill_template(template, paper)

    def keep(self, kind: str) -> dict[str, str]:
        """Keep the templates of a kind of paper for good; suffix → hash.

        Raises:
            Refused: one is too large to be kept, or cannot be read.
        """
        found = {}
        for suffix in SUFFIXES:
            template = find_template(self.folder, kind, suffix)
            if template is not None:
                found[suffix] = self._keep(template)
        return found

    def _keep(self, template: Path) -> str:
        try:
            content = template.read_bytes()
        except OSError as error:
            raise Refused(
                f"读不了模板“{template.name}”（{disk_words(error)}）",
                safe="通报没有发出",
                do="请关掉正在打开它的程序，再试",
            ) from error
        if len(content) > LARGEST:
            raise Refused(
                f"模板“{template.name}”有 {len(content) // 1000} KB，太大了",
                safe="通报没有发出",
                do="请去掉模板里的图片，再试",
            )
        digest = hashlib.blake2b(content, digest_size=16).hexdigest()
        context, subject = self._context, f"template:{digest}"
        if not context.journal.of(subject):
            from base64 import b64encode

            data = {"name": template.name, "content": b64encode(content).decode()}
            on = context.today.isoformat()
            context.journal.append(subject, "template", data, by=context.who, on=on, new=True)
        return digest

    def _on_kept(self, paper: Paper, digest: str, suffix: str) -> bytes:
        events = self._context.journal.of(f"template:{digest}")
        if not events:
            raise Refused(
                f"{paper.month} 的文书是按模板印的，本机没有这份模板",
                safe="没有生成文书",
                do="请在发出通报的电脑上重印，或改用 .md、.html、.txt",
            )
        from base64 import b64decode
        from tempfile import TemporaryDirectory

        with TemporaryDirectory() as spare:
            template = Path(spare) / f"模板{suffix}"
            template.write_bytes(b64decode(str(events[0].payload["content"])))
            return fill_template(template, paper)
