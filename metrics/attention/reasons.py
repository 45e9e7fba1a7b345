"""Why a KPI is a worry or good news: each reason with its kind and its words."""

from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from metrics.comparison.benchmark import Comparison, Verdict
from metrics.direction import KpiKind
from metrics.forecast.methods import Method
from metrics.forecast.year_end import Chance, Forecast
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, financial_year
from metrics.spc.icons import Assurance, Variation
from metrics.status import Polarity, Rag, State, Tolerance, ToleranceKind, is_number, rag_status
from metrics.variance import Variance, variance_from_target
from metrics.words.kpi_wording import Wording
from metrics.words.variation_words import is_high, last_signal, variation_words

HAIR = 9
_NO_TOLERANCE = Tolerance(0, ToleranceKind.ABSOLUTE)


class ConcernKind(StrEnum):
    """Why a KPI is a worry, the gravest first."""

    RED = "red against target"
    AMBER = "amber against target"
    GETTING_WORSE = "getting worse"
    FAILING = "misses its target all the time"
    YEAR_END = "year's target"
    WORSE_THAN_BENCHMARK = "worse than others"
    OVERDUE = "overdue"


class SuccessKind(StrEnum):
    """Why a KPI is good news, the best first."""

    GETTING_BETTER = "getting better"
    YEAR_END = "year's target"
    PASSING = "meets its target all the time"
    BETTER_THAN_BENCHMARK = "better than others"


@dataclass(frozen=True, slots=True)
class KpiForReview:
    """A KPI that may be a worry or good news.

    `insight` is None where it has no figure at all; `comparisons` are made at the confidence of
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


def concerns(subject: KpiForReview) -> Iterator[Reason]:
    """Why a KPI is a worry, the gravest reason first."""
    missed_by = variance_of(subject)
    if subject.status in (Rag.RED, Rag.AMBER):
        kind = ConcernKind.RED if subject.status is Rag.RED else ConcernKind.AMBER
        words = f"{missed_by.words(subject.wording)} target" if missed_by else "off target"
        yield Reason(kind, words)
    if subject.analysis:
        yield from _signal(subject.analysis, Variation.CONCERN)
        yield from _assured(subject, subject.analysis, Assurance.FAIL)
        yield from _year_end(subject, subject.analysis, Chance.UNLIKELY)
    yield from _beside(subject, Verdict.WORSE)
    if subject.days_overdue and subject.days_overdue > 0:
        yield Reason(ConcernKind.OVERDUE, _overdue(subject, subject.days_overdue))


def successes(subject: KpiForReview) -> Iterator[Reason]:
    """Why a KPI is good news, the best reason first."""
    if subject.analysis:
        yield from _signal(subject.analysis, Variation.IMPROVEMENT)
        yield from _year_end(subject, subject.analysis, Chance.LIKELY)
        yield from _assured(subject, subject.analysis, Assurance.PASS)
    yield from _beside(subject, Verdict.BETTER)


def variance_of(subject: KpiForReview) -> Variance | None:
    """How far off target the figure is that the status speaks of."""
    latest = subject.analysis.position.latest if subject.analysis else None
    if subject.analysis is None or latest is None or latest.status is not subject.status:
        return None
    return variance_from_target(latest, subject.analysis.measure)


def _signal(insight: KpiAnalysis, meaning: Variation) -> Iterator[Reason]:
    charted = insight.signals
    signal = last_signal(charted) if charted else None
    said = variation_words(insight.measure, charted, full=True) if charted else None
    if charted is None or signal is None or said is None or charted.variation is not meaning:
        return
    worse = meaning is Variation.CONCERN
    way = f"{'higher' if is_high(signal) else 'lower'} is {'worse' if worse else 'better'}"
    kind = ConcernKind.GETTING_WORSE if worse else SuccessKind.GETTING_BETTER
    yield Reason(kind, f"{said}, and {way}{_if_stale(insight)}")


def _if_stale(insight: KpiAnalysis) -> str:
    """The figure's period where it is not one of the report."""
    latest = insight.position.latest
    if latest is None or latest.figure.period.end >= insight.position.reported.start:
        return ""
    return f" (last reported in {latest.figure.period.label})"


