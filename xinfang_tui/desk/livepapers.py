"""Papers of this minute or of any days: 快报 and the ledger as a list (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from store import Where
from xinfang_tui.desk import hiding
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.lists import DEFAULT_ORDER, Lists
from xinfang_tui.desk.made import Made
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.desk.records import record_of
from xinfang_tui.desk.request import Request
from xinfang_tui.desk.spans import span_figures
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.masking import Mask
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.ledger_table import COLUMNS, ledger_rows
from xinfang_tui.documents.office import office_of
from xinfang_tui.documents.paper import FORM, Column, Note, Paper, Table
from xinfang_tui.documents.paper_json import from_json, to_json
from xinfang_tui.documents.papers.brief import brief, span
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.documents.papers.summary import summary
from xinfang_tui.documents.wording import day
from xinfang_tui.month.figures import Figures
from xinfang_tui.month.window import month_name, month_of
from xinfang_tui.refusal import Refused

OF_SPAN = (("上月结转", "期初在办"), ("本月", "本期"), ("月末", "期末"))


class LivePapers:
    """Makes papers from the ledger as it stands now."""

    def __init__(self, context: Context, monthly: Monthly) -> None:
        self._context = context
        self._monthly = monthly

    def brief(self, asked: Request) -> Made:
        """快报: a month so far, a day, or from a day to a day; always 未定稿."""
        context = self._context
        first, last = self.days(asked)
        figures = self.figures(asked)
        # Offices only: a brief names nobody, so that there is nobody to hide.
        month = Month(figures.numbers, office_of(context.rules.settings), Disclosure(Mask(())))
        paper = brief(month, first, last, context.today.isoformat())
        named = first.isoformat() if first == last else f"{first}_{last}"
        return Made(paper, (named,))

    def summary(self, asked: Request) -> Made:
        """汇总表 of a span of days, as known now: never more than a draft."""
        first, last = self.days(asked)
        office = office_of(self._context.rules.settings)
        month = Month(self.figures(asked).numbers, office, Disclosure(Mask(())), draft=True)
        record = _worded(to_json(summary(month)))
        record["title"] = f"{office.place}{span(first, last)}矛盾纠纷排查化解情况汇总表"
        return Made(from_json(record), (f"{first}_{last}",))

    def figures(self, asked: Request) -> Figures:
        """The figures of the days asked for, as known now."""
        return span_figures(self._context, self._monthly, *self.days(asked))

    def ledger(self, asked: Request) -> Made:
        """台账: the matters registered in these days, as they stand now."""
        context, rules = self._context, self._context.rules
        first, last = self.days(asked)
        where = [
            *Lists(context).where({}),
            Where("registered_on", ">=", first.isoformat()),
            Where("registered_on", "<=", last.isoformat()),
        ]
        found = context.journal.disputes.documents(where, order=DEFAULT_ORDER)
        disputes = [
            Dispute.from_json(stored) for _, stored in found if hiding.may_read(context, stored)
        ]
        key = hiding.paper_key("ledger", first.isoformat(), last.isoformat(), str(context.today))
        show = (
            hiding.unmasked(context)
            if asked.unmasked
            else hiding.masked(
                rules, disputes, paper=key, more=hiding.former(context, (d.id for d in disputes))
            )
        )
        records = (record_of(dispute, rules, context.today) for dispute in disputes)
        rows = tuple(ledger_rows(records, show, rules.codes))
        columns = tuple(Column(head.title, head.kind, head.width) for head in COLUMNS)
        office = office_of(rules.settings)
        paper = Paper(
            title=f"{office.place}矛盾纠纷排查调处台账",
            blocks=(
                Table(columns, rows, sheet="台账"),
                Note(
                    f"{day(first)}至{day(last)}登记的{len(rows)}件，状态截至{day(context.today)}。"
                ),
            ),
            kind="ledger",
            style=FORM,
            month=asked.month,
            wide=True,
            fonts=office.fonts,
            **show.marks(),
        )
        return Made(paper, (asked.month or f"{first}_{last}",))

    def days(self, asked: Request) -> tuple[date, date]:
        """The days asked for: a span, a month up to a day, a month so far.

        Raises:
            Refused: they have not begun.
        """
        today = self._context.today
        if asked.since and asked.since > today:
            raise Refused(f"{asked.since} 还没有到，没有数可报", do=f"今天是 {today}，请核对日期")
        if asked.since or asked.until:
            last = min(asked.until or today, today)
            return min(asked.since or last, last), last
        if asked.asof and asked.asof > today:
            raise Refused(f"{asked.asof} 还没有到，没有数可报", do=f"今天是 {today}，请核对日期")
        if asked.asof:
            last = asked.asof
            month = month_of(last, self._context.rules.settings.window)
            return self._monthly.window(month).first, last
        window = self._monthly.window(asked.month)
        if window.first > today:
            raise Refused(
                f"{month_name(asked.month)}从 {window.first} 开始，没有数可报",
                do=f"今天是 {today}，请核对月份",
            )
        return window.first, min(window.last, today)


def _worded(value: Any) -> Any:
    """What a month's paper says of the month, said of a span of days."""
    if isinstance(value, str):
        for month, days in OF_SPAN:
            value = value.replace(month, days)
        return value
    if isinstance(value, Mapping):
        return {name: _worded(each) for name, each in value.items()}
    return [_worded(each) for each in value] if isinstance(value, list | tuple) else value
