"""Every paper from the desk: what it is called, whom it shows, that it reprints as it was."""

from __future__ import annotations

import gc
import json
import re
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.busy_township import (
    EASTERN,
    NOVEMBER,
    OCTOBER,
    SECRETS,
    STONE,
    WESTERN,
    busy,
    held,
    published,
)
from xinfang_tui.desk import Desk, casepapers, monthpapers, officepapers
from xinfang_tui.desk.paperkinds import KINDS, NUMBER, STAFF, VILLAGE
from xinfang_tui.documents.templates import NAMES
from xinfang_tui.refusal import Refused

Township = tuple[Desk, list[str]]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Township]:
    desk, numbers = busy(tmp_path / "镇")
    with desk:
        yield desk, numbers


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """A township that tests only read papers of."""
    desk, numbers = busy(tmp_path_factory.mktemp("镇") / "镇")
    held(desk, numbers)
    desk.meetings.open({"chair": "陈镇长", "numbers": numbers[5:6]})
    with desk:
        yield desk, numbers


def given(kind: str, numbers: list[str]) -> dict[str, str]:
    found = {}
    if NUMBER in KINDS[kind].needs:
        at = {"review": 3, "reminder": 3, "special": 3, "oral_agreement": 1}.get(kind, 0)
        found["number"] = numbers[at]
    if VILLAGE in KINDS[kind].needs:
        found["village"] = EASTERN
    if STAFF in KINDS[kind].needs:
        found["staff"] = "李文"
    return found


def test_every_kind_has_a_maker_and_every_maker_a_kind() -> None:
    makers = {*casepapers.MAKERS, *officepapers.MAKERS, *monthpapers.MAKERS, "brief", "ledger"}
    assert set(KINDS) == makers


def test_papers_and_templates_are_called_the_same(standing: Township, tmp_path: Path) -> None:
    desk, numbers = standing
    for kind in KINDS.values():
        out = tmp_path / f"{kind.key}.json"
        desk.reports.make(kind.key, out, **given(kind.key, numbers))
        made = json.loads(out.read_text(encoding="utf-8"))
        assert NAMES.get(made["kind"], "台账") == kind.name


@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_made_and_names_nobody(standing: Township, kind: str) -> None:
    desk, numbers = standing
    asked = given(kind, numbers)
    made = desk.reports.make(kind, **asked)
    path = Path(made["file"])
    assert path.parent == desk.folder / "文书"
    assert path.name.endswith(f"{KINDS[kind].name}.{KINDS[kind].format}")
    assert path.read_bytes()[:2] == b"PK"
    assert made["masked"] and made["kind"] == kind
    text = desk.reports.preview(kind, **asked)
    assert len(text) > 100
    for secret in SECRETS:
        assert secret not in text


@pytest.mark.parametrize("kind", ["dossier", "agreement", "agenda", "worklog"])
@pytest.mark.parametrize("fmt", ["md", "html", "txt"])
def test_a_paper_is_also_text(standing: Township, kind: str, fmt: str) -> None:
    desk, numbers = standing
    text = desk.reports.preview(kind, fmt=fmt, **given(kind, numbers))
    assert text.startswith("<!DOCTYPE html>") == (fmt == "html")
    assert "李四光" not in text and "李某" in text


def test_a_file_name_sorts_and_says_what_it_is(standing: Township) -> None:
    desk, numbers = standing
    names = [
        Path(desk.reports.make(kind, **given(kind, numbers))["file"]).name
        for kind in ("summary", "agreement", "walksheet", "worklog")
    ]
    assert names == [
        "2026-10_汇总表.xlsx",
        f"{numbers[0]}_调解协议书.docx",
        "2026-10_东湾村_走访单.docx",
        "2026-10_李文_工作手册.docx",
    ]


def test_the_suffix_asked_for_chooses_the_format(standing: Township, tmp_path: Path) -> None:
    desk, _ = standing
    made = desk.reports.make("汇总表", tmp_path / "x.md", month=OCTOBER)
    assert "\n# 双桥镇2026年10月" in (tmp_path / "x.md").read_text(encoding="utf-8")
    assert made["file"] == str(tmp_path / "x.md")
    with pytest.raises(Refused, match="不能写成"):
        desk.reports.make("summary", tmp_path / "x.pdf", month=OCTOBER)


