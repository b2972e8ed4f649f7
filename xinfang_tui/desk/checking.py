"""Checking what is stored against itself: every machine's chain, every dispute's fold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby

from store import StoreError, Where
from xinfang_tui.desk.journal import DISPUTE, Journal, stands
from xinfang_tui.disputes.event import Event, faults
from xinfang_tui.disputes.fold import FOLD, fold
from xinfang_tui.exchange import spans

Progress = Callable[[int, int], None]
_WORDS = {"hash": "链接校验不符", "digest": "内容校验不符"}


def check_chains(journal: Journal, progress: Progress | None = None) -> tuple[int, list[str]]:
    """How many events there are, and what is wrong with them or between them.

    A gap, a changed byte, a link to another event than the one before: each shows. What a sender
    keeps to itself, being another village's business, is no gap.
    """
    from xinfang_tui.desk.post import Post  # the exchange is slow to load

    total, done, withheld = journal.events.count(), 0, Post(journal).withheld
    problems: list[str] = []
    devices = sorted(str(device) for (device,) in journal.events.counts(["device"]))
    for device in devices:
        last: Event | None = None
        for event in _chain(journal, device):
            done += 1
            if progress is not None and not done % 500:
                progress(done, total)
            where = f"电脑 {device} 第 {event.seq} 条"
            problems += [f"{where}：{_WORDS[fault]}" for fault in faults(event)]
            if last is not None and event.seq != last.seq + 1:
                gap = ((last.seq + 1, event.seq - 1),)
                for first, end in spans.minus(gap, withheld.get(device, ())):
                    problems.append(f"电脑 {device} 缺第 {first}—{end} 条")
            elif last is not None and event.prev != last.hash:
                problems.append(f"{where}：和前一条接不上")
            elif last is None and event.seq == 1 and event.prev:
                problems.append(f"{where}：第一条之前还指着别的记录")
            last = event
    return done, problems


def _chain(journal: Journal, device: str) -> Iterator[Event]:
    found = journal.events.documents([Where("device", "=", device)], order=[("seq", False)])
    for _, record in found:
        yield Event.from_json(record)


def check_folds(journal: Journal, progress: Progress | None = None) -> tuple[int, list[str]]:
    """How many disputes there are, and which do not equal the fold of their events.

    What a program with other rules folded is only asked to be there.
    """
    comparable = journal.folded_by == FOLD
    where = [
        Where("subject", ">=", DISPUTE),
        Where("subject", "<", "dispute;"),
        Where("aside", "null"),
    ]
    found = journal.events.documents(where, order=[("subject", False)])
    total, done = journal.disputes.count(), 0
    problems: list[str] = []
    seen: set[str] = set()
    for subject, group in groupby(
        (Event.from_json(record) for _, record in found), key=lambda event: event.subject
    ):
        events, id = list(group), subject.removeprefix(DISPUTE)
        if not stands(events):
            continue
        seen.add(id)
        done += 1
        if progress is not None and not done % 200:
            progress(done, total)
        try:
            stored = journal.disputes.fetch(id)
        except StoreError as fault:
            problems.append(f"纠纷 {id}：{fault.wrong}")
            continue
        if stored is not None and not comparable:
            continue
        folded = fold(events)
        if stored is None:
            problems.append(f"纠纷 {folded.number or id}：台账里没有它的汇总记录")
        elif stored != folded.to_json():
            problems.append(f"纠纷 {folded.number or id}：汇总记录和经过不符")
    for row in journal.disputes.select():
        if row[0] not in seen:
            problems.append(f"纠纷 {row[0]}：没有经过")
    return done, problems
