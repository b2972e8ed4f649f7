"""Walking mode: a household, a digit, the next household."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from textual import getters
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from screens.door import Record
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.keys import digit_of
from screens.opening import opener
from screens.pieces.cells import width
from screens.pieces.choice import Choice
from screens.pieces.columns import Cell, Column, Row, bar
from screens.pieces.lines import Lines
from screens.pieces.months import month_name
from screens.sweep.reporting import zero_words
from screens.sweep.telling import rows_of
from screens.sweep.walking import FOUND, MISSED, NONE, STATES, UNVISITED, Stop, Walk, walk_of

_WAYS = {"visit": "入户", "phone": "电话", "leader": "组长反映"}
_NARROW = 72
_HINT_LINES = 3
_ZERO = "zero"


class WalkPage(Page):
    """The households of a village, one key each.

    Args:
        village: its code; month: "2026-10".
    """

    SECTIONS = ("walk",)
    NAME = "walk"
    CSS_PATH = "walk.tcss"
    words = "入户排查"
    about = (
        "1 无，2 有（打开登记表），3 未见到；按完自动到下一户。空户不用查。"
        "按错了按退格：这一户改回未查。"
    )

    table = getters.query_one(Lines)
    title_line = getters.query_one("#walk-title", Static)
    hint_line = getters.query_one("#walk-hint", Static)

    def __init__(self, session: Session, village: str, month: str) -> None:
        super().__init__(session)
        self.village = village
        self.month = month
        self.walk = Walk()
        self.way = "visit"
        self._report: str | None = None
        self._history: list[str] = []
        self._waiting: dict[str, Record] = {}
        self._counted = 0

    def body(self) -> Iterable[Widget]:
        """Title with the coverage, what comes first, the households."""
        yield Static("", id="walk-title")
        yield Static("", id="walk-hint")
        yield Lines(
            self._columns(),
            key="code",
            empty="这个村还没有户名册：到 8 设置 导入",
            moved=self._tell,
        )

    def _columns(self) -> list[Column]:
        return [
            Column("group", "组", lambda row: str(row["group"]), 6),
            Column("door", "门牌", lambda row: str(row["door"] or row["code"][-4:]), 6),
            Column("head", "户主", self._head, 10),
            Column("last", "上月", _last, 0, fill=10 if self._narrow else 14),
            Column("now", "本月", self._now, 0, fill=16 if self._narrow else 30),
        ]

    @property
    def _narrow(self) -> bool:
        return self.size.width < _NARROW

    def _head(self, row: Row) -> Cell:
        mask = self.session.mask([row["head"]])
        return mask.name(row["head"]) if mask is not None else str(row["head"])

    def _now(self, row: Row) -> Cell:
        state = row["now"]
        if state == UNVISITED:
            here = self.table.row is not None and self.table.row["code"] == row["code"]
            asked = "1无 2有 3未见到" if self._narrow else "1 无  2 有，登记  3 未见到"
            return (asked, "accent") if here else ""
        word = STATES[state]
        if state == FOUND:
            return [(f"2 {word} ", "warn"), (str(row["note"]), "soft")]
        return (f"3 {word}", "accent") if state == MISSED else f"1 {word}"

    def on_mount(self) -> None:
        """The households have the keys."""
        self.table.focus()

    async def load(self) -> None:
        """Read the walk; what is typed and not yet saved stays."""
        first = not self.walk.stops
        records, status = await self.session.ask(self._read)
        self._report, self._counted = status["report"], status["households"]
        walk = walk_of(records)
        for code, mark in self._waiting.items():
            walk = walk.marked(code, mark["state"])
        self.walk = walk
        self._show()
        if first:
            start = walk.next_after(-1)
            self.table.stand_on(start or 0)

    def _read(self) -> tuple[list[Record], Record]:
        sweeps = self.session.desk.sweeps
        return sweeps.walk(self.village, self.month), sweeps.status(self.village, self.month)

    @property
    def _empty(self) -> int:
        """Empty houses that are not walked: those counted before they were empty are."""
        homes = self.session.tree.households(self.village, self.session.today)
        walked = {stop.code for stop in self.walk.stops}
        return sum(not each.inhabited and each.code not in walked for each in homes)

    def _show(self) -> None:
        self.table.show([asdict(stop) for stop in self.walk.stops])
        self._show_head()

    def _show_head(self) -> None:
        walk, name = self.walk, self.session.tree.name(self.village)
        total = self._counted
        share = min(walk.seen / total, 1.0) if total else 0.0
        wide = 24 if self.size.width >= 100 else 16
        done, left = bar(share, wide, self.session.plain)
        parts = [
            (f"{name} {month_name(self.month)} 入户排查", "bold $primary"),
            (f"   已查 {walk.seen}/{total} 户  ", ""),
            (done[0], "$primary"),
            (left[0], "$panel" if not self.session.plain else "$soft"),
            (f" {share:.1%}", "bold"),
        ]
        if sum(width(text) for text, _ in parts) > self._room:
            del parts[2:4]
        self.title_line.update(Content.assemble(*parts))
        self._show_hint()

    @property
    def _room(self) -> int:
        return self.size.width - 2

    def _show_hint(self) -> None:
        walk, going = self.walk, self.session.going
        notes = [
            "" if self.month == going else f"正在办的是{month_name(going)}，Esc 返回换月",
            self._standing(),
            f"方式：{_WAYS[self.way]}",
            f"上月未见到的 {walk.missed_before} 户排在前面" if walk.missed_before else "",
            f"本月未见到 {walk.count(MISSED)} 户" if walk.count(MISSED) else "",
            f"本月新增 {walk.added} 户不计入" if walk.added else "",
            f"空户 {empty} 户不查" if (empty := self._empty) else "",
        ]
        lines = rows_of(notes, self._room)[:_HINT_LINES]
        self.hint_line.update(Content.styled("\n".join(lines), "$soft"))

    def _standing(self) -> str:
        """Whether it is reported, or could be."""
        if self._report == _ZERO and self.walk.found_any:
            return "作过零报告，现在有“有”的户，请按 F8 改报"
        if self._report is not None:
            return "已作零报告" if self._report == _ZERO else "已报送"
        whole = self.walk.stops and not self.walk.count(UNVISITED)
        return "都查过了，按 F8 报送" if whole else ""

    def on_resize(self) -> None:
        """Fit the columns and the bar anew."""
        self.table.set_columns(self._columns())
        if self.walk.stops:
            self._show_head()

    def _tell(self) -> None:
        """The household in hand shows its digits."""
        self.table.redraw()

    def on_key(self, event: Key) -> None:
        """Full-width digits count."""
        digit = digit_of(event.key)
        if digit in (1, 2, 3):
            event.stop()
            (self.action_none, self.action_found, self.action_missed)[digit - 1]()

    def _stop(self) -> Stop | None:
        index = self.table.cursor
        return self.walk.stops[index] if 0 <= index < len(self.walk.stops) else None

    def action_none(self) -> None:
        """1."""
        self._mark(NONE)

    def action_missed(self) -> None:
        """3."""
        self._mark(MISSED)

    def action_found(self) -> None:
        """2: registers the matter of this household."""
        stop = self._stop()
        if stop is None or self.refused("app.register"):
            return
        household = self.session.tree.household(stop.code)
        start: dict[str, Any] = {"village": self.village, "channel": "screening"}
        if household is not None:
            start["household"] = household
            if household.head:
                start["one"] = {"name": household.head, "household": household.code}
        page = opener("register")(self.session, start)
        self.app.push_screen(page, lambda answer: self._registered(stop.code, answer))

    def _registered(self, code: str, answer: Mapping[str, Any] | None) -> None:
        if answer is not None:
            index = next(i for i, stop in enumerate(self.walk.stops) if stop.code == code)
            self.table.stand_on(index)
            self._mark(FOUND, str(answer["number"]), str(answer["id"]))

    def _mark(self, state: str, note: str = "", dispute: str = "") -> None:
        stop = self._stop()
        if stop is None:
            return
        index = self.table.cursor
        self._history.append(stop.code)
        self._put(stop.code, state, note, dispute)
        following = self.walk.next_after(index)
        if following is not None:
            self.table.stand_on(following)

    def _put(self, code: str, state: str, note: str = "", dispute: str = "") -> None:
        """Show a household's state, and save it behind that."""
        self.walk = self.walk.marked(code, state, note)
        mark: Record = {
            "state": state,
            "way": self.way,
            "on": self.session.today.isoformat(),
        }
        if dispute:
            mark["dispute"] = dispute
        self._waiting[code] = mark
        self._show()
        self.work(self._keep, group="keep")

    async def _keep(self) -> None:
        """Save all marks that wait, in one transaction."""
        if not self._waiting:
            return
        marks, self._waiting = self._waiting, {}
        by = self.session.staff.name if self.session.staff else ""
        record = {"by": by, "households": marks}
        try:
            await self.session.ask(
                self.session.desk.sweeps.record, self.village, self.month, record
            )
        except Exception:
            for code in marks:
                self.walk = self.walk.marked(code, UNVISITED)
            self._show()
            raise

    def action_redo(self) -> None:
        """退格: the household in hand, or else the one marked last, is as if nobody had been."""
        stop = self._stop()
        if stop is None or stop.now == UNVISITED:
            stop = self._marked_last()
        if stop is None:
            self.say("这次还没有填过；要改哪一户，↑↓ 移到那户再按退格")
            return
        self.table.stand_on(self.walk.stops.index(stop))
        self._put(stop.code, UNVISITED)
        if stop.note:
            self.say(f"已改回未查；登记的 {stop.note} 还在台账里")

    def _marked_last(self) -> Stop | None:
        """The household marked last that still has its mark."""
        known = {stop.code: stop for stop in self.walk.stops}
        while self._history:
            stop = known.get(self._history.pop())
            if stop is not None and stop.now != UNVISITED:
                return stop
        return None

    def action_group(self) -> None:
        """F6."""
        self.work(self._choose_group)

    async def _choose_group(self) -> None:
        choices = []
        for group in self.walk.groups():
            inside = [stop for stop in self.walk.stops if stop.group == group]
            left = sum(stop.now == UNVISITED for stop in inside)
            choices.append(Choice(group, group or "未分组", f"{len(inside)} 户，未查 {left}"))
        chosen = await self.app.push_screen_wait(Menu("到哪一组？", choices))
        if chosen is not None:
            self.table.stand_on(self.walk.first_of(chosen))

    def action_way(self) -> None:
        """F7: in turn 入户, 电话, 组长反映."""
        ways = list(_WAYS)
        self.way = ways[(ways.index(self.way) + 1) % len(ways)]
        self._show_head()

    def action_submit(self) -> None:
        """F8."""
        if not self.refused("walk.submit"):
            self.work(self._submit)

    async def _submit(self) -> None:
        await self._keep()
        session, walk = self.session, self.walk
        by = session.staff.name if session.staff else ""
        status = await session.ask(session.desk.sweeps.status, self.village, self.month)
        zero = not walk.found_any and not status["screened"]
        total = self._counted
        record = {
            "households": total,
            "found": walk.count(FOUND),
            "none": walk.count(NONE),
            "missed": walk.count(MISSED),
            "unvisited": walk.count(UNVISITED),
            "coverage": f"{min(walk.seen / total, 1.0):.1%}".rstrip("%") if total else None,
            "screened": status["screened"],
        }
        title = f"{session.tree.name(self.village)} {month_name(self.month)}"
        title += "零报告" if zero else "报送排查结果"
        if await self.app.push_screen_wait(
            Confirm(title, zero_words(record, by, zero), yes="签字报送", no="再看看")
        ):
            sent = {"by": by, "zero": True} if zero else {"by": by, "submit": True}
            done = await session.ask(session.desk.sweeps.record, self.village, self.month, sent)
            self._report = done["report"]
            await session.moved()
            self._show_head()
            self.say("已作零报告" if zero else "已报送")


def _last(row: Row) -> Cell:
    state, more = row["last"], f" {row['open']}"
    if row["added"] or row["empty"]:
        return [("本月新增" if row["added"] else "现为空户", "accent"), (more, "warn")]
    tone = {FOUND: "warn", MISSED: "accent"}.get(state, "soft")
    return [(STATES[state] or "—", tone), (more, "warn")]
