"""Village names as ledgers write them, to the codes of the places that are known."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass

from xinfang_tui.documents.reading.text import plain
from xinfang_tui.placenames import bare

_HAN_NUMBER = "0-9一二三四五六七八九十百两"
_PART = (
    rf"第?[{_HAN_NUMBER}A-Za-z]+(?:村民)?(?:小组|组|社|队|网格|片区|号楼|片|户|号)?"
    r"|(?:网格|片区)[0-9A-Za-z一二三四五六七八九十]+"
    r"|[\u3400-\u9fff]{0,6}(?:村民小组|小组|组|网格|片区|自然村|小区|屯|队|社|寨|湾|庄)"
)
_GROUP = re.compile(rf"(?:[-—－·/,，、()（]*(?:{_PART})[)）]*)+")
# Behind 东湾 alone only a group is sure: 东湾庄 or 东湾小区 may be another place.
_BELOW = re.compile(
    rf"(?:第?[{_HAN_NUMBER}]+|[\u3400-\u9fff]{{0,6}})(?:村民小组|小组|组|网格)(?:[{_HAN_NUMBER}]+[号户])?"
)
_OFFICE = re.compile(
    r"^(?:行政村|大队|村委会|村民委员会|居委会|居民委员会|两委|村支部|党支部|村部|支部|调委会|村调委会|综治中心|委会)"
    r"[)）]*$"
)
_TOWN = re.compile(r"^[\u3400-\u9fff]{1,8}?(?:乡|镇|街道|办事处)(?=.{2})")
_TOWN_ALONE = re.compile(r"[\u3400-\u9fff]{1,8}(?:乡|镇|街道)")
_ELSEWHERE = re.compile(r"(?:邻|外|隔壁|相邻|别|其他)的?(?:县|市|省|乡|镇)")
_BETWEEN = re.compile(
    r"(?:两村|之间|的|交[界汇]|接壤|边界|相邻|结合部|中间|处|地段|地带|一带|附近)+$"
)
"""Behind two villages: 东湾村与西坡村交界处."""
_TAB_BEGINS = re.compile(r"^(?:附[件表]|表)?\d{0,4}(?:年|[-.])?(?:\d{1,2}月份?|月份?)?[:、.]*")
_TAB_ENDS = re.compile(r"(?:上报|报送|已报|终[版稿]|定稿|最新|修[改订]|空表|正式|报表|[表版新])+$")
_MARKS = "【】[]()《》_-—·"
_EDGES = "()（）,，、-—·/"
_SEVERAL = re.compile(r"[、,，;；/和与及]")
_ORDER = re.compile(r"^[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）\s]+")


@dataclass(frozen=True, slots=True)
class VillageReading:
    """A village found in a cell.

    Attributes:
        code: empty when none was found; others: further villages named in the same cell.
        group: what the cell says below the village, such as 二组.
        near: known names like the one written, best first, when none was found.
        note: what was read into the words (Chinese).
    """

    code: str
    others: tuple[str, ...] = ()
    group: str = ""
    near: tuple[str, ...] = ()
    note: str = ""


class Villages:
    """Finds villages by name.

    Args:
        names: code to name of every place that a row may belong to; a township among them (its
            code ends with 000) is only known as what may stand before a village.
    """

    def __init__(self, names: Mapping[str, str]) -> None:
        towns = {
            code: name for code, name in names.items() if code.isdigit() and code.endswith("000")
        }
        self.names = {code: name for code, name in names.items() if code not in towns}
        self._towns = tuple(plain(name) for name in towns.values())
        self._exact: dict[str, list[str]] = {}
        self._bare: dict[str, list[str]] = {}
        for code, name in self.names.items():
            whole = plain(name)
            self._exact.setdefault(whole, []).append(code)
            self._exact.setdefault(code, []).append(code)
            self._bare.setdefault(bare(whole), []).append(code)
        self._by_length = sorted(
            {plain(name) for name in self.names.values()}, key=len, reverse=True
        )
        self._read: dict[str, VillageReading] = {}

    def read(self, text: str) -> VillageReading:
        """The village that a cell names."""
        found = self._read.get(text)
        if found is None:
            found = self._read[text] = self._fresh(text)
        return found

    def foreign(self, township: str) -> bool:
        """Whether a cell names a township that is none of ours."""
        named = plain(township)
        known = bool(self._towns) and re.search("(?:乡|镇|街道|办事处)$", named) is not None
        return known and not named.endswith(self._towns)

    def within(self, text: str) -> str:
        """The code of the one village named anywhere in a text; empty when none or several are."""
        wanted = plain(text)
        codes: set[str] = set()
        for name in self._by_length:
            if name in wanted:
                codes.update(self._exact[name])
                wanted = wanted.replace(name, "|")
        return codes.pop() if len(codes) == 1 else ""

    def on_tab(self, text: str) -> str:
        """The code of the village that a tab or a file is named after; empty when of none."""
        reading = self.read(_ORDER.sub("", text))
        if reading.code and not reading.others:
            return reading.code
        found = self.within(text)
        if found:
            return found
        # A tab may carry the bare name with a month or 台账 behind it.
        wanted = re.split(r"[0-9(（\-—_]|台账|登记|矛盾|排查|月", plain(_ORDER.sub("", text)))[0]
        codes = self._bare.get(bare(wanted), []) if len(wanted) >= 2 else []
        return codes[0] if len(codes) == 1 else ""

    def on_sheet(self, text: str) -> str:
        """The code of the village of a sheet's tab, also beside a number or 上报."""
        bared = _TAB_ENDS.sub("", _TAB_BEGINS.sub("", plain(text)).strip(_MARKS))
        return self.on_tab(text) or (self.on_tab(bared) if len(bared) >= 2 else "")

    def _fresh(self, text: str) -> VillageReading:
        wanted = plain(text)
        alone = _TOWN_ALONE.fullmatch(wanted) and wanted not in self._exact
        if alone or _ELSEWHERE.search(wanted):
            return VillageReading("", near=self.near(wanted))
        tried = [wanted]
        if "(" in wanted:
            tried.append(re.sub(r"\([^)]*\)?", "", wanted))
        town = _TOWN.match(wanted)
        ours = town is None or not self._towns or town.group().endswith(self._towns)
        if town and ours:
            tried.append(wanted[town.end() :])
        for word in tried:
            found = self._one(word)
            if found is not None:
                return found
        several = [part for part in _SEVERAL.split(_BETWEEN.sub("", wanted)) if part]
        if len(several) > 1:
            read = [self._one(part) for part in several]
            codes = list(dict.fromkeys(each.code for each in read if each is not None))
            if codes and all(each is not None for each in read):
                others = "、".join(self.names[code] for code in codes[1:])
                note = f"涉及几个村，以第一个为主，另有{others}" if others else ""
                return VillageReading(codes[0], tuple(codes[1:]), note=note)
        inside = self.within(wanted) if ours or self.within(town.group() if town else "") else ""
        if inside and len(wanted) <= 40:
            name = self.names[inside]
            return VillageReading(inside, group="", note=f"“{text}”按{name}读")
        return VillageReading("", near=self.near(wanted))

    def _one(self, word: str) -> VillageReading | None:
        code = self._only(self._exact.get(word)) or self._only(self._bare.get(bare(word)))
        if code:
            return VillageReading(code)
        for name in self._by_length:
            if word.startswith(name) and (code := self._only(self._exact[name])):
                rest = word[len(name) :].strip(_EDGES)
                if not rest or _OFFICE.match(rest):
                    return VillageReading(code)
                if _GROUP.fullmatch(rest):
                    return VillageReading(code, group=re.sub("[()]", "", rest))
        for short in sorted(self._bare, key=len, reverse=True):
            if len(short) >= 2 and word.startswith(short):
                rest = word[len(short) :].strip(_EDGES)
                code = self._only(self._bare[short])
                if code and (_BELOW.fullmatch(rest) or _OFFICE.match(rest)):
                    return VillageReading(code, group="" if _OFFICE.match(rest) else rest)
        return None

    @staticmethod
    def _only(codes: list[str] | None) -> str:
        return codes[0] if codes and len(codes) == 1 else ""

    def near(self, text: str) -> tuple[str, ...]:
        """Up to three known names that look like the one written."""
        return tuple(difflib.get_close_matches(plain(text), self._by_length, 3, 0.5))
