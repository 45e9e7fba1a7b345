"""The list of what needs attention, and of good news: each KPI once, the gravest first."""

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.attention.attention_list import AttentionItem, good_news, needs_attention
from metrics.attention.reasons import ConcernKind, KpiForReview, SuccessKind
from metrics.comparison.benchmark import (
    Verdict,
)
from metrics.forecast.year_end import Chance
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_figure import KpiFigure
from metrics.period import financial_year
from metrics.status import Polarity, Rag, State, Tolerance, ToleranceKind
from tests.metrics.any_kpi import UNITS, analyses, wording
from tests.metrics.attention.kpis_for_review import (
    RATE,
    STEADY,
    compared,
    for_review,
    quarters,
    rated,
)


def test_a_kpi_stands_once_with_all_its_reasons_the_gravest_first() -> None:
    series = quarters(*STEADY, 42, target=60)
    kpi = replace(for_review(RATE, series), comparisons=[compared(Verdict.WORSE)], days_overdue=1)
    (item,) = needs_attention([kpi])
    assert [reason.kind for reason in item.reasons] == [
        ConcernKind.RED,
        ConcernKind.GETTING_WORSE,
        ConcernKind.FAILING,
        ConcernKind.WORSE_THAN_BENCHMARK,
        ConcernKind.OVERDUE,
    ]


def test_the_list_goes_by_the_gravest_reason_then_by_how_many() -> None:
    amber, late = rated(96, code="amber"), replace(rated(100, code="late"), days_overdue=9)
    two = replace(rated(99, code="amber twice"), days_overdue=1)
    worse = for_review(RATE, quarters(*STEADY, 42), "worse")
    beside = replace(rated(100, code="beside"), comparisons=[compared(Verdict.WORSE)])
    kpis = [late, beside, worse, amber, rated(100, code="fine"), two, rated(10, code="red")]
    expected = ["red", "amber twice", "amber", "worse", "beside", "late"]
    assert [item.code for item in needs_attention(kpis)] == expected
    assert [item.code for item in needs_attention(kpis[::-1])] == expected


def test_red_ones_go_by_how_many_tolerances_they_are_off() -> None:
    wide = Tolerance(40, ToleranceKind.ABSOLUTE)
    kpis = [
        rated(50, code="wide", tolerance=wide),
        rated(80, code="narrow"),
        rated(94, code="just"),
        rated(1, 0, "of none", polarity=Polarity.MINIMISE),
        replace(rated(94, code="just and late"), days_overdue=1),
    ]
    codes = [item.code for item in needs_attention(kpis)]
    assert codes == ["of none", "narrow", "wide", "just and late", "just"]


def test_equal_ones_stay_in_their_order() -> None:
    kpis = [rated(90, code=code) for code in "BAC"]
    assert [item.code for item in needs_attention(kpis)] == list("BAC")


def test_how_far_off_an_older_figure_was_does_not_count() -> None:
    yearly = replace(RATE, frequency="annual")
    stale = for_review(yearly, [KpiFigure(financial_year(2023), 5, target=80)], "stale")
    stale = replace(stale, status=State.NOT_DUE, days_overdue=1)
    fine = replace(rated(100, code="fine"), days_overdue=1)
    assert [item.code for item in needs_attention([fine, stale])] == ["fine", "stale"]


def all_for_review(read: Sequence[KpiAnalysis], unit: str, days: int | None) -> list[KpiForReview]:
    return [
        KpiForReview(
            str(number),
            analysis,
            analysis.position.status,
            wording(unit, analysis.rules.decimals),
            comparisons=[compared(Verdict.WORSE), compared(Verdict.BETTER)],
            days_overdue=days,
        )
        for number, analysis in enumerate(read)
    ]


@settings(max_examples=150)
@given(analyses(), st.sampled_from(list(UNITS)), st.sampled_from([None, 0, 1, 30]))
def test_no_reason_contradicts_its_kpi(
    read: Sequence[KpiAnalysis], unit: str, days: int | None
) -> None:
    kpis = all_for_review(read, unit, days)
    bad, good = needs_attention(kpis), good_news(kpis)
    for listed in (bad, good):
        assert list(listed) == sorted(listed, key=lambda item: item.rank)
        assert len({item.code for item in listed}) == len(listed)
    for item in (*bad, *good):
        agrees(item, read[int(item.code)], days)


def agrees(item: AttentionItem, read: KpiAnalysis, days: int | None) -> None:
    kinds = [reason.kind for reason in item.reasons]
    assert kinds == sorted(set(kinds), key=list(type(kinds[0])).index)
    assert (ConcernKind.RED in kinds) <= (read.position.status is Rag.RED)
    assert (ConcernKind.AMBER in kinds) <= (read.position.status is Rag.AMBER)
    assert (ConcernKind.OVERDUE in kinds) <= bool(days)
    if {ConcernKind.GETTING_WORSE, SuccessKind.GETTING_BETTER} & set(kinds):
        assert read.signals is not None
    chance = read.year_to_come.chance if read.year_to_come else None
    for reason in item.reasons:
        assert not any(word in reason.words for word in ("None", "nan", "  ", "UCL", "ignific"))
        if "unlikely to meet" in reason.words:
            assert chance is Chance.UNLIKELY
        elif "likely to meet" in reason.words:
            assert chance is Chance.LIKELY
