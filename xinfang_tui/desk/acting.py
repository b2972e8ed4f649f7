"""Acting on a dispute: one entry, checked against what stands, then written (DESIGN §4, §5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk import erasing
from xinfang_tui.desk.asleft import ERASING
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.hiding import known_names
from xinfang_tui.desk.journal import RULE
from xinfang_tui.desk.preparing import Preparing
from xinfang_tui.desk.registering import NOT_OURS, recusal, taken_in
from xinfang_tui.disputes import actions, kinds, reading
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.erased import ERASE
from xinfang_tui.disputes.event import Event
from xinfang_tui.ladder.agreement import agreement_missing
from xinfang_tui.ladder.remedies import ways
from xinfang_tui.refusal import Refused
from xinfang_tui.staff import may

SAFE = "什么都没有改动"
BESIDE = frozenset({"void", kinds.PRINT, *ERASING})
"""Entries that build on none: a printing is no step of the matter, an erasure is not undone."""


HANDLING = frozenset({"mediate", "resolve", "visit_back"})
"""Entries whose signer acts as the matter's handler or verifies its settlement."""


def _agreed(d: Dispute, data: Mapping[str, Any], today: date) -> str:
    missing = agreement_missing(d, data["agreed_by"])
    return f"{missing}：中止要全体当事人同意，请写全姓名" if missing else ""


def _served(d: Dispute, data: Mapping[str, Any], today: date) -> str:
    served = str(data.get("served_on") or "")
    if served > today.isoformat():
        return f"送达日期 {served} 还没有到（今天 {today}）"
    if served and served < d.registered_on.isoformat():
        return f"送达日期 {served} 早于登记日期 {d.registered_on}"
    return ""


def _decided(d: Dispute, data: Mapping[str, Any], today: date) -> str:
    needed = {"back": ("back_to", "退回到"), "leader": ("leader", "包案领导")}
    name, label = needed.get(str(data["decision"]), ("", ""))
    decision = kinds.DECISIONS[str(data["decision"])]
    return f"决定“{decision}”缺少“{label}”（{name}）" if name and not data.get(name) else ""


def _confirmed(d: Dispute, data: Mapping[str, Any], today: date) -> str:
    refused = "given" in data and "asked" not in data  # the court's word may be no
    if data.get("asked") or data.get("given") or refused:
        return ""
    return "司法确认要写明已申请（asked）或已确认（given）"


_CHECKS: Mapping[str, Callable[[Dispute, Mapping[str, Any], date], str]] = {
    "suspend": _agreed,
    "opinion": _served,
    "confirm": _confirmed,
    "decide": _decided,
}


def _is_last(event: Event) -> bool:
    """Whether an entry counts when the last one is asked for: an erasure does, unless by rule."""
    return event.kind not in BESIDE or (event.kind == ERASE and event.by != RULE)


