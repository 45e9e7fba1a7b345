"""The list of what needs attention, and of good news: each KPI once, the gravest first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.attention.attention_list import (
    ATTENTION_RULE,
    AttentionItem,
    AttentionOrder,
    good_news,
    needs_attention,
)
from metrics.attention.reasons import ConcernKind, KpiForReview, SuccessKind
from metrics.attention.steps_off import size_off
from metrics.comparison.benchmark import (
    Verdict,
)
from metrics.forecast.year_end import Chance
from metrics.kpi_analysis import KpiAnalysis
from metrics.kpi_figure import KpiFigure
from metrics.period import financial_year, quarter
from metrics.status import Polarity, Rag, State
from tests.metrics.any_kpi import UNITS, analyses, wording
from tests.metrics.attention.kpis_for_review import (
    RATE,
    STEADY,
    VISITS,
    YEARS,
    compared,
    for_review,
    quarters,
    rated,
)
from tests.metrics.kpi_years import figures as years_of


def test_a_kpi_stands_once_with_all_its_reasons_the_gravest_first() -> None:
    series = quarters(*STEADY, 42, target=60)
    kpi = replace(for_review(RATE, series), comparisons=[compared(Verdict.WORSE)], days_overdue=1)
    (item,) = needs_attention([kpi])
    assert [reason.kind for reason in item.reasons] == [
        ConcernKind.RED,
        ConcernKind.GETTING_WORSE,
        ConcernKind.OVERDUE,
        ConcernKind.FAILING,
        ConcernKind.WORSE_THAN_BENCHMARK,
    ]
    assert item.order is AttentionOrder.OFF_AND_WORSE


YEARS_END = KpiFigure(financial_year(2024), None, target=120)


def test_the_list_goes_by_the_six_reasons_in_their_order() -> None:
    amber, late = rated(96, code="just off"), replace(rated(100, code="late"), days_overdue=9)
    worse = for_review(RATE, quarters(*STEADY, 42), "worse")
    off_and_worse = for_review(RATE, quarters(*STEADY, 42, target=50), "off and worse")
    year_end = for_review(
        VISITS,
        [*years_of(*YEARS, [10.0, 25.0]), YEARS_END],
        "year end",
        "number",
        reported=quarter(2024, 2),
    )
    beside = replace(rated(100, code="beside"), comparisons=[compared(Verdict.WORSE)])
    off = rated(10, code="off")
    kpis = [late, beside, worse, amber, rated(100, code="fine"), year_end, off, off_and_worse]
    expected = ["off and worse", "off", "worse", "year end", "late", "just off"]
    assert [item.code for item in needs_attention(kpis)] == expected
    assert [item.code for item in needs_attention(kpis[::-1])] == expected
    assert [item.order for item in needs_attention(kpis)] == list(AttentionOrder)


def test_seven_quarters_above_average_stand_before_a_council_tax_just_short() -> None:
    fewer = replace(RATE, polarity=Polarity.MINIMISE)
    rising = [*STEADY[:18], *[51.5, 51.7, 51.4, 51.6, 51.8, 51.5, 51.9]]
    violence = for_review(fewer, quarters(*rising), "violence")
    tax = rated(97.7, 98, "tax", decimals=1)
    items = needs_attention([tax, violence])
    assert [item.code for item in items] == ["violence", "tax"]
    assert items[0].order is AttentionOrder.WORSE


def test_each_is_as_far_off_as_its_own_usual_steps_say() -> None:
    calm, lively = STEADY[:12], [40.0, 60.0, 50.0] * 4
    kpis = [
        for_review(RATE, quarters(*lively, 30, target=50), "lively"),
        for_review(RATE, quarters(*calm, 47, target=50), "calm"),
        for_review(RATE, quarters(20, target=50), "without a step, most"),
        for_review(RATE, quarters(30, target=50), "without a step"),
        rated(1, 0, "of none", polarity=Polarity.MINIMISE),
    ]
    codes = [item.code for item in needs_attention(kpis)]
    assert codes == ["calm", "lively", "of none", "without a step, most", "without a step"]


@pytest.mark.parametrize(("points", "step"), [(7, False), (8, True)])
def test_a_usual_step_needs_eight_points(points: int, step: bool) -> None:
    kpi = for_review(RATE, quarters(*STEADY[: points - 1], 20, target=50))
    assert size_off(kpi).in_steps is step
    if not step:
        assert size_off(kpi).amount == pytest.approx(60)


def test_the_latest_are_the_first_of_those_that_are_late() -> None:
    kpis = [replace(rated(100, code=str(days)), days_overdue=days) for days in (3, 40, 12)]
    assert [item.code for item in needs_attention(kpis)] == ["40", "12", "3"]


@pytest.mark.parametrize(
    ("values", "target", "kinds"),
    [
        ((94, 100), 100, [SuccessKind.BACK_ON_TARGET]),
        ((99, 100), 100, [SuccessKind.BACK_ON_TARGET]),
        ((100, 100), 100, []),
        ((94, None, 100), 100, []),
        ((94, 99), 100, []),
        ((*STEADY, 58), 57, [SuccessKind.BACK_ON_TARGET, SuccessKind.GETTING_BETTER]),
        ((*STEADY, 58), 48, [SuccessKind.GETTING_BETTER]),
        ((*STEADY, 58), 80, []),
        ((*STEADY, 58), None, []),
    ],
)
def test_good_news_is_back_on_target_or_on_it_and_getting_better(
    values: tuple[float | None, ...], target: float | None, kinds: list[SuccessKind]
) -> None:
    items = good_news([for_review(RATE, quarters(*values, target=target))])
    first_two = (SuccessKind.BACK_ON_TARGET, SuccessKind.GETTING_BETTER)
    assert [r.kind for item in items for r in item.reasons if r.kind in first_two] == kinds


def test_the_rule_names_every_reason_in_its_order() -> None:
    named = ("off target and getting worse", "off target;", "getting worse by a signal, with",
             "a year end unlikely to meet its target", "late", "just off target")  # fmt: skip
    places = [ATTENTION_RULE.index(words) for words in named]
    assert places == sorted(places)


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
    assert not {item.code for item in bad} & {item.code for item in good}
    for item in bad:
        assert item.order is not None
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
        assert read.signals or read.shifted
    chance = read.year_to_come.chance if read.year_to_come else None
    for reason in item.reasons:
        assert not any(word in reason.words for word in ("None", "nan", "  ", "UCL", "ignific"))
        if "unlikely to meet" in reason.words:
            assert chance is Chance.UNLIKELY
        elif "likely to meet" in reason.words:
            assert chance is Chance.LIKELY
