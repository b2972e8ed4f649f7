"""From place events to the tree of places, and what may be entered as one.

Kinds on ``place:CODE``: ``place_set`` {name, level, short, kind, households, valid_from},
``place_end`` {valid_to, successors}; on a village also ``household_set`` {code, group, door, head,
kind, walk_order, valid_from, valid_to} and ``households_set`` {households: [such ones], replace}.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from xinfang_tui.areacode import LEVEL_NAMES, VILLAGE, level_of, normalise_code, township_of
from xinfang_tui.fact import Fact, named
from xinfang_tui.placenames import choose_short, kind_of, plain
from xinfang_tui.places import (
    HOUSEHOLD_KINDS,
    PLACE_KINDS,
    RESIDENT,
    Household,
    Place,
    PlaceTree,
    made_up,
)
from xinfang_tui.refusal import Refused

KINDS = frozenset({"place_set", "place_end", "household_set", "households_set"})
MAX_HOUSEHOLDS = 9999
_DAY = timedelta(days=1)


def fold_places(facts: Iterable[Fact]) -> PlaceTree:
    """The tree of places that the events, in fold order, make; other subjects are passed over."""
    places: dict[str, Place] = {}
    doors: list[tuple[str, Fact]] = []
    for fact in facts:
        code = named(fact, "place")
        if not code or fact.kind not in KINDS:
            continue
        if fact.kind == "place_set":
            places[code] = _place(places.get(code), code, fact.payload)
        elif fact.kind != "place_end":
            doors.append((code, fact))
        elif code in places:
            places[code] = _ended(places[code], fact.payload, date.fromisoformat(fact.on))
    return PlaceTree(_with_shorts(places.values()), partial(_households, places, doors))


def _households(
    places: Mapping[str, Place], facts: Iterable[tuple[str, Fact]]
) -> dict[str, list[Household]]:
    """The households of each village that the events of doors make; with those told by number."""
    doors: dict[str, dict[str, list[Household]]] = defaultdict(dict)
    listed: set[str] = set()
    for code, fact in facts:
        data, on = fact.payload, date.fromisoformat(fact.on)
        if fact.kind == "household_set":
            _put(doors[code], code, data, on)
        else:
            listed.add(code)
            _put_all(doors[code], code, data, on)
    households = {
        village: [entry for entries in known.values() for entry in entries]
        for village, known in doors.items()
        if known
    }
    # One household told apart does not take away the others, known only by their number.
    for village in households.keys() & places.keys() - listed:
        others = [each for each in made_up(places[village]) if each.code not in doors[village]]
        left = places[village].households_declared - len(doors[village])
        households[village] += others[: max(left, 0)]
    return households


def check_place(tree: PlaceTree, code: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a ``place_set`` ready to be written: level, kind and short name filled in.

    Raises:
        Refused: the code does not fit the level, the name is empty or taken, the short name is
            taken in the township, or the number of households cannot be.
    """
    code, name = normalise_code(code), plain(str(data.get("name", "")))
    level = data.get("level") or level_of(code)
    if level != level_of(code):
        raise Refused(
            f"“{name}”的代码 {code} 是{LEVEL_NAMES[level_of(code)]}级，"
            f"和所填级别“{LEVEL_NAMES.get(level, level)}”不一致",
            do="请核对代码或级别",
        )
    if not name:
        raise Refused(f"代码 {code} 没有名称", do="请填写名称")
    home = [each for each in tree if township_of(each.code) == township_of(code)]
    twin = next((each for each in home if each.code != code and plain(each.name) == name), None)
    if twin is not None and twin.valid(None):
        raise Refused(f"本乡镇已有“{name}”（{twin.code}）", do="请改名称，或改原来那一条")
    kind = data.get("kind") or (kind_of(name) if level == VILLAGE else level)
    if kind not in PLACE_KINDS:
        raise Refused(f"“{name}”的类型“{kind}”不认识", do="可填：" + "、".join(PLACE_KINDS))
    count = data.get("households", 0)
    if not isinstance(count, int) or not 0 <= count <= MAX_HOUSEHOLDS:
        raise Refused(f"“{name}”的户数“{count}”不对", do=f"请填 0 到 {MAX_HOUSEHOLDS} 的整数")
    known = tree.by_code(code)
    short = plain(str(data.get("short") or (known.short if known else "")))
    taken = {each.short: each for each in home if each.code != code}
    if short in taken:
        raise Refused(f"简称“{short}”已由{taken[short].name}使用", do="请另选一个字")
    if short and not (short.isalpha() and len(short) <= 4):
        raise Refused(f"简称“{short}”不合适", do="请用一到四个汉字")
    return {
        **data,
        "name": name,
        "level": level,
        "kind": kind,
        "short": short or choose_short(name, taken),
        "households": count,
    }


