"""Rows and lines that tell of no matter: totals, signatures, remarks, reports of nothing found."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from xinfang_tui.documents.reading.headers import match
from xinfang_tui.documents.reading.text import plain

_TOTAL = re.compile(
    r"(?:本页|本月|本季|累计|全镇|全村|各村|\S{1,8}(?:村|社区|镇|乡))?"
    r"(?:合计|小计|总计|共计|累计|总数)(?:[:：(（\d].*|.{0,3})"
)
_SIGNED = (
    "制表人?|填表人?|填报人?|审核人?|审批人?|复核人?|校对|负责人|分管领导|主要领导|单位负责人|签发人?|签字|签名"
    "|经办人|\\S{0,6}(?:书记|主任|站长|所长|镇长|组长|网格长|负责人)(?:签字|签名|签章|意见)?"
    "|\\S{0,8}(?:签字|签名|签章|盖章|印章)|联系人|联系电话|盖章|单位|日期|时间|填报(?:单位|时间|日期)|报送(?:单位|时间|日期)|统计人"
)
_REMARK = r"备?注\d{0,2}|说明\d{0,2}|填表说明|填报说明|附注|注意事项|备注说明"
_FOOT = re.compile(
    rf"(?:{_SIGNED}|{_REMARK})(?:[(（][^)）]*[)）])?[:：].*"
    r"|(?:注意|填表说明|填报说明)[\d一1、].*|第\d+页.*|共\d+(?:件|起|条|页).*|[※*＊](?!\d{1,4}$).*"
    r"|其中[:：]?"
    r"|\(?以下空白\)?|以下无正文|此页无正文",
    re.DOTALL,
)
_COUNTED = re.compile(
    r"(?:已?化解|调[处解]|办结|成功)(?:成功)?[率数]?[:：]?\d+(?:\.\d+)?[%％件起].{0,12}"
)
_EXAMPLE = re.compile(
    r"[(【\[]?(?:填写|填报)?(?:举?例|示例|样例|范例|例子|例如|如)[\d一二三]?[)】\]]?[:.]?"
)
_EXAMPLE_SHEET = re.compile("示例|样例|范例|样表|样本|模板|模版|例表")
_COUNT = re.compile(
    "(?:排查|调处|调解|未?化解|已化解|未?办结|成功|上报|矛盾纠纷|纠纷)(?:总|件|起)?(?:数|率|件数|起数)"
)
_WENT = (
    r"(?![^,，。:：]*(?:反映|争|吵|打|纠纷))"
    r"[^,，。:：]{0,14}(?:走访|排查|摸排|巡查|入户)[^,，。:：]{0,10}"
)
"""What was done before nothing was found: 入户走访10户，未发现矛盾纠纷."""
_WHO = (
    r"本[月周季村]|本社区|本网格|本辖区|经?(?:全面)?(?:排查|摸排|走访|巡查)|全村|各[村组户]"
    r"|\S{0,12}(?:村|社区)"
)
_NOTHING_FOUND = re.compile(
    rf"(?:{_WENT}[,，:：])?(?:{_WHO})*[,，:：]?(?:暂时?|均|未见)?(?:无|没有|未发现|未排查出?)"
    r"(?:新增|发生|排查出)?(?:任何)?(?:重大)?(?:矛盾纠纷|矛盾隐患|纠纷隐患|矛盾|纠纷|异常|情况|不稳定因素|信访(?:事项|问题))*"
    r"(?:发生|情况|上报)?(?:[,，].{0,4}(?:稳定|正常|平安))?|零报告|无纠纷"
)
_NONE = frozenset("无没未零")
"""Without one of these nothing was found cannot be said; most rows are passed over so."""
_OPEN = re.compile("未化解|未办结|正在化解|化解中|未解决|在办")
_SETTLED = re.compile("已化解|已办结|化解成功|已解决|已结案")


def is_total(text: str) -> bool:
    """Whether a cell says 合计, 小计 and the like."""
    return len(text) <= 24 and _TOTAL.fullmatch(text) is not None


def is_counting(texts: Iterable[str]) -> bool:
    """Whether a row heads a table of counts: 排查数, 化解数, 化解率."""
    counting = [text for text in texts if text.endswith(("数", "率"))]
    return len(counting) >= 2 and sum(bool(_COUNT.fullmatch(plain(text))) for text in counting) >= 2


def heads_another_table(texts: Iterable[str], own: Collection[str]) -> bool:
    """Whether a row that begins with 序号 heads a table of something else: 户主, 走访时间.

    ``own``: the words of the header above, of which a repeated one has most.
    """
    filled = [text for text in texts if text]
    if len(filled) < 3 or len(set(filled)) < len(filled):
        return False
    if sum(text in own for text in filled) * 2 >= len(filled):
        return False
    if any(len(text) > 12 or any(c.isdigit() for c in text) for text in filled):
        return False
    known = [found for text in filled if (found := match((text,))) is not None]
    first = match((filled[0],))
    return first is not None and first.field == "serial" and len(known) * 3 >= len(filled) * 2


def is_example(texts: Sequence[str]) -> bool:
    """Whether a row shows how to fill in the others: 例, 示例 in its first cell."""
    first = next((text for text in texts if text), "")
    return _EXAMPLE.fullmatch(plain(first)) is not None


def is_example_sheet(name: str) -> bool:
    """Whether a tab says that its rows only show how to fill in the others."""
    return _EXAMPLE_SHEET.search(plain(name)) is not None


def is_foot(text: str) -> bool:
    """Whether a row's first text is a signature, a remark or a page's foot."""
    return _FOOT.fullmatch(text) is not None


def is_count(text: str) -> bool:
    """Whether a row's first text counts the rows above: 化解率100%, 已化解3件."""
    return _COUNTED.fullmatch(text) is not None


def none_found(text: str) -> bool:
    """Whether a text says that nothing was found (本月无矛盾纠纷)."""
    if len(text) >= 40:
        return False
    words = plain(text).rstrip("。.")
    return not _NONE.isdisjoint(words) and _NOTHING_FOUND.fullmatch(words) is not None


def status_of(text: str) -> str:
    """The status that a tab or a heading gives to all rows below it; empty when it gives none."""
    is_open, settled = _OPEN.search(text), _SETTLED.search(text)
    if bool(is_open) == bool(settled):
        return ""
    return "open" if is_open else "resolved"
