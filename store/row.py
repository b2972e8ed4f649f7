"""A document as it is stored: its body as JSON and a checksum over both body and identity."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from json import encoder
from typing import Any, NamedTuple

# What JSONEncoder.encode makes anew for every document, made once.
_chunks: Callable[[Any, int], Iterable[str]] = encoder.c_make_encoder(  # type: ignore[attr-defined]
    None, json.JSONEncoder().default, encoder.encode_basestring, None, ":", ",", False, False, True
)
_encode_ascii = json.JSONEncoder(separators=(",", ":")).encode
_decode = json.JSONDecoder().decode


class Row(NamedTuple):
    """One stored document.

    Attributes:
        id: TinyDB's ``doc_id``; never used again in this table once removed.
        key: the document's own identity, unique in its table; ``None`` when it was inserted
            by one of TinyDB's own calls.
        body: the document as JSON text in UTF-8.
        sum: checksum over table, key (or id) and body.
    """

    id: int
    key: str | None
    body: bytes
    sum: bytes


def body_of(document: Mapping[Any, Any] | bytes) -> bytes:
    """The document as JSON; ``bytes`` are JSON already.

    Raises:
        TypeError, ValueError: it holds something that JSON cannot.
    """
    if isinstance(document, bytes):
        return document
    content = dict(document)
    try:
        return "".join(_chunks(content, 0)).encode()
    except RecursionError:
        raise ValueError("a document without end") from None
    except UnicodeEncodeError:  # half a surrogate pair: only an escape can hold it
        return _encode_ascii(content).encode()


def checksum(table: str, id: int, key: str | None, body: bytes) -> bytes:
    """Sixteen bytes that change with any bit of the row."""
    own = f"{table}\0#{id}\0" if key is None else f"{table}\0{key}\0"
    return blake2b(own.encode("utf-8", "surrogatepass") + body, digest_size=16).digest()


def is_sound(table: str, row: Row) -> bool:
    """Whether the row is as it was written."""
    return row.sum == checksum(table, row.id, row.key, row.body)


def document_of(row: Row) -> dict[str, Any]:
    """The document of a sound row."""
    document: dict[str, Any] = _decode(row.body.decode())
    return document
