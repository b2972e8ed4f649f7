"""The month: its status, its four stages, what each of its numbers opens to (DESIGN §6, §10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from xinfang_tui.desk.bulletins import Advice, Bulletins, Number, Papers, explanation
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.ladder import Ladder
from xinfang_tui.desk.monthly import Fresh, Monthly
from xinfang_tui.desk.monthstatus import MonthStatus
from xinfang_tui.desk.opened import Opened, behind
from xinfang_tui.disputes import reading
from xinfang_tui.month import published, stages
from xinfang_tui.month.figures import REPORTED
from xinfang_tui.month.stages import MonthState, check_reopen, check_step
from xinfang_tui.month.window import check_month, month_name, month_of
from xinfang_tui.refusal import Refused

Record = dict[str, Any]
SHRINK_AFTER = timedelta(days=90)


class Months:
    """The desk's facet for the month.

    Attributes:
        monthly: what the ledger says about the months, for whoever else reads them.

    Args:
        fresh: see :class:`Monthly`; ladder: the facet that runs the ladder.
        papers: status record of a month to be published → its papers, name → JSON.
        number, advice: a bulletin's 文号 and the look at its paper, see :class:`Bulletins`.
    """

    def __init__(
        self,
        context: Context,
        ladder: Ladder,
        *,
        fresh: Fresh | None = None,
        papers: Papers | None = None,
        number: Number | None = None,
        advice: Advice | None = None,
    ) -> None:
        self._context = context
        self._ladder = ladder
        self._tidied: date | None = None
        self.monthly = Monthly(context, fresh)
        self._status = MonthStatus(context, self.monthly, ladder)
        self._bulletins = Bulletins(context, self.monthly, self._status, papers, number, advice)

    @property
    def current(self) -> str:
        """The month that today lies in."""
        return month_of(self._context.today, self._context.rules.settings.window)

    def stage(self, month: str) -> str:
        """The stage that a month is in: a key of STAGE_NAMES."""
        return self.monthly.state(check_month(month)).stage

    def ribbon(self, month: str) -> list[dict[str, str]]:
        """The four stages: ``[{key, name, state: done / now / later}]``."""
        return stages.ribbon(self.monthly.state(check_month(month)))

    def status(self, month: str, reading: str = REPORTED, *, compare: bool = True) -> Record:
        """The month in figures and words.

        Args:
            reading: "reported" (as published, for ever) or "known" (as known now).
            compare: with the month before and the same month of last year.

        Returns:
            ``{month, reading, stage, stages, missing, window, units, flow, rung_flow, indicators,
            rungs, categories, channels, bands, people, members, visit_due, until, meetings,
            rounds, notes, compare, bulletin, published, late, differences}``; ``bulletin``:
            ``{draft, check, issue, publish}``, the day of each.

        Raises:
            Refused: no such month or reading, or the figures do not add up.
        """
        return self._status.read(check_month(month), reading, compare=compare)

    def figures(self, month: str) -> Record:
        """What papers say of a month: :meth:`status` without missing, late and differences."""
        return self._status.figures(check_month(month))

    def earlier(self, month: str, *, frozen: bool = False) -> Record | None:
        """Another month's figures as reported; None when it had no matters and no sweep.

        Args:
            frozen: whether they are to stand beside a month as published.
        """
        return self._status.earlier(check_month(month), frozen=frozen)

    def arrived(self, month: str) -> list[Record]:
        """The late reports and corrections that this month's bulletin has to print (更正说明)."""
        return self._status.arrived(check_month(month))

    def open_ids(self, month: str, key: str, village: str | None = None) -> list[str]:
        """The ids that :meth:`opened` finds."""
        return self.opened(month, key, village).ids

    def opened(
        self, month: str, key: str, village: str | None = None, reading: str = REPORTED
    ) -> Opened:
        """What a figure of the month opens to for whoever works.

        Args:
            key: an indicator, "KEY/" for its denominator, "flow.KEY" or its KEY,
                "rung_flow.RUNG.KEY", "rungs.RUNG", "category.CODE", "channel.KEY", "members",
                "visit_due"; or a figure's Chinese name.
            reading: as of :meth:`status`: which of its two values is opened.

        Raises:
            Refused: no such figure.
        """
        state = self.monthly.state(check_month(month))
        if state.record is not None and reading == REPORTED:
            return behind(self._context, partial(published.open_ids, state.record), key, village)
        figures = self.monthly.figures(month, reading, state)
        return behind(self._context, figures.open_ids, key, village)

    def missing(self, month: str) -> list[str]:
        """What the month's stage still lacks, in sentences."""
        return list(self.status(month, compare=False)["missing"])

    def record(self, month: str) -> Mapping[str, Any] | None:
        """The frozen record of a published month with its papers, else nothing.

        Raises:
            Refused: it is not what was published.
        """
        state = self.monthly.state(check_month(month))
        if state.published is None or state.record is None:
            return None
        faults = published.damaged(state.record, str(state.published.data.get("hash", "")))
        if faults:
            raise Refused("；".join(faults), safe="没有改动", do="请从备份恢复，或联系镇综治中心")
        return state.record

    def open(self, month: str) -> None:
        """Open a month if it is not: its window and households are frozen (by rule)."""
        unit = self._context.rules.settings.unit.code
        window = self.monthly.window(month)
        if self._context.today < window.first:
            raise Refused(
                f"{month_name(month)}从 {window.first} 开始，现在还不能开", do="请核对月份"
            )
        households = {
            each.code: self.monthly.denominator(each.code, window).to_json()
            for each in self.monthly.villages(window)
        }
        self._context.journal.by_rule(
            stages.subject(month),
            "open_month",
            {"unit": unit, "window": window.to_json(), "denominator": households},
            rule="open_month",
            start=unit,
            on=self._context.today.isoformat(),
        )

    def summarise(self, month: str) -> Record:
        """Stage two: the figures are put together and must add up; answers the status.

        Raises:
            Refused: not now, not by this role, or the figures do not add up.
        """
        self._context.demand("summarise")
        with self._context.journal.transaction():
            state = self._begin(month, "summarise")
            flow = self.monthly.figures(month, REPORTED, state).numbers["flow"]
            self._append(month, "summarise", {"flow": flow})
        return self.status(month)

    def dispatch(self, month: str) -> Record:
        """Stage three: the ladder is run; answers the status with ``escalated``."""
        self._context.demand("dispatch")
        with self._context.journal.transaction():
            self._begin(month, "dispatch")
            climbed = self._ladder.run()
            self._append(month, "dispatch", {"applied": climbed.applied})
        return self.status(month) | {"escalated": climbed.listed}

    def bulletin(self, month: str, record: Mapping[str, Any] | None = None) -> Record:
        """Stage four: draft, check, issue, publish; answers the status with ``findings``.

        Args:
            record: ``{step: draft / check / issue / publish, signer, number, on, notes: {KEY:
                text}}``; without a step all that are left.

        Raises:
            Refused: a grave finding of the self-check, not by this role, or not now.
        """
        with self._context.journal.transaction():
            findings = self._bulletins.take(month, record or {})
            self.tidy()
        return self.status(month) | {"findings": findings}

    def note(self, month: str, about: str, text: str) -> Record:
        """Explain a figure; ``about`` is its key or name, or the village that did not report."""
        self._context.demand("bulletin")
        self._check_open(check_month(month))
        data = {"about": self._bulletins.explained(about), "text": explanation(text)}
        self._append(month, "note", data)
        return self.status(month)

    def round(self, month: str, name: str) -> Record:
        """An extra round of screening (集中排查) is held; rounds are counted."""
        self._context.demand("summarise")
        named = reading.text(name, "名称", longest=100)
        if not named:
            raise Refused("集中排查要写名称", safe="没有记下", do="如 国庆节前集中排查")
        with self._context.journal.transaction():
            self.open(check_month(month))
            self._check_open(month)
            self._append(month, "round", {"name": named})
        return self.status(month)

    def scan(self, month: str, file: str, digest: str) -> Record:
        """File the signed scan of the bulletin with its hash."""
        self._context.demand("issue")
        if not self.monthly.state(check_month(month)).frozen:
            raise Refused(f"{month} 还没有发出通报，没有可以存的扫描件")
        self._append(month, "scan", {"file": file, "hash": digest})
        return self.status(month)

    def close(self, month: str) -> Record:
        """The month is done; its figures and papers stay as they were published."""
        self._context.demand("close_month")
        with self._context.journal.transaction():
            state = self.monthly.state(check_month(month))
            check_step(state, "close", partial(self.missing, month))
            self._append(month, "close", {})
        return self.status(month)

    def reopen(self, month: str, reason: str, approver: str) -> Record:
        """Open a published month again, with reason and approver.

        Raises:
            Refused: it was not published, a later month was, or reason or approver is missing.
        """
        self._context.demand("reopen_month")
        state = self.monthly.state(check_month(month))
        later = [m for m in self.monthly.published_months() if m > month]
        newest = next((s for m in later if (s := self.monthly.state(m)).frozen), None)
        check_reopen(state, newest, reason, approver)
        self._append(month, "reopen_month", {"reason": reason, "approver": approver})
        return self.status(month)

    def tidy(self) -> int:
        """Shrink household marks to counts, 90 days after their month was closed; how many.

        Done with whatever is written of a month or by a run of the ladder; looks once a day.
        """
        today, shrunk = self._context.today, 0
        if self._tidied == today:
            return 0
        closed_by = (today - SHRINK_AFTER).isoformat()
        with self._context.journal.transaction():
            for month in self.monthly.unshrunk(closed_by):
                state = self.monthly.state(month)
                if state.closed is not None and state.closed.on <= closed_by:
                    shrunk += self._bulletins.shrink(month, state)
        self._tidied = today
        return shrunk

    def _check_open(self, month: str) -> None:
        if self.monthly.state(month).frozen:
            raise Refused(
                f"{month_name(month)}的通报已经发出，不能再改",
                safe="报出数和文书原样保存",
                do="确需修改，请先重开这个月",
            )

    def _begin(self, month: str, step: str) -> MonthState:
        self.open(check_month(month))
        state = self.monthly.state(month)
        check_step(state, step, partial(self.missing, month))
        return state

    def _append(self, month: str, kind: str, data: Mapping[str, Any]) -> None:
        context = self._context
        on = context.today.isoformat()
        context.journal.append(stages.subject(month), kind, data, by=context.who, on=on)
        self.tidy()
