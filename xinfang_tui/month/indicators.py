"""The indicators of the month, one object each (DESIGN §6).

An indicator's numerator is picked out of its denominator, so it is always a part of it; both are
lists of dispute ids (a matter may stand twice where steps are counted), of village codes, or plain
counts of households.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from xinfang_tui.month.ground import DAYS_TO_ENTER, Ground
from xinfang_tui.tuples import NamedTuple

Number = int | float


class Share(NamedTuple):
    """A value with what it is made of; ``value`` is None when the denominator is 0."""

    value: float | None
    numerator: Number
    denominator: Number

    def to_json(self) -> dict[str, Number | None]:
        """The three numbers of DESIGN §10."""
        return {
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
        }


def percent(numerator: int, denominator: int) -> float | None:
    """Per cent to one decimal, half up; None of nothing. 41 of 47 is 87.2."""
    if not denominator:
        return None
    return (2000 * numerator + denominator) // (2 * denominator) / 10


def share(numerator: int, denominator: int) -> Share:
    """A share in per cent."""
    return Share(percent(numerator, denominator), numerator, denominator)


class Indicator(NamedTuple):
    """One figure of the month.

    Attributes:
        key, name: its JSON key and Chinese name; formula: in words, as printed.
        of: the denominator; which: whether one of it is of the numerator.
        opens: what its lists hold: disputes or villages.
    """

    key: str
    name: str
    formula: str
    of: Callable[[Ground], Sequence[Any]]
    which: Callable[[Any], bool]
    opens: str = "dispute"

    def lists(self, ground: Ground) -> tuple[list[Any], Sequence[Any]]:
        """What makes the numerator, what makes the denominator."""
        denominator, which = self.of(ground), self.which
        return [item for item in denominator if which(item)], denominator

    def share(self, numerator: Sequence[Any], denominator: Sequence[Any]) -> Share:
        """Its value for a month of these :meth:`lists`."""
        return share(len(numerator), len(denominator))


class Coverage(Indicator):
    """Counted over households, not disputes."""

    __slots__ = ()

    def share(self, numerator: Sequence[Any], denominator: Sequence[Any]) -> Share:
        counted = [unit.coverage for unit in denominator]
        return share(sum(each.seen for each in counted), sum(each.households for each in counted))


class Days(Indicator):
    """The median of days, not a share: numerator all days, denominator all matters."""

    __slots__ = ()

    def share(self, numerator: Sequence[Any], denominator: Sequence[Any]) -> Share:
        days = [day for item in denominator for day in item.days]
        return Share(median(days) if days else None, sum(days), len(days))


def median(days: Sequence[int]) -> float:
    """The middle one, or halfway between both, to one decimal.

    The standard library's own loads fractions, decimals and chance for it, a tenth of all that a
    month's figures load.
    """
    ordered, half = sorted(days), len(days) // 2
    return round((ordered[half] + ordered[~half]) / 2, 1)


INDICATORS: tuple[Indicator, ...] = (
    Coverage(
        "coverage",
        "排查覆盖率",
        "已见到的户（有、无）÷ 开月时常住户和租户；未见到、未查的不算",
        lambda g: g.units,
        lambda u: u.coverage.seen > 0,
        "village",
    ),
    Indicator(
        "reported",
        "报送率",
        "已报送或作零报告的村 ÷ 应报送的村",
        lambda g: g.units,
        lambda u: u.submission is not None,
        "village",
    ),
    Indicator(
        "on_time",
        "按时报送率",
        "报送日当天或之前收到的村 ÷ 应报送的村；以收到日为准，不以录入日为准",
        lambda g: g.units,
        lambda u: u.on_time,
        "village",
    ),
    Indicator(
        "resolved",
        "化解率",
        "本月登记、月末已化解或销号的件 ÷ 本月登记的件",
        lambda g: g.registered,
        lambda i: i.settled,
    ),
    Indicator(
        "concluded",
        "办结率",
        "本月办结（化解、转法定途径、终止）的件次 ÷（上月结转＋新增＋重开）",
        lambda g: g.handled,
        lambda i: i.flag,
    ),
    Indicator(
        "mediated",
        "调解成功率",
        "调解成功的件 ÷ 本月办结且经过调解的件",
        lambda g: [i for i in g.concluded if i.mediated],
        lambda i: i.settled,
    ),
    Indicator(
        "local",
        "就地化解率",
        "在村、镇两级化解的件 ÷ 本月化解的件；只看水平，不定指标",
        lambda g: g.settled,
        lambda i: i.rung in ("village", "township"),
    ),
    Indicator(
        "in_time",
        "按期办结率",
        "在期限内办结的件 ÷ 本月办结的件；期限含延期、中止和节假日顺延",
        lambda g: g.concluded,
        lambda i: i.in_time,
    ),
    Indicator(
        "visited",
        "回访率",
        "月末前已回访到的件 ÷ 本月化解的件",
        lambda g: g.settled,
        lambda i: i.visited,
    ),
    Indicator(
        "satisfied",
        "满意率",
        "满意、基本满意的件 ÷ 本月回访到的件（一件以最后一次为准）",
        lambda g: [i for i in g.visits if i.reached],
        lambda i: i.pleased,
    ),
    Indicator(
        "contact",
        "回访接通率",
        "联系上的件 ÷ 本月回访的件",
        lambda g: g.visits,
        lambda i: i.reached,
    ),
    Indicator(
        "verified",
        "回访核实后的化解率",
        "本月登记、月末已化解且回访满意或基本满意的件 ÷ 本月登记的件",
        lambda g: g.registered,
        lambda i: i.settled and i.content,
    ),
    Indicator(
        "reopened",
        "反弹率",
        "本月重开的件 ÷ 本月办结或重开的件",
        lambda g: g.ended,
        lambda i: i.flag,
    ),
    Indicator(
        "met",
        "三见面率",
        "受理、调查、答复三次见面都做到的件 ÷ 本月办结的件",
        lambda g: g.concluded,
        lambda i: i.met,
    ),
    Indicator(
        "owned",
        "包案率",
        "有包案领导的件 ÷ 月末在包案层级的在办件",
        lambda g: [i for i in g.open if i.rung == "leader_case"],
        lambda i: i.owned,
    ),
    Indicator(
        "meeting",
        "例会办结率",
        "月末已办结的件 ÷ 本月联席会议研究的件",
        lambda g: g.studied,
        lambda i: not i.stands_open,
    ),
    Indicator(
        "extended",
        "延期率",
        "本月延期的件 ÷ 本月办理的件",
        lambda g: g.matters,
        lambda i: i.extended,
    ),
    Indicator(
        "overdue",
        "超期率",
        "月末已超期的件 ÷ 月末在办的件",
        lambda g: g.open,
        lambda i: i.overdue,
    ),
    Indicator(
        "blocked",
        "无人承接率",
        "月末该上报或已超期、还没有人承接的件 ÷ 月末在办的件",
        lambda g: g.open,
        lambda i: i.blocked,
    ),
    Days(
        "days",
        "用时中位数（天）",
        "本月办结的件从登记（或重开）到办结的天数，取中位数；分子为总天数",
        lambda g: g.concluded,
        lambda i: True,
    ),
    Indicator(
        "quality",
        "数据质量",
        f"没有填报不一致、{DAYS_TO_ENTER} 天内录入的件 ÷ 本月登记的件",
        lambda g: g.registered,
        lambda i: i.clean,
    ),
)
BY_KEY: Mapping[str, Indicator] = {indicator.key: indicator for indicator in INDICATORS}


def change(now: Mapping[str, Any], before: Mapping[str, Any]) -> float | None:
    """环比 or 同比 of an indicator's JSON: per cent points, of ``days`` days; None without one."""
    if now["value"] is None or before["value"] is None:
        return None
    return round(float(now["value"]) - float(before["value"]), 1)


def growth(now: int, before: int | None) -> float | None:
    """环比 or 同比 of a count in per cent, one decimal; None when there was nothing before."""
    if not before:
        return None
    return percent(now - before, before)
