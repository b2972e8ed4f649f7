"""Whose agreement a pause (中止) needs: that of every party, by name (DESIGN §4)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.masking import cores_of


def agreement_missing(dispute: Dispute, agreed_by: Iterable[str]) -> str:
    """Why a pause is not agreed, in Chinese; empty when all parties agree.

    A party agrees by its own name or its representative's. A matter without named parties cannot
    ask for names: what is written for it stands.
    """
    if not dispute.parties:
        return ""
    signs = {
        party.name: {*_names(party.name), _plain(party.representative)} - {""}
        for party in dispute.parties
    }
    known = set().union(*signs.values())
    agreed: set[str] = set()
    for name in agreed_by:
        said = {_plain(name)} if _plain(name) in known else _names(name)
        if not said <= known:
            return f"“{name}”不是这一件的当事人"
        agreed |= said
    missing = [name for name, any_of in signs.items() if not any_of & agreed]
    return "、".join(missing) + "还没有同意中止" if missing else ""


def _names(text: str) -> set[str]:
    """The names in a field, "张三、李四" being two; one that belongs together stays whole."""
    return {_plain(name) for name in cores_of(text)} or {_plain(text)}


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
