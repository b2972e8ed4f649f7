"""The table of measurements says which limit was missed."""

from __future__ import annotations

from types import ModuleType

from bench.__main__ import QUICK, measure, modules, table


def test_a_ratio_over_its_limit_is_marked() -> None:
    lines = table([("甲", 1.0, 1.5), ("乙", 2.0, 1.5), ("丙", 9.0, None)]).splitlines()
    assert [line.split()[-1] for line in lines[2:]] == ["✓", "✗", "9.00"]


def test_every_module_that_measures_is_found_and_has_small_sizes() -> None:
    found = {module.__name__.removeprefix("bench."): module for module in modules([])}
    assert {"store", "month", "ladder", "imports", "exchange", "papers", "answers"} <= set(found)
    for name, sizes in QUICK.items():
        assert all(hasattr(found[name], size) for size in sizes), name


def test_a_module_reports_name_ratio_and_limit() -> None:
    module = ModuleType("bench.small")
    module.run = lambda report: report("量", 1.25, 2.0)  # type: ignore[attr-defined]
    assert measure(module, quick=True) == [("量", 1.25, 2.0)]