def test_a_paper_nobody_knows_is_refused_with_all_that_are(standing: Township) -> None:
    with pytest.raises(Refused) as refused:
        standing[0].reports.make("简报")
    for kind in KINDS.values():
        assert kind.name in refused.value.text


@pytest.mark.parametrize(
    ("kind", "asked", "said"),
    [
        ("agreement", {}, "还缺编号"),
        ("review", {"month": "2026-09"}, "2026-09 没有要出“倒查报告”的"),
        ("walksheet", {"village": "没有村"}, "东湾村"),
        ("worklog", {"staff": "没有人"}, "周敏"),
        ("bulletin", {"since": "2026-10-01"}, "按月份"),
        ("summary", {"month": "2026-13"}, "不对"),
        ("brief", {"since": "2026-10-09", "until": "2026-10-01"}, "颠倒"),
        ("brief", {"since": "2030-10-01", "until": "2030-10-09"}, "还没有到"),
        ("brief", {"month": "2030-10"}, "没有数可报"),
        ("minutes", {"month": "2026-09"}, "没有开过会"),
    ],
)
def test_what_is_missing_is_said(
    standing: Township, kind: str, asked: dict[str, Any], said: str
) -> None:
    with pytest.raises(Refused, match=said):
        standing[0].reports.preview(kind, **asked)


def test_a_month_is_a_draft_until_it_is_published_and_then_bears_its_hash(
    town: Township, tmp_path: Path
) -> None:
    desk, _ = town
    assert desk.reports.make("summary", tmp_path, month=OCTOBER)["draft"]
    assert "未定稿" in desk.reports.preview("bulletin", month=OCTOBER)
    stamp = published(desk)["published"]["hash"]
    made = desk.reports.make("summary", tmp_path, month=OCTOBER)
    assert (made["draft"], made["hash"]) == (False, stamp)
    text = desk.reports.preview("bulletin", month=OCTOBER)
    assert stamp in text and "未定稿" not in text and "双平安办〔2026〕1号" in text


@pytest.mark.parametrize("kind", [kind.key for kind in KINDS.values() if kind.frozen])
def test_a_published_month_reprints_byte_for_byte(
    town: Township, tmp_path: Path, kind: str
) -> None:
    desk, numbers = town
    published(desk)
    suffixes = ("docx", "xlsx", "csv", "html", "txt")
    before = _printed(desk, kind, tmp_path, suffixes)
    desk.today = date(2026, 11, 9)
    desk.disputes.act(numbers[4], "resolve", {"method": "01", "on": "2026-10-30"})
    desk.disputes.act(
        numbers[5], "correct", {"field": "title", "value": "改过的事项", "reason": "写错"}
    )
    desk.registry.set("office", {"issuing_office": "改了名的办公室"})
    assert _printed(desk, kind, tmp_path, suffixes) == before


def _printed(desk: Desk, kind: str, folder: Path, suffixes: tuple[str, ...]) -> list[bytes]:
    return [
        Path(desk.reports.make(kind, folder / f"再印.{one}", month=OCTOBER)["file"]).read_bytes()
        for one in suffixes
    ]


def test_what_came_late_is_explained_in_the_next_bulletin(town: Township) -> None:
    desk, numbers = town
    published(desk)
    desk.today = date(2026, 11, 9)
    desk.disputes.act(numbers[4], "resolve", {"method": "01", "on": "2026-10-30"})
    text = desk.reports.preview("bulletin", month=NOVEMBER)
    assert "更正说明" in text and numbers[4] in text
    assert "上月办结由2件更正为3件" in text.replace("\n", "")


def test_a_late_correction_of_what_is_counted_by_is_listed_too(town: Township) -> None:
    desk, numbers = town
    published(desk)
    desk.today = date(2026, 11, 9)
    told = {"reason": "分类有误", "on": "2026-10-30"}
    desk.disputes.act(numbers[4], "correct", {"field": "category", "value": "0702", **told})
    desk.disputes.act(numbers[4], "correct", {"field": "brief", "value": "改几个字", **told})
    late = desk.months.status(OCTOBER)["late"]
    assert [(one["number"], one["words"], one["kind"]) for one in late] == [
        (numbers[4], "改类别", "correction")
    ]
    assert "改类别" in desk.reports.preview("bulletin", month=NOVEMBER)


