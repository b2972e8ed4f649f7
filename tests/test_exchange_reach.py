"""How far data reach, what lies in a watched folder, what is handed over."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange_kit import TOWNSHIP, VILLAGE, Two, history
from xinfang_tui.exchange import identity, inbox, invitation, receipt
from xinfang_tui.exchange.freshness import Arrival, Freshness, freshness, statement
from xinfang_tui.exchange.handover import handover
from xinfang_tui.exchange.invitation import Invitation, OfficeKeys
from xinfang_tui.exchange.parcel import read_envelope
from xinfang_tui.exchange.receipt import Receipt
from xinfang_tui.exchange.vector import Holding

DAY = date(2026, 10, 25)
days = st.integers(-400, 400).map(lambda n: DAY + timedelta(n))
arrivals = st.lists(st.builds(Arrival, st.sampled_from("abc"), days, days), max_size=12)


def test_a_village_reaches_as_far_as_its_most_silent_machine() -> None:
    came = [Arrival("a", DAY, DAY), Arrival("b", date(2026, 9, 1), DAY)]
    found = freshness({VILLAGE: ["a", "b"], "510923104202": ["c"], "510923104203": []}, came)
    assert found[VILLAGE] == Freshness(date(2026, 9, 1), "b")
    assert found["510923104202"].until is None
    assert "510923104203" not in found
    assert found[VILLAGE].covers(date(2026, 8, 31)) and not found[VILLAGE].covers(DAY)


def test_a_clock_a_year_ahead_does_not_make_data_fresh() -> None:
    ahead = Arrival("a", date(2027, 10, 25), DAY)
    assert freshness({VILLAGE: ["a"]}, [ahead])[VILLAGE] == Freshness(DAY, "a", ("a",))


@given(arrivals, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(came: list[Arrival], rng: random.Random) -> None:
    machines = {VILLAGE: ["a", "b"], "510923104202": ["c"]}
    shuffled = list(came)
    rng.shuffle(shuffled)
    assert freshness(machines, came) == freshness(machines, shuffled)


def test_freshness_is_said_in_a_sentence() -> None:
    assert statement("柳树沟村", Freshness(DAY)) == "柳树沟村：数据截至2026年10月25日"
    assert statement("柳树沟村", Freshness(None)) == "柳树沟村：还没有收到过数据"
    assert statement("柳树沟村", None) == "柳树沟村：由本机登记"


def test_a_folder_shows_what_is_new_seen_for_others_and_unreadable() -> None:
    two, office = Two(), OfficeKeys.fresh()
    parcel = two.parcel(history("aaaaaaaaaaaa", 3))
    seen = two.parcel(history("aaaaaaaaaaaa", 2))
    others = Two().parcel(history("aaaaaaaaaaaa", 1))
    answer = receipt.write_receipt(
        Receipt(
            2,
            two.village.machine,
            "柳树沟村",
            TOWNSHIP,
            two.township.device,
            "x",
            5,
            DAY,
            Holding(),
        ),
        two.village.signing.sign,
    )
    invited = invitation.write_invitation(
        Invitation(VILLAGE, "柳树沟村", "village", ("04",), office.public(TOWNSHIP, "双桥镇"), DAY),
        office,
    )
    files = {
        "b.xfb": parcel,
        "a.XFB": seen,
        "c.xfb": others,
        "d.xfb": parcel[:300],
        "e.xfr": answer,
        "f.xfy": invited,
        "g.xfb": b"nothing",
        "h.docx": b"PK",
        ".b.xfb": parcel,
        "i.xfr": receipt.write_receipt(
            Receipt(3, two.village.machine, "柳树沟村", VILLAGE, "other", "x", 5, DAY, Holding()),
            two.village.signing.sign,
        ),
    }
    found = inbox.look(
        [(name, len(data), data[: inbox.HEAD_BYTES]) for name, data in files.items()],
        recipients=[two.township.machine.recipient],
        unit=TOWNSHIP,
        seen={read_envelope(seen).id},
    )
    assert [(item.name, item.state) for item in found] == [
        ("b.xfb", "new"),
        ("e.xfr", "new"),
        ("f.xfy", "new"),
        ("d.xfb", "unreadable"),
        ("g.xfb", "unreadable"),
        ("a.XFB", "seen"),
        ("c.xfb", "others"),
        ("i.xfr", "others"),
    ]
    assert found[0].says == "2026-10 柳树沟村03号机上报，3 件 3 条"
    assert "没有拷全" in found[3].says
    assert found[1].id == f"{two.village.device}:2"


def test_a_parcel_for_another_machine_is_shown_as_not_ours() -> None:
    stranger = identity.fresh("09", VILLAGE)
    data = Two().parcel([])
    (found,) = inbox.look(
        [("x.xfb", len(data), data)],
        recipients=[stranger.machine.recipient],
        unit=VILLAGE,
        seen=(),
    )
    assert found.state == "others"


def dispute(number: str, **more: Any) -> dict[str, Any]:
    base = {
        "number": number,
        "title": "水渠灌溉放水先后争执",
        "handler": "李某乙",
        "status": "open",
        "due": "2026-10-30",
        "overdue": False,
        "attempts": 0,
        "trail": [],
    }
    return base | more


def test_a_hand_over_lists_open_matters_promises_visits_and_dates() -> None:
    terms = [
        {"who": "张某", "what": "修好水沟", "due": "2026-10-20", "kept": None},
        {"who": "王某", "what": "赔三百元", "due": None, "kept": True},
    ]
    talks = [
        {"kind": "mediate", "data": {"next_on": "2026-10-10"}},
        {"kind": "mediate", "data": {"next_on": "2026-10-28"}},
        {"kind": "note", "data": {}},
    ]
    given_over = handover(
        [
            dispute("柳-2", due="2026-11-02"),
            dispute("柳-1", overdue=True, attempts=2, trail=talks),
            dispute("柳-3", status="resolved", terms=terms, resolved_on="2026-10-12", due=None),
            dispute("柳-4", status="closed", terms=[]),
            dispute("柳-5", handler="别人"),
            dispute("柳-6", status="resolved", due=None),
        ],
        "李某乙",
        "赵某丙",
        DAY,
    )
    assert [item.number for item in given_over.open] == ["柳-1", "柳-2"]
    assert given_over.open[0].what == "继续调处，已调解 2 次未成"
    assert given_over.open[0].state == "已超期"
    assert [(item.due, item.state) for item in given_over.promises] == [
        ("2026-10-20", "已到期未见履行")
    ]
    assert [(item.number, item.due, item.state) for item in given_over.visits] == [
        ("柳-3", "2026-10-19", "已到期"),
        ("柳-6", "", ""),
    ]
    assert [item.due for item in given_over.next] == ["2026-10-28"]
    assert given_over.to_json()["on"] == "2026-10-25"


@pytest.mark.parametrize(
    ("answers", "due"),
    [
        ([], "2026-10-08"),
        ([("2026-10-02", "unsatisfied")], "2026-10-08"),
        ([("2026-10-09", "unreached")], "2026-10-08"),
        ([("2026-10-09", "unsatisfied")], "2026-10-25"),
        ([("2026-10-09", "unsatisfied"), ("2026-10-25", "unsatisfied")], "2026-10-25"),
    ],
)
def test_the_next_visit_falls_due_on_the_days_that_the_office_has_set(
    answers: list[tuple[str, str]], due: str
) -> None:
    visits = [{"on": on, "answer": answer} for on, answer in answers]
    settled = dispute("柳-1", status="resolved", resolved_on="2026-10-05", due=None, visits=visits)
    (item,) = handover([settled], "李某乙", "赵某丙", DAY, (3, 20)).visits
    assert item.due == due


def test_a_new_hand_over_leaves_out_what_was_agreed_for_days_gone_by() -> None:
    talks = [{"kind": "mediate", "data": {"next_on": "2026-10-10"}}]
    assert handover([dispute("柳-1", trail=talks)], "李某乙", "赵某丙", DAY).next == ()
