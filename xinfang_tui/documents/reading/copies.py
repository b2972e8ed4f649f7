"""A sheet that only gathers the rows of the others (总表 beside a sheet a village)."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from xinfang_tui.documents.reading.values import LedgerReading, LedgerValues

_FEWEST = 3


def matter_of(values: LedgerValues) -> tuple[object, ...]:
    """What a matter is known by when it comes again (DESIGN §10)."""
    names = tuple(party.name for party in values.parties)
    return values.village, values.occurred_on, values.title, names


def without_copies(reading: LedgerReading) -> LedgerReading:
    """The reading without a sheet all of whose rows stand, each once, on two or more other sheets.

    Read twice, every matter would be registered twice.
    """
    by_sheet = {sheet.name: Counter[tuple[object, ...]]() for sheet in reading.sheets}
    for row in reading.rows:
        by_sheet[row.sheet][matter_of(row.values)] += 1
    copies = set()
    for name, keys in by_sheet.items():
        others = [each for other, each in by_sheet.items() if other != name and each]
        together = sum(others, Counter[tuple[object, ...]]())
        gathered = sum(bool(each & keys) for each in others)
        if sum(keys.values()) >= _FEWEST and gathered >= 2 and keys <= together:
            copies.add(name)
    if not copies:
        return reading
    return replace(
        reading,
        rows=tuple(row for row in reading.rows if row.sheet not in copies),
        rejected=tuple(row for row in reading.rejected if row.sheet not in copies),
        sheets=tuple(
            replace(sheet, kind="skipped", reason="每一行在其他表里都有，是汇总，不重复读入")
            if sheet.name in copies
            else sheet
            for sheet in reading.sheets
        ),
    )
