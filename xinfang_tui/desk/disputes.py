"""Disputes: registering, showing, acting, explaining (DESIGN §10)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.erasing import all_entries, reached, to_erase
from xinfang_tui.desk.finding import find, find_to_erase
from xinfang_tui.desk.records import Record, record_of
from xinfang_tui.desk.taker import lacking
from xinfang_tui.desk.trail import trail_of
from xinfang_tui.disputes import actions, kinds
from xinfang_tui.disputes.erased import ERASE
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal
from xinfang_tui.ladder.remedies import ways
from xinfang_tui.refusal import Overtaken

if TYPE_CHECKING:  # each is loaded when it is first asked for
    from xinfang_tui.desk.acting import Acting
    from xinfang_tui.desk.lists import Lists

Records = list[Record]
Ids = list[str]


class Disputes:
    """The desk's facet for disputes.

    Args:
        on_erase: called after an erasure with the ids of the erased events and the subjects, so
            that copies kept beside the ledger go too; answers what it could not reach.
    """

    def __init__(
        self, context: Context, on_erase: Callable[[Ids, Ids], list[str]] | None = None
    ) -> None:
        self._context = context
        self._on_erase = on_erase

    @cached_property
    def _lists(self) -> Lists:
        from xinfang_tui.desk.lists import Lists

        return Lists(self._context)

    @cached_property
    def _acting(self) -> Acting:
        from xinfang_tui.desk.acting import Acting

        return Acting(self._context)

    def add(self, record: Mapping[str, Any]) -> Record:
        """Register a dispute; answers it, with the statutory ways open under ``remedies``.

        Raises:
            Refused: something is missing or impossible, or may not be held here.
        """
        from xinfang_tui.desk.registering import Registering

        with self._context.journal.transaction():
            id = Registering(self._context).add(_by_hand(record))
        return self._answer(id, trail=True)

    def show(self, number: str) -> Record:
        """One dispute with its trail; ``blocked`` says what is missing when it is 无人承接."""
        return self._answer(find(self._context, number).id, trail=True)

    def act(self, number: str, kind: str, data: Mapping[str, Any]) -> Record:
        """Write what happened to a dispute; answers it.

        An erasure is answered with ``copies`` too: where the matter lies that this machine cannot
        reach, and which meetings repeat what was erased, line by line.

        Raises:
            Refused: not allowed now, not by this role, or the data is wrong.
        """
        if kind == ERASE:
            return self._erase(number, data)
        with self._context.journal.transaction():
            id = self._acting.act(find(self._context, number), kind, data)
        return self._answer(id, trail=True)

    def correct(self, number: str, data: Mapping[str, Any], was: Any) -> Record:
        """A correction by whoever read the datum as ``was``; answers the dispute.

        Raises:
            Overtaken: it reads otherwise now, by another window or a parcel: nothing is written
                over unseen (DESIGN §1).
            Refused: as :meth:`act`.
        """
        context = self._context
        with context.journal.transaction():
            dispute = find(context, number)
            field = str(data.get("field"))
            now = record_of(dispute, context.rules, context.today).get(field)
            if now != was:
                raise Overtaken(
                    f"“{kinds.FIELD_NAMES.get(field, field)}”在您填表时已经在别处改过",
                    now,
                    safe="没有保存，填的还在",
                    do="请看过现在的内容，再更正",
                )
            id = self._acting.act(dispute, "correct", data)
        return self._answer(id, trail=True)

    def _erase(self, number: str, data: Mapping[str, Any]) -> Record:
        from xinfang_tui.desk.copies import begin_forgetting, naming

        journal = self._context.journal
        with journal.transaction():
            dispute = find_to_erase(self._context, number)
            before = to_erase(journal, f"dispute:{dispute.id}")
            id = self._acting.act(dispute, ERASE, data)
            if self._on_erase is not None:
                begin_forgetting(self._context, *self._gone(id))
        copies = self._copies(id)
        copies += naming(self._context, str(data["what"]), before)
        return self._answer(id, trail=True) | {"copies": copies}

    def _copies(self, id: str) -> Ids:
        from xinfang_tui.desk.copies import elsewhere

        left = self._on_erase(*self._gone(id)) if self._on_erase is not None else []
        return [*left, *elsewhere(self._context, id)]

    def _gone(self, id: str) -> tuple[Ids, Ids]:
        """The erased events of a matter, and the subjects that its erasures reach."""
        journal = self._context.journal
        subjects = reached(journal, f"dispute:{id}")
        gone = [
            t for each in subjects for e in journal.of(each) for t in e.payload.get("targets") or ()
        ]
        return gone, subjects

    def undo(self, number: str) -> Record:
        """Take back this machine's last entry on the dispute, while nobody built on it."""
        with self._context.journal.transaction():
            id = self._acting.undo(find(self._context, number))
        return self._answer(id, trail=True)

    def undoable(self, number: str) -> Record:
        """This machine's last entry: ``{id, kind, label, on, by, reason}``.

        ``reason`` says why :meth:`undo` would not take it back, as when somebody built on it;
        empty when it would.
        """
        dispute = find(self._context, number)
        event = self._acting.last_own(dispute)
        refused = self._acting.void_refusal(dispute, event.id)
        return {
            "id": event.id,
            "kind": event.kind,
            "label": kinds.LABELS.get(event.kind, event.kind),
            "on": event.on,
            "by": event.by,
            "reason": f"{refused.wrong}；{refused.do}" if refused is not None else "",
        }

    def actions(self, number: str) -> Records:
        """All kinds of entry: ``{kind, label, allowed, reason}``, the likeliest first."""
        dispute = find(self._context, number)
        found = []
        for kind in actions.ORDER:
            reason = actions.refusal(dispute, kind) or self._acting.role_refusal(dispute, kind)
            found.append(
                {
                    "kind": kind,
                    "label": kinds.LABELS[kind],
                    "allowed": not reason,
                    "reason": reason,
                }
            )
        return sorted(found, key=lambda action: not action["allowed"])

    def explain(self, number: str) -> Record:
        """The deadline with how it came about.

        Returns:
            ``{number, due_target, due, overdue, days_left, limit, rule, source, start_on,
            warnings, steps: [line…], text}``; ``due`` is null unless open.
        """
        context = self._context
        dispute = find(context, number)
        deadline = context.rules.deadline(dispute)
        base: Record = {"number": dispute.number, "id": dispute.id}
        if deadline is None:
            text = "这一件已经办结，没有正在计算的期限。"
            return base | {"due_target": None, "due": None, "steps": [], "text": text}
        lines = [step.text for step in deadline._replace(today=context.today).steps]
        return base | {
            "due_target": deadline.due_target.isoformat(),
            "due": deadline.due.isoformat(),
            "overdue": deadline.overdue(context.today),
            "days_left": deadline.left(context.today),
            "limit": deadline.limit_days,
            "rule": deadline.rule,
            "source": deadline.source,
            "start_event": deadline.start_event,
            "start_on": deadline.start_on.isoformat(),
            "warnings": [[percent, day.isoformat()] for percent, day in deadline.warnings],
            "steps": lines,
            "text": "\n".join(lines),
        }

    def similar(self, draft: Mapping[str, Any]) -> Records:
        """Open matters that a draft may repeat: best first."""
        from xinfang_tui.desk.likeness import similar  # these three are seldom asked for

        return similar(self._context, draft)

    def beside(self) -> set[str]:
        """Names to hide in titles everywhere beside those of a matter's own parties."""
        from xinfang_tui.desk.hiding import beside

        return beside(self._context)

    def alike(self, month: str, village: str = "") -> Records:
        """Pairs that look like one matter, of all villages: ``{one, other, score, why}``."""
        from xinfang_tui.desk.alike import offers

        return offers(self._context, month, village)

    def hand_over(self, giver: str, taker: str, *, apply: bool = False) -> Record:
        """What one worker hands to the next; with ``apply`` the open matters change hands."""
        from xinfang_tui.desk.handing import hand_over

        return hand_over(self._context, giver, taker, apply=apply)

    def list(self, **filter: Any) -> Records:
        """All disputes that fit; filters as of ``ledger list``, months and statuses unlimited."""
        return self._lists.records(filter)

    def whole(self, **filter: Any) -> Records:
        """The same disputes as :meth:`list`, each with its trail."""
        return self._lists.whole(filter)

    def page(
        self,
        filter: Mapping[str, Any],
        order: Sequence[tuple[str, bool]],
        offset: int,
        limit: int,
    ) -> Records:
        """One page of the ledger, by the engine's index; of each dispute what a list shows."""
        return self._lists.page(filter, order, offset, limit)

    def count(self, filter: Mapping[str, Any]) -> int:
        """How many disputes fit."""
        return self._lists.count(filter)

    def ids(self, filter: Mapping[str, Any]) -> Ids:
        """The ids of the disputes that fit."""
        return self._lists.ids(filter)

    def by_ids(self, ids: Sequence[str]) -> Records:
        """The disputes of these ids, in that order: what a number in a summary opens to."""
        return self._lists.by_ids(ids)

    def _answer(self, id: str, *, trail: bool) -> Record:
        context = self._context
        dispute = context.journal.dispute(id)
        entries = context.journal.of(f"dispute:{id}")
        if dispute is None:  # taken back, and erased where it lies
            entries = all_entries(context.journal, f"dispute:{id}")
            dispute = fold(entries)
        record = record_of(dispute, context.rules, context.today)
        events = [node.event for node in causal(entries)]
        record["trail"] = trail_of(events, dispute, context.rules) if trail else []
        record["blocked"] = list(lacking(dispute, context.rules, context.today))
        record["remedies"] = [
            {
                "key": way.key,
                "name": way.name,
                "where": way.where,
                "limit": way.limit,
                "last": way.due.isoformat() if way.due else None,
                "basis": way.basis,
                "text": way.line,
                "remark": way.remark,
            }
            for way in ways(dispute, context.rules.calendar)
        ]
        return record


def _by_hand(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """A registration typed in: it is not excused from what only ledgers are excused from."""
    if not isinstance(record, Mapping):
        return record
    return {name: value for name, value in record.items() if name != "imported"}
