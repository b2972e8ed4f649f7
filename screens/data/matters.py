"""Matters that look the same in two villages, and the hand-over when somebody's post changes."""

from __future__ import annotations

from collections.abc import Mapping

from screens.data.doing import Doing
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import PICK, Field
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.opening import opener
from screens.pieces.cells import width
from screens.pieces.choice import Choice
from screens.pieces.months import month_name

_SAME, _DIFFERENT, _ONE, _OTHER = "same", "different", "one", "other"


class Matters(Doing):
    """What concerns several disputes at once."""

    async def alike(self) -> None:
        """Pairs that look the same: read both, link them, or say that they are two."""
        session = self._session
        month = session.month
        pairs = await session.ask(session.desk.disputes.alike, month, session.scope)
        if not pairs:
            self._page.say(f"{month_name(month)}登记的没有像是同一件的")
            return
        ids = [str(pair[side]["id"]) for pair in pairs for side in (_ONE, _OTHER)]
        records = await session.ask(session.desk.disputes.by_ids, list(dict.fromkeys(ids)))
        known = {str(record["id"]): record for record in records}
        choices = [
            Choice(
                pair,
                f"{pair['one']['number']} 与 {pair['other']['number']}",
                session.hide(known[pair["one"]["id"]], pair["one"]["title"]),
                words=f"{pair['other']['title']} {pair['why']}",
            )
            for pair in pairs
        ]
        longest = max(width(each.label) for each in choices)
        pair = await self._ask(Menu("像是同一件的，看哪一对？", choices, label=longest))
        if pair is not None:
            await self._judge(pair, known)

    async def _judge(self, pair: Record, known: Mapping[str, Record]) -> None:
        session = self._session
        one, other = pair["one"], pair["other"]
        choices = [
            Choice(
                side,
                f"打开 {matter['number']}",
                f"{matter['village_name']}　{session.hide(known[matter['id']], matter['title'])}",
            )
            for side, matter in ((_ONE, one), (_OTHER, other))
        ]
        choices.append(
            Choice(_SAME, "是同一件，关联", f"算作一件，以 {one['number']} 为主，两边的经过都留着")
        )
        choices.append(Choice(_DIFFERENT, "不是同一件", "记下来，以后不再拿这一对来问"))
        does = await self._ask(Menu(f"为什么像：{pair['why']}", choices))
        if does in (_ONE, _OTHER):
            await self._page.open_page(opener("dispute")(session, pair[does]["number"]))
        elif does == _SAME:
            link = {"lead": one["number"], "role": "same"}
            await session.ask(session.desk.disputes.act, other["number"], "link", link)
            await session.moved()
            self._page.say(f"{other['number']} 已并到 {one['number']} 一起算")
        elif does == _DIFFERENT:
            apart = {"lead": one["number"], "role": "different"}
            await session.ask(session.desk.disputes.act, other["number"], "unlink", apart)
            await session.moved()
            self._page.say(f"{other['number']} 和 {one['number']} 记为两件事，不再提示")

    async def hand_over(self) -> None:
        """Who hands over to whom; the list to sign is read first, then the matters change hands."""
        session = self._session
        people = await session.ask(session.desk.registry.staff)
        names = [Choice(str(each["name"]), str(each["name"])) for each in people]
        there = [name for name, each in zip(names, people, strict=True) if each["active"]]
        fields = [
            Field("giver", "谁交", PICK, True, choices=names, free=True),
            Field("taker", "谁接", PICK, True, choices=there, free=True),
        ]

        async def listed(values: Record) -> tuple[str, str, Record]:
            giver, taker = str(values["giver"]), str(values["taker"])
            found = await session.ask(session.desk.disputes.hand_over, giver, taker)
            return giver, taker, found

        form = FormDialog("人员交接", fields, session.today, save="列清单")
        told = await ask_and_save(self._page, form, listed)
        if told is None:
            return
        giver, taker, found = told
        text = (
            f"在办 {len(found['open'])} 件，没到期的承诺 {len(found['promises'])} 项，"
            f"待回访 {len(found['visits'])} 件。\n"
            f"在办的改由{taker}经办；清单写成文书，双方签字。"
        )
        if found["hidden"]:
            text += f"\n另有 {found['hidden']} 件不是本村的，没有列出，也不移交，请找镇综治专干。"
        question = Confirm(f"{giver}交给{taker}？", text, yes="交接", no="先不")
        if not await self._ask(question):
            return
        made = await session.ask(
            session.desk.reports.make, "handover", None, staff=giver, taker=taker
        )
        done = await session.ask(session.desk.disputes.hand_over, giver, taker, apply=True)
        await session.moved()
        self._page.say(f"{len(done['moved'])} 件改由{taker}经办；清单：{made['file']}")
