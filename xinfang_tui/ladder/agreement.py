"""Whose agreement a pause (中止) needs: that of every party, by name (DESIGN §4)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.disputes.masking import cores_of

_BOTH = frozenset(("双方", "双方当事人"))
_ALL = frozenset(("各方", "各方当事人", "全体", "全体当事人"))
_NOBODY = frozenset(("不详", "无名", "无名氏", "未知"))
_BRACKETS = re.compile(r"[(\[【]([^)\]】]*)[)\]】]?")
_COUNT = re.compile(r"等?[\d一二三四五六七八九十百]+[多余]?[人名户位]$")
_ROLE = re.compile(
    r"^(?:法定代表人|法人代表|法人|负责人|代表人|代表|委托代理人|代理人|联系人|经理|户主):?"
)


def agreement_missing(dispute: Dispute, agreed_by: Iterable[str]) -> str:
    """Why a pause is not agreed, in Chinese; empty when all parties agree.

    A party agrees by its own name or its representative's, and all do by a word for all of them.
    Parties of one name are named one by one. A matter without named parties cannot ask for names:
    what is written for it stands.
    """
    parties = [party for party in dispute.parties if _plain(party.name) not in _NOBODY]
    if not parties:
        return ""
    known = {name for party in parties for name in (*_own(party), *_speakers(party))}
    agreed: Counter[str] = Counter()
    for words in agreed_by:
        plain = _plain(words)
        if plain in _ALL or (plain in _BOTH and len(parties) <= 2):
            return ""
        if plain in _BOTH and plain not in known:
            return f"这一件有{len(parties)}方当事人，“{words}”说不清是谁"
        said = [plain] if plain in known else _names(words)
        if not known.issuperset(said):
            return f"“{words}”不是这一件的当事人"
        agreed.update(said)
    missing = list(_missing(parties, agreed))
    return "、".join(missing) + "还没有同意中止" if missing else ""


def _missing(parties: Sequence[Party], agreed: Counter[str]) -> Iterator[str]:
    """The names of the parties that have not agreed; a name said once is one of those alike."""
    of_name: dict[str, list[Party]] = {}
    for party in parties:
        of_name.setdefault(_bare(party), []).append(party)
    for alike in of_name.values():
        several = f"（同名的有{len(alike)}位，请逐个写）" if len(alike) > 1 else ""
        said = agreed.copy()
        for party in alike:
            if _speakers(party) & agreed.keys():
                continue
            name = next((each for each in _own(party) if said[each]), None)
            if name is None:
                yield party.name + several
            else:
                said[name] -= 1


def _bare(party: Party) -> str:
    return _BRACKETS.sub("", _plain(party.name))


def _own(party: Party) -> list[str]:
    """The names of a party itself: as written, then without brackets and count."""
    bare = _bare(party)
    found = (_plain(party.name), bare, _COUNT.sub("", bare), *_names(party.name))
    return [name for name in dict.fromkeys(found) if name]


def _speakers(party: Party) -> set[str]:
    """The names that speak for a party: its representative's, and those in brackets."""
    inside = {_ROLE.sub("", each) for each in _BRACKETS.findall(_plain(party.name))}
    return {_plain(party.representative), *(each for each in inside if len(each) > 1)} - {""}


def _names(text: str) -> list[str]:
    """The names in a field, "张三、李四" being two; one that belongs together stays whole."""
    return [_plain(name) for name in cores_of(text)] or [_plain(text)]


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
