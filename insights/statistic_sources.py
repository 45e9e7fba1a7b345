"""The sources of the published statistics, each with the statistics that come from it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from data.questions import stored_statistics
from insights import cache
from insights.cache import remembered
from insights.district_statistics import definitions


@dataclass(frozen=True, slots=True)
class StatisticSource:
    """A publication with its publisher, licence, and the names of its statistics.

    `with_figures` counts those that any figure is stored of.
    """

    source: str
    publisher: str
    licence: str
    statistics: Sequence[str]
    with_figures: int


@remembered
def statistic_sources() -> Sequence[StatisticSource]:
    """Every source in the order of its first statistic."""
    published = set(cache.ask(stored_statistics.statistic_codes)["code"])
    names: dict[tuple[str, str, str], list[str]] = {}
    figures: Counter[tuple[str, str, str]] = Counter()
    for row in definitions().values():
        source = str(row["source"]), str(row["publisher"]), str(row["licence"])
        names.setdefault(source, []).append(str(row["name"]))
        figures[source] += row["code"] in published
    return [
        StatisticSource(*source, statistics, figures[source])
        for source, statistics in names.items()
    ]
