"""What a column's header says it holds, by the words of ``headers.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from xinfang_tui.documents.reading.text import plain

FIELDS: Mapping[str, str] = {
    "serial": "序号",
    "number": "编号",
    "village": "村（社区）",
    "village_code": "村代码",
    "township": "乡镇",
    "group": "组",
    "title": "事项",
    "brief": "简要情况",
    "category": "类别",
    "category_code": "类别代码",
    "scale": "规模",
    "people": "涉及人数",
    "people_amount": "涉及人数/金额",
    "amount": "金额",
    "parties": "当事人",
    "phone": "联系电话",
    "id_number": "身份证号",
    "address": "住址",
    "reporter": "反映人",
    "occurred_on": "发生日期",
    "found_on": "排查日期",
    "when": "日期",
    "registered_on": "登记日期",
    "reported_on": "上报日期",
    "status": "状态",
    "resolved_on": "化解日期",
    "due": "化解时限",
    "due_target": "时限原定日",
    "handler": "经办人",
    "leader": "包案领导",
    "leader_tier": "包案领导级别",
    "unit": "责任单位",
    "found_by": "排查人",
    "agent": "代理员",
    "channel": "来源",
    "track": "办理途径",
    "rung": "层级",
    "measures": "化解措施",
    "method": "化解方式",
    "result": "化解结果",
    "visited": "回访",
    "external_refs": "其他系统编号",
    "note": "备注",
    "reason": "退回原因",
}
"""The fields that a column can hold, for the wizard to offer, with their names on screen."""

DATES = ("occurred_on", "found_on", "when", "registered_on", "reported_on")
_PEOPLE = ("parties", "reporter", "handler", "leader", "found_by")
_OF_PARTIES = ("phone", "id_number", "address")
_FIGURES = {"1": 1, "2": 2, "3": 3, "一": 1, "二": 2, "三": 3}
_OFFICES = ("handler", "leader", "found_by", "unit")
_TELEPHONE_OF = re.compile(r"([^及和与]+?)的?(?:联系电话|电话|手机|联系方式)(?:号码?)?")
"""Whose telephone a column holds: 处理人电话."""
_TELEPHONE = re.compile("电话|手机|方式")
_WITH_TELEPHONE = re.compile(
    r"(?P<who>[^(、/,及和与]+?)(?:姓名)?(?P<mark>[(、/,及和与])其?(?:联系)?(?:电话|手机|方式)(?:号码?)?\)?"
)
"""A name and behind it the telephone in one column: 责任人（电话）, 当事人/电话."""
_LOOSE = (
    ("village", re.compile("单位|网格")),
    ("village", re.compile("^(?!.*村).*网格")),
    ("handler", re.compile("稳控|处[理置]")),
    ("status", re.compile("是否已?调[解处]$")),
)
"""Words in a header by which it gives way to another one of the same field."""
_OF_AN_OFFICE = re.compile(
    "干部|书记|主任|民警|律师|法律顾问|专干|[镇乡所站组局队]长|见证|督办|监督|审核|审批|填[报表]|回访|录入"
    "|包[村保联片]|驻村|代理人"
)
_BOTH = re.compile(r"(.+?)[及和与、,/](.+)")
_ENDING = re.compile("情况|结果|状态|进展")
"""What happened and how it ended in one column: 纠纷简况及化解情况."""
_SIDE_BRACKET = re.compile(r"([^(]+)\(([^()]+)\)")
_BRACKETS = re.compile(r"[(（\[【〔][^)）\]】〕]*[)）\]】〕]?")
_OTHER = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]")
_STEM = re.compile(r"(?:基本|有关|相关)?(?:情况|信息|工作|内容)$")
_OF_PAPERS = re.compile("号|归档|卷宗|档案|材料|附件|笔录|签[字名章]|盖章|照片")
_LONGEST = 24
_ALIASES = {
    "ignored": "",
    "people_named": "parties",
    "brief_of_people": "brief",
    "handler_and_phone": "handler",
    "leader_and_phone": "leader",
    "status_and_day": "status",
}
"""Names of lists in [contains] that come at another place in the order than their field."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a header holds.

    Attributes:
        field: a key of FIELDS; empty for a column known to be of no use here.
        rank: how sure: 0 by the header above it alone, 1 by a part of the header, 2 and more by
            the whole of it.
        side: 0 for all parties, 1 and up for 甲方, 乙方.
        choice: the value that a tick in the column means (columns of √).
    """

    field: str
    rank: int
    side: int = 0
    choice: str = ""


@cache
def _table() -> Mapping[str, Any]:
    text = Path(__file__).with_name("headers.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _words() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, words in _table()["words"].items():
        for word in words:
            found.setdefault(word.casefold(), "" if name == "ignored" else name)
    for name, label in FIELDS.items():
        found.setdefault(_OTHER.sub("", plain(label)).casefold(), name)
        found.setdefault(name.replace("_", ""), name)
    return found


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(pattern), _ALIASES.get(name, name))
        for name, patterns in _table()["contains"].items()
        for pattern in patterns
    )


@cache
def _sides() -> tuple[tuple[str, int], ...]:
    sides = _table()["sides"]
    words = [(w, n) for n, key in enumerate(("one", "two", "three"), 1) for w in sides[key]]
    return tuple(sorted(words, key=lambda each: -len(each[0])))


def spellings(text: str) -> tuple[str, ...]:
    """A header's bare spellings: with what its brackets say, and without."""
    whole = plain(text)
    with_brackets = _OTHER.sub("", whole).casefold()
    without = _OTHER.sub("", _BRACKETS.sub("", whole)).casefold()
    return (with_brackets, without) if without and without != with_brackets else (with_brackets,)


