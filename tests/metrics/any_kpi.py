"""Any KPI that a council may report, read as of any report: for tests of what is said of it."""

from collections.abc import Callable, Sequence

from hypothesis import strategies as st

from metrics.direction import KpiKind
from metrics.kpi_analysis import KpiAnalysis, kpi_analysis
from metrics.kpi_figure import KpiFigure, KpiRules
from metrics.period import Period, financial_year, half_year, month, quarter
from metrics.status import Polarity, State, Tolerance, ToleranceKind
from metrics.words.kpi_wording import Wording

PERIODS: dict[str, Callable[[int], Period]] = {
    "monthly": lambda n: month(2019 + (n + 3) // 12, (n + 3) % 12 + 1),
    "quarterly": lambda n: quarter(2019 + n // 4, n % 4 + 1),
    "half-yearly": lambda n: half_year(2019 + n // 2, n % 2 + 1),
    "annual": lambda n: financial_year(2000 + n),
}
# How a unit is written, and what is counted where it does not say so.
UNITS: dict[str, tuple[str, str, str, str]] = {
    "percent": ("", "%", "", ""),
    "pounds": ("£", "", "", ""),
    "days": ("", " days", "", ""),
    "score": ("", " out of 10", "", ""),
    "number": ("", "", "home", "homes"),
}


def wording(unit: str, decimals: int) -> Wording:
    before, after, singular, plural = UNITS[unit]

    def written(value: float, places: int) -> str:
        number = f"{abs(value):,.{places}f}"
        sign = "-" if value < 0 and number.strip("0.,") else ""
        return f"{sign}{before}{number}{' day' if (number, unit) == ('1', 'days') else after}"

    return Wording(unit, decimals, written, singular, plural)


def any_rules() -> st.SearchStrategy[KpiRules]:
    tolerances = st.one_of(
        st.just(Tolerance()),
        st.builds(Tolerance, st.sampled_from([0.0, 1.0, 5.0]), st.just(ToleranceKind.ABSOLUTE)),
        st.builds(Tolerance, st.sampled_from([0.0, 12.5]), st.just(ToleranceKind.BOUNDARY)),
    )
    return st.builds(
        KpiRules,
        st.sampled_from(Polarity),
        st.sampled_from(KpiKind),
        st.sampled_from(list(PERIODS)),
        st.integers(0, 2),
        tolerances,
    )


@st.composite
def series(draw: st.DrawFn, rules: KpiRules) -> Sequence[KpiFigure]:
    """Figures from 2019 on with gaps, states, targets that move, rise or are ranges, seasons."""
    count = draw(st.sampled_from([1, 2, 7, 14, 22, 30]))
    noise = draw(st.binary(min_size=count, max_size=count))
    level, swing = (
        draw(st.sampled_from([0.0, 1.0, 12.0, 90.0, -5.0, 1e5])),
        draw(st.sampled_from([0, 0.1, 4, 60])),
    )
    season = draw(st.sampled_from([0, 0, 30]))
    low = draw(st.sampled_from([None, 0.0, 1.0, 12.0, 92.5, 1 / 3, -4.0]))
    width = draw(st.sampled_from([None, None, 0.0, 3.0]))
    # No file says of itself that there never was a figure.
    states = [state for state in State if state is not State.NO_FIGURE]
    state = draw(st.sampled_from([None, None, *states]))
    figures: list[KpiFigure] = []
    total = 0.0
    for number, byte in enumerate(noise):
        period = PERIODS[rules.frequency](number)
        added = round(level + swing * (byte - 128) / 128 + season * (period.start.month == 4), 3)
        first = period.start.month == 4
        total = round((0.0 if first else total) + added, 3)
        value = total if rules.kind is KpiKind.CUMULATIVE else added
        missing = byte % 16 == 7
        figures.append(
            KpiFigure(
                period,
                None if missing else value,
                state=str(state) if missing and state else None,
                target=low,
                target_upper=low + width if low is not None and width is not None else None,
                target_state=str(state) if low is None and state else None,
                provisional=byte % 16 == 3,
            )
        )
    return figures


@st.composite
def analyses(draw: st.DrawFn) -> Sequence[KpiAnalysis]:
    """One KPI as of up to four reports: its last periods, the quarter after, one long before."""
    rules = draw(any_rules())
    figures = draw(series(rules))
    reported = [
        *(figure.period for figure in figures[-2:]),
        quarter(figures[-1].period.financial_year + 1, 1),
        quarter(2019, 2),
    ]
    return [kpi_analysis(rules, figures, period) for period in reported]
