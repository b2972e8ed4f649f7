"""A data folder: its ledger and the machine's identity, opened or made (DESIGN §4, §10)."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

from store import DamagedFile, DamagedIndex, DamagedRow, DiskFull, Ledger, Locked, ReadOnly
from xinfang_tui.desk.index import COLUMNS, INDEXES
from xinfang_tui.desk.journal import Entropy, Journal
from xinfang_tui.diskwords import disk_words
from xinfang_tui.disputes import number
from xinfang_tui.disputes.fold import FOLD
from xinfang_tui.exchange import identity as machines
from xinfang_tui.exchange.identity import Identity
from xinfang_tui.refusal import Refused

LEDGER, DEVICE = "ledger.db", "device.json"
BACKUP, PARCELS, DRAFTS, PAPERS = "backup", "parcels", "drafts", "文书"
FORGETTING = "forgetting.json"
"""Stands beside the ledger from a lawful erasure until the copies of this machine followed."""
DRILL = "恢复演练"
"""What the name of a folder begins with that a restore is rehearsed in."""
TOWNSHIP_MARK = "00"
BETWEEN = tuple(f"{n:02d}" for n in (*range(60, 0, -1), *range(61, 100)))
SOON_FOLDED = 500
"""So many disputes are folded anew before anybody wonders what is going on."""
Now = Callable[[], int]
Tell = Callable[[str], object]


def wall_clock() -> int:
    """Milliseconds since 1970 by the machine's clock."""
    return time.time_ns() // 1_000_000


def has_ledger(folder: Path) -> bool:
    """Whether a ledger was made in this folder.

    Raises:
        Refused: the folder may not be looked into.
    """
    try:
        return (folder / LEDGER).exists()
    except PermissionError as fault:
        raise Refused(
            f"没有权限打开数据文件夹“{folder}”",
            safe="里面的台账没有动",
            do="请用建立台账时的用户登录，或请管理人员改文件夹的权限",
        ) from fault


def former_ledgers(folder: Path) -> list[Path]:
    """The ledgers that stood here before something was restored over them."""
    return sorted(folder.glob(f"{Path(LEDGER).stem}-before-restore*.db"))


def lost(folder: Path) -> Refused | None:
    """The word for a folder whose ledger is gone though something of it is left; else None.

    A ledger's making leaves nothing behind without the ledger, and neither does a restore.
    """
    if has_ledger(folder) or not folder.is_dir():
        return None
    copies = [*(folder / BACKUP).glob("ledger-*.db")]
    newest = max(copies, key=lambda path: path.stat().st_mtime, default=None)
    if newest is None and not [*folder.glob("device*.json"), *folder.glob("ledger-before-*.db")]:
        return None
    way = (
        f"找不到就从备份恢复：xinfang restore {newest}"
        if newest is not None
        else "找不到就从别处的备份恢复（xinfang restore 备份文件）"
    )
    return Refused(
        f"“{folder}”里的台账文件 {LEDGER} 不见了",
        safe="本机的备份还在" if newest is not None else "其余文件没有动",
        do=f"请先找找是不是被移走、改名，或被杀毒软件隔离；{way}；要另建台账，请换一个空文件夹",
    )


