"""Named tuples of the program's values, made without looking at their types.

``typing.NamedTuple`` reads every annotation of every class each time the program starts, which
takes half of the time that making the classes takes; nobody asks for the types at run time
(decision 0019).
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    _OF_THE_CLASS = ("__module__", "__qualname__", "__annotations__")

    class _Making(type):
        """Gives a class that names this one as its base its fields, and nothing of this one."""

        def __new__(making, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(making, name, bases, body)
            fields = body["__annotations__"]
            given = [body[each] for each in fields if each in body]
            made = namedtuple(name, fields, defaults=given, module=body["__module__"])
            made.__annotations__ = fields
            for each, told in body.items():
                if each not in fields and each not in _OF_THE_CLASS:
                    setattr(made, each, told)
            return made

    class NamedTuple(metaclass=_Making):
        """As ``typing.NamedTuple``."""
