"""How a statistic's figures and axis are written."""

from data.records import Record
from insights.formatting import figure, unit_words
from metrics.words.kpi_wording import capital


def figure_of(definition: Record, value: object) -> str:
    """A figure of a statistic in its unit, with its decimals where it is defined with any."""
    decimals = definition["decimals"]
    places = None if decimals is None else int(str(decimals))
    return figure(float(str(value)), str(definition["unit"]), places)


def axis_title(definition: Record) -> str:
    """What a statistic's axis measures: its unit in words."""
    return capital(unit_words(str(definition["unit"])))
