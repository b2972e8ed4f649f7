"""Damage met from the command line: told of, worked around, put right from a backup."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store import Ledger
from tests.store_tools import ROOT, misled
from tests.worked import answered, refused, xinfang

PLACES = """code,name,level,households
341623101000,双桥镇,township,
341623101203,柳树沟村,village,8
"""
DAY = ("--today", "2026-10-08")
Data = tuple[str, ...]


def matter(title: str) -> dict[str, Any]:
    """What registers a dispute."""
    parties = [{"name": "张三"}, {"name": "李四"}]
    return {
        "village": "柳树沟村",
        "title": title,
        "category": "0201",
        "occurred_on": "2026-10-03",
        "parties": parties,
    }


@pytest.fixture
def data(tmp_path: Path) -> Data:
    """A township with two disputes, a backup, and a note written after it."""
    options = ("--data", str(tmp_path / "数据"), *DAY)
    places = tmp_path / "村.csv"
    places.write_text(PLACES, encoding="utf-8-sig")
    answered(*options, "init", "--code", "341623101", "--name", "双桥镇", "--level", "township")
    answered(*options, "place", "import", str(places))
    for title in ("水渠放水争执", "院墙滴水争执"):
        answered(*options, "dispute", "add", input=matter(title))
    answered(*options, "backup", str(tmp_path / "数据" / "backup"))
    first = numbers(options)[0]
    answered(*options, "dispute", "act", first, "note", input={"text": "备份以后说的"})
    return options


def numbers(data: Data) -> list[str]:
    """The numbers that the ledger lists."""
    return [row["number"] for row in answered(*data, "ledger", "list")]


def spoil(data: Data, table: str, part: str, words: str) -> None:
    """Change some bytes of the rows that hold these words, behind the store's back."""
    with sqlite3.connect(Path(data[1]) / "ledger.db") as connection:
        found = connection.execute("SELECT number FROM catalogue WHERE name = ?", (table,))
        (number,) = found.fetchone()
        connection.execute(
            f"UPDATE {part}_{number} SET {words}"
            if part == "index"
            else f"UPDATE {part}_{number} SET body = replace(body, ?, '换过的字')",
            () if part == "index" else (words,),
        )


def test_a_damaged_record_is_left_out_with_a_word(data: Data) -> None:
    spoil(data, "disputes", "documents", "院墙滴水")
    listed = xinfang(*data, "ledger", "list", "--json")
    assert listed.exit_code == 0
    assert [row["title"] for row in json.loads(listed.stdout)] == ["水渠放水争执"]
    assert "1 条记录损坏" in listed.stderr
    assert "xinfang doctor" in listed.stderr


def test_a_dispute_whose_own_record_is_damaged_is_made_from_its_entries(data: Data) -> None:
    number = numbers(data)[0]
    whole = answered(*data, "dispute", "show", number)
    spoil(data, "disputes", "documents", "水渠放水")
    shown = xinfang(*data, "dispute", "show", number, "--json")
    assert json.loads(shown.stdout) == whole


def test_the_doctor_finds_damage_and_says_how_it_is_put_right(data: Data) -> None:
    spoil(data, "events", "documents", "水渠放水")
    result = xinfang(*data, "doctor", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["ok"]) == (1, False)
    (bad,) = [item for item in found["items"] if item["state"] == "bad"]
    assert "1 条记录损坏" in bad["text"]
    assert "xinfang verify --rebuild" in bad["text"]


def test_damaged_entries_take_nothing_from_what_is_stored_of_the_dispute(data: Data) -> None:
    (Path(data[1]) / "backup").rename(Path(data[1]) / "拿走的备份")
    before = answered(*data, "ledger", "list")
    spoil(data, "events", "documents", "水渠放水")
    words = refused(*data, "dispute", "act", before[0]["number"], "note", input='{"text": "再说"}')
    assert "损坏的经过" in words
    assert xinfang(*data, "verify", "--rebuild").exit_code == 1
    listed = xinfang(*data, "ledger", "list", "--json")
    assert "1 条记录损坏" in listed.stderr
    assert [row | {"trail": []} for row in json.loads(listed.stdout)] == [
        row | {"trail": []} for row in before
    ]
    added = answered(*data, "dispute", "add", input=matter("另一件"))
    listed = xinfang(*data, "ledger", "list", "--json")
    assert added["number"] in [row["number"] for row in json.loads(listed.stdout)]


