"""排查: the villages of the month: how far the walk is, who has reported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import Field
from screens.frame.confirm import Confirm
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.opening import opener
from screens.pieces.cells import width
from screens.pieces.columns import Cell, Column, Row, bar
from screens.pieces.lines import Lines
from screens.pieces.months import month_name
from screens.sweep.paper import paper_fields, paper_record
from screens.sweep.reporting import zero_words
from screens.sweep.telling import whole_sentences
from screens.sweep.walking import walk_of
from xinfang_tui.month.window import shifted

_NARROW = 76
_FEWEST_LINES = 3


class SweepPage(MainPage):
    """One line a village; 回车 begins its walk."""

    SECTIONS = ("sweep", "main")
    NAME = "sweep"
    CSS_PATH = "villages.tcss"
    words = "排查"
    about = (
        "各村入户排查，打开的是最上面一行正在办的月份，← → 换月。"
        "回车逐户走访；没有新发现的作零报告；用纸走访的在菜单里补录。"
    )

    table = getters.query_one(Lines)
    title_line = getters.query_one("#sweep-title", Static)
    missing = getters.query_one("#sweep-missing", Static)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._turned_to = ""
        self._status: Record = {}

    @property
    def month(self) -> str:
        """The month shown: the one of the ribbon, unless another was turned to."""
        return self._turned_to or self.session.going

    def body(self) -> Iterable[Widget]:
        """Title, table, what is missing."""
        yield Static("", id="sweep-title")
        yield Lines(self._columns(), key="code", empty="还没有村名册：到 8 设置 导入")
        yield Static("", id="sweep-missing")

    def _columns(self) -> list[Column]:
        if self.size.width < _NARROW:
            return self._few_columns()
        return [
            Column("name", "村", lambda row: str(row["name"]), 10),
            Column("households", "户数", _count("households"), 5, right=True),
            Column("found", "有", _count("found"), 4, right=True),
            Column("none", "无", _count("none"), 5, right=True),
            Column("missed", "未见到", _count("missed"), 6, right=True),
            Column("unvisited", "未查", _count("unvisited", "warn"), 5, right=True),
            Column("coverage", "   覆盖", self._coverage, 0, fill=12),
            Column("report", "报送", _report, 9),
            Column("screened", "登记", _count("screened"), 4, right=True),
        ]

    def _few_columns(self) -> list[Column]:
        return [
            Column("name", "村", lambda row: str(row["name"]), 0, fill=8),
            Column("households", "户数", _count("households"), 4, right=True),
            Column("found", "有", _count("found"), 4, right=True),
            Column("none", "无", _count("none"), 4, right=True),
            Column("missed", "未见到", _count("missed"), 6, right=True),
            Column("unvisited", "未查", _count("unvisited", "warn"), 5, right=True),
            Column("coverage", "覆盖", _share, 7, right=True),
            Column("report", "报送", _report, 9),
        ]

    def _coverage(self, row: Row) -> Cell:
        coverage = row.get("coverage")
        if coverage is None:
            return ("   —", "soft")
        cells = 14 if self.size.width >= 100 else 8
        told = f" {float(coverage):5.1f}%"
        return [("   ", ""), *bar(float(coverage) / 100, cells, self.session.plain), (told, "")]

    def on_mount(self) -> None:
        """The table has the keys."""
        self.table.focus()

    def on_resize(self) -> None:
        """Fit the columns and the words around them anew."""
        self.table.set_columns(self._columns())
        if self._status:
            self._show_words()

    async def load(self) -> None:
        """Read the month."""
        month = self.month
        status = await self.session.ask(self.session.desk.months.status, month)
        units = [each for each in status["units"] if each.get("households") is not None]
        scope = self.session.scope
        if scope:
            units = [each for each in units if each["code"] == scope]
        self.table.show(units)
        self._status = status
        self._show_words()

    def _show_words(self) -> None:
        self._show_title()
        self._show_missing()

    def _show_title(self) -> None:
        months = [(f"{month_name(self.month)}  ", "bold")]
        if self.month != self.session.going:
            going = f"（正在办的是{month_name(self.session.going)}）  "
            months = [(month_name(self.month), "bold $warning"), (going, "$warning")]
        head = [("入户排查  ", "bold $primary"), *months]
        for told in _how_far(self._reported(), self._covered()):
            parts = [*head, *told]
            if sum(width(text) for text, _ in parts) <= self.size.width - 2:
                break
        self.title_line.update(Content.assemble(*parts))

    def _reported(self) -> str:
        """How many villages have reported, or whether the own one has."""
        reported = [each.get("report") is not None for each in self.table.rows()]
        if self.session.scope:
            return "已报送" if all(reported) else "未报送"
        return f"已报送 {sum(reported)}/{len(reported)}"

    def _covered(self) -> tuple[str, int, int]:
        """The coverage of the villages shown: percent, households seen and to be seen."""
        if self.session.scope:
            for own in self.table.rows():
                return str(own["coverage"]), own["found"] + own["none"], own["households"]
        share = (self._status.get("indicators") or {}).get("coverage") or {}
        return str(share.get("value")), share.get("numerator", 0), share.get("denominator", 0)

    def _show_missing(self) -> None:
        name = self.session.tree.name(self.session.scope) if self.session.scope else ""
        told = map(str, self._status.get("missing") or ())
        missing = [each for each in told if each.startswith(name)]
        missing = missing or [
            f"{unit['name']}未报送"
            for unit in self._status.get("units") or ()
            if self.session.scope in ("", unit["code"])
            and unit.get("households") is not None
            and not unit.get("report")
        ]
        around = 7  # ribbon, title and the line below it, heading of the table, a line, two of keys
        most = max(_FEWEST_LINES, self.size.height - around - self.table.count)
        lines = whole_sentences("还差：", missing, self.size.width - 4, most)
        self.missing.update(Content("\n".join(lines) if missing else "各村都已报送"))
        self.missing.set_class(bool(missing), "warn")

    def _village(self) -> Record | None:
        return self.table.row

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车: walk."""
        if not self.refused("sweep.open"):
            self.app.push_screen(opener("walk")(self.session, event.row["code"], self.month))

    def action_open(self) -> None:
        """From the menu."""
        self.table.action_choose()

    def action_zero(self) -> None:
        """F6: nothing new was found, signed; not asked where something was."""
        village = self._village()
        if village is None or self.refused("sweep.zero"):
            return
        if village.get("found"):
            self.say(f"有 {village['found']} 户标为“有”，不作零报告，请按 F7 报送", warn=True)
        elif village.get("screened"):
            found = f"本月排查登记了 {village['screened']} 件"
            self.say(f"{found}，不作零报告，请按 F7 报送", warn=True)
        else:
            self.work(self._report, village, True)

    def action_submit(self) -> None:
        """F7."""
        village = self._village()
        if village is not None and not self.refused("sweep.submit"):
            self.work(self._report, village, False)

    async def _report(self, village: Record, zero: bool) -> None:
        session = self.session
        by = session.staff.name if session.staff else ""
        title = f"{village['name']} {month_name(self.month)}{'零报告' if zero else '报送排查结果'}"
        question = Confirm(title, zero_words(village, by, zero), yes="签字报送", no="再看看")
        if not await self.app.push_screen_wait(question):
            return
        record: Record = {"by": by, "zero": True} if zero else {"by": by, "submit": True}
        await session.ask(session.desk.sweeps.record, village["code"], self.month, record)
        self.say(f"{village['name']}已{'作零报告' if zero else '报送'}")
        await self._moved()

    async def _moved(self) -> None:
        await self.session.moved()
        self.reload()

    def action_sheet(self) -> None:
        """F8: a sheet to walk with."""
        village = self._village()
        if village is not None and not self.refused("sweep.sheet"):
            self.work(self._sheet, village)

    async def _sheet(self, village: Record) -> None:
        session = self.session
        made = await session.ask(
            session.desk.reports.make,
            "walksheet",
            None,
            month=self.month,
            village=village["code"],
        )
        self.say(f"已写好：{made['file']}")

    def action_typing(self) -> None:
        """A walk sheet that came back on paper."""
        village = self._village()
        if village is not None and not self.refused("sweep.typing"):
            self.work(self._type_in, village)

    async def _type_in(self, village: Record) -> None:
        session = self.session
        code = str(village["code"])
        walk = walk_of(await session.ask(session.desk.sweeps.walk, code, self.month))
        by = session.staff.name if session.staff else ""
        people = await session.ask(session.desk.registry.staff)
        form = FormDialog(
            f"补录走访单：{village['name']} {month_name(self.month)}",
            paper_fields(walk, session.today, _walker(people, code, by)),
            session.today,
            about=[
                "只录“有”和“未见到”的门牌号，其余按下面选的记。",
                "门牌号之间用空格或顿号隔开。",
            ],
        )

        async def save(values: Record) -> Record:
            record = paper_record(walk, values, by)
            await session.ask(session.desk.sweeps.record, code, self.month, record)
            return record

        record = await ask_and_save(self, form, save)
        if record is None:
            return
        found = sum(mark["state"] == "found" for mark in record["households"].values())
        self.say(
            f"已录 {len(record['households'])} 户"
            + (f"；有的 {found} 户请用 F2 登记" if found else "")
        )
        await self._moved()

    def action_round(self) -> None:
        """One more round of screening this month."""
        if not self.refused("sweep.round"):
            self.work(self._round)

    async def _round(self) -> None:
        session = self.session
        fields = [Field("name", "叫什么", required=True, hint="如 国庆前集中排查")]
        title = f"{month_name(self.month)}加开集中排查"

        async def save(values: Record) -> Record:
            return await session.ask(session.desk.months.round, self.month, values["name"])

        status = await ask_and_save(self, FormDialog(title, fields, session.today), save)
        if status is None:
            return
        self.say(f"已记下，本月集中排查 {len(status['rounds'])} 轮")
        await self._moved()

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


