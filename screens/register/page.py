"""F2: registering a matter. Nothing typed is lost: the draft is kept while one types."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from textual import getters, on
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import ContentSwitcher, Static

from screens.door import Record
from screens.forms.editors import LineEditor
from screens.forms.fields import Fields
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.register.accusing import ANSWERS, ASKED, Accusing, what_becomes_of_it
from screens.register.fields import DANGER, first_page, record_of, second_page
from screens.register.likely import Likely
from screens.register.told import registered_words
from xinfang_tui.diskwords import disk_words
from xinfang_tui.places import Household

_REST = 0.4
_STILL_HERE = "请先不要离开这张表，腾出空间、检查磁盘后再按 F8 保存。"
_ASKED_FOR_DUPLICATES = frozenset({"title", "village", "one", "other", "category", "occurred_on"})


class RegisterPage(Page):
    """The form; gives back the dispute registered, or nothing.

    Args:
        start: values that are known already, as from a walk: village and household.
    """

    SECTIONS = ("form",)
    NAME = "register"
    CSS_PATH = "page.tcss"
    words = "登记矛盾纠纷"
    about = "回车到下一项；F8 保存。按 Esc 先放下，草稿留着，下次 F2 接着填。"

    switcher = getters.query_one(ContentSwitcher)
    title_line = getters.query_one("#register-title", Static)
    warning = getters.query_one("#register-warning", Static)
    likely = getters.query_one(Likely)

    def __init__(self, session: Session, start: Mapping[str, Any] | None = None) -> None:
        super().__init__(session)
        self.start = dict(start or {})
        self.household: Household | None = self.start.pop("household", None)
        self._own = session.drafts.own(self._about())
        self._first: Fields | None = None
        self._second: Fields | None = None
        self._heads: tuple[Household, ...] = ()
        self._staff: list[str] = []
        self._rest: Timer | None = None
        self._guessed: Any = None
        self._kept: dict[str, Any] = {}
        self._done = False
        self._no_draft = ""
        self._at_title = False
        self._accusing = Accusing()
        self._found: list[Record] = []

    def _about(self) -> str:
        """What its draft goes by: who works for one village sees nothing of another's."""
        session = self.session
        if self.household is not None:
            return f"登记-{self.household.code}"
        shared = session.scope and session.settings.unit.level != "village"
        return f"登记_{session.scope}" if shared else "登记"

    @property
    def ready(self) -> bool:
        """Whether its first line is in hand; what it reads again says nothing of that."""
        return self._at_title

    def body(self) -> Iterable[Widget]:
        """Title, warning, the pages, likely duplicates beside or below."""
        yield Static("", id="register-title")
        yield Static("", id="register-warning", markup=False)
        with Horizontal(id="register-main"):
            yield ContentSwitcher(id="register-pages")
            yield Likely()

    def extra_keys(self) -> Iterable[str]:
        """Help."""
        return ("app.help",)

    async def load(self) -> None:
        """Names are hidden or shown now, or another window saved; what is typed stays."""
        if self._at_title and not self._done:
            await self._look_for_duplicates()

    def read_first(self) -> None:
        """Read what the form offers, then show it."""
        self.work(self._begin)

    async def _begin(self) -> None:
        try:
            await self._show_form()
        finally:
            self.app.call_later(self._begun)  # behind the call that puts the focus on 事项

    def _begun(self) -> None:
        self._at_title = True

    async def _show_form(self) -> None:
        session = self.session
        people = await session.ask(session.desk.registry.staff)
        self._staff = [str(each["name"]) for each in people if each.get("active", True)]
        draft = await session.ask(self._own.load)
        self._kept = {**self._usual(), **self.start, **draft}
        self._accusing.rule_out(self.values())
        self._know_heads(str(self._kept.get("village") or ""))
        self._first = self._make_first()
        await self.switcher.add_content(self._first, id="page-1", set_current=True)
        self._warn()
        self._first.go_to("title")
        self._title(1)
        if told := self._going_on(bool(draft)):
            self.say(told)
        if draft:  # it may have been saved right before the power went
            await self._look_for_duplicates()
        self.set_class(self.size.width >= 100, "wide")

    def _going_on(self, found: bool) -> str:
        """Of drafts: the one that is gone on with, those that wait, those open elsewhere."""
        if found and self._own.others:
            return f"接着上次没填完的；还有 {self._own.others} 份，这份保存或清空后下次再填"
        if found:
            return "接着上次没填完的；F7 全部清空重填"
        elsewhere = self._own.elsewhere
        return f"没填完的有 {elsewhere} 份正在别处填着，这里另填一份" if elsewhere else ""

    def _usual(self) -> dict[str, Any]:
        session = self.session
        usual: dict[str, Any] = {}
        village = session.scope or session.preferences.get("register.village", "")
        if village:
            usual["village"] = village
        if session.staff is not None:
            usual["handler"] = session.staff.name
        return usual

    def _make_first(self) -> Fields:
        session = self.session
        fields = first_page(
            session.codes,
            session.tree,
            self._staff,
            lambda: self._heads,
            self._veil,
            today=session.today,
        )
        form = Fields(fields, session.today, self._kept)
        title = form.row("title").editor
        assert isinstance(title, LineEditor)
        title.select_on_focus = False  # what is typed goes on with it, never instead of it
        return form

    def _veil(self, head: str) -> str:
        """The name of a head of household as a list may show it now."""
        mask = self.session.mask([head])
        return mask.name(head) if mask is not None else head

    def _know_heads(self, village: str) -> None:
        self._heads = self.session.tree.households(village) if village else ()

    def _title(self, page: int) -> None:
        where = ""
        if self.household is not None:
            where = f"{self.household.group} {self.household.door} 户   "
        self.title_line.update(
            Content.assemble(
                ("登记矛盾纠纷  ", "bold $primary"),
                (where, "bold"),
                (f"第 {page} 页，共 2 页", "$soft"),
            )
        )

    def values(self) -> dict[str, Any]:
        """What is filled in on both pages; of a page not yet shown, what the draft holds of it."""
        pages = [page for page in (self._first, self._second) if page is not None]
        shown = {field.name for page in pages for field in page.specs}
        kept = {} if self._second is not None else self._kept
        found = {name: value for name, value in kept.items() if name not in shown}
        for page in pages:
            found |= page.values()
        return found

    @on(Fields.Changed)
    def changed(self, event: Fields.Changed) -> None:
        """Keep the draft, look for duplicates, when the hands rest."""
        if event.name == "danger":
            self._warn()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(_REST, lambda: self._rested(event.name))

    def _rested(self, name: str) -> None:
        if self._done:
            return
        self.work(self._keep, group="draft")
        if name in _ASKED_FOR_DUPLICATES:
            self.work(self._look_for_duplicates, group="likely")

    async def _keep(self) -> None:
        """Keep the draft; of an accusation nothing stays, not what was typed before it was one.

        What may be one waits for the answer. A disk that takes no draft is told above the form,
        where it stands in nobody's way.
        """
        if self._done:
            return
        before = self._no_draft
        try:
            if self._may_accuse():
                await self.session.ask(self._own.discard)
            else:
                await self.session.ask(self._own.save, self._draft())
            self._no_draft = ""
        except OSError as fault:
            self._no_draft = disk_words(fault)
        if self._no_draft != before:
            self._warn()

    async def put_by(self) -> None:
        """Keep what was typed since the hands rested."""
        await self._keep()

    def kept(self) -> str:
        """What may be an accusation has no draft before it is answered; a full disk takes none."""
        if self._may_accuse():
            return "正在填的像是反映干部的，没有留草稿，退出就没有了"
        if self._no_draft:
            return f"正在填的草稿留不下来（{self._no_draft}），退出就没有了"
        return super().kept()

    def _draft(self) -> dict[str, Any]:
        """What is filled in; nothing when all of it was there from the start.

        The usual is told along, for another village may be usual when the draft comes back.
        """
        usual = self._usual()
        found = self.values()
        plain = {k: v for k, v in found.items() if isinstance(v, str | int | float | list | dict)}
        kept = {k: v for k, v in plain.items() if usual.get(k) != v}
        pages = [page for page in (self._first, self._second) if page is not None]
        given = {f.name: f.default for page in pages for f in page.specs} | self.start
        return plain if any(given.get(k) != v for k, v in kept.items()) else {}

    async def _look_for_duplicates(self) -> None:
        record = record_of(self.values())
        if len(str(record.get("title", ""))) < 2 and not record["parties"]:
            self._found = []
            self._show_likely()
            return
        self._found = await self.session.ask(self.session.desk.disputes.similar, record)
        self._show_likely()

    def _show_likely(self) -> None:
        if self._done:  # what the hands had typed is saved or put down meanwhile
            return
        session = self.session
        self.likely.show(
            [{**each, "title": session.hide(each, each["title"])} for each in self._found]
        )

    @on(Fields.Left)
    def left(self, event: Fields.Left) -> None:
        """The village gives the heads of household, the matter its category."""
        if event.name == "village" and isinstance(event.value, str):
            self._know_heads(event.value)
        elif event.name == "title" and isinstance(event.value, str):
            self._guess(event.value)
        elif event.name == "category":
            self._warn()

    def _guess(self, title: str) -> None:
        fields = self._first
        if fields is None:
            return
        code, sure = self.session.codes.guess(title)
        now = fields.row("category").value
        if sure and now in (None, "", self._guessed):
            self._guessed = code
            fields.fill("category", code)
            fields.row("category").tell("按事项推断，不对请改")

    def _may_accuse(self) -> bool:
        values = self.values()
        return self._accusing.accuses(values) or self._accusing.questionable(values)

    async def _answered(self) -> bool:
        """Ask, where the words give cause, if officials are accused; False when put off."""
        accusing = self._accusing
        if not (accusing.questionable(self.values()) or accusing.answered):
            return True
        answer = await self.app.push_screen_wait(Menu(ASKED, ANSWERS))
        if answer is None:
            return False
        accusing.answer(bool(answer), self.values())
        self._warn()
        await self._keep()
        return True

    def _warn(self) -> None:
        words = ""
        if self._first is not None and self._first.row("danger").value is DANGER:
            words = "先保人身安全：马上打 110，告知派出所和镇里，再补登记。"
        if self._accusing.accuses(self.values()):
            words = what_becomes_of_it(self.session)
        elif self._no_draft:
            words = "\n".join(
                filter(None, (words, f"草稿留不下来：{self._no_draft}。{_STILL_HERE}"))
            )
        self.warning.update(words)
        self.warning.display = bool(words)

    async def action_next_page(self) -> None:
        """PgDn."""
        if self._second is None:
            self._second = Fields(
                second_page(self.session.codes, self.session.today), self.session.today, self._kept
            )
            await self.switcher.add_content(self._second, id="page-2")
        self.switcher.current = "page-2"
        self._second.go_to(self._second.specs[0].name)
        self._title(2)

    def action_previous_page(self) -> None:
        """PgUp."""
        if self._first is not None and self.switcher.current == "page-2":
            self.switcher.current = "page-1"
            self._first.go_to("title")
            self._title(1)

    @on(Fields.Finished)
    def finished(self) -> None:
        """回车 in the last field saves, after a question."""
        self.app.push_screen(Confirm("保存这一件？", self._summary()), self._finish)

    def _finish(self, yes: bool | None) -> None:
        if yes:
            self.action_save()

    def _summary(self) -> str:
        record = record_of(self.values())
        village = self.session.tree.name(str(record.get("village") or ""))
        parties = "、".join(str(each["name"]) for each in record["parties"]) or "没有具名"
        label = self.session.codes.label(str(record.get("category") or "99"))
        return f"{record.get('title', '')}\n{village}  {label}\n当事人：{parties}"

    def action_save(self) -> None:
        """F8: check both pages, then register."""
        self._guess(str(self.values().get("title") or ""))
        for number, fields in ((2, self._second), (1, self._first)):
            if fields is not None and (problem := fields.check()):
                self.switcher.current = f"page-{number}"
                self._title(number)
                self.say(problem, warn=True)
                return
        self.work(self._save)

    async def _save(self) -> None:
        if self._done:
            return
        if not await self._answered():
            return
        session = self.session
        record: Record = record_of(self.values())
        if self._accusing.answered:
            record["accuses_official"] = True
        answer = await session.ask(session.desk.disputes.add, record)
        self._done = True
        await self._drop_draft()
        session.preferences.set("register.village", str(record.get("village") or ""))
        await session.moved()
        self.app.clear_notifications()
        self.app.notify(registered_words(answer), markup=False)
        self.dismiss(answer)

    async def action_clear(self) -> None:
        """F7: begin anew; asked first, for it lies beside the key that saves."""
        if self._draft():
            question = Confirm("清空重填？", "填了的都不留。", yes="清空", no="接着填")
            self.app.push_screen(question, self._clear)
        else:
            await self._clear(True)

    async def _clear(self, yes: bool | None) -> None:
        if not yes:
            return
        await self._drop_draft()
        self._kept = {**self._usual(), **self.start}
        self._accusing = Accusing()
        self._second = None
        self.switcher.current = None
        await self.switcher.remove_children()
        self._first = self._make_first()
        await self.switcher.add_content(self._first, id="page-1", set_current=True)
        self._warn()
        self._first.go_to("title")
        self._title(1)

    async def action_back(self) -> None:
        """Esc: put it down, the draft stays; what was said of the form goes with it."""
        self.work(self._put_down)

    async def _put_down(self) -> None:
        asking = self._draft() and not self._accusing.answered
        if asking and (not await self._answered() or self._accusing.answered):
            return  # what is to be done with an accusation is told on the form
        self.app.clear_notifications()
        if self._draft() and not self._accusing.accuses(self.values()):
            await self._keep()
            if self._no_draft:
                await self._leave_without()
                return
            again = "回到这一户按 2" if self.household is not None else "F2"
            self.app.notify(f"草稿已留下，{again} 接着填", markup=False)
        else:
            await self._drop_draft()
        await self._leave()

    async def _drop_draft(self) -> None:
        """Drop the draft; one that cannot be dropped holds nobody here."""
        with suppress(OSError):
            await self.session.ask(self._own.discard)

    async def _leave_without(self) -> None:
        """Leave though the draft cannot be kept, when that is what is wanted."""
        question = Confirm(
            "草稿留不下来，还离开吗？",
            f"{self._no_draft}。离开这张表，填了的就没有了。",
            yes="离开",
            no="接着填",
        )
        if await self.app.push_screen_wait(question):
            await self._leave()

    async def _leave(self) -> None:
        self._done = True
        # Behind what is being kept; the form may be opened again before this one is taken down.
        await self.session.ask(self._own.release)
        self.dismiss(None)

    def on_unmount(self) -> None:
        """What was put down waits for the next form, here or in another window."""
        self._own.release()

    def on_resize(self) -> None:
        """With room enough, likely duplicates stand beside the form."""
        self.set_class(self.size.width >= 100, "wide")
