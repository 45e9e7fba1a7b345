"""Tidy statistics that no publisher is known for: area, period, indicator and value in columns."""

import re
from collections.abc import Mapping
from itertools import islice

from loaders.accounting.sheet_findings import visible_sheets
from loaders.layouts import Hints
from loaders.parsing.area_codes import is_area_code
from loaders.parsing.area_names import area_code
from loaders.reading import Reading, StatisticKey
from loaders.statistics.indicator_lists import IndicatorList, read_indicator_lists
from loaders.statistics.long_table import long_table
from loaders.statistics.statistic_names import statistic_named
from loaders.tables.kpi_codes import KpiCodes
from loaders.workbook import Sheet, Workbook

NAME = "Statistics by area and indicator"
GENERAL = True

_AREA = (
    r"(?:area|geography|geo|la|lad|ltla|utla|localauthority|authority|district|council|ons|gss"
    r"|place)"
)
HEADINGS: Mapping[str, re.Pattern[str]] = {
    role: re.compile(pattern)
    for role, pattern in {
        "area code": rf"{_AREA}(?:code|cd|id)|code|lad\d\dcd",
        "area name": rf"{_AREA}(?:name|nm|names)?|lad\d\dnm|areaname|region|country|name",
        "period": r"(?:time|reporting|date|data)?period|year|financialyear|calendaryear|quarter"
        r"|month|date|time|yearquarter|periodlabel|timeperiod",
        "indicator": r"indicator(?:name|title)?|statistic(?:name)?|metric(?:name|type|label)?"
        r"|variable|measurename|series|seriesname|dataset|kpi|topic",
        "measure": r"measure(?:type|s)?|valuetype|calculation",
        "unit": r"units?(?:ofmeasure(?:ment)?)?",
        "value": r"value|figure|obsvalue|observation|v4\d|datavalue|indicatorvalue|result|amount",
        "lower": r"lower(?:ci|confidence(?:interval|limit)?|limit|bound)?(?:95)?|lci",
        "upper": r"upper(?:ci|confidence(?:interval|limit)?|limit|bound)?(?:95)?|uci",
    }.items()
}
# Where no column is one of indicators, what is measured names them.
_BY_MEASURE: Mapping[str, re.Pattern[str]] = {
    **{role: pattern for role, pattern in HEADINGS.items() if role != "measure"},
    "indicator": HEADINGS["measure"],
}
_REQUIRED = ("period", "indicator", "value")
_SAMPLE = 400


def recognises(workbook: Workbook, hints: Hints) -> bool:
    """Whether a sheet lists areas, periods, indicators and values, and no KPIs of a plan."""
    return any(_list(sheet, hints.kpi_codes) for sheet in visible_sheets(workbook))


def read(workbook: Workbook, hints: Hints) -> Reading:
    """Every figure of an indicator that is a known statistic by its name and unit."""
    lists = [_list(sheet, hints.kpi_codes) for sheet in visible_sheets(workbook)]
    return read_indicator_lists(NAME, workbook, [part for part in lists if part], _statistic_of)


def _statistic_of(part: IndicatorList, row: int) -> tuple[StatisticKey | None, bool]:
    return statistic_named(part.name(row), part.unit(row)), True


def _list(sheet: Sheet, kpi_codes: KpiCodes) -> IndicatorList | None:
    tables = (long_table(sheet, words, _REQUIRED) for words in (HEADINGS, _BY_MEASURE))
    table = next(filter(None, tables), None)
    if table is None:
        return None
    columns = table.columns
    areas = [columns[role] for role in ("area code", "area name") if role in columns]
    part = IndicatorList(
        sheet=sheet,
        heading_row=table.heading_row,
        areas=areas,
        indicators=[columns["indicator"]],
        value=columns["value"],
        period=columns["period"],
        measures=[columns[role] for role in ("measure", "unit") if role in columns],
        limits=(columns.get("lower"), columns.get("upper")),
    )
    return part if areas and _is_of_areas(part) and not _is_of_kpis(part, kpi_codes) else None


def _is_of_areas(part: IndicatorList) -> bool:
    """Whether at least half of the lines name an area that is known."""
    texts = [part.texts(row, part.areas) for row in islice(part.lines, _SAMPLE)]
    known = [t for t in texts if t and (is_area_code(t[0]) or area_code(t[0], t[-1]))]
    return bool(known) and 2 * len(known) >= len(texts)


def _is_of_kpis(part: IndicatorList, kpi_codes: KpiCodes) -> bool:
    names = {part.name(row) for row in islice(part.lines, _SAMPLE)}
    return any(kpi_codes.is_known(name) or kpi_codes.code_of_name(name) for name in names)
