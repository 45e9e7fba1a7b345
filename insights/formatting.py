"""Figures and text for people: formatting by unit, and text from files kept as plain text."""

from datetime import date, timedelta
from typing import Any

import pandas as pd

from data.actor import SHIPPED
from metrics.decimals import printed
from metrics.status import is_number

MISSING = "no figure"
# In days; ages are said to the nearest month.
HALF_A_MONTH = 15
# From so many months on an age is told in years.
IN_YEARS = 48
# Pounds have pence or none: £653.50, never £653.5.
PENCE = 2
MINUS = "\N{MINUS SIGN}"

_PREFIX = {"pounds": "£", "million pounds": "£"}
_SUFFIX = {
    "percent": "%",
    "days": " days",
    "working days": " working days",
    "hours": " hours",
    "minutes": " minutes",
    "seconds": " seconds",
    "per 1,000": " per 1,000",
    "per 100,000": " per 100,000",
    "per 10,000": " per 10,000",
    "per million": " per million",
    "million pounds": " million",
    "tonnes CO2e": " t CO₂e",
    "tonnes CO2": " t CO₂",
    "kilotonnes CO2e": " kt CO₂e",
    "kilotonnes CO2": " kt CO₂",
    "years": " years",
    "score": " out of 10",
    "hectares": " hectares",
    "tonnes": " tonnes",
    "kg": " kg",
    "per square kilometre": " per sq km",
    "kWh": " kWh",
}
_SINGULAR = {
    f" {unit}s": f" {unit}"
    for unit in ("day", "working day", "hour", "minute", "second", "year", "hectare", "tonne")
}


def figure(value: float | None, unit: str | None, decimals: int | None = None) -> str:
    """A number with its unit, `£24,246`, `83.1%`, `12.5 days`; a missing one is a word."""
    if not is_number(value):
        return MISSING
    places = _places(value) if decimals is None else decimals
    if unit == "pounds" and places == 1:
        places = PENCE
    number = printed(abs(value), places)
    sign = MINUS if value < 0 and float(number.replace(",", "")) != 0 else ""
    suffix = _SUFFIX.get(unit or "", "")
    if number == "1":
        suffix = _SINGULAR.get(suffix, suffix)
    return f"{sign}{_PREFIX.get(unit or '', '')}{number}{suffix}"


def figure_or_state(
    value: float | None, state: object, unit: str | None, decimals: int | None = None
) -> str:
    """A number with its unit, or the state that stands in its place."""
    return figure(value, unit, decimals) if is_number(value) else str(state)


def unit_words(unit: str | None) -> str:
    """A unit as an axis or definition says it."""
    words = {
        "percent": "%",
        "pounds": "£",
        "million pounds": "£ million",
        "tonnes CO2e": "tonnes CO₂e",
        "tonnes CO2": "tonnes CO₂",
        "kilotonnes CO2e": "kilotonnes CO₂e",
        "kilotonnes CO2": "kilotonnes CO₂",
        "score": "score out of 10",
    }
    return words.get(unit or "", unit or "")


def age(end: date, today: date) -> str:
    """How long ago a period ended, to the nearest month, within the first in days: `20 months`.

    From four years on it is told in years and months: `4 years and 11 months`.
    """
    begun = end + timedelta(days=1)
    months = 12 * (today.year - begun.year) + today.month - begun.month
    days = today.day - begun.day
    if (months, days) < (1, 0):
        return count(max(0, (today - end).days), "day")
    months += (days >= HALF_A_MONTH) - (days < -HALF_A_MONTH)
    if months < IN_YEARS:
        return count(months, "month")
    years, rest = divmod(months, 12)
    return f"{count(years, 'year')} and {count(rest, 'month')}" if rest else count(years, "year")


def by_whom(published_by: str) -> str:
    """`by A Person`; of what the software brought along, `with the software`."""
    return "with the software" if published_by == SHIPPED.name else f"by {published_by}"


def day(moment: Any) -> str:
    """A date as people write it: `4 March 2025`; a missing one is a word."""
    if pd.isna(moment):
        return "date unknown"
    return f"{moment.day} {moment:%B %Y}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 KPI`, `2 KPIs`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def _places(value: float) -> int:
    return 0 if float(value).is_integer() else 1 if abs(value) >= 10 else 2
