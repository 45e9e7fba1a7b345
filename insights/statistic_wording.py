"""How a statistic's figures and axis are written."""

from data.records import Record
from insights.formatting import figure, unit_words
from metrics.words.kpi_wording import capital


def figure_of(definition: Record, value: object) -> str:
    """A figure of a statistic in its unit, with its decimals where it is defined with any."""
    decimals = definition["decimals"]
    places = None if decimals is None else int(str(decimals))
    return figure(float(str(value)), str(definition["unit"]), places)


def figure_of_row(definition: Record, row: Record) -> str:
    """A stored figure of a statistic; a median has one decimal more than the figures have."""
    return figure_of({**definition, "decimals": decimals_of(definition, row)}, row["value"])


def decimals_of(definition: Record, row: Record) -> int | None:
    """With how many decimals a stored figure or a median is written; None where by its size."""
    decimals = definition["decimals"]
    if decimals is None:
        return None
    return int(str(decimals)) + bool(row.get("councils"))


def axis_title(definition: Record) -> str:
    """What a statistic's axis measures: its unit in words."""
    return capital(unit_words(str(definition["unit"])))
