"""The one spelling of what is hashed: it never changes, whichever encoder writes it."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import canonical
from xinfang_tui.disputes.parts import Party

NUMBERS = st.integers() | st.floats(allow_nan=False, allow_infinity=False)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner) | st.tuples(inner) | st.dictionaries(TEXTS, inner),
)


def by_python(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


@given(VALUES)
@example(
    {"字": ["\x00\x1f\x7f\u2028", '"\\/'], "Z": {"b": 1, "a": -0.0}, "\U00020000": 1, "\uffff": 2}
)
@example([1e16, 1e15, 123456.78, 1e-4, 9.9e-5, 1e-5, 1e-6, 1e-10, 5e-324, 1.7976931348623157e308])
@example([2**63 - 1, 2**63, 2**64 - 1, 2**64, -(2**63), -(2**63) - 1])
@example(["张三e-mail", "0.00001"])
def test_canonical_is_what_pythons_own_encoder_spells(value: Any) -> None:
    assert canonical(value) == by_python(value)


@given(st.floats(1e-12, 1e-3) | st.floats(-1e-3, -1e-12))
def test_small_numbers_are_spelt_as_ever(number: float) -> None:
    assert canonical({"amount": number}) == by_python({"amount": number})
    assert math.isclose(json.loads(canonical(number)), number, rel_tol=0)


@pytest.mark.parametrize("value", [{1, 2}, {"on": date(2026, 10, 3)}, object(), b"x"])
def test_what_json_cannot_hold_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)


@given(TEXTS, st.floats(0, 1e12), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_a_dispute_is_spelt_as_its_record(name: str, amount: float, day: date) -> None:
    dispute = Dispute("x", title=name, amount=amount, occurred_on=day, parties=(Party(name),))
    assert json.loads(dispute.spelt()) == dispute.to_json()
