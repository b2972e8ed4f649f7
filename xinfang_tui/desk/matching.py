"""Which matter a ledger's row repeats (DESIGN §10, ``repeated``)."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.index import fingerprint
from xinfang_tui.desk.journal import Journal
from xinfang_tui.disputes.event import Event, canonical
from xinfang_tui.disputes.order import causal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from xinfang_tui.documents.reading.values import LedgerRow


def row_hash(row: LedgerRow) -> str:
    """What names a row's content, to know it again."""
    return hashlib.blake2b(canonical(row.cells), digest_size=8).hexdigest()


def _print(row: LedgerRow) -> str:
    values = row.values
    names = [party.name for party in values.parties]
    return fingerprint(values.village, values.occurred_on, values.title, names)


class Matching:
    """What stands already of a file's rows; each standing matter is found once.

    Args:
        rows: all rows of the file, so that rows alike each find their own.
    """

    def __init__(self, journal: Journal, rows: Sequence[LedgerRow]) -> None:
        self._journal = journal
        self._rows = rows
        self._prints = {id(row): _print(row) for row in rows}
        self._alike = Counter(self._prints.values())
        self._marks: dict[str, set[str]] = {}
        self._sources: dict[str, str] = {}
        numbers = [row.values.number for row in rows if row.values.number]
        self._by_number = self._standing("number", numbers)
        self._by_print = self._standing("fingerprint", list(self._alike))
        self._recall()

    def find(self, row: LedgerRow) -> str | None:
        """The id of the matter that a row repeats; None when the row is new.

        By a number of our own, else by village, day, title and parties: the matter that came from
        this very row, else the n-th that came from no row of the file.
        """
        if row.values.number:
            return next(iter(self._by_number.get(row.values.number, ())), None)
        key = self._prints[id(row)]
        left = self._by_print.get(key, [])
        if not left:
            return None
        if len(left) == 1 and self._alike[key] == 1:
            return left.pop()
        if key not in self._marks:
            alike = (each for each in self._rows if self._prints[id(each)] == key)
            self._marks[key] = {row_hash(each) for each in alike}
            self._sources |= {id: self._source(id) for id in left}
        came_from = [self._sources[id] for id in left]
        mark = row_hash(row)
        free = (at for at, source in enumerate(came_from) if source not in self._marks[key])
        at = came_from.index(mark) if mark in came_from else next(free, None)
        return None if at is None else left.pop(at)

    def took(self, number: str, id: str) -> None:
        """A row with a number of our own was registered."""
        self._by_number[number] = [id]

    def _standing(self, column: str, values: list[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for at in range(0, len(values), 1000):
            where = [Where(column, "in", values[at : at + 1000])]
            for key, value in self._journal.disputes.select(where, columns=[column]):
                found.setdefault(str(value), []).append(str(key))
        return found

    def _recall(self) -> None:
        """Know a matter also by what it was when a row was taken, whatever was corrected since."""
        if self._alike.keys() <= self._by_print.keys():
            return
        where = [Where("kind", "=", "correct")]
        corrected = {str(s) for _, s in self._journal.events.select(where, columns=["subject"])}
        for subject in sorted(each for each in corrected if each.startswith("dispute:")):
            for key in _taken_as(self._journal.of(subject)):
                known = self._by_print.setdefault(key, [])
                if (id := subject.removeprefix("dispute:")) not in known:
                    known.append(id)

    def _source(self, id: str) -> str:
        dispute = self._journal.dispute(id)
        return dispute.source if dispute is not None else ""


_PRINTED = ("village", "occurred_on", "title", "parties")


def _taken_as(events: Iterable[Event]) -> Iterator[str]:
    """The fingerprint of a matter at each entry that a ledger's row brought."""
    stood: dict[str, Any] = {}
    for node in causal(events):
        kind, data = node.event.kind, node.event.payload
        if kind == "register" and data.get("title"):
            stood = {name: data.get(name) for name in _PRINTED}
        elif kind == "correct" and stood and data.get("field") in _PRINTED and data.get("value"):
            stood[data["field"]] = data["value"]
        if stood and (data.get("source") or (kind == "register" and data.get("imported"))):
            names = [str(party.get("name")) for party in stood["parties"] or ()]
            day = date.fromisoformat(str(stood["occurred_on"]))
            yield fingerprint(str(stood["village"]), day, str(stood["title"]), names)
