"""Making the worked township, day by day, through the desk alone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from xinfang_tui.cli.demo import township
from xinfang_tui.cli.demo.dates import Dates, dates_of, months_to
from xinfang_tui.cli.demo.names import Names
from xinfang_tui.cli.demo.office import Office
from xinfang_tui.cli.demo.registrar import Registrar
from xinfang_tui.cli.demo.sweeping import Sweeping
from xinfang_tui.cli.demo.world import Clock, World
from xinfang_tui.desk import Desk
from xinfang_tui.month.window import shifted
from xinfang_tui.refusal import Refused

LONGEST_CASE = timedelta(days=80)
"""How long before the last day the oldest matter began."""
DEFAULT_MONTH = "2026-10"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: the months told of, the meetings held, the last day."""

    months: tuple[str, ...]
    meetings: tuple[str, ...]
    end: date


def last_day(month: str = DEFAULT_MONTH) -> date:
    """The last day of a month."""
    return date.fromisoformat(f"{shifted(month, 1)}-01") - timedelta(days=1)


def make(
    folder: Path,
    *,
    end: date,
    villages: int = 5,
    households: int = 600,
    months: int = 3,
    seed: int = 1,
    progress: Progress = lambda done, total: None,
) -> tuple[Desk, Made]:
    """Make the township in an empty folder; its desk, still open, and what was made.

    The earlier months are run to their close; the last one has its bulletin drafted, a village
    behind and matters due, so that there is work to do. Same arguments, same bytes.

    Raises:
        Refused: the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"“{folder}”不是空文件夹", safe="里面的东西没有动", do="请换一个新的文件夹")
    chance = Random(f"{seed}/{villages}/{households}/{months}")
    told = months_to(f"{end:%Y-%m}", months)
    begin = min(date.fromisoformat(f"{told[0]}-01") - timedelta(days=16), end - LONGEST_CASE)
    clock = Clock(begin)
    with _whole_or_nothing(folder), ExitStack() as opened:
        desk = opened.enter_context(
            Desk.create(
                folder,
                code=township.CODE,
                name=township.NAME,
                level="township",
                today=begin,
                entropy=Random(chance.random()).randbytes,
                now=clock,
            )
        )
        made = _lived(desk, chance, clock, begin, end, told, villages, households, progress)
        opened.pop_all()
        return desk, made


@contextmanager
def _whole_or_nothing(folder: Path) -> Iterator[None]:
    """Empty the folder again where the township was not made to its end: half a one misleads."""
    there = folder.exists()
    try:
        yield
    except BaseException as fault:
        for path in folder.iterdir() if folder.exists() else ():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        if not there:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(fault, KeyboardInterrupt):
            raise Refused(
                "已停下，演示镇没有做完",
                safe="做了一半的已经清掉",
                do="要做就再运行一次",
            ) from fault
        raise


def _lived(
    desk: Desk,
    chance: Random,
    clock: Clock,
    begin: date,
    end: date,
    told: list[str],
    villages: int,
    households: int,
    progress: Progress,
) -> Made:
    dates = _dates(desk, begin, told[-1])
    township.settle(desk, [each.dispatch for each in dates.values()])
    names = Names(chance)
    cast = township.found(desk, chance, names, villages, households)
    world = World(desk, cast, chance, names, clock, end)
    codes = [village.code for village in cast.villages]
    quiet = {month: codes[(at + 3) % len(codes)] for at, month in enumerate(told)}
    late = {month: codes[(at + 2) % len(codes)] for at, month in enumerate(reversed(told))}
    registrar = Registrar(world, quiet)
    registrar.plan(begin)
    swept = {month: dates[month] for month in told}
    sweeping = Sweeping(world, registrar, swept, quiet, late, codes[-1])
    office = Office(world, dates, told[0])
    days = (end - begin).days
    for ahead in range(days + 1):
        world.begin(begin + timedelta(days=ahead))
        office.morning()
        world.live()
        sweeping.today()
        office.evening()
        progress(ahead, days)
    return Made(tuple(told), tuple(office.meetings), end)


def _dates(desk: Desk, begin: date, last: str) -> dict[str, Dates]:
    month, found = f"{begin:%Y-%m}", {}
    while month <= last:
        found[month] = dates_of(month, desk.calendar)
        month = shifted(month, 1)
    return found
