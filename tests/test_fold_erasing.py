"""Erasures in the fold: the strictest wins, in any order, whole copies beside emptied ones."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.machines import Machine
from xinfang_tui.disputes import erasing, kinds
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.erased import as_left, beside, what_is_left
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import fold
from xinfang_tui.disputes.order import causal
from xinfang_tui.disputes.residue import common, residue
from xinfang_tui.disputes.sought import taking, telling
from xinfang_tui.refusal import Refused

ZHANG = {"name": "张大山", "phone": "13900001111", "id_number": "341623198001011234"}
LI = {"name": "李小河", "phone": "13700002222", "address": "东湾村二组"}
WORDS = [*ZHANG.values(), *LI.values()]
REGISTER: dict[str, Any] = {
    "title": "张大山和李小河争水",
    "parties": [ZHANG, LI],
    "village": "341623101203",
    "category": "0201",
    "occurred_on": "2026-10-01",
}
REQUESTS = ("全部", "张大山", "李小河", "张大山的电话", "李小河的住址", "电话", "身份证号", "事项")


def left(events: list[Event]) -> list[Event]:
    nodes = causal(events)
    return [node.event for node in as_left(nodes, what_is_left(nodes))]


def erase(machine: Machine, now: int, what: str, day: int) -> bool:
    """As the desk does it: the codes, then what else stays; the data leave this machine's store."""
    events = left(list(machine.known.values()))
    try:
        request = erasing.asked(what, events)
    except Refused:
        return False
    taken = erasing.cut(request, events)
    if not taken.targets:
        return False
    data = {"what": request.words, "covers": request.covers, "fields": list(request.fields)}
    made = machine.write(now, "erase", data | {"targets": taken.targets}, day=day)
    if taken.kept:
        party = list(request.parties) if request.covers == "field" else []
        rest = {"of": made.id, "kept": taken.kept, "party": party}
        machine.write(now, "retain", rest, day=day)
    machine.known = {
        key: event.erased() if event.id in taken.targets else event
        for key, event in machine.known.items()
    }
    return True


def entry(machine: Machine, now: int, chance: random.Random, day: int) -> None:
    people = chance.choice(([ZHANG], [LI], [ZHANG, LI], []))
    text = "、".join(chance.sample(WORDS, 2))
    kind, data = chance.choice(
        (
            ("correct", {"field": "parties", "value": people, "reason": text}),
            ("correct", {"field": "title", "value": text, "reason": "核实"}),
            ("note", {"text": text}),
            ("mediate", {"outcome": "failed", "people": [p["name"] for p in people], "text": text}),
            ("consent", {"party": "张大山", "to": "wider", "given": True}),
            ("resolve", {"method": "0103", "terms": [{"who": "李小河", "what": text}]}),
            ("reopen", {"reason": text}),
            ("escalate", {"from": "village", "to": "township", "reason": text}),
        )
    )
    machine.write(now, kind, data, day=day)


def history(seed: int, length: int, requests: tuple[str, ...]) -> tuple[list[Machine], list[str]]:
    chance = random.Random(seed)
    machines = [Machine(name, 0, chance) for name in "ABC"]
    machines[0].write(0, "register", REGISTER, day=1)
    for other in machines[1:]:
        other.receive(machines[0], 0)
    done = []
    for now in range(1, length):
        one, two = chance.sample(machines, 2)
        turn = chance.random()
        if turn < 0.3:
            one.receive(two, now * 1000)
        elif turn < 0.45:
            what = chance.choice(requests)
            if erase(one, now * 1000, what, min(28, 1 + now % 28)):
                done.append(what)
        else:
            entry(one, now * 1000, chance, min(28, 1 + now % 28))
    return machines, done


def copies(machines: list[Machine]) -> dict[tuple[str, int], list[Event]]:
    found: dict[tuple[str, int], list[Event]] = {}
    for machine in machines:
        for key, event in machine.known.items():
            found.setdefault(key, []).append(event)
    return found


