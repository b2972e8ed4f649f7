"""Papers as text: what every text format keeps, and what no text can do to it."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.papers import EVERYTHING, HOSTILE, TABLE, filled
from xinfang_tui.documents.clean import clean, cleaned
from xinfang_tui.documents.paper import Column, Paper, Paragraph, Table
from xinfang_tui.documents.paper_json import from_json, to_json
from xinfang_tui.documents.placing import put
from xinfang_tui.documents.render import FORMATS, format_of, render, write
from xinfang_tui.documents.text.grid import grid
from xinfang_tui.documents.text.markdown import escape
from xinfang_tui.documents.text.plain import lines
from xinfang_tui.documents.text.separated import guarded
from xinfang_tui.documents.text.wrap import NOT_AT_END, NOT_AT_START, width, wrap
from xinfang_tui.documents.wording import chinese, fraction, listed, percent, share
from xinfang_tui.refusal import Refused

CHINESE = st.text(alphabet="东湾村排查，。《》（）、0123456789abc 〔〕“”：", max_size=120)


@given(CHINESE, st.integers(8, 60))
def test_wrapped_prose_keeps_every_character_and_the_width(text: str, cells: int) -> None:
    broken = wrap(text, cells)
    assert "".join(broken).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= cells for line in broken)


@given(st.lists(st.sampled_from(["东湾村", "，", "。", "《通报》", "（一）"]), max_size=60))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(parts: list[str]) -> None:
    text = "起" + "".join(part for part in parts)
    while any(mark * 2 in text for mark in "，。》）"):
        for mark in "，。》）":
            text = text.replace(mark * 2, mark)
    for line in wrap(text, 44)[1:]:
        assert not line or line[0] not in NOT_AT_START
    for line in wrap(text, 44)[:-1]:
        assert line[-1] not in NOT_AT_END


def test_a_paragraphs_first_line_is_indented_and_the_others_are_not() -> None:
    assert wrap("一二三四五六", 8, first="　　") == ["　　一二", "三四五六"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:8]))
def test_hostile_text_in_every_field_still_gives_the_same_file_twice(name: str, text: str) -> None:
    paper = filled(EVERYTHING, text)
    once = render(paper, name)
    assert once
    assert once == render(paper, name)


@given(st.text(max_size=200))
def test_cleaned_text_can_be_carried_by_xml(text: str) -> None:
    from xml.etree import ElementTree

    from xinfang_tui.documents.text.html import escape as html_escape

    ElementTree.fromstring(f"<a>{html_escape(clean(text)).replace('<br>', '')}</a>")
    clean(text).encode()


def test_a_paper_goes_to_json_and_back_unchanged() -> None:
    assert from_json(json.loads(json.dumps(to_json(EVERYTHING)))) == EVERYTHING
    assert from_json(json.loads(render(EVERYTHING, "json"))) == EVERYTHING


def test_a_paper_that_a_newer_program_kept_is_read_without_what_is_not_known() -> None:
    record = to_json(EVERYTHING)
    newer = record | {"blocks": [block | {"shade": "grey"} for block in record["blocks"]]}
    assert from_json(newer) == EVERYTHING


def test_cleaning_changes_nothing_in_clean_papers() -> None:
    assert cleaned(EVERYTHING) == EVERYTHING


def test_plain_text_shows_every_part_and_the_marks() -> None:
    text = render(EVERYTHING, "txt").decode()
    for part in ("未定稿", "双平安办〔2026〕12号", "东湾村", "83.3%", "—", "数据校验码：ab12cd34"):
        assert part in text
    assert "附件：1. 统计表" in text


def test_the_terminal_preview_fits_its_width() -> None:
    for cells in (60, 80, 120):
        assert max(width(line) for line in lines(EVERYTHING, cells)) <= cells


def test_a_wide_table_is_squeezed_into_the_terminal() -> None:
    table = Table(tuple(Column(f"第{i}列") for i in range(5)), (("很长的一段文字" * 5,) * 5,))
    assert max(width(line) for line in grid(table, 78)) <= 78


def test_a_table_too_wide_for_the_window_is_told_row_by_row_with_its_headings_once() -> None:
    columns = tuple(Column(f"第{n}项", "number", group="排查") for n in range(9))
    table = Table((Column("村", "text"), *columns), (("东湾村", *range(1, 10)),))
    told = "".join(grid(table, 60)).replace(" ", "")
    assert told == "1.东湾村：排查：" + "，".join(f"第{n}项{n + 1}" for n in range(9))


def test_no_text_runs_down_a_column_too_narrow_to_read() -> None:
    columns = (Column("序号", "number"), *(Column(f"栏{i}") for i in range(6)))
    table = Table(columns, ((1, *("双方各说各的理，约好再谈" * 3 for _ in range(6))),))
    (first, *_) = grid(table, 78)
    assert first.startswith("1. 双方各说各的理")
    assert max(len(line) for line in grid(table, 140)) > 78


def test_digits_in_text_columns_are_never_taken_for_numbers() -> None:
    table = Table((Column("编码"), Column("电话")), (("007", "1e5"),))
    drawn = "\n".join(grid(table))
    assert "007" in drawn
    assert "1e5" in drawn


def test_pipes_and_newlines_stay_inside_their_markdown_cell() -> None:
    table = Table((Column("事项"), Column("备注")), (("a|b\nc", "|"),))
    text = render(Paper("表", (table,)), "md").decode()
    row = next(line for line in text.split("\n") if "a\\|b" in line)
    assert row == "| a\\|b<br>c | \\| |"


def test_markdown_leaves_no_mark_that_would_act() -> None:
    assert escape("# 一 *二* <b> [三](x)") == r"\# 一 \*二\* \<b\> \[三\](x)"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_html_is_one_page_in_which_no_text_acts() -> None:
    paper = filled(EVERYTHING, "<script>alert(1)</script><img src=x>")
    page = render(paper, "html").decode()
    tags = _Tags()
    tags.feed(page)
    assert page.startswith("<!DOCTYPE html>")
    assert not {"script", "img", "link"} & set(tags.seen)


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "'x", "\t=1", "＝1", " =1"])
def test_no_csv_cell_starts_a_formula_and_one_apostrophe_less_is_the_text(text: str) -> None:
    assert guarded(text) == "'" + text
    assert guarded("村" + text) == "村" + text


def test_csv_opens_in_excel_with_numbers_as_numbers() -> None:
    paper = Paper("表", (Table((Column("村"), Column("增减", "number")), (("-东", -3),)),))
    raw = render(paper, "csv")
    assert raw.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))[2] == ["'-东", "-3"]


def test_percentages_have_one_decimal_and_their_denominator() -> None:
    assert percent(310, 311) == "99.7%"
    assert percent(2854, 3077) == "92.8%"
    assert percent(1, 0) == "—"
    assert share(41, 47) == "87.2%（41/47）"
    assert share(0, 0) == "—"
    assert fraction(0.0625) == "6.3%"


@given(st.integers(0, 5000), st.integers(1, 5000))
def test_percentages_round_halves_up_exactly(numerator: int, denominator: int) -> None:
    exact = (2000 * numerator + denominator) // (2 * denominator)
    assert percent(numerator, denominator) == f"{exact // 10}.{exact % 10}%"


def test_numbers_and_lists_are_worded() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 35)] == ["一", "十", "十一", "二十", "三十五"]
    assert listed(["甲", "乙", "丙"], 2) == "甲、乙等3个"


def test_an_unknown_format_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused) as refusal:
        format_of("通报.pdf")
    assert ".docx" in refusal.value.text


def test_an_unmasked_paper_says_who_made_it_and_when() -> None:
    paper = Paper(
        "表", (Paragraph("一"),), masked=False, made_by="周某", made_on=date(2026, 10, 31)
    )
    for name in ("txt", "md", "html", "csv"):
        text = render(paper, name).decode()
        assert "周某" in text
        assert "2026年10月31日" in text


def test_a_paper_appears_whole_or_not_at_all(tmp_path) -> None:  # type: ignore[no-untyped-def]
    path = write(Paper("表", (TABLE,)), tmp_path / "新" / "表.md")
    assert path.read_bytes() == render(Paper("表", (TABLE,)), "md")
    assert [p.name for p in path.parent.iterdir()] == ["表.md"]
    with pytest.raises(Refused):
        put(tmp_path / "新" / "表.md" / "下.md", b"")
