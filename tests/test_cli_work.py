"""A day's work by the command line: set up, register, act, look, refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests import worked
from tests.ledger_kit import book
from tests.worked import answered, refused, xinfang

PLACES = """code,name,level,households
341623101000,双桥镇,township,
341623101200,东湾村,village,12
341623101203,柳树沟村,village,8
"""
MATTER = {
    "village": "柳树沟村",
    "title": "张三与李四水渠放水先后争执",
    "category": "0201",
    "occurred_on": "2026-10-03",
    "parties": [{"name": "张三", "phone": "13812345678"}, {"name": "李四"}],
}
HOME = "341623101203000001"
DAY = ("--today", "2026-10-08")


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, ...]:
    """A township with two villages; the options that name it and the day."""
    folder = ("--data", str(tmp_path / "数据"))
    places = tmp_path / "村.csv"
    places.write_text(PLACES, encoding="utf-8-sig")
    answered(*folder, "init", "--code", "341623101", "--name", "双桥镇", "--level", "township")
    found = answered(*folder, *DAY, "place", "import", str(places))
    assert (found["places"], found["rejected"]) == (3, [])
    return (*folder, *DAY)


def test_a_ledger_that_stands_is_not_made_anew(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    words = refused(*data, "init", "--code", "341623101", "--name", "别的镇", "--level", "township")
    assert "已经有台账" in words
    assert answered(*data, "dispute", "show", number)["title"] == MATTER["title"]


def test_what_was_registered_is_shown_listed_and_explained(data: tuple[str, ...]) -> None:
    added = answered(*data, "dispute", "add", input=MATTER)
    assert added["village_name"] == "柳树沟村"
    assert (added["rung"], added["status"], added["due"]) == ("village", "open", "2026-10-15")
    assert answered(*data, "dispute", "show", added["number"])["id"] == added["id"]
    listed = answered(*data, "ledger", "list")
    assert [one["number"] for one in listed] == [added["number"]]
    explained = answered(*data, "dispute", "explain", added["number"])
    assert explained["due"] == "2026-10-15"
    text = xinfang(*data, "dispute", "explain", added["number"]).stdout
    assert explained["text"] in text


def test_a_table_without_rows_shows_its_columns(data: tuple[str, ...]) -> None:
    shown = xinfang(*data, "staff", "list")
    assert shown.exit_code == 0
    assert shown.stdout.split()[:2] == ["姓名", "岗位"]


def test_a_trail_has_a_column_of_marks_only_where_one_stands(data: tuple[str, ...]) -> None:
    def trail() -> list[str]:
        text = xinfang(*data, "dispute", "show", number).stdout
        return text.partition("经过：\n")[2].splitlines()

    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    answered(*data, "dispute", "act", number, "note", input={"text": "电话问过"})
    assert len(trail()[1].split()) == 4
    answered(*data, "dispute", "undo", number)
    assert len(trail()[1].split()) == 5
    assert "已撤销" in "\n".join(trail())


def test_a_village_merged_into_another_ends_and_keeps_its_matters(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    east, willow = "341623101200", "341623101203"
    assert "自己" in refused(*data, "place", "end", willow, "--into", willow)
    assert "没有代码" in refused(*data, "place", "end", willow, "--into", "341623101299")
    places = answered(*data, "place", "end", willow, "--into", east, "--on", "2026-10-31")
    ended = next(each for each in places if each["code"] == willow)
    assert (ended["valid_to"], ended["successors"]) == ("2026-10-31", [east])
    assert answered(*data, "dispute", "show", number)["village_name"] == "柳树沟村"


def test_what_was_folded_can_be_folded_again_and_is_the_same(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    before = answered(*data, "dispute", "show", number)
    assert answered(*data, "verify", "--rebuild")["ok"]
    assert answered(*data, "dispute", "show", number) == before


def test_json_may_be_asked_for_before_the_command_too(data: tuple[str, ...]) -> None:
    result = xinfang("--json", *data, "ledger", "list")
    assert json.loads(result.stdout) == []


def test_the_options_of_the_program_are_taken_after_the_command_too(data: tuple[str, ...]) -> None:
    result = xinfang("ledger", "list", "--json", *data)
    assert json.loads(result.stdout) == []


def test_people_are_hidden_on_the_terminal_unless_asked_for(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    for command in (("dispute", "show", number), ("ledger", "list")):
        hidden = xinfang(*data, *command).stdout
        assert "水渠放水" in hidden
        assert not [word for word in ("张三", "李四", "13812345678") if word in hidden]
        assert "张三" in xinfang(*data, *command, "--unmasked").stdout


def test_acting_answers_the_dispute_and_can_be_undone(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    acted = answered(*data, "dispute", "act", number, "mediate", input={"outcome": "failed"})
    assert acted["attempts"] == 1
    assert answered(*data, "dispute", "undo", number)["attempts"] == 0
    kinds = {one["kind"]: one for one in answered(*data, "dispute", "actions", number)}
    assert kinds["visit_back"]["reason"]
    assert kinds["mediate"]["allowed"]


def test_an_entry_without_content_needs_no_input(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    assert xinfang(*data, "dispute", "act", number, "accept", input="").exit_code == 0


def test_json_may_begin_with_a_byte_order_mark(data: tuple[str, ...]) -> None:
    text = "\ufeff" + json.dumps(MATTER, ensure_ascii=False)
    result = xinfang(*data, "dispute", "add", "--json", input=text)
    assert json.loads(result.stdout)["title"] == MATTER["title"]


def test_json_may_come_from_a_file(data: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "登记.json"
    path.write_text(json.dumps(MATTER, ensure_ascii=False), encoding="utf-8")
    assert answered(*data, "dispute", "add", "--input", str(path))["number"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "没有收到内容"),
        ('{"village": "柳树沟村",\n "title": 三}', "第 2 行第 11 列"),
        ("[1, 2]", "应当是一条记录"),
        ('{"village": "柳树沟村"}', "登记缺少“事项”"),
        (json.dumps(MATTER, ensure_ascii=False).encode("gb18030"), "不是 UTF-8"),
        ("[" * 100_000, "嵌套太深"),
        ('{"people": NaN}', "不能用的数字"),
        ('{"title": "\\ud800"}', "半个字符"),
        ('{"title": "甲", "title": "乙"}', "“title”写了两遍"),
        ('{"\\ud800": 1, "\\ud800": 2}', "写了两遍"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(
    data: tuple[str, ...], given: str | bytes, words: str
) -> None:
    assert words in refused(*data, "dispute", "add", input=given)
    assert answered(*data, "ledger", "list") == []


@pytest.mark.parametrize(
    ("command", "given", "words"),
    [
        (("staff", "add"), {"name": ["李文"]}, "“姓名”应当是文字"),
        (("staff", "add"), {"name": "李文", "role": [None]}, "“岗位”应当是文字"),
        (("staff", "add"), {"name": "李文", "active": "false"}, "“在岗”应当是 true 或 false"),
        (("meeting", "open"), {"principal": "false"}, "“主持人是主要领导”应当是 true 或 false"),
        (("meeting", "open"), {"kind": "例会"}, "joint_meeting（联席会议）"),
        (("meeting", "open"), {"on": 0}, "“会议日期”应当是文字"),
        (("sweep",), {"households": {HOME: {"state": 0}}}, "情况不能是“0”"),
        (("sweep",), {"households": {HOME: {"way": "phone"}}}, "没有写情况（state）"),
        (("sweep",), {"households": {HOME: "none"}, "received_on": "2026-02-30"}, "02-30”不对"),
        (("sweep",), {"households": {HOME: "none"}, "form": "信鸽"}, "报送方式不能是“信鸽”"),
    ],
)
def test_what_is_of_another_type_is_refused_and_nothing_kept(
    data: tuple[str, ...], command: tuple[str, ...], given: dict[str, Any], words: str
) -> None:
    if command == ("sweep",):
        command = ("sweep", "--village", "柳树沟村", "--month", "2026-10")
    before = answered(*data, "verify")["events"]
    assert words in refused(*data, *command, input=json.dumps(given, ensure_ascii=False))
    assert answered(*data, "verify")["events"] == before


def test_a_list_of_a_category_that_there_is_none_of_is_refused(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    for code, found in (("02", [number]), ("0201", [number]), ("0301", [])):
        listed = answered(*data, "ledger", "list", "--category", code)
        assert [one["number"] for one in listed] == found
    assert "没有类别“0288”" in refused(*data, "ledger", "list", "--category", "0288")


def test_an_empty_text_takes_back_what_was_told_of_a_colleague(data: tuple[str, ...]) -> None:
    person = {"name": "李文", "role": "township_mediator", "title": "组长", "phone": "13800138000"}
    for told in (person, {**person, "title": "", "phone": ""}, {**person, "title": None}):
        answered(*data, "staff", "add", input=told)
        [staff] = [each for each in answered(*data, "staff", "list") if each["name"] == "李文"]
        expected = {name: value or "" for name, value in told.items() if value is not None}
        assert {name: staff[name] for name in expected} == expected


def test_a_refusal_repeats_only_the_beginning_of_a_long_text(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    words = refused(*data, "dispute", "act", number, "办" * 9000, input="{}")
    assert f"没有“{'办' * 200}……”这种办理" in words


def test_a_mistyped_number_is_refused_with_a_suggestion(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert number in refused(*data, "dispute", "show", wrong)


def test_what_a_registration_does_not_use_is_told(data: tuple[str, ...]) -> None:
    result = xinfang(*data, "dispute", "add", "--json", input=json.dumps(MATTER | {"甲": 1}))
    assert json.loads(result.stdout)["number"]
    assert "没有用到：甲" in result.stderr


def test_an_id_number_that_fails_its_check_is_taken_and_told(data: tuple[str, ...]) -> None:
    matter = MATTER | {"parties": [{"name": "张三", "id_number": "110105194912310021"}]}
    result = xinfang(*data, "dispute", "add", "--json", input=json.dumps(matter))
    assert json.loads(result.stdout)["number"]
    assert "张三：身份证号" in result.stderr


@pytest.mark.parametrize(
    ("kind", "record", "meant"),
    [("mediate", {"plcae": "村部"}, "place"), ("note", {"txet": "见面"}, "text")],
)
def test_a_name_gone_wrong_in_an_entry_is_refused_with_the_one_meant(
    data: tuple[str, ...], kind: str, record: dict[str, str], meant: str
) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    assert meant in refused(*data, "dispute", "act", number, kind, input=json.dumps(record))


def test_half_characters_on_the_command_line_are_refused_in_words(data: tuple[str, ...]) -> None:
    for line in (("dispute", "show", "\udcff"), ("ledger", "list", "--search", "\udcff")):
        assert "UTF-8" in refused(*data, *line)


def test_a_list_of_places_tells_each_faulty_row_and_takes_the_others(
    data: tuple[str, ...], tmp_path: Path
) -> None:
    lines = ["code,name,level,households,head", "341623101207,东湾村,village,3,"]
    lines += ["341623101208,新桥村,village,5,", "341623109900010001,一户,,,赵六"]
    (tmp_path / "村.csv").write_text("\n".join(lines), encoding="utf-8")
    found = answered(*data, "place", "import", str(tmp_path / "村.csv"))
    assert found["places"] == 1
    assert [each["row"] for each in found["rejected"]] == [2, 4]
    assert "东湾村" in found["rejected"][0]["reason"]


def test_columns_of_places_turned_back_are_told_in_chinese(
    data: tuple[str, ...], tmp_path: Path
) -> None:
    lines = ["code,name,level,households", "341623101208,新桥村,village,很多"]
    (tmp_path / "村.csv").write_text("\n".join(lines), encoding="utf-8")
    told = xinfang(*data, "place", "import", str(tmp_path / "村.csv")).stdout
    assert "户数（households）" in told
    assert "代码（code）" not in told
    found = answered(*data, "place", "import", str(tmp_path / "村.csv"))
    assert [each["field"] for each in found["rejected"]] == ["households"]


def test_kinds_of_parties_are_offered_in_chinese(data: tuple[str, ...]) -> None:
    record = MATTER | {"parties": [{"name": "张三", "kind": "人"}]}
    words = refused(*data, "dispute", "add", input=json.dumps(record, ensure_ascii=False))
    assert "person（个人）、company（单位）、collective（集体）" in words
    assert "什么都没有登记" in words


def test_a_missing_ledger_says_how_to_begin(tmp_path: Path) -> None:
    words = refused("--data", str(tmp_path / "无"), "ledger", "list")
    assert "xinfang init" in words
    assert not (tmp_path / "无").exists()


def test_the_environment_names_the_folder_and_the_option_wins(
    data: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XINFANG_DATA", data[1])
    assert answered("ledger", "list") == []
    assert "还没有台账" in refused("--data", str(tmp_path / "无"), "ledger", "list")


def test_an_unforeseen_fault_is_written_down_and_told_plainly(
    data: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from xinfang_tui.desk.lists import Lists

    def broken(*_: object) -> None:
        raise ZeroDivisionError("内部")

    monkeypatch.setattr(Lists, "records", broken)
    words = refused(*data, "ledger", "list")
    assert "程序出了意外" in words
    assert "Traceback" not in words
    log = (Path(data[1]) / "错误记录.txt").read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log


def test_staff_are_added_by_options_or_by_json(data: tuple[str, ...]) -> None:
    answered(*data, "staff", "add", "--name", "李文", "--role", "网格员", "--place", "柳树沟村")
    answered(*data, "staff", "add", input={"name": "周敏", "role": "township_coordinator"})
    assert {one["name"] for one in answered(*data, "staff", "list")} == {"李文", "周敏"}
    assert "没有“铁匠”这个岗位" in refused(*data, "staff", "add", "--name", "丙", "--role", "铁匠")


def test_of_somebody_who_left_the_matters_still_in_hand_are_told(data: tuple[str, ...]) -> None:
    person = ("staff", "add", "--name", "李文", "--role", "网格员", "--place", "柳树沟村")
    assert "in_hand" not in answered(*data, *person)
    assert answered(*data, *person, "--inactive")["in_hand"] == 0
    answered(*data, *person)
    numbers = [
        answered(*data, "dispute", "add", input=MATTER | {"title": title, "handler": "李文"})[
            "number"
        ]
        for title in ("院墙滴水", "田埂界址")
    ]
    answered(*data, "dispute", "act", numbers[0], "resolve", input={"method": "01"})
    told = xinfang(*data, *person, "--inactive").stdout
    assert "还有 1 件在办，请交接：xinfang dispute handover 李文" in told
    assert answered(*data, *person, "--inactive")["in_hand"] == 1


def test_a_role_limits_what_its_holder_does(data: tuple[str, ...]) -> None:
    answered(*data, "staff", "add", "--name", "李文", "--role", "网格员", "--place", "柳树沟村")
    elsewhere = MATTER | {"village": "东湾村"}
    text = json.dumps(elsewhere, ensure_ascii=False)
    assert "范围" in refused(*data, "--user", "李文", "dispute", "add", input=text)


def test_settings_are_shown_and_changed(data: tuple[str, ...]) -> None:
    assert answered(*data, "settings", "get", "window") == "calendar"
    assert answered(*data, "settings", "set", "window", "26-25") == "26-25"
    meetings = answered(*data, "settings", "set", "meetings", '{"day": 28}')
    assert meetings["day"] == 28
    assert answered(*data, "settings", "get")["reporting_day"] is None
    assert "统计时段“周”不认识" in refused(*data, "settings", "set", "window", "周")


def test_an_empty_file_does_not_put_a_setting_back(data: tuple[str, ...], tmp_path: Path) -> None:
    ladder = tmp_path / "层级.toml"
    ladder.write_text("[village]\ndays = 9\n", encoding="utf-8")
    kept = answered(*data, "settings", "set", "ladder", "--file", str(ladder))
    ladder.write_text("\n", encoding="utf-8")
    said = refused(*data, "settings", "set", "ladder", "--file", str(ladder))
    assert "是空的" in said
    assert "设置没有改动" in said
    assert answered(*data, "settings", "get", "ladder") == kept


def test_the_ladder_run_climbs_once(data: tuple[str, ...]) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    later = ("--data", data[1], "--today", "2026-10-16")
    planned = answered(*later, "escalate", "--dry-run")
    assert [(one["number"], one["to"], one["applied"]) for one in planned] == [
        (number, "township", False)
    ]
    assert answered(*later, "escalate")[0]["applied"]
    assert answered(*later, "escalate") == []
    assert "今天没有要上报的" in xinfang(*later, "escalate").stdout


def test_a_village_reports_its_sweep(data: tuple[str, ...]) -> None:
    homes = {f"34162310120300{n:04d}": "none" for n in range(1, 8)}
    record = {"by": "李文", "households": homes, "zero": True, "reason": "没有新的"}
    where = ("sweep", "--village", "柳树沟村", "--month", "2026-10")
    found = answered(*data, *where, input=record)
    assert (found["none"], found["unvisited"], found["report"]) == (7, 1, "zero")
    assert "零报告" in xinfang(*data, *where, "--status").stdout


def test_what_names_nothing_is_refused_and_nothing_is_kept(data: tuple[str, ...]) -> None:
    def words(*how: str, **given: object) -> str:
        return refused(*data, "dispute", *how, input=json.dumps(given, ensure_ascii=False))

    parties = [{"name": "张三", "household": "341623101203000009"}, {"name": "李四"}]
    assert "没有当事人张三的户“341623101203000009”" in words("add", **MATTER | {"parties": parties})
    assert "李四是当事人，应当回避" in words("add", **MATTER, helpers=["李四"])
    assert answered(*data, "ledger", "list") == []
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    act = ("act", number)
    assert "“化解方式”里没有“7777”" in words(*act, "resolve", method="7777")
    unheld = "2026-10-03-0a1f"
    assert f"没有会议“{unheld}”" in words(*act, "decide", meeting=unheld, decision="continue")
    assert "张三是当事人，应当回避" in words(*act, "assign", unit="司法所", helpers=["张三"])
    assert len(answered(*data, "dispute", "show", number)["trail"]) == 1


def test_what_is_exported_imports_again_unchanged(data: tuple[str, ...], tmp_path: Path) -> None:
    for day in (3, 4, 5):
        answered(*data, "dispute", "add", input=MATTER | {"occurred_on": f"2026-10-0{day}"})
    out = tmp_path / "台账.xlsx"
    exported = answered(*data, "ledger", "export", str(out), "--unmasked")
    assert exported["rows"] == 3
    again = answered(*data, "ledger", "import", str(out), "--month", "2026-10")
    assert (again["accepted"], again["repeated"], again["changed"]) == (0, 3, 0)


def test_a_rehearsed_import_lists_what_differs(data: tuple[str, ...], tmp_path: Path) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    answered(*data, "dispute", "act", number, "resolve", input={"method": "0103"})
    path = book(
        tmp_path / "台账.xlsx",
        [
            ["村", "事项", "当事人", "发生日期", "登记日期", "类别", "涉及人数", "状态"],
            [
                "柳树沟村",
                MATTER["title"],
                "张三、李四",
                "2026.10.3",
                "2026.10.8",
                "邻里",
                5,
                "化解中",
            ],
        ],
    )
    how = ("ledger", "import", str(path), "--month", "2026-10", "--dry-run")
    fields = answered(*data, *how)["changes"][0]["fields"]
    assert fields == ["note", "people", "status"]
    text = xinfang(*data, *how).stdout
    assert f"{number}（台账 第 2 行）：备注、涉及人数、状态" in text
    assert "没有改动，如确有反复" in text


def test_rows_turned_back_name_their_columns_in_chinese(
    data: tuple[str, ...], tmp_path: Path
) -> None:
    head = ["村", "事项", "日期", "状态", "化解日期"]
    rows = [
        ["某村", "争水", "2026.10.2", "", ""],
        ["东湾村", "争地", "2026.13.1", "", ""],
        ["东湾村", "地界", "2026.10.4", "已化解", "2026.10.3"],
    ]
    path = book(tmp_path / "a.xlsx", [head, *rows])
    lines = xinfang(*data, "ledger", "import", str(path), "--dry-run").stdout.splitlines()
    told = [line.split()[2] for line in lines if line.startswith("台账")]
    assert told == ["村（社区）", "发生日期", "化解日期"]


def test_a_backup_restores(data: tuple[str, ...], tmp_path: Path) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    copy = answered(*data, "backup", str(tmp_path / "备份"))["file"]
    answered(*data, "dispute", "act", number, "note", input={"text": "之后的"})
    device = json.loads((Path(data[1]) / "device.json").read_text())["device"]
    restored = answered(*data, "restore", copy)
    fresh = json.loads((Path(data[1]) / "device.json").read_text())
    assert fresh["device"] != device
    assert fresh["mark"] == restored["mark"]
    assert Path(restored["kept"]).exists()
    kinds = [entry["kind"] for entry in answered(*data, "dispute", "show", number)["trail"]]
    assert kinds == ["register"]
    assert answered(*data, "verify")["ok"]


def test_the_whole_ledger_goes_through_a_plain_json_file(
    data: tuple[str, ...], tmp_path: Path
) -> None:
    number = answered(*data, "dispute", "add", input=MATTER)["number"]
    out = tmp_path / "全部.json"
    answered(*data, "ledger", "json", "out", str(out))
    fresh = ("--data", str(tmp_path / "新"), *DAY)
    answered(*fresh, "ledger", "json", "in", str(out))
    assert answered(*fresh, "dispute", "show", number)["title"] == MATTER["title"]


def test_a_json_file_without_a_ledger_in_it_is_refused(tmp_path: Path) -> None:
    other, fresh = tmp_path / "别的.json", tmp_path / "新"
    other.write_text('{"_default": {"1": {"name": "x"}}}', encoding="utf-8")
    words = refused("--data", str(fresh), "ledger", "json", "in", str(other))
    assert "没有台账的内容" in words
    assert not (fresh / "ledger.db").exists()


def test_a_ledger_that_was_tampered_with_is_told_of(data: tuple[str, ...]) -> None:
    answered(*data, "dispute", "add", input=MATTER)
    file = Path(data[1]) / "ledger.db"
    content = file.read_bytes()
    assert "水渠放水".encode() in content
    file.write_bytes(content.replace("水渠放水".encode(), "水渠放火".encode()))
    result = xinfang(*data, "verify", "--json")
    found = json.loads(result.stdout)
    assert (result.exit_code, found["ok"]) == (1, False)
    assert found["problems"]
    assert "处问题" in result.stderr


def test_the_doctor_looks_at_folder_disk_and_backup(data: tuple[str, ...]) -> None:
    found = answered(*data, "doctor")
    assert found["ok"]
    assert {"数据文件夹", "磁盘", "备份"} <= {item["name"] for item in found["items"]}
    assert "还没有备份" in xinfang(*data, "doctor").stdout


def test_a_village_machine_joins_and_sends_its_parcel(
    data: tuple[str, ...], tmp_path: Path
) -> None:
    letter = tmp_path / "邀请"
    made = answered(*data, "machine", "invite", "--village", "柳树沟村", "-o", str(letter))
    village = ("--data", str(tmp_path / "村"), *DAY)
    joined = answered(*village, "machine", "join", made["file"])
    assert (joined["name"], joined["mark"]) == ("柳树沟村", made["mark"])
    number = answered(*village, "dispute", "add", input=MATTER)["number"]
    packed = answered(*village, "parcel", "pack", "-o", str(tmp_path / "盘"))
    assert Path(packed["file"]).exists()
    assert answered(*data, "parcel", "inspect", packed["file"])["kind"] == "parcel"
    rehearsed = answered(*data, "parcel", "unpack", packed["file"], "--dry-run")
    assert (rehearsed["new"], rehearsed["refused"]) == (1, [])
    assert answered(*data, "ledger", "list") == []
    taken = answered(*data, "parcel", "unpack", str(tmp_path / "盘"))
    assert taken["new"] == 1
    assert answered(*data, "dispute", "show", number)["title"] == MATTER["title"]
    Path(taken["receipt"]).unlink()  # as after a taking that was broken off before its receipt
    again = answered(*data, "parcel", "unpack", str(tmp_path / "盘"))
    assert (again["new"], again["nothing"], again["refused"]) == (0, 1, [])
    (tmp_path / "空盘").mkdir()
    assert "没有找到" in refused(*data, "parcel", "unpack", str(tmp_path / "空盘"))
    answered(*village, "parcel", "receipt", again["receipt"])
    assert answered(*village, "parcel", "status")["unreceipted"] == 0
    answered(*data, "parcel", "takeback", taken["id"])
    assert "又撤销了" in refused(*data, "parcel", "unpack", str(tmp_path / "盘"))
    assert answered(*data, "ledger", "list") == []
    assert {one["mark"] for one in answered(*data, "machine", "list")} == {"00", made["mark"]}
    answered(*data, "machine", "strike", made["mark"], "--reason", "电脑丢失")


def test_a_half_copied_parcel_is_refused_whole(data: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path / "坏.xfb"
    path.write_bytes(b"XF\x00\x01\x02")
    assert refused(*data, "parcel", "unpack", str(path))
    both = xinfang(*data, "parcel", "unpack", str(path), str(path), "--json")
    assert both.exit_code == 1
    assert len(json.loads(both.stdout)["refused"]) == 2
    assert "没有接收" in both.stderr


def test_likely_doubles_across_villages_are_offered_without_names(tmp_path: Path) -> None:
    here = ("--data", str(worked.copy(tmp_path)), "--today", "2026-10-31")
    same = {"category": "0201", "occurred_on": "2026-10-20", "parties": [{"name": "钱多多"}]}
    for village, title in (("东湾村", "钱多多家水渠放水争吵"), ("西坡村", "钱多多水渠放水争执")):
        record = {**same, "village": village, "title": title}
        answered(*here, "dispute", "add", input=record)
    pair = next(
        pair
        for pair in answered(*here, "dispute", "duplicates")
        if "钱多多" in pair["one"]["title"]
    )
    assert {pair["one"]["village_name"], pair["other"]["village_name"]} == {"东湾村", "西坡村"}
    assert "钱多多" not in xinfang(*here, "dispute", "duplicates").stdout


def test_a_hand_over_by_command_moves_what_is_open(tmp_path: Path) -> None:
    here = ("--data", str(worked.copy(tmp_path)), "--today", "2026-10-31")
    held = answered(*here, "ledger", "list", "--status", "open")
    giver = next(one["handler"] for one in held if one["handler"])
    listed = answered(*here, "dispute", "handover", giver, "接手人")
    moved = answered(*here, "dispute", "handover", giver, "接手人", "--apply")["moved"]
    assert set(moved) == {line["number"] for line in listed["open"]}
    assert answered(*here, "dispute", "show", moved[0])["handler"] == "接手人"


def test_a_zero_report_beside_a_matter_of_the_sweep_is_taken_and_told(
    data: tuple[str, ...],
) -> None:
    answered(*data, "dispute", "add", input=MATTER)
    where = ("sweep", "--village", MATTER["village"], "--month", "2026-10")
    assert (
        "本月排查登记了 1 件，零报告照收了" in xinfang(*data, *where, input='{"zero":true}').stderr
    )
    assert answered(*data, *where, input={"zero": True})["screened"] == 1
