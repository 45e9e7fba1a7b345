"""Quantiles of Student's t, for limits that rest on few figures."""

import math
from collections.abc import Iterator
from functools import cache

# Of an 80 % interval either limit leaves out a tenth.
LIMIT_OF_80 = 0.9
HIGHEST_EXACT = 200


@cache
def student_quantile(probability: float, degrees: int) -> float:
    """The value that Student's t with `degrees` of freedom stays under that often.

    Raises ValueError unless 0.5 <= probability < 1 and degrees >= 1. Bisection on the exact
    distribution, to about 1e-12; over 200 degrees of freedom it is taken at 200.
    """
    if not 0.5 <= probability < 1 or degrees < 1:
        raise ValueError("a quantile of t needs a probability from 0.5 up and degrees of freedom")
    degrees = min(degrees, HIGHEST_EXACT)
    low, high = 0.0, math.pi / 2
    for _ in range(60):
        middle = (low + high) / 2
        below = 0.5 + _between(middle, degrees) / 2
        low, high = (middle, high) if below < probability else (low, middle)
    return math.sqrt(degrees) * math.tan((low + high) / 2)


def _between(angle: float, degrees: int) -> float:
    """How often t lies within +/- sqrt(degrees) tan(angle).

    Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4.
    """
    series = math.fsum(_terms(math.cos(angle), degrees))
    if degrees % 2:
        return 2 / math.pi * (angle + math.sin(angle) * series)
    return math.sin(angle) * series


def _terms(cosine: float, degrees: int) -> Iterator[float]:
    first = 1 + degrees % 2
    term = cosine if degrees % 2 else 1.0
    for power in range(first, degrees, 2):
        yield term
        term *= cosine * cosine * power / (power + 1)
