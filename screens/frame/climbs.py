"""What is due climbs by rule: when the program opens, and when it is told to (DESIGN §5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from screens.door import Record
from screens.frame.confirm import Confirm
from screens.frame.page import Page
from screens.frame.session import Session


def ready(proposals: Iterable[Record]) -> list[Record]:
    """Those that climb when they are told to: nothing holds them, and a rung is above them."""
    return [each for each in proposals if not each.get("held") and not each.get("stays")]


def climb_question(chosen: Sequence[Record]) -> Confirm:
    """What is asked before matters climb."""
    nobody = sum(bool(each.get("blocked")) for each in chosen)
    text = f"共 {len(chosen)} 件，每件只上报一层，今天记入经过。"
    if nobody:
        text += f"\n其中 {nobody} 件上面还没有人承接，会列在“无人承接”里。"
    return Confirm("上报？", text, yes="上报", no="先不")


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
