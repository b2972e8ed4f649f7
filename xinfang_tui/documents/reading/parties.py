"""Parties (当事人) out of cells that hold names, telephones and more, in every order."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from xinfang_tui.disputes import idcard
from xinfang_tui.disputes.called import called
from xinfang_tui.disputes.surnames import COMMON, surname
from xinfang_tui.documents.reading.numbers import read_number
from xinfang_tui.documents.reading.party_kinds import (
    COLLECTIVE,
    COMPANY,
    COUNTED,
    NO_NAMES,
    kind_of,
)
from xinfang_tui.documents.reading.phones import PHONE, in_order, read_phones, rounded, spelt
from xinfang_tui.documents.reading.text import NOTHING, one_line, plain
from xinfang_tui.documents.wording import WITHIN
from xinfang_tui.tuples import NamedTuple

_LIST = re.compile(r"[、，,;；/／\\＼|｜﹑､\n\r\t]+|\s{2,}")
_GUARD = {ord(mark): 0xE100 + at for at, mark in enumerate("、，,;；/／\\＼|｜﹑､\n\r\t ")}
_UNGUARD = {stand_in: chr(mark) for mark, stand_in in _GUARD.items()}
_AGAINST = re.compile(
    r"\s*(?:[Vv][Ss]\.?|—+|–+|─+|←?→|↔|⇔|＆|&|(?<=[某\u3400-\u9fff]{2})(?:[-－]{1,2}|[~～+＋。])(?=[某\u3400-\u9fff]{2})|(?<=\s)-{1,2}(?=\s)|(?<=[某\u3400-\u9fff]{2})(?<!申)诉(?=[某\u3400-\u9fff]{2})|(?<=\s)诉(?=\s|[\u3400-\u9fff]{2}))\s*"
)
_MASKS = "XxＸｘ×*＊○〇"
"""What stands for the characters of a name that is not told: 张XX, 李×."""
_VERBS = re.compile(r"[状控]?(?<![广公报布])告|[起投]?(?<!申)诉|对(?![外门口面象])|[.．]")
_BETWEEN = frozenset("告诉对.．")
"""What may stand between two sides: 张三对李四, 张三状告宏达公司, 张三.李四."""
_NAMED = rf"[{COMMON}][\u3400-\u9fff{_MASKS}]{{1,2}}"
_KIN_OF = (
    r"(?<=\S\S)[的之]?(?:父亲|母亲|父母|丈夫|妻子|儿子|女儿|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|家属|家人)$"
    r"|(?<=\S\S)[的之][夫妻父母子女兄弟姐妹]$"
)
"""Who has no name but that of a relative: 张三的母亲."""
_AT_HOME = (
    rf"(?P<name>[{COMMON}][\u3400-\u9fff]{{1,2}})[ \u3000]+"
    r"(?P<home>[\u3400-\u9fff]{1,12}?(?:村|社区)[\u3400-\u9fff\d-]*)"
)
"""A name and behind it where that one lives: 张三 东湾村三组."""
_ROLES = (
    "甲方|乙方|丙方|(?<!被)申请人|被申请人|双方当事人|(?<!双方)当事人[一二三甲乙丙]?|双方(?!当)|原告|被告|(?<!被)投诉人"
    "|被投诉人|(?<!被)反映人|被反映人|户主|姓名|[男女]方|另一方|(?<!另)一方|(?<!相)对方|丈夫|妻子|[父母]亲|儿子|女儿"
    "|儿媳|邻居|房东|租客|雇[主员]|[买卖]方|[发承]包方|[承出]租方|债[权务]人|伤者|患者|司机|车主"
)
_LETTERS = "[甲乙丙丁]"
_LABEL = re.compile(
    rf"^(?:{_ROLES}|{_LETTERS})(?:[(（][^)）]*[)）])?[:：]"
    r"|^(?:[甲乙丙]方|被?申请人|原告|被告)(?=[\u3400-\u9fff]{2,4}(?:[(（\d]|$))"
)
_SPEAKER = (
    r"负责人|法定代表人|法人代表|法人|经营者|经理|老板|联系人|(?:委托)?代理人|(?:小?组|队|村)长|包工头|工头"
    r"|(?:业主|村民|群众|居民|农户|商户|住户|工人|农民工|职工|员工|家长|家属)?代表|家属"
)
_SPEAKS = re.compile(rf"(.*?)(?:{_SPEAKER})[:：](?=[\u3400-\u9fff]{{2,4}}(?:[(（\d]|$))")
"""业主代表：陈红 — who speaks for a party, that party perhaps before it."""
_NEXT_LABEL = re.compile(
    rf"(?<=[^、，,;；/\n])\s*(?=(?:{_ROLES})[:：])"
    r"|(?<=\S)\s+(?=(?:[甲乙丙]方|被?申请人|原告|被告)[^\W\d_]{2,4}(?:[(（\d\s]|$))"
)
_NEXT_LETTER = re.compile(rf"(?<=[^、，,;；/\n])(?<!当事人)\s*(?={_LETTERS}[:：])")
_BY_LETTERS = re.compile(r"\s*甲[:：]")
"""A cell that names its sides 甲：… 乙：…; in any other 张甲：… is a name."""
_NUMBERED = re.compile(
    r"(?:^|(?<=[\s、，,;；\u3400-\u9fff]))(?:\d{1,2}[.．、]|[(（]\d{1,2}[)）]|[①-⑳])\s*"
    r"(?=[\u3400-\u9fff])"
)
_ANSWERING = re.compile(
    r"((?:原告|申请人|甲方)[\u3400-\u9fff]{2,4})(?=(?:被告|被申请人|乙方)[\u3400-\u9fff]{2,4}(?:[(（\d]|$))"
)
"""原告张三被告李四 without anything between."""
_CALLED = re.compile(r"(?:联系)?(?:电话|手机号?|身份证号?码?)(?:号码)?[:：]?\s*(?=[\d１])")
_BEHIND = re.compile(
    r"(?<=[)）])(?![和与及跟同诉对告]|公司|有限|集团)(?=[\u3400-\u9fff]{2,3}(?:[(（、，,;；\s]|$))"
)
_HIDDEN = frozenset("*＊×")
"""What stands for the digits of a card that is not told: 340123********4512."""
_AND = re.compile(
    rf"(?:(?<=[\u3400-\u9fff][\u3400-\u9fff{_MASKS}])|(?<=[{_MASKS}]{{2}})|(?<=[)）\d])|(?<=[\d余多][人户名]))"
    rf"[和与及跟同](?=[\u3400-\u9fff][\u3400-\u9fff{_MASKS}])"
)
_SPACED = re.compile(
    r"(?<![\u3400-\u9fff])(?<![\u3400-\u9fff][ \u3000])([\u3400-\u9fff])[ \u3000]{2,}"
    r"([\u3400-\u9fff])(?![ \u3000]?[\u3400-\u9fff])"
)
"""A name of two characters drawn apart: 李　　四; not what parts 王 五  李 四."""
_OF_FAMILY = frozenset(
    ("夫妇", "夫妻", "两口子", "一家", "父子", "母子", "父女", "母女", "兄弟", "姐妹")
)
_AND_OTHERS = re.compile(r"(?<=[\u3400-\u9fff]{2})等人?$")
_FAMILY = re.compile(r"(?:夫妇|夫妻|两口子|一家|[父母]子|[父母]女|兄弟|姐妹)$")
_RELATED = "其家妻夫子女父母兄弟姐妹儿媳婆"
_ETC = re.compile(
    r"\s*等\s*(?:共|约)?\s*([0-9一二三四五六七八九十百两余多]*)\s*([人名位户家]?)"
    r"(?:村民|群众|农户|农民工|民?工人?|业主|居民|职工|员工|家长|商户)?[。.]?$"
)
_ETC_BEFORE = re.compile(r"等(?:共|约)?([0-9一二三四五六七八九十百两余多]+)\s*([人名位户家])")
_BRACKET = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]?")
_BRACKET_BEHIND = re.compile(r"[(（\[【][^)）\]】]*(?:[)）\]】](?![\u3400-\u9fff])|$)")
_OF_A_PERSON = re.compile(
    r"[男女]|\d{4}[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?(?:出?生)?|[\d一二三四五六七八九十]{1,3}岁|\d{1,3}|[\u3400-\u9fff]{1,4}族|\d{4}年.*出?生|农民|务农|务工|群众|党员"
)
_CARD = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{3,6}[*＊×]{6,14}\d{2,4}[Xx]?)(?!\d)")
_PLACE = re.compile(r"(?:村|组|社区|镇|乡|号|路|街|小区|栋|幢|室|屯|队|县|市)[^\u3400-\u9fff]*$")

_NO_PERSON = re.compile(r"[村组镇乡县市州省区社庄店屯寨湾集山河江湖岛口岭坡桥路街]$")
_VILLAGE_OFFICE = re.compile(
    r"[\u3400-\u9fff]{2,6}(?:村委会|居委会|村民委员会|居民委员会|派出所|镇政府|乡政府)"
)
_LIVES = re.compile(r"^(?:现?住(?:址|所|在|于|地)?(?![建宅房])|家住|地址|户籍(?:所在)?地?)[:：]?")
_QUOTE_MARKS = frozenset('“‘"「')
_QUOTED = re.compile(r"(^|[、，,;；\s])[“‘\"「]([^“”‘’\"「」]*)[”’\"」](?=$|[、，,;；\s])")
_ENDS_NO_NAME = re.compile(
    r"(?:[司团厂社院店场部队所矿府局组站村镇乡县区省室等]|[村居农市]民|群众|业主|[农住商]户|[支分]行|[协工商]会)$"
    r"|经理|主任|书记|老板|会计|法人|代表|[组村队所站镇校院]长"
)

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
    parts = _split(text)
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
        rest = _CALLED.sub("", PHONE.sub("", text))
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
        phone, card = PHONE.fullmatch(digits), _CARD.fullmatch(digits)
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


def _split(text: str) -> list[str]:
    parts: list[str] = []
    text = _SPACED.sub(r"\1\2", text)
    if _BY_LETTERS.match(text):
        text = _NEXT_LETTER.sub("、", text)
    text = _NEXT_LABEL.sub("、", _NUMBERED.sub("、", _CALLED.sub("", text)))
    text = _ANSWERING.sub(r"\1、", text)
    text = PHONE.sub(lambda hit: f"{hit.group()}\ue001", text)
    text = _CARD.sub(lambda hit: f"{hit.group()}\ue001", text)
    text = re.sub(r"\ue001[,，、;；\s]*(?=[\u3400-\u9fff])", "、", text).replace("\ue001", "")
    text = _BEHIND.sub("、", text)
    for part in _LIST.split(_guard_brackets(text)):
        for side in _AGAINST.split(_LABEL.sub("", part.strip())):
            for name in _by_space(side.strip()):
                for each in _by_and(name):
                    for one in _by_verb(_LABEL.sub("", each)):
                        parts += _by_speaker(one)
    bare = [part.translate(_UNGUARD).strip(" 。.") for part in parts]
    return [part for part in bare if part]


def _by_verb(text: str) -> list[str]:
    """The two sides of 张三对李四, each sure to be a name; the words whole otherwise."""
    if _BETWEEN.isdisjoint(text):
        return [text]
    for hit in _VERBS.finditer(text):
        sides = text[: hit.start()].rstrip(), text[hit.end() :].lstrip()
        if all(map(_surely_named, sides)):
            return list(sides)
    return [text]


def _surely_named(text: str) -> bool:
    """Whether words are a name with a common surname, or the name of a company."""
    core = PHONE.sub("", _BRACKET.sub("", text)).strip()
    if (hit := re.search(_KIN_OF, core)) is not None:
        core = core[: hit.start()]
    if core.startswith(("有限", "股份", "集团")):
        return False
    return re.fullmatch(_NAMED, core) is not None or (len(core) > 2 and kind_of(core) == "company")


def _by_speaker(text: str) -> list[str]:
    """The company before 负责人：周旺 and the one who speaks for it, or the latter alone."""
    hit = _SPEAKS.match(text) if ":" in text or "：" in text else None
    if hit is None:
        return [text]
    told = kind_of(hit[1]) != "person"
    return [*([hit[1]] if told else []), text[hit.end() :]]


def _guard_brackets(text: str) -> str:
    """A separator inside brackets does not split: 张某（138…、二组）."""
    return _BRACKET.sub(lambda hit: hit.group().translate(_GUARD), text)


def _by_space(text: str) -> list[str]:
    """Two names parted by a space; the space inside a name (李 明) joins."""
    pieces = text.split()
    if len(pieces) < 2:
        return [text]
    cores = [_CARD.sub("", PHONE.sub("", _BRACKET.sub("", piece))) for piece in pieces]
    if {"男", "女"} & set(pieces):
        return pieces
    if cores[-1] in _OF_FAMILY and _han(cores[-2]):
        pieces[-2:] = ["".join(pieces[-2:])]
        cores[-2:] = ["".join(cores[-2:])]
    if _person_and_company(cores):
        return pieces
    if not cores[-1] and len(pieces) > 2:
        pieces[-2:] = [" ".join(pieces[-2:])]
        cores.pop()
    if not all(core and (_han(core) or _dotted(core)) for core in cores):
        return [text]
    if len(cores) == 2 and len(cores[1]) < 3 and surname("".join(cores)) == cores[0]:
        return ["".join(pieces)]  # 欧阳 建国
    if all(2 <= len(core) <= 4 or _dotted(core) for core in cores) or _company_and_persons(cores):
        return pieces
    if all(len(core) <= 4 for core in cores) and (drawn := _drawn_apart(pieces, cores)):
        return drawn
    return ["".join(pieces)] if all(len(core) <= 2 for core in cores) else [text]


def _drawn_apart(pieces: Sequence[str], cores: Sequence[str]) -> list[str]:
    """Names of which some are drawn apart: 王建国 李 明; empty when a character is left over."""
    if not any(len(core) > 1 for core in cores):
        return []
    names: list[str] = []
    waiting = ""
    for piece, core in zip(pieces, cores, strict=True):
        if len(core) == 1 and not waiting:
            waiting = piece
        elif len(core) > 1 and waiting:
            return []
        else:
            names.append(waiting + piece)
            waiting = ""
    return [] if waiting else names


def _company_and_persons(cores: Sequence[str]) -> bool:
    """Whether the words are a company's name and behind it names of persons."""
    first, *others = cores
    return kind_of(first) == "company" and all(
        2 <= len(core) <= 3 and not _ENDS_NO_NAME.search(core) and core not in NO_NAMES
        for core in others
    )