def test_one_damaged_dispute_does_not_hold_the_others_on_the_ladder(data: Data) -> None:
    damaged, sound = numbers(data)
    spoil(data, "events", "documents", "水渠放水")
    later = (*data[:2], "--today", "2026-10-30")
    run = xinfang(*later, "escalate", "--json")
    climbed = {row["number"]: row["applied"] for row in json.loads(run.stdout)}
    assert "损坏" in run.stderr
    assert climbed == {damaged: False, sound: True}


@pytest.mark.parametrize(
    ("table", "part", "words"),
    [
        ("events", "documents", "水渠放水"),
        ("events", "index", "subject = 'dispute:x' WHERE kind = 'register'"),
        ("disputes", "documents", "争执"),
        ("views", "documents", '"n"'),
    ],
)
def test_damage_is_put_right_from_the_backup_and_what_came_later_stays(
    data: Data, table: str, part: str, words: str
) -> None:
    before = answered(*data, "ledger", "list")
    spoil(data, table, part, words)
    assert not json.loads(xinfang(*data, "verify", "--json").stdout)["ok"]
    assert json.loads(xinfang(*data, "verify", "--rebuild", "--json").stdout)["problems"] == []
    assert answered(*data, "ledger", "list") == before


def test_another_backup_may_be_named_to_put_damage_right(data: Data, tmp_path: Path) -> None:
    (Path(data[1]) / "backup").rename(tmp_path / "盘")
    (copy,) = (tmp_path / "盘").glob("*.db")
    spoil(data, "events", "documents", "水渠放水")
    assert xinfang(*data, "verify", "--rebuild").exit_code == 1
    assert answered(*data, "verify", "--rebuild", "--from", str(copy))["ok"]
    assert "没有" in refused(*data, "verify", "--rebuild", "--from", str(tmp_path / "无"))


def mended(data: Data) -> None:
    """`verify` finds damage, `verify --rebuild` puts it right, and a backup is made again."""
    assert not json.loads(xinfang(*data, "verify", "--json").stdout)["ok"]
    assert answered(*data, "verify", "--rebuild")["ok"]
    assert answered(*data, "doctor")["ok"]
    assert Path(answered(*data, "backup", str(Path(data[1]) / "盘"))["file"]).exists()


NEWEST = """SELECT * FROM (
              SELECT seq FROM index_1 INDEXED BY index_1_device_seq WHERE hash <> '' AND device IN
              (SELECT device FROM index_1 NOT INDEXED LIMIT 1) ORDER BY seq DESC LIMIT 1)
            WHERE seq < (SELECT max(seq) FROM index_1 NOT INDEXED)"""
"""Finds the newest entry by the index, when another is the newest."""


def test_a_damaged_index_of_entries_lets_no_entry_be_replaced(data: Data) -> None:
    misled(
        Path(data[1]) / "ledger.db",
        "index_1_device_seq",
        NEWEST,
    )
    before = json.loads(xinfang(*data, "verify", "--json").stdout)["events"]
    words = refused(*data, "dispute", "add", input=json.dumps(matter("再加一件")))
    assert "索引损坏" in words and "没有少" in words and "verify --rebuild" in words
    mended(data)
    assert answered(*data, "verify")["events"] >= before
    added = answered(*data, "dispute", "add", input=matter("再加一件"))
    assert added["number"] in numbers(data)
    assert answered(*data, "verify")["ok"]


LOST = """SELECT key FROM documents_2 AS d NOT INDEXED
          WHERE NOT EXISTS (SELECT 1 FROM documents_2 WHERE key = d.key)"""


def test_a_damaged_index_of_disputes_doubles_none(data: Data) -> None:
    whole = numbers(data)
    misled(Path(data[1]) / "ledger.db", "sqlite_autoindex_documents_2_1", LOST)
    later = (*data[:2], "--today", "2026-10-30")
    assert "verify --rebuild" in refused(*later, "escalate")
    assert numbers(data) == whole
    mended(data)
    assert {climb["applied"] for climb in answered(*later, "escalate")} == {True}


def test_a_dispute_that_was_doubled_is_one_again(data: Data) -> None:
    whole = numbers(data)
    file = Path(data[1]) / "ledger.db"
    lost = {str(key) for (key,) in misled(file, "sqlite_autoindex_documents_2_1", LOST)}
    with Ledger(file) as ledger:
        table = ledger.table("disputes")
        for key, document in list(table.documents()):
            if key in lost:
                table.put(key, document | {"rung": "township"}, {"number": document["number"]})
    assert len(numbers(data)) > 2
    answered(*data[:2], "--today", "2026-10-30", "escalate", "--dry-run")
    mended(data)
    assert numbers(data) == whole
    for number in whole:
        assert answered(*data, "dispute", "show", number)["rung"] == "village"


