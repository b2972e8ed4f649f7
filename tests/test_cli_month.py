"""A month by the command line: its stages, its meeting, its papers, every number opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import worked
from tests.worked import answered, refused, xinfang

MONTH = ("--month", "2026-10")


@pytest.fixture(scope="module")
def looked() -> tuple[str, ...]:
    """The worked township, only to be looked at."""
    return ("--data", str(worked.made()), "--today", "2026-10-31")


@pytest.fixture
def town(tmp_path: Path) -> tuple[str, ...]:
    """A worked township of one's own."""
    return ("--data", str(worked.copy(tmp_path)), "--today", "2026-10-31")


def test_the_status_tells_the_stage_what_is_missing_and_every_village(
    looked: tuple[str, ...],
) -> None:
    found = answered(*looked, "month", "status", *MONTH)
    assert {
        "month",
        "stage",
        "missing",
        "units",
        "flow",
        "rung_flow",
        "indicators",
        "rungs",
    } <= set(found)
    text = xinfang(*looked, "month", "status").stdout
    for words in ("▶④通报", "还缺", "东湾村", "排查覆盖率", "上月结转"):
        assert words in text


def test_looking_changes_nothing(looked: tuple[str, ...]) -> None:
    ledger = Path(looked[1]) / "ledger.db"
    before = ledger.read_bytes()
    for line in (
        ("ledger", "list"),
        ("month", "status"),
        ("escalate", "--dry-run"),
        ("report", "summary"),
        ("meeting", "list"),
        ("place", "list"),
        ("verify",),
        ("doctor",),
        ("machine", "list"),
        ("parcel", "status"),
    ):
        assert xinfang(*looked, *line).exit_code == 0, line
    assert ledger.read_bytes() == before


@pytest.mark.parametrize("key", ["resolved", "resolved/", "flow.open", "rungs.village", "overdue"])
def test_each_number_opens_to_as_many_disputes(looked: tuple[str, ...], key: str) -> None:
    found = answered(*looked, "month", "status", *MONTH)
    share = found["indicators"].get(key.rstrip("/"), {})
    wanted = {
        "resolved": share.get("numerator"),
        "resolved/": share.get("denominator"),
        "overdue": share.get("numerator"),
        "flow.open": found["flow"]["open"],
        "rungs.village": found["rungs"]["village"],
    }[key]
    ids = answered(*looked, "report", "summary", *MONTH, "--open", key)
    assert len(ids) == wanted
    listed = xinfang(*looked, "report", "summary", *MONTH, "--open", key).stdout
    assert f"共 {wanted} 件" in listed or wanted == 0


def test_villages_behind_a_number_are_named(looked: tuple[str, ...]) -> None:
    assert "东湾村" in xinfang(*looked, "report", "summary", *MONTH, "--open", "reported/").stdout


def test_a_number_of_a_brief_opens_to_those_of_its_days(looked: tuple[str, ...]) -> None:
    days = ("--from", "2026-10-06", "--to", "2026-10-12")
    ids = answered(*looked, "report", "brief", *days, "--open", "new")
    listed = answered(*looked, "ledger", "list", *MONTH)
    within = {one["id"] for one in listed if "2026-10-06" <= one["registered_on"] <= "2026-10-12"}
    assert set(ids) == within and ids
    eastern = answered(*looked, "report", "brief", *days, "--open", "新增", "--village", "东湾村")
    assert set(eastern) < within


def test_a_number_opens_by_its_chinese_name(looked: tuple[str, ...]) -> None:
    line = ("report", "summary", *MONTH, "--open")
    for name, key in (("化解率", "resolved"), ("办结", "flow.concluded"), ("在办", "open")):
        assert answered(*looked, *line, name) == answered(*looked, *line, key)
    assert "没有“天边村”" in refused(*looked, *line, "在办", "--village", "天边村")


def test_a_number_that_is_none_is_refused(looked: tuple[str, ...]) -> None:
    for key in ("胡说", "rungs.villag", "rung_flow.village.ope", "rung_flow.township"):
        assert f"没有“{key}”这个数" in refused(*looked, "report", "summary", "--open", key)
    quiet = ("report", "summary", "--month", "2026-01", "--open")
    for key in ("rungs.village", "rung_flow.township.in", "category.02"):
        assert answered(*looked, *quiet, key) == []


@pytest.mark.parametrize("days", [("--asof", "2026-09-15"), ("--from", "2026-09-15")])
def test_a_paper_is_of_a_month_or_of_days(looked: tuple[str, ...], days: tuple[str, str]) -> None:
    result = xinfang(*looked, "report", "brief", *MONTH, *days)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不能一起写" in result.stderr


