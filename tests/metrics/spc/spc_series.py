"""A steady series whose mean and limits are known, and what points after it are part of."""

import math
from typing import Any

from metrics.spc.signals import Signal
from metrics.spc.xmr_chart import xmr

# Twenty points one either side of a mean of 0: moves of 2, limits at 5.32.
BASE = [1.0, -1.0] * 10
FIXED: dict[str, Any] = {"fix_after": 20, "screen": False}
LIMITS = xmr(BASE, screen=False).limits
UPPER = LIMITS.upper if LIMITS and LIMITS.upper else math.nan

# The limit and the next number that a spreadsheet tells from it.
BEYOND = UPPER * (1 + 1e-13)


def after_base(*values: float | None) -> list[Signal]:
    return list(xmr([*BASE, *values], **FIXED).signals[len(BASE) :])
