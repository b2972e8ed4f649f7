"""Finding many words in a text at once, without a pattern that grows with their number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping


class Words:
    """Many words found in a text at once, the longest first: by first character, then by length."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        lengths: dict[str, set[int]] = defaultdict(set)
        for word in words:
            lengths[word[0]].add(len(word))
        self._lengths = {first: sorted(each, reverse=True) for first, each in lengths.items()}

    def __contains__(self, word: str) -> bool:
        return word in self._words

    def _hits(self, text: str) -> Iterator[tuple[int, int, str]]:
        passed = 0
        for start, first in enumerate(text):
            if start < passed or first not in self._lengths:
                continue
            for length in self._lengths[first]:
                word = text[start : start + length]
                if word in self._words:
                    passed = start + length
                    yield start, passed, self._words[word]
                    break

    def replaced(self, text: str) -> str:
        """The text with every word replaced by what it stands for."""
        parts, at = [], 0
        for start, end, new in self._hits(text):
            parts += [text[at:start], new]
            at = end
        return "".join([*parts, text[at:]]) if parts else text
