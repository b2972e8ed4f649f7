"""Ledgers out of the desk, and in again with nothing changed."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from store import DiskFull
from tests.township import matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.desk.journal import Journal
from xinfang_tui.refusal import Refused

SUFFIXES = ("xlsx", "csv", "json", "md", "html", "txt")
AGAIN = SUFFIXES
KEPT = (
    "编号",
    "发生日期",
    "登记日期",
    "层级",
    "状态",
    "经办人",
    "包案领导",
    "化解时限",
    "责任单位",
    "化解日期",
    "化解方式",
    "时限原定日",
    "包案领导级别",
    "备注",
    "事项",
    "当事人",
    "联系电话",
    "简要情况",
)
EASTERN, WESTERN = "东湾村", "西坡村"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        filled(opened)
        yield opened


def filled(desk: Desk) -> None:
    """Matters of every status and rung, with text that files find hard to hold."""
    people = [
        {"name": "张三丰", "phone": "13800138000", "address": "东湾村三组12号"},
        {"name": "李四光", "id_number": "11010519491231002X"},
    ]
    titles = (
        "张三丰与李四光争水",
        "=1+1|张三丰",
        "+补偿款\n第二行",
        "𠮷𠮷饭店噪声[/x]",
        "@欠薪",
        "合伙",
    )
    desk.today = date(2026, 10, 5)
    numbers = [
        desk.disputes.add(
            matter(
                title=title,
                village=(EASTERN, WESTERN)[at % 2],
                parties=people if at % 2 else [people[1], {"name": "双桥公司", "kind": "company"}],
                brief="李四光说张三丰（13800138000）不讲理",
                category=("0201", "0701", "0504")[at % 3],
                handler="周敏",
                people=at + 2,
                occurred_on="2026-10-01",
                registered_on="2026-10-02",
            )
        )["number"]
        for at, title in enumerate(titles)
    ]
    desk.today = date(2026, 10, 20)
    act = desk.disputes.act
    act(numbers[0], "resolve", {"method": "01", "agreement": "written"})
    act(numbers[1], "resolve", {"method": "01"})
    act(numbers[1], "visit_back", {"answer": "satisfied", "by": "王干部"})
    act(numbers[2], "refer", {"to": "人民法院", "reason": "起诉"})
    act(numbers[3], "end", {"reason": "failed", "remedies_told": ["诉讼"]})
    for _ in range(3):
        act(numbers[4], "escalate", {"reason": "重大"})
    act(numbers[4], "own", {"leader": "陈镇长", "tier": "township", "due": "2026-12-18"})


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def noted(desk: Desk) -> list[Any]:
    return [event.payload for event in desk._context.journal.room("print")]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_export_names_nobody_unless_asked(desk: Desk, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"台账.{suffix}"
    made = desk.exports.ledger(out, {})
    assert (made["rows"], made["masked"], made["hidden"]) == (6, True, 0)
    text = _text(out)
    for secret in ("张三丰", "李四光", "13800138000", "11010519491231002X", "三组12号"):
        assert secret not in text
    assert "双桥公司" in text
    assert noted(desk) == []


def _text(path: Path) -> str:
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8-sig")
    from openpyxl import load_workbook

    book = load_workbook(path)
    return "\n".join(str(c.value) for sheet in book for line in sheet for c in line if c.value)


def test_a_person_has_one_pseudonym_in_a_paper_and_it_stands_in_the_text_too(
    desk: Desk, tmp_path: Path
) -> None:
    desk.disputes.add(matter(title="张翠山和张三丰相争", parties=[{"name": "张翠山"}]))
    desk.exports.ledger(tmp_path / "a.csv", {})
    found = rows(tmp_path / "a.csv")
    shown = next(row["当事人"] for row in found if "张" in row["当事人"] and "李" in row["当事人"])
    name = shown.partition("、")[0]
    assert name in ("张某甲", "张某乙")
    assert any(row["事项"] == f"{name}与李某争水" for row in found)


def test_an_unmasked_export_says_who_made_it_and_is_noted_once(desk: Desk, tmp_path: Path) -> None:
    desk.user = "周敏"
    made = desk.exports.ledger(tmp_path / "a.html", {"village": EASTERN}, unmasked=True)
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert not made["masked"]
    assert "张三丰" in text and "制作人：周敏" in text and "2026年10月20日" in text
    assert noted(desk) == [
        {"paper": "ledger", "unmasked": True, "rows": 3, "by_filter": ["village"]}
    ]


def test_a_role_without_the_right_exports_no_names(desk: Desk, tmp_path: Path) -> None:
    desk.registry.add_staff({"name": "李文", "role": "grid_worker", "place": EASTERN})
    desk.user = "李文"
    with pytest.raises(Refused, match="不隐去姓名"):
        desk.exports.ledger(tmp_path / "a.csv", {}, unmasked=True)
    assert not (tmp_path / "a.csv").exists()
    assert desk.exports.ledger(tmp_path / "a.csv", {})["rows"] == 3


def test_sealed_matters_are_left_out_for_those_who_may_not_read_them(
    desk: Desk, tmp_path: Path
) -> None:
    number = desk.disputes.list()[0]["number"]
    desk.disputes.act(number, "seal", {"readers": ["陈镇长"]})
    desk.user = "周敏"
    made = desk.exports.ledger(tmp_path / "a.csv", {})
    assert (made["rows"], made["hidden"]) == (5, 1)
    assert number not in (tmp_path / "a.csv").read_text(encoding="utf-8")


def test_a_suffix_nobody_writes_is_refused_with_those_that_are(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"\.xlsx、\.csv"):
        desk.exports.ledger(tmp_path / "台账.doc", {}, unmasked=True)
    assert noted(desk) == []


def test_a_folder_that_cannot_be_written_leaves_no_file_and_no_note(
    desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "文件").write_text("在这里")
    with pytest.raises(Refused, match="写不进"):
        desk.exports.ledger(tmp_path / "文件" / "台账.csv", {}, unmasked=True)
    assert noted(desk) == []
    assert (tmp_path / "文件").read_text() == "在这里"


@pytest.mark.parametrize("before", [None, "上回导出的"])
def test_names_do_not_stay_in_a_file_whose_note_could_not_be_kept(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str | None
) -> None:
    out = tmp_path / "台账.csv"
    if before is not None:
        out.write_text(before, encoding="utf-8")
    whole = Journal.transaction

    @contextmanager
    def no_room(journal: Journal) -> Iterator[None]:
        with whole(journal):
            yield
            if out.exists() and out.read_text(encoding="utf-8") != before:
                raise DiskFull("磁盘已满，无法写入")

    with monkeypatch.context() as full:
        full.setattr(Journal, "transaction", no_room)
        with pytest.raises(DiskFull):
            desk.exports.ledger(out, {}, unmasked=True)
    assert (out.read_text(encoding="utf-8") if out.exists() else None) == before
    assert noted(desk) == []


@pytest.mark.parametrize("suffix", AGAIN)
@pytest.mark.parametrize("unmasked", [False, True])
def test_what_is_exported_imports_again_with_nothing_changed(
    desk: Desk, tmp_path: Path, suffix: str, unmasked: bool
) -> None:
    out = tmp_path / f"台账.{suffix}"
    desk.exports.ledger(out, {}, unmasked=unmasked)
    before = desk.disputes.list()
    done = desk.imports.apply(out, "2026-10", update=True)
    assert done["rejected"] == [] and done["changes"] == []
    assert (done["accepted"], done["repeated"], done["changed"]) == (0, 6, 0)
    assert desk.disputes.list() == before


@pytest.mark.parametrize("suffix", AGAIN)
def test_an_empty_ledger_that_takes_an_export_in_gives_the_same_rows_out(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"台账.{suffix}"
    desk.exports.ledger(out, {}, unmasked=True)
    desk.exports.ledger(tmp_path / "先.csv", {}, unmasked=True)
    with township(tmp_path / "另一台") as other:
        other.today = desk.today
        done = other.imports.apply(out, "2026-10")
        assert (done["accepted"], done["rejected"]) == (6, [])
        other.exports.ledger(tmp_path / "后.csv", {}, unmasked=True)
    before, after = rows(tmp_path / "先.csv"), rows(tmp_path / "后.csv")
    for name in KEPT:
        assert [row[name] for row in after] == [row[name] for row in before], name
    assert {row["状态"] for row in after} == {
        "调处中",
        "已化解待回访",
        "已销号",
        "已转法定途径",
        "已终止",
    }


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_the_tier_that_a_leader_was_named_for_comes_back(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    going = [each for each in desk.disputes.list() if each["status"] == "open"]
    high, low = (each["number"] for each in sorted(going, key=lambda each: each["leader"]))
    desk.disputes.act(high, "escalate", {"reason": "重大"})
    desk.disputes.act(high, "own", {"leader": "刘县长", "tier": "county", "due": "2026-12-18"})
    desk.disputes.act(low, "escalate", {"reason": "县里研究"})
    out = tmp_path / f"台账.{suffix}"
    desk.exports.ledger(out, {}, unmasked=True)

    def shown(one: Desk, number: str) -> list[Any]:
        record = one.disputes.show(number)
        return [record[name] for name in ("rung", "tier", "leader", "leader_tier")]

    assert shown(desk, low) == ["leader_case", "county", "陈镇长", "township"]
    assert shown(desk, high)[2:] == ["刘县长", "county"]
    with township(tmp_path / "新") as fresh:
        fresh.today = desk.today
        fresh.imports.apply(out, "2026-10")
        for number in (low, high):
            assert shown(fresh, number) == shown(desk, number)


@pytest.mark.parametrize("suffix", AGAIN)
def test_several_telephones_of_one_party_come_back_as_hers(
    desk: Desk, tmp_path: Path, suffix: str
) -> None:
    parties = [
        {"name": "周海", "phone": "13900000001、13900000002", "address": "东湾村、三组"},
        {"name": "吴江", "phone": "", "address": "西坡村"},
    ]
    number = desk.disputes.add(matter(parties=parties, title="换地"))["number"]
    out = tmp_path / f"台账.{suffix}"
    desk.exports.ledger(out, {}, unmasked=True)
    assert desk.imports.apply(out, "2026-10", update=True)["changed"] == 0
    with township(tmp_path / "新") as fresh:
        fresh.today = desk.today
        fresh.imports.apply(out, "2026-10")
        told = [{name: party[name] for name in party} for party in parties]
        found = fresh.disputes.show(number)["parties"]
        assert [{name: each[name] for name in parties[0]} for each in found] == told
