"""The sources of the published statistics, each with the statistics that come from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from data.questions import stored_statistics
from data.records import records
from insights import cache


@dataclass(frozen=True, slots=True)
class StatisticSource:
    """A publication with its publisher, licence, and the names of its statistics."""

    source: str
    publisher: str
    licence: str
    statistics: Sequence[str]


def statistic_sources() -> Sequence[StatisticSource]:
    """Every source in the order of its first statistic."""
    names: dict[tuple[str, str, str], list[str]] = {}
    for row in records(cache.ask(stored_statistics.statistics)):
        source = str(row["source"]), str(row["publisher"]), str(row["licence"])
        names.setdefault(source, []).append(str(row["name"]))
    return [StatisticSource(*source, statistics) for source, statistics in names.items()]
