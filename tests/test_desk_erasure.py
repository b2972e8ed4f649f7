"""A lawful erasure: no word of a person stays, and no figure moves (DESIGN §4)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.township import matter, township

NAME = "王小二"
KEPT = ("status", "rung", "tier", "due", "handler", "leader", "unit", "reopened", "transfers")
AGREED = ("resolve", {"method": "0103", "terms": [{"who": NAME, "what": NAME}]})
HISTORIES: list[list[tuple[str, dict[str, Any]]]] = [
    [AGREED, ("visit_back", {"answer": "unsatisfied", "reason": "unkept", "evidence": NAME})],
    [AGREED, ("visit_back", {"answer": "unsatisfied", "reason": "procedure", "party": NAME})],
    [("end", {"reason": "withdrawn"})],
    [("consent", {"party": NAME, "to": "mediate", "given": False})],
    [("transfer", {"to": "邻镇", "border": True, "reason": NAME}), ("accept", {"reason": NAME})],
    [
        ("mediate", {"outcome": "failed", "people": [NAME], "place": NAME, "said": NAME}),
        ("escalate", {"reason": NAME}),
        ("own", {"leader": "赵镇长", "plan": [{"step": NAME}]}),
        ("decide", {"meeting": "m", "decision": NAME, "due": "2026-10-30"}),
        ("correct", {"field": "topics", "value": [NAME], "reason": NAME}),
    ],
]


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history[-1][0])
def test_an_erasure_takes_every_word_and_moves_no_figure(
    tmp_path: Path, history: list[tuple[str, dict[str, Any]]]
) -> None:
    with township(tmp_path / "镇") as desk:
        given = matter(title=NAME, topics=[NAME], parties=[{"name": NAME}], reporter=NAME)
        number = desk.disputes.add(given)["number"]
        for kind, data in history:
            before = desk.disputes.act(number, kind, data)
        after = desk.disputes.act(number, "erase", {"what": "个人信息"})
        assert {name: after[name] for name in KEPT} == {name: before[name] for name in KEPT}
        assert NAME not in json.dumps(after, ensure_ascii=False)
        assert desk.care.verify()["ok"]
    assert NAME.encode() not in (tmp_path / "镇" / "ledger.db").read_bytes()
