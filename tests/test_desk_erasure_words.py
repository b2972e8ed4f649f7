"""Whose words a lawful erasure takes, however they are written, and whose it leaves (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.township import matter, township
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


def add(desk: Desk, *parties: dict[str, Any], **more: Any) -> str:
    return str(desk.disputes.add(matter(parties=list(parties), **more))["number"])


def erase(desk: Desk, number: str, what: str) -> dict[str, Any]:
    desk.disputes.act(number, "erase", {"what": what})
    assert desk.care.verify()["ok"]
    return desk.disputes.show(number)


def entered_before(desk: Desk, number: str, kind: str, data: dict[str, Any]) -> dict[str, Any]:
    """Write an entry as programs did that did not ask what a code or a meeting names."""
    subject = f"dispute:{desk.disputes.show(number)['id']}"
    desk._context.journal.append(subject, kind, data, by="周敏", on="2026-10-03")
    return desk.disputes.show(number)


def stored(desk: Desk, *words: str) -> set[str]:
    data = (desk.folder / "ledger.db").read_bytes()
    return {word for word in words if word.encode() in data}


@pytest.mark.parametrize(
    "name", ["赵六（户主）", "赵六(户主)", "赵六（户主", "赵　六【代表】", "赵六 户主"]
)
@pytest.mark.parametrize("as_written", [True, False])
def test_a_name_with_something_beside_it_is_found_and_taken_from_texts(
    desk: Desk, name: str, as_written: bool
) -> None:
    other = {"name": "钱七", "phone": "13700002222"}
    number = add(desk, {"name": name}, other, title="赵六和钱七争水", brief=f"{name}说过")
    shown = erase(desk, number, name if as_written else "赵六")
    assert [party["name"] for party in shown["parties"]] == ["钱七"]
    assert (shown["title"], shown["brief"]) == ("（已删除）和钱七争水", "（已删除）说过")
    assert stored(desk, name, "赵六", "13700002222") == {"13700002222"}


@pytest.mark.parametrize("what", ["赵六（户主）的电话", "赵六的电话", "赵六(户主)：手机"])
def test_a_field_is_asked_for_by_a_bare_name_too(desk: Desk, what: str) -> None:
    number = add(desk, {"name": "赵六（户主）", "phone": "13800138002"})
    shown = erase(desk, number, what)
    assert [(p["name"], p["phone"]) for p in shown["parties"]] == [("赵六（户主）", "")]


def test_a_bare_name_of_two_is_asked_about(desk: Desk) -> None:
    number = add(desk, {"name": "赵六（户主）"}, {"name": "赵六（租户）"})
    with pytest.raises(Refused, match=r"不止一位.*赵六（户主）.*赵六（租户）"):
        desk.disputes.act(number, "erase", {"what": "赵六"})
    shown = erase(desk, number, "赵六（租户）")
    assert [party["name"] for party in shown["parties"]] == ["赵六（户主）"]


PHONES = "13800138002、13900139002"
SPELT = (
    "１３８００１３８００２",
    "138 0013 8002",
    "139-0013-9002",
    "1390013 9002",
    "8613800138002",
)


@pytest.mark.parametrize("what", ["赵六", "赵六的电话", "电话"])
def test_every_number_of_a_field_is_found_as_anybody_writes_it(desk: Desk, what: str) -> None:
    number = add(desk, {"name": "赵六", "phone": PHONES}, brief=f"打过{'，'.join(SPELT)}")
    desk.disputes.act(number, "note", {"text": f"又打{SPELT[0]}，2026-10-03 没有人接"})
    shown = erase(desk, number, what)
    assert shown["brief"] == "打过" + "，".join(["（已删除）"] * len(SPELT))
    assert shown["trail"][1]["data"]["text"] == "又打（已删除），2026-10-03 没有人接"
    assert stored(desk, "13800138002", "13900139002", *SPELT) == set()


def test_a_number_beside_the_name_of_who_told_of_it_goes_with_the_name(desk: Desk) -> None:
    told = {"reporter": "赵六 13800138060", "brief": "打13800138060，钱七 13800138061"}
    shown = erase(desk, add(desk, {"name": "赵六（户主）"}, **told), "赵六")
    assert shown["brief"] == "打（已删除），钱七 13800138061"
    assert stored(desk, "赵六", "13800138060") == set()
    told["reporter"] = "赵六、钱七 13800138061"
    shown = erase(desk, add(desk, {"name": "赵六"}, {"name": "钱七"}, **told), "赵六")
    assert "13800138061" in shown["brief"] and "钱七" in shown["reporter"]


def correct(desk: Desk, number: str, *parties: dict[str, Any]) -> None:
    data = {"field": "parties", "value": list(parties), "reason": "写错了"}
    desk.disputes.act(number, "correct", data)


OLD = {"name": "张三", "phone": "13800138003", "id_number": "341623198001011234"}
OTHER = {"name": "李四", "phone": "13700002222"}


@pytest.mark.parametrize(
    "new",
    [{"name": "张三丰"}, {"name": "章山", "phone": OLD["phone"]}],
    ids=lambda new: new["name"],
)
@pytest.mark.parametrize("by_old_name", [True, False])
def test_a_corrected_name_is_the_same_person(
    desk: Desk, new: dict[str, Any], by_old_name: bool
) -> None:
    number = add(desk, OLD, OTHER, title="张三和李四争水")
    correct(desk, number, new, OTHER)
    shown = erase(desk, number, "张三" if by_old_name else new["name"])
    assert stored(desk, *OLD.values(), new["name"], *OTHER.values()) == {*OTHER.values()}
    assert shown["title"] == "（已删除）和李四争水"
    text = "当事人：“（已删除）、李四”→“（已删除）、李四”（写错了）（部分内容已依法删除）"
    assert shown["trail"][1]["text"] == text


def test_a_field_of_a_corrected_name_goes_from_the_old_record_too(desk: Desk) -> None:
    number = add(desk, OLD, OTHER)
    correct(desk, number, {"name": "张三丰"}, OTHER)
    erase(desk, number, "张三丰的电话")
    assert stored(desk, OLD["phone"], OTHER["phone"]) == {OTHER["phone"]}


def test_who_takes_the_place_of_several_is_none_of_them(desk: Desk) -> None:
    number = add(desk, OLD, OTHER)
    correct(desk, number, {"name": "王五"}, {"name": "孙八"})
    erase(desk, number, "王五")
    assert stored(desk, "王五", "孙八", "张三", "李四") == {"孙八", "张三", "李四"}


@pytest.mark.parametrize("nothing", ["没有", "不详", "无", "本人", "同上", "未留"])
def test_what_says_nothing_and_names_of_places_stay_in_texts(desk: Desk, nothing: str) -> None:
    brief = f"柳树沟村二组{nothing}留排水沟，双桥镇看过"
    for address in ("柳树沟村", "双桥镇柳树沟村委会", "某省某市某县双桥镇柳树沟村", nothing):
        gone = {"name": "孙八", "phone": nothing, "address": address}
        number = add(desk, gone, {"name": "钱七"}, brief=brief, title=nothing)
        shown = erase(desk, number, "孙八")
        assert (shown["brief"], shown["title"]) == (brief, nothing)


def test_who_speaks_for_the_erased_one_and_is_a_party_stays(desk: Desk) -> None:
    number = add(
        desk, {"name": "孙八", "representative": "钱七"}, {"name": "钱七"}, title="孙八、钱七争水"
    )
    assert erase(desk, number, "孙八")["title"] == "（已删除）、钱七争水"


def test_of_several_who_speak_for_one_the_erased_one_goes(desk: Desk) -> None:
    number = add(desk, {"name": "钱七", "representative": "孙八、周九"}, {"name": "孙八"})
    shown = erase(desk, number, "孙八")
    assert stored(desk, "孙八") == set() and "周九" in shown["parties"][0]["representative"]


def test_a_name_of_one_character_goes_where_it_stands_alone(desk: Desk) -> None:
    number = add(desk, {"name": "鲁"}, {"name": "钱七"}, brief="粗鲁")
    desk.disputes.act(number, "mediate", {"outcome": "failed", "people": ["鲁", "钱七"]})
    shown = erase(desk, number, "鲁")
    assert (
        shown["trail"][1]["data"]["people"] == ["（已删除）", "钱七"] and shown["brief"] == "粗鲁"
    )


LU, PLACE = "鲁六十", "鲁六十家调解现场"
OFFICES = [
    ("surface", {"date": "2026-10-03", "office": PLACE}),
    ("transfer", {"to": PLACE, "reason": "职责"}),
    ("refer", {"to": PLACE, "reason": "职责"}),
    ("resolve", {"method": "0103", "organisation": PLACE}),
    ("resolve", {"method": "13800138003", "organisation": "柳树沟村"}),
    ("decide", {"meeting": PLACE, "decision": "continue"}),
]


@pytest.mark.parametrize("what", ["全部", LU])
@pytest.mark.parametrize(("kind", "data"), OFFICES, ids=[kind for kind, _ in OFFICES])
def test_an_office_in_somebodys_own_words_is_a_text(
    desk: Desk, kind: str, data: dict[str, Any], what: str
) -> None:
    number = add(desk, {"name": LU, "phone": "13800138003"}, {"name": "钱七"})
    before = entered_before(desk, number, kind, data)
    if kind == "transfer":
        before = desk.disputes.act(number, "accept", {})
    shown = erase(desk, number, what)
    assert stored(desk, LU, PLACE, "13800138003") == set()
    assert shown["status"] == before["status"] and bool(shown["unit"]) == bool(before["unit"])


def test_a_known_office_stays_when_all_is_erased(desk: Desk) -> None:
    number = add(desk, {"name": LU})
    desk.disputes.act(number, "transfer", {"to": "石桥村", "reason": "职责"})
    desk.disputes.act(number, "accept", {})
    shown = erase(desk, number, "全部")
    assert stored(desk, LU) == set() and shown["unit"] == "石桥村"
