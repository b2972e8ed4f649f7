"""What a lawful erasure is asked to take, in words; taking it out of entries (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    GONE,
    MATTER,
    PARTY,
    retained,
    rewritten,
    without_fields,
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
_ISO_DAY = r"((?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))"
_STAFF = frozenset({"handler", "helpers", "leader", "unit", "agent", "approver", "organisation"})
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
    less = _Taking(request, events).out_of if narrow else _codes_of(request, events)
    for event in events:
        if event.kind == ERASE:
            continue
        left = less(event)
        if left != event.payload:
            found.targets[event.id] = residue(event.kind, event.payload)
            if narrow or (request.covers == ENTRY and event.kind == RETAIN):
                found.kept[event.id] = dict(left)
    if not found.targets:
        named = "个人信息" if request.covers in (MATTER, ENTRY) else request.words
        raise Refused(f"这一件没有可以删除的内容（{named}）", safe=SAFE)
    return found


def _codes_of(request: Asked, events: Sequence[Event]) -> Callable[[Event], Mapping[str, Any]]:
    """What stays of each entry when all, or one of them, keep their codes alone."""
    kinds = {event.id: event.kind for event in events}

    def kept(id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return residue(kinds.get(id, ""), data) if id == request.event else data

    def left(event: Event) -> Mapping[str, Any]:
        if request.event in ("", event.id):
            return residue(event.kind, event.payload)
        return retained(event.payload, kept) if event.kind == RETAIN else event.payload

    return left


class _Taking:
    """Takes people, or fields of theirs, out of data: the records, and the words in texts."""

    def __init__(self, request: Asked, events: Sequence[Event]) -> None:
        self._request = request
        self._fields = frozenset(request.fields)
        self._of_matter = self._fields & MATTER_FIELDS.keys()
        self._kinds = {event.id: event.kind for event in events}
        self._pattern = _pattern(self._said(events), self._others(events))

    def out_of(self, event: Event) -> Mapping[str, Any]:
        """An entry's data without it."""
        if event.kind != RETAIN:
            return self._less(event.id, event.payload)
        left = retained(event.payload, self._less)
        if self._request.covers == PARTY and left.get("party") in self._request.parties:
            del left["party"]
        return left

    def _less(self, id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        left = rewritten(data, self._text, self._person)
        return without_fields(self._kinds.get(id, ""), data, left, self._of_matter)

    def _text(self, value: str) -> str:
        if self._pattern is None:
            return value
        return self._pattern.sub(lambda hit: hit.group() if hit.lastindex else GONE, value)

    def _meant(self, record: Mapping[str, Any]) -> bool:
        parties = self._request.parties
        return not self._of_matter and (not parties or record.get("name") in parties)

    def _person(self, record: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What stays of a party's record; None: it is another's, and nothing is taken out."""
        whole = self._request.covers == PARTY
        if not self._meant(record):
            speaks = whole and record.get("representative") in self._request.parties
            return {**record, "representative": ""} if speaks else None
        if whole:
            return {}
        return {name: value for name, value in record.items() if name not in self._fields}

    def _others(self, events: Sequence[Event]) -> Iterator[str]:
        """Names that stay, though one that goes may be part of them: other parties', staff's."""
        for record in _people(events):
            if not self._meant(record) or self._request.covers == FIELD:
                yield str(record["name"])
        for event in events:
            yield event.by
            for name in _STAFF & event.payload.keys():
                said = event.payload[name]
                yield from map(str, said if isinstance(said, list | tuple) else [said])

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


def _pattern(words: Iterable[str], others: Iterable[str]) -> re.Pattern[str] | None:
    """Finds any of the words, spaced out or not, the longest first; a group: what stays.

    Figures are found only where they stand alone, and never as a day.
    """
    gone = {word for word in words if _telling(word)}
    if not gone:
        return None
    stay = {name for name in others if any(word in name for word in gone)} - gone
    found = sorted(gone | stay, key=lambda word: (-len(word), word))
    spelt = [f"({_spelt(word)})" if word in stay else _spelt(word) for word in found]
    return re.compile("|".join([_ISO_DAY, *spelt]))


def _telling(word: str) -> bool:
    """Whether finding a word in a text tells anything: one character or a few figures do not."""
    figures = re.sub(r"[\W_]", "", word)
    return len(word) > 1 and not (figures.isdecimal() and len(figures) < 5)


def _spelt(word: str) -> str:
    joined = "".join(word.split())
    digits = joined.replace("-", "")
    if digits[:-1].isdecimal():
        return r"(?<!\d)" + r"[\s—－-]?".join(map(re.escape, digits)) + r"(?!\d)"
    before = r"(?<!\d)" if joined[:1].isdecimal() else ""
    after = r"(?!\d)" if joined[-1:].isdecimal() else ""
    return before + r"[\s\u3000]?".join(map(re.escape, joined)) + after


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
