"""What the district profile charts: population, pay and emissions, and what they consist of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache
from insights.cache import remembered
from insights.district_statistics import Statistic, definitions, statistic, values_of
from insights.formatting import figure
from insights.statistic_wording import figure_of

CHART = "chart"
POPULATION = "population"
AGES, SECTORS, CARBON_SECTORS = "By age", "Greenhouse gases by sector", "By sector"
SHARE, PER_HEAD, CARBON_PER_HEAD = "percent", "tonnes CO2e", "tonnes CO2"
_CARBON_ALONE = "Sectors are of carbon dioxide alone and end earlier than the line above."
HUNDRED, TONNES = 100, 1000  # percent of a whole, tonnes in a kilotonne


@dataclass(frozen=True, slots=True)
class PartFigure:
    """A part of a whole for one area: its size, and the same as a share or for each resident."""

    part: str
    area_name: str
    value: float
    words: str
    amount: str


@dataclass(frozen=True, slots=True)
class PartsOfWhole:
    """The parts of a whole for the area and the nation or kingdom beside it, in one period.

    `axis` says what the values are, `note` what a reader may not take them for.
    """

    title: str
    axis: str
    period_label: str
    figures: Sequence[PartFigure]
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """A statistic of a chart that no file has brought yet, and the page that it is published on."""

    name: str
    source: str


@remembered
def charted(theme: str) -> Sequence[Statistic]:
    """The statistics that the profile charts under a theme, those with figures of the area."""
    known = (statistic(code) for code in _codes(theme))
    return [drawn for drawn in known if drawn is not None]


@remembered
def not_held(theme: str) -> Sequence[NotHeld]:
    """The statistics that the profile would chart under a theme, had any edition been published."""
    missing = [definitions()[code] for code in _codes(theme) if code not in _published()]
    return [NotHeld(str(row["name"]), str(row["source"])) for row in missing]


@remembered
def ages() -> PartsOfWhole | None:
    """Residents by age as shares of all, beside the nation; None where ages are not published."""
    axis, beside = "Percent of residents", areas.own_nation()
    return _parts("Residents by age", axis, AGES, HUNDRED, SHARE, beside=beside)


@remembered
def sectors() -> PartsOfWhole | None:
    """Emissions by sector for each resident, beside the kingdom, in the last year with sectors.

    Of all greenhouse gases where an edition is held, else of carbon dioxide.
    """
    title, beside = "Emissions by sector", areas.UNITED_KINGDOM
    greenhouse = _parts(title, "Tonnes CO₂e a resident", SECTORS, TONNES, PER_HEAD, beside=beside)
    if greenhouse is not None:
        return greenhouse
    axis = "Tonnes CO₂ a resident"
    carbon = _parts(title, axis, CARBON_SECTORS, TONNES, CARBON_PER_HEAD, beside=beside)
    return replace(carbon, note=_CARBON_ALONE) if carbon else None


@remembered
def _published() -> frozenset[str]:
    return frozenset(cache.ask(stored_statistics.statistic_codes)["code"])


def _codes(theme: str) -> tuple[str, ...]:
    rows = records(cache.ask(stored_statistics.profile_statistics))
    return tuple(str(r["statistic"]) for r in rows if (r["part"], r["theme"]) == (CHART, theme))


def _parts(  # noqa: PLR0913 (a whole, its parts, and how they are counted)
    title: str, axis: str, theme: str, per: int, unit: str, *, beside: str
) -> PartsOfWhole | None:
    home, _ = areas.home()
    codes = [code for code in _codes(theme) if code in _published()]
    rows = [
        row
        for row in records(values_of((*codes, POPULATION), (home, beside)))
        if pd.notna(row["value"])
    ]
    residents = {
        (str(row["area"]), _year(row)): float(row["value"])
        for row in rows
        if row["code"] == POPULATION
    }
    of_home = [row for row in rows if row["area"] == home]
    by_code = [{_year(row) for row in of_home if row["code"] == c} for c in (*codes, POPULATION)]
    years = set.intersection(*by_code)
    if not codes or not years:
        return None
    latest = max(years)
    of_year = [r for r in rows if r["code"] in codes and _year(r) == latest]
    figures = [
        _figure(row, residents[str(row["area"]), latest], per, unit)
        for code in codes
        for area in (home, beside)
        for row in of_year
        if (row["code"], row["area"]) == (code, area) and (area, latest) in residents
    ]
    return PartsOfWhole(
        title, axis, str(of_year[0]["period_label"]), figures, _lacking(theme, codes)
    )


def _lacking(theme: str, codes: Sequence[str]) -> str:
    """Which parts no edition has, so that the others are not taken for the whole."""
    names = [_short(code) for code in _codes(theme) if code not in codes]
    return f"Not held, and so not shown: {'; '.join(names)}." if names else ""


def _short(code: str) -> str:
    definition = definitions()[code]
    return str(definition["short_name"] or definition["name"])


def _year(row: Mapping[str, object]) -> int:
    return pd.Timestamp(str(row["period_end"])).year


def _figure(row: Record, residents: float, per: int, unit: str) -> PartFigure:
    definition = definitions()[str(row["code"])]
    value = per * float(row["value"]) / residents
    return PartFigure(
        _short(str(row["code"])),
        str(row["area_name"]),
        value,
        figure(value, unit, 1),
        figure_of(definition, row["value"]),
    )
