"""The program on the screen: nine screens over one desk.

Only what the first text needs is imported here. The desk and the screens are loaded behind it, in a
thread, so that the program shows itself as soon as the terminal can.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

if not sys.platform.startswith("win"):
    # A commit of an input method must arrive whole; terminals that speak the kitty protocol
    # otherwise send it in pieces. Textual reads the switch when it is first imported.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.events import Event, Key, Paste
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Static

import screens
from screens.commands import bindings
from screens.frame.preferences import Preferences
from screens.frame.scrollbars import use_whole_cells
from screens.frame.themes import theme_name, themes
from screens.frame.typeahead import TypeAhead
from screens.opening import MAIN, opener, preload
from screens.registry import section

if TYPE_CHECKING:
    from screens.frame.arrivals import Arrivals
    from screens.frame.everywhere import Everywhere
    from screens.frame.page import OpenFolder, Page, ShowInLedger
    from screens.frame.session import Session
    from xinfang_tui.desk import Desk

SHARED = ("frame", "pieces", "forms")
FOLLOW_EVERY = 1.0
"""Seconds between two looks at the ledger's version."""
ARRIVALS_EVERY = 3.0
"""Seconds between two looks for parcels."""
TOLD_FOR = 30
"""Seconds that a sentence about opening stays."""


def style_sheets() -> list[Path]:
    """The sheets of what all screens share."""
    home = Path(screens.__file__).parent
    return [sheet for folder in SHARED for sheet in sorted((home / folder).glob("*.tcss"))]


class Opening(Screen[None]):
    """The first text, while the ledger is opened; what is typed ahead waits for what follows."""

    ready = False

    def compose(self) -> ComposeResult:
        """One line."""
        yield Static(f"{XinfangApp.TITLE}  正在打开台账……", id="opening")


