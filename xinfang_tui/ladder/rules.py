"""The ladder as data (层级与期限): rungs, limits, triggers and entries, read from TOML."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from xinfang_tui.disputes.dispute import RUNGS
from xinfang_tui.tuples import NamedTuple

VILLAGE, TOWNSHIP, JOINT_MEETING, LEADER_CASE = RUNGS
TIERS = {"township": "镇", "county": "区县"}


class Rung(NamedTuple):
    """A step of the ladder.

    Attributes:
        name: as shown; days: limit in calendar days.
        failures: failed mediations after which a matter climbs; 0: never by that.
        extension: the longest extension in days.
    """

    name: str
    days: int
    failures: int
    extension: int


class Petition(NamedTuple):
    """Statutory limits of a petition in days (信访工作条例 22、23、34–36)."""

    accept: int
    conclude: int
    extension: int
    ask: int
    review: int


class Entry(NamedTuple):
    """Matters of these categories (by their beginning) or scales enter at a higher rung."""

    rung: str
    categories: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()

    def fits(self, category: str, scale: str) -> bool:
        """Whether it speaks of such a matter; both lists given must both fit."""
        return _fits(self.categories, self.scales, category, scale)


class Limit(NamedTuple):
    """Another limit for some matters on one rung."""

    rung: str
    days: int
    categories: tuple[str, ...] = ()
    scales: tuple[str, ...] = ()

    def fits(self, rung: str, category: str, scale: str) -> bool:
        """Whether it speaks of such a matter on that rung."""
        return self.rung == rung and _fits(self.categories, self.scales, category, scale)


def _fits(categories: tuple[str, ...], scales: tuple[str, ...], category: str, scale: str) -> bool:
    if not categories and not scales:
        return False
    return (not categories or category.startswith(categories)) and (not scales or scale in scales)


class Ladder(NamedTuple):
    """The whole ladder. A running clock keeps the version it started under (DESIGN §5).

    Attributes:
        called: scales for which a joint meeting is called instead of awaiting the scheduled one.
        elsewhere: categories that never enter village data; consent: categories that climb beyond
            the township only with consent; special: scales with special reports.
        version: names this very content.
    """

    rungs: Mapping[str, Rung]
    petition: Petition
    entries: tuple[Entry, ...]
    limits: tuple[Limit, ...]
    called: tuple[str, ...]
    elsewhere: tuple[str, ...]
    consent: tuple[str, ...]
    special: tuple[str, ...]
    version: str

    def days(self, rung: str, category: str, scale: str) -> int:
        """The limit of a rung for a matter: the last fitting special one, else the rung's own."""
        found = self.rungs[rung].days
        for limit in self.limits:
            if limit.fits(rung, category, scale):
                found = limit.days
        return found

    def longest_extension(self, rung: str, category: str = "", scale: str = "") -> int:
        """The longest extension on a rung in days: the matter's limit unless the ladder says other.

        As long as the rung's own limit is what a ladder without a word on extensions says too.
        """
        own = self.rungs[rung]
        says = own.extension != own.days
        return own.extension if says else self.days(rung, category, scale)

    def granted_extension(self, rung: str, category: str, scale: str) -> int:
        """How much of an extension that was written counts: what earlier programs took stays."""
        return max(self.rungs[rung].extension, self.longest_extension(rung, category, scale))


def assembled(
    rungs: Mapping[str, Rung],
    petition: Petition,
    entries: tuple[Entry, ...],
    limits: tuple[Limit, ...],
    lists: Mapping[str, tuple[str, ...]],
) -> Ladder:
    """A ladder from its parts, with the version that its content gives."""
    content = {
        "rungs": {name: rung._asdict() for name, rung in rungs.items()},
        "petition": petition._asdict(),
        "entries": [entry._asdict() for entry in entries],
        "limits": [limit._asdict() for limit in limits],
        "lists": {name: list(values) for name, values in lists.items()},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return Ladder(
        MappingProxyType(dict(rungs)),
        petition,
        entries,
        limits,
        **lists,
        version=hashlib.blake2b(text.encode(), digest_size=5).hexdigest(),
    )


@cache
def built_in() -> Ladder:
    """The ladder that comes with the program."""
    from xinfang_tui.ladder.parse import ladder_of

    return ladder_of("")


def ladder_for(version: str, ladders: Mapping[str, Ladder]) -> Ladder:
    """The ladder of a version; the built-in one when the version is not known here."""
    return ladders.get(version) or built_in()
