"""The forms of what an office sets for its work: ladder, days, windows, names."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from screens.forms.asking import ask_and_save
from screens.forms.days import read_day
from screens.forms.dialog import FormDialog
from screens.forms.field import DAYS, INT, LONG, NAMES, RADIO, ROWS, Field
from screens.frame.menu import Menu
from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.settings import ladderform
from screens.settings.begun import Begun
from xinfang_tui.refusal import Refused
from xinfang_tui.setting_checks import WEIGHT_NAMES
from xinfang_tui.settings import CALENDAR_WINDOW, SETTINGS, SHIFTED_WINDOW

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
_FROM_NOW = "正在计算的期限仍按原来的；新的从下一次起算用。"
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

    async def _keep(
        self,
        title: str,
        fields: Sequence[Field],
        current: Mapping[str, Any],
        meant: Callable[[dict[str, Any]], Mapping[str, Any]],
        about: Sequence[str] = (),
    ) -> None:
        """Ask for settings and keep them by their names; what is refused stays in the form."""
        registry = self._session.desk.registry

        began = self._begun()

        async def save(values: dict[str, Any]) -> str:
            await self._session.moved()
            changed = meant(values)
            if changed == meant(dict(current)):
                return f"没有改动：{title}"
            for name in changed:
                began.check(name, self._session.settings.value(name), f"“{title}”")
            await self._session.ask(registry.set_all, changed)
            return f"已改：{title}"

        form = FormDialog(title, fields, self._session.today, values=current, about=about)
        told = await ask_and_save(self._page, form, save)
        if told is not None:
            await self._page.saved(told)

    def _begun(self) -> Begun:
        return Begun(**{name: self._session.settings.value(name) for name in SETTINGS})

    async def _set(self, name: str, value: Any, words: str) -> None:
        if value == getattr(self._session.settings, name):
            self._page.say(f"没有改动：{words}")
            return
        await self._session.ask(self._session.desk.registry.set, name, value)
        await self._page.saved(f"已改：{words}")

    async def ladder(self) -> None:
        """The ladder's days and counts as forms; what else it says, as text."""
        choices = [
            Choice(self._rungs, "各层的期限", "村、镇、联席会议、包案各多少天"),
            Choice(self._petition, "信访事项的期限", "受理、办结、复查各多少天"),
            Choice(self._ladder_text, "其他规定的原文", "从哪一层起，哪些专门开会、出专报"),
            Choice(self._ladder_default, "恢复默认", "回到程序自带的一份"),
        ]
        chosen = await self._page.app.push_screen_wait(Menu("改哪一部分？", choices))
        if chosen is not None:
            await chosen()

    async def _rungs(self) -> None:
        await self._figures("各层的期限", ladderform.RUNGS, ladderform.ABOUT_RUNGS)

    async def _petition(self) -> None:
        await self._figures("信访事项的期限", ladderform.PETITION, ladderform.ABOUT_PETITION)

    async def _figures(self, title: str, figures: ladderform.Figures, about: Sequence[str]) -> None:
        session = self._session
        fields = ladderform.fields(figures)
        current = ladderform.values(figures, session.settings.ladder)

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            return {"ladder": ladderform.written(figures, session.settings.ladder, values)}

        await self._keep(title, fields, current, meant, [*about, _FROM_NOW])

    async def _ladder_default(self) -> None:
        await self._set("ladder", "", "层级和期限，回到默认")

    async def _ladder_text(self) -> None:
        """As it is kept; it is checked before it holds."""
        text = self._session.settings.ladder or ladderform.built_in_text()
        began = self._begun()
        about = [f"{_FROM_NOW}Ctrl+J 换行，清空就是恢复默认。"]
        field = Field("text", "内容", LONG, longest=20_000, lines=12)
        while True:
            values = await self._form("其他规定的原文", [field], {"text": text}, about)
            if values is None:
                return
            text = str(values.get("text") or "")
            try:
                await self._session.moved()
                began.check("ladder", self._session.settings.value("ladder"), "层级和期限")
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
            cell=self._refusal,
        )

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            found = ((self._day(row["day"]), row) for row in values.get("days") or ())
            worked = {str(day): str(row.get("kind", "休")).startswith("班") for day, row in found}
            return {"extra_days": worked}

        about = ["一行一天，写“班”是上班，写“休”是休息。"]
        await self._keep("上班和放假", [field], {"days": rows}, meant, about)

    def _day(self, typed: str) -> date | None:
        return read_day(typed, self._session.today, ahead=True)

    def _refusal(self, column: str, typed: str) -> str:
        """Why a cell of a day worked or off is refused."""
        if column == "day" and self._day(typed) is None:
            return f"“{typed}”看不出是哪一天" if typed else "请填日期"
        if column == "kind" and typed and typed[0] not in "班休":
            return f"“{typed}”应写 班 或 休"
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

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            return {name: values.get(name) for name in current}

        about = ["从下一个开的月起用。"]
        await self._keep("统计时段和报送日", fields, current, meant, about)

    async def meetings(self) -> None:
        """When joint meetings are held."""
        settings = self._session.settings
        fields = [
            Field("day", "每月几号", INT, hint="如 25；没有固定的不填"),
            Field("dates", "定下的日期", DAYS, ahead=True, hint="如 11.5、12.10；几天用空格隔开"),
        ]
        dates = [day.isoformat() for day in settings.meetings.dates]

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            return {"meetings": {"day": values.get("day"), "dates": values.get("dates") or []}}

        current = {"day": settings.meetings.day, "dates": dates}
        await self._keep("联席会议日程", fields, current, meant)

    async def return_days(self) -> None:
        """Days after a settlement at which it is visited."""
        days = [str(day) for day in self._session.settings.return_days]

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            return {"return_days": [_whole(each) for each in values["days"]]}

        await self._keep("回访天数", [Field("days", "天数", NAMES, True)], {"days": days}, meant)

    async def weights(self) -> None:
        """The weights of scoring; they add up to 100."""
        fields = [Field(key, name, INT, required=True) for key, name in WEIGHT_NAMES.items()]
        current = dict(self._session.settings.weights)

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            return {"weights": {key: values.get(key, 0) for key in WEIGHT_NAMES}}

        await self._keep("考核权重", fields, current, meant, ["各项合计应为 100。"])

    async def office(self) -> None:
        """Names that papers carry."""
        settings = self._session.settings
        fields = [Field(key, name, hint=hint) for key, name, hint in _OFFICE]
        fields.append(Field("leader", "主要领导", hint="联席会议默认主持"))
        current = {key: getattr(settings.office, key) for key, _, _ in _OFFICE}

        def meant(values: Mapping[str, Any]) -> dict[str, Any]:
            leader = str(values.get("leader") or "")
            office = {key: values.get(key, "") for key, _, _ in _OFFICE}
            changed = {"leader": leader} if leader != settings.leader else {}
            return changed | {"office": {**office, "seal": self._session.settings.office.seal}}

        current |= {"leader": settings.leader}
        await self._keep("单位名称与文书", fields, current, meant)

    async def fonts(self) -> None:
        """Fonts of the official papers."""
        fonts = self._session.settings.fonts
        fields = [Field(key, name, required=True) for key, name in _FONTS]
        current = {key: getattr(fonts, key) for key, _ in _FONTS}
        await self._keep("文书字体", fields, current, lambda values: {"fonts": values})

    async def mask_style(self) -> None:
        """How hidden names look."""
        field = Field(
            "style", "样式", RADIO, True, choices=(Choice("某", "张某某"), Choice("*", "张**"))
        )
        current = {"style": self._session.settings.mask_style}
        await self._keep(
            "隐名样式", [field], current, lambda values: {"mask_style": values["style"]}
        )

    async def templates(self) -> None:
        """Lay the table of classes into the folder of templates, or check the one there."""
        found = await self._session.ask(self._session.desk.reports.classes)
        state = "放好了，请打开修改" if found["created"] else "已经有了，写法没有问题"
        self._page.say(f"类别对照表{state}：{found['file']}")


def _whole(text: str) -> int | str:
    return int(text) if text.isdecimal() else text
