"""The day on which a sentence says that a matter was settled: 10月6日经调解达成协议.

A day counts when the settling follows it at once, or after a clause that only tells of the
mediation; the day of a plan, a registration or a visit does not (10月6日登记，现已化解).
"""

from __future__ import annotations

import re
from datetime import date

from xinfang_tui.disputes.dispute import CLOSED, RESOLVED
from xinfang_tui.documents.reading.dates import read_date
from xinfang_tui.documents.reading.statuses import read_status

_DAY = re.compile(
    r"(\(?)(\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|(?<![\d./-])\d{1,2}[月./-]\d{1,2}[日号]?)"
    r"(?![\d万千元%./-])(\)?)"
)
_END = re.compile("[。;!]")
_COMMA = re.compile(r"[,，]")
_PLANNED = re.compile(
    "将|拟|约|定于|预计|预期|计划|承诺|保证|答应|争取|要求|限|打算|准备|待|等|若|如|目标|登记|受理|排查|上报"
    "|反映|申请|发现|接到|接报|发生|引发|立案|报警|未|没|不"
)
_OTHERWISE = re.compile(
    r"之?前|以前|内|底|左右|至|到|[~—]|起|开始|之?后|以后|后|随后|最后|再|[、和及]"
)
_MEDIATED = re.compile(
    r"[于在]?(?:当[天日]|凌晨|上午|中午|下午|晚上?)?"
    r"(?:.*(?:调解|协调|协商|调处|劝解|劝说|说和|疏导|主持|见证|做工作|沟通|努力).{0,4})?"
)
_UNDONE = re.compile("反悔|反复|复发|反弹|又|未履行|不履行|重新")
_SPANS = ("至", "到", "、", "~", "-", "—", "和")
_MOST_CLAUSES = 3


def settled_day(text: str, year: int) -> date | None:
    """The one day that a text (NFKC, no spaces) gives to its settlement; None otherwise."""
    if _UNDONE.search(text):
        return None
    found = {
        day
        for sentence in _END.split(text)
        for hit in _DAY.finditer(sentence)
        if _settled(sentence, hit) and (day := read_date(hit[2], year=year).date)
    }
    return found.pop() if len(found) == 1 else None


def _settled(sentence: str, hit: re.Match[str]) -> bool:
    before, behind = _COMMA.split(sentence[: hit.start()])[-1], sentence[hit.end() :]
    if _PLANNED.search(before) or before.endswith(_SPANS):
        return False
    if hit[1] and hit[3]:
        return _ends(before)
    if _OTHERWISE.match(behind):
        return False
    clauses = _COMMA.split(behind[: other.start()] if (other := _DAY.search(behind)) else behind)
    for clause in clauses[:_MOST_CLAUSES]:
        if _PLANNED.search(clause) or _OTHERWISE.match(clause):
            return False
        if _ends(clause):
            return True
        if not _MEDIATED.fullmatch(clause):
            return False
    return False


def _ends(clause: str) -> bool:
    return len(clause) > 1 and read_status(clause).status in (RESOLVED, CLOSED)
