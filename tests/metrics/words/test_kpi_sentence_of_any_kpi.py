"""Thousands of sentences read for contradictions with the figures that they are about."""

import re
from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings

from metrics.direction import Direction, KpiKind
from metrics.forecast.year_end import Chance
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_position import RatedOutturn
from metrics.period import financial_year
from metrics.spc.icons import Variation
from metrics.spc.xmr_chart import Showing
from metrics.status import Polarity, Rag, State, is_number
from metrics.words.kpi_sentence import sentence
from metrics.words.kpi_wording import Wording
from tests.metrics.any_kpi import UNITS, analyses, wording

STATUS = {"on target": Rag.GREEN, "just off target": Rag.AMBER, "off target": Rag.RED}
STATUS_WORDS = re.compile(r"\b(?:on|just off|off) target(?=:|\.)", re.IGNORECASE)
SIGNAL = re.compile(r"unusually (?:high|low)|for at least seven")
CLUMSY = re.compile(
    r"  | [,.;:]|\.\.|,,|;\.|None|nan|inf\b|(?<![\d.,])1 (days|homes|points)\b"
    r"|significan|\bUCL|\bLCL|\bSPC|[A-Za-z]\.[A-Za-z]|- |\(\)|: ,|-0\b(?!\.\d*[1-9])",
    re.IGNORECASE,
)


@settings(max_examples=200)
@given(analyses())
def test_no_sentence_contradicts_its_kpi(read: Sequence[KpiAnalysis]) -> None:
    for analysis, unit in product(read, UNITS):
        written = wording(unit, analysis.rules.decimals)
        text = sentence(analysis, written)
        assert text == sentence(analysis, written)
        reads_well(text)
        says_only_the_computed_status(text, analysis)
        says_the_figure(text, analysis, written)
        says_only_the_direction_found(text, analysis)
        says_no_more_than_the_chart_may(text, analysis)
        agrees_with_the_forecast(text, analysis)
        says_better_or_worse_only_of_what_has_a_good_direction(text, analysis)


def reads_well(text: str) -> None:
    assert len(text.split()) < 40, text
    assert text[0].isupper(), text
    assert text.endswith("."), text
    assert not CLUMSY.search(text), text
    assert len(re.findall(r"\.(?: |$)", text)) <= 2, text


def says_only_the_computed_status(text: str, analysis: KpiAnalysis) -> None:
    outturn = analysis.position
    computed = {outturn.status, outturn.latest.status if outturn.latest else outturn.status}
    named = {STATUS[words.lower()] for words in STATUS_WORDS.findall(text)}
    assert named == {status for status in computed if isinstance(status, Rag)}, text


SAID = {
    Direction.IMPROVING: "better than",
    Direction.WORSENING: "worse than",
    Direction.INCREASING: "higher than",
    Direction.DECREASING: "lower than",
    Direction.NO_CHANGE: "same as",
    Direction.NO_COMPARISON: "no comparison with",
}


def says_the_figure(text: str, analysis: KpiAnalysis, written: Wording) -> None:
    latest, reported = analysis.position.latest, analysis.position.reported
    if analysis.position.status is State.NO_FIGURE:
        assert (latest, text) == (None, "No figure yet.")
        return
    if latest is None:
        assert reported.label in text, text
        assert "no figure" in text, text
        return
    period = latest.figure.period
    assert written.outturn(latest) in text, text
    whole = analysis.rules.kind is KpiKind.CUMULATIVE and period.end.month == 3
    label = financial_year(period.financial_year).label if whole else period.label
    assert label in text, text
    assert ("provisional" in text) is latest.figure.provisional, text
    if period.end < reported.start:
        assert "last reported in " in text, text
    if isinstance(latest.status, Rag):
        says_the_target(text, latest, written)
    else:
        assert "target of" not in text.partition(". ")[0], text


def says_the_target(text: str, latest: RatedOutturn, written: Wording) -> None:
    value, target, upper = latest.figure.value, latest.target, latest.target_upper
    assert is_number(value)
    assert is_number(target)
    assert written.target_of(latest) in text, text
    least, most = min(target, upper or target), max(target, target if upper is None else upper)
    if " above the target" in text:
        assert value > most, text
    if " below the target" in text:
        assert value < least, text
    if written.unit != "percent":
        assert "percentage" not in text, text


def says_only_the_direction_found(text: str, analysis: KpiAnalysis) -> None:
    directions = analysis.position.directions
    leading = directions.leading if directions else None
    named = [way for way, words in SAID.items() if f"{words} " in text.lower()]
    assert named in ([], [leading]), text


def says_no_more_than_the_chart_may(text: str, analysis: KpiAnalysis) -> None:
    charted = analysis.control
    if charted is None or charted.showing is not Showing.FULL:
        assert not SIGNAL.search(text), text
        assert "usual variation" not in text, text
        return
    usual = charted.variation is Variation.COMMON_CAUSE
    assert ("within usual variation" not in text) or usual, text
    assert not SIGNAL.search(text) or not usual, text
    if ", but " in text and ", but within usual variation" not in text:
        contrary = {
            Direction.IMPROVING: Variation.CONCERN,
            Direction.WORSENING: Variation.IMPROVEMENT,
        }
        assert analysis.position.directions is not None
        assert contrary[analysis.position.directions.leading] is charted.variation, text


def agrees_with_the_forecast(text: str, analysis: KpiAnalysis) -> None:
    chance = analysis.year_to_come.chance if analysis.year_to_come else None
    named = re.search(r"\b(un)?likely to meet|could go either way", text, re.IGNORECASE)
    if named:
        assert Chance(named.group().lower()) is chance, text
    if analysis.year_to_come is None:
        assert "year end" not in text.lower(), text
        assert "year's target" not in text, text


def says_better_or_worse_only_of_what_has_a_good_direction(
    text: str, analysis: KpiAnalysis
) -> None:
    if analysis.rules.polarity is Polarity.NONE:
        assert not re.search(r"\b(better|worse)\b", text, re.IGNORECASE), text
