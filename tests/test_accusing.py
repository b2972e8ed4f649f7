"""Which words speak of officials' conduct, and which are a quarrel like any other."""

from __future__ import annotations

import pytest

from xinfang_tui.disputes.accusing import speaks_of_officials

ACCUSATIONS = (
    "村干部收受好处费不给低保",
    "举报村支书贪污征地款",
    "村主任侵占集体土地补偿款",
    "镇干部优亲厚友，低保名额给了亲戚",
    "反映村会计挪用扶贫资金",
    "村委会截留退耕还林补贴",
    "包村干部吃拿卡要",
    "支部书记以权谋私，把鱼塘包给弟弟",
    "民政所工作人员索要红包",
    "村长虚报户数套取危房改造资金",
    "检举王书记受贿",
    "收了好处费的村干部不给办低保",
    "社区主任克扣救济款",
    "组长私分公款",
    "村 干 部 收 受 钱物",
    "村两委暗箱操作，发包不公开",
    "实名控告村主任打击报复",
)
QUARRELS = (
    "张三举报李四殴打，派出所出警",
    "李四向派出所报案称合伙人骗取货款",
    "包工头克扣补助款，民警协助",
    "施工方克扣工程款，村委会出面",
    "李主任和邻居为院墙滴水争吵",
    "村主任张三侵占李四宅基地两尺",
    "村支书调解过，双方还为田埂争执",
    "业主委员会主任挪用维修资金，业主不服",
    "张三向村主任李四索要欠款",
    "李主任家收受彩礼后退婚",
    "王会计与张三借款纠纷",
    "村民举报邻居养猪污染",
    "向村干部举报邻居占道",
    "两家为征地补偿款分配争执",
    "兄弟二人为父亲低保金的使用吵架",
    "村干部到场劝解后，张三说李四贪污合伙的钱",
    "张三说李四侵占集体道路堆放柴草",
    "施工队拖欠工资，找镇政府反映",
    "派出所民警处理过的打架赔偿",
    "村组长家的牛吃了庄稼",
)


@pytest.mark.parametrize("title", ACCUSATIONS)
def test_an_officials_conduct_is_heard(title: str) -> None:
    assert speaks_of_officials(title)


@pytest.mark.parametrize("title", QUARRELS)
def test_a_quarrel_is_a_quarrel_whoever_has_part_in_it(title: str) -> None:
    assert not speaks_of_officials(title)


def test_a_long_text_takes_no_time() -> None:
    assert not speaks_of_officials("村干部贪" * 1000 + "主任侵占" * 1000)