def test_a_list_shows_matters_as_they_stood_at_the_months_end(town: Township) -> None:
    desk, numbers = town
    desk.today = date(2026, 11, 1)
    desk.disputes.act(numbers[4], "resolve", {"method": "01"})
    text = desk.reports.preview("overdue", month=OCTOBER, width=200)
    assert numbers[4] in text and "在办6件" in text
    assert numbers[4] not in desk.reports.preview("overdue", month=NOVEMBER, width=200)


@pytest.mark.parametrize("issued", [False, True])
def test_a_list_shows_a_villages_worker_what_the_ledger_lists_to_them(
    town: Township, issued: bool
) -> None:
    desk, numbers = town
    if issued:
        published(desk)
    whole = desk.reports.preview("overdue", month=OCTOBER, width=200)
    assert all(number in whole for number in numbers[2:]) and "没有列" not in whole
    desk.user = "李文"
    own = {str(each["number"]) for each in desk.disputes.list()}
    text = desk.reports.preview("overdue", month=OCTOBER, width=200)
    listed = {number for number in numbers if number in text}
    assert listed == {numbers[3], numbers[6]} <= own
    assert "在办2件" in text and "另有4件不在查看人负责的范围内，没有列" in text
    assert "未定稿" in text, "it is not the paper that was issued"
    led = desk.reports.preview("leader_cases", month=OCTOBER, width=200)
    assert numbers[2] not in led
    assert "目前没有领导包案事项。另有1件不在查看人负责的范围内，没有列" in led
    desk.user = None
    assert desk.reports.preview("overdue", month=OCTOBER, width=200) == whole


def test_a_meetings_pack_shows_a_villages_worker_their_own_cases(town: Township) -> None:
    desk, numbers = town
    desk.meetings.open({"chair": "陈镇长", "numbers": numbers[3:5]})
    desk.user = "李文"
    text = desk.reports.preview("agenda", month=OCTOBER, width=200)
    assert numbers[3] in text and numbers[4] not in text
    assert "另有2件不在查看人负责的范围内，没有列" in text


def test_what_is_bound_of_each_matter_leaves_out_other_villages(town: Township) -> None:
    desk, numbers = town
    desk.disputes.act(numbers[4], "surface", {"date": "2026-10-30", "office": "县里", "people": 2})
    desk.user = "李文"
    text = desk.reports.preview("review", month=OCTOBER, width=200)
    assert numbers[3] in text and numbers[4] not in text


def test_an_oral_agreement_is_written_down_and_no_paper_for_the_parties_to_sign(
    town: Township,
) -> None:
    desk, numbers = town
    with pytest.raises(Refused, match=r"是口头协议，不出调解协议书.*请出口头协议登记表"):
        desk.reports.preview("agreement", number=numbers[1])
    text = desk.reports.preview("oral_agreement", number=numbers[1])
    assert "人民调解口头协议登记表" in text.replace(" ", "")
    assert "人民调解员（签名）" in text and "当事人（签名" not in text
    assert "人民调解口头协议登记表" in desk.reports.preview("dossier", number=numbers[1])
    for number, why in ((numbers[0], "不是口头协议"), (numbers[4], "还没有达成协议")):
        with pytest.raises(Refused, match=why):
            desk.reports.preview("oral_agreement", number=number)


def test_one_person_has_one_pseudonym_throughout_a_paper(town: Township) -> None:
    desk, numbers = town
    for number in numbers:
        text = desk.reports.preview("register_form", number=number)
        title = next(line for line in text.splitlines() if line.startswith("事项："))
        pseudonym = title.removeprefix("事项：").partition("与")[0]
        assert pseudonym in ("张某甲", "张某乙")
        assert f"李某说{pseudonym}（138****8000）" in text


def test_an_unmasked_paper_says_who_made_it_and_is_noted_in_the_trail(
    town: Township, tmp_path: Path
) -> None:
    desk, numbers = town
    desk.user = "周敏"
    out = tmp_path / "协议.html"
    made = desk.reports.make("agreement", out, number=numbers[0], unmasked=True)
    text = out.read_text(encoding="utf-8")
    assert not made["masked"]
    assert "张三丰" in text and "制作人：周敏" in text and "2026年10月31日" in text
    last = desk.disputes.show(numbers[0])["trail"][-1]
    assert (last["kind"], last["by"], last["on"]) == ("print", "周敏", "2026-10-31")
    assert last["data"] == {"paper": "agreement", "unmasked": True}


