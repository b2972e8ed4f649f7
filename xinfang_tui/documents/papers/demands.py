"""四、下步要求 of the bulletin: who is to do what by when, following the faults found."""

from __future__ import annotations

from datetime import date

from xinfang_tui.documents.paper import Block, Paragraph
from xinfang_tui.documents.papers.faults import LOW
from xinfang_tui.documents.papers.material import Month
from xinfang_tui.documents.wording import day, listed


def demands(month: Month, by: date | None) -> list[Block]:
    """The demands: the office's standing one, then one for each fault with its office and day."""
    when = f"{day(by)}前" if by else "尽快"
    found = [month.office.sentence("bulletin_demand", month.name)]
    missing = month.reports(None)
    if missing:
        found.append(f"{listed(missing)}要于{when}补报本月排查情况，并书面说明原因。")
    low = [
        str(unit["name"])
        for unit in month.screened
        if unit["households"] and unit["found"] + unit["none"] < LOW * unit["households"]
    ]
    if low:
        found.append(f"{listed(low)}要把本月未见到、未查的住户排在下月前面，优先入户。")
    overdue = int(month.rate("overdue")["numerator"])
    if overdue:
        found.append(
            f"附件所列{overdue}件超期事项，由所列责任单位和责任人于{when}办结或者上报，"
            f"{month.office.name}逐件督办。"
        )
    if int(month.rate("blocked")["numerator"]):
        found.append(
            f"无人承接的事项，于{when}由{month.office.name}提请联席会议确定责任单位和责任人。"
        )
    if int(month.status["rungs"].get("leader_case") or 0):
        found.append("包案领导要按方案包到底，每月检查一次方案执行情况，做到不反弹。")
    waiting = int(month.status.get("visit_due") or 0)
    if waiting:
        found.append(
            f"月末已化解待回访的{waiting}件，不论哪个月化解的，都由经办人以外的人员按期回访，"
            "回访满意的方可销号。"
        )
    if month.flow("reopened"):
        found.append("对反弹的事项，要查明原因，重新调处，不受原结论限制。")
    if len(found) == 1:
        return [Paragraph(found[0])]
    return [Paragraph(f"{i}.{sentence}") for i, sentence in enumerate(found, 1)]