def test_the_two_readings_of_a_closed_month(town: tuple[str, ...]) -> None:
    late = {
        "village": "东湾村",
        "title": "补报：界址争执",
        "category": "0902",
        "occurred_on": "2026-09-10",
        "registered_on": "2026-09-12",
        "parties": [],
    }
    month = ("month", "status", "--month", "2026-09")
    before = answered(*town, *month)
    answered(*town, "dispute", "add", input=late)
    reported = answered(*town, *month)
    known = answered(*town, *month, "--reading", "known")
    assert reported["flow"] == before["flow"]
    assert known["flow"]["new"] == before["flow"]["new"] + 1
    assert "迟到和更正 1 条" in xinfang(*town, *month).stdout


def test_the_last_month_goes_through_its_stages_to_the_close(
    town: tuple[str, ...], tmp_path: Path
) -> None:
    status = answered(*town, "month", "status", *MONTH)
    late = next(unit for unit in status["units"] if unit["report"] is None)
    report = {"by": "代填", "submit": True, "form": "paper", "received_on": "2026-10-30"}
    answered(*town, "sweep", "--village", late["name"], *MONTH, input=report)
    answered(*town, "escalate")
    answered(*town, "month", "dispatch", *MONTH)
    signed = ("--signer", "王建国", "--note", "flow.new=集中排查")
    found = answered(*town, "month", "bulletin", *MONTH, *signed)
    assert found["published"]["signer"] == "王建国"
    paper = tmp_path / "通报.docx"
    closed = answered(*town, "month", "close", *MONTH, "-o", str(paper))
    assert closed["stage"] == "closed"
    first = paper.read_bytes()
    answered(*town, "dispute", "add", input=_late_matter())
    answered(*town, "report", "bulletin", *MONTH, "-o", str(paper))
    assert paper.read_bytes() == first
    assert "已经办结" in refused(*town, "month", "summarise", *MONTH)
    why = ("--reason", "漏报一件", "--approver", "王建国")
    assert answered(*town, "month", "reopen", *MONTH, *why)["stage"] == "summarise"


@pytest.mark.parametrize("name", ["通报.pdf", "挡路/通报.docx"])
def test_a_step_is_not_taken_when_its_paper_could_not_be_written(
    town: tuple[str, ...], tmp_path: Path, name: str
) -> None:
    (tmp_path / "挡路").write_text("a file where a folder should be")
    out = ("-o", str(tmp_path / name))
    refused(*town, "month", "bulletin", *MONTH, *out)
    assert answered(*town, "month", "status", *MONTH)["published"] is None
    answered(*town, "month", "bulletin", *MONTH)
    refused(*town, "month", "close", *MONTH, *out)
    assert answered(*town, "month", "status", *MONTH)["stage"] == "bulletin"
    meeting = answered(*town, "meeting", "open", "--chair", "王建国")["id"]
    refused(*town, "meeting", "close", meeting, "--empty", *out)
    assert not answered(*town, "meeting", "show", meeting)["closed"]


def test_a_month_is_reopened_by_options_or_json_and_never_without_a_reason(
    town: tuple[str, ...],
) -> None:
    september = ("month", "reopen", "--month", "2026-09")
    answered(*town, "month", "bulletin", *MONTH, "--signer", "王建国")
    why = {"reason": "漏报一村", "approver": "王建国"}
    assert "请先重开2026年10月" in refused(*town, *september, input=json.dumps(why))
    october = ("month", "reopen", *MONTH)
    assert "理由和批准人" in refused(*town, *october)
    assert "理由和批准人" in refused(*town, *october, "--reason", "漏报一村")
    assert answered(*town, *october, input=why)["stage"] == "summarise"


def _late_matter() -> dict[str, Any]:
    return {
        "village": "东湾村",
        "title": "补报：排水沟争执",
        "category": "0201",
        "occurred_on": "2026-10-20",
        "registered_on": "2026-10-30",
        "parties": [],
    }


def test_a_meeting_is_opened_decided_and_closed(town: tuple[str, ...]) -> None:
    where = ("--place", "三楼会议室", "--chair", "王建国", "--attendee", "派出所")
    meeting = answered(*town, "meeting", "open", *where)
    assert meeting["items"]
    number = meeting["items"][0]["number"]
    text = xinfang(*town, "meeting", "show").stdout
    assert number in text
    line = answered(
        *town,
        "meeting",
        "decide",
        "--number",
        number,
        "--decision",
        "assign",
        "--unit",
        "镇司法所",
        "--due",
        "2026-11-20",
    )
    assert line["decision"]["unit"] == "镇司法所"
    minutes = answered(*town, "meeting", "close")
    assert minutes["written"] == [number]
    moved = answered(*town, "dispute", "show", number)
    assert (moved["unit"], moved["due"]) == ("镇司法所", "2026-11-20")
    assert "没有正在开的会" in refused(*town, "meeting", "close")


