"""What a lawful erasure is asked to take, in words; taking it out of entries (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from xinfang_tui.disputes.erased import (
    ENTRY,
    ERASE,
    FIELD,
    GONE,
    MATTER,
    PARTY,
    retained,
    rewritten,
    whose,
    without_fields,
)
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.names import plain
from xinfang_tui.disputes.residue import residue
from xinfang_tui.disputes.sought import bare_names, taking, telling
from xinfang_tui.disputes.whose import Persons, is_of, people
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

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
_OF = r"^(?P<party>.+?)\s*(?:的|[:：/.·]|\s)\s*(?P<field>[^的:：/.·\s]+)$"
_STAFF = frozenset({"handler", "helpers", "leader", "unit", "agent", "approver"})
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


class Known(NamedTuple):
    """Names that are nobody's whom an erasure may mean, plain: of offices and places, of staff."""

    offices: frozenset[str] = frozenset()
    staff: frozenset[str] = frozenset()


NONE_KNOWN = Known()


class Cut(NamedTuple):
    """What an erasure takes.

    Attributes:
        targets: event id → its codes; kept: the rest of it that a narrow erasure leaves.
        text: takes the words out of a text; None: of texts nothing stays.
    """

    targets: dict[str, dict[str, Any]]
    kept: dict[str, dict[str, Any]]
    text: Callable[[str], str] | None


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
    persons = Persons(events)
    if any(words == event.id for event in events if event.kind not in (ERASE, RETAIN)):
        return Asked(ENTRY, "一条记录的内容", event=words)
    if words in ALL_PARTIES and persons.names:
        return Asked(PARTY, "全体当事人", parties=tuple(persons.names))
    if names := _called(persons, words):
        return Asked(PARTY, "一位当事人", parties=names)
    if (field := _field(words, _FIELDS)) is not None:
        return Asked(FIELD, _FIELDS[field][0], (field,))
    hit = re.match(_OF, words)
    field = _field(hit["field"], PARTY_FIELDS) if hit is not None else None
    if hit is not None and field is not None and (names := _called(persons, hit["party"])):
        return Asked(FIELD, f"一位当事人的{_FIELDS[field][0]}", (field,), names)
    raise Refused(f"没有“{what}”可以删除", safe=SAFE, do=_offer(persons.names))


def _called(persons: Persons, words: str) -> tuple[str, ...]:
    """All names of the one person who is called so; of nobody, none.

    Raises:
        Refused: several are.
    """
    found = persons.called(words)
    if len(found) > 1:
        listed = "、".join(name for names in found for name in names)
        raise Refused(f"叫“{words}”的不止一位", safe=SAFE, do=f"请写全是哪一位：{listed}")
    return found[0] if found else ()


def cut(request: Asked, events: Sequence[Event], known: Known = NONE_KNOWN) -> Cut:
    """Take what is asked for out of the entries; nothing where none of them holds any of it."""
    narrow = request.covers in (PARTY, FIELD)
    take = _Taking(request, events, known) if narrow else None
    found = Cut({}, {}, take.text if take is not None else None)
    less = take.out_of if take is not None else _codes_of(request, events, known)
    for event in events:
        if event.kind == ERASE:
            continue
        left = less(event)
        if left != event.payload:
            found.targets[event.id] = residue(event.kind, event.payload, known.offices)
            if narrow or (request.covers == ENTRY and event.kind == RETAIN):
                found.kept[event.id] = dict(left)
    return found


def naming(
    request: Asked, events: Sequence[Event], known: Known = NONE_KNOWN
) -> Callable[[str], bool]:
    """Whether a text that is no part of the matter repeats what is asked for.

    Of a single entry that is not asked: the matter may go on saying the same.
    """
    meant = [request] if request.covers in (PARTY, FIELD) else []
    if request.covers == MATTER:
        meant.append(Asked(PARTY, "", parties=tuple(Persons(events).names)))
        meant.append(Asked(FIELD, "", ("reporter",)))
    takes = [_Taking(each, events, known).text for each in meant]
    return lambda text: any(take(text) != text for take in takes)


def nothing(request: Asked) -> Refused:
    """The refusal of an erasure that would take nothing."""
    named = "个人信息" if request.covers in (MATTER, ENTRY) else request.words
    return Refused(f"这一件没有可以删除的内容（{named}）", safe=SAFE)


