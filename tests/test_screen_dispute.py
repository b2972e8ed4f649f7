"""纠纷: what it shows, what can be done with it, by digits."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from screens.dispute.explain import Explanation
from screens.dispute.facts import facts, head, paused_until, term
from screens.dispute.page import DisputePage
from screens.forms.dialog import FormDialog
from screens.frame.confirm import Confirm
from screens.frame.menu import Menu
from screens.frame.trouble import Trouble
from screens.pieces.cells import width
from tests.offices_kit import DAY, EAST, World
from tests.screens_kit import COORDINATOR, Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk
from xinfang_tui.disputes.codes import codes_of


async def opened(seen: Seen, **filter: Any) -> dict[str, Any]:
    """Open the first dispute that fits; its record."""
    row = seen.desk.disputes.page(filter, (("due", False), ("number", False)), 0, 1)[0]
    page = DisputePage(seen.app.session, row["number"])
    await seen.app.push_screen(page)
    await seen.settle()
    return row


async def test_it_shows_title_date_ladder_trail_and_what_can_be_done(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        text = seen.text
        assert row["number"] in text
        assert row["title"][:8] in text.replace("\n", "")
        assert "期限" in text
        assert row["due"][5:] in text
        assert "联席会议" in text
        assert "登记" in text
        assert "1 调解" in text
        assert "2 化解" in text
        assert "回访：化解之后才能回访" in text.replace("\n", "").replace(" ", "")


async def test_9_explains_the_date_step_by_step(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open")
        steps = seen.desk.disputes.explain(row["number"])["steps"]
        await seen.press("9")
        assert isinstance(seen.screen, Explanation)
        for step in steps:
            assert step[:10] in seen.text
        await seen.press("９")
        assert isinstance(seen.screen, DisputePage)


async def test_1_records_a_mediation_and_the_trail_grows(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("1", "2")
        await seen.type("村委会")
        await seen.press("enter")
        await seen.type("张三、李四")
        await seen.press("f8")
        assert "已记下“调解”" in seen.toasts
        last = seen.desk.disputes.show(row["number"])["trail"][-1]
        assert last["kind"] == "mediate"
        assert last["data"]["outcome"] == "failed"
        assert last["data"]["people"] == ["张三", "李四"]
        assert last["by"] == COORDINATOR
        assert "未成" in seen.text


async def test_a_settlement_with_promises_waits_for_its_visit(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("2", "down", "enter")
        await seen.press("enter", "1")
        await seen.type("张三")
        await seen.press("enter")
        await seen.type("先放水三天")
        await seen.press("enter")
        await seen.type("11.5")
        await seen.press("f8")
        dispute = seen.desk.disputes.show(row["number"])
        assert dispute["status"] == "resolved"
        assert dispute["terms"] == [
            {"who": "张三", "what": "先放水三天", "due": "2026-11-05", "kept": None}
        ]
        assert "已化解待回访" in seen.text
        assert "1 回访" in seen.text


async def test_how_a_matter_was_settled_is_for_the_person_to_say(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("2")
        assert seen.app.focused is not None and seen.app.focused.id == "in-method"
        await seen.press("f8")
        assert isinstance(seen.screen, FormDialog)
        assert "请填“化解方式”" in seen.text
        assert seen.app.focused is not None and seen.app.focused.id == "in-method"
        assert seen.desk.disputes.show(row["number"])["status"] == "open"


async def test_a_way_of_settling_that_there_is_not_stays_in_the_form(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("2")
        await seen.type("7777")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert "“化解方式”里没有“7777”这个代码。" in seen.text
        assert "如 0103（人民调解）" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, FormDialog)
        assert seen.app.focused is not None and seen.app.focused.id == "in-method"
        assert seen.desk.disputes.show(row["number"])["status"] == "open"


async def test_a_form_that_lacks_something_says_so_and_saves_nothing(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        before = len(seen.desk.disputes.show(row["number"])["trail"])
        await seen.press("3", "f8")
        assert "请填“理由”" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, DisputePage)
        assert len(seen.desk.disputes.show(row["number"])["trail"]) == before


async def test_what_the_desk_refuses_is_told_plainly(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await opened(seen, status="open", rung="village")
        await seen.press("3")
        await seen.type("再谈一次")
        await seen.press("enter")
        await seen.type("王建国")
        await seen.press("enter")
        await seen.type("2027-12-31")
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert "办不了" in seen.text
        assert "放心" in seen.text


async def added(seen: Seen, handler: str, *, settled: bool = False) -> str:
    """Open a fresh matter of somebody's; its number."""
    record = {
        "village": "西坡村",
        "title": "争水",
        "category": "0201",
        "occurred_on": "2026-10-20",
        "parties": [{"name": "试验一"}, {"name": "张三"}],
        "handler": handler,
    }
    number = str(seen.desk.disputes.add(record)["number"])
    if settled:
        seen.desk.disputes.act(number, "resolve", {"method": "0103"})
    await seen.app.push_screen(DisputePage(seen.app.session, number))
    await seen.settle()
    return number


