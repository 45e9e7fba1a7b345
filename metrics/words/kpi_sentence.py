"""A KPI in one plain sentence or two short ones, from the data alone and the same every time."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from metrics.direction import Direction, Directions, Leads
from metrics.forecast.year_end import Chance, Forecast
from metrics.kpi_analysis import KpiAnalysis
from metrics.period import Period, previous, same_period_last_year
from metrics.spc.icons import Variation
from metrics.status import State
from metrics.variance import variance_from_target
from metrics.words.kpi_wording import Wording, capital
from metrics.words.status_words import on_target_words, standing, target_words
from metrics.words.variation_words import variation_words

WORDS = 40


class SentencePart(StrEnum):
    """The parts that can be left out, least important first."""

    NO_COMPARISON = "that there is nothing to compare with"
    RANGE = "the range of the year's end"
    VARIANCE = "how far off target"
    DIRECTION = "the direction of travel"
    YEAR_END = "the year's end"
    SIGNAL = "more than usual variation"


_THAN = {
    Direction.IMPROVING: "better than",
    Direction.WORSENING: "worse than",
    Direction.INCREASING: "higher than",
    Direction.DECREASING: "lower than",
    Direction.NO_CHANGE: "same as",
    Direction.NO_COMPARISON: "no comparison with",
}
_CONTRARY = {
    (Direction.IMPROVING, Variation.CONCERN),
    (Direction.WORSENING, Variation.IMPROVEMENT),
}


def sentence(analysis: KpiAnalysis, wording: Wording) -> str:
    """What a KPI's figures mean, in under 40 words; also its chart's description.

    Where that does not hold everything, the parts are left out in the order of SentencePart,
    and of those the most important ones that still fit are taken in again.
    """
    clauses = _clauses(analysis, wording)
    left_out: list[SentencePart] = []
    for part in SentencePart:
        if _fits(clauses, left_out):
            break
        left_out.append(part)
    for part in reversed(tuple(left_out)):
        without = [other for other in left_out if other is not part]
        left_out = without if _fits(clauses, without) else left_out
    return _text(clauses, left_out)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clauses:
    """Everything that may be written; `variance` is the standing with how far off target it is."""

    variance: str
    standing: str
    direction: str | None = None
    compares: bool = False
    changed: bool = False
    variation: str | None = None
    signal: bool = False
    contrary: bool = False
    year_end: str | None = None
    chance: str | None = None


def _clauses(analysis: KpiAnalysis, wording: Wording) -> _Clauses:
    position, latest = analysis.position, analysis.position.latest
    if position.status is State.NO_FIGURE:
        text = capital(str(position.status))
        return _Clauses(variance=text, standing=text)
    if latest is None or position.directions is None:
        late = position.status is State.AWAITED
        missing = on_target_words(position.status) if late else str(position.status)
        text = f"{capital(missing)} for {position.reported.label}: no figure"
        text += " yet" if position.status in (State.AWAITED, State.NOT_DUE) else ""
        return _Clauses(variance=text, standing=text)
    target = target_words(latest, wording)
    variance = variance_from_target(latest, analysis.rules)
    off_target = variance.words(wording, wording.places(latest)) if variance else None
    held_against = f" against a {target}" if target else ""
    missed = f", {off_target} the {target}" if off_target else held_against
    way, charted, forecast = position.directions.leading, analysis.signals, _forecast(analysis)
    return _Clauses(
        variance=standing(analysis, latest, wording, missed),
        standing=standing(analysis, latest, wording, held_against),
        direction=_direction(position.directions, latest.figure.period),
        compares=way is not Direction.NO_COMPARISON,
        changed=way not in (Direction.NO_COMPARISON, Direction.NO_CHANGE),
        variation=variation_words(analysis.rules, charted) if charted else None,
        signal=charted is not None and charted.variation is not Variation.COMMON_CAUSE,
        contrary=charted is not None and (way, charted.variation) in _CONTRARY,
        year_end=f"year end {forecast.words(wording.decimals, wording.written)}"
        if forecast
        else None,
        chance=_chance(forecast, wording) if forecast else None,
    )


def _fits(clauses: _Clauses, left_out: Collection[SentencePart]) -> bool:
    return len(_text(clauses, left_out).split()) < WORDS


def _text(clauses: _Clauses, left_out: Collection[SentencePart]) -> str:
    year_end = clauses.chance if SentencePart.RANGE in left_out else clauses.year_end
    parts = [
        _travel(clauses, left_out),
        None if SentencePart.YEAR_END in left_out else year_end,
    ]
    first = clauses.standing if SentencePart.VARIANCE in left_out else clauses.variance
    second = "; ".join(part for part in parts if part)
    return f"{first}. {capital(second)}." if second else f"{first}."


def _travel(clauses: _Clauses, left_out: Collection[SentencePart]) -> str | None:
    """The leading direction, and whether that is more than usual variation."""
    direction_part = SentencePart.DIRECTION if clauses.compares else SentencePart.NO_COMPARISON
    # That it is within usual variation is written of a direction, and goes with it.
    variation_part = SentencePart.SIGNAL if clauses.signal else SentencePart.DIRECTION
    direction = None if direction_part in left_out else clauses.direction
    variation = None if variation_part in left_out else clauses.variation
    if direction is None or variation is None:
        return direction or variation
    return f"{direction}, {_joint(clauses, variation)}{variation}"


def _joint(clauses: _Clauses, variation: str) -> str:
    """How what is usual goes on from the direction: it may add to it, or take from it."""
    if clauses.contrary:
        return "but "
    if variation.startswith("a change"):
        return ""
    if clauses.signal or variation.startswith("this "):
        return "and "
    return "but " if clauses.changed else ""


def _direction(directions: Directions, period: Period) -> str:
    """`worse than Q1 2024/25`, `same as Q2 2023/24`."""
    is_on_previous = directions.leads is Leads.PREVIOUS
    before = previous(period) if is_on_previous else same_period_last_year(period)
    return f"{_THAN[directions.leading]} {before.label}"


def _forecast(analysis: KpiAnalysis) -> Forecast | None:
    """The year's end; a KPI without polarity is held against no target."""
    forecast = analysis.year_to_come
    if forecast is None or analysis.rules.rated:
        return forecast
    return replace(forecast, target=None, target_upper=None)


def _chance(forecast: Forecast, wording: Wording) -> str | None:
    """Only whether the year's target will be met."""
    if forecast.chance is None or forecast.target is None:
        return None
    target = forecast.target_words(wording.target(forecast.target, forecast.target_upper))
    if forecast.chance is Chance.UNCERTAIN:
        return f"{target}{',' * forecast.target_summed} {forecast.chance}"
    return f"{forecast.chance} {target}"
