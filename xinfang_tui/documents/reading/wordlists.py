"""Words of the smaller lists: where a matter came from, its scale, its track, its rung."""

from __future__ import annotations

import re
from functools import lru_cache

from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.disputes.dispute import RUNG_NAMES
from xinfang_tui.documents.reading.text import NOTHING, plain

_CHANNELS = (
    ("hotline", r"12345|热线|市长|县长信箱"),
    ("police", r"派出所|公安|110|警"),
    ("court", r"法院|法庭|诉前"),
    ("agent", r"代理|代办"),
    ("reception", r"接访|接待|下访|约访|领导"),
    ("assigned", r"上级|交办|督办|信访局"),
    ("transferred", r"移送|转办|移交|部门|司法所"),
    ("screening", r"排查|走访|入户|摸排|网格|巡查|村上报|村报"),
    ("letter", r"来信|信件|信函|书信|写信|^信$"),
    ("phone", r"电话|来电|^电$"),
    ("online", r"网上|网络|微信|平台|APP|网信|网投|系统|小程序|短信|^网$"),
    ("visit", r"来访|上访|上门|求助|主动|申请|反映|走访来|[个群集初重]体?访|重复访|越级访|^访$"),
)
_METHODS = (
    ("0203", r"(?:劳动|人事).{0,4}仲裁"),
    ("0101", r"(?:司法|法院|法庭|诉前|诉中).{0,2}调解"),
    ("0102", r"(?:行政|派出所|公安|治安).{0,2}调解"),
    ("0107", r"律师.{0,2}调解"),
    ("0103", r"(?:人民|村|社区|镇|乡|街道|司法所|调委会).{0,6}调解|调解委员会|调委会"),
    ("05", r"诉讼|判决|起诉"),
    ("03", r"行政复议"),
    ("04", r"行政裁决"),
    ("06", r"协商|和解"),
)
_RUNGS = {
    "village": ("村", "村级", "村社区", "村调解", "村（社区）调解", "村（社区）", "village"),
    "township": (
        "镇",
        "镇级",
        "乡镇",
        "镇街",
        "镇调解",
        "乡镇（街道）调解",
        "乡镇（街道）",
        "township",
    ),
    "joint_meeting": ("联席会议", "联席会议研究", "joint_meeting"),
    "leader_case": ("包案", "领导包案", "leader_case"),
}
_BY_RUNG = {plain(word): rung for rung, words in _RUNGS.items() for word in words}
_BY_RUNG |= {plain(name): rung for rung, name in RUNG_NAMES.items()}


@lru_cache(maxsize=1024)
def read_channel(text: str) -> str:
    """The code of a channel (来源); empty when the words fit none or several."""
    word = plain(text)
    for code, name in codes_of().channels.items():
        if word in (code, plain(name)):
            return code
    found = [code for code, pattern in _CHANNELS if re.search(pattern, word)]
    return found[0] if found else ""


@lru_cache(maxsize=1024)
def read_method(text: str) -> str:
    """The code of a way of settling (化解方式); empty when the words fit none."""
    word = plain(text)
    for code, name in codes_of().methods.items():
        if word in (code, plain(name)):
            return code
    return next((code for code, pattern in _METHODS if re.search(pattern, word)), "")


@lru_cache(maxsize=1024)
def read_scale(text: str) -> str:
    """The code of a scale (规模), only by its code or name: it is never taken from a head count."""
    word = plain(text)
    for code, name in codes_of().scales.items():
        if word in (code, plain(name), plain(name).removesuffix("事件"), f"{code}{plain(name)}"):
            return code
    return ""


@lru_cache(maxsize=1024)
def read_track(text: str) -> str:
    """The track: petition for 信访事项, mediation for 调解; empty when the words say neither."""
    word = plain(text)
    if word in ("petition", "信访事项", "信访件", "信访"):
        return "petition"
    return "mediation" if word in ("mediation", "调解", "人民调解", "矛盾纠纷") else ""


@lru_cache(maxsize=1024)
def read_rung(text: str) -> str:
    """The rung that a word names, 包案（县领导） too; empty when none."""
    word = plain(text)
    return _BY_RUNG.get(word) or _BY_RUNG.get(word.partition("(")[0], "")


def read_tier(text: str) -> str:
    """The tier of a leader's case (包案): county when the words say so."""
    if read_rung(text) != "leader_case":
        return ""
    return "county" if "县" in text else "township"


def read_leader_tier(text: str) -> str:
    """For which tier a leader was named: 县领导, 镇领导; empty when the words do not say."""
    if "县" in text:
        return "county"
    return "township" if "镇" in text or "乡" in text else ""


@lru_cache(maxsize=1024)
def read_visited(text: str) -> bool | None:
    """Whether a return visit was made; None when the cell does not say."""
    word = plain(text).casefold()
    if not word or (word in NOTHING and word not in ("无", "没有")):
        return None
    if re.match(r"(?:否|未|没|×|✗|x$|n|0$|无|暂未|尚未|待)", word):
        return False
    return True if re.search(r"是|已|√|✓|✔|^[vy1]|满意|\d|回访", word) else None
