"""The meeting: one matter a page, a decision for each, then the minutes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from textual import getters
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.dispatch.minutes import minutes_words
from screens.dispatch.opening import decision_fields
from screens.dispatch.whole import call_off, commands_of, not_now, over, set_right
from screens.dispute.facts import facts, head, term
from screens.dispute.trail import TrailView
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.keys import digit_of
from screens.opening import opener
from screens.pieces.cells import fit, width, wrap
from screens.pieces.choice import Choice
from xinfang_tui.desk.afterwards import write_paper
from xinfang_tui.disputes.dispute import RUNGS
from xinfang_tui.meeting.meeting import BACK, DECISION_NAMES
from xinfang_tui.refusal import Refused

_UNASKED = ("leader", "tier", "plan", "helpers")
"""What a decision may say that not every form of one asks for."""


class MeetingPage(Page):
    """A meeting going on, or one that was held."""

    SECTIONS = ("meeting",)
    NAME = "meeting"
    CSS_PATH = "meeting.tcss"
    words = "联席会议"
    about = (
        "一件一页：1 填研究决定，2 看案卷，← → 换件；3 更正日期、地点、主持、参加人，4 取消会议；"
        "都定了按 F8 结束会议并生成纪要。"
    )

    title_line = getters.query_one("#meeting-title", Static)
    case = getters.query_one("#meeting-case", Static)
    decision = getters.query_one("#meeting-decision", Static)
    agenda = getters.query_one("#meeting-agenda", Static)
    trail = getters.query_one(TrailView)

    def __init__(self, session: Session, meeting: str) -> None:
        super().__init__(session)
        self.meeting = meeting
        self.record: Record = {}
        self.dispute: Record = {}
        self.hidden_by = ""
        self.at = 0

    def body(self) -> Iterable[Widget]:
        """The matter at the left, the agenda at the right."""
        yield Static("", id="meeting-title")
        with Horizontal(id="meeting-middle"):
            with VerticalScroll(id="meeting-left", can_focus=False):
                yield Static("", id="meeting-case")
                yield Static("", id="meeting-decision")
                yield TrailView()
            yield Static("", id="meeting-agenda")

    def on_mount(self) -> None:
        """The trail has the keys."""
        self.trail.focus()

    async def load(self) -> None:
        """Read the meeting and the matter in hand."""
        self.record, self.dispute, self.hidden_by = await self.read_now()
        if self.case.size.width:
            self._draw()
        else:
            self.call_after_refresh(self._draw)

    def read(self) -> tuple[Record, Record, str]:
        """The meeting, the matter in hand, and why that may not be seen."""
        desk = self.session.desk
        record = desk.meetings.preview(self.meeting)
        items = record["items"]
        self.at = min(self.at, max(0, len(items) - 1))
        if not items:
            return record, {}, ""
        try:
            return record, desk.disputes.show(items[self.at]["number"]), ""
        except Refused as no:
            return record, {}, no.text

    @property
    def item(self) -> Record | None:
        """The matter in hand."""
        items = self.record.get("items") or []
        return items[self.at] if items else None

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self.record:
            self._draw()

    def _draw(self) -> None:
        record, items = self.record, self.record["items"]
        decided = sum(item["decision"] is not None for item in items)
        where = (
            f"第 {self.at + 1} 件，共 {len(items)} 件，已定 {decided} 件" if items else "没有议题"
        )
        parts = [
            (f"{record['on']} {record['name']}  ", "bold $primary"),
            (where, "bold"),
            (f"  {told}" if (told := over(record)) else "", "bold $warning"),
        ]
        for word, key in (("主持", "chair"), ("地点", "place")):
            more = f"  {word} {record[key] or '没有填'}"
            if width("".join(text for text, _ in parts) + more) > self.size.width - 2:
                break
            parts.append((more, "$soft"))
        self.title_line.update(Content.assemble(*parts))
        self._draw_case()
        self.agenda.update(Content("\n").join([self._line(n, i) for n, i in enumerate(items)]))

    def _draw_case(self) -> None:
        item, dispute = self.item, self.dispute
        if item is None:
            self.case.update("本次会议没有议题")
            return
        if self.hidden_by:
            self._draw_hidden(item)
            return
        session = self.session
        cells = max(20, self.case.size.width)

        def hide(text: object) -> str:
            return session.hide(dispute, text)

        reason = "\n".join(wrap(f"为什么上会：{item['reason']}", cells))
        brief = "\n".join(wrap(hide(dispute.get("brief") or ""), cells)[:3])
        parts = [
            head(dispute, session.marks, hide, cells),
            facts(dispute, session.codes, session.today, cells),
            term(dispute, session.today, cells, explained=False),
            Content.styled(reason, "$warning"),
        ]
        if brief:
            parts.append(Content(brief))
        self.case.update(Content("\n").join(parts))
        words = hide(item.get("words") or "")
        told = "\n".join(wrap(f"决定：{item['decision_name']}。{words}", cells - 2))
        undecided = "没有决定，留到下次" if over(self.record) else "还没有决定，按 1 填写"
        self.decision.update(told if item["decision"] else undecided)
        self.decision.set_class(item["decision"] is not None, "made")
        self.trail.show(dispute.get("trail") or (), session.marks, hide)

    def _draw_hidden(self, item: Record) -> None:
        """A matter that who works may not see: its number and why."""
        cells = max(20, self.case.size.width)
        self.case.update("\n".join(wrap(f"{item['number']}  {self.hidden_by}", cells)))
        self.decision.update("")
        self.decision.set_class(False, "made")
        self.trail.show((), self.session.marks, str)

    def _line(self, number: int, item: Record) -> Content:
        here = number == self.at
        mark = self.session.marks("closed" if item["decision"] else "open")
        text = fit(f"{mark} {item['number']} {item['decision_name'] or '—'}", 26)
        style = "bold $on-accent on $primary" if here else "" if item["decision"] else "$soft"
        return Content.styled(text, style)

    def on_key(self, event: Key) -> None:
        """Full-width digits count."""
        acts = (self.action_decide, self.action_dispute, self.action_correct, self.action_cancel)
        digit = digit_of(event.key)
        if digit is not None and 1 <= digit <= len(acts):
            event.stop()
            acts[digit - 1]()

    def commands(self) -> tuple[Command, ...]:
        """F8 says what it does now."""
        return commands_of(self.record, super().commands())

    def why_not(self, command: Command) -> str:
        """Why a command cannot be done now: the meeting is over, or there is no such matter."""
        now = not_now(self.record, self.at, command.id, self.session.today)
        return now or super().why_not(command)

    def action_next(self) -> None:
        """→"""
        self._turn(1)

    def action_previous(self) -> None:
        """←"""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        items = self.record.get("items") or []
        if items:
            self.at = min(max(self.at + by, 0), len(items) - 1)
            self.reload()

    def action_dispute(self) -> None:
        """2."""
        if self.item is not None:
            self.work(self.open_page, opener("dispute")(self.session, self.item["number"]))

    def action_decide(self) -> None:
        """1; a meeting that is over decides nothing more."""
        if self.item is not None and not self.refused("meeting.decide"):
            self.work(self._decide, self.item)

    async def _decide(self, item: Record) -> None:
        session = self.session
        kinds = [
            Choice(
                key,
                name,
                reason="已在最下一级，不能再退回"
                if key == BACK and item["rung"] == RUNGS[0]
                else "",
            )
            for key, name in DECISION_NAMES.items()
        ]
        title = session.hide(self.dispute, item["title"])[:24]
        kind = await self.app.push_screen_wait(Menu(f"研究决定：{title}", kinds))
        if kind is None:
            return
        people = await session.ask(session.desk.registry.staff)
        names = [str(each["name"]) for each in people if each.get("active", True)]
        standing = (
            item["decision"]
            if item["decision"] and item["decision"].get("decision") == kind
            else {}
        )
        fields = decision_fields(kind, names, str(item["rung"]), str(item["tier"]))
        # What the command line said with it and this form does not ask for stays said.
        said = {name: standing[name] for name in _UNASKED if standing.get(name)}
        for field in fields:
            said.pop(field.name, None)
        form = FormDialog(
            f"{DECISION_NAMES[kind]}：{item['number']} {title}",
            fields,
            session.today,
            values=standing,
        )

        async def save(values: Record) -> Record:
            record = {"number": item["number"], "decision": kind, **said, **values}
            return await session.ask(session.desk.meetings.decide, self.meeting, record)

        if await ask_and_save(self, form, save) is None:
            return
        await session.moved()
        self.say(f"{item['number']} 已记下：{DECISION_NAMES[kind]}")
        items = self.record["items"]
        undecided = [n for n, each in enumerate(items) if not each["decision"] and n != self.at]
        later = [n for n in undecided if n > self.at]
        self.at = (later or undecided or [self.at])[0]
        self.reload()

    def action_correct(self) -> None:
        """3."""
        if not self.refused("meeting.correct"):
            self.work(self._changed, set_right, "已更正，原来写的留在痕迹里")

    def action_cancel(self) -> None:
        """4."""
        if not self.refused("meeting.cancel"):
            self.work(self._changed, call_off, "会议已取消")

    async def _changed(self, ask: Callable[[Page, Record], Awaitable[bool]], told: str) -> None:
        if await ask(self, self.record):
            await self.session.moved()
            self.say(told)
            self.reload()

    def undo(self) -> None:
        """Ctrl+Z: one's own last decision, whose matter is in hand then, or correction."""
        if not self.refused("app.undo"):
            self.work(self._undo)

    async def _undo(self) -> None:
        session = self.session
        answer = await session.ask(session.desk.meetings.undo, self.meeting)
        await session.moved()
        self.say(f"已撤销：{answer['undone']}")
        numbers = [item["number"] for item in answer["items"]]
        if answer["undone_number"] in numbers:
            self.at = numbers.index(answer["undone_number"])
        self.reload()

    def action_close(self) -> None:
        """F8."""
        if not self.refused("meeting.close"):
            self.work(self._write_papers if self.record.get("closed") else self._close)

    async def _close(self) -> None:
        session = self.session
        preview = await session.ask(session.desk.meetings.preview, self.meeting)
        ids = [str(item["id"]) for item in preview["items"]]
        matters = await session.ask(session.desk.disputes.by_ids, ids)
        text = session.hide_all(matters, minutes_words(preview))
        question = Confirm("结束会议并生成纪要？将要写下：", text, yes="结束并写下", no="再看看")
        if not await self.app.push_screen_wait(question):
            return
        answer = await session.ask(session.desk.meetings.close, self.meeting, {})
        await session.moved()
        self.reload()
        passed = answer.get("passed") or []
        await self._write_papers(
            f"会议已结束，{len(answer['written'])} 件已落实"
            + (f"，{len(passed)} 件会前已办结" if passed else "")
            + "；"
        )

    async def _write_papers(self, told: str = "") -> None:
        session = self.session
        for kind in ("minutes", "slips"):
            await session.ask(
                write_paper,
                session.desk.reports,
                kind,
                None,
                done="会议已经结束、记下",
                again="请腾出空间、检查磁盘后，在这里再按 F8 写纪要和交办单",
                meeting=self.meeting,
            )
        self.say(f"{told}纪要、交办单在“文书”文件夹里")
