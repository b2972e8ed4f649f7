"""Native charts, their figures beside them so that each can be checked and edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xinfang_tui.documents.paper import Chart, Paper
from xinfang_tui.documents.text.wrap import width
from xinfang_tui.documents.xlsx.looks import FONT, Formats
from xinfang_tui.documents.xlsx.printing import print_setup

HEIGHT = 15
"""Rows that a chart covers."""
PAGE = 33
"""Rows on a landscape page."""
SIZE = {"width": 640, "height": 295}
COLOURS = ("#2F6DB5", "#C0504D", "#7F9F3F", "#8064A2", "#E08E0B")


def chart_sheet(
    book: Any, sheet: Any, paper: Paper, charts: Sequence[Chart], looks: Formats
) -> None:
    """Each chart with its figures at the left, one below the other, none broken by a page."""
    print_setup(sheet, paper, wide=True)
    names = [name for chart in charts for name in chart.categories]
    sheet.set_column(0, 0, min(max([width(name) for name in names], default=8) + 2, 22))
    sheet.set_column(1, 6, 9)
    row, top, breaks = 0, 0, []
    for chart in charts:
        needed = max(len(chart.categories) + 3, HEIGHT + 1)
        if row > top and row + needed > top + PAGE:
            breaks.append(row)
            top = row
        _one(book, sheet, row, chart, looks)
        row += needed
    sheet.set_h_pagebreaks(breaks)


def _one(book: Any, sheet: Any, row: int, chart: Chart, looks: Formats) -> None:
    top = row
    sheet.write_string(row, 0, chart.title, looks["under"])
    row += 1
    sheet.write_string(row, 0, "项目", looks["head"])
    for j, series in enumerate(chart.series, 1):
        sheet.write_string(row, j, series.name, looks["head"])
    first = row + 1
    for i, name in enumerate(chart.categories):
        row += 1
        sheet.write_string(row, 0, name, looks["text"])
        for j, series in enumerate(chart.series, 1):
            value = series.values[i]
            look = looks["percent" if chart.percent else "whole"]
            if value is None:
                sheet.write_blank(row, j, None, look)
            else:
                sheet.write_number(row, j, value, look)
    if chart.categories:
        drawn = _drawn(book, sheet, chart, first, row)
        place = {"object_position": 2, "x_offset": 12}
        sheet.insert_chart(top, len(chart.series) + 1, drawn, place)


def _drawn(book: Any, sheet: Any, chart: Chart, first: int, last: int) -> Any:
    drawn = book.add_chart({"type": chart.kind})
    font = {"name": FONT, "size": 10}
    for j in range(1, len(chart.series) + 1):
        look: dict[str, Any] = {
            "name": [sheet.get_name(), first - 1, j],
            "categories": [sheet.get_name(), first, 0, last, 0],
            "values": [sheet.get_name(), first, j, last, j],
            "data_labels": {"value": True, "font": {"name": FONT, "size": 9}},
        }
        colour = COLOURS[(j - 1) % len(COLOURS)]
        if chart.kind == "line":
            look |= {"line": {"color": colour, "width": 2.25}, "marker": {"type": "circle"}}
        elif chart.kind == "pie":
            look["data_labels"] = {"percentage": True, "category": True, "font": font}
        else:
            look |= {"fill": {"color": colour}, "gap": 60}
        drawn.add_series(look)
    drawn.set_title({"name": chart.title, "name_font": {"name": FONT, "size": 12, "bold": True}})
    drawn.set_legend(
        {"position": "bottom", "font": font} if len(chart.series) > 1 else {"none": True}
    )
    if chart.kind != "pie":
        names = {"num_font": font}
        values: dict[str, Any] = {"num_font": font, "major_gridlines": {"visible": False}, "min": 0}
        values["num_format"] = "0%" if chart.percent else "0"
        if chart.most:
            values["max"] = chart.most
        if chart.kind == "bar":
            drawn.set_y_axis(names | {"reverse": True, "major_gridlines": {"visible": False}})
            drawn.set_x_axis(values | {"visible": False})
        else:
            drawn.set_x_axis(names)
            drawn.set_y_axis(values)
    drawn.set_size(SIZE)
    return drawn
