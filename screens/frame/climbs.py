"""The ladder run when the program opens: what is due to climb is proposed, then applied."""

from __future__ import annotations

from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.frame.session import Session
from screens.pieces.cells import fit
from screens.pieces.choice import Choice
from xinfang_tui.disputes.dispute import RUNG_NAMES

_SHOWN = 5


async def ask_about_climbs(page: Page, session: Session) -> None:
    """Ask once a day whether all that is due climbs now, is looked at one by one, or waits."""
    found = await session.ask(session.desk.ladder.escalate, dry_run=True)
    due = [each for each in found if not each.get("held")]
    session.preferences.set("climbs.asked", session.today.isoformat())
    if not due:
        return
    choices = [
        Choice("look", "到“调度”逐件看", "看规则和依据，选中的才上报"),
        Choice("all", f"全部上报（{len(due)} 件）", "每件上报一层，记入经过"),
        Choice("later", "先不办", "工作台上一直列着"),
    ]
    told = "；".join(
        f"{each['number']} {fit(session.hide(each, each['title']), 16).strip()}"
        f"→{RUNG_NAMES.get(each['to'], '')}"
        for each in due[:_SHOWN]
    )
    more = f"等 {len(due)} 件" if len(due) > _SHOWN else ""
    title = f"到期应当上报：{told}{more}"
    chosen = await page.app.push_screen_wait(Menu(title, choices))
    sure = f"{len(due)} 件全部上报？"
    if chosen == "all" and await page.app.push_screen_wait(Confirm(sure, told + more)):
        numbers = [str(each["number"]) for each in due]
        done = await session.ask(session.desk.ladder.escalate, numbers=numbers)
        await session.moved()
        page.say(f"已上报 {sum(bool(each['applied']) for each in done)} 件")
        page.reload()
    elif chosen == "look":
        await page.app.switch_mode("dispatch")
