"""What can be done everywhere: the commands of the registry's section ``app``."""

from __future__ import annotations

from collections.abc import Iterable
from inspect import isawaitable
from typing import Any

from textual.app import App

from screens.commands import Command, keymap
from screens.data.tasks import TASKS, Task
from screens.frame.confirm import Confirm
from screens.frame.dialog import Dialog
from screens.frame.help import Help
from screens.frame.menu import Menu
from screens.frame.page import MainPage, Page
from screens.frame.session import Session
from screens.frame.themes import NAMES, theme_name
from screens.frame.trouble import Trouble, words_of
from screens.frame.who import own_first
from screens.opening import opener
from screens.pieces.choice import Choice
from screens.registry import section
from screens.settings.items import ITEMS, Item
from xinfang_tui.staff import ROLES, Staff


class Everywhere:
    """Does the program's own commands.

    Attributes:
        app: the program; session: what its screens share.
        first_version: the ledger's version when the program opened.
    """

    def __init__(self, app: App[None], session: Session) -> None:
        self.app = app
        self.session = session
        self.first_version = -1
        self._registering: tuple[Page, str, Staff | None] | None = None

    @property
    def page(self) -> Page | None:
        """The page in front, under any dialog."""
        pages = [each for each in self.app.screen_stack if isinstance(each, Page)]
        return pages[-1] if pages else None

    def tell_screens(self) -> None:
        """What was shown may have changed: the pages in sight read again."""
        for screen in self.app.screen_stack:
            if isinstance(screen, Page):
                screen.reload()

    async def do(self, name: str, *values: str) -> None:
        """Do a command by its name in the registry."""
        done = getattr(self, name)(*values)
        if isawaitable(done):
            await done

    def tell_failure(self, error: Exception) -> None:
        """A failure that no page caught ends in the same dialog."""
        self.app.push_screen(Trouble(words_of(error, self.session.folder)))

    def help(self) -> None:
        """F1."""
        page = self.page
        if page is not None and page is self.app.screen:
            mine = (each.rekeyed(self.session.keymap) for each in section("app"))
            everywhere = (each for each in mine if each.keys)
            self.app.push_screen(
                Help(page.words, page.about, (*page.commands(), *everywhere), self.session.marks)
            )

    def menu(self) -> None:
        """F4: all that can be done here."""
        page = self.page
        if page is None:
            return
        own = [each for each in page.commands() if each.section != "main"]
        common = [
            each.rekeyed(self.session.keymap)
            for each in section("app")
            if each.action not in ("menu", "palette", "back")
        ]
        self._offer(f"{page.words}：能做什么", [*own, *common])

    def palette(self) -> None:
        """Ctrl+P: everything, by words or pinyin initials."""
        page = self.page
        if page is None:
            return
        listed = {each.id: each for each in (*page.commands(), *section("main"), *section("app"))}
        commands = [each.rekeyed(self.session.keymap) for each in listed.values()]
        self._offer(
            "找办法", commands, [*self._lines("data", TASKS), *self._lines("settings", ITEMS)]
        )

    def _lines(self, mode: str, lines: Iterable[Task | Item]) -> list[Choice]:
        """What the lists of 数据 and 设置 hold, as things to do at once."""
        return [
            Choice((mode, each.id), each.name, each.about, reason=self._reason(each.needs))
            for each in lines
        ]

    def _reason(self, needs: str) -> str:
        return self.session.may_not(needs) if needs else ""

    def _offer(self, title: str, commands: list[Command], more: Iterable[Choice] = ()) -> None:
        page = self.page
        assert page is not None
        choices = [
            Choice(
                each,
                each.label,
                f"{each.key:　<1}  {each.tip}" if each.key else each.tip,
                pinyin=each.pinyin,
                reason=page.why_not(each),
            )
            for each in commands
        ]
        self.app.push_screen(Menu(title, [*choices, *more]), self._run)

    async def _run(self, chosen: Command | tuple[str, str] | None) -> None:
        if chosen is None or self.page is None:
            return
        if isinstance(chosen, tuple):
            mode, name = chosen
            await self.app.switch_mode(mode)
            self.page.begin(name)
            return
        node = self.app if chosen.section == "app" else self.page
        if chosen.section == "main" and not isinstance(self.page, MainPage):
            await self.app.switch_mode(chosen.action.removeprefix("go_"))
            return
        await self.app.run_action(chosen.action, default_namespace=node)

    async def back(self) -> None:
        """Esc: the screen before; on a main screen, the first screen of who works.

        What a screen said goes with it.
        """
        if len(self.app.screen_stack) > 1:
            self.app.clear_notifications()
            self.app.pop_screen()
        elif self.app.current_mode != self.session.first_screen:
            await self.app.switch_mode(self.session.first_screen)

    def refresh(self) -> None:
        """F5."""
        if self.page is not None:
            self.page.work(self._refresh)

    async def _refresh(self) -> None:
        await self.session.moved()
        self.tell_screens()

    def mask(self) -> None:
        """F9; what has to be read to hide all comes right behind."""
        self.session.masked = not self.session.masked
        self.tell_screens()
        if self.session.masked and self.page is not None:
            self.page.work(self._mask_the_rest)
        words = "姓名、电话已隐去" if self.session.masked else "姓名、电话已显示"
        self.app.notify(words, markup=False)

    async def _mask_the_rest(self) -> None:
        await self.session.know_beside()
        self.tell_screens()

    def theme(self) -> None:
        """The next colours."""
        kinds = list(NAMES)
        self.use_theme(kinds[(kinds.index(self.session.theme) + 1) % len(kinds)])

    def use_theme(self, kind: str) -> None:
        """Other colours, kept for the next time."""
        self.session.theme = kind
        self.app.theme = theme_name(kind, bool(self.session.ribbon.get("practice")))
        self.tell_screens()
        self.app.notify(f"颜色：{NAMES[kind]}", markup=False)

    def rekey(self) -> None:
        """The office's keys changed."""
        self.app.set_keymap(keymap(self.session.keymap))
        self.tell_screens()

    def plain(self) -> None:
        """ASCII signs, or the fine ones."""
        self.session.plain = not self.session.plain
        self.app.set_class(self.session.plain, "plain")
        self.tell_screens()

    async def register(self) -> None:
        """F2; a form that is left open on another main screen is gone back to."""
        page = self.page
        if page is None or page.refused("app.register"):
            return
        if page.NAME != "register" and (left := self._left_open()):
            await self.app.switch_mode(left)
            page = self.page
        if page is not None and page.NAME == "register":
            page.say("正在登记：F8 保存，Esc 先放下；要全部清空重填按 F7")
            return
        form = opener("register")(self.session)
        self._registering = form, self.app.current_mode, self.session.staff
        self.app.push_screen(form)

    def _left_open(self) -> str:
        """The mode where whoever works now has a form for registering open."""
        form, mode, staff = self._registering or (None, "", None)
        return mode if form is not None and form.is_attached and staff == self.session.staff else ""

    async def search(self) -> None:
        """F3: the ledger, with the line for searching open."""
        await self.app.switch_mode("ledger")
        page = self.page
        if page is not None:
            self.app.call_after_refresh(page.start_search)

    def person(self) -> None:
        """Somebody else works now."""
        page = self.page
        if page is not None:
            page.work(self._choose_person)

    async def _choose_person(self) -> None:
        people = await self.session.ask(self.session.desk.registry.staff)
        tree = self.session.tree
        choices = [
            Choice(
                each,
                str(each["name"]),
                f"{ROLES[each['role']].name}  {tree.name(each.get('place') or '')}",
            )
            for each in own_first(people, self.session.settings.unit.code)
            if each["role"] in ROLES
        ]
        chosen = await self.app.push_screen_wait(Menu("谁来用？", choices, numbered=True))
        if chosen is not None:
            await self.session.work_as(chosen)
            await self.app.switch_mode(self.session.first_screen)
            self.tell_screens()
            self.app.notify(f"现在是{chosen['name']}", markup=False)

    def undo(self) -> None:
        """Take back one's own last entry."""
        page = self.page
        if page is not None and not page.refused("app.undo"):
            page.undo()

    async def quit(self) -> None:
        """Ask, back up what is new, leave."""
        if isinstance(self.app.screen, Confirm):
            return
        self.app.push_screen(
            Confirm("退出？", f"退出前自动备份；{await self._kept()}。", yes="退出", no="接着用"),
            self._leave,
        )

    def _dialogs(self) -> list[Dialog[Any]]:
        return [each for each in self.app.screen_stack if isinstance(each, Dialog)]

    async def _kept(self) -> str:
        filled = [each for each in self._dialogs() if each.unsaved]
        for each in filled:
            await each.put_by()
        if filled:
            whole = all(each.kept for each in filled)
            return "正在填的留有草稿" if whole else "正在填的还没有保存，退出就没有了"
        return self.page.kept() if self.page is not None else "正在填的留有草稿"

    def _leave(self, yes: bool | None) -> None:
        page = self.page
        if yes and page is not None:
            page.work(self._back_up_and_leave)

    async def _back_up_and_leave(self) -> None:
        session = self.session
        if self.page is not None:
            await self.page.put_by()
        await session.moved()
        if session.version != self.first_version and not session.may_not("backup"):
            self.app.notify("正在备份……", markup=False)
            try:
                await session.ask(session.desk.care.backup)
            except Exception as error:
                if not await self._without_backup(words_of(error, session.folder).wrong):
                    return
        self.app.exit()

    async def _without_backup(self, why: str) -> bool:
        """Ask whether to leave though no backup could be made: a full disk holds nobody here."""
        self.app.clear_notifications()
        question = Confirm(
            "没有备份成，还退出吗？",
            f"{why}。已经保存的都在台账里；请腾出空间或插好 U 盘，在 7 数据里备份一次。",
            yes="退出",
            no="接着用",
        )
        answer: bool | None = await self.app.push_screen_wait(question)
        return bool(answer)
