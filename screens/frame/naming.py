"""Whether a paper shows names: asked before it is written."""

from __future__ import annotations

from screens.frame.menu import Menu
from screens.frame.page import Page
from screens.pieces.choice import Choice


async def shows_names(page: Page, reason: str) -> bool | None:
    """Ask it; nothing when nothing was chosen.

    Args:
        reason: why who works now may not have names on it; empty when they may.
    """
    choices = [
        Choice(False, "隐去", "可以发给别人"),
        Choice(True, "不隐去", "给当事人签字、存档用；会记下谁出的", reason=reason),
    ]
    answer: bool | None = await page.app.push_screen_wait(Menu("姓名、电话怎么办？", choices))
    return answer
