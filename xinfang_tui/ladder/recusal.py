"""回避: who may not handle a matter, help with it or verify it (信访工作条例 28(3); DESIGN §5)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping

from xinfang_tui.disputes.dispute import Dispute, Party

Heads = Callable[[str], str]


def handler_refusal(
    parties: Iterable[Party],
    handler: str,
    *,
    unit: str = "",
    household: str = "",
    heads: Heads | Mapping[str, str] | None = None,
) -> str:
    """Why somebody may not handle a matter of these parties, in Chinese; empty when they may.

    Args:
        unit: the handler's own unit, where it is known; household: and their household's code.
        heads: head of a household by its code.
    """
    name = _plain(handler)
    if not name:
        return ""
    find = heads.get if isinstance(heads, Mapping) else heads
    for party in parties:
        if name == _plain(party.name):
            return f"{handler}是当事人，应当回避，请换一位经办人"
        if name == _plain(party.representative):
            return f"{handler}是当事人的代表，应当回避，请换一位经办人"
        if party.household:
            head = find(party.household) if find is not None else ""
            if party.household == household or name == _plain(head or ""):
                return f"{handler}和当事人{party.name}是一户，应当回避，请换一位经办人"
        if party.kind != "person" and unit and _plain(unit) == _plain(party.name):
            return f"{handler}是被反映单位（{party.name}）的人，应当回避，请换一位经办人"
    return ""


def helper_refusal(parties: Collection[Party], helpers: Iterable[str]) -> str:
    """Why one of the helpers may not help with a matter of these parties; empty when all may.

    Relatives, neighbours and colleagues may (人民调解法 20); a side, or who speaks for one, not.
    """
    sides = {_plain(party.name): "当事人" for party in parties}
    for party in parties:
        sides.setdefault(_plain(party.representative), "当事人的代表")
    for helper in helpers:
        name = _plain(helper)
        if name and name in sides:
            return f"“协助的人”里的{helper}是{sides[name]}，应当回避，请换一位"
    return ""


def verifier_refusal(dispute: Dispute, verifier: str) -> str:
    """Why somebody may not make the return visit, in Chinese: the verifier is never the handler."""
    handlers = {_plain(dispute.handler), _plain(dispute.resolved_by)} - {""}
    if _plain(verifier) in handlers:
        return f"{verifier}是经办人，不能自己回访自己办的事，请换一位"
    return ""


def should_withdraw(
    dispute: Dispute, *, unit: str = "", heads: Heads | Mapping[str, str] | None = None
) -> bool:
    """Whether the handler on record should have withdrawn (应回避), as ledgers may show."""
    return bool(handler_refusal(dispute.parties, dispute.handler, unit=unit, heads=heads))


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
