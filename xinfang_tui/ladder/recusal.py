"""回避: who may not handle a matter, help with it or verify it (信访工作条例 28(3); DESIGN §5)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping

from xinfang_tui.disputes import reading
from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.ladder.sides import own_names, plain, speakers, unbracketed

Heads = Callable[[str], str]


def handler_refusal(
    parties: Iterable[Party],
    handler: str,
    *,
    unit: str = "",
    household: str = "",
    heads: Heads | Mapping[str, str] | None = None,
    office: str = "经办人",
) -> str:
    """Why somebody may not handle a matter of these parties, in Chinese; empty when they may.

    Args:
        office: what they would be.
        unit: the handler's own unit, where it is known; household: and their household's code.
        heads: head of a household by its code.
    """
    name = plain(handler)
    if not name:
        return ""
    find = heads.get if isinstance(heads, Mapping) else heads
    for party in parties:
        side = _side(party, handler)
        if side:
            return f"{handler}是{side}，应当回避，请换一位{office}"
        if party.household:
            head = find(party.household) if find is not None else ""
            if party.household == household or name == plain(head or ""):
                return f"{handler}和当事人{party.name}是一户，应当回避，请换一位{office}"
        if party.kind != "person" and unit and plain(unit) == plain(party.name):
            return f"{handler}是被反映单位（{party.name}）的人，应当回避，请换一位{office}"
    return ""


def helper_refusal(parties: Collection[Party], helpers: Iterable[str]) -> str:
    """Why one of the helpers may not help with a matter of these parties; empty when all may.

    Relatives, neighbours and colleagues may (人民调解法 20); a side, or who speaks for one, not.
    """
    for helper in helpers:
        side = next(filter(None, (_side(party, helper) for party in parties)), "")
        if side:
            return f"“协助的人”里的{helper}是{side}，应当回避，请换一位"
    return ""


def _side(party: Party, who: str) -> str:
    """Whether somebody is a party or speaks for it, however several are written in one field."""
    names = {plain(who), unbracketed(who)} - {""}
    # What is not even in the text is not taken apart: ledgers ask this of thousands of rows.
    if any(name in plain(party.name) for name in names):
        if not names.isdisjoint(own_names(party)):
            return "当事人"
        if not names.isdisjoint(speakers(party)):
            return "当事人的代表"
    if any(name in plain(party.representative) for name in names):
        said = (party.representative, *reading.apart(party.representative))
        if any(not names.isdisjoint((plain(each), unbracketed(each))) for each in said):
            return "当事人的代表"
    return ""


def verifier_refusal(dispute: Dispute, verifier: str) -> str:
    """Why somebody may not make the return visit, in Chinese: the verifier is never the handler."""
    handlers = {plain(dispute.handler), plain(dispute.resolved_by)} - {""}
    if plain(verifier) in handlers:
        return f"{verifier}是经办人，不能自己回访自己办的事，请换一位"
    return ""


def should_withdraw(
    dispute: Dispute, *, unit: str = "", heads: Heads | Mapping[str, str] | None = None
) -> bool:
    """Whether the handler on record should have withdrawn (应回避), as ledgers may show."""
    return bool(handler_refusal(dispute.parties, dispute.handler, unit=unit, heads=heads))
