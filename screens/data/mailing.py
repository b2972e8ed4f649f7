"""Parcels: receiving with a rehearsal, sending, receipts, taking back, the villages' machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from screens.data.doing import Doing
from screens.data.reading import Reading
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import LONG, PICK, Field
from screens.frame.arrivals import PARCEL, RECEIPT, parcels_here, receipts_here
from screens.frame.confirm import Confirm
from screens.frame.files import FileDialog
from screens.frame.menu import Menu
from screens.pieces.cells import width
from screens.pieces.choice import Choice
from xinfang_tui.desk.arriving import behind_words

_STATES = {"working": "在用", "struck": "已注销", "replaced": "已换新", "invited": "已邀请，未加入"}
_ELSEWHERE = Choice("elsewhere", "别的文件夹……")
_NEW, _SEEN, _UNREADABLE = "new", "seen", "unreadable"


def _which(title: str, found: Sequence[Mapping[str, Any]], *more: Choice) -> Menu:
    choices = [Choice(f["file"], _told(f), words=Path(f["file"]).name) for f in found]
    return Menu(title, [*choices, *more])


def _told(found: Mapping[str, Any]) -> str:
    return str(found["says"]) + ("（收过了）" if found["state"] == _SEEN else "")


def _named(chosen: Any) -> str | None:
    return None if chosen is None else str(chosen)


class Mailing(Doing):
    """What goes between the offices, each rehearsed before it is done."""

    async def _moved(self) -> None:
        await self._session.moved()
        self._page.reload()

    async def _folder(self, title: str, *endings: str) -> Path | None:
        start = self._session.last_folder()
        folder: Path | None = await self._ask(FileDialog(title, endings, start, folders=True))
        if folder is not None:
            self._session.remember_folder(folder)
        return folder

    async def receive(self) -> None:
        """Choose a parcel, see what it would change, take it in."""
        desk = self._session.desk
        chosen = await self._choose()
        if chosen is None:
            return
        path = Path(chosen)
        plan = await self._session.ask(desk.machines.unpack, [path], dry_run=True)
        text = "\n".join(plan_words(plan))
        if await self._ask(Confirm("收下？先看会有什么变化：", text, yes="收下", no="不收")):
            done = await self._session.ask(desk.machines.unpack, [path])
            self._forget(chosen)
            await self._moved()
            await self._ask(Reading("已收下", [*plan_words(done), "", *receipt_words(done, path)]))

    def _forget(self, file: str) -> None:
        """What has been seen to is no longer told as new."""
        self._session.arrived = [e for e in self._session.arrived if e["file"] != file]

    async def _choose(self) -> str | None:
        """One of the parcels that came by themselves, or one in a folder of one's own choice."""
        title = "收哪一个？"
        here = parcels_here(self._session)
        chosen = await self._ask(_which(title, here, _ELSEWHERE)) if here else _ELSEWHERE.value
        if chosen != _ELSEWHERE.value:
            return _named(chosen)
        folder = await self._folder("包在哪个文件夹（U 盘、微信下载）？", PARCEL)
        if folder is None:
            return None
        lying = await self._session.ask(self._session.desk.machines.watch, folder)
        parcels = [each for each in lying if Path(each["file"]).suffix.lower() == PARCEL]
        ours = [each for each in parcels if each["state"] in (_NEW, _SEEN)]
        if ours:
            return _named(await self._ask(_which(title, ours)))
        self._page.say(nothing_words(parcels), warn=True)
        return None

    async def send(self) -> None:
        """Pack what the others do not have yet into a folder."""
        folder = await self._folder("包存到哪个文件夹？")
        if folder is None:
            return
        done = await self._session.ask(self._session.desk.machines.pack, folder)
        files = done.get("files") or [done]
        lines = [
            f"{Path(str(f['file'])).name}：{f['events']} 条，{int(f['bytes']) // 1024 + 1} KB"
            for f in files
        ]
        await self._moved()
        await self._ask(Reading("已打包，加密并签名，发给对方即可", [*lines, f"在：{folder}"]))

    async def receipt(self) -> None:
        """Read a receipt: one that came by itself, or one in a folder of one's own choice."""
        here = receipts_here(self._session)
        chosen = _ELSEWHERE.value
        if here:
            chosen = await self._ask(_which("读哪一份？", here, _ELSEWHERE))
        if chosen == _ELSEWHERE.value:
            start = self._session.last_folder()
            chosen = await self._ask(FileDialog("选回执文件", (RECEIPT,), start))
        if chosen is None:
            return
        path = Path(chosen)
        done = await self._session.ask(self._session.desk.machines.receipt, path)
        lines = [f"{done.get('from', '对方')}已收到第 {done.get('number', '')} 号包。"]
        lines += [f"没有收下：{each['reason']}" for each in done.get("refused") or ()]
        lines += [f"填报不一致：{each['number']}" for each in done.get("conflicts") or ()]
        lines += [str(done["anew"])] if done.get("anew") else []
        lines.append(f"还没有收到回执的：{done.get('unreceipted', 0)} 条")
        self._forget(str(path))
        await self._moved()
        await self._ask(Reading("回执", lines))

    async def take_back(self) -> None:
        """Set a parcel that came aside."""
        status = await self._session.ask(self._session.desk.machines.status)
        choices = [
            Choice(each, came_words(each), _count_words(each), words=str(each.get("file") or ""))
            for each in reversed(status.get("came") or [])
            if not each.get("aside")
        ]
        if not choices:
            self._page.say("没有可以撤销的接收")
            return
        longest = max(width(each.label) for each in choices)
        chosen = await self._ask(Menu("撤销哪一次接收？", choices, label=longest))
        if chosen is None:
            return
        text = f"{came_words(chosen)}，{_count_words(chosen)}\n"
        if chosen.get("file"):
            text += f"文件 {chosen['file']}\n"
        text += "这一包的记录先放一边，不删；再收一次就回来。后来的记录用到它的不能撤。"
        if await self._ask(Confirm("撤销本次接收？", text, yes="撤销", no="不撤")):
            await self._session.ask(self._session.desk.machines.takeback, chosen["id"])
            self._page.say("已撤销，那一包的记录放在一边")
            await self._moved()

    async def machines(self) -> None:
        """The villages' machines; inviting one, striking one off."""
        machines = await self._session.ask(self._session.desk.machines.list)
        choices = [Choice("invite", "邀请一台村里的电脑", "写一个邀请文件给村里")]
        choices += [
            Choice(each["mark"], f"{each['mark']}号机 {each['name']}", _machine_words(each))
            for each in machines
        ]
        chosen = await self._ask(Menu("各村电脑", choices, numbered=False))
        if chosen == "invite":
            await self._invite()
        elif chosen is not None:
            each = next(m for m in machines if m["mark"] == chosen)
            await self._strike(each)

    async def _invite(self) -> None:
        session = self._session
        villages = [Choice(v.code, v.name) for v in session.tree.villages_of()]
        form = FormDialog(
            "邀请村里的电脑",
            [Field("village", "哪个村", PICK, True, choices=villages)],
            session.today,
            about=["邀请文件里有密钥，请当面交给村里，不要发群。"],
        )
        values = await self._ask(form)
        if values is None:
            return
        folder = await self._folder("邀请文件存到哪里？")
        if folder is None:
            return
        village = str(values["village"])
        out = folder / f"邀请_{session.tree.name(village)}.xfy"
        done = await session.ask(session.desk.machines.invite, village, out)
        self._page.say(f"已写好：{done.get('file', out)}")
        await self._moved()

    async def _strike(self, machine: Mapping[str, Any]) -> None:
        if machine["own"] or machine["state"] in ("struck", "replaced"):
            self._page.say("这台不能注销")
            return
        form = FormDialog(
            f"注销 {machine['mark']}号机（{machine['name']}）",
            [Field("reason", "原因", LONG, True, hint="如 丢失")],
            self._session.today,
            about=["注销以后它再发来的包不收；已经收到的都在。"],
            save="注销",
        )

        async def save(values: Record) -> Record:
            strike = self._session.desk.machines.strike
            return await self._session.ask(strike, str(machine["mark"]), values["reason"])

        if await ask_and_save(self._page, form, save) is not None:
            self._page.say("已注销")
            await self._moved()


