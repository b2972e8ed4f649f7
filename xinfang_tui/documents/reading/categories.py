"""Free text to a code of the category list (事件类别): what is unsure becomes 99."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from xinfang_tui.disputes.codes import UNSURE, Codes, codes_of
from xinfang_tui.documents.reading.text import plain

_TAIL = re.compile(r"(?:类|引发的?|方面的?|矛盾|纠纷|争议|问题|案件|事项|事件)+$")
_LEADING_CODE = re.compile(r"(\d{4}|\d{2})(?!\d)")
_NUMBERING = re.compile(
    r"^(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})[.、．])"
)
_BEHIND = re.compile(r"(?<=.)(?:[(:]|共?\d+[件起]).*$")
_KIND = re.compile("^(?!.*[村镇社所区]).*(?:纠纷|争议|矛盾|类)$")
_SHORT = 6
"""So long a heading at most names a kind of matters by a word of it: 欠薪纠纷."""
_OFFICIALS = "15"
_OFFICIAL = re.compile(
    "干部|书记|主任|村委|支委|两委|支书|[镇乡县局所站]长|政府|领导|公务员|工作人员|民警|党员|举报|贪"
)
_STEPS = re.compile(r"[/\\|>]+")
_LEVELS = re.compile(r"[/\\|>→·:：\-—()（）\[\]【】]+")
_SEVERAL = re.compile(r"[、,，;；和及与]")


@dataclass(frozen=True, slots=True)
class CategoryReading:
    """A category's code of two or four digits; ``sure`` is false for a mere 99.

    ``wide``: the codes that the words may mean as well; ``by_title``: told by the title alone.
    """

    code: str
    sure: bool
    wide: tuple[str, ...] = ()
    by_title: bool = False


class Categories:
    """Reads categories by an office's code list.

    Args:
        codes: the list; the one that comes with the program by default.
    """

    def __init__(self, codes: Codes | None = None) -> None:
        self._codes = codes or codes_of()
        table = _table()
        self._names: dict[str, str] = {}
        for source in (self._codes.categories, self._codes.shorts):
            for code, name in source.items():
                for spelling in (plain(name), _TAIL.sub("", plain(name))):
                    if spelling:
                        self._names.setdefault(spelling, code)
        for name, code in table["names"].items():
            if code in self._codes.categories:
                self._names[plain(name)] = code
        self._wide = {plain(name): tuple(codes) for name, codes in table["wide"].items()}
        self._words: dict[str, set[str]] = {}
        for words in (self._codes.words, table["words"]):
            for code, each in words.items():
                for word in each if code in self._codes.categories else ():
                    self._words.setdefault(plain(word), set()).add(code)
        self._by_length = sorted(self._words, key=len, reverse=True)
        self._read: dict[str, CategoryReading] = {}

    def read(self, text: str) -> CategoryReading:
        """The category that a cell names."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._fresh(plain(text))
        return found

    def heading(self, text: str) -> str:
        """The code that a tab or a heading names for the rows below it: 一、婚姻家庭纠纷（2件）."""
        words = _BEHIND.sub("", _NUMBERING.sub("", plain(text)))
        found = self._named(words) if len(words) > 1 else None
        if found is None and len(words) <= _SHORT and _KIND.search(words):
            found = self._by_words(words)
        return found.code if found is not None and found.code != UNSURE else ""

    def in_title(self, title: str) -> CategoryReading:
        """The category that a title's words speak of.

        A complaint about officials is sealed and handed on (DESIGN §5): 不作为 alone may be said
        of anybody, so the title must name one; then no other word outweighs it.
        """
        text = plain(title)
        if not _OFFICIAL.search(text):
            return self._by_words(text, _OFFICIALS)
        complaint = self.complaint(title)
        return complaint if complaint.sure else self._by_words(text)

    def complaint(self, title: str) -> CategoryReading:
        """The category of a title that complains about officials; 99 when it does not."""
        text = plain(title)
        if not _OFFICIAL.search(text):
            return CategoryReading(UNSURE, False)
        said = {c for word, codes in self._words.items() if word in text for c in codes}
        return self._common([CategoryReading(c, True) for c in said if c.startswith(_OFFICIALS)])

    def name(self, code: str) -> str:
        """The name of a code."""
        return self._codes.name(code)

    def _fresh(self, text: str) -> CategoryReading:
        coded = _LEADING_CODE.match(text)
        if coded and coded[1] in self._codes.categories:
            rest = _LEVELS.sub("", text[4:] if len(coded[1]) == 4 else text[2:]).lstrip(".、")
            said = self._named(rest) or self._by_words(rest)
            if not rest or not said.sure or said.code[:2] == coded[1][:2]:
                return CategoryReading(coded[1], True)
        if text.isdecimal() and len(text) == 3 and "0" + text in self._codes.categories:
            return CategoryReading("0" + text, True)
        text = _NUMBERING.sub("", text)
        known = self._named(text)
        if known is not None:
            return known
        for levels in (_STEPS, _LEVELS):
            parts = [part for part in levels.split(text) if part]
            for part in reversed(parts if len(parts) > 1 else []):
                known = self._named(part)
                if known is not None and known.code != UNSURE:
                    return known
        several = [part for part in _SEVERAL.split(text) if part]
        if len(several) > 1:
            return self._common([self._named(part) or self._by_words(part) for part in several])
        return self._by_words(text)

    def _named(self, text: str) -> CategoryReading | None:
        bare = _TAIL.sub("", text)
        code = self._names.get(text) or self._names.get(bare)
        return CategoryReading(code, True, self._wide.get(bare, ())) if code else None

    def _by_words(self, text: str, but: str = "") -> CategoryReading:
        """The category of the longest words in a text, of those that begin with ``but`` none."""
        longest = 0
        found: set[str] = set()
        for word in self._by_length:
            if len(word) < longest:
                break
            if word in text:
                codes = {c for c in self._words[word] if not but or not c.startswith(but)}
                longest = len(word) if codes else longest
                found |= codes
        return self._common([CategoryReading(code, True) for code in found])

    def _common(self, readings: list[CategoryReading]) -> CategoryReading:
        """The one code, else the first level that all share, else 99."""
        codes = {each.code for each in readings if each.sure}
        if len(codes) == 1 and len(readings) > 0:
            return CategoryReading(codes.pop(), True)
        tops = {code[:2] for code in codes}
        if len(tops) == 1 and (top := tops.pop()) in self._codes.categories:
            return CategoryReading(top, True)
        return CategoryReading(UNSURE, False)


@cache
def _table() -> dict[str, Any]:
    text = Path(__file__).with_name("categories.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def built_in() -> Categories:
    """The reader by the code list that comes with the program."""
    return Categories()
