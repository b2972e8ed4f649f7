"""What every full screen is: ribbon, body, keys; data that follows the ledger; one way to fail."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import DescendantFocus
from textual.message import Message
from textual.screen import Screen
from textual.widget import Widget
from textual.worker import Worker

from screens.commands import Command, bindings
from screens.frame.keyline import KeyLine
from screens.frame.ribbon import Ribbon
from screens.frame.session import Session
from screens.frame.trouble import Trouble, words_of
from screens.frame.typeahead import ASKED_FOR
from screens.opening import MAIN
from screens.registry import command, section


class ShowInLedger(Message):
    """The ledger is to show what fits a filter."""

    bubble = True

    def __init__(self, filter: Mapping[str, Any]) -> None:
        super().__init__()
        self.filter = dict(filter)


class OpenFolder(Message):
    """The program is to open another folder, or this one again after putting a backup in place.

    Attributes:
        folder: which; None is the one that the program was started with.
        backup: what is put in place of its ledger first.
    """

    bubble = True

    def __init__(self, folder: Path | None, backup: Path | None = None) -> None:
        super().__init__()
        self.folder, self.backup = folder, backup


Job = Callable[..., Coroutine[Any, Any, None]]
FOOT = ("app.register", "app.search", "app.menu", "app.mask")


class Page(Screen[Any]):
    """A screen that fills the terminal.

    A subclass names the sections of the registry that it answers to, yields its body and reads its
    data in :meth:`load`, which runs again whenever the ledger was changed.
    """

    SECTIONS: ClassVar[tuple[str, ...]] = ()
    NAME: ClassVar[str] = ""
    words: ClassVar[str] = ""
    about: ClassVar[str] = ""

    ribbon = getters.query_one(Ribbon)
    keys_line = getters.query_one("#keys", KeyLine)

    def __init_subclass__(cls, **options: Any) -> None:
        cls.BINDINGS = [*cls.BINDINGS, *bindings(section(*cls.SECTIONS))]
        super().__init_subclass__(**options)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._loaded: tuple[int, int, str] | None = None
        self._has_read = False
        self._given: tuple[tuple[int, int, str], Any] | None = None
        self._in_hand: Widget | None = None

    @property
    def ready(self) -> bool:
        """Whether it has read for the first time; what is typed ahead waits for that."""
        return self._has_read

    def compose(self) -> ComposeResult:
        """Ribbon, body, key lines."""
        yield Ribbon()
        with Vertical(id="body"):
            yield from self.body()
        yield from self.key_lines()

    def body(self) -> Iterable[Widget]:
        """What the screen shows."""
        return ()

    def key_lines(self) -> Iterable[Widget]:
        """The key line of a screen that stands above a main one."""
        with Vertical(classes="foot"):
            yield KeyLine(id="keys")

    async def load(self) -> None:
        """Read from the desk and show it; done again when the ledger has changed."""

    def commands(self) -> tuple[Command, ...]:
        """What can be done here now, the user's own keys included."""
        own = (each.rekeyed(self.session.keymap) for each in section(*self.SECTIONS))
        return tuple(each for each in own if not self.hidden(each))

    def hidden(self, command: Command) -> bool:
        """Whether a command makes no sense in the screen's present state."""
        return False

    def why_not(self, command: Command) -> str:
        """Why a command cannot be done now; empty when it can."""
        return self.session.refusal(command)

    def on_mount(self) -> None:
        """Draw the frame, then read; Textual calls this besides the one of a subclass."""
        self.show_frame()
        self.read_first()

    def read_first(self) -> None:
        """Read for the first time."""
        self.reload()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember what had the keys."""
        self._in_hand = event.widget

    def on_screen_resume(self) -> None:
        """Give the keys back to what had them, and read again what changed meanwhile.

        Textual, too, gives them back, but not when the window was not in front for a while.
        """
        if self.focused is None and self._in_hand is not None and self._in_hand.focusable:
            self.set_focus(self._in_hand)
        self.show_frame()
        if self._loaded is not None and self._loaded != self.session.state:
            self.reload()

    def show_frame(self) -> None:
        """Bring ribbon and keys up to date."""
        self.ribbon.marks = self.session.marks
        self.ribbon.set_reactive(Ribbon.record, self.session.ribbon)
        self.ribbon.refresh()
        self.show_keys()

    def show_keys(self) -> None:
        """Bring the keys up to date."""
        foot = [each for each in self.commands() if each.foot and not self.why_not(each)]
        foot += [command(name).rekeyed(self.session.keymap) for name in self.extra_keys()]
        self.keys_line.commands = tuple(foot)

    def extra_keys(self) -> Iterable[str]:
        """Commands of the whole program that the key line shows too."""
        return ("app.menu", "app.mask", "app.back")

    def kept(self) -> str:
        """What leaving the program keeps of what is being typed, in words."""
        return "正在填的留有草稿"

    async def put_by(self) -> None:
        """Keep what is being typed, before the program is left."""

    async def open_page(self, page: Page) -> None:
        """Open a page that is read first: where that is refused, it does not open."""
        state = self.session.state
        page._given = state, await self.session.ask(page.read)
        self.app.push_screen(page)

    def read(self) -> Any:
        """What the page shows, for one that is opened by :meth:`open_page`; in the desk's thread.

        Raises:
            Refused: it may not be seen.
        """

    async def read_now(self) -> Any:
        """What :meth:`read` gives: once what it was opened with, while that is how it stands."""
        given, self._given = self._given, None
        if given is not None and given[0] == self.session.state:
            return given[1]
        return await self.session.ask(self.read)

    def reload(self) -> Worker[None]:
        """Read again, in the background."""
        return self.work(self._load, group="load")

    async def _load(self) -> None:
        """Read once; a reading that failed is over too, one that the next cut short is not."""
        state = self.session.state
        try:
            await self.load()
        except Exception:
            self._has_read = True
            raise
        self._has_read = True
        self._loaded = state
        self.show_frame()

    def work(self, job: Job, *args: Any, group: str = ASKED_FOR) -> Worker[None]:
        """Run a job that waits for the desk; what goes wrong ends in one plain dialog."""
        return self.run_worker(
            partial(self._guarded, job, *args),
            group=group,
            exclusive=group == "load",
            exit_on_error=False,
        )

    async def _guarded(self, job: Job, *args: Any) -> None:
        try:
            await job(*args)
        except Exception as error:
            self.app.push_screen(Trouble(words_of(error, self.session.desk.folder)))

    def say(self, text: str, warn: bool = False) -> None:
        """A toast: what was done."""
        self.notify(text, severity="warning" if warn else "information", markup=False)

    def refused(self, name: str) -> bool:
        """Say why a command cannot be done; False when it can."""
        reason = self.why_not(command(name))
        if reason:
            self.say(reason, warn=True)
        return bool(reason)

    async def show_in_ledger(self, filter: Mapping[str, Any]) -> None:
        """Go to the ledger, showing what fits a filter."""
        self.post_message(ShowInLedger(filter))

    def start_search(self) -> None:
        """F3: screens with a line for searching put the focus there."""

    def show_only(self, filter: Mapping[str, Any]) -> None:
        """Lists of disputes show what fits a filter."""

    def begin(self, name: str) -> None:
        """Do a line of the list that the screen is."""

    def undo(self) -> None:
        """Take back one's own last entry; screens about one matter do it."""
        self.say("打开那一件纠纷，再撤销自己的上一条")


