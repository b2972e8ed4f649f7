"""Names are hidden everywhere, in titles and notes too, and told apart within a paper."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.disputes.digits import hidden_phone
from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.disputes.masking import (
    Mask,
    cores_of,
    mask_of,
    people_in,
    people_told,
    screen_name,
)

NAMES = st.text("张王李赵欧阳三四五六建军国强", min_size=2, max_size=4)


def paper(*people: str, key: str = "通报2026-10", **more: object) -> Mask:
    return Mask(people, paper=key, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("张三", "张某"),
        ("张三丰", "张某某"),
        ("欧阳锋", "欧阳某"),
        ("古丽娜尔汗", "古某某"),
        ("张", "张某"),
        ("张某甲", "张某甲"),
        ("张**", "张**"),
        ("", ""),
        ("匿名", "匿名"),
        ("东湾村委会", "东湾村委会"),
        ("张三Zhang\nABC公司", "张某某"),
        ("[/x]", "某某"),
        ("John Smith", "J某某"),
    ],
)
def test_on_screen_a_name_keeps_its_surname(name: str, shown: str) -> None:
    assert screen_name(name) == shown
    assert Mask([name]).name(name) == shown


@pytest.mark.parametrize("between", ["、", "；", "\n"])
def test_a_person_beside_an_office_in_one_field_is_hidden(between: str) -> None:
    assert Mask([]).name(f"张三{between}ABC公司") == f"张某{between}ABC公司"
    assert Mask([]).name(f"ABC公司{between}张三") == f"ABC公司{between}张某"
    assert "张三" not in Mask([]).name(f"ABC公司（法人张三）{between}李四")
    assert Mask([f"张三{between}ABC公司"]).text("张三说，ABC公司不认账") == "张某说，ABC公司不认账"


def test_the_other_style_uses_stars() -> None:
    assert Mask(["张三丰"], style="*").name("张三丰") == "张**"


def test_the_only_one_of_a_surname_is_called_by_it() -> None:
    mask = paper("张三", "李四")
    assert mask.text("张三与李四因排水争执") == "张某与李某因排水争执"


def test_two_of_a_surname_are_told_apart_throughout_the_paper() -> None:
    mask = paper("张三", "张五", "李四")
    assert {mask.name("张三"), mask.name("张五")} == {"张某甲", "张某乙"}
    assert mask.text("张三打电话给张五，张三说") == (
        f"{mask.name('张三')}打电话给{mask.name('张五')}，{mask.name('张三')}说"
    )


def test_the_next_paper_has_other_pseudonyms() -> None:
    people = [f"张{each}" for each in "一二三四五六七八"]
    first = [paper(*people, key="通报2026-10").name(each) for each in people]
    second = [paper(*people, key="通报2026-11").name(each) for each in people]
    assert sorted(first) == sorted(second)
    assert first != second


def test_a_pseudonym_of_the_ledger_is_kept_and_not_given_twice() -> None:
    mask = paper("张某甲", "张三")
    assert mask.name("张某甲") == "张某甲"
    assert mask.name("张三") == "张某乙"


def test_a_name_within_a_longer_name_is_not_taken_for_it() -> None:
    mask = paper("张三", "张三丰")
    assert mask.text("张三丰来访") == f"{mask.name('张三丰')}来访"
    assert mask.name("张三丰") != mask.name("张三")


def test_one_character_is_hidden_in_its_field_but_not_in_every_word() -> None:
    mask = paper("张")
    assert mask.name("张") == "张某"
    assert mask.text("一张纸") == "一张纸"


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        ("张三、李四", "张某、李某"),
        ("张三等12人", "张某等12人"),
        ("张三（户主）", "张某（户主）"),
        ("张 三", "张某"),
        ("张　三", "张某"),
        ("张三/李四", "张某/李某"),
    ],
)
def test_a_field_of_several_names_hides_each(field: str, shown: str) -> None:
    assert paper(field).name(field) == shown


def test_a_field_that_the_mask_never_saw_is_hidden_all_the_same() -> None:
    assert paper("张三").name("张三、王五") == "张某、王某"
    assert paper().name("王五") == "王某"
    assert paper().name("王五13812345678") == "王某某"


def test_a_spaced_out_name_is_found_in_text() -> None:
    assert paper("张三").text("户主张 三、张　三") == "户主张某、张某"
    assert paper("张三").text("户主张  三") == "户主张某"
    assert paper("张三丰").text("户主张　三丰、张 三 丰") == "户主张某、张某"


@pytest.mark.parametrize("dot", "·•・‧∙")
def test_a_dot_inside_a_name_is_written_in_many_ways(dot: str) -> None:
    for text in ("买买提·艾力", "买买提•艾力"):
        assert "艾力" not in paper(f"买买提{dot}艾力").text(f"户主{text}")


def test_places_and_offices_are_kept_where_a_name_stands_in_them() -> None:
    mask = paper("石桥", "高山", keep=["石桥村"])
    assert mask.text("石桥村的石桥") == "石桥村的石某"


def test_a_company_is_kept_but_for_the_person_it_is_named_after() -> None:
    mask = paper("张三")
    assert mask.party(Party("张三建材店", kind="company")) == "张某建材店"
    assert mask.party(Party("宏达公司", kind="company")) == "宏达公司"
    assert mask.party(Party("张三")) == "张某"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("电话13812345678。", "电话138****5678。"),
        ("138-1234-5678", "138****5678"),
        ("138 1234 5678", "138****5678"),
        ("+8613812345678", "138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("0558-1234567", "0558****567"),
        ("身份证11010519491231002X，", "身份证110105************，"),
        ("号110105194912310021", "号110105************"),
        ("柳-2610-03074", "柳-2610-03074"),
        ("2026-10-08 14:30 涉及 3 人 120000 元", "2026-10-08 14:30 涉及 3 人 120000 元"),
    ],
)
def test_numbers_like_a_phone_or_an_id_are_hidden_in_text(text: str, shown: str) -> None:
    assert paper().text(text) == shown


def test_the_phones_that_are_known_are_hidden_however_short() -> None:
    mask = Mask([], ["小灵通 5551234"], paper="x")
    assert mask.text("打5551234找他") == "打****34找他"
    assert mask.phone("小灵通 5551234") == "小灵通 ****34"
    assert mask.phone("13812345678（女儿）") == "138****5678（女儿）"
    assert mask.phone("") == ""


def test_the_offices_own_number_and_household_codes_are_kept() -> None:
    mask = paper(keep=["0558-1234567", "341623101200"])
    assert mask.text("监督电话0558-1234567") == "监督电话0558-1234567"
    assert mask.text("户 341623101200010001") == "户 341623101200010001"


def test_an_address_loses_its_door() -> None:
    assert paper("张三").address("柳树沟村二组14号张三家") == "柳树沟村二组*号张某家"


def test_a_known_address_loses_its_door_in_any_text() -> None:
    mask = Mask(["欧阳机密"], addresses=["绝密街9号"])
    assert mask.text("欧阳机密住绝密街9号，争9号地") == "欧阳某某住绝密街*号，争9号地"


def test_the_people_of_a_dispute_are_its_parties_not_its_handlers() -> None:
    dispute = Dispute(
        "d",
        title="张三与宏达公司",
        parties=(
            Party("张三", phone="5551234", representative="周七"),
            Party("宏达公司", kind="company"),
        ),
        reporter="吴八",
        handler="郑九",
        registered_on=date(2026, 10, 1),
    )
    mask = mask_of([dispute], paper="x")
    assert mask.text("张三、周七、吴八、郑九、宏达公司 5551234") == (
        "张某、周某、吴某、郑九、宏达公司 ****34"
    )


def test_several_thousand_of_one_surname_all_differ() -> None:
    people = [f"张{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(3000)]
    mask = paper(*people)
    assert len({mask.name(each) for each in people}) == 3000


@given(st.lists(NAMES, min_size=1, max_size=30, unique=True), st.text(max_size=10))
def test_no_name_is_left_and_no_two_share_a_pseudonym(people: list[str], key: str) -> None:
    mask = paper(*people, key=key or "x")
    shown = {mask.name(each) for each in people}
    assert len(shown) == len(people)
    for each in people:
        assert each not in mask.text(f"因{each}之事") or each in mask.name(each)


@given(st.text(max_size=30), st.text(max_size=200))
def test_hostile_names_and_texts_never_break_it(name: str, text: str) -> None:
    for mask in (Mask([name], [text]), paper(name)):
        assert isinstance(mask.text(text), str)
        assert isinstance(mask.name(text), str)
        assert len(cores_of(name)) == len(cores_of(name.strip()))


@given(st.text(max_size=100))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    mask = paper("张三", "张五", "李四")
    assert mask.text(mask.text(text)) == mask.text(text)


@given(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True))
def test_a_mobile_number_loses_its_middle(phone: str) -> None:
    assert hidden_phone(phone) == f"{phone[:3]}****{phone[-4:]}"
    assert phone not in paper().text(f"联系{phone}即可")


def test_whom_an_entry_names_is_hidden_but_no_office_that_is_a_party() -> None:
    came = {"people": ["熊立", "镇社会事务办", "柏青山"], "agreed_by": "熊立、周大福"}
    office = Dispute("1", parties=(Party("熊立"), Party("顺达货栈", kind="company")))
    named = [*people_in(came), "顺达货栈"]
    text = mask_of([office], paper="工作手册", more=named).text
    assert text("熊立、镇社会事务办、柏青山、周大福、顺达货栈到场") == (
        "熊某、镇社会事务办、柏某、周某、顺达货栈到场"
    )


def test_a_party_corrected_away_is_still_somebody_to_hide() -> None:
    was = [{"name": "赵铁柱", "kind": "person", "representative": "钱满仓"}]
    told = {"field": "parties", "old": was, "value": [{"name": "赵铁桩"}]}
    assert set(people_in(told)) == {"赵铁柱", "钱满仓", "赵铁桩"}
    assert set(people_in({"parties": was, "reporter": "孙有田"})) == {"赵铁柱", "钱满仓", "孙有田"}
    assert set(people_in({"field": "title", "old": "旧题", "value": "新题"})) == set()


def test_a_record_is_shown_without_those_who_were_its_parties_before() -> None:
    entries = (
        {"parties": [{"name": "赵铁柱"}, {"name": "镇修理厂", "kind": "company"}], "people": 2},
        {"people": ["周敏"], "party": "镇修理厂"},
    )
    record = {
        "parties": [{"name": "赵铁桩", "kind": "person"}, {"name": "镇修理厂", "kind": "company"}],
        "reporter": "",
        "trail": [{"data": data} for data in entries],
    }
    assert people_told(record) == ["赵铁桩", "赵铁柱"]


def test_a_word_for_all_parties_is_nobodys_name() -> None:
    words = "双方同意，各方到场，全体签字"
    for said in ("双方", "各方", "全体", "双方当事人", "各方当事人", "全体当事人"):
        mask = Mask([said])
        assert (mask.name(said), mask.text(words)) == (said, words)


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("东湾村三组村民张大海", "张大海家的牛", "张某某家的牛"),
        ("村民赵铁柱", "赵铁柱争水", "赵某某争水"),
        ("东湾村张大海一家", "张大海争水", "张某某争水"),
        ("周建国之妻吴小丽", "吴小丽来访", "吴某某来访"),
    ],
)
def test_a_name_is_hidden_in_text_also_when_its_field_says_who_that_is(
    field: str, text: str, shown: str
) -> None:
    assert Mask([field]).text(text) == shown
