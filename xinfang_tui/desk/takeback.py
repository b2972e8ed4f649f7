"""Taking a received parcel back as one: set aside, not deleted (撤销本次接收; DESIGN §8)."""

from __future__ import annotations

from typing import Any

from store import Where
from xinfang_tui.desk.asleft import ERASING
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.post import CAME
from xinfang_tui.disputes.event import Event
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


def take_back(exchanging: Exchanging, parcel: str) -> Record:
    """Put the entries that a parcel brought outside the fold, until it is unpacked again.

    Returns:
        ``{id, events, disputes}``.

    Raises:
        Refused: no such parcel, taken back already, somebody built on one of its entries, or one
            of them is an erasure.
    """
    context = exchanging.context
    context.demand("takeback")
    record = exchanging.post.parcel(CAME, parcel)
    if record is None:
        raise Refused(
            f"没有接收过编号为 {parcel} 的包",
            safe="台账没有动",
            do="请用 xinfang parcel status 查看接收过的包",
        )
    where = [Where("parcel", "=", parcel), Where("aside", "null")]
    rows = context.journal.events.select(where, columns=("subject",))
    if not rows:
        raise Refused(
            "这个包没有可撤销的内容", safe="台账没有动", do="它带来的记录本来就有或已撤销"
        )
    if context.journal.events.count([*where, Where("kind", "in", sorted(ERASING))]):
        raise Refused(
            "这个包带来了依法删除，不能撤销",
            safe="台账没有动",
            do="删除过的内容找不回来；其余内容请用更正来改",
        )
    keys, subjects = {key for key, _ in rows}, {subject for _, subject in rows}
    for subject in sorted(subjects):
        _refuse_built_on(exchanging, subject, parcel)
    with context.journal.transaction():
        context.journal.append(
            f"machine:{exchanging.identity.mark}",
            "set_aside",
            {"parcel": parcel},
            by=context.who,
            on=context.today.isoformat(),
        )
        context.journal.set_aside(sorted(keys), parcel)
        exchanging.post.keep_parcel(CAME, parcel, {**record, "aside": True})
    disputes = sum(1 for subject in subjects if subject.startswith(DISPUTE))
    return {"id": parcel, "events": len(keys), "disputes": disputes}


def _refuse_built_on(exchanging: Exchanging, subject: str, parcel: str) -> None:
    """Refuse when an entry that stays was written in knowledge of one that would go."""
    journal = exchanging.context.journal
    where = [Where("subject", "=", subject), Where("aside", "null")]
    stored = list(journal.events.documents(where))
    of_parcel = {
        key
        for (key,) in journal.events.select(
            [Where("subject", "=", subject), Where("parcel", "=", parcel)]
        )
    }
    going = [Event.from_json(record) for key, record in stored if key in of_parcel]
    for key, record in stored:
        if key in of_parcel:
            continue
        event = Event.from_json(record)
        if any(event.knows(other) for other in going):
            dispute = journal.disputes.fetch(subject.removeprefix(DISPUTE)) or {}
            what = dispute.get("number") or subject.partition(":")[2]
            raise Refused(
                f"不能撤销：{event.by}在{event.on}已经接着这个包里的内容办理了（{what}）",
                safe="台账没有动",
                do="请先撤销后来的那一条，或用更正来改",
            )
