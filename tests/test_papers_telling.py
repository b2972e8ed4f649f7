"""Entries of the trail as clauses of running text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.paper_samples import OFFICE, dispute, entry, month
from xinfang_tui.documents.papers.case import Case
from xinfang_tui.documents.papers.telling import told
from xinfang_tui.documents.wording import in_prose


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        (
            "mediate",
            {"place": "村委会", "people": ["甲"], "outcome": "continued", "next_on": "2026-10-22"},
            "在村委会组织调解，甲到场，约定2026年10月22日再谈",
        ),
        ("mediate", {"outcome": "done"}, "组织调解，达成一致"),
        ("mediate", {}, "组织调解"),
        ("meet_party", {"stage": "accept", "party": "张三丰"}, "受理时与张某见面"),
        ("assign", {"unit": "司法所", "handler": "周某"}, "交由司法所办理，周某具体负责"),
        ("assign", {"handler": "周某", "helpers": ["王某"]}, "确定责任人，周某具体负责，王某协助"),
        (
            "own",
            {"leader": "陈某", "plan": [{}, {}], "due": "2026-11-30"},
            "由陈某包案，制定化解方案（2步），计划2026年11月30日前办结",
        ),
        ("own", {"leader": "陈某", "tier": "county"}, "由县领导陈某包案"),
        ("decide", {"unit": "司法所"}, "联席会议研究，交由司法所办理"),
        ("decide", {}, "联席会议研究"),
        ("interim_reply", {"text": "已丈量。"}, "作阶段性答复：已丈量"),
        ("resolve", {"terms": [{}]}, "双方达成协议（1项）"),
        ("escalate", {"to": "joint_meeting"}, "上报到联席会议"),
        ("escalate", {"to": "leader_case", "tier": "county"}, "上报到县领导包案"),
        ("note", {}, "期限 2026年11月5日前"),
    ],
)
def test_an_entry_is_told_in_a_clause(kind: str, data: dict[str, Any], said: str) -> None:
    case = Case(dispute(), month().show, OFFICE)
    written = entry(kind, "2026-10-20", "", "期限 2026-11-05 前。")
    assert told(case, written | {"data": data}) == said.replace("期限 ", "期限")


def test_dates_in_prose_are_written_out() -> None:
    assert in_prose("由司法所办理，2026-11-05 前完成") == "由司法所办理，2026年11月5日前完成"
    assert in_prose("柳-2610-03074") == "柳-2610-03074"
