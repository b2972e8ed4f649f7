"""Word files: what they hold, and GB/T 9704-2012 measured on the page LibreOffice makes."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from tests.paper_samples import month
from tests.papers import EVERYTHING, HOSTILE, TABLE, filled
from xinfang_tui.documents.clean import clean
from xinfang_tui.documents.docx.titles import shaped
from xinfang_tui.documents.paper import (
    OFFICIAL,
    Addressee,
    Annex,
    Attachments,
    Column,
    Field,
    Fields,
    Heading,
    Imprint,
    Note,
    Paper,
    Paragraph,
    RedHead,
    Signature,
    SignLines,
    Table,
)
from xinfang_tui.documents.papers.bulletin import bulletin
from xinfang_tui.documents.render import render
from xinfang_tui.documents.text.wrap import NOT_AT_START, width

OFFICE = "双桥镇平安建设领导小组办公室"
DAY = date(2026, 10, 31)
MM = 72 / 25.4
needs_office = pytest.mark.skipif(
    not all(map(shutil.which, ("soffice", "pdftotext", "pdftoppm", "pdfinfo"))),
    reason="needs LibreOffice and poppler",
)


def opened(paper: Paper) -> Any:
    return Document(BytesIO(render(paper, "docx")))


def texts(paper: Paper) -> str:
    with ZipFile(BytesIO(render(paper, "docx"))) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))
    return "".join(node.text or "" for node in root.iter() if node.tag.endswith("}t"))


def test_every_block_is_in_the_file() -> None:
    text = texts(EVERYTHING)
    for part in (
        "双平安办〔2026〕12号",
        "签发人：",
        "83.3%",
        "柳-2610-03074",
        "抄送：县委政法委。",
    ):
        assert part in text
    assert text.count("东湾村") >= 4


def test_the_same_paper_gives_the_same_bytes() -> None:
    assert render(EVERYTHING, "docx") == render(EVERYTHING, "docx")


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_is_whole_and_well_formed(text: str) -> None:
    paper = filled(EVERYTHING, text)
    with ZipFile(BytesIO(render(paper, "docx"))) as file:
        for name in file.namelist():
            ElementTree.fromstring(file.read(name))
    visible = clean(text).replace("\n", "").replace("\t", "")
    assert visible in texts(paper)
    assert opened(paper).tables


def test_an_annex_with_a_wide_table_turns_the_page_and_back() -> None:
    blocks = (Paragraph("一"), Annex("附件1", "表", wide=True), TABLE, Annex("附件2", "单"))
    sections = opened(Paper("报告", blocks, style=OFFICIAL)).sections
    assert [s.page_width > s.page_height for s in sections] == [False, True, False]


def test_no_number_of_a_telephone_is_broken() -> None:
    said = "135****5604、187****8478、13800138000"
    table = Table((Column("编号"), Column("联系电话", width=12)), (("柳-1", said),))
    (made,) = opened(Paper("台账", (table,))).tables
    assert made.cell(1, 1).text.split("\n") == ["135****5604、", "187****8478、", "13800138000"]


def test_header_rows_repeat_and_groups_are_merged() -> None:
    table = opened(Paper("表", (TABLE,))).tables[0]
    xml = table._tbl.xml
    assert xml.count("<w:tblHeader/>") == 2
    assert table.cell(0, 1).text == table.cell(0, 2).text == "本月"
    assert table.cell(0, 0).text == table.cell(1, 0).text == "村（社区）"


def test_ten_thousand_rows_are_all_there() -> None:
    table = Table(TABLE.columns, TABLE.rows * 5000)
    assert render(Paper("表", (table,)), "docx")


def test_a_table_with_too_many_columns_goes_on_below_with_its_first_column() -> None:
    columns = tuple(Column(f"第{i}栏") for i in range(24))
    row = tuple(f"第{i}格的一段比较长的文字" for i in range(24))
    made = opened(Paper("表", (Table(columns, (row,), "台账"),), wide=True)).tables
    assert len(made) > 1
    assert {table.cell(0, 0).text for table in made} == {"第0栏"}
    shown = [cell.text for table in made for cell in table.rows[1].cells]
    assert set(shown) == set(row)


def test_a_small_table_of_an_official_paper_stays_on_one_page() -> None:
    (small,) = opened(Paper("通报", (TABLE,), style=OFFICIAL)).tables
    kept = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in small.rows]
    assert kept == [True, True, True, True, None]


def kept(paper: Paper) -> list[str]:
    """The texts that must stand on one page with what follows them."""
    found = opened(paper).element.body.iter("{*}p")
    held = (p for p in found if p.find("{*}pPr/{*}keepNext") is not None)
    return ["".join(text.text for text in p.iter("{*}t")) for p in held]


def test_all_who_sign_stand_together_below_what_they_sign() -> None:
    signed = (
        Paragraph("前文"),
        Fields(((Field("甲", "一"),), (Field("乙", "二"),), (Field("丙", "三"),))),
        Note("说明"),
        SignLines(("当事人", "当事人")),
        SignLines(("调解员", "记录人")),
    )
    lines = [text.partition("：")[0] for text in kept(Paper("协议", signed))]
    assert lines == ["协议", "乙", "二", "丙", "三", "", "说明", "当事人", "当事人", "调解员"]


def test_the_last_words_stand_with_the_list_of_annexes() -> None:
    def held(yes: bool) -> list[str]:
        signature = Signature("某办", date(2026, 10, 31))
        blocks = (Paragraph("一"), Paragraph("末"), Attachments(("表",), held=yes), signature)
        return kept(Paper("通报", blocks, style=OFFICIAL))[1:4]

    assert held(True) == ["末", "", "附件：表"]
    assert held(False)[0] == "附件：表"
    assert any(isinstance(b, Attachments) and b.held for b in bulletin(month(), on=DAY).blocks)


def test_fonts_are_named_with_substitutes_and_can_be_the_offices_own() -> None:
    with ZipFile(BytesIO(render(EVERYTHING, "docx"))) as file:
        assert "方正小标宋_GBK" in file.read("word/fontTable.xml").decode()
    own = Paper("表", (Paragraph("一"),), fonts=("华文中宋", "华文仿宋"))
    with ZipFile(BytesIO(render(own, "docx"))) as file:
        document = file.read("word/document.xml").decode()
    assert "华文中宋" in document
    assert "华文仿宋" in document


def test_titles_break_between_words_and_into_even_lines() -> None:
    assert shaped("关于2026年10月全镇矛盾纠纷排查化解工作情况的通报", 20) == (
        "关于2026年10月全镇矛盾纠纷",
        "排查化解工作情况的通报",
    )
    assert shaped("会议纪要", 20) == ("会议纪要",)


@given(st.text(alphabet="关于矛盾纠纷排查化解工作的通报（）2026年月，", min_size=1, max_size=120))
def test_any_title_keeps_its_characters_within_the_line(text: str) -> None:
    lines = shaped(text, 20)
    assert "".join(lines) == text
    marks = re.search(r"[（），的]{8,}|[0-9年月]{30,}", text)
    assert marks or all(width(line) <= 40 for line in lines)
    assert all(line[0] not in NOT_AT_START for line in lines[1:])


LONG = Paper(
    "关于2026年10月全镇矛盾纠纷排查化解工作情况的通报",
    (
        RedHead(f"{OFFICE}文件", "双平安办〔2026〕12号"),
        Addressee("各村（社区），镇直各单位"),
        Heading("一、基本情况"),
        Paragraph("村" * 28 * 40),
        Attachments(("统计表", "清单")),
        Signature(OFFICE, date(2026, 10, 31)),
        Imprint("县委政法委", OFFICE, date(2026, 10, 31)),
    ),
    style=OFFICIAL,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The long official paper as PDF."""
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "long.docx").write_bytes(render(LONG, "docx"))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "long.docx")], check=True, capture_output=True)
    return folder / "long.pdf"