def _person_and_company(cores: Sequence[str]) -> bool:
    """Whether the words are a person's name and behind it a company's: 王建国 宏达建筑有限公司.

    安徽 宏达建筑有限公司 is one name: of two characters only the office of a village is sure.
    """
    if len(cores) != 2 or not re.fullmatch(_NAMED, cores[0]) or _NO_PERSON.search(cores[0]):
        return False
    if _VILLAGE_OFFICE.fullmatch(cores[1]):
        return True
    return len(cores[0]) == 3 and len(cores[1]) > 4 and kind_of(cores[1]) == "company"


def _han(text: str) -> bool:
    return all("\u3400" <= each <= "\u9fff" for each in text)


def _dotted(text: str) -> bool:
    """Whether a word is a name of several parts: 古丽·买买提."""
    parts = re.split("[·•・]", text)
    return len(parts) > 1 and all(part and _han(part) for part in parts)


def _by_and(text: str) -> list[str]:
    """Split at 和, 与, 及 only between two plain names of persons."""
    for hit in _AND.finditer(text):
        left, right = text[: hit.start()], _by_and(text[hit.end() :])
        if all(_like_name(each) for each in (left, *right)):
            return [left, *right]
    return [text]


def _like_name(text: str) -> bool:
    core = COUNTED.sub("", _FAMILY.sub("", PHONE.sub("", _BRACKET.sub("", text))))
    if called(core) is not None:
        return True
    if COMPANY.search(core) or COLLECTIVE.search(core):
        return 2 <= len(core) <= 20
    if "·" in core:
        return _han(core.replace("·", "")) and len(core) <= 20
    told = core[:1] + core[1:].rstrip(_MASKS)
    if _han(told) and 2 <= len(core) <= 4 and core[0] not in _RELATED:
        return True
    hit = re.search(_KIN_OF, told)
    return hit is not None and _han(told) and 2 <= hit.start() <= 4


def _party(text: str) -> PartyRead | None:
    phone = PHONE.search(unicodedata.normalize("NFKC", text))
    card = _CARD.search(unicodedata.normalize("NFKC", text))
    address = ""
    for inside in _BRACKET.findall(text):
        bare = _CARD.sub("", PHONE.sub("", unicodedata.normalize("NFKC", inside)))
        address = _lives(bare.strip(" ,，、:：;；电话手机")) or address
    placed = re.fullmatch(_AT_HOME, text) if " " in text or "\u3000" in text else None
    if placed is not None and _PLACE.search(placed["home"]):
        text, address = placed["name"], placed["home"]
    # A bracket inside a name, 宏达（集团）有限公司, belongs to it; one behind it tells of it.
    name = _BRACKET_BEHIND.sub("", text)
    name = PHONE.sub("", _CARD.sub("", unicodedata.normalize("NFKC", name)))
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
        name = inner if _han(inner) else text if any(c.isalpha() for c in text) else ""
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
    pattern = {"phone": PHONE, "id_number": _CARD}.get(field)
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
