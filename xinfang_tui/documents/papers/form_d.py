"""矛盾纠纷排查调处情况统计月报表 (form D): a column a village, subtotal, year to date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from xinfang_tui.documents.classes import Classes, built_in
from xinfang_tui.documents.paper import FORM, Cell, Column, Note, Paper, Table
from xinfang_tui.documents.papers.common import sign_off
from xinfang_tui.documents.papers.material import Month, Record
from xinfang_tui.documents.wording import percent
from xinfang_tui.month.tables import BANDS

SETTLED = ("resolved", "closed")
MAJOR = "03"


class Tally:
    """The counts of one column.

    ``found``: registered; ``handled``: of them mediated at least once or settled; ``settled``:
    of them resolved or closed; by class: found and handled; by band of people; ``major``: 重大.
    """

    found = handled = settled = people = major = 0

    def __init__(self) -> None:
        self.found_by: Counter[str] = Counter()
        self.handled_by: Counter[str] = Counter()
        self.bands: Counter[int] = Counter()

    def add(self, record: Record, name: str) -> None:
        """Count one matter in its class."""
        settled = record.get("status") in SETTLED
        handled = settled or bool(record.get("mediations"))
        people = int(record.get("people") or 0)
        self.found += 1
        self.found_by[name] += 1
        self.handled += handled
        self.handled_by[name] += handled
        self.settled += settled
        self.people += people
        self.bands[sum(people > high for _, high in BANDS if high)] += 1
        self.major += record.get("scale") == MAJOR


Line = Callable[[Tally], Cell]
"""A line of the form: what it takes from a column's counts."""


def form_d(
    month: Month, classes: Classes | None = None, year: Sequence[Record] | None = None
) -> Paper:
    """The form of a month, with its checks.

    Args:
        classes: the county's classes; the fifteen of people's mediation when None.
        year: every dispute registered from January to the month's end; without it the column
            累计 stays "—".
    """
    classes = classes or built_in(month.office.codes)
    columns = tallies(month, classes)
    total = _sum(registered(month), classes)
    whole = _sum(year, classes) if year is not None else None
    heads = (
        Column("项目", width=22),
        *(Column(month.place(code), "number", width=9) for code in columns),
        Column("小计", "number", width=9),
        Column("本年累计", "number", width=10),
    )
    every = [*columns.values(), total]
    rows = tuple(
        (title, *(get(tally) for tally in every), get(whole) if whole else None)
        for title, get in _lines(classes)
    )
    table = Table(heads, rows, unit="件", sheet="月报表")
    office = month.office
    notes = [Note(text) for text in checks(total, columns)]
    return Paper(
        title=f"{office.place}{month.name}矛盾纠纷排查调处情况统计月报表",
        blocks=(table, *notes, *month.as_of, sign_off(office)),
        kind="form_d",
        style=FORM,
        month=month.key,
        hash=month.hash,
        draft=month.draft,
        wide=len(columns) > 5,
        fonts=office.fonts,
        **month.show.marks(),
    )


def registered(month: Month) -> list[Record]:
    """The matters that the month counts as registered, as its other tables do."""
    if month.registered is not None:
        return [one for one in month.disputes if one.get("id") in month.registered]
    first, last = month.days
    return [one for one in month.disputes if first <= str(one.get("registered_on") or "") <= last]


def tallies(month: Month, classes: Classes) -> dict[str, Tally]:
    """Village code → its counts, in the order of the month's villages."""
    found = {str(unit["code"]): Tally() for unit in month.units}
    for record in registered(month):
        name = _class(record, classes)
        found.setdefault(str(record.get("village")), Tally()).add(record, name)
    return found


def checks(total: Tally, columns: Mapping[str, Tally]) -> list[str]:
    """The form's own checks in words: bands, classes and villages add up to the total."""
    found = []
    for name, count in (
        ("各人数段", sum(total.bands.values())),
        ("各类别", sum(total.found_by.values())),
        ("各村（社区）", sum(tally.found for tally in columns.values())),
    ):
        same = "＝" if count == total.found else "≠"
        found.append(f"{name}合计{count}件{same}排查数{total.found}件")
    word = "核对相符" if all("≠" not in text for text in found) else "核对不符，请查明后再报"
    return [f"{word}：{'；'.join(found)}。"]


def _class(record: Record, classes: Classes) -> str:
    chosen = str(record.get("mediation_class") or "")
    if chosen in classes.order:
        return chosen
    return classes.class_of(str(record.get("category") or ""))


def _sum(records: Sequence[Record], classes: Classes) -> Tally:
    tally = Tally()
    for record in records:
        tally.add(record, _class(record, classes))
    return tally


def _lines(classes: Classes) -> list[tuple[str, Line]]:
    lines: list[tuple[str, Line]] = [
        ("排查数", lambda t: t.found),
        ("调处数", lambda t: t.handled),
        ("调处率", lambda t: percent(t.handled, t.found)),
        ("调处成功数", lambda t: t.settled),
        ("调处成功率", lambda t: percent(t.settled, t.handled)),
    ]
    for name in classes.order:
        lines.append((f"{name}　排查", _by_class("found_by", name)))
        lines.append((f"{name}　调处", _by_class("handled_by", name)))
    for i, (low, high) in enumerate(BANDS):
        band = f"{low}—{high}人" if high else f"{low}人以上"
        lines.append((f"涉及{band}", _by_band(i)))
    lines.append(("涉及人数合计（人）", lambda t: t.people))
    lines.append(("重大矛盾纠纷", lambda t: t.major))
    return lines


def _by_class(counts: str, name: str) -> Line:
    return lambda tally: getattr(tally, counts)[name]


def _by_band(band: int) -> Line:
    return lambda tally: tally.bands[band]
