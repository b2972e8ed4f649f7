"""The program on the screen: nine screens over one desk."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

if not sys.platform.startswith("win"):
    # A commit of an input method must arrive whole; terminals that speak the kitty protocol
    # otherwise send it in pieces. Textual reads the switch when it is first imported.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.console import RenderableType
from textual.screen import Screen
from textual.widgets import Input, TextArea

import screens
from screens.commands import keymap
from screens.frame.climbs import run_ladder
from screens.frame.everywhere import Everywhere
from screens.frame.page import MAIN, OpenFolder, Page, ShowInLedger
from screens.frame.scrollbars import use_whole_cells
from screens.frame.session import Session
from screens.frame.soundness import look_at_file
from screens.frame.themes import theme_name, themes
from screens.frame.trouble import Trouble, words_of
from screens.opening import opener
from xinfang_tui.desk import Desk
from xinfang_tui.desk.care import restore

SHARED = ("frame", "pieces", "forms")
FOLLOW_EVERY = 1.0
"""Seconds between two looks at the ledger's version."""


def style_sheets() -> list[Path]:
    """The sheets of what all screens share."""
    home = Path(screens.__file__).parent
    return [sheet for folder in SHARED for sheet in sorted((home / folder).glob("*.tcss"))]


class XinfangApp(Everywhere):
    """Opens the first screen of who works, follows the ledger, keeps the keys that work everywhere.

    Args:
        desk: the use cases; closed by whoever opened it.
        follow: whether to look for changes of other windows every second.
    """

    TITLE = "矛盾纠纷排查调处"
    CSS_PATH: ClassVar[list[Any]] = list(style_sheets())
    NOTIFICATION_TIMEOUT = 4

    def __init__(self, desk: Desk, *, follow: bool = True) -> None:
        super().__init__(Session(desk))
        use_whole_cells()
        self.desk = desk
        self._follow = follow
        self._looking = False
        self.opening: OpenFolder | None = None
        for theme in themes():
            self.register_theme(theme)
        self.theme = theme_name(self.colours, False)
        for name in MAIN:
            self.add_mode(name, self._maker(name))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of ours that sheets name, while another theme is still in force."""
        return dict(themes()[0].variables)

    def _maker(self, name: str) -> Callable[[], Screen[Any]]:
        return lambda: opener(name)(self.session)

    async def on_mount(self) -> None:
        """Read who works and how it should look, then show their first screen."""
        session = self.session
        await session.start()
        self.first_version = session.version
        self.theme = theme_name(self.colours, bool(session.ribbon.get("practice")))
        self.set_keymap(keymap(session.keymap))
        await self.switch_mode(session.first_screen)
        if self._follow:
            self.set_interval(FOLLOW_EVERY, self._look)
            self.call_after_refresh(self._run_ladder)
            look_at_file(self, self.desk)

    def _run_ladder(self) -> None:
        """The ladder is run when the program opens."""
        page = self.page
        if page is not None:
            page.work(run_ladder, page, self.session)

    async def _look(self) -> None:
        if self._looking or not self.session.errands.idle:
            return
        self._looking = True
        try:
            if await self.session.moved():
                self.tell_screens()
        except Exception as error:
            self.push_screen(Trouble(words_of(error, self.desk.folder)))
        finally:
            self._looking = False

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        # An input method opens its window at the terminal's cursor. Textual leaves it in a field
        # that was filled by the program, or where a field stood before its note moved it.
        focused = screen.focused
        if isinstance(focused, Input | TextArea):
            self.cursor_position = focused.cursor_screen_offset
        super()._display(screen, renderable)

    async def on_show_in_ledger(self, event: ShowInLedger) -> None:
        """A figure or a list elsewhere is opened in the ledger."""
        await self.switch_mode("ledger")
        page = self.screen_stack[0]
        assert isinstance(page, Page)
        self.call_after_refresh(page.show_only, event.filter)

    def on_open_folder(self, event: OpenFolder) -> None:
        """Another folder is opened, by whoever runs the program."""
        self.opening = event
        self.exit()

    async def on_unmount(self) -> None:
        """Let the desk's thread end."""
        self.session.errands.close()


def run(desk: Desk) -> int:
    """Open the program on a desk, and on those that it asks for after it; gives the exit code."""
    current = desk
    while True:
        app = XinfangApp(current)
        app.run()
        opening = app.opening
        if opening is None:
            break
        today = current.today if current.today != date.today() else None
        if opening.backup is not None or current is not desk:
            current.close()
        if opening.backup is not None and opening.folder is not None:
            restore(opening.folder, opening.backup)
        current = desk if opening.folder is None else Desk.open(opening.folder, today=today)
    if current is not desk:
        current.close()
    return app.return_code or 0
