"""The words around figures: those that stand for a missing one, marks, scales and units."""

from collections.abc import Mapping
from itertools import combinations

from metrics.status import State

STATE_WORDS: Mapping[State, tuple[str, ...]] = {
    State.DATA_ONLY: ("data only", "monitor only", "for information only"),
    State.NO_TARGET: ("no target", "no target set", "target not set"),
    State.NOT_DUE: (
        "not due", "not yet due", "measured annually", "annual kpi", "annual", "annual measure",
        "annual pi", "reported annually", "not measured for quarters", "not measured for months",
    ),
    State.AWAITED: (
        "tbc", "to be confirmed", "no data", "not yet available", "not available", "awaited",
        "awaiting data", "data awaited", "pending", "..", "...", "[x]", "[p]", "unknown",
        "not collected", "not recorded", "not reported", "not provided", "not known", "to follow",
        "tba", "awaiting", "data not available", "data not yet available", "no data available",
        "data unavailable", "unavailable", "not available yet", "no return", "nyk",
    ),
    State.NOT_APPLICABLE: ("n/a", "na", "n.a.", "not applicable", "-", "--", ":", "[z]"),
    State.SUPPRESSED: ("suppressed", "x", "*", "c", "u", "[c]", "[u]"),
    State.NOT_COMPARABLE: ("not comparable", "[b]"),
}  # fmt: skip
STATES = {word: state for state, words in STATE_WORDS.items() for word in words}
YES_NO = {"yes": 1.0, "no": 0.0}

# Marks that statistics offices and councils put behind a figure; only the first two change it.
MARKS = {
    "*": "provisional", "[p]": "provisional", "(p)": "provisional",
    "(provisional)": "provisional", "provisional": "provisional", "[r]": "revised",
    "(r)": "revised", "[e]": "estimated", "(e)": "estimated", "[u]": "low reliability",
    "[b]": "break in series",
}  # fmt: skip
# Limits in words, as targets have them.
LIMITS = {
    "at least": ">=", "no less than": ">=", "not less than": ">=", "minimum of": ">=",
    "minimum": ">=", "min": ">=", "at most": "<=", "no more than": "<=", "not more than": "<=",
    "maximum of": "<=", "maximum": "<=", "max": "<=", "up to": "<=", "within": "<=",
    "less than": "<", "fewer than": "<", "under": "<", "below": "<",
    "more than": ">", "greater than": ">", "over": ">", "above": ">",
}  # fmt: skip
LIMITS_BEHIND = {
    "or above": ">=", "or over": ">=", "or more": ">=", "or higher": ">=", "or better": ">=",
    "or greater": ">=", "and above": ">=", "and over": ">=", "minimum": ">=",
    "+": ">=",
    "or below": "<=", "or under": "<=", "or less": "<=", "or fewer": "<=", "or lower": "<=",
    "and below": "<=", "and under": "<=", "maximum": "<=", "max": "<=",
}  # fmt: skip
SCALES = {"k": 3, "thousand": 3, "m": 6, "mn": 6, "million": 6, "bn": 9, "billion": 9}
MONEY = {"£": "pounds", "$": "dollars", "€": "euros"}
UNITS = {
    "%": "percent", "percent": "percent", "per cent": "percent", "pct": "percent",
    "day": "days", "days": "days", "working days": "working days",
    "week": "weeks", "weeks": "weeks",
    "wk": "weeks", "wks": "weeks", "month": "months", "months": "months",
    "year": "years", "years": "years", "yr": "years", "yrs": "years",
    "hour": "hours", "hours": "hours", "hrs": "hours", "hr": "hours",
    "minute": "minutes", "minutes": "minutes", "min": "minutes", "mins": "minutes",
    "second": "seconds", "seconds": "seconds", "sec": "seconds", "secs": "seconds",
    "kg": "kg", "tonne": "tonnes", "tonnes": "tonnes", "tco2": "tonnes CO2",
    "tco2e": "tonnes CO2e", "tonnes co2e": "tonnes CO2e",
    "kwh": "kWh", "mwh": "MWh", "fte": "FTE", "miles": "miles", "hectares": "hectares",
}  # fmt: skip
# Units of headings and columns in which figures are written shorter than they are.
SCALED_UNITS = {
    "£000": "thousand pounds", "£000s": "thousand pounds", "£ 000": "thousand pounds",
    "£ 000s": "thousand pounds", "£k": "thousand pounds", "£ thousand": "thousand pounds",
    "£m": "million pounds", "£ m": "million pounds", "£ million": "million pounds",
    "£millions": "million pounds", "£ millions": "million pounds", "£million": "million pounds",
    "£thousand": "thousand pounds", "£thousands": "thousand pounds", "£s 000": "thousand pounds",
    "£ thousands": "thousand pounds", "£mn": "million pounds", "£ k": "thousand pounds",
    "thousand pounds": "thousand pounds", "million pounds": "million pounds",
    "000": "thousands", "000s": "thousands", "thousands": "thousands", "millions": "millions",
}  # fmt: skip
# What such a figure is counted in, None where only the KPI says it, and the power of ten it lacks.
POWERS_OF_TEN: Mapping[str, tuple[str | None, int]] = {
    "thousand pounds": ("pounds", 3), "million pounds": ("pounds", 6),
    "thousands": (None, 3), "millions": (None, 6),
}  # fmt: skip
# Units that say the same in a council's table.
SAME_UNITS = (
    frozenset(("days", "working days")),
    *map(frozenset, combinations(("tonnes", "tonnes CO2", "tonnes CO2e"), 2)),
    frozenset(("number", "FTE")),
)


def is_same_unit(unit: str, other: str) -> bool:
    """Whether figures in the two units count the same things."""
    return unit == other or frozenset((unit, other)) in SAME_UNITS
