"""The district profile that a plan printed, each figure beside the published one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.questions import stored_plans
from data.records import Record, records
from insights import areas, cache, district_statistics
from insights.cache import remembered
from insights.corporate_plans import Priority, priorities
from insights.district_statistics import latest_figure
from insights.formatting import day
from insights.kpi_records import period_of, vintage_of, word
from insights.statistic_wording import figure_of
from metrics.period import Period
from metrics.words.status_words import during


@dataclass(frozen=True, slots=True)
class PublishedFact:
    """What is published for one period: the figure of each area by name, in words."""

    figures: Sequence[tuple[str, str]]
    period: Period
    vintage: date | None

    @property
    def sentence(self) -> str:
        """`Harborough 22, England 9 in 2022/23; published 20 November 2025`."""
        figures = ", ".join(f"{name} {figure}" for name, figure in self.figures)
        return f"{figures} {during(self.period)}; published {day(self.vintage)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedFigure:
    """A figure as the plan printed it, with what it was compared with, and what the check says.

    `published` is None where no published statistic counts the same, empty where there is no figure
    for this area.
    """

    name: str
    printed: str
    comparator: str | None
    comparator_printed: str | None
    published: Sequence[PublishedFact] | None
    check: Sequence[str]


@remembered
def printed_themes(plan: str) -> Sequence[Priority]:
    """The priorities of a plan under which it printed figures of its district, in their order."""
    printed = {row["theme"] for row in records(cache.ask(stored_plans.profile_figures, plan))}
    return [priority for priority in priorities(plan) if priority.code in printed]


@remembered
def district_profile(plan: str, theme: str) -> Sequence[PrintedFigure]:
    """The figures of a theme that a plan printed of its district, in their order."""
    return [
        _printed(row)
        for row in records(cache.ask(stored_plans.profile_figures, plan))
        if row["theme"] == theme
    ]


def _printed(row: Record) -> PrintedFigure:
    return PrintedFigure(
        name=str(row["name"]),
        printed=str(row["printed"]),
        comparator=word(row["comparator"]),
        comparator_printed=word(row["comparator_printed"]),
        published=_published(row),
        check=[text for name in ("derived", "check_note") if (text := word(row[name]))],
    )


def _published(row: Record) -> Sequence[PublishedFact] | None:
    """The figures of the printed period, and the district's latest where that is a newer one."""
    code, other = word(row["statistic"]), word(row["comparator_area"])
    if code is None:
        return None
    home, _ = areas.home()
    start = row["period_start"]
    then, now = latest_figure(code, home, start), latest_figure(code, home)
    is_newer = now is not None and (then is None or period_of(then) != period_of(now))
    beside = [latest_figure(code, area, start) for area in ([home, other] if other else [home])]
    facts = (_fact(code, beside), _fact(code, [now] if is_newer else []))
    return [fact for fact in facts if fact]


def _fact(code: str, rows: Sequence[Record | None]) -> PublishedFact | None:
    known = [row for row in rows if row]
    if not known:
        return None
    definition = district_statistics.definitions()[code]
    figures = [(str(row["area_name"]), figure_of(definition, row["value"])) for row in known]
    return PublishedFact(figures, period_of(known[0]), vintage_of(known[0]))
