"""Who a row is about, how many they are, and how much money."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from xinfang_tui.documents.reading.cells import RowCells
from xinfang_tui.documents.reading.layout import Column
from xinfang_tui.documents.reading.numbers import PeopleReading, read_number, read_people
from xinfang_tui.documents.reading.parties import PartiesReading, as_exported, read_parties
from xinfang_tui.documents.reading.phones import in_order, read_phones
from xinfang_tui.documents.reading.row_dates import Fault
from xinfang_tui.documents.reading.text import one_line, says_nothing
from xinfang_tui.documents.reading.units import is_money, yuan_in_one

_OF_A_PARTY = ("phone", "id_number", "address")


def row_parties(cells: RowCells, own: bool) -> PartiesReading:
    """The parties of a row, each with what its columns tell; ``own``: of our own export."""
    columns = cells.columns_of("parties")
    if not columns:
        loose = [(c.header, cells.at(c)) for f in _OF_A_PARTY for c in cells.columns_of(f)]
        notes = tuple(f"{header}：{text}" for header, text in loose if not says_nothing(text))
        return PartiesReading(notes=notes)
    if len(columns) == 1:
        read_all = as_exported if own else read_parties
        return read_all(cells.at(columns[0]), *[cells.together(field) for field in _OF_A_PARTY])
    # A telephone beside 甲方 is 甲方's: each of its columns belongs to the names before it.
    held: dict[int, dict[str, list[str]]] = {column.index: {} for column in columns}
    shared = {field: _one_each(cells, columns, field) for field in ("phone", "id_number")}
    for field in _OF_A_PARTY:
        if values := shared.get(field):
            for column, told in zip(columns, values, strict=True):
                held[column.index][field] = told
            continue
        for column in cells.columns_of(field):
            same = [c for c in columns if c.side == column.side] or list(columns)
            before = [c for c in same if c.index < column.index]
            owner = (before or same)[-1 if before else 0]
            if column.side == 0 and len(columns) > 1 and len(cells.columns_of(field)) == 1:
                owner = columns[0]
            if text := cells.at(column):
                held[owner.index].setdefault(field, []).append(text)
    read = [
        read_parties(
            cells.at(column),
            *("、".join(held[column.index].get(field, ())) for field in _OF_A_PARTY),
        )
        for column in columns
    ]
    counted = [each.people for each in read if each.people is not None]
    return PartiesReading(
        tuple(party for each in read for party in each.parties),
        counted[0] if len(counted) == 1 else None,
        tuple(dict.fromkeys(note for each in read for note in each.notes)),
    )


def _one_each(cells: RowCells, columns: Sequence[Column], field: str) -> list[list[str]]:
    """The values of the one column that all sides share, by side, when each party has its own."""
    found = cells.columns_of(field)
    if len(found) != 1 or found[0].side:
        return []
    values = (read_phones if field == "phone" else in_order)(cells.at(found[0]))
    counts = [len(read_parties(cells.at(column)).parties) for column in columns]
    if len(values) < 2 or len(values) != sum(counts):
        return []
    ends = list(accumulate(counts))
    return [values[end - count : end] for count, end in zip(counts, ends, strict=True)]


def row_people(
    cells: RowCells, parties: PartiesReading, notes: list[str], faults: list[Fault]
) -> PeopleReading:
    """How many people a row speaks of: its column's, else those that 张某等3人 counts."""
    mixed = not cells.columns_of("people")
    field = "people_amount" if mixed else "people"
    words = cells.said[field]
    if not words:
        return PeopleReading(parties.people)
    raw = cells.raw_of(field)
    value = raw if isinstance(raw, int | float) else words
    reading = read_people(value, mixed)
    if reading.reason:
        faults.append(Fault("people", words, reading.reason))
    notes += [reading.note] if reading.note else []
    if mixed and reading.amount is not None and (times := _yuan(cells, field, words)) > 1:
        return replace(reading, amount=round(reading.amount * times, 2))
    return reading


def _yuan(cells: RowCells, field: str, words: str) -> int:
    return yuan_in_one(cells.header(field), words, cells.in_ten_thousands)


def row_amount(cells: RowCells, notes: list[str]) -> float | None:
    """The money of a row in yuan, also where header or sheet say 万元; None when it tells none.

    Words that only come near a sum (约3万) go to the notes.
    """
    words = cells.said["amount"]
    if not words:
        return None
    reading = read_number(words)
    if reading.value is None or reading.value < 0 or not is_money(words, reading.unit):
        return None
    if reading.approximate:
        notes.append(f"金额原写“{one_line(words)}”")
    return round(float(reading.value) * _yuan(cells, "amount", words), 2)
