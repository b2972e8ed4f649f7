"""What the ribbon and the first screen tell: figures of this minute, and what to do (DESIGN §9)."""

from __future__ import annotations

from typing import Any

from xinfang_tui.desk.care import Care
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.lists import Lists
from xinfang_tui.disputes.dispute import RUNGS
from xinfang_tui.month.window import shifted

Record = dict[str, Any]
SOON = 3
TREND = 6


class Overview:
    """Reads what is due; writes nothing."""

    def __init__(self, context: Context, care: Care, months: Any, machines: Any) -> None:
        self._context = context
        self._care = care
        self._months = months
        self._machines = machines
        self._lists = Lists(context)

    def ribbon(self) -> Record:
        """``{unit, month, stage, stages, overdue, last_backup, unsent, practice, user, role}``."""
        context = self._context
        month = self._months.current()
        staff = context.staff
        own = context.own_village
        name = context.rules.places.name(own) if own else context.rules.settings.unit.name
        return {
            "unit": name,
            "month": month,
            "stage": self._months.stage(month),
            "stages": self._months.ribbon(month),
            "overdue": self._lists.count({"overdue": True}),
            "last_backup": self._care.last_backup(),
            "unsent": self._machines.unsent(),
            "practice": (context.folder / "演练").exists(),
            "user": context.user,
            "role": staff.role if staff else "township_coordinator",
            "today": context.today.isoformat(),
        }

    def today_list(self) -> Record:
        """What is to be done now, most pressing first, and how the month stands."""
        status = self._months.status(self._months.current())
        return {
            "todo": self._todo(),
            "villages": status["units"],
            "missing": status["missing"],
            "rungs": status["rungs"],
            "flow": status["flow"],
            "indicators": status["indicators"],
            "trends": self._trends(),
            "month": status["month"],
            "stage": status["stage"],
        }

    def _todo(self) -> list[Record]:
        wanted = (
            ("!", "超期，应当上报或办结", {"overdue": True}),
            ("▲", f"{SOON} 天内到期", {"due_within": SOON}),
            ("○", "已化解，待回访", {"visit_due": True}),
            ("≠", "填报不一致，请核对", {"conflicts": True}),
            ("→", "转办，等对方受理", {"pending": True}),
        )
        found = []
        for mark, text, filter in wanted:
            count = self._lists.count(filter)
            if count:
                found.append({"mark": mark, "count": count, "text": text, "filter": filter})
        return found

    def _trends(self) -> Record:
        """New disputes per month and rung: the last six months, oldest first."""
        context = self._context
        month = self._months.current()
        months = [shifted(month, -back) for back in range(TREND - 1, -1, -1)]
        counts = context.journal.disputes.counts(["month", "rung"])
        return {
            "months": months,
            "rungs": {rung: [counts.get((one, rung), 0) for one in months] for rung in RUNGS},
        }
