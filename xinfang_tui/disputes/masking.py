"""Names, phones and ID numbers hidden (隐去姓名), in fields and inside free text alike.

On screen a name keeps its surname (张某某). In a paper every person has one pseudonym, told apart
from the others of the surname (张某甲、张某乙), and another in the next paper (DESIGN §1).
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from xinfang_tui.disputes.called import called
from xinfang_tui.disputes.digits import NUMBERS, RUN, hidden_card, hidden_phone
from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.disputes.nothing import NOBODY
from xinfang_tui.disputes.surnames import surname
from xinfang_tui.disputes.wordscan import Words

_STEMS = "甲乙丙丁戊己庚辛壬癸"
_MARKS = frozenset("某*＊×○□Xx")
_MASKED = rf"\S{{0,2}}某(?:某|[{_STEMS}]+|\d+)?|[^\x00-\xff]{{1,2}}[*＊×○□Xx]{{1,3}}\S?"
_OFFICES = (
    *("委员会", "村委会", "居委会", "村委", "公司", "合作社", "政府", "部门", "办事处", "中心"),
    *("学校", "小学", "中学", "医院", "卫生院", "派出所", "司法所", "村民组", "小组"),
    *("村民", "居民", "业主", "工人"),
)
_OFFICES_OF = ("干部", "领导", "法院", "法庭")
"""Of something that is named before it."""
_PLACES = "组厂局社村办所店队站"
"""End the name of a place when three characters stand before."""
SPACED = 3
"""Names up to so long are also found spaced out in a text: 张　三, 张  三, 张 三 丰."""
DOTS = "·•・‧∙"
"""What stands between the parts of a name like 买买提·艾力, as each keyboard has it."""
_DOTS = frozenset(DOTS)
_SEVERAL = r"[、，,;；/|\s]+"
_TAIL = r"(?:等(?:[\d一二三四五六七八九十百余多]*人|户|村民)?|[（(\[【].*|夫妇|夫妻|一家|家属)$"
_AFTER = ("等", "夫妇", "夫妻", "一家", "家属")
_DOOR = r"[0-9０-９一二三四五六七八九十百零〇—-]+(?=号|室|户|单元|栋|幢)"


class Mask:
    """Hides a set of people; the same input always gives the same output.

    Args:
        people: names as the fields hold them ("张三", "张三等5人", "张三、李四").
        phones, addresses: as the fields hold them; of an address the door number is hidden.
        paper: key of the paper; empty for the screen.
        keep: words never touched: places, offices, the office's own telephones, 12-digit codes
            (with the 14 and 18 digits below them).
        style: "某" or "*", how names look on screen.
    """

    def __init__(
        self,
        people: Iterable[str],
        phones: Iterable[str] = (),
        *,
        addresses: Iterable[str] = (),
        paper: str = "",
        keep: Iterable[str] = (),
        style: str = "某",
    ) -> None:
        self._style = style
        cores = {core for field in people for core in cores_of(field)}
        hidden = {name for name in cores if not is_public(name)}
        if paper:
            self._names = _pseudonyms(hidden, cores - hidden, paper)
        else:
            self._names = {name: screen_name(name, style) for name in hidden}
        kept = {word for word in keep if word}
        self._codes = tuple(word for word in kept if len(word) == 12 and word.isdecimal())
        words = {word: word for word in kept} | _spelt(self._names) | _known_phones(phones)
        words |= {each: re.sub(_DOOR, "*", each) for each in addresses if each not in kept}
        self._words = Words(words)

    def name(self, field: str) -> str:
        """A field that holds names: of each nothing but the surname is left."""
        found = sorted(cores_of(field), key=len, reverse=True)
        if not found:
            return field
        pattern = "|".join(re.escape(core) for core in found)
        return self._hidden(re.sub(pattern, lambda hit: self._one(hit.group()), _joined(field)))

    def party(self, party: Party) -> str:
        """A party's name: persons hidden, companies kept but for people named in them."""
        return self.name(party.name) if party.kind == "person" else self.text(party.name)

    def text(self, text: str) -> str:
        """Free text with every known name and phone, and every number like one, hidden."""
        return self._words.replaced(self._hidden(text))

    def phone(self, field: str) -> str:
        """A field that holds a phone, with whatever words stand beside the digits."""
        return self._words.replaced(re.sub(RUN, lambda hit: hidden_phone(hit.group()), field))

    def address(self, field: str) -> str:
        """An address without names and door numbers."""
        return re.sub(_DOOR, "*", self.text(field))

    def _one(self, name: str) -> str:
        return self._names.get(name) or screen_name(name, self._style)

    def _hidden(self, text: str) -> str:
        return re.sub(NUMBERS, self._number, text)

    def _number(self, hit: re.Match[str]) -> str:
        digits = hit.group()
        if digits.startswith(self._codes) or digits in self._words:
            return digits
        if hit.lastgroup == "card":
            return hidden_card(digits)
        return hidden_phone(digits)


