"""Reading what offices already have: ledgers and lists of places in any usual layout."""

from __future__ import annotations

from xinfang_tui.documents.reading.dates import DateReading, read_date
from xinfang_tui.documents.reading.form import write_form
from xinfang_tui.documents.reading.headers import FIELDS
from xinfang_tui.documents.reading.ledger import read_ledger
from xinfang_tui.documents.reading.parties import PartyRead
from xinfang_tui.documents.reading.places import PlacesReading, read_places
from xinfang_tui.documents.reading.rejects import write_rejects
from xinfang_tui.documents.reading.remarks import label_of, remarks, said
from xinfang_tui.documents.reading.values import (
    ColumnReading,
    LedgerReading,
    LedgerRow,
    LedgerValues,
    Rejected,
    SheetReading,
)

__all__ = [
    "FIELDS",
    "ColumnReading",
    "DateReading",
    "LedgerReading",
    "LedgerRow",
    "LedgerValues",
    "PartyRead",
    "PlacesReading",
    "Rejected",
    "SheetReading",
    "label_of",
    "read_date",
    "read_ledger",
    "read_places",
    "remarks",
    "said",
    "write_form",
    "write_rejects",
]
