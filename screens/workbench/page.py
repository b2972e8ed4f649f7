"""工作台: what is due comes first; beside it the villages, below it the rungs and the flow."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual import getters, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Static

from screens.door import Record
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.ledger.columns import due_cell
from screens.opening import opener
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.lines import Lines
from screens.pieces.marks import TONES
from screens.workbench.briefing import (
    flow_line,
    missing_lines,
    rate_lines,
    rung_line,
    village_cells,
)

_FIRST = 20
_BESIDE = 4
"""Cells beside the text of the lines below."""
_NARROW = 72
_NOTHING = "今天没有到期的事"


class Workbench(MainPage):
    """The first screen of a coordinator."""

    SECTIONS = ("desk", "main")
    NAME = "desk"
    CSS_PATH = "page.tcss"
    words = "工作台"
    about = "今天要做的在左边，回车打开那一类；右边是各村本月的排查。Tab 换边。"

    todo = getters.query_one("#desk-todo", Lines)
    first = getters.query_one("#desk-first", Lines)
    villages = getters.query_one("#desk-villages", Lines)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.record: Record = {}
        self.trends: Record = {}

    def body(self) -> Iterable[Widget]:
        """Two lists side by side, three lines below."""
        with Horizontal(id="desk-top"):
            with Vertical(id="desk-left"):
                yield Static("今天要做", classes="title")
                yield Lines(self._todo_columns(), head=False, empty=_NOTHING, id="desk-todo")
                yield Static("最先到期", classes="title", id="desk-first-title")
                yield Lines(
                    self._first_columns(), key="number", head=False, empty="没有", id="desk-first"
                )
            with Vertical(id="desk-right"):
                yield Static("各村排查", classes="title", id="desk-month")
                yield Lines(
                    self._village_columns(),
                    key="code",
                    head=False,
                    empty="还没有村名册",
                    id="desk-villages",
                )
                yield Static("", id="desk-rates")
        yield Static("", id="desk-missing")
        yield Static("", id="desk-rungs")
        yield Static("", id="desk-flow")

    def _todo_columns(self) -> list[Column]:
        return [
            Column("mark", "", self._todo_mark, 2),
            Column("count", "", lambda row: (str(row["count"]), _tone(row)), 3, right=True),
            Column("text", "", lambda row: f" {row['text']}"),
        ]

    def _todo_mark(self, row: Row) -> Cell:
        return (self.session.marks.sign(str(row.get("mark") or "○")), _tone(row))

    def _first_columns(self) -> list[Column]:
        session = self.session
        return [
            Column("mark", "", self._state, 1),
            Column("title", "", lambda row: session.hide(row, row.get("title") or "")),
            Column("due", "", lambda row: due_cell(row, session.today), 11),
        ]

    def _state(self, row: Row) -> Cell:
        name = self.session.marks.of(row)
        return (self.session.marks(name), TONES.get(name, "accent"))

    def _village_columns(self) -> list[Column]:
        bar = 0 if self.app.size.width < _NARROW else 6
        return [
            Column("name", "", lambda row: str(row["name"]), 8),
            Column("bar", "", lambda row: village_cells(row, self.session.marks, bar), bar + 7),
            Column("report", "", _report, 0, fill=6),
        ]

    def on_mount(self) -> None:
        """What is to be done has the keys."""
        self.todo.focus()

    async def load(self) -> None:
        """Read what is due and how the month stands."""
        self.record, rows = await self.session.ask(self._read)
        self.first.show(rows)
        if not self.first.has_focus:
            self.first.stand_on(0)
        self._draw()
        self.work(self._draw_trends, group="trends")

    async def _draw_trends(self) -> None:
        """The months behind the rungs come after what is due."""
        record, overview = self.record, self.session.desk.overview
        self.trends = await self.session.ask(overview.trends, record["month"], record["rungs"])
        self._draw_rungs()

    def _draw_rungs(self) -> None:
        line = rung_line(self.record, self.trends, self.size.width - _BESIDE, self.session.marks)
        self.query_one("#desk-rungs", Static).update(line)

    def _read(self) -> tuple[Record, list[Record]]:
        desk = self.session.desk
        first = desk.disputes.page({"status": "open"}, (("due", False),), 0, _FIRST)
        return desk.today_list(), first

    def on_resize(self) -> None:
        """Fit the villages, and break the lines anew."""
        self.set_class(self.size.width < _NARROW, "narrow")
        self.villages.set_columns(self._village_columns())
        if self.record:
            self._draw()

    def _draw(self) -> None:
        record, marks = self.record, self.session.marks
        todo = [{"id": each["text"], **each} for each in record.get("todo") or ()]
        known = bool(record.get("villages"))
        self.todo.empty = _NOTHING if known else "先按 8 到设置：导入村和户，登记人员"
        self.todo.show(todo)
        self.todo.styles.height = max(1, min(len(todo), 7))
        units = [
            each for each in record.get("villages") or () if each.get("households") is not None
        ]
        self.villages.show(units)
        cells = self.size.width - _BESIDE
        self.query_one("#desk-missing", Static).update(missing_lines(record, cells))
        self.villages.styles.height = max(1, len(units)) if self.size.height >= 32 else "1fr"
        rates = self.query_one("#desk-rates", Static)
        rates.display = self.size.height >= 32
        rates.update(rate_lines(record, marks))
        self._draw_rungs()
        self.query_one("#desk-flow", Static).update(flow_line(record, cells))

    @on(Lines.Chosen, "#desk-todo")
    async def open_todo(self, event: Lines.Chosen) -> None:
        """回车 on something to do: the ledger shows just that."""
        only = event.row["filter"] or {}
        await self.show_in_ledger({"words": event.row["text"], "back": self.NAME, **only})

    @on(Lines.Chosen, "#desk-first")
    def open_first(self, event: Lines.Chosen) -> None:
        """回车 on a matter opens it."""
        self.work(self.open_page, opener("dispute")(self.session, event.row["number"]))

    @on(Lines.Chosen, "#desk-villages")
    def open_village(self, event: Lines.Chosen) -> None:
        """回车 on a village: its households."""
        if not self.refused("sweep.open"):
            month = str(self.record.get("month") or self.session.month)
            self.app.push_screen(opener("walk")(self.session, event.row["code"], month))

    def action_open(self) -> None:
        """From the menu."""
        focused = self.focused
        (focused if isinstance(focused, Lines) else self.todo).action_choose()

    def action_brief(self) -> None:
        """F6: the figures of this minute, to read."""
        if not self.refused("desk.brief"):
            self.app.push_screen(opener("paper")(self.session, "brief", "快报（未定稿）", {}))


def _tone(row: Row) -> str:
    return "warn" if row.get("mark") in ("!", "▲", "≠") else "accent"


def _report(row: Row) -> Any:
    if row.get("report") is None:
        return ("未报", "warn")
    if not row.get("on_time"):
        return ("迟报", "warn")
    return "零报告" if row["report"] == "zero" else "按时"
