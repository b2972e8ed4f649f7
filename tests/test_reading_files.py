"""Files as they come: encodings, old formats, damaged and hostile ones."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font
from tabulate import tabulate

from tests.ledger_kit import FOLDER, book, books, faults, is_own, names, only, read, table
from xinfang_tui.desk.matching import row_hash
from xinfang_tui.documents.reading.ledger import read_ledger
from xinfang_tui.refusal import Refused

HEAD = ["村", "事项", "当事人", "日期", "状态"]
ROW = ["东湾村", "争水", "张某、李某", "2026.10.3", "化解中"]
MONTHS = {
    "双桥镇台账2026年10月.xlsx": "2026-10",
    "分村登记表2026年9月.xlsx": "2026-09",
    "老系统导出.csv": "2026-08",
}


@pytest.mark.parametrize("name", MONTHS)
def test_the_ledgers_of_the_township_give_exactly_what_is_expected(name: str) -> None:
    reading = read(FOLDER / name, MONTHS[name])
    expected = json.loads((FOLDER / f"{name}.expected.json").read_text(encoding="utf-8"))
    assert len(reading.rows) == expected["accepted"]
    found = [{"sheet": r.sheet, "row": r.row, "field": r.field} for r in reading.rejected]
    assert found == expected["rejected"]
    rows = {row.values.title: row.values for row in reading.rows}
    for title, told in expected["sample"].items():
        values = rows[title]
        assert values.village_name == told["village"]
        assert values.occurred_on.isoformat() == told["occurred_on"]
        assert values.people == told["people"]
        assert values.category.startswith(told["category"])
        assert values.status == told["status"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";", "|"])
def test_text_tables_in_every_encoding_and_separator(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = table(tmp_path / "台账.csv", [HEAD, ROW], encoding, separator)
    values = only(read(path))
    assert (values.title, values.occurred_on) == ("争水", date(2026, 10, 3))


def test_utf_16_without_its_mark_and_a_line_that_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes("\r\n".join(",".join(row) for row in (HEAD, ROW)).encode("utf-16-le"))
    assert only(read(path)).title == "争水"
    path.write_text("sep=;\n" + "\n".join(";".join(row) for row in (HEAD, ROW)), encoding="utf-8")
    reading = read(path)
    assert only(reading).title == "争水"
    assert reading.rows[0].row == 3


def test_quoted_line_breaks_and_separators_stay_inside_their_cell(tmp_path: Path) -> None:
    row = ["东湾村", "争水", "张某\n李某", "2026.10.3", "已达成协议,\n双方签字"]
    reading = read(table(tmp_path / "台账.csv", [HEAD, row, ["西坡村", *ROW[1:]]]))
    assert [party.name for party in reading.rows[0].values.parties] == ["张某", "李某"]
    assert reading.rows[0].values.status == "resolved"
    assert [row.row for row in reading.rows] == [2, 3]


def test_a_quotation_mark_that_never_closes_swallows_no_rows(tmp_path: Path) -> None:
    path = tmp_path / "台账.csv"
    path.write_text(
        "村,事项,当事人,日期\n东湾村,争水,张某,2026.10.3\n"
        '东湾村,"占道,李某,2026.10.4\n东湾村,退包,王某,2026.10.5\n',
        encoding="utf-8",
    )
    with pytest.raises(Refused) as refusal:
        read(path)
    assert "第 3 行" in refusal.value.text
    path.write_text('村,事项,当事人,日期\n东湾村,"水渠"争水,张某,2026.10.3\n', encoding="utf-8")
    assert only(read(path)).title == "水渠争水"


def test_the_apostrophe_that_guards_a_formula_is_taken_off(tmp_path: Path) -> None:
    row = ["东湾村", "'=1+1 争水", "张某", "'2026.10.3", "化解中"]
    assert only(read(table(tmp_path / "台账.csv", [HEAD, row]))).title == "=1+1 争水"
    row[1] = "''引号开头"
    assert only(read(table(tmp_path / "台账.csv", [HEAD, row]))).title == "'引号开头"


def test_formulas_are_read_by_their_values_and_never_run(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "台账.xlsx"
    file = xlsxwriter.Workbook(str(path))
    sheet = file.add_worksheet("台账")
    sheet.write_row(0, 0, [*HEAD, "人数"])
    sheet.write_row(1, 0, ROW)
    sheet.write_formula(1, 5, "=1+2", None, 3)
    sheet.write_formula(1, 1, '="争"&"水"', None, "争水")
    file.close()
    assert (only(read(path)).title, only(read(path)).people) == ("争水", 3)


@pytest.mark.parametrize("suffix", [".xls", ".et"])
def test_the_workbooks_of_old_offices(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"老台账{suffix}"
    shutil.copy(FOLDER / "老台账.xls", path)
    reading = read(path, "2026-09")
    assert reading.encoding == "xls"
    told = [
        (r.sheet, r.row, r.values.village_name, r.values.title, r.values.occurred_on.isoformat())
        for r in reading.rows
    ]
    assert told == [
        ("九月", 4, "东湾村", "水渠放水先后争执", "2026-09-03"),
        ("九月", 5, "东湾村", "宅基地边界砌墙", "2026-09-05"),
        ("九月", 7, "西坡村", "拖欠工资", "2026-09-08"),
    ]
    assert [r.values.people for r in reading.rows] == [2, 3, 12]
    assert [r.values.status for r in reading.rows] == ["resolved", "open", "open"]
    assert reading.rows[0].values.parties[0].phone == "13800000001"
    assert faults(reading) == [(6, "occurred_on")]
    assert [sheet.kind for sheet in reading.sheets] == ["ledger", "skipped"]


def test_a_web_page_that_calls_itself_xls(tmp_path: Path) -> None:
    page = (
        "<html><meta charset='gb2312'><body><table border=1><tr><td colspan=5>台账</td></tr>"
        "<tr><th>村<th>事项<th>当事人<th>日期<th>状态</tr>"
        "<tr><td rowspan=2>东湾村</td><td>争水&amp;占道</td><td>张某<br>李某</td>"
        "<td>2026.10.3</td><td>化解中</td></tr>"
        "<tr><td>退包</td><td>王某</td><td>2026.10.4</td><td>已化解</td></tr></table></body></html>"
    )
    path = tmp_path / "导出.xls"
    path.write_bytes(page.encode("gb18030"))
    reading = read(path)
    told = [(r.values.village_name, r.values.title, len(r.values.parties)) for r in reading.rows]
    assert told == [("东湾村", "争水&占道", 2), ("东湾村", "退包", 1)]


def test_cells_guarded_as_formulas_by_old_systems(tmp_path: Path) -> None:
    row = ['="东湾村"', '="水沟"', '="张三"', '="2026.10.3"', "化解中"]
    values = only(read(table(tmp_path / "台账.csv", [HEAD, row])))
    assert (values.title, values.occurred_on) == ("水沟", date(2026, 10, 3))
    assert [party.name for party in values.parties] == ["张三"]


def test_a_tab_and_a_title_that_name_two_villages_are_told_of(tmp_path: Path) -> None:
    rows = [["西坡村矛盾纠纷台账"], HEAD[1:], ROW[1:]]
    reading = read(books(tmp_path / "台账.xlsx", {"东湾村": (rows, ())}))
    assert only(reading).village_name == "东湾村"
    assert "西坡村" in reading.sheets[0].notes[0]


def test_a_day_of_screening_before_the_matter_is_named_as_such(tmp_path: Path) -> None:
    head = ["村", "事由", "当事人", "发生时间", "排查时间", "状态"]
    path = book(tmp_path / "a.xlsx", [head, [*ROW[:3], "2026.10.5", "2026.10.3", "化解中"]])
    assert read(path).rejected[0].reason.startswith("排查日期 2026-10-03 早于发生日期")


def test_an_own_number_is_kept_and_a_foreign_one_is_a_serial(tmp_path: Path) -> None:
    from xinfang_tui.disputes import number

    own = number.make("柳", "2026-10", "03", 7)
    rows = [["编号", *HEAD, "层级"], [own, *ROW, "镇"], ["DW-7", *ROW, "镇"]]
    first, second = (row.values for row in read(book(tmp_path / "a.xlsx", rows)).rows)
    assert (first.number, first.rung) == (own, "township")
    assert (second.number, second.rung) == (None, "")
    assert is_own(own)


def test_a_row_dated_after_today_is_turned_back(tmp_path: Path) -> None:
    rows = [HEAD, [*ROW[:3], "2026.11.1", ""], [*ROW[:3], "2026.10.31", ""]]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert faults(reading) == [(2, "occurred_on")]
    assert "今天" in reading.rejected[0].reason


def test_a_settlement_without_a_day_lies_within_the_month_and_not_past_today(
    tmp_path: Path,
) -> None:
    path = book(tmp_path / "a.xlsx", [HEAD, [*ROW[:4], "已化解"]])
    assert only(read(path)).resolved_on == date(2026, 10, 31)
    early = only(read(path, today=date(2026, 10, 20)))
    assert (early.resolved_on, early.resolved_by_month) == (date(2026, 10, 20), True)
    before = only(read(path, "2026-09"))
    assert before.resolved_on == date(2026, 10, 3)


def test_a_day_of_settlement_that_cannot_be_is_turned_back(tmp_path: Path) -> None:
    head = [*HEAD, "化解时间"]
    rows = [head, *([*ROW[:4], "已化解", day] for day in ("2026.9.1", "2026-13-1", "2026.12.1"))]
    reading = read(book(tmp_path / "a.xlsx", rows))
    assert faults(reading) == [(2, "resolved_on"), (3, "resolved_on"), (4, "resolved_on")]
    plan = [head, [*ROW[:4], "化解中", "2026.12.1"]]
    assert only(read(book(tmp_path / "b.xlsx", plan))).due == date(2026, 12, 1)


def _zip(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def test_files_that_are_no_ledger_are_refused_with_the_next_step(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    made = {
        "空.xlsx": b"",
        "坏.xlsx": b"PK\x03\x04" + b"\0" * 100,
        "密码.xlsx": ole + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "坏.xls": ole + b"\0" * 600,
        "图.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        "乱.csv": bytes(range(256)) * 16,
        "文件.pdf": b"%PDF-1.7 ...",
    }
    for name, content in made.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(Refused) as refusal:
            read(tmp_path / name)
        assert name in refusal.value.text
    with pytest.raises(Refused, match="密码"):
        read(tmp_path / "密码.xlsx")
    for path in (tmp_path / "没有.xlsx", tmp_path):
        with pytest.raises(Refused):
            read(path)
    with pytest.raises(Refused, match="OpenDocument"):
        read(_zip(tmp_path / "a.xlsx", {"content.xml": b"<a/>"}))
    with pytest.raises(Refused, match="不是 Excel"):
        read(_zip(tmp_path / "b.xlsx", {"word/document.xml": b"<a/>"}))


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = _zip(tmp_path / "弹.xlsx", {"xl/workbook.xml": b" " * 410_000_000})
    assert path.stat().st_size < 1_000_000
    with pytest.raises(Refused, match="MB"):
        read(path)


def _with_part(source: Path, out: Path, name: str, change: tuple[bytes, bytes]) -> Path:
    with zipfile.ZipFile(source) as package:
        parts = {each: package.read(each) for each in package.namelist()}
    assert change[0] in parts[name]
    parts[name] = parts[name].replace(*change)
    return _zip(out, parts)


def test_entities_absurd_sizes_and_cut_parts_do_no_harm(tmp_path: Path) -> None:
    good = book(tmp_path / "好.xlsx", [HEAD, ROW])
    part = "xl/worksheets/sheet1.xml"
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb">]><worksheet '
    with pytest.raises(Refused):
        read(_with_part(good, tmp_path / "a.xlsx", part, (b"<worksheet ", bomb)))
    wide = (b'<dimension ref="A1:E2"', b'<dimension ref="A1:XFD1048576"')
    assert len(read(_with_part(good, tmp_path / "b.xlsx", part, wide)).rows) == 1
    merges = b'<mergeCells><mergeCell ref="G1:XFD1048576"/><mergeCell ref="x"/></mergeCells>'
    merged = (b"</sheetData>", b"</sheetData>" + merges)
    assert len(read(_with_part(good, tmp_path / "c.xlsx", part, merged)).rows) == 1
    with pytest.raises(Refused):
        read(_with_part(good, tmp_path / "d.xlsx", part, (b"</sheetData>", b"")))


def test_text_runs_and_name_spaces_as_other_programs_write_them(tmp_path: Path) -> None:
    good = book(tmp_path / "好.xlsx", [HEAD, ROW])
    part = "xl/worksheets/sheet1.xml"
    told = f"<t>{ROW[1]}</t>".encode("ascii", "xmlcharrefreplace")
    spaced = _with_part(good, tmp_path / "a.xlsx", part, (told, b"\n<r>\n" + told + b"\n</r>\n"))
    assert only(read(spaced)).title == ROW[1]
    other = (b"<worksheet ", b'<worksheet xmlns:o="http://purl.oclc.org/ooxml/other" ')
    assert only(read(_with_part(good, tmp_path / "b.xlsx", part, other))).title == ROW[1]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "[/x]",
        "a|b\nc\td",
        "控制\x07符",
        "</w:t><script>",
        "长" * 3000,
        "𠮷野家",
        "\u202e反",
    ],
)
def test_hostile_text_in_every_cell_is_kept_and_breaks_nothing(tmp_path: Path, text: str) -> None:
    rows = [HEAD, ["东湾村", text, text, "2026.10.3", text], [text, "争水", "张某", text, "已化解"]]
    reading = read(table(tmp_path / "台账.csv", rows))
    assert len(reading.rows) + len(reading.rejected) == 2
    assert faults(reading) == [(3, "village")]


CELLS = st.one_of(
    st.integers(-10, 10**12).map(str),
    st.dates(date(2026, 9, 1), date(2026, 11, 30)).map(str),
    st.sampled_from([*HEAD, *ROW, "合计", "同上", "无", "序号", "注：", "√", "一、西坡村", ""]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10),
)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12), st.booleans())
def test_any_table_is_read_without_breaking(rows: list[list[str]], headed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = table(Path(folder) / "表.csv", [HEAD, *rows] if headed else rows)
        if not path.stat().st_size:
            return
        try:
            reading = read(path)
        except Refused as refused:
            assert "引号" in refused.wrong
            return
    numbers = [each.row for each in (*reading.rows, *reading.rejected)]
    assert len(set(numbers)) == len(numbers)
    assert all(1 <= number <= len(rows) + 1 for number in numbers)
    assert all(row.values.occurred_on <= row.values.registered_on for row in reading.rows)


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "什么.xlsx"
        path.write_bytes(content)
        try:
            reading = read(path)
        except Refused as refused:
            assert refused.wrong
        else:
            assert reading.rows == ()


def test_reading_tells_how_far_it_is(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx", [HEAD, *([*ROW[:1], f"争水{i}号", *ROW[2:]] for i in range(1200))]
    )
    told: list[tuple[int, int]] = []
    read_ledger(
        path,
        month=None,
        villages={"341623101200": "东湾村"},
        is_own_number=is_own,
        today=date(2026, 10, 31),
        progress=lambda done, total: told.append((done, total)),
    )
    assert told[-1] == (1201, 1201)
    assert [done for done, _ in told] == sorted(done for done, _ in told)


def test_a_formula_without_a_result_is_named_and_says_nothing(tmp_path: Path) -> None:
    head = ["序号", "村", "事项", "当事人", "联系电话", "时间"]
    rows = [
        ["=ROW()-1", "东湾村", "墙根滴水", "张三", "#REF!", "2026.10.3"],
        [2, "东湾村", '="墙根"&"滴水"', "李四", "", "2026.10.3"],
        [3, "#N/A", "墙根滴水", "李四", "", "2026.10.3"],
    ]
    reading = read(book(tmp_path / "a.xlsx", [head, *rows]))
    (row,) = reading.rows
    assert (row.values.title, row.values.parties[0].phone) == ("墙根滴水", "")
    assert any("#REF!" in note for note in row.notes)
    assert [(r.field, r.value) for r in reading.rejected][1] == ("village", "#N/A")
    assert all("公式没有结果" in rejected.reason for rejected in reading.rejected)


@pytest.mark.parametrize(("content", "words"), [(b"", "空文件"), (b"%PDF-1.7", "不是表格")])
def test_every_refusal_of_a_file_says_what_to_do(
    tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refused, match=words) as refused:
        read(path)
    assert refused.value.safe == "什么都没有导入"
    assert refused.value.do


def test_tables_drawn_in_text_keep_bars_breaks_and_marks_in_their_cells(tmp_path: Path) -> None:
    head = ["村", "事项", "当事人", "时间", "简要情况"]
    row = ["东湾村", "争|水*", "张三", "2026.10.3", "一\n二"]
    piped = (
        f"# 台账\n\n| {' | '.join(head)} |\n| --- | --- | --- | ---: | --- |\n"
        "| 东湾村 | 争\\|水\\* | 张三 | 2026.10.3 | 一<br>二 |\n"
    )
    ruled = "台账\n" + tabulate([row], head, "grid", disable_numparse=True)
    for name, text in (("a.md", piped), ("a.txt", ruled)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        values = only(read(tmp_path / name))
        assert (values.title, values.brief) == ("争|水*", "一\n二")


@given(data=st.data())
def test_a_workbook_with_a_spoilt_part_is_read_or_refused(data: st.DataObject) -> None:
    head = ["序号", "村", "事项", "当事人", "时间"]
    with tempfile.TemporaryDirectory() as folder:
        whole = book(
            Path(folder) / "a.xlsx", [head, [1, "东湾村", "争水", "张三", date(2026, 10, 3)]]
        )
        spoilt = Path(folder) / "b.xlsx"
        with zipfile.ZipFile(whole) as old, zipfile.ZipFile(spoilt, "w") as new:
            part = data.draw(st.sampled_from(old.namelist()))
            for name in old.namelist():
                content = bytearray(old.read(name))
                if name == part:
                    for _ in range(data.draw(st.integers(1, 4))):
                        at = data.draw(st.integers(0, len(content) - 1))
                        content[at] = data.draw(st.integers(32, 126))
                new.writestr(name, bytes(content))
        try:
            read(spoilt)
        except Refused as refused:
            assert refused.safe == "什么都没有导入"


@pytest.mark.parametrize(
    ("was", "is_now"),
    [('r="A2"', 'r="??"'), ('<row r="2"', '<row r="x"'), (' s="', ' s="x')],
)
def test_a_cell_that_cannot_be_makes_the_workbook_damaged(
    tmp_path: Path, was: str, is_now: str
) -> None:
    head = ["序号", "村", "事项", "当事人", "时间"]
    whole = book(tmp_path / "a.xlsx", [head, [1, "东湾村", "争水", "张三", date(2026, 10, 3)]])
    part = "xl/worksheets/sheet1.xml"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == part:
                assert was in content
                content = content.replace(was, is_now, 1)
            new.writestr(name, content)
    with pytest.raises(Refused, match="损坏"):
        read(tmp_path / "b.xlsx")


def test_an_old_workbook_whose_sectors_run_in_a_circle_is_damaged(tmp_path: Path) -> None:
    content = bytearray((FOLDER / "老台账.xls").read_bytes())
    size = 1 << int.from_bytes(content[30:32], "little")
    table = 512 + int.from_bytes(content[76:80], "little") * size
    content[table : table + 4] = bytes(4)
    (tmp_path / "a.xls").write_bytes(content)
    with pytest.raises(Refused, match="损坏"):
        read(tmp_path / "a.xls")


def test_a_row_that_is_struck_out_is_told_of(tmp_path: Path) -> None:
    path = table_of(tmp_path, struck=3)
    first, second = read(path).rows
    assert not any("删除线" in note for note in first.notes)
    assert any("画了删除线" in note for note in second.notes)


def test_words_struck_out_beside_others_are_no_longer_said(tmp_path: Path) -> None:
    path = table_of(tmp_path)
    file = load_workbook(path, rich_text=True)
    old = TextBlock(InlineFont(strike=True), "未化解")
    file.active["F3"] = CellRichText(old, TextBlock(InlineFont(b=True), "已化解"))
    file.active["C3"] = CellRichText(TextBlock(InlineFont(strike=True), "争地"))
    file.save(path)
    second = read(path).rows[1].values
    assert (second.status_words, second.title) == ("已化解", "争地")


def test_what_is_noted_on_a_cell_is_kept_and_makes_a_change_when_it_comes_again(
    tmp_path: Path,
) -> None:
    path = table_of(tmp_path)
    before = read(path).rows[1]
    file = load_workbook(path)
    file.active["F3"].comment = Comment("王某：10月20日已签协议", "王某")
    file.active["B3"].comment = Comment("边界村", "王某")
    file.save(path)
    first, second = read(path).rows
    assert second.values.note == "边界村；王某：10月20日已签协议"
    assert (first.values.note, first.values.status, second.values.status) == ("", "open", "open")
    assert row_hash(second) != row_hash(before)


def table_of(folder: Path, struck: int = 0) -> Path:
    head = ["序号", "村", "事项", "当事人", "时间", "状态"]
    rows = [
        head,
        [1, "东湾村", "争水", "张三", "2026-10-03", "未化解"],
        [2, "西坡村", "争地", "李四", "2026-10-04", "未化解"],
    ]
    path = book(folder / "台账.xlsx", rows)
    if struck:
        file = load_workbook(path)
        for cell in file.active[struck]:
            cell.font = Font(strike=True)
        file.save(path)
    return path


def test_the_mark_of_utf_8_before_gb18030_and_blanks_before_quotation_marks(tmp_path: Path) -> None:
    text = '序号, 村, 时间, 事项, 当事人\n1, 东湾村, 10.3, "张三\n李四争水", "张三、李四"\n'
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbf" + text.encode("gb18030"))
    values = only(read(path))
    assert (values.title, names(values)) == ("张三李四争水", ["张三", "李四"])
