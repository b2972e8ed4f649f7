"""What a lawful erasure is asked to take, in words; taking it out of entries (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    GONE,
    MATTER,
    PARTY,
    rewritten,
)
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.masking import cores_of
from xinfang_tui.disputes.residue import ERASED, residue
from xinfang_tui.refusal import Refused

SAFE = "什么都没有删除"
WHOLE = frozenset({"全部", "全部内容", "全部信息", "整件", "个人信息", "全部个人信息", "all"})
ALL_PARTIES = frozenset({"当事人", "全体当事人", "所有当事人", "parties"})
PARTY_FIELDS = {
    "phone": ("电话", "手机", "手机号", "电话号码", "联系电话"),
    "address": ("地址", "住址"),
    "id_number": ("身份证号", "身份证", "身份证号码", "证件号"),
    "representative": ("代表",),
}
MATTER_FIELDS = {
    "reporter": ("反映人",),
    "title": ("事项",),
    "brief": ("简要情况",),
}
_FIELDS = PARTY_FIELDS | MATTER_FIELDS
_OF = re.compile(r"^(?P<party>.+?)\s*(?:的|[:：/.·]|\s)\s*(?P<field>[^的:：/.·\s]+)$")
_NO_NAMES = frozenset({"kind", "household"})
"""What a party's record says in codes, not in words that a text could repeat."""


class Asked(NamedTuple):
    """What is to be erased.

    Attributes:
        covers: see :mod:`erased`; fields: of parties or of the matter, when it covers fields.
        parties: whose; empty with fields: everybody's. event: id, when it covers one entry.
        words: what the erasure is called in the trail, naming nobody.
    """

    covers: str
    words: str
    fields: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    event: str = ""


class Cut(NamedTuple):
    """What an erasure takes: event id → its codes; and the rest that a narrow one leaves."""

    targets: dict[str, dict[str, Any]]
    kept: dict[str, dict[str, Any]]


def asked(what: str, events: Sequence[Event]) -> Asked:
    """What somebody asks to erase.

    Args:
        what: in words, a field's name or the id of an entry.
        events: the matter's entries as earlier erasures left them.

    Raises:
        Refused: nothing of that kind is here, with what can be asked for.
    """
    words = " ".join(unicodedata.normalize("NFKC", what).split())
    if words in WHOLE:
        return Asked(MATTER, "个人信息")
    names = list(dict.fromkeys(str(record["name"]) for record in _people(events)))
    if any(words == event.id for event in events if event.kind not in (ERASE, RETAIN)):
        return Asked(ENTRY, "一条记录的内容", event=words)
    if words in ALL_PARTIES and names:
        return Asked(PARTY, "全体当事人", parties=tuple(names))
    if words in names:
        return Asked(PARTY, "一位当事人", parties=(words,))
    if (field := _field(words, _FIELDS)) is not None:
        return Asked(FIELD, _FIELDS[field][0], (field,))
    hit = _OF.match(words)
    if hit is not None and hit["party"] in names:
        field = _field(hit["field"], PARTY_FIELDS)
        if field is not None:
            return Asked(FIELD, f"一位当事人的{_FIELDS[field][0]}", (field,), (hit["party"],))
    raise Refused(f"没有“{what}”可以删除", safe=SAFE, do=_offer(names))


def cut(request: Asked, events: Sequence[Event]) -> Cut:
    """Take what is asked for out of the entries.

    Raises:
        Refused: none of them holds any of it.
    """
    found = Cut({}, {})
    narrow = request.covers in (PARTY, FIELD)
    taking = _Taking(request, events) if narrow else None
    for event in events:
        if event.kind == ERASE or request.event not in ("", event.id):
            continue
        codes = residue(event.kind, event.payload)
        left = codes if taking is None else taking.out_of(event)
        if left != event.payload:
            found.targets[event.id] = codes
            if narrow:
                found.kept[event.id] = left
    if not found.targets:
        named = "个人信息" if request.covers in (MATTER, ENTRY) else request.words
        raise Refused(f"这一件没有可以删除的内容（{named}）", safe=SAFE)
    return found


class _Taking:
    """Takes people, or fields of theirs, out of data: the records, and the words in texts."""

    def __init__(self, request: Asked, events: Sequence[Event]) -> None:
        self._request = request
        self._fields = frozenset(request.fields)
        self._pattern = _pattern(self._said(events))

    def out_of(self, event: Event) -> dict[str, Any]:
        """An entry's data without it."""
        data = event.payload
        gone = set(self._fields & MATTER_FIELDS.keys())
        if {data.get("field"), data.get("conflict")} & gone:
            gone |= {"value", "old"}
        left = rewritten(data, self._text, self._person)
        return {name: value for name, value in left.items() if name not in gone}

    def _text(self, value: str) -> str:
        return self._pattern.sub(GONE, value) if self._pattern is not None else value

    def _meant(self, record: Mapping[str, Any]) -> bool:
        parties = self._request.parties
        return not parties or record.get("name") in parties

    def _person(self, record: Mapping[str, Any]) -> Mapping[str, Any]:
        if not self._meant(record):
            return record
        if self._request.covers == PARTY:
            return {}
        return {name: value for name, value in record.items() if name not in self._fields}

    def _said(self, events: Sequence[Event]) -> Iterator[str]:
        """All that the entries hold of it, as texts may repeat it."""
        for record in _people(events):
            if self._meant(record):
                for name, value in record.items():
                    whole = self._request.covers == PARTY and name not in _NO_NAMES
                    if value and (whole or name in self._fields):
                        yield str(value)
        if "reporter" in self._fields:
            for event in events:
                yield from _reporters(event.payload)


def _people(events: Sequence[Event]) -> Iterator[Mapping[str, Any]]:
    """The records of parties that entries hold."""
    for event in events:
        yield from _records(event.payload)


def _records(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        if value.get("name") and value["name"] != ERASED:
            yield value
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _records(inner)


def _reporters(data: Mapping[str, Any]) -> Iterator[str]:
    said = [data.get("reporter")]
    if data.get("field") == "reporter":
        said += [data.get("value"), data.get("old")]
    for value in said:
        if value:
            yield str(value)
            yield from (part for part in str(value).split() if len(part) > 1)
            yield from (core for core in cores_of(str(value)) if len(core) > 1)


def _pattern(words: Iterator[str]) -> re.Pattern[str] | None:
    """Finds any of the words, spaced out or not; figures only where they stand alone."""
    found = sorted({word for word in words if len(word) > 1}, key=lambda word: (-len(word), word))
    spelt = [_spelt(word) for word in found]
    return re.compile("|".join(spelt)) if spelt else None


def _spelt(word: str) -> str:
    digits = "".join(word.split()).replace("-", "")
    if digits[:-1].isdecimal():
        return r"(?<!\d)" + r"[\s—－-]?".join(map(re.escape, digits)) + r"(?!\d)"
    return r"[\s\u3000]?".join(map(re.escape, "".join(word.split())))


def _field(words: str, fields: Mapping[str, tuple[str, ...]]) -> str | None:
    return next((key for key, said in fields.items() if words in (key, *said)), None)


def _offer(names: Sequence[str]) -> str:
    one = [f"一位当事人（{'、'.join(names)}）"] if names else []
    field = (
        [f"他的一项（如 {names[0]}的电话、{names[0]}的住址、{names[0]}的身份证号）"]
        if names
        else []
    )
    rest = ["一项（电话、住址、身份证号、反映人、事项、简要情况）", "一条记录的编号", "全部"]
    return "可以写：" + "；".join([*one, *field, *rest])
