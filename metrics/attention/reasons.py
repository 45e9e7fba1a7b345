"""Why a KPI is a concern or good news: each reason with its kind and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from metrics.comparison.benchmark import Comparison, Verdict
from metrics.direction import KpiKind
from metrics.forecast.methods import Method
from metrics.forecast.year_end import Chance, Forecast
from metrics.kpi_analysis import KpiAnalysis
from metrics.period import Period, financial_year, previous
from metrics.spc.icons import Assurance, Variation, variation_of
from metrics.status import Polarity, Rag, State, Tolerance, ToleranceKind, rag_status
from metrics.variance import Variance, variance_from_target
from metrics.words.kpi_wording import Wording
from metrics.words.variation_words import assurance_words, last_signal, shift_words, variation_words

_NO_TOLERANCE = Tolerance(0, ToleranceKind.ABSOLUTE)


class ConcernKind(StrEnum):
    """Why a KPI needs attention, the gravest first.

    Being worse than others and missing the target all the time only add to another reason; what
    cannot be worked out is never among the reasons for others.
    """

    RED = "red against target"
    GETTING_WORSE = "getting worse"
    YEAR_END = "year's target"
    OVERDUE = "overdue"
    AMBER = "amber against target"
    FAILING = "misses its target all the time"
    WORSE_THAN_BENCHMARK = "worse than others"
    NOT_WORKED_OUT = "not worked out"


class SuccessKind(StrEnum):
    """Why a KPI is good news, the best first; the last three only add to another reason."""

    BACK_ON_TARGET = "back on target"
    GETTING_BETTER = "getting better"
    YEAR_END = "year's target"
    PASSING = "meets its target all the time"
    BETTER_THAN_BENCHMARK = "better than others"


@dataclass(frozen=True, slots=True)
class KpiForReview:
    """A KPI that may need attention or be good news.

    `analysis` is None where it has no figure at all; `comparisons` are made at the confidence of
    stand-outs, 99.8 %; `days_overdue` is None where nothing is due, and `overdue_for` the period
    whose figure has been missing longest.
    """

    code: str
    analysis: KpiAnalysis | None
    status: Rag | State
    wording: Wording
    _: KW_ONLY
    comparisons: Sequence[Comparison] = ()
    days_overdue: int | None = None
    overdue_for: Period | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason, in words that follow the KPI's name."""

    kind: ConcernKind | SuccessKind
    words: str


def concerns(kpi: KpiForReview) -> Iterator[Reason]:
    """Why a KPI needs attention, the gravest reason first."""
    if kpi.status is Rag.RED:
        yield Reason(ConcernKind.RED, _off_target(kpi))
    if kpi.analysis:
        yield from _signal(kpi.analysis, Variation.CONCERN)
        yield from _year_end(kpi, kpi.analysis, Chance.UNLIKELY)
    if kpi.days_overdue and kpi.days_overdue > 0:
        yield Reason(ConcernKind.OVERDUE, _overdue(kpi, kpi.days_overdue))
    if kpi.status is Rag.AMBER:
        yield Reason(ConcernKind.AMBER, _off_target(kpi))
    if kpi.analysis:
        yield from _assured(kpi, kpi.analysis, Assurance.FAIL)
    yield from _compared(kpi, Verdict.WORSE)


def successes(kpi: KpiForReview) -> Iterator[Reason]:
    """Why a KPI is good news, the best reason first."""
    if kpi.analysis:
        yield from _back_on_target(kpi, kpi.analysis)
        yield from _signal(kpi.analysis, Variation.IMPROVEMENT)
        yield from _year_end(kpi, kpi.analysis, Chance.LIKELY)
        yield from _assured(kpi, kpi.analysis, Assurance.PASS)
    yield from _compared(kpi, Verdict.BETTER)


def variance_of(kpi: KpiForReview) -> Variance | None:
    """How far off target the figure is that the status speaks of."""
    latest = kpi.analysis.position.latest if kpi.analysis else None
    if kpi.analysis is None or latest is None or latest.status is not kpi.status:
        return None
    return variance_from_target(latest, kpi.analysis.rules)


def _off_target(kpi: KpiForReview) -> str:
    variance, latest = variance_of(kpi), kpi.analysis.position.latest if kpi.analysis else None
    if variance is None or latest is None:
        return "off target"
    return f"{variance.words(kpi.wording, kpi.wording.places(latest))} target"


