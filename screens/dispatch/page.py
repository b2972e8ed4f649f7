"""调度: accept the climbs, hold the meeting, look after the leaders' cases."""

from __future__ import annotations

from collections.abc import Iterable

from textual import getters, on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.dispatch.opening import meeting_fields
from screens.dispatch.tables import (
    TABLES,
    by_leader,
    case_columns,
    climb_columns,
    climb_words,
    meeting_columns,
)
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.frame.climbs import climb_question, ready
from screens.frame.menu import Menu
from screens.frame.page import MainPage
from screens.frame.session import Session
from screens.opening import opener
from screens.pieces.cells import wrap
from screens.pieces.choice import Choice
from screens.pieces.columns import Column
from screens.pieces.lines import Lines
from screens.pieces.months import month_name

_CASES = {"rung": "leader_case", "status": "open"}
_EMPTY = {
    "climbs": "没有要上报的",
    "meetings": "本月还没有开会，F6 开会",
    "cases": "没有领导包案",
}


class DispatchPage(MainPage):
    """Three tables, one at a time."""

    SECTIONS = ("dispatch", "main")
    NAME = "dispatch"
    CSS_PATH = "page.tcss"
    words = "调度"
    about = "到期该上报的、联席会议、领导包案。F7 换表；空格选中几件，F8 上报；F6 开会。"

    table = getters.query_one(Lines)
    title_line = getters.query_one("#dispatch-title", Static)
    note = getters.query_one("#dispatch-note", Static)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.table_name = ""
        self._rows: dict[str, list[Record]] = {name: [] for name in TABLES}
        self._hidden = 0
        self._turned = False

    def body(self) -> Iterable[Widget]:
        """Title, table, the row in words."""
        yield Static("", id="dispatch-title")
        yield Lines(key="number", empty=_EMPTY["climbs"], moved=self._tell)
        yield Static("", id="dispatch-note")

    def on_mount(self) -> None:
        """The table has the keys."""
        self.table.focus()

    def on_resize(self) -> None:
        """Fit the columns and break the lines anew."""
        if self.table_name:
            self.table.set_columns(self._columns())
        self._tell()

    async def load(self) -> None:
        """Read all three."""
        self._rows, self._hidden = await self.session.ask(self._read)
        emptied = not self._turned and not self._rows.get(self.table_name)
        if emptied:  # nothing was chosen yet, or what was due climbed by rule meanwhile
            self.table_name = self._first()
        self._show()

    def _first(self) -> str:
        """The table to begin with: what waits to climb; else the meetings, a leader's own cases."""
        leads = self.session.staff is not None and self.session.staff.role == "township_leader"
        after = ("cases", "meetings") if leads else ("meetings", "cases")
        return next((name for name in ("climbs", *after) if self._rows[name]), "climbs")

    def _read(self) -> tuple[dict[str, list[Record]], int]:
        desk = self.session.desk
        month = self.session.going
        meetings = {each["id"]: each for each in desk.meetings.list(month, cancelled=True)}
        meetings |= {each["id"]: each for each in desk.meetings.going()}
        climbs, hidden, _ = desk.ladder.run(dry_run=True)
        told = {each["id"]: each for each in desk.disputes.by_ids([c["id"] for c in climbs])}
        rows = {
            "climbs": [{**told.get(each["id"], {}), **each} for each in climbs],
            "meetings": [
                {"number": each["id"], **each}
                for each in sorted(meetings.values(), key=lambda each: str(each["on"]))
            ],
            "cases": by_leader(desk.disputes.list(**_CASES)),
        }
        return rows, hidden

    def _columns(self) -> list[Column]:
        session, cells = self.session, self.size.width
        if self.table_name == "climbs":
            return climb_columns(session.hide, session.marks, cells)
        if self.table_name == "meetings":
            return meeting_columns(cells)
        return case_columns(session.hide, session.today, cells)

    def _show(self) -> None:
        session = self.session
        self.table.set_columns(self._columns())
        self.table.empty = _EMPTY[self.table_name]
        self.table.show(self._rows[self.table_name])
        parts: list[tuple[str, str]] = [
            ("调度  ", "bold $primary"),
            (f"{month_name(session.going)}  ", "bold"),
        ]
        for key, name in TABLES.items():
            chosen, told = key == self.table_name, f"{name} {len(self._rows[key])}"
            style = "bold $on-accent on $primary" if chosen else "$soft"
            parts.append((f"[{told}]" if chosen else f" {told} ", style))
        self.title_line.update(Content.assemble(*parts))

    def _tell(self) -> None:
        """The row in words."""
        row, session = self.table.row, self.session
        text = ""
        if row is not None and self.table_name == "climbs":
            text = session.hide(row, f"{row.get('title') or ''}。{climb_words(row)}")
        elif row is not None and self.table_name == "cases":
            steps = [f"{s['step']}（{str(s.get('due') or '未定')[5:]}）" for s in row["plan"]]
            plan = "方案：" + "；".join(steps) if steps else "还没有方案：打开后办理“领导包案”填写"
            text = session.hide(row, f"{row.get('title') or ''}。{plan}")
        lines = wrap(text, self.size.width - 4)[:3]
        if self._hidden and self.table_name == "climbs":
            lines = [
                *lines[:2],
                f"另有 {self._hidden} 件不是本村的或已密封，要查看请找镇综治专干。",
            ]
        self.note.update(Content("\n".join(lines)), layout=False)

    @on(Lines.Chosen)
    def chosen(self, event: Lines.Chosen) -> None:
        """回车."""
        kind = "meeting" if self.table_name == "meetings" else "dispute"
        self.app.push_screen(opener(kind)(self.session, event.row["number"]))

    def action_open(self) -> None:
        """From the menu."""
        self.table.action_choose()

    def hidden(self, command: Command) -> bool:
        """Climbs alone can be marked and applied."""
        return self.table_name != "climbs" and command.action in ("mark", "apply")

    def action_mark(self) -> None:
        """空格."""
        if self.table_name == "climbs":
            self._turned = True
            self.table.pick()

    def action_table(self) -> None:
        """F7."""
        names = list(TABLES)
        self._turned = True
        self.table_name = names[(names.index(self.table_name) + 1) % len(names)]
        self.table.picked.clear()
        self._show()
        self.show_keys()

    def action_apply(self) -> None:
        """F8."""
        self._turned = True
        if self.table_name != "climbs":
            self.say("先用 F7 换到“待上报”")
        elif not self.refused("dispatch.apply"):
            self.work(self._apply)

    async def _apply(self) -> None:
        rows = self._rows["climbs"]
        picked = [row for row in rows if row["number"] in self.table.picked]
        chosen = ready(picked or rows)
        if not chosen:
            self.say("没有可以上报的；待村核实、暂缓的先不上报")
            return
        if not await self.app.push_screen_wait(climb_question(chosen)):
            return
        numbers = [str(row["number"]) for row in chosen]
        done = await self.session.ask(self.session.desk.ladder.escalate, numbers=numbers)
        self.table.picked.clear()
        await self.session.moved()
        self.say(f"已上报 {sum(bool(each['applied']) for each in done)} 件")
        self.reload()

    def action_meeting(self) -> None:
        """F6: go on with the meeting under way, or open one."""
        if not self.refused("dispatch.meeting"):
            self.work(self._meet)

    async def _meet(self) -> None:
        going = await self.session.ask(self.session.desk.meetings.going)
        chosen = ""
        if going:
            choices = [
                Choice(each["id"], f"接着开：{each['on']} {each['name']}（{each['items']} 件）")
                for each in going
            ]
            choices.append(Choice("", "另开一次会"))
            answer = await self.app.push_screen_wait(Menu("联席会议", choices))
            if answer is None:
                return
            chosen = str(answer)
        if not chosen:
            chosen = await self._open_meeting()
        if chosen:
            await self.open_page(opener("meeting")(self.session, chosen))

    async def _open_meeting(self) -> str:
        session = self.session
        people = await session.ask(session.desk.registry.staff)
        names = [str(each["name"]) for each in people if each.get("active", True)]
        fields = meeting_fields(names, session.settings.leader, session.today)
        form = FormDialog("开会", fields, session.today, save="开会")

        async def save(values: Record) -> Record:
            return await session.ask(session.desk.meetings.open, values)

        answer = await ask_and_save(self, form, save)
        if answer is None:
            return ""
        await session.moved()
        return str(answer["id"])
