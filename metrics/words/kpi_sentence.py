"""A KPI in one plain sentence or two short ones, from the data alone and the same every time."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from metrics.comparison.benchmark import Verdict
from metrics.direction import Direction, Directions, Leads
from metrics.forecast.year_end import Chance, Forecast
from metrics.kpi_analysis import KpiAnalysis
from metrics.period import Period, previous, same_period_last_year
from metrics.spc.icons import Variation
from metrics.status import Polarity, State
from metrics.variance import variance_from_target
from metrics.words.kpi_wording import Wording, capital
from metrics.words.status_words import standing, target
from metrics.words.variation_words import variation_words

__all__ = ["Beside", "Wording", "sentence"]

WORDS = 40


@dataclass(frozen=True, slots=True)
class Beside:
    """How a KPI compares with another area, `England` or `similar areas`."""

    area: str
    verdict: Verdict


class SentencePart(StrEnum):
    """The parts that can be left out, least important first."""

    NO_COMPARISON = "that there is nothing to compare with"
    RANGE = "the range of the year's end"
    GAP = "how far off target"
    BESIDE = "the comparison"
    DIRECTION = "the direction of travel"
    YEAR_END = "the year's end"
    SIGNAL = "more than usual variation"


_OF_VERDICT = {
    Verdict.BETTER: "better than",
    Verdict.WORSE: "worse than",
    Verdict.SIMILAR: "in line with",
    Verdict.HIGHER: "higher than",
    Verdict.LOWER: "lower than",
}
_CONTRARY = {
    (Direction.IMPROVING, Variation.CONCERN),
    (Direction.WORSENING, Variation.IMPROVEMENT),
}


def sentence(insight: KpiAnalysis, wording: Wording, beside: Beside | None = None) -> str:
    """What a KPI's figures say, in under 40 words; also its chart's description.

    Where that does not hold everything, the parts are left out in the order of Part, and of those
    the most important ones that still fit are taken in again.
    """
    said = _said(insight, wording, beside)
    left_out: list[SentencePart] = []
    for part in SentencePart:
        if _fits(said, left_out):
            break
        left_out.append(part)
    for part in reversed(tuple(left_out)):
        without = [other for other in left_out if other is not part]
        left_out = without if _fits(said, without) else left_out
    return _text(said, left_out)


@dataclass(frozen=True, slots=True)
class _Said:
    """Everything that can be said: `far` and `standing` with and without how far off target."""

    far: str
    standing: str
    direction: str | None = None
    compares: bool = False
    variation: str | None = None
    signal: bool = False
    contrary: bool = False
    compared: str | None = None
    year_end: str | None = None
    chance: str | None = None


def _said(insight: KpiAnalysis, wording: Wording, beside: Beside | None) -> _Said:
    outturn, latest = insight.position, insight.position.latest
    if latest is None or outturn.directions is None:
        text = f"{capital(str(outturn.status))} for {outturn.reported.label}: no figure"
        text += " yet" if outturn.status in (State.AWAITED, State.NOT_DUE) else ""
        return _Said(text, text)
    figure, aim = standing(insight, latest, wording), target(latest, wording)
    gap = variance_from_target(latest, insight.measure)
    against = f" against a {aim}" if aim else ""
    way, charted, coming = outturn.directions.leading, insight.signals, _coming(insight)
    return _Said(
        f"{figure}, {gap.words(wording)} the {aim}" if gap else f"{figure}{against}",
        f"{figure}{against}",
        _direction(outturn.directions, latest.figure.period),
        way is not Direction.NO_COMPARISON,
        variation_words(insight.measure, charted) if charted else None,
        charted is not None and charted.variation is not Variation.COMMON_CAUSE,
        charted is not None and (way, charted.variation) in _CONTRARY,
        _compared(insight, beside),
        f"year end {coming.words(wording.decimals, wording.shown)}" if coming else None,
        _chance(coming, wording) if coming else None,
    )


def _fits(said: _Said, left_out: Collection[SentencePart]) -> bool:
    return len(_text(said, left_out).split()) < WORDS


def _text(said: _Said, left_out: Collection[SentencePart]) -> str:
    ahead = said.chance if SentencePart.RANGE in left_out else said.year_end
    parts = [
        _travel(said, left_out),
        None if SentencePart.BESIDE in left_out else said.compared,
        None if SentencePart.YEAR_END in left_out else ahead,
    ]
    first = said.standing if SentencePart.GAP in left_out else said.far
    second = "; ".join(part for part in parts if part)
    return f"{first}. {capital(second)}." if second else f"{first}."


def _travel(said: _Said, left_out: Collection[SentencePart]) -> str | None:
    """The leading direction, and whether that is more than usual variation."""
    went = SentencePart.DIRECTION if said.compares else SentencePart.NO_COMPARISON
    # That it is within usual variation is said of a direction, and goes with it.
    explained = SentencePart.SIGNAL if said.signal else SentencePart.DIRECTION
    direction = None if went in left_out else said.direction
    variation = None if explained in left_out else said.variation
    if direction is None or variation is None:
        return direction or variation
    return f"{direction}, {'but ' if said.contrary else ''}{variation}"


def _direction(directions: Directions, period: Period) -> str:
    """`worsening since Q1 2024/25`, `improving against Q2 2023/24`."""
    way = directions.leading
    none = way is Direction.NO_COMPARISON
    if directions.leads is Leads.PREVIOUS:
        return f"{way} {'with' if none else 'since'} {previous(period).label}"
    return f"{way} {'with' if none else 'against'} {same_period_last_year(period).label}"


def _compared(insight: KpiAnalysis, beside: Beside | None) -> str | None:
    if beside is None or beside.verdict not in _OF_VERDICT:
        return None
    judging = beside.verdict in (Verdict.BETTER, Verdict.WORSE)
    if judging and insight.measure.polarity is Polarity.NONE:
        return None
    return f"{_OF_VERDICT[beside.verdict]} {beside.area}"


def _coming(insight: KpiAnalysis) -> Forecast | None:
    """The year's end; a KPI without polarity is held against no target."""
    coming = insight.year_to_come
    if coming is None or insight.measure.rated:
        return coming
    return replace(coming, target=None, target_upper=None)


def _chance(coming: Forecast, wording: Wording) -> str | None:
    """Only whether the year's target will be met."""
    if coming.chance is None or coming.target is None:
        return None
    target = f"the year's target of {wording.target(coming.target, coming.target_upper)}"
    if coming.chance is Chance.UNCERTAIN:
        return f"{target} {coming.chance}"
    return f"{coming.chance} {target}"
