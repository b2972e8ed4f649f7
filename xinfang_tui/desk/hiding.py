"""How far a paper or an export shows people, and the note that it was not masked (DESIGN §1)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from store import Where
from xinfang_tui.desk.asleft import entries_left
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.journal import DISPUTE
from xinfang_tui.desk.rules import Rules
from xinfang_tui.disputes.digits import numbers_in
from xinfang_tui.disputes.dispute import Dispute
from xinfang_tui.disputes.event import Event, canonical
from xinfang_tui.disputes.kinds import PRINT, RETAIN
from xinfang_tui.disputes.masking import cores_of, mask_of, people_in
from xinfang_tui.disputes.names import plain
from xinfang_tui.documents.disclosure import Disclosure
from xinfang_tui.documents.placing import put
from xinfang_tui.refusal import Refused

if TYPE_CHECKING:
    from xinfang_tui.disputes.erasing import Known

SEALED = "（密封事项）"
PEOPLE = frozenset({"parties", "reporter"})
"""Fields of a dispute that hold people."""


def masked(
    rules: Rules, disputes: Iterable[Dispute], *, paper: str, more: Iterable[str] = ()
) -> Disclosure:
    """Everybody in these disputes hidden, each under one pseudonym of this paper.

    Args:
        paper: key of the paper; another key gives other pseudonyms.
        more: names from elsewhere, such as heads of households.
    """
    return Disclosure(mask_of(disputes, paper=paper, keep=kept(rules), more=more))


def named_in(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Names that the trails of these records carry beside the parties of today."""
    for record in records:
        for entry in record.get("trail") or ():
            for field in people_in(entry.get("data") or {}):
                yield from cores_of(field)


def named_by(context: Context, ids: Iterable[str]) -> set[str]:
    """Names that entries of these disputes carry, but for those of the staff."""
    found = {
        core
        for id in ids
        for event in entries_left(context.journal, f"{DISPUTE}{id}")
        for field in people_in(event.payload)
        for core in cores_of(field)
    }
    return found - set(context.rules.staff)


def former(context: Context, ids: Iterable[str] | None = None) -> set[str]:
    """Whom a correction took out of these disputes, of all without ``ids``.

    Their titles and briefs may go on naming them.
    """
    where = [Where("kind", "in", ["correct", "settle", RETAIN]), Where("aside", "null")]
    entries = (Event.from_json(record) for _, record in context.journal.events.documents(where))
    changed = {
        entry.subject.removeprefix(DISPUTE)
        for entry in entries
        if entry.kind == RETAIN or PEOPLE & {entry.payload.get(n) for n in ("field", "conflict")}
    }
    return named_by(context, sorted(changed if ids is None else changed & set(ids)))


def beside(context: Context) -> set[str]:
    """Whom a title may name that is no party of its matter: taken out, or of the matter it is
    counted with."""
    disputes = context.journal.disputes
    pairs = disputes.select([Where("lead", "not null")], columns=("lead",))
    joined = {str(id) for pair in pairs for id in pair}
    people = {
        core
        for id, record in disputes.fetch_many(sorted(joined))
        for party in Dispute.from_json(record).parties
        if party.kind == "person"
        for core in cores_of(party.name)
    }
    return former(context) | (people - set(context.rules.staff))


def unmasked(context: Context) -> Disclosure:
    """Everybody shown, with who made the paper and when."""
    return Disclosure(made_by=context.who, made_on=context.today)


def kept(rules: Rules) -> set[str]:
    """Words that no mask touches: places and their codes, offices and their telephones."""
    words = {rules.settings.unit.name, rules.settings.unit.code}
    for place in rules.places:
        words |= {place.name, place.code}
    office = rules.settings.office
    words |= {
        office.mediation_centre,
        office.issuing_office,
        office.printed_by,
        office.phone,
        office.complaints_phone,
        office.address,
        office.discipline,
    }
    for one in rules.staff.values():
        words |= {one.unit, one.phone}
    return words - {""}


def known_names(rules: Rules) -> Known:
    """Names that are nobody's whom an erasure may mean: of places, offices and the staff."""
    from xinfang_tui.disputes.erasing import Known

    words = kept(rules)
    numbers = {number for word in words for number in numbers_in(word)}
    return Known(frozenset(map(plain, words)) | numbers, frozenset(rules.staff))


def paper_key(*parts: Any) -> str:
    """The key of a paper's pseudonyms, from what makes it this paper and no other."""
    return hashlib.blake2b(canonical(list(parts)), digest_size=8).hexdigest()


def may_read(context: Context, record: Mapping[str, Any]) -> bool:
    """Whether whoever works may read a stored dispute, see :func:`may_know`."""
    return not record.get("sealed") or may_know(context, record.get("readers") or ())


def may_know(context: Context, readers: Collection[str]) -> bool:
    """Whether whoever works may read a sealed matter: its readers only.

    One that names no readers, such as a rule sealed, stays with the office that keeps the ledger:
    a township's is no matter of the staff of its villages (DESIGN §5).
    """
    if not context.user:
        return True
    if readers:
        return context.user in readers
    return bool(context.unit_village) or not context.own_village


def veiled(record: Mapping[str, Any]) -> dict[str, Any]:
    """A dispute's record as papers for everybody have it: of a sealed one no word."""
    if not record.get("sealed"):
        return dict(record)
    hidden = {"title": SEALED, "brief": "", "parties": [], "reporter": "", "terms": []}
    return {**record, **hidden, "plan": [], "trail": []}


def shown(context: Context, record: dict[str, Any], document: Mapping[str, Any]) -> dict[str, Any]:
    """A dispute's record as a list shows it to whoever works: sealed ones to their readers only."""
    hidden = document.get("sealed") and not may_read(context, document)
    return veiled({**record, "sealed": True}) if hidden else record


@contextmanager
def noted(context: Context, path: Path | None) -> Iterator[None]:
    """One transaction round a file and what the ledger keeps of it, such as the note of a file with
    names: neither stays without the other.

    Where the ledger cannot be written after the file was put at ``path``, as on a full disk, the
    file goes again, and one that stood there comes back.
    """
    before = path.read_bytes() if path is not None and path.is_file() else None
    try:
        with context.journal.transaction():
            yield
    except BaseException:
        with suppress(OSError):
            if path is not None:
                _put_back(path, before)
        raise


def _put_back(path: Path, before: bytes | None) -> None:
    """Give a file its content back, where there is no room beside it in its own; else it goes."""
    if before is None:
        path.unlink(missing_ok=True)
        return
    if path.is_file() and path.read_bytes() == before:
        return
    try:
        put(path, before)
    except Refused:
        try:
            path.write_bytes(before)
        except OSError:
            path.unlink(missing_ok=True)


def note_print(context: Context, subject: str, paper: str, **more: Any) -> None:
    """Write down that a paper was made with names: event ``print`` {paper, unmasked, …}."""
    data = {"paper": paper, "unmasked": True, **more}
    context.journal.append(subject, PRINT, data, by=context.who, on=context.today.isoformat())
