"""通报: reading the paper before it goes out, checking it, signing it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from textual import getters, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.bulletin.paper import WIDEST, export
from screens.bulletin.signing import signing_form, still_open
from screens.commands import Command
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import LONG, Field
from screens.frame.confirm import Confirm
from screens.frame.files import FileDialog
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.lines import Lines
from screens.pieces.months import month_name
from screens.pieces.prose import Prose
from xinfang_tui.desk.afterwards import write_paper
from xinfang_tui.desk.paperkinds import KINDS
from xinfang_tui.month.window import shifted

_SIDE = 36
"""Cells beside the paper's text: the check, the space between, the scroll bar."""
_ALONE = 8
"""Cells beside the paper's text where the check stands below it."""
_NARROW = 72
_STEPS = ("draft", "check", "issue", "publish")
_STEP_NAMES = {"draft": "草稿", "check": "自查", "issue": "签发", "publish": "发布"}


class BulletinPage(MainPage):
    """The bulletin of a month."""

    SECTIONS = ("bulletin", "main")
    NAME = "bulletin"
    CSS_PATH = "page.tcss"
    words = "通报"
    about = "通报稿先看，F6 自查，有疑问的写说明，F8 签发发布。发布以后数字和文书不再变。"

    paper = getters.query_one("#paper-text", Static)
    title_line = getters.query_one("#bulletin-title", Static)
    findings = getters.query_one(Lines)
    hint = getters.query_one("#bulletin-hint", Prose)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.status: Record = {}
        self._turned_to = ""
        self._found: dict[str, list[Record]] = {}
        self._checked_at: dict[str, int] = {}

    @property
    def month(self) -> str:
        """The month shown: the one of the ribbon, unless another was turned to."""
        return self._turned_to or self.session.going

    def body(self) -> Iterable[Widget]:
        """The paper at the left, the check at the right, or below it where it is narrow."""
        yield Static("", id="bulletin-title")
        with Horizontal(id="bulletin-middle"):
            with VerticalScroll(id="paper"):
                yield Static("", id="paper-text", markup=False)
            with Vertical(id="bulletin-side"):
                yield Static("自查", classes="title")
                yield Lines(
                    [Column("grave", "", _grave, 1), Column("text", "", lambda row: row["text"])],
                    key="key",
                    head=False,
                    empty="按 F6 自查",
                    moved=self._tell,
                )
                yield Prose(id="bulletin-hint", classes="soft")

    def on_mount(self) -> None:
        """The paper has the keys."""
        self.query_one("#paper").focus()

    def on_resize(self) -> None:
        """Lay the paper out anew."""
        if self.status:
            self.reload()

    async def load(self) -> None:
        """Read the month and have the paper laid out."""
        month = self.month
        narrow = self.size.width < _NARROW
        self.set_class(narrow, "narrow")
        cells = min(WIDEST, self.size.width - (_ALONE if narrow else _SIDE))
        self.status, text = await self.session.ask(self._read, month, cells)
        self._forget_check(month)
        self.paper.update(self.session.marks.paper(text))
        self._draw()

    def _forget_check(self, month: str) -> None:
        """What was found holds no more once the month is out, or the check is open again."""
        if self.status.get("published") or not self._taken("check"):
            self._found.pop(month, None)
            self._checked_at.pop(month, None)

    def _taken(self, step: str) -> bool:
        return (self.status.get("bulletin") or {}).get(step) is not None

    def _read(self, month: str, cells: int) -> tuple[Record, str]:
        desk = self.session.desk
        status = desk.months.status(month)
        return status, desk.reports.preview("bulletin", month=month, width=cells)

    def _draw(self) -> None:
        month = self.month
        published = self.status.get("published")
        parts: list[tuple[str, str]] = [
            ("通报  ", "bold $primary"),
            (f"{month_name(month)}  ", "bold"),
        ]
        if published:
            parts.append(
                (f"已发布 {published.get('on', '')}  校验 {published.get('hash', '')}", "$primary")
            )
        else:
            for step in _STEPS:
                done = self._taken(step)
                mark = self.session.marks("closed" if done else "open")
                parts.append((f"{mark} {_STEP_NAMES[step]}  ", "$primary" if done else "$soft"))
        self.title_line.update(Content.assemble(*parts))
        found = self._found.get(month, [])
        unknown = "已经发布，不再自查" if published else "按 F6 自查"
        self.findings.empty = "自查没有发现问题" if month in self._found else unknown
        self.findings.show(found)
        self.findings.redraw()
        if found:
            return
        missing = [str(each) for each in self.status.get("missing") or ()]
        self.hint.update("" if published else "；".join(missing))

    def _tell(self) -> None:
        """The finding in hand in full."""
        row = self.findings.row
        if row is not None:
            more = "" if self.status.get("published") else "\n回车 写说明，Tab 换到文稿"
            self.hint.update(f"{row['text']}{more}")

    def action_check(self) -> None:
        """F6."""
        self.work(self._check)

    async def _check(self) -> None:
        month = self.month
        if self.status.get("published"):
            self.say("已经发布，数字和文书不再变")
            return
        await self._look(month)
        (self.findings if self._found[month] else self.query_one("#paper")).focus()
        self.reload()

    async def _look(self, month: str) -> None:
        """Check, what was not drafted drafted first; what is found stands for the ledger then."""
        session = self.session
        for step in ("check",) if self._taken("draft") else ("draft", "check"):
            self.status = await session.ask(session.desk.months.bulletin, month, {"step": step})
            self._found[month] = list(self.status.get("findings") or ())
        await session.moved()
        self._checked_at[month] = session.version

    @on(Lines.Chosen)
    def explain(self, event: Lines.Chosen) -> None:
        """回车 on a finding: explain it."""
        if self.status.get("published"):
            self.say("已经发布，说明不再改")
        else:
            self.work(self._explain, event.row)

    async def _explain(self, row: Row) -> None:
        session = self.session
        form = FormDialog(
            "写说明",
            [Field("text", "说明", LONG, required=True, hint="为什么是这样，印在通报里")],
            session.today,
            about=[str(row["text"])],
        )

        async def save(values: Record) -> Record:
            return await session.ask(
                session.desk.months.note, self.month, row["key"], values["text"]
            )

        if await ask_and_save(self, form, save) is not None:
            await self._check()
            self.say("说明已记下，印在通报里")

    def commands(self) -> tuple[Command, ...]:
        """F8 says what it does now."""
        return tuple(self._worded(each) for each in super().commands())

    def _worded(self, command: Command) -> Command:
        if command.action != "publish" or not self.status.get("published"):
            return command
        return replace(command, label="办结", tip="这个月的工作到此结束", needs="close_month")

    def hidden(self, command: Command) -> bool:
        """What a month that is out, or closed, has no use for."""
        if command.action == "publish":
            return self.status.get("stage") == "closed"
        return command.action == "check" and bool(self.status.get("published"))

    def action_publish(self) -> None:
        """F8."""
        if self.status.get("stage") == "closed":
            self.say(f"{month_name(self.month)}已经办结，数字和文书不再变")
        elif self.status.get("published"):
            self.work(self._close_month)
        elif not self.refused("bulletin.publish"):
            self.work(self._publish)

    async def _publish(self) -> None:
        """Check what was not checked as it is now, say what is open, ask, and publish."""
        session, month = self.session, self.month
        await session.moved()
        if self._checked_at.get(month) != session.version:
            await self._look(month)
            self._draw()
        going = await session.ask(session.desk.meetings.going)
        meetings = [each for each in going if each["month"] == month]
        form = signing_form(
            month,
            session.settings,
            session.today,
            still_open(self.status, self._found[month], meetings),
            session.plain,
        )

        async def save(values: Record) -> Record:
            return await session.ask(session.desk.months.bulletin, month, values)

        if await ask_and_save(self, form, save) is None:
            return
        await session.moved()
        self.reload()
        papers = [kind.key for kind in KINDS.values() if kind.frozen]
        for kind in papers:
            await session.ask(
                write_paper,
                session.desk.reports,
                kind,
                None,
                done=f"{month_name(month)}通报已经发布",
                again="请检查磁盘，再按 F7 导出通报稿，到“4 汇总”里导出汇总表",
                month=month,
            )
        self.say(f"{month_name(month)}通报已发布，{len(papers)} 份文书在“文书”文件夹里")

    async def _close_month(self) -> None:
        session, month = self.session, self.month
        question = Confirm(f"{month_name(month)}办结？", "这个月的工作到此结束，数字不再变。")
        if await self.app.push_screen_wait(question):
            await session.ask(session.desk.months.close, month)
            await session.moved()
            on = f"；正在办的是{month_name(session.going)}" if session.going != month else ""
            self.say(f"{month_name(month)}已办结{on}")
            self.reload()

    def action_reopen(self) -> None:
        """A published month is opened again, with reason and approver."""
        if not self.refused("bulletin.reopen"):
            self.work(self._reopen)

    async def _reopen(self) -> None:
        session, month = self.session, self.month
        fields = [
            Field("reason", "理由", LONG, required=True),
            Field("approver", "批准人", required=True),
        ]
        form = FormDialog(f"重开 {month_name(month)}", fields, session.today, save="重开")

        async def save(values: Record) -> Record:
            return await session.ask(
                session.desk.months.reopen, month, values["reason"], values["approver"]
            )

        if await ask_and_save(self, form, save) is not None:
            await session.moved()
            self.say(f"{month_name(month)}已重开")
            self.reload()

    def action_export(self) -> None:
        """F7."""
        if not self.refused("bulletin.export"):
            month = self.month
            self.work(export, self, "bulletin", month, {"month": month})

    def action_scan(self) -> None:
        """The signed scan is filed with its hash."""
        if not self.refused("bulletin.scan"):
            self.work(self._scan)

    async def _scan(self) -> None:
        session = self.session
        path: Path | None = await self.app.push_screen_wait(
            FileDialog("选盖章的扫描件", (".pdf", ".jpg", ".jpeg", ".png", ".ofd"), session.folder)
        )
        if path is None:
            return
        await session.ask(session.desk.reports.scan, self.month, path)
        self.say("扫描件已存进文书文件夹，校验值已记下")

    def action_month_before(self) -> None:
        """←"""
        self._turn(-1)

    def action_month_after(self) -> None:
        """→"""
        self._turn(1)

    def _turn(self, by: int) -> None:
        month = shifted(self.month, by)
        self._turned_to = month if month != self.session.going else ""
        self.reload()


def _grave(row: Row) -> Cell:
    return ("!" if row.get("grave") else "·", "warn")
