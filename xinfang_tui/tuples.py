"""Named tuples of the program's values, made without looking at their types.

Making its value classes by ``typing.NamedTuple`` takes a short answer a seventh of its time: for
each class it reads every annotation and compiles a constructor. Here a class costs little more than
its own body, until its first value is made (decision 0019).
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    _at = type(namedtuple("One", "field").field)
    """Makes what reads the n-th value, as named tuples of the library have it."""

    class _Named(tuple):
        """What named tuples do, from the names of their fields."""

        __slots__ = ()
        _fields: tuple[str, ...] = ()
        _field_defaults: Mapping[str, Any] = {}

        def __new__(cls, *values: Any, **named: Any) -> _Named:
            """Make the first value of a class, and its constructor for the next ones."""
            cls.__new__ = staticmethod(_constructor(cls))
            return cls(*values, **named)

        @classmethod
        def _make(cls, values: Iterable[Any]) -> _Named:
            return cls(*values)

        def _replace(self, **named: Any) -> _Named:
            changed = tuple.__new__(type(self), map(named.pop, self._fields, self))
            if named:
                raise TypeError(f"{type(self).__name__}: there is no {', '.join(named)}")
            return changed

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            told = ", ".join(f"{field}={value!r}" for field, value in self._asdict().items())
            return f"{type(self).__name__}({told})"

    def _constructor(cls: type[_Named]) -> Callable[..., _Named]:
        names = ", ".join(cls._fields)
        made = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": tuple.__new__})
        made.__qualname__ = f"{cls.__name__}.__new__"
        made.__defaults__ = tuple(cls._field_defaults.values())
        return made

    class _Making(type):
        """Gives a class that names :class:`NamedTuple` as its base its fields."""

        def __new__(making, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(making, name, bases, body)
            fields = tuple(body["__annotations__"])
            body["_fields"] = body["__match_args__"] = fields
            body["_field_defaults"] = {each: body[each] for each in fields if each in body}
            body["__slots__"] = ()
            for place, each in enumerate(fields):
                body[each] = _at(place, each)
            return type(name, (_Named,), body)

    class NamedTuple(metaclass=_Making):
        """As ``typing.NamedTuple``."""
