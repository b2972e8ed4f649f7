"""Spans and holdings: sets of numbers, written short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.exchange import spans
from xinfang_tui.exchange.vector import Holding

numbers = st.sets(st.integers(1, 60))
holdings = st.builds(
    lambda have, withheld: Holding(
        {d: spans.of(n) for d, n in have.items() if n},
        {
            d: spans.of(n - have.get(d, set()))
            for d, n in withheld.items()
            if n - have.get(d, set())
        },
    ),
    st.dictionaries(st.sampled_from("abc"), numbers),
    st.dictionaries(st.sampled_from("abc"), numbers),
)


def listed(found: spans.Spans) -> set[int]:
    return {n for first, last in found for n in range(first, last + 1)}


@given(numbers, numbers)
def test_spans_behave_as_sets_of_numbers(one: set[int], other: set[int]) -> None:
    a, b = spans.of(one), spans.of(other)
    assert listed(a) == one
    assert listed(spans.union(a, b)) == one | other
    assert listed(spans.minus(a, b)) == one - other
    assert spans.count(a) == len(one)
    assert all(spans.has(a, n) == (n in one) for n in range(62))


@given(numbers)
def test_spans_read_back_from_their_one_spelling(one: set[int]) -> None:
    assert spans.read(spans.write(spans.of(one))) == spans.of(one)


def test_a_month_of_entries_is_written_in_a_few_characters() -> None:
    assert spans.write(spans.of([*range(1, 41), 42])) == "1+39,2+0"


@pytest.mark.parametrize(
    "text", ["1", "1+", "0+3", "1+2,1+1", "1+2,", "+", "01+2", "1+2,3+-1", "１+2"]
)
def test_other_spellings_are_no_spans(text: str) -> None:
    with pytest.raises(ValueError):
        spans.read(text)


@given(holdings, holdings, holdings)
def test_joining_holdings_is_idempotent_commutative_associative(
    a: Holding, b: Holding, c: Holding
) -> None:
    assert a.join(a) == a
    assert a.join(b) == b.join(a)
    assert a.join(b).join(c) == a.join(b.join(c))


@given(holdings, holdings)
def test_what_both_hold_is_held_by_each(a: Holding, b: Holding) -> None:
    both = a.meet(b)
    assert both == b.meet(a)
    for device in "abc":
        for seq in range(1, 62):
            covered = [spans.has(each.covered(device), seq) for each in (a, b)]
            assert spans.has(both.covered(device), seq) == all(covered)
            assert both.has(device, seq) == (a.has(device, seq) and b.has(device, seq))


@given(holdings)
def test_a_holding_survives_writing(a: Holding) -> None:
    assert Holding.from_json(a.to_json()) == a


def test_what_is_withheld_is_no_gap_and_what_never_came_is() -> None:
    holding = Holding({"a": ((1, 3), (6, 7), (10, 10))}, {"a": ((4, 5),)})
    assert holding.vector == {"a": 7}
    assert holding.gaps == {"a": ((8, 9),)}
    assert not holding.has("a", 4)
    assert holding.has("a", 10)
