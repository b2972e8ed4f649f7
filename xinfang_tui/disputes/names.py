"""Names by their sound: initials and full pinyin with every reading, and a key that forgives
homophones and the usual mixed-up sounds. For search and for finding likely duplicates."""

from __future__ import annotations

import importlib.util
import itertools
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

import orjson

_READINGS = 16
_TONES = {
    ord(mark): plain
    for plain, marks in {
        "a": "āáǎàɑ",
        "e": "ēéěèếềê",
        "i": "īíǐì",
        "o": "ōóǒò",
        "u": "ūúǔù",
        "v": "üǖǘǚǜ",
        "n": "ńňǹ",
        "m": "ḿ",
    }.items()
    for mark in marks
} | {ord(mark): "" for mark in "\u0304\u0300\u030c\u0301"}
# Readings as a surname come first: they are how the person is called.
_SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "区": "ou",
    "朴": "piao",
    "查": "zha",
    "解": "xie",
    "曾": "zeng",
    "翟": "zhai",
    "缪": "miao",
    "乐": "yue",
    "种": "chong",
    "盖": "ge",
    "尉": "wei",
    "万": "wan",
    "任": "ren",
    "华": "hua",
    "重": "chong",
    "纪": "ji",
    "应": "ying",
    "宁": "ning",
    "石": "shi",
    "沈": "shen",
    "车": "che",
    "秘": "bi",
    "冼": "xian",
    "员": "yun",
    "召": "shao",
    "折": "she",
    "黑": "he",
    "繁": "po",
    "葛": "ge",
    "隗": "wei",
    "覃": "qin",
    "贾": "jia",
    "牟": "mou",
    "长": "chang",
}
_SOUNDS = (("zh", "z"), ("ch", "c"), ("sh", "s"))


@cache
def _table() -> Mapping[str, str]:
    """Code point in decimal figures → readings with tones, comma-separated.

    The package's own start-up reads a dictionary of phrases as well, for a quarter of a second;
    its table of characters is all that is needed here, so that alone is read.
    """
    package = importlib.util.find_spec("pypinyin")
    folders = package.submodule_search_locations if package is not None else None
    if not folders:
        raise ImportError("pypinyin")
    table: Mapping[str, str] = orjson.loads((Path(folders[0]) / "pinyin_dict.json").read_bytes())
    return table


@lru_cache(maxsize=8192)
def readings(character: str) -> tuple[str, ...]:
    """All readings of a character without tones, the usual one first; itself when it has none."""
    written = _table().get(str(ord(character)), "") if not character.isascii() else ""
    found = dict.fromkeys(each.translate(_TONES) for each in written.split(",") if each)
    return tuple(found) or (character.lower(),)


def _as_name(name: str) -> list[tuple[str, ...]]:
    spelt = plain(name)
    return [_surname(each) if not at else readings(each) for at, each in enumerate(spelt)]


@lru_cache(maxsize=8192)
def _surname(character: str) -> tuple[str, ...]:
    """All readings of a name's first character, the one as a surname first."""
    usual, surname = readings(character), _SURNAMES.get(character)
    return tuple(dict.fromkeys((surname, *usual))) if surname else usual


def plain(text: str) -> str:
    """A text in its one spelling: NFKC, without spaces."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def initials(text: str) -> tuple[str, ...]:
    """Pinyin initials of a name or phrase by every reading, the likeliest first; at most 16."""
    return _combined([tuple(dict.fromkeys(one[0] for one in each)) for each in _as_name(text)])


def likely_initials(text: str) -> str:
    """Pinyin initials by the likeliest readings alone: for titles, where there are many."""
    spelt = plain(text)
    return _surname(spelt[0])[0][0] + spelt[1:].translate(_likely) if spelt else ""


@lru_cache(maxsize=4096)
def surname_initials(name: str) -> tuple[str, ...]:
    """Pinyin initials of a person's name: every reading of the surname, the likeliest of the rest.

    What an index holds of a name (DESIGN §7).
    """
    spelt = plain(name)
    if not spelt:
        return ()
    rest = spelt[1:].translate(_likely)
    return tuple(dict.fromkeys([reading[0] + rest for reading in _surname(spelt[0])]))


class _Likely(dict[int, str]):
    """Code point → initial of its likeliest reading, found when first asked for."""

    def __missing__(self, point: int) -> str:
        found = self[point] = readings(chr(point))[0][0]
        return found


_likely = _Likely()


def full(text: str) -> tuple[str, ...]:
    """Pinyin without tones or spaces by every reading, the likeliest first; at most 16."""
    return _combined(_as_name(text))


def _combined(parts: list[tuple[str, ...]]) -> tuple[str, ...]:
    if not parts:
        return ()
    # The first readings vary last, so that a bound leaves the surname's readings in.
    turned = itertools.product(*reversed(parts))
    found = dict.fromkeys("".join(reversed(each)) for each in itertools.islice(turned, 4096))
    return tuple(itertools.islice(found, _READINGS))


def search_text(text: str) -> str:
    """What the search column holds for a name: initials and full pinyin, separated by spaces."""
    return " ".join(dict.fromkeys((*initials(text), *full(text))))


def sound_key(text: str) -> str:
    """A key that names which sound alike share: 张建军 and 章剑君, 林 and 凌, 四 and 是."""
    return " ".join(_soft(each[0]) for each in _as_name(text))


def matches(text: str, typed: str) -> bool:
    """Whether what was typed is a part of a text, of its initials or pinyin, by any reading."""
    wanted = plain(typed).lower()
    if not wanted:
        return False
    if wanted in plain(text).lower():
        return True
    if not wanted.isascii():
        return False
    parts = _as_name(text)
    return any(_spells(parts[at:], wanted) for at in range(len(parts)))


def _spells(parts: list[tuple[str, ...]], wanted: str) -> bool:
    """Whether the readings, each whole or by its initial, the last one cut short, spell a word."""
    if not wanted:
        return True
    if not parts:
        return False
    for each in parts[0]:
        if each.startswith(wanted):
            return True
        for piece in (each, each[:1]):
            if wanted.startswith(piece) and _spells(parts[1:], wanted[len(piece) :]):
                return True
    return False


@lru_cache(maxsize=2048)
def _soft(reading: str) -> str:
    for sharp, flat in _SOUNDS:
        if reading.startswith(sharp):
            reading = flat + reading[2:]
    if reading.startswith("l"):
        reading = "n" + reading[1:]
    return reading.removesuffix("g") if reading.endswith("ng") else reading
