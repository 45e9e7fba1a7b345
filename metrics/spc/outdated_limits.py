"""Whether control limits still describe a series, and from where they would have to begin anew.

Making Data Count of NHS England has limits recalculated when a shift is sustained and its cause
known, by a person and never by the program. Ours: when that is prompted.
"""

from collections.abc import Sequence

from metrics.decimals import same_figure
from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import Chart

# So many of the last points are special cause on one side of the mean.
RECENT, ON_ONE_SIDE = 12, 8


def outdated_from(values: Sequence[float | None], chart: Chart) -> int | None:
    """Where the run begins that the limits of the last group no longer describe, None if they do.

    They do not where at least 8 of the last 12 points of the group are special cause on one side of
    its mean, or more than half of all its points are special cause. `values` are those charted.
    """
    limits = chart.limits
    if limits is None or not limits.spread:
        return None
    group = chart.groups[-1]
    sides = {
        position: _side(value, limits.mean)
        for position, value in enumerate(values[group.start : group.stop], group.start)
        if value is not None
    }
    special = [p for p in sides if chart.signals[p] is not Signal.COMMON_CAUSE]
    recent = set(list(sides)[-RECENT:])
    for side in (1, -1):
        shifted = [p for p in special if p in recent and sides[p] == side]
        if len(shifted) >= ON_ONE_SIDE:
            return _start_of_run(sides, shifted[0])
    return _start_of_run(sides, special[-1]) if 2 * len(special) > len(sides) else None


def _side(value: float, mean: float) -> int:
    return 0 if same_figure(value, mean) else (1 if value > mean else -1)


def _start_of_run(sides: dict[int, int], position: int) -> int:
    """The first of the points up to a position that lie on its side of the mean without a break."""
    start = position
    for earlier in reversed([p for p in sides if p < position]):
        if sides[earlier] != sides[position]:
            break
        start = earlier
    return start
