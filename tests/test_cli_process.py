"""The command as a process: what it imports, pipes, encodings, terminals."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import worked

HEAVY = {
    "textual",
    "rich",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "lxml",
    "pypinyin",
    "cryptography",
    "hypothesis",
    "tabulate",
    "asyncio",
    "tomllib",
    "xlrd",
}
_TELL = """
import sys
from xinfang_tui.cli import run
try:
    run()
finally:
    print(*sorted(sys.modules), file=sys.stderr)
"""

_COLLECTING = """
import gc, sys
usual = gc.get_threshold()
from xinfang_tui import launching
from xinfang_tui.desk.registry import Registry
def told(*_):
    now = gc.get_threshold()
    rarer = gc.isenabled() and all(a > b > 0 for a, b in zip(now, usual))
    print("usual" if now == usual else "rarer" if rarer else now)
    return []
sys.stdin.isatty = sys.stdout.isatty = lambda: True
launching.launch = Registry.places = told
from xinfang_tui.cli import run
run()
"""


def imported(*args: str) -> set[str]:
    """The modules that a command imports in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", _TELL, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def process(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a process of its own."""
    environment = {**os.environ, **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [sys.executable, "-m", "xinfang_tui", *args],
        capture_output=True,
        env=environment,
        **more,  # type: ignore[call-overload]
    )


@pytest.fixture(scope="module")
def town() -> tuple[str, ...]:
    """The worked township, only to be looked at."""
    return ("--data", str(worked.made()), "--today", "2026-10-31")


@pytest.fixture(scope="module")
def number(town: tuple[str, ...]) -> str:
    """The number of an open dispute."""
    return str(worked.answered(*town, "ledger", "list", "--status", "open")[0]["number"])


def test_help_imports_neither_desk_nor_store() -> None:
    modules = imported("--help")
    assert not modules & HEAVY
    assert not {"xinfang_tui.desk", "store", "sqlite3", "tinydb"} & modules
    assert not [name for name in modules if name.startswith("xinfang_tui.cli.commands.")]


@pytest.mark.parametrize(
    "line", ["dispute show {n} --json", "dispute explain {n} --json", "ledger list --json"]
)
def test_looking_at_disputes_imports_nothing_heavy(
    town: tuple[str, ...], number: str, line: str
) -> None:
    modules = imported(*town, *line.format(n=number).split())
    assert not modules & HEAVY
    assert "screens" not in modules


def test_looking_at_one_loads_neither_lists_nor_figures(town: tuple[str, ...], number: str) -> None:
    modules = imported(*town, "dispute", "show", number)
    assert "xinfang_tui.desk.disputes" in modules
    assert not {"xinfang_tui.desk.lists", "xinfang_tui.month.figures"} & modules


@pytest.mark.parametrize("line", ["month status --json", "report summary --json"])
def test_figures_import_nothing_heavy_and_no_reader_of_ledgers(
    town: tuple[str, ...], line: str
) -> None:
    modules = imported(*town, *line.split())
    assert not modules & HEAVY
    assert "xinfang_tui.documents.reading" not in modules


def test_a_paper_of_the_month_loads_none_of_matters_and_offices(town: tuple[str, ...]) -> None:
    modules = imported(*town, "report", "summary")
    assert "xinfang_tui.desk.monthpapers" in modules
    papers = {f"xinfang_tui.desk.{name}" for name in ("casepapers", "officepapers", "livepapers")}
    assert not (papers | {"tempfile", "difflib", "statistics"}) & modules


def test_a_table_needs_tabulate_alone(town: tuple[str, ...]) -> None:
    modules = imported(*town, "ledger", "list")
    assert modules & HEAVY == {"tabulate"}
    assert "importlib.metadata" not in modules
    assert "xinfang_tui.desk.registering" not in modules


def test_a_form_to_be_filled_in_needs_no_reading_of_ledgers(
    town: tuple[str, ...], tmp_path: Path
) -> None:
    modules = imported(*town, "ledger", "form", str(tmp_path / "登记表.xlsx"))
    assert "xinfang_tui.documents.reading.form" in modules
    assert "xinfang_tui.documents.reading.ledger" not in modules


