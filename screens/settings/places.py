"""Villages and households: a list, a form, a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from screens.data.reading import Reading
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import INT, PICK, RADIO, Field
from screens.frame.files import FileDialog
from screens.frame.menu import Menu
from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.settings.begun import Begun
from screens.settings.homes import NewHome
from xinfang_tui.areacode import normalise_code
from xinfang_tui.place_columns import column_words
from xinfang_tui.places import HOUSEHOLD_KINDS, PLACE_KINDS, Household

if TYPE_CHECKING:
    from screens.settings.page import SettingsPage

_NEW = "new"
_KEPT = ("code", "group", "door", "head", "kind")


class Places:
    """Places and households, changed through the desk.

    Args:
        page: the screen it happens on.
    """

    def __init__(self, page: SettingsPage, session: Session) -> None:
        self._page = page
        self._session = session

    async def _ask(self, dialog: Any) -> Any:
        return await self._page.app.push_screen_wait(dialog)

    async def _keep(
        self, form: FormDialog, save: Callable[[dict[str, Any]], Awaitable[str]]
    ) -> None:
        """Save what a form gives, and say what that was."""
        what = await ask_and_save(self._page, form, save)
        if what is not None:
            await self._page.saved(f"已记下：{what}")

    async def import_file(self) -> None:
        """Places or households from a table."""
        session = self._session
        path = await self._ask(
            FileDialog("选村名册或户名册", (".csv", ".xlsx", ".xls"), session.last_folder())
        )
        if path is None:
            return
        session.remember_folder(path.parent)
        done = await session.ask(session.desk.registry.import_places, path)
        turned = done["rejected"]
        told = f"已导入 {done['places']} 个地点、{done['households']} 户"
        await self._page.saved(told + (f"，退回 {len(turned)} 行" if turned else ""))
        if turned:
            lines = [
                f"第 {one['row']} 行 {column_words(one['field'])}：{one['reason']}"
                for one in turned
            ]
            await self._ask(Reading("退回的行，改好再导入一次", lines))

    async def villages(self) -> None:
        """Choose a village to change, or add one."""
        session = self._session
        while True:
            choices = [Choice(_NEW, "新增一个村（社区）", "")]
            choices += [
                Choice(
                    each.code,
                    each.name,
                    f"简称 {each.short}  {len(session.tree.households(each.code))} 户  {each.code}",
                )
                for each in session.tree.villages_of()
            ]
            chosen = await self._ask(Menu("村（社区）", choices, numbered=False))
            if chosen is None:
                return
            await self._edit_village("" if chosen == _NEW else str(chosen))

    async def _edit_village(self, code: str) -> None:
        session = self._session
        place = session.tree.by_code(code) if code else None
        kinds = [Choice(key, name) for key, name in PLACE_KINDS.items() if key != "county"]
        fields = [
            Field("code", "区划代码", required=True, hint="12 位，如 341623101203"),
            Field("name", "名称", required=True, hint="如 柳树沟村"),
            Field("short", "简称", hint="一两个字，编号用，全镇不重复", longest=2),
            Field("kind", "类型", PICK, choices=kinds, default="village"),
            Field("households", "户数", INT, hint="不知道各户时填总数"),
        ]
        values: dict[str, Any] = {}
        if place is not None:
            values = {"code": place.code, "name": place.name, "short": place.short}
            values |= {"kind": place.kind, "households": place.households_declared or None}

        began = Begun(**{code: place} if place is not None else {})

        async def save(answer: dict[str, Any]) -> str:
            record = {"level": "village", **answer}
            own = normalise_code(str(answer["code"]))
            tree = await session.ask(lambda: session.desk.places_tree)
            began.check(own, tree.by_code(own), f"代码是 {own} 的村")
            await session.ask(session.desk.registry.set_place, record)
            return str(answer["name"])

        await self._keep(FormDialog("村（社区）", fields, session.today, values=values), save)

    async def households(self) -> None:
        """Choose a village, then a household."""
        session = self._session
        villages = [
            Choice(each.code, each.name, f"{len(session.tree.households(each.code))} 户")
            for each in session.tree.villages_of()
        ]
        village = await self._ask(Menu("哪个村的户？", villages))
        while village is not None:
            homes = session.tree.households(str(village))
            choices = [Choice(_NEW, "新增一户", "")]
            choices += self._homes(homes)
            chosen = await self._ask(
                Menu(f"{session.tree.name(str(village))}的户", choices, numbered=False)
            )
            if chosen is None:
                return
            await self._edit_home(str(village), "" if chosen == _NEW else str(chosen))

    def _homes(self, homes: Sequence[Household]) -> list[Choice]:
        """The households, found by their heads also while those are hidden."""
        mask = self._session.mask([each.head for each in homes])
        if mask is None:
            return [Choice(each.code, _home(each, each.head), _note(each)) for each in homes]
        return [
            Choice(each.code, _home(each, mask.name(each.head)), _note(each), words=each.head)
            for each in homes
        ]

    async def _edit_home(self, village: str, code: str) -> None:
        session = self._session
        home = session.tree.household(code) if code else None
        kinds = [Choice(key, name) for key, name in HOUSEHOLD_KINDS.items()]
        mask = session.mask([home.head]) if home is not None and home.head else None
        hidden = mask.name(home.head) if mask is not None and home is not None else ""
        fields = [
            Field("code", "户编码", required=True, hint="18 位：村 12 位、组 2 位、户 4 位"),
            Field("group", "组", hint="如 二组"),
            Field("door", "门牌", hint="如 014"),
            Field("head", "户主", hint=f"现在是{hidden}，不改就空着" if hidden else "", longest=40),
            Field("kind", "类型", RADIO, choices=kinds, default="resident"),
        ]
        values = home._asdict() if home is not None else {}
        shown = {name: values.get(name) for name in _KEPT if values.get(name)}
        if hidden:
            del shown["head"]

        began = Begun(**{code: home} if home is not None else {})

        async def save(answer: dict[str, Any]) -> str:
            record = dict(answer)
            own = normalise_code(str(answer["code"]))
            tree = await session.ask(lambda: session.desk.places_tree)
            began.check(own, tree.household(own), f"编码是 {own} 的户")
            if home is not None and hidden and answer.get("head", hidden) == hidden:
                record["head"] = home.head
            await session.ask(session.desk.registry.set_households, village, [record])
            where = filter(None, (record.get("group"), record.get("door")))
            return " ".join(where) or str(record["code"])

        if home is not None:
            form = FormDialog("户", fields, session.today, values=shown, start="code")
        else:
            homes = session.tree.households(village)
            form = NewHome(village, homes, "户", fields, session.today, start="group")
        await self._keep(form, save)


def _home(home: Household, head: str) -> str:
    return f"{home.group} {home.door or home.code[-4:]} {head}".strip()


def _note(home: Household) -> str:
    return HOUSEHOLD_KINDS.get(home.kind, home.kind)
