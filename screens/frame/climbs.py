"""The ladder run when the program opens: what is due climbs by rule, and is told (DESIGN §5)."""

from __future__ import annotations

from screens.frame.page import Page
from screens.frame.session import Session


async def run_ladder(page: Page, session: Session) -> None:
    """Let everything due climb one rung; say how many did, and how many wait for somebody."""
    found, _, climbed = await session.ask(session.desk.ladder.run)
    held = sum(bool(each["held"]) for each in found)
    told = []
    if climbed:
        told.append(f"{climbed} 件到期没有办结，已按规则上报一层")
    if held:
        told.append(f"{held} 件要先问清才能上报，到“调度”看")
    if climbed:
        await session.moved()
        page.reload()
    if told:
        page.say("；".join(told))
