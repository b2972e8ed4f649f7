"""台账: every dispute that who works may see, a hundred thousand as easily as twenty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from textual import getters, on
from textual.containers import Horizontal
from textual.content import Content
from textual.events import Key
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Input, Static

from screens.commands import Command
from screens.door import Record
from screens.forms.dialog import FormDialog
from screens.frame.menu import Menu
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.ledger.batch import act_on_many, choose_columns, export_shown
from screens.ledger.columns import NARROW, WIDE, Look, with_room
from screens.ledger.filters import (
    ORDERS,
    TERMS,
    Order,
    as_number,
    filter_fields,
    filter_words,
    order_of,
)
from screens.opening import opener
from screens.pieces.cells import width, wrap
from screens.pieces.choice import Choice
from screens.pieces.columns import Column
from screens.pieces.lines import Lines

_TYPING_PAUSE = 0.15
MOST_MARKED = 2000


class LedgerPage(MainPage):
    """All disputes: filter, sort, search, mark, act, export."""

    SECTIONS = ("ledger", "main")
    NAME = "ledger"
    CSS_PATH = "page.tcss"
    words = "台账"
    about = "全部矛盾纠纷。方向键移动，回车打开；空格选中几件后可以一起办。"

    table = getters.query_one(Lines)
    search = getters.query_one("#ledger-search", Input)
    summary = getters.query_one("#ledger-summary", Static)
    preview = getters.query_one("#ledger-preview", Static)

    def __init__(self, session: Session, filter: Mapping[str, Any] | None = None) -> None:
        super().__init__(session)
        self.filter: Record = dict(filter) if filter is not None else self._usual_filter()
        self.order = str(session.preferences.get("ledger.order", "due"))
        self._open = self._joined = self._total = 0
        self._pause: Timer | None = None

    def _usual_filter(self) -> Record:
        scope = self.session.scope
        return {"status": "open", **({"village": scope} if scope else {})}

    def body(self) -> Iterable[Widget]:
        """The summary and the line for searching, the table, the row in full."""
        with Horizontal(id="ledger-top"):
            yield Static("", id="ledger-summary")
            yield Input(placeholder="F3 查找：文字、拼音、编号", id="ledger-search", compact=True)
        yield Lines(
            self._columns(),
            key="number",
            empty="没有符合条件的纠纷，Esc 清除筛选",
            moved=self._tell,
        )
        yield Static("", id="ledger-preview")

    def _look(self) -> Look:
        return Look(self.session.codes, self.session.today, self.session.marks, self.session.hide)

    def _chosen(self) -> list[str]:
        usual = WIDE if self.app.size.width >= 110 else NARROW
        return list(self.session.preferences.words("ledger.columns") or usual)

    def _columns(self) -> list[Column]:
        return self._look().columns(with_room(self._chosen(), self.app.size.width))

    def on_mount(self) -> None:
        """The table has the keys."""
        self.table.focus()

    def on_resize(self) -> None:
        """More room shows more columns, and longer lines."""
        self.table.set_columns(self._columns())
        self._tell()
        self.call_after_refresh(self._show_summary, self.table.count)

    def commands(self) -> tuple[Command, ...]:
        """Esc says where it leads from a figure's list."""
        back = bool(self.filter.get("back"))
        return tuple(
            replace(each, label="返回", tip="回到打开这张单子的那一屏")
            if back and each.action == "clear"
            else each
            for each in super().commands()
        )

    @property
    def _order(self) -> Order:
        return order_of(self.order, self.filter)

    async def load(self) -> None:
        """How many there are and the first page; the others come when they are in sight."""
        self.table.set_columns(self._columns())
        at = max(0, self.table.cursor - self.table.cursor % Lines.PAGE)
        count, at, rows = await self.session.ask(self._read, at)
        self.table.expect(count, {at: rows})
        self._show_summary(count)

    def _read(self, at: int) -> tuple[int, int, list[Record]]:
        """How many there are, a page and where it begins; and what is counted above the table.

        The page is the one at ``at``, or the last one where there are not so many any more.
        """
        disputes = self.session.desk.disputes
        scope = {"village": self.session.scope} if self.session.scope else {}
        count = disputes.count(self.filter)
        at = min(at, max(0, count - 1) // Lines.PAGE * Lines.PAGE)
        rows = disputes.page(self.filter, self._order, at, Lines.PAGE)
        still = {**scope, "status": "open"}
        self._open, self._total = disputes.count(still), disputes.count(scope)
        self._joined = disputes.count({**still, "joined": True})
        return count, at, rows

    def _show_summary(self, count: int) -> None:
        rest = {name: value for name, value in self.filter.items() if name != "search"}
        words = filter_words(rest, self.session.codes, self.session.tree) or "全部"
        parts: list[tuple[str, str]] = [
            ("台账  ", "bold $primary"),
        ]
        picked = len(self.table.picked)
        more = [(f"   已选 {picked}", "bold $primary")] if picked else []
        if words:
            more += [("   筛选：", "$soft"), (words, "$primary"), (f"  {count:,} 件", "$soft")]
        if not self.filter.get("words"):
            taken = width("".join(text for text, _ in [*parts, *more]))
            counts = self._counts()
            fitting = [each for each in counts if taken + width(each) <= self._room()]
            parts.append(((fitting or counts[-1:])[0], ""))
        self.summary.update(Content.assemble(*parts, *more), layout=False)

    def _counts(self) -> list[str]:
        """How many are open, those counted with a lead told apart, and all: the longest first."""
        still, whole = f"在办 {self._open:,}", f" / 全部 {self._total:,}"
        told = [still + whole, still]
        if self._joined:
            briefly = f"{still}（并案 {self._joined:,}）"
            told = [f"{still}（其中并案 {self._joined:,}）{whole}", briefly + whole, briefly, still]
        return [each.replace(",", " ") for each in told]

    def _room(self) -> int:
        return self.size.width - self.search.size.width - 3

    @on(Lines.Wanted)
    def wanted(self, event: Lines.Wanted) -> None:
        """A page came into sight."""
        event.stop()
        self.work(self._supply, event.offset, event.limit, group="page")

    async def _supply(self, offset: int, limit: int) -> None:
        rows = await self.session.ask(
            self.session.desk.disputes.page, self.filter, self._order, offset, limit
        )
        self.table.supply(offset, rows)

    def _tell(self) -> None:
        """The row in full below the table."""
        row = self.table.row
        if row is None:
            self.preview.update("", layout=False)
            return
        mark = self.session.marks(self.session.marks.of(row))
        where = f"{row.get('village_name', '')}  {row.get('number', '')}"
        told = f"{mark} {self._look().title(row)}   {where}"
        lines = wrap(told, self.size.width - 2)[:2]
        text = Content("\n".join(lines)).stylize("$primary", 0, len(mark))
        self.preview.update(text, layout=False)

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """Enter opens."""
        self.work(self.open_page, opener("dispute")(self.session, event.row["number"]))

    def action_open(self) -> None:
        """From the menu: open the row under the cursor."""
        self.table.action_choose()

    def action_mark(self) -> None:
        """Space marks."""
        self.table.pick()
        self._show_summary(self.table.count)

    def start_search(self) -> None:
        """F3."""
        self.search.focus()

    @on(Input.Changed, "#ledger-search")
    def typed(self) -> None:
        """Search while typing, when the hands rest."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(_TYPING_PAUSE, self._search)

    def _search(self) -> None:
        typed = as_number(self.search.value.strip())
        if typed != str(self.filter.get("search") or ""):
            self.filter = self._searched(typed)
            self.table.cursor = 0
            self.reload()

    def _searched(self, typed: str) -> Record:
        """A search looks at what is settled too, unless a filter of one's own was chosen."""
        rest = {name: value for name, value in self.filter.items() if name != "search"}
        usual = self._usual_filter()
        whole = {name: value for name, value in usual.items() if name != "status"}
        if typed:
            return {**(whole if rest == usual else rest), "search": typed}
        return usual if rest == whole else rest

    @on(Input.Submitted, "#ledger-search")
    def to_table(self) -> None:
        """Enter: on to what was found."""
        self._search()
        self.table.focus()

    def on_key(self, event: Key) -> None:
        """Down leaves the line for searching."""
        if event.key == "down" and self.search.has_focus:
            event.stop()
            self.table.focus()

    async def action_clear(self) -> None:
        """Esc: first the search and the filter, then back; from a figure's list to its figure."""
        came_from = str(self.filter.get("back") or "")
        whole = {name: value for name, value in self.filter.items() if name != "search"}
        plain = whole if came_from else self._usual_filter()
        if self.search.value or self.table.picked or self.filter != plain:
            self.search.value = ""
            self.filter = plain
            self.table.picked.clear()
            self.table.focus()
            self.reload()
        elif self.search.has_focus:
            self.table.focus()
        elif came_from:
            self.show_only(self._usual_filter())
            await self.app.switch_mode(came_from)
        else:
            await self.app.run_action("back")

    def action_filter(self) -> None:
        """F6."""
        self.work(self._ask_filter)

    async def _ask_filter(self) -> None:
        session = self.session
        values = dict(self.filter)
        values["term"] = next((key for key in TERMS if values.get(key)), "")
        fields = filter_fields(session.codes, session.tree, self._months())
        form = FormDialog("筛选", fields, session.today, values=values, save="筛选", start="status")
        chosen = await self.app.push_screen_wait(form)
        if chosen is None:
            return
        term = chosen.pop("term", "")
        if term:
            chosen[term] = TERMS[term][1]
        if self.filter.get("search"):
            chosen["search"] = self.filter["search"]
        self.show_only(chosen)

    def show_only(self, filter: Mapping[str, Any]) -> None:
        """Show what fits a filter."""
        self.filter = {key: value for key, value in filter.items() if value}
        self.search.value = str(self.filter.get("search") or "")
        self.table.cursor = 0
        self.reload()

    def _months(self) -> list[str]:
        today = self.session.today
        index = today.year * 12 + today.month - 1
        return [f"{i // 12}-{i % 12 + 1:02d}" for i in range(index, index - 18, -1)]

    def action_order(self) -> None:
        """F7."""
        self.work(self._ask_order)

    async def _ask_order(self) -> None:
        choices = [Choice(key, words) for key, (words, _) in ORDERS.items()]
        chosen = await self.app.push_screen_wait(Menu("怎么排序？", choices, at=self.order))
        if chosen is not None:
            self.order = chosen
            self.session.preferences.set("ledger.order", chosen)
            self.reload()

    def action_batch(self) -> None:
        """F8: what is marked, or the row under the cursor."""
        picked = sorted(self.table.picked)
        row = self.table.row
        if not picked and row is not None:
            picked = [str(row["number"])]
        if picked and not self.refused("ledger.batch"):
            self.work(self._batch, picked)

    async def _batch(self, numbers: list[str]) -> None:
        if await act_on_many(self, self.session, numbers):
            self.table.picked.clear()
            await self.session.moved()
            self.reload()

    def action_mark_all(self) -> None:
        """Ctrl+A: all that the filter shows."""
        self.work(self._mark_all)

    async def _mark_all(self) -> None:
        if self.table.count > MOST_MARKED:
            self.say(f"一次最多选 {MOST_MARKED} 件，请先筛选", warn=True)
            return
        rows = await self.session.ask(
            self.session.desk.disputes.page, self.filter, self._order, 0, MOST_MARKED
        )
        numbers = {str(row["number"]) for row in rows}
        self.table.picked = set() if self.table.picked >= numbers else numbers
        self.table.redraw()
        self._show_summary(self.table.count)

    def action_columns(self) -> None:
        """Which columns, in which order."""
        self.work(self._choose_columns)

    async def _choose_columns(self) -> None:
        chosen = await choose_columns(self, self._chosen())
        if chosen is not None:
            self.session.preferences.set("ledger.columns", chosen)
            self.table.set_columns(self._columns())

    def action_export(self) -> None:
        """What is shown, as a file."""
        if not self.refused("ledger.export"):
            self.work(export_shown, self, self.session, self.filter)