def test_a_printing_is_no_step_of_the_matter(town: Township, tmp_path: Path) -> None:
    desk, numbers = town
    desk.today = date(2026, 11, 20)
    before = desk.disputes.show(numbers[4])
    desk.reports.make("register_form", tmp_path, number=numbers[4], unmasked=True)
    after = desk.disputes.show(numbers[4])
    assert (after["last_on"], after["silence"]) == (before["last_on"], before["silence"])
    assert after["trail"][-1]["text"] == "调解登记表，姓名照写"
    desk.disputes.act(numbers[4], "note", {"text": "写错的一条"})
    desk.reports.make("register_form", tmp_path, number=numbers[4], unmasked=True)
    undone = [entry for entry in desk.disputes.undo(numbers[4])["trail"] if entry["undone"]]
    assert [entry["text"] for entry in undone] == ["内容：写错的一条"]


def test_a_masked_paper_leaves_no_note(town: Township) -> None:
    desk, numbers = town
    desk.reports.make("agreement", number=numbers[0])
    assert desk.disputes.show(numbers[0])["trail"][-1]["kind"] != "print"


def test_a_paper_that_cannot_be_written_is_not_noted(town: Township, tmp_path: Path) -> None:
    desk, numbers = town
    (tmp_path / "文件").write_text("在这里")
    with pytest.raises(Refused, match="写不进"):
        desk.reports.make(
            "agreement", tmp_path / "文件" / "a.docx", number=numbers[0], unmasked=True
        )
    assert desk.disputes.show(numbers[0])["trail"][-1]["kind"] != "print"


def test_names_are_for_the_roles_that_need_them(town: Township, tmp_path: Path) -> None:
    desk, numbers = town
    desk.user = "李文"
    sheet = desk.reports.make("walksheet", tmp_path, village=EASTERN, unmasked=True)
    assert not sheet["masked"]
    for kind, asked in (
        ("summary", {"month": OCTOBER}),
        ("dossier", {"number": numbers[0]}),
        ("receipt", {"number": numbers[1]}),
    ):
        with pytest.raises(Refused):
            desk.reports.make(kind, tmp_path, unmasked=True, **asked)
    with pytest.raises(Refused, match="不在"):
        desk.reports.make("walksheet", tmp_path, village=WESTERN)


def test_a_sealed_matter_is_in_no_paper_for_everybody(town: Township) -> None:
    desk, numbers = town
    desk.disputes.act(numbers[2], "seal", {"readers": ["陈镇长"]})
    for kind in ("overdue", "leader_cases", "bulletin"):
        text = desk.reports.preview(kind, month=OCTOBER, width=200).replace("\n", "")
        assert numbers[2] in text and "争水2" not in text and "（密封事项）" in text
    desk.user = "周敏"
    with pytest.raises(Refused, match="密封"):
        desk.reports.preview("special", number=numbers[2])


def test_a_brief_counts_its_days_and_names_the_villages_that_are_missing(town: Township) -> None:
    desk, _ = town
    whole = desk.reports.preview("brief").replace("\n", "")
    assert "未定稿" in whole and "新登记矛盾纠纷8件" in whole and "办结2件" in whole
    assert "石桥村" in whole.partition("尚未报送的有：")[2]
    one = desk.reports.preview("brief", since="2026-10-03", until="2026-10-03").replace("\n", "")
    assert "新登记矛盾纠纷2件，没有办结的事项。截至10月3日，在办4件" in one
    with pytest.raises(Refused, match="还没有到"):
        desk.reports.preview("brief", asof=desk.today + timedelta(days=1))
    until = desk.reports.preview("brief", asof=date(2026, 10, 19)).replace("\n", "")
    assert "2026年10月1日至10月19日，全镇新登记矛盾纠纷8件，没有办结的事项" in until
    assert "应查59户" in until and "覆盖率0.0%" in until


