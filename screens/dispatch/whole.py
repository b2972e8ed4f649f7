"""The meeting as a whole: what can be done with it now, setting it right, calling it off."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from screens.commands import Command
from screens.dispatch.opening import correcting_fields
from screens.door import Record
from screens.forms.asking import ask_and_save
from screens.forms.dialog import FormDialog
from screens.forms.field import LONG, Field
from screens.frame.page import Page

_WHILE_GOING = ("meeting.decide", "meeting.correct", "meeting.cancel", "app.undo")


def commands_of(record: Record, given: Iterable[Command]) -> tuple[Command, ...]:
    """Those of the screen; F8 says what it does to this meeting, and stays where it is narrow."""
    if record.get("closed"):
        words = {"label": "重写纪要", "tip": "把纪要、交办单再写成文件"}
    else:
        words = {"label": "结束并生成纪要"}
    return tuple(
        replace(each, foot=1, **words) if each.action == "close" else each for each in given
    )


def not_now(record: Record, at: int, name: str, today: date) -> str:
    """Why a command cannot be done with a meeting now; empty when it can.

    Args:
        at: the place of the matter in hand.
    """
    count = len(record.get("items") or ())
    if name in ("meeting.decide", "meeting.dispute") and not count:
        return "没有议题"
    if name == "meeting.next" and at >= count - 1:
        return "后面没有了"
    if name == "meeting.previous" and not at:
        return "前面没有了"
    if name in _WHILE_GOING and record.get("closed"):
        return "会议已经结束，没有决定的留到下次会议"
    if name in (*_WHILE_GOING, "meeting.close") and record.get("cancelled"):
        return "会议已经取消，要开请另开一次会"
    on = str(record.get("on") or "")
    if name == "meeting.close" and on > today.isoformat():
        return f"会议定在 {on}，到那天才能结束；改期按 3，取消按 4"
    return ""


def over(record: Record) -> str:
    """That a meeting is over, in words; empty while it is going on."""
    if record.get("cancelled"):
        return f"已取消：{record['cancelled_for']}"
    return "已结束" if record.get("closed") else ""


async def set_right(page: Page, record: Record) -> bool:
    """Ask what is to be set right and write it down; whether that was done."""
    session = page.session
    people = await session.ask(session.desk.registry.staff)
    names = [str(each["name"]) for each in people if each.get("active", True)]
    fields = correcting_fields(names)
    form = FormDialog(
        "更正会议",
        [*fields, Field("reason", "理由", hint="如 填错了；可以不填")],
        session.today,
        values={field.name: record.get(field.name) for field in fields},
        about=[str(each["text"]) for each in record["corrections"]],
        save="更正",
    )

    async def save(values: Record) -> Record:
        emptied: Record = {"place": "", "attendees": []}
        return await session.ask(session.desk.meetings.correct, record["id"], emptied | values)

    return await ask_and_save(page, form, save) is not None


async def call_off(page: Page, record: Record) -> bool:
    """Ask why the meeting is not held and write it down; whether that was done."""
    session = page.session
    decided = sum(item["decision"] is not None for item in record["items"])
    about = ["议题留到下次会议，这一天不再影响期限。"]
    if decided:
        about.append(f"已记下的 {decided} 项决定不落实。")
    form = FormDialog(
        f"取消 {record['on']} {record['name']}",
        [Field("reason", "理由", LONG, True, hint="如 防汛值班冲突，改期再开")],
        session.today,
        about=about,
        save="取消会议",
    )

    async def save(values: Record) -> Record:
        cancel = session.desk.meetings.cancel
        return await session.ask(cancel, record["id"], str(values["reason"]))

    return await ask_and_save(page, form, save) is not None
