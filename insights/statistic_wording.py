"""How a statistic's figures and axis are written."""

from data.records import Record
from insights.formatting import figure, unit_words
from metrics.words.kpi_wording import capital


def figure_of(definition: Record, value: object) -> str:
    """A figure of a statistic in its unit, with its decimals where it is defined with any."""
    return figure(float(str(value)), str(definition["unit"]), decimals_of(definition))


def figure_in(definition: Record, row: Record) -> str:
    """A stored figure, or the median of a group, in the unit of its statistic."""
    places = decimals_of(definition, row)
    return figure(float(str(row["value"])), str(definition["unit"]), places)


def decimals_of(definition: Record, row: Record | None = None) -> int | None:
    """How many decimals a figure is written with; None where the statistic is defined with none.

    A median (a row with `councils`) has one more, as it may lie between two figures.
    """
    decimals = definition["decimals"]
    if decimals is None:
        return None
    return int(str(decimals)) + bool(row is not None and row.get("councils"))


def axis_title(definition: Record) -> str:
    """What a statistic's axis measures: its unit in words."""
    return capital(unit_words(str(definition["unit"])))
