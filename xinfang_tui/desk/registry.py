"""Places, households, staff and settings: the registers that the work stands on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from store import Where
from xinfang_tui import settings as settings_of
from xinfang_tui.areacode import normalise_code, township_of
from xinfang_tui.desk.context import Context
from xinfang_tui.disputes import reading
from xinfang_tui.disputes.codes import codes_of
from xinfang_tui.disputes.dispute import OPEN
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.place_facts import check_household, check_place
from xinfang_tui.refusal import Refused
from xinfang_tui.staff import check_staff

Record = dict[str, Any]


_STAFF = {
    "name": "姓名",
    "role": "岗位",
    "place": "负责的村",
    "village": "负责的村",
    "unit": "单位",
    "title": "职务",
    "phone": "电话",
}
_TAKEN_BACK = ("unit", "title", "phone")


class Registry:
    """The desk's facet for places, staff and settings."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def import_places(self, path: Path) -> Record:
        """Take over places and households from a CSV or Excel file; faulty rows are told apart.

        Returns:
            ``{places, households, rejected: [{sheet, row, field, value, reason}]}``.

        Raises:
            Refused: the file cannot be read.
        """
        from xinfang_tui.documents.reading.places import read_places  # Excel is slow to load

        self._context.demand("places")
        known = {place.code: place.name for place in self._context.rules.places.villages_of()}
        reading = read_places(path, known)
        journal = self._context.journal
        homes: dict[str, list[Record]] = defaultdict(list)
        rejected = [dict(each) for each in reading.rejected]
        count = 0
        with journal.transaction():
            for (sheet, number), row in sorted(
                zip(reading.at, reading.rows, strict=True), key=_late
            ):
                try:
                    if row.get("household"):
                        household = self._household(row)
                        homes[row["village"]].append(household)
                    else:
                        self._set_place(row)
                        count += 1
                except Refused as no:
                    field, value = _about(row)
                    told = {"field": field, "value": value, "reason": no.wrong}
                    rejected.append({"sheet": sheet, "row": number, **told})
            for village, households in homes.items():
                self._append(f"place:{village}", "households_set", {"households": households})
        return {
            "places": count,
            "households": sum(len(households) for households in homes.values()),
            "rejected": sorted(rejected, key=lambda each: (each["sheet"], each["row"])),
        }

    def _household(self, row: Mapping[str, Any]) -> Record:
        village = str(row["village"])
        if self._context.rules.places.by_code(village) is None:
            raise Refused(f"村名册里没有 {village} 这个村", do="请先导入村名册")
        return check_household(village, row["household"])

    def set_place(self, record: Mapping[str, Any]) -> Record:
        """Write a place down, new or changed: ``{code, name, level, short, kind, households}``."""
        self._context.demand("places")
        with self._context.journal.transaction():
            return self._set_place(record)

    def _set_place(self, record: Mapping[str, Any]) -> Record:
        code = normalise_code(str(record.get("code", "")))
        tree = self._context.rules.places
        data = {
            name: record[name]
            for name in ("name", "level", "short", "kind", "households", "valid_from")
            if record.get(name) not in (None, "")
        }
        checked = check_place(tree, code, data)
        self._append(f"place:{code}", "place_set", checked)
        return {"code": code, **checked}

    def set_households(self, village: str, households: list[Mapping[str, Any]]) -> int:
        """Write the households of a village down, in walking order; how many."""
        self._context.demand("places")
        code = normalise_code(village)
        checked = [check_household(code, household) for household in households]
        self._append(f"place:{code}", "households_set", {"households": checked})
        return len(checked)

    def end_place(self, code: str, successors: list[str], on: str) -> None:
        """A place ends and is merged into others (合村并居).

        Raises:
            Refused: one of them is not known, or it would be merged into itself.
        """
        self._context.demand("places")
        known = normalise_code(code)
        heirs = [normalise_code(heir) for heir in successors]
        for each in (known, *heirs):
            if self._context.rules.places.by_code(each) is None:
                raise Refused(f"没有代码 {each} 的村", do="请先导入村名册，或改正代码")
        if known in heirs:
            raise Refused("一个村不能并入自己", do="请写并入的另一个村的代码")
        self._append(f"place:{known}", "place_end", {"valid_to": on, "successors": heirs})

    def places(self) -> list[Record]:
        """All places: ``{code, name, level, short, kind, households, inhabited, valid_to}``."""
        tree = self._context.rules.places
        return [
            {
                "code": place.code,
                "name": place.name,
                "level": place.level,
                "short": place.short,
                "kind": place.kind,
                "households": len(tree.households(place.code)) if place.level == "village" else 0,
                "inhabited": len(tree.inhabited(place.code)) if place.level == "village" else 0,
                "valid_to": place.valid_to.isoformat() if place.valid_to else None,
                "successors": list(place.successors),
            }
            for place in tree
        ]

    def add_staff(self, record: Mapping[str, Any]) -> Record:
        """Write a member of staff down: ``{name, role, place, unit, title, phone, active}``.

        Answers it; of one who left with ``in_hand``: how many open matters he still handles.
        """
        self._context.demand("staff")
        given = _staff(record)
        place = str(given.get("place") or given.pop("village", "") or "")
        if place:
            found = self._context.rules.places.find(place)
            if found is None:
                raise Refused(f"没有“{place}”这个村", do="请先导入村名册，或核对村名")
            given["place"] = found.code
        elif str(given.get("role", "")) not in ("", "grid_worker", "village_mediator"):
            given["place"] = township_of(self._context.rules.settings.unit.code)
        checked = check_staff(given)
        self._append(f"staff:{checked['name']}", "staff_set", checked)
        if checked.get("active", True):
            return checked
        where = [Where("handler", "=", checked["name"]), Where("status", "=", OPEN)]
        return {**checked, "in_hand": self._context.journal.disputes.count(where)}

    def staff(self) -> list[Record]:
        """All staff: ``{name, role, role_name, place, place_name, unit, title, phone, active}``."""
        tree = self._context.rules.places
        return [
            {
                "name": one.name,
                "role": one.role,
                "role_name": one.role_name,
                "place": one.place,
                "place_name": tree.name(one.place) if one.place else "",
                "unit": one.unit,
                "title": one.title,
                "phone": one.phone,
                "active": one.active,
            }
            for one in self._context.rules.staff.values()
        ]

    def set(self, name: str, value: Any) -> Any:
        """Change a setting; the value as stored.

        Raises:
            Refused: no such setting, or not a value that it can have.
        """
        self._context.demand("settings")
        checked = settings_of.check(name, value)
        if name == "ladder" and checked:
            ladder_of(checked)
        if name == "codes" and checked:
            codes_of(checked)
        self._append(f"setting:{name}", "setting_set", {"value": checked})
        return checked

    def set_all(self, values: Mapping[str, Any]) -> None:
        """Change several settings, all or none; errors as :meth:`set`."""
        with self._context.journal.transaction():
            for name, value in values.items():
                self.set(name, value)

    def get(self, name: str) -> Any:
        """The value of a setting."""
        if name not in settings_of.SETTINGS:
            known = "、".join(settings_of.SETTINGS)
            raise Refused(f"没有“{name}”这项设置", do=f"可用的有：{known}")
        return self._context.rules.settings.value(name)

    def _append(self, subject: str, kind: str, data: Mapping[str, Any]) -> None:
        context = self._context
        context.journal.append(subject, kind, data, by=context.who, on=context.today.isoformat())


def _late(found: tuple[Any, Record]) -> bool:
    """Households come after the places that they may lie in."""
    return "household" in found[1]


def _about(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a refused row of a list is told by: a household's code, a place's name."""
    home = row.get("household")
    return ("household", str(home["code"])) if home else ("name", str(row.get("name", "")))


def _staff(record: Mapping[str, Any]) -> Record:
    """What is told of a member of staff, each of its own type; an empty text takes back a unit,
    title or phone.

    Raises:
        Refused: something is of another.
    """
    given = {
        name: value
        for name, value in record.items()
        if reading.given(record, name) or (name in _TAKEN_BACK and value == "")
    }
    for name, label in _STAFF.items():
        if name in given:
            given[name] = reading.text(reading.code(given[name], label), label, longest=200)
    if "active" in given:
        given["active"] = reading.yes(given["active"], "在岗")
    return given