def make_folder(folder: Path) -> None:
    """Make a data folder where there is none.

    Raises:
        Refused: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise Refused(
            f"文件夹“{folder}”建不了（{disk_words(fault)}）", do="请换一个文件夹"
        ) from fault


def open_journal(
    folder: Path,
    *,
    readonly: bool = False,
    entropy: Entropy = os.urandom,
    now: Now = wall_clock,
) -> tuple[Journal, Identity]:
    """The journal of a data folder, with the identity that writes to it.

    A folder without ``device.json`` (a restored backup), or whose ledger ends before what the
    machine has sent (an old copy put back), goes on under a new identity.

    Raises:
        Refused: there is no ledger here.
        StoreError: it cannot be opened; nothing was changed.
    """
    if not has_ledger(folder):
        raise _none(folder)
    ledger = Ledger(folder / LEDGER, readonly=readonly)
    if is_empty(ledger):
        ledger.close()
        raise _none(folder)
    known = machines.load(folder / DEVICE)
    journal = _journal(ledger, known.device if known else "", entropy, now)
    journal.guard = partial(_demand_identity, folder, journal)
    if known is not None and not known.behind(journal.newest):
        return journal, known
    unit = known.unit if known else ""
    try:
        return journal, begin_anew(folder, journal, unit, readonly=readonly, entropy=entropy)
    except Refused:
        ledger.close()
        raise


def begin_anew(
    folder: Path,
    journal: Journal,
    unit: str,
    *,
    readonly: bool = False,
    entropy: Entropy = os.urandom,
) -> Identity:
    """Let a journal go on under a new identity of this machine; the former one is put aside.

    Raises:
        Refused: the identity cannot be written; the former one stays.
    """
    mark = _free_mark(journal, _former_marks(folder))
    fresh = machines.fresh(mark, unit, entropy)
    if not readonly:
        _take_up(folder, fresh)
    journal.device = fresh.device
    return fresh


def _take_up(folder: Path, fresh: Identity) -> None:
    retired: list[Path] = []
    try:
        retired = retire(folder)
        machines.save(fresh, folder / DEVICE)
    except OSError as fault:
        with suppress(OSError):
            for path in retired:
                path.replace(folder / DEVICE)
        former = "，原来的机号还在" if (folder / DEVICE).exists() else ""
        raise Refused(
            f"本机要换新的机号，可是写不进“{DEVICE}”（{disk_words(fault)}）",
            safe=f"台账没有动{former}",
            do="请看看数据文件夹所在的磁盘是否已满、是否只能读，再做一次",
        ) from fault


def _demand_identity(folder: Path, journal: Journal) -> None:
    """Refuse to write on under an identity that another window has put aside: nobody would get it.

    A file that is gone or cannot be read just now says nothing.
    """
    known = None
    with suppress(Refused):
        known = machines.load(folder / DEVICE)
    if known is not None and known.device != journal.device:
        raise Refused(
            f"另一个窗口里，这台电脑已经改用{known.mark}号机",
            safe="没有保存，以前记的都在",
            do="请关上这个窗口，再打开",
        )


def _none(folder: Path) -> Refused:
    if folder.is_file():
        return Refused(
            f"“{folder}”是一个文件，不是数据文件夹",
            safe="文件没有动",
            do="请用 --data 或环境变量 XINFANG_DATA 写明数据文件夹",
        )
    return lost(folder) or Refused(
        f"“{folder}”里还没有台账",
        do="请先运行 xinfang init 建立台账，或用 xinfang machine join 加入本镇",
    )


def is_empty(ledger: Ledger) -> bool:
    """Whether making the ledger was broken off before its first entry, which saves all at once."""
    return not ledger.table("events").select(limit=1)


def begun_only(folder: Path) -> bool:
    """Whether the ledger of a folder is there without an entry: see :func:`is_empty`."""
    with closing(Ledger(folder / LEDGER, readonly=True)) as ledger:
        return is_empty(ledger)


def create_journal(
    folder: Path, *, mark: str, unit: str, entropy: Entropy, now: Now
) -> tuple[Journal, Identity]:
    """A new ledger in a folder, with a new identity; one whose making was broken off is gone on.

    Raises:
        Refused: a ledger stands there already, or stood there; or the folder cannot be used.
    """
    if has_ledger(folder) and not begun_only(folder):
        raise Refused(f"“{folder}”里已经有台账", safe="原来的台账没有动", do="请换一个空文件夹")
    if gone := lost(folder):
        raise gone
    make_folder(folder)
    identity = machines.fresh(mark, unit, entropy)
    with suppress(OSError):
        folder.chmod(0o700)
    journal = _journal(Ledger(folder / LEDGER), identity.device, entropy, now)
    journal.guard = partial(_demand_identity, folder, journal)
    journal.note_fold()
    machines.save(identity, folder / DEVICE)
    return journal, identity


def renew_folds(journal: Journal, tell: Tell) -> str:
    """Fold all disputes again, all or none, when it was done by other rules than the present.

    A ledger that cannot be written now, or not read through, is opened as it stands; the next
    opening tries again.

    Args:
        tell: given a sentence when it takes long.

    Returns:
        Why it could not be done, in words; else nothing.
    """
    if journal.folded_by == FOLD:
        return ""
    if journal.disputes.count() > SOON_FOLDED:
        tell("正在按新版本整理台账，请稍候……")
    try:
        journal.refold_all()
    except (ReadOnly, Locked, DiskFull, DamagedFile, DamagedIndex, DamagedRow) as fault:
        then = f"{fault.do}。" if fault.do else ""
        return f"台账还没有按新版本整理：{fault.wrong}。先照原样打开，下次打开再整理。{then}"
    return ""


def retire(folder: Path) -> list[Path]:
    """Put the machine's identity aside, so that its mark is never used again; where it is now."""
    device = folder / DEVICE
    n = 1
    while (target := device.with_name(f"device-before-restore-{n}.json")).exists():
        n += 1
    if not device.exists():
        return []
    device.replace(target)
    return [target]


def _former_marks(folder: Path) -> set[str]:
    """Marks of this machine's identities, the present and those put aside."""
    found = set()
    for path in folder.glob("device*.json"):
        with suppress(Refused):
            identity = machines.load(path)
            found.add(identity.mark if identity else "")
    return found


def _journal(ledger: Ledger, device: str, entropy: Entropy, now: Now) -> Journal:
    return Journal(ledger, device, entropy=entropy, now=now, columns=COLUMNS, indexes=INDEXES)


def _free_mark(journal: Journal, former: set[str]) -> str:
    """A mark no machine known here has used: one that the invitation set aside, else one between.

    Invitations give from 01 up and set aside from 99 down; the ledger, being an old copy, may not
    know the newest of them.
    """
    from xinfang_tui.desk.post import Post  # the exchange is slow to load, and seldom needed here

    post = Post(journal)
    known = list(journal.room("machine"))
    given = {mark for event in known for mark in event.payload.get("marks") or ()}
    used = former | {event.subject.partition(":")[2] for event in known}
    used |= post.invited.keys()
    for _, text in journal.disputes.select(columns=["number"]):
        parsed = number.parse(str(text))
        if parsed is not None:
            used.add(parsed.mark)
    joined = post.joined
    ours = joined.marks if joined else ()
    free = [mark for mark in (*ours, *(m for m in BETWEEN if m not in given)) if mark not in used]
    if free:
        return free[0]
    raise Refused("本镇的机号已经用完", do="请联系镇综治中心")
