"""Statistics by what other publishers call them: the same words in the same unit."""

import csv
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from loaders.parsing.normalise import plain
from loaders.parsing.vocabulary import UNITS
from loaders.reading import StatisticKey

STATISTICS = Path(__file__).parents[2] / "data" / "reference" / "statistics.csv"
# Words that say how a thing is counted, and not what.
_ABOUT_COUNTING = frozenset((
    "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "per", "sent", "the",
    "to", "with", "who", "that", "count", "counts", "number", "total", "rate", "percentage",
    "percent", "proportion", "share", "value", "figure", "estimate", "all", "%",
))  # fmt: skip
_STEM = 5
_MEASURES = UNITS | {
    "percentage": "percent", "proportion": "percent", "rate (%)": "percent", "count": "number",
    "counts": "number", "number": "number", "frequency": "number", "persons": "number",
    "people": "number", "households": "number", "dwellings": "number", "claimants": "number",
    "jobs": "number", "pounds": "pounds", "gbp": "pounds", "£": "pounds", "score": "score",
    "ratio": "ratio",
}  # fmt: skip


def unit_of_measure(texts: Iterable[str]) -> str | None:
    """The unit that words such as `Percentage` and `Persons` beside a figure say together."""
    units = [unit for text in texts if (unit := _MEASURES.get(plain(text)))]
    if "percent" in units:
        return "percent"
    return next((unit for unit in units if unit != "number"), next(iter(units), None))


def statistic_named(name: str, unit: str | None) -> StatisticKey | None:
    """The one known statistic of the same words, and of that unit where one is said."""
    words = _words(name)
    same = [
        s
        for s in known_statistics()
        if words and words == _words(s.name) and unit in (None, s.unit)
    ]
    exact = [statistic for statistic in same if plain(statistic.name) == plain(name)]
    fitting = exact if len(exact) == 1 else same
    return fitting[0] if len(fitting) == 1 else None


def near_statistics(name: str, unit: str | None, most: int = 3) -> Sequence[StatisticKey]:
    """Known statistics that share at least half of the words, the nearest first."""
    words = _words(name)
    ranked = sorted(
        (
            (_likeness(words, _words(s.name)), unit in (None, s.unit), -n)
            for n, s in enumerate(known_statistics())
        ),
        reverse=True,
    )
    return [known_statistics()[-n] for likeness, fits, n in ranked if likeness >= 0.5 and fits][
        :most
    ]


def _likeness(words: frozenset[str], others: frozenset[str]) -> float:
    return len(words & others) / len(others) if words and others else 0.0


def _words(name: str) -> frozenset[str]:
    """The stems of the words that say what is counted: `recycled` and `recycling` are one."""
    tokens = re.findall(r"[a-z]+|\d+", plain(name))
    return frozenset(token[:_STEM] for token in tokens if token not in _ABOUT_COUNTING)


@cache
def known_statistics() -> Sequence[StatisticKey]:
    """The statistics of the file in data/reference, in its order."""
    with STATISTICS.open(encoding="utf-8-sig", newline="") as file:
        return [StatisticKey(s["code"], s["name"], s["unit"]) for s in csv.DictReader(file)]