class XinfangApp(App[None]):
    """Opens the first screen of who works, follows the ledger, keeps the keys that work everywhere.

    Args:
        desk: the use cases, or what opens them; closed by whoever opened it.
        folder: the data folder, for the colours of the first text; follow: whether to look for
            changes of other windows every second.
    """

    TITLE = "矛盾纠纷排查调处"
    CSS_PATH: ClassVar[list[Any]] = list(style_sheets())
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(section("app"))]
    NOTIFICATION_TIMEOUT = 4

    def __init__(
        self, desk: Desk | Callable[[], Desk], *, folder: Path | None = None, follow: bool = True
    ) -> None:
        super().__init__()
        use_whole_cells()
        self._open_desk = desk if callable(desk) else lambda: desk
        self._follow = follow
        self._looking = False
        self._looking_for_parcels = False
        self._session: Session | None = None
        self.everywhere: Everywhere | None = None
        self._arrivals: Arrivals | None = None
        self.opening: OpenFolder | None = None
        self.failure: Exception | None = None
        self._typed = TypeAhead(self, super().on_event, self._handle_exception)
        for theme in themes():
            self.register_theme(theme)
        liked = Preferences(folder).theme if folder is not None else "dark"
        self.theme = theme_name(liked, False)
        for name in MAIN:
            self.add_mode(name, self._maker(name))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The colours of ours that sheets name, while another theme is still in force."""
        return dict(themes()[0].variables)

    def get_default_screen(self) -> Screen[None]:
        """The first text."""
        return Opening()

    def _maker(self, name: str) -> Callable[[], Screen[Any]]:
        return lambda: opener(name)(self.session)

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands, and an input method with it: in the line in hand.

        Read whenever something is drawn, so that no field filled and no line moved takes it away.
        """
        focused = self.screen.focused if self.screen_stack else None
        return getattr(focused, "cursor_screen_offset", self._cursor_position)

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._cursor_position = position

    @property
    def session(self) -> Session:
        """What the screens share, once the desk is open."""
        assert self._session is not None
        return self._session

    @property
    def idle(self) -> bool:
        """Whether a screen is shown, every key answered and nothing being asked of the desk."""
        return self.page is not None and self._typed.idle and self.session.errands.idle

    @property
    def page(self) -> Page | None:
        """The page in front, under any dialog."""
        return self.everywhere.page if self.everywhere is not None else None

    async def on_event(self, event: Event) -> None:
        """Keys and pastes wait until the screen that they are meant for is there."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            self._typed.take(event)
        else:
            await super().on_event(event)

    def on_mount(self) -> None:
        """Open the desk when the first text is there."""
        self.call_after_refresh(self._open)

    async def _open(self) -> None:
        try:
            desk = await asyncio.to_thread(self._load)
            await self._begin(desk)
        except Exception as failure:
            self.failure = failure
            self.exit(return_code=1)

    def _load(self) -> Desk:
        from screens.frame import everywhere, session  # noqa: F401

        return self._open_desk()

    async def _begin(self, desk: Desk) -> None:
        """Read who works and how it should look, then show their first screen."""
        from screens.commands import keymap
        from screens.frame.arrivals import Arrivals
        from screens.frame.climbs import run_ladder
        from screens.frame.everywhere import Everywhere
        from screens.frame.session import Session
        from screens.frame.soundness import look_at_file

        self._session = session = Session(desk)
        self.everywhere = Everywhere(self, session)
        self._arrivals = Arrivals(self, session)
        await session.start()
        self.everywhere.first_version = session.version
        self.theme = theme_name(session.preferences.theme, bool(session.ribbon.get("practice")))
        self.set_keymap(keymap(session.keymap))
        await self.switch_mode(session.first_screen)
        for words in desk.told:
            self.notify(words, severity="warning", timeout=TOLD_FOR, markup=False)
        if self._follow:
            self.set_interval(FOLLOW_EVERY, self.look)
            self.set_interval(ARRIVALS_EVERY, self.look_for_parcels)
            if self.page is not None:
                self.page.work(run_ladder, self.page, session, group="ladder")
            look_at_file(self, desk)
            asyncio.get_running_loop().run_in_executor(None, preload)

    async def look(self) -> None:
        """Look whether the ledger changed; then the pages in sight read again."""
        session, everywhere = self.session, self.everywhere
        if self._looking or everywhere is None or not session.errands.idle:
            return
        self._looking = True
        try:
            if await session.moved():
                everywhere.tell_screens()
        except Exception as error:
            everywhere.tell_failure(error)
        finally:
            self._looking = False

    async def look_for_parcels(self) -> None:
        """Look whether a stick or a folder brought something; it is told, and 数据 offers it."""
        if self._arrivals is None or self._looking_for_parcels:
            return
        self._looking_for_parcels = True
        try:
            if await self._arrivals.look() and self.everywhere is not None:
                self.everywhere.tell_screens()
        except Exception as error:
            if self.everywhere is not None:
                self.everywhere.tell_failure(error)
        finally:
            self._looking_for_parcels = False

    async def on_show_in_ledger(self, event: ShowInLedger) -> None:
        """A figure or a list elsewhere is opened in the ledger."""
        await self.switch_mode("ledger")
        page = self.page
        assert page is not None
        self.call_after_refresh(page.show_only, event.filter)

    def on_open_folder(self, event: OpenFolder) -> None:
        """Another folder is opened, by whoever runs the program."""
        self.opening = event
        self.exit()

    async def run_action(self, *args: Any, **named: Any) -> bool:
        """Do what a key stands for; what goes wrong in it is told, and the program goes on."""
        try:
            return await super().run_action(*args, **named)
        except Exception as error:
            if self.everywhere is None:
                raise
            self.everywhere.tell_failure(error)
            return True

    def _handle_exception(self, error: Exception) -> None:
        """What no screen caught ends the program; the words come after the screen is gone."""
        if self.is_headless:
            super()._handle_exception(error)
        else:
            self.failure = error
            self.exit(return_code=1)

    def on_unmount(self) -> None:
        """Let the desk's thread end."""
        if self._session is not None:
            self._session.errands.close()

    def close_desk(self) -> None:
        """Let go of the ledger, when it was opened."""
        if self._session is not None:
            self._session.desk.close()

    async def _do(self, name: str, *values: str) -> None:
        if self.everywhere is not None:
            await self.everywhere.do(name, *values)

    async def action_help(self) -> None:
        """F1."""
        await self._do("help")

    async def action_menu(self) -> None:
        """F4."""
        await self._do("menu")

    async def action_palette(self) -> None:
        """Ctrl+P."""
        await self._do("palette")

    async def action_back(self) -> None:
        """Esc."""
        await self._do("back")

    async def action_refresh(self) -> None:
        """F5."""
        await self._do("refresh")

    async def action_mask(self) -> None:
        """F9."""
        await self._do("mask")

    async def action_theme(self) -> None:
        """The next colours."""
        await self._do("theme")

    async def action_rekey(self) -> None:
        """The office's keys changed."""
        await self._do("rekey")

    async def action_plain(self) -> None:
        """ASCII signs, or the fine ones."""
        await self._do("plain")

    async def action_register(self) -> None:
        """F2."""
        await self._do("register")

    async def action_search(self) -> None:
        """F3."""
        await self._do("search")

    async def action_person(self) -> None:
        """Somebody else works now."""
        await self._do("person")

    async def action_undo(self) -> None:
        """Take back one's own last entry."""
        await self._do("undo")

    async def action_quit(self) -> None:
        """Ask, back up what is new, leave."""
        await self._do("quit")

    async def action_use_theme(self, kind: str) -> None:
        """Other colours."""
        await self._do("use_theme", kind)
