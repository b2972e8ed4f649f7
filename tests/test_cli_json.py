"""One JSON document, spelt as Python's own encoder spells it."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xinfang_tui.cli.output import _spelt, document

_leaves = st.none() | st.booleans() | st.integers() | st.text() | st.dates()
_values = st.recursive(
    _leaves,
    lambda each: st.lists(each) | st.dictionaries(st.text() | st.integers(), each),
    max_leaves=20,
)


class Pair(NamedTuple):
    first: str
    second: date


def by_python(value: Any) -> bytes:
    text = json.dumps(value, ensure_ascii=False, indent=2, default=str) + "\n"
    return text.encode("utf-8", "surrogatepass")


@given(_values)
def test_any_value_is_spelt_as_python_spells_it(value: Any) -> None:
    assert json.loads(_spelt(value)) == json.loads(by_python(value))


@pytest.mark.parametrize(
    "value",
    [
        {"号": "东湾-2610-01015", "日": date(2026, 10, 3), "时": datetime(2026, 10, 3, 8, 30)},
        [Pair("甲", date(2026, 10, 3)), (1, 2), [], {}],
        {7: None, "大": 2**80, "率": 0.125},
        {"半个字": "\ud83d"},
    ],
)
def test_dates_pairs_and_odd_texts(value: Any, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    document(value)
    assert capfdbinary.readouterr().out == by_python(value)
