"""The statutory ways open to the parties and their dates (法定途径); climbing delays none of them.

Limits run from knowing of the injury or the act; the program knows only the day it occurred, so the
dates are the earliest that can be meant, and every way says so. Sources beside each (DESIGN §5).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from xinfang_tui.calendar import Calendar
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.ladder.clock import served_since
from xinfang_tui.ladder.count import add_months
from xinfang_tui.tuples import NamedTuple

PRESUMED = "自知道或应当知道之日起算，这里暂按发生日期推算，以受理机关认定为准"
CONFIRM_DAYS = 30
_REVIEW_DAYS = 30


class Way(NamedTuple):
    """A way open to a party.

    Attributes:
        key: short name in code; name, where: what it is and who takes it.
        limit: the limit in words, empty without one; basis: the article.
        last: the plain last day; due: moved off days that are none (民法典 203).
        remark: what to know about the date.
    """

    key: str
    name: str
    where: str
    limit: str
    basis: str
    last: date | None = None
    due: date | None = None
    remark: str = ""

    @property
    def line(self) -> str:
        """The way as a line of a notice."""
        text = f"{self.name}：向{self.where}提出"
        if self.limit:
            text += f"，{self.limit}"
        if self.due is not None:
            text += f"（最迟 {self.due.isoformat()}）"
        return f"{text}（{self.basis}）"


class _Rule(NamedTuple):
    """A way by category: ``last`` computes its last day from the day the matter occurred."""

    categories: tuple[str, ...]
    key: str
    name: str
    where: str
    limit: str
    basis: str
    last: Callable[[date], date] | None = None
    but: tuple[str, ...] = ()


def _months(months: int) -> Callable[[date], date]:
    return lambda day: add_months(day, months)


_CIVIL = ("01", "02", "03", "04", "05", "06", "08", "0901", "10", "16", "99")
_FAMILY = ("0101", "0102")
_RULES = (
    _Rule(
        ("07",),
        "labour",
        "劳动人事争议仲裁",
        "劳动人事争议仲裁委员会",
        "一年内申请；拖欠工资的，劳动关系终止之日起一年内",
        "劳动争议调解仲裁法第二十七条",
        _months(12),
    ),
    _Rule(
        ("0901",),
        "land_arbitration",
        "农村土地承包仲裁",
        "农村土地承包仲裁委员会",
        "二年内申请",
        "农村土地承包经营纠纷调解仲裁法第十八条",
        _months(24),
    ),
    _Rule(
        ("0902", "0903", "0904", "0999"),
        "title",
        "土地、林地等权属处理",
        "乡镇或县级人民政府",
        "对处理决定不服的，先复议再起诉，按决定书写明的期限",
        "土地管理法第十四条、森林法第二十二条",
    ),
    _Rule(
        ("11", "12", "13"),
        "review",
        "行政复议",
        "县级人民政府（行政复议机关）",
        "六十日内申请",
        "行政复议法第二十条",
        lambda day: day + timedelta(days=60),
    ),
    _Rule(
        ("11", "12", "13"),
        "administrative",
        "行政诉讼",
        "人民法院",
        "六个月内起诉",
        "行政诉讼法第四十六条",
        _months(6),
    ),
    _Rule(
        ("14",),
        "judicial",
        "申诉、申请再审",
        "原办案机关或其上级、人民检察院",
        "申请再审的，判决裁定生效后六个月内",
        "民事诉讼法第二百一十六条",
    ),
    _Rule(
        ("15",),
        "discipline",
        "检举控告",
        "纪检监察机关",
        "",
        "监察法",
    ),
    _Rule(
        _FAMILY,
        "court",
        "民事诉讼",
        "人民法院",
        "婚姻、抚养、赡养的请求一般不受诉讼时效限制",
        "民法典第一百九十六条",
    ),
    _Rule(
        _CIVIL,
        "court",
        "民事诉讼",
        "人民法院",
        "诉讼时效三年",
        "民法典第一百八十八条",
        _months(36),
        _FAMILY,
    ),
    _Rule(
        ("0601",),
        "consumer",
        "消费投诉",
        "市场监督管理部门（12315）",
        "",
        "消费者权益保护法第三十九条",
    ),
)


def ways(dispute: Dispute, calendar: Calendar) -> tuple[Way, ...]:
    """The ways open in a matter, for the notice to the party and for an ending."""
    # A first-level category without a second is taken for its "other" one.
    category = dispute.category if len(dispute.category) > 2 else f"{dispute.category}99"
    found = [
        _way(rule, dispute.occurred_on, calendar)
        for rule in _RULES
        if category.startswith(rule.categories) and not category.startswith(rule.but)
    ]
    confirmed = confirmation(dispute, calendar)
    if confirmed is not None:
        found.append(confirmed)
    return (*found, *reviews(dispute, calendar))


def confirmation(dispute: Dispute, calendar: Calendar) -> Way | None:
    """Judicial confirmation, jointly within 30 days of the agreement (人民调解法 33)."""
    if dispute.resolved_on is None or dispute.confirm_given is not None:
        return None
    last = dispute.resolved_on + timedelta(days=CONFIRM_DAYS)
    return Way(
        "confirmation",
        "司法确认",
        "人民法院",
        "双方自调解协议生效之日起三十日内共同申请",
        "人民调解法第三十三条",
        last,
        calendar.next_working(last),
        calendar.remark(last),
    )


def reviews(dispute: Dispute, calendar: Calendar) -> tuple[Way, ...]:
    """复查 or 复核 of a petition, within 30 days of the last opinion's service (条例 35, 36)."""
    served = served_since(dispute)
    stages = (
        ("petition_review", "复查", "原办理机关的上一级机关", "信访工作条例第三十五条"),
        ("petition_recheck", "复核", "复查机关的上一级机关", "信访工作条例第三十六条"),
    )
    if not 0 < len(served) <= len(stages):
        return ()
    key, name, where, basis = stages[len(served) - 1]
    last = served[-1] + timedelta(days=_REVIEW_DAYS)
    limit = "自收到书面意见之日起三十日内请求"
    return (Way(key, name, where, limit, basis, last, calendar.next_working(last)),)


def _way(rule: _Rule, occurred: date, calendar: Calendar) -> Way:
    if rule.last is None or occurred == date.min:
        return Way(rule.key, rule.name, rule.where, rule.limit, rule.basis)
    last = rule.last(occurred)
    remark = "；".join(filter(None, (PRESUMED, calendar.remark(last))))
    due = calendar.next_working(last)
    return Way(rule.key, rule.name, rule.where, rule.limit, rule.basis, last, due, remark)
