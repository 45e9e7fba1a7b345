"""The district's latest figure of a statistic beside that of other areas, with the facts."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from data.records import Record
from insights import areas, cache
from insights.formatting import day
from insights.kpi_records import number, period_of, vintage_of
from insights.statistic_wording import decimals_of, figure_of
from metrics.comparison import benchmark
from metrics.comparison.benchmark import (
    Basis,
    Benchmark,
    BenchmarkStatistic,
    ComparedFigure,
    Comparison,
    Verdict,
)
from metrics.comparison.intervals import CONFIDENCE, Interval
from metrics.status import Polarity
from metrics.words.kpi_wording import capital

# What stands where no test allows a verdict.
NOT_JUDGED = Verdict.NONE.value


@dataclass(frozen=True, slots=True)
class ComparedArea:
    """What the district is compared with: the other's figure as stored, and how they stand."""

    row: Record
    comparison: Comparison

    @property
    def facts(self) -> str:
        """What the other figure is, for which period, and when it was published."""
        councils = self.row.get("councils")
        kind = f"median of {councils} councils" if councils else "published for the area"
        return f"{kind}, {self.row['period_label']}, published {day(self.row['vintage'])}"

    @property
    def verdict(self) -> str:
        """How the district stands, with the reason."""
        comparison = self.comparison
        if comparison.verdict is Verdict.NONE:
            return f"{capital(comparison.reason)}; {NOT_JUDGED}"
        muted = f"; {comparison.overlap.label}" if comparison.muted else ""
        return f"{capital(str(comparison.verdict))}: {comparison.reason}{muted}"

    @property
    def sentence(self) -> str:
        """`worse than England: the 95% interval ...`; empty where there is no verdict."""
        comparison = self.comparison
        if comparison.verdict is Verdict.NONE or comparison.muted:
            return ""
        than = "to" if comparison.verdict is Verdict.SIMILAR else "than"
        return f"{comparison.verdict} {than} {self.row['area_name']}: {comparison.reason}"


def unjudged(definition: Record, value: float, other: Record) -> str:
    """`above England, not judged`: which figure is the higher as printed, without a test."""
    name = other["area_name"]
    if figure_of(definition, value) == figure_of(definition, other["value"]):
        return f"as in {name}, {NOT_JUDGED}"
    side = "above" if value > float(str(other["value"])) else "below"
    return f"{side} {name}, {NOT_JUDGED}"


def compared(
    definition: Record,
    values: Sequence[Record],
    confidence: float = CONFIDENCE,
    area: str | None = None,
) -> Iterator[ComparedArea]:
    """An area's latest figure, by default the district's, beside every other one, nations first.

    `values` are the standing figures of one statistic in period order, medians of groups too. A
    page of stand-outs asks for `confidence` metrics.comparison.intervals.STAND_OUT_CONFIDENCE.
    There is no verdict on what ended more than three years before the reader's day.
    """
    home = area or areas.home()[0]
    valued = [row for row in values if row["area"] == home and pd.notna(row["value"])]
    if not valued:
        return
    latest = valued[-1]
    polarity = Polarity(str(definition["polarity"]))
    for code in _in_order({str(row["area"]) for row in values} - {home}, home):
        other = _nearest([row for row in values if row["area"] == code], latest)
        if other is not None:
            against = _benchmark(definition, other)
            # Beside a median the district's figure has as many decimals as it.
            figure = _figure(definition, {**latest, "councils": other.get("councils")})
            today = cache.reader_day()
            comparison = benchmark.compare(figure, against, polarity, confidence, today)
            yield ComparedArea(other, comparison)


def _in_order(codes: Collection[str], area: str) -> Sequence[str]:
    """Nations, then region and county, then groups of councils."""
    order = [*areas.compared_with(area), *(group.code for group in areas.groups())]
    return without_great_britain([code for code in order if code in codes])


def without_great_britain(codes: Sequence[str]) -> Sequence[str]:
    """Some areas, without Great Britain where the United Kingdom, nearly the same, is there."""
    united = areas.UNITED_KINGDOM in codes
    return [code for code in codes if not (united and code == areas.GREAT_BRITAIN)]


def _nearest(rows: Sequence[Record], latest: Record) -> Record | None:
    """The figure for the district's period, otherwise the one that ends nearest to it."""
    valued = [row for row in rows if pd.notna(row["value"])]
    return min(
        valued,
        key=lambda row: (
            period_of(row) != period_of(latest),
            abs(row["period_end"] - latest["period_end"]),
        ),
        default=None,
    )


def _benchmark(definition: Record, row: Record) -> Benchmark:
    kind = BenchmarkStatistic.MEDIAN if row.get("councils") else BenchmarkStatistic.RATE
    figure = _figure(definition, row)
    return Benchmark(figure, str(row["area_name"]), kind, vintage_of(row))


def interval_of(row: Record) -> Interval | None:
    """The 95% interval of a stored figure; None where none is published."""
    limits = (row["lower"], row["upper"])
    return None if any(map(pd.isna, limits)) else Interval(*map(float, map(str, limits)))


def is_share(definition: Record) -> bool:
    """Whether a statistic is a share of a whole, of which Wilson's interval is."""
    return bool(definition["unit"] == "percent")


def _figure(definition: Record, row: Record) -> ComparedFigure:
    """A stored figure as the comparison needs it."""
    return ComparedFigure(
        float(str(row["value"])),
        period_of(row),
        str(definition["code"]),
        "%" if definition["unit"] == "percent" else str(definition["unit"]).replace("CO2", "CO₂"),
        decimals=decimals_of(definition, row) or 0,
        interval=interval_of(row),
        count=number(row["numerator"]),
        denominator=number(row["denominator"]),
        basis=Basis.PROPORTION if is_share(definition) else Basis.RATE,
        per=number(row["per"]) or 1,
        survey=definition["estimate"] == "survey",
    )