async def test_what_is_refused_stays_filled_in_to_be_mended(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云")
        await seen.press("3")
        await seen.type("再谈一次")
        await seen.press("enter")
        await seen.type("王建国")
        await seen.press("enter")
        await seen.type("2027-12-31")
        await seen.press("f8", "escape")
        assert isinstance(seen.screen, FormDialog)
        assert seen.screen.fields.values()["reason"] == "再谈一次"
        assert seen.app.focused is not None and seen.app.focused.id == "in-until"
        await seen.press("ctrl+u")
        await seen.type("11.10")
        await seen.press("f8")
        assert isinstance(seen.screen, DisputePage)
        assert [each["kind"] for each in seen.desk.disputes.show(number)["trail"]] == [
            "register",
            "extend",
        ]


def drafts(folder: Path) -> list[str]:
    """What lies in the drafts of a data folder."""
    return [each.read_text("utf-8") for each in sorted((folder / "drafts").glob("*.json"))]


async def test_an_entry_half_filled_in_outlives_a_crash(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = (await opened(seen, status="open", rung="village"))["number"]
        await seen.press("1", "2")
        await seen.type("村委会会议室")
        await seen.pilot.pause(0.6)
        await seen.settle()
    assert "村委会会议室" in drafts(folder)[0]
    async with program(folder) as seen:
        before = len(seen.desk.disputes.show(number)["trail"])
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("1")
        assert "上次填到一半、没有保存的，已经填回来了" in seen.text
        assert seen.screen.fields.values()["place"] == "村委会会议室"
        assert seen.screen.fields.values()["outcome"] == "failed"
        await seen.press("f8")
        trail = seen.desk.disputes.show(number)["trail"]
        assert len(trail) == before + 1
        assert trail[-1]["data"]["place"] == "村委会会议室"
    assert drafts(folder) == []


async def test_an_entry_that_is_given_up_leaves_no_draft(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await opened(seen, status="open", rung="village")
        await seen.press("8")
        await seen.type("电话里说好下周再谈")
        await seen.press("ctrl+q")
        assert "正在填的留有草稿" in seen.text
        assert "电话里说好下周再谈" in drafts(folder)[0]
        await seen.press("2", "escape", "1")
        assert isinstance(seen.screen, DisputePage)
        await seen.press("8")
        assert "已经填回来了" not in seen.text
    assert drafts(folder) == []


async def test_a_draft_that_a_full_disk_does_not_take_is_told_on_leaving(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "drafts").write_text("没有地方放草稿", encoding="utf-8")
    async with program(folder) as seen:
        await opened(seen, status="open", rung="village")
        await seen.press("8")
        await seen.type("电话里说好下周再谈")
        await seen.press("ctrl+q")
        assert "正在填的还没有保存，退出就没有了" in seen.text
        await seen.press("2", "f8")
        assert "已记下“备注”" in seen.toasts


async def test_of_a_sealed_matter_no_draft_is_kept_and_an_erasure_drops_them(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = await added(seen, "刘友云")
        await seen.press("8")
        await seen.type("张三说再想想")
        await seen.press("ctrl+q", "2")
        assert "张三说再想想" in drafts(folder)[0]
        seen.desk.disputes.act(number, "erase", {"what": "张三"})
        assert drafts(folder) == []
        await seen.press("escape", "1")
        seen.desk.disputes.act(number, "seal", {"readers": [COORDINATOR]})
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("8")
        await seen.type("只在这里说")
        await seen.press("ctrl+q")
        assert "正在填的还没有保存，退出就没有了" in seen.text
        assert drafts(folder) == []


async def test_a_draft_holds_a_party_by_name_whatever_was_hidden_as_it_was_typed(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = await added(seen, "刘友云")
        name = seen.desk.disputes.show(number)["parties"][0]["name"]
        shown = seen.app.session.hide
        await seen.press("f9", "1", "2")
        seen.screen.fields.go_to("people")
        hidden = shown(seen.desk.disputes.show(number), name)
        assert hidden != name
        await seen.type(hidden)
        await seen.pilot.pause(0.6)
        await seen.settle()
    assert name in drafts(folder)[0]
    async with program(folder) as seen:
        assert seen.app.session.masked
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("1")
        assert seen.screen.fields.values()["people"] == [hidden]
        await seen.pilot.pause(0.6)
        await seen.settle()
    async with program(folder) as seen:
        await seen.press("f9")
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("1", "f8")
        assert seen.desk.disputes.show(number)["trail"][-1]["data"]["people"] == [name]


async def test_a_draft_brings_back_what_means_nothing_yet_and_what_was_emptied(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = (await opened(seen, status="open", rung="village"))["number"]
        await seen.press("2", "down", "enter", "enter", "1")
        await seen.type("张三")
        await seen.press("enter")
        await seen.type("先放水三天")
        await seen.press("enter")
        await seen.type("秋收以")
        fields = seen.screen.fields
        fields.go_to("on")
        await seen.type("记不清")
        fields.go_to("by")
        await seen.press("backspace")
        await seen.pilot.pause(0.6)
        await seen.settle()
    async with program(folder) as seen:
        before = len(seen.desk.disputes.show(number)["trail"])
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("2")
        fields = seen.screen.fields
        assert "by" not in fields.values()
        assert fields.typed()["terms"] == [{"who": "张三", "what": "先放水三天", "due": "秋收以"}]
        assert fields.values()["on"].typed == "记不清"
        await seen.press("f8")
        assert isinstance(seen.screen, FormDialog), "no day is made of what is none"
        assert len(seen.desk.disputes.show(number)["trail"]) == before


async def test_a_draft_is_for_who_typed_it_alone(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("1", "2")
        await seen.type("村委会会议室")
        await seen.press("ctrl+q", "1")
    async with program(folder) as seen:
        people = {each["name"]: each for each in seen.desk.registry.staff()}

        async def begun_by(name: str) -> None:
            await seen.app.session.work_as(people[name])
            await seen.app.push_screen(DisputePage(seen.app.session, row["number"]))
            await seen.settle()
            await seen.press("1")

        await begun_by(row["handler"])
        assert seen.screen.fields.values() == {"on": END.isoformat(), "by": row["handler"]}
        assert "已经填回来了" not in seen.text
        await begun_by(COORDINATOR)
        assert seen.screen.fields.values()["place"] == "村委会会议室"
        assert seen.screen.fields.values()["by"] == COORDINATOR


async def test_sealing_a_matter_drops_what_was_half_typed_into_it(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = await added(seen, "刘友云")
        await seen.press("8")
        await seen.type("张三说再想想")
        await seen.press("ctrl+q")
    async with program(folder) as seen:
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        assert len(drafts(folder)) == 1
        page = seen.screen
        assert isinstance(page, DisputePage)
        page.work(page._acting().act, "seal")
        await seen.settle()
        seen.screen.fields.fill("readers", COORDINATOR)
        await seen.press("f8")
        assert seen.desk.disputes.show(number)["sealed"]
        assert drafts(folder) == []


async def test_of_two_entries_half_filled_in_both_come_back(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = await added(seen, "刘友云")
        id = str(seen.desk.disputes.show(number)["id"])
        other = seen.desk.drafts.own(id, "note", COORDINATOR)
        other.load()
        said = {"text": "另一个窗口里填的", "by": COORDINATOR, "on": END.isoformat()}
        assert other.save(said)
        await seen.press("8")
        await seen.type("这个窗口里填的")
        await seen.press("ctrl+q", "1")
        other.release()
    async with program(folder) as seen:
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("8")
        assert "这个窗口里填的" in seen.text
        assert "上次填到一半的已经填回来了；还有 1 份，下次打开时填回来。" in seen.text
        await seen.press("f8", "8")
        assert "另一个窗口里填的" in seen.text
        await seen.press("f8")
        texts = [each["data"].get("text") for each in seen.desk.disputes.show(number)["trail"]]
        assert texts[-2:] == ["这个窗口里填的", "另一个窗口里填的"]
    assert drafts(folder) == []


async def test_a_form_that_is_open_as_its_matter_is_sealed_says_that_no_draft_is_kept(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        number = await added(seen, "刘友云")
        await seen.press("8")
        await seen.type("张三说再想想")
        await seen.press("ctrl+q")
        assert "正在填的留有草稿" in seen.text
        await seen.press("2")
        with Desk.open(folder, today=END) as command:
            command.disputes.act(number, "seal", {"readers": [COORDINATOR]})
        assert drafts(folder) == []
        await seen.type("，再等等")
        await seen.press("ctrl+q")
        assert "正在填的还没有保存，退出就没有了" in seen.text
        assert drafts(folder) == []
        await seen.press("2", "f8")
        assert (
            seen.desk.disputes.show(number)["trail"][-1]["data"]["text"] == "张三说再想想，再等等"
        )


async def test_a_return_visit_is_not_given_to_who_handled_the_matter(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, COORDINATOR, settled=True)
        await seen.press("1", "1")
        assert seen.app.focused is not None
        assert seen.app.focused.id == "in-party", "no reason is asked of who is satisfied"
        await seen.type("试")
        await seen.press("f8")
        assert "请填“谁办的”" in seen.text
        await seen.type(COORDINATOR)
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        await seen.press("escape")
        assert isinstance(seen.screen, FormDialog)
        assert seen.app.focused is not None and seen.app.focused.id == "in-by"
        await seen.press("ctrl+u")
        await seen.type("ysywq")
        await seen.press("f8")
        assert isinstance(seen.screen, FormDialog), "letters are no name"
        await seen.press("ctrl+u")
        await seen.type("syl")
        await seen.press("enter", "f8")
        dispute = seen.desk.disputes.show(number)
        assert dispute["status"] == "closed"
        assert dispute["trail"][-1]["by"] == "宋永霖"
        assert dispute["trail"][-1]["data"]["party"] == "试验一"


async def test_who_is_not_satisfied_is_asked_why(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云", settled=True)
        await seen.press("1", "3")
        assert seen.app.focused is not None and seen.app.focused.id == "in-reason"
        await seen.press("f8")
        assert "请选“不满的原因”" in seen.text
        await seen.press("1", "f8")
        assert seen.desk.disputes.show(number)["status"] == "open"
        assert seen.desk.disputes.show(number)["trail"][-1]["by"] == COORDINATOR


async def test_a_correction_keeps_the_old_value_in_the_trail(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("7", "1", "end")
        await seen.type("（更正）")
        await seen.press("enter")
        await seen.type("写漏了")
        await seen.press("f8")
        dispute = seen.desk.disputes.show(row["number"])
        assert dispute["title"] == row["title"] + "（更正）"
        assert row["title"][:6] in dispute["trail"][-1]["text"]


async def test_what_was_corrected_elsewhere_meanwhile_is_told_before_it_is_replaced(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        disputes = seen.desk.disputes
        await seen.press("7", "4", "backspace", "backspace", "6", "enter")
        await seen.type("重新数过")
        disputes.act(row["number"], "correct", {"field": "people", "value": 97, "reason": "核过"})
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert "“涉及人数”已经在别处改成“97”" in seen.text.replace("\n", "").replace(" ", "")
        assert disputes.show(row["number"])["people"] == 97
        await seen.press("enter")
        assert "重新数过" in seen.text, "what was filled in is still there"
        await seen.press("f8")
        dispute = disputes.show(row["number"])
        assert dispute["people"] == 6
        assert "“97”→“6”" in dispute["trail"][-1]["text"]


async def test_a_party_set_right_leaves_one_that_was_added_elsewhere_meanwhile(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        disputes, number = seen.desk.disputes, row["number"]
        before = disputes.show(number)["parties"]

        def then(parties: list[dict[str, object]]) -> dict[str, object]:
            plain = [{k: v for k, v in each.items() if v} for each in parties]
            return {"field": "parties", "value": plain, "reason": "漏了"}

        await seen.press("7")
        await seen.type("当事人")
        await seen.press("enter", "1", "end")
        await seen.type("甲")
        await seen.press("f8")  # the reason is wanting: the form stays
        disputes.act(number, "correct", then([*before, {"name": "孙后来", "kind": "person"}]))
        await seen.type("写漏一个字")
        await seen.press("f8")
        names = [each["name"] for each in disputes.show(number)["parties"]]
        assert names == [before[0]["name"] + "甲", *(p["name"] for p in before[1:]), "孙后来"]


async def test_a_party_set_right_elsewhere_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        disputes, number = seen.desk.disputes, row["number"]
        parties = [{k: v for k, v in p.items() if v} for p in disputes.show(number)["parties"]]
        await seen.press("7")
        await seen.type("当事人")
        await seen.press("enter", "1", "end")
        await seen.type("甲")
        await seen.press("f8")
        await seen.type("写漏一个字")
        changed = [parties[0] | {"phone": "13900001111"}, *parties[1:]]
        data = {"field": "parties", "value": changed, "reason": "换号"}
        disputes.act(number, "correct", data)
        await seen.press("f8")
        assert isinstance(seen.screen, Trouble)
        assert disputes.show(number)["parties"][0]["phone"] == "13900001111"


async def test_8_notes_and_ctrl_z_takes_it_back(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="village")
        await seen.press("8")
        await seen.type("写错的备注")
        await seen.press("f8", "ctrl+z")
        assert f"10-31 备注（{COORDINATOR}）" in seen.text, "the question names what it takes back"
        await seen.press("1")
        trail = seen.desk.disputes.show(row["number"])["trail"]
        assert trail[-1]["kind"] == "void"
        assert any(each["undone"] for each in trail)


async def test_0_lists_every_kind_of_entry_with_the_reason_where_it_cannot_be(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await opened(seen, status="open", rung="village")
        await seen.press("0")
        await seen.type("回访")
        assert "化解之后才能回访" in seen.text
        await seen.press("enter")
        assert "化解之后才能回访" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, DisputePage)


async def test_f8_prints_a_paper_of_the_dispute(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        row = await opened(seen, status="open")
        await seen.press("f8")
        await seen.type("调解登记表")
        await seen.press("enter", "2")
        [made] = (folder / "文书").iterdir()
        assert row["number"] in made.name
        assert "已写好" in seen.toasts
        words = "".join(docx.Document(str(made)).element.itertext())
        shown = seen.desk.disputes.show(row["number"])
        assert str(shown["parties"][0]["name"]) in words


@pytest.mark.parametrize(
    ("form", "offered"), [("oral", "口头协议登记表"), ("written", "调解协议书")]
)
async def test_f8_offers_the_form_that_the_agreement_is_written_in(
    tmp_path: Path, form: str, offered: str
) -> None:
    async with program(copy(tmp_path)) as seen:
        number = seen.desk.disputes.page({"status": "open"}, (("number", False),), 0, 1)[0][
            "number"
        ]
        settled = {"method": "0103", "agreement": form}
        await seen.app.session.ask(seen.desk.disputes.act, number, "resolve", settled)
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("f8")
        menu = seen.app.screen
        assert isinstance(menu, Menu)
        named = {each.label for each in menu._choices}
        assert named & {"口头协议登记表", "调解协议书"} == {offered}


async def test_a_closed_matter_says_that_its_date_no_longer_runs(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await opened(seen, status="closed")
        assert "不再计算" in seen.text
        assert "1 重开" in seen.text


async def test_how_it_was_concluded_is_told_in_words(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await opened(seen, status="closed")
        line = next(line for line in seen.text.splitlines() if "不再计算" in line)
        assert any(way in line for way in seen.app.session.codes.methods.values())
    async with program(folder) as seen:
        await opened(seen, status="ended")
        line = next(line for line in seen.text.splitlines() if "不再计算" in line)
        assert "调解不成" in line or "当事人" in line


async def test_keys_on_a_matter_that_could_not_be_read_yet_say_so(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await opened(seen, status="open")
        seen.screen.record = {}
        for key in ("1", "0", "7", "8", "9", "f6", "f8", "ctrl+z"):
            await seen.press(key)
            assert isinstance(seen.screen, DisputePage), key
        assert "还没有读出来" in seen.toasts


async def test_a_lawful_erasure_is_asked_for_and_copies_elsewhere_are_listed(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        seen.desk.care.backup(tmp_path / "stick")
        number = (await opened(seen, status="open"))["number"]
        await seen.press("0")
        await seen.type("依法删除")
        await seen.press("enter")
        assert "撤销不了" in seen.text
        await seen.type("全部")
        await seen.press("f8", "1")
        assert "写到别处的备份" in seen.text
        await seen.press("enter")
        assert seen.desk.disputes.show(number)["parties"] == []


async def test_an_erasure_is_asked_about_before_it_is_done(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云")
        before = seen.desk.disputes.show(number)
        await seen.press("0")
        await seen.type("依法删除")
        await seen.press("enter")
        await seen.type("张三")
        await seen.press("f8")
        assert isinstance(seen.screen, Confirm)
        assert number in seen.text
        assert "要删去：张三" in seen.text
        assert "找不回来" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, DisputePage)
        assert seen.desk.disputes.show(number) == before


async def test_what_hidden_names_stand_in_is_corrected_only_when_they_are_shown(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云")
        correct = seen.desk.disputes.act
        correct(number, "correct", {"field": "brief", "value": "张三占了水渠", "reason": "补记"})
        await seen.press("f9", "f5", "7")
        assert "现在：张某占了水渠" in seen.text
        assert "张三" not in seen.text
        await seen.type("简要情况")
        await seen.press("enter")
        assert isinstance(seen.screen, Menu)
        assert "先按 F9 显示姓名再更正" in seen.text.replace("\n", "")
        await seen.press("escape", "7", "1")
        assert "原来：争水" in seen.text, "what nobody is named in is corrected as ever"
        await seen.press("escape", "f9", "7")
        await seen.type("简要情况")
        await seen.press("enter", "end")
        await seen.type("，已拆")
        await seen.press("enter")
        await seen.type("补记")
        await seen.press("f8")
        assert seen.desk.disputes.show(number)["brief"] == "张三占了水渠，已拆"


async def test_parties_are_picked_by_hidden_names_and_written_down_by_their_own(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        parties = [{"name": "张建国"}, {"name": "张爱民"}, {"name": "李桂花"}]
        number = str(
            seen.desk.disputes.add(
                {
                    "village": "西坡村",
                    "title": "争水",
                    "category": "0201",
                    "occurred_on": "2026-10-20",
                    "parties": parties,
                }
            )["number"]
        )
        await seen.press("f9")
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("0")
        await seen.type("征求意愿")
        await seen.press("enter", "down")
        for shown in ("张某某（1）", "张某某（2）", "李某某"):
            assert shown in seen.text
        assert "张建国" not in seen.text
        await seen.press("down", "enter", "1", "1", "f8")
        given = seen.desk.disputes.show(number)["trail"][-1]
        assert (given["kind"], given["data"]["party"]) == ("consent", "张爱民")
        await seen.press("0")
        await seen.type("中止")
        await seen.press("enter")
        await seen.type("外出务工")
        await seen.press("enter")
        await seen.type("11.22")
        assert "张某某（1）、张某某（2）、李某某" in seen.text
        await seen.press("f8")
        given = seen.desk.disputes.show(number)["trail"][-1]
        assert given["kind"] == "suspend"
        assert given["data"]["agreed_by"] == ["张建国", "张爱民", "李桂花"]


async def test_what_was_promised_is_picked_from_what_is_still_to_be_done(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云")
        terms = [
            {"who": "张三", "what": "先放水三天", "due": "2026-11-05"},
            {"who": "试验一", "what": "修好水渠"},
            {"who": "张三", "what": "付五百元"},
        ]
        seen.desk.disputes.act(number, "resolve", {"method": "0103", "terms": terms})
        seen.desk.disputes.act(number, "perform", {"term": 2, "kept": True})
        await seen.press("f5", "0")
        await seen.type("履行")
        await seen.press("enter", "down")
        assert "1 张三：先放水三天" in seen.text
        assert "期限 11-05" in seen.text
        assert (
            "修好水渠" not in seen.screen.fields.row("term").editor.list.rows()[1]["choice"].label
        )
        await seen.press("down", "enter", "1", "f8")
        dispute = seen.desk.disputes.show(number)
        assert [each["kept"] for each in dispute["terms"]] == [None, True, True]
        await seen.press("0")
        await seen.type("履行")
        await seen.press("enter")
        assert seen.app.focused is not None and seen.app.focused.id == "in-kept"
        await seen.press("1", "f8")
        dispute = seen.desk.disputes.show(number)
        assert [each["kept"] for each in dispute["terms"]] == [True, True, True]


async def test_a_pause_is_told_with_its_day_while_it_lasts(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        number = await added(seen, "刘友云")
        pause = {"reason": "外出务工", "until": "2026-11-05", "agreed_by": ["试验一", "张三"]}
        seen.desk.disputes.act(number, "suspend", pause)
        await seen.press("f5")
        assert "中止至 11-05" in seen.text
        record = seen.desk.disputes.show(number)
        assert paused_until(record, date(2026, 11, 5)) == "2026-11-05"
        assert paused_until(record, date(2026, 11, 6)) == ""
        seen.desk.disputes.act(number, "resume", {"reason": "人回来了"})
        await seen.press("f5")
        assert "中止至" not in seen.text


@pytest.mark.parametrize(
    ("owner", "told"),
    [
        ({}, "经办未定"),
        ({"overdue": True}, "经办未定"),
        ({"blocked": ["镇上还没有人承接"]}, "无人承接"),
        ({"handler": "刘友云", "blocked": ["镇上还没有人承接"]}, "经办 刘友云  上面无人承接"),
        ({"overdue": True, "handler": "刘友云"}, "经办 刘友云"),
        ({"overdue": True, "leader": "王建国"}, "包案 王建国"),
    ],
)
def test_nobody_takes_it_where_the_run_and_the_figures_say_so(
    owner: dict[str, Any], told: str
) -> None:
    record = {"status": "open", "category": "0201", "village_name": "西坡村", **owner}
    shown = facts(record, codes_of(), END, 78).plain
    assert shown.endswith(told)
    assert ("无人承接" in shown) == ("无人承接" in told)


@pytest.mark.parametrize("cells", [31, 58, 78])
async def test_the_head_and_the_date_are_read_whole_however_narrow(
    tmp_path: Path, cells: int
) -> None:
    async with program(copy(tmp_path)) as seen:
        row = await opened(seen, status="open", rung="joint_meeting")
        record = seen.desk.disputes.show(row["number"])
        due = date.fromisoformat(record["due"])
        told = term(record, END, cells).plain
        top = head(record, seen.app.session.marks, str, cells).plain
        left = (due - END).days
        assert (f"还有{left}天" if left > 0 else "超期") in told.replace("\n", "").replace(" ", "")
        assert record["title"][:7] in top.replace("\n", "").replace(" ", "")
        assert "联席会议" in top
        assert max(map(width, [*told.splitlines(), *top.splitlines()])) <= cells


async def test_the_ladder_shows_all_four_rungs_in_a_small_terminal(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(60, 20)) as seen:
        await opened(seen, status="open", rung="township")
        line = next(each for each in seen.text.splitlines() if "联席会议" in each and "▸" in each)
        assert line.rstrip().endswith("包案")


async def test_what_another_machine_built_on_is_not_offered_to_be_undone(tmp_path: Path) -> None:
    world = World(tmp_path)
    township, village = world.township(), world.village(EAST)
    number = village.add(EAST, "水渠灌溉放水先后争执")["number"]
    village.act(number, "note", text="已去看过现场")
    township.take(village.pack())
    township.act(number, "note", text="镇里已知道")
    village.take(township.pack("01"))
    async with program(tmp_path / "01", user=None, today=DAY) as seen:
        seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("ctrl+z")
        assert isinstance(seen.screen, DisputePage), "nothing is asked that would be refused"
        assert "后面已经有别的记录，不能撤销；填错了请用更正" in seen.toasts
        assert "10-12 备注" in seen.toasts, "it is told of which entry"
    world.close()


async def test_hidden_names_stay_hidden_in_the_reasons_of_a_date(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        told = {
            "village": seen.desk.places_tree.villages_of()[0].code,
            "title": "水渠放水争吵",
            "category": "0203",
            "occurred_on": "2026-10-30",
            "parties": [{"name": "欧阳小满"}],
        }
        number = str(seen.desk.disputes.add(told)["number"])
        extended = {"reason": "等欧阳小满回来", "approver": COORDINATOR, "until": "2026-11-10"}
        seen.desk.disputes.act(number, "extend", extended)
        seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        await seen.press("f9", "9")
        assert isinstance(seen.screen, Explanation)
        assert "等欧阳某某回来" in seen.text


async def test_a_party_is_set_right_added_and_taken_away(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        home = seen.desk.places_tree.households(seen.desk.places_tree.villages_of()[0].code)[0]
        told = {
            "village": seen.desk.places_tree.villages_of()[0].code,
            "title": "争水",
            "category": "0203",
            "occurred_on": "2026-10-20",
            "parties": [
                {"name": "张[/x]国", "phone": "13900000001", "household": home.code},
                {"name": "李桂花", "id_number": "一代证"},
            ],
        }
        number = str(seen.desk.disputes.add(told)["number"])
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()

        async def choose(at: str) -> None:
            await seen.press("7")
            await seen.type("当事人")
            assert "person" not in seen.text
            await seen.press("enter", at)

        async def reason() -> None:
            seen.screen.fields.go_to("reason")
            await seen.type("写错了")
            await seen.press("f8")

        await choose("1")
        assert "更正当事人：张[/x]国" in seen.text
        await seen.press("ctrl+u")
        await seen.type("张建国")
        await reason()
        parties = seen.desk.disputes.show(number)["parties"]
        assert [party["name"] for party in parties] == ["张建国", "李桂花"]
        assert (parties[0]["phone"], parties[0]["household"]) == ("13900000001", home.code)
        assert parties[1]["id_number"] == "一代证", "of the other one nothing changes"
        await choose("3")
        await seen.type("王三")
        await reason()
        await choose("2")
        seen.screen.fields.go_to("stays")
        await seen.press("2")
        await reason()
        dispute = seen.desk.disputes.show(number)
        assert [party["name"] for party in dispute["parties"]] == ["张建国", "王三"]
        assert [entry["kind"] for entry in dispute["trail"]] == ["register", *["correct"] * 3]


async def test_a_matter_is_moved_to_its_village_by_who_sees_both(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        villages = seen.desk.places_tree.villages_of()
        row = await opened(seen, status="open", village=villages[0].code)
        await seen.press("7")
        await seen.type("村（社区）")
        await seen.press("enter", "ctrl+u")
        await seen.type(villages[1].name)
        await seen.press("enter")
        await seen.type("登记错了村")
        await seen.press("f8")
        assert seen.desk.disputes.show(row["number"])["village"] == villages[1].code
        worker = next(
            each["name"]
            for each in seen.desk.registry.staff()
            if each["role"] == "grid_worker" and each["place"] == villages[1].code
        )
    async with program(folder, user=worker) as seen:
        await seen.app.push_screen(DisputePage(seen.app.session, row["number"]))
        await seen.settle()
        await seen.press("7")
        await seen.type("村（社区）")
        assert "没有这一项" in seen.text


async def test_f7_tells_all_that_is_known_of_a_matter(tmp_path: Path) -> None:
    async with program(copy(tmp_path), size=(80, 40)) as seen:
        home = seen.desk.places_tree.households(seen.desk.places_tree.villages_of()[0].code)[0]
        parties = [
            {"name": f"欧阳{name}[/x]", "phone": f"1390000000{at}", "address": f"南街{at}2号"}
            for at, name in enumerate("甲乙丙丁戊己")
        ]
        told = {
            "village": home.code[:12],
            "title": "争水",
            "brief": "上游开闸\n欧阳甲[/x]不让[bold]过水",
            "category": "0203",
            "occurred_on": "2026-10-20",
            "parties": parties,
            "external_refs": ["12345-77"],
        }
        number = str(seen.desk.disputes.add(told)["number"])
        await seen.app.push_screen(DisputePage(seen.app.session, number))
        await seen.settle()
        assert "F7案情" in seen.text and "F6核对" not in seen.text
        await seen.press("f7")
        shown = seen.text.replace("\n", "").replace("▎", "").replace(" ", "")
        assert "欧阳甲[/x]不让[bold]过水" in shown
        for party in parties:
            assert party["name"] in shown and party["phone"] in shown
            assert party["address"] in shown
        await seen.press("end")
        assert "12345-77" in seen.text, "what has no room is turned to"
        await seen.press("escape", "f9", "f7")
        shown = seen.text
        assert "欧阳甲" not in shown and "欧阳某" in shown
        for secret in ("13900000001", "南街12号"):
            assert secret not in shown
