"""A matter that one sheet carries over from another (上月结转, 汇总): it is registered once.

A book with a sheet a month lists what is still open again on the next sheet, a gathered one all
that the others tell. As in a file that comes again (DESIGN §10) the same village, day, title and
parties are the same matter; rows alike on one sheet are as many matters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xinfang_tui.disputes.codes import UNSURE
from xinfang_tui.disputes.dispute import OPEN, STATUS_NAMES
from xinfang_tui.disputes.money import yuan
from xinfang_tui.documents.reading.copies import matter_of
from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.reading.parties import PartyRead
from xinfang_tui.documents.reading.phones import PHONE, spelt
from xinfang_tui.documents.reading.remarks import said
from xinfang_tui.documents.reading.row_status import BY_HEADING, BY_NOTE
from xinfang_tui.documents.reading.text import one_line
from xinfang_tui.documents.reading.values import (
    LedgerReading,
    LedgerRow,
    LedgerValues,
    SheetReading,
)
from xinfang_tui.documents.reading.when import ledger_month

_SHORTEST_TITLE = 8
"""Without parties a shorter title (邻里纠纷) may be anybody's."""
_STANDING = ("status", "status_words", "resolved_on", "resolved_by_month")
_KIND = ("category", "category_words", "category_by_title")
_WORDS = ("brief", "reporter", "handler", "leader", "unit", "agent")
_SERIAL = "原编号："
_SOME_YEAR = 2000


def carried_over(reading: LedgerReading, hidden: Collection[str] = ()) -> LedgerReading:
    """The reading with each matter once: as its latest sheet tells it, completed by the others.

    The latest is that of the latest month, where all of its sheets name theirs, else the last one;
    a ``hidden`` sheet comes before the others.
    """
    months = _months(reading.sheets)
    seen: Counter[tuple[object, ...]] = Counter()
    found: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, row in enumerate(reading.rows):
        if row.values.number or not _told(row.values):
            continue
        key = matter_of(row.values)
        seen[row.sheet, key] += 1
        found[key, seen[row.sheet, key]].append(at)
    rows: dict[int, LedgerRow] = dict(enumerate(reading.rows))
    for places in found.values():
        order = _in_time(places, rows, months, hidden)
        while order:
            later = order.pop()
            for earlier in reversed(order):
                if not _of_others(rows[earlier].values, rows[later].values):
                    rows[later] = _joined(rows.pop(earlier), rows[later])
            order = [at for at in order if at in rows]
    gone = len(reading.rows) - len(rows)
    if not gone:
        return reading
    return replace(
        reading, rows=tuple(rows[at] for at in sorted(rows)), doubled=reading.doubled + gone
    )


def _months(sheets: Sequence[SheetReading]) -> dict[str, str]:
    """The month of each sheet; by its tab alone (9月) where no sheet says of which year it is."""
    known = {sheet.name: sheet.month or "" for sheet in sheets}
    tabs = {name: ledger_month((name,), _SOME_YEAR, None) or "" for name in known}
    around = {f"{_SOME_YEAR}-01", f"{_SOME_YEAR}-12"} <= set(tabs.values())
    return known if any(known.values()) or around else tabs


def _told(values: LedgerValues) -> bool:
    return bool(values.parties) or len(values.title) >= _SHORTEST_TITLE


def _of_others(one: LedgerValues, other: LedgerValues) -> bool:
    """Whether a party of the same name (张某) is told by its telephones or card to be another."""
    for mine, theirs in zip(one.parties, other.parties, strict=True):
        phones = [set(map(spelt, PHONE.findall(party.phone))) for party in (mine, theirs)]
        if all(phones) and not phones[0] & phones[1]:
            return True
        if mine.id_number and theirs.id_number and mine.id_number != theirs.id_number:
            return True
    return False


def _in_time(
    places: list[int],
    rows: Mapping[int, LedgerRow],
    months: Mapping[str, str],
    hidden: Collection[str],
) -> list[int]:
    sheets = {at: rows[at].sheet for at in places}
    named = all(months[sheet] for sheet in sheets.values())

    def when(at: int) -> tuple[bool, str, int]:
        return sheets[at] not in hidden, months[sheets[at]] if named else "", at

    return sorted(places, key=when)


def _joined(earlier: LedgerRow, later: LedgerRow) -> LedgerRow:
    """The later row, with what only the earlier one tells."""
    old, new = earlier.values, later.values
    taken: dict[str, Any] = {
        name: known
        for name, known, own in zip(LedgerValues._fields, old, new, strict=True)
        if own in ("", None, ()) and name not in (*_STANDING, *_KIND, "number")
    }
    taken["registered_on"] = min(old.registered_on, new.registered_on)
    taken["parties"] = tuple(map(_completed, old.parties, new.parties))
    if new.category == UNSURE or (new.category_by_title and not old.category_by_title):
        taken |= {name: getattr(old, name) for name in _KIND}
    silent = new.status == OPEN and not (new.status_words or new.result or _otherwise(later))
    if silent or (new.status == old.status != OPEN and _surer(old, new)):
        taken |= {name: getattr(old, name) for name in _STANDING}
    note = f"和“{earlier.sheet}”第 {earlier.row} 行是同一件，合为一件"
    if old.status != new.status and not silent:
        note += f"；那一行{_stands(old)}，以这一行为准：{_stands(new)}"
    joined = later._replace(values=new._replace(**taken))
    known = (*said(joined), *_told_by_fields(joined.values))
    lines = dict.fromkeys((*said(earlier), *_told_by_fields(old)))
    more = [
        f"{earlier.sheet}：{line}"
        for line in lines
        if line not in known and not line.startswith(_SERIAL)
    ]
    values = joined.values._replace(aside=(*joined.values.aside, *more))
    return joined._replace(values=values, notes=(*later.notes, note))


def _told_by_fields(values: LedgerValues) -> list[str]:
    """What a matter's own fields hold, as lines; of two sheets only one can fill them."""
    lines = [
        f"{FIELDS[name]}：{one_line(words)}" for name in _WORDS if (words := getattr(values, name))
    ]
    if values.people is not None and not values.people_words:
        lines.append(f"人数：{values.people}")
    if values.amount is not None:
        lines.append(f"金额：{yuan(values.amount)} 元")
    if values.resolved_on is not None and not values.resolved_by_month:
        lines.append(f"化解日期：{values.resolved_on}")
    for party in values.parties:
        told = (("联系电话", party.phone), ("住址", party.address))
        lines += [f"{party.name}{label}：{words}" for label, words in told if words]
    return lines


def _otherwise(row: LedgerRow) -> bool:
    """Whether the tab, a heading or the row's note tells how it stands."""
    return any(note.startswith((BY_HEADING, BY_NOTE)) for note in row.notes)


def _surer(old: LedgerValues, new: LedgerValues) -> bool:
    """Whether the earlier sheet tells the settlement's day better: by a day, or a month before."""
    if old.resolved_by_month != new.resolved_by_month:
        return new.resolved_by_month
    return old.resolved_by_month


def _stands(values: LedgerValues) -> str:
    return "未化解" if values.status == OPEN else STATUS_NAMES.get(values.status, values.status)


def _completed(old: PartyRead, new: PartyRead) -> PartyRead:
    return PartyRead(*(mine or known for mine, known in zip(new, old, strict=True)))
