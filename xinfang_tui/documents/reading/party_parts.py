"""The names in a cell of parties (当事人) parted: by marks, spaces, 和, labels, 张三对李四."""

from __future__ import annotations

import re
from collections.abc import Sequence

from xinfang_tui.disputes.called import called
from xinfang_tui.disputes.surnames import COMMON, surname
from xinfang_tui.documents.reading.party_kinds import (
    COLLECTIVE,
    COMPANY,
    COUNTED,
    NO_NAMES,
    kind_of,
)
from xinfang_tui.documents.reading.phones import PHONE

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
CALLED = re.compile(r"(?:联系)?(?:电话|手机号?|身份证号?码?)(?:号码)?[:：]?\s*(?=[\d１])")
_BEHIND = re.compile(
    r"(?<=[)）])(?![和与及跟同诉对告]|公司|有限|集团)(?=[\u3400-\u9fff]{2,3}(?:[(（、，,;；\s]|$))"
)
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
_FAMILY = re.compile(r"(?:夫妇|夫妻|两口子|一家|[父母]子|[父母]女|兄弟|姐妹)$")
_RELATED = "其家妻夫子女父母兄弟姐妹儿媳婆"
BRACKET = re.compile(r"[(（\[【]([^)）\]】]*)[)）\]】]?")
CARD = re.compile(r"(?<!\d)(?:\d{17}[\dXx]|\d{3,6}[*＊×]{6,14}\d{2,4}[Xx]?)(?!\d)")
_NO_PERSON = re.compile(r"[村组镇乡县市州省区社庄店屯寨湾集山河江湖岛口岭坡桥路街]$")
_VILLAGE_OFFICE = re.compile(
    r"[\u3400-\u9fff]{2,6}(?:村委会|居委会|村民委员会|居民委员会|派出所|镇政府|乡政府)"
)
_ENDS_NO_NAME = re.compile(
    r"(?:[司团厂社院店场部队所矿府局组站村镇乡县区省室等]|[村居农市]民|群众|业主|[农住商]户|[支分]行|[协工商]会)$"
    r"|经理|主任|书记|老板|会计|法人|代表|[组村队所站镇校院]长"
)


def parted(text: str) -> list[str]:
    """The parts of a cell, each a name with what stands beside it, or what tells of one."""
    parts: list[str] = []
    text = _SPACED.sub(r"\1\2", text)
    if _BY_LETTERS.match(text):
        text = _NEXT_LETTER.sub("、", text)
    text = _NEXT_LABEL.sub("、", _NUMBERED.sub("、", CALLED.sub("", text)))
    text = _ANSWERING.sub(r"\1、", text)
    text = PHONE.sub(lambda hit: f"{hit.group()}\ue001", text)
    text = CARD.sub(lambda hit: f"{hit.group()}\ue001", text)
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
    core = PHONE.sub("", BRACKET.sub("", text)).strip()
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
    return BRACKET.sub(lambda hit: hit.group().translate(_GUARD), text)


def _by_space(text: str) -> list[str]:
    """Two names parted by a space; the space inside a name (李 明) joins."""
    pieces = text.split()
    if len(pieces) < 2:
        return [text]
    cores = [CARD.sub("", PHONE.sub("", BRACKET.sub("", piece))) for piece in pieces]
    if {"男", "女"} & set(pieces):
        return pieces
    if cores[-1] in _OF_FAMILY and is_han(cores[-2]):
        pieces[-2:] = ["".join(pieces[-2:])]
        cores[-2:] = ["".join(cores[-2:])]
    if _person_and_company(cores):
        return pieces
    if not cores[-1] and len(pieces) > 2:
        pieces[-2:] = [" ".join(pieces[-2:])]
        cores.pop()
    if not all(core and (is_han(core) or _dotted(core)) for core in cores):
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


def is_han(text: str) -> bool:
    """Whether a text is of Chinese characters alone."""
    return all("\u3400" <= each <= "\u9fff" for each in text)


def _dotted(text: str) -> bool:
    """Whether a word is a name of several parts: 古丽·买买提."""
    parts = re.split("[·•・]", text)
    return len(parts) > 1 and all(part and is_han(part) for part in parts)


def _by_and(text: str) -> list[str]:
    """Split at 和, 与, 及 only between two plain names of persons."""
    for hit in _AND.finditer(text):
        left, right = text[: hit.start()], _by_and(text[hit.end() :])
        if all(_like_name(each) for each in (left, *right)):
            return [left, *right]
    return [text]


def _like_name(text: str) -> bool:
    core = COUNTED.sub("", _FAMILY.sub("", PHONE.sub("", BRACKET.sub("", text))))
    if called(core) is not None:
        return True
    if COMPANY.search(core) or COLLECTIVE.search(core):
        return 2 <= len(core) <= 20
    if "·" in core:
        return is_han(core.replace("·", "")) and len(core) <= 20
    told = core[:1] + core[1:].rstrip(_MASKS)
    if is_han(told) and 2 <= len(core) <= 4 and core[0] not in _RELATED:
        return True
    hit = re.search(_KIN_OF, told)
    return hit is not None and is_han(told) and 2 <= hit.start() <= 4
