"""The ledger going out: typed, masked unless asked, and readable by the program itself."""

from __future__ import annotations

import csv
import errno
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.paper_samples import NAMES, dispute, settled
from tests.papers import HOSTILE
from xinfang_tui.disputes.masking import Mask
from xinfang_tui.documents.clean import clean
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.ledger_export import export_ledger
from xinfang_tui.documents.ledger_table import COLUMNS
from xinfang_tui.documents.reading.headers import FIELDS, match
from xinfang_tui.refusal import Refused

SUFFIXES = (".xlsx", ".csv", ".json", ".md", ".html", ".txt")
PHONE = "13800138000"
OPENED = Disclosure(made_by="周某", made_on=date(2026, 10, 31))


def masked() -> Disclosure:
    return Disclosure(Mask(NAMES, [PHONE, "13900139000"], paper="台账"))


def rows_of(path: Path) -> list[dict[str, Any]]:
    sheet = load_workbook(path).worksheets[0]
    head, *rows = sheet.iter_rows(min_row=3, values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_every_header_is_one_that_import_reads_as_the_same_field() -> None:
    for column in COLUMNS:
        assert FIELDS[column.field] == column.title
        found = match((column.title,))
        assert found is not None
        assert found.field == column.field


def test_rows_with_names_carry_who_made_them_and_when(tmp_path: Path) -> None:
    for suffix in (".csv", ".json"):
        for show in (OPENED, masked()):
            export_ledger([dispute(), settled()], tmp_path / f"台账{suffix}", show)
            text = (tmp_path / f"台账{suffix}").read_text(encoding="utf-8-sig")
            rows = list(csv.DictReader(text.splitlines())) if suffix == ".csv" else json.loads(text)
            names = ("制作人", "制作日期") if suffix == ".csv" else ("made_by", "made_on")
            told = [tuple(row.get(name) for name in names) for row in rows]
            expected = (None, None) if show.masked else ("周某", "2026-10-31")
            assert told == [expected] * 2


def test_what_says_who_made_an_export_is_read_as_nothing() -> None:
    for name in ("制作人", "制作日期", "made_by", "made_on"):
        found = match((name,))
        assert found is not None and found.field == ""


def test_a_full_disk_is_told_in_chinese_and_leaves_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("xinfang_tui.documents.placing.os.fsync", full)
    for suffix in SUFFIXES:
        path = tmp_path / "台账" / f"台账{suffix}"
        with pytest.raises(Refused, match=r"磁盘满了.*台账没有改动.*腾出空间"):
            export_ledger([dispute()], path, masked())
        assert list(path.parent.iterdir()) == []


def test_cells_are_typed_and_the_sheet_is_ready_to_print(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    assert export_ledger([dispute(), settled()], path, OPENED) == 2
    first, second = rows_of(path)
    assert first["编号"] == "柳-2610-03074"
    assert first["登记日期"] == datetime(2026, 10, 3)
    assert first["化解时限"] == datetime(2026, 10, 26)
    assert first["涉及人数"] == 2
    assert first["类别代码"] == "0201"
    assert first["联系电话"] == "13800138000、13900139000"
    assert (first["层级"], first["状态"]) == ("镇", "调处中")
    assert (second["状态"], second["回访"]) == ("已化解待回访", "满意")
    sheet = load_workbook(path).worksheets[0]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.auto_filter.ref.startswith("A3:")
    assert sheet.freeze_panes == "B4"
    assert "周某" in sheet["A2"].value


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_names_and_phones_are_hidden_everywhere_by_a_mask(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"台账{suffix}"
    export_ledger([dispute(), settled()], path, masked())
    if suffix == ".xlsx":
        text = "\n".join(str(value) for row in rows_of(path) for value in row.values())
    else:
        text = path.read_text(encoding="utf-8")
    assert not [name for name in (*NAMES, PHONE) if name in text]
    assert "柳-2610-03074" in text


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("text", HOSTILE[:-1], ids=lambda text: repr(text[:8]))
def test_hostile_text_gives_the_same_file_twice(tmp_path: Path, suffix: str, text: str) -> None:
    record = dispute(title=text, brief=text, handler=text, unit=text, village_name=text)
    record["parties"] = [{"name": text, "kind": "company", "phone": text, "address": text}]
    once, twice = tmp_path / f"一{suffix}", tmp_path / f"二{suffix}"
    export_ledger([record], once, OPENED)
    export_ledger([record], twice, OPENED)
    assert once.read_bytes() == twice.read_bytes()


@pytest.mark.parametrize("text", HOSTILE[:-1], ids=lambda text: repr(text[:8]))
def test_hostile_text_is_read_back_whole(tmp_path: Path, text: str) -> None:
    record = dispute(title=text, brief="一")
    export_ledger([record], tmp_path / "台账.xlsx", OPENED)
    (row,) = rows_of(tmp_path / "台账.xlsx")
    assert row["事项"] == clean(text)
    export_ledger([record], tmp_path / "台账.csv", OPENED)
    with (tmp_path / "台账.csv").open(encoding="utf-8-sig", newline="") as file:
        (line,) = list(csv.DictReader(file))
    assert line["事项"].removeprefix("'") == clean(text)
    assert line["事项"][0] not in "=+-@"
    export_ledger([record], tmp_path / "台账.json", OPENED)
    (plain,) = json.loads((tmp_path / "台账.json").read_text(encoding="utf-8"))
    assert plain["title"] == clean(text)


def test_an_empty_ledger_is_a_table_with_a_header(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        assert export_ledger([], tmp_path / f"空{suffix}", OPENED) == 0
    assert rows_of(tmp_path / "空.xlsx") == []
    assert json.loads((tmp_path / "空.json").read_text(encoding="utf-8")) == []


def test_another_suffix_is_refused_with_those_that_work(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        export_ledger([], tmp_path / "台账.pdf", OPENED)
    assert ".xlsx" in refusal.value.text
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_written_is_said_plainly_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "台账.csv").mkdir()
    with pytest.raises(Refused) as refusal:
        export_ledger([dispute()], tmp_path / "台账.csv", OPENED)
    assert "台账没有改动" in refusal.value.text
    assert [path.name for path in tmp_path.iterdir()] == ["台账.csv"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv", "json"])
def test_every_writer_says_plainly_that_its_folder_takes_no_file(
    tmp_path: Path, suffix: str
) -> None:
    (tmp_path / f".台账.partial.{suffix}").mkdir()
    with pytest.raises(Refused, match="写不进"):
        export_ledger([dispute()], tmp_path / f"台账.{suffix}", OPENED)
    assert not (tmp_path / f"台账.{suffix}").exists()