def _walker(people: Iterable[Record], village: str, typist: str) -> str:
    """Who most likely walked a village: its grid worker, whoever types when that is one of them."""
    own = [
        str(one["name"])
        for one in people
        if one["role"] == "grid_worker" and one["place"] == village and one.get("active", True)
    ]
    return typist if typist in own or not own else own[0]


def _how_far(reported: str, covered: tuple[str, int, int]) -> list[list[tuple[str, str]]]:
    """How far the month is, the longest wording first; the coverage is the last to go."""
    percent, seen, households = covered
    turn = ("   ← → 换月", "$soft")
    if not households:
        return [[(f"{reported}   ", ""), turn], [(reported, ""), turn], [(reported, "")]]
    share = f"覆盖 {percent}%"
    whole = (f"{reported}   {share}（{seen}/{households} 户）", "")
    short = (f"{reported}  {share}", "")
    return [[whole, turn], [short, turn], [short], [(share, "")]]


def _count(name: str, tone: str = "") -> Any:
    def draw(row: Row) -> Cell:
        value = row.get(name)
        return (str(value), tone) if value else ("·", "soft")

    return draw


def _share(row: Row) -> Cell:
    coverage = row.get("coverage")
    return "—" if coverage is None else f"{float(coverage):.1f}%"


def _report(row: Row) -> Cell:
    if row.get("report") is None:
        return ("未报", "warn")
    word = "零报告" if row["report"] == "zero" else "已报"
    return [(f"{word} ", ""), ("", "") if row.get("on_time") else ("迟", "warn")]
