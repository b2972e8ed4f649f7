"""The code lists of the field (代码表) as one value, with the office's edits laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from xinfang_tui.disputes import names
from xinfang_tui.disputes.code_lists import BUILT_IN
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

UNSURE = "99"
TABLES = {
    "scale": "事件规模",
    "category": "事件类别",
    "category_short": "类别简称",
    "category_words": "类别用词",
    "mediation_class": "人民调解类别",
    "resolution_method": "化解方式",
    "channel": "来源",
    "track": "办理途径",
}


class Codes(NamedTuple):
    """Every list by code; two-digit categories hold four-digit ones.

    Attributes:
        shorts: short labels of categories; words: what people call them, by category.
        mediation_classes: the fifteen classes in official order.
        class_of: mediation class by the longest fitting category.
    """

    scales: Mapping[str, str]
    categories: Mapping[str, str]
    shorts: Mapping[str, str]
    words: Mapping[str, tuple[str, ...]]
    mediation_classes: tuple[str, ...]
    class_of: Mapping[str, str]
    methods: Mapping[str, str]
    channels: Mapping[str, str]
    tracks: Mapping[str, str]

    def name(self, category: str) -> str:
        """The name of a category, or the code itself when it is unknown."""
        return self.categories.get(category, category)

    def label(self, category: str) -> str:
        """Both levels: 土地及资源权属纠纷/土地承包经营纠纷."""
        return self._both(category, self.categories)

    def short(self, category: str) -> str:
        """Both levels in short: 邻里/用水排水."""
        return self._both(category, self.shorts)

    def brief(self, category: str) -> str:
        """The one short word for a narrow column: 用水排水."""
        return self.shorts.get(category) or self.name(category)

    def _both(self, category: str, words: Mapping[str, str]) -> str:
        above = category[:2]
        parts = [above, category] if category != above else [above]
        return "/".join(words.get(each) or self.name(each) for each in parts)

    @property
    def tops(self) -> tuple[str, ...]:
        """The categories of the first level, in order of their codes."""
        return tuple(sorted(each for each in self.categories if len(each) == 2))

    def under(self, top: str) -> tuple[str, ...]:
        """The categories of the second level under one of the first."""
        return tuple(sorted(c for c in self.categories if len(c) == 4 and c.startswith(top)))

    def has_method(self, told: str) -> bool:
        """Whether a way of settling is one of the list, of its first level, or told in words."""
        if not told.isdecimal() or told in self.methods:
            return True
        return len(told) == 2 and any(code.startswith(told) for code in self.methods)

    def default_class(self, category: str) -> str:
        """The mediation class to offer for a category."""
        return self.class_of.get(category) or self.class_of.get(category[:2], "其他")

    def search(self, typed: str) -> list[str]:
        """The categories that typed words, pinyin initials or a code lead to, best first."""
        wanted = names.plain(typed)
        if not wanted:
            return [code for top in self.tops for code in (top, *self.under(top))]
        ranked = []
        for code in self.categories:
            rank = self._rank(code, wanted)
            if rank is not None:
                ranked.append((rank, code))
        return [code for _, code in sorted(ranked)]

    def _rank(self, code: str, wanted: str) -> int | None:
        if code.startswith(wanted):
            return 0
        label = self.categories[code]
        if wanted in (self.brief(code), label):
            return 0
        if wanted in label or wanted in self.brief(code):
            return 1
        words = self.words.get(code, ())
        if wanted in words:
            return 1
        if any(wanted in word for word in words):
            return 2
        if not wanted.isascii():
            return None
        low = wanted.lower()
        if any(each.startswith(low) for each in _sounds(self.brief(code))):
            return 1
        if any(low in each for text in (label, *words) for each in _sounds(text)):
            return 3
        return None

    def guess(self, text: str) -> tuple[str, bool]:
        """The category that free text means, and whether that is sure; 99 when nothing speaks.

        A code, a name or a short name decides; else the longest word of ``words`` in it;
        equally long ones give their common first level, or nothing sure.
        """
        wanted = names.plain(text)
        known = self._by_word.get(wanted) or self._by_word.get(wanted.removesuffix("纠纷"))
        if known:
            return known, True
        best: dict[str, int] = {}
        for code, words in self.words.items():
            length = max((len(word) for word in words if word in wanted), default=0)
            if length:
                best[code] = length
        if not best:
            return UNSURE, False
        longest = max(best.values())
        found = sorted(code for code, length in best.items() if length == longest)
        tops = {code[:2] for code in found}
        if len(tops) > 1:
            return UNSURE, False
        return (found[0] if len(found) == 1 else tops.pop()), True

    @property
    def _by_word(self) -> Mapping[str, str]:
        return _words_of(tuple(self.categories.items()), tuple(self.shorts.items()))


@cache
def _words_of(
    full: tuple[tuple[str, str], ...], short: tuple[tuple[str, str], ...]
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for code, word in (*full, *short):
        for each in (code, word, word.removesuffix("纠纷"), word.removesuffix("争议")):
            found.setdefault(each, code)
    return found


@cache
def _sounds(text: str) -> tuple[str, ...]:
    return (*names.initials(text), *names.full(text))


def codes_of(edits: Mapping[str, Any] | None = None) -> Codes:
    """The lists with an office's edits over them: ``{table: {code: name, or null to drop}}``.

    Raises:
        Refused: an unknown table, or a code or name that cannot be.
    """
    tables = {name: dict(BUILT_IN[name]) for name in TABLES}
    for name, edit in (edits or {}).items():
        _lay_over(tables, name, edit)
    classes = tables["mediation_class"]
    return Codes(
        scales=tables["scale"],
        categories=tables["category"],
        shorts=tables["category_short"],
        words={code: tuple(words) for code, words in tables["category_words"].items()},
        mediation_classes=tuple(classes["order"]),
        class_of=classes["default"],
        methods=tables["resolution_method"],
        channels=tables["channel"],
        tracks=tables["track"],
    )


def _lay_over(tables: dict[str, dict[str, Any]], name: str, edit: Any) -> None:
    if name not in TABLES:
        raise Refused(f"没有“{name}”这张代码表", do="可改：" + "、".join(TABLES))
    if not isinstance(edit, Mapping):
        raise Refused(f"“{TABLES[name]}”的改动不对", do="应是一组“代码: 名称”")
    table = tables[name]
    for code, value in edit.items():
        if name == "category" and not (str(code).isdecimal() and len(code) in (2, 4)):
            raise Refused(f"类别代码“{code}”不对", do="一级用两位数字，二级用四位数字")
        if name == "category" and len(code) == 4 and code[:2] not in table:
            raise Refused(f"类别 {code} 没有上一级 {code[:2]}", do="请先加上一级")
        if value is None:
            table.pop(code, None)
        elif name in ("category_words", "mediation_class"):
            table[code] = value
        elif isinstance(value, str) and value.strip():
            table[code] = value.strip()
        else:
            raise Refused(f"“{TABLES[name]}”里代码 {code} 的名称不对", do="请填文字")