def test_a_damaged_index_of_numbers_gives_no_number_twice(data: Data) -> None:
    whole = numbers(data)
    misled(
        Path(data[1]) / "ledger.db",
        "index_2_number",
        """SELECT key FROM index_2 NOT INDEXED WHERE number IN
           (SELECT max(number) FROM index_2 NOT INDEXED) AND number NOT IN
           (SELECT number FROM index_2 INDEXED BY index_2_number
            WHERE number >= '柳-2610-00' AND number < '柳-2610-00:' AND village <> '')""",
    )
    words = refused(*data, "dispute", "add", input=json.dumps(matter("再加一件")))
    assert "索引损坏" in words
    mended(data)
    assert numbers(data) == whole
    assert answered(*data, "dispute", "add", input=matter("再加一件"))["number"] not in whole


def test_the_ladder_leaves_nothing_out_for_a_damaged_index(data: Data) -> None:
    misled(
        Path(data[1]) / "ledger.db",
        "index_2_status_climb_on",
        """SELECT key FROM index_2 NOT INDEXED WHERE status = 'open' AND id NOT IN
           (SELECT id FROM index_2 INDEXED BY index_2_status_climb_on
            WHERE status = 'open' AND climb_on <= '2026-10-30' AND number <> '')""",
    )
    later = (*data[:2], "--today", "2026-10-30")
    assert len(answered(*later, "escalate", "--dry-run")) == 2
    run = xinfang(*later, "escalate", "--json")
    assert "verify --rebuild" in run.stderr or len(json.loads(run.stdout)) == 2
    mended(data)
    answered(*later, "escalate")
    assert [row["rung"] for row in answered(*later, "ledger", "list")] == ["township"] * 2


@pytest.mark.parametrize("kept", [0, 50, -1000, 0.5])
def test_a_cut_off_file_is_refused_and_the_way_back_is_told(data: Data, kept: float) -> None:
    file = Path(data[1]) / "ledger.db"
    whole = file.read_bytes()
    left = whole[: int(len(whole) * kept) if isinstance(kept, float) else kept]
    file.write_bytes(left)
    for command in (("ledger", "list"), ("verify",), ("dispute", "add")):
        words = refused(*data, *command, input=json.dumps(matter("再加一件")))
        assert "不完整" in words
        assert "备份恢复" in words
    assert not json.loads(xinfang(*data, "verify", "--json").stdout)["ok"]
    told = json.loads(xinfang(*data, "doctor", "--json").stdout)
    (copy,) = (Path(data[1]) / "backup").iterdir()
    assert f"xinfang restore {copy}" in told["items"][-1]["text"]
    assert file.read_bytes() == left


def test_what_cannot_be_mended_in_place_is_not_sent_to_mending_again(data: Data) -> None:
    file = Path(data[1]) / "ledger.db"
    with sqlite3.connect(file) as connection:
        (page,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'documents_1'"
        ).fetchone()
    whole = file.read_bytes()
    file.write_bytes(whole[: (page - 1) * 4096] + bytes(4096) + whole[page * 4096 :])
    words = refused(*data, "verify", "--rebuild")
    assert "xinfang restore" in words and "--rebuild" not in words
    told = json.loads(xinfang(*data, "verify", "--rebuild", "--json").stdout)
    assert "--rebuild" not in "".join(told["problems"])


BROKEN_OFF = """
import os, sys

from xinfang_tui.cli.root import root
from xinfang_tui.desk.journal import Journal

Journal.append = lambda *given, **more: os._exit(9)
root(sys.argv[1:])
"""


def test_a_ledger_whose_making_was_broken_off_is_made_all_the_same(tmp_path: Path) -> None:
    folder = ("--data", str(tmp_path / "数据"))
    words = ("init", "--code", "341623101", "--name", "双桥镇", "--level", "township")
    killed = subprocess.run([sys.executable, "-c", BROKEN_OFF, *folder, *words], cwd=ROOT)
    assert killed.returncode == 9
    assert (tmp_path / "数据" / "ledger.db").exists()
    assert "还没有台账" in refused(*folder, "ledger", "list")
    answered(*folder, *words)
    assert answered(*folder, "verify")["ok"]
    assert "已经有台账" in refused(*folder, *words)
