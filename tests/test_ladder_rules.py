"""The ladder is data: built in, laid over by an office, refused by the name of the key."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from xinfang_tui import ladder
from xinfang_tui.ladder.built_in import BUILT_IN
from xinfang_tui.ladder.parse import ladder_of
from xinfang_tui.ladder.rules import built_in, ladder_for
from xinfang_tui.refusal import Refused

LADDER = built_in()


def test_the_built_in_limits_are_seven_fifteen_eight_and_sixty_days() -> None:
    assert [LADDER.days(rung, "02", "01") for rung in LADDER.rungs] == [7, 15, 8, 60]
    assert [rung.failures for rung in LADDER.rungs.values()] == [2, 3, 0, 0]


def test_the_text_that_an_office_begins_with_says_what_the_program_goes_by() -> None:
    text = (Path(ladder.__file__).parent / "ladder.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text) == BUILT_IN
    assert ladder_of(text) == LADDER


def test_an_extension_is_at_most_the_limit_and_thirty_days_for_a_leader() -> None:
    assert [LADDER.longest_extension(rung) for rung in LADDER.rungs] == [7, 15, 8, 30]


def test_the_petition_limits_are_the_regulations() -> None:
    petition = LADDER.petition
    assert (petition.accept, petition.conclude, petition.extension) == (15, 60, 30)
    assert (petition.ask, petition.review) == (30, 30)


def test_an_office_changes_one_limit_and_keeps_the_rest() -> None:
    own = ladder_of("[village]\ndays = 10")
    assert own.days("village", "02", "01") == 10
    assert own.longest_extension("village") == 10
    assert own.rungs["village"].failures == 2
    assert own.days("township", "02", "01") == 15
    assert own.version != LADDER.version


def test_the_same_content_has_the_same_version() -> None:
    assert ladder_of("").version == LADDER.version
    assert ladder_of("[village]\ndays = 7").version == LADDER.version


def test_some_matters_get_another_limit_on_one_rung() -> None:
    own = ladder_of('[[limit]]\nrung = "township"\ncategories = ["11"]\ndays = 30')
    assert own.days("township", "1102", "01") == 30
    assert own.days("township", "0201", "01") == 15
    assert own.days("village", "1102", "01") == 7


def test_an_unknown_version_falls_back_to_the_built_in_ladder() -> None:
    own = ladder_of("[village]\ndays = 10")
    assert ladder_for(own.version, {own.version: own}) is own
    assert ladder_for("unheard of", {own.version: own}) is LADDER


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("village = 7", "village"),
        ("[village]\ndays = 0", "village.days"),
        ('[village]\ndays = "七"', "village.days"),
        ("[village]\nday = 7", "village.day"),
        ("[attic]\ndays = 7", "attic"),
        ("[village]\nname = 7", "village.name"),
        ("[township]\nfailures = -1", "township.failures"),
        ("[joint_meeting]\ncalled = [2]", "joint_meeting.called"),
        ("[petition]\nconclude = 0", "petition.conclude"),
        ("[petition]\nhearing = 1", "petition.hearing"),
        ("[guard]\nconsent = 1", "guard.consent"),
        ('[[entry]]\nrung = "attic"\nscales = ["02"]', "entry（第 1 节）.rung"),
        ('[[entry]]\nrung = "township"', "entry（第 1 节）"),
        ('[[limit]]\nrung = "township"\nscales = ["02"]', "limit（第 1 节）.days"),
        ("entry = 3", "entry"),
        ("[village\n", "TOML"),
    ],
)
def test_a_wrong_ladder_is_refused_by_the_name_of_the_key(text: str, key: str) -> None:
    with pytest.raises(Refused) as refused:
        ladder_of(text)
    assert key in refused.value.wrong
    assert refused.value.safe
    assert refused.value.do
