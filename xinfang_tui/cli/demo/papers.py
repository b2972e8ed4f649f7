"""The worked township's papers, written to its folder of papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from xinfang_tui.cli.demo.making import Made
from xinfang_tui.desk import Desk
from xinfang_tui.desk.opening import PAPERS
from xinfang_tui.desk.paperkinds import KINDS, NUMBER, file_name

OF_MONTH = ("summary", "bulletin", "form_d", "form_e", "overdue", "leader_cases")
OF_DISPUTE = {
    "receipt": "registered",
    "agreement": "written",
    "confirmation": "confirmed",
    "special": "special",
    "review": "surfaced",
    "reminder": "overdue",
}
"""Kind of paper → which matter it is made of."""


def write_papers(desk: Desk, made: Made) -> list[Path]:
    """Every month's papers, the meetings', and one of each kind of a dispute's; the files."""
    folder = desk.folder / PAPERS
    asked: list[tuple[str, list[str], dict[str, Any]]] = []
    for month in made.months:
        asked += [(kind, [month], {"month": month}) for kind in OF_MONTH]
    for meeting in made.meetings:
        day = meeting[:10]
        asked += [(kind, [day], {"meeting": meeting}) for kind in ("minutes", "slips")]
    last = made.months[-1]
    asked.append(("brief", [made.end.isoformat()], {"asof": made.end}))
    asked.append(("ledger", [last], {"month": last}))
    for village in desk.registry.places():
        if village["level"] == "village":
            given = {"village": village["code"], "month": last}
            asked += [
                (kind, [last, village["name"]], given) for kind in ("walksheet", "village_report")
            ]
            break
    asked.append(("worklog", [last, "周敏"], {"staff": "周敏", "month": last}))
    for kind, number in _examples(desk).items():
        asked.append((kind, [number], {NUMBER: number}))
    return [_write(desk, folder, kind, names, given) for kind, names, given in asked]


def _write(desk: Desk, folder: Path, kind: str, names: list[str], given: dict[str, Any]) -> Path:
    out = folder / file_name(KINDS[kind], *names)
    return Path(desk.reports.make(kind, out, **given)["file"])


def _examples(desk: Desk) -> dict[str, str]:
    """Kind of paper → number of a matter that shows it."""
    found: dict[str, str] = {}
    tests = {
        "registered": lambda one: one["status"] == "open",
        "written": lambda one: one["agreement"] == "written",
        "confirmed": lambda one: one["confirm_asked"],
        "special": lambda one: one["scale"] == "03",
        "surfaced": lambda one: one["surfaced"],
        "overdue": lambda one: one["overdue"],
    }
    records = [one for one in desk.disputes.list() if not one["sealed"]]
    records.sort(key=lambda one: len(one["parties"]) < 2 or one["category"] > "11")
    for kind, which in OF_DISPUTE.items():
        for record in records:
            if tests[which](record):
                found[kind] = record["number"]
                break
    return found
