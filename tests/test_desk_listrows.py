"""What lists show of a dispute agrees with the dispute itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from tests.township import LIU, matter, township
from tests.worked import END, copy
from xinfang_tui.desk import Desk

# A petition with a day from above that falls on a Saturday: in force is the Monday after.
SATURDAY, MONDAY = "2026-10-17", "2026-10-19"


def assert_rows_agree(desk: Desk) -> list[dict[str, object]]:
    """Each row of the ledger says what the dispute says, under every name that it has."""
    rows = desk.disputes.page({"status": ["open", "resolved", "closed", "referred"]}, (), 0, 500)
    whole = {each["number"]: each for each in desk.disputes.list()}
    assert rows
    for row in rows:
        full = whole[row["number"]]
        told = {name: full[name] for name in row if name != "conflicts"}
        assert {name: row[name] for name in told} == told
        assert len(row["conflicts"]) == len(full["conflicts"])
    return rows


def test_rows_say_what_the_disputes_say(tmp_path: Path) -> None:
    with Desk.open(copy(tmp_path), today=END) as desk:
        rows = assert_rows_agree(desk)
        assert {row["status"] for row in rows} >= {"open", "resolved", "closed"}
        assert {bool(row["overdue"]) for row in rows} == {True, False}
        desk.today = date(2027, 3, 1)
        assert_rows_agree(desk)


def test_rows_made_under_other_rules_are_computed_anew(tmp_path: Path) -> None:
    with Desk.open(copy(tmp_path), today=END) as desk:
        context = desk._context
        before = {row["number"]: row["due"] for row in desk.disputes.page({}, (), 0, 500)}
        for key, _ in context.journal.disputes.documents():
            context.journal.disputes.reindex(key, {"rules": "old", "due": "1999-01-01"})
        assert {r["number"]: r["due"] for r in desk.disputes.page({}, (), 0, 500)} == before
        assert_rows_agree(desk)


def test_a_petition_with_a_day_from_above_is_overdue_in_the_filter_as_in_the_row(
    tmp_path: Path,
) -> None:
    with township(tmp_path / "镇") as desk:
        desk.today = date(2026, 10, 12)
        answer = desk.disputes.add(matter(village=LIU, track="petition", superior_due=SATURDAY))
        assert (answer["due_target"], answer["due"]) == (SATURDAY, MONDAY)
        for today, late in ((18, False), (19, False), (20, True)):
            desk.today = date(2026, 10, today)
            row = assert_rows_agree(desk)[0]
            assert row["overdue"] is late
            assert desk.disputes.count({"overdue": True}) == int(late)


def test_a_row_of_an_older_program_makes_no_petition_overdue_before_the_day_from_above(
    tmp_path: Path,
) -> None:
    with township(tmp_path / "镇") as desk:
        desk.today = date(2026, 10, 18)
        desk.disputes.add(matter(village=LIU, track="petition", superior_due=SATURDAY))
        disputes = desk._context.journal.disputes
        for key, _ in disputes.documents():
            disputes.reindex(key, {"due_target": SATURDAY})
        assert assert_rows_agree(desk)[0]["overdue"] is False
        assert desk.months.status("2026-10")["indicators"]["overdue"]["numerator"] == 0
