"""What the desk adds to an entry before it is written, and the checks that need rules (§4, §5)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.areacode import township_of
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.correcting import Correcting
from xinfang_tui.desk.dating import too_early
from xinfang_tui.desk.finding import find
from xinfang_tui.desk.registering import LEADER, recusal
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.dispute import RUNG_NAMES, RUNGS, Dispute, PlanStep
from xinfang_tui.disputes.effects.settling import above
from xinfang_tui.ladder import climb, extension
from xinfang_tui.ladder.entry import consent_missing, needs_consent
from xinfang_tui.ladder.recusal import helper_refusal, verifier_refusal
from xinfang_tui.ladder.remedies import ways
from xinfang_tui.meeting.meeting import OWN_ID
from xinfang_tui.meeting.meeting import subject as meeting_subject
from xinfang_tui.refusal import Refused

SAFE = "什么都没有改动"
_USUAL = "0103"
Prepare = Callable[[Dispute, dict[str, Any], date, str], dict[str, Any]]


class Preparing:
    """Completes an entry's data, or refuses it."""

    def __init__(self, context: Context) -> None:
        self._context = context
        correcting = Correcting(context)
        self._steps: Mapping[str, Prepare] = {
            "correct": correcting.correct,
            "mediate": self._mediate,
            "surface": self._surface,
            "escalate": self._escalate,
            "accept": self._accept,
            "return_down": self._return_down,
            "transfer": self._transfer,
            "assign": self._assign,
            "own": self._own,
            "decide": self._decide,
            "extend": self._extend,
            "resolve": self._resolve,
            "suspend": self._suspend,
            "end": self._end,
            "visit_back": self._visit_back,
            "reopen": self._clock,
            "settle": correcting.settle,
            "consent": self._consent,
            "link": self._link,
            "unlink": self._unlink,
            "perform": self._perform,
        }

    def prepared(
        self, dispute: Dispute, kind: str, data: dict[str, Any], *, on: date, by: str
    ) -> dict[str, Any]:
        """The data as it will be written.

        Raises:
            Refused: it does not fit the dispute or the rules.
        """
        reason = too_early(dispute, kind, on)
        if reason:
            raise Refused(reason, safe=SAFE, do="请核对日期")
        step = self._steps.get(kind)
        return step(dispute, data, on, by) if step is not None else data

    def _clock(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        return data | {"ladder": self._context.rules.ladder.version}

    def _mediate(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        _not_before(data, "next_on", "下次日期", on)
        return data

    def _surface(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        today = self._context.today
        if str(data["date"]) > today.isoformat():
            raise Refused(f"日期 {data['date']} 还没有到（今天 {today}）", safe=SAFE)
        return data

    def _consent(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        _of_the_matter(d, str(data["party"]))
        return data

    def _escalate(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        step = climb.above(d.rung, d.tier)
        if step is None:
            raise Refused("已经在最高一级，不能再上报", safe=SAFE)
        to, tier = step
        wanted = str(data.get("to") or to)
        if RUNGS.index(wanted) < RUNGS.index(to):
            raise Refused(
                f"已经在“{RUNG_NAMES[d.rung]}”，不能上报到“{RUNG_NAMES[wanted]}”", safe=SAFE
            )
        if wanted != to:
            raise Refused(f"一次只能上报一层：下一层是“{RUNG_NAMES[to]}”", safe=SAFE)
        self._consented(d, to)
        deadline = self._context.rules.deadline(d)
        full = data | {"from": d.rung, "to": to, "tier": tier}
        if deadline is not None:
            full["due"] = deadline.due.isoformat()
        return self._clock(d, full, on, by)

    def _consented(self, d: Dispute, to: str) -> None:
        missing = self._unconsented(d, to)
        if missing:
            raise Refused("；".join(missing), safe=SAFE, do="请先征求意愿（提交上级研究）")

    def _unconsented(self, d: Dispute, to: str) -> tuple[str, ...]:
        needed = needs_consent(d, self._context.rules.ladder, to)
        return consent_missing(d) if needed else ()

    def _accept(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if d.pending is not None:
            data["transfer"] = d.pending.event
        return data

    def _return_down(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if d.pending is not None:
            data["transfer"] = d.pending.event
        elif d.open:
            to = str(data.get("to") or RUNGS[max(RUNGS.index(d.rung) - 1, 0)])
            if RUNGS.index(to) >= RUNGS.index(d.rung):
                raise Refused("只能退回到下面的一层", safe=SAFE)
            data["to"] = to
            self._recused(d, str(data.get("handler") or ""))
        return data

    def _transfer(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if "border" not in data:
            place = self._context.rules.places.find(str(data["to"]))
            home = township_of(d.village)
            data["border"] = place is not None and township_of(place.code) != home
        return data

    def _assign(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if not data.get("unit") and not data.get("handler"):
            raise Refused("交办要写责任单位或经办人", safe=SAFE)
        self._recused(d, str(data.get("handler") or ""))
        self._helped(d, data)
        return data

    def _own(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        self._recused(d, str(data["leader"]), LEADER)
        self._helped(d, data)
        _not_before(data, "due", "预计办结", on)
        if d.rung == RUNGS[-1]:
            data.setdefault("tier", d.tier or "township")
        if d.plan and not data.get("plan"):  # whoever takes the case over takes its plan over
            data["plan"] = [_planned(step) for step in d.plan]
        return data

    def _decide(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        self._met(str(data["meeting"]))
        self._recused(d, str(data.get("handler") or ""))
        self._recused(d, str(data.get("leader") or ""), LEADER)
        self._helped(d, data)
        if data.get("leader") and not data.get("back_to"):
            self._consented(d, RUNGS[-1])
        back = str(data.get("back_to") or "")
        if back and RUNGS.index(back) >= RUNGS.index(d.rung):
            raise Refused(
                f"现在在“{RUNG_NAMES[d.rung]}”，不能退回到“{RUNG_NAMES[back]}”",
                safe=SAFE,
                do="只能退回到下面的一层",
            )
        _not_before(data, "due", "完成期限", on)
        return self._clock(d, data, on, by)

    def _met(self, meeting: str) -> None:
        """Refuse a meeting of our own that this ledger does not hold; the county's has words."""
        if self._context.journal.of(meeting_subject(meeting)):
            return
        if self._context.unit_village:
            raise Refused(f"没有会议“{meeting}”", safe=SAFE, do="会议的决定请由镇里记")
        if re.fullmatch(OWN_ID, meeting):
            raise Refused(
                f"没有会议“{meeting}”",
                safe=SAFE,
                do="请核对会议的编号（meeting list 可查）；上级开的会用文字写明，如“县联席会议”",
            )

    def _resolve(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        codes, told = self._context.rules.codes, reading.code(data["method"], "化解方式")
        if not codes.has_method(told):
            listed = [_USUAL, *codes.methods]
            example = next((f"{c}（{codes.methods[c]}）" for c in listed if c in codes.methods), "")
            raise Refused(
                f"“化解方式”里没有“{told}”这个代码",
                safe=SAFE,
                do=f"请从化解方式表中选，如 {example}；表里没有的，用文字写明",
            )
        return data | {"method": told} if told.isdecimal() else data

    def _extend(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        rules = self._context.rules
        until, today = date.fromisoformat(data["until"]), self._context.today
        last = extension.run_out(d, rules.ladders, rules.meetings, rules.calendar, on)
        if last is not None:
            raise Refused(
                f"期限已过（{last}），不能再延期",
                safe=SAFE,
                do="请抓紧办结；还没有上报的，请按规则上报",
            )
        if until < today:
            raise Refused(f"延至 {until} 已经过了（今天 {today}）", safe=SAFE, do="请核对日期")
        reason = extension.refusal(d, rules.ladders, rules.meetings, until)
        if reason:
            raise Refused(reason, safe=SAFE)
        return data

    def _suspend(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if str(data["until"]) <= on.isoformat():
            raise Refused("中止到的日期应当在今后", safe=SAFE)
        return data

    def _end(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if not data.get("remedies_told"):
            calendar = self._context.rules.calendar
            data["remedies_told"] = [way.line for way in ways(d, calendar)]
        return data

    def _visit_back(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        said = str(data.get("party") or "")
        for name in [said] if said in _sides(d) else reading.apart(said):
            _of_the_matter(d, name)
        reason = verifier_refusal(d, by)
        if reason:
            raise Refused(reason, safe=SAFE)
        if data["answer"] == "unsatisfied" and not data.get("reason"):
            raise Refused(
                "不满意要写原因（reason）",
                safe=SAFE,
                do="可以是：unkept（没有履行）、procedure（程序）、regret（反悔）、other（其他）",
            )
        data.pop("rung", None)
        procedure = (data["answer"], data.get("reason")) == ("unsatisfied", "procedure")
        if procedure and self._unconsented(d, above(d.rung)[0]):
            data["rung"] = d.rung  # the answer stands; the climb waits for consent
        return self._clock(d, data, on, by)

    def _link(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        lead = find(self._context, str(data["lead"]))
        if lead.id == d.id:
            raise Refused("不能和自己关联", safe=SAFE)
        if d.id in self._above(lead):
            raise Refused(f"{lead.number} 已经是本件的成员，不能反过来关联", safe=SAFE)
        return data | {"lead": lead.id, "lead_number": lead.number}

    def _above(self, dispute: Dispute) -> set[str]:
        """The matters that this one belongs to, over several steps."""
        found: set[str] = set()
        waiting = [lead for lead, _ in dispute.links]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found.add(id)
                lead = self._context.journal.dispute(id)
                waiting += [each for each, _ in lead.links] if lead is not None else []
        return found

    def _unlink(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        lead = find(self._context, str(data["lead"]))
        if lead.id == d.id:
            raise Refused("不能和自己比", safe=SAFE)
        different = data.get("role") == "different"
        if not different and all(pair[0] != lead.id for pair in d.links):
            raise Refused(
                f"这一件没有和 {lead.number} 关联",
                safe=SAFE,
                do="要记下它们不是同一件事，请把关系写成 different（不是同一件事）",
            )
        return data | {"lead": lead.id, "lead_number": lead.number}

    def _perform(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        if not 1 <= int(data["term"]) <= len(d.terms):
            raise Refused(f"协议只有 {len(d.terms)} 项", safe=SAFE)
        return data

    def _recused(self, d: Dispute, handler: str, office: str = "经办人") -> None:
        reason = recusal(self._context, d.parties, handler, office)
        if reason:
            raise Refused(reason, safe=SAFE)

    def _helped(self, d: Dispute, data: Mapping[str, Any]) -> None:
        helpers = reading.texts(data.get("helpers") or (), "协助的人")
        reason = helper_refusal(d.parties, helpers)
        if reason:
            raise Refused(reason, safe=SAFE)


def _planned(step: PlanStep) -> dict[str, str]:
    """A step of a plan as an entry says it."""
    return {"step": step.step} | ({"due": step.due.isoformat()} if step.due else {})


def _sides(d: Dispute) -> set[str]:
    """The parties and who speaks for them, of several each."""
    said = [name for party in d.parties for name in (party.name, party.representative) if name]
    return {*said, *(name for each in d.parties for name in reading.apart(each.representative))}


def _of_the_matter(d: Dispute, name: str) -> None:
    known = _sides(d)
    if known and name not in known:
        raise Refused(
            f"“{name}”不是这一件的当事人",
            safe=SAFE,
            do="当事人有：" + "、".join(party.name for party in d.parties),
        )


def _not_before(data: Mapping[str, Any], name: str, label: str, on: date) -> None:
    if data.get(name) and str(data[name]) < on.isoformat():
        raise Refused(f"{label} {data[name]} 早于这一条的日期 {on}", safe=SAFE, do="请核对日期")
