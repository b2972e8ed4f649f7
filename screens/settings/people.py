"""Staff: who works here, in which post, for which village."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import PICK, RADIO, Field
from screens.frame.menu import Menu
from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.settings.begun import Begun
from xinfang_tui.staff import ROLES

if TYPE_CHECKING:
    from screens.settings.page import SettingsPage

_NEW = "new"


class People:
    """The staff list and its form.

    Args:
        page: the screen it happens on.
    """

    def __init__(self, page: SettingsPage, session: Session) -> None:
        self._page = page
        self._session = session

    async def staff(self) -> None:
        """Choose somebody to change, or add one; then the list again."""
        while True:
            people = await self._session.ask(self._session.desk.registry.staff)
            choices = [Choice(_NEW, "新增一位", "")]
            choices += [
                Choice(
                    each,
                    str(each["name"]),
                    ("" if each["active"] else "已不在岗  ")
                    + f"{each['role_name']}  {each['place_name']}  {each['unit']}",
                )
                for each in people
            ]
            chosen = await self._page.app.push_screen_wait(Menu("人员", choices, numbered=False))
            if chosen is None:
                return
            await self._edit({} if chosen == _NEW else chosen)

    async def _edit(self, person: dict[str, Any]) -> None:
        session = self._session
        villages = [Choice(each.code, each.name) for each in session.tree.villages_of()]
        roles = [Choice(role.key, role.name) for role in ROLES.values()]
        fields = [
            Field("name", "姓名", required=True, longest=40),
            Field("role", "岗位", PICK, True, choices=roles),
            Field("place", "所在的村", PICK, choices=villages, hint="镇里的岗位不填"),
            Field("unit", "单位", hint="如 镇调解中心"),
            Field("title", "职务"),
            Field("phone", "电话"),
            Field(
                "active",
                "在岗",
                RADIO,
                choices=(Choice(True, "在岗"), Choice(False, "已不在岗")),
                default=True,
            ),
        ]

        # A form answers only what is filled: what was and is no more is told as empty.
        emptied = {name: "" for name in ("unit", "title", "phone") if person.get(name)}

        began = Begun(**{str(person["name"]): person} if person else {})

        async def save(values: dict[str, Any]) -> str:
            name = str(values["name"])
            people = await session.ask(session.desk.registry.staff)
            now = next((each for each in people if each["name"] == name), None)
            began.check(name, now, name)
            saved = await session.ask(session.desk.registry.add_staff, emptied | values)
            held = saved.get("in_hand")
            more = f"；还有 {held} 件在办，请到 7 数据 人员交接" if held else ""
            return f"{name}{more}"

        # Who works for the township has its code for a place, which is no village to choose.
        codes = [each.value for each in villages]
        shown = {n: value for n, value in person.items() if n != "place" or value in codes}
        form = FormDialog("人员", fields, session.today, values=shown)
        told = await ask_and_save(self._page, form, save)
        if told is not None:
            await self._page.saved(f"已记下：{told}")

    async def switch(self) -> None:
        """Somebody else works now."""
        await self._page.app.run_action("person")
