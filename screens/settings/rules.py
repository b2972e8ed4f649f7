"""The forms of what an office sets for its work: ladder, days, windows, names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from screens.forms.days import read_day
from screens.forms.dialog import FormDialog
from screens.forms.field import INT, LONG, NAMES, RADIO, ROWS, Field
from screens.frame.session import Session
from screens.pieces.choice import Choice
from xinfang_tui import ladder
from xinfang_tui.refusal import Refused
from xinfang_tui.setting_checks import WEIGHT_NAMES
from xinfang_tui.settings import CALENDAR_WINDOW, SHIFTED_WINDOW

if TYPE_CHECKING:
    from screens.settings.page import SettingsPage

_OFFICE = (
    ("mediation_centre", "调解中心", "如 双桥镇人民调解中心"),
    ("issuing_office", "发文机关", "不填就是本单位"),
    ("number_style", "文号样式", "如 双政信〔{year}〕{n}号"),
    ("signer", "签发人", ""),
    ("checker", "审核人", ""),
    ("drafter", "制表人", ""),
    ("printed_by", "印发机关", ""),
    ("phone", "联系电话", ""),
    ("address", "地址", ""),
    ("complaints_phone", "监督电话", ""),
    ("discipline", "举报去处", "反映干部问题的去处"),
)
_FONTS = (
    ("title", "标题"),
    ("body", "正文"),
    ("heading", "一级标题"),
    ("subheading", "二级标题"),
    ("number", "页码"),
)


class RuleForms:
    """Each setting's form, and its saving through the desk.

    Args:
        page: the screen it happens on.
    """

    def __init__(self, page: SettingsPage, session: Session) -> None:
        self._page = page
        self._session = session

    async def _form(
        self,
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        about: Sequence[str] = (),
    ) -> dict[str, Any] | None:
        form = FormDialog(title, fields, self._session.today, values=values, about=about)
        answer: dict[str, Any] | None = await self._page.app.push_screen_wait(form)
        return answer

    async def _set(self, name: str, value: Any, words: str) -> None:
        await self._session.ask(self._session.desk.registry.set, name, value)
        await self._page.saved(f"已改：{words}")

    async def ladder(self) -> None:
        """The ladder as text; it is checked before it holds."""
        text = self._session.settings.ladder or _built_in_ladder()
        about = ["正在计算的期限仍按原来的；新的从下一次起算用。清空就是恢复默认。"]
        field = Field("text", "内容", LONG, longest=20_000, lines=12)
        while True:
            values = await self._form("层级和期限", [field], {"text": text}, about)
            if values is None:
                return
            text = str(values.get("text") or "")
            try:
                await self._set("ladder", text, "层级和期限")
                return
            except Refused as refused:
                about = [f"没有存：{refused.text}"]

    async def extra_days(self) -> None:
        """Days worked or off beside the holiday notices."""
        settings = self._session.settings
        rows = [
            {"day": day.isoformat(), "kind": "班" if worked else "休"}
            for day, worked in sorted(settings.extra_days.items())
        ]
        field = Field(
            "days",
            "日期",
            ROWS,
            rows=(("day", "日期", 14), ("kind", "班 或 休", 0)),
            check=self._days,
        )
        values = await self._form(
            "上班和放假", [field], {"days": rows}, ["一行一天，写“班”是上班，写“休”是休息。"]
        )
        if values is not None:
            days = {
                str(day): str(row.get("kind", "休")).startswith("班")
                for row in values.get("days") or ()
                if (day := self._day(row)) is not None
            }
            await self._set("extra_days", days, "上班和放假")

    def _day(self, row: Mapping[str, Any]) -> date | None:
        return read_day(str(row.get("day") or ""), self._session.today, ahead=True)

    def _days(self, rows: Any) -> str:
        for row in rows:
            if self._day(row) is None:
                return f"“{row.get('day', '')}”看不出是哪一天"
            if row.get("kind") and str(row["kind"])[0] not in "班休":
                return f"“{row['kind']}”应写 班 或 休"
        return ""

    async def window(self) -> None:
        """Which days a month counts, and when it is reported."""
        settings = self._session.settings
        fields = [
            Field(
                "window",
                "统计时段",
                RADIO,
                True,
                choices=(
                    Choice(CALENDAR_WINDOW, "自然月"),
                    Choice(SHIFTED_WINDOW, "上月26日—本月25日"),
                ),
            ),
            Field("reporting_day", "报送日", INT, hint="几号；不填就是最后一天"),
        ]
        current = {"window": settings.window, "reporting_day": settings.reporting_day}
        values = await self._form("统计时段和报送日", fields, current, ["从下一个开的月起用。"])
        if values is not None:
            registry = self._session.desk.registry
            await self._session.ask(registry.set, "window", values["window"])
            await self._set("reporting_day", values.get("reporting_day"), "统计时段和报送日")

    async def meetings(self) -> None:
        """When joint meetings are held."""
        settings = self._session.settings
        fields = [
            Field("day", "每月几号", INT, hint="如 25；没有固定的不填"),
            Field("dates", "定下的日期", NAMES, hint="如 2026-11-05；几天用空格隔开"),
        ]
        dates = [day.isoformat() for day in settings.meetings.dates]
        values = await self._form(
            "联席会议日程", fields, {"day": settings.meetings.day, "dates": dates}
        )
        if values is not None:
            value = {"day": values.get("day"), "dates": values.get("dates") or []}
            await self._set("meetings", value, "联席会议日程")

    async def return_days(self) -> None:
        """Days after a settlement at which it is visited."""
        days = [str(day) for day in self._session.settings.return_days]
        values = await self._form("回访天数", [Field("days", "天数", NAMES, True)], {"days": days})
        if values is not None:
            await self._set("return_days", [_whole(d) for d in values["days"]], "回访天数")

    async def weights(self) -> None:
        """The weights of scoring; they add up to 100."""
        fields = [Field(key, name, INT, required=True) for key, name in WEIGHT_NAMES.items()]
        current = dict(self._session.settings.weights)
        values = await self._form("考核权重", fields, current, ["各项合计应为 100。"])
        if values is not None:
            weights = {key: values.get(key, 0) for key in WEIGHT_NAMES}
            await self._set("weights", weights, "考核权重")

    async def office(self) -> None:
        """Names that papers carry."""
        settings = self._session.settings
        fields = [Field(key, name, hint=hint) for key, name, hint in _OFFICE]
        fields.append(Field("leader", "主要领导", hint="联席会议默认主持"))
        current = {key: getattr(settings.office, key) for key, _, _ in _OFFICE}
        values = await self._form("单位名称与文书", fields, current | {"leader": settings.leader})
        if values is not None:
            leader = str(values.pop("leader", "") or "")
            if leader != settings.leader:
                await self._session.ask(self._session.desk.registry.set, "leader", leader)
            office = {key: values.get(key, "") for key, _, _ in _OFFICE}
            await self._set("office", {**office, "seal": settings.office.seal}, "单位名称与文书")

    async def fonts(self) -> None:
        """Fonts of the official papers."""
        fonts = self._session.settings.fonts
        fields = [Field(key, name, required=True) for key, name in _FONTS]
        values = await self._form("文书字体", fields, {k: getattr(fonts, k) for k, _ in _FONTS})
        if values is not None:
            await self._set("fonts", values, "文书字体")

    async def mask_style(self) -> None:
        """How hidden names look."""
        field = Field(
            "style", "样式", RADIO, True, choices=(Choice("某", "张某某"), Choice("*", "张**"))
        )
        current = {"style": self._session.settings.mask_style}
        values = await self._form("隐名样式", [field], current)
        if values is not None:
            await self._set("mask_style", values["style"], "隐名样式")

    async def templates(self) -> None:
        """Lay the table of classes into the folder of templates, or check the one there."""
        found = await self._session.ask(self._session.desk.reports.classes)
        state = "放好了，请打开修改" if found["created"] else "已经有了，写法没有问题"
        self._page.say(f"类别对照表{state}：{found['file']}")


def _whole(text: str) -> int | str:
    return int(text) if text.isdecimal() else text


def _built_in_ladder() -> str:
    home = Path(ladder.__file__).parent
    return (home / "ladder.toml").read_text(encoding="utf-8")
