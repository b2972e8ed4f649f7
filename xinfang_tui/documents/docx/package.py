"""The parts of a .docx around its text, and the file itself: the same parts, the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from xinfang_tui.documents.docx.look import FONTS, SUBSTITUTES, Look
from xinfang_tui.documents.docx.xml import LATIN, run_properties

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
CREATED = "2020-01-01T00:00:00Z"
"""Written as every file's date, so that the same paper gives the same bytes."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the parts in their order, every date the same."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, compresslevel=6) as file:
        for name, content in parts.items():
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            file.writestr(info, content)
    return out.getvalue()


def parts(body: str, extra: Mapping[str, str], look: Look, title: str) -> dict[str, str]:
    """All parts of the file; ``extra`` holds headers and footers by name (``footer1.xml``)."""
    document = f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    return {
        "[Content_Types].xml": _content_types(extra),
        "_rels/.rels": _root_relations(),
        "docProps/core.xml": _core(title),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(extra),
        "word/styles.xml": _styles(look),
        "word/settings.xml": _settings(),
        "word/fontTable.xml": font_table(),
        **{f"word/{name}": content for name, content in extra.items()},
    }


def relation(name: str) -> str:
    """The relation id of an extra part."""
    return "rId" + name.removesuffix(".xml").capitalize()


def part_kind(name: str) -> str:
    """Whether an extra part is a header or a footer."""
    return name[: len("header")]


def _content_types(extra: Mapping[str, str]) -> str:
    overrides = {
        "/word/document.xml": f"{_TYPE}.document.main+xml",
        "/word/styles.xml": f"{_TYPE}.styles+xml",
        "/word/settings.xml": f"{_TYPE}.settings+xml",
        "/word/fontTable.xml": f"{_TYPE}.fontTable+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    for name in extra:
        overrides[f"/word/{name}"] = f"{_TYPE}.{part_kind(name)}+xml"
    listed = "".join(
        f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in overrides.items()
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        f' ContentType="{rels}"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{listed}</Types>"
    )


def _root_relations() -> str:
    return (
        f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"'
        ' Target="docProps/core.xml"/></Relationships>'
    )


def _relations(extra: Mapping[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{name.capitalize()}" Type="{R}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "settings", "fontTable")
    )
    for name in extra:
        kind = part_kind(name)
        listed += f'<Relationship Id="{relation(name)}" Type="{R}/{kind}" Target="{name}"/>'
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(title)}</dc:title><dc:language>zh-CN</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{CREATED}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def _styles(look: Look) -> str:
    default = run_properties(look.body).replace(
        "</w:rPr>", '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr>'
    )
    return (
        f"{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault>{default}</w:rPrDefault>"
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '<w:qFormat/><w:pPr><w:widowControl w:val="0"/></w:pPr></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style></w:styles>'
    )


def _settings() -> str:
    mode = "http://schemas.microsoft.com/office/word"
    return (
        f"{HEAD}<w:settings {NAMESPACES}><w:evenAndOddHeaders/>"
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{mode}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table() -> str:
    """Fonts with the substitutes that an office may have instead."""
    listed = "".join(
        f'<w:font w:name={quoteattr(name)}><w:altName w:val="{SUBSTITUTES[name]}"/>'
        '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name in FONTS
    )
    return f'{HEAD}<w:fonts {NAMESPACES}><w:font w:name="{LATIN}"/>{listed}</w:fonts>'
