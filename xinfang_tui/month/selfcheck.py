"""The bulletin's self-check before it is issued (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from xinfang_tui.month.flow import KEYS, NAMES
from xinfang_tui.month.frame import Record
from xinfang_tui.month.sweep import ZERO
from xinfang_tui.tuples import NamedTuple

JUMP = 50.0
"""A count that moved by more than this per cent needs a note."""

_WATCHED = ("new", "reopened", "concluded", "open")


class Finding(NamedTuple):
    """Something the self-check found.

    Attributes:
        key: what a note would be about; text: in words.
        grave: the paper may not go out like this; others are told, and printed when unexplained.
    """

    key: str
    text: str
    grave: bool = False


def check(
    numbers: Record,
    notes: Mapping[str, str],
    *,
    text: str = "",
    names: Iterable[str] = (),
) -> list[Finding]:
    """What is wrong or unexplained in a bulletin.

    Args:
        numbers: the month's status record with ``compare`` (see :mod:`compare`).
        notes: explanations by key: "flow.new", "report@VILLAGE".
        text: the paper's text; names: the parties' names, which it must not hold.
    """
    found = _sums(numbers)
    for unit in numbers["units"]:
        key = f"report@{unit['code']}"
        if unit.get("households") is not None and not unit["report"] and key not in notes:
            found.append(Finding(key, f"{unit['name']}未报送，通报里请点明或说明"))
        if unit["report"] == ZERO and unit.get("screened") and key not in notes:
            words = f"{unit['name']}作了零报告，但本月排查登记了 {unit['screened']} 件"
            found.append(Finding(key, f"{words}，请核对或说明"))
    found += _jumps(numbers, notes)
    return found + _shown(text, set(names))


def _shown(text: str, names: set[str]) -> list[Finding]:
    """Names that stand in the text; two characters may be an ordinary word, so they only warn."""
    hit = [name for name in names if len(name) > 1 and name in text]
    sure = sum(1 for name in hit if len(name) > 2)
    found = []
    if sure:
        found.append(Finding("names", f"文中有 {sure} 位当事人的姓名没有隐去", True))
    if len(hit) > sure:
        words = f"文中有 {len(hit) - sure} 处两个字的词和当事人姓名相同，请看一遍是不是姓名"
        found.append(Finding("names.short", words))
    return found


def _sums(numbers: Record) -> list[Finding]:
    found = []
    flow = numbers["flow"]
    due = flow["carried"] + flow["new"] + flow["reopened"] + flow["in"]
    if due - flow["concluded"] - flow["out"] != flow["open"]:
        found.append(Finding("flow", "上月结转＋新增＋重开＋转入－办结－转出与在办不相等", True))
    for key in KEYS:
        if key in ("in", "out"):
            continue  # a matter that changed village is in and out of villages, not of the township
        total = sum(unit["flow"][key] for unit in numbers["units"])
        if total != flow[key]:
            found.append(
                Finding(f"flow.{key}", f"各村{NAMES[key]}合计 {total}，全镇 {flow[key]}", True)
            )
    if sum(numbers["rungs"].values()) != flow["open"]:
        found.append(Finding("rungs", "各层级在办合计与全镇在办不相等", True))
    registered = numbers["indicators"]["resolved"]["denominator"]
    for key, total in (
        ("categories", sum(each["new"] for each in numbers["categories"].values())),
        ("bands", sum(numbers["bands"].values())),
    ):
        if total != registered:
            found.append(
                Finding(key, f"分类（分档）合计 {total}，本月登记 {registered}，不相等", True)
            )
    return found


def _jumps(numbers: Record, notes: Mapping[str, str]) -> list[Finding]:
    before = (numbers.get("compare") or {}).get("previous")
    if not before:
        return []
    found = []
    for key in _WATCHED:
        moved = before["flow"][key]["growth"]
        if moved is not None and abs(moved) > JUMP and f"flow.{key}" not in notes:
            way = "上升" if moved > 0 else "下降"
            found.append(
                Finding(f"flow.{key}", f"{NAMES[key]}比上月{way} {abs(moved):.1f}%，请写一句说明")
            )
    return found
