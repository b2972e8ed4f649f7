"""A township and its villages: facts up, decisions down, nothing lost, nothing silent."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from store import DiskFull
from tests.offices_kit import DAY, EAST, NAMES, WEST, World
from xinfang_tui.cli.views import parcels
from xinfang_tui.desk import joining
from xinfang_tui.desk.desk import Desk
from xinfang_tui.desk.journal import Journal
from xinfang_tui.desk.machines import Machines
from xinfang_tui.desk.replacing import restore
from xinfang_tui.exchange.vector import Holding
from xinfang_tui.refusal import Refused


def test_a_joined_village_knows_its_township_and_no_other_villages_households(
    world: World,
) -> None:
    township = world.offices["00"]
    homes = [{"code": f"{code}010001", "head": "某"} for code in (EAST, WEST)]
    township.desk.registry.set_households(EAST, homes[:1])
    township.desk.registry.set_households(WEST, homes[1:])
    east = world.village(EAST)
    assert east.desk.settings.unit.name == "东湾村"
    assert {place.name for place in east.desk.places_tree} == {"双桥镇", *NAMES.values()}
    assert east.desk.places_tree.has_households(EAST)
    assert not east.desk.places_tree.has_households(WEST)
    assert "周某甲" in {one["name"] for one in east.desk.registry.staff()}
    assert [(m["mark"], m["own"]) for m in east.machines.list()] == [("00", False), ("01", True)]


def test_facts_travel_up_and_decisions_down(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    came = township.take(east.pack())
    assert (came["new"], came["updated"], came["conflicts"], came["refused"]) == (1, 0, 0, [])
    assert township.desk.settings.unit.name == "双桥镇"
    township.act(number, "assign", unit="镇调解中心", handler="周某甲")
    down = east.take(township.pack("01"))
    assert (down["new"], down["updated"]) == (0, 1)
    assert east.state(number)["handler"] == "周某甲"
    assert east.state(number) == township.state(number)


def test_rehearsal_writes_nothing_and_says_what_would_come(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    parcel = east.pack()
    before = township.desk.version
    rehearsed = township.take(parcel, dry_run=True)
    assert township.desk.version == before and township.numbers() == set()
    real = township.take(parcel)
    real.pop("receipt")
    assert rehearsed == real
    assert real["villages"] == [{"village": EAST, "new": 1, "updated": 0}]


def test_a_parcel_read_twice_or_inside_a_later_one_doubles_nothing(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    first = east.pack()
    east.add(EAST, "宅基地边界争议", category="0902")
    second = east.pack()
    assert township.take(second)["new"] == 2
    late, again = township.take(first), township.take(first)
    assert (late["new"], late["updated"], late["nothing"]) == (0, 0, 1)
    assert (again["new"], again["updated"], again["nothing"]) == (0, 0, 1)
    assert len(township.numbers()) == 2


def test_a_receipt_tells_what_is_safe_and_the_next_parcel_carries_only_the_rest(
    world: World,
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    assert east.machines.status()["unsent"] == 1
    came = township.take(east.pack())
    status = east.machines.status()
    assert (status["unsent"], status["unreceipted"]) == (0, 1)
    for _ in range(2):
        answer = east.machines.receipt(Path(came["receipt"]))
        assert answer["counts"]["new"] == 1
        assert (answer["unsent"], answer["unreceipted"]) == (0, 0)
    assert east.machines.status()["sent"][0]["receipted"] == "2026-10-12"
    east.add(EAST, "宅基地边界争议", category="0902")
    packed = east.machines.pack(east.stick)
    assert (packed["events"], packed["disputes"]) == (1, 1)


def test_without_anything_new_a_parcel_is_still_written(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    came = township.take(east.pack())
    east.machines.receipt(Path(came["receipt"]))
    packed = east.machines.pack(east.stick)
    assert Path(packed["file"]).stat().st_size == packed["bytes"]
    assert packed["events"] == 0
    assert township.machines.freshness()[EAST].until == DAY


def test_a_village_gets_its_own_matters_and_no_other_villages(world: World) -> None:
    township, east, west = world.offices["00"], world.village(EAST), world.village(WEST)
    mine = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    other = west.add(WEST, "宅基地边界争议", category="0902")["number"]
    typed = township.add(EAST, "村道扩建占地补偿", category="1102")["number"]
    township.take(east.pack(), west.pack())
    for mark, office in (("01", east), ("02", west)):
        office.take(township.pack(mark))
    assert east.numbers() == {mine, typed}
    assert west.numbers() == {other}
    assert township.numbers() == {mine, other, typed}


def test_what_was_typed_before_the_invitation_comes_with_the_first_parcel(world: World) -> None:
    township = world.offices["00"]
    typed = township.add(EAST, "村道扩建占地补偿", category="1102")["number"]
    east = world.village(EAST)
    assert east.numbers() == set()
    east.take(township.pack("01"))
    assert east.numbers() == {typed}


def test_a_village_that_took_in_another_gets_its_matters_too(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = township.add(WEST, "宅基地边界争议", category="0902")["number"]
    came = east.take(township.pack("01"))
    township.machines.receipt(Path(came["receipt"]))
    assert east.numbers() == set()
    township.desk.registry.end_place(WEST, [EAST], "2026-10-11")
    east.take(township.pack("01"))
    assert east.numbers() == {number}


def test_sealed_matters_stay_at_the_township(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = township.add(EAST, "家庭内部纠纷", category="0101")["number"]
    township.act(number, "seal", readers=["周某甲"])
    east.take(township.pack("01"))
    assert east.numbers() == set()


def test_parallel_edits_converge_and_the_conflict_shows_on_both_sides(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    east.act(number, "assign", unit="村调委会", handler="李某乙")
    township.act(number, "assign", unit="镇调解中心", handler="周某甲")
    up, down = east.pack(), township.pack("01")
    rehearsed = township.take(up, dry_run=True)
    came = township.take(up)
    assert came["conflicts"] == rehearsed["conflicts"] > 0
    assert east.take(down)["conflicts"] > 0
    assert east.state(number) == township.state(number)
    told = east.machines.receipt(Path(came["receipt"]))["conflicts"]
    assert {conflict["number"] for conflict in told} == {number}


def test_a_copied_data_folder_is_noticed_and_nothing_of_it_is_merged(
    world: World, tmp_path: Path
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    copy = tmp_path / "copy"
    shutil.copytree(east.desk.folder, copy)
    first = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    with Desk.open(copy, today=DAY) as twin:
        twin.disputes.add(
            {
                "village": EAST,
                "title": "宅基地边界争议",
                "category": "0902",
                "occurred_on": "2026-10-03",
                "parties": [{"name": "赵小明"}],
            }
        )
        answer = township.take(Path(Machines(twin._context).pack(copy)["file"]))
    assert (answer["new"], answer["quarantined"]) == (0, 1)
    assert "另一份" in answer["refused"][0]["reason"]
    assert township.numbers() == {first}
    assert township.machines.status()["quarantined"][0]["machine"] == "01号机"


@pytest.mark.parametrize("skew", [365 * 86_400_000, -365 * 86_400_000])
def test_a_clock_wrong_by_a_year_changes_no_outcome(world: World, skew: int) -> None:
    world.skew["01"] = skew
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    township.act(number, "assign", unit="镇调解中心", handler="周某甲")
    east.take(township.pack("01"))
    east.act(number, "assign", unit="村调委会", handler="李某乙")
    township.take(east.pack())
    assert township.state(number)["handler"] == "李某乙"
    assert east.state(number) == township.state(number)


def test_a_lost_parcel_leaves_a_gap_that_is_listed_until_it_comes(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    came = township.take(east.pack())
    east.machines.receipt(Path(came["receipt"]))
    east.add(EAST, "水渠灌溉放水先后争执")
    lost = east.pack()
    township_machine = township.machines._ex.me
    believed = Holding(
        {device: ((1, top),) for device, top in east.desk._context.journal.heads().items()}
    )
    with east.desk._context.journal.transaction():
        east.machines._ex.post.hear(township_machine, believed, "2026-10-12", True)
    east.add(EAST, "宅基地边界争议", category="0902")
    answer = township.take(east.pack())
    assert (answer["new"], answer["held"]) == (0, 1)
    assert township.machines.status()["missing"][0]["machine"] == "01号机"
    assert township.machines.freshness()[EAST].until == DAY
    filled = township.take(lost)
    assert (filled["new"], filled["held"]) == (2, 0)
    assert township.machines.status()["missing"] == []


def test_what_an_old_copy_of_the_ledger_lost_is_sent_again_once_it_is_told_missing(
    world: World,
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    lost = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    shutil.copytree(township.desk.folder, world.folder / "旧的")
    east.machines.receipt(Path(township.take(east.pack())["receipt"]))
    township.desk.close()
    older = world.reopen("00", world.folder / "旧的")
    east.add(EAST, "宅基地边界争议", category="0902")
    came = older.take(east.pack())
    assert (came["new"], came["held"]) == (0, 1)
    told = east.machines.receipt(Path(came["receipt"]))
    assert sum(told["missing"].values()) == 2
    filled = older.take(east.pack())
    assert (filled["new"], filled["held"]) == (2, 0)
    assert lost in older.numbers()


def test_a_township_that_lost_what_it_had_is_sent_it_on_its_next_day_s_word(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    lost = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    shutil.copytree(township.desk.folder, world.folder / "旧的")
    told = east.add(EAST, "宅基地边界争议", category="0902")["number"]
    east.machines.receipt(Path(township.take(east.pack())["receipt"]))
    assert east.machines.status()["unreceipted"] == 0
    township.desk.close()
    older = world.reopen("00", world.folder / "旧的")
    world.turn(DAY + timedelta(days=1))
    east.take(older.pack("01"))
    assert east.machines.status()["unreceipted"] == 1
    older.take(east.pack())
    assert older.numbers() == {lost, told}


def test_one_receipt_answers_every_parcel_whose_content_has_arrived(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    east.pack()
    east.add(EAST, "宅基地边界争议", category="0902")
    receipt = Path(township.take(east.pack())["receipt"])
    east.add(EAST, "拖欠工资", category="0701")
    east.pack()
    east.machines.receipt(receipt)
    sent = east.machines.status()["sent"]
    assert [parcel["receipted"] for parcel in sent] == ["2026-10-12", "2026-10-12", ""]


def test_a_receipt_that_cannot_be_written_takes_nothing_back(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    parcel = east.pack()
    (township.desk.folder / "parcels").write_text("占了位置")
    came = township.take(parcel)
    assert (came["new"], came["receipt"]) == (1, None)
    assert "写不进" in came["unanswered"]
    assert township.numbers() == {number}
    (township.desk.folder / "parcels").unlink()
    assert Path(township.take(parcel)["receipt"]).exists()


def test_the_receipt_goes_back_the_way_that_the_parcel_came(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    parcel = east.pack()
    rehearsed = township.take(parcel, dry_run=True)
    assert "receipt" not in rehearsed and not list(township.stick.glob("*.xfr"))
    receipt = Path(township.take(parcel)["receipt"])
    assert receipt.parent == parcel.parent
    kept = township.desk.folder / "parcels" / receipt.name
    assert kept.read_bytes() == receipt.read_bytes()
    east.machines.receipt(receipt)
    assert east.machines.status()["unreceipted"] == 0


def test_a_receipt_stays_in_the_data_folder_when_the_stick_cannot_be_written(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    parcel = east.pack()

    def protected(path: Path, data: bytes) -> None:
        raise Refused("写不进")

    monkeypatch.setattr("xinfang_tui.desk.machines.write_whole", protected)
    receipt = Path(township.take(parcel)["receipt"])
    assert receipt.parent == township.desk.folder / "parcels"
    assert township.numbers() == {number}


def test_a_receipt_that_was_read_is_no_longer_new_in_its_folder(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    receipt = Path(township.take(east.pack())["receipt"])

    def state() -> str:
        lying = east.machines.watch(receipt.parent)
        return str(next(each["state"] for each in lying if each["file"] == str(receipt)))

    assert state() == "new"
    east.machines.receipt(receipt)
    assert state() == "seen"


def test_no_identity_after_restoring_takes_a_mark_used_before(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    folder, own = east.desk.folder, "01"
    copy = Path(east.desk.care.backup()["file"])
    east.desk.close()
    marks, numbers = [own], set()
    for title in ("水渠灌溉放水先后争执", "宅基地边界争议"):
        marks.append(restore(folder, copy)["mark"])
        east = world.reopen(own, folder)
        numbers.add(east.add(EAST, title)["number"])
        assert township.take(east.pack())["new"] == 1
        east.desk.close()
    assert len(set(marks)) == 3
    assert township.numbers() == numbers


def test_a_parcel_takes_no_other_one_s_place_on_the_stick(world: World) -> None:
    east = world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    shutil.copytree(east.desk.folder, world.folder / "复制的")
    copied = world.reopen("复制", world.folder / "复制的")
    first = east.pack()
    content = first.read_bytes()
    assert copied.pack() != first
    assert first.read_bytes() == content


def test_a_half_copied_parcel_changes_nothing(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    parcel = east.pack()
    parcel.write_bytes(parcel.read_bytes()[:-40])
    before = township.desk.version
    with pytest.raises(Refused, match="没有拷全"):
        township.take(parcel)
    assert township.desk.version == before


def test_one_bad_file_among_several_does_not_stop_the_others(world: World) -> None:
    township, east, west = world.offices["00"], world.village(EAST), world.village(WEST)
    east.add(EAST, "水渠灌溉放水先后争执")
    west.add(WEST, "宅基地边界争议", category="0902")
    good, bad = east.pack(), west.pack()
    bad.write_bytes(b"nothing")
    answer = township.take(good, bad)
    assert answer["new"] == 1
    assert [each["file"] for each in answer["refused"]] == [bad.name]


def test_a_struck_off_machine_is_refused_and_its_earlier_entries_stand(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    first = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    township.take(east.pack())
    struck = township.machines.strike("01", "2026年10月11日丢失")
    assert struck["mark"] == "01" and struck["last"] > 0
    east.add(EAST, "宅基地边界争议", category="0902")
    with pytest.raises(Refused, match="丢失"):
        township.take(east.pack())
    assert township.numbers() == {first}
    with pytest.raises(Refused, match="注销"):
        township.pack("01")


def test_an_invitation_works_for_one_machine_alone(world: World, tmp_path: Path) -> None:
    township = world.offices["00"]
    invited = township.machines.invite(EAST, world.offices["00"].stick)
    parcels = []
    for name in ("one", "two"):
        journal, identity = joining.join(
            tmp_path / name, Path(invited["file"]), today=DAY, entropy=random.Random(name).randbytes
        )
        with Desk(tmp_path / name, journal, identity, today=DAY, user=None) as desk:
            packed = Machines(desk._context).pack(tmp_path / name)
            parcels.append(Path(packed["file"]))
    township.take(parcels[0])
    with pytest.raises(Refused, match="先到的密钥有效"):
        township.take(parcels[1])


def test_an_invitation_that_could_not_be_written_makes_nobody_another_machine(
    world: World, tmp_path: Path
) -> None:
    township = world.offices["00"]
    device = township.machines.list()[0]["device"]
    (tmp_path / "U盘").write_text("没有插好", encoding="utf-8")
    with pytest.raises(Refused, match="写不进"):
        township.machines.invite(EAST, tmp_path / "U盘" / "邀请.xfy")
    township.desk.close()
    again = world.reopen("00", township.desk.folder)
    assert not again.desk.told, "it is no old copy of anything"
    (me,) = again.machines.list()
    assert (me["mark"], me["device"]) == ("00", device)
    assert again.machines.invite(EAST, tmp_path)["mark"] == "01", "the mark was not used up"


@pytest.mark.parametrize("what", ["invite", "pack"])
def test_nothing_leaves_that_the_ledger_could_not_keep(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    township = world.offices["00"]
    world.village(EAST)
    out = tmp_path / "带走"
    out.mkdir()
    whole = Journal.transaction

    @contextmanager
    def no_room(journal: Journal) -> Iterator[None]:
        with whole(journal):
            yield
            if any(out.iterdir()):
                raise DiskFull("磁盘已满，无法写入")

    with monkeypatch.context() as full, pytest.raises(DiskFull):
        full.setattr(Journal, "transaction", no_room)
        if what == "invite":
            township.machines.invite(WEST, out)
        else:
            township.machines.pack(out, "01")
    assert not list(out.iterdir())
    device = township.desk._context.identity.device
    township.desk.close()
    assert world.reopen("00", township.desk.folder).desk._context.identity.device == device


def test_joining_needs_an_empty_folder(world: World) -> None:
    township = world.offices["00"]
    invited = township.machines.invite(EAST, township.stick)
    with pytest.raises(Refused, match="已经有台账"):
        joining.join(
            township.desk.folder,
            Path(invited["file"]),
            today=DAY,
            entropy=random.Random(1).randbytes,
        )


def test_two_machines_of_one_village_hand_over_once_the_township_knows_both(
    world: World,
) -> None:
    township, one, two = world.offices["00"], world.village(EAST), world.village(EAST)
    number = one.add(EAST, "水渠灌溉放水先后争执")["number"]
    with pytest.raises(Refused, match="没有02号机"):
        one.pack("02")
    township.take(one.pack(), two.pack())
    one.take(township.pack("01"))
    two.take(township.pack("02"))
    two.act(number, "assign", unit="村调委会", handler="李某乙")
    one.take(two.pack("01"))
    assert one.state(number)["handler"] == "李某乙"
    one.act(number, "note", text="已见面")
    came = township.take(one.pack())
    assert came["updated"] == 1
    assert township.state(number) == one.state(number)


def test_a_second_machine_of_a_village_can_read_what_is_packed_for_it_before_it_is_known(
    world: World,
) -> None:
    township, one = world.offices["00"], world.village(EAST)
    number = one.add(EAST, "水渠灌溉放水先后争执")["number"]
    came = township.take(one.pack())
    one.machines.receipt(Path(came["receipt"]))
    one.take(township.pack("01"))
    two = world.village(EAST)
    parcel = township.pack("02")
    assert two.take(parcel)["new"] == 1
    assert two.state(number) == township.state(number)
    assert one.take(parcel)["nothing"] == 1


def test_taking_a_parcel_back_sets_it_aside_until_it_comes_again(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    parcel = east.pack()
    came = township.take(parcel)
    assert township.machines.takeback(came["id"])["disputes"] == 1
    assert township.numbers() == set()
    with pytest.raises(Refused, match="没有可撤销"):
        township.machines.takeback(came["id"])
    assert township.take(parcel, dry_run=True)["new"] == 1
    again = township.take(parcel)
    assert (again["new"], again["updated"]) == (1, 0)
    assert township.numbers() == {number}


def test_what_goes_on_from_a_parcel_taken_back_asks_for_that_parcel(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    first = east.pack()
    came = township.take(first)
    east.machines.receipt(Path(came["receipt"]))
    township.machines.takeback(came["id"])
    east.act(number, "note", text="又去了一次")
    second = east.pack()
    for rehearsal in (True, False):
        came = township.take(second, dry_run=rehearsal)
        assert came["behind"] == [first.name]
        assert f"请把{first.name}再接收一次" in parcels.unpacked(came, rehearsal)
    assert "已撤销" in parcels.post(township.machines.status())
    assert township.take(first)["behind"] == []
    assert township.state(number) == east.state(number)


def test_what_came_before_the_beginning_of_its_matter_reaches_the_village_too(
    world: World,
) -> None:
    township, one, two = world.offices["00"], world.village(EAST), world.village(EAST)
    number = one.add(EAST, "水渠灌溉放水先后争执")["number"]
    first = one.pack()
    came = township.take(first)
    one.machines.receipt(Path(came["receipt"]))
    township.take(two.pack())
    for office in (one, two):
        receipt = office.take(township.pack("01"))["receipt"]
        township.machines.receipt(Path(receipt))
    township.machines.takeback(came["id"])
    two.act(number, "assign", unit="村调委会", handler="李某乙")
    two.machines.receipt(Path(township.take(two.pack())["receipt"]))
    township.machines.receipt(Path(one.take(township.pack("01"))["receipt"]))
    assert one.state(number)["handler"] != "李某乙"
    township.take(first)
    one.take(township.pack("01"))
    assert one.state(number) == two.state(number) == township.state(number)


def test_taking_back_is_refused_when_somebody_built_on_it(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    came = township.take(east.pack())
    township.act(number, "assign", unit="镇调解中心", handler="周某甲")
    with pytest.raises(Refused, match="已经接着这个包里的内容办理"):
        township.machines.takeback(came["id"])
    assert township.numbers() == {number}
    with pytest.raises(Refused, match="没有接收过"):
        township.machines.takeback("00" * 10)


def test_an_erasure_reaches_the_village_and_no_old_parcel_brings_it_back(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    number = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    parcel = east.pack()
    township.take(parcel)
    township.act(number, "erase", what="all", reason="本人依法申请")
    east.take(township.pack("01"))
    assert "水渠" not in str(east.desk.disputes.list())
    township.take(parcel)
    assert "水渠" not in str(township.desk.disputes.list())


def test_a_watched_folder_offers_what_is_new(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    parcel = east.pack()
    (township.stick / "notes.txt").write_text("x")
    found = {
        Path(each["file"]).name: each["state"]
        for each in township.machines.watch(world.offices["00"].stick)
    }
    assert found[parcel.name] == "new" and "notes.txt" not in found
    assert township.machines.inspect(parcel)["sound"] is True
    township.take(parcel)
    states = {
        Path(each["file"]).name: each["state"]
        for each in township.machines.watch(world.offices["00"].stick)
    }
    assert states[parcel.name] == "seen"
    assert list(township.machines.watch(township.stick / "none")) == []


def test_a_village_restored_from_an_old_backup_gets_back_what_it_had_sent(
    world: World, tmp_path: Path
) -> None:
    township, east = world.offices["00"], world.village(EAST)
    kept = east.add(EAST, "水渠灌溉放水先后争执")["number"]
    came = township.take(east.pack())
    east.machines.receipt(Path(came["receipt"]))
    old = (east.desk.folder / "ledger.db").read_bytes()
    lost = east.add(EAST, "宅基地边界争议", category="0902")["number"]
    township.take(east.pack())
    east.desk.close()
    (east.desk.folder / "ledger.db").write_bytes(old)
    restored = world.reopen("01", east.desk.folder)
    assert restored.desk._context.identity.device != east.desk._context.identity.device
    fresh = restored.add(EAST, "排水沟堵塞")["number"]
    came = township.take(restored.pack())
    assert came["new"] == 1
    restored.take(township.pack(restored.desk._context.identity.mark))
    assert restored.numbers() == {kept, lost, fresh} == township.numbers()
    states = {record["mark"]: record["state"] for record in township.machines.list()}
    assert states == {"00": "working", "01": "replaced", "99": "working"}
    assert restored.desk.care.verify()["problems"] == []


def test_a_village_that_holds_only_its_own_share_verifies(world: World) -> None:
    township, east = world.offices["00"], world.village(EAST)
    township.add(WEST, "宅基地边界争议", category="0902")
    township.add(EAST, "村道扩建占地补偿", category="1102")
    east.take(township.pack("01"))
    assert east.desk.care.verify()["problems"] == []
