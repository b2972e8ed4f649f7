"""The frozen record of a published month, and what arrived after it (DESIGN §6)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from xinfang_tui.disputes.event import Event, canonical
from xinfang_tui.disputes.kinds import FIELD_NAMES, LABELS
from xinfang_tui.month.figures import Figures, opened
from xinfang_tui.month.flow import KEYS, NAMES
from xinfang_tui.month.frame import Record
from xinfang_tui.month.indicators import INDICATORS

LATE_REPORT, CORRECTION = "late_report", "correction"
KIND_NAMES = {LATE_REPORT: "补报", CORRECTION: "更正"}
STEP_NAMES = {
    "new": "登记",
    "in": "转入",
    "out": "转出或撤销",
    "concluded": "办结",
    "reopened": "重开",
    "climb": "上报",
    "return_down": "退回",
    "move": "改村",
}
COUNTED = ("category", "people", "scale", "channel", "mediation_class")
"""Fields that a month's tables count by; a changed village is a step of its own (改村)."""
TOLD = frozenset(
    {
        "mediate",
        "meet_party",
        "visit_back",
        "extend",
        "suspend",
        "resume",
        "accept",
        "assign",
        "own",
        "decide",
    }
)
"""Entries that indicators rest on (visits, meetings, dates, owners), step or not."""
TAKEN_BACK = TOLD | {
    "resolve",
    "refer",
    "end",
    "reopen",
    "escalate",
    "return_down",
    "link",
    "unlink",
}
"""Entries that a month's figures rest on: one undone later changes how the month reads."""
JOINING = {"link": "并入主件计数", "unlink": "不再并入主件计数"}
SWEPT = {"submit": "补报排查情况", "mark": "补录入户情况", "withdraw_submit": "撤回报送"}
HASH_LENGTH = 8


def freeze(
    figures: Figures, numbers: Mapping[str, Any], covers: Mapping[str, int]
) -> dict[str, Any]:
    """What publishing writes down for ever, without the papers.

    Args:
        numbers: the month's status record as it was shown, whole.
        covers: device → highest seq read when it was counted.
    """
    ids = list(dict.fromkeys(id for members in figures.sets.values() for id in members))
    index = {id: place for place, id in enumerate(ids)}
    return {
        "month": numbers["month"],
        "window": numbers["window"],
        "figures": dict(numbers),
        "covers": dict(covers),
        "open": {id: list(place) for id, place in figures.open.items()},
        "ids": ids,
        "sets": {name: [index[id] for id in members] for name, members in figures.sets.items()},
        "homes": {id: home for id, home in figures.homes.items() if id in index},
    }


