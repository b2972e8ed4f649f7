"""三、存在问题 of the bulletin: offices named with the figure that says so; parties never."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from xinfang_tui.documents.paper import Block, Paragraph
from xinfang_tui.documents.papers.material import Month, Record
from xinfang_tui.documents.wording import listed, percent

LOW = 0.8
"""A village whose coverage is below this is named (settings of the district differ; §6)."""


def faults(month: Month) -> list[Block]:
    """A paragraph for each fault found; one sentence when there is none."""
    found = [sentence for sentence in _all(month) if sentence]
    if not found:
        return [Paragraph("本月各村（社区）按时报送，没有超期和无人承接的事项。")]
    return [Paragraph(f"{i}.{sentence}") for i, sentence in enumerate(found, 1)]


def _all(month: Month) -> Iterable[str]:
    yield _reports(month)
    yield _low(month)
    yield _zero(month)
    yield _overdue(month)
    yield _blocked(month)
    yield _reopened(month)
    yield _extended(month)
    yield _conflicts(month)
    yield from _noted(month)


def _reports(month: Month) -> str:
    missing, late = month.reports(None), month.late_reports()
    parts = []
    if missing:
        parts.append(f"{listed(missing)}未报送{_why(month, missing)}")
    if late:
        parts.append(f"{listed(late)}迟报")
    return f"报送不及时。{'；'.join(parts)}。" if parts else ""


def _why(month: Month, names: list[str]) -> str:
    """What was written down about a village that did not report."""
    reasons = []
    for unit in month.screened:
        note = str(month.notes.get(f"report@{unit['code']}", "")).rstrip("。")
        if note and unit["name"] in names:
            reasons.append(f"{unit['name']}：{note}")
    return f"（{'；'.join(reasons)}）" if reasons else ""


def _low(month: Month) -> str:
    low = []
    for unit in month.screened:
        households = int(unit["households"])
        seen = int(unit["found"]) + int(unit["none"])
        if households and seen < LOW * households:
            low.append(f"{unit['name']}{percent(seen, households)}（{seen}/{households}）")
    return f"入户排查不够。排查覆盖率低于80%的有：{listed(low)}。" if low else ""


def _zero(month: Month) -> str:
    odd = [
        f"{unit['name']}（排查登记{unit['screened']}件）"
        for unit in month.screened
        if unit.get("report") == "zero" and unit.get("screened")
    ]
    return (
        f"零报告与登记不一致。{listed(odd)}作了零报告，但本月有排查登记，须予说明。" if odd else ""
    )


def _overdue(month: Month) -> str:
    count = int(month.rate("overdue")["numerator"])
    if not count:
        return ""
    rate = month.share("overdue")
    by_place = _by(month.overdue(), "village_name")
    where = f"，涉及{by_place}" if by_place else ""
    units = _by([one for one in month.overdue() if one.get("unit")], "unit")
    who = f"；责任单位为{units}" if units else ""
    return f"有超期事项。月末超期{count}件，占在办的{rate}{where}{who}。"


def _blocked(month: Month) -> str:
    count = int(month.rate("blocked")["numerator"])
    return f"有无人承接的事项。月末该上报或已超期、还没有人承接的{count}件。" if count else ""


def _reopened(month: Month) -> str:
    count = month.flow("reopened")
    if not count:
        return ""
    places = [
        f"{unit['name']}{n}件" for unit in month.units if (n := int(unit["flow"]["reopened"]))
    ]
    where = f"，分别是{listed(places)}" if len(places) > 1 else f"，在{places[0]}" if places else ""
    return f"有化解后反弹的事项。本月重开{count}件{where}，反弹率{month.share('reopened')}。"


def _extended(month: Month) -> str:
    count = int(month.rate("extended")["numerator"])
    return f"延期偏多。本月延期{count}件，延期率{month.share('extended')}。" if count > 2 else ""


def _conflicts(month: Month) -> str:
    odd = [
        f"{unit['name']}{unit['conflicts']}处" for unit in month.screened if unit.get("conflicts")
    ]
    return f"填报不一致。{listed(odd)}尚待核对。" if odd else ""


def _noted(month: Month) -> Iterable[str]:
    """Explanations written for figures that moved much."""
    names = {"new": "新增", "reopened": "重开", "concluded": "办结", "open": "在办"}
    for key, name in names.items():
        note = month.notes.get(f"flow.{key}")
        if note:
            yield f"关于{name}数变化。{str(note).rstrip('。')}。"


def _by(disputes: Iterable[Record], field: str) -> str:
    counts = Counter(str(one.get(field) or "") for one in disputes)
    counts.pop("", None)
    return "、".join(f"{name}{count}件" for name, count in counts.most_common(8))
