"""Everything that one KPI's figures say together: where it stands, its signals, its year's end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.control import Control, control
from metrics.figure import Figure, Measure
from metrics.forecast import Forecast, year_end
from metrics.outturn import Outturn, outturn
from metrics.period import Period
from metrics.rhythm import own_rhythm
from metrics.status import is_number
from metrics.year_target import year_target


@dataclass(frozen=True, slots=True)
class Insight:
    """A KPI read as a whole.

    `control` is None where the series has no control chart, with the reason as `uncharted`.
    """

    measure: Measure
    outturn: Outturn
    control: Control | None
    uncharted: str | None
    forecast: Forecast | None


def insight(
    measure: Measure,
    figures: Sequence[Figure],
    reported: Period,
    rebase_on: Collection[date] = (),
) -> Insight:
    """What a KPI's standing figures say in the report for a period.

    `rebase_on` are the days on which a person had the control limits begin anew.
    """
    own = own_rhythm(measure, figures)
    charted = control(measure, own, rebase_on)
    return Insight(
        measure,
        outturn(measure, figures, reported),
        charted if isinstance(charted, Control) else None,
        charted if isinstance(charted, str) else None,
        _forecast(measure, figures, own),
    )


def _forecast(
    measure: Measure, figures: Sequence[Figure], own: Sequence[Figure]
) -> Forecast | None:
    last = next((figure for figure in reversed(own) if is_number(figure.value)), None)
    if last is None:
        return None
    target, upper = year_target(measure, figures, own, last.period.financial_year)
    return year_end(measure, own, target, upper, possible=(0.0, None))
