"""Every paper by one call: made into a file, or looked at as text (DESIGN §10, issue 4)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xinfang_tui.desk import hiding, monthpapers
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.made import Made, bound
from xinfang_tui.desk.monthfile import MonthFile
from xinfang_tui.desk.monthpapers import MonthPapers
from xinfang_tui.desk.opened import Opened, behind
from xinfang_tui.desk.paperkinds import (
    KINDS,
    LIVE,
    NEED_NAMES,
    NUMBER,
    STAFF,
    VILLAGE,
    Kind,
    file_name,
    kind_of,
)
from xinfang_tui.desk.request import Request, request
from xinfang_tui.desk.templates import Templates
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes.masking import cores_of, people_of, screen_name
from xinfang_tui.documents.paper_json import from_json, to_json
from xinfang_tui.documents.placing import put, try_place
from xinfang_tui.documents.render import format_of, render
from xinfang_tui.ladder.entry import special_reports
from xinfang_tui.month.window import check_month
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.desk.casepapers import CasePapers
    from xinfang_tui.desk.desk import Desk
    from xinfang_tui.desk.livepapers import LivePapers
    from xinfang_tui.desk.officepapers import OfficePapers

Record = dict[str, Any]
FOLDER = "文书"


class Reports:
    """The desk's facet for papers.

    Args:
        desk: whose other facets the papers draw on.
    """

    def __init__(self, context: Context, desk: Desk) -> None:
        self._context = context
        self._desk = desk
        self._months = desk.months
        self._monthly = desk.months.monthly
        self._templates = Templates(context)
        self._month_papers = MonthPapers(context, self._templates)
        self._shared: dict[str, MonthFile] | None = None

    @cached_property
    def _cases(self) -> CasePapers:
        from xinfang_tui.desk.casepapers import CasePapers

        return CasePapers(self._context, self._desk.disputes, self._desk.filing)

    @cached_property
    def _live(self) -> LivePapers:
        from xinfang_tui.desk.livepapers import LivePapers

        return LivePapers(self._context, self._monthly)

    @cached_property
    def _office(self) -> OfficePapers:
        from xinfang_tui.desk.officepapers import OfficePapers

        desk = self._desk
        return OfficePapers(
            self._context,
            desk.disputes,
            desk.sweeps,
            desk.meetings,
            desk.filing,
            self._file,
            self._monthly.window,
        )

    def kinds(self) -> list[Record]:
        """Every kind of paper: ``{kind, name, needs, format, spans}``."""
        return [
            {
                "kind": kind.key,
                "name": kind.name,
                "needs": list(kind.needs),
                "format": kind.format,
                "spans": kind.spans,
            }
            for kind in KINDS.values()
        ]

    def make(self, kind: str, out: Path | None = None, **asked: Any) -> Record:
        """Make a paper into a file.

        Args:
            kind: a key of :data:`KINDS` or its Chinese name.
            out: a file, whose suffix chooses the format; or a folder, or nothing for the data
                folder's own: then the file's name says what it is.
            asked: what it is about, see :func:`request`: ``month, since, until, asof, number,
                village, staff, taker, meeting, unmasked``.

        Returns:
            ``{file, files, kind, name, month, hash, masked, draft}``.

        Raises:
            Refused: no such kind, something missing, not by this role, or it cannot be written.
        """
        known, wanted = self._asked(kind, asked, final=True)
        before = self._context.journal.newest
        made = self._made(known, wanted)
        numbered = self._context.journal.newest != before
        path = self._path(known, made, out)
        content = self._templates.render(made.paper, path, made.templates)
        with _saying_of_number(numbered):
            if wanted.unmasked:
                with hiding.noted(self._context, path):
                    self._note(known, made)
                    put(path, content)
            else:
                put(path, content)
        return {
            "file": str(path),
            "files": [str(path)],
            "kind": known.key,
            "name": known.name,
            "month": made.paper.month,
            "hash": made.paper.hash,
            "masked": made.paper.masked,
            "draft": made.paper.draft,
        }

    def ready(self, out: Path | None) -> None:
        """Refuse a file that no paper can be written to, before a step is taken for it.

        Raises:
            Refused: an unknown format, or a place that cannot be written to.
        """
        if out is None:
            return
        if out.suffix and not out.is_dir():
            format_of(out)
            try_place(out)
        else:
            try_place(out / "文书")

    def preview(self, kind: str, *, width: int = 80, fmt: str = "txt", **asked: Any) -> str:
        """The paper as text, without a file and without giving it a number.

        Args:
            width: cells of a line of ``txt``; fmt: txt, md or html.
        """
        from xinfang_tui.documents.clean import cleaned
        from xinfang_tui.documents.text.plain import plain

        known, wanted = self._asked(kind, asked, final=False)
        paper = self._made(known, wanted).paper
        if format_of(fmt) == "txt":
            return plain(cleaned(paper), width).decode()
        return render(paper, fmt).decode()

    def open_ids(self, kind: str, key: str, **asked: Any) -> list[str]:
        """The ids that :meth:`opened` finds."""
        return self.opened(kind, key, **asked).ids

    def opened(self, kind: str, key: str, **asked: Any) -> Opened:
        """What a figure of a paper opens to: of its month as reported, of a brief's own days.

        Args:
            key: see :meth:`Months.opened`; asked: as for :meth:`make`, ``village`` for one's own.

        Raises:
            Refused: no such figure or village.
        """
        known, wanted = self._asked(kind, asked, final=False)
        village = self._office.place(wanted.village).code if wanted.village else None
        if known.key == "brief" or wanted.spans:
            return behind(self._context, self._live.figures(wanted).open_ids, key, village)
        return self._months.opened(wanted.month or self._months.current, key, village)

    def freeze(self, status: Mapping[str, Any]) -> dict[str, Any]:
        """The papers that a month is published with, name → JSON; pseudonyms only.

        Args:
            status: its status record, with ``hash`` and ``issued`` once it is published.
        """
        file = self._file(str(status["month"]), status)
        papers = {kind: to_json(self._month_papers.make(kind, file)) for kind in monthpapers.MAKERS}
        if file.hash:
            for paper in papers.values():
                paper["templates"] = self._templates.keep(str(paper["kind"]))
        return papers

    def check(self, month: str) -> list[Record]:
        """What is wrong or unexplained in a month's bulletin as it stands: ``{key, text, grave}``.

        Looks at the whole paper (sums of every table, every village named, no name unmasked); the
        figures' own check is part of it.
        """
        from xinfang_tui.documents.selfcheck import check_paper

        file = self._file(check_month(month))
        paper = self._month_papers.make("bulletin", file)
        names = [
            name
            for dispute in file.disputes
            for field in people_of(dispute)
            for name in cores_of(field)
            if screen_name(name) != name and name not in self._context.rules.staff
        ]
        found = check_paper(paper, file.material("bulletin"), names)
        return [{"key": one.key, "text": one.text, "grave": one.grave} for one in found]

    def classes(self) -> Record:
        """The table that maps our categories to the county's form, laid out to be edited.

        Returns:
            ``{file, created, classes: [name…]}``; a table that is there already stays.

        Raises:
            Refused: not by this role, or the table cannot be read or written.
        """
        self._context.demand("settings")
        path, created = self._templates.edit_classes()
        order = list(self._templates.classes().order)
        return {"file": str(path), "created": created, "classes": order}

    def scan(self, month: str, path: Path) -> Record:
        """File the signed scan of a month's bulletin among the papers, with its hash.

        Returns:
            ``{file, month, hash}``.

        Raises:
            Refused: the month is not published, not by this role, or the file cannot be read.
        """
        try:
            content = path.read_bytes()
        except OSError as error:
            raise Refused(
                f"读不出“{path.name}”：{disk_words(error)}", do="请核对扫描件的文件名和位置"
            ) from error
        digest = hashlib.sha256(content).hexdigest()
        name = f"{check_month(month)}_通报签发件_{digest[:8]}{path.suffix.lower()}"
        there = self._context.folder / FOLDER / name
        with hiding.noted(self._context, there):
            self._months.scan(month, f"{FOLDER}/{name}", digest)
            put(there, content)
        return {"file": str(there), "month": month, "hash": digest}

    def _asked(self, kind: str, asked: Mapping[str, Any], *, final: bool) -> tuple[Kind, Request]:
        known = kind_of(kind)
        wanted = request(known, self._months.current, **asked, final=final)
        self._context.demand("report")
        return known, wanted

    def _made(self, kind: Kind, asked: Request) -> Made:
        if kind.each and not getattr(asked, kind.subject):
            every = [_about(asked, kind.subject, one) for one in self._subjects(kind, asked)]
            if not every:
                raise Refused(
                    f"{asked.month} 没有要出“{kind.name}”的", do=f"请写明{NEED_NAMES[kind.subject]}"
                )
            with self._sharing_files():
                return bound([self._made(kind, one) for one in every], asked.month)
        if NUMBER in kind.needs:
            record = self._cases.find(asked.number)
            self._allow(kind, asked, str(record["village"]))
            paper = self._cases.make(kind.key, record, asked)
            return Made(paper, (str(record["number"]),), (str(record["id"]),))
        at = self._office.place(asked.village).code if VILLAGE in kind.needs else ""
        self._allow(kind, asked, at)
        if kind.key in monthpapers.MAKERS:
            return self._live.summary(asked) if asked.spans else self._of_month(kind, asked)
        if kind.key in LIVE:
            return self._live.brief(asked) if kind.key == "brief" else self._live.ledger(asked)
        return self._office.make(kind.key, asked)

    def _subjects(self, kind: Kind, asked: Request) -> list[str]:
        """Each village, worker or matter that a paper of the month is about."""
        context = self._context
        if kind.subject == STAFF:
            staff = context.rules.staff.values()
            return [context.user] if context.user else [one.name for one in staff if one.active]
        if kind.subject == VILLAGE:
            window = self._monthly.window(asked.month)
            own = context.own_village
            return [own] if own else [each.code for each in self._monthly.villages(window)]
        from xinfang_tui.desk.lists import Lists

        file = self._file(asked.month)
        first, ladder = file.window.first, context.rules.ladder
        hidden = Lists(context).unlisted(one.id for one in file.disputes)
        return [
            one.number
            for one in file.disputes
            if one.id not in hidden
            and (
                one.surfaced and (one.open or any(day >= first for day, _, _ in one.surfaced))
                if kind.key == "review"
                else special_reports(ladder, one.scale) and (one.open or one.last_on >= first)
            )
        ]

    def _allow(self, kind: Kind, asked: Request, village: str) -> None:
        """Refuse a paper with names to a role that does not make it."""
        if asked.unmasked:
            self._context.demand(kind.asks, village if kind.asks != "export_unmasked" else "")

    def _of_month(self, kind: Kind, asked: Request) -> Made:
        """A month's paper: as it was published, byte for byte, or a draft made now.

        A list of matters shows to whoever works for one village what the ledger lists to them.
        """
        if kind.key in monthpapers.LISTS and self._context.own_village:
            mine = self._file(asked.month).listed()
            paper = self._month_papers.make(kind.key, mine, unmasked=asked.unmasked)
            return Made(paper, (asked.month,))
        record = None if asked.unmasked else self._months.record(asked.month)
        kept = ((record or {}).get("papers") or {}).get(kind.key)
        if kept is not None:
            frozen = kept["paper"]
            return Made(
                from_json(frozen), (asked.month,), templates=dict(frozen.get("templates") or {})
            )
        file = self._file(asked.month)
        paper = self._month_papers.make(kind.key, file, unmasked=asked.unmasked)
        return Made(paper, (asked.month,))

    @contextmanager
    def _sharing_files(self) -> Iterator[None]:
        """The papers made meanwhile, each of another village or matter, read a month once."""
        self._shared = {}
        try:
            yield
        finally:
            self._shared = None

    def _file(self, month: str, status: Mapping[str, Any] | None = None) -> MonthFile:
        if self._shared is not None and month in self._shared:
            return self._shared[month]
        file = MonthFile(self._context, self._months, self._monthly, month, status)
        if self._shared is not None:
            self._shared[month] = file
        return file

    def _path(self, kind: Kind, made: Made, out: Path | None) -> Path:
        if out is not None and out.suffix and not out.is_dir():
            format_of(out)
            return out
        return (out or self._context.folder / FOLDER) / file_name(kind, *made.named)

    def _note(self, kind: Kind, made: Made) -> None:
        """Note a printing with names: in each dispute's trail, else once for the ledger."""
        for id in made.disputes:
            hiding.note_print(self._context, f"dispute:{id}", kind.key)
        if not made.disputes:
            hiding.note_print(self._context, f"print:{self._context.today.year}", kind.key)


@contextmanager
def _saying_of_number(numbered: bool) -> Iterator[None]:
    """Round the writing of a paper: one that fails leaves the number that was given for it."""
    try:
        yield
    except Refused as fault:
        if not numbered:
            raise
        safe = "文书没有写成；编好的文号留着，下次出这份还用它"
        raise Refused(fault.wrong, safe=safe, do=fault.do) from fault


def _about(asked: Request, subject: str, one: str) -> Request:
    told: Record = {subject: one}
    return asked._replace(**told)