def test_a_work_log_holds_what_its_owner_did(standing: Township) -> None:
    desk, numbers = standing
    text = desk.reports.preview("worklog", staff="李文", month=OCTOBER, width=160)
    assert "本月走访12户，登记矛盾纠纷8件。" in text
    assert all(number in text for number in numbers)
    mediator = desk.reports.preview("worklog", staff="周敏", month=OCTOBER)
    assert "组织调解1次，化解2件" in mediator


def test_a_work_log_of_many_years_does_not_hold_all_that_everybody_wrote(town: Township) -> None:
    desk, numbers = town
    subject = f"dispute:{desk.disputes.show(numbers[0])['id']}"
    journal, about, text = desk._context.journal, {"staff": "李文"}, "很长的一段情况" * 200
    with journal.transaction():
        for at in range(500):
            data = {"text": f"{at}{text}"}
            journal.append(subject, "note", data, by="周敏", on=desk.today.isoformat())
    desk.reports.preview("worklog", month=OCTOBER, **about)  # loads what it needs
    tracemalloc.start()
    try:
        desk.reports.preview("worklog", since=date(2020, 1, 1), until=desk.today, **about)
        gc.collect()
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept < 500 * len(text)
    everything = desk.reports.preview("worklog", staff="周敏", month=OCTOBER, width=200)
    assert everything.count("很长的一段情况") >= 500


def test_a_door_marked_by_mistake_is_no_visit(town: Township) -> None:
    desk, _ = town

    def told(marks: dict[str, str]) -> str:
        desk.sweeps.record(EASTERN, OCTOBER, {"by": "李文", "households": marks})
        return desk.reports.preview("worklog", staff="李文", month=OCTOBER)

    doors = [door["code"] for door in desk.sweeps.walk(EASTERN, OCTOBER)]
    assert f"走访{len(doors)}户" in told(dict.fromkeys(doors, "missed"))
    assert f"走访{len(doors) - 1}户" in told({doors[0]: "unvisited"})


def test_a_handover_lists_what_is_not_finished(standing: Township) -> None:
    desk, numbers = standing
    text = desk.reports.preview("handover", staff="李文", taker="周敏", width=200)
    assert "移交周敏" in text
    matters, duties = text.split("二、待履行的协议、待回访和约定的日期")
    assert numbers[1] in matters and numbers[4] in matters and numbers[0] not in matters
    assert numbers[0] in duties and "已到期未见履行" in duties and "回访" in duties


def test_minutes_are_numbered_when_the_meeting_is_over_and_name_no_party(town: Township) -> None:
    desk, numbers = town
    meeting = held(desk, numbers)
    assert "（第　　期）" in desk.reports.preview("minutes", month=OCTOBER)
    desk.reports.make("minutes", meeting=meeting)
    text = desk.reports.preview("minutes", month=OCTOBER)
    assert "（第1期）" in text and "镇水利站" in text
    assert re.search("张某[甲乙]要求当面答复", text.replace("\n", "")) and "张三丰" not in text
    slips = desk.reports.preview("slips", meeting=meeting)
    assert "镇水利站：" in slips and "2026-11-20" in slips


def test_a_preview_gives_no_number_and_writes_no_file(town: Township) -> None:
    desk, numbers = town
    text = desk.reports.preview("dossier", number=numbers[0])
    assert "〔2026〕第" not in text
    assert not (desk.folder / "文书").exists()
    assert "〔2026〕第1卷" in _made_text(desk, "dossier", numbers[0])
    assert "〔2026〕第1卷" in desk.reports.preview("dossier", number=numbers[0])
    assert "〔2026〕第2卷" in _made_text(desk, "dossier", numbers[0 + 1])
    assert "〔2026〕第1卷" in _made_text(desk, "dossier", numbers[0])


def _made_text(desk: Desk, kind: str, number: str) -> str:
    made = desk.reports.make(kind, desk.folder / "文书" / "一件.txt", number=number)
    return Path(made["file"]).read_text(encoding="utf-8")


def test_an_open_matter_gets_no_agreement_number(town: Township) -> None:
    desk, numbers = town
    assert f"编号：{numbers[4]}" in _made_text(desk, "agreement", numbers[4])
    assert "〔2026〕调字第1号" in _made_text(desk, "agreement", numbers[0])


