"""How far a paper shows people: hidden by a mask, or in full with who made it and when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from xinfang_tui.disputes.masking import Mask
from xinfang_tui.tuples import NamedTuple

HIDDEN = "（已隐去）"


class Disclosure(NamedTuple):
    """What a paper may show of people.

    Attributes:
        mask: hides names, phones and numbers; None shows everything.
        made_by, made_on: who made an unmasked paper and when; printed on it.
    """

    mask: Mask | None = None
    made_by: str = ""
    made_on: date | None = None

    @property
    def masked(self) -> bool:
        """Whether people are hidden."""
        return self.mask is not None

    def text(self, text: str) -> str:
        """Free text: titles, briefs, notes, terms."""
        return self.mask.text(text) if self.mask else text

    def name(self, name: str) -> str:
        """A field that holds a person's name."""
        return self.mask.name(name) if self.mask else name

    def phone(self, phone: str) -> str:
        """A field that holds a telephone number."""
        return self.mask.phone(phone) if self.mask else phone

    def address(self, address: str) -> str:
        """A field that holds an address."""
        return self.mask.address(address) if self.mask else address

    def card(self, number: str) -> str:
        """An identity number."""
        return HIDDEN if self.mask and number else number

    def party(self, party: Mapping[str, Any]) -> str:
        """A party's name: persons hidden, companies kept but for people named in them."""
        name = str(party.get("name", ""))
        if party.get("kind", "person") != "person":
            return self.text(name)
        return self.name(name)

    def marks(self) -> dict[str, Any]:
        """What :class:`Paper` takes of it."""
        if self.masked:
            return {"masked": True}
        return {"masked": False, "made_by": self.made_by, "made_on": self.made_on}
