"""What the month's papers are made from, and how its figures are put into words."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import Office
from xinfang_tui.documents.paper import Note
from xinfang_tui.documents.wording import (
    parse_day,
    percent,
    share,
    short_day,
    short_month,
)
from xinfang_tui.month.window import month_name
from xinfang_tui.tuples import NamedTuple

Record = Mapping[str, Any]
_NONE: Record = MappingProxyType({})
RUNG_NAMES = {
    "village": "村（社区）调解",
    "township": "乡镇（街道）调解",
    "joint_meeting": "联席会议研究",
    "leader_case": "领导包案",
}


class Month(NamedTuple):
    """The material of a month's papers.

    Attributes:
        status: ``month status`` (DESIGN §10); previous, last_year: the same of other months.
        disputes: dispute records: those of the month and all open ones.
        registered: ids of those that the month counts as registered, late reports too; without
            them those registered in its days.
        meetings: counts of :func:`xinfang_tui.meeting.meeting.counts`.
        scores: ``{name, score, rank, year, group, notices, watched}`` by office, ``score`` of
            ``Score.to_json``.
        late: steps that came after the last publishing (``published.late``).
        differences: where the two readings differ (``published.differences``).
        corrected: the month that ``late`` and ``differences`` are about, the last one published.
        notes: explanations by figure, such as "flow.new"; rounds: names of extra rounds.
        hash: short hash of the frozen figures; draft: not yet issued.
        others: matters that whoever works has no list of, such as other villages'; only counted.
    """

    status: Record
    office: Office
    show: Disclosure
    disputes: Sequence[Record] = ()
    previous: Record | None = None
    last_year: Record | None = None
    meetings: Record | None = None
    scores: Sequence[Record] = ()
    late: Sequence[Record] = ()
    differences: Sequence[Record] = ()
    corrected: str = ""
    registered: Container[str] | None = None
    notes: Record = _NONE
    rounds: Sequence[str] = ()
    hash: str = ""
    draft: bool = False
    others: Sequence[Record] = ()

    @property
    def key(self) -> str:
        """ "2026-10"."""
        return str(self.status["month"])

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day of the month's window."""
        window = self.status.get("window") or {}
        first = str(window.get("first") or f"{self.key}-01")
        return first, str(window.get("last") or f"{self.key}-31")

    @property
    def until(self) -> Mapping[str, str]:
        """Village → the day that its data reach, where villages send their own data."""
        found: Mapping[str, str] = self.status.get("until") or {}
        return {code: short_day(parse_day(on)) for code, on in sorted(found.items())}

    @property
    def as_of(self) -> tuple[Note, ...]:
        """各村数据截至, printed under figures; nothing where no village sends its own data."""
        days = "，".join(f"{self.place(code)}{on}" for code, on in self.until.items())
        return (Note(f"各村数据截至：{days}。"),) if days else ()

    @property
    def name(self) -> str:
        """2026年10月."""
        return month_name(self.key)

    @property
    def short(self) -> str:
        """10月."""
        return short_month(self.key)

    @property
    def units(self) -> Sequence[Record]:
        """Every village with figures, screened or not."""
        return tuple(self.status["units"])

    @property
    def screened(self) -> list[Record]:
        """The villages whose households are screened."""
        return [unit for unit in self.units if unit.get("households") is not None]

    def flow(self, key: str) -> int:
        """A count of the month's flow."""
        return int(self.status["flow"][key])

    def rate(self, key: str) -> Record:
        """An indicator's record; an unknown one counts nothing."""
        empty = {"value": None, "numerator": 0, "denominator": 0}
        return self.status["indicators"].get(key) or empty

    def share(self, key: str) -> str:
        """An indicator with its figures beside it: 87.2%（41/47）."""
        found = self.rate(key)
        return share(found["numerator"], found["denominator"])

    def percent(self, key: str) -> str:
        """An indicator alone: 87.2%."""
        found = self.rate(key)
        return percent(found["numerator"], found["denominator"])

    def open_disputes(self) -> list[Record]:
        """The matters still open, the longest overdue first."""
        found = [one for one in self.disputes if one.get("status") == "open"]
        return sorted(
            found,
            key=lambda one: (not one.get("overdue"), one.get("due") or "9999", one["number"]),
        )

    def overdue(self) -> list[Record]:
        """The open matters past their day."""
        return [one for one in self.open_disputes() if one.get("overdue")]

    def reports(self, kind: str | None) -> list[str]:
        """Names of the screened villages that gave this kind of report; None: none at all."""
        return [str(unit["name"]) for unit in self.screened if unit.get("report") == kind]

    def late_reports(self) -> list[str]:
        """Names of the villages whose report came after the day."""
        return [str(u["name"]) for u in self.screened if u.get("report") and not u.get("on_time")]

    def moved(self, key: str) -> str:
        """How a count moved, in words: 比上月增加2件（上升6.3%），比去年同月减少1件（下降2.9%）."""
        now = self.flow(key)
        parts = []
        for record, when in ((self.previous, "上月"), (self.last_year, "去年同月")):
            if record is not None:
                parts.append(grown(now, int(record["flow"][key]), when))
        return _level("，".join(parts))

    def rate_moved(self, key: str) -> str:
        """How an indicator moved, in percentage points; empty with nothing to compare."""
        now = self.rate(key)
        parts = []
        for record, when in ((self.previous, "上月"), (self.last_year, "去年同月")):
            before = (record or {}).get("indicators", {}).get(key)
            if key == "coverage" and before and not before["numerator"]:
                continue  # a month in which nobody was seen had no sweep to compare with
            if before and before["denominator"] and now["denominator"]:
                parts.append(points(now, before, when))
        return _level("，".join(parts))

    def place(self, code: str) -> str:
        """The name of a village of the month."""
        return next((str(u["name"]) for u in self.units if u["code"] == code), code)


def _level(text: str) -> str:
    """与上月持平，与去年同月持平 said once."""
    return text.replace("与上月持平，与去年同月持平", "与上月、去年同月持平")


def grown(now: int, before: int, when: str, unit: str = "件") -> str:
    """A count beside an earlier one: 比上月增加2件（上升6.3%）; nothing is divided by nought."""
    if now == before:
        return f"与{when}持平"
    step = f"{'增加' if now > before else '减少'}{abs(now - before)}{unit}"
    if not before:
        return f"比{when}{step}"
    way = "上升" if now > before else "下降"
    return f"比{when}{step}（{way}{percent(abs(now - before), before)}）"


def points(now: Record, before: Record, when: str) -> str:
    """A rate beside an earlier one: 比上月上升3.5个百分点."""
    new = _tenths(now)
    old = _tenths(before)
    if new == old:
        return f"与{when}持平"
    way = "上升" if new > old else "下降"
    return f"比{when}{way}{abs(new - old) / 10:.1f}个百分点"


def _tenths(rate: Record) -> int:
    numerator, denominator = int(rate["numerator"]), int(rate["denominator"])
    return (2000 * numerator + denominator) // (2 * denominator)


def joined(*parts: str) -> str:
    """Clauses joined by commas, the empty ones left out."""
    return "，".join(part for part in parts if part)
