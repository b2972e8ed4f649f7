"""汇总: village by village, indicator by indicator; 回车 on a number shows what it counts."""

from __future__ import annotations

from collections.abc import Iterable

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.door import Record
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.pieces.cells import wrap
from screens.pieces.choice import Choice
from screens.pieces.lines import Lines
from screens.pieces.months import month_name
from screens.pieces.papers import paper_file
from screens.summary.tables import TABLES, opens, table
from xinfang_tui.month.figures import KNOWN, READINGS, REPORTED
from xinfang_tui.month.window import shifted

_FORMATS = {
    "xlsx": "Excel 表",
    "docx": "Word 文件",
    "csv": "CSV",
    "md": "文本（.md）",
    "html": "网页",
    "txt": "纯文本",
}


class SummaryPage(MainPage):
    """The month's tables."""

    SECTIONS = ("summary", "main")
    NAME = "summary"
    CSS_PATH = "page.tcss"
    words = "汇总"
    about = "一月的数字。方向键移到一个数上，回车看它由哪些纠纷组成；F6 换表。"

    grid = getters.query_one(Lines)
    title_line = getters.query_one("#summary-title", Static)
    note = getters.query_one("#summary-note", Static)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table_name = "villages"
        self.reading = REPORTED
        self.status: Record = {}
        self._turned_to = ""

    @property
    def month(self) -> str:
        """The month shown: the one of the ribbon, unless another was turned to."""
        return self._turned_to or self.session.going

    def body(self) -> Iterable[Widget]:
        """Title, table, note."""
        yield Static("", id="summary-title")
        yield Lines(cells=True, empty="没有数字", moved=self._tell)
        yield Static("", id="summary-note")

    def on_mount(self) -> None:
        """The table has the keys."""
        self.grid.focus()

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self.status:
            self._tell()

    async def load(self) -> None:
        """Read the month in the reading asked for."""
        self.status = await self.session.ask(
            self.session.desk.months.status, self.month, self.reading
        )
        self._show()

    def _show(self) -> None:
        columns, rows = table(self.table_name, self.status, self.session.codes, self.session.plain)
        self.grid.set_columns(columns)
        self.grid.column = self.grid.column if self.grid.column >= 0 else 1
        self.grid.show(rows)
        self._titles()

    def _titles(self) -> None:
        status = self.status
        published = status.get("published")
        reading = str(status.get("reading_name") or "")
        parts: list[tuple[str, str]] = [
            ("汇总  ", "bold $primary"),
            (f"{month_name(self.month)}  ", "bold"),
        ]
        for key, name in TABLES.items():
            if key == "changed" and not published:
                continue
            chosen = key == self.table_name
            told = f"[{name}]" if chosen else f" {name} "
            parts.append((told, "bold $on-accent on $primary" if chosen else "$soft"))
        if published:
            parts.append((f"   {reading}", "bold $warning" if self.reading == KNOWN else "bold"))
        self.title_line.update(Content.assemble(*parts))
        self._tell()

    def _tell(self) -> None:
        """Below the table: how the indicator in hand is counted, or what the month still lacks."""
        status, row = self.status, self.grid.row
        missing = [str(each) for each in status.get("missing") or ()]
        differences = len(status.get("differences") or ())
        words = "还差：" + "；".join(missing) if missing else "数字齐了，收支平衡。"
        if differences:
            words = f"发布之后有 {differences} 个数变了（F6 看“报出与更正”）。"
        told = self.table_name == "indicators" and row is not None
        if told and row is not None:
            words = f"{row['name']}：{row['formula']}"
        self.note.update("\n".join(wrap(words, self.size.width - 4)[:2]))
        self.note.set_class(bool(missing or differences) and not told, "warn")

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车 on a number."""
        key = opens(self.table_name, event.row, event.column)
        if key is None:
            self.say("把光标移到一个数上再回车")
        else:
            reading = event.column if self.table_name == "changed" else self.reading
            self.work(self._open, *key, reading)

    async def _open(self, key: str, village: str | None, reading: str) -> None:
        months = self.session.desk.months
        ids, hidden = await self.session.ask(months.opened, self.month, key, village, reading)
        if hidden and not ids:
            self.say(f"{hidden} 件不是本村的或已密封，要查看请找镇综治专干")
            return
        if not ids:
            self.say("这个数背后没有纠纷；户数和报送情况在 2 排查 里看")
            return
        if all(self.session.tree.by_code(id) for id in ids):
            names = "、".join(self.session.tree.name(id) for id in ids)
            self.say(f"这个数按村算：{names}。各村的户数和报送在 2 排查 里看")
            return
        name = self._name_of(key, reading) + (
            f"（另有 {hidden} 件不是本村的或已密封）" if hidden else ""
        )
        await self.show_in_ledger({"ids": list(ids), "words": name, "back": self.NAME})

    def _name_of(self, key: str, reading: str) -> str:
        row, at = self.grid.row, self.grid.column
        title = self.grid.columns[at].title if at >= 0 else key
        told = READINGS[reading] if reading == KNOWN and title != READINGS[reading] else ""
        return f"{month_name(self.month)} {row['name'] if row else ''} {title} {told}".rstrip()

    def action_open(self) -> None:
        """From the menu."""
        self.grid.action_choose()

    def action_table(self) -> None:
        """F6: the next table."""
        names = [n for n in TABLES if n != "changed" or self.status.get("published")]
        at = names.index(self.table_name) if self.table_name in names else 0
        self.table_name = names[(at + 1) % len(names)]
        self.grid.column = 1
        self._show()

    def action_reading(self) -> None:
        """F7: as reported, or as known now."""
        if not self.status.get("published"):
            self.say("这个月还没有发布，只有一种数")
            return
        self.reading = KNOWN if self.reading == REPORTED else REPORTED
        self.reload()

    def action_stage(self) -> None:
        """F8."""
        if not self.refused("summary.stage"):
            self.work(self._next_stage)

    async def _next_stage(self) -> None:
        session, month, stage = self.session, self.month, str(self.status.get("stage"))
        months = session.desk.months
        steps = {
            "screen": ("汇总", months.summarise),
            "summarise": ("调度", months.dispatch),
            "closed": ("", None),
        }
        if stage == "bulletin" and self.status.get("published"):
            steps["bulletin"] = ("办结", months.close)
        name, job = steps.get(stage, ("", None))
        if job is None:
            self.say("下一步在 6 通报 里办" if stage != "closed" else "这个月已经办结")
            return
        missing = [str(each) for each in self.status.get("missing") or ()]
        if stage == "bulletin":
            missing = []  # what a published month lacks is just this step
        text = (
            "还差：\n" + "\n".join(f"· {each}" for each in missing) if missing else "要做的都做了。"
        )
        question = Confirm(f"{month_name(month)} 进入“{name}”？", text, yes="进入", no="再等等")
        if not await self.app.push_screen_wait(question):
            return
        await session.ask(job, month)
        await session.moved()
        self.say(f"{month_name(month)} 已进入“{name}”")
        self.reload()

    def action_export(self) -> None:
        """Write the summary as a file."""
        if not self.refused("summary.export"):
            self.work(self._export)

    async def _export(self) -> None:
        choices = [Choice(ending, name) for ending, name in _FORMATS.items()]
        ending = await self.app.push_screen_wait(Menu("导出成什么？", choices))
        if ending is None:
            return
        session = self.session
        out = paper_file(session.folder, "汇总表", self.month, ending)
        await session.ask(session.desk.reports.make, "summary", out, month=self.month)
        self.say(f"已写好：{out}")

    def action_month_before(self) -> None:
        """The month before."""
        self._turn(-1)

    def action_month_after(self) -> None:
        """The month after."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        month = shifted(self.month, by)
        self._turned_to = month if month != self.session.going else ""
        self.reading = REPORTED
        self.reload()
