"""Whose agreement a pause (中止) needs: that of every party, by name (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.disputes.masking import cores_of

_ALL = frozenset(("双方", "双方当事人", "全体当事人", "各方当事人"))
_NOBODY = frozenset(("不详", "无名", "无名氏", "未知"))
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]?")
_COUNT = re.compile(r"等?[\d一二三四五六七八九十百]+[多余]?[人名户位]$")
_ROLE = re.compile(
    r"^(?:法定代表人|法人代表|法人|负责人|代表人|代表|委托代理人|代理人|联系人|经理|户主):?"
)


def agreement_missing(dispute: Dispute, agreed_by: Iterable[str]) -> str:
    """Why a pause is not agreed, in Chinese; empty when all parties agree.

    A party agrees by its own name or its representative's, and all do by a word for all of them.
    A matter without named parties cannot ask for names: what is written for it stands.
    """
    signs = {
        party.name: _signs(party) for party in dispute.parties if _plain(party.name) not in _NOBODY
    }
    if not signs:
        return ""
    known = set().union(*signs.values())
    agreed: set[str] = set()
    for name in agreed_by:
        said = _said(name, known)
        if not said <= known:
            return f"“{name}”不是这一件的当事人"
        agreed |= said
    missing = [name for name, any_of in signs.items() if not any_of & agreed]
    return "、".join(missing) + "还没有同意中止" if missing else ""


def _said(text: str, known: set[str]) -> set[str]:
    """The names that agree, as they are known, when they are."""
    plain = _plain(text)
    if plain in known:
        return {plain}
    return known if plain in _ALL else _names(text)


def _signs(party: Party) -> set[str]:
    """The names that a party is known by: without brackets and count, and those in brackets."""
    whole = _plain(party.name)
    bare = _BRACKETS.sub("", whole)
    inside = {_ROLE.sub("", each) for each in _BRACKETS.findall(whole)}
    of_others = {_plain(party.representative), *(each for each in inside if len(each) > 1)}
    return {whole, bare, _COUNT.sub("", bare), *_names(party.name), *of_others} - {""}


def _names(text: str) -> set[str]:
    """The names in a field, "张三、李四" being two; one that belongs together stays whole."""
    return {_plain(name) for name in cores_of(text)} or {_plain(text)}


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
