"""The worked township: believable, whole, and the same every time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests import worked
from xinfang_tui.cli.demo import make
from xinfang_tui.cli.demo.registrar import quarrels
from xinfang_tui.desk import Desk
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.disputes.dispute import RUNGS, STATUSES

FEW = {"villages": 2, "households": 24, "months": 1}


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The small township, to look at."""
    with Desk.open(worked.made(), today=worked.END, readonly=True) as found:
        yield found


def test_every_rung_status_and_category_is_there(desk: Desk) -> None:
    records = desk.disputes.list()
    assert {one["status"] for one in records} == set(STATUSES)
    assert {one["rung"] for one in records if one["status"] == "open"} == set(RUNGS)
    assert {one["category"][:2] for one in records} == set(desk.codes.tops)


def test_everything_that_happens_in_a_township_happens(desk: Desk) -> None:
    records = [desk.disputes.show(one["number"]) for one in desk.disputes.list()]
    kinds = Counter(entry["kind"] for one in records for entry in one["trail"])
    assert {
        "mediate",
        "escalate",
        "accept",
        "return_down",
        "transfer",
        "assign",
        "own",
        "decide",
        "extend",
        "suspend",
        "resume",
        "interim_reply",
        "opinion",
        "resolve",
        "perform",
        "confirm",
        "refer",
        "end",
        "visit_back",
        "close",
        "reopen",
        "object",
        "surface",
        "instruct",
        "link",
        "urgent",
        "meet_party",
        "consent",
        "correct",
        "void",
    } <= set(kinds)
    visits = {(visit["answer"], visit["reason"]) for one in records for visit in one["visits"]}
    assert {answer for answer, _ in visits} == {"satisfied", "basic", "unsatisfied", "unreached"}
    assert {"unkept", "procedure", "regret"} <= {reason for _, reason in visits}
    assert {one["tier"] for one in records} >= {"township", "county"}
    assert {one["track"] for one in records} == {"mediation", "petition"}
    assert {one["scale"] for one in records} == {"01", "02", "03"}
    assert any(one["sealed"] for one in records)
    assert any(one["superior_due"] for one in records)


def test_no_entry_is_without_effect(desk: Desk) -> None:
    idle = [
        (one["number"], entry["kind"])
        for one in desk.disputes.list()
        for entry in desk.disputes.show(one["number"])["trail"]
        if not entry["effective"] and not entry["undone"]
    ]
    assert idle == []


def test_earlier_months_are_closed_and_the_last_one_leaves_work(desk: Desk) -> None:
    before, last = desk.months.status("2026-09"), desk.months.status("2026-10")
    assert before["stage"] == "closed"
    assert (last["stage"], last["published"]) == ("bulletin", None)
    assert any("未报送" in str(line) for line in last["missing"])
    reports = {unit["report"] for month in (before, last) for unit in month["units"]}
    assert reports == {"report", "zero", None}
    assert {unit["on_time"] for unit in before["units"]} == {True, False}
    assert all(unit["missed"] + unit["unvisited"] > 0 for unit in last["units"]) or any(
        unit["unvisited"] for unit in last["units"]
    )
    assert desk.ladder.proposals()
    assert any(one["blocked"] for one in desk.ladder.proposals())


def test_who_settled_a_matter_fits_the_way(desk: Desk) -> None:
    for one in desk.disputes.list():
        if one["method_name"] == "行政调解":
            assert one["organisation"] == "双桥镇人民政府"
        elif one["method"]:
            assert one["organisation"].endswith("人民调解委员会")


def test_the_flow_adds_up_in_every_month(desk: Desk) -> None:
    carried = None
    for month in ("2026-09", "2026-10"):
        flow = desk.months.status(month)["flow"]
        due = flow["carried"] + flow["new"] + flow["reopened"] + flow["in"]
        assert due - flow["concluded"] - flow["out"] == flow["open"]
        assert carried in (None, flow["carried"])
        carried = flow["open"]


def test_the_ledger_holds_together(desk: Desk) -> None:
    found = desk.care.verify()
    assert (found["ok"], found["problems"]) == (True, [])


def test_names_are_whole_so_that_hiding_shows(desk: Desk) -> None:
    titled = [one for one in desk.disputes.list() if one["parties"]]
    assert any(party["name"] in one["title"] for one in titled for party in one["parties"])
    assert "某" not in "".join(one["title"] for one in titled)


def _fingerprint(folder: Path) -> list[object]:
    with Desk.open(folder, today=worked.END, readonly=True) as desk:
        records = [desk.disputes.show(one["number"]) for one in desk.disputes.list()]
        return [
            records,
            desk.registry.staff(),
            desk.months.status("2026-10"),
            desk.months.record("2026-09"),
        ]


def test_the_same_seed_and_day_give_the_same_township_and_papers(tmp_path: Path) -> None:
    twin = tmp_path / "town"
    desk, made = make(twin, end=worked.END, **worked.SMALL)
    paper = desk.reports.make("bulletin", tmp_path / "甲.docx", month="2026-09")
    desk.close()
    first = worked.copy(tmp_path / "first")
    assert _fingerprint(twin) == _fingerprint(first)
    with Desk.open(first, today=worked.END) as other:
        again = other.reports.make("bulletin", tmp_path / "乙.docx", month="2026-09")
    assert Path(paper["file"]).read_bytes() == Path(again["file"]).read_bytes()
    assert made.months == ("2026-09", "2026-10")


def test_another_seed_gives_another_township(tmp_path: Path) -> None:
    numbers = []
    for seed in (1, 2):
        desk, _ = make(tmp_path / str(seed), end=worked.END, seed=seed, **FEW)
        numbers.append([(one["id"], one["title"]) for one in desk.disputes.list()])
        desk.close()
    assert numbers[0] != numbers[1]


@pytest.mark.parametrize("end", [date(2026, 10, 15), date(2027, 2, 5), date(2026, 3, 1)])
def test_it_may_end_on_any_day(tmp_path: Path, end: date) -> None:
    desk, made = make(tmp_path / "town", end=end, villages=1, households=10, months=1, seed=3)
    assert made.end == end
    assert desk.care.verify()["ok"]
    assert max(one["registered_on"] for one in desk.disputes.list()) <= end.isoformat()
    desk.close()


def test_the_quarrels_cover_every_category_that_can_be_chosen() -> None:
    known = {code for code in codes_of().categories if len(code) == 4} | {"99"}
    assert known <= set(quarrels())


def test_the_command_ends_with_the_summary_and_the_papers(tmp_path: Path) -> None:
    folder = tmp_path / "演示镇"
    line = ("demo", str(folder), "--villages", "2", "--households", "24", "--months", "1")
    result = worked.xinfang(*line)
    assert (result.exit_code, result.stderr) == (0, "")
    for words in ("双桥镇2026-10", "排查覆盖率", "东湾村", f"在：{folder / '文书'}"):
        assert words in result.stdout
    papers = {path.suffix for path in (folder / "文书").iterdir()}
    assert papers == {".docx", ".xlsx"}
    assert len(list((folder / "文书").iterdir())) > 15
    words = worked.refused(*line)
    assert "不是空文件夹" in words


def test_too_few_households_are_refused_before_anything_is_made(tmp_path: Path) -> None:
    folder = tmp_path / "演示镇"
    words = worked.refused("demo", str(folder), "--villages", "5", "--households", "20")
    assert "至少要 50 户" in words
    assert not folder.exists()
