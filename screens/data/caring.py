"""Backup, restore drill, restore, verify, doctor, export, the practice month."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from screens.data.doing import Doing
from screens.data.practising import PRACTICE, make_practice
from screens.data.reading import Reading
from screens.frame.confirm import Confirm
from screens.frame.files import FileDialog
from screens.frame.menu import Menu
from screens.frame.naming import shows_names
from screens.frame.page import OpenFolder, Page
from screens.frame.session import Session
from screens.frame.working import long_job, long_wait
from screens.pieces.choice import Choice
from screens.pieces.papers import paper_file

_MARKS = {"ok": "好", "warn": "注意", "bad": "有问题"}


class Caring(Doing):
    """What keeps the ledger safe, each asked for and told."""

    async def backup(self) -> None:
        """Into the usual folder, or onto a stick."""
        choices = [
            Choice("usual", "存到数据文件夹", "和台账在同一个盘上"),
            Choice("else", "存到别处", "U 盘、另一个盘，更保险"),
        ]
        where = await self._ask(Menu("备份到哪里？", choices))
        if where is None:
            return
        folder: Path | None = None
        if where == "else":
            folder = await self._ask(
                FileDialog("备份到哪个文件夹？", (), Path.home(), folders=True)
            )
            if folder is None:
                return
        made = await self._session.ask(self._session.desk.care.backup, folder)
        self._page.say(f"已备份并验过：{made['file']}")
        self._session.version = -1
        await self._session.moved()
        self._page.reload()

    async def drill(self) -> None:
        """Restore the newest backup beside the ledger, and say how long it took."""
        if self._session.ribbon.get("last_backup"):
            self._page.say("正在拿最近的备份试着恢复……")
        done = await self._session.ask(self._session.desk.care.drill)
        await self._ask(
            Reading(
                "恢复演练",
                [
                    f"备份：{done['file']}",
                    f"恢复成功，共 {done['disputes']} 件，用了 {done['seconds']} 秒。",
                    "现在的台账没有动，演练用的那一份已经删掉。",
                ],
            )
        )

    async def restore(self) -> None:
        """Put a backup in the place of the ledger; the program opens again on it."""
        path = await self._ask(FileDialog("选一份备份", (".db",), self._session.folder / "backup"))
        if path is None:
            return
        text = (
            f"用 {path.name} 换下现在的台账。\n"
            "现在的台账改个名字留在旁边，不删；备份之后记的，在换下来的那一份里。"
        )
        if await self._ask(Confirm("恢复备份？", text, yes="恢复", no="不恢复")):
            self._page.post_message(OpenFolder(self._session.folder, path))

    async def verify(self) -> None:
        """Check every row, chain and fold; what is wrong can be mended at once."""
        if await self._verified("有问题，按回车看怎么修："):
            return
        text = "索引重建，坏的记录从备份里找回，每一件重新合成；登记的内容一条也不改。"
        if not await self._ask(Confirm("现在修复？", text, yes="修复", no="先不")):
            return
        session = self._session
        await session.ask(session.desk.care.rebuild)
        await session.moved()
        await self._verified("还有问题，请用“恢复备份”换上最近的备份，或交给维护人员：")

    async def _verified(self, bad: str) -> bool:
        session = self._session
        done = await long_job(self._page.app, session, "核对数据", session.desk.care.verify)
        head = f"核对了 {done['events']:,} 条记录、{done['disputes']:,} 件纠纷。"
        told = ["都对得上，没有坏的，也没有少的。"]
        if not done["ok"]:
            told = [bad, *map(str, done["problems"])]
        await self._ask(Reading("核对数据", [head, *told]))
        return bool(done["ok"])

    async def doctor(self) -> None:
        """How the machine and the folder are."""
        done = await self._session.ask(self._session.desk.care.doctor)
        lines = [f"【{_MARKS[i['state']]}】{i['name']}：{i['text']}" for i in done["items"]]
        await self._ask(Reading("体检", lines))

    async def export(self) -> None:
        """The whole ledger, as a table or with all that is behind it; or a form to fill."""
        session = self._session
        choices = [
            Choice("table", "台账表", "一件一行，能再导入"),
            Choice(
                "whole",
                "整份数据（JSON）",
                "含姓名和全部经过，换别的系统用",
                reason=session.may_not("export_unmasked"),
            ),
            Choice("form", "空白登记表", "给没有本程序的村填，填好发回来再导入"),
        ]
        what = await self._ask(Menu("导出什么？", choices))
        if what == "table":
            await export_ledger(self._page, session, {})
        elif what == "whole":
            out = paper_file(session.folder, "整份台账", session.today.isoformat(), "json")
            count = await session.ask(session.desk.care.to_json, out)
            self._page.say(f"已写好 {count} 条：{out}")
        elif what == "form":
            out = paper_file(session.folder, "空白登记表", session.month, "xlsx")
            await session.ask(session.desk.exports.form, out, "", session.month)
            self._page.say(f"已写好：{out}")

    async def practice(self) -> None:
        """Open the practice township, making it first when there is none."""
        session = self._session
        if session.ribbon.get("practice"):
            text = "回到真台账。演练的数据留在演练文件夹里，下次还能接着练。"
            if await self._ask(Confirm("结束演练？", text, yes="结束", no="接着练")):
                self._page.post_message(OpenFolder(None))
            return
        folder = session.folder.parent / f"{session.folder.name}-{PRACTICE}"
        text = f"演练用单独的文件夹：{folder}\n颜色不同，和真台账互不相通，可以放手练。"
        if not await self._ask(Confirm("开始演练？", text, yes="开始", no="先不")):
            return
        if not (folder / "ledger.db").exists():
            title, today = "正在准备一个演练镇", session.today.isoformat()
            if not await long_wait(self._page.app, session, title, make_practice, folder, today):
                self._page.say("没有开始演练，真台账没有动")
                return
        self._page.post_message(OpenFolder(folder))


async def export_ledger(page: Page, session: Session, filter: dict[str, Any]) -> None:
    """Write what a filter shows as a file, names hidden unless asked for and allowed."""
    formats = (
        ("xlsx", "Excel 表"),
        ("csv", "CSV"),
        ("html", "网页"),
        ("md", "文本（.md）"),
        ("txt", "纯文本"),
        ("json", "JSON"),
    )
    ending = await page.app.push_screen_wait(
        Menu("导出成什么？", [Choice(key, name) for key, name in formats])
    )
    if ending is None:
        return
    names = await shows_names(page, session.may_not("export_unmasked"))
    if names is None:
        return
    out = paper_file(session.folder, "台账", session.today.isoformat(), ending)
    await session.ask(session.desk.exports.ledger, out, filter, unmasked=names)
    page.say(f"已写好：{out}")
