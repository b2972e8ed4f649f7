"""The import wizard: columns as recognised, rows as read, rows turned back; then the import."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.data.importtables import column_rows, columns_of, people_read, row_words, veiled
from screens.door import Record
from screens.forms.dialog import FormDialog
from screens.forms.field import PICK, RADIO, Field
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.frame.working import long_job
from screens.pieces.cells import fit, width
from screens.pieces.choice import Choice
from screens.pieces.lines import Lines
from screens.pieces.months import month_name, recent
from screens.pieces.papers import free_name
from screens.pieces.prose import Prose
from xinfang_tui.documents.reading.headers import FIELDS

STEPS = ("认列", "预览", "退回的行")
_NOT_READ = "none"


class ImportPage(Page):
    """One file on its way into the ledger; nothing is written before the last step.

    Args:
        path: the ledger file.
    """

    SECTIONS = ("import",)
    NAME = "import"
    CSS_PATH = "importing.tcss"
    words = "导入台账"
    about = "先看认出来的列对不对（回车改），再看读到的行和退回的行，最后导入。"

    table = getters.query_one(Lines)
    title_line = getters.query_one("#import-title", Static)
    note = getters.query_one("#import-note", Prose)

    def __init__(self, session: Session, path: Path) -> None:
        super().__init__(session)
        self.path = path
        self.month = session.month
        self.step = 0
        self.sheet = 0
        self.columns: dict[str, dict[str, str]] = {}
        self.preview: Record = {}

    def body(self) -> Iterable[Widget]:
        """Where one is, the table, what it means."""
        yield Static("", id="import-title")
        yield Lines(empty="没有", moved=self._tell)
        yield Prose(id="import-note", most=4)

    def on_mount(self) -> None:
        """The table has the keys."""
        self.table.focus()

    async def load(self) -> None:
        """Read the file with the columns as they are meant now."""
        session = self.session
        self.preview = await session.ask(
            session.desk.imports.read, self.path, self.month, self.columns or None
        )
        self._show()

    @property
    def sheets(self) -> list[Record]:
        """The sheets that hold a ledger."""
        return [each for each in self.preview.get("sheets") or () if each["kind"] == "ledger"]

    def _show(self) -> None:
        columns, key, rows = columns_of(
            self.step, self._now(), self._shown(), self.session.codes, self.size.width
        )
        self.table.set_columns(columns)
        self.table.set_key(key)
        self.table.show(rows)
        self._show_title()
        self.note.update(self._words())
        self.show_keys()

    def _shown(self) -> Record:
        """What was read, as it may be shown now."""
        mask = self.session.mask(people_read(self.preview))
        return self.preview if mask is None else veiled(self.preview, mask)

    def _show_title(self) -> None:
        """The steps are read whole; the name of the file takes what they leave."""
        head, month = "导入台账  ", f"  {month_name(self.month)}  "
        steps: list[tuple[str, str]] = []
        for at, name in enumerate(STEPS):
            here, told = at == self.step, f"{at + 1} {name}"
            style = "bold $on-accent on $primary" if here else "$soft"
            steps.append((f"[{told}]" if here else f" {told} ", style))
        taken = width(head + month + "".join(text for text, _ in steps))
        name = fit(self.path.name, min(width(self.path.name), self.size.width - 2 - taken))
        parts = [(head, "bold $primary"), (name, "bold"), (month, "bold"), *steps]
        self.title_line.update(Content.assemble(*parts))

    def on_resize(self) -> None:
        """Fit title and columns anew."""
        if self.preview:
            self._show()

    def hidden(self, command: Command) -> bool:
        """A column's meaning is changed in the first step alone."""
        return command.action == "column" and self.step > 0

    def _now(self) -> Record:
        sheets = self.sheets
        return sheets[min(self.sheet, len(sheets) - 1)] if sheets else {}

    def _words(self) -> str:
        preview = self.preview
        counts = (
            f"可导入 {preview['accepted']} 件，已有 {preview['repeated']} 件，"
            f"有变化 {preview['changed']} 件，退回 {len(preview['rejected'])} 行。"
        )
        if self.step == 0:
            skipped = [
                f"{each['name']}（{each['reason']}）"
                for each in preview["sheets"]
                if each["kind"] != "ledger"
            ]
            now = self._now()
            where = f"工作表“{now['name']}”" if now else "没有认出台账"
            more = f"，共 {len(self.sheets)} 张，F6 换表" if len(self.sheets) > 1 else ""
            left = f" 不是台账、跳过的：{'、'.join(skipped)}。" if skipped else ""
            return f"{where}{more}。{counts}{left}"
        row = self.table.row
        told = row_words(self.step, row, self.session.codes) if row is not None else ""
        return f"{told}\n{counts}" if told else counts

    def _tell(self) -> None:
        """Another row is in hand."""
        if self.preview:
            self.note.update(self._words())

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车 changes what a column means."""
        if self.step == 0:
            self.work(self._change, event.row)

    def action_column(self) -> None:
        """From the menu."""
        self.table.action_choose()

    async def _change(self, row: Record) -> None:
        choices = [Choice(_NOT_READ, "不读这一列")]
        choices += [Choice(key, name) for key, name in FIELDS.items()]
        title = f"“{row['header']}”这一列是什么？"
        chosen = await self.app.push_screen_wait(
            Menu(title, choices, numbered=False, at=row.get("field"))
        )
        if chosen is None:
            return
        name = str(self._now()["name"])
        meant = self.columns.setdefault(
            name, {each["id"]: each["field"] or "" for each in column_rows(self._now())}
        )
        meant[row["id"]] = "" if chosen == _NOT_READ else str(chosen)
        self.reload()

    def action_sheet(self) -> None:
        """F6."""
        if len(self.sheets) > 1:
            self.sheet = (self.sheet + 1) % len(self.sheets)
            self._show()

    def action_month(self) -> None:
        """F7: whose month days without a year belong to."""
        self.work(self._choose_month)

    async def _choose_month(self) -> None:
        months = recent(f"{self.session.today:%Y-%m}", 24)
        choices = [Choice(month, month_name(month)) for month in months]
        chosen = await self.app.push_screen_wait(Menu("台账是哪个月的？", choices, at=self.month))
        if chosen is not None:
            self.month = chosen
            self.reload()

    def action_previous(self) -> None:
        """退格: a step back."""
        self.step = max(0, self.step - 1)
        self._show()

    def action_next(self) -> None:
        """F8: a step on; after the last one, the import."""
        if self.step < len(STEPS) - 1:
            self.step += 1
            self._show()
        else:
            self.work(self._import)

    async def _import(self) -> None:
        session, preview = self.session, self.preview
        fields = [
            Field(
                "update",
                "有变化的",
                RADIO,
                True,
                choices=(Choice(False, "保留现有"), Choice(True, "按文件改")),
                default=False,
            ),
            Field(
                "rejects",
                "退回的行",
                PICK,
                True,
                choices=(Choice("file", "另存成表，改好再导"), Choice("drop", "不存")),
                default="file",
            ),
        ]
        about = [
            f"导入 {preview['accepted']} 件；已有 {preview['repeated']} 件不动；"
            f"退回 {len(preview['rejected'])} 行。",
            "导入不会上报任何一件。",
        ]
        form = FormDialog("开始导入？", fields, session.today, about=about, save="导入")
        values = await self.app.push_screen_wait(form)
        if values is None:
            return
        kept = values["rejects"] == "file" and preview["rejected"]
        rejects = free_name(self.path.with_name(f"{self.path.stem}_退回.xlsx")) if kept else None
        done = await long_job(
            self.app,
            session,
            f"导入 {self.path.name}",
            session.desk.imports.apply,
            self.path,
            self.month,
            update=bool(values.get("update")),
            rejects=rejects,
            columns=self.columns or None,
        )
        await session.moved()
        told = f"已导入 {done['accepted']} 件"
        if rejects is not None:
            told += f"；退回 {len(done['rejected'])} 行，在 {rejects.name}"
        self.app.notify(told, markup=False)
        self.dismiss(None)
