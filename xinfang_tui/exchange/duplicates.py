"""Matters that are likely the same one, offered for linking; compares matters, never persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log

from xinfang_tui.exchange.likeness import Matter, Traits, traits

LIKELY = 55
_CROWD = 40
_RARE = 5


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two matters that may be one: ids in order, score of 100, reasons without names (Chinese)."""

    one: str
    other: str
    score: int
    reasons: tuple[str, ...]


def likely(
    matters: Iterable[Matter],
    *,
    focus: Collection[str] | None = None,
    settled: Collection[frozenset[str]] = frozenset(),
) -> list[Likeness]:
    """Pairs that are likely the same matter, the likeliest first.

    Args:
        matters: those that the user may see; sealed ones are left out by the caller.
        focus: only pairs with one of these ids; None for all.
        settled: pairs of ids already linked, or looked at and found different.
    """
    corpus = Corpus.of(matters)
    found = []
    for one, other in corpus.candidates(focus):
        if frozenset((one, other)) in settled:
            continue
        score, reasons = corpus.compare(one, other)
        if score >= LIKELY:
            found.append(Likeness(one, other, score, reasons))
    return sorted(found, key=lambda like: (-like.score, like.one, like.other))


@dataclass(frozen=True, slots=True)
class Corpus:
    """Matters prepared for comparing.

    Attributes:
        known: by id; weights: how telling a pair of characters is: the rarer, the more.
        totals: weight of all the words of a matter, by id.
    """

    known: Mapping[str, Traits]
    weights: Mapping[str, float]
    totals: Mapping[str, float]

    @classmethod
    def of(cls, matters: Iterable[Matter]) -> Corpus:
        """Prepare matters; a form asks again and again while one of them is being typed."""
        known = {matter.id: traits(matter) for matter in matters}
        spread = Counter(word for item in known.values() for word in item.words)
        weights = {word: log((len(known) + 1) / many) + 0.1 for word, many in spread.items()}
        totals = {id: sum(weights[word] for word in item.words) for id, item in known.items()}
        return cls(known, weights, totals)

    def compare(self, one: str, other: str) -> tuple[int, tuple[str, ...]]:
        """Score of 100 and the reasons; the same whichever comes first."""
        first, second = self.known[one], self.known[other]
        score, reasons = _parties(first, second)
        total = self.totals[one] + self.totals[other]
        shared = 2 * sum(self.weights[word] for word in first.words & second.words)
        if total and shared >= 0.25 * total:
            score += round(40 * shared / total)
            reasons.append("事项用词相同" if shared > 0.95 * total else "事项用词相近")
        if not reasons:
            return 0, ()
        for gain, reason in (_place(first, second), _category(first, second), _time(first, second)):
            score += gain
            if reason:
                reasons.append(reason)
        return max(0, min(100, score)), tuple(reasons)

    def candidates(self, focus: Collection[str] | None = None) -> Iterator[tuple[str, str]]:
        """Pairs worth a look: they share a name's sound, a phone, a household or rare words.

        With ``focus`` only pairs that have one of these ids.
        """
        blocks: dict[str, list[str]] = defaultdict(list)
        for ident in sorted(self.known):
            item = self.known[ident]
            keys = {*self._telling(item), *(f"s{sound}" for sound in item.sounds)}
            keys |= {f"p{phone}" for phone in item.phones}
            keys |= {f"h{home}" for home in item.households}
            for key in keys:
                blocks[key].append(ident)
        seen: set[tuple[str, str]] = set()
        for block in blocks.values():
            for part in self._small(block):
                for pair in _pairs(part, focus):
                    if pair not in seen:
                        seen.add(pair)
                        yield pair

    def _telling(self, item: Traits) -> Iterator[str]:
        """Keys of the rarest words; a common word tells only within village and category."""
        common = log((len(self.known) + 1) / _CROWD) + 0.1
        rare = sorted(item.words, key=lambda word: (-self.weights[word], word))[:_RARE]
        for word in rare:
            ordinary = self.weights[word] < common
            within = f"{item.matter.village}{item.matter.category[:2]}" if ordinary else ""
            yield f"w{word}{within}"

    def _small(self, block: Sequence[str]) -> Iterator[Sequence[str]]:
        """A crowded block by category, then as neighbours in time: common names stay quick."""
        if len(block) <= _CROWD:
            yield block
            return
        by_category: dict[str, list[str]] = defaultdict(list)
        for ident in block:
            by_category[self.known[ident].matter.category[:2]].append(ident)
        for part in by_category.values():
            part.sort(key=lambda ident: (self.known[ident].matter.occurred_on, ident))
            for at in range(0, len(part), _CROWD // 2):
                yield sorted(part[at : at + _CROWD])


def _pairs(part: Sequence[str], focus: Collection[str] | None) -> Iterator[tuple[str, str]]:
    """The pairs of a sorted block, each in order; with ``focus`` those that have one of them."""
    if focus is None:
        yield from combinations(part, 2)
        return
    for one in part:
        if one in focus:
            yield from ((min(one, other), max(one, other)) for other in part if other != one)


def _parties(one: Traits, other: Traits) -> tuple[int, list[str]]:
    names = len(one.names & other.names)
    sounds = len(one.sounds & other.sounds) - names
    score = 0
    reasons: list[str] = []
    if names:
        score += 30 if names == 1 else 50
        reasons.append("一方当事人同名" if names == 1 else f"{names} 名当事人同名")
    if sounds > 0:
        score += 20 if sounds == 1 else 35
        reasons.append("有当事人姓名同音或近音")
    if one.phones & other.phones:
        score += 30
        reasons.append("联系电话相同")
    if one.households & other.households:
        score += 20
        reasons.append("涉及同一户")
    return min(score, 65), reasons


def _place(one: Traits, other: Traits) -> tuple[int, str]:
    common = one.places & other.places
    if not common:
        return 0, ""
    if one.matter.village == other.matter.village:
        return 10, "同一个村"
    return 10, "涉及同一个地方"


def _category(one: Traits, other: Traits) -> tuple[int, str]:
    if one.matter.category and one.matter.category == other.matter.category:
        return 10, "类别相同"
    if one.matter.category[:2] and one.matter.category[:2] == other.matter.category[:2]:
        return 5, "大类相同"
    return 0, ""


def _time(one: Traits, other: Traits) -> tuple[int, str]:
    days = abs((one.matter.occurred_on - other.matter.occurred_on).days)
    if days <= 7:
        return 10, "同一天发生" if days == 0 else f"发生日期相隔 {days} 天"
    if days <= 31:
        return 6, f"发生日期相隔 {days} 天"
    if days <= 92:
        return 3, f"发生日期相隔 {days} 天"
    return (-15, "") if days > 366 else (0, "")
