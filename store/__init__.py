"""TinyDB on a durable engine: documents that no crash, full disk or second window can lose."""

from __future__ import annotations

from store.engine import Problem
from store.errors import (
    Closed,
    DamagedFile,
    DamagedIndex,
    DamagedRow,
    DiskFault,
    DiskFull,
    Locked,
    Missing,
    Moved,
    NewerSchema,
    NotALedger,
    OlderSchema,
    ReadOnly,
    StoreError,
    Truncated,
)
from store.ledger import Ledger
from store.table import RowTable
from store.where import Where

__all__ = [
    "Closed",
    "DamagedFile",
    "DamagedIndex",
    "DamagedRow",
    "DiskFault",
    "DiskFull",
    "Ledger",
    "Locked",
    "Missing",
    "Moved",
    "NewerSchema",
    "NotALedger",
    "OlderSchema",
    "Problem",
    "ReadOnly",
    "RowTable",
    "StoreError",
    "Truncated",
    "Where",
]
