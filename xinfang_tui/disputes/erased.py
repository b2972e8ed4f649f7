"""What lawful erasures leave of a dispute's entries, in any order of arrival (DESIGN §4).

An ``erase`` holds nothing of a person: for each entry that it erases the codes, dates and counts
(``targets``), and what it covers. A narrow one is followed by a ``retain``, which keeps the rest of
those entries (``kept``). Entries made beside an erasure, neither knowing the other, lose what it
covers too: nobody else can tell any more whether they say what was erased.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from xinfang_tui.disputes.digits import without_numbers
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.kinds import RETAIN
from xinfang_tui.disputes.names import plain
from xinfang_tui.disputes.order import Node
from xinfang_tui.disputes.residue import AS_THEY_ARE, common, residue, with_codes
from xinfang_tui.tuples import NamedTuple

Data = Mapping[str, Any]
ERASE = "erase"
MATTER, PARTY, FIELD, ENTRY = "matter", "party", "field", "entry"
"""What an erasure covers: all of a person in the matter; one party; fields of parties; an entry."""
GONE = "（已删除）"


class Left(NamedTuple):
    """What is left of an entry; ``whole``: nothing but codes, dates and counts."""

    data: Data
    whole: bool


def what_is_left(nodes: Sequence[Node]) -> dict[str, Left]:
    """Event id → what the erasures among these entries leave of it; of the untouched ones nothing.

    Args:
        nodes: the entries in causal order.
    """
    erasures = [node for node in nodes if node.event.kind == ERASE]
    if not erasures:
        return {}
    found: dict[str, Left] = {}
    rests = _Rests(erasures)
    # What a later erasure took out of what an earlier one had kept is known before that is used.
    for node in reversed(nodes):
        if node.event.kind == RETAIN:
            left = rests.left(node)
            if left is not None:
                found[node.event.id] = left
            rests.add(left.data if left is not None else node.event.payload)
    for node in nodes:
        if node.event.kind not in (ERASE, RETAIN):
            left = rests.left(node)
            if left is not None:
                found[node.event.id] = left
    return found


def as_left(nodes: Sequence[Node], left: Mapping[str, Left]) -> list[Node]:
    """The entries with what is left of each."""
    return [
        node._replace(event=node.event._replace(data=left[node.event.id].data))
        if node.event.id in left
        else node
        for node in nodes
    ]


def beside(erasure: Data, kind: str, data: Data, party: Collection[str] = ()) -> dict[str, Any]:
    """What stays of the data of an entry that was made beside an erasure.

    Args:
        erasure: the data of the ``erase``; party: all names of whom it covers fields of, plain;
            empty: everybody's.
    """
    covers = erasure.get("covers") or MATTER
    if covers in (MATTER, PARTY):
        return residue(kind, data)
    if covers == FIELD:
        fields = tuple(str(name) for name in erasure.get("fields") or ())
        return _without(kind, data, fields, party)
    return dict(data)


def whose(retain: Data) -> frozenset[str]:
    """Of whom the erasure that a ``retain`` follows covers fields: all names, plain."""
    said = retain.get("party") or ()
    return frozenset(plain(str(name)) for name in ((said,) if isinstance(said, str) else said))


def is_beside(erasure: Node, node: Node) -> bool:
    """Whether neither knew the other."""
    return not erasure.knows(node) and not node.knows(erasure)


class _Rests:
    """The erasures of a dispute, with what narrow ones keep as far as it is known."""

    def __init__(self, erasures: Sequence[Node]) -> None:
        self._erasures = erasures
        self._kept: dict[tuple[str, str], Data] = {}
        self._whose: dict[str, frozenset[str]] = {}

    def add(self, retained: Data) -> None:
        erasure = str(retained.get("of", ""))
        self._whose[erasure] = whose(retained)
        kept = retained.get("kept")
        for id, data in kept.items() if isinstance(kept, Mapping) else ():
            self._kept[erasure, id] = data

    def left(self, node: Node) -> Left | None:
        event = node.event
        stays, whole = self._of_those_meant(event)
        data = event.data if stays is None else stays
        if data is None:
            return None
        for erasure in self._erasures:
            asked = erasure.event.payload
            if event.id not in (asked.get("targets") or {}) and is_beside(erasure, node):
                less = beside(asked, event.kind, data, self._whose.get(erasure.event.id, ()))
                whole = whole or (less != data and asked.get("covers") != FIELD)
                data = less
        return Left(data, whole) if stays is not None or data != event.data else None

    def _of_those_meant(self, event: Event) -> tuple[Data | None, bool]:
        """What the erasures that knew the entry keep of it; whether one keeps but its codes."""
        found, whole = [], False
        for erasure in self._erasures:
            targets = erasure.event.payload.get("targets") or {}
            if event.id in targets:
                kept = self._kept.get((erasure.event.id, event.id))
                found.append(targets[event.id] if kept is None else kept)
                whole = whole or kept is None
        return (common(found) if found else None), whole


def _without(
    kind: str, data: Data, fields: Sequence[str], party: Collection[str]
) -> dict[str, Any]:
    """Data without these fields of parties, and in its texts without numbers like them."""
    from xinfang_tui.disputes.whose import is_of  # only where something was erased

    if kind == RETAIN:
        return retained(data, lambda _, each: _without("", each, fields, party))
    numbers = {"phone", "id_number"} & set(fields)
    meant = _with_new_names(data, party)

    def text(value: str) -> str:
        return without_numbers(value, GONE) if numbers else value

    def person(record: Data) -> Data | None:
        if meant and not is_of(record, meant):
            return None
        return {name: value for name, value in record.items() if name not in fields}

    return without_fields(kind, data, rewritten(data, text, person), fields)


def _with_new_names(data: Data, party: Collection[str]) -> set[str]:
    """The names of somebody, with the one that a correction of the parties gives him."""
    if not party or data.get("field") != "parties":
        return set(party)
    from xinfang_tui.disputes.whose import records_of, renamed

    before, after = records_of(data.get("old")), records_of(data.get("value"))
    new = {plain(to) for one, to in renamed(before, after) if plain(one) in party}
    return {*party} | new


def without_fields(
    kind: str, data: Data, left: Data, fields: Collection[str], known: Collection[str] = ()
) -> dict[str, Any]:
    """What is left of data, its codes as they were, without fields and corrections of them."""
    gone = {*fields}
    if {str(data.get("field") or ""), str(data.get("conflict") or "")} & gone:
        gone |= {"value", "old"}
    found = with_codes(kind, data, left, gone, known)
    return {name: value for name, value in found.items() if name not in gone}


def retained(data: Data, less: Callable[[str, Data], Data]) -> dict[str, Any]:
    """A ``retain`` that keeps less of each entry: ``less`` is given its id and what was kept.

    What it keeps of another one is made less of in the same way.
    """

    def each(id: str, kept: Data) -> Data:
        return retained(kept, less) if "kept" in kept else less(id, kept)

    kept = data.get("kept") or {}
    return {**data, "kept": {id: each(id, inner) for id, inner in kept.items()}}


def rewritten(
    data: Data, text: Callable[[str], str], person: Callable[[Data], Data | None]
) -> dict[str, Any]:
    """Data with every text and every record of a party in it passed through these.

    A record of which ``person`` makes None stays as it is.
    """

    def each(value: Any) -> Any:
        if isinstance(value, str):
            return text(value)
        if isinstance(value, Mapping):
            record = person(value) if "name" in value else value
            if record is None:
                return value
            return {
                name: inner if name in AS_THEY_ARE else each(inner)
                for name, inner in record.items()
            }
        if isinstance(value, list | tuple):
            return [each(inner) for inner in value]
        return value

    return {name: each(value) for name, value in data.items()}
