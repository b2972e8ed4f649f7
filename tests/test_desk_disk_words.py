"""What is told when a file cannot take its place: true of the ledger, and with the next step."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store import StoreError
from tests.busy_township import OCTOBER, busy, held, published
from tests.offices_kit import EAST, WEST, Office, World
from tests.worked import refused
from xinfang_tui.cli.views import parcels
from xinfang_tui.desk import Desk, copies, hiding
from xinfang_tui.desk.exchanging import Exchanging
from xinfang_tui.desk.machines import Machines
from xinfang_tui.desk.opening import FORGETTING
from xinfang_tui.desk.post import SENT, Post
from xinfang_tui.exchange import identity
from xinfang_tui.refusal import Refused

FAULTS = [errno.ENOSPC, errno.EACCES, errno.EROFS]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = World(tmp_path)
    yield made
    made.close()


def no_renaming(patch: pytest.MonkeyPatch, number: int, name: Callable[[str], bool]) -> None:
    """From now on files of such a name cannot take their place."""
    replace = Path.replace

    def failing(self: Path, target: str | os.PathLike[str]) -> Path:
        if name(Path(target).name):
            raise OSError(number, os.strerror(number))
        return replace(self, target)

    patch.setattr(Path, "replace", failing)


def offices(world: World) -> tuple[Office, Office]:
    town, east = world.township(), world.village(EAST)
    east.add(EAST, "水渠灌溉放水先后争执")
    return town, east


@pytest.mark.parametrize("number", FAULTS)
def test_a_parcel_that_cannot_take_its_place_counts_as_not_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    town, east = offices(world)
    before = east.machines.unsent()
    assert before > 0
    with monkeypatch.context() as patch:
        no_renaming(patch, number, lambda name: "_上报_" in name)
        with pytest.raises(Refused) as refusal:
            east.pack()
    assert "没有改动" not in refusal.value.text
    assert refusal.value.safe == (
        "这个报送包没有写成，不算发出；登记的内容一样不少，再做一次会全部带上"
    )
    assert refusal.value.do
    assert Post(east.desk._context.journal).parcels(SENT) == []
    assert east.machines.unsent() >= before
    assert [each for each in east.stick.iterdir() if "_上报_" in each.name] == []
    town.take(east.pack())
    assert town.numbers() == east.numbers()


def test_a_parcel_that_is_noted_as_sent_though_it_was_not_is_said_to_be(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, east = offices(world)

    def stuck(*_: object) -> None:
        raise StoreError("磁盘满了")

    with monkeypatch.context() as patch:
        no_renaming(patch, errno.ENOSPC, lambda name: "_上报_" in name)
        patch.setattr(Post, "drop_parcel", stuck)
        with pytest.raises(Refused, match=r"没有写成，可台账里已经记成发出.*再做一次会全部带上"):
            east.pack()
    assert len(Post(east.desk._context.journal).parcels(SENT)) == 1
    town.take(east.pack())
    assert town.numbers() == east.numbers()


@pytest.mark.parametrize("number", FAULTS)
def test_a_parcel_does_not_leave_before_the_machine_has_noted_how_far_it_sent(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    _, east = offices(world)
    with monkeypatch.context() as patch:
        no_renaming(patch, number, lambda name: name == "device.json")
        with pytest.raises(Refused, match=r"写不进本机的“device\.json”") as refusal:
            east.pack()
    assert "不算发出" in refusal.value.safe
    assert "数据文件夹" in refusal.value.do
    assert [each for each in east.stick.iterdir() if "_上报_" in each.name] == []
    assert Post(east.desk._context.journal).parcels(SENT) == []
    assert east.pack().is_file()


def test_an_invitation_that_cannot_take_its_place_lets_nobody_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town = world.township()
    with monkeypatch.context() as patch:
        no_renaming(patch, errno.EROFS, lambda name: "邀请" in name)
        with pytest.raises(Refused) as refusal:
            town.machines.invite(EAST, town.stick)
    told = "这份邀请没有写成，谁也不能凭它加入；再邀请一次会换一个机号"
    assert refusal.value.safe == told
    assert Exchanging(town.desk._context).post.invited == {}
    assert [each["state"] for each in town.machines.list()] == ["working"]
    assert world.village(EAST).pack().is_file()


def test_parcels_written_before_one_that_fails_are_named(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, _ = offices(world)
    world.village(WEST)
    with monkeypatch.context() as patch:
        no_renaming(patch, errno.ENOSPC, lambda name: "西坡村" in name)
        with pytest.raises(Refused) as refusal:
            town.machines.pack(town.stick)
    (written,) = town.stick.glob("*下发_东湾村*")
    assert refusal.value.wrong.startswith("给西坡村的包没有写成：写不进文件“")
    assert refusal.value.safe == "给东湾村的 1 个包已经写好，可以发；没写成的，再做一次会带上"
    assert refusal.value.do == "请腾出空间，或换一个磁盘再试"
    assert world.offices["01"].take(written)["refused"] == []


def failing(number: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail


@pytest.mark.parametrize("number", FAULTS)
def test_a_new_identity_that_cannot_be_written_leaves_the_former_one(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    desk = world.township().desk
    path, own = desk.folder / "device.json", desk._context.identity
    identity.save(own.having_packed(999), path)  # as of a ledger that is an old copy
    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(identity, "save", failing(number))
        with pytest.raises(Refused, match=r"写不进“device\.json”.*台账没有动，原来的机号还在"):
            Desk.open(desk.folder)
    assert path.read_bytes() == before
    assert [each.name for each in desk.folder.glob("device*")] == ["device.json"]
    with Desk.open(desk.folder) as again:
        assert again._context.identity.mark != own.mark


@pytest.mark.parametrize("number", FAULTS)
def test_an_erasure_that_cannot_be_noted_first_is_not_done_and_says_so(
    world: World, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    town, east = offices(world)
    town.take(east.pack())
    (number_of,) = east.numbers()
    with monkeypatch.context() as patch:
        patch.setattr(copies, "write_note", failing(number))
        with pytest.raises(Refused, match="还没有删除，台账没有改动"):
            east.act(number_of, "erase", what="张建军")
    assert "张建军" in str(east.desk.disputes.show(number_of))
    town.act(number_of, "erase", what="张建军")
    parcel = town.pack("01")
    facet = Machines(east.desk._context, on_erase=east.desk._forget)
    with monkeypatch.context() as patch:
        patch.setattr(copies, "write_note", failing(number))
        with pytest.raises(Refused, match="还没有删除，台账没有改动"):
            facet.unpack(parcel)
    assert "张建军" in str(east.desk.disputes.show(number_of))
    facet.unpack(parcel)
    assert "张建军" not in str(east.desk.disputes.show(number_of))


def test_an_erasure_that_is_done_is_not_said_to_have_failed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, east = offices(world)
    town.take(east.pack())
    (number,) = town.numbers()

    def full(*_: object) -> None:
        raise StoreError("磁盘满了")

    with monkeypatch.context() as patch:
        patch.setattr(Machines, "forget", full)
        told = town.act(number, "erase", what="张建军")["copies"]
    assert told[0] == "本机收到、还没入账的记录里没有删到（磁盘满了），下次打开再删"
    assert "张建军" not in str(town.desk.disputes.show(number))
    assert (town.desk.folder / FORGETTING).exists(), "the next opening goes on with it"


@pytest.mark.parametrize("number", FAULTS)
def test_a_paper_that_cannot_be_written_says_that_its_number_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    desk, numbers = busy(tmp_path / "镇")
    with desk:
        meeting = held(desk, numbers)
        out = tmp_path / "纪要.txt"
        for safe in ("文书没有写成；编好的文号留着，下次出这份还用它", "台账没有改动"):
            with monkeypatch.context() as patch:
                no_renaming(patch, number, lambda name: name == out.name)
                with pytest.raises(Refused) as refusal:
                    desk.reports.make("minutes", out, meeting=meeting)
            assert refusal.value.safe == safe
        assert not out.exists()
        desk.reports.make("minutes", out, meeting=meeting)
        assert "（第1期）" in out.read_text("utf-8").replace(" ", "").replace("　", "")


def test_a_scan_that_the_ledger_did_not_keep_is_not_left_among_the_papers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = busy(tmp_path / "镇")
    with desk:
        published(desk)
        scan = tmp_path / "扫描.pdf"
        scan.write_bytes(b"%PDF-1.4 signed")

        def full() -> None:
            raise StoreError("磁盘满了")

        with monkeypatch.context() as patch:
            patch.setattr(desk._context.journal, "_settle", full)
            with pytest.raises(StoreError):
                desk.reports.scan(OCTOBER, scan)
        assert list((desk.folder / "文书").iterdir()) == []
        assert Path(desk.reports.scan(OCTOBER, scan)["file"]).is_file()


def test_a_file_with_names_that_the_ledger_could_not_note_never_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = busy(tmp_path / "镇")
    with desk:
        out = tmp_path / "台账.csv"
        out.write_text("上个月的台账", encoding="utf-8")

        def full() -> None:
            patch.setattr(hiding, "put", refuse)
            raise StoreError("磁盘满了")

        def refuse(*_: object) -> None:
            raise Refused("写不进文件")

        with monkeypatch.context() as patch:
            patch.setattr(desk._context.journal, "_settle", full)
            with pytest.raises(StoreError):
                desk.exports.ledger(out, {}, unmasked=True)
        assert out.read_text("utf-8") == "上个月的台账"


def test_a_step_whose_paper_cannot_be_written_is_said_to_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, numbers = busy(tmp_path / "镇")
    with desk:
        meeting = desk.meetings.open({"chair": "陈镇长", "numbers": numbers[3:4]})["id"]
        decision = {"decision": "assign", "unit": "镇水利站", "handler": "周敏"}
        desk.meetings.decide(meeting, decision | {"number": numbers[3], "due": "2026-11-20"})
        today = desk.today.isoformat()
    town = ("--data", str(tmp_path / "镇"), "--today", today)
    out = tmp_path / "文书.docx"
    no_renaming(monkeypatch, errno.ENOSPC, lambda name: name == out.name)
    said = refused(*town, "month", "summarise", "--month", OCTOBER, "-o", str(out))
    assert "这一步已经办好，不用再做；只是文书没有写成" in said
    assert f"xinfang report summary --month {OCTOBER} -o 文件" in said
    said = refused(*town, "meeting", "close", meeting, "-o", str(out))
    assert "会议已经结束，不用再做；只是文书没有写成" in said
    assert f"xinfang report minutes {meeting} -o 文件" in said
    with Desk.open(tmp_path / "镇", readonly=True) as seen:
        assert seen.months.status(OCTOBER)["stage"] != "screen"
        assert seen.meetings.preview(meeting)["closed"]
    said = refused(*town, "month", "status", "--month", OCTOBER, "-o", str(out))
    assert "台账没有改动" in said


@pytest.mark.parametrize("stood", [None, "上次退回的"])
def test_rows_are_not_given_back_in_a_file_when_the_ledger_kept_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stood: str | None
) -> None:
    desk, _ = busy(tmp_path / "镇")
    with desk:
        path, rejects = tmp_path / "台账.csv", tmp_path / "退回.xlsx"
        head = "编号,村（社区）,事项,类别,发生日期,登记日期,当事人"
        rows = ["1,东湾村,墙根滴水争执,邻里,2026-10-03,2026-10-04,张某"]
        rows.append("2,没有的村,墙根滴水争执,邻里,2026-10-03,2026-10-04,张某")
        path.write_text("\n".join((head, *rows)), encoding="utf-8-sig")
        if stood is not None:
            rejects.write_text(stood, encoding="utf-8")
        before = len(desk.disputes.list())

        def full() -> None:
            assert rejects.read_bytes()[:2] == b"PK"
            raise StoreError("磁盘满了")

        with monkeypatch.context() as patch:
            patch.setattr(desk._context.journal, "_settle", full)
            with pytest.raises(StoreError):
                desk.imports.apply(path, rejects=rejects)
        assert len(desk.disputes.list()) == before
        assert (rejects.read_text("utf-8") if rejects.exists() else None) == stood
        found = desk.imports.apply(path, rejects=rejects)
        assert (found["accepted"], len(found["rejected"])) == (1, 1)
        assert rejects.read_bytes()[:2] == b"PK"


@pytest.mark.parametrize("number", FAULTS)
def test_a_template_that_cannot_be_read_holds_the_bulletin_back_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    desk, _ = busy(tmp_path / "镇")
    with desk:
        folder = desk.folder / "模板"
        folder.mkdir()
        (folder / "bulletin.docx").write_bytes(b"PK")
        read = Path.read_bytes

        def held(self: Path) -> bytes:
            if self.name == "bulletin.docx":
                raise OSError(number, os.strerror(number))
            return read(self)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "read_bytes", held)
            with pytest.raises(Refused, match=r"读不了模板“bulletin\.docx”.*通报没有发出"):
                published(desk)
        assert not desk.months.status(OCTOBER)["published"]


def test_parcels_taken_in_before_the_disk_was_full_are_told_of(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, east = offices(world)
    west = world.village(WEST)
    west.add(WEST, "宅基地边界争议")
    files = sorted((east.pack(), west.pack()), key=lambda path: path.name)
    facet = town.machines
    take = facet._taken

    def full_at_the_second(path: Path, dry_run: bool = False) -> dict[str, object]:
        if path == files[1]:
            raise StoreError("磁盘满了", safe="没有保存", do="请腾出空间")
        return take(path, dry_run)

    monkeypatch.setattr(facet, "_taken", full_at_the_second)
    told = facet.unpack(files)
    assert told["new"] == 1
    assert told["refused"] == [
        {"reason": "磁盘满了。没有保存。请腾出空间。", "file": files[1].name}
    ]
    told_of = f"没有接收“{files[1].name}”：磁盘满了。没有保存。请腾出空间。"
    assert told_of in parcels.unpacked(told, False)
    assert len(town.numbers()) == 1
    with pytest.raises(StoreError):
        facet.unpack([files[1], files[1]])