def count(pdf: Path) -> int:
    out = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", out)[0])


def words(pdf: Path, page: int) -> list[tuple[float, float, float, float, str]]:
    command = ["pdftotext", "-bbox", "-f", str(page), "-l", str(page), str(pdf), "-"]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.findall(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)</word>', out)
    return [(float(a), float(b), float(c), float(d), text) for a, b, c, d, text in found]


@pytest.mark.office
@needs_office
def test_a_full_page_has_22_lines_of_28_characters_within_the_margins(pages: Path) -> None:
    body = [word for word in words(pages, 2) if set(word[4]) == {"村"}]
    assert len(body) == 22
    full = [word for word in body if len(word[4]) == 28]
    assert len(full) >= 20
    assert max(len(word[4]) for word in body) == 28
    for left, _, right, _, _ in full:
        assert left == pytest.approx(28 * MM, abs=1)
        assert right == pytest.approx((210 - 26) * MM, abs=2)
    assert body[0][1] >= 37 * MM - 1
    assert body[-1][3] <= (297 - 35) * MM + 1
    pitch = [below[1] - above[1] for above, below in itertools.pairwise(body)]
    assert all(step == pytest.approx(225 * MM / 22, abs=0.2) for step in pitch)


@pytest.mark.office
@needs_office
def test_page_numbers_stand_below_the_text_odd_right_even_left(pages: Path) -> None:
    first, second = ([w for w in words(pages, n) if w[1] > 262 * MM] for n in (1, 2))
    assert [w[4] for w in first][-3:] == ["—", "1", "—"]
    assert [w[4] for w in second][:3] == ["—", "2", "—"]
    assert first[-1][2] == pytest.approx((210 - 26) * MM - 14, abs=2)
    assert second[0][0] == pytest.approx(28 * MM + 14, abs=2)
    middle = (second[1][1] + second[1][3]) / 2
    assert middle == pytest.approx((262 + 7) * MM, abs=9)


