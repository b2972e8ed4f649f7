"""Another value for what stands: corrections, and the word on what was entered differently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.registering import check_households, codes_of_places, recusal, taken_in
from xinfang_tui.disputes import kinds, registration
from xinfang_tui.disputes.dispute import Dispute, Party
from xinfang_tui.disputes.effects.facts import DAY_FIELDS, LIST_FIELDS, TEXT_FIELDS, parties_of
from xinfang_tui.ladder.recusal import helper_refusal
from xinfang_tui.refusal import Refused

SAFE = "什么都没有改动"
CORRECTABLE = frozenset(
    {*TEXT_FIELDS, *LIST_FIELDS, *DAY_FIELDS, "people", "parties", "village"}
) - {"number", "track"}

_NEVER_EMPTY = frozenset({"title", "category", "occurred_on", "village"})
_NAMES = kinds.FIELD_NAMES
_OFFERED = [name for name in _NAMES if name in CORRECTABLE]


class Correcting:
    """Checks a new value for a field of the matter, whoever gave it and why."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def correct(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        """A correction, with the value as it will stand and the old one.

        Raises:
            Refused: the field is none that can be corrected, or the value cannot be.
        """
        name = str(data["field"])
        if name not in CORRECTABLE:
            raise Refused(
                f"“{name}”不能更正",
                safe=SAFE,
                do="可以更正：" + "、".join(f"{each}（{_NAMES[each]}）" for each in _OFFERED),
            )
        if name in _NEVER_EMPTY and data["value"] in (None, ""):
            raise Refused(f"“{_NAMES[name]}”不能空着", safe=SAFE, do="请写上更正后的内容")
        old = getattr(d, name)
        data["old"] = _shown(old)
        try:
            data["value"] = self._value(d, name, data["value"])
        except Refused as no:  # registering says that nothing was registered
            raise Refused(no.wrong, safe=SAFE, do=no.do) from no
        if name == "parties":
            self._homes(data["value"], d.parties)
        return data

    def settle(self, d: Dispute, data: dict[str, Any], on: date, by: str) -> dict[str, Any]:
        """A person's word on a conflict: one of the values given, or for a field another one.

        Raises:
            Refused: there is no such conflict, or the value cannot be.
        """
        slot = str(data["conflict"])
        conflict = next((c for c in d.conflicts if c.slot == slot), None)
        if conflict is None:
            slots = "、".join(c.slot for c in d.conflicts)
            raise Refused(f"没有“{slot}”这一处不一致", safe=SAFE, do=f"现有：{slots}")
        if slot in CORRECTABLE:
            data["value"] = self._value(d, slot, data["value"])
            if slot == "parties":
                told = [party for choice in conflict.choices for party in parties_of(choice.value)]
                self._homes(data["value"], told)
        elif all(data["value"] != choice.value for choice in conflict.choices):
            listed = "、".join(str(choice.value) for choice in conflict.choices)
            raise Refused(f"“{data['value']}”不是填过的", safe=SAFE, do=f"可以是：{listed}")
        return data | {"ladder": self._context.rules.ladder.version}

    def _value(self, d: Dispute, name: str, value: Any) -> Any:
        """The value as it will stand, fit for this matter."""
        read = self._read(d, name, value)
        if name in ("handler", "leader"):
            self._recused(d.parties, str(read or ""), kinds.FIELD_NAMES[name])
        if name == "helpers":
            self._helped(d.parties, read)
        if name == "parties":
            self._recused(parties_of(read), d.handler, do="请先换经办人，再更正当事人")
            self._helped(parties_of(read), d.helpers, "请先换协助的人，再更正当事人")
        if name == "category":
            taken_in(self._context, str(read), d.scale)
        return read

    def _recused(self, parties: Any, handler: str, office: str = "经办人", *, do: str = "") -> None:
        reason = recusal(self._context, parties, handler, office)
        if reason:
            raise Refused(reason, safe=SAFE, do=do)

    def _homes(self, parties: Iterable[Mapping[str, str]], told: Iterable[Party]) -> None:
        """Refuse households that there are not, but for those that were told before."""
        known = {party.household for party in told}
        fresh = [party for party in parties if party.get("household") not in known]
        check_households(self._context.rules, fresh, SAFE)

    def _helped(self, parties: Any, helpers: Any, do: str = "") -> None:
        reason = helper_refusal(parties, helpers)
        if reason:
            raise Refused(reason, safe=SAFE, do=do)

    def _read(self, d: Dispute, name: str, value: Any) -> Any:
        rules = self._context.rules
        if name == "village":
            place = rules.places.find(str(value))
            if place is None or place.level != "village":
                raise Refused(f"没有“{value}”这个村（社区）", safe=SAFE)
            return place.code
        if name == "superior_due" and not value:
            return None
        sample: dict[str, Any] = {
            "village": d.village,
            "title": d.title or "—",
            "category": d.category,
            "occurred_on": d.occurred_on.isoformat(),
            "registered_on": d.registered_on.isoformat(),
            "parties": [],
        }
        read = registration.registration(sample | {name: value}, rules.codes, self._context.today)
        if name == "places" and name in read:
            return codes_of_places(rules, read[name])
        return read.get(name, [] if name in LIST_FIELDS else "")


def _shown(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [getattr(item, "name", item) for item in value]
    return value
