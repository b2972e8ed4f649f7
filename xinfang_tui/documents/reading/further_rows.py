"""Further rows of one matter: its next mediation, or the rest of what happened."""

from __future__ import annotations

from collections.abc import Sequence

from xinfang_tui.documents.reading.carry import Carrier
from xinfang_tui.documents.reading.cells import Columns
from xinfang_tui.documents.reading.headers import DATES
from xinfang_tui.documents.reading.text import Value, kept

_SERIAL = frozenset(("serial", "number"))
_OF_PARTIES = frozenset(("parties", "phone", "id_number", "address"))
_HANDLED = frozenset(("status", "result", "measures"))
_PROGRESS = _HANDLED | {"resolved_on"}
"""What a row without a number may tell of the matter above it."""
_ONE_ONLY = frozenset(("resolved_on", "due", "visited", "people", "amount"))
"""Fields of which the later row's word holds."""


def goes_on(number: int, values: Sequence[Value], columns: Columns, carrier: Carrier) -> bool:
    """Whether a row tells more of the matter above it, with which it shares merged cells.

    Those are its serial and two of its day, its title and its parties; without merging it is a
    row that only tells how the matter was handled next. Other people, or another story where none
    is shared, with an end of their own are another matter: one may be settled and one open.
    """
    if not columns.layout.has(*_SERIAL):
        return False
    shared = {c.field for c in columns.layout.columns if carrier.covered(number, c.index)}
    own = {
        c.field
        for c in columns.layout.columns
        if c.field and c.index < len(values) and kept(values[c.index])
        if not carrier.covered(number, c.index)
    }
    if shared & _SERIAL and own and not own & _SERIAL:
        told = [shared & {"title", "brief"}, shared & {"parties"}, shared & set(DATES)]
        if own & _HANDLED and ("parties" in own or (own & {"title", "brief"} and not told[0])):
            return False
        return sum(map(bool, told)) >= 2 and (bool(told[2]) or bool(own & _HANDLED))
    return own <= _PROGRESS and bool(own & _HANDLED) and not shared


def added(
    number: int, before: Sequence[str], texts: Sequence[str], columns: Columns, carrier: Carrier
) -> list[Value]:
    """The cells of a matter with those of its further row; a day goes before what was done then."""
    held: list[Value] = list(before)
    day = ""
    for column in columns.layout.columns:
        if carrier.covered(number, column.index):
            continue
        old, new = before[column.index], texts[column.index]
        if column.field in _OF_PARTIES:
            held[column.index] = f"{old or '—'}\n{new or '—'}" if old or new else None
        elif new and old and column.field in DATES:
            day = f"{new} "
        elif new and column.field in _HANDLED:
            held[column.index] = f"{old.rstrip('；;。')}；{day}{new}" if old else f"{day}{new}"
            day = ""
        elif new:
            alone = column.field in _ONE_ONLY or not old
            held[column.index] = new if alone else f"{old}\n{new}"
    return held
