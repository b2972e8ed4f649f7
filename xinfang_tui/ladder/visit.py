"""What follows a return visit (回访): the three roads of 不满意 (DESIGN §4)."""

from __future__ import annotations

from dataclasses import dataclass

from xinfang_tui.disputes.dispute import CLOSED, OPEN, RESOLVED, RUNG_NAMES
from xinfang_tui.disputes.effects.settling import above

ANSWERS = ("satisfied", "basic", "unsatisfied", "unreached")


@dataclass(frozen=True, slots=True)
class Follow:
    """What a visit leads to.

    Attributes:
        status: open, resolved or closed; rung, tier: where it then stands.
        full_limit: whether a new clock starts; handler_emptied: whether another one is needed.
        words: what to do next, told to whoever visited.
    """

    status: str
    rung: str
    tier: str
    full_limit: bool = False
    handler_emptied: bool = False
    words: str = ""


def follow(rung: str, tier: str, answer: str, reason: str = "") -> Follow:
    """What an answer, and for 不满意 its reason, leads to for a resolved matter.

    Satisfied or basically so closes; not reached leaves it resolved. An agreement not kept: same
    rung, full limit, the other side reminded. Procedure: next rung up, at the top the county's
    leader, handler emptied. Regret of a lawful agreement: told the court's way, stays resolved.
    """
    if answer in ("satisfied", "basic"):
        return Follow(CLOSED, rung, tier, words="回访满意，销号")
    if answer == "unreached":
        return Follow(RESOLVED, rung, tier, words="没有联系上，请另约时间再回访")
    if reason == "unkept":
        words = "协议没有履行：已重新办理，请催促履行，期限重新计算"
        return Follow(OPEN, rung, tier, full_limit=True, words=words)
    if reason == "procedure":
        up, level = above(rung)
        where = "县领导包案" if level == "county" else RUNG_NAMES[up]
        words = f"对办理程序不满意：转到上一层（{where}）重新办理，请另定经办人"
        return Follow(OPEN, up, level, full_limit=True, handler_emptied=True, words=words)
    if reason == "regret":
        words = "对合法有效的协议反悔：请告知可以向人民法院起诉（人民调解法第三十二条），不重新办理"
        return Follow(RESOLVED, rung, tier, words=words)
    return Follow(RESOLVED, rung, tier, words="请记下原因，继续做工作，再约回访")