def test_the_offices_template_is_used_and_kept_with_the_month(
    town: Township, tmp_path: Path
) -> None:
    from docx import Document

    desk, _ = town
    folder = desk.folder / "模板"
    folder.mkdir()
    template = Document()
    template.add_paragraph("本办自己的样式：{{标题}}（{{文号}}）")
    template.save(str(folder / "通报.docx"))
    published(desk)
    first = _printed(desk, "bulletin", tmp_path, ("docx",))
    text = "\n".join(one.text for one in Document(str(tmp_path / "再印.docx")).paragraphs)
    assert text.startswith("本办自己的样式：关于2026年10月") and "双平安办〔2026〕1号" in text
    (folder / "通报.docx").unlink()
    assert _printed(desk, "bulletin", tmp_path, ("docx",)) == first


def test_a_template_put_there_later_does_not_change_a_published_month(
    town: Township, tmp_path: Path
) -> None:
    from docx import Document

    desk, _ = town
    published(desk)
    first = _printed(desk, "bulletin", tmp_path, ("docx",))
    (desk.folder / "模板").mkdir()
    template = Document()
    template.add_paragraph("{{标题}}")
    template.save(str(desk.folder / "模板" / "bulletin.docx"))
    assert _printed(desk, "bulletin", tmp_path, ("docx",)) == first


def test_the_offices_table_of_classes_makes_form_d(town: Township) -> None:
    desk, _ = town
    (desk.folder / "模板").mkdir()
    table = '[classes]\n"水的事" = ["0201"]\n"别的事" = []\n'
    (desk.folder / "模板" / "类别对照.toml").write_text(table, encoding="utf-8")
    text = desk.reports.preview("form_d", month=OCTOBER, width=200)
    assert "水的事　排查" in text and "婚姻家庭" not in text


def test_the_table_of_classes_is_laid_out_to_be_edited_and_changes_nothing_by_itself(
    town: Township,
) -> None:
    desk, _ = town
    before = desk.reports.preview("form_d", fmt="md", month=OCTOBER)
    laid = desk.reports.classes()
    assert laid["created"]
    assert desk.reports.preview("form_d", fmt="md", month=OCTOBER) == before
    assert not desk.reports.classes()["created"]
    Path(laid["file"]).write_text('[classes]\n"婚姻" = ["77"]\n', encoding="utf-8")
    with pytest.raises(Refused, match="代码 77 不存在"):
        desk.reports.classes()


def test_the_signed_scan_is_filed_with_its_hash(town: Township, tmp_path: Path) -> None:
    import hashlib

    desk, _ = town
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    with pytest.raises(Refused, match="还没有发出通报"):
        desk.reports.scan(OCTOBER, scan)
    assert not (desk.folder / "文书").exists()
    published(desk)
    filed = desk.reports.scan(OCTOBER, scan)
    assert filed["hash"] == hashlib.sha256(scan.read_bytes()).hexdigest()
    assert Path(filed["file"]).read_bytes() == scan.read_bytes()
    known = desk.months.status(OCTOBER)["published"]["scan"]
    assert known["hash"] == filed["hash"]
    assert (desk.folder / known["file"]).is_file()


def test_the_bulletins_check_looks_at_the_whole_paper(town: Township) -> None:
    desk, _ = town
    found = desk.reports.check(OCTOBER)
    assert {one["key"] for one in found} >= {f"report@{_code(desk, STONE)}", "number"}
    assert not any(one["grave"] for one in found)


def test_what_the_paper_itself_lacks_is_told_when_it_is_checked(town: Township) -> None:
    desk, _ = town
    desk.registry.set("sentences", {"bulletin_practice": "开展{{活动}}活动。"})
    desk.months.summarise(OCTOBER)
    desk.months.dispatch(OCTOBER)
    desk.months.bulletin(OCTOBER, {"step": "draft"})
    found = desk.months.bulletin(OCTOBER, {"step": "check"})["findings"]
    told = next(one for one in found if one["key"] == "placeholder")
    assert not told["grave"]
    assert "number" not in {one["key"] for one in found}
    desk.months.bulletin(OCTOBER, {"step": "issue", "signer": "王建国"})


def _code(desk: Desk, name: str) -> str:
    place = desk.places_tree.find(name)
    assert place is not None
    return place.code


