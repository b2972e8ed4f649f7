"""The command line's words: help, wrong usage, exit codes; all of them Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner, Result

from xinfang_tui.cli.root import root
from xinfang_tui.disputes.kinds import KINDS

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Error|Missing|Invalid|Try|Show|default|required|argument|option)\b"
)


def run(*args: str, input: str | None = None) -> Result:
    return CliRunner().invoke(root, list(args), input=input, prog_name="xinfang")


def paths(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        ctx = click.Context(command)
        for name in command.list_commands(ctx):
            found = command.get_command(ctx, name)
            assert found is not None
            yield from paths(found, (*path, name))


ALL = sorted(paths(root))


def test_every_command_of_the_contract_is_there() -> None:
    named = {" ".join(path) for path in ALL}
    wanted = """demo; init; place import; place list; staff add; staff list; dispute add;
        dispute show; dispute act; dispute explain; dispute undo; ledger list; ledger import;
        ledger export; ledger json out; ledger json in; sweep; escalate; month status;
        month summarise; month dispatch; month bulletin; month close; month reopen; meeting open;
        meeting decide; meeting close; report; machine invite; machine join; machine list;
        machine strike; parcel pack; parcel inspect; parcel unpack; parcel receipt;
        parcel takeback; parcel status; backup; restore; verify; doctor; settings get;
        settings set; completion"""
    assert {" ".join(each.split()) for each in wanted.split(";")} <= named


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_each_help_page_is_chinese_and_says_something(path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：xinfang")
    words = re.sub(r"--?[\w-]+|[\w./]+ \|", "", result.stdout)
    assert not ENGLISH.search(words), words
    about = result.stdout.split("\n")[2]
    assert re.search(r"[\u4e00-\u9fff]{2}", about)


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_an_unknown_option_is_wrong_usage_everywhere(path: tuple[str, ...]) -> None:
    result = run(*path, "--nonsense")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "用法不对：没有“--nonsense”这个选项" in result.stderr
    assert not ENGLISH.search(result.stderr.replace("--nonsense", ""))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("disput", "没有“disput”这个命令，是不是：dispute"),
        ("dispute sho", "没有“sho”这个命令，是不是：show"),
        ("dispute show", "缺少“编号”"),
        ("dispute show 甲 乙", "多出来的参数：乙"),
        ("dispute show --today", "选项“--today”后面要写内容"),
        ("dispute show --json=3 甲", "选项“--json”后面不写内容"),
        ("init --code 341623101 --name 双桥镇", "缺少“--level”"),
        ("init --code 1 --name 镇 --level 镇", "可以是：village、township、county"),
        ("--today 2026-02-30 place list", "没有“2026-02-30”这一天，请写成 2026-10-31 这样"),
        ("--today 9999-12-31 place list", "没有“9999-12-31”这一天"),
        ("month status --month 2026-13", "没有“2026-13”这个月份，请写成 2026-10 这样"),
        ("demo 某处 --villages 0", "要写 1 到"),
        ("demo 某处 --villages 五", "要写 1 到"),
        ("settings set window", "请写上内容"),
        ("month bulletin --note 空话", "--note 要写成 指标=说明"),
        ("dispute --json", "没有写要办什么"),
    ],
)
def test_wrong_usage_is_told_in_chinese_and_leaves_with_two(line: str, words: str) -> None:
    result = run(*line.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr
    assert not ENGLISH.search(re.sub(r"--[\w-]+", "", result.stderr))


def test_a_group_alone_shows_what_it_can_do_and_leaves_with_two() -> None:
    result = run("dispute")
    assert result.exit_code == 2
    assert "登记一件纠纷" in result.stderr


def test_chinese_spellings_of_days_and_months_are_taken() -> None:
    result = run("--today", "２０２６年10月3日", "dispute", "show", "--help")
    assert result.exit_code == 0


def test_without_a_terminal_the_program_says_what_to_do_next() -> None:
    result = run("--data", "没有的文件夹")
    assert result.exit_code == 0
    assert "xinfang init" in result.stdout


def test_help_tells_each_kind_with_the_names_it_takes() -> None:
    told = run("dispute", "act", "--help").stdout
    for name, kind in KINDS.items():
        assert re.search(rf"\b{name} +{re.escape(kind.label)}：", told)
    assert "调解：outcome*、place" in told


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_name_the_program(shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert "_XINFANG_COMPLETE" in result.stdout
    assert "xinfang" in result.stdout


def test_the_shell_is_offered_commands_with_chinese_help(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("_XINFANG_COMPLETE", "zsh_complete"),
        ("COMP_WORDS", "xinfang dispute "),
        ("COMP_CWORD", "2"),
    ):
        monkeypatch.setenv(name, value)
    result = run()
    assert "explain" in result.stdout
    assert "期限" in result.stdout


def test_the_shell_is_offered_kinds_by_their_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("_XINFANG_COMPLETE", "zsh_complete"),
        ("COMP_WORDS", "xinfang dispute act 甲 vis"),
        ("COMP_CWORD", "4"),
    ):
        monkeypatch.setenv(name, value)
    result = run()
    assert result.stdout.split("\n")[:3] == ["plain", "visit_back", "回访"]