def test_a_reader_that_leaves_early_is_no_fault(town: tuple[str, ...]) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "xinfang_tui", *town, "ledger", "list", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None and child.stderr is not None
        child.stdout.close()
        assert child.wait() == 0
        assert child.stderr.read() == b""


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1"])
def test_json_is_utf8_whatever_the_machine_speaks(town: tuple[str, ...], encoding: str) -> None:
    done = process(*town, "place", "list", "--json", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0
    assert "双桥镇" in {one["name"] for one in json.loads(done.stdout.decode("utf-8"))}
    table = process(*town, "place", "list", env={"PYTHONIOENCODING": encoding})
    assert "双桥镇" in table.stdout.decode("utf-8")
    no = process(*town, "dispute", "show", "胡说", env={"PYTHONIOENCODING": encoding})
    assert (no.returncode, "胡说" in no.stderr.decode("utf-8")) == (1, True)


def test_without_stdin_nothing_is_waited_for(town: tuple[str, ...]) -> None:
    done = process(*town, "dispute", "add", stdin=subprocess.DEVNULL, timeout=60)
    assert done.returncode == 1
    assert "没有收到内容" in done.stderr.decode("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no /dev/full")
@pytest.mark.parametrize("form", [(), ("--json",)])
def test_what_was_saved_and_not_shown_is_not_to_be_entered_again(
    tmp_path: Path, form: tuple[str, ...]
) -> None:
    folder = ("--data", str(worked.copy(tmp_path)), "--today", "2026-10-31")
    village = worked.answered(*folder, "place", "list")[-1]["code"]
    matter = {"village": village, "title": "水渠放水争执", "category": "0201"}
    matter |= {"occurred_on": "2026-10-30", "parties": [{"name": "张三"}]}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "xinfang_tui", *folder, *form, "dispute", "add"],
            input=json.dumps(matter, ensure_ascii=False).encode(),
            stdout=full,
            stderr=subprocess.PIPE,
        )
    words = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "结果写不出来：磁盘满了。要保存的已经保存，请不要再做一遍" in words
    assert "错误记录" not in words
    titles = [row["title"] for row in worked.answered(*folder, "ledger", "list")]
    assert titles.count("水渠放水争执") == 1


@pytest.mark.parametrize(("line", "how"), [((), "usual"), (("place", "list"), "rarer")])
def test_only_while_a_command_runs_are_its_objects_looked_through_rarely(
    town: tuple[str, ...], line: tuple[str, ...], how: str
) -> None:
    command = [sys.executable, "-c", _COLLECTING, *town, *line]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.split()[0].decode("utf-8") == how


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("sign", ["SIGTERM", "SIGINT"])
def test_a_command_asked_to_end_says_what_is_safe(town: tuple[str, ...], sign: str) -> None:
    halfway = (
        "import os, signal, time\n"
        "from xinfang_tui.desk.registry import Registry\n"
        "def places(*_):\n"
        f"    os.kill(os.getpid(), signal.{sign})\n"
        "    time.sleep(30)\n"
        "Registry.places = places\n"
        "from xinfang_tui.cli import run\n"
        "run()\n"
    )
    command = [sys.executable, "-c", halfway, *town, "place", "list"]
    done = subprocess.run(command, capture_output=True, timeout=25)
    assert done.returncode == 1
    assert done.stderr.decode("utf-8") == "已停下。停下之前保存的都在。\n"


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
def test_a_demo_that_is_broken_off_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    halfway = (
        "import os, signal, time\n"
        "from xinfang_tui.cli.demo.sweeping import Sweeping\n"
        "def today(*_):\n"
        "    os.kill(os.getpid(), signal.SIGTERM)\n"
        "    time.sleep(30)\n"
        "Sweeping.today = today\n"
        "from xinfang_tui.cli import run\n"
        "run()\n"
    )
    (tmp_path / "空").mkdir()
    for folder in ("新", "空"):
        command = [sys.executable, "-c", halfway, "demo", str(tmp_path / folder)]
        done = subprocess.run(command, capture_output=True, timeout=25)
        assert done.returncode == 1
        assert "已停下，演示镇没有做完。做了一半的已经清掉" in done.stderr.decode("utf-8")
    assert list(tmp_path.iterdir()) == [tmp_path / "空"]
    assert not list((tmp_path / "空").iterdir())


@pytest.mark.skipif(os.name == "nt", reason="no streams by number")
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_streams_that_are_closed_are_no_fault(town: tuple[str, ...], closed: str) -> None:
    line = f'"$@" {closed}'
    command = [sys.executable, "-m", "xinfang_tui", *town, "ledger", "list"]
    done = subprocess.run(["sh", "-c", line, "sh", *command], capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")
    assert bool(done.stdout) == ("1>" not in closed)


def test_no_bar_is_drawn_where_nobody_watches(tmp_path: Path) -> None:
    folder = tmp_path / "镇"
    line = ("demo", str(folder), "--villages", "1", "--households", "10", "--months", "1")
    done = process(*line)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "文书" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_bar_is_drawn_on_a_terminal(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    folder = tmp_path / "镇"
    line = ("demo", str(folder), "--villages", "1", "--households", "10", "--months", "1")
    with subprocess.Popen(
        [sys.executable, "-m", "xinfang_tui", *line],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=follower,
    ) as child:
        os.close(follower)
        seen = b""
        try:
            while chunk := os.read(leader, 4096):
                seen += chunk
        except OSError:
            assert child.wait() == 0
    os.close(leader)
    assert "做演示镇" in seen.decode("utf-8")
    assert b"100%" in seen


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_first_start_offers_to_set_up(tmp_path: Path) -> None:
    import pty

    leader, follower = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "xinfang_tui", "--data", str(tmp_path / "新")],
        stdin=follower,
        stdout=follower,
        stderr=follower,
    ) as child:
        os.close(follower)
        os.write(leader, b"0\n")
        seen = b""
        try:
            while chunk := os.read(leader, 4096):
                seen += chunk
        except OSError:
            assert child.wait() == 0
    os.close(leader)
    text = seen.decode("utf-8")
    assert "还没有台账。要怎么开始" in text
    assert "没有改动" in text
    assert not (tmp_path / "新").exists()
