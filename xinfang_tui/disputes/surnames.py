"""Surnames (姓氏): which are common, and where a name's surname ends."""

from __future__ import annotations

import re

COMMON = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余"
    "潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚庞樊兰殷施"
    "陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂焦向柳邢岳齐梅莫庄辛管祝左涂谷祁舒耿牟詹关苗凌费纪靳盛童欧甄项曲"
    "游阳裴席卫查屈鲍覃霍翁隋甘景司柏宁柯阮桂闵华冉吉饶刁瞿戚丘古池滕晋邬臧宫苟褚廉简娄符奚穆燕郎冀谈姬屠郜晏栾"
    "郁蒙喻窦迟敖冷卓仇艾蓝巩仲乐虞卞封楚佟栗匡宗巫鞠桑荆岑蔺欧司上诸"
)
"""The characters that common surnames are, or begin with."""

_COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛东方皇甫尉迟公孙慕容令狐宇文长孙司徒司空夏侯闻人"
        "澹台公冶宗政濮阳淳于单于太叔申屠公羊仲孙轩辕钟离鲜于闾丘亓官南宫"
        "拓跋独孤呼延端木百里东郭南门西门万俟赫连第五微生左丘梁丘完颜纳兰"
        "达奚褚师乐正漆雕壤驷公良夹谷谷梁段干羊舌巫马公西司寇子车颛孙",
    )
)


def surname(name: str) -> str:
    """The surname of a name: 欧阳 of 欧阳锋, 张 of 张三; empty when it begins with no letter."""
    if len(name) > 2 and name[:2] in _COMPOUND:
        return name[:2]
    return name[0] if name and name[0].isalpha() else ""
