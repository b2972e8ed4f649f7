"""Sweeps: walking a village's households, marking them, reporting (DESIGN §6, §10)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from store import Where
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.months import Months
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.month import entry
from xinfang_tui.month.figures import SCREENING, swept
from xinfang_tui.month.ground import Unit
from xinfang_tui.month.households import Denominator
from xinfang_tui.month.sweep import MISSED, STATE_NAMES, Mark, subject
from xinfang_tui.month.window import Window, check_month, previous_month
from xinfang_tui.places import Household, Place
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


class Sweeps:
    """The desk's facet for the month's visits to households."""

    def __init__(self, context: Context, months: Months) -> None:
        self._context = context
        self._months = months
        self._monthly = months.monthly

    def record(self, village: str, month: str, record: Mapping[str, Any]) -> Record:
        """Mark households, report, sign a zero report; opens the month; answers the status.

        Args:
            village: name or code; record: ``{by, households: {CODE: state or {state, on, way,
                dispute}}, submit, zero, reason, source, form, received_on, withdraw}``.

        Raises:
            Refused: something in the record cannot be; nothing of it was written.
        """
        context = self._context
        if not isinstance(record, Mapping):
            raise Refused("排查内容应当是一条记录（JSON 对象）", safe="什么都没有记")
        place = self._place(village)
        check_month(month)
        if not context.is_ours(place.code):
            own = context.rules.settings.unit.name
            raise Refused(
                f"本机是{own}的，不能记{place.name}的排查",
                safe="什么都没有记",
                do=f"请由{place.name}或镇里记",
            )
        context.demand("sweep", place.code)
        if record.get("zero") or record.get("submit"):
            context.demand("zero" if record.get("zero") else "submit", place.code)
        named = record["by"] if reading.given(record, "by") else context.who
        by = reading.text(named, "排查人", longest=100)
        with context.journal.transaction():
            self._months.open(month)
            state = self._monthly.state(month)
            window = self._monthly.window(month, state)
            sweep = self._monthly.sweep(place.code, month)
            about = subject(place.code, month)
            counted = state.denominator.get(place.code, Denominator())
            for each in entry.read(record, place.code, window, context.today, sweep):
                self._known(place, each.data, counted)
                context.journal.append(about, each.kind, each.data, by=by, on=each.on)
            self._months.tidy()
        return self.status(place.code, month)

    def status(self, village: str, month: str) -> Record:
        """A village's sweep in numbers.

        Returns:
            ``{village, name, month, window, households, found, none, missed, unvisited, coverage,
            ways, outside, report, on_time, received_on, source, form, reason, screened, by,
            conflicts, withdrawn, published}``; ``screened``: matters of channel screening;
            ``published``: what is entered now is a late report.
        """
        place = self._place(village)
        state = self._monthly.state(check_month(month))
        window = self._monthly.window(month, state)
        sweep = self._monthly.sweep(place.code, month)
        counted = state.denominator.get(place.code) or self._monthly.denominator(place.code, window)
        unit = Unit(place.code, place.name, sweep, counted, window.reporting_day)
        return {
            "village": place.code,
            "name": place.name,
            "month": month,
            "window": window.to_json(),
            **swept(unit),
            "screened": self._screened(place.code, window),
            "by": unit.submission.by if unit.submission else None,
            "conflicts": [
                {
                    "slot": conflict.slot,
                    "choices": [
                        {"value": c.value, "by": c.by, "on": c.on.isoformat()}
                        for c in conflict.choices
                    ],
                }
                for conflict in sweep.conflicts
            ],
            "withdrawn": sweep.withdrawn,
            "published": state.frozen,
        }

    def walk(self, village: str, month: str) -> list[Record]:
        """The households in walking order, those not met last month first.

        They are those that the month counts, as they are now, and those that came since it was
        opened: these may be marked, and count in no coverage.

        Returns:
            ``[{code, group, door, head, kind, added, last, last_name, state, state_name, on, way,
            dispute, matters: [{id, number, title}]}]``; ``added``: came since the opening;
            ``last``: last month's mark; ``matters``: open disputes of a party of the household.
        """
        place = self._place(village)
        opened = self._monthly.state(check_month(month))
        window = self._monthly.window(month, opened)
        now = self._monthly.sweep(place.code, month).marks
        before = self._monthly.sweep(place.code, previous_month(month)).marks
        matters = self._matters(place.code)
        counted = opened.denominator.get(place.code) or Denominator()
        rows = [
            {
                "code": each.code,
                "group": each.group,
                "door": each.door,
                "head": each.head,
                "kind": each.kind,
                "added": not counted.counts(each.code),
                **_marked("last", before.get(each.code)),
                **_marked("state", now.get(each.code)),
                "on": now[each.code].on if each.code in now else None,
                "way": now[each.code].way if each.code in now else None,
                "dispute": now[each.code].dispute if each.code in now else None,
                "matters": matters.get(each.code, []),
            }
            for each in self._homes(place.code, window, counted)
        ]
        return sorted(rows, key=lambda row: row["last"] != MISSED)

    def _homes(self, village: str, window: Window, counted: Denominator) -> list[Household]:
        """The households counted and those inhabited meanwhile, as they are now, in order."""
        places, today = self._context.rules.places, self._context.today
        day = min(max(today, window.first), window.last)
        wanted = counted.codes | {each.code for each in places.inhabited(village, day)}
        known = {code: Household(code, village) for code in wanted}
        for when in (window.first, day, today):
            known |= {e.code: e for e in places.households(village, when) if e.code in wanted}
        return sorted(known.values(), key=lambda each: (each.walk_order, each.code))

    def _screened(self, village: str, window: Window) -> int:
        """How many matters a month's sweep of the village found, without those joined to a lead."""
        where = [
            Where("village", "=", village),
            Where("registered_on", ">=", window.first.isoformat()),
            Where("registered_on", "<=", window.last.isoformat()),
            Where("channel", "=", SCREENING),
            Where("lead", "null"),
        ]
        return sum(self._context.journal.disputes.counts(["village"], where).values())

    def _place(self, village: str) -> Place:
        tree = self._context.rules.places
        place = tree.find(village)
        if place is None or place.level != "village":
            known = "、".join(one.name for one in tree.villages_of())
            raise Refused(
                f"没有“{village}”这个村（社区）",
                safe="什么都没有记",
                do=f"本镇有：{known}" if known else "请先导入村名册（place import）",
            )
        return place

    def _known(self, place: Place, data: Mapping[str, Any], counted: Denominator) -> None:
        """Refuse households that the village has not and had not when the month was opened.

        Where only their number is known, so many are made up; one with a group is its own.
        """
        places = self._context.rules.places
        listed, made_up = places.has_households(place.code), f"{place.code}00"
        if not listed and not place.households_declared:
            return
        known = {each.code for each in places.households(place.code)} | counted.codes
        if not counted.codes:
            known |= {f"{made_up}{number:04d}" for number in range(1, counted.size + 1)}
        unknown = [
            code
            for code in data.get("households") or {}
            if code not in known and (listed or code.startswith(made_up))
        ]
        if unknown:
            raise Refused(
                f"{place.name}没有户 {unknown[0]}"
                + (f" 等 {len(unknown)} 户" if unknown[1:] else ""),
                safe="什么都没有记",
                do="请核对户编码，或先导入新的户",
            )

    def _matters(self, village: str) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        where = [
            Where("status", "=", OPEN),
            Where("village", "=", village),
            Where("sealed", "=", 0),
        ]
        for id, record in self._context.journal.disputes.documents(where):
            matter = {
                "id": id,
                "number": record.get("number", ""),
                "title": record.get("title", ""),
            }
            homes = {party[4] for party in record.get("parties") or () if party[4]}
            for code in homes:
                found.setdefault(code, []).append(matter)
        return found


def _marked(name: str, mark: Mark | None) -> Record:
    return {
        name: mark.state if mark else None,
        f"{name}_name": STATE_NAMES[mark.state] if mark else "",
    }
