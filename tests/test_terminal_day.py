"""One day of a township's coordinator at 80×24, from opening the program to the papers on disk."""

from __future__ import annotations

import re
from pathlib import Path

import docx
import pytest

from tests.terminal_kit import XINFANG, Terminal, needs_tmux, xinfang

END = "2026-10-31"
TITLE = "王家李家为水渠放水先后起争执"
PARTY = "欧阳石柱"


@pytest.mark.terminal
@needs_tmux
def test_a_day_from_the_first_entry_to_the_papers(tmp_path: Path) -> None:
    folder = tmp_path / "双桥镇"
    make_township(folder)
    with Terminal(*XINFANG, "--data", str(folder), "--today", END) as program:
        program.wait("工作台", "今天要做").wait("件到期没有办结，已按规则上报一层")
        number = register(program)
        walk_ten_households(program)
        escalate(program, number)
        hold_the_meeting(program, number)
        code = publish(program)
        program.press("C-q").wait("退出？").press("1")
        assert program.wait_ended() == 0
    assert xinfang(folder, "verify")["ok"]
    assert list((folder / "backup").glob("ledger-*.db"))
    check_the_ledger(folder, number)
    check_the_papers(folder, number, code)


def make_township(folder: Path) -> None:
    """The worked township, small."""
    size = ("--villages", "3", "--households", "120", "--months", "2")
    with Terminal(*XINFANG, "--today", END, "demo", str(folder), *size) as terminal:
        assert terminal.wait_ended(120) == 0
        terminal.wait("打开看看")


def register(program: Terminal) -> str:
    """F2, in typed Chinese; the number that was given."""
    program.press("F2").wait_line("事项").type(TITLE)
    program.press("Enter").wait_line("* 村").type("sqc").wait("石桥村")
    program.press("Enter").wait_line("类别").wait("用水排水").press("Enter")
    program.wait_line("发生日期").type("昨天").press("Enter").wait("10-30 周五，昨天")
    program.wait_line("甲方").type(PARTY).press("Enter").wait_line("乙方").type("李四海")
    program.press("F8")
    found = re.search(r"已登记 (\S+)，期限 11-09", program.wait("已登记 石-").screen())
    assert found is not None
    return found[1]


def walk_ten_households(program: Terminal) -> None:
    """Ten households of 石桥村, one key each, full-width ones too; then the village reports."""
    program.press("2").wait("入户排查", "石桥村", "未报")
    program.press("Down", "Down", "Enter")
    before = looked_at(program.wait("已查 ", "方式：入户"))
    for digit in "1111１111３1":
        program.type(digit)
    program.until(lambda _: looked_at(program) == before + 9, "nine households met")
    program.press("F8").wait("报送排查结果", "签字：周敏").press("1").wait("已报送")
    program.press("Escape").wait("已报送 3/3")


def looked_at(program: Terminal) -> int:
    """How many households were met, as the walk's head tells it."""
    found = re.search(r"已查 (\d+)/\d+ 户", program.screen())
    assert found is not None
    return int(found[1])


def escalate(program: Terminal, number: str) -> None:
    """The matter is found by its number and climbs, village to township, then to the meeting."""
    program.press("F3").wait("台账").type(number).wait("  1 件").press("Enter")
    program.wait(TITLE).press("Enter").wait("现在可以").wait(TITLE, "经办 周敏")
    for rung in ("镇", "联席会议"):
        program.press("0").wait("可输入汉字", "三见面").type("上报").wait_gone("三见面")
        program.press("Enter").wait_line("理由").type("村里镇里调解都没有谈拢").press("F8")
        program.wait("已记下“上报”", f"调处中 · {rung}").wait_gone("已记下")
    program.press("Escape").wait("台账")


def hold_the_meeting(program: Terminal, number: str) -> None:
    """The meeting is opened, two matters are decided, the minutes are written."""
    program.press("5").wait("待上报").press("F6").wait("开会", "主持人")
    program.wait_line("地点").type("三楼会议室").press("F8").wait("第 1 件", "已定 0 件")
    while number not in case(program):
        before = case(program)
        program.press("Right").until(lambda _, before=before: case(program) != before, "a case")
    program.press("1").wait("研究决定").press("1").wait("交办：")
    program.wait_line("责任单位").type("镇水利站").press("Enter").wait_line("经办人").type("郑大力")
    program.press("F8").wait("已定 1 件")
    program.press("1").wait("研究决定").press("5").wait("继续调处：").press("F8").wait("已定 2 件")
    program.press("F8").wait("结束会议并生成纪要？", "由镇水利站、郑大力办理", "留到下次")
    program.press("1").wait("会议已结束，2 件已落实", "已结束").press("Escape").wait("联席会议 2")


def case(program: Terminal) -> str:
    """The line that says which matter is in hand."""
    return program.screen().split("\n")[3]


def publish(program: Terminal) -> str:
    """The bulletin is checked, explained, signed; the short hash that is printed on it."""
    program.press("6").wait("通报", "草稿", "按 F6 自查").press("F6").wait("✓ 自查")
    program.press("F8").wait("签发 2026年10月通报").press("F8").wait("6 份文书在“文书”文件夹里")
    found = re.search(r"校验 (\S+)", program.screen())
    assert found is not None
    return found[1]


def check_the_ledger(folder: Path, number: str) -> None:
    """What was done on the screen is what the command line tells."""
    matter = xinfang(folder, "--today", END, "dispute", "show", number)
    assert matter["title"] == TITLE
    assert matter["occurred_on"] == "2026-10-30"
    assert [party["name"] for party in matter["parties"]] == [PARTY, "李四海"]
    assert (matter["unit"], matter["handler"]) == ("镇水利站", "郑大力")
    kinds = [event["kind"] for event in matter["trail"]]
    assert [kinds.count(kind) for kind in ("register", "escalate", "decide")] == [1, 2, 1]
    month = xinfang(folder, "--today", END, "month", "status", "--month", "2026-10")
    assert month["stage"] == "bulletin"
    assert all(unit["report"] for unit in month["units"] if unit["households"])


def check_the_papers(folder: Path, number: str, code: str) -> None:
    """Bulletin, minutes and slips lie in the folder of papers and say what was decided."""
    papers = folder / "文书"
    bulletin = words_of(papers / "2026-10_通报.docx")
    assert "2026年10月全镇矛盾纠纷排查化解工作情况的通报" in bulletin.replace("\n", "")
    assert code in bulletin
    assert PARTY not in bulletin and "未定稿" not in bulletin
    minutes = words_of(papers / f"{END}_会议纪要.docx")
    assert "三楼会议室" in minutes and "镇水利站" in minutes
    assert number in minutes and PARTY not in minutes
    slips = words_of(papers / f"{END}_交办单.docx")
    assert "镇水利站" in slips and "郑大力" in slips and number in slips


def words_of(path: Path) -> str:
    """All words of a document, its tables and foot included."""
    document = docx.Document(str(path))
    lines = [paragraph.text for paragraph in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    for section in document.sections:
        lines += [paragraph.text for paragraph in section.footer.paragraphs]
    return "\n".join(lines)
