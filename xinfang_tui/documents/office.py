"""The office as its papers name it: built from what it sets, with words for what it left open."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from xinfang_tui.disputes.codes import Codes, codes_of
from xinfang_tui.documents.paper import Imprint, RedHead, Signature
from xinfang_tui.settings import Settings
from xinfang_tui.tuples import NamedTuple

_NONE: Mapping[str, str] = MappingProxyType({})

SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "bulletin_opening": "按照“每月一排查、一汇总、一调度、一通报”的要求，"
        "{month}{whole}组织开展了矛盾纠纷排查化解工作。现将有关情况通报如下。",
        "bulletin_practice": "",
        "bulletin_demand": "各村（社区）要逐户排查、逐件登记，做到乡（镇）不漏村、村不漏社、"
        "社不漏户、户不漏人；对排查出的矛盾纠纷，逐件明确责任单位、责任人和办结期限。",
        "addressees": "各村（社区），{level}直各单位",
        "copies": "",
    }
)
"""Sentences an office may replace in settings (``sentences``); {month}, {whole}, {level} are
filled in."""


class Office(NamedTuple):
    """Names and habits that papers carry.

    Attributes:
        place: the unit's own name (双桥镇); issuer: who issues its papers (平安建设领导小组办公室).
        codes: its categories; level: 县, 镇, 乡, 街道 or 村.
        centre: 调解中心; number_style: 发文字号 with {year} and {n}; seal: room for the seal.
        signer, checker, drafter: 签发人, 审核人, 制表人; printed_by: 印发机关.
        phone, address: where the office is found; complaints_phone: whom to call about it.
        discipline: where accusations go; leader: the principal leader.
        fonts: 小标宋, 仿宋, 楷体, 黑体, 宋体 by the office's names; sentences: its own words.
    """

    place: str
    codes: Codes
    issuer: str = ""
    level: str = "镇"
    centre: str = ""
    number_style: str = "〔{year}〕{n}号"
    seal: bool = True
    signer: str = ""
    checker: str = ""
    drafter: str = ""
    printed_by: str = ""
    phone: str = ""
    address: str = ""
    complaints_phone: str = ""
    discipline: str = "纪检监察机关（举报电话 12388）"
    leader: str = ""
    fonts: tuple[str, ...] = ()
    sentences: Mapping[str, str] = _NONE

    @property
    def name(self) -> str:
        """Who signs."""
        return self.issuer or self.place

    @property
    def mediator(self) -> str:
        """The mediation organisation."""
        return self.centre or f"{self.place}人民调解委员会"

    @property
    def whole(self) -> str:
        """全镇, 全县 …"""
        return f"全{self.level}"

    def number(self, year: int, n: int | None) -> str:
        """The paper's number (发文字号); room to write it by hand when it has none yet."""
        return self.number_style.format(year=year, n=n if n is not None else "　　")

    def sentence(self, key: str, month: str = "") -> str:
        """The office's sentence for a place in a paper, else the usual one."""
        text = self.sentences.get(key) or SENTENCES.get(key, "")
        for name, value in (("month", month), ("whole", self.whole), ("level", self.level)):
            text = text.replace(f"{{{name}}}", value)
        return text

    def red_head(self, year: int, n: int | None, signer: str = "") -> RedHead:
        """The red head of an official paper."""
        return RedHead(f"{self.name}文件", self.number(year, n), signer)

    def signature(self, on: date | None) -> Signature:
        """The signature of an official paper."""
        return Signature(self.name, on, self.seal)

    def imprint(self, on: date | None) -> Imprint:
        """The foot of an official paper."""
        return Imprint(self.sentence("copies"), self.printed_by or self.name, on)

    def contact(self) -> str:
        """Where the office is found and called; empty when nothing is set."""
        parts = []
        if self.address:
            parts.append(f"地址：{self.address}")
        if self.phone:
            parts.append(f"电话：{self.phone}")
        return "；".join(parts)


def office_of(settings: Settings) -> Office:
    """The office that the settings describe."""
    unit, office, fonts = settings.unit, settings.office, settings.fonts
    return Office(
        place=unit.name,
        issuer=office.issuing_office,
        level=_level(unit.name, unit.level),
        centre=office.mediation_centre,
        number_style=office.number_style,
        seal=office.seal,
        signer=office.signer,
        checker=office.checker,
        drafter=office.drafter,
        printed_by=office.printed_by,
        phone=office.phone,
        address=office.address,
        complaints_phone=office.complaints_phone,
        discipline=office.discipline,
        leader=settings.leader,
        fonts=(fonts.title, fonts.body, fonts.subheading, fonts.heading, fonts.number),
        sentences=settings.sentences,
        codes=codes_of(settings.codes),
    )


def _level(name: str, level: str) -> str:
    for ending in ("街道", "镇", "乡", "县", "区", "市", "旗"):
        if name.removesuffix("办事处").endswith(ending):
            return ending
    return {"county": "县", "village": "村"}.get(level, "镇")
