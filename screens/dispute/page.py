"""纠纷: one matter: what it is, by when, what happened, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from textual import getters
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Key
from textual.widget import Widget
from textual.widgets import Static

from screens.commands import Command
from screens.data.reading import Reading
from screens.dispute.acting import Acting
from screens.dispute.actionlist import ActionList, arranged
from screens.dispute.explain import Explanation
from screens.dispute.facts import facts, head, parties, term
from screens.dispute.ladderline import days_at, ladder_line
from screens.dispute.trail import TrailView
from screens.dispute.whole import whole_lines
from screens.door import Record
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.keys import digit_of
from screens.pieces.choice import Choice
from xinfang_tui.refusal import Refused


class DisputePage(Page):
    """One matter; digits do what can be done with it."""

    SECTIONS = ("dispute",)
    NAME = "dispute"
    CSS_PATH = "page.tcss"
    words = "纠纷"
    about = "一件矛盾纠纷：期限、经过、现在能办的事。按右边的数字办理，方向键翻看经过。"

    trail = getters.query_one(TrailView)
    actions = getters.query_one(ActionList)
    head = getters.query_one("#dispute-head", Static)
    ladder = getters.query_one("#dispute-ladder", Static)
    sides = getters.query_one("#dispute-parties", Static)

    def __init__(self, session: Session, number: str) -> None:
        super().__init__(session)
        self.number = number
        self.record: Record = {}
        self.explained: Record = {}

    def body(self) -> Iterable[Widget]:
        """Head, ladder, trail and actions side by side, parties."""
        yield Static("", id="dispute-head")
        yield Static("", id="dispute-ladder")
        with Horizontal(id="dispute-middle"):
            with Vertical(id="dispute-left"):
                yield Static("经过", classes="soft", id="dispute-trail-title")
                yield TrailView()
            yield ActionList()
        yield Static("", id="dispute-parties")

    def on_mount(self) -> None:
        """The trail has the keys."""
        self.trail.focus()

    async def load(self) -> None:
        """Read the matter, its date, and what can be done.

        Where it may not be seen any more, as by who works now, the page goes.
        """
        try:
            record, explained, actions = await self.read_now()
        except Refused:
            if self.is_current:
                self.app.pop_screen()
            raise
        self.record, self.explained = record, explained
        village = str(record.get("village") or "")
        told = [
            {**each, "allowed": False, "reason": reason}
            if each["allowed"] and (reason := self.session.may_not(str(each["kind"]), village))
            else each
            for each in actions
        ]
        self.actions.acts = tuple(
            arranged(told, str(record.get("status")), str(record.get("rung")))
        )
        self._draw()

    def read(self) -> tuple[Record, Record, list[Record]]:
        """The matter, its date explained, and all kinds of entry."""
        disputes = self.session.desk.disputes
        record = disputes.show(self.number)
        explained = disputes.explain(self.number) if record.get("status") == "open" else {}
        return record, explained, disputes.actions(self.number)

    def on_resize(self) -> None:
        """Break the lines anew."""
        if self.record:
            self._draw()

    def hide(self, text: Any) -> str:
        """A text as it may be shown now."""
        return self.session.hide(self.record, text)

    def _draw(self) -> None:
        record, marks, today = self.record, self.session.marks, self.session.today
        cells = self.size.width - 2
        self.head.update(
            Content("\n").join(
                [
                    head(record, marks, self.hide, cells),
                    facts(record, self.session.codes, today, cells),
                    term(record, today, cells),
                ]
            )
        )
        self.ladder.update(Content.assemble(*self._ladder(cells - 2)))
        self.trail.show(record.get("trail") or (), marks, self.hide)
        self.sides.update(parties(record, self.hide, cells))

    def _ladder(self, cells: int) -> list[tuple[str, str]]:
        record, today = self.record, self.session.today
        rung = str(record.get("rung") or "village")
        started = self.explained.get("start_on")
        counted = (today - date.fromisoformat(str(started))).days if started else 0
        return ladder_line(
            rung,
            days_at(record.get("trail") or (), rung, today),
            running=record.get("status") == "open",
            overdue=bool(record.get("overdue")),
            counted=counted,
            limit=int(self.explained.get("limit") or 0),
            cells=cells,
            marks=self.session.marks,
            tier=str(record.get("tier") or ""),
        )

    def commands(self) -> tuple[Command, ...]:
        """The foot tells of F6 only where something was entered differently."""
        agreed = bool(self.record) and not self.record.get("conflicts")
        return tuple(
            replace(each, foot=0) if agreed and each.action == "settle" else each
            for each in super().commands()
        )

    def on_key(self, event: Key) -> None:
        """Digits act."""
        digit = digit_of(event.key)
        if digit is not None and 1 <= digit <= 6:
            event.stop()
            self.action_choose(digit)

    def action_choose(self, digit: int = 1) -> None:
        """Make the entry of a digit."""
        if self._unread():
            return
        act = self.actions.number(digit)
        if act is None:
            self.say("没有这个数字，按 0 看全部办理事项", warn=True)
        else:
            self.work(self._acting().act, act.kind)

    def action_more(self) -> None:
        """0: all kinds of entry, with the reason where one cannot be made."""
        if not self._unread():
            self.work(self._choose_any)

    async def _choose_any(self) -> None:
        choices = [Choice(a.kind, a.label, reason=a.reason) for a in self.actions.acts]
        kind = await self.app.push_screen_wait(Menu("办理", choices))
        if kind is not None:
            await self._acting().act(kind)

    def _unread(self) -> bool:
        """Say so while the matter could not be read yet, as when another window holds the file."""
        if not self.record:
            self.say("这一件还没有读出来，请稍等；等不到可按 F5 再读", warn=True)
        return not self.record

    def _acting(self) -> Acting:
        return Acting(self, self.session, self.record)

    def action_correct(self) -> None:
        """7."""
        if not self._unread() and not self.refused("dispute.correct"):
            self.work(self._acting().correct)

    def action_note(self) -> None:
        """8."""
        if not self._unread() and not self.refused("dispute.note"):
            self.work(self._acting().act, "note")

    def action_explain(self) -> None:
        """9."""
        if self._unread():
            return
        if not self.explained.get("steps"):
            self.say("已经办结，期限不再计算")
        else:
            self.app.push_screen(Explanation(self.explained, self.hide))

    def action_whole(self) -> None:
        """F7."""
        if self._unread():
            return
        session = self.session
        place, masked = session.tree.name, session.masked
        lines = whole_lines(self.record, session.codes, place, self.hide, masked)
        self.app.push_screen(Reading(f"案情：{self.number}", lines))

    def action_settle(self) -> None:
        """F6."""
        if self._unread() or self.refused("dispute.settle"):
            return
        if not self.record.get("conflicts"):
            self.say("没有填报不一致的地方")
            return
        self.work(self._acting().settle)

    def action_print(self) -> None:
        """F8."""
        if not self._unread():
            self.work(self._acting().print_papers)

    def undo(self) -> None:
        """Ctrl+Z."""
        if not self._unread():
            self.work(self._acting().undo)
