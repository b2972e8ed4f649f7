"""What may be done with a dispute as it stands, and why not (DESIGN §4, §5)."""

from __future__ import annotations

from itertools import pairwise

from xinfang_tui.disputes.dispute import (
    CLOSED,
    ENDED,
    OPEN,
    REFERRED,
    RESOLVED,
    RUNGS,
    STATUS_NAMES,
    VOID,
    Dispute,
)

ANY_TIME = ("note", "correct", "attach", "link", "unlink", "seal", "surface", "instruct", "urgent")
WHILE_OPEN = (
    "mediate",
    "resolve",
    "extend",
    "refer",
    "transfer",
    "assign",
    "escalate",
    "accept",
    "own",
    "meet_party",
    "consent",
    "suspend",
    "resume",
    "return_down",
    "end",
    "interim_reply",
    "opinion",
    "decide",
)
AFTER = ("visit_back", "perform", "confirm", "close", "reopen")
OTHERS = ("object", "settle", "void", "erase")
ORDER = (*WHILE_OPEN, *AFTER, *OTHERS, *ANY_TIME)


def refusal(dispute: Dispute, kind: str) -> str:
    """Why this kind of entry cannot be made now, in Chinese; empty when it can."""
    d = dispute
    if d.status == VOID and kind not in ("note", "erase"):
        return "这一件的登记已经撤销"
    if kind in WHILE_OPEN and not d.open:
        if kind == "return_down" and d.status == REFERRED and d.transitions[-1].what == "out":
            return ""
        if kind in ("meet_party", "consent", "assign"):
            return ""
        return f"现在是“{STATUS_NAMES[d.status]}”，要先重开才能办"
    check = _CHECKS.get(kind)
    return check(d) if check is not None else ""


def _mediate(d: Dispute) -> str:
    refused = [party for party, to in d.consents.items() if to.get("mediate") is False]
    return "有当事人不同意调解，不能调解（人民调解法第十七条）" if refused else ""


def _resume(d: Dispute) -> str:
    return "" if d.suspensions and d.suspensions[-1].ended is None else "现在没有中止"


def _suspend(d: Dispute) -> str:
    return "已经中止，要先恢复" if not _resume(d) and _still(d) else ""


def _still(d: Dispute) -> bool:
    return bool(d.suspensions) and d.suspensions[-1].until > d.last_on


def _escalate(d: Dispute) -> str:
    if d.rung == RUNGS[-1] and d.tier == "county":
        return "已经在最高一级（县领导包案）"
    return "已转往其他单位，等对方受理或退回" if d.pending else ""


def _return_down(d: Dispute) -> str:
    if d.pending is not None or d.rung != RUNGS[0]:
        return ""
    return "已经在村一级，没有下一级可退"


def _transfer(d: Dispute) -> str:
    return "上一次转办对方还没有受理或退回" if d.pending else ""


def _extend(d: Dispute) -> str:
    if d.start is None:
        return "没有正在计算的期限"
    return "这一层已经延期一次，每一层只能延期一次" if extended(d) else ""


def extended(d: Dispute) -> bool:
    """Whether the matter had the one extension of its rung.

    Another leader or another decision on the same rung gives no second one; opened again, it has.
    """
    stay = {start.event for start in d.starts[-1:]}
    for before, after in reversed(list(pairwise(d.starts))):
        if after.kind not in ("escalate", "decide") or before.rung != after.rung:
            break
        stay.add(before.event)
    return any(extension.start in stay for extension in d.extensions)


def _opinion(d: Dispute) -> str:
    return "" if d.track == "petition" else "处理意见只用于信访事项"


def _visit_back(d: Dispute) -> str:
    return "" if d.status == RESOLVED else "化解之后才能回访"


def _perform(d: Dispute) -> str:
    return "" if d.terms else "没有登记协议内容"


def _confirm(d: Dispute) -> str:
    return "" if d.resolved_on is not None else "达成协议之后才能申请司法确认"


def _close(d: Dispute) -> str:
    if d.status == OPEN:
        return "还没有办结，不能销号"
    if d.status == CLOSED:
        return "已经销号"
    if d.status in (REFERRED, ENDED):
        return ""
    if _visited(d):
        return ""
    return "回访之后才能销号（回访的人不能是经办人）"


def _visited(d: Dispute) -> bool:
    """Whether somebody was met since the settlement that stands."""
    opened_again = {start.event for start in d.starts}
    met = False
    for visit in d.visits:
        late = d.resolved_on is None or visit.on >= d.resolved_on
        met = visit.event not in opened_again and (met or (late and visit.answer != "unreached"))
    return met


def _reopen(d: Dispute) -> str:
    return "还没有办结，不用重开" if d.status == OPEN else ""


def _settle(d: Dispute) -> str:
    return "" if d.conflicts else "没有填报不一致的地方"


_CHECKS = {
    "mediate": _mediate,
    "resolve": _mediate,
    "suspend": _suspend,
    "resume": _resume,
    "escalate": _escalate,
    "return_down": _return_down,
    "transfer": _transfer,
    "extend": _extend,
    "opinion": _opinion,
    "visit_back": _visit_back,
    "perform": _perform,
    "confirm": _confirm,
    "close": _close,
    "reopen": _reopen,
    "settle": _settle,
}