def _assured(subject: KpiForReview, insight: KpiAnalysis, meaning: Assurance) -> Iterator[Reason]:
    charted, latest = insight.signals, insight.position.latest
    if charted is None or charted.assurance is not meaning or latest is None:
        return
    target = _target(subject, latest)
    # Limits that a trend has left behind say little: the latest figure has to bear them out.
    if meaning is Assurance.FAIL and latest.status is not Rag.GREEN:
        yield Reason(ConcernKind.FAILING, f"its usual range misses the target{target} altogether")
    if meaning is Assurance.PASS and latest.status is Rag.GREEN:
        yield Reason(SuccessKind.PASSING, f"its usual range meets the target{target} throughout")


def _target(subject: KpiForReview, rated: RatedOutturn) -> str:
    if not is_number(rated.target):
        return ""
    return f" of {subject.wording.target(rated.target, rated.target_upper)}"


def _year_end(subject: KpiForReview, insight: KpiAnalysis, chance: Chance) -> Iterator[Reason]:
    """Whether the year's target will be met, or has been."""
    likely = chance is Chance.LIKELY
    kind = SuccessKind.YEAR_END if likely else ConcernKind.YEAR_END
    coming, wording = insight.year_to_come, subject.wording
    if coming and coming.chance is chance:
        yield Reason(kind, f"year end {coming.words(wording.decimals, wording.shown)}")
    elif (ended := _ended(subject, insight)) and _met(insight, ended) is likely:
        target = wording.target(ended.target or 0.0, ended.target_upper)
        year = f"{wording.amount(ended.point)} in {financial_year(ended.year).label}"
        yield Reason(kind, f"{'met' if likely else 'missed'} the year's target of {target}: {year}")


def _ended(subject: KpiForReview, insight: KpiAnalysis) -> Forecast | None:
    """The year as it came out, where it ended with the report and had a target.

    None for a count that is off target at the year's end: its status says so already.
    """
    year, reported = insight.forecast, insight.position.reported
    if year is None or year.method is not Method.OUTTURN or year.target is None:
        return None
    counted = insight.measure.kind is KpiKind.CUMULATIVE
    said = counted and subject.status in (Rag.RED, Rag.AMBER)
    return year if financial_year(year.year).end == reported.end and not said else None


def _met(insight: KpiAnalysis, year: Forecast) -> bool | None:
    polarity = insight.measure.polarity
    if polarity is Polarity.NONE or year.target is None:
        return None
    # A sum of tenths may be a hair off what they add up to.
    total = round(year.point, HAIR)
    met = rag_status(total, year.target, polarity, _NO_TOLERANCE, year.target_upper)
    return met is Rag.GREEN


def _beside(subject: KpiForReview, verdict: Verdict) -> Iterator[Reason]:
    """Those comparisons that the periods allow in full; muted ones are no stand-outs."""
    plain = [one for one in subject.comparisons if one.verdict is verdict and not one.muted]
    if not plain:
        return
    worse = verdict is Verdict.WORSE
    kind = ConcernKind.WORSE_THAN_BENCHMARK if worse else SuccessKind.BETTER_THAN_BENCHMARK
    others = _listed(list(dict.fromkeys(one.facts.area for one in plain)))
    period = plain[0].period.label
    words = f"in published statistics {verdict} than {others} by more than chance explains"
    yield Reason(kind, f"{words} ({period})")


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def _overdue(subject: KpiForReview, days: int) -> str:
    of = f" for {subject.overdue_for.label}" if subject.overdue_for else ""
    return f"the figure{of} is {days:,} {'day' if days == 1 else 'days'} overdue"
