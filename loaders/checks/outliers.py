"""A figure beside the KPI's others: far too large or small, unusual, or the same again and again.

Of the first three rules a figure meets the most serious one only. Figures that are published
already as they are, and those that another rule doubts, are not judged again.
"""

from collections.abc import Callable, Iterator, Mapping
from statistics import median

from loaders.checks.kpi_file import KpiFile, KpiSeries
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import figure_of, number, row_finding
from loaders.reading import Row
from metrics.direction import KpiKind
from metrics.period import Period, same_period_last_year
from metrics.robust_spread import robust_sigmas

# About 100 times comes of a percentage as a fraction or of pence for pounds; 50 also finds the
# typed error 73,390 for 420, and no KPI of the plan moves so far by itself.
JUMP = 50
ENOUGH_FOR_A_MEDIAN = 3
# Counts up to here go from one to this by chance; a jump needs a larger one.
SMALL_COUNT = 100
SIGMAS, ENOUGH_FOR_SIGMAS = 4, 8
SHARE_FROM_LAST_YEAR = 0.5
TINY_COUNT = 10
IDENTICAL = 3

_Rule = Callable[[KpiSeries, Row, float, Mapping[Period, float]], Finding | None]


def findings(file: KpiFile, doubted: frozenset[tuple[str, str]]) -> Iterator[Finding]:
    """What is noticed of the new numbers; `doubted` are the (sheet, cell) of figures in doubt."""
    for series in file.series():
        jumped: set[Period] = set()
        for row in series.rows:
            if row.value is None or not file.is_new(row) or (row.sheet, row.cell) in doubted:
                continue
            others = {p: v for p, v in series.comparable(row.period).items() if p not in jumped}
            warnings = (rule(series, row, row.value, others) for rule in _RULES)
            first = next(filter(None, warnings), None)
            if first:
                yield first
            if first and first.code == FindingCode.JUMP:
                jumped.add(row.period)
        yield from _identical(file, series)


def _jump(
    series: KpiSeries, row: Row, value: float, others: Mapping[Period, float]
) -> Finding | None:
    """A figure far from the one before it and, where there are enough, from the middle of all."""
    references = _references(row, {period: other for period, other in others.items() if other})
    if not references or not all(_is_jump(series, value, other) for other in references.values()):
        return None
    name, reference = next(iter(references.items()))
    times = max(abs(value / reference), abs(reference / value))
    problem = f"{figure_of(row)} is {number(value)}, {times:,.0f} times "
    problem += "more than " if abs(value) > abs(reference) else "less than "
    problem += f"{name}, {number(reference)}"
    expected = "a figure of the same size"
    action = "Correct the figure or its unit, or accept it as it was read."
    return row_finding(
        Severity.QUARANTINE,
        FindingCode.JUMP,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _references(row: Row, others: Mapping[Period, float]) -> Mapping[str, float]:
    """What a figure is measured by, in words; the first of a row also by the one after it."""
    before = [other for period, other in others.items() if period < row.period]
    references = {"the figure before it": before[-1]} if before else {}
    if len(others) >= ENOUGH_FOR_A_MEDIAN:
        if not before:
            references["the figure after it"] = next(iter(others.values()))
        references["the middle of its figures"] = median(others.values())
    return references


def _is_jump(series: KpiSeries, value: float, reference: float) -> bool:
    small, large = sorted((abs(value), abs(reference)))
    if small == 0 or (series.is_count and large < SMALL_COUNT):
        return False
    return large >= JUMP * small


def _unusual(
    _: KpiSeries, row: Row, value: float, others: Mapping[Period, float]
) -> Finding | None:
    sigmas = robust_sigmas(value, list(others.values()))
    if len(others) < ENOUGH_FOR_SIGMAS or sigmas is None or sigmas <= SIGMAS:
        return None
    problem = f"{figure_of(row)} is {number(value)}, {sigmas:.1f} times its usual spread away from "
    problem += f"the middle of its {len(others)} other figures, {number(median(others.values()))}"
    expected = f"a figure within {SIGMAS} times the usual spread"
    return row_finding(
        Severity.WARN,
        FindingCode.UNUSUAL,
        row=row,
        problem=problem,
        expected=expected,
        action="Check the figure at its source.",
    )


def _far(
    series: KpiSeries, row: Row, value: float, others: Mapping[Period, float]
) -> Finding | None:
    before = others.get(same_period_last_year(row.period))
    if not before or _is_tiny(series, value, before):
        return None
    share = (value - before) / abs(before)
    if abs(share) <= SHARE_FROM_LAST_YEAR:
        return None
    more = "more" if share > 0 else "less"
    problem = f"{figure_of(row)} is {number(value)}, {abs(share):.0%} {more} than a year before"
    problem = f"{problem.replace('%', ' %')}, {number(before)}"
    expected = f"a figure within {SHARE_FROM_LAST_YEAR * 100:.0f} % of last year's"
    action = "Check the figure at its source."
    return row_finding(
        Severity.WARN,
        FindingCode.FAR_FROM_LAST_YEAR,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _is_tiny(series: KpiSeries, value: float, before: float) -> bool:
    return series.is_count and (abs(before) < TINY_COUNT or abs(value - before) < TINY_COUNT)


def _identical(file: KpiFile, series: KpiSeries) -> Iterator[Finding]:
    """The newest figure where it repeats the two before it; a state of things often stays as is."""
    last = list(series.numbers.items())[-IDENTICAL:]
    values = {value for _, value in last}
    if len(last) < IDENTICAL or len(values) > 1 or _may_repeat(series, last[0][1]):
        return
    (first, value), (newest, _) = last[0], last[-1]
    row = next((row for row in series.rows if row.period == newest and file.is_new(row)), None)
    if row is None:
        return
    problem = f"{figure_of(row)} is {number(value)}, like every figure since {first.label}"
    expected, action = "figures that differ", "Check that the figure was not copied forward."
    yield row_finding(
        Severity.WARN,
        FindingCode.THREE_IDENTICAL,
        row=row,
        problem=problem,
        expected=expected,
        action=action,
    )


def _may_repeat(series: KpiSeries, value: float) -> bool:
    whole = series.kpi["unit"] == "percent" and value == 100
    still = series.kpi["kind"] == KpiKind.SNAPSHOT or series.kpi["unit"] == "yes/no"
    return value == 0 or whole or still


_RULES: tuple[_Rule, ...] = (_jump, _unusual, _far)
