"""The journal: chain, clock, atomic saving, taking over, setting aside, checking."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from tinydb import TinyDB

from store import DamagedIndex, DiskFull, Ledger, StoreError
from tests.store_tools import misled
from tests.township import DAY, matter, township
from xinfang_tui.desk import Desk, opening
from xinfang_tui.desk.eventrow import index_of, key_of
from xinfang_tui.desk.journal import Journal
from xinfang_tui.desk.replacing import read_json, restore
from xinfang_tui.disputes.event import Event
from xinfang_tui.disputes.fold import FOLD
from xinfang_tui.refusal import Refused


def events_of(desk: Desk, number: str) -> list[Event]:
    id = desk.disputes.show(number)["id"]
    return desk._context.journal.of(f"dispute:{id}")


def test_a_machine_s_events_form_one_chain(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        desk.disputes.act(n, "note", {"text": "一"})
        first, second = events_of(desk, n)
        assert second.prev == first.hash and second.seq == first.seq + 1
        assert second.seen == {first.device: first.seq}
        assert second.clock > first.clock


def test_entries_are_read_before_their_transaction_ends(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        journal = desk._context.journal
        with journal.transaction():
            made = journal.append("sweep:x", "mark", {}, by="李主任", on="2026-10-08")
            assert journal.events.count() == made.seq
            assert journal.heads() == {made.device: made.seq}
            assert list(journal.room("sweep")) == [made]


def test_a_failing_use_case_saves_nothing_of_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        before = desk.care.verify()["events"]

        def fails(*_: object, **__: object) -> None:
            raise OSError("disk")

        monkeypatch.setattr(desk._context.journal.disputes, "put_many", fails)
        with pytest.raises(OSError):
            desk.disputes.act(n, "note", {"text": "一"})
        monkeypatch.undo()
        assert desk.care.verify()["events"] == before
        desk.disputes.act(n, "note", {"text": "二"})
        assert desk.care.verify() == {
            "ok": True,
            "events": before + 1,
            "disputes": 1,
            "problems": [],
            "notes": [],
        }


def test_two_windows_see_each_other_s_entries_and_keep_one_chain(tmp_path: Path) -> None:
    with township(tmp_path / "a") as one:
        n = one.disputes.add(matter())["number"]
        with Desk.open(tmp_path / "a", today=one.today) as two:
            version = one.version
            two.disputes.act(n, "note", {"text": "另一个窗口"})
            assert one.version != version
            answer = one.disputes.act(n, "note", {"text": "这个窗口"})
            assert [e["text"] for e in answer["trail"][1:]] == [
                "内容：另一个窗口",
                "内容：这个窗口",
            ]
            assert one.care.verify()["ok"]


def test_a_changed_byte_in_an_event_shows(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        table = desk._context.journal.events
        event = events_of(desk, n)[0]
        key = f"{event.device}-{event.seq:010d}"
        record = table.fetch(key)
        assert record is not None
        record["data"]["title"] = "改过"
        table.put(key, record)
        report = desk.care.verify()
        assert not report["ok"]
        assert any("内容校验不符" in problem for problem in report["problems"])
        assert any(n in problem for problem in report["problems"])


def test_a_stored_fold_that_does_not_follow_from_its_events_shows_and_is_rebuilt(
    tmp_path: Path,
) -> None:
    with township(tmp_path / "a") as desk:
        answer = desk.disputes.add(matter())
        table = desk._context.journal.disputes
        record = table.fetch(answer["id"])
        assert record is not None
        table.put(answer["id"], record | {"rung": "township"})
        assert not desk.care.verify()["ok"]
        assert desk.care.rebuild() == 1
        assert desk.care.verify()["ok"]


def aged(desk: Desk) -> str:
    """Leave a ledger as a program with other rules folded it; the number of its matter."""
    answer = desk.disputes.add(matter())
    journal = desk._context.journal
    record = journal.disputes.fetch(answer["id"])
    assert record is not None
    with journal.transaction():
        stale = {"rung": "township", "due_target": "2026-10-01"}
        journal.disputes.put(answer["id"], record | stale, {"number": answer["number"]})
        journal.views.put("fold", {"n": FOLD - 1})
    return str(answer["number"])


def test_what_other_rules_folded_is_folded_anew_once_when_it_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with township(tmp_path / "a") as desk:
        number = aged(desk)
    with Desk.open(tmp_path / "a", today=DAY, readonly=True) as desk:
        assert desk.disputes.show(number)["rung"] == "township"
        found = desk.care.verify()
        assert (found["ok"], found["problems"]) == (True, [])
        assert ["另一版本" in note and "下次打开" in note for note in found["notes"]] == [True]
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        found = desk.care.verify()
        assert (found["ok"], found["notes"]) == (True, [])
        assert [each["rung"] for each in desk.disputes.list(rung="village")] == ["village"]
        assert desk.ladder.proposals() == []
    monkeypatch.setattr(Journal, "refold_all", lambda _: pytest.fail("folded twice"))
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        assert desk.disputes.show(number)["rung"] == "village"


def test_a_new_ledger_needs_no_folding_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "refold_all", lambda _: pytest.fail("folded anew"))
    township(tmp_path / "a").close()
    Desk.open(tmp_path / "a", today=DAY).close()


@pytest.mark.parametrize("fault", [DiskFull("磁盘满了"), DamagedIndex("磁盘满了")], ids=repr)
def test_folding_anew_that_fails_changes_nothing_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: StoreError
) -> None:
    with township(tmp_path / "a") as desk:
        number = aged(desk)

    def fails(_: Journal) -> None:
        raise fault

    monkeypatch.setattr(Journal, "note_fold", fails)
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        assert desk.disputes.show(number)["rung"] == "township"
        assert ["磁盘满了" in words and "照原样打开" in words for words in desk.told] == [True]
    monkeypatch.undo()
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        assert desk.disputes.show(number)["rung"] == "village"
        assert desk.care.verify()["ok"]


def test_a_fault_that_nobody_foresaw_while_folding_anew_is_not_kept_quiet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with township(tmp_path / "a") as desk:
        aged(desk)

    def fails(_: Journal) -> None:
        raise StoreError("台账读写失败")

    monkeypatch.setattr(Journal, "note_fold", fails)
    with pytest.raises(StoreError, match="读写失败"):
        Desk.open(tmp_path / "a", today=DAY)


def test_folding_many_anew_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with township(tmp_path / "a") as desk:
        aged(desk)
    monkeypatch.setattr(opening, "SOON_FOLDED", 0)
    told: list[str] = []
    Desk.open(tmp_path / "a", today=DAY, tell=told.append).close()
    assert told == ["正在按新版本整理台账，请稍候……"]


def test_a_restored_ledger_goes_on_under_a_new_identity(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        first = desk.disputes.add(matter())["number"]
        device = desk._context.identity.device
        backup = Path(desk.care.backup()["file"])
        lost = desk.disputes.add(matter(title="备份以后的"))["number"]
    kept = restore(tmp_path / "a", backup)["kept"]
    assert kept is not None and Path(kept).exists()
    with Desk.open(tmp_path / "a", today=desk.today) as again:
        assert again._context.identity.device != device
        again_number = again.disputes.add(matter(title="恢复以后的"))["number"]
        assert again_number not in (first, lost)
        assert len(again.disputes.list()) == 2
        assert again.care.verify()["ok"]


def test_an_entry_of_another_subject_is_never_folded_in(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        desk.disputes.add(matter(title="另一件"))
        n = desk.disputes.add(matter())["number"]
        subject = events_of(desk, n)[0].subject
    led = misled(
        tmp_path / "a" / "ledger.db",
        "index_1_subject",
        f"""SELECT id FROM index_1 AS x NOT INDEXED WHERE subject <> '{subject}' AND id IN
            (SELECT id FROM index_1 INDEXED BY index_1_subject
             WHERE subject = '{subject}' AND hash <> '')""",
    )
    assert led
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        with pytest.raises(DamagedIndex):
            desk.disputes.act(n, "note", {"text": "一"})
        desk.care.rebuild()
        assert desk.care.verify()["ok"]
        desk.disputes.act(n, "note", {"text": "一"})
        assert desk.care.verify()["ok"]


@pytest.mark.parametrize("same", [True, False])
def test_of_entries_doubled_under_one_key_only_the_same_one_goes(
    tmp_path: Path, same: bool
) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        desk.disputes.act(n, "note", {"text": "一"})
        entries = {key_of(event.device, event.seq): event for event in events_of(desk, n)}
    hidden = misled(
        tmp_path / "a" / "ledger.db",
        "sqlite_autoindex_documents_1_1",
        """SELECT key FROM documents_1 AS d NOT INDEXED WHERE body LIKE '%dispute:%'
           AND NOT EXISTS (SELECT 1 FROM documents_1 WHERE key = d.key)""",
    )
    key = str(hidden[0][0])
    again = entries[key].erased()._replace(hash=entries[key].hash if same else "0" * 32)
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        events = desk._context.journal.events
        events.put(key, again.to_json(), index_of(again, None))
        count = events.count()
        if not same:
            with pytest.raises(DamagedIndex, match="2 条不同"):
                desk.care.rebuild()
            assert events.count() == count
            return
        desk.care.rebuild()
        assert events.count() == count - 1
        assert events.fetch(key) == again.to_json()
        assert desk._context.journal.ledger.check() == []


def test_the_newest_entry_is_known_though_the_index_by_seq_is_damaged(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        desk.disputes.add(matter())
        newest = desk._context.journal.newest
    misled(
        tmp_path / "a" / "ledger.db",
        "index_1_device_seq",
        f"""SELECT * FROM (
              SELECT seq FROM index_1 INDEXED BY index_1_device_seq WHERE hash <> '' AND device IN
              (SELECT device FROM index_1 NOT INDEXED LIMIT 1) ORDER BY seq DESC LIMIT 1)
            WHERE seq < {newest}""",
    )
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        assert desk._context.journal.newest == newest
        with pytest.raises(DamagedIndex):
            desk.disputes.add(matter(title="再一件"))


def test_setting_aside_takes_events_out_of_the_fold_and_back(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        desk.disputes.act(n, "correct", {"field": "title", "value": "改", "reason": "x"})
        event = events_of(desk, n)[-1]
        journal = desk._context.journal
        key = f"{event.device}-{event.seq:010d}"
        journal.set_aside([key], "p1")
        assert desk.disputes.show(n)["title"] == "水渠灌溉放水先后争执"
        journal.set_aside([key], None)
        assert desk.disputes.show(n)["title"] == "改"


def test_an_empty_folder_is_refused_with_the_next_step(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="init"):
        Desk.open(tmp_path)


def test_the_whole_ledger_goes_to_stock_tinydb_and_back(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        desk.care.to_json(tmp_path / "账.json")
    stock = TinyDB(tmp_path / "账.json", encoding="utf-8")
    assert len(stock.table("disputes")) == 1
    stock.close()
    assert read_json(tmp_path / "b", tmp_path / "账.json")["documents"] > 0
    with Desk.open(tmp_path / "b", today=DAY) as other:
        assert other.disputes.show(n)["title"] == "水渠灌溉放水先后争执"
        assert other.care.verify()["ok"]
    with pytest.raises(Refused, match="已经有台账"):
        read_json(tmp_path / "b", tmp_path / "账.json")


def test_a_ledger_read_in_where_one_was_lost_gives_no_number_twice(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        desk.care.to_json(tmp_path / "账.json")
        told = desk.disputes.add(matter())["number"]
    before = (tmp_path / "a" / "device.json").read_bytes()
    (tmp_path / "a" / "ledger.db").unlink()
    (tmp_path / "空.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refused, match="没有台账的内容"):
        read_json(tmp_path / "a", tmp_path / "空.json")
    assert (tmp_path / "a" / "device.json").read_bytes() == before
    read_json(tmp_path / "a", tmp_path / "账.json")
    with Desk.open(tmp_path / "a", today=DAY) as desk:
        assert desk.disputes.add(matter())["number"] != told


def test_a_ledger_whose_reading_in_was_broken_off_is_read_in_again(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        n = desk.disputes.add(matter())["number"]
        desk.care.to_json(tmp_path / "账.json")
    (tmp_path / "b").mkdir()
    Ledger(tmp_path / "b" / "ledger.db").close()
    (tmp_path / "空.json").write_text("{}", encoding="utf-8")
    with pytest.raises(Refused, match="没有台账的内容"):
        read_json(tmp_path / "b", tmp_path / "空.json")
    assert read_json(tmp_path / "b", tmp_path / "账.json")["documents"] > 0
    with Desk.open(tmp_path / "b", today=DAY) as desk:
        assert desk.disputes.show(n)["number"] == n and desk.care.verify()["ok"]


def note_of(desk: Desk, month: str = "2026-10") -> str:
    return desk.months.monthly.state(month).notes.get("new", "")


def write_note(desk: Desk, text: str) -> None:
    desk._context.journal.append(
        "month:2026-10", "note", {"about": "new", "text": text}, by="李主任", on=DAY.isoformat()
    )


def test_a_month_that_was_read_is_read_again_after_every_save_whoever_made_it(
    tmp_path: Path,
) -> None:
    with township(tmp_path / "a") as one, Desk.open(tmp_path / "a", today=one.today) as two:
        assert (note_of(one), note_of(two)) == ("", "")
        write_note(one, "这个窗口")
        assert (note_of(one), note_of(two)) == ("这个窗口", "这个窗口")
        write_note(two, "另一个窗口")
        assert (note_of(one), note_of(two)) == ("另一个窗口", "另一个窗口")


def test_what_was_saved_elsewhere_is_read_though_somebody_is_saving_again(tmp_path: Path) -> None:
    with township(tmp_path / "a") as one, Desk.open(tmp_path / "a", today=one.today) as two:
        assert (note_of(one), one.settings.leader) == ("", "")
        write_note(two, "另一个窗口")
        two.registry.set("leader", "钱某")
        with saving(tmp_path / "a" / "ledger.db"):
            assert (note_of(one), one.settings.leader) == ("另一个窗口", "钱某")


@contextmanager
def saving(path: Path) -> Iterator[None]:
    """Somebody else is in the middle of a commit, for a moment."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN EXCLUSIVE")
        done = Timer(0.3, other.rollback)
        done.start()
        yield
        done.join()


def test_what_is_read_while_writing_is_as_written_and_forgotten_when_it_is_given_up(
    tmp_path: Path,
) -> None:
    with township(tmp_path / "a") as desk:
        assert note_of(desk) == ""
        with pytest.raises(OSError), desk._context.journal.transaction():
            write_note(desk, "写到一半")
            assert note_of(desk) == "写到一半"
            raise OSError("disk")
        assert note_of(desk) == ""


def test_a_setting_that_was_given_up_is_not_taken_for_the_next_one_saved(tmp_path: Path) -> None:
    with township(tmp_path / "a") as desk:
        context = desk._context

        def led_by(name: str) -> None:
            context.journal.append(
                "setting:leader", "setting_set", {"value": name}, by="李主任", on=DAY.isoformat()
            )
            assert context.rules.settings.leader == name

        with pytest.raises(OSError), context.journal.transaction():
            led_by("赵某")
            raise OSError("disk")
        with context.journal.transaction():
            led_by("钱某")
        assert context.rules.settings.leader == "钱某"