def mask_of(
    disputes: Iterable[Dispute],
    *,
    paper: str = "",
    keep: Iterable[str] = (),
    style: str = "某",
    more: Iterable[str] = (),
) -> Mask:
    """The mask of all people in some disputes.

    Args:
        more: names from elsewhere: households, those whom entries of a trail name. A company or
            collective that is a party is not hidden for being among them.
    """
    people: set[str] = set()
    phones: set[str] = set()
    addresses: set[str] = set()
    offices: set[str] = set()
    for dispute in disputes:
        people.update(people_of(dispute))
        phones.update(party.phone for party in dispute.parties if party.phone)
        addresses.update(party.address for party in dispute.parties if party.address)
        offices.update(party.name for party in dispute.parties if party.kind != "person")
    people |= {core for field in more for core in cores_of(field)} - offices
    return Mask(people, phones, addresses=addresses, paper=paper, keep=keep, style=style)


def people_of(dispute: Dispute) -> Iterator[str]:
    """The names to hide in one dispute: persons, representatives and who told of it.

    Handlers and leaders act for an office; companies and collectives are no persons.
    """
    for party in dispute.parties:
        if party.kind == "person" and party.name:
            yield party.name
        if party.representative:
            yield party.representative
    if dispute.reporter:
        yield dispute.reporter


def people_in(data: Mapping[str, Any]) -> Iterator[str]:
    """The names that an entry of a trail carries itself: who was there, agreed, promised.

    Also whoever was a party when it was written, and is none any more by a correction.
    """
    for name in ("party", "people", "agreed_by"):
        yield from _named(data.get(name))
    for term in data.get("terms") or ():
        yield from _named(term.get("who") if isinstance(term, Mapping) else None)
    if data.get("field") == "parties" or data.get("conflict") == "parties":
        yield from _named(data.get("old"))
        yield from _named(data.get("value"))
    if data.get("field") == "reporter" or data.get("conflict") == "reporter":
        yield from _named(data.get("old"))
    yield from _named(data.get("parties"))
    yield from _named(data.get("reporter"))


def people_told(record: Mapping[str, Any]) -> list[str]:
    """The names to hide in a dispute's record as it is shown: of its parties, now and before.

    Whoever came to a mediation is left out: most of them are there for an office.
    """
    offices = {p.get("name") for p in record.get("parties") or () if p.get("kind") != "person"}
    now = {"parties": record.get("parties"), "reporter": record.get("reporter")}
    before = (entry.get("data") or {} for entry in record.get("trail") or ())
    found = dict.fromkeys(
        name for data in (now, *before) for name in people_in({**data, "people": None})
    )
    return [name for name in found if name not in offices]


def _named(value: Any) -> Iterator[str]:
    """Names in a field of an entry: text, a list of it, or parties as recorded."""
    if isinstance(value, Mapping):
        if value.get("kind", "person") == "person":
            yield from _named(value.get("name"))
        yield from _named(value.get("representative"))
    elif isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, (list, tuple)):  # elsewhere people is a number
        for each in value:
            yield from _named(each)