def test_a_meeting_may_be_handed_in_as_json(town: tuple[str, ...]) -> None:
    meeting = answered(*town, "meeting", "open", input={"chair": "王建国", "place": "会议室"})
    number = meeting["items"][0]["number"]
    given = {"number": number, "decision": "continue", "due": "2026-11-20"}
    answered(*town, "meeting", "decide", meeting["id"], input=given)
    assert answered(*town, "meeting", "close", meeting["id"])["id"] == meeting["id"]


@pytest.mark.parametrize("kind", ["summary", "brief", "bulletin", "overdue", "form_e"])
def test_a_paper_is_shown_here_or_written_in_any_format(
    town: tuple[str, ...], kind: str, tmp_path: Path
) -> None:
    shown = xinfang(*town, "report", kind, *MONTH)
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "双桥镇" in shown.stdout
    assert answered(*town, "report", kind, *MONTH)["kind"] == kind
    for suffix in ("docx", "xlsx", "csv", "json", "md", "html", "txt"):
        out = tmp_path / f"{kind}.{suffix}"
        made = xinfang(*town, "report", kind, *MONTH, "-o", str(out))
        assert (made.exit_code, out.stat().st_size > 100) == (0, True), made.stderr


def test_a_paper_may_be_asked_for_in_chinese_and_by_days(looked: tuple[str, ...]) -> None:
    line = ("report", "快报", "--from", "2026-10-01", "--to", "2026-10-07")
    assert "未定稿" in xinfang(*looked, *line).stdout


def test_a_paper_of_one_dispute_takes_its_number_beside_it(looked: tuple[str, ...]) -> None:
    number = answered(*looked, "ledger", "list", "--status", "open")[0]["number"]
    assert number in xinfang(*looked, "report", "receipt", number).stdout
    assert "还缺编号" in refused(*looked, "report", "receipt")
    assert xinfang(*looked, "report", "summary", number).exit_code == 2


def test_an_unknown_paper_is_wrong_usage_and_all_are_named(looked: tuple[str, ...]) -> None:
    result = xinfang(*looked, "report", "诗")
    assert result.exit_code == 2
    assert "summary（汇总表）" in result.stderr


def test_lists_are_filtered(looked: tuple[str, ...]) -> None:
    everything = answered(*looked, "ledger", "list")
    for option, value, key in (
        ("--rung", "township", "rung"),
        ("--status", "closed", "status"),
        ("--village", "东湾村", "village_name"),
        ("--category", "0201", "category"),
    ):
        found = answered(*looked, "ledger", "list", option, value)
        assert found == [one for one in everything if one[key] == value]
    assert refused(*looked, "ledger", "list", "--village", "无名村")
    month = answered(*looked, "ledger", "list", *MONTH)
    assert {one["registered_on"][:7] for one in month} == {"2026-10"}


def test_the_list_gives_every_matter_as_it_is_shown_with_its_trail(
    looked: tuple[str, ...],
) -> None:
    for one in answered(*looked, "ledger", "list", "--status", "resolved"):
        shown = answered(*looked, "dispute", "show", one["number"])
        assert one["trail"] == shown["trail"]
        assert one == {name: shown[name] for name in one}


def test_the_list_in_the_terminal_is_a_table(looked: tuple[str, ...]) -> None:
    text = xinfang(*looked, "ledger", "list", "--status", "open").stdout
    assert text.startswith("编号")
    assert json.loads(xinfang(*looked, "ledger", "list", "--json").stdout)


def test_the_signed_scan_is_kept_among_the_papers(town: tuple[str, ...], tmp_path: Path) -> None:
    scan = tmp_path / "签发件.PDF"
    scan.write_bytes(b"%PDF-1.7 signed")
    refused(*town, "month", "scan", str(scan), *MONTH)
    xinfang(*town, "month", "bulletin", *MONTH, "--signer", "王建国")
    filed = answered(*town, "month", "scan", str(scan), *MONTH)
    assert Path(filed["file"]).read_bytes() == scan.read_bytes()
    kept = answered(*town, "month", "status", *MONTH)["published"]["scan"]
    assert (Path(town[1]) / kept["file"]).is_file()
    assert kept["hash"] == filed["hash"]


def test_file_numbers_go_on_from_those_given_on_paper(tmp_path: Path) -> None:
    here = ("--data", str(tmp_path / "镇"), "--today", "2026-10-31")
    xinfang(*here, "init", "--code", "341623101", "--name", "双桥镇", "--level", "township")
    answered(*here, "filing", "begin", "dossier", "36")
    rows = {row["kind"]: row for row in answered(*here, "filing", "list")}
    assert (rows["dossier"]["next"], rows["bulletin"]["next"]) == (36, 1)
    assert "没有给过" in refused(*here, "filing", "release", "dossier", "36", "--reason", "错")
    assert "卷宗号" in xinfang(*here, "filing", "list").stdout
