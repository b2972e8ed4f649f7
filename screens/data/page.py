"""数据: one list; 回车 does the line."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable
from typing import Any

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.data.caring import Caring
from screens.data.mailing import Mailing
from screens.data.matters import Matters
from screens.data.papers import Papers
from screens.data.tasks import TASKS, below_words, states
from screens.door import Record
from screens.frame.arrivals import parcels_here, receipts_here
from screens.frame.files import FileDialog
from screens.frame.page import MainPage
from screens.opening import opener
from screens.pieces.columns import Cell, Column, Row
from screens.pieces.lines import Lines
from screens.pieces.prose import Prose

LEDGERS = (".xlsx", ".xlsm", ".xls", ".et", ".csv", ".txt", ".html", ".htm", ".json", ".md")


class DataPage(MainPage):
    """Everything about the data itself."""

    SECTIONS = ("data", "main")
    NAME = "data"
    CSS_PATH = "page.tcss"
    words = "数据"
    about = "导入旧台账，和各村收发，备份和核对。上下选一件，回车办理。"

    table = getters.query_one(Lines)
    note = getters.query_one("#data-note", Prose)
    fresh = getters.query_one("#data-fresh", Prose)

    def body(self) -> Iterable[Widget]:
        """The list, and how the parcels stand."""
        yield Static(Content.styled("数据", "bold $primary"), classes="title")
        columns = [
            Column("group", "", lambda row: (row["group"], "soft"), 6),
            Column("name", "", lambda row: (row["name"], "strong"), 14),
            Column("state", "", _state, 18),
            Column("about", "", lambda row: (row["reason"] or row["about"], "soft")),
        ]
        yield Lines(columns, head=False, moved=self._tell)
        yield Prose(id="data-note", most=2)
        yield Prose(id="data-fresh", most=2)

    def on_mount(self) -> None:
        """The list has the keys."""
        self.table.focus()

    async def load(self) -> None:
        """Read how each thing stands."""
        parcels, conflicts = await self.session.ask(self._read)
        came, answers = len(parcels_here(self.session)), len(receipts_here(self.session))
        told = states(self.session.ribbon, parcels, conflicts, came, answers)
        told_more = {"send": below_words(parcels)}
        rows: list[Row] = []
        group = ""
        for task in TASKS:
            words, warn = told.get(task.id, ("", False))
            rows.append(
                {
                    "id": task.id,
                    "name": task.name,
                    "about": told_more.get(task.id) or task.about,
                    "group": task.group if task.group != group else "",
                    "state": words,
                    "warn": warn,
                    "reason": self.session.may_not(task.needs) if task.needs else "",
                }
            )
            group = task.group
        self.table.show(rows)
        fresh = [str(each["says"]) for each in parcels.get("freshness") or ()]
        self.fresh.update("；".join(fresh))
        self.fresh.display = bool(fresh)

    def _tell(self) -> None:
        """What the line does, or why it is not for who works now."""
        row = self.table.row
        if row is not None:
            self.note.update(str(row["reason"] or row["about"]))

    def _read(self) -> tuple[Record, int]:
        desk = self.session.desk
        return desk.machines.status(), desk.disputes.count({"conflicts": True})

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车."""
        if event.row["reason"]:
            self.say(event.row["reason"], warn=True)
            return
        self.work(self._jobs()[event.row["id"]])

    def begin(self, name: str) -> None:
        """Do the line of that name."""
        self.work(self._jobs()[name])

    def action_open(self) -> None:
        """From the menu."""
        self.table.action_choose()

    def _jobs(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        caring, mailing = Caring(self, self.session), Mailing(self, self.session)
        matters, papers = Matters(self, self.session), Papers(self, self.session)
        jobs: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "import_ledger": self._import,
            "conflicts": self._conflicts,
            "alike": matters.alike,
            "export_ledger": caring.export,
            "hand_over": matters.hand_over,
            "paper": papers.paper,
            "numbers": papers.numbers,
            "receive": mailing.receive,
            "send": mailing.send,
            "receipt": mailing.receipt,
            "takeback": mailing.take_back,
            "machines": mailing.machines,
            "backup": caring.backup,
            "drill": caring.drill,
            "restore": caring.restore,
            "verify": caring.verify,
            "doctor": caring.doctor,
            "practice": caring.practice,
        }
        assert set(jobs) == {task.id for task in TASKS}
        return jobs

    async def _import(self) -> None:
        path = await self.app.push_screen_wait(
            FileDialog("选旧台账（Excel 或 CSV）", LEDGERS, self.session.last_folder())
        )
        if path is not None:
            self.session.remember_folder(path.parent)
            self.app.push_screen(opener("import")(self.session, path))

    async def _conflicts(self) -> None:
        await self.show_in_ledger({"conflicts": True})


def _state(row: Row) -> Cell:
    return (row["state"], "warn" if row["warn"] else "accent")
