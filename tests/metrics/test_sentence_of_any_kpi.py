"""Thousands of sentences read for contradictions with the figures that they are about."""

import re
from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings

from metrics.comparison.benchmark import Verdict
from metrics.direction import Direction
from metrics.forecast.year_end import Chance
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.spc.icons import Variation
from metrics.spc.xmr_chart import Showing
from metrics.status import Polarity, Rag, is_number
from metrics.words.kpi_sentence import Beside, sentence
from metrics.words.kpi_wording import Wording
from tests.metrics.any_kpi import BESIDE, UNITS, insights, wording

CLUMSY = re.compile(
    r"  | [,.;:]|\.\.|,,|;\.|None|nan|inf\b|(?<![\d.,])1 (days|homes|points)\b"
    r"|significan|\bUCL|\bLCL|\bSPC|[A-Za-z]\.[A-Za-z]|- |\(\)|: ,|-0\b(?!\.\d*[1-9])",
    re.IGNORECASE,
)


@settings(max_examples=200)
@given(insights(), BESIDE)
def test_no_sentence_contradicts_its_kpi(
    read: Sequence[KpiAnalysis], beside: Beside | None
) -> None:
    for insight, unit in product(read, UNITS):
        own = wording(unit, insight.measure.decimals)
        text = sentence(insight, own, beside)
        assert text == sentence(insight, own, beside)
        reads_well(text)
        says_only_the_computed_status(text, insight)
        says_the_figure(text, insight, own)
        says_only_the_direction_found(text, insight)
        says_no_more_than_the_chart_may(text, insight)
        agrees_with_the_forecast(text, insight)
        agrees_with_the_verdict(text, insight, beside)


def reads_well(text: str) -> None:
    assert len(text.split()) < 40, text
    assert text[0].isupper(), text
    assert text.endswith("."), text
    assert not CLUMSY.search(text), text
    assert len(re.findall(r"\.(?: |$)", text)) <= 2, text


def says_only_the_computed_status(text: str, insight: KpiAnalysis) -> None:
    outturn = insight.position
    computed = {outturn.status, outturn.latest.status if outturn.latest else outturn.status}
    said = {rag for rag in Rag if re.search(rf"\b{rag}\b", text, re.IGNORECASE)}
    assert said == {status for status in computed if isinstance(status, Rag)}, text


def says_the_figure(text: str, insight: KpiAnalysis, own: Wording) -> None:
    latest, reported = insight.position.latest, insight.position.reported
    if latest is None:
        assert reported.label in text, text
        assert "no figure" in text, text
        return
    period = latest.figure.period
    assert own.outturn(latest) in text, text
    assert period.label in text, text
    assert ("provisional" in text) is latest.figure.provisional, text
    if period.end < reported.start:
        assert f"last reported in {period.label}" in text, text
    if isinstance(latest.status, Rag):
        says_the_target(text, latest, own)
    else:
        assert "target of" not in text.partition(". ")[0], text


def says_the_target(text: str, latest: RatedOutturn, own: Wording) -> None:
    value, target, upper = latest.figure.value, latest.target, latest.target_upper
    assert is_number(value)
    assert is_number(target)
    assert own.target(target, upper) in text, text
    least, most = min(target, upper or target), max(target, target if upper is None else upper)
    if " above the target" in text:
        assert value > most, text
    if " below the target" in text:
        assert value < least, text
    if own.unit != "percent":
        assert "percentage" not in text, text


def says_only_the_direction_found(text: str, insight: KpiAnalysis) -> None:
    directions = insight.position.directions
    found = directions.leading if directions else None
    said = [way for way in Direction if str(way) in text.lower()]
    assert said in ([], [found]), text


def says_no_more_than_the_chart_may(text: str, insight: KpiAnalysis) -> None:
    charted = insight.control
    if charted is None or charted.showing is not Showing.FULL:
        assert "usual variation" not in text, text
        return
    usual = charted.variation is Variation.COMMON_CAUSE
    assert ("within usual variation" not in text) or usual, text
    assert ("usual variation explains" not in text) or not usual, text
    if ", but " in text:
        contrary = {
            Direction.IMPROVING: Variation.CONCERN,
            Direction.WORSENING: Variation.IMPROVEMENT,
        }
        assert insight.position.directions is not None
        assert contrary[insight.position.directions.leading] is charted.variation, text


def agrees_with_the_forecast(text: str, insight: KpiAnalysis) -> None:
    chance = insight.year_to_come.chance if insight.year_to_come else None
    said = re.search(r"\b(un)?likely to meet|could go either way", text, re.IGNORECASE)
    if said:
        assert Chance(said.group().lower()) is chance, text
    if insight.year_to_come is None:
        assert "year end" not in text.lower(), text
        assert "year's target" not in text, text


def agrees_with_the_verdict(text: str, insight: KpiAnalysis, beside: Beside | None) -> None:
    if beside is None or beside.verdict is Verdict.NONE:
        assert "England" not in text, text
        assert "similar areas" not in text, text
    if insight.measure.polarity is Polarity.NONE:
        assert not re.search(r"\b(better|worse|improving|worsening)\b", text, re.IGNORECASE), text
    elif beside is None or beside.verdict not in (Verdict.BETTER, Verdict.WORSE):
        assert not re.search(r"\b(better|worse)\b", text, re.IGNORECASE), text
