"""Where the district stands between the lowest and the highest council: a strip for one row."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import quantiles

from insights.area_roles import AreaRole
from insights.distribution import Distribution

# Fewer do not show where most councils are.
FEWEST_COUNCILS = 10
# Councils further out than so many widths of the middle half are left beyond the strip's ends: one
# of them would press all others together.
FURTHEST = 3


@dataclass(frozen=True, slots=True)
class RangeStrip:
    """Shares of the way from the lowest to the highest council; `words` say the same.

    `middle_half` is where the middle half of the councils lies, `others` are areas beside it.
    `goes_on` says of the lower and the upper end whether some councils lie further out.
    """

    middle_half: tuple[float, float]
    district: float
    others: Sequence[tuple[AreaRole, float]]
    words: str
    goes_on: tuple[bool, bool] = (False, False)


def range_strip(
    councils: Distribution, others: Sequence[tuple[AreaRole, float]]
) -> RangeStrip | None:
    """The strip of a distribution with other areas' values; None of equal or of few councils."""
    low, high = councils.lowest.value, councils.highest.value
    if low == high or len(councils.figures) < FEWEST_COUNCILS:
        return None

    first, _, third = quantiles([figure.value for figure in councils.figures], n=4)
    home = next(figure for figure in councils.figures if figure.is_home)
    room = FURTHEST * (third - first) or high - low
    begin = max(low, min(first - room, home.value))
    end = min(high, max(third + room, home.value))

    def share(value: float) -> float:
        return min(1.0, max(0.0, (value - begin) / (end - begin)))

    return RangeStrip(
        (share(first), share(third)),
        share(home.value),
        [(role, share(value)) for role, value in others],
        f"{councils.home_name} {home.words}, of {len(councils.figures)} councils between "
        f"{councils.lowest.words} and {councils.highest.words}",
        (begin > low, end < high),
    )
