"""Doing something with a dispute: ask with a form, hand it to the desk, say what was saved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from screens.data.reading import Reading
from screens.dispute.kindforms import Around, as_shown, by_name, data_of, fields_of, terms_of
from screens.dispute.partyform import (
    ADDED,
    PARTIES,
    parties_then,
    party_fields,
    party_now,
    stands_at,
    which,
)
from screens.dispute.settling import Correction, corrections
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import LONG, Field
from screens.forms.kept import Kept
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.naming import shows_names
from screens.frame.page import Page
from screens.frame.session import Session
from screens.pieces.choice import Choice
from screens.pieces.sides import sides
from xinfang_tui.desk.journal import RULE
from xinfang_tui.desk.paperkinds import KINDS
from xinfang_tui.disputes import kinds
from xinfang_tui.refusal import Overtaken, Refused

_MOST = 40
"""Characters of a value that are told beside the reason why it is not to be corrected now."""
Data = Callable[[Mapping[str, Any]], dict[str, Any]]


class Acting:
    """The entries that can be made on one dispute, each asked for and saved.

    Args:
        page: the screen it happens on; record: the dispute as shown there.
    """

    def __init__(self, page: Page, session: Session, record: Record) -> None:
        self._page = page
        self._session = session
        self._record = record
        self._number = str(record["number"])

    async def _around(self, kind: str) -> Around:
        desk = self._session.desk
        people = await self._session.ask(desk.registry.staff)
        return Around(
            staff=[str(each["name"]) for each in people if each.get("active", True)],
            parties=sides(
                [str(each["name"]) for each in self._record.get("parties") or ()], self._hide
            ),
            codes=self._session.codes,
            today=self._session.today.isoformat(),
            user=self._session.staff.name if self._session.staff else "",
            terms=terms_of(self._record, self._hide),
            barred=_handlers(self._record) if kind == "visit_back" else (),
        )

    async def act(self, kind: str) -> None:
        """Ask for what a kind of entry carries, then make it."""
        around = await self._around(kind)
        fields = fields_of(kind, around)
        label = kinds.LABELS.get(kind, kind)
        kept = self._draft(kind)

        async def keep(values: Mapping[str, Any]) -> bool:
            assert kept is not None
            return await kept.keep(by_name(kind, values, around.parties))

        def data(values: Mapping[str, Any]) -> dict[str, Any]:
            return data_of(kind, values, around.parties)

        try:
            form = FormDialog(
                f"{label}：{self._title()}",
                fields,
                self._session.today,
                about=self._about(kind),
                keep=keep if kept else None,
                draft=as_shown(kind, await kept.values(), around.parties) if kept else None,
                others=kept.others if kept else 0,
            )
            await self._ask(form, kind, data, f"已记下“{label}”", kept)
        finally:
            if kept is not None:
                kept.release()

    def _draft(self, kind: str) -> Kept | None:
        """Where an entry half filled in is kept: not of a sealed matter, nor what asks to erase.

        For who typed it alone, as it says who did it.
        """
        if self._record.get("sealed") or kind == "erase":
            return None
        session = self._session
        user = session.staff.name if session.staff else ""
        return Kept(session, session.desk.drafts.own(str(self._record["id"]), kind, user))

    async def _ask(
        self, form: FormDialog, kind: str, data: Data, words: str, kept: Kept | None = None
    ) -> None:
        """Make an entry of what a form gives; what is refused stays in the form."""
        act = self._session.desk.disputes.act

        async def save(values: Mapping[str, Any]) -> Record | None:
            if kind == "erase" and not await self._sure(str(values["what"])):
                return None
            return await self._session.ask(act, self._number, kind, data(values))

        answer = await ask_and_save(self._page, form, save)
        if kept is not None:
            await kept.drop()
        if answer is not None:
            await self._told(answer, words)

    async def _sure(self, what: str) -> bool:
        """Ask before an erasure, which nothing brings back."""
        question = Confirm(
            "依法删除？",
            f"{self._title()}\n要删去：{what}\n删去以后找不回来，也撤销不了。",
            yes="删去",
            no="不删",
        )
        sure: bool | None = await self._page.app.push_screen_wait(question)
        return bool(sure)

    def _hide(self, text: Any) -> str:
        return self._session.hide(self._record, text)

    def _title(self) -> str:
        title = self._hide(self._record.get("title") or "")
        return f"{self._number} {title[:30]}"

    def _about(self, kind: str) -> list[str]:
        if kind == "extend" and self._record.get("due"):
            return [f"现在的期限是 {self._record['due']}，每一层只能延期一次。"]
        if kind == "visit_back":
            return [f"回访的人不能是经办人（{self._record.get('handler') or '未定'}）。"]
        if kind == "end":
            return ["终止前要告诉当事人其他合法途径和期限。"]
        if kind == "erase":
            return [
                "删去以后找不回来，也撤销不了。可以写：全部、当事人、一位当事人的姓名，",
                "“姓名的电话”（或住址、身份证号），反映人、事项、简要情况。",
            ]
        return []

    async def _save(self, kind: str, data: Mapping[str, Any], words: str) -> None:
        act = self._session.desk.disputes.act
        await self._told(await self._session.ask(act, self._number, kind, data), words)

    async def _told(self, answer: Record, words: str) -> None:
        due = f"，期限 {str(answer['due'])[5:]}" if answer.get("due") else ""
        self._page.say(f"{words}。{answer.get('status_name', '')}{due}")
        await self._moved()
        if copies := answer.get("copies"):
            await self._page.app.push_screen_wait(Reading("本机删到了，别处还有", copies))

    async def _moved(self) -> None:
        await self._session.moved()
        self._page.reload()

    async def correct(self) -> None:
        """Change one datum: which one, to what, why; the old value stays in the trail.

        What names hidden now stand in cannot be changed unread: it takes the names shown.
        """
        choices = corrections(self._record, self._session.codes, self._villages())
        listed = [self._listed(each) for each in choices]
        name = await self._page.app.push_screen_wait(Menu("更正哪一项？", listed))
        chosen = next((c for c in choices if c.field.name == name.name), None) if name else None
        if chosen is None:
            return
        if chosen.field.name == PARTIES:
            await self._correct_party()
            return
        fields = [
            chosen.field,
            Field("reason", "理由", LONG, required=True, hint="为什么要改"),
        ]
        form = FormDialog(
            f"更正“{chosen.label}”",
            fields,
            self._session.today,
            values={chosen.field.name: chosen.value},
            start=chosen.field.name,
            about=[f"原来：{chosen.shown}", "原来的值留在经过里。"],
        )

        await self._keep_correction(form, chosen)

    async def _keep_correction(self, form: FormDialog, chosen: Correction) -> None:
        """Save a correction; what was changed elsewhere meanwhile is told before it is replaced."""
        session, name = self._session, chosen.field.name
        was = self._record.get(name)

        async def save(values: Mapping[str, Any]) -> Record:
            nonlocal was
            data = {"field": name, "value": values.get(name, ""), "reason": values["reason"]}
            try:
                return await session.ask(session.desk.disputes.correct, self._number, data, was)
            except Overtaken as overtaken:
                was = overtaken.now
                shown = self._hide(await self._reads(name))
                raise Refused(
                    f"您填表时，“{chosen.label}”已经在别处改成“{shown}”",
                    safe="没有保存，填的还在",
                    do="还要照您填的改，再保存一次；不改就按 Esc",
                ) from overtaken

        answer = await ask_and_save(self._page, form, save)
        if answer is not None:
            await self._told(answer, f"已更正“{chosen.label}”")

    async def _reads(self, name: str) -> str:
        """How a datum reads now."""
        session = self._session
        record = await session.ask(session.desk.disputes.show, self._number)
        known = corrections(record, session.codes, self._villages())
        return next((each.shown for each in known if each.field.name == name), "")

    def _villages(self) -> list[Choice]:
        """Where a matter may be moved to: by those alone who see what becomes of it there."""
        session = self._session
        if session.scope or session.settings.unit.level == "village":
            return []
        return [Choice(each.code, each.name) for each in session.tree.villages_of()]

    async def _correct_party(self) -> None:
        """Set one party right, add one that was left out, or take one away."""
        parties = self._record.get(PARTIES) or []
        at = ADDED
        if parties:
            at = await self._page.app.push_screen_wait(Menu("哪一位当事人？", which(parties)))
            if at is None:
                return
        form = FormDialog(
            "添一位当事人" if at == ADDED else f"更正当事人：{parties[at]['name']}",
            party_fields(at),
            self._session.today,
            values=party_now(parties, at),
            about=["原来的值留在经过里；事项里也写错的，另外更正。"],
        )

        disputes = self._session.desk.disputes

        def save(values: Mapping[str, Any]) -> Record:
            now = disputes.show(self._number).get(PARTIES) or []
            then = parties_then(now, stands_at(now, parties, at), values)
            data = {"field": PARTIES, "value": then, "reason": values["reason"]}
            return disputes.correct(self._number, data, now)

        answer = await ask_and_save(
            self._page, form, lambda values: self._session.ask(save, values)
        )
        if answer is not None:
            await self._told(answer, "已更正“当事人”")

    def _listed(self, each: Correction) -> Choice:
        now = self._hide(each.shown)
        begun = now if len(now) <= _MOST else f"{now[:_MOST]}…"
        reason = "" if now == each.shown else f"现在：{begun}　先按 F9 显示姓名再更正"
        return Choice(each.field, each.label, f"现在：{now}", reason=reason)

    async def settle(self) -> None:
        """Show both values of what was entered differently, and keep the one chosen."""
        for conflict in self._record.get("conflicts") or ():
            choices = [
                Choice(
                    choice,
                    self._hide(choice["words"]),
                    f"{choice.get('by', '')}  {choice.get('on', '')}"
                    + ("  现在采用" if choice.get("event") == conflict.get("standing") else ""),
                )
                for choice in conflict["choices"]
            ]
            title = f"“{conflict['label']}”填得不一样，以哪个为准？"
            chosen = await self._page.app.push_screen_wait(Menu(title, choices))
            if chosen is None:
                return
            data = {"conflict": conflict["slot"], "value": chosen["value"]}
            await self._save("settle", data, "已核对，另一个值留在经过里")

    async def undo(self) -> None:
        """Take back one's own last entry, which the question names; never one made by rule."""
        disputes = self._session.desk.disputes
        entry = await self._session.ask(disputes.undoable, self._number)
        if entry["by"] == RULE:
            last = f"最后一条是按规则{entry['label']}，不能撤销"
            self._page.say(f"{last}；要回到下一层，按 0 选“退回”", warn=True)
            return
        told = f"{str(entry['on'])[5:]} {entry['label']}（{entry['by']}）"
        if entry["reason"]:
            self._page.say(f"本机的上一条是 {told}：{entry['reason']}", warn=True)
            return
        question = Confirm(
            "撤销本机的上一条？",
            f"{told}\n撤销也记在经过里；已经发出去的，撤销也跟着发去。",
            yes="撤销",
            no="不撤",
        )
        if not await self._page.app.push_screen_wait(question):
            return
        await self._session.ask(disputes.undo, self._number)
        self._page.say(f"已撤销“{entry['label']}”")
        await self._moved()

    def _other_form(self) -> str:
        """The form of an agreement that this matter's is not written in (人民调解法 28)."""
        return "agreement" if self._record.get("agreement") == "oral" else "oral_agreement"

    async def print_papers(self) -> None:
        """Write one of the papers about this dispute."""
        reports = self._session.desk.reports
        kinds_known = await self._session.ask(reports.kinds)
        choices = [
            Choice(each["kind"], str(each["name"]))
            for each in kinds_known
            if "number" in each["needs"] and each["kind"] != self._other_form()
        ]
        kind = await self._page.app.push_screen_wait(Menu("打印什么？", choices))
        if kind is None:
            return
        reason = self._session.may_not(KINDS[kind].asks, str(self._record.get("village") or ""))
        names = await shows_names(self._page, reason)
        if names is None:
            return
        made = await self._session.ask(
            reports.make, kind, None, number=self._number, unmasked=names
        )
        self._page.say(f"已写好：{made['file']}")


def _handlers(record: Record) -> list[str]:
    """Who handled a matter, or settled it without a handler, and so does not visit (DESIGN §5)."""
    settled = [str(each["by"]) for each in record.get("trail") or () if each["kind"] == "resolve"]
    return [str(record["handler"])] if record.get("handler") else settled