class Acting:
    """Writes entries on disputes."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._preparing = Preparing(context)

    def role_refusal(self, dispute: Dispute, kind: str) -> str:
        """Why the role of whoever works may not make this entry; empty when it may."""
        return may(self._context.staff, kind, dispute.village) or ""

    def act(self, dispute: Dispute, kind: str, record: Mapping[str, Any]) -> str:
        """Write one entry; the dispute's id.

        Raises:
            Refused: unknown kind, not allowed now, wrong data or date.
        """
        if not isinstance(record, Mapping):
            raise Refused("办理内容应当是一条记录（JSON 对象）", safe=SAFE)
        data = reading.data(kind, record)
        on = self._on(dispute, record)
        named = reading.given(record, "by")
        by = reading.text(record["by"] if named else self._context.who, "经手人", longest=100)
        reason = actions.refusal(dispute, kind) or self.role_refusal(dispute, kind)
        if reason:
            raise Refused(f"不能“{kinds.LABELS[kind]}”：{reason}", safe=SAFE)
        if kind == "void":
            return self._void(dispute, str(data["target"]), str(data.get("reason", "")), by)
        if kind == "erase":
            subject, journal = f"dispute:{dispute.id}", self._context.journal
            day, known = on.isoformat(), known_names(self._context.rules)
            erasing.erase(journal, subject, str(data["what"]), by=by, on=day, known=known)
            return dispute.id
        if kind in HANDLING and (named or self._context.user is not None):
            self._recused(dispute, by)
        data = self._prepared(dispute, kind, data, on, by)
        if kind == "resolve" and not named and self._context.user is None:
            data["unsigned"] = True  # signed with the office's name: nobody who may not verify it
        self._append(dispute, kind, data, by=by, on=on)
        if kind == "consent" and data["to"] == "mediate" and not data["given"] and dispute.open:
            self._end_refused(dispute, by, on)
        if kind == "correct" and data["field"] == "category":
            self._hand_on(dispute, str(data["value"]), by, on)
        return dispute.id

    def check(self, dispute: Dispute, kind: str, record: Mapping[str, Any], on: date) -> None:
        """Refuse what :meth:`act` would refuse of an entry's data; writes nothing."""
        self._prepared(dispute, kind, reading.data(kind, record), on, self._context.who)

    def _prepared(
        self, dispute: Dispute, kind: str, data: dict[str, Any], on: date, by: str
    ) -> dict[str, Any]:
        check = _CHECKS.get(kind)
        reason = check(dispute, data, self._context.today) if check is not None else ""
        if reason:
            raise Refused(reason, safe=SAFE)
        return self._preparing.prepared(dispute, kind, data, on=on, by=by)

    def _recused(self, dispute: Dispute, by: str) -> None:
        """Whoever mediates, settles or visits acts as its handler (回避, DESIGN §5)."""
        reason = recusal(self._context, dispute.parties, by)
        if reason:
            raise Refused(reason, safe=SAFE)

    def undo(self, dispute: Dispute) -> str:
        """Take back this machine's last entry on the dispute."""
        return self._void(dispute, self.last_own(dispute).id, "", self._context.who)

    def last_own(self, dispute: Dispute) -> Event:
        """This machine's last entry on the dispute that still stands.

        Raises:
            Refused: there is none, or it is an erasure that somebody asked for.
        """
        own = [e for e in self._events(dispute) if e.device == self._context.journal.device]
        undone = {str(e.payload.get("target")) for e in own if e.kind == "void"}
        standing = [e for e in own if _is_last(e) and e.id not in undone]
        if not standing:
            raise Refused("这一件没有本机可以撤销的记录", safe=SAFE)
        if standing[-1].kind == ERASE:
            raise Refused(
                "最后一条是依法删除，删去的找不回来，不能撤销",
                safe="什么都没有撤销",
                do="以前的记录填错了请用更正",
            )
        return standing[-1]

    def _on(self, dispute: Dispute, record: Mapping[str, Any]) -> date:
        today = self._context.today
        on = reading.day(record["on"], "日期") if reading.given(record, "on") else today
        if on > today:
            raise Refused(f"日期 {on} 还没有到（今天 {today}）", safe=SAFE)
        if on < dispute.registered_on:
            raise Refused(
                f"日期 {on} 早于登记日期 {dispute.registered_on}", safe=SAFE, do="请核对日期"
            )
        return on

    def void_refusal(self, dispute: Dispute, target: str) -> Refused | None:
        """Why an entry may not be taken back; None while it may: it is this machine's own, still
        stands, and nobody built on it."""
        events = self._events(dispute)
        found = next((e for e in events if e.id == target), None)
        if found is None:
            return Refused("要撤销的那一条不在这一件里", safe=SAFE)
        if found.device != self._context.journal.device or found.by == RULE:
            return Refused("只能撤销本机自己填的那一条", safe=SAFE, do="填错了请用更正")
        if found.kind in ERASING:
            return Refused("依法删除的找不回来，不能撤销", safe=SAFE)
        known = {str(e.payload.get("target")) for e in events if e.kind == "void"}
        if target in known:
            return Refused("那一条已经撤销过", safe=SAFE)
        if any(
            e.kind not in BESIDE and e.id not in known and e.id != target and e.knows(found)
            for e in events
        ):
            return Refused("后面已经有别的记录，不能撤销", safe=SAFE, do="填错了请用更正")
        return None

    def _void(self, dispute: Dispute, target: str, reason: str, by: str) -> str:
        refused = self.void_refusal(dispute, target)
        if refused is not None:
            raise refused
        found = next(e for e in self._events(dispute) if e.id == target)
        data = {"target": target, "of": found.kind, "reason": reason}
        on = max(self._context.today, date.fromisoformat(found.on))
        self._append(dispute, "void", data, by=by, on=on)
        return dispute.id

    def _end_refused(self, dispute: Dispute, by: str, on: date) -> None:
        told = [way.line for way in ways(dispute, self._context.rules.calendar)]
        data = {"reason": "refused", "remedies_told": told}
        self._append(dispute, "end", data, by=by, on=on)

    def _hand_on(self, dispute: Dispute, category: str, by: str, on: date) -> None:
        """A matter that turns out to be none of ours is sealed and referred, as when it came so."""
        taken = taken_in(self._context, category, dispute.scale)
        if taken.sealed and not dispute.sealed:
            self._append(dispute, "seal", {}, by=by, on=on)
        if taken.refer_to and dispute.open:
            data = {"to": taken.refer_to, "reason": NOT_OURS}
            self._append(dispute, "refer", data, by=by, on=on)

    def _events(self, dispute: Dispute) -> list[Event]:
        return self._context.journal.of(f"dispute:{dispute.id}")

    def _append(
        self, dispute: Dispute, kind: str, data: Mapping[str, Any], *, by: str, on: date
    ) -> None:
        subject = f"dispute:{dispute.id}"
        self._context.journal.append(subject, kind, data, by=by, on=on.isoformat())
