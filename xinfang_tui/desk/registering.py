"""Registering a dispute: checks, entry rung, number, events (DESIGN §5, §10)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xinfang_tui.desk.context import Context
from xinfang_tui.desk.numbering import Numbering
from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.effects.facts import parties_of
from xinfang_tui.disputes.registration import registration
from xinfang_tui.ladder.entry import Intake, intake
from xinfang_tui.ladder.recusal import handler_refusal, helper_refusal
from xinfang_tui.places import Place
from xinfang_tui.refusal import Refused

SAFE = "什么都没有登记"
NOT_OURS = "不属于本级办理"
LEADER = "包案领导"
_DOOR_LONGEST = 6


class Registering:
    """Registers disputes; keep one while adding many in one transaction.

    Attributes:
        last_number: the number given last.
    """

    def __init__(self, context: Context) -> None:
        self._context = context
        self._numbering = Numbering(context)
        self._intakes: dict[tuple[str, str, bool, bool], Intake] = {}
        self.last_number = ""

    def add(self, record: Mapping[str, Any], *, number: str = "", extra: Any = None) -> str:
        """Write a registration down; the new id.

        Args:
            number: one of our own format that the matter has already; else the next one is given.
            extra: data to lay over the entry rung's: what an own export says (rung, handler …).

        Raises:
            Refused: the record is faulty or may not be held here.
        """
        context, rules = self._context, self._context.rules
        data = registration(record, rules.codes, context.today)
        place = self._village(data["village"], rules)
        data["village"] = place.code
        if data.get("places"):
            data["places"] = codes_of_places(rules, data["places"])
        context.demand("register", place.code)
        taken = self._taken_in(data)
        self._check_ours(data)
        if not data.get("imported"):
            self._check_entered(data)
        by = reading.text(record["by"], "登记人") if reading.given(record, "by") else context.who
        registered_on = data.pop("registered_on")
        dangers = data.pop("urgent", None)
        data |= {
            "rung": taken.rung,
            "tier": taken.tier,
            "sealed": taken.sealed or bool(data.get("sealed")),
            "ladder": rules.ladder.version,
            "number": number or self._numbering.next(place.short, registered_on[:7]),
        }
        data |= extra or {}
        self.last_number = data["number"]
        return self._write(data, registered_on, by, taken, dangers)

    def check(self, record: Mapping[str, Any]) -> None:
        """Refuse what :meth:`add` would refuse of an imported row, and write nothing.

        Raises:
            Refused: the record is faulty or may not be held here.
        """
        rules = self._context.rules
        data = registration(record, rules.codes, self._context.today)
        data["village"] = self._village(data["village"], rules).code
        data["places"] = codes_of_places(rules, data.get("places") or ())
        self._context.demand("register", data["village"])
        self._taken_in(data)
        self._check_ours(data)

    def _taken_in(self, data: dict[str, Any]) -> Intake:
        """:func:`taken_in`, once for all matters of a category and scale."""
        accuses, sealed = bool(data.pop("accuses_official", False)), bool(data.get("sealed"))
        key = (data["category"], data["scale"], accuses, sealed)
        if key not in self._intakes:
            self._intakes[key] = taken_in(self._context, *key)
        return self._intakes[key]

    def _write(self, data: dict[str, Any], on: str, by: str, taken: Intake, dangers: Any) -> str:
        journal = self._context.journal
        id = journal.fresh_id()
        subject = f"dispute:{id}"
        journal.append(subject, "register", data, by=by, on=on, new=True)
        if dangers:
            journal.append(subject, "urgent", dangers, by=by, on=on)
        if taken.refer_to:
            refer = {"to": taken.refer_to, "reason": NOT_OURS}
            journal.append(subject, "refer", refer, by=by, on=on)
        return id

    def _village(self, given: str, rules: Rules) -> Place:
        tree = rules.places
        place = tree.find(given)
        if place is None or place.level != "village":
            known = "、".join(one.name for one in tree.villages_of())
            raise Refused(
                f"没有“{given}”这个村（社区）",
                safe=SAFE,
                do=f"本镇有：{known}" if known else "请先导入村名册（place import）",
            )
        if not place.valid(self._context.today):
            heir = tree.name(tree.now(place.code))
            raise Refused(f"{place.name}已经并入{heir}", safe=SAFE, do=f"请登记到{heir}")
        return place

    def _check_ours(self, data: Mapping[str, Any]) -> None:
        """Refuse, on a village's own machine, a matter that would not be shown there.

        Asked after :meth:`_taken_in`: of what no village may hold, a refused row keeps no cells.
        """
        context = self._context
        if not any(map(context.is_ours, (data["village"], *(data.get("places") or ())))):
            other, own = context.rules.places.name(data["village"]), context.rules.settings.unit
            raise Refused(
                f"{other}不是本村，本机只登记{own.name}的事项",
                safe=SAFE,
                do=f"请由{other}或镇里登记",
            )

    def _check_entered(self, data: Mapping[str, Any]) -> None:
        """Refuse of a matter typed in what a ledger may tell all the same."""
        check_households(self._context.rules, data["parties"], SAFE)
        parties = parties_of(data["parties"])
        reason = recusal(self._context, parties, str(data.get("handler") or ""))
        reason = reason or recusal(self._context, parties, str(data.get("leader") or ""), LEADER)
        reason = reason or helper_refusal(parties, data.get("helpers") or ())
        if reason:
            raise Refused(reason, safe=SAFE)


def taken_in(
    context: Context,
    category: str,
    scale: str,
    accuses_official: bool = False,
    sealed: bool = False,
) -> Intake:
    """What the office that keeps this ledger does with a matter of that category and scale.

    Raises:
        Refused: it may not be held here.
    """
    rules = context.rules
    settings = rules.settings
    taken = intake(
        rules.ladder,
        "village" if context.own_village else settings.unit.level or "township",
        category,
        scale,
        accuses_official=accuses_official,
        sealed=sealed,
        discipline=settings.office.discipline,
    )
    if not taken.taken:
        raise Refused(taken.words, safe=SAFE)
    return taken


def codes_of_places(rules: Rules, given: Iterable[str]) -> list[str]:
    """Places by their codes, so that each is told of the matter; unknown ones as written."""
    found = ((name, rules.places.find(name)) for name in given)
    return list(dict.fromkeys(place.code if place else name for name, place in found))


def check_households(rules: Rules, parties: Iterable[Mapping[str, str]], safe: str) -> None:
    """Refuse a party's household that is told by a code and is none; a door's number is text.

    Raises:
        Refused: with whose household it is; ``safe`` is what it says of the rest.
    """
    for party in parties:
        home = party.get("household", "")
        coded = home.isdecimal() and len(home) > _DOOR_LONGEST
        if coded and not rules.places.may_be_household(home):
            raise Refused(
                f"户名册里没有当事人{party['name']}的户“{home}”",
                safe=safe,
                do="请核对户编码；不在名册里的，只填地址",
            )


def recusal(context: Context, parties: Any, handler: str, office: str = "经办人") -> str:
    """Why somebody may not handle a matter of these parties; empty when they may."""
    staff = context.rules.staff.get(handler)

    def head(code: str) -> str:
        household = context.rules.places.household(code)
        return household.head if household else ""

    unit = staff.unit if staff else ""
    return handler_refusal(parties, handler, unit=unit, heads=head, office=office)
