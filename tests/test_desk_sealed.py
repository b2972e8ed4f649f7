"""Whom a ledger tells of what: matters that a rule sealed, other villages', what a number opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from screens.ledger.page import LedgerPage
from screens.pieces.lines import Lines
from screens.summary.page import SummaryPage
from tests.screens_kit import program
from tests.township import DAY, EAST, LIU, matter, township
from tests.worked import answered, refused, xinfang
from xinfang_tui.desk import Desk
from xinfang_tui.refusal import Refused


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with township(tmp_path / "镇") as opened:
        yield opened


@pytest.fixture
def accused(desk: Desk) -> Iterator[str]:
    """The number of an accusation that the township registered of 柳树沟村."""
    for name, role in (("李某乙", "网格员"), ("赵某乙", "村调解员")):
        desk.registry.add_staff({"name": name, "role": role, "village": LIU})
    desk.registry.add_staff({"name": "周敏", "role": "township_coordinator"})
    yield str(desk.disputes.add(matter(title="反映村干部占地", category="1502"))["number"])
    desk.user = None


@pytest.mark.parametrize("user", ["李某乙", "赵某乙"])
def test_what_a_rule_sealed_is_refused_to_the_staff_of_its_village(
    desk: Desk, accused: str, user: str, tmp_path: Path
) -> None:
    before = desk.disputes.show(accused)
    desk.user = user
    for use in (
        lambda: desk.disputes.show(accused),
        lambda: desk.disputes.show(before["id"]),
        lambda: desk.disputes.explain(accused),
        lambda: desk.disputes.actions(accused),
        lambda: desk.disputes.undoable(accused),
        lambda: desk.disputes.undo(accused),
        lambda: desk.disputes.act(accused, "note", {"text": "看一眼"}),
        lambda: desk.disputes.act(accused, "reopen", {"reason": "再办"}),
        lambda: desk.reports.preview("register_form", number=accused),
        lambda: desk.reports.make("register_form", tmp_path, number=accused, unmasked=True),
        lambda: desk.ladder.escalate(dry_run=True, numbers=[accused]),
    ):
        with pytest.raises(Refused, match="已经密封"):
            use()
    assert list(tmp_path.glob("*.docx")) == []
    assert desk.disputes.list() == [] == desk.disputes.by_ids([before["id"]])
    desk.user = None
    assert desk.disputes.show(accused) == before


def test_what_a_rule_sealed_is_handed_over_by_a_village_without_a_word(
    desk: Desk, accused: str
) -> None:
    desk.disputes.act(accused, "reopen", {"reason": "退回核实"})
    desk.disputes.act(accused, "assign", {"handler": "李某乙"})
    for user, title in (("赵某乙", "（密封事项）"), ("周敏", "反映村干部占地")):
        desk.user = user
        (line,) = desk.disputes.hand_over("李某乙", "赵某乙")["open"]
        assert (line["number"], line["title"]) == (accused, title)


def test_what_a_rule_sealed_is_worked_on_by_the_township(desk: Desk, accused: str) -> None:
    desk.user = "周敏"
    assert desk.disputes.show(accused)["title"] == "反映村干部占地"
    assert desk.disputes.act(accused, "note", {"text": "已转"})["status"] == "referred"
    assert "张建国" in desk.reports.preview("register_form", number=accused, unmasked=True)


def test_a_sealed_matter_is_registered_and_answered_by_a_grid_worker(
    desk: Desk, accused: str
) -> None:
    desk.user = "李某乙"
    answer = desk.disputes.add(matter(sealed=True))
    assert answer["sealed"] and answer["number"] != accused
    with pytest.raises(Refused, match="已经密封"):
        desk.disputes.show(answer["number"])


def test_a_village_s_own_machine_keeps_what_its_staff_sealed(tmp_path: Path) -> None:
    with Desk.create(tmp_path / "村", code=LIU, name="柳树沟村", today=DAY) as village:
        village.registry.set_place({"code": LIU, "name": "柳树沟村", "households": 8})
        village.registry.add_staff({"name": "赵某乙", "role": "村调解员", "village": LIU})
        village.user = "赵某乙"
        number = village.disputes.add(matter())["number"]
        village.disputes.act(number, "seal", {})
        assert village.disputes.show(number)["sealed"]


def test_a_number_opens_to_what_the_ledger_lists_to_whoever_works(desk: Desk, accused: str) -> None:
    own = desk.disputes.add(matter())["id"]
    desk.disputes.add(matter(village=EAST, title="东湾的事"))
    month = "2026-10"
    for user, listed, hidden in ((None, 3, 0), ("周敏", 3, 0), ("李某乙", 1, 2)):
        desk.user = user
        assert desk.months.status(month)["flow"]["new"] == 3
        for opened in (
            desk.months.opened(month, "new"),
            desk.reports.opened("summary", "new", month=month),
            desk.reports.opened("brief", "new", since="2026-10-01", until="2026-10-03"),
        ):
            assert (len(opened.ids), opened.hidden) == (listed, hidden)
            assert set(opened.ids) == {one["id"] for one in desk.disputes.list()}
    assert desk.months.open_ids(month, "new") == [own]
    assert desk.months.opened(month, "reported/").hidden == 0
    assert len(desk.months.open_ids(month, "reported/")) == 5


def test_what_looks_alike_is_offered_to_a_village_among_its_own(desk: Desk, accused: str) -> None:
    for village in (LIU, EAST):
        desk.disputes.add(matter(village=village))
    assert len(desk.disputes.alike("2026-10")) == 1
    desk.user = "李某乙"
    assert desk.disputes.alike("2026-10") == []


@pytest.fixture
def folder(tmp_path: Path, desk: Desk, accused: str) -> Path:
    """A township with one open matter in each of two villages beside the accusation."""
    desk.disputes.add(matter(title="本村放水的事"))
    desk.disputes.add(matter(village=EAST, title="东湾垃圾的事"))
    return tmp_path / "镇"


def test_a_number_opened_by_command_names_no_other_village_s_matter(
    folder: Path, accused: str
) -> None:
    line = ("--data", str(folder), "--today", DAY.isoformat())
    mine = (*line, "--user", "李某乙")
    opened = ("report", "summary", "--month", "2026-10", "--open")
    words = xinfang(*mine, *opened, "new").stdout
    assert "本村放水" in words and "东湾垃圾" not in words and accused not in words
    assert "共 1 件" in words and "另有 2 件不是本村的或已密封" in words
    assert answered(*mine, *opened, "new") == [
        one["id"] for one in answered(*mine, "ledger", "list")
    ]
    none = xinfang(*mine, *opened, "rungs.leader_case").stdout
    assert "没有符合的纠纷" in none and "另有" not in none
    concluded = xinfang(*mine, *opened, "concluded").stdout
    assert concluded.strip() == "1 件不是本村的或已密封，要查看请找镇综治专干。"
    whole = xinfang(*line, *opened, "new").stdout
    assert "东湾垃圾" in whole and "共 3 件" in whole and "另有" not in whole
    note = json.dumps({"text": "看一眼"})
    assert "已经密封" in refused(*mine, "dispute", "act", accused, "note", input=note)


async def test_a_number_opened_on_screen_says_what_is_not_listed(folder: Path, desk: Desk) -> None:
    desk.close()
    async with program(folder, user="李某乙", size=(120, 40), today=DAY) as seen:
        await seen.press("4", "right")
        assert isinstance(seen.screen, SummaryPage)
        await seen.press("enter")
        assert isinstance(seen.screen, LedgerPage)
        assert seen.screen.query_one(Lines).count == 1
        assert "另有 2 件不是本村的或已密封" in seen.text


async def test_a_number_of_which_all_is_sealed_says_whom_to_ask(folder: Path, desk: Desk) -> None:
    desk.close()
    async with program(folder, user="李某乙", size=(120, 40), today=DAY) as seen:
        await seen.press("4")
        page = seen.screen
        assert isinstance(page, SummaryPage)
        while page.grid.columns[page.grid.column].key != "concluded":
            await seen.press("right")
        await seen.press("enter")
        assert seen.screen is page and "请找镇综治专干" in seen.text + seen.toasts


@pytest.fixture
def due(desk: Desk, accused: str) -> dict[str, str]:
    """Village → the number of an open matter that is due to climb, in the hands of 李某乙.

    Of 柳树沟村 one more is sealed (``密``).
    """
    found = {}
    for key, village in (("密", LIU), (LIU, LIU), (EAST, EAST)):
        title = {LIU: "本村放水的事", EAST: "东湾垃圾的事"}.get(key, "密封的事")
        sealed = {"sealed": True} if key == "密" else {}
        record = matter(village=village, title=title, handler="李某乙", **sealed)
        found[key] = str(desk.disputes.add(record)["number"])
    desk.today = date(2026, 10, 20)
    return found


def test_what_is_due_is_told_a_village_of_what_it_may_list_and_climbs_all_the_same(
    desk: Desk, due: dict[str, str]
) -> None:
    for user, listed, hidden in ((None, 3, 0), ("周敏", 3, 0), ("李某乙", 1, 2)):
        desk.user = user
        found = desk.ladder.run(dry_run=True)
        assert (len(found.listed), found.hidden, found.applied) == (listed, hidden, 0)
        assert desk.ladder.escalate(dry_run=True) == found.listed
    assert [one["number"] for one in found.listed] == [due[LIU]]
    waits = desk.months.status("2026-10")["missing"]
    run = desk.ladder.run()
    assert [one["applied"] for one in run.listed] == [True] and (run.hidden, run.applied) == (2, 3)
    desk.user = None
    assert {desk.disputes.show(number)["rung"] for number in due.values()} == {"township"}
    assert waits == desk.months.status("2026-10")["missing"]


def test_what_waits_to_climb_is_counted_for_a_village_as_the_ledger_lists_it(
    desk: Desk, due: dict[str, str]
) -> None:
    desk.user = "李某乙"
    todo = {one["text"]: one for one in desk.overview.today_list()["todo"]}
    (waiting,) = (one for text, one in todo.items() if "到期应当上报" in text)
    assert waiting["count"] == 1 == len(desk.disputes.list(**waiting["filter"]))


def test_a_village_hands_over_its_own_matters_and_is_told_of_the_others(
    desk: Desk, due: dict[str, str]
) -> None:
    for user, listed, hidden in (("周敏", 3, 0), ("赵某乙", 2, 1)):
        desk.user = user
        found = desk.disputes.hand_over("李某乙", "赵某乙")
        assert (len(found["open"]), found["hidden"]) == (listed, hidden)
    assert {line["title"] for line in found["open"]} == {"（密封事项）", "本村放水的事"}
    moved = desk.disputes.hand_over("李某乙", "赵某乙", apply=True)
    assert set(moved["moved"]) == {due["密"], due[LIU]} and moved["hidden"] == 1
    desk.user = None
    assert desk.disputes.show(due[EAST])["handler"] == "李某乙"


def test_what_is_due_and_what_changes_hands_by_command_names_no_other_village_s_matter(
    desk: Desk, due: dict[str, str], tmp_path: Path
) -> None:
    line = ("--data", str(tmp_path / "镇"), "--today", "2026-10-20")
    mine, his = (*line, "--user", "李某乙"), (*line, "--user", "赵某乙")
    left_out = "另有 2 件不是本村的或已密封"
    waiting = xinfang(*mine, "escalate", "--dry-run").stdout
    assert due[LIU] in waiting and due[EAST] not in waiting and due["密"] not in waiting
    assert "该上报 1 件" in waiting and f"{left_out}，要查看请找镇综治专干。" in waiting
    assert left_out not in xinfang(*line, "escalate", "--dry-run").stdout
    handed = xinfang(*his, "dispute", "handover", "李某乙", "赵某乙").stdout
    assert due[LIU] in handed and due[EAST] not in handed
    assert "另有 1 件不是本村的，没有列出，请找镇综治专干。" in handed
    done = xinfang(*mine, "escalate").stdout
    assert "上报 1 件，共列出 1 件" in done
    assert f"{left_out}，同样按规则上报，要查看请找镇综治专干。" in done
    assert len(answered(*line, "escalate", "--dry-run")) == 0


def test_the_list_to_sign_has_a_village_s_own_matters_and_says_that_there_are_others(
    desk: Desk, due: dict[str, str]
) -> None:
    desk.user = "赵某乙"
    text = desk.reports.preview("handover", staff="李某乙", taker="赵某乙", width=200)
    assert "本村放水" in text and "（密封事项）" in text
    assert "东湾垃圾" not in text and "密封的事" not in text
    assert "共2件" in text and "另有1件不是本村的，由镇里另行交接" in text
    desk.user = None
    assert "另有" not in desk.reports.preview("handover", staff="李某乙", taker="赵某乙", width=200)


async def test_the_page_of_what_is_due_says_how_many_it_does_not_list(
    desk: Desk, due: dict[str, str], tmp_path: Path
) -> None:
    desk.close()
    day = date(2026, 10, 20)
    async with program(tmp_path / "镇", user="李某乙", size=(80, 24), today=day) as seen:
        await seen.press("5")
        assert "东湾垃圾" not in seen.text
        assert "另有 2 件不是本村的或已密封" in seen.text
