"""Names of people and companies that are nobody's: drawn by chance from common ones."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡"
    "贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_COMPOUND = ("欧阳", "诸葛", "上官", "司马")
_FIRST = "建国志德永明文学春秀桂玉金银凤海长大小家永立世光新玉兰美红翠素淑正启友良广传忠孝"
_SECOND = "国军民强平华英芳兰香珍梅霞云龙虎山林生福贵财根柱田成伟勇刚亮东南宝莲娥琴芬霖杰涛波辉"
_TRADES = (
    "建材厂",
    "养殖合作社",
    "粮油加工厂",
    "物业公司",
    "服装厂",
    "农资商店",
    "运输队",
    "餐饮店",
)
_MARKS = ("恒通", "兴农", "顺达", "鑫源", "丰收", "诚信", "金穗", "永兴", "宏远", "福满")
_PREFIXES = ("135", "138", "139", "150", "158", "182", "187")


class Names:
    """Gives names, none of them twice.

    Args:
        chance: where they are drawn from.
    """

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given: set[str] = set()
        self._beginnings: set[str] = set()

    def keep(self, *names: str) -> None:
        """Never give these."""
        self._given.update(names)
        self._beginnings.update(name[:2] for name in names)

    def person(self) -> str:
        """A person's full name."""
        while True:
            name = self._surname() + self._chance.choice(_FIRST)
            if self._chance.random() < 0.8:
                name += self._chance.choice(_SECOND)
            # No name begins another: 王建 would be found in 王建国.
            if not {name, name[:2]} & self._given and name not in self._beginnings:
                self.keep(name)
                return name

    def company(self, place: str) -> str:
        """A company of a place; one name may come again."""
        return place + self._chance.choice(_MARKS) + self._chance.choice(_TRADES)

    def phone(self) -> str:
        """A mobile number of the length of real ones."""
        return self._chance.choice(_PREFIXES) + f"{self._chance.randrange(10**8):08d}"

    def _surname(self) -> str:
        if self._chance.random() < 0.02:
            return self._chance.choice(_COMPOUND)
        return self._chance.choice(SURNAMES)
