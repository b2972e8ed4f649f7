"""Putting another ledger in a folder: a backup, or one written out as JSON (DESIGN §7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from store import Ledger, StoreError
from store.interchange import read_tinydb
from store.restoring import restore as store_restore
from xinfang_tui.desk import opening
from xinfang_tui.desk.context import Context
from xinfang_tui.desk.reerasing import Again, erase_again, erased_in, to_do_again, told_of
from xinfang_tui.refusal import Refused

Record = dict[str, Any]


def restore(folder: Path, backup: Path, *, today: date | None = None) -> Record:
    """Put a backup in the place of a folder's ledger; the present one is kept beside it.

    The restored ledger goes on under a new machine identity (DESIGN §4). What was lawfully erased
    since the backup is erased in it again.

    Returns:
        ``{file, kept, mark, erased, left}``: the ledger, where the former one is (null without
        one), the new mark of this machine (null when the disk has no room for it: the next opening
        takes one); the numbers of the matters erased again, and in words what could not be.
    """
    if not backup.exists():
        raise Refused(f"没有“{backup}”这个文件", safe="现在的台账没有动")
    opening.make_folder(folder)
    kept = _put_in_place(backup, folder)
    made = {"file": str(folder / opening.LEDGER), "kept": str(kept) if kept else None}
    return made | _taken_up(folder, today or date.today())


def erased_again(found: Record) -> str:
    """What a ledger put in place had to forget again, and what somebody still has to see to."""
    return told_of(Again(found["erased"], found["left"]))


def read_json(folder: Path, path: Path, *, today: date | None = None) -> Record:
    """Make a ledger in a folder that has none from a stock TinyDB JSON file.

    It goes on under a new machine identity, as a restored one does; one whose making was broken
    off is no hindrance.

    Returns:
        ``{documents, mark, erased, left}``: how many; the others as of :func:`restore`.

    Raises:
        Refused: the folder has a ledger; StoreError: the file is not such a file.
    """
    begun = opening.has_ledger(folder)
    if begun and not opening.begun_only(folder):
        raise Refused(f"“{folder}”里已经有台账", safe="没有读入", do="请换一个空文件夹")
    opening.make_folder(folder)
    ledger = Ledger(folder / opening.LEDGER)
    try:
        with _retiring(folder) as retire:
            count = _read(path, ledger, before=retire)
    except BaseException:
        ledger.close()
        if not begun and opening.begun_only(folder):
            (folder / opening.LEDGER).unlink(missing_ok=True)
        raise
    finally:
        ledger.close()
    return {"documents": count} | _taken_up(folder, today or date.today())


def _read(path: Path, ledger: Ledger, before: Callable[[], object]) -> int:
    with ledger.transaction():
        count = read_tinydb(path, ledger)
        if opening.is_empty(ledger):
            raise Refused(
                f"{path.name} 里没有台账的内容", safe="没有读入", do="请选由本程序写出的 JSON 文件"
            )
        before()
    return count


def _put_in_place(backup: Path, folder: Path) -> Path | None:
    with _retiring(folder) as retire:
        return store_restore(backup, folder / opening.LEDGER, before=retire)


@contextmanager
def _retiring(folder: Path) -> Iterator[Callable[[], object]]:
    """What puts the former identity aside: never does it write to the ledger put in place.

    It goes right before that ledger comes: should the process end in between, the one that stands
    goes on under a new identity, which harms nothing. The other under the former would give numbers
    anew.
    """
    retired: list[Path] = []
    try:
        yield lambda: retired.extend(opening.retire(folder))
    except StoreError:  # the ledger stands as it was
        for path in retired:
            path.replace(folder / opening.DEVICE)
        raise


def _taken_up(folder: Path, today: date) -> Record:
    """Give a folder's ledger to a new identity of this machine, and erase again what it lacks."""
    try:
        journal, identity = opening.open_journal(folder)
    except (OSError, Refused, StoreError):  # restored it is all the same
        left = to_do_again(erased_in(opening.former_ledgers(folder)))
        return {"mark": None, "erased": [], "left": left}
    with closing(journal.ledger):
        context = Context(folder, journal, identity, user=None, day=lambda: today)
        again = erase_again(context, opening.former_ledgers(folder))
    return {"mark": identity.mark, "erased": again.numbers, "left": again.left}