@lru_cache(maxsize=8192)
def match(path: Sequence[str]) -> Match | None:
    """What a column holds by its headers from the top one down; None when they say nothing."""
    path = tuple(part for part in path if part)
    if not path:
        return None
    child = path[-1]
    if len(path) == 1:
        return _alone(child)
    # The nearest header above says most: 化解情况·包案领导·姓名 is a leader.
    parents = list(dict.fromkeys((path[-2], "".join(path[:-1]))))
    for parent in parents:
        under = _under(_alone(parent), child)
        if under is not None:
            return under
    nearest = _alone(path[-2])
    acts = _OF_AN_OFFICE.search(path[-2]) and (nearest is None or nearest.field in ("", "visited"))
    if acts and (told := _of_somebody(child)):
        return None if told == "name" else Match("", 1)
    doing = spellings(path[-2])[-1]
    doer = _alone(f"{doing}人员") if len(doing) == 2 and (told := _of_somebody(child)) else None
    if doer is not None and doer.field in _OFFICES:  # 承办·姓名, 调解·电话
        return doer if told == "name" else Match("", 1)
    joined: list[Match | None] = []
    for parent in parents:
        stem = _STEM.sub("", _OTHER.sub("", plain(parent)))
        above = _alone(parent)
        for hit in (_alone(parent + child), _alone(stem + child)):
            own = hit is None or hit.rank > 1 or above is None or hit.field != above.field
            joined.append(hit if own or hit is None else replace(hit, rank=0))
    if _OF_PAPERS.search(child):  # 化解情况·卷宗号 tells nothing of how a matter stands
        joined = [each for each in joined if each is not None and each.field != "status"]
    found = [each for each in (*joined, _alone(child)) if each is not None]
    if _of_somebody(child) == "name":  # 接待·人员 is nobody of the parties
        found = [each for each in found if each.field in _OFFICES] or found
    return max(found, key=lambda each: each.rank) if found else None


def _of_somebody(child: str) -> str:
    """What a bare header tells of whom the one above it names: ``name``, ``phone`` and so on."""
    for word in spellings(child):
        if word in ("人", "人员", "联系人"):
            return "name"
        for name, words in _table()["under"].items():
            if word in words and name != "people":
                return str(name)
    return ""


def _under(above: Match | None, child: str) -> Match | None:
    """A column below a header that names people: their name, telephone and so on."""
    if above is None or above.field not in _PEOPLE:
        return None
    for word in spellings(child):
        for name, words in _table()["under"].items():
            if word in words:
                if name == "name":
                    return Match(above.field, 3, above.side)
                useful = above.field == "parties"
                return Match(name if useful else "", 3, above.side)
    if above.field == "parties":
        return _side(spellings(child)[0])
    own = _alone(child)  # 责任人·包保领导 is a leader
    return own if own is not None and own.field in _OFFICES else Match("", 2)


