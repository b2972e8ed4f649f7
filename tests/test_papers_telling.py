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
        (
            "escalate",
            {"to": "township", "reason": "到 2026-09-07 没有办结，按规则上报"},
            "上报到镇，到2026年9月7日没有办结，按规则上报",
        ),
        (
            "decide",
            {"leader": "陈某", "due": "2026-11-05"},
            "联席会议研究，由陈某包案，2026年11月5日前完成",
        ),
        ("decide", {"decision": "continue"}, "联席会议研究，继续调处"),
        ("decide", {"back_to": "village"}, "联席会议研究，退回到村"),
        (
            "resolve",
            {"organisation": "镇调委会", "agreement": "oral"},
            "经镇调委会调解，双方达成口头协议",
        ),
        ("accept", {"reason": "材料齐全"}, "予以受理，材料齐全"),
        ("accept", {"reason": "属于本级职权，予以受理"}, "属于本级职权，予以受理"),
        ("transfer", {"to": "镇司法所", "reason": "更合适"}, "转镇司法所办理，更合适"),
        ("refer", {"to": "人民法院", "deadline_told": "时效已告知"}, "转人民法院处理，时效已告知"),
        (
            "extend",
            {"until": "2026-11-05", "reason": "外出务工", "approver": "刘某"},
            "延期到2026年11月5日，外出务工，刘某批准",
        ),
        (
            "suspend",
            {"until": "2026-11-05", "reason": "等秋收", "agreed_by": ["甲", "乙"]},
            "中止到2026年11月5日，等秋收，甲、乙同意",
        ),
        ("perform", {"term": 1, "kept": True}, "协议第1项已履行"),
        ("perform", {"term": 2, "kept": False}, "协议第2项没有履行"),
        ("confirm", {"asked": True}, "双方向人民法院申请司法确认"),
        ("confirm", {"given": True}, "人民法院已确认调解协议"),
        ("confirm", {"given": False}, "人民法院没有确认调解协议"),
        (
            "visit_back",
            {"method": "上门", "party": "张三丰", "answer": "unsatisfied", "reason": "unkept"},
            "上门回访张某，答复不满意（协议没有履行）",
        ),
        ("visit_back", {"answer": "unreached"}, "回访当事人，未联系上"),
        ("surface", {"office": "县信访局", "people": 23}, "反映到县信访局，23人"),
        (
            "instruct",
            {"leader": "陈某", "text": "抓紧办理。", "due": "2026-10-28"},
            "陈某批示：抓紧办理，2026年10月28日前办结",
        ),
        ("note", {}, "期限 2026年11月5日前"),
    ],
)
def test_an_entry_is_told_in_a_clause(kind: str, data: dict[str, Any], said: str) -> None:
    case = Case(dispute(), month().show, OFFICE)
    written = entry(kind, "2026-10-20", "", "期限 2026-11-05 前。")
    assert told(case, written | {"data": data}) == said.replace("期限 ", "期限")


def test_what_was_erased_or_sealed_is_not_told() -> None:
    case = Case(dispute(), month().show, OFFICE)
    kept_back = entry("mediate", "2026-10-20", "", "（密封事项）", place="村委会")
    assert told(case, kept_back | {"sealed": True}) == "（密封事项）"
    assert told(case, kept_back | {"erased": True}) == "（密封事项）"


def test_dates_in_prose_are_written_out() -> None:
    assert in_prose("由司法所办理，2026-11-05 前完成") == "由司法所办理，2026年11月5日前完成"
    assert in_prose("柳-2610-03074") == "柳-2610-03074"
