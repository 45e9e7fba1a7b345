"""Confidence intervals of proportions and rates, and the chi-squared quantiles behind them.

Methods as in PHEindicatormethods 2.1.0 of the public health observatories.
"""

import math
from dataclasses import dataclass
from functools import cache
from statistics import NormalDist

CONFIDENCE = 0.95
STAND_OUT_CONFIDENCE = 0.998
EXACT_BELOW = 10
WIDTH_IN_STANDARD_ERRORS = 3.92


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence interval, both ends included."""

    lower: float
    upper: float

    @property
    def standard_error(self) -> float:
        """The standard error behind a symmetric 95% interval."""
        return (self.upper - self.lower) / WIDTH_IN_STANDARD_ERRORS

    def widened(self, value: float, confidence: float) -> "Interval":
        """This 95% interval of `value` at another confidence.

        Each side grows in proportion to the normal quantile.
        """
        if confidence == CONFIDENCE:
            return self
        wider = normal_quantile(confidence) / normal_quantile(CONFIDENCE)
        return Interval(value - (value - self.lower) * wider, value + (self.upper - value) * wider)


def wilson(count: float, population: float, confidence: float = CONFIDENCE) -> Interval:
    """The Wilson score interval of a proportion, between 0 and 1.

    Raises ValueError unless 0 <= count <= population and population > 0.
    """
    if not 0 <= count <= population or population <= 0:
        raise ValueError(f"{count} of {population} is not a proportion")
    z = normal_quantile(confidence)
    middle = 2 * count + z * z
    spread = z * math.sqrt(z * z + 4 * count * (1 - count / population))
    scale = 2 * (population + z * z)
    # Where all are counted the upper limit is 1, which rounding may miss by a hair.
    upper = 1.0 if count == population else (middle + spread) / scale
    return Interval((middle - spread) / scale, upper)


def rate_interval(count: float, exposure: float, confidence: float = CONFIDENCE) -> Interval:
    """The interval of a rate, per unit of exposure: Byar's, or exact Poisson under 10 events.

    Raises ValueError unless count >= 0 and exposure > 0.
    """
    if count < 0 or exposure <= 0:
        raise ValueError(f"{count} events over {exposure} is not a rate")
    limits = _exact_poisson if count < EXACT_BELOW else _byar
    lower, upper = limits(count, confidence)
    return Interval(lower / exposure, upper / exposure)


def normal_quantile(confidence: float) -> float:
    """How many standard errors either side of the mean hold `confidence` (0.95) of a normal."""
    return NormalDist().inv_cdf(0.5 + confidence / 2)


@cache
def chi_squared_quantile(probability: float, degrees: float) -> float:
    """The value that a chi-squared variable with `degrees` of freedom stays under that often.

    Newton's method between bisection guards, on the smaller tail; to about 1e-13 relative.
    """
    if not 0 < probability < 1 or degrees <= 0:
        raise ValueError("a quantile needs a probability between 0 and 1 and positive degrees")
    shape, x, low, high = degrees / 2, degrees / 2, 0.0, math.inf
    for _ in range(200):
        lower, upper = _gamma_tails(shape, x)
        excess = lower - probability if probability <= 0.5 else (1 - probability) - upper
        low, high = (low, x) if excess > 0 else (x, high)
        step = x - excess / _gamma_density(shape, x)
        if not low < step < high:
            step = 2 * x if high == math.inf else (low + high) / 2
        if abs(step - x) <= 1e-15 * x:
            break
        x = step
    return 2 * x


def _byar(count: float, confidence: float) -> tuple[float, float]:
    z, more = normal_quantile(confidence), count + 1
    lower = count * (1 - 1 / (9 * count) - z / (3 * math.sqrt(count))) ** 3
    return lower, more * (1 - 1 / (9 * more) + z / (3 * math.sqrt(more))) ** 3


def _exact_poisson(count: float, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    lower = chi_squared_quantile(tail, 2 * count) / 2 if count else 0.0
    return lower, chi_squared_quantile(1 - tail, 2 * count + 2) / 2


def _gamma_density(shape: float, x: float) -> float:
    return math.exp((shape - 1) * math.log(x) - x - math.lgamma(shape))


def _gamma_tails(shape: float, x: float) -> tuple[float, float]:
    """The regularised incomplete gamma functions P and Q, each tail by what converges there."""
    front = x * _gamma_density(shape, x)
    if x < shape + 1:
        lower = front * _gamma_series(shape, x)
        return lower, 1 - lower
    upper = front * _gamma_fraction(shape, x)
    return 1 - upper, upper


def _gamma_series(shape: float, x: float) -> float:
    term = total = 1 / shape
    n = shape
    while term > total * 1e-17:
        n += 1
        term *= x / n
        total += term
    return total


def _gamma_fraction(shape: float, x: float) -> float:
    # Lentz's method for the continued fraction of the upper incomplete gamma function.
    b = x + 1 - shape
    c, d = math.inf, 1 / b
    total = d
    for i in range(1, 10_000):
        a, b = -i * (i - shape), b + 2
        d, c = 1 / (a * d + b), b + a / c
        total *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return total
