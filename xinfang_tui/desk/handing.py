"""When a grid worker changes: what is handed over, and whose the open matters are from then on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.hiding import may_know, veiled
from xinfang_tui.desk.lists import Lists
from xinfang_tui.desk.records import record_of
from xinfang_tui.desk.registering import recusal
from xinfang_tui.desk.trail import trail_of
from xinfang_tui.disputes.dispute import CLOSED, OPEN, RESOLVED, Dispute
from xinfang_tui.disputes.order import causal
from xinfang_tui.exchange.handover import handover
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


def hand_over(context: Context, giver: str, taker: str, *, apply: bool = False) -> Record:
    """The list that both sign: open matters, promises, visits due, dates agreed.

    Other villages' matters than that of whoever works are left out, and stay with the giver.

    Args:
        apply: also make the taker the handler of the giver's open matters, in one transaction.

    Returns:
        ``{giver, taker, on, open, promises, visits, next, moved: [NUMBER…], hidden}``; each line
        ``{number, title, what, due, state}``; ``hidden``: how many matters are left out.

    Raises:
        Refused: a name is missing, both are the same, the taker is no longer at work, the role
            may not assign, or the taker would have to withdraw (回避) from one of the matters; then
            none changed hands.
    """
    if not giver or not taker or giver == taker:
        raise Refused("交接要写明两个人：谁交、谁接", do="请填写两个不同的姓名")
    known = context.rules.staff.get(taker)
    if known is not None and not known.active:
        raise Refused(
            f"{taker}已登记为不在岗，不能接手", safe="一件也没有移交", do="请换一位在岗的人接"
        )
    disputes, hidden = in_hand(context, giver)
    records = [record_to_hand(context, dispute, trail=dispute.open) for dispute in disputes]
    days = context.rules.settings.return_days
    answer = handover(records, giver, taker, context.today, days).to_json()
    moved = [dispute for dispute in disputes if dispute.open] if apply else []
    if moved:
        context.demand("assign")
        _check_taker(context, moved, taker)
    with context.journal.transaction():
        for dispute in moved:
            context.journal.append(
                f"dispute:{dispute.id}",
                "assign",
                {"unit": dispute.unit, "handler": taker, "helpers": list(dispute.helpers)},
                by=context.who,
                on=context.today.isoformat(),
            )
    return {**answer, "moved": [dispute.number for dispute in moved], "hidden": hidden}


def left_by_leavers(context: Context, post: str = "handler") -> list[str]:
    """Ids of open matters whose handler is no longer at work: nobody has taken them over yet.

    So it is also where one that was settled by somebody who left is opened again (DESIGN §1).

    Args:
        post: "handler" or "leader".
    """
    gone = sorted(one.name for one in context.rules.staff.values() if not one.active)
    where = [Where("status", "=", OPEN), Where(post, "in", gone)]
    return [key for key, *_ in context.journal.disputes.select(where)] if gone else []


def _check_taker(context: Context, moved: Iterable[Dispute], taker: str) -> None:
    for dispute in moved:
        reason = recusal(context, dispute.parties, taker)
        if reason:
            raise Refused(
                f"{dispute.number}：{reason}", safe="一件也没有移交", do="请先把这一件交给别人"
            )


def in_hand(
    context: Context, handler: str, order: str = "registered_on"
) -> tuple[list[Dispute], int]:
    """What somebody handles that may still have to be handed over.

    Returns:
        The matters; how many more are other villages' than that of whoever works.
    """
    where = [Where("handler", "=", handler), Where("status", "in", [OPEN, RESOLVED, CLOSED])]
    rows = context.journal.disputes.documents(where, order=[(order, False), ("number", False)])
    found = [Dispute.from_json(record) for _, record in rows]
    others = Lists(context).of_others(dispute.id for dispute in found)
    owed = [d for d in found if d.id in others and (d.status != CLOSED or _promised(d))]
    return [dispute for dispute in found if dispute.id not in others], len(owed)


def _promised(dispute: Dispute) -> bool:
    return any(term.kept is None for term in dispute.terms)


def record_to_hand(context: Context, dispute: Dispute, *, trail: bool) -> Record:
    """Its record, with the trail or without; of one sealed to whoever works no word."""
    record = record_of(dispute, context.rules, context.today)
    if dispute.sealed and not may_know(context, dispute.readers):
        return veiled(record)
    return record | {"trail": _trail(context, dispute) if trail else []}


def _trail(context: Context, dispute: Dispute) -> list[Record]:
    events = [node.event for node in causal(context.journal.of(f"dispute:{dispute.id}"))]
    return trail_of(events, dispute, context.rules)
