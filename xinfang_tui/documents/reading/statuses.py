"""How a matter stands, from a status word, a yes or no, or a sentence about its handling.

Whole cells are looked up in ``statuses.toml``; 上报 and 移交 leave a matter open: importing never
climbs anything (DESIGN §10).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from xinfang_tui.disputes.dispute import ENDED, OPEN, REFERRED, RESOLVED, STATUS_NAMES, STATUSES
from xinfang_tui.documents.reading.boxes import chosen
from xinfang_tui.documents.reading.handling import standing
from xinfang_tui.documents.reading.text import NOTHING, day_by_day, plain


@dataclass(frozen=True, slots=True)
class StatusReading:
    """How a matter stands.

    Attributes:
        status: open, resolved, closed, referred or ended; empty when the words do not say.
        note: what was read into the words, when they do not say it plainly (Chinese).
    """

    status: str
    note: str = ""


_ANSWER = re.compile("([是否√×✓✗])(?=[(（,，;；:：。].)")
"""是 or 否 with more behind it: 是（10月20日）."""
_DOUBTFUL = ("已调处", "已调解", "已处理", "已处置", "已调停")
_WORTH_A_WORD = re.compile("反弹|上报|移交|移送|转办|交办|提级|基本化解|部分化解")


@cache
def _table() -> Mapping[str, Any]:
    text = Path(__file__).with_name("statuses.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _by_word() -> Mapping[str, str]:
    found = {word: status for status in STATUSES for word in _table()[status]}
    for status in STATUSES:
        found[plain(STATUS_NAMES[status])] = status
        found[status] = status
    return found


@lru_cache(maxsize=8192)
def read_status(text: str, question: bool = False) -> StatusReading:
    """What a cell says about how the matter stands.

    Args:
        question: the header asks (是否化解), so 是 and √ mean settled.
    """
    if (choice := chosen(text)) is not None:
        return read_status(choice, question)
    word = plain(day_by_day(text)).strip("。.;；,，")
    low = word.casefold()
    answers = _table()["question"]
    if question and (answer := _ANSWER.match(word)):
        rest = word[answer.end() :].strip("()（）")
        told = read_status(rest)
        if told.status:
            return told
        return StatusReading(RESOLVED if answer[1] in answers["yes"] else OPEN)
    if low in answers["yes"]:
        return StatusReading(RESOLVED, "" if question else f"状态写“{text}”，按已化解读")
    if low in answers["no"] and (question or low not in NOTHING):
        return StatusReading(OPEN)
    if not word or word in NOTHING:
        return StatusReading("")
    known = _by_word().get(low)
    if known is not None:
        worth = known == OPEN and _WORTH_A_WORD.search(word)
        return StatusReading(known, f"原状态“{text}”，按未化解导入" if worth else "")
    if word in _DOUBTFUL:
        return StatusReading(RESOLVED, f"原状态“{text}”，按已化解导入，请核对")
    return _sentence(word, text)


_AND_THEN = re.compile(r"[，,。；;]")
_WITHDRAWN = re.compile(
    r"(?:(?!.*(?:[未没不拟要求拒待等劝可若如须需准打愿]|动员|说服|争取|引导|建议|承诺|答应|同意|正在|部分))"
    r"[\u3400-\u9fff]{1,4})?(?:已经?|主动|自愿)*"
    r"(?:撤诉|撤案|撤回(?:了)?(?:调解|信访|起诉|诉讼|仲裁)?(?:申请|请求)?|放弃调解)了?"
)
_ONLY_IF = re.compile("如|若|否则|建议|拟|准备|打算|待|等|[的后]$")


def _at_last(word: str) -> str:
    """Referred or ended, when the last clause says so by itself: 调解不成，引导诉讼."""
    *before, last = _AND_THEN.split(word)
    if any(map(_ONLY_IF.search, before)):
        return ""
    known = _by_word().get(last.casefold(), "")
    if known in (REFERRED, ENDED):
        return known
    return ENDED if _WITHDRAWN.fullmatch(last) else ""


def _sentence(word: str, text: str) -> StatusReading:
    shown = text if len(text) <= 20 else text[:20] + "…"
    stands = standing(word)
    if stands in ("", OPEN):
        stands = _at_last(word) or stands
    told = {
        RESOLVED: "已化解，请核对",
        REFERRED: "已转法定途径，请核对",
        ENDED: "已终止，请核对",
        OPEN: "未化解",
    }
    return StatusReading(stands, f"由“{shown}”读作{told[stands]}" if stands else "")
