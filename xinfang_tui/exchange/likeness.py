"""What of a matter is compared when looking for the same one: sounds, words, places, days."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from xinfang_tui.disputes.names import sound_key

_STOP = frozenset("的了与和及因在为等之间村组户发生引起有关一二三四五六七八九十")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff\U00020000-\U0003ffffA-Za-z0-9]+")
_HIDDEN = re.compile(r"[某*＊×xX?？○Ｏ]")


@dataclass(frozen=True, slots=True)
class Matter:
    """The facts of a dispute that are compared.

    ``parties`` are (name, phone, household), each possibly empty; ``places`` are codes.
    """

    id: str
    village: str
    title: str
    category: str
    occurred_on: date
    parties: tuple[tuple[str, str, str], ...] = ()
    places: tuple[str, ...] = ()
    brief: str = ""

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Matter:
        """From a dispute in the JSON form of DESIGN §10."""
        return cls(
            id=record["id"],
            village=record["village"],
            title=record["title"],
            category=record.get("category") or "",
            occurred_on=date.fromisoformat(record["occurred_on"]),
            parties=tuple(
                (p.get("name") or "", p.get("phone") or "", p.get("household") or "")
                for p in record.get("parties") or ()
            ),
            places=tuple(record.get("places") or ()),
            brief=record.get("brief") or "",
        )


@dataclass(frozen=True, slots=True)
class Traits:
    """A matter prepared for comparing; names that say nothing (张某) are left out."""

    matter: Matter
    names: frozenset[str]
    sounds: frozenset[str]
    phones: frozenset[str]
    households: frozenset[str]
    words: frozenset[str]
    places: frozenset[str]


def traits(matter: Matter) -> Traits:
    """Prepare a matter; pure."""
    names = {plain for name, _, _ in matter.parties if len(plain := _plain_name(name)) > 1}
    told = matter.title + "\n" + matter.brief[:200]
    for name, _, _ in matter.parties:
        if name:
            told = told.replace(name, "\n")
    return Traits(
        matter=matter,
        names=frozenset(names),
        sounds=frozenset(sound_key(name) for name in names),
        phones=frozenset(phone for _, text, _ in matter.parties if len(phone := _digits(text)) > 6),
        households=frozenset(home for _, _, home in matter.parties if home),
        words=_words(told),
        places=frozenset((matter.village, *matter.places)),
    )


def _plain_name(name: str) -> str:
    return _HIDDEN.sub("", _NOT_HAN.sub("", unicodedata.normalize("NFKC", name)))


def _digits(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if sign in "0123456789")


def _words(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without the small words."""
    found = set()
    for part in _NOT_HAN.split(unicodedata.normalize("NFKC", text)):
        signs = [sign for sign in part if sign not in _STOP]
        found |= {a + b for a, b in pairwise(signs)}
    return frozenset(found)
