"""What a file says of its KPIs apart from figures: unit, good direction, start of the year."""

import calendar
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import msgspec

from loaders.layouts.kpi_tables.kpi_identity import KpiIdentity, identify_kpi
from loaders.parsing.normalise import plain
from loaders.parsing.vocabulary import MONEY, SCALED_UNITS, UNITS
from loaders.tables.headings import IDENTITY, Role
from loaders.tables.kpi_codes import KpiCodes
from loaders.tables.table import Table
from metrics.status import Polarity

# What the performance system calls a KPI's data type, and trackers its unit.
_TYPES: Mapping[str, str] = {
    "percentage": "percent", "money": "pounds", "currency": "pounds", "gbp": "pounds",
    "number": "number", "count": "number", "integer": "number", "no": "number",
    "yes no": "yes/no", "boolean": "yes/no", "duration": "seconds", "ratio": "ratio",
    "date": "date",
} | UNITS | SCALED_UNITS  # fmt: skip
_POLARITIES: Mapping[Polarity, tuple[str, ...]] = {
    Polarity.MAXIMISE: (
        "aim to maximise", "maximise", "maximize", "aim to maximize", "higher is better",
        "bigger is better", "high is good", "higher", "high", "increase", "up", "more is better",
    ),
    Polarity.MINIMISE: (
        "aim to minimise", "minimise", "minimize", "aim to minimize", "lower is better",
        "smaller is better", "low is good", "lower", "low", "decrease", "down", "less is better",
        "fewer is better",
    ),
    Polarity.RANGE: ("range", "within range", "aim for range", "plan is best", "in range"),
    Polarity.NONE: ("none", "neither", "no polarity", "data only", "not applicable", "n a"),
}  # fmt: skip
_POLARITY = {word: polarity for polarity, words in _POLARITIES.items() for word in words}
_MONTHS = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if name}
_UNIT_IN_HEADING = re.compile(
    r"[(\[](?:in\s)?(?P<unit>[^()\[\]]{1,15})[)\]]\s*$"
    r"|\s(?:in\s)?(?P<scaled>£\s?(?:'?000'?s?|k|m|thousands?|millions?)|'?000'?s|thousands|millions)\s*$"
    r"|(?P<sign>[%£])\s*$",
    re.IGNORECASE,
)


class Definition(msgspec.Struct, frozen=True):
    """What a file says of a KPI; None where it does not say. `year_start` is a month, 1 to 12.

    `planned` is the unit that plans have, whatever the file says.
    """

    unit: str | None = None
    polarity: Polarity | None = None
    year_start: int | None = None
    planned: str | None = None


NOT_DEFINED = Definition()


def defines(table: Table) -> bool:
    """Whether a table says what KPIs are and has no figures of them."""
    facts = table.columns_of(Role.UNIT, Role.POLARITY, Role.FREQUENCY, Role.YEAR_START)
    figures = table.columns_of(Role.VALUE, Role.TARGET, Role.KEY_ACTIVITY)
    return bool(facts and table.columns_of(*IDENTITY) and not figures)


def definitions(tables: Sequence[Table], kpi_codes: KpiCodes) -> Mapping[str, Definition]:
    """What the definition tables of a file say, by KPI code."""
    return {
        kpi.code: definition_in(table, row)
        for table in tables
        if defines(table)
        for row in table.body
        if isinstance(kpi := identify_kpi(table, row, kpi_codes), KpiIdentity)
    }


def definition_in(table: Table, row: int) -> Definition:
    """What the columns of a row say of its KPI."""
    if not table.columns_of(Role.YEAR_START, Role.UNIT, Role.POLARITY):
        return NOT_DEFINED
    start = table.text(row, Role.YEAR_START)[:3].casefold()
    return Definition(
        unit_named(table.text(row, Role.UNIT)),
        _POLARITY.get(plain(table.text(row, Role.POLARITY))),
        _MONTHS.get(start),
    )


@lru_cache(maxsize=1024)
def unit_named(text: str) -> str | None:
    """The unit that a word such as `Percentage`, `%` or `Days` names."""
    word = plain(text)
    return _TYPES.get(word) or MONEY.get(text.strip())


@lru_cache(maxsize=1024)
def unit_in_heading(heading: str) -> str | None:
    """The unit at the end of a heading, as in `Actual (%)` or `Value £`."""
    ending = _UNIT_IN_HEADING.search(heading)
    return unit_named(ending["unit"] or ending["scaled"] or ending["sign"]) if ending else None
