"""Values are named tuples as ``typing`` makes them, without its look at their types."""

from __future__ import annotations

import pickle
import typing

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
    assert pickle.loads(pickle.dumps(one)) == one


def test_what_else_the_class_holds_stays() -> None:
    assert Plain.of("西坡村").label == "西坡村 7"
    assert type(Plain.of("西坡村")) is Plain


def test_a_missing_or_unknown_field_is_refused() -> None:
    with pytest.raises(TypeError, match="name"):
        Plain()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="nothing"):
        Plain("东河村", nothing=1)  # type: ignore[call-arg]