@given(st.integers(0, 10**9), st.integers(2, 30))
def test_any_order_of_arrival_and_any_copy_gives_the_same_dispute(seed: int, length: int) -> None:
    machines, _ = history(seed, length, REQUESTS)
    chance = random.Random(seed)
    known = copies(machines)
    whole = [max(each, key=lambda e: e.data is not None) for each in known.values()]
    expected = fold(whole)
    assert Dispute.from_json(json.loads(json.dumps(expected.to_json()))) == expected
    targets = {t for e in whole if e.kind == "erase" for t in e.payload["targets"]}
    for _ in range(3):
        some = [e.erased() if e.id in targets and chance.random() < 0.5 else e for e in whole]
        chance.shuffle(some)
        assert fold(some) == expected


@given(st.integers(0, 10**9), st.integers(2, 30))
def test_after_an_erasure_of_all_no_word_stays_but_of_who_knew_it(seed: int, length: int) -> None:
    machines, done = history(seed, length, ("全部",))
    events = [max(each, key=lambda e: e.data is not None) for each in copies(machines).values()]
    erasures = [event for event in events if event.kind == "erase"]
    assert len(erasures) == len(done)
    unaware = [
        e
        for e in left(events)
        if e.kind != "erase" and not any(e.knows(other) for other in erasures)
    ]
    if erasures:
        text = json.dumps([dict(e.payload) for e in unaware], ensure_ascii=False)
        assert not any(word in text for word in WORDS)


@given(st.integers(0, 10**9), st.integers(2, 30))
def test_an_erasure_moves_no_figure(seed: int, length: int) -> None:
    machines, _ = history(seed, length, ("重来",))
    one, two, three = machines
    one.receive(two, 10**6)
    one.receive(three, 10**6)
    before = fold(one.known.values())
    for what in REQUESTS:
        erase(one, 10**7, what, 28)
    after = fold(one.known.values())
    for name in ("status", "rung", "failed", "mediations", "reopened", "transitions", "starts"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize(
    ("what", "gone"),
    [
        ("张大山", {"张大山", "13900001111", "341623198001011234"}),
        ("张大山的电话", {"13900001111"}),
        ("李小河的住址", {"东湾村二组"}),
        ("电话", {"13900001111", "13700002222"}),
        ("全部", set(WORDS)),
    ],
)
def test_a_narrow_request_stays_narrow(what: str, gone: set[str]) -> None:
    machine = Machine("A", 0, random.Random(1))
    machine.write(0, "register", REGISTER, day=1)
    machine.write(1, "note", {"text": "、".join(WORDS)}, day=2)
    assert erase(machine, 2, what, 3)
    text = json.dumps(
        [dict(e.payload) for e in left(list(machine.known.values()))], ensure_ascii=False
    )
    assert {word for word in WORDS if word not in text} == gone
    erasure = next(e for e in machine.known.values() if e.kind == "erase")
    assert not any(word in json.dumps(dict(erasure.payload), ensure_ascii=False) for word in WORDS)


def test_two_narrow_requests_side_by_side_take_what_either_asked() -> None:
    one, two = Machine("A", 0, random.Random(1)), Machine("B", 0, random.Random(2))
    one.write(0, "register", REGISTER, day=1)
    two.receive(one, 0)
    assert erase(one, 1, "张大山的电话", 2) and erase(two, 1, "李小河的电话", 2)
    both = fold([*one.known.values(), *two.known.values()])
    assert [(p.name, p.phone) for p in both.parties] == [("张大山", ""), ("李小河", "")]
    assert both.title == REGISTER["title"] and both.parties[1].address == "东湾村二组"


def test_what_several_erasures_keep_is_what_each_of_them_keeps() -> None:
    one = {"parties": [{"name": "甲", "phone": "1"}, {}], "title": "甲来说", "people": 2}
    two = {"parties": [{"name": "甲"}, {"name": "乙"}], "title": "乙来说", "people": 2}
    kept = {"parties": [{"name": "甲"}, {}], "people": 2}
    assert common([one, two]) == common([two, one]) == kept
    assert common([one, two, {"people": 2}]) == {"people": 2}


def test_beside_an_erased_phone_codes_stay_and_what_an_earlier_erasure_kept_loses_it() -> None:
    other = {"name": "乙", "household": "341623198001011234", "phone": "13900001111"}
    data = {
        "parties": [other],
        "external_refs": ["13800000000"],
        "brief": "打过 13900001111",
        "reporter": "丙",
    }
    less = data | {"parties": [{k: v for k, v in other.items() if k != "phone"}]}
    less["brief"] = "打过 （已删除）"
    erasure = {"covers": "field", "fields": ["phone"]}
    assert beside(erasure, "register", data) == less
    correct = {"field": "external_refs", "value": ["13800000000"], "old": ["13900001111"]}
    assert beside(erasure, "correct", correct) == correct
    assert beside(erasure, "retain", {"of": "e", "kept": {"r": data}})["kept"] == {"r": less}
    reporter = {"covers": "field", "fields": ["reporter"]}
    retain = {"of": "e", "kept": {"r": data, "s": {"of": "d", "kept": {"r": data}}}}
    assert "丙" not in json.dumps(beside(reporter, "retain", retain), ensure_ascii=False)


NUMBERS_GONE = {"covers": "field", "fields": ["phone"]}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("brief", "打13800138000"),
        ("title", "１３８００１３８０００"),
        ("reporter", "138 0013 8000"),
    ],
)
def test_beside_an_erased_phone_a_kept_correction_loses_it_too(field: str, value: str) -> None:
    correction = {"field": field, "value": value, "old": value, "reason": value}
    less = beside(NUMBERS_GONE, "correct", correction)
    assert less == correction | {
        name: value.replace(value.removeprefix("打"), "（已删除）")
        for name in ("value", "old", "reason")
    }
    kept = beside(NUMBERS_GONE, "retain", {"of": "x", "kept": {"i": correction}})["kept"]
    assert kept == {"i": less}


