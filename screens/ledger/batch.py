"""Doing one thing with many marked disputes, choosing columns, exporting what is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from screens.data.caring import export_ledger
from screens.data.reading import Reading
from screens.dispute.kindforms import Around, data_of, fields_of
from screens.forms.dialog import FormDialog
from screens.frame.climbs import climb_question, ready
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.ledger.columns import NAMES
from screens.pieces.choice import Choice
from xinfang_tui.disputes import kinds
from xinfang_tui.refusal import Refused

_KINDS = ("note", "assign", "mediate", "accept", "transfer", "extend", "own", "close", "instruct")
_CLIMB = "escalate"


async def act_on_many(page: Page, session: Session, numbers: Sequence[str]) -> bool:
    """Ask what is to be done, ask for its form once, do it with each; whether anything was done.

    Each dispute is its own entry: one that is refused does not hold the others up.
    """
    choices = [Choice(_CLIMB, "按规则上报", "到期的各上报一层", reason=session.may_not("dispatch"))]
    choices += [
        Choice(kind, kinds.LABELS[kind], "", reason=session.may_not(kind)) for kind in _KINDS
    ]
    title = f"选中的 {len(numbers)} 件一起办什么？"
    kind = await page.app.push_screen_wait(Menu(title, choices))
    if kind is None:
        return False
    if kind == _CLIMB:
        return await _climb(page, session, numbers)
    people = await session.ask(session.desk.registry.staff)
    around = Around(
        staff=[str(each["name"]) for each in people if each.get("active", True)],
        parties=(),
        codes=session.codes,
        today=session.today.isoformat(),
        user=session.staff.name if session.staff else "",
    )
    form = FormDialog(
        f"{kinds.LABELS[kind]}：选中的 {len(numbers)} 件", fields_of(kind, around), session.today
    )
    values = await page.app.push_screen_wait(form)
    if values is None:
        return False
    refused = await session.ask(_act_each, session, list(numbers), kind, data_of(kind, values))
    done_words = f"已办 {len(numbers) - len(refused)} 件“{kinds.LABELS[kind]}”"
    page.say(done_words)
    if refused:
        lines = [done_words, f"没有办的 {len(refused)} 件：", *refused]
        await page.app.push_screen_wait(Reading("批量办理", lines))
    return True


async def _climb(page: Page, session: Session, numbers: Sequence[str]) -> bool:
    """Ask whether those that are due climb a rung; whether any did."""
    escalate = session.desk.ladder.escalate
    due = ready(await session.ask(escalate, dry_run=True, numbers=list(numbers)))
    if not due:
        page.say(f"选中的 {len(numbers)} 件都没有到期该上报的；待村核实、暂缓的到 5 调度看")
        return False
    if not await page.app.push_screen_wait(climb_question(due)):
        return False
    done = await session.ask(escalate, numbers=[str(each["number"]) for each in due])
    page.say(f"已上报 {sum(bool(each['applied']) for each in done)} 件")
    return True


def _act_each(
    session: Session, numbers: Sequence[str], kind: str, data: Mapping[str, Any]
) -> list[str]:
    refused: list[str] = []
    for number in numbers:
        try:
            session.desk.disputes.act(number, kind, data)
        except Refused as no:
            refused.append(f"{number}：{no.text}")
    return refused


async def choose_columns(page: Page, shown: Sequence[str]) -> list[str] | None:
    """Choose the columns and their order; nothing when it was left."""
    chosen = list(shown)
    while True:
        choices = [Choice("done", "好了，就这样")]
        choices += [
            Choice(
                key,
                f"{'✓ ' if key in chosen else '  '}{name}",
                f"第 {chosen.index(key) + 1} 列，再选去掉" if key in chosen else "选了放在最后",
                words=name,
            )
            for key, name in NAMES.items()
        ]
        choices.append(Choice("usual", "恢复默认"))
        key = await page.app.push_screen_wait(
            Menu(
                "显示哪些列？现在是：" + "、".join(NAMES[key] for key in chosen),
                choices,
                numbered=False,
            )
        )
        if key is None:
            return None
        if key == "done":
            return chosen
        if key == "usual":
            return []
        if key in chosen:
            chosen.remove(key)
        else:
            chosen.append(key)


async def export_shown(page: Page, session: Session, filter: Mapping[str, Any]) -> None:
    """Write what the ledger shows as a file."""
    only = {key: value for key, value in filter.items() if key not in ("words", "back")}
    await export_ledger(page, session, only)
