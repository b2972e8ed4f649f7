"""How a matter stands, from a status word, a yes or no, or a sentence about its handling.

A matter counts as settled only when the words say so and nothing after them takes it back: an open
one taken for settled would be forgotten (DESIGN §1). 上报 and 移交 leave it open: importing never
climbs anything (DESIGN §10). Whole cells are looked up in ``statuses.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from xinfang_tui.disputes.dispute import OPEN, REFERRED, RESOLVED, STATUS_NAMES, STATUSES
from xinfang_tui.documents.reading.text import NOTHING, plain


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
_END = r"(?=$|[，。；,;!！])"
_DONE = re.compile(
    "|".join(
        (
            r"(?:化解|调[解处])(?:成功|完毕|到位|结束|完成)",
            r"达成了?(?:一致|和解|谅解|共识|.{0,6}协议)|签[订署]了?.{0,6}协议",
            r"握手言和|言归于好|重归于好|和好如初|息[访诉]|罢访|办结|结案|销号|和解|付清|结清",
            r"(?:已经?|成功|圆满|全部|均|妥善|顺利)"
            r"(?:化解|解决|调结|处理|兑现|履行|支付|赔付|归还|返还)",
            r"得到了?(?:圆满|妥善|有效|彻底)?(?:解决|化解)|矛盾消除|自愿放弃|(?:支付|发放)完毕",
            r"双方均?(?:表示)?(?:满意|无异议)|不再(?:追究|纠缠|有争议)|(?:赔偿|发放)到位",
            r"(?:当场|现场|当日|就地|即时|一次性)(?:化解|解决|调结)",
            r"(?:\d{4}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?"
            rf"(?:已经?|成功)?(?:化解|解决|调结|办结){_END}",
            rf"(?:纠纷|矛盾|问题)(?:已经?)?(?:解决|化解){_END}",
            r"(?:已|经)(?!.{0,8}(?:安排|指派|指定|组织|成立))"
            rf".{{0,6}}(?:协调|协商|调解|劝解|疏导|沟通).{{0,2}}(?:解决|化解){_END}",
        )
    )
)
_NOT = re.compile(
    r"(?:未能?|没有?|尚未|还未|还没|暂未|仍未|不能|无法|难以|不愿|不肯|拒绝|拒不|不同意|有待|等待|待"
    r"|争取|力争|拟|将|准备|计划|预计|要求|督促|限期|尽快|尽早|推动|促成|促使|促进|以期|为了?|即将"
    r"|努力|确保|若|如果?|希望|建议|正在|继续)[^，。；,;.!！]{0,12}$"
)
_PENDING = re.compile(
    r"正在|(?:调解|化解|办理|处理|协商)中|跟进|进一步|继续(?!履行)|下一?步|尚未|未能|未果|未成|不成功"
    r"|失败|反弹|僵持|分歧(?:较大|大|仍)|无法达成|不同意|不接受|拒绝|未达成|没有达成|未化解|未解决"
    r"|没有?解决|未办结|待(?:化解|调解|处理|解决|协商|核实|定)|稳控|暂时|暂缓|反悔|不履行|未履行"
    r"|未兑现|再次(?:发生|引发|争吵)|择日|约定.{0,8}再"
)
_LEGAL = re.compile(
    r"已经?(?:向.{0,10})?(?:起诉|提起诉讼|诉至|(?:法院|法庭).{0,4}立案|申请仲裁|进入(?:司法|诉讼|仲裁)|移[送交]法院"
    r"|转入?(?:司法|诉讼))"
)


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
    word = plain(text).strip("。.;；,，")
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


def _sentence(word: str, text: str) -> StatusReading:
    done, against = -1, max((hit.start() for hit in _PENDING.finditer(word)), default=-1)
    for hit in _DONE.finditer(word):
        if _NOT.search(word[: hit.start()]):
            against = max(against, hit.start())
        else:
            done = hit.end()
    shown = text if len(text) <= 20 else text[:20] + "…"
    if done > against:
        return StatusReading(RESOLVED, f"由“{shown}”读作已化解，请核对")
    if _LEGAL.search(word):
        return StatusReading(REFERRED, f"由“{shown}”读作已转法定途径，请核对")
    if done >= 0 or against >= 0:
        return StatusReading(OPEN, f"由“{shown}”读作未化解")
    return StatusReading("")
