"""A paper as a value: what it says, block by block, before any format (DESIGN §6, issue 4).

A paper is built once from figures and disputes, and rendered to any format. Everything in it is
plain text and numbers, never markup. It goes to JSON and back without loss, so a published paper
is kept as its JSON and reprints byte for byte.
"""

from __future__ import annotations

from datetime import date

from xinfang_tui.tuples import NamedTuple

Cell = str | int | float | date | None
"""A table's cell; ``None`` is shown as "—" in a number column and as nothing in a text column."""

TEXT, NUMBER, PERCENT, DATE = "text", "number", "percent", "date"
"""Kinds of column; a percent is a fraction (0.872), shown with one decimal."""

OFFICIAL, FORM = "official", "form"
"""Styles: after GB/T 9704-2012 (公文), or a plain sheet (表格、文书)."""


class Heading(NamedTuple):
    """A heading with its number in the text; level 1 一、, 2 （一）, 3 1."""

    text: str
    level: int = 1


class Paragraph(NamedTuple):
    """Running text.

    Attributes:
        text: the text; a newline starts another paragraph of the same kind.
        lead: an opening sentence set apart, such as （一）排查情况。
        indent: whether the first line is indented by two characters.
        align: left, center or right.
    """

    text: str
    lead: str = ""
    indent: bool = True
    align: str = "left"


class Addressee(NamedTuple):
    """Who the paper is sent to (主送机关), without the colon."""

    text: str


class RedHead(NamedTuple):
    """The issuer's mark and number (发文机关标志、发文字号); a signer for papers upward."""

    mark: str
    number: str = ""
    signer: str = ""


class Field(NamedTuple):
    """A labelled box of a form; ``span`` is its share of the row, ``lines`` its least height."""

    label: str
    value: str = ""
    span: int = 1
    lines: int = 1


class Fields(NamedTuple):
    """A form: rows of labelled boxes."""

    rows: tuple[tuple[Field, ...], ...]


class Column(NamedTuple):
    """A column of a table.

    Attributes:
        title: its header.
        kind: text, number, percent or date.
        width: in half-width cells, 0 to take it from the content.
        group: header above; neighbours with the same one share it.
    """

    title: str
    kind: str = TEXT
    width: int = 0
    group: str = ""


class Table(NamedTuple):
    """A table; ``totals`` is its last row, ``sheet`` its tab in a workbook."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    totals: tuple[Cell, ...] = ()
    unit: str = ""
    sheet: str = ""


class Series(NamedTuple):
    """The values of a chart, one for each category."""

    name: str
    values: tuple[int | float | None, ...]


class Chart(NamedTuple):
    """A chart.

    Attributes:
        kind: column, bar, line or pie.
        percent: the values are fractions.
        most: the greatest value that can be; 0: none is known.
    """

    title: str
    kind: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    percent: bool = False
    most: float = 0


class Attachments(NamedTuple):
    """The list of annexes (附件说明) below the body.

    Attributes:
        held: it stays on one page with the paragraph above it.
    """

    items: tuple[str, ...]
    held: bool = False


class Annex(NamedTuple):
    """An annex begins: a new page with its mark (附件1) and title."""

    mark: str
    title: str
    wide: bool = False


class Signature(NamedTuple):
    """The issuing office and date (发文机关署名、成文日期); ``sealed`` leaves room for the seal."""

    office: str
    on: date | None = None
    sealed: bool = True


class SignLines(NamedTuple):
    """Places to sign by hand, each a label such as 调解员（签名）.

    Dated ones take a line each; the others share one. A label that holds a ： is printed as it is,
    such as 制表人：周某.
    """

    labels: tuple[str, ...]
    dated: bool = True


class Imprint(NamedTuple):
    """The foot of an official paper (版记)."""

    copies: str
    office: str
    on: date | None = None


class Note(NamedTuple):
    """Small print: a source, a remark, how a figure was reached."""

    text: str


class PageBreak(NamedTuple):
    """A new page; ``wide`` turns it to landscape."""

    wide: bool = False


Block = (
    Heading
    | Paragraph
    | Addressee
    | RedHead
    | Fields
    | Table
    | Chart
    | Attachments
    | Annex
    | Signature
    | SignLines
    | Imprint
    | Note
    | PageBreak
)


class Paper(NamedTuple):
    """One paper.

    Attributes:
        title: its title (标题).
        blocks: what it says, in order.
        kind: its name in ``report KIND``, such as bulletin.
        style: official or form.
        month: "2026-10" where it belongs to a month.
        hash: short hash of the frozen figures, printed on the page; empty before publishing.
        draft: marked 未定稿.
        masked: names are hidden; when not, ``made_by`` and ``made_on`` are printed.
        wide: the first page is landscape.
        fonts: the office's own names for 小标宋, 仿宋, 楷体, 黑体, 宋体; empty for the usual ones.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""
    style: str = FORM
    month: str = ""
    hash: str = ""
    draft: bool = False
    masked: bool = True
    made_by: str = ""
    made_on: date | None = None
    wide: bool = False
    fonts: tuple[str, ...] = ()


BLOCKS: dict[str, type[Block]] = {
    kind.__name__.lower(): kind
    for kind in (
        Heading,
        Paragraph,
        Addressee,
        RedHead,
        Fields,
        Table,
        Chart,
        Attachments,
        Annex,
        Signature,
        SignLines,
        Imprint,
        Note,
        PageBreak,
    )
}
"""Block types by their name in JSON."""


def tables(paper: Paper) -> tuple[Table, ...]:
    """The tables of a paper, in order."""
    return tuple(block for block in paper.blocks if isinstance(block, Table))
