"""How our categories map to the classes of a county's form: an editable table in TOML.

::

    # 表D类别 = 我们的类别代码（两位包括其下各类；更长的代码优先）
    [classes]
    "婚姻家庭" = ["01"]
    "房屋宅基地" = ["0902", "0403"]
    "其他" = []

What no class names goes to 其他; without a class of that name, to the last one with an empty list.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xinfang_tui.disputes.codes import Codes
from xinfang_tui.refusal import Refused
from xinfang_tui.tomlwords import toml_words
from xinfang_tui.tuples import NamedTuple

OTHER = "其他"


class Classes(NamedTuple):
    """The classes of a form in their order, and the class of each category.

    Attributes:
        order: class names as the form prints them.
        of: category code → class; the longest code that begins a category decides.
        rest: the class of everything else.
    """

    order: tuple[str, ...]
    of: Mapping[str, str]
    rest: str = OTHER

    def class_of(self, category: str) -> str:
        """The class that a category falls in."""
        for length in (4, 2):
            found = self.of.get(category[:length])
            if found is not None:
                return found
        return self.rest


def built_in(codes: Codes) -> Classes:
    """The fifteen classes of people's mediation, as the code lists map them."""
    of = {code: codes.default_class(code) for code in codes.categories}
    return Classes(codes.mediation_classes, of)


def read_classes(text: str, codes: Codes) -> Classes:
    """The classes that an office's table describes.

    Raises:
        Refused: not TOML, an unknown category, or a category in two classes.
    """
    import tomllib  # slow to load, and few offices have a table of their own

    try:
        table: Any = tomllib.loads(text).get("classes")
    except tomllib.TOMLDecodeError as error:
        raise Refused(
            f"类别对照表写法不对：{toml_words(error)}", do="请按 TOML 格式改正"
        ) from error
    if not isinstance(table, dict) or not table:
        raise Refused("类别对照表里没有 [classes] 一节", do='请写成 "类别" = ["代码", …]')
    of: dict[str, str] = {}
    for name, categories in table.items():
        if not isinstance(categories, list):
            raise Refused(f"类别“{name}”后面应是代码的列表", do='请写成 "类别" = ["01", "0902"]')
        for category in map(str, categories):
            if category not in codes.categories:
                raise Refused(f"类别“{name}”里的代码 {category} 不存在", do="请对照代码表改正")
            if category in of:
                raise Refused(
                    f"代码 {category} 同时归入“{of[category]}”和“{name}”", do="请只留一处"
                )
            of[category] = name
    empty = [name for name, categories in table.items() if not categories]
    if OTHER in table or not empty:
        order = tuple(table) if OTHER in table else (*table, OTHER)
        return Classes(order, of, OTHER)
    return Classes(tuple(table), of, empty[-1])


def load_classes(path: Path, codes: Codes) -> Classes:
    """The office's table when its file is there, else the built-in classes."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return built_in(codes)
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"读不出类别对照表“{path.name}”", do="请另存为 UTF-8 文本") from error
    return read_classes(text, codes)


def written(classes: Classes, codes: Codes) -> str:
    """The table as a TOML text to edit, each code with its name beside it."""
    lines = [
        "# 左边是上报表的类别，右边是本系统的类别代码；两位代码包括其下各类，更长的优先",
        "[classes]",
    ]
    for name in classes.order:
        mine = sorted(code for code, each in classes.of.items() if each == name)
        kept = [code for code in mine if len(code) == 2 or classes.of.get(code[:2]) != name]
        if name == classes.rest:
            kept = [code for code in kept if len(code) == 4 and classes.class_of(code[:2]) != name]
        said = "、".join(codes.name(code) for code in kept)
        listed = ", ".join(f'"{code}"' for code in kept)
        lines.append(f'"{name}" = [{listed}]' + (f"  # {said}" if said else ""))
    return "\n".join(lines) + "\n"
