"""通报: read, checked, explained, signed, frozen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from screens.bulletin.page import BulletinPage
from screens.bulletin.paper import PaperPage
from screens.forms.dialog import FormDialog
from screens.pieces.cells import width
from tests.screens_kit import LEADER, Seen, program
from tests.worked import copy


def page(seen: Seen) -> BulletinPage:
    assert isinstance(seen.screen, BulletinPage)
    return seen.screen


async def test_the_paper_is_read_before_it_goes_out(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(120, 40)) as seen:
        await seen.press("6")
        assert "未定稿" in seen.text
        assert "矛盾纠纷排查化解工作情况的通报" in seen.text.replace("\n", "").replace(" ", "")
        await seen.press("end")
        assert page(seen).query_one("#paper").scroll_offset.y > 0


async def test_it_is_checked_explained_and_published_and_then_stays(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("6", "f6")
        findings = page(seen).findings.rows()
        assert findings
        assert "未报送" in findings[0]["text"]
        await seen.press("enter")
        await seen.type("村干部换届，下月补报")
        await seen.press("f8")
        assert "说明已记下" in seen.toasts
        assert len(page(seen).findings.rows()) == len(findings) - 1
        await seen.press("f8")
        assert "冻结" in seen.text
        await seen.press("f8")
        published = seen.desk.months.status("2026-10")["published"]
        assert published
        assert published["hash"] in seen.text
        assert not page(seen).findings.rows(), "what was found was of the draft"
        assert "已经发布，不再自查" in seen.text
        await seen.press("f6")
        assert "不再变" in seen.toasts


async def test_a_leader_may_sign_it(tmp_path: Path) -> None:
    async with program(copy(tmp_path), user=LEADER) as seen:
        await seen.press("6", "f8")
        assert "签发人" in seen.text


async def test_f7_writes_it_as_a_file(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await seen.press("6", "f7", "5")
        assert [file for file in (folder / "文书").iterdir() if file.suffix == ".txt"]


async def test_the_brief_tells_the_figures_of_this_minute(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f6")
        assert isinstance(seen.screen, PaperPage)
        assert "未定稿" in seen.text
        await seen.press("escape")
        assert not isinstance(seen.screen, PaperPage)


async def test_signing_checks_first_and_says_what_is_open_before_it_asks(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=date(2026, 10, 30)) as seen:
        await seen.press("6")
        assert "✓ 草稿  ○ 自查" in seen.text
        await seen.press("f8")
        assert isinstance(seen.screen, FormDialog)
        for told in ("石桥村未报送，还有 5 户未查", "统计周期到 2026-10-31 才结束", "请写一句说明"):
            assert told in seen.text
        assert "✓ 草稿  ✓ 自查  ○ 签发" in seen.text
        assert seen.desk.months.status("2026-10")["published"] is None
        await seen.press("f8")
        assert seen.desk.months.status("2026-10")["published"]


async def test_what_changed_since_the_check_is_checked_before_signing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("6", "f6", "f8")
        assert "石桥村未报送" in seen.text
        seen.desk.months.note("2026-10", "石桥村", "道路塌方")
        await seen.press("escape", "f8")
        assert isinstance(seen.screen, FormDialog)
        assert "石桥村未报送" not in seen.text


async def test_what_does_not_hold_a_bulletin_back_is_signed_after_a_look(tmp_path: Path) -> None:
    async with program(copy(tmp_path), user=LEADER) as seen:
        await seen.press("6", "f8", "f8")
        published = seen.desk.months.status("2026-10")["published"]
        assert published and published["signer"] == LEADER


async def test_a_meeting_going_on_is_told_before_the_signature_and_forbids_nothing(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        meeting = seen.desk.meetings.open({"on": "2026-10-31", "month": "2026-10"})
        told = f"{meeting['on']} {meeting['name']}还没有结束，不计入通报；可先按 5、F6 结束"
        await seen.press("6", "f8")
        assert told in seen.text
        await seen.press("escape")
        seen.desk.meetings.cancel(meeting["id"], "改期")
        await seen.press("f5", "f8")
        assert "还没有结束" not in seen.text
        await seen.press("f8")
        assert seen.desk.months.status("2026-10")["published"]


async def test_a_bulletin_that_went_out_is_not_said_to_be_unchanged_when_its_papers_fail(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        papers = folder / "文书"
        papers.write_text("没有地方放文书", encoding="utf-8")
        await seen.press("6", "f8", "f8")
        text = "".join(seen.text.replace("▎", "").split())
        assert "2026年10月通报已经发布，不用再做；" in text
        assert "只是文书没有写" in text
        assert "台账没有改动" not in text
        assert seen.desk.months.status("2026-10")["published"]


async def test_the_steps_at_the_top_are_those_that_were_taken(tmp_path: Path) -> None:
    async with program(copy(tmp_path), today=date(2026, 11, 28)) as seen:
        seen.desk.months.bulletin("2026-10", {"signer": LEADER})
        seen.desk.months.close("2026-10")
        await seen.press("f5", "6")
        assert "通报  2026年11月  ○ 草稿" in seen.text


async def test_a_closed_month_is_not_asked_to_be_closed_again(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        seen.desk.months.bulletin("2026-10", {"signer": LEADER})
        await seen.press("f5", "6")
        assert "F8办结" in seen.text
        await seen.press("f8", "1")
        assert "2026年10月已办结" in seen.toasts
        assert "2026年10月  已发布" in seen.text
        assert "F8" not in seen.text.splitlines()[-2]
        await seen.press("f8")
        assert "2026年10月已经办结" in seen.toasts
        assert isinstance(seen.screen, BulletinPage)


async def test_no_line_of_the_paper_is_cut_in_a_small_terminal(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 20)) as seen:
        await seen.press("6")
        lines = str(page(seen).paper.content).splitlines()
        room = page(seen).query_one("#paper").scrollable_content_region.width
        assert max(map(width, lines)) <= room
        assert room > 50
        await seen.press("f6")
        assert page(seen).findings.rows()[0]["text"][:20] in seen.text


async def test_the_number_is_asked_for_in_the_style_of_the_office(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("6", "f8")
        assert "如 双平安〔2026〕10号；不填就接着上一个号" in seen.text


async def test_a_month_opened_again_is_to_be_checked_again(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        seen.desk.months.bulletin("2026-10", {"signer": LEADER})
        await seen.press("f5", "6")
        assert "按 F6 自查" not in seen.text, "F6 is not at hand in a month that is out"
        assert "已经发布，不再自查" in seen.text
        seen.screen._found["2026-10"] = []
        seen.screen.action_reopen()
        await seen.settle()
        await seen.type("数字有误")
        await seen.press("enter")
        await seen.type(LEADER)
        await seen.press("f8")
        assert "○ 自查" in seen.text
        assert "自查没有发现问题" not in seen.text
        assert "按 F6 自查" in seen.text
