"""A month's status: its figures in one of two readings, and the words around them (DESIGN §10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Where
from xinfang_tui.desk.asof import standing
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.ladder import Ladder
from xinfang_tui.desk.meetingroom import all_meetings
from xinfang_tui.desk.monthly import Monthly
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.meeting.meeting import counts
from xinfang_tui.month import published, stages
from xinfang_tui.month.compare import compared
from xinfang_tui.month.figures import KNOWN, READINGS, REPORTED
from xinfang_tui.month.missing import Waiting, missing
from xinfang_tui.month.selfcheck import check
from xinfang_tui.month.stages import MonthState
from xinfang_tui.month.sweep import subject as sweep_subject
from xinfang_tui.month.walk import is_member
from xinfang_tui.month.window import previous_month, year_before
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


class MonthStatus:
    """Puts the status record of a month together; writes nothing."""

    def __init__(self, context: Context, monthly: Monthly, ladder: Ladder) -> None:
        self._context = context
        self._monthly = monthly
        self._ladder = ladder

    def read(self, month: str, reading: str = REPORTED, *, compare: bool = True) -> Record:
        """The status record; see ``Months.status``."""
        state = self._monthly.state(month)
        figures = self._figures(month, reading, state, compare=compare)
        record: Record = {
            "month": month,
            "stage": state.stage,
            "missing": missing(state, figures["units"], self._waiting(state, figures)),
            **figures,
            "late": [],
            "differences": [],
        }
        if state.record is not None:
            record["late"] = self._late(state.record, state.record["window"]["first"])
            known = figures if reading == KNOWN else self._numbers(month, KNOWN, state)
            record["differences"] = published.differences(state.record["figures"], known)
        return record

    def figures(self, month: str) -> Record:
        """The status record without what is missing, came late or reads otherwise by now."""
        return self._figures(month, REPORTED, self._monthly.state(month), compare=True)

    def _figures(self, month: str, reading: str, state: MonthState, *, compare: bool) -> Record:
        if reading not in READINGS:
            raise Refused(f"没有“{reading}”这种口径", do="可以是：reported、known")
        record = self._numbers(month, reading, state)
        if compare:
            frozen = reading == REPORTED and state.record is not None
            record["compare"] = self._compared(month, record, frozen)
        return {
            "month": month,
            "stage": state.stage,
            **record,
            "reading": reading,
            "reading_name": READINGS[reading],
            "stages": stages.ribbon(state),
            "notes": dict(state.notes),
            "rounds": [str(step.data.get("name", "")) for step in state.rounds],
            "bulletin": _steps(state),
            "published": _published(state),
        }

    def _numbers(self, month: str, reading: str, state: MonthState) -> Record:
        if reading == REPORTED and state.record is not None:
            return dict(state.record["figures"])
        numbers = self._monthly.figures(month, reading, state).numbers
        return numbers | {"meetings": self._meetings(month, numbers["window"]["last"])}

    def arrived(self, month: str) -> list[Record]:
        """The late reports and corrections that this month's bulletin has to print (更正说明)."""
        before = self._monthly.published(month)
        if before is None:
            return []
        return self._late(before, "")

    def _late(self, frozen: Mapping[str, Any], first: str) -> list[Record]:
        """What changes, since its publication, how a month and the days from ``first`` read."""
        covers, last = frozen["covers"], frozen["window"]["last"]
        disputes = self._monthly.late(frozen)
        found = published.late(disputes, covers, first, last)
        whole = {one["id"] for one in found if one["kind"] == published.LATE_REPORT}
        for record in disputes:
            if record["id"] not in whole:
                events = self._context.journal.of(DISPUTE + str(record["id"]))
                found += published.corrections(record, events, covers, first, last)
        month = str(frozen["month"])
        for unit in frozen["figures"]["units"]:
            sweep = self._context.journal.of(sweep_subject(unit["code"], month))
            found += published.late_sweep(unit["code"], sweep, covers)
        return sorted(found, key=lambda one: (one["on"], one["number"], one["what"]))

    def _compared(self, month: str, record: Record, frozen: bool) -> Record:
        found = {}
        for name, other in (("previous", previous_month(month)), ("year_ago", year_before(month))):
            found[name] = compared(record, self.earlier(other, frozen=frozen))
        return found

    def earlier(self, month: str, *, frozen: bool = False) -> Record | None:
        """Another month's figures as reported; None when it had no matters and no sweep.

        What a township has published says nothing of one village's own figures, and these nothing
        of what it has published.

        Args:
            frozen: whether they are to stand beside a month as published.
        """
        state, village = self._monthly.state(month), bool(self._context.unit_village)
        if state.record is not None and (frozen or not village):
            return dict(state.record["figures"])
        if frozen and village:
            return None
        window = self._monthly.window(month, state)
        table = self._context.journal.disputes
        registered = Where("registered_on", "<=", window.last.isoformat())
        if state.window is None and not table.select([registered], limit=1):
            return None
        reading = KNOWN if state.record is not None else REPORTED
        return self._monthly.figures(month, reading, state).numbers

    def _meetings(self, month: str, last: str) -> dict[str, int]:
        """The counts of the meetings that belong to the month's dispatch.

        What they studied is told as it stood on the month's last day; a matter that counts with a
        lead is studied with it.
        """
        journal = self._context.journal
        held = [each for each in all_meetings(journal) if each.month == month]
        ids = sorted({id for meeting in held for id in meeting.decisions})
        found = {id: one for id, one in journal.disputes.fetch_many(ids) if not is_member(one)}
        then = standing(journal, last)
        still = {
            id
            for id, record in found.items()
            if record["registered_on"] > last or then(record).get("status", OPEN) == OPEN
        }
        for at, meeting in enumerate(held):
            made = {id: each for id, each in meeting.decisions.items() if id in found}
            held[at] = meeting._replace(decisions=made)
        return counts(held, still)

    def _waiting(self, state: MonthState, record: Record) -> Waiting:
        """What is missing beside the sweeps; asked only while the month is not published."""
        if state.published is not None:
            return Waiting()
        at = stages.STAGES.index(state.stage)
        climbing = self._ladder.proposals() if at >= 1 else []
        last, today = record["window"]["last"], self._context.today.isoformat()
        upto = min(last, today) if at >= 1 or today >= last else ""
        return Waiting(
            conflicts=record["conflicts"]
            + sum(unit.get("conflicts") or 0 for unit in record["units"]),
            due=sum(not one["held"] for one in climbing),
            unconfirmed=sum(bool(one["waiting"]) for one in climbing),
            blocked=record["indicators"]["blocked"]["numerator"],
            on_meeting=record["rungs"]["joint_meeting"],
            meetings=record["meetings"]["joint_meetings"],
            going=any(
                each.going and each.month == state.month
                for each in all_meetings(self._context.journal)
            ),
            behind={
                unit["name"]: unit["data_until"]
                for unit in record["units"]
                if unit.get("data_until") and unit["data_until"] < upto
            },
            faults=[one.text for one in check(record, state.notes)] if at >= 2 else [],
        )


def _steps(state: MonthState) -> Record:
    """The bulletin's way: step → the day it was taken, or nothing."""
    taken = {
        "draft": state.drafted,
        "check": state.checked,
        "issue": state.issued,
        "publish": state.published,
    }
    return {step: done.on if done else None for step, done in taken.items()}


def _published(state: MonthState) -> Record | None:
    if state.published is None:
        return None
    data, issued = state.published.data, state.issued.data if state.issued else {}
    return {
        "on": state.published.on,
        "by": state.published.by,
        "hash": data.get("hash"),
        "signer": issued.get("signer"),
        "number": issued.get("number"),
        "issued_on": issued.get("on"),
        "papers": sorted((state.record or {}).get("papers") or {}),
        "times": len(state.history) + 1,
        "scan": dict(state.scan.data) if state.scan else None,
    }