def test_scores_are_for_the_offices_that_want_them(town: Township) -> None:
    desk, _ = town
    assert "考核得分表" not in desk.reports.preview("bulletin", month=OCTOBER)
    desk.registry.set("village_scoring", True)
    text = desk.reports.preview("bulletin", month=OCTOBER, width=200)
    assert "考核得分表" in text and "组内名次" in text


def test_a_paper_of_each_village_or_worker_is_bound_as_one(town: Township) -> None:
    desk, _ = town
    sheets = desk.reports.preview("walksheet", month=OCTOBER, width=200)
    logs = desk.reports.preview("worklog", month=OCTOBER, width=200)
    for place in desk.places_tree.villages_of():
        assert sheets.count(f"{place.name}2026年10月入户") == 1, place.name
    assert all(name in logs for name in ("周敏", "李文", "陈镇长"))
    desk.user = "周敏"
    assert "李文" not in desk.reports.preview("worklog", month=OCTOBER, width=200)


def test_the_sheets_of_a_bound_workbook_bear_the_villages_names(
    town: Township, tmp_path: Path
) -> None:
    desk, _ = town
    out = tmp_path / "走访单.xlsx"
    desk.reports.make("walksheet", out, month=OCTOBER)
    villages = [place.name for place in desk.places_tree.villages_of()]
    assert load_workbook(out).sheetnames[-len(villages) :] == villages


def test_a_review_is_made_of_each_matter_that_surfaced(town: Township) -> None:
    desk, numbers = town
    text = desk.reports.preview("review", month=OCTOBER)
    assert numbers[3] in text and numbers[0] not in text


def test_a_summary_may_be_asked_for_any_days_and_stays_a_draft(town: Township) -> None:
    desk, _ = town
    days = {"since": "2026-10-02", "until": "2026-10-03"}
    text = desk.reports.preview("summary", width=200, **days)
    assert "双桥镇2026年10月2日至10月3日矛盾纠纷排查化解情况汇总表" in text
    assert "未定稿" in text and "本期登记" in text and "本月" not in text
    new = desk.reports.open_ids("summary", "new", **days)
    first = {"2026-10-02", "2026-10-03"}
    assert {one["registered_on"] for one in desk.disputes.by_ids(new)} == first
    assert f"＋新增{len(new)}" in text
    with pytest.raises(Refused, match="只能按月份出"):
        desk.reports.preview("bulletin", **days)


def test_whoever_a_correction_took_out_stays_hidden_in_every_list(
    town: Township, tmp_path: Path
) -> None:
    desk, numbers = town
    number = numbers[3]
    for field, value in (
        ("title", "赵铁柱家与李四光争水"),
        ("parties", [{"name": "赵铁柱"}, {"name": "李四光"}]),
        ("parties", [{"name": "孙大圣"}, {"name": "李四光"}]),
    ):
        desk.disputes.act(number, "correct", {"field": field, "value": value, "reason": "记错了"})
    meeting = desk.meetings.open({"chair": "陈镇长", "numbers": [number]})
    decision = {"decision": "assign", "unit": "镇水利站", "reason": "赵铁柱要求当面答复"}
    desk.meetings.decide(meeting["id"], decision | {"number": number})
    desk.meetings.close(meeting["id"])
    texts = [
        desk.reports.preview("overdue", month=OCTOBER),
        desk.reports.preview("ledger", month=OCTOBER),
        desk.reports.preview("minutes", meeting=str(meeting["id"])),
        desk.reports.preview("village_report", village=desk.disputes.show(number)["village"]),
    ]
    desk.exports.ledger(tmp_path / "台账.csv", {})
    texts.append((tmp_path / "台账.csv").read_text(encoding="utf-8"))
    for text in texts:
        flat = re.sub(r"[\s|]", "", text)
        assert number in flat
        assert "赵铁柱" not in flat and "孙大圣" not in flat


def test_a_telephone_in_the_way_of_a_visit_is_hidden(town: Township) -> None:
    desk, numbers = town
    visit = {"answer": "satisfied", "party": "张三丰", "method": "电话13800138000", "by": "王干部"}
    desk.disputes.act(numbers[1], "visit_back", visit)
    assert "13800138000" not in desk.reports.preview("visit_record", number=numbers[1])
