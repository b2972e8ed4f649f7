"""People in the entries of a matter, and which names are one person's (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from xinfang_tui.disputes.digits import numbers_in
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.names import plain
from xinfang_tui.disputes.residue import ERASED
from xinfang_tui.disputes.sought import bare_names

Record = Mapping[str, Any]


def people(events: Iterable[Event]) -> Iterator[Record]:
    """The records of parties that entries hold."""
    for event in events:
        yield from _records(event.payload)


def _records(value: Any) -> Iterator[Record]:
    if isinstance(value, Mapping):
        if value.get("name") and value["name"] != ERASED:
            yield value
        for inner in value.values():
            yield from _records(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _records(inner)


class Persons:
    """Who the parties are and were; a corrected name is the same person's as the one before.

    Args:
        events: a matter's entries in causal order, as earlier erasures left them.

    Attributes:
        names: as they are recorded, in order.
    """

    def __init__(self, events: Sequence[Event]) -> None:
        self.names = list(dict.fromkeys(str(record["name"]) for record in people(events)))
        self._same: dict[str, set[str]] = {}
        for name in self.names:
            self._same.setdefault(plain(name), set()).add(name)
        for before, after in _changes(events):
            for one, other in renamed(before, after):
                self._join(one, other)

    def _join(self, one: str, other: str) -> None:
        found = {one, other}
        for name in (one, other):
            found |= self._same.get(plain(name), set())
        for name in found:
            self._same[plain(name)] = found

    def called(self, words: str) -> list[tuple[str, ...]]:
        """All names of each person that is called so: by a name as recorded, else by a bare one."""
        meant = plain(words)
        if meant in self._same:
            return [tuple(sorted(self._same[meant]))]
        bare = (name for name in self.names if bare_names(name) == [meant])
        return list(dict.fromkeys(tuple(sorted(self._same[plain(name)])) for name in bare))


def _changes(events: Iterable[Event]) -> Iterator[tuple[list[Record], list[Record]]]:
    """The parties before and after each correction, with all that was recorded of each by then."""
    known: dict[str, dict[str, Any]] = {}
    standing: list[Record] = []
    for event in events:
        data = event.payload
        after = data.get("parties") if event.kind == "register" else None
        if "parties" in (data.get("field"), data.get("conflict")) and event.kind != RETAIN:
            after = data.get("value")
            if old := records_of(data.get("old")):
                standing = [known.get(plain(str(each["name"])), each) for each in old]
            yield standing, records_of(after)
        if after is not None:
            standing = records_of(after)
            for record in standing:
                known.setdefault(plain(str(record["name"])), {}).update(record)


def records_of(value: Any) -> list[Record]:
    """The records in a list of parties, some of which may be names alone."""
    listed = value if isinstance(value, list | tuple) else ()
    records = ({"name": each} if isinstance(each, str) else each for each in listed)
    return [each for each in records if isinstance(each, Mapping) and each.get("name")]


def renamed(before: Sequence[Record], after: Sequence[Record]) -> Iterator[tuple[str, str]]:
    """Which names a correction replaces by which: of one number or household, or the only one."""
    gone, came = _without(before, after), _without(after, before)
    for key in _KEYS:
        for record in list(gone):
            sign = key(record)
            here = [each for each in gone if key(each) == sign]
            there = [each for each in came if key(each) == sign]
            if sign and len(here) == len(there) == 1:
                yield str(record["name"]), str(there[0]["name"])
                gone.remove(record)
                came.remove(there[0])
    if len(gone) == len(came) == 1 and len(before) == len(after):
        yield str(gone[0]["name"]), str(came[0]["name"])


def _without(records: Sequence[Record], others: Sequence[Record]) -> list[Record]:
    named = {plain(str(other["name"])) for other in others}
    return [record for record in records if plain(str(record["name"])) not in named]


def _figures(field: str) -> Callable[[Record], Hashable]:
    return lambda record: frozenset(numbers_in(str(record.get(field) or "")))


_KEYS: tuple[Callable[[Record], Hashable], ...] = (
    _figures("id_number"),
    _figures("phone"),
    lambda record: str(record.get("household") or ""),
    lambda record: tuple(bare_names(str(record["name"]))),
)


def is_of(record: Record, names: Collection[str]) -> bool:
    """Whether a party's record is of somebody of these plain names."""
    return plain(str(record.get("name") or "")) in names