def short_hash(record: Record) -> str:
    """The short hash printed on the pages: of everything frozen but the papers that print it."""
    rest = {name: value for name, value in record.items() if name != "papers"}
    return hashlib.blake2b(canonical(rest), digest_size=HASH_LENGTH // 2).hexdigest()


def paper_hash(paper: Any) -> str:
    """The hash of a paper's JSON, kept beside it."""
    return hashlib.blake2b(canonical(paper), digest_size=16).hexdigest()


def with_papers(record: Record, papers: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its papers (name → JSON) and the hash of each."""
    kept = {name: {"hash": paper_hash(paper), "paper": paper} for name, paper in papers.items()}
    return {**record, "papers": kept}


def damaged(record: Record, stamp: str) -> list[str]:
    """What in a frozen record is not what was published, in Chinese; nothing when all is well."""
    found = []
    if short_hash(record) != stamp:
        found.append(f"{record.get('month', '')} 报出数与通报上的校验码 {stamp} 不符")
    for name, kept in (record.get("papers") or {}).items():
        if paper_hash(kept["paper"]) != kept["hash"]:
            found.append(f"{record.get('month', '')} 的文书“{name}”与保存时不符")
    return found


def open_ids(record: Record, key: str, village: str | None = None) -> list[str]:
    """The ids behind a figure of a published month; see :func:`figures.opened`."""
    sets = _Sets(record["ids"], record["sets"])
    return opened(sets, record["homes"], key, village)


class _Sets(Mapping[str, Sequence[str]]):
    """The frozen sets, read as ids one by one."""

    def __init__(self, ids: Sequence[str], sets: Mapping[str, Sequence[int]]) -> None:
        self._ids, self._sets = ids, sets

    def __getitem__(self, name: str) -> Sequence[str]:
        return [self._ids[place] for place in self._sets[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sets)

    def __len__(self) -> int:
        return len(self._sets)


def late(disputes: Iterable[Record], covers: Mapping[str, int], first: str, last: str) -> list[Any]:
    """Steps dated from ``first`` to ``last`` that whoever published under ``covers`` had not read.

    Returns:
        One record a step: id, number, village, rung, what, words, kind (补报 for a whole matter,
        更正 for a change to one that was known), on; by day, then number.
    """
    found = []
    for record in disputes:
        steps = [
            row
            for row in record.get("transitions") or ()
            if first <= row[3] <= last and row[2] > covers.get(row[1], 0)
        ]
        whole = any(row[4] == "new" for row in steps)
        for row in steps:
            if row[4] not in STEP_NAMES:
                continue
            kind = LATE_REPORT if whole else CORRECTION
            found.append(
                {
                    "id": record["id"],
                    "number": record.get("number", ""),
                    "village": row[7],
                    "rung": row[6],
                    "what": row[4],
                    "words": STEP_NAMES[row[4]],
                    "kind": kind,
                    "on": row[3],
                }
            )
    return sorted(found, key=lambda one: (one["on"], one["number"], one["what"]))


def corrections(
    record: Record, events: Sequence[Event], covers: Mapping[str, int], first: str, last: str
) -> list[dict[str, Any]]:
    """What changes how a published month counts a matter, though it is no step of its own.

    A field corrected late (one of :data:`COUNTED`), an entry that indicators rest on told late, a
    covered entry undone since, a matter joined to a lead or parted from it; as :func:`late` tells
    a step.
    """
    by_id = {event.id: event for event in events}
    undone = {str(event.payload.get("target", "")) for event in events if event.kind == "void"}
    passed = undone | set(record.get("idle") or ()) | _steps(record)
    found = []
    for event in events:
        if event.seq <= covers.get(event.device, 0):
            continue
        data, kind = event.payload, event.kind
        if kind == "correct" and data.get("field") in COUNTED and first <= event.on <= last:
            name = str(data["field"])
            found.append(_correction(record, f"correct.{name}", f"改{FIELD_NAMES[name]}", event.on))
        elif kind in TOLD and event.id not in passed and first <= event.on <= last:
            found.append(_correction(record, f"told.{kind}", f"补记{LABELS[kind]}", event.on))
        elif kind == "void":
            target = by_id.get(str(data.get("target", "")))
            if target is not None and _rested_on(target, covers) and first <= target.on <= last:
                words = f"撤销{LABELS[target.kind]}"
                found.append(_correction(record, f"void.{target.kind}", words, target.on))
        elif kind in JOINING and data.get("role") != "split" and _counted(record, covers, last):
            found.append(_correction(record, kind, JOINING[kind], event.on))
    return found


def _steps(record: Record) -> set[str]:
    """Ids of the entries that :func:`late` tells as steps."""
    return {row[0] for row in record.get("transitions") or () if row[4] in STEP_NAMES}


def _rested_on(target: Event, covers: Mapping[str, int]) -> bool:
    """Whether a published month had read the entry and its figures rest on it."""
    counts = target.kind in TAKEN_BACK or (
        target.kind == "correct" and target.payload.get("field") in (*COUNTED, "village")
    )
    return counts and target.seq <= covers.get(target.device, 0)


def _counted(record: Record, covers: Mapping[str, int], last: str) -> bool:
    """Whether a published month had the matter in its ledger."""
    rows = record.get("transitions") or ()
    return any(row[3] <= last and row[2] <= covers.get(row[1], 0) for row in rows)


def _correction(record: Record, what: str, words: str, on: str) -> dict[str, Any]:
    return {
        "id": record["id"],
        "number": record.get("number", ""),
        "village": record.get("village", ""),
        "rung": record.get("rung", ""),
        "what": what,
        "words": words,
        "kind": CORRECTION,
        "on": on,
    }


def late_sweep(
    village: str, events: Sequence[Event], covers: Mapping[str, int]
) -> list[dict[str, Any]]:
    """What a village handed in of its sweep after the month was published, a row a kind."""
    undone = {str(event.payload.get("target", "")) for event in events if event.kind == "void"}
    mine = [event for event in events if event.kind in SWEPT and event.id not in undone]
    unread = [event for event in mine if event.seq > covers.get(event.device, 0)]
    had_report = any(event.kind == "submit" for event in mine if event not in unread)
    found = []
    for kind, event in {event.kind: event for event in unread}.items():
        again = kind == "withdraw_submit" or (kind == "submit" and had_report)
        came = "" if again else str(event.payload.get("received_on") or "")
        found.append(
            {
                "id": village,
                "number": "",
                "village": village,
                "rung": "",
                "what": f"sweep.{kind}",
                "words": SWEPT[kind],
                "kind": CORRECTION if again else LATE_REPORT,
                "on": came or event.on,
            }
        )
    return found


def differences(reported: Record, known: Record) -> list[dict[str, Any]]:
    """Where the two readings of a month differ: flow and indicators, in total and by village."""
    found = [
        {"key": f"flow.{key}", "name": NAMES[key], "reported": old, "known": new}
        for key in KEYS
        if (old := reported["flow"][key]) != (new := known["flow"][key])
    ]
    old_units = {unit["code"]: unit for unit in reported["units"]}
    for unit in known["units"]:
        old_flow = old_units.get(unit["code"], {}).get("flow", {})
        found += [
            {
                "key": f"flow.{key}",
                "village": unit["code"],
                "name": f"{unit['name']}{NAMES[key]}",
                "reported": old_flow.get(key, 0),
                "known": unit["flow"][key],
            }
            for key in KEYS
            if old_flow.get(key, 0) != unit["flow"][key]
        ]
    for indicator in INDICATORS:
        old_value = reported["indicators"].get(indicator.key)
        new_value = known["indicators"][indicator.key]
        if old_value is not None and old_value["value"] != new_value["value"]:
            found.append(
                {
                    "key": indicator.key,
                    "name": indicator.name,
                    "reported": old_value["value"],
                    "known": new_value["value"],
                }
            )
    return found
