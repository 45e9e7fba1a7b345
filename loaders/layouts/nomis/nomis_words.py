"""Words of Nomis: what its figures are of, which of them belong together, and its markers."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from loaders.parsing.normalise import plain
from loaders.reading import StatisticKey
from loaders.statistics.markers import PublishedCell, read_figure
from loaders.statistics.qualified_codes import EVERYONE
from loaders.statistics.statistic_cells import slug, stripped
from loaders.workbook import CellValue
from metrics.status import State


class NumberRole(StrEnum):
    """What a number is of an observation: the figure itself, or what belongs to it."""

    VALUE = "value"
    PERCENT = "percent"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    CONFIDENCE = "confidence"


# In words as in tables, and by the numbers that the API has for them.
_PARTS: Mapping[str, NumberRole] = {
    **dict.fromkeys(("value", "values", "variable", "number", "20100", "20599"), NumberRole.VALUE),
    **dict.fromkeys(("percent", "%", "percentage", "rate", "20301", "20701"), NumberRole.PERCENT),
    **dict.fromkeys(("numerator", "21001"), NumberRole.NUMERATOR),
    **dict.fromkeys(("denominator", "21002"), NumberRole.DENOMINATOR),
    **dict.fromkeys(
        ("confidence", "conf", "conf %", "confidence interval", "21003", "20702"),
        NumberRole.CONFIDENCE,
    ),
}
# https://www.nomisweb.co.uk/articles/1167.aspx and the keys below its tables.
_MARKERS: Mapping[str, tuple[State, str]] = {
    "-": (State.AWAITED, "missing"),
    "!": (State.SUPPRESSED, "sample of 0 to 2"),
    "*": (State.SUPPRESSED, "sample of 3 to 9"),
    "~": (State.SUPPRESSED, "less than 500"),
    "#": (State.SUPPRESSED, "statistically unreliable"),
}
_SUPPRESSED = re.compile(r"suppress|unreliab|disclos|sample|confidential|not available")
_EVERYONE = EVERYONE | {"value", "gb", "all residents"}
_ALL = re.compile(r"all categories\b.*")
# The words that say what is counted stand before those that say of whom.
_FIRST = ("variable", "measure", "item", "cell", "indicator", "industry")
# Names as slugs; codes are those of ONS where it publishes the same under its own.
_KNOWN: Mapping[str, StatisticKey] = {
    "employment-rate-aged-16-64": StatisticKey("employment-rate", "Employment rate", "percent"),
    "who-are-economically-inactive-aged-16-64": StatisticKey(
        "economically-inactive", "Economic inactivity", "percent"
    ),
    "economic-activity-rate-aged-16-64": StatisticKey(
        "economic-activity-rate", "Economic activity rate", "percent"
    ),
    "unemployment-rate-aged-16": StatisticKey("unemployment-rate", "Unemployment rate", "percent"),
    "unemployment-rate-aged-16-64": StatisticKey(
        "unemployment-rate-16-to-64", "Unemployment rate, aged 16 to 64", "percent"
    ),
    "claimant-count": StatisticKey("claimants", "Claimants", "number"),
    "claimants-as-a-proportion-of-residents-aged-16-64": StatisticKey(
        "claimant-rate", "Claimants as a share of residents", "percent"
    ),
    "total-jobs": StatisticKey("total-jobs", "Jobs in the area", "number"),
    "jobs-density": StatisticKey("jobs-density", "Jobs density", "jobs per resident"),
}
_SHARE = re.compile(r"^%|\brate\b|\bproportion\b|\bpercentage?\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def number_role(words: str) -> NumberRole | None:
    """What a measure or the heading of a column says that its numbers are, None for other words."""
    return _PARTS.get(plain(words))


@lru_cache(maxsize=4096)
def statistic_key(name: str, part: NumberRole, *, beside: bool = False) -> StatisticKey:
    """What a figure of this name is; `beside` says that it is percent beside a number."""
    known = _KNOWN.get(slug(name))
    if known is None or beside:
        code = slug(name) if known is None else known.code
        full_name = f"{name}, percent" if beside else name
        share = part is NumberRole.PERCENT or bool(_SHARE.search(name))
        return StatisticKey(
            f"{code}-percent" if beside else code, full_name, "percent" if share else ""
        )
    return known


@lru_cache(maxsize=4096)
def statistic_name(qualities: tuple[tuple[str, str], ...], title: str) -> str:
    """What figures are of, by their qualities as (kind, words): without what is everyone's.

    The order is that of the kinds, not of the columns; a title stands in where there are none.
    """
    kinds = sorted((_rank(kind), plain(kind), words) for kind, words in qualities)
    parts = [words for *_, words in kinds if words and not _is_everyone(words)]
    return ", ".join(dict.fromkeys(parts)) or title or ", ".join(words for *_, words in kinds)


def nomis_figure(cell: CellValue) -> PublishedCell | None:
    """The figure of a filled cell, or what its marker means; None where it is neither."""
    marker = _MARKERS.get(stripped(cell))
    return PublishedCell(state=marker[0].value, note=marker[1]) if marker else read_figure(cell)


def missing(status: str) -> PublishedCell:
    """What an empty value is, by the words of its status."""
    state = State.SUPPRESSED if _SUPPRESSED.search(status.casefold()) else State.AWAITED
    return PublishedCell(state=state.value, note=status or None)


def _is_everyone(words: str) -> bool:
    text = plain(words)
    return text in _EVERYONE or _ALL.fullmatch(text) is not None


def _rank(kind: str) -> int:
    word = plain(kind).split(" ")[0]
    return _FIRST.index(word) if word in _FIRST else len(_FIRST)
