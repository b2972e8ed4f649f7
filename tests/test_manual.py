"""The manual tells the truth: its pages of commands and keys, and the paths it names."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import click
import pytest

from xinfang_tui.cli.root import root

HOUSE = Path(__file__).parent.parent
PAGES = [HOUSE / "README.md", *sorted((HOUSE / "docs" / "guide").glob("*.md"))]
BUILDERS = [HOUSE / "docs/architecture.md", *sorted((HOUSE / "docs/decisions").glob("*.md"))]


def test_the_pages_of_commands_and_keys_are_those_of_the_program() -> None:
    spec = importlib.util.spec_from_file_location("commands", HOUSE / "docs" / "commands.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name, text in module.pages().items():
        written = (module.GUIDE / name).read_text(encoding="utf-8")
        assert written == text, f"{name} has fallen behind: run `make manual`"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_that_the_manual_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for line in re.findall(r"xinfang((?: +--(?:data|today|user) \S+)*(?: +[a-z]+)+)", text):
        command: click.Command = root
        for word in re.sub(r"--\w+ \S+", "", line).split():
            if not isinstance(command, click.Group):
                break
            found = command.get_command(click.Context(command), word)
            assert found is not None, f"{page.name}: xinfang{line}"
            command = found


@pytest.mark.parametrize("page", [*PAGES, *BUILDERS], ids=lambda page: page.stem)
def test_every_file_that_a_page_points_to_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        assert (page.parent / target).exists(), f"{page.name}: {target}"
    for path in re.findall(r"`([\w./-]+/[\w.-]+\.(?:py|toml|tcss))`", text, re.ASCII):
        rooms = (HOUSE, HOUSE / "xinfang_tui")
        assert any((room / path).exists() for room in rooms), f"{page.name}: {path}"