def came_words(came: Mapping[str, Any]) -> str:
    """Whose a parcel was that came: the office, its machine, which of its parcels."""
    mark = (came.get("machine") or {}).get("mark")
    machine = f"{mark}号机" if mark else ""
    number = f"第 {came['number']} 号包" if came.get("number") else ""
    return f"{came.get('name') or '没有写名称'}{machine} {number}".strip()


def _count_words(came: Mapping[str, Any]) -> str:
    return f"{came.get('on', '')} 收，{came.get('events', '')} 条"


def plan_words(plan: Mapping[str, Any]) -> list[str]:
    """What a parcel changes, line by line."""
    lines = [
        f"新增 {plan.get('new', 0)} 件，更新 {plan.get('updated', 0)} 件，"
        f"没有变化 {plan.get('nothing', 0)} 件"
    ]
    if plan.get("others"):
        lines.append(f"排查、村户、人员等 {plan['others']} 处")
    if plan.get("conflicts"):
        lines.append(f"填报不一致 {plan['conflicts']} 处，收下后逐件核对")
    if plan.get("held"):
        lines.append(f"{plan['held']} 条要等前面的包到了才能用，先放着，不丢")
    lines += [f"不收：{each['reason']}" for each in plan.get("refused") or ()]
    lines += filter(None, (plan.get("anew"), behind_words(plan.get("behind") or ())))
    return lines


def receipt_words(done: Mapping[str, Any], parcel: Path) -> list[str]:
    """Where the receipt lies, and that it is to be carried back."""
    if not done.get("receipt"):
        return [f"回执没有写成：{done.get('unanswered') or '原因不明'}；请把这个包再收一次"]
    receipt = Path(str(done["receipt"]))
    ask = f"请把回执带回去给{done.get('from') or '对方'}，对方读了才知道哪些已经收到。"
    if receipt.parent == parcel.parent:
        return [f"回执和包放在一起：{receipt.name}", ask]
    return [f"包所在的文件夹写不进，回执在：{receipt}", f"请拷到 U 盘上。{ask}"]


def nothing_words(parcels: Sequence[Mapping[str, Any]]) -> str:
    """Why there is nothing to take in."""
    if not parcels:
        return "这个文件夹里没有包；请看看 U 盘是否插好，或换一个文件夹"
    broken = next((str(each["says"]) for each in parcels if each["state"] == _UNREADABLE), "")
    return broken or f"这里有 {len(parcels)} 个包，都不是给本单位的"


def _machine_words(machine: Mapping[str, Any]) -> str:
    words = _STATES.get(str(machine["state"]), str(machine["state"]))
    if machine["own"]:
        return f"{words}，就是这台"
    return f"{words}，数据截至 {machine['heard']}" if machine.get("heard") else words
