"""Places: codes, names, short names, households, and villages that were merged."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.areacode import covers, level_of, normalise_code
from xinfang_tui.place_facts import check_household, check_place, fold_places
from xinfang_tui.placenames import bare, choose_short
from xinfang_tui.places import Place, PlaceTree
from xinfang_tui.refusal import Refused

TOWN, EAST, STONE, WILLOW = "341623101000", "341623101200", "341623101202", "341623101203"


@dataclass(frozen=True)
class Told:
    """A place event, as far as the fold reads it."""

    subject: str
    kind: str
    payload: dict[str, Any] = field(default_factory=dict)
    on: str = "2026-09-01"


def place(code: str, name: str, **more: Any) -> Told:
    return Told(f"place:{code}", "place_set", {"name": name, **more})


def township(*more: Told) -> PlaceTree:
    return fold_places(
        [
            place(TOWN, "双桥镇"),
            place(EAST, "东湾村", households=3),
            place(STONE, "石桥村", households=2),
            place(WILLOW, "柳树沟村"),
            *more,
        ]
    )


def door(n: int, **more: Any) -> dict[str, Any]:
    return {"code": f"{EAST}01{n:04d}", "group": "一", "door": str(n), **more}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("341623101", TOWN),
        (TOWN, TOWN),
        (" ３４１６２３ ", "341623000000"),
        (EAST, EAST),
        (EAST + "010001", EAST + "010001"),
    ],
)
def test_codes_have_one_spelling(text: str, code: str) -> None:
    assert normalise_code(text) == code


@pytest.mark.parametrize("text", ["", "abc", "3416231012", "34162310120X"])
def test_what_is_no_code_is_refused_with_the_way_to_write_one(text: str) -> None:
    with pytest.raises(Refused, match="区划代码") as refused:
        normalise_code(text)
    assert "9 位" in refused.value.do


def test_a_code_tells_its_level_and_what_it_covers() -> None:
    assert [level_of(code) for code in ("341623000000", TOWN, EAST)] == [
        "county",
        "township",
        "village",
    ]
    assert covers("341623000000", EAST)
    assert covers(TOWN, EAST)
    assert covers(EAST, EAST + "010001")
    assert not covers(EAST, STONE)
    assert not covers("341623102000", EAST)


def test_the_township_lists_its_villages() -> None:
    tree = township()
    assert [each.name for each in tree.villages_of(TOWN)] == ["东湾村", "石桥村", "柳树沟村"]
    home = tree.township(EAST)
    assert home is not None
    assert home.name == "双桥镇"
    assert tree.township() == home


def test_a_township_is_found_by_its_nine_digits() -> None:
    found = township().by_code("341623101")
    assert found is not None
    assert found.name == "双桥镇"


@pytest.mark.parametrize("name", ["石桥村", "石桥", "石桥村委会", "双桥镇石桥村", " 石 桥 村 "])
def test_a_village_is_found_by_the_ways_people_write_it(name: str) -> None:
    found = township().by_name(name)
    assert found is not None
    assert found.code == STONE


def test_an_unknown_or_ambiguous_name_finds_nothing() -> None:
    tree = township(place("341623101210", "石桥社区"))
    assert tree.by_name("北山村") is None
    assert tree.by_name("石桥") is None
    found = tree.by_name("石桥社区")
    assert found is not None
    assert found.kind == "community"


def test_short_names_are_the_first_free_character() -> None:
    tree = township(place("341623101204", "柳河村"), place("341623101205", "柳树村"))
    shorts = {each.name: each.short for each in tree}
    assert shorts["双桥镇"] == "双"
    assert shorts["柳树沟村"] == "柳"
    assert shorts["柳河村"] == "河"
    assert shorts["柳树村"] == "树"


def test_a_short_name_once_given_stays() -> None:
    tree = township(place("341623101199", "柳河村"), place(WILLOW, "柳树沟村", short="柳"))
    shorts = {each.name: each.short for each in tree}
    assert shorts["柳树沟村"] == "柳"
    assert shorts["柳河村"] == "河"


def test_short_names_go_on_when_every_character_is_taken() -> None:
    assert choose_short("柳村", {"柳"}) == "村"
    assert choose_short("东湾村", {"东", "湾"}) == "东湾"
    assert choose_short("东湾村", {"东", "湾", "东湾"}) == "东甲"
    assert choose_short("[/x]12", set()) == "x"


@given(st.lists(st.text("东西南北石柳桥湾村社区1[ ", max_size=5), min_size=1, max_size=30))
def test_short_names_in_a_township_are_never_shared(names: list[str]) -> None:
    tree = fold_places(place(f"341623101{n:03d}", name) for n, name in enumerate(names, start=200))
    shorts = [each.short for each in tree]
    assert len(set(shorts)) == len(names)
    assert all(short.isalpha() for short in shorts)


@given(st.text(max_size=12))
def test_the_bare_name_is_never_empty_unless_the_name_is(name: str) -> None:
    assert bool(bare(name)) is bool(name)


def test_a_village_with_a_number_of_households_gets_made_up_ones() -> None:
    tree = township()
    assert [each.code for each in tree.households(EAST)] == [f"{EAST}00000{n}" for n in (1, 2, 3)]
    assert all(each.made_up and each.inhabited for each in tree.households(EAST))


def test_real_households_take_the_place_of_made_up_ones() -> None:
    listed = Told(f"place:{EAST}", "households_set", {"households": [door(2), door(1)]})
    tree = township(listed)
    assert [each.door for each in tree.households(EAST)] == ["2", "1"]
    assert not any(each.made_up for each in tree.households(EAST))
    assert tree.households(EAST, date(2020, 1, 1)) == tree.households(EAST)


def test_one_household_told_apart_leaves_the_others_of_the_declared_number() -> None:
    first = {"code": f"{EAST}000001", "head": "张三"}
    tree = township(Told(f"place:{EAST}", "household_set", first))
    assert [each.head for each in tree.households(EAST)] == ["张三", "", ""]
    assert tree.has_households(EAST)
    assert not tree.has_households(STONE)


def test_a_household_is_one_that_was_ever_listed_or_cannot_be_known() -> None:
    tree = township(
        Told(f"place:{EAST}", "households_set", {"households": [door(1), door(2)]}),
        Told(f"place:{EAST}", "households_set", {"households": [door(1)], "replace": True}),
    )
    kept, left, never = (f"{EAST}01000{n}" for n in (1, 2, 9))
    assert [tree.may_be_household(code) for code in (kept, left, never)] == [True, True, False]
    made_up, beyond, grouped = f"{STONE}000002", f"{STONE}000003", f"{STONE}010009"
    found = [tree.may_be_household(code) for code in (made_up, beyond, grouped)]
    assert found == [True, False, True]
    assert tree.may_be_household(f"{WILLOW}000009")
    for code in (EAST, kept[:-1], "341623999999010001", ""):
        assert not tree.may_be_household(code)


def test_an_empty_house_is_listed_but_not_expected_to_answer() -> None:
    listed = {"households": [door(1), door(2, kind="empty"), door(3, kind="tenant")]}
    tree = township(Told(f"place:{EAST}", "households_set", listed))
    assert [each.door for each in tree.households(EAST)] == ["1", "2", "3"]
    assert [each.door for each in tree.inhabited(EAST)] == ["1", "3"]


def test_a_house_that_falls_empty_still_counts_in_the_month_before() -> None:
    tree = township(
        Told(f"place:{EAST}", "households_set", {"households": [door(1), door(2)]}),
        Told(f"place:{EAST}", "household_set", door(2, kind="empty"), on="2026-10-15"),
    )
    assert len(tree.inhabited(EAST, date(2026, 10, 1))) == 2
    assert len(tree.inhabited(EAST, date(2026, 10, 15))) == 1
    assert len(tree.inhabited(EAST)) == 1


def test_a_new_head_of_household_mends_the_entry_without_a_second_one() -> None:
    tree = township(
        Told(f"place:{EAST}", "household_set", door(1, head="张三")),
        Told(f"place:{EAST}", "household_set", door(1, head="李四"), on="2026-10-15"),
    )
    assert len(tree.households(EAST, date(2026, 9, 2))) == 3
    found = tree.household(f"{EAST}010001", date(2026, 9, 2))
    assert found is not None
    assert found.head == "李四"


def test_a_list_that_replaces_ends_the_households_it_does_not_name() -> None:
    tree = township(
        Told(f"place:{EAST}", "households_set", {"households": [door(1), door(2)]}),
        Told(
            f"place:{EAST}",
            "households_set",
            {"households": [door(1)], "replace": True},
            on="2026-10-15",
        ),
    )
    assert len(tree.households(EAST)) == 1
    assert len(tree.households(EAST, date(2026, 10, 14))) == 2


def test_merged_villages_are_reported_by_the_places_of_then_or_of_now() -> None:
    tree = township(
        Told(f"place:{WILLOW}", "place_end", {"successors": [STONE]}, on="2026-10-31"),
    )
    assert [each.name for each in tree.villages_of(TOWN)] == ["东湾村", "石桥村"]
    assert len(tree.villages_of(TOWN, date(2026, 10, 31))) == 3
    assert tree.now(WILLOW) == STONE
    assert tree.merged_into(STONE) == (STONE, WILLOW)
    assert tree.now(EAST) == EAST


def test_successors_in_a_circle_end_somewhere() -> None:
    tree = township(
        Told(f"place:{WILLOW}", "place_end", {"successors": [STONE]}),
        Told(f"place:{STONE}", "place_end", {"successors": [WILLOW]}),
    )
    assert tree.now(WILLOW) in {WILLOW, STONE}


def test_other_subjects_leave_the_tree_alone() -> None:
    assert len(fold_places([Told("staff:张三", "staff_set"), Told("place:x", "unheard_of")])) == 0


def test_what_cannot_be_read_in_an_event_is_passed_over() -> None:
    tree = township(
        Told(f"place:{EAST}", "household_set", {"door": "1"}),
        Told(f"place:{EAST}", "households_set", {"households": [{"door": "1"}, door(2)]}),
        place(WILLOW, "柳树沟村", valid_from="昨天"),
    )
    assert [each.door for each in tree.households(EAST)] == ["2"]
    willow = tree.by_code(WILLOW)
    assert willow is not None
    assert willow.valid_from is None


def test_a_new_place_is_checked_and_completed() -> None:
    tree = township()
    ready = check_place(tree, "341623101204", {"name": " 新民社区 ", "households": 80})
    assert ready["level"] == "village"
    assert ready["kind"] == "community"
    assert ready["name"] == "新民社区"
    assert ready["short"] == "新"


@pytest.mark.parametrize(
    ("code", "data", "word"),
    [
        ("341623101204", {"name": ""}, "没有名称"),
        ("341623101204", {"name": "东湾村"}, "已有"),
        ("341623101204", {"name": "北山村", "level": "township"}, "不一致"),
        ("341623101204", {"name": "北山村", "short": "柳"}, "简称"),
        ("341623101204", {"name": "北山村", "households": -1}, "户数"),
        ("341623101204", {"name": "北山村", "kind": "castle"}, "类型"),
        ("34162310120", {"name": "北山村"}, "区划代码"),
    ],
)
def test_a_place_that_cannot_be_is_refused(code: str, data: dict[str, Any], word: str) -> None:
    with pytest.raises(Refused, match=word):
        check_place(township(), code, data)


def test_a_household_of_another_village_is_refused() -> None:
    assert check_household(EAST, door(1, kind="空户"))["kind"] == "empty"
    with pytest.raises(Refused, match="不在本村"):
        check_household(STONE, door(1))
    with pytest.raises(Refused, match="类型"):
        check_household(EAST, door(1, kind="castle"))


def test_a_place_set_again_after_its_end_stands_again() -> None:
    tree = township(Told(f"place:{WILLOW}", "place_end"), place(WILLOW, "柳树沟村"))
    assert tree.by_name("柳树沟村") == Place(WILLOW, "柳树沟村", "village", short="柳")
