"""Drives the program in a real terminal: tmux on a socket of its own, and a bare pty."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import shutil
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any

import pytest

XINFANG = (sys.executable, "-m", "xinfang_tui")
PATIENCE = 20.0
"""Seconds to wait for a text; far more than it takes, so that a busy machine fails nothing."""
_LOOK_EVERY = 0.04
_WRAPPED = """sh -c 'echo $$ >"$0.pid"; exec "$@"' "$0" "$@"; echo $? >"$0.code\""""
"""Notes down the command's process and what it ended with, which tmux does not always hear."""

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="没有装 tmux")


class Terminal:
    """A window of tmux with one command in it.

    Args:
        command: what runs; columns, rows: its size; environ: added to the environment.
    """

    def __init__(self, *command: str, columns: int = 80, rows: int = 24, **environ: str) -> None:
        self._command = command
        self._size = (columns, rows)
        self._environ = {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", **environ}
        self._home = TemporaryDirectory(prefix="terminal-")
        self._socket = str(Path(self._home.name) / "tmux")
        self._notes = str(Path(self._home.name) / "command")

    def __enter__(self) -> Terminal:
        columns, rows = map(str, self._size)
        given = [f"{name}={value}" for name, value in self._environ.items()]
        # Esc must not wait for a second key, and the dead window stays to be read.
        self._tmux(
            *("new-session", "-d", "-s", "it", "-x", columns, "-y", rows),
            *("env", *given, "sh", "-c", _WRAPPED, self._notes, *self._command),
            *(";", "set-option", "-g", "escape-time", "0"),
            *(";", "set-option", "-g", "remain-on-exit", "on"),
            *(";", "set-option", "-g", "status", "off"),
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._tmux("kill-server", must=False)
        self._home.cleanup()

    def _tmux(self, *words: str, given: str | None = None, must: bool = True) -> str:
        environ = {name: value for name, value in os.environ.items() if name != "TMUX"}
        done = subprocess.run(
            ["tmux", "-f", "/dev/null", "-u", "-S", self._socket, *words],
            input=given,
            capture_output=True,
            text=True,
            env=environ | {"LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
            timeout=PATIENCE,
        )
        assert done.returncode == 0 or not must, done.stderr
        return done.stdout

    @property
    def exit_code(self) -> int | None:
        """What the command ended with, 128 and more for a signal; None while it runs."""
        told = self._note("code")
        return int(told) if told.endswith("\n") else None

    def _note(self, ending: str) -> str:
        note = Path(f"{self._notes}.{ending}")
        return note.read_text() if note.exists() else ""

    def screen(self) -> str:
        """All that is on the screen now, line by line."""
        return self._tmux("capture-pane", "-p", "-t", "it")

    def lines(self) -> list[str]:
        """The screen's lines."""
        return self.screen().split("\n")

    def press(self, *keys: str) -> Terminal:
        """Keys by their tmux names: ``F2``, ``Enter``, ``Escape``, ``C-c``."""
        self._tmux("send-keys", "-t", "it", *keys)
        return self

    def type(self, text: str) -> Terminal:
        """A text as an input method commits it: all of it at once."""
        self._tmux("send-keys", "-t", "it", "-l", text)
        return self

    def paste(self, text: str) -> Terminal:
        """A text as the terminal's paste hands it over, in brackets."""
        self._tmux("load-buffer", "-", given=text)
        self._tmux("paste-buffer", "-p", "-r", "-t", "it")
        return self

    def resize(self, columns: int, rows: int) -> Terminal:
        """Another size of the window."""
        self._tmux("resize-window", "-t", "it", "-x", str(columns), "-y", str(rows))
        return self

    def wait(self, *texts: str, patience: float = PATIENCE) -> Terminal:
        """Wait until all the texts are on the screen."""
        self.until(lambda now: all(text in now for text in texts), str(texts), patience)
        return self

    def wait_gone(self, text: str, patience: float = PATIENCE) -> Terminal:
        """Wait until a text is no longer on the screen."""
        self.until(lambda now: text not in now, f"no {text}", patience)
        return self

    def wait_line(self, text: str) -> Terminal:
        """Wait until the terminal's cursor, where an input method writes, is on a line with a text.

        What follows is then typed into that field.
        """

        def there(now: str) -> bool:
            row = self._tmux("display-message", "-p", "-t", "it", "#{cursor_y}")
            return text in now.split("\n")[int(row)]

        self.until(there, f"the cursor at {text}")
        return self

    def wait_ended(self, patience: float = PATIENCE) -> int:
        """Wait until the command has ended; its exit code."""
        self.until(lambda _: self.exit_code is not None, "the end", patience)
        code = self.exit_code
        assert code is not None
        return code

    def until(
        self, right: Callable[[str], bool], what: str = "", patience: float = PATIENCE
    ) -> str:
        """Wait until the screen is right; the screen."""
        end = time.monotonic() + patience
        while True:
            now = self.screen()
            if right(now):
                return now
            assert time.monotonic() < end, f"waited for {what}, saw:\n{now}"
            time.sleep(_LOOK_EVERY)

    def kill(self) -> None:
        """End the program as a power cut would."""
        os.kill(int(self._note("pid")), signal.SIGKILL)


class Pty:
    """A command on a bare pty: what it writes is kept, what it is sent goes out in one write.

    Args:
        command: what runs; it finds a terminal of 80×24 that answers no question.
    """

    def __init__(self, *command: str) -> None:
        self._command = command
        self._written = bytearray()

    def __enter__(self) -> Pty:
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._running = subprocess.Popen(
            self._command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            env=os.environ | {"TERM": "xterm-256color", "LANG": "C.UTF-8"},
        )
        os.close(theirs)
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._running.kill()
        self._running.wait()
        self._reading.join(PATIENCE)
        os.close(self._ours)

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the command ended
            while data := os.read(self._ours, 65536):
                self._written += data

    @property
    def written(self) -> bytes:
        """All that the command wrote so far."""
        return bytes(self._written)

    def send(self, data: bytes) -> Pty:
        """Bytes in one write, as a terminal hands over what was committed or pasted."""
        assert os.write(self._ours, data) == len(data)
        return self

    def wait(self, text: str) -> Pty:
        """Wait until the command wrote a text."""
        wait_for(lambda: text.encode() in self._written, text)
        return self


def wait_for(right: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Wait until something is so."""
    end = time.monotonic() + patience
    while not right():
        assert time.monotonic() < end, f"waited for {what}"
        time.sleep(_LOOK_EVERY)


def xinfang(folder: Path, *words: str) -> Any:
    """What the command line answers in a process of its own."""
    command = [*XINFANG, "--data", str(folder), *words, "--json"]
    return json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