@lru_cache(maxsize=8192)
def _alone(text: str) -> Match | None:
    if (told := _told_of_a_side(text) or _told_with_telephone(text)) is not None:
        return told
    for rank, word in zip((4, 3), spellings(text), strict=False):
        if not word or len(word) > _LONGEST:
            continue
        if (name := _words().get(word)) is not None:
            sure = name == "status" and ("状态" in word or "是否" in word)
            loose = sum(field == name and words.search(word) is not None for field, words in _LOOSE)
            level = spellings(text)[0]
            narrow = name == "category" and ("小类" in level or "二级" in level)
            return Match(name, rank + sure + narrow - loose)
        if (numbered := _numbered(word)) is not None:
            return numbered
        if (side := _side(word)) is not None:
            return side
    word = spellings(text)[-1]
    if not 2 <= len(word) <= _LONGEST or any(c.isdigit() for c in word):
        return None
    if re.search(r"[:：].", plain(text)):
        return None
    if ending_told(text):
        return Match("brief", 2)
    owner = _alone(hit[1]) if (hit := _TELEPHONE_OF.fullmatch(word)) else None
    if owner is not None and owner.field in (*_OFFICES, "agent"):
        return Match("", 1)
    for pattern, name in _patterns():
        if pattern.search(word):
            return Match(name, 1)
    return None


def ending_told(header: str) -> str:
    """What a header of what happened also tells: 化解情况 of 纠纷简况及化解情况; else nothing."""
    hit = _BOTH.fullmatch(plain(header)) if _ENDING.search(header) else None
    told, ending = (_alone(hit[1]), _alone(hit[2])) if hit else (None, None)
    if told is None or ending is None or told.field not in ("title", "brief") or told.rank < 3:
        return ""
    return hit[2] if hit and ending.field in ("status", "result") else ""


def tells_of_a_side(text: str) -> bool:
    """Whether a header is like 甲方（电话）, which may also stand above names and telephones."""
    if _told_of_a_side(text) is not None:
        return True
    hit = _WITH_TELEPHONE.fullmatch(plain(text))
    owner = _alone(hit["who"]) if hit is not None else None
    return owner is not None and owner.field == "parties"


def _told_with_telephone(text: str) -> Match | None:
    """Who is named in a column of names and telephones; 当事人（电话） may tell these alone."""
    hit = _WITH_TELEPHONE.fullmatch(plain(text)) if _TELEPHONE.search(text) else None
    owner = _alone(hit["who"]) if hit is not None else None
    if hit is None or owner is None or owner.rank < 3:
        return None
    sure = owner.field in ("handler", "leader", "found_by", "agent")
    both = owner.field in ("parties", "unit", "reporter") and hit["mark"] != "("
    return Match(owner.field, 3, owner.side) if sure or both else None


def _told_of_a_side(text: str) -> Match | None:
    """What a bracket says that a column tells of one party: 甲方（村）, 乙方（电话）."""
    hit = _SIDE_BRACKET.fullmatch(plain(text))
    if hit is None or (side := _side(_OTHER.sub("", hit[1]).casefold())) is None:
        return None
    table = _table()["under"] | {"address": (*_table()["under"]["address"], "村", "村社区")}
    names = [name for name in _OF_PARTIES if hit[2] in table[name]]
    return Match(names[0], 3, side.side) if names and side.field == "parties" else None


def _numbered(word: str) -> Match | None:
    """One of several columns of names, telephones or cards, told apart by a figure: 联系电话2."""
    name = _words().get(word[:-1], "") if word[-1:] in _FIGURES else ""
    return Match(name, 3, _FIGURES[word[-1]]) if name in ("parties", *_OF_PARTIES) else None


def _side(word: str) -> Match | None:
    table = _table()
    for prefix, number in _sides():
        if not word.startswith(prefix.casefold()):
            continue
        rest = word[len(prefix) :]
        if rest in table["sides"]["name"]:
            return Match("parties", 3, number)
        for name in ("phone", "id_number", "address"):
            if rest in table["under"][name]:
                return Match(name, 3, number)
    return None


def header_words(cells: Sequence[object]) -> int:
    """How many cells of a row look like column headers."""
    return sum(1 for cell in cells if isinstance(cell, str) and match((cell,)) is not None)


@cache
def header_set() -> frozenset[str]:
    """Every header that ledgers are known to use, as written without brackets."""
    return frozenset(_words())
