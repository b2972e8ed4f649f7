"""A county scores its townships: who is always last is named in the bulletin."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from xinfang_tui.desk import Desk

TOWNS = {"341623101": "甲镇", "341623102": "乙镇", "341623103": "丙镇"}
MET = {"甲镇": 10, "乙镇": 8, "丙镇": 3}


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Half a year in which 丙镇 is last every month and 乙镇's matters surface above."""
    folder: Path = tmp_path_factory.mktemp("county") / "县"
    with Desk.create(folder, code="341623000000", name="清河县", today=date(2026, 1, 1)) as desk:
        for code, name in TOWNS.items():
            desk.registry.set_place({"code": f"{code}000", "name": name})
            village = {"code": f"{code}200", "name": name[0] + "东村", "households": 10}
            desk.registry.set_place(village)
        for number in range(1, 7):
            _month(desk, number)
        yield desk


def _month(desk: Desk, number: int) -> None:
    month = f"2026-{number:02d}"
    last = date(2026, number, monthrange(2026, number)[1])
    desk.today = last
    for code, name in TOWNS.items():
        village = f"{code}200"
        homes = {f"{village}00{n:04d}": "none" for n in range(1, MET[name] + 1)}
        desk.sweeps.record(village, month, {"households": homes, "submit": True})
        record = {"village": village, "title": "争水", "category": "0201", "parties": []}
        matter = desk.disputes.add(record | {"occurred_on": last.isoformat()})["number"]
        if name == "乙镇":
            crowd = {"date": last.isoformat(), "office": "省信访局", "people": 30}
            desk.disputes.act(matter, "surface", crowd)
    desk.today = last + timedelta(days=2)
    desk.months.summarise(month)
    desk.months.dispatch(month)
    desk.months.bulletin(month, {"signer": "县领导"})


def _text(desk: Desk, month: str) -> str:
    return desk.reports.preview("bulletin", month=month, width=200)


def test_last_in_every_month_of_a_quarter_is_named_once_the_quarter_is_over(county: Desk) -> None:
    assert "各月得分均居末位" not in _text(county, "2026-02")
    assert "丙镇一季度各月得分均居末位，予以通报。" in _text(county, "2026-03")
    assert "重点管理" not in _text(county, "2026-03")


def test_two_notices_in_a_year_put_a_township_under_watch(county: Desk) -> None:
    text = _text(county, "2026-06")
    assert "丙镇一季度、二季度各月得分均居末位，予以通报。" in text
    assert "丙镇年内两次通报，列为重点管理" in text


def test_matters_that_surfaced_cost_no_township_a_point(county: Desk) -> None:
    text = _text(county, "2026-06")
    assert "省信访局" not in text
    assert "得分只反映单位工作，不计信访量" in text
    assert "乙镇年内" not in text
