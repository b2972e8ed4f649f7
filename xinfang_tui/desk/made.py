"""A paper as the desk's makers hand it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from xinfang_tui.documents.paper import Annex, Block, Paper


@dataclass(frozen=True, slots=True)
class Made:
    """A paper with what its file is named after and whom it is about.

    Attributes:
        named: words that the file's name begins with: month, number, village.
        templates: of a published paper the templates it went out on, suffix → hash; None for one
            made now.
        disputes: ids of the disputes it is about, whose trails note a printing with names; empty
            for papers about many.
    """

    paper: Paper
    named: tuple[str, ...]
    disputes: tuple[str, ...] = ()
    templates: Mapping[str, str] | None = None


def bound(papers: Sequence[Made], month: str) -> Made:
    """Papers of one kind as one, each on a page of its own."""
    first, *others = (made.paper for made in papers)
    blocks: list[Block] = list(first.blocks)
    for paper in others:
        blocks += [Annex("", paper.title, wide=paper.wide), *paper.blocks]
    about = tuple(dict.fromkeys(id for made in papers for id in made.disputes))
    named = papers[0].named if len(papers) == 1 else (month,)
    return Made(replace(first, blocks=tuple(blocks)), named, about)
