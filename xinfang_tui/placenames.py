"""Names of places as people write them, and the short names that begin a dispute's number."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator
from itertools import combinations, count

_ENDINGS = ("村民委员会", "居民委员会", "村委会", "居委会", "街道办事处", "街道", "社区")
_LAST = "村镇乡居"
_SPARE = "甲乙丙丁戊己庚辛壬癸"
_KINDS = (
    ("community", ("社区", "居委会", "居民委员会")),
    ("school", ("学校", "小学", "中学", "幼儿园", "学院")),
    ("enterprise", ("公司", "厂", "企业", "合作社", "集团", "园区")),
)


def plain(name: str) -> str:
    """A name in its one spelling: NFKC, without spaces."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def bare(name: str) -> str:
    """A plain name without its ending: 石桥村委会 and 石桥村 are both 石桥."""
    for ending in _ENDINGS:
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending)
    return name[:-1] if len(name) > 2 and name[-1] in _LAST else name


def kind_of(name: str) -> str:
    """The kind of screened unit that a name speaks of: village unless it says otherwise."""
    for kind, endings in _KINDS:
        if plain(name).endswith(endings):
            return kind
    return "village"


def choose_short(name: str, taken: Collection[str]) -> str:
    """A short name not among ``taken``: 柳树沟村 → 柳, then 树, then two characters, then 柳甲."""
    return next(short for short in _candidates(name) if short not in taken)


def _candidates(name: str) -> Iterator[str]:
    letters = [each for each in bare(plain(name)) if each.isalpha()] or ["村"]
    yield from letters
    yield from (one + other for one, other in combinations(letters, 2))
    for length in count(1):
        for spare in _SPARE:
            yield letters[0] + spare * length
