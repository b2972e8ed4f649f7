"""Papers that the tests of renderers share: one of every block, and hostile text in each."""

from __future__ import annotations

from datetime import date
from typing import Any

from xinfang_tui.documents.paper import (
    OFFICIAL,
    Addressee,
    Annex,
    Attachments,
    Chart,
    Column,
    Field,
    Fields,
    Heading,
    Imprint,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    RedHead,
    Series,
    Signature,
    SignLines,
    Table,
)

TABLE = Table(
    columns=(
        Column("村（社区）"),
        Column("登记", "number", group="本月"),
        Column("化解率", "percent", group="本月"),
        Column("最近报送", "date"),
    ),
    rows=(
        ("东湾村", 12, 10 / 12, date(2026, 10, 31)),
        ("西坡村", 0, None, None),
    ),
    caption="各村矛盾纠纷排查化解情况",
    totals=("合计", 12, 10 / 12, None),
    unit="件",
)

EVERYTHING = Paper(
    title="关于2026年10月全镇矛盾纠纷排查化解工作情况的通报",
    kind="bulletin",
    style=OFFICIAL,
    month="2026-10",
    hash="ab12cd34",
    draft=True,
    blocks=(
        RedHead("双桥镇平安建设领导小组办公室文件", "双平安办〔2026〕12号", "王某"),
        Addressee("各村（社区），镇直各单位"),
        Paragraph("现将有关情况通报如下。\n第二段。"),
        Heading("一、基本情况"),
        Paragraph("全镇登记12件。", lead="（一）排查情况。"),
        Heading("（一）办理情况", 2),
        Heading("1.村级", 3),
        TABLE,
        Note("本表不含转出事项。"),
        Chart("各村登记数", "column", ("东湾村", "西坡村"), (Series("登记", (12, 0)),)),
        Chart("化解率", "line", ("9月", "10月"), (Series("化解率", (0.5, None)),), True),
        Fields(
            ((Field("编号", "柳-2610-03074", 2), Field("村", "东湾村")), (Field("经过", "无"),))
        ),
        Attachments(("统计表", "清单")),
        Signature("双桥镇平安建设领导小组办公室", date(2026, 10, 31)),
        SignLines(("调解员（签名）",)),
        PageBreak(),
        Annex("附件1", "统计表", wide=True),
        TABLE,
        Imprint("县委政法委", "双桥镇平安建设领导小组办公室", date(2026, 10, 31)),
    ),
)

HOSTILE = (
    "=1+1",
    "+SUM(A1)",
    "-2+3",
    "@cmd",
    "a|b\nc\td\r\ne",
    "控制\x00\x07\x1b[31m\ud800\ufffe符",
    "</w:t><script>alert(1)</script>&amp;",
    "[/x] **b** `c` {{标题}} # d",
    "长" * 30_000,
    "",
)


def filled(value: Any, text: str) -> Any:
    """The value with every user's text in it replaced; names of kinds and styles stay."""
    if hasattr(value, "_asdict"):
        keep = {"kind", "style", "align", "month", "level", "sheet"}
        told = value._asdict().items()
        return value._replace(**{k: filled(v, text) for k, v in told if k not in keep})
    if isinstance(value, tuple):
        return tuple(filled(item, text) for item in value)
    return text if isinstance(value, str) else value
