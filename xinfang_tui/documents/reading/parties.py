"""Parties (当事人) out of cells that hold names, telephones and more, in every order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from xinfang_tui.disputes import idcard
from xinfang_tui.disputes.called import called
from xinfang_tui.disputes.surnames import COMMON
from xinfang_tui.documents.reading.numbers import read_number
from xinfang_tui.documents.reading.party_kinds import (
    COUNTED,
    NO_NAMES,
    kind_of,
)
from xinfang_tui.documents.reading.party_parts import BRACKET, CALLED, CARD, is_han, parted
from xinfang_tui.documents.reading.phones import PHONE, in_order, read_phones, rounded, spelt
from xinfang_tui.documents.reading.text import NOTHING, one_line, plain
from xinfang_tui.documents.wording import WITHIN
from xinfang_tui.tuples import NamedTuple

_AT_HOME = (
    rf"(?P<name>[{COMMON}][\u3400-\u9fff]{{1,2}})[ \u3000]+"
    r"(?P<home>[\u3400-\u9fff]{1,12}?(?:村|社区)[\u3400-\u9fff\d-]*)"
)
"""A name and behind it where that one lives: 张三 东湾村三组."""
_HIDDEN = frozenset("*＊×")
"""What stands for the digits of a card that is not told: 340123********4512."""
_AND_OTHERS = re.compile(r"(?<=[\u3400-\u9fff]{2})等人?$")
_ETC = re.compile(
    r"\s*等\s*(?:共|约)?\s*([0-9一二三四五六七八九十百两余多]*)\s*([人名位户家]?)"
    r"(?:村民|群众|农户|农民工|民?工人?|业主|居民|职工|员工|家长|商户)?[。.]?$"
)
_ETC_BEFORE = re.compile(r"等(?:共|约)?([0-9一二三四五六七八九十百两余多]+)\s*([人名位户家])")
_BRACKET_BEHIND = re.compile(r"[(（\[【][^)）\]】]*(?:[)）\]】](?![\u3400-\u9fff])|$)")
_OF_A_PERSON = re.compile(
    r"[男女]|\d{4}[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?(?:出?生)?|[\d一二三四五六七八九十]{1,3}岁|\d{1,3}|[\u3400-\u9fff]{1,4}族|\d{4}年.*出?生|农民|务农|务工|群众|党员"
)
_PLACE = re.compile(r"(?:村|组|社区|镇|乡|号|路|街|小区|栋|幢|室|屯|队|县|市)[^\u3400-\u9fff]*$")

_LIVES = re.compile(r"^(?:现?住(?:址|所|在|于|地)?(?![建宅房])|家住|地址|户籍(?:所在)?地?)[:：]?")
_QUOTE_MARKS = frozenset('“‘"「')
_QUOTED = re.compile(r"(^|[、，,;；\s])[“‘\"「]([^“”‘’\"「」]*)[”’\"」](?=$|[、，,;；\s])")

_PLAIN_NAME = (
    r"[\u4e00-\u9fff](?:(?![和与及跟同等诉])[\u4e00-\u9fff]){0,2}"
    r"(?<![司团厂社行院学园店场部队所矿业会府处局心组民众主户人员方无详知名空家村区])[0-9]{0,3}"
)
_PLAIN_NAMES = re.compile(rf"{_PLAIN_NAME}(?:、{_PLAIN_NAME})*")
_PLAIN_PHONES = re.compile(r"(?:1\d{10}(?:、1\d{10})*)?")


_NOBODY = ("不详", "未知", "匿名", "空")


class PartyRead(NamedTuple):
    """A party as a ledger names it; fields as in ``dispute add`` (DESIGN §10)."""

    name: str
    kind: str = "person"
    phone: str = ""
    address: str = ""
    id_number: str = ""

    def record(self) -> dict[str, str]:
        """The party as ``dispute add`` takes it."""
        found = {"name": self.name, "kind": self.kind}
        for field in ("phone", "address", "id_number"):
            if value := getattr(self, field):
                found[field] = value
        return found


class PartiesReading(NamedTuple):
    """The parties of a row; ``people`` when the names end in 等3人; notes in Chinese."""

    parties: tuple[PartyRead, ...] = ()
    people: int | None = None
    notes: tuple[str, ...] = ()


def read_parties(
    names: str, phones: str = "", cards: str = "", addresses: str = ""
) -> PartiesReading:
    """Parties from the cells of one side or of all, each value given to its name by order."""
    if not cards and not addresses and (simple := _simple(names, phones)) is not None:
        return simple
    notes: list[str] = []
    text = unicodedata.normalize("NFC", names).replace("丶", "、").strip().lstrip("'")
    if not _QUOTE_MARKS.isdisjoint(text):
        text = _QUOTED.sub(r"\1\2", text)
    people = None
    if hit := _ETC.search(text):
        counts = [*_ETC_BEFORE.findall(text[: hit.start()]), (hit[1], hit[2])]
        text = text[: hit.start()]
        people = _counted(counts)
        notes.append(f"当事人原写“{one_line(names)}”")
    parts = parted(text)
    found = _together(parts)
    if not notes and _lost(text, found):
        notes.append(f"当事人原写“{one_line(names)}”")
    if people is None:
        people = _headcount(parts, found)
    for field, cell, values in (
        ("phone", phones, read_phones(phones)),
        ("id_number", cards, _cards(cards)),
        ("address", addresses, in_order(addresses)),
    ):
        if (named := _by_name(found, field, cell)) is not None:
            found = named
            continue
        found, note = _given(found, field, values)
        notes += [note] if note else []
    if phones and _told_beside(phones, found):
        notes.append(f"电话原写“{one_line(phones)}”")
    if rounded(phones):
        notes.append(f"电话“{phones.strip()}”在表格里存成了数字，后几位可能已经丢失，请核对")
    for party in found:
        hidden = not _HIDDEN.isdisjoint(party.id_number)
        if party.id_number and not hidden and (warning := idcard.warning(party.id_number)):
            notes.append(f"{party.name}：{warning}")
    return PartiesReading(tuple(found), people, tuple(dict.fromkeys(notes)))


def _told_beside(phones: str, found: Sequence[PartyRead]) -> bool:
    """Whether a cell of telephones says more than them and whose they are: 转8001, （儿子）."""
    text = unicodedata.normalize("NFKC", phones)
    if not text.isdecimal() and PHONE.search(text):
        rest = CALLED.sub("", PHONE.sub("", text))
        for word in (*(party.name for party in found), "电话", "手机", *NOTHING):
            rest = rest.replace(word, "") if word else rest
        return any(each.isalnum() for each in rest)
    return False


def _counted(counts: Sequence[tuple[str, str]]) -> int | None:
    """How many people 张三等3人与李四等4人 are together; None when one of the counts is unsure."""
    told = 0
    for figures, unit in counts:
        counted = read_number(figures) if figures and (unit or "人") in "人名位" else None
        if counted is None or not isinstance(counted.value, int) or counted.approximate:
            return None
        told += counted.value
    return told


def _headcount(parts: Sequence[str], found: Sequence[PartyRead]) -> int | None:
    """How many people 群众6人 counts, when no other party is of people."""
    counts = [hit[0] for part in parts if part[-1] in "人名户" and (hit := COUNTED.search(part))]
    if not counts:
        return None
    people = [party for party in found if party.kind != "company"]
    if len(counts) != 1 or len(people) != 1 or counts[0].endswith("户"):
        return None
    reading = read_number(counts[0])
    return reading.value if isinstance(reading.value, int) and not reading.approximate else None


def as_exported(
    names: str, phones: str = "", cards: str = "", addresses: str = ""
) -> PartiesReading:
    """Parties of our own export: every name between 、 and the values in the same order."""
    named = [name.replace(WITHIN, "、") for name in names.split("、") if name]
    found = [PartyRead(name, kind_of(name)) for name in named]
    for field, cell in (("phone", phones), ("id_number", cards), ("address", addresses)):
        values = [value.replace(WITHIN, "、") for value in cell.split("、")] if cell else []
        if len(values) == len(found):
            found = [_with(p, field, v) if v else p for p, v in zip(found, values, strict=True)]
    return PartiesReading(tuple(found))


def _simple(names: str, phones: str) -> PartiesReading | None:
    """Plain names of persons with their telephones, as most rows have; None for any other."""
    if not _PLAIN_NAMES.fullmatch(names) or not _PLAIN_PHONES.fullmatch(phones):
        return None
    found = names.split("、")
    told = phones.split("、") if phones else []
    if len(told) > len(found) or not NO_NAMES.isdisjoint(found):
        return None
    told += [""] * (len(found) - len(told))
    return PartiesReading(
        tuple(PartyRead(n, "person", p) for n, p in zip(found, told, strict=True))
    )


def _together(parts: Sequence[str]) -> list[PartyRead]:
    """The parties of the parts of a cell; a part that only describes one goes to that one."""
    described = any(part in ("男", "女") for part in parts)
    found: list[PartyRead] = []
    ahead = ""
    for part in parts:
        digits = unicodedata.normalize("NFKC", part)
        phone, card = PHONE.fullmatch(digits), CARD.fullmatch(digits)
        if phone or card:
            if found and phone and not found[-1].phone:
                found[-1] = found[-1]._replace(phone=spelt(digits))
            elif found and card and not found[-1].id_number:
                found[-1] = found[-1]._replace(id_number=digits.upper())
            elif phone:
                ahead = spelt(digits)
            continue
        if described and found and _OF_A_PERSON.fullmatch(part):
            continue
        if described and found and _PLACE.search(part) and not found[-1].address:
            found[-1] = found[-1]._replace(address=_LIVES.sub("", part))
            continue
        party = _party(part)
        if party is not None:
            found.append(party._replace(phone=ahead) if ahead and not party.phone else party)
            ahead = ""
    return found


def _lost(text: str, found: Sequence[PartyRead]) -> bool:
    """Whether a word of the cell stands in no party: 丈夫, 代理人, 男, 45岁."""
    told = "".join(f"{p.name}{p.phone}{p.address}{p.id_number}" for p in found)
    whole = re.sub(r"\W", "", unicodedata.normalize("NFKC", text)).upper()
    rest = Counter(whole) - Counter(told.upper()) - Counter("和与及跟同诉对告" * len(found))
    return bool(rest) and plain(text) not in (*NOTHING, *_NOBODY)


def _party(text: str) -> PartyRead | None:
    phone = PHONE.search(unicodedata.normalize("NFKC", text))
    card = CARD.search(unicodedata.normalize("NFKC", text))
    address = ""
    for inside in BRACKET.findall(text):
        bare = CARD.sub("", PHONE.sub("", unicodedata.normalize("NFKC", inside)))
        address = _lives(bare.strip(" ,，、:：;；电话手机")) or address
    placed = re.fullmatch(_AT_HOME, text) if " " in text or "\u3000" in text else None
    if placed is not None and _PLACE.search(placed["home"]):
        text, address = placed["name"], placed["home"]
    # A bracket inside a name, 宏达（集团）有限公司, belongs to it; one behind it tells of it.
    name = _BRACKET_BEHIND.sub("", text)
    name = PHONE.sub("", CARD.sub("", unicodedata.normalize("NFKC", name)))
    name = re.sub(r"(?:联系)?(?:电话|手机号?|身份证号?码?)[:：]?\s*$", "", name)
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", one_line(name)).strip(
        " ,:：、-"
    )
    if (
        name[-1:] in ("人", "名", "户")
        and (hit := COUNTED.search(name))
        and hit[0].startswith("等")
    ):
        name = name[: hit.start()]
    name = _AND_OTHERS.sub("", name)
    if not name and phone is None and card is None:
        inner = text.strip("()（）[]【】 ")
        name = inner if is_han(inner) else text if any(c.isalpha() for c in text) else ""
    if not name or plain(name) in NOTHING or name in _NOBODY:
        return None
    kind = kind_of(name)
    if kind == "person" and (found := called(name)) is not None:
        name, address = found.name, address or found.home
    return PartyRead(
        name,
        kind,
        spelt(phone.group()) if phone else "",
        address,
        card.group().upper() if card else "",
    )


def _lives(told: str) -> str:
    """The place among what a bracket tells of a person: 男，45岁，东湾村三组."""
    parts = [part for part in re.split(r"[,，、;；\s]+", told) if part]
    places = [part for part in parts if _PLACE.search(part)]
    whole = told if len(places) == len(parts) else "".join(places)
    return _LIVES.sub("", whole) if places else ""


def _cards(text: str) -> list[str]:
    return [idcard.plain(part.lstrip("'’‘＇")) for part in in_order(text)]


def _by_name(parties: list[PartyRead], field: str, cell: str) -> list[PartyRead] | None:
    """The parties with the values that the cell gives to each by name, before or behind it.

    None when the cell does not name a party beside each of its telephones or cards.
    """
    pattern = {"phone": PHONE, "id_number": CARD}.get(field)
    text = plain(cell)
    if pattern is None or not any(each in text for each in (party.name for party in parties)):
        return None
    hits = list(pattern.finditer(text))
    edges = [0, *(edge for hit in hits for edge in hit.span()), len(text)]
    between = [
        re.sub(r"\W", "", text[start:end])
        for start, end in zip(edges[::2], edges[1::2], strict=True)
    ]
    called = [party.name for party in parties]
    for owners in (between[:-1], between[1:]):
        if not all(called.count(owner) == 1 for owner in owners) or not hits:
            continue
        given = list(parties)
        for hit, owner in zip(hits, owners, strict=True):
            at = called.index(owner)
            known = getattr(given[at], field)
            value = spelt(hit.group()) if field == "phone" else hit.group().upper()
            if value not in known:
                told = f"{known}、{value}" if known and field == "phone" else known or value
                given[at] = _with(given[at], field, told)
        return given
    return None


def _given(
    parties: list[PartyRead], field: str, values: Sequence[str]
) -> tuple[list[PartyRead], str]:
    """The parties with one value each, in order; too many values are told of."""
    if not values:
        return parties, ""
    if not parties:
        return parties, ""
    labels = {"phone": "电话", "id_number": "身份证号", "address": "住址"}
    given = list(parties)
    free = [i for i, party in enumerate(given) if not getattr(party, field)]
    for index, value in zip(free, values, strict=False):
        given[index] = _with(given[index], field, value or getattr(given[index], field))
    left = [value for value in values[len(free) :] if value]
    if left and free and field == "phone" and len(parties) == 1:
        given[free[0]] = given[free[0]]._replace(phone="、".join(values))
        return given, ""
    note = f"{labels[field]}比当事人多，请核对" if left else ""
    return given, note


def _with(party: PartyRead, field: str, value: str) -> PartyRead:
    if field == "phone":
        return party._replace(phone=value)
    if field == "id_number":
        return party._replace(id_number=value)
    return party._replace(address=value)
