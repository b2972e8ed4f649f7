"""Setting a party right: which one, what is known of it, and the parties that come of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from screens.forms.field import LONG, RADIO, Field
from screens.pieces.choice import Choice
from xinfang_tui.disputes import idcard
from xinfang_tui.disputes.registration import PARTY_KINDS
from xinfang_tui.refusal import Refused

PARTIES = "parties"
ADDED = -1
"""Where a party stands that was left out."""
_STAYS = "stays"
_TOLD = ("name", "kind", "phone", "address", "id_number", "representative")


def parties_words(parties: Sequence[Mapping[str, Any]]) -> str:
    """The parties with their telephones, as a list tells what stands now."""
    told = (f"{p['name']}（{p['phone']}）" if p.get("phone") else str(p["name"]) for p in parties)
    return "、".join(told) or "没有具名"


def which(parties: Sequence[Mapping[str, Any]]) -> list[Choice]:
    """The parties to choose from, by where they stand, and one that was left out."""
    listed = [
        Choice(at, str(each["name"]), PARTY_KINDS.get(str(each.get("kind")), ""))
        for at, each in enumerate(parties)
    ]
    return [*listed, Choice(ADDED, "添一位当事人", "登记时漏了的")]


def party_fields(at: int) -> list[Field]:
    """What is known of a party; one that was written down by mistake can go."""
    kinds = [Choice(key, name) for key, name in PARTY_KINDS.items()]
    fields = [
        Field("name", "姓名", required=True, hint="个人、单位或集体的名称"),
        Field("kind", "类型", RADIO, choices=kinds, default="person"),
        Field("phone", "电话", longest=60),
        Field("address", "住址", longest=200, hint="外村外地的写明"),
        Field("id_number", "证件号", longest=30, advise=idcard.warning),
        Field("representative", "代表人", hint="几个人用顿号隔开，最多五人"),
        Field("reason", "理由", LONG, required=True, hint="为什么要改"),
    ]
    if at != ADDED:
        stays = [Choice(True, "改正"), Choice(False, "登记错了，去掉")]
        fields.insert(-1, Field(_STAYS, "这一位", RADIO, choices=stays, default=True))
    return fields


def party_now(parties: Sequence[Mapping[str, Any]], at: int) -> dict[str, Any]:
    """What the form begins with."""
    return {} if at == ADDED else {name: parties[at].get(name) for name in _TOLD}


def stands_at(now: Sequence[Mapping[str, Any]], read: Sequence[Mapping[str, Any]], at: int) -> int:
    """Where the party of a form stands now, who stood at ``at`` when the form was opened.

    Raises:
        Refused: this party was set right or taken away elsewhere meanwhile.
    """
    if at == ADDED:
        return ADDED
    if at < len(now) and now[at] == read[at]:
        return at
    if read[at] in now:
        return list(now).index(read[at])
    raise Refused(
        f"您填表时，当事人“{read[at]['name']}”已经在别处改过",
        safe="没有保存，填的还在",
        do="请记下您填的，按 Esc 返回，看过现在的内容再更正",
    )


def parties_then(
    parties: Sequence[Mapping[str, Any]], at: int, values: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """All parties as they are to stand; of the others nothing changes."""
    stand = [{key: value for key, value in each.items() if value} for each in parties]
    told = {name: values[name] for name in _TOLD if values.get(name)}
    if at == ADDED:
        return [*stand, told]
    if not values.get(_STAYS, True):
        return stand[:at] + stand[at + 1 :]
    kept = {key: value for key, value in stand[at].items() if key not in _TOLD}
    return [*stand[:at], {**kept, **told}, *stand[at + 1 :]]
