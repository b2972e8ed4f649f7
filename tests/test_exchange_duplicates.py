"""Likely the same matter: offered with reasons, never by a person's record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.exchange.duplicates import Corpus, likely
from xinfang_tui.exchange.likeness import Matter

V1, V2 = "510923104201", "510923104202"
WATER = Matter(
    "d1",
    V1,
    "水渠灌溉放水先后争执",
    "0201",
    date(2026, 10, 3),
    (("张建军", "", ""), ("王桂英", "", "")),
)
OTHERS = [
    Matter("x1", V1, "拖欠工资争议", "0701", date(2026, 10, 5), (("赵小明", "", ""),)),
    Matter("x2", V2, "宅基地边界不清", "0902", date(2026, 10, 6), (("孙丽", "", ""),)),
    Matter("x3", V2, "婚约彩礼返还", "0101", date(2026, 9, 6), (("周芳", "", ""),)),
]


def pairs(*matters: Matter) -> list[tuple[str, str]]:
    return [(like.one, like.other) for like in likely([*OTHERS, *matters])]


def test_one_matter_told_in_two_villages_is_found_with_reasons() -> None:
    told = replace(WATER, id="d2", village=V2, title="为水渠放水先后发生争执")
    (like,) = likely([*OTHERS, WATER, told])
    assert (like.one, like.other) == ("d1", "d2")
    assert like.reasons == ("2 名当事人同名", "事项用词相近", "类别相同", "同一天发生")


def test_names_heard_differently_are_still_found() -> None:
    heard = replace(WATER, id="d2", village=V2, parties=(("章剑君", "", ""), ("王桂英", "", "")))
    (like,) = likely([*OTHERS, WATER, heard])
    assert "有当事人姓名同音或近音" in like.reasons


def test_reasons_carry_no_name_and_no_phone() -> None:
    parties = (("张建军", "13900001111", "51092310420100010001"),)
    one, two = replace(WATER, parties=parties), replace(WATER, id="d2", parties=parties)
    (like,) = likely([*OTHERS, one, two])
    told = "".join(like.reasons)
    assert "张" not in told and "139" not in told
    assert "联系电话相同" in told and "涉及同一户" in told


def test_the_same_person_in_another_matter_is_no_duplicate() -> None:
    other = Matter("d2", V1, "承包地面积不符", "0901", date(2026, 3, 3), (("张建军", "", ""),))
    assert pairs(WATER, other) == []


def test_hidden_names_are_no_evidence() -> None:
    one = Matter("d1", V1, "道路扩建占地", "1102", date(2026, 10, 3), (("张某", "", ""),))
    two = Matter("d2", V2, "饮水管道漏水", "1104", date(2026, 10, 3), (("张某", "", ""),))
    assert pairs(one, two) == []


def test_a_matter_without_named_parties_is_found_by_its_words() -> None:
    one = replace(WATER, parties=())
    assert pairs(one, replace(one, id="d2", occurred_on=date(2026, 10, 4))) == [("d1", "d2")]


def test_pairs_already_settled_or_out_of_focus_are_not_offered() -> None:
    two = replace(WATER, id="d2")
    settled = {frozenset(("d1", "d2"))}
    assert likely([*OTHERS, WATER, two], settled=settled) == []
    assert likely([*OTHERS, WATER, two], focus={"x1"}) == []
    assert len(likely([*OTHERS, WATER, two], focus={"d2"})) == 1


matters = st.builds(
    Matter,
    id=st.uuids().map(str),
    village=st.sampled_from([V1, V2]),
    title=st.text("水渠放争执地界欠薪路[/x]", max_size=12),
    category=st.sampled_from(["", "0201", "0299", "0902"]),
    occurred_on=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    parties=st.lists(
        st.tuples(
            st.text("张章王某*X ", max_size=3), st.text("0123456789-", max_size=8), st.just("")
        ),
        max_size=3,
    ).map(tuple),
)


@given(st.lists(matters, min_size=2, max_size=6, unique_by=lambda m: m.id))
def test_comparing_is_symmetric_bounded_and_always_explained(found: list[Matter]) -> None:
    corpus = Corpus.of(found)
    for one in found:
        for other in found:
            score, reasons = corpus.compare(one.id, other.id)
            assert (score, reasons) == corpus.compare(other.id, one.id)
            assert 0 <= score <= 100
            assert bool(reasons) or score == 0


@given(st.lists(matters, min_size=2, max_size=8, unique_by=lambda m: m.id))
def test_the_order_of_matters_does_not_matter(found: list[Matter]) -> None:
    assert likely(found) == likely(reversed(found))


def test_a_dispute_in_json_is_a_matter() -> None:
    record = {
        "id": "d1",
        "village": V1,
        "title": "水渠灌溉放水先后争执",
        "category": "0201",
        "occurred_on": "2026-10-03",
        "parties": [{"name": "张建军"}, {"name": "王桂英", "phone": None}],
    }
    assert Matter.from_json(record) == WATER
