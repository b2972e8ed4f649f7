"""Words of a person that texts may repeat: which of them tell, and how they are found (DESIGN §4).

Words are plain: NFKC, without spaces. Texts spell them as they like: wide or narrow, spaced out,
figures with dashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator

from xinfang_tui.disputes.digits import numbers_in, without_numbers
from xinfang_tui.disputes.masking import DOTS, cores_of, is_public
from xinfang_tui.disputes.names import plain
from xinfang_tui.disputes.nothing import says_nothing_of
from xinfang_tui.placenames import bare

NAMES = frozenset({"name", "representative", "reporter"})
"""Fields that say who somebody is."""
_FIGURES = frozenset({"phone", "id_number"})
_FEWEST_FIGURES, _SHORTEST_ADDRESS = 5, 4
_WIDER = r"(?:[\u4e00-\u9fff]{1,7}?(?:自治区|自治县|[省市县区州盟旗]))+"
_BRACKETED = r"[（(\[【〔][^）)\]】〕]*[）)\]】〕]?"
_APART = " 　、，,;；/|"
_ISO_DAY = r"((?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\d-]))"
_BETWEEN = r"[\s—－–‐.·-]{0,2}"
_SPACES = r"\s{0,4}"
_LOCAL = r"0(?:10|2\d|[3-9]\d\d)(\d{7,8})"
"""A number of a fixed line: neighbours write it without the code of the area."""


def bare_names(field: str) -> list[str]:
    """The single names in a field, without what stands beside them: 赵六（户主） is 赵六."""
    left = " ".join(re.sub(_BRACKETED, "", without_numbers(field, "")).split()).strip(_APART)
    cores = [plain(core) for core in cores_of(left)]
    if any(len(core) == 1 for core in cores):  # 张 三丰 is one name
        cores = [plain(left)]
    return [core for core in cores if not is_public(core) and not says_nothing_of(core)]


def telling(field: str, value: str, known: Collection[str] = ()) -> Iterator[str]:
    """The words of one field of a person that tell of them where a text repeats them.

    Args:
        field: of a party's record, or ``reporter``.
        known: names that are nobody's: of places and offices, plain.
    """
    numbers = [number for number in numbers_in(value) if number not in known]
    local = [hit[1] for each in numbers if (hit := re.fullmatch(_LOCAL, each))]
    for word in (*_words(field, value, known), *numbers, *local):
        if _tells(word) and word not in known:
            yield word


def _words(field: str, value: str, known: Collection[str]) -> Iterator[str]:
    whole = plain(value)
    if field in NAMES:
        yield whole
        yield from bare_names(value)
    elif field in _FIGURES:
        if len(re.sub(r"[^0-9A-Za-z]", "", whole)) >= _FEWEST_FIGURES:
            yield whole
    elif len(whole) >= _SHORTEST_ADDRESS and not _only_places(whole, known):
        yield whole


def _tells(word: str) -> bool:
    """Whether a word tells anything: one character or a few figures do not."""
    figures = re.sub(r"[\W_]", "", word)
    few = figures.isdecimal() and len(figures) < _FEWEST_FIGURES
    return len(word) > 1 and not few and not says_nothing_of(word)


def _only_places(address: str, known: Collection[str]) -> bool:
    """Whether an address names nothing but villages and what they belong to."""
    places = {short for name in known for short in (name, bare(name)) if len(short) > 1}
    rest = bare(address)
    for name in sorted(places, key=len, reverse=True):
        rest = rest.replace(name, "")
    return not re.sub(_WIDER, "", rest)


def taking(gone: Collection[str], stay: Iterable[str], instead: str) -> Callable[[str], str]:
    """Takes words out of texts, the longest first; a longer word that stays shields them.

    Figures are found only where they stand alone, and never as a day.

    Args:
        gone: plain words; stay: others' names, in any spelling.
    """
    if not gone:
        return lambda text: text
    shields = {name for name in map(plain, stay) if any(word in name for word in gone)} - {*gone}
    found = sorted({*gone} | shields, key=lambda word: (-len(word), word))
    spelt = [f"({_spelt(word)})" if word in shields else _spelt(word) for word in found]
    pattern = re.compile("|".join([_ISO_DAY, *spelt]), re.IGNORECASE)
    return lambda text: pattern.sub(lambda hit: hit.group() if hit.lastindex else instead, text)


def _spelt(word: str) -> str:
    digits = word.replace("-", "")
    if digits[:-1].isdecimal():
        prefix = r"(?:[+＋]?[8８][6６][\s-]?)?" if len(digits) == 11 and digits[0] == "1" else ""
        return r"(?<!\d)" + prefix + _BETWEEN.join(map(_either, digits)) + r"(?!\d)"
    before = r"(?<!\d)" if word[:1].isdecimal() else ""
    after = r"(?!\d)" if word[-1:].isdecimal() else ""
    return before + _SPACES.join(map(_either, word)) + after


def _either(character: str) -> str:
    """A character, narrow or wide; a dot between the parts of a name in any way, or left out."""
    if character in DOTS:
        return f"[{DOTS}]?"
    if "!" <= character <= "~":
        return f"[{re.escape(character)}{chr(ord(character) + 0xFEE0)}]"
    return re.escape(character)
