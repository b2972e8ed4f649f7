"""Which households a sweep counts: the denominator, frozen when the month opens (DESIGN §6)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from xinfang_tui.tuples import NamedTuple


class Denominator(NamedTuple):
    """The inhabited households of a village on the day the month was opened.

    Attributes:
        codes: their codes; empty when only their number was known.
        size: how many there are.
    """

    codes: frozenset[str] = frozenset()
    size: int = 0

    def counts(self, household: str) -> bool:
        """Whether a mark of that household is counted."""
        return not self.codes or household in self.codes

    def to_json(self) -> Any:
        """A number, or runs of codes."""
        return spans(self.codes) if self.codes else self.size

    @classmethod
    def from_json(cls, value: Any) -> Denominator:
        """Read what :meth:`to_json` wrote, or a plain list of codes."""
        return cls(size=value) if isinstance(value, int) else cls.of(unspanned(value))

    @classmethod
    def of(cls, codes: Iterable[str]) -> Denominator:
        """The denominator of these households."""
        known = frozenset(codes)
        return cls(known, len(known))


def spans(codes: Iterable[str]) -> list[str]:
    """Codes as runs of neighbours: "110101001001010001-0084"; a lone one as itself."""
    runs: list[list[str]] = []
    for code in sorted(codes):
        if runs and code[:-4] == runs[-1][0][:-4] and int(code[-4:]) == int(runs[-1][-1][-4:]) + 1:
            runs[-1].append(code)
        else:
            runs.append([code])
    return [run[0] if len(run) == 1 else f"{run[0]}-{run[-1][-4:]}" for run in runs]


def unspanned(runs: Sequence[str]) -> list[str]:
    """The codes of :func:`spans`."""
    codes = []
    for run in runs:
        first, _, last = run.partition("-")
        if not last:
            codes.append(first)
            continue
        codes += [f"{first[:-4]}{n:04d}" for n in range(int(first[-4:]), int(last) + 1)]
    return codes