def _back_on_target(kpi: KpiForReview, analysis: KpiAnalysis) -> Iterator[Reason]:
    """On target in the report, after the period before it was off or just off."""
    latest = analysis.position.latest
    if kpi.status is not Rag.GREEN or latest is None or latest.status is not Rag.GREEN:
        return
    before = previous(latest.figure.period)
    earlier = next((r for r in analysis.position.series if r.figure.period == before), None)
    if earlier is not None and earlier.status in (Rag.RED, Rag.AMBER):
        was = "off it" if earlier.status is Rag.RED else "just off it"
        words = f"on target, after being {was} in {before.label}"
        yield Reason(SuccessKind.BACK_ON_TARGET, words)


def _signal(analysis: KpiAnalysis, meaning: Variation) -> Iterator[Reason]:
    charted = analysis.signals or analysis.shifted
    signal = last_signal(charted) if charted else None
    if charted is None or signal is None:
        return
    words = variation_words(analysis.rules, charted, full=True) or shift_words(charted)
    if words is None or variation_of(signal, analysis.rules.polarity) is not meaning:
        return
    worse = meaning is Variation.CONCERN
    way = "which is bad: worth asking why" if worse else "which is good"
    kind = ConcernKind.GETTING_WORSE if worse else SuccessKind.GETTING_BETTER
    yield Reason(kind, f"{words}{_if_stale(analysis)}, {way}")


def _if_stale(analysis: KpiAnalysis) -> str:
    """The figure's period where it is not one of the report."""
    latest = analysis.position.latest
    if latest is None or latest.figure.period.end >= analysis.position.reported.start:
        return ""
    return f" (last reported in {latest.figure.period.label})"


def _assured(kpi: KpiForReview, analysis: KpiAnalysis, meaning: Assurance) -> Iterator[Reason]:
    charted, latest = analysis.signals, analysis.position.latest
    if charted is None or charted.assurance is not meaning or latest is None:
        return
    words = assurance_words(analysis.rules, charted, kpi.wording.target_of(latest))
    # Limits that a trend has left behind say little: the latest figure has to bear them out.
    if words and meaning is Assurance.FAIL and latest.status is not Rag.GREEN:
        yield Reason(ConcernKind.FAILING, words)
    if words and meaning is Assurance.PASS and latest.status is Rag.GREEN:
        yield Reason(SuccessKind.PASSING, words)


def _year_end(kpi: KpiForReview, analysis: KpiAnalysis, chance: Chance) -> Iterator[Reason]:
    """Whether the year's target will be met, or has been."""
    likely = chance is Chance.LIKELY
    kind = SuccessKind.YEAR_END if likely else ConcernKind.YEAR_END
    forecast, wording = analysis.year_to_come, kpi.wording
    if forecast and forecast.chance is chance:
        yield Reason(kind, f"year end {forecast.words(wording.decimals, wording.written)}")
    elif (ended := _ended(kpi, analysis)) and _met(analysis, ended) is likely:
        target = wording.target(ended.target or 0.0, ended.target_upper)
        year = f"{wording.amount(ended.point)} in the year {financial_year(ended.year).label}"
        yield Reason(kind, f"{year}{ended.target_clause(target)}")


def _ended(kpi: KpiForReview, analysis: KpiAnalysis) -> Forecast | None:
    """The year as it came out, where it ended with the report and had a target.

    None for a count that is off target at the year's end: its status says so already.
    """
    year, reported = analysis.forecast, analysis.position.reported
    if year is None or year.method is not Method.OUTTURN or year.target is None:
        return None
    counted = analysis.rules.kind is KpiKind.CUMULATIVE
    in_status = counted and kpi.status in (Rag.RED, Rag.AMBER)
    return year if financial_year(year.year).end == reported.end and not in_status else None


def _met(analysis: KpiAnalysis, year: Forecast) -> bool | None:
    polarity = analysis.rules.polarity
    if polarity is Polarity.NONE or year.target is None:
        return None
    met = rag_status(year.point, year.target, polarity, _NO_TOLERANCE, year.target_upper)
    return met is Rag.GREEN


def _compared(kpi: KpiForReview, verdict: Verdict) -> Iterator[Reason]:
    """Those comparisons that the periods allow in full; muted ones are no stand-outs."""
    plain = [c for c in kpi.comparisons if c.verdict is verdict and not c.muted]
    if not plain:
        return
    worse = verdict is Verdict.WORSE
    kind = ConcernKind.WORSE_THAN_BENCHMARK if worse else SuccessKind.BETTER_THAN_BENCHMARK
    others = _listed(list(dict.fromkeys(comparison.facts.area for comparison in plain)))
    period = plain[0].period.label
    words = f"in published statistics {verdict} than {others} by more than chance explains"
    yield Reason(kind, f"{words} ({period})")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _overdue(kpi: KpiForReview, days: int) -> str:
    period = f" for {kpi.overdue_for.label}" if kpi.overdue_for else ""
    return f"the figure{period} is {days:,} {'day' if days == 1 else 'days'} overdue"
