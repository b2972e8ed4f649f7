"""What the ribbon and the first screen tell: figures of this minute, and what to do (DESIGN §9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.care import Care
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.handing import left_by_leavers
from xinfang_tui.desk.ladder import Ladder
from xinfang_tui.desk.leftbehind import left_behind
from xinfang_tui.desk.lists import Lists
from xinfang_tui.desk.months import Months
from xinfang_tui.disputes.dispute import RUNGS
from xinfang_tui.ladder.climb import OVERDUE
from xinfang_tui.month import stages
from xinfang_tui.month.stages import fold_month
from xinfang_tui.month.window import previous_month, shifted

if TYPE_CHECKING:
    from xinfang_tui.desk.machines import Machines

Record = dict[str, Any]
SOON = 3
TREND = 6


class Overview:
    """Reads what is due; writes nothing."""

    def __init__(
        self,
        context: Context,
        care: Care,
        months: Months,
        ladder: Ladder,
        machines: Callable[[], Machines],
    ) -> None:
        self._context = context
        self._care = care
        self._months = months
        self._ladder = ladder
        self._machines = machines
        self._lists = Lists(context)
        self._ends: dict[str, tuple[tuple[str, ...], Mapping[str, int]]] = {}

    @property
    def month(self) -> str:
        """The month being worked on: the one before, while it was opened and not yet closed."""
        current = self._months.current
        before = previous_month(current)
        state = fold_month(before, self._context.journal.of(stages.subject(before)))
        return before if state.window is not None and state.stage != stages.CLOSED else current

    def _unsent(self) -> int:
        if not self._context.has_machines:
            return 0
        return self._machines().waiting()

    def ribbon(self) -> Record:
        """``{unit, month, stage, stages, overdue, last_backup, unsent, practice, user, role}``."""
        context = self._context
        month = self.month
        state = fold_month(month, context.journal.of(stages.subject(month)))
        staff = context.staff
        own = context.own_village
        name = context.rules.places.name(own) if own else context.rules.settings.unit.name
        return {
            "unit": name,
            "month": month,
            "stage": state.stage,
            "stages": stages.ribbon(state),
            "overdue": self._lists.count({"overdue": True}),
            "last_backup": self._care.last_backup(),
            "unsent": self._unsent(),
            "practice": (context.folder / "演练").exists(),
            "user": context.user,
            "role": staff.role if staff else "township_coordinator",
            "today": context.today.isoformat(),
        }

    def today_list(self) -> Record:
        """What is to be done now, most pressing first, and how the month stands.

        Who works for one village sees its sweep and what it still owes; sums are the township's.
        """
        status = self._months.status(self.month, compare=False)
        own = self._context.own_village
        name = self._context.rules.places.name(own) if own else ""
        return {
            "todo": self._todo(),
            "villages": [unit for unit in status["units"] if own in ("", unit["code"])],
            "missing": [text for text in status["missing"] if name in text],
            "rungs": status["rungs"],
            "flow": status["flow"],
            "indicators": status["indicators"],
            "month": status["month"],
            "stage": status["stage"],
        }

    def _todo(self) -> list[Record]:
        wanted: tuple[tuple[str, str, Record], ...] = (
            ("!", "经办人已不在岗，请交接", {"ids": left_by_leavers(self._context)}),
            ("!", "包案领导已不在岗，请另定", {"ids": left_by_leavers(self._context, "leader")}),
            ("!", "主件已办结，并案的还没办结", {"ids": left_behind(self._context)}),
            ("!", "超期，应当上报或办结", {"overdue": True}),
            ("▲", f"{SOON} 天内到期", {"due_within": SOON}),
            ("○", "已化解，待回访", {"visit_due": True}),
            ("≠", "填报不一致，请核对", {"conflicts": True}),
            ("→", "转办，等对方受理", {"pending": True}),
        )
        found = self._climbing()
        for mark, text, filter in wanted:
            count = self._lists.count(filter)
            if count:
                found.append({"mark": mark, "count": count, "text": text, "filter": filter})
        return found

    def _climbing(self) -> list[Record]:
        """What the ladder run waits for: 无人承接 first, 待村核实, consent, then what may climb."""
        proposals = self._ladder.escalate(dry_run=True)
        nobody = [p for p in proposals if p["blocked"]]
        late = [p for p in nobody if p["rule"] == OVERDUE]
        above = [p for p in nobody if p["rule"] != OVERDUE]
        groups = (
            ("!", "无人承接：已超期，还没有人接", _ids(late)),
            ("!", "无人承接：应当上报，上面还没有人接", _ids(above)),
            (
                "?",
                "待村核实：村里数据不够新，先问清再上报",
                _ids(p for p in proposals if p["waiting"]),
            ),
            ("?", "上报要先征得当事人同意", _ids(p for p in proposals if p["missing"])),
            ("⤴", "到期应当上报一层", _ids(p for p in proposals if not p["held"])),
        )
        return [
            {"mark": mark, "count": len(ids), "text": text, "filter": {"ids": ids}}
            for mark, text, ids in groups
            if ids
        ]

    def trends(self, month: str, rungs: Mapping[str, int]) -> Record:
        """Open matters on each rung at the end of every month, oldest first.

        Months before ``month`` read as reported; the line begins after the last one that was never
        opened. ``rungs`` are those of the month itself, the last of each line.
        """
        ends: list[tuple[str, Mapping[str, int]]] = [(month, rungs)]
        for back in range(1, TREND):
            before = shifted(month, -back)
            end = self._ended(before)
            if end is None:
                break
            ends.insert(0, (before, end))
        return {
            "months": [each for each, _ in ends],
            "rungs": {rung: [int(end.get(rung, 0)) for _, end in ends] for rung in RUNGS},
        }

    def _ended(self, month: str) -> Mapping[str, int] | None:
        """The open matters of each rung at a month's end; None for a month never opened.

        Published ones are read once, until the month is opened again.
        """
        kinds = Where("kind", "in", ("open_month", "publish", "reopen_month"))
        about = Where("subject", "=", stages.subject(month))
        rows = self._context.journal.events.select([about, kinds, Where("aside", "null")])
        key = tuple(sorted(str(row[0]) for row in rows))
        if key and key != self._ends.get(month, ((), {}))[0]:
            record = fold_month(month, self._context.journal.of(stages.subject(month))).record
            if record is None:
                return dict(self._months.status(month, compare=False)["rungs"])
            self._ends[month] = (key, self._published(record))
        return self._ends[month][1] if key else None

    def _published(self, record: Mapping[str, Any]) -> Mapping[str, int]:
        """The open matters of each rung as published; on a village's own machine those it holds."""
        village = self._context.unit_village
        if not village:
            return dict(record["figures"]["rungs"])
        own = {id: place[1] for id, place in record["open"].items() if place[0] == village}
        held = self._context.journal.disputes.fetch_many(sorted(own))
        return Counter(own[id] for id, _ in held)


def _ids(proposals: Iterable[Record]) -> list[str]:
    return [str(each["id"]) for each in proposals]
