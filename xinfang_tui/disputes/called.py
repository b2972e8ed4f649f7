"""The name in what somebody is called: 东湾村三组村民张三, 邻居李四, 周建国之妻吴小丽."""

from __future__ import annotations

import re

from xinfang_tui.disputes.surnames import COMMON
from xinfang_tui.tuples import NamedTuple

_NAME = rf"[{COMMON}](?:(?![和与及跟同])[\u3400-\u9fff×*＊]){{1,2}}"
_KIN = (
    "妻子|丈夫|父亲|母亲|儿子|女儿|儿媳|女婿|哥哥|弟弟|姐姐|妹妹|婆婆|公公|岳父|岳母|前夫|前妻|孙子|侄子"
    "|外甥|配偶|家属"
)
_ROLE = (
    "村民|居民|社员|群众|农户|住户|户主|邻居|业主|租户|租客|房东|工人|民工|农民工|职工|商户|店主|车主"
    "|司机|老人|老乡|同乡|包工头|承包户|承包人|承租人|出租人|信访人|来访人|上访人|反映人|诉求人|投诉人|求助人|申请人|被申请人"
)
_NEAR = "夫妻父母子女兄弟姐妹"
_HOME = (
    r"[\u3400-\u9fff]{0,10}?(?:[\u3400-\u9fff](?:村|社区|镇|乡)"
    r"|第?[\d一二三四五六七八九十百]{1,3}(?:村民)?(?:小组|组|社|队))"
)
_CALLED = (
    rf"(?:(?P<home>(?![老同]乡){_HOME})(?:{_ROLE}|民)?|(?:{_ROLE})|(?:{_NAME}[的之]?|其)?(?:{_KIN})"
    rf"|(?:{_NAME}[的之]|其)[{_NEAR}])(?P<name>{_NAME})(?P<behind>夫妇|夫妻|一家|等人|家)?"
)
_NO_END = "村组社队厂店场所站院校园库湾庄屯寨坡沟岗坝坪塘桥路口田地山林河户民主任员会部委长"
_NO_NAME = rf"[{_NO_END}家]$|书记|会计|文书"
_BEFORE = frozenset("村区镇乡组社队民" + _NEAR).union(
    word[-1] for word in f"{_ROLE}|{_KIN}".split("|")
)
"""What the words before the name end with."""


class Called(NamedTuple):
    """Where somebody is said to be of (empty when nowhere), and the bare name."""

    home: str
    name: str


def called(words: str) -> Called | None:
    """The name and home that somebody is called by; None when the words are a name and no more."""
    # Most words are told at a glance, without the pattern, which takes long to compile.
    if len(words) < 4 or words[-1] in _NO_END or _BEFORE.isdisjoint(words[:-2]):
        return None
    hit = re.fullmatch(_CALLED, words)
    if hit is None or re.search(_NO_NAME, hit["name"]):
        return None
    return Called(hit["home"] or "", hit["name"] + (hit["behind"] or ""))
