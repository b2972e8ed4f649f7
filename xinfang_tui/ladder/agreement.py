"""Whose agreement a pause (中止) needs: that of every party, by name (DESIGN §4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.ladder.sides import names_in, own_names, plain, speakers, unbracketed

_BOTH = frozenset(("双方", "双方当事人"))
_ALL = frozenset(("各方", "各方当事人", "全体", "全体当事人"))
_NOBODY = frozenset(("不详", "无名", "无名氏", "未知"))


def agreement_missing(dispute: Dispute, agreed_by: Iterable[str]) -> str:
    """Why a pause is not agreed, in Chinese; empty when all parties agree.

    A party agrees by its own name or its representative's, and all do by a word for all of them.
    Parties of one name are named one by one. A matter without named parties cannot ask for names:
    what is written for it stands.
    """
    parties = [party for party in dispute.parties if plain(party.name) not in _NOBODY]
    if not parties:
        return ""
    known = {name for party in parties for name in (*own_names(party), *speakers(party))}
    agreed: Counter[str] = Counter()
    for words in agreed_by:
        name = plain(words)
        if name in _ALL or (name in _BOTH and len(parties) <= 2):
            return ""
        if name in _BOTH and name not in known:
            return f"这一件有{len(parties)}方当事人，“{words}”说不清是谁"
        said = [name] if name in known else names_in(words)
        if not known.issuperset(said):
            return f"“{words}”不是这一件的当事人"
        agreed.update(said)
    missing = list(_missing(parties, agreed))
    return "、".join(missing) + "还没有同意中止" if missing else ""


def _missing(parties: Sequence[Party], agreed: Counter[str]) -> Iterator[str]:
    """The names of the parties that have not agreed; a name said once is one of those alike."""
    of_name: dict[str, list[Party]] = {}
    for party in parties:
        of_name.setdefault(unbracketed(party.name), []).append(party)
    for alike in of_name.values():
        several = f"（同名的有{len(alike)}位，请逐个写）" if len(alike) > 1 else ""
        said = agreed.copy()
        for party in alike:
            if speakers(party) & agreed.keys():
                continue
            name = next((each for each in own_names(party) if said[each]), None)
            if name is None:
                yield party.name + several
            else:
                said[name] -= 1
