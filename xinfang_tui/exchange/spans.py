"""Sets of sequence numbers as sorted, disjoint, non-touching spans."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

Span = tuple[int, int]
Spans = tuple[Span, ...]

EMPTY: Spans = ()


def of(numbers: Iterable[int]) -> Spans:
    """The spans that hold exactly these numbers."""
    return union((n, n) for n in numbers)


def union(*parts: Iterable[Span]) -> Spans:
    """All numbers of all parts."""
    spans: list[Span] = []
    for first, last in sorted(span for part in parts for span in part):
        if spans and first <= spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return tuple(spans)


def minus(spans: Spans, other: Spans) -> Spans:
    """The numbers of ``spans`` that ``other`` does not hold."""
    left: list[Span] = []
    at = 0
    for first, last in spans:
        while at < len(other) and other[at][1] < first:
            at += 1
        cut = at
        while cut < len(other) and other[cut][0] <= last:
            if other[cut][0] > first:
                left.append((first, other[cut][0] - 1))
            first = other[cut][1] + 1
            cut += 1
        if first <= last:
            left.append((first, last))
    return tuple(left)


def has(spans: Spans, number: int) -> bool:
    """Whether the number is among them."""
    at = bisect_right(spans, number, key=lambda span: span[0]) - 1
    return at >= 0 and spans[at][1] >= number


def count(spans: Spans) -> int:
    """How many numbers they hold."""
    return sum(last - first + 1 for first, last in spans)


def reach(spans: Spans) -> int:
    """Up to which number they hold all from 1; 0 when 1 is missing."""
    return spans[0][1] if spans and spans[0][0] <= 1 else 0


def onward(spans: Spans, number: int) -> int:
    """How far one gets from ``number`` without a gap; the number itself counts as there."""
    at = bisect_right(spans, number + 1, key=lambda span: span[0]) - 1
    return max(number, spans[at][1]) if at >= 0 and spans[at][1] > number else number


def top(spans: Spans) -> int:
    """The highest number; 0 when empty."""
    return spans[-1][1] if spans else 0


def write(spans: Spans) -> str:
    """Short text: steps from one bound to the next, "1+39,2+0" for 1–40 and 42."""
    steps, before = [], 0
    for first, last in spans:
        steps.append(f"{first - before}+{last - first}")
        before = last
    return ",".join(steps)


def read(text: str) -> Spans:
    """Read what :func:`write` wrote.

    Raises:
        ValueError: not such a text, or not in its one spelling.
    """
    spans: list[Span] = []
    before = 0
    for step in text.split(",") if text else ():
        gap, _, length = step.partition("+")
        if not (gap.isascii() and gap.isdigit() and length.isascii() and length.isdigit()):
            raise ValueError("spans")
        first = before + int(gap)
        spans.append((first, first + int(length)))
        before = spans[-1][1]
    found = tuple(spans)
    if write(union(found)) != text or top(found) > 2**53 or (found and found[0][0] < 1):
        raise ValueError("spans")
    return found
