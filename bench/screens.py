"""The screens: first text, first paint of a large ledger, a page down, opening the form."""

from __future__ import annotations

import asyncio
import contextlib
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

from bench.month import TODAY, build

Report = Callable[[str, float, float | None], None]

DISPUTES, STARTS, PAGES, FORMS = 100_000, 9, 60, 7
MINIMAL = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("矛盾纠纷")
Minimal().run()
"""
FIRST = "矛盾纠纷"
PATIENCE = 30.0


def run(report: Report) -> None:
    """Build a large ledger in a temporary folder, measure, and report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "镇"
        build(path, DISPUTES, 1_000)
        report("从启动到第一行字 ÷ 最小的 Textual 程序", first_text(path), 1.5)
        asyncio.run(_in_program(path, report))


def first_text(path: Path) -> float:
    """Time from process start to the first text, over that of a minimal program."""
    ours = [sys.executable, "-m", "xinfang_tui", "--data", str(path), "--today", TODAY.isoformat()]
    minimal = [sys.executable, "-c", MINIMAL]
    times: dict[str, list[float]] = {"ours": [], "minimal": []}
    for _ in range(STARTS):
        times["minimal"].append(_seconds_to(FIRST, minimal))
        times["ours"].append(_seconds_to(FIRST, ours))
    return statistics.median(times["ours"]) / statistics.median(times["minimal"])


def _seconds_to(text: str, command: list[str]) -> float:
    """How long until a text stands in what a command writes to its terminal."""
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LANG="C.UTF-8")
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    written, wanted = b"", text.encode()
    try:
        while wanted not in written:
            if time.perf_counter() - begun > PATIENCE:
                raise AssertionError(f"{command[-1]} wrote no {text!r}: {written[-400:]!r}")
            ready, _, _ = select.select([terminal], [], [], 0.5)
            if ready:
                written += os.read(terminal, 65536)
        return time.perf_counter() - begun
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        with contextlib.suppress(OSError):
            os.close(terminal)


async def _in_program(path: Path, report: Report) -> None:
    from screens.ledger.page import LedgerPage
    from screens.opening import preload
    from screens.register.page import RegisterPage
    from xinfang_tui.app import XinfangApp
    from xinfang_tui.desk import Desk

    with Desk.open(path, today=TODAY) as desk:
        app = XinfangApp(desk, follow=False)
        async with app.run_test(size=(120, 40)) as pilot:
            await _until(lambda: app.page is not None)
            preload()  # as the program does behind its first screen
            app.session.preferences.set("ledger.order", "due")
            await pilot.pause(0.5)
            tracemalloc.start()
            before = tracemalloc.get_traced_memory()[0]
            begun = time.perf_counter()
            await app.switch_mode("ledger")
            page = app.screen
            assert isinstance(page, LedgerPage)
            await _until(lambda: page.table.row is not None and "柳-" in _text(page))
            painted = time.perf_counter() - begun
            grown = tracemalloc.get_traced_memory()[0] - before
            tracemalloc.stop()
            report("台账 100 000 件第一次画出（毫秒，含内存跟踪）", painted * 1000, None)
            report("台账 100 000 件占的内存（MB）", grown / 1e6, 10)
            report("台账 100 000 件第一次画出（毫秒）", await _repaint(app, page) * 1000, 100)
            page.filter = {}
            page.reload()
            await _until(lambda: page.table.count >= DISPUTES)
            report("翻一页用的处理器时间（毫秒）", await _page_down(pilot, page) * 1000, 10)
            pushed = [await _push(app, RegisterPage) for _ in range(FORMS)]
            report("打开登记表（毫秒）", statistics.median(pushed) * 1000, 200)


async def _repaint(app: object, page: object) -> float:
    """The same once more without tracing: from leaving the ledger to its rows on screen."""
    times = []
    for _ in range(5):
        await app.switch_mode("desk")  # type: ignore[attr-defined]
        await asyncio.sleep(0.2)
        page.table.expect(0)  # type: ignore[attr-defined]
        page._loaded = (-1, -1, "")  # type: ignore[attr-defined]
        begun = time.perf_counter()
        await app.switch_mode("ledger")  # type: ignore[attr-defined]
        await _until(lambda: page.table.row is not None and "柳-" in _text(page))  # type: ignore[attr-defined]
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


async def _page_down(pilot: object, page: object) -> float:
    """Processor time of a page down, the rows of the page in it."""
    page.table.focus()  # type: ignore[attr-defined]
    await asyncio.sleep(0.3)
    begun = time.process_time()
    for _ in range(PAGES):
        await pilot.press("pagedown")  # type: ignore[attr-defined]
        await _until(lambda: page.table.row is not None)  # type: ignore[attr-defined]
    return (time.process_time() - begun) / PAGES


async def _push(app: object, form: type) -> float:
    begun = time.perf_counter()
    page = form(app.session)  # type: ignore[attr-defined]
    await app.push_screen(page)  # type: ignore[attr-defined]
    await _until(lambda: "人身危险" in _text(page))
    taken = time.perf_counter() - begun
    page.dismiss(None)
    await asyncio.sleep(0.1)
    return taken


def _text(page: object) -> str:
    strips = page._compositor.render_strips()  # type: ignore[attr-defined]
    return "\n".join(strip.text for strip in strips)


async def _until(done: Callable[[], bool]) -> None:
    begun = time.perf_counter()
    while not done():
        if time.perf_counter() - begun > PATIENCE:
            raise AssertionError("it did not come")
        await asyncio.sleep(0.001)
