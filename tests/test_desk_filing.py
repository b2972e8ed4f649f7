"""File numbers: one row a kind and year, without gaps, the same on a reprint."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.township import township
from xinfang_tui.desk.filing import BULLETIN, DOSSIER, Filing
from xinfang_tui.refusal import Refused


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filing]:
    with township(tmp_path_factory.mktemp("镇") / "镇") as desk:
        yield desk.filing


@pytest.fixture
def filing(tmp_path: Path) -> Iterator[Filing]:
    with township(tmp_path / "镇") as desk:
        yield desk.filing


def test_numbers_begin_at_one_each_year_and_kind_and_stay(filing: Filing) -> None:
    assert filing.number(BULLETIN, 2026, "2026-10") == 1
    assert filing.number(BULLETIN, 2026, "2026-11") == 2
    assert filing.number(BULLETIN, 2026, "2026-10") == 1
    assert filing.number(BULLETIN, 2027, "2027-01") == 1
    assert filing.number(DOSSIER, 2026, "d1") == 1
    assert filing.known(DOSSIER, 2026, "d2") is None


_years = iter(range(2030, 9000))


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 6)), max_size=14))
def test_there_is_never_a_gap_nor_a_number_given_twice(
    offices: Filing, steps: list[tuple[bool, int]]
) -> None:
    year = next(_years)
    for take_back, about in steps:
        if not take_back:
            offices.number(DOSSIER, year, f"d{about}")
        elif (n := offices.known(DOSSIER, year, f"d{about}")) is not None:
            offices.release(DOSSIER, year, n, "没有立")
        row = offices.row(DOSSIER, year)
        numbers = [each.n for each in row.given]
        assert len(set(numbers)) == len(numbers)
        assert sorted([*numbers, *row.free]) == list(range(1, len(numbers) + len(row.free) + 1))
        assert len({each.about for each in row.given}) == len(numbers)


def test_a_year_may_begin_after_what_was_given_on_paper(filing: Filing) -> None:
    filing.begin(BULLETIN, 2026, 12)
    assert filing.number(BULLETIN, 2026, "2026-10") == 12
    with pytest.raises(Refused, match="已经用开了"):
        filing.begin(BULLETIN, 2026, 5)


def test_a_number_that_the_office_chose_is_kept_and_its_row_goes_on_from_it(
    filing: Filing,
) -> None:
    assert filing.take(BULLETIN, 2026, 10, "2026-10") == 10
    assert filing.take(BULLETIN, 2026, 10, "2026-10") == 10
    assert filing.number(BULLETIN, 2026, "2026-11") == 11
    with pytest.raises(Refused, match="已经给了 2026-10"):
        filing.take(BULLETIN, 2026, 10, "2026-12")


def test_a_number_chosen_anew_frees_the_old_one(filing: Filing) -> None:
    filing.number(BULLETIN, 2026, "2026-10")
    filing.take(BULLETIN, 2026, 7, "2026-10")
    assert [each.n for each in filing.row(BULLETIN, 2026).given] == [7]
    assert filing.number(BULLETIN, 2026, "2026-11") == 1


@pytest.mark.parametrize("n", [0, -3, 100_000])
def test_what_is_no_number_is_refused(filing: Filing, n: int) -> None:
    with pytest.raises(Refused, match="不能作"):
        filing.take(BULLETIN, 2026, n, "2026-10")


def test_a_kind_nobody_numbers_is_refused(filing: Filing) -> None:
    with pytest.raises(Refused, match="没有“快报”这种文号"):
        filing.number("快报", 2026, "x")
