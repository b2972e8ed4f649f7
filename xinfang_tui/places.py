"""Places and households (地点、户): the township's villages, and who is walked to, then and now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from xinfang_tui.areacode import COUNTY, TOWNSHIP, VILLAGE, level_of, normalise_code, township_of
from xinfang_tui.placenames import bare, choose_short, plain
from xinfang_tui.refusal import Refused
from xinfang_tui.tuples import NamedTuple

RESIDENT, TENANT, EMPTY = "resident", "tenant", "empty"
HOUSEHOLD_KINDS = {RESIDENT: "常住", TENANT: "租户", EMPTY: "空户"}
_NO_GROUP = "00"
PLACE_KINDS = {
    "county": "区县",
    "township": "乡镇",
    "village": "村",
    "community": "社区",
    "enterprise": "企业",
    "school": "学校",
}


def _within(first: date | None, last: date | None, on: date | None) -> bool:
    if on is None:
        return last is None
    return (first is None or first <= on) and (last is None or on <= last)


class Place(NamedTuple):
    """A county, township or screened unit (村、社区、企业、学校).

    Attributes:
        code: 12 digits; level: county, township or village; kind: a key of PLACE_KINDS.
        short: the character or two that begin its dispute numbers.
        valid_from, valid_to: first and last day; None without bound.
        successors: codes it was merged into (合村并居), the main one first.
        households_declared: number of households where they are not known one by one.
    """

    code: str
    name: str
    level: str
    short: str = ""
    kind: str = "village"
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    households_declared: int = 0

    def valid(self, on: date | None) -> bool:
        """Whether it stood on that day; None asks whether it still stands."""
        return _within(self.valid_from, self.valid_to, on)


class Household(NamedTuple):
    """A household (户): a door to knock at, not a list of who lives behind it.

    Attributes:
        code: 18 digits; village: 12; group, door, head: as written, may be empty.
        kind: resident 常住, tenant 租户, empty 空户; walk_order: its place in the walk.
        valid_from, valid_to: first and last day of this entry; None without bound.
        made_up: whether only the village's number of households is known.
    """

    code: str
    village: str
    group: str = ""
    door: str = ""
    head: str = ""
    kind: str = RESIDENT
    valid_from: date | None = None
    valid_to: date | None = None
    walk_order: int = 0
    made_up: bool = False

    @property
    def inhabited(self) -> bool:
        """Whether somebody is expected there: 空户 are passed over."""
        return self.kind != EMPTY

    def valid(self, on: date | None) -> bool:
        """Whether this entry held on that day; None asks whether it still holds."""
        return _within(self.valid_from, self.valid_to, on)


class PlaceTree:
    """All places and households as they stand; a value, made by ``place_facts.fold_places``.

    Args:
        households: gives those of the villages of which they are listed. Called when somebody first
            asks for a household: most work asks for none, and there are thousands.
    """

    def __init__(
        self,
        places: Iterable[Place] = (),
        households: Callable[[], Mapping[str, Iterable[Household]]] = dict,
    ) -> None:
        self._places = {each.code: each for each in sorted(places, key=lambda one: one.code)}
        self._listed = households
        self._made_up: dict[str, tuple[Household, ...]] = {}

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places.values())

    def __len__(self) -> int:
        return len(self._places)

    def by_code(self, code: str) -> Place | None:
        """The place of a code in any spelling, or nothing."""
        if code in self._places:
            return self._places[code]
        try:
            return self._places.get(normalise_code(code))
        except Refused:
            return None

    def by_name(self, name: str) -> Place | None:
        """The one standing place so called: 石桥村, 石桥, 双桥镇石桥村委会; nothing when unsure."""
        wanted = plain(name)
        for word in (wanted, *self._without_township(wanted)):
            for index, key in ((self._names, word), (self._bare_names, bare(word))):
                found = index.get(key, ())
                if len(found) == 1:
                    return found[0]
        return None

    def by_short(self, short: str) -> Place | None:
        """The one standing village of a short name, as its numbers begin; nothing when unsure."""
        found = [each for each in self.villages_of() if each.short == plain(short)]
        return found[0] if len(found) == 1 else None

    def find(self, text: str) -> Place | None:
        """The place of a code, a name or a short name."""
        return self.by_code(text) or self.by_name(text) or self.by_short(text)

    def name(self, code: str) -> str:
        """The name of a code, or the code itself when it is unknown."""
        place = self.by_code(code)
        return place.name if place else code

    def villages_of(self, area: str = "", on: date | None = None) -> tuple[Place, ...]:
        """The screened units of a township or county (all without one) on a day or now."""
        prefix = (area[:6] if level_of(area) == COUNTY else area[:9]) if area else ""
        return tuple(
            each
            for each in self
            if each.level == VILLAGE and each.code.startswith(prefix) and each.valid(on)
        )

    def townships(self) -> tuple[Place, ...]:
        """All townships that stand."""
        return tuple(each for each in self if each.level == TOWNSHIP and each.valid(None))

    def township(self, code: str = "") -> Place | None:
        """The township that a code lies in; without a code the only one there is."""
        if code:
            return self._places.get(township_of(code))
        found = self.townships()
        return found[0] if len(found) == 1 else None

    def has_households(self, village: str) -> bool:
        """Whether the village's households are known one by one."""
        return any(not each.made_up for each in self._households.get(village, ()))

    def households(self, village: str, on: date | None = None) -> tuple[Household, ...]:
        """The households of a village on a day (None: those that still hold), in walking order.

        A village of which only the number is known gives made-up ones (DESIGN §10).
        """
        known = self._households.get(village)
        if known is None:
            return self._invented(village)
        return tuple(each for each in known if each.valid(on))

    def inhabited(self, village: str, on: date | None = None) -> tuple[Household, ...]:
        """The households that a sweep of that day counts: 常住 and 租户 (DESIGN §6)."""
        return tuple(each for each in self.households(village, on) if each.inhabited)

    def household(self, code: str, on: date | None = None) -> Household | None:
        """The household of an 18-digit code, or nothing."""
        return next((each for each in self.households(code[:12], on) if each.code == code), None)

    def may_be_household(self, code: str) -> bool:
        """Whether a code may be a household's: 18 digits, listed now or formerly.

        Where only their number is known, so many are made up; one with a group is its own. Of a
        village where not even that is known any may be.
        """
        village = code[:12]
        if village not in self._places or len(code) != 18:
            return False
        known = self._households.get(village) or self._invented(village)
        if not known or any(each.code == code for each in known):
            return True
        return not self.has_households(village) and code[12:14] != _NO_GROUP

    def now(self, code: str) -> str:
        """The code that stands today for one of then, following successors (合村并居)."""
        passed = {code}
        while (place := self._places.get(code)) and place.successors:
            code = place.successors[0]
            if code in passed:
                break
            passed.add(code)
        return code

    def merged_into(self, code: str) -> tuple[str, ...]:
        """All codes of then that this one stands for now, itself first."""
        return (code, *(one for one in self._places if one != code and self.now(one) == code))

    def shorts(self, area: str) -> frozenset[str]:
        """The short names taken in the township of a code."""
        home = township_of(area)
        return frozenset(each.short for each in self if township_of(each.code) == home)

    def choose_short(self, name: str, area: str) -> str:
        """A short name for a new place, not yet used in the township of ``area``."""
        return choose_short(name, self.shorts(area))

    @cached_property
    def _households(self) -> Mapping[str, tuple[Household, ...]]:
        return {
            village: tuple(sorted(each, key=lambda one: (one.walk_order, one.code)))
            for village, each in self._listed().items()
        }

    @cached_property
    def _names(self) -> Mapping[str, Sequence[Place]]:
        return self._index(plain)

    @cached_property
    def _bare_names(self) -> Mapping[str, Sequence[Place]]:
        return self._index(lambda name: bare(plain(name)))

    def _index(self, key: Callable[[str], str]) -> Mapping[str, Sequence[Place]]:
        index: dict[str, list[Place]] = defaultdict(list)
        for each in self:
            if each.valid(None):
                index[key(each.name)].append(each)
        return index

    def _without_township(self, name: str) -> Iterator[str]:
        for township in self.townships():
            for prefix in (plain(township.name), bare(plain(township.name))):
                if name.startswith(prefix) and name != prefix:
                    yield name[len(prefix) :]

    def _invented(self, village: str) -> tuple[Household, ...]:
        if village not in self._made_up:
            place = self._places.get(village)
            self._made_up[village] = made_up(place) if place is not None else ()
        return self._made_up[village]


def made_up(place: Place) -> tuple[Household, ...]:
    """Stand-ins for households of which only the number is known: codes 00 + 0001 upward."""
    return tuple(
        Household(f"{place.code}{_NO_GROUP}{n:04d}", place.code, walk_order=n, made_up=True)
        for n in range(1, place.households_declared + 1)
    )