def test_beside_an_erased_phone_of_one_his_new_name_loses_it_too() -> None:
    value = [{"name": "张三丰", "phone": "13900001111"}, LI]
    data = {"field": "parties", "old": ["张三", LI["name"]], "value": value}
    less = beside(NUMBERS_GONE, "correct", data, {"张三"})
    assert less["value"] == [{"name": "张三丰"}, LI]


@given(st.text("张三丰李四12-（ ）.", min_size=1), st.sampled_from(["张三", "12345", "张三丰"]))
def test_words_are_taken_in_every_spelling_and_no_longer_name_is_cut(text: str, word: str) -> None:
    take = taking({word}, ["张三丰李"], "〇")
    wide = str.maketrans("12345-().", "１２３４５－（）．")
    left = take(f"{text}，{word}，{text}")
    assert f"，{word}，" not in left and "张三丰李四" in take("张三丰李四")
    assert take(f"，{' '.join(word).translate(wide)}，") == "，〇，"
    assert take(left) == left


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("张三", "户主张  三"),
        ("张三丰", "户主张　 三　 丰"),
        ("JohnSmith", "户主John  Smith"),
        ("买买提·艾力", "户主买买提•艾力"),
        ("买买提•艾力", "户主买买提・艾力"),
        ("买买提·艾力", "户主买买提艾力"),
    ],
)
def test_a_name_is_taken_however_its_parts_are_set_apart(word: str, text: str) -> None:
    assert taking({word}, [], "〇")(text) == "户主〇"


@pytest.mark.parametrize("phone", ["0558-1234567", "05581234567转8001", "010 12345678"])
def test_a_fixed_line_is_also_known_without_the_area(phone: str) -> None:
    short = "12345678" if phone.startswith("010") else "1234567"
    assert short in telling("phone", phone)
    whole = {"05581234567", "01012345678"}
    assert short not in telling("phone", phone, known=whole)


STAFF = {"handler", "helpers", "leader", "unit", "approver"}
IDS = {"lead", "target", "field", "conflict"}


@pytest.mark.parametrize("kind", [*kinds.KINDS.values()], ids=lambda kind: kind.name)
def test_of_an_erased_entry_no_text_stays_but_who_acted_for_the_office(kind: kinds.Kind) -> None:
    said = {field.name: "张大山13900001111" for field in kind.fields}
    left = {name for name, value in residue(kind.name, said).items() if value == said[name]}
    coded = {field.name for field in kind.fields if field.type not in (kinds.TEXT, kinds.ANY)}
    assert left - coded <= STAFF | IDS
