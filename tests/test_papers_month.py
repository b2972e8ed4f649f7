"""The month's papers: sentences made from figures, offices named, parties never."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.paper_samples import (
    KEYS,
    NAMES,
    OFFICE,
    category,
    dispute,
    disputes,
    earlier,
    month,
    share,
    status,
)
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.office import office_of
from xinfang_tui.documents.paper import Chart, Paper, RedHead, Table, tables
from xinfang_tui.documents.papers.brief import brief, paragraph
from xinfang_tui.documents.papers.bulletin import bulletin
from xinfang_tui.documents.papers.form_d import form_d
from xinfang_tui.documents.papers.form_e import form_e
from xinfang_tui.documents.papers.lists import leader_cases, unresolved
from xinfang_tui.documents.papers.material import Month, grown
from xinfang_tui.documents.papers.summary import summary
from xinfang_tui.documents.render import FORMATS, render
from xinfang_tui.documents.selfcheck import check_paper, full_text
from xinfang_tui.settings import Office, Settings, Unit

ON = date(2026, 11, 3)


def issued(material: Month | None = None) -> str:
    return full_text(bulletin(material or month(), on=ON, number=12, by=date(2026, 11, 10)))


def test_the_bulletin_says_what_rose_and_fell() -> None:
    text = issued()
    assert "本月新增34件，比上月增加6件（上升21.4%），比去年同月减少4件（下降10.5%）" in text
    assert "化解率58.8%，比上月下降9.1个百分点" in text
    assert "办结率53.6%（30/56），与上月、去年同月持平" in text


def test_the_bulletin_names_villages_and_kinds_with_their_figures() -> None:
    text = issued()
    assert "柳树沟村未报送；石桥村迟报" in text
    assert "柳树沟村61.9%（52/84）" in text
    assert "新民社区经排查未发现新增矛盾纠纷，作零报告" in text
    assert "邻里纠纷最多，占35.3%，主要在东湾村（12件）" in text
    assert "排查发现29件、来访3件、来电2件" in text


def test_what_came_by_other_ways_stands_beside_a_zero_report() -> None:
    changed = status()
    next(unit for unit in changed["units"] if unit["report"] == "zero")["beside"] = 3
    assert "作零报告（来访、来电等其他渠道另登记3件）。" in issued(month(status=changed))
    changed["units"][0]["report"] = "zero"
    assert "作零报告（来访、来电等其他渠道另登记新民社区3件）。" in issued(month(status=changed))


def test_the_bulletin_tells_which_kinds_rose_and_fell() -> None:
    before = earlier("2026-09", 28, 25, 21, 19)
    before["categories"] = {"02": category(9, 5), "07": category(3, 3), "06": category(6, 5)}
    text = issued(month(previous=before))
    assert (
        "与上月相比，土地及资源权属纠纷增加8件、婚恋家庭纠纷增加6件、合同及相关纠纷减少6件。"
        in text
    )
    assert "与上月相比" not in issued(month(previous=None))


def test_the_bulletin_tells_where_most_was_registered_only_when_it_stands_out() -> None:
    def counted(*new: int) -> str:
        changed = status()
        for unit, count in zip(changed["units"], new, strict=True):
            unit["flow"] |= {"new": count}
        changed["flow"] |= {"new": sum(new)}
        return issued(month(status=changed))

    assert "登记较多的是东湾村15件、新民社区13件，共占70.0%。" in counted(15, 6, 3, 3, 13)
    assert "登记较多的是东湾村15件，占50.0%。" in counted(15, 6, 3, 3, 3)
    assert "登记较多的是" not in counted(5, 5, 5, 3, 3)


def test_the_bulletin_has_its_four_parts_annexes_number_and_hash() -> None:
    paper = bulletin(month(), on=ON, number=12)
    text = full_text(paper)
    for part in ("一、基本情况", "二、主要做法", "三、存在问题", "四、下步要求"):
        assert part in text
    assert RedHead("双桥镇平安建设领导小组办公室文件", "双平安办〔2026〕12号") in paper.blocks
    assert "2026年10月底未办结和超期事项清单" in text
    assert paper.hash == "ab12cd34"
    assert "召开联席会议1次、领导小组会议1次，其中主要领导主持2次，研究决定5件，已办结3件" in text


def test_demands_name_the_office_and_the_day() -> None:
    assert "柳树沟村要于2026年11月10日前补报" in issued()
    assert "尽快补报" in full_text(bulletin(month(), on=ON))
    assert "月末已化解待回访的7件，不论哪个月化解的，都由经办人以外的人员按期回访" in issued()


@pytest.mark.parametrize("name", FORMATS)
def test_no_partys_name_is_in_any_format_of_the_bulletin(name: str) -> None:
    raw = render(bulletin(month(), on=ON), name)
    if name in ("docx", "xlsx"):
        with ZipFile(BytesIO(raw)) as file:
            raw = b"".join(file.read(part) for part in file.namelist())
    assert not [party for party in NAMES if party.encode() in raw]


def test_late_reports_and_corrections_are_printed_with_the_changed_figures() -> None:
    late = [
        {
            "number": "东-2609-00012",
            "village": "510123101201",
            "kind": "late_report",
            "words": "登记",
            "on": "2026-09-28",
        }
    ]
    changed = [
        {"key": "flow.new", "name": "新增", "reported": 28, "known": 29},
        {"key": "flow.carried", "name": "上月结转", "reported": 1, "known": 2},
    ]
    text = issued(month(late=late, differences=changed))
    assert "收到补报1件" in text
    assert "更正后，上月新增由28件更正为29件，结转由1件更正为2件。" in text
    assert "东-2609-00012" in text
    assert "更正说明" not in issued()


def empty() -> dict[str, Any]:
    record = deepcopy(status())
    zero = dict.fromkeys(KEYS, 0)
    record["flow"] = zero
    record["rung_flow"] = dict.fromkeys(record["rung_flow"], zero)
    record["rungs"] = dict.fromkeys(record["rungs"], 0)
    record["indicators"] = {key: share(0, 0) for key in record["indicators"]}
    record["categories"], record["channels"] = {}, {}
    record["bands"], record["people"], record["members"] = {}, 0, 0
    for unit in record["units"]:
        unit |= {"flow": zero, "found": 0, "none": 0, "missed": 0, "households": 0, "report": None}
        unit |= {"ways": {}, "unvisited": 0, "screened": 0}
    return record


def test_a_month_without_anything_is_told_in_plain_words() -> None:
    bare = month(status=empty(), disputes=[], previous=None, last_year=None, meetings=None)
    text = issued(bare)
    assert "本月未发现新增矛盾纠纷" in text
    assert "月末没有在办事项" in text
    assert not re.search(r"(?<!\d)0件，占", text)
    assert "None" not in text
    for make in (summary, form_d, form_e):
        assert render(make(bare), "txt")
    assert "本月未发现新增矛盾纠纷。" in full_text(form_e(bare))
    assert "没有在办事项。" in full_text(unresolved(bare, ON))
    assert "目前没有领导包案事项。" in full_text(leader_cases(bare, ON))


def test_a_month_with_no_fault_says_so() -> None:
    record = status()
    for unit in record["units"]:
        unit |= {"report": "report", "on_time": True, "found": unit["households"], "none": 0}
    for key in ("overdue", "blocked", "extended"):
        record["indicators"][key] = share(0, 26)
    record["flow"]["reopened"] = 0
    text = issued(month(status=record, disputes=[]))
    assert "没有超期和无人承接的事项" in text
    assert "补报" not in text


COUNTS = st.integers(0, 400)


@given(st.tuples(COUNTS, COUNTS, COUNTS, COUNTS), COUNTS, COUNTS)
def test_any_figures_make_whole_sentences(
    counts: tuple[int, ...], before: int, overdue: int
) -> None:
    record = deepcopy(status())
    carried, new, reopened, concluded = counts
    standing = max(carried + new + reopened - concluded, 0)
    record["flow"] |= {"carried": carried, "new": new, "reopened": reopened}
    record["flow"] |= {"concluded": concluded, "open": standing}
    record["indicators"]["overdue"] = share(min(overdue, standing), standing)
    previous = deepcopy(record)
    previous["flow"] = {**record["flow"], "new": before, "open": overdue}
    text = issued(month(status=record, previous=previous))
    assert not re.search(r"None|nan|，，|。。|，。|；。|：。|\(|（）", text)
    assert not re.search(r"(?<!\d)0件，占", text)


def test_growth_never_divides_by_nought() -> None:
    assert grown(3, 0, "上月") == "比上月增加3件"
    assert grown(3, 3, "上月") == "与上月持平"
    assert grown(1, 4, "上月") == "比上月减少3件（下降75.0%）"


def test_the_summary_holds_villages_indicators_rungs_categories_and_charts() -> None:
    paper = summary(month())
    assert [table.sheet for table in tables(paper)] == ["各村情况", "指标", "层级", "分类"]
    assert sum(isinstance(block, Chart) for block in paper.blocks) == 4
    text = render(paper, "txt").decode()
    assert "上月结转21＋新增34＋重开1－办结30＝月末在办26" in text
    book = load_workbook(BytesIO(render(paper, "xlsx")))
    assert book.sheetnames == ["各村情况", "指标", "层级", "分类", "图表"]


def test_every_total_of_the_summary_is_the_sum_of_its_rows() -> None:
    findings = check_paper(summary(month()), month())
    assert not [each for each in findings if each.key.startswith("sum.")]


@pytest.mark.parametrize("name", ["bulletin", "summary"])
def test_the_flow_of_every_village_adds_up_where_a_matter_moved_between_them(name: str) -> None:
    record = status()
    first, second = record["units"][:2]
    first["flow"] |= {"out": first["flow"]["out"] + 1, "open": first["flow"]["open"] - 1}
    second["flow"] |= {"in": second["flow"]["in"] + 1, "open": second["flow"]["open"] + 1}
    material = month(status=record)
    paper = bulletin(material, on=ON, number=12, by=ON) if name == "bulletin" else summary(material)
    table = next(each for each in tables(paper) if each.sheet == "各村情况")
    titles = [column.title for column in table.columns]
    assert table.totals
    for row in (*table.rows, table.totals):
        n = dict(zip(titles, row, strict=True))
        came = n["结转"] + n["新增"] + n["重开"] + n["转入"]
        assert came - n["办结"] - n["转出"] == n["在办"]


def test_the_brief_is_one_paragraph_marked_as_not_final_with_villages_missing() -> None:
    text = paragraph(month(), date(2026, 10, 20), date(2026, 10, 20))
    assert "\n" not in text
    assert text.startswith("【双桥镇矛盾纠纷快报·未定稿】2026年10月20日，全镇新登记矛盾纠纷34件")
    assert text.endswith("尚未报送的有：柳树沟村。")
    paper = brief(month(), date(2026, 10, 1), date(2026, 10, 20), "2026-10-21 08:30")
    assert paper.draft
    assert "2026年10月1日至10月20日" in paper.title
    assert "未定稿" in render(paper, "md").decode()


def test_form_d_checks_its_own_sums() -> None:
    paper = form_d(month(), year=disputes())
    text = full_text(paper)
    assert "核对相符：各人数段合计3件＝排查数3件" in text
    (table,) = tables(paper)
    lines = {row[0]: row for row in table.rows}
    assert lines["排查数"][-2:] == (3, 5)
    assert lines["调处数"][-2:] == (3, 5)
    assert lines["调处成功数"][-2:] == (1, 1)
    assert lines["调处率"][-2] == "100.0%"
    assert lines["邻里　排查"][-2] == 2
    assert lines["涉及1—49人"][-2] == 3


def test_form_e_puts_the_total_first_and_the_count_in_the_header() -> None:
    (table,) = tables(form_e(month()))
    assert table.rows[0][:3] == ("合计", 34, 14)
    assert table.columns[3].group == "婚恋家庭类（共计6件）"
    by_name = {row[0]: row for row in table.rows}
    assert by_name["西坡村"][1] == 5


def test_lists_put_the_overdue_first_and_hide_names() -> None:
    paper = unresolved(month(), ON)
    (table,) = tables(paper)
    assert [row[0] for row in table.rows][:2] == ["柳-2609-02116", "石-2610-01123"]
    assert table.rows[0][-1] == 13
    assert "张某与李某" in full_text(paper)
    assert "在办4件，其中超期2件" in full_text(paper)


def test_a_leaders_case_shows_plan_progress_and_date() -> None:
    (table,) = tables(leader_cases(month(), ON))
    (row,) = table.rows
    assert row[3] == "陈某"
    assert "1.核清地块面积（2026-10-20前）" in str(row[5])
    assert "11月30日" in str(row[7])


def test_the_office_is_what_the_settings_say() -> None:
    settings = Settings(
        unit=Unit("510123101000", "青龙乡", "township"),
        office=Office(
            issuing_office="青龙乡综治中心", number_style="青综〔{year}〕{n}号", seal=False
        ),
        sentences={"bulletin_demand": "本乡自有的要求。", "copies": "县委政法委"},
    )
    office = office_of(settings)
    assert office.whole == "全乡"
    assert office.number(2026, 3) == "青综〔2026〕3号"
    text = full_text(bulletin(month(office=office), on=ON))
    assert "本乡自有的要求。" in text
    assert "青龙乡综治中心" in text
    assert "各村（社区），乡直各单位" in text


def test_papers_are_masked_unless_shown_and_then_say_by_whom() -> None:
    assert summary(month()).masked
    shown = Disclosure(made_by="周某", made_on=ON)
    paper = unresolved(month()._replace(show=shown), ON)
    assert not paper.masked
    assert (paper.made_by, paper.made_on) == ("周某", ON)
    assert "张三丰" in full_text(paper)


def findings(material: Month, **changes: Any) -> dict[str, str]:
    paper = bulletin(material, on=ON, number=changes.pop("number", 12))._replace(**changes)
    return {each.key: each.text for each in check_paper(paper, material, NAMES)}


def test_a_sound_bulletin_has_only_what_must_be_explained() -> None:
    found = findings(month())
    assert set(found) == {"report@510123101204"}
    assert findings(month(notes={"report@510123101204": "停电"})) == {}


def test_the_self_check_finds_names_sums_villages_and_blanks() -> None:
    shown = month(show=Disclosure(made_by="周某", made_on=ON))
    found = findings(shown, number=None)
    assert "位当事人的姓名没有隐去" in found["names"]
    assert "masked" in found
    assert found["number"] == "还没有发文字号"
    broken = month()
    broken.status["flow"]["new"] = 30
    found = findings(broken)
    assert "各村新增合计 34，全镇 30" in found["flow.new"]
    assert any(key.startswith("sum.") for key in found)
    without = bulletin(month(), on=ON, number=12)
    paper = without._replace(blocks=without.blocks[:4])
    keys = {each.key for each in check_paper(paper, month(), NAMES)}
    assert "village@510123101201" in keys


def test_a_change_of_more_than_half_asks_for_a_note() -> None:
    previous = deepcopy(status())
    previous["flow"]["new"] = 20
    assert "flow.new" in findings(month(previous=previous))
    noted = month(previous=previous, notes={"flow.new": "集中排查"})
    assert "flow.new" not in findings(noted)
    assert "关于新增数变化。集中排查。" in issued(noted)


def test_sums_are_checked_in_every_table_of_a_paper() -> None:
    from xinfang_tui.documents.paper import Column, Paper

    table = Table((Column("村"), Column("数", "number")), (("甲", 1), ("乙", 2)), "表", ("合计", 4))
    keys = {each.key for each in check_paper(Paper("表", (table,)), month())}
    assert "sum.数" in keys


def test_offices_of_another_level_speak_of_themselves() -> None:
    assert OFFICE._replace(level="街道").whole == "全街道"


@pytest.mark.parametrize("level", ["镇", "街道", "县"])
def test_the_rungs_are_called_the_same_in_every_office(level: str) -> None:
    text = issued(month(office=OFFICE._replace(level=level)))
    assert "乡镇（街道）调解接收" in text
    assert f"{level}级调解" not in text


@pytest.mark.parametrize("kind", ["bulletin", "summary", "form_d", "form_e", "overdue", "brief"])
def test_every_paper_of_figures_says_up_to_when_each_villages_data_reach(kind: str) -> None:
    of = month()
    paper = {
        "bulletin": lambda: bulletin(of, on=ON),
        "summary": lambda: summary(of),
        "form_d": lambda: form_d(of),
        "form_e": lambda: form_e(of),
        "overdue": lambda: unresolved(of, ON),
        "brief": lambda: brief(of, date(2026, 10, 1), date(2026, 10, 31)),
    }[kind]()
    text = full_text(paper)
    assert "各村数据截至：东湾村10月31日，柳树沟村10月28日。" in text
    assert ("其中柳树沟村数据截至10月28日。" in text) == (kind == "brief")


def ended(to: str, on: str, **changes: Any) -> dict[str, Any]:
    told = {"status": "referred", "due": None, "conclusion": to, "concluded_on": on}
    return dispute(**(told | changes))


@pytest.mark.parametrize(
    ("last", "count"),
    [("2026-10-31", 3), ("2026-10-25", 2)],
    ids=["the calendar month", "a window that ends before"],
)
def test_what_went_to_court_counts_by_the_window_and_after_it_was_taken_off_the_list(
    last: str, count: int
) -> None:
    record = status()
    record["window"] |= {"first": "2026-09-26", "last": last}
    found = [
        ended("县人民法院", "2026-09-28"),
        ended("县人民法院", "2026-10-12", status="closed", closed_on="2026-10-22"),
        ended("县劳动人事争议仲裁委员会", "2026-10-28", transfers=1),
        ended("县人民法院", "2026-09-25"),
        ended("纪检监察机关", "2026-10-13", category="1502"),
        ended("纪检监察机关", "2026-10-14", category="1501"),
        ended("河湾镇调解中心", "2026-10-15", transfers=1),
        ended("withdrawn", "2026-10-15", status="closed"),
        ended("0103", "2026-10-15", status="closed", resolved_on="2026-10-15"),
    ]
    text = issued(month(status=record, disputes=found))
    assert f"引导转入诉讼、仲裁、行政复议等法定途径{count}件。" in text


def test_nobody_is_said_to_have_taken_what_nobody_took() -> None:
    text = issued()
    assert "均有层级、有期限。" in text
    assert "月末该上报或已超期、还没有人承接的1件" in text
    record = status()
    record["indicators"]["blocked"] = share(0, 26)
    assert "均有层级、有期限、有承办。" in issued(month(status=record))


def test_coverage_is_not_compared_with_a_month_that_had_no_sweep() -> None:
    before = earlier("2026-09", 28, 25, 21, 19)
    assert "排查覆盖率92.3%，与上月持平；" in issued(month(previous=before, last_year=None))
    before["indicators"]["coverage"] = share(0, 600)
    assert "排查覆盖率92.3%；" in issued(month(previous=before, last_year=None))


@pytest.mark.parametrize(
    ("due", "shown"),
    [("2026-12-21", "期限\n12月21日\n原定10月8日"), ("2026-10-08", "预计\n10月8日")],
)
def test_an_expected_day_gone_by_stands_with_the_limit_in_force(due: str, shown: str) -> None:
    case = disputes()[2] | {"leader_due": "2026-10-08", "due": due}
    (table,) = tables(leader_cases(month(disputes=[case]), ON))
    assert table.rows[0][7] == shown


def test_the_chart_of_coverage_ends_at_the_whole() -> None:
    chart = next(
        block
        for block in summary(month()).blocks
        if isinstance(block, Chart) and block.title == "各村排查覆盖率"
    )
    assert (chart.percent, chart.most) == (True, 1)
    with ZipFile(BytesIO(render(Paper("表", (chart,)), "xlsx"))) as file:
        assert '<c:max val="1"/>' in file.read("xl/charts/chart1.xml").decode()