def _codes_of(
    request: Asked, events: Sequence[Event], known: Known
) -> Callable[[Event], Mapping[str, Any]]:
    """What stays of each entry when all, or one of them, keep their codes alone."""
    kinds = {event.id: event.kind for event in events}

    def codes(id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return residue(kinds.get(id, ""), data, known.offices)

    def kept(id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        return codes(id, data) if id == request.event else data

    def left(event: Event) -> Mapping[str, Any]:
        if request.event in ("", event.id):
            return codes(event.id, event.payload)
        return retained(event.payload, kept) if event.kind == RETAIN else event.payload

    return left


class _Taking:
    """Takes people, or fields of theirs, out of data: the records, and the words in texts."""

    def __init__(self, request: Asked, events: Sequence[Event], known: Known) -> None:
        self._request = request
        self._known = known
        self._fields = frozenset(request.fields)
        self._of_matter = self._fields & MATTER_FIELDS.keys()
        self._names = frozenset(map(plain, request.parties))
        self._kinds = {event.id: event.kind for event in events}
        others = frozenset(map(plain, self._others(events)))
        self._take = taking(frozenset(self._said(events, others)), others, GONE)

    def out_of(self, event: Event) -> Mapping[str, Any]:
        """An entry's data without it."""
        if event.kind != RETAIN:
            return self._less(event.id, event.payload)
        left = retained(event.payload, self._less)
        if self._request.covers == PARTY and self._names & whose(left):
            del left["party"]
        return left

    def text(self, value: str) -> str:
        """A text without the words; one that is nothing but a name goes, however short."""
        if self._request.covers == PARTY and plain(value) in self._names:
            return GONE
        return self._take(value)

    def _less(self, id: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        left = rewritten(data, self.text, self._person)
        kind, offices = self._kinds.get(id, ""), self._known.offices
        return without_fields(kind, data, left, self._of_matter, offices)

    def _meant(self, record: Mapping[str, Any]) -> bool:
        return not self._of_matter and (not self._names or is_of(record, self._names))

    def _person(self, record: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What stays of a party's record; None: it is another's, and nothing is taken out."""
        whole = self._request.covers == PARTY
        if not self._meant(record):
            speaker = str(record.get("representative") or "")
            left = self.text(speaker).replace(GONE, "") if whole else speaker
            return {**record, "representative": left} if left != speaker else None
        if whole:
            return {}
        return {name: value for name, value in record.items() if name not in self._fields}

    def _others(self, events: Sequence[Event]) -> Iterator[str]:
        """Names that stay, though one that goes may be part of them: other parties', staff's."""
        yield from self._known.staff
        for record in people(events):
            if not self._meant(record) or self._request.covers == FIELD:
                yield str(record["name"])
                yield from bare_names(str(record["name"]))
        for event in events:
            yield event.by
            for name in _STAFF & event.payload.keys():
                said = event.payload[name]
                yield from map(str, said if isinstance(said, list | tuple) else [said])

    def _said(self, events: Sequence[Event], others: frozenset[str]) -> Iterator[str]:
        """All that the entries hold of it, as texts may repeat it.

        Who speaks for somebody may be a party too, and stays one.
        """
        whole = self._request.covers == PARTY
        for record in people(events):
            if self._meant(record):
                for name, value in record.items():
                    if value and ((whole and name not in _NO_NAMES) or name in self._fields):
                        words = telling(name, str(value), self._known.offices)
                        yield from words if name != "representative" else {*words} - others
        for name in self._request.parties if whole else ():
            yield from telling("name", name, self._known.offices)
        for event in events:
            for said in _reporters(event.payload):
                if "reporter" in self._fields or (whole and self._told_it(said)):
                    yield from telling("reporter", said, self._known.offices)

    def _told_it(self, reporter: str) -> bool:
        """Whether nobody but the erased one told of the matter: a number beside the name is his."""
        names, told = self._request.parties, {*bare_names(reporter)}
        return bool(told) and told <= {bare for name in names for bare in bare_names(name)}


def _reporters(data: Mapping[str, Any]) -> Iterable[str]:
    said = [data.get("reporter")]
    if data.get("field") == "reporter":
        said += [data.get("value"), data.get("old")]
    return [str(value) for value in said if value]


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
