"""What is asked of a paper: which month, days, dispute, village, member of staff or meeting."""

from __future__ import annotations

from datetime import date

from xinfang_tui.desk.paperkinds import MONTH, NEED_NAMES, Kind
from xinfang_tui.disputes import reading
from xinfang_tui.month.window import check_month
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

Day = date | str | None


class Request(NamedTuple):
    """One paper asked for.

    Attributes:
        month: "2026-10"; since, until: first and last day of a span; asof: one day to speak of.
        number: of a dispute; village: name or code; staff, taker: names; meeting: its id.
        unmasked: people are shown.
        final: it is made, not looked at: file numbers may be given.
    """

    month: str = ""
    since: date | None = None
    until: date | None = None
    asof: date | None = None
    number: str = ""
    village: str = ""
    staff: str = ""
    taker: str = ""
    meeting: str = ""
    unmasked: bool = False
    final: bool = False

    @property
    def spans(self) -> bool:
        """Whether days are asked for instead of a month."""
        return any(day is not None for day in (self.since, self.until, self.asof))


def request(
    kind: Kind,
    current: str,
    *,
    month: str | None = None,
    since: Day = None,
    until: Day = None,
    asof: Day = None,
    number: str | None = None,
    village: str | None = None,
    staff: str | None = None,
    taker: str | None = None,
    meeting: str | None = None,
    unmasked: bool = False,
    final: bool = False,
) -> Request:
    """The request, checked against what the kind needs.

    Args:
        current: the running month, taken where a month is needed and none was given.

    Raises:
        Refused: something needed is missing, or it is no month or day.
    """
    days = {
        name: reading.day(day, name) if day else None
        for name, day in (("从", since), ("到", until), ("截至", asof))
    }
    asked = Request(
        month=check_month(month) if month else "",
        since=days["从"],
        until=days["到"],
        asof=days["截至"],
        number=number or "",
        village=village or "",
        staff=staff or "",
        taker=taker or "",
        meeting=meeting or "",
        unmasked=unmasked,
        final=final,
    )
    if asked.spans and not kind.spans:
        raise Refused(f"“{kind.name}”只能按月份出，不能按起止日期出", do="请给出月份，如 2026-10")
    if asked.since and asked.until and asked.since > asked.until:
        raise Refused(f"起止日期颠倒了：{asked.since} 晚于 {asked.until}", do="请核对起止日期")
    lacking = [need for need in kind.needs if need != MONTH and not getattr(asked, need)]
    if lacking and not kind.each:
        raise Refused(
            f"出“{kind.name}”还缺{'、'.join(NEED_NAMES[need] for need in lacking)}",
            do=f"“{kind.name}”需要：{'、'.join(NEED_NAMES[need] for need in kind.needs)}",
        )
    if (MONTH in kind.needs or kind.each) and not asked.month and not asked.spans:
        return asked._replace(month=current)
    return asked