class MainPage(Page):
    """One of the screens that the digits lead to."""

    SECTIONS: ClassVar[tuple[str, ...]] = ("main",)

    nav_line = getters.query_one("#nav", KeyLine)

    def key_lines(self) -> Iterable[Widget]:
        """Own keys, then the digits that lead elsewhere."""
        with Vertical(classes="foot"):
            yield KeyLine(id="keys")
            yield KeyLine(id="nav", classes="nav")

    def extra_keys(self) -> Iterable[str]:
        """Help; the line below has the others."""
        return ("app.help",)

    def show_keys(self) -> None:
        """Bring both lines up to date; F4, whose menu has all that does not fit, stays."""
        super().show_keys()
        self.keys_line.commands = tuple(
            each for each in self.keys_line.commands if each.section != "main"
        )
        names = [f"main.go_{key}" for key in MAIN]
        nav = (command(name).rekeyed(self.session.keymap) for name in (*names, *FOOT))
        self.nav_line.commands = tuple(
            replace(each, foot=0) if each.id == "app.menu" else each for each in nav
        )
        self.nav_line.current = f"main.go_{self.NAME}"

    async def action_go_desk(self) -> None:
        """To 工作台."""
        await self.app.switch_mode("desk")

    async def action_go_sweep(self) -> None:
        """To 排查."""
        await self.app.switch_mode("sweep")

    async def action_go_ledger(self) -> None:
        """To 台账."""
        await self.app.switch_mode("ledger")

    async def action_go_summary(self) -> None:
        """To 汇总."""
        await self.app.switch_mode("summary")

    async def action_go_dispatch(self) -> None:
        """To 调度."""
        await self.app.switch_mode("dispatch")

    async def action_go_bulletin(self) -> None:
        """To 通报."""
        await self.app.switch_mode("bulletin")

    async def action_go_data(self) -> None:
        """To 数据."""
        await self.app.switch_mode("data")

    async def action_go_settings(self) -> None:
        """To 设置."""
        await self.app.switch_mode("settings")
