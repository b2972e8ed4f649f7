"""A paper as the desk's makers hand it over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from xinfang_tui.documents.paper import Paper


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
