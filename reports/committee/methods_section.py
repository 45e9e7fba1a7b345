"""How the figures are judged, where they come from, and how old they are."""

from collections.abc import Iterable, Iterator, Sequence

from data.records import Record
from insights.district_statistics import definitions, statistics_of
from insights.formatting import day
from insights.method_notes import METHODS, READING_NOTES
from insights.report_headline import report_age
from insights.report_scope import ReportScope
from metrics.attention.attention_list import ATTENTION_RULE
from reports.document import Block, Prose, ReportSection, ReportTable, SubHeading

_SOURCES_IN_A_ROW = 4


def methods_section(scope: ReportScope) -> ReportSection:
    """Methods, then sources with their dates."""
    return ReportSection("Methods and sources", [*_methods(), *_sources(scope)])


def _methods() -> Iterator[Block]:
    yield SubHeading("How to read this report")
    for title, text in READING_NOTES.items():
        yield Prose(f"{title}. {text}")
    yield Prose(f"Needs attention. {ATTENTION_RULE}")
    yield SubHeading("Methods")
    for title, sentences in METHODS.items():
        yield Prose(f"{title}. {' '.join(sentences)}")


def _sources(scope: ReportScope) -> Iterator[Block]:
    yield SubHeading("Sources and age")
    yield Prose(report_age(scope.period, scope.today).sentence)
    files = {
        str(row["file"]): day(row["published_at"]) for kpi in scope.kpis for row in kpi.figures
    }
    if files:
        yield ReportTable(
            "Files that the measures come from.",
            ["File", "Published"],
            [[name, published] for name, published in files.items()],
            [9, 5],
        )
    statistics = list(_statistics(scope))
    if statistics:
        yield ReportTable(
            "Publications that the statistics come from; their addresses are on the page About.",
            ["Publisher", "Sources", "Licence"],
            _by_publisher(statistics),
            [4, 7, 3],
        )


def _by_publisher(statistics: Iterable[tuple[str, str, str]]) -> Sequence[Sequence[str]]:
    """A row for each publisher and licence, with all publications that are used."""
    names: dict[tuple[str, str], list[str]] = {}
    for publisher, name, licence in dict.fromkeys(statistics):
        names.setdefault((publisher, licence), []).append(name)
    # No row is cut by the end of a page, so that none may be long.
    return [
        [publisher, "\n".join(listed[first : first + _SOURCES_IN_A_ROW]), licence]
        for (publisher, licence), listed in names.items()
        for first in range(0, len(listed), _SOURCES_IN_A_ROW)
    ]


def _name(source: str) -> str:
    """A publication without its address, which the page About has."""
    name, separator, address = source.rpartition(": ")
    return name if separator and address.startswith("http") else source


def _statistics(scope: ReportScope) -> Iterator[tuple[str, str, str]]:
    for priority in scope.priorities:
        for statistic in statistics_of(priority.code):
            row: Record = definitions()[statistic.code]
            yield str(row["publisher"]), _name(str(row["source"])), str(row["licence"])
