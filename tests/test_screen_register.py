"""F2: registering, a minute for a practised hand; nothing typed is lost."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from screens.forms.fields import Fields
from screens.register.fields import record_of
from screens.register.page import RegisterPage
from screens.workbench.page import Workbench
from tests.screens_kit import COORDINATOR, Seen, program
from tests.worked import END, copy
from xinfang_tui.desk import Desk
from xinfang_tui.desk.drafts import Drafts, OwnDraft


async def fill(seen: Seen, title: str) -> None:
    """Title, village and category, as quickly as it goes."""
    await seen.press("f2")
    assert isinstance(seen.screen, RegisterPage)
    await seen.type(title)
    await seen.press("enter")
    village = seen.desk.places_tree.villages_of()[0].name
    await seen.type(village[:2])
    await seen.press("enter")


def newest(seen: Seen, title: str) -> dict[str, object]:
    found = seen.desk.disputes.list(search=title)
    assert len(found) == 1
    return found[0]


async def test_the_danger_question_stands_first_answered_no_and_the_focus_is_on_the_matter(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2")
        lines = seen.text.splitlines()
        danger = next(i for i, line in enumerate(lines) if "人身危险" in line)
        assert "[1 否]" in lines[danger], "what is chosen is told by shape, not by colour alone"
        assert "事项" in lines[danger + 1]
        assert seen.app.focused is not None
        assert seen.app.focused.id == "in-title"


async def test_a_matter_is_registered_with_few_keys(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "两家为院墙滴水争吵")
        await seen.type("ysps")
        await seen.press("enter")
        await seen.type("昨天")
        await seen.press("enter")
        await seen.type("张三")
        await seen.press("enter")
        await seen.type("李四")
        await seen.press("f8")
        assert isinstance(seen.screen, Workbench)
        found = newest(seen, "院墙滴水")
        assert found["category"] == "0201"
        assert found["occurred_on"] == "2026-10-30"
        assert [p["name"] for p in found["parties"]] == ["张三", "李四"]  # type: ignore[attr-defined]
        assert found["handler"] == COORDINATOR
        assert f"已登记 {found['number']}" in seen.toasts


async def test_the_category_is_guessed_from_the_words_and_can_be_changed(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "拖欠农民工工资三个月")
        assert "劳动合同" in seen.text
        assert "按事项推断" in seen.text


async def test_pinyin_initials_find_a_village_and_a_head_of_household(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        tree = seen.desk.places_tree
        village = tree.by_name("西坡村")
        assert village is not None
        head = tree.households(village.code)[0].head
        await seen.press("f2")
        await seen.type("争水")
        await seen.press("enter")
        await seen.type("xp")
        assert "西坡村" in seen.text
        await seen.press("enter", "enter", "enter")
        await seen.type(head[0])
        assert head in seen.text
        await seen.press("down", "enter")
        chosen = seen.screen.values()["one"]
        assert chosen["household"].startswith(village.code)


async def test_a_party_half_typed_is_no_name_yet(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "争水")
        await seen.press("enter", "enter")
        await seen.type("qqq")
        assert record_of(seen.screen.values())["parties"] == []
        await seen.press("enter")
        assert "“qqq”没有对得上的" in seen.text
        assert seen.app.focused is not None and seen.app.focused.id == "in-one"


async def test_a_number_meant_for_another_line_is_no_name(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "两家为院墙滴水争吵")
        seen.screen.query_one(Fields).go_to("handler")
        await seen.press("ctrl+u")
        await seen.type("２")
        await seen.press("f8")
        assert isinstance(seen.screen, RegisterPage)
        assert "“２”不是姓名" in seen.text
        assert seen.desk.disputes.list(search="院墙滴水") == []


async def test_heads_of_household_are_offered_without_their_names_while_names_are_hidden(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "争水")
        await seen.press("enter", "enter", "f9")
        tree = seen.desk.places_tree
        first, second = tree.households(tree.villages_of()[0].code)[:2]
        await seen.press("down")
        assert first.head not in seen.text and second.head not in seen.text
        assert f"{first.group} {first.door}" in seen.text
        await seen.press("enter")
        assert seen.screen.values()["one"] == {"name": first.head, "household": first.code}
        assert second.head not in seen.text


async def test_what_is_wrong_is_said_on_leaving_the_field(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "争水")
        await seen.press("enter")
        await seen.type("13月45日")
        await seen.press("enter")
        assert "看不出是哪一天" in seen.text
        await seen.press("up")
        await seen.type("11.5")
        await seen.press("enter")
        assert "还没有到" in seen.text


async def test_saving_with_something_missing_goes_to_that_field(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2", "f8")
        assert isinstance(seen.screen, RegisterPage)
        assert "请填“事项”" in seen.text
        assert seen.app.focused is not None
        assert seen.app.focused.id == "in-title"


async def test_a_likely_duplicate_is_shown_with_why(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        row = seen.desk.disputes.page({"status": "open"}, (), 0, 1)[0]
        await seen.press("f2")
        await seen.type(row["title"])
        await seen.press("enter")
        await seen.type(row["village_name"])
        await seen.press("enter", "enter", "enter")
        await seen.type(row["parties"][0]["name"])
        await seen.press("enter")
        await seen.pilot.pause(0.5)
        await seen.settle()
        assert "可能已经登记过" in seen.text
        assert row["number"] in seen.text


async def test_escape_keeps_a_draft_and_f2_goes_on_with_it(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "没填完的事")
        await seen.press("escape")
        assert isinstance(seen.screen, Workbench)
        assert "草稿已留下" in seen.toasts
        await seen.press("f2")
        assert "没填完的事" in seen.text
    async with program(folder) as seen:
        await seen.press("f2")
        assert "没填完的事" in seen.text
        await seen.type("接着写")
        assert "没填完的事接着写" in seen.text, "what is typed goes on with the draft"
        await seen.press("f7", "1")
        assert "没填完的事" not in seen.text
        assert "* 事项" in seen.text, "the form is there to be filled anew"


async def test_a_form_left_as_it_was_leaves_no_draft(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2", "escape")
        assert "草稿已留下" not in seen.toasts
        await seen.press("f2")
        assert "接着上次" not in seen.toasts


async def test_a_draft_of_a_danger_comes_back_with_whom_was_told(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "持刀争吵")
        await seen.press("up", "up", "up", "2")
        await seen.type("扬言伤人")
        await seen.press("enter")
        await seen.type("双桥派出所")
        await seen.press("enter")
        await seen.type("今天上午")
        await seen.press("escape")
    async with program(folder) as seen:
        await seen.press("f2")
        assert "[2 是，有人身危险]" in seen.text
        assert "扬言伤人" in seen.text
        assert "双桥派出所" in seen.text
        values = seen.screen.values()
        assert values["told"] == [{"office": "双桥派出所", "when": "今天上午"}]


async def test_a_draft_survives_a_crash(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "停电前填的事")
        await seen.pilot.pause(0.6)
        await seen.settle()
    assert any("停电前填的事" in f.read_text("utf-8") for f in (folder / "drafts").iterdir())
    async with program(folder) as seen:
        await seen.press("f2")
        assert "停电前填的事" in seen.text


async def test_a_draft_that_cannot_be_kept_takes_no_keys_and_holds_nobody(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "drafts").write_text("没有地方放草稿", encoding="utf-8")
    async with program(folder) as seen:
        await fill(seen, "磁盘满时填的事")
        await seen.pilot.pause(0.6)
        await seen.settle()
        assert isinstance(seen.screen, RegisterPage), "no dialog takes what is typed"
        assert "草稿留不下来" in seen.text
        await seen.press("ctrl+q")
        assert "正在填的草稿留不下来" in seen.text.replace("\n", "")
        assert "留有草稿" not in seen.text
        await seen.press("2", "escape")
        assert "草稿留不下来，还离开吗" in seen.text
        await seen.press("2")
        assert "磁盘满时填的事" in seen.text
        (folder / "drafts").unlink()
        await seen.press("enter")
        await seen.type("昨天")
        await seen.pilot.pause(0.6)
        await seen.settle()
        assert "草稿留不下来" not in seen.text, "it is kept now"
        await seen.press("escape")
        assert isinstance(seen.screen, Workbench)
        assert "草稿已留下" in seen.toasts


async def test_what_another_window_saves_meanwhile_is_shown_and_takes_no_draft_along(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "两家为院墙滴水争吵")
        await seen.pilot.pause(0.6)
        await seen.settle()
        assert "可能已经登记过" not in seen.text
        village = seen.screen.values()["village"]
        with Desk.open(folder, today=END) as other:
            days = {"occurred_on": END.isoformat(), "parties": []}
            record = {"village": village, "title": "两家为院墙滴水争吵", "category": "0201"}
            number = other.disputes.add(record | days)["number"]
        elsewhere = Drafts(folder).own("登记")
        elsewhere.save(record)
        elsewhere.discard()
        await seen.app.look()
        await seen.settle()
        assert "可能已经登记过" in seen.text
        assert number in seen.text
        kept = (folder / "drafts" / "登记.json").read_text(encoding="utf-8")
        assert "两家为院墙滴水争吵" in kept


async def test_of_two_windows_each_keeps_its_own_and_both_come_back_one_after_the_other(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    other = Drafts(folder).own("登记")
    other.save({"title": "水渠放水争吵"})
    async with program(folder) as seen:
        await fill(seen, "院墙滴水争吵")
        await seen.pilot.pause(0.6)
        await seen.settle()
        assert "没填完的有 1 份正在别处填着，这里另填一份" in seen.toasts
        kept = [Drafts(folder).read(name)["title"] for name in ("登记", "登记~2")]
        assert kept == ["水渠放水争吵", "院墙滴水争吵"]
    other.release()
    async with program(folder) as seen:
        await seen.press("f2")
        assert "院墙滴水争吵" in seen.text
        assert "接着上次没填完的；还有 1 份，这份保存或清空后下次再填" in seen.toasts
        await seen.press("escape", "f2")
        assert "院墙滴水争吵" in seen.text, "what was put down comes back first"
        await seen.press("f8", "f2")
        assert "水渠放水争吵" in seen.text
        assert "接着上次没填完的；F7 全部清空重填" in seen.toasts
        await seen.press("f7", "1", "escape", "f2")
        assert seen.screen.values().get("title") in (None, "")
    assert list((folder / "drafts").iterdir()) == []


async def test_a_draft_of_what_was_saved_as_the_power_went_is_shown_to_be_there_already(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "院墙滴水争吵")
        await seen.pilot.pause(0.6)
        await seen.settle()
        (path,) = (folder / "drafts").glob("*.json")
        left = path.read_bytes()
        await seen.press("f8")
        path.write_bytes(left)
    async with program(folder) as seen:
        await seen.press("f2")
        assert "院墙滴水争吵" in seen.text
        assert "可能已经登记过" in seen.text


async def test_registering_while_one_registers_opens_no_second_form(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "院墙滴水争吵")
        form = seen.screen
        await seen.press("f2")
        assert seen.screen is form
        assert "正在登记：F8 保存" in seen.toasts
        assert seen.screen.values()["title"] == "院墙滴水争吵"


async def test_f2_goes_back_to_the_form_that_is_open_behind_another_screen(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "院墙滴水争吵")
        form = seen.screen
        await seen.press("f3", "escape", "f2")
        assert seen.screen is form
        assert "正在登记：F8 保存" in seen.toasts
        assert seen.screen.values()["title"] == "院墙滴水争吵"
        await seen.press("f3", "escape")
        await seen.press("f12", "2", "3", "f2")
        assert seen.screen is not form, "somebody else registers in a form of his own"
        assert seen.screen.values().get("title") in (None, "")


async def test_what_is_cleared_out_of_a_draft_is_not_saved_all_the_same(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "院墙滴水争吵")
        seen.screen._first.go_to("brief")
        await seen.settle()
        await seen.type("打人")
        await seen.press("pagedown")
        seen.screen._second.go_to("unit")
        await seen.settle()
        await seen.type("司法所")
        await seen.press("escape", "f2")
        assert seen.screen.values()["brief"] == "打人"
        seen.screen._first.go_to("brief")
        await seen.settle()
        await seen.press("backspace", "backspace", "delete", "delete")
        assert "打人" not in seen.text
        assert "brief" not in seen.screen.values()
        assert seen.screen.values()["unit"] == "司法所", "the page not yet shown stays"
        await seen.press("f8")
        row = newest(seen, "院墙滴水争吵")
        assert seen.desk.disputes.show(str(row["number"]))["brief"] in (None, "")


async def test_a_draft_comes_back_with_the_village_it_was_begun_for(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        first, second, *_ = (each.code for each in seen.desk.places_tree.villages_of())
        seen.app.session.preferences.set("register.village", first)
        await seen.press("f2")
        await seen.type("院墙滴水争吵")
        await seen.press("escape")
        seen.app.session.preferences.set("register.village", second)  # as a matter of it was saved
        await seen.press("f2")
        assert "院墙滴水争吵" in seen.text
        assert seen.screen.values()["village"] == first


async def test_who_works_for_one_village_is_not_offered_a_draft_of_the_township(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "院墙滴水争吵")
        await seen.press("escape")
        people = seen.desk.registry.staff()
    grid = next(str(each["name"]) for each in people if each["role"] == "grid_worker")
    async with program(folder, user=grid) as seen:
        assert seen.app.session.scope
        await seen.press("f2")
        assert "院墙滴水争吵" not in seen.text
        await seen.type("菜地界边争吵")
        await seen.press("escape", "f2")
        assert "菜地界边争吵" in seen.text
    async with program(folder) as seen:
        await seen.press("f2")
        assert "院墙滴水争吵" in seen.text


async def test_what_is_still_being_kept_as_one_leaves_is_no_second_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.register.page._REST", 60)
    folder, saved = copy(tmp_path), 0
    async with program(folder) as seen:
        await fill(seen, "慢网络盘上填的事")
        form, save = seen.screen, OwnDraft.save

        def slow(draft: OwnDraft, record: dict[str, object]) -> None:
            nonlocal saved
            saved += 1
            if saved == 1:
                seen.app.call_from_thread(form._rested, "title")
            else:
                time.sleep(0.5)
            save(draft, record)

        monkeypatch.setattr(OwnDraft, "save", slow)
        await seen.press("escape")
        await seen.settle()
        assert saved == 2
        await seen.press("f2")
        assert "慢网络盘上填的事" in seen.text
        assert Drafts(folder).names() == ["登记"]
        assert seen.screen._own.others == 0


async def test_leaving_without_the_draft_that_cannot_be_kept_is_possible(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    (folder / "drafts").write_text("没有地方放草稿", encoding="utf-8")
    async with program(folder) as seen:
        await fill(seen, "磁盘满时填的事")
        await seen.press("escape", "1")
        assert isinstance(seen.screen, Workbench)
        assert "草稿已留下" not in seen.toasts
        await seen.press("f2", "escape")
        assert isinstance(seen.screen, Workbench), "an empty form is left without a word"


async def test_what_was_typed_just_before_leaving_is_in_the_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.register.page._REST", 60)
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "一口气填完就退出")
        await seen.press("ctrl+q", "1")
    async with program(folder) as seen:
        await seen.press("f2")
        assert "一口气填完就退出" in seen.text


async def test_a_saved_matter_leaves_no_draft(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "院墙滴水争吵")
        await seen.press("f8")
        assert isinstance(seen.screen, Workbench)
    assert not list((folder / "drafts").glob("*.json"))


async def test_danger_asks_what_and_who_was_told_and_warns(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "持刀威胁邻居")
        await seen.press("up", "up", "up", "2")
        assert "先保人身安全" in seen.text
        await seen.type("持刀")
        await seen.press("enter")
        await seen.type("双桥派出所")
        await seen.press("f8")
        found = newest(seen, "持刀威胁")
        trail = seen.desk.disputes.show(str(found["number"]))["trail"]
        urgent = next(each for each in trail if each["kind"] == "urgent")
        assert urgent["data"]["danger"] == "持刀"
        assert urgent["data"]["told"][0]["office"] == "双桥派出所"


async def test_accusations_against_officials_are_not_kept_by_a_village(tmp_path: Path) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        worker = next(s["name"] for s in desk.registry.staff() if s["role"] == "grid_worker")
    async with program(folder, user=worker) as seen:
        await seen.press("f2")
        await seen.type("反映干部作风问题")
        await seen.press("enter", "enter")
        await seen.type("1502")
        await seen.press("enter")
        assert "这里什么也不留" in seen.text
        await seen.pilot.pause(0.5)
        await seen.settle()
        assert not list((folder / "drafts").glob("*.json")), "not even while the form is open"
        await seen.press("escape")
    assert not list((folder / "drafts").glob("*.json"))


async def test_a_township_says_that_it_registers_an_accusation_sealed(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "反映干部作风问题")
        await seen.type("1502")
        await seen.press("enter")
        text = seen.text.replace("\n", "").replace(" ", "")
        assert "按F8密封登记，转纪检监察机关" in text
        assert "什么也不留" not in text
        await seen.press("enter")
        await seen.type("张三")
        await seen.press("f8")
        assert "已密封登记" in seen.toasts
        assert "，已转纪检监察机关，请告诉当事人" in seen.toasts


async def test_words_of_an_officials_conduct_are_asked_about_before_a_village_keeps_them(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    with Desk.open(folder, today=END) as desk:
        worker = next(s["name"] for s in desk.registry.staff() if s["role"] == "grid_worker")
    async with program(folder, user=worker) as seen:
        before = seen.desk.disputes.count({})
        await seen.press("f2")
        await seen.type("村干部收受好处费不给低保")
        await seen.press("enter", "enter")
        await seen.type("0201")
        await seen.press("enter", "enter")
        await seen.pilot.pause(0.5)
        await seen.settle()
        assert not list((folder / "drafts").glob("*.json")), "not before it is answered"
        await seen.press("f8")
        assert "是否反映干部违纪违法？" in seen.text
        await seen.press("escape")
        assert isinstance(seen.screen, RegisterPage)
        await seen.press("f8", "1")
        assert "村里不登记" in seen.text
        await seen.press("enter")
        assert "这里什么也不留" in seen.text
        assert not list((folder / "drafts").glob("*.json"))
        await seen.press("escape")
        assert not isinstance(seen.screen, RegisterPage)
        assert seen.desk.disputes.count({}) == before
    assert not list((folder / "drafts").glob("*.json"))


async def test_words_of_an_officials_conduct_that_are_a_quarrel_go_on_after_one_question(
    tmp_path: Path,
) -> None:
    folder = copy(tmp_path)
    async with program(folder) as seen:
        await fill(seen, "两家争地，说村干部收受好处费")
        await seen.press("escape", "2")
        assert list((folder / "drafts").glob("*.json")), "answered, it is kept as any other"
        await seen.press("f2")
        await seen.press("enter", "enter")
        await seen.type("0201")
        await seen.press("enter", "f8")
        assert isinstance(seen.screen, Workbench), "and not asked again"
        assert not newest(seen, "说村干部收受好处费")["sealed"]


async def test_a_township_seals_what_is_said_to_accuse_officials(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "举报村支书贪污征地款")
        await seen.type("0201")
        await seen.press("enter", "f8", "1")
        assert "已密封登记" in seen.toasts
        assert "，已转纪检监察机关，请告诉当事人" in seen.toasts


async def test_a_party_who_holds_an_office_is_not_asked_about(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "李主任和邻居为院墙滴水争吵")
        await seen.type("0201")
        await seen.press("enter", "f8")
        assert newest(seen, "李主任和邻居")["category"] == "0201"


async def test_what_enters_above_the_village_is_said(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "反映村里不公开账目")
        await seen.type("1201")
        await seen.press("enter", "enter")
        await seen.type("张三")
        await seen.press("f8")
        assert "，直接进入“镇”一层，期限 11-16" in seen.toasts


async def test_what_the_form_said_goes_with_it(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2", "f8")
        assert "请填“事项”" in seen.toasts
        await seen.press("escape")
        assert "请填" not in seen.toasts


async def test_page_keys_turn_the_page_from_a_short_text_and_move_in_a_long_one(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2")
        form = seen.screen.query_one(Fields)
        form.go_to("brief")
        await seen.type("两家为放水争吵")
        await seen.press("pagedown")
        assert "第 2 页" in seen.text
        await seen.press("pageup")
        form.fill("brief", "\n".join(f"第{n}次调解" for n in range(1, 10)))
        form.go_to("brief")
        editor = form.row("brief").editor
        editor.move_cursor((0, 0))
        for row in (3, 6, 8):
            await seen.press("pagedown")
            assert editor.cursor_location[0] == row
            assert "第 1 页" in seen.text
        await seen.press("pagedown")
        assert "第 2 页" in seen.text


async def test_f7_in_the_long_text_asks_whether_to_begin_anew(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2")
        seen.screen.query_one(Fields).go_to("brief")
        await seen.type("两家为放水争吵")
        await seen.press("f7")
        assert "清空重填？" in seen.text


async def test_the_second_page_holds_what_some_matters_need(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "外村人来的争水")
        await seen.type("99")
        await seen.press("enter", "enter")
        await seen.type("钱七")
        await seen.press("pagedown")
        assert "第 2 页" in seen.text
        await seen.type("13800000000")
        await seen.press("enter", "enter")
        await seen.type("110105194912310021")
        await seen.press("enter")
        assert "校验位不对" in seen.text
        await seen.press("f8")
        found = newest(seen, "外村人来")
        assert found["parties"][0]["phone"] == "13800000000"  # type: ignore[index]


async def test_nasty_text_goes_through_every_field_unchanged(tmp_path: Path) -> None:
    nasty = "[/x] [bold]“—…”𠮷😀１２３<&>\\"
    async with program(copy(tmp_path)) as seen:
        await seen.press("f2")
        await seen.paste(nasty)
        await seen.press("enter")
        await seen.type(seen.desk.places_tree.villages_of()[0].name)
        await seen.press("enter")
        await seen.type("99")
        await seen.press("enter", "enter")
        await seen.paste("[/x]𠮷")
        await seen.press("enter")
        await seen.paste("😀[red]")
        await seen.press("f8")
        assert isinstance(seen.screen, Workbench)
        found = newest(seen, "[/x]")
        assert found["title"] == nasty
        assert [p["name"] for p in found["parties"]] == ["[/x]𠮷", "😀[red]"]  # type: ignore[attr-defined]
        await seen.press("3", "escape", "f3")
        await seen.type("[/x]")
        await seen.pilot.pause(0.2)
        await seen.settle()
        assert "[/x] [bold]" in seen.text
        await seen.press("enter", "enter")
        assert "[/x] [bold]“—…”𠮷😀" in seen.text
        await seen.press("f9")
        assert seen.screen.record["title"] == nasty


async def test_four_thousand_characters_can_be_pasted_and_one_more_is_told(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "")
        await seen.press("up", "up")
        await seen.paste("水" * 4001)
        await seen.press("enter")
        assert "最多 4000 字" in seen.text
        await seen.press("up", "end", "backspace", "enter", "enter")
        await seen.type("99")
        await seen.press("enter", "f8")
        assert isinstance(seen.screen, Workbench)
        found = newest(seen, "水" * 20)
        assert len(str(found["title"])) == 4000


async def test_leaving_with_words_that_may_accuse_says_that_no_draft_is_kept(
    tmp_path: Path,
) -> None:
    async with program(copy(tmp_path)) as seen:
        await fill(seen, "村干部收受好处费不给低保")
        await seen.press("ctrl+q")
        assert "没有留草稿，退出就没有了" in seen.text.replace("\n", "").replace(" ", "")
        await seen.press("escape")
        await seen.press("escape", "1")
        assert isinstance(seen.screen, RegisterPage), "what is to be done is told on the form"
        await seen.press("escape")
        assert not isinstance(seen.screen, RegisterPage)


async def test_hidden_names_stay_hidden_in_what_may_be_the_same(tmp_path: Path) -> None:
    async with program(copy(tmp_path)) as seen:
        village = seen.desk.places_tree.villages_of()[0]
        told = {
            "village": village.code,
            "title": "欧阳小满与上官大勇为水渠放水争吵",
            "category": "0203",
            "occurred_on": "2026-10-20",
            "parties": [{"name": "欧阳小满"}, {"name": "上官大勇"}],
        }
        number = str(seen.desk.disputes.add(told)["number"])
        await seen.press("f9", "f2")
        await seen.type("为水渠放水争吵")
        await seen.press("enter")
        await seen.type(village.name)
        await seen.press("enter")
        await seen.pilot.pause(0.5)
        await seen.settle()
        assert number in seen.text
        assert "欧阳某某与上官某某" in seen.text
        await seen.press("f9")
        assert "欧阳小满与上官大勇" in seen.text
        await seen.press("f9")
        assert "欧阳小满" not in seen.text
        assert "为水渠放水争吵" in str(seen.screen.values()["title"]), "what is typed stays"
