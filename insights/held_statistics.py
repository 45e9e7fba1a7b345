"""What is held of each statistic: how much, how old, and when and where its next edition comes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.questions import stored_statistics
from data.records import Record, records
from insights import cache, district_statistics
from insights.cache import remembered
from insights.formatting import count, day
from insights.kpi_records import date_of, vintage_of
from metrics.next_edition import EditionState, NextEdition, next_edition
from metrics.words.kpi_wording import capital

# What figures of a kind of area are set beside, in the words of the screen; widest first.
COMPARATORS = (
    ("the UK and nations", frozenset(("country", "nation"))),
    ("regions", frozenset(("region", "ITL level 1"))),
    ("counties", frozenset(("county", "metropolitan county", "combined authority"))),
    ("police forces", frozenset(("police force area",))),
    ("councils", frozenset(stored_statistics.LOCAL_AUTHORITIES)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldStatistic:
    """A statistic with figures: what is held, its newest edition and its next one.

    `link` is the publisher's page, where the next edition will be.
    """

    code: str
    name: str
    publisher: str
    cadence: str
    figures: int
    areas: int
    authorities: int
    comparators: Sequence[str]
    first: date
    latest: str
    vintage: date | None
    next: NextEdition
    link: str

    @property
    def held(self) -> str:
        """`10,193 figures of 413 areas, 361 of them councils`."""
        councils = count(self.authorities, "council")
        return (
            f"{count(self.figures, 'figure')} of {count(self.areas, 'area')}, {councils} among them"
        )

    @property
    def standing(self) -> str:
        """Whether it is the newest edition, and when the next is expected."""
        if self.next.expected is None:
            return f"{capital(self.next.state)}: {self.next.reason}"
        return f"{capital(self.next.state)}: expected about {day(self.next.expected)}"


@remembered
def held_statistics(today: date) -> Sequence[HeldStatistic]:
    """Every defined statistic with figures, those whose newer edition is overdue longest first."""
    definitions = district_statistics.definitions()
    statistics = [
        _held(definitions[code], row, today)
        for code, row in _holdings().items()
        if code in definitions
    ]
    return sorted(statistics, key=_urgency)


@remembered
def _holdings() -> dict[str, Record]:
    rows = records(cache.ask(stored_statistics.statistic_holdings))
    return {str(row["code"]): row for row in rows}


def _held(definition: Record, row: Record, today: date) -> HeldStatistic:
    kinds, vintage = set(str(row["kinds"]).split("; ")), vintage_of(row)
    cadence = str(definition["cadence"])
    return HeldStatistic(
        code=str(row["code"]),
        name=str(definition["name"]),
        publisher=str(definition["publisher"]),
        cadence=cadence,
        figures=int(row["figures"]),
        areas=int(row["areas"]),
        authorities=int(row["authorities"]),
        comparators=[words for words, of_kind in COMPARATORS if of_kind & kinds],
        first=date_of(row["first_start"]),
        latest=str(row["period_label"]),
        vintage=vintage,
        next=next_edition(vintage, cadence, today),
        link=str(definition["source"]).rpartition(": ")[2],
    )


@dataclass(frozen=True, slots=True)
class NotHeldSource:
    """A page that statistics are published on of which no edition is held, and how often."""

    source: str
    names: Sequence[str]
    cadence: str


@remembered
def sources_not_held() -> Sequence[NotHeldSource]:
    """Where the defined statistics without any figure are published, in the order of the screen."""
    published = set(cache.ask(stored_statistics.statistic_codes)["code"])
    missing = [
        row for code, row in district_statistics.definitions().items() if code not in published
    ]
    by_source: dict[str, list[Record]] = {}
    for row in missing:
        by_source.setdefault(str(row["source"]), []).append(row)
    return [
        NotHeldSource(
            source,
            [str(row["name"]) for row in rows],
            "; ".join(dict.fromkeys(str(row["cadence"]) for row in rows)),
        )
        for source, rows in by_source.items()
    ]


def _urgency(statistic: HeldStatistic) -> tuple[bool, date, str]:
    """What is expected comes first, by its day; the rest by name."""
    expected = statistic.next.expected
    return expected is None, expected or date.max, statistic.name


def overdue(statistics: Sequence[HeldStatistic]) -> Sequence[HeldStatistic]:
    """The statistics of which a newer edition should be out by now."""
    late = (EditionState.DUE, EditionState.OVERDUE)
    return [statistic for statistic in statistics if statistic.next.state in late]
