"""What an office sets for itself (设置): one value, folded from ``setting:NAME`` events.

Each setting is one event ``setting_set`` {value}; the names are the keys of ``SETTINGS``. What a
newer program wrote and this one cannot read stays in the ledger and leaves the built-in value.
"""

from __future__ import annotations

import hashlib
import json
from calendar import monthrange
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from xinfang_tui import setting_checks as checks
from xinfang_tui.fact import Fact, named
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

CALENDAR_WINDOW, SHIFTED_WINDOW = "calendar", "26-25"
_NOTHING: Mapping[Any, Any] = MappingProxyType({})


class Unit(NamedTuple):
    """The unit that keeps this ledger: 12-digit code, name, level (village, township, county)."""

    code: str = ""
    name: str = ""
    level: str = ""


class Office(NamedTuple):
    """Names and habits of the office that its papers carry.

    Attributes:
        mediation_centre: 镇调解中心; issuing_office: who issues the bulletin, empty: the unit.
        number_style: 发文字号 with {year} and {n}; seal: whether papers are stamped.
        signer: 签发人; checker: 审核人; drafter: 制表人; printed_by: 印发机关.
        complaints_phone: whom to call about the office itself (监督电话).
        phone, address: where the party finds the office; discipline: where accusations go.
    """

    mediation_centre: str = ""
    issuing_office: str = ""
    number_style: str = "〔{year}〕{n}号"
    seal: bool = True
    signer: str = ""
    checker: str = ""
    drafter: str = ""
    printed_by: str = ""
    complaints_phone: str = ""
    phone: str = ""
    address: str = ""
    discipline: str = "纪检监察机关（举报电话 12388）"


class Fonts(NamedTuple):
    """Font names of the official papers, by their place in GB/T 9704."""

    title: str = "方正小标宋简体"
    body: str = "仿宋_GB2312"
    heading: str = "黑体"
    subheading: str = "楷体_GB2312"
    number: str = "宋体"


class Meetings(NamedTuple):
    """When joint meetings are scheduled: single dates, and a day of every month without one."""

    dates: tuple[date, ...] = ()
    day: int | None = None


class Settings(NamedTuple):
    """Everything an office sets, with what holds where it set nothing.

    Attributes:
        window: "calendar" or "26-25"; reporting_day: day of the month, None: the window's last.
        leader: the principal leader; extra_days: days worked (True) or off that the office adds.
        weights: scoring of offices, adding up to 100; village_scoring: scores for villages too.
        return_days: days after a settlement at which it is visited again.
        warnings: percentages of a limit at which it warns; mask_style: "某" or "*".
        ladder: TOML text in place of the built-in ladder; codes: edits over the built-in lists.
        sentences: sentences of papers by key; keymap: keys by command.
    """

    unit: Unit = Unit()
    window: str = CALENDAR_WINDOW
    reporting_day: int | None = None
    office: Office = Office()
    fonts: Fonts = Fonts()
    leader: str = ""
    meetings: Meetings = Meetings()
    weights: Mapping[str, int] = checks.WEIGHTS
    village_scoring: bool = False
    return_days: tuple[int, ...] = (7, 30, 90)
    warnings: tuple[int, ...] = (50, 80, 100)
    mask_style: str = "某"
    extra_days: Mapping[date, bool] = _NOTHING
    ladder: str = ""
    codes: Mapping[str, Any] = _NOTHING
    sentences: Mapping[str, str] = _NOTHING
    keymap: Mapping[str, str] = _NOTHING

    @property
    def version(self) -> str:
        """Names the settings that move dates: another version makes index rows stale (§7)."""
        moving = (self.extra_days, self.meetings, self.ladder, self.warnings)
        text = json.dumps([plain_value(each) for each in moving], ensure_ascii=False)
        return hashlib.blake2b(text.encode(), digest_size=6).hexdigest()

    def meeting_days(self, first: date, last: date) -> tuple[date, ...]:
        """The scheduled meetings from ``first`` to ``last``, as set: not moved off holidays."""
        found = {day for day in self.meetings.dates if first <= day <= last}
        if self.meetings.day is not None:
            fixed = {(day.year, day.month) for day in self.meetings.dates}
            year, month = first.year, first.month
            while (year, month) <= (last.year, last.month):
                length = monthrange(year, month)[1]
                day = date(year, month, min(self.meetings.day, length))
                if (year, month) not in fixed and first <= day <= last:
                    found.add(day)
                year, month = (year, month + 1) if month < 12 else (year + 1, 1)
        return tuple(sorted(found))

    def value(self, name: str) -> Any:
        """The value of a setting as :func:`check` takes it and events carry it."""
        return plain_value(getattr(self, name))


SETTINGS: Mapping[str, str] = MappingProxyType(
    {
        "unit": "本单位",
        "window": "统计时段",
        "reporting_day": "报送日",
        "office": "单位名称与文书",
        "fonts": "文书字体",
        "leader": "主要领导",
        "meetings": "联席会议日程",
        "weights": "考核权重",
        "village_scoring": "是否给村打分",
        "return_days": "回访天数",
        "warnings": "期限提醒",
        "mask_style": "隐名样式",
        "extra_days": "自定上班日和休息日",
        "ladder": "层级与期限",
        "codes": "代码表",
        "sentences": "文书用语",
        "keymap": "按键",
    }
)


def check(name: str, value: Any) -> Any:
    """The value of a setting in the one form that its event carries.

    Raises:
        Refused: no such setting, or a value it cannot have.
    """
    if name not in SETTINGS:
        raise Refused(f"没有“{name}”这项设置", do="可设：" + "、".join(SETTINGS))
    return checks.CHECKS[name](value)


def fold_settings(facts: Iterable[Fact]) -> Settings:
    """The settings that the events, in fold order, make; what cannot be read is passed over."""
    settings = Settings()
    for fact in facts:
        name = named(fact, "setting")
        if name in SETTINGS and fact.kind == "setting_set":
            try:
                value = check(name, fact.payload.get("value"))
            except Refused:
                continue
            settings = settings._replace(**{name: _built(name, value)})
    return settings


def plain_value(value: Any) -> Any:
    """A setting as JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Office | Unit | Fonts | Meetings):
        return {name: plain_value(each) for name, each in value._asdict().items()}
    if isinstance(value, tuple | list):
        return [plain_value(each) for each in value]
    if isinstance(value, Mapping):
        return {str(key): plain_value(each) for key, each in sorted(value.items())}
    return value


def _built(name: str, value: Any) -> Any:
    match name:
        case "unit":
            return Unit(**value)
        case "office":
            return Office(**value)
        case "fonts":
            return Fonts(**value)
        case "meetings":
            dates = tuple(date.fromisoformat(day) for day in value["dates"])
            return Meetings(dates, value["day"])
        case "return_days" | "warnings":
            return tuple(value)
        case "extra_days":
            days = {date.fromisoformat(day): on for day, on in value.items()}
            return MappingProxyType(days)
    return MappingProxyType(value) if isinstance(value, dict) else value
