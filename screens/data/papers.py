"""Any paper that is not about one dispute, and the numbers that papers were given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from screens.data.doing import Doing
from screens.data.reading import Reading
from screens.forms.dialog import FormDialog
from screens.forms.field import DAY, PICK, RADIO, Field
from screens.frame.menu import Menu
from screens.opening import opener
from screens.pieces.choice import Choice
from xinfang_tui.desk.filing import FILES
from xinfang_tui.desk.paperkinds import KINDS, MONTH, NUMBER, STAFF, VILLAGE, Kind


class Papers(Doing):
    """Papers to look at and write, each asked for what it needs."""

    async def paper(self) -> None:
        """Choose a paper, say what it is about, read it; F7 there writes it."""
        kinds = [kind for kind in KINDS.values() if NUMBER not in kind.needs]
        chosen = await self._ask(Menu("出什么文书？", [Choice(k, k.name) for k in kinds]))
        if chosen is None:
            return
        people = await self._session.ask(self._session.desk.registry.staff)
        names = [str(each["name"]) for each in people if each.get("active", True)]
        about = [f"{chosen.name}按月出；填了起止日期就按日期出。"] if chosen.spans else []
        form = FormDialog(
            f"出{chosen.name}",
            self._fields(chosen, names),
            self._session.today,
            about=about,
            save="预览",
        )
        values = await self._ask(form)
        if values is not None:
            self._page.app.push_screen(
                opener("paper")(self._session, chosen.key, chosen.name, options_of(values))
            )

    def _fields(self, kind: Kind, staff: list[str]) -> list[Field]:
        session = self._session
        villages = [Choice(each.code, each.name) for each in session.tree.villages_of()]
        people = [Choice(name, name) for name in staff]
        fields = []
        if MONTH in kind.needs:
            fields.append(Field("month", "月份", required=True, default=session.month))
        if VILLAGE in kind.needs:
            own = session.scope or None
            fields.append(Field("village", "村", PICK, True, choices=villages, default=own))
        if STAFF in kind.needs:
            me = session.staff.name if session.staff else None
            fields.append(Field("staff", "哪一位", PICK, True, choices=people, default=me))
        if kind.key == "handover":
            fields.append(Field("taker", "交给谁", PICK, choices=people, free=True))
        if kind.spans:
            fields += [Field("since", "从", DAY, hint="可不填"), Field("until", "到", DAY)]
        return fields

    async def numbers(self) -> None:
        """The numbers of a kind in a year: what has each, and which comes next."""
        session = self._session
        year = session.today.year
        fields = [
            Field(
                "kind",
                "哪一种",
                RADIO,
                choices=[Choice(key, name) for key, name in FILES.items()],
                default=next(iter(FILES)),
            )
        ]
        values = await self._ask(FormDialog("文号、卷宗号", fields, session.today, save="查看"))
        if values is None:
            return
        kind = str(values["kind"])
        row = await session.ask(session.desk.filing.row, kind, year)
        lines = [f"{year} 年{FILES[kind]}，下一个是 {row.next}", ""]
        lines += [f"{each.n:>4}  {each.about}  {each.on}  {each.by}" for each in row.given]
        await self._ask(Reading(FILES[kind], lines if row.given else [*lines, "还没有给过号"]))


def options_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """What a paper is asked with: days, when there are some, instead of the month."""
    options = dict(values)
    if options.get("since") or options.get("until"):
        options.pop("month", None)
    return options
