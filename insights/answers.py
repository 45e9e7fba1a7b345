"""What a KPI and a statistic say, as plain values with fixed names: for programs and checks.

docs/questions.md describes every name; names are only ever added.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from data.questions import stored_statistics
from data.records import Record, records
from insights import areas, cache, comparisons, district_statistics
from insights.answer_values import Answer, comparison_answer, period_answer, source_answer
from insights.attention import FlaggedKpi, attention
from insights.cache import remembered
from insights.due_figures import longest_overdue
from insights.forecast_method import method_words
from insights.kpi_facts import national_comparison
from insights.kpi_records import number, period_of, word
from insights.kpis import Kpi, kpis_of
from insights.officer_forecasts import officer_forecasts
from insights.ownership import OwnerRole, owners_of
from insights.statistic_wording import figure_of
from metrics.kpi_position import RatedOutturn
from metrics.period import Period, financial_year
from metrics.status import is_number

Years = tuple[int, int]


def kpi_answers(kpis: Sequence[Kpi]) -> Sequence[Answer]:
    """Each KPI of a plan as plain values, in their order; all are needed to rank them."""
    today = cache.reader_day()
    concerns = attention(kpis, today).concerns
    ranked = {item.kpi.code: _Ranked(rank, item) for rank, item in enumerate(concerns, 1)}
    return [_kpi_answer(kpi, ranked.get(kpi.code), today) for kpi in kpis]


@remembered
def kpi_answers_of_plan(plan: str) -> Sequence[Answer]:
    """The same of every KPI of a plan, in its latest report."""
    return tuple(kpi_answers(kpis_of(plan)))


@dataclass(frozen=True, slots=True)
class _Ranked:
    rank: int
    item: FlaggedKpi

    @property
    def answer(self) -> Answer:
        return {"rank": self.rank, "reasons": [reason.words for reason in self.item.reasons]}


def kpi_figure_answers(kpi: Kpi, years: Years) -> Sequence[Answer]:
    """A KPI's figures of the periods that end in some years, the oldest first, under those names.

    What is said of the latest figure alone (sentence, directions, attention, benchmark) is null.
    """
    series = kpi.position.series if kpi.position else ()
    first, last = years
    rated = [outturn for outturn in series if first <= outturn.figure.period.end.year <= last]
    return [_figure_answer(kpi, outturn) for outturn in rated]


def _kpi_answer(kpi: Kpi, ranked: _Ranked | None, today: date) -> Answer:
    latest = kpi.position.latest if kpi.position else None
    directions = kpi.position.directions if kpi.position else None
    late = longest_overdue(kpi, today)
    answer = dict(_figure_answer(kpi, latest))
    return answer | {
        "state": None if latest else str(kpi.status),
        "status": str(kpi.status),
        "direction_previous": str(directions.previous) if directions else None,
        "direction_last_year": str(directions.same_last_year) if directions else None,
        "sentence": kpi.problem or kpi.sentence,
        "attention": ranked.answer if ranked else None,
        "overdue": late.days_overdue(today) if late else 0,
        "benchmark": _kpi_benchmark(kpi),
        "forecast": _forecast(kpi),
        "officer_forecast": _officer_forecast(kpi),
    }


def _forecast(kpi: Kpi) -> Answer | None:
    """The year's end as it is worked out here; of a percentage or rate the year's last figure."""
    analysis = kpi.analysis
    if analysis is None:
        return None
    year, rates = analysis.year_to_come, analysis.rates_to_come
    if rates is not None:
        end, chance = rates.end, rates.chance
        period, point, lower, upper = end.period, end.point, end.lower, end.upper
    elif year is not None:
        period, point, lower, upper = financial_year(year.year), year.point, year.lower, year.upper
        chance = year.chance
    else:
        return None
    return {
        "period": period_answer(period),
        "value": point,
        "lower": lower,
        "upper": upper,
        "chance": str(chance) if chance else None,
        "method": method_words(kpi),
    }


def _officer_forecast(kpi: Kpi) -> Answer | None:
    """What an officer expects the nearest open year to end at, by whom and when."""
    forecast = next(iter(officer_forecasts(kpi)), None)
    if forecast is None:
        return None
    return {
        "period": period_answer(forecast.year),
        "value": forecast.value,
        "reason": forecast.reason or None,
        "said_by": forecast.said_by,
        "said_on": forecast.said_on.isoformat(),
    }


def _figure_answer(kpi: Kpi, rated: RatedOutturn | None) -> Answer:
    """A figure of a KPI under the names of an answer; what only the latest has is null."""
    source = _row_of(kpi, rated.figure.period) if rated else None
    return {
        "code": kpi.code,
        "name": kpi.name,
        "plan": kpi.plan,
        "period": period_answer(rated.figure.period) if rated else None,
        "value": rated.figure.value if rated else None,
        "state": rated.figure.state if rated else None,
        "unit": kpi.unit,
        "target": _target(rated.target, rated.target_upper) if rated else None,
        "status": str(rated.status) if rated else str(kpi.status),
        "reported_status": rated.figure.reported_status if rated else None,
        "direction_previous": None,
        "direction_last_year": None,
        "sentence": None,
        "attention": None,
        "overdue": None,
        "illustrative": bool(source["illustrative"]) if source else kpi.illustrative,
        "source": source_answer(source) if source else None,
        "priorities": list(kpi.priorities),
        **{str(role): list(owners_of(kpi, role).names) for role in OwnerRole},
        "benchmark": None,
        "forecast": None,
        "officer_forecast": None,
    }


def _kpi_benchmark(kpi: Kpi) -> Answer | None:
    """The statistic that counts the same, for the district and for a nation."""
    beside = national_comparison(kpi)
    if beside is None:
        return None
    home, _ = areas.home()
    code = beside.statistic.code
    published = district_statistics.latest_figure(code, home)
    return {
        "code": code,
        "name": beside.statistic.name,
        "published_value": float(published["value"]) if published else None,
        "published_period": period_answer(period_of(published)) if published else None,
        **comparison_answer(beside.compared),
    }


def _target(low: float | None, high: float | None) -> float | Answer | None:
    """A target; one that is a range has both ends by name."""
    return {"lower": low, "upper": high} if is_number(high) else low


def _row_of(kpi: Kpi, period: Period) -> Record | None:
    return next((row for row in kpi.figures if period_of(row) == period), None)


@remembered
def statistic_answers(area: str, codes: tuple[str, ...] | None = None) -> Sequence[Answer]:
    """The latest figure of each statistic that an area has any of, beside those of others.

    With `codes` only of these statistics.
    """
    by_code = _values_beside(area, codes or tuple(district_statistics.definitions()))
    answers = (_statistic_answer(code, area, values) for code, values in by_code.items())
    return tuple(answer for answer in answers if answer is not None)


def _values_beside(area: str, codes: tuple[str, ...]) -> Mapping[str, Sequence[Record]]:
    """By statistic an area's latest figure and those beside it, medians of groups among them.

    All are asked for at once, and only what is set beside the latest figure becomes records.
    """
    single = (area, *areas.compared_with(area))
    members = (member for group in _groups_of(area) for member in group.areas)
    every = tuple(dict.fromkeys((*single, *members)))
    frame = stored_statistics.statistic_values(cache.store(), codes, every)
    frame = frame[frame["value"].notna()]
    latest = frame[frame["area"] == area].drop_duplicates("code", keep="last").set_index("code")
    if latest.empty:
        return {}
    frame = frame[frame["code"].isin(latest.index)]
    starts, ends = (frame["code"].map(latest[name]) for name in ("period_start", "period_end"))
    is_same = (frame["period_start"] == starts) & (frame["period_end"] == ends)
    others = frame[frame["area"].isin(single) & (frame["area"] != area)]
    apart = (others["period_end"] - ends[others.index]).abs()
    nearest = others.assign(apart=apart).sort_values("apart", kind="stable")
    kept = nearest.drop_duplicates(["code", "area"]).index
    beside = frame[is_same | frame.index.isin(kept)]
    rows: dict[str, list[Record]] = {}
    for row in records(beside):
        rows.setdefault(str(row["code"]), []).append(row)
    groups = _groups_of(area)
    return {
        code: _with_medians(code, single, rows[code], frame, groups)
        for code in codes
        if code in rows
    }


def _groups_of(area: str) -> Sequence[areas.ComparisonGroup]:
    """The groups that an area is set beside: those of the district say nothing of another area."""
    return areas.close_groups() if area == areas.home()[0] else ()


def _with_medians(
    code: str,
    single: Sequence[str],
    rows: Sequence[Record],
    frame: pd.DataFrame,
    groups: Sequence[areas.ComparisonGroup],
) -> Sequence[Record]:
    """The figures of single areas, and the middle of each group in their period or another one."""
    values = [row for row in rows if row["area"] in single]
    if district_statistics.is_total(district_statistics.definitions()[code]):
        return values
    for group in groups:
        medians = areas.medians(rows, group)
        if not medians:
            is_of_group = (frame["code"] == code) & frame["area"].isin(group.areas)
            medians = areas.medians(records(frame[is_of_group]), group)
        values = [*values, *medians]
    return values


def _statistic_answer(code: str, area: str, values: Sequence[Record]) -> Answer | None:
    definition = district_statistics.definitions()[code]
    valued = [row for row in values if row["area"] == area and pd.notna(row["value"])]
    if not valued:
        return None
    latest = valued[-1]
    compared = (
        []
        if district_statistics.is_total(definition)
        else list(comparisons.compared(definition, values, area=area))
    )
    nations = {str(other.row["area"]): other for other in compared}
    nation = next((nations[code] for code in areas.nations_beside(area) if code in nations), None)
    return dict(_statistic_figure_answer(definition, latest)) | {
        "sentence": _statistic_sentence(definition, latest, compared),
        "comparisons": [comparison_answer(other) for other in compared],
        "benchmark": comparison_answer(nation) if nation else None,
    }


def statistic_figure_answers(
    codes: tuple[str, ...], of_areas: tuple[str, ...], years: Years
) -> Sequence[Answer]:
    """The figures of statistics and areas for the periods that end in some years, as they stand.

    Ordered by statistic, area and period. What is said of the latest figure alone is null.
    """
    frame = stored_statistics.statistic_values(cache.store(), codes, of_areas)
    if frame.empty:
        return []
    first, last = years
    ends = frame["period_end"].dt.year
    definitions = district_statistics.definitions()
    return [
        _statistic_figure_answer(definitions[str(row["code"])], row)
        for row in records(frame[ends.ge(first) & ends.le(last)])
        if str(row["code"]) in definitions
    ]


def _statistic_figure_answer(definition: Record, row: Record) -> Answer:
    area, value = str(row["area"]), number(row["value"])
    return {
        "code": str(definition["code"]),
        "name": str(definition["name"]),
        "area": {"code": area, "name": areas.names().get(area, area)},
        "period": period_answer(period_of(row)),
        "value": value,
        "lower": number(row["lower"]),
        "upper": number(row["upper"]),
        "unit": str(definition["unit"]),
        "comparisons": [],
        "source": source_answer(row),
        "state": None if is_number(value) else word(row["state"]) or "not published",
        "sentence": None,
        "benchmark": None,
        "publisher": word(definition["publisher"]),
        "licence": word(definition["licence"]),
    }


def _statistic_sentence(
    definition: Record, latest: Record, compared: Sequence[comparisons.ComparedArea]
) -> str:
    """`Blaby 83.1%, 2024; worse than England: the 95% interval ...`."""
    area = areas.names().get(str(latest["area"]), str(latest["area"]))
    figure = f"{area} {figure_of(definition, latest['value'])}, {latest['period_label']}"
    verdict = next((other.sentence for other in compared if other.sentence), "")
    return f"{figure}; {verdict}." if verdict else f"{figure}."
