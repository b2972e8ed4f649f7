"""Values are named tuples as ``typing`` makes them, without its look at their types."""

from __future__ import annotations

import copy
import pickle
import typing
from concurrent.futures import ThreadPoolExecutor

import pytest

from xinfang_tui import tuples


class Plain(tuples.NamedTuple):
    """A value."""

    name: str
    days: int = 7
    notes: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Both."""
        return f"{self.name} {self.days}"

    @classmethod
    def of(cls, name: str) -> Plain:
        """By name alone."""
        return cls(name)


class Typed(typing.NamedTuple):
    """A value."""

    name: str
    days: int = 7
    notes: tuple[str, ...] = ()


def test_fields_defaults_and_words_are_those_of_typing() -> None:
    for told in ("_fields", "_field_defaults", "__doc__", "__match_args__", "__slots__"):
        assert getattr(Plain, told) == getattr(Typed, told)
    assert set(Plain.__annotations__) == set(Typed.__annotations__)
    assert (Plain.__module__, Plain.__name__) == (__name__, "Plain")
    assert repr(Plain("东河村")) == repr(Typed("东河村")).replace("Typed", "Plain")


def test_values_are_compared_changed_and_kept_as_tuples() -> None:
    one = Plain("东河村", notes=("甲",))
    assert one == ("东河村", 7, ("甲",)) == tuple(Typed("东河村", notes=("甲",)))
    assert one._replace(days=9) == Plain("东河村", 9, ("甲",))
    assert one._asdict() == {"name": "东河村", "days": 7, "notes": ("甲",)}
    for again in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
        assert again == one and type(again) is Plain
    assert Plain._make(["东河村", 7, ("甲",)]) == one


def test_what_else_the_class_holds_stays() -> None:
    assert Plain.of("西坡村").label == "西坡村 7"
    assert type(Plain.of("西坡村")) is Plain


def test_a_missing_or_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        Plain()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="nothing"):
        Plain("东河村", nothing=1)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="nothing"):
        Plain("东河村")._replace(nothing=1)  # type: ignore[call-arg]


def test_the_first_values_of_a_class_may_come_from_several_threads() -> None:
    class Fresh(tuples.NamedTuple):
        name: str
        days: int = 7

    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(Fresh, [str(nth) for nth in range(200)]))
    assert [each.name for each in made] == [str(nth) for nth in range(200)]
    assert {(type(each), each.days) for each in made} == {(Fresh, 7)}