@pytest.mark.office
@needs_office
def test_the_mark_is_red_72_mm_down_and_the_rule_runs_across_the_text(pages: Path) -> None:
    command = ["pdftoppm", "-r", "100", "-f", "1", "-l", "1", str(pages)]
    raw = subprocess.run(command, check=True, capture_output=True).stdout
    header = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", raw)
    assert header
    across, down = int(header[1]), int(header[2])
    pixels = raw[header.end() :]
    red = [
        [
            x
            for x in range(across)
            if pixels[(y * across + x) * 3] > 200
            and pixels[(y * across + x) * 3 + 1] < 80
            and pixels[(y * across + x) * 3 + 2] < 80
        ]
        for y in range(down)
    ]
    dot = 25.4 / 100
    top = next(y for y, row in enumerate(red) if row)
    assert top * dot == pytest.approx(37 + 35, abs=1.5)
    rules = [y for y, row in enumerate(red) if len(row) * dot > 150]
    assert rules
    assert red[rules[0]][0] * dot == pytest.approx(28, abs=1)
    assert red[rules[0]][-1] * dot == pytest.approx(210 - 26, abs=1)
    number = next(w for w in words(pages, 1) if w[4].startswith("双平安办"))
    assert rules[0] * dot - number[3] / MM == pytest.approx(4, abs=2)


@pytest.mark.parametrize(("lines", "sections"), [(3, 2), (20, 1), (50, 2), (60, 1)])
def test_the_imprint_begins_an_even_page_where_the_text_ends_on_an_odd_one(
    lines: int, sections: int
) -> None:
    blocks = (
        Paragraph("村" * 28 * lines),
        Signature(OFFICE, date(2026, 10, 31)),
        Imprint("", OFFICE),
    )
    made = opened(Paper("专报", blocks, style=OFFICIAL))
    assert len(made.sections) == sections


@pytest.mark.office
@needs_office
def test_the_imprint_ends_on_the_lower_edge_of_the_last_page(pages: Path) -> None:
    issued = next(w for w in words(pages, count(pages)) if w[4].endswith("印发"))
    assert (262 - 10) * MM < issued[1] < issued[3] <= 262 * MM + 1
