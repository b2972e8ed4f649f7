"""Lists of places and households as offices keep them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ledger_kit import FOLDER, VILLAGES, book, table
from xinfang_tui.documents.reading.places import read_places
from xinfang_tui.refusal import Refused


def test_the_list_of_the_township() -> None:
    reading = read_places(FOLDER / "places.csv")
    assert reading.rejected == ()
    assert [
        (row["code"], row["name"], row["level"], row["households"]) for row in reading.rows
    ] == [
        ("341623101000", "双桥镇", "township", None),
        ("341623101200", "东湾村", "village", 120),
        ("341623101201", "西坡村", "village", 96),
        ("341623101202", "石桥村", "village", 150),
        ("341623101203", "柳树沟村", "village", 84),
        ("341623101204", "新民社区", "village", 150),
    ]


def test_a_chinese_list_with_a_title_short_codes_and_numbers(tmp_path: Path) -> None:
    rows = [
        ["双桥镇村（社区）名册"],
        ["序号", "统计用区划代码", "村（社区）名称", "级别", "总户数"],
        [1, 341623101, "双桥镇", "乡镇", None],
        [2, 341623101200, " 东 湾 村 ", "村", "120户"],
        [3, "３４１６２３１０１２０１", "西坡村", None, "九十六"],
        ["合计", None, None, None, 216],
    ]
    reading = read_places(book(tmp_path / "a.xlsx", rows, ["A1:E1"]))
    assert reading.rejected == ()
    assert [(row["code"], row["name"], row["households"]) for row in reading.rows] == [
        ("341623101000", "双桥镇", None),
        ("341623101200", "东湾村", 120),
        ("341623101201", "西坡村", 96),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (["12345", "东湾村", "village", "1"], "code"),
        (["", "东湾村", "village", "1"], "code"),
        (["341623101200", "", "village", "1"], "name"),
        (["341623101200", "东湾村", "township", "1"], "level"),
        (["341623101200", "东湾村", "屯", "1"], "level"),
        (["341623101200", "东湾村", "village", "很多"], "households"),
        (["341623101200", "东湾村", "village", "-3"], "households"),
        (["341623101201", "西坡村", "village", "1"], "code"),
    ],
)
def test_faulty_places_are_turned_back_one_by_one(
    tmp_path: Path, row: list[str], field: str
) -> None:
    good = ["341623101201", "西坡村", "village", "96"]
    path = table(tmp_path / "a.csv", [["code", "name", "level", "households"], good, row])
    reading = read_places(path)
    assert len(reading.rows) == 1
    (rejected,) = reading.rejected
    assert (rejected["row"], rejected["field"]) == (3, field)
    assert rejected["reason"]


def test_households_one_by_one_with_their_codes(tmp_path: Path) -> None:
    rows = [
        ["household", "group", "door", "head", "kind"],
        ["341623101203020014", "二组", "014", "张某", "常住"],
        ["341623101203020015", "二组", "015", "李 某", "租户"],
        ["341623101203020016", "二组", "016", "", "空户"],
        ["341623101203020000", "二组", "017", "", ""],
        ["341623101203020015", "二组", "018", "", ""],
        ["341623101203020019", "二组", "019", "", "别墅"],
    ]
    reading = read_places(table(tmp_path / "a.csv", rows))
    assert [row["village"] for row in reading.rows] == ["341623101203"] * 3
    assert reading.rows[1]["household"] == {
        "code": "341623101203020015",
        "group": "二组",
        "door": "015",
        "head": "李某",
        "kind": "tenant",
    }
    assert [(r["row"], r["field"]) for r in reading.rejected] == [
        (5, "household"),
        (6, "household"),
        (7, "kind"),
    ]


def test_a_household_under_the_code_of_places_keeps_its_kind(tmp_path: Path) -> None:
    rows = [
        ["code", "name", "kind"],
        ["341623101203", "柳树沟村", "行政村"],
        ["341623101203020014", "张某", "空户"],
        ["341623101203020015", "李某", "行政村"],
    ]
    reading = read_places(table(tmp_path / "a.csv", rows))
    kinds = [row["household"]["kind"] for row in reading.rows if "household" in row]
    assert kinds == ["empty", "resident"]


def test_households_without_codes_get_them_by_village_group_and_order(tmp_path: Path) -> None:
    rows = [
        ["柳树沟村户名册"],
        ["村", "村民组", "户主姓名", "地址"],
        ["柳树沟村", "一组", "张某", "一组1号"],
        [None, None, "李某", "一组2号"],
        [None, "二组", "王某", "二组1号"],
        ["东湾村", "西头", "赵某", ""],
        ["某村", "一组", "钱某", ""],
    ]
    path = book(tmp_path / "a.xlsx", rows, ["A1:D1", "A3:A5", "B3:B4"])
    reading = read_places(path, VILLAGES)
    told = [(row["household"]["code"], row["household"]["head"]) for row in reading.rows]
    assert told == [
        ("341623101203010001", "张某"),
        ("341623101203010002", "李某"),
        ("341623101203020001", "王某"),
        ("341623101200510001", "赵某"),
    ]
    assert [(r["row"], r["field"]) for r in reading.rejected] == [(7, "name")]
    assert read_places(path).rows == ()


def test_places_and_their_households_in_one_workbook(tmp_path: Path) -> None:
    from tests.ledger_kit import books

    path = books(
        tmp_path / "a.xlsx",
        {
            "村": ([["代码", "名称", "户数"], ["341623101200", "东湾村", 2]], []),
            "户": ([["村", "组", "户主"], ["东湾村", "1组", "张某"]], []),
        },
    )
    place, home = read_places(path).rows
    assert place["name"] == "东湾村"
    assert home["household"]["code"] == "341623101200010001"


def test_a_file_without_a_known_header_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="表头"):
        read_places(table(tmp_path / "a.csv", [["甲", "乙"], ["1", "2"]]))


def test_groups_and_households_may_stand_in_the_list_of_places_by_their_codes(
    tmp_path: Path,
) -> None:
    path = tmp_path / "p.csv"
    path.write_text(
        "code,name,level,households\n"
        "341623101203,柳树沟村,village,\n"
        "34162310120301,一组,group,\n"
        "341623101203010001,张三,household,\n"
        "341623101203010002,李四,,\n",
        encoding="utf-8",
    )
    reading = read_places(path)
    assert reading.rejected == ()
    assert [row.get("level") for row in reading.rows] == ["village", None, None]
    homes = [row["household"] for row in reading.rows[1:]]
    assert [(home["code"][-6:], home["group"], home["head"]) for home in homes] == [
        ("010001", "一组", "张三"),
        ("010002", "一组", "李四"),
    ]


def test_a_household_may_say_from_when_to_when_it_is_there(tmp_path: Path) -> None:
    rows = [
        ["户编码", "户主", "类型", "迁入日期", "迁出日期"],
        ["341623101200010001", "张某", "租户", "2026.10.5", "2026-12-31"],
        ["341623101200010002", "李某", "常住", None, None],
        ["341623101200010003", "王某", "常住", "二月三十", None],
    ]
    reading = read_places(book(tmp_path / "a.xlsx", rows), VILLAGES)
    first, second = (row["household"] for row in reading.rows)
    assert (first["valid_from"], first["valid_to"]) == ("2026-10-05", "2026-12-31")
    assert not {"valid_from", "valid_to"} & second.keys()
    assert [(each["row"], each["field"]) for each in reading.rejected] == [(4, "valid_from")]


def test_a_household_that_ends_before_it_begins_is_turned_back(tmp_path: Path) -> None:
    rows = [
        ["户编码", "户主", "起始日期", "截止日期"],
        ["341623101203010001", "张三", "2026-10-05", "2026-01-31"],
        ["341623101203010002", "李四", "2026-10-05", "2026-10-05"],
    ]
    reading = read_places(table(tmp_path / "a.csv", rows), VILLAGES)
    assert len(reading.rows) == 1
    (fault,) = reading.rejected
    assert (fault["row"], fault["field"], fault["value"]) == (2, "valid_to", "2026-01-31")


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (
            ["村", "组", "户主", "与户主关系", "姓名"],
            [
                ["东湾村", "一组", "张三", "户主", "张三"],
                ["东湾村", "一组", "张三", "妻", "李四"],
                ["东湾村", "一组", "王五", "子", "王六"],
                ["东湾村", "一组", "王五", "孙", "王七"],
            ],
        ),
        (
            ["村", "组", "姓名", "与户主关系", "性别"],
            [
                ["东湾村", "一组", "张三", "户主", "男"],
                ["东湾村", "一组", "李四", "妻", "女"],
                ["东湾村", "一组", "王五", "本人或户主", "男"],
            ],
        ),
    ],
)
def test_a_list_of_a_row_a_person_gives_a_household_each_of_its_heads(
    tmp_path: Path, head: list[str], rows: list[list[str]]
) -> None:
    reading = read_places(book(tmp_path / "a.xlsx", [head, *rows]), VILLAGES)
    assert [row["household"]["head"] for row in reading.rows] == ["张三", "王五"]
    assert reading.rejected == ()


def test_a_kind_of_household_that_tells_of_its_means_is_a_resident_one(tmp_path: Path) -> None:
    rows = [["村", "组", "户主", "户类型"], ["东湾村", "一组", "张三", "五保户"]]
    rows.append(["东湾村", "一组", "李四", "举家外出"])
    reading = read_places(book(tmp_path / "a.xlsx", rows), VILLAGES)
    assert [row["household"]["kind"] for row in reading.rows] == ["resident", "empty"]