def cores_of(field: str) -> list[str]:
    """The single names in a field: "张三、李四等5人" holds 张三 and 李四; else the whole of it."""
    whole = _joined(field)
    if _is_name(whole) and not any(word in whole for word in _AFTER):
        return [_bare(whole)]
    parts = re.split(_SEVERAL, whole)
    bare = [re.sub(_TAIL, "", part) for part in parts]
    cores = [_bare(core) for core in bare]
    if all(
        _is_name(core) or (told == part and is_public(part))
        for core, told, part in zip(cores, bare, parts, strict=True)
    ):
        return cores
    return [whole] if whole else []


def _bare(core: str) -> str:
    """The name that its bearer's home, trade or kin stands before: 东湾村村民张三."""
    found = called(core)
    return re.sub(_TAIL, "", found.name) if found is not None else core


def _joined(field: str) -> str:
    """A name of two characters as often spaced out: 张　三 is 张三."""
    parts = field.split()
    return "".join(parts) if [len(part) for part in parts] == [1, 1] else field.strip()


def _is_name(text: str) -> bool:
    """Whether it can be a person's name: one to five Chinese characters."""
    return len(text) < 6 and all(map(_is_han, text)) and text != ""


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\U00020000" <= char <= "\U0003ffff"


def is_public(name: str) -> bool:
    """Whether a name needs no hiding: masked already, nobody, or an office.

    Of several lines the last one says nothing about the others: 张三⏎ABC公司 is no office.
    """
    if "\n" in name:
        return False
    if name in NOBODY or name.endswith(_OFFICES):
        return True
    if (len(name) > 2 and name.endswith(_OFFICES_OF)) or (len(name) > 3 and name[-1] in _PLACES):
        return True
    return not _MARKS.isdisjoint(name) and bool(re.fullmatch(_MASKED, name))


def screen_name(name: str, style: str = "某") -> str:
    """A name on screen: 张某, 张某某, 欧阳某; something without a surname becomes 某."""
    if not name or is_public(name):
        return name
    family = surname(name)
    rest = min(max(len(name) - len(family), 1), 2)
    return family + ("*" if style == "*" else "某") * rest


def _pseudonyms(names: set[str], reserved: set[str], paper: str) -> dict[str, str]:
    """One pseudonym a name: 张某 for the only one of a surname, else 张某甲, 张某乙 …"""
    families: dict[str, list[str]] = defaultdict(list)
    for name in names:
        families[surname(name)].append(name)
    found: dict[str, str] = {}
    for family, members in families.items():
        plain = family + "某"
        alone = len(members) == 1 and not any(each.startswith(plain) for each in reserved)
        ordered = sorted(members, key=lambda name: (_turn(paper, name), name))
        fresh = (plain + tail for tail in _tails() if plain + tail not in reserved)
        for name in ordered:
            found[name] = plain if alone else next(fresh)
    return found


def _turn(paper: str, name: str) -> bytes:
    return hashlib.blake2b(f"{paper}\0{name}".encode(), digest_size=8).digest()


def _tails() -> Iterator[str]:
    """甲 … 癸, 甲甲, 甲乙 …"""
    tails = [""]
    while True:
        tails = [tail + stem for tail in tails for stem in _STEMS]
        yield from tails


def _spelt(names: Mapping[str, str]) -> dict[str, str]:
    """The names as text spells them; one character alone is no name inside a text."""
    spelt = {}
    for name, masked in names.items():
        if len(name) > 1:
            spelt[name] = masked
        for dot in DOTS if not _DOTS.isdisjoint(name) else "":
            spelt["".join(dot if each in _DOTS else each for each in name)] = masked
        if 2 <= len(name) <= SPACED:
            for space in (" ", "  ", "\u3000"):
                spelt[name[0] + space + name[1:]] = spelt[space.join(name)] = masked
    return spelt


def _known_phones(phones: Iterable[str]) -> dict[str, str]:
    return {
        hit.group(): hidden_phone(hit.group())
        for phone in phones
        for hit in re.finditer(RUN, phone)
    }
