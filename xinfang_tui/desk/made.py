"""A paper as the desk's makers hand it over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xinfang_tui.documents.paper import Annex, Block, Paper, Table
from xinfang_tui.tuples import NamedTuple


class Made(NamedTuple):
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
    """Papers of one kind as one, each on a page, its tables on sheets, under its own name."""
    if len(papers) == 1:
        return papers[0]
    blocks: list[Block] = []
    for made in papers:
        if blocks:
            blocks.append(Annex("", made.paper.title, wide=made.paper.wide))
        blocks += [_under(made.named[-1], block) for block in made.paper.blocks]
    about = tuple(dict.fromkeys(id for made in papers for id in made.disputes))
    return Made(papers[0].paper._replace(blocks=tuple(blocks)), (month,), about)


def _under(name: str, block: Block) -> Block:
    return block._replace(sheet=name) if isinstance(block, Table) and block.sheet else block