def check_household(village: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of one household ready to be written.

    Raises:
        Refused: the code is not one of the village's, or the kind is unknown.
    """
    code = normalise_code(str(data.get("code", "")))
    if len(code) != 18 or not code.startswith(village):
        raise Refused(
            f"户编码 {code} 不在本村（{village}）",
            do="户编码为 18 位：村 12 位 + 组 2 位 + 户 4 位",
        )
    kind = data.get("kind") or RESIDENT
    words = {word: key for key, word in HOUSEHOLD_KINDS.items()}
    kind = words.get(kind, kind)
    if kind not in HOUSEHOLD_KINDS:
        raise Refused(f"户的类型“{kind}”不认识", do="可填：" + "、".join(words))
    return {**data, "code": code, "kind": kind}


def _day(value: Any) -> date | None:
    """A date of event data; one that cannot be read counts as none, so that folding never fails."""
    try:
        return date.fromisoformat(str(value)) if value else None
    except ValueError:
        return None


def _place(known: Place | None, code: str, data: Mapping[str, Any]) -> Place:
    base = known or Place(code, data.get("name", code), level_of(code), kind="")
    level = data.get("level", base.level)
    name = data.get("name", base.name)
    return base._replace(
        name=name,
        level=level,
        short=data.get("short", base.short),
        kind=data.get("kind") or base.kind or (kind_of(name) if level == VILLAGE else level),
        valid_from=_day(data.get("valid_from")) or base.valid_from,
        households_declared=data.get("households", base.households_declared),
        # Set again after its end: it stands again.
        valid_to=_day(data.get("valid_to")),
        successors=tuple(data.get("successors", ())),
    )


def _ended(place: Place, data: Mapping[str, Any], on: date) -> Place:
    successors = tuple(each for each in data.get("successors", ()) if each != place.code)
    return place._replace(valid_to=_day(data.get("valid_to")) or on, successors=successors)


def _put_all(
    known: dict[str, list[Household]], village: str, data: Mapping[str, Any], on: date
) -> None:
    listed = [each for each in data.get("households", ()) if each.get("code")]
    for position, each in enumerate(listed, start=1):
        _put(known, village, {"walk_order": position, **each}, on)
    if data.get("replace"):
        codes = {each["code"] for each in listed}
        for code, entries in known.items():
            if code not in codes and entries[-1].valid_to is None:
                entries[-1] = entries[-1]._replace(valid_to=on - _DAY)


def _put(
    known: dict[str, list[Household]], village: str, data: Mapping[str, Any], on: date
) -> None:
    """One household: a new kind begins a new entry, other fields mend the last one."""
    code = str(data.get("code", ""))
    if not code:
        return
    entries = known.setdefault(code, [])
    last = entries[-1] if entries else Household(code, village)
    begins = _day(data.get("valid_from"))
    new = last._replace(
        group=data.get("group", last.group),
        door=data.get("door", last.door),
        head=data.get("head", last.head),
        kind=data.get("kind", last.kind),
        walk_order=data.get("walk_order", last.walk_order),
        valid_from=begins or last.valid_from,
        valid_to=_day(data.get("valid_to")),
    )
    changed = bool(entries) and (new.kind != last.kind or last.valid_to is not None)
    first = begins or on
    if changed and (last.valid_from is None or last.valid_from < first):
        entries[-1] = last._replace(valid_to=min(last.valid_to or first - _DAY, first - _DAY))
        entries.append(new._replace(valid_from=first))
    elif entries:
        entries[-1] = new
    else:
        entries.append(new)


def _with_shorts(places: Iterable[Place]) -> list[Place]:
    """The places, each with a short name of its own in its township."""
    ordered = sorted(places, key=lambda each: (not each.short, each.code))
    taken: dict[str, set[str]] = defaultdict(set)
    found = []
    for each in ordered:
        used = taken[township_of(each.code)]
        short = each.short if each.short and each.short not in used else ""
        short = short or choose_short(each.name, used)
        used.add(short)
        found.append(each._replace(short=short))
    return found
