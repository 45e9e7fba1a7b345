"""Numbers as they were typed and as they are printed: fifteen digits kept, halves away from zero.

A spreadsheet keeps and compares fifteen significant digits; what a sum or a formula leaves behind
them, 89.99999999999999 for 90 or 0.30000000000000004 for 0.3, is residue and no part of a figure.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

SIGNIFICANT_DIGITS = 15
MORE_DECIMALS = 3
# Decimals of numbers up to the largest that a float holds.
_ANY_SIZE = Context(prec=400)


def as_decimal(value: float) -> Decimal:
    """A figure exactly as it was typed, to fifteen significant digits: 0.1 is one tenth."""
    return Decimal(f"{float(value):.{SIGNIFICANT_DIGITS}g}")


def without_residue(value: float) -> float:
    """A figure to fifteen significant digits, as a spreadsheet shows it."""
    return float(f"{float(value):.{SIGNIFICANT_DIGITS}g}")


def same_figure(value: float | None, other: float | None) -> bool:
    """Whether two figures are equal to fifteen significant digits, or both missing."""
    if value is None or other is None:
        return value is other
    return as_decimal(value) == as_decimal(other)


def rounded(value: float | Decimal, places: int) -> Decimal:
    """A number with so many decimals, half a unit away from zero: 0.5 is 1 and 2.675 is 2.68."""
    exact = value if isinstance(value, Decimal) else as_decimal(value)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _ANY_SIZE)


def printed(value: float | Decimal, places: int) -> str:
    """A number as it is printed: `1,234.5`; a half is rounded away from zero."""
    return f"{rounded(value, places):,.{places}f}"


def decimals_needed(value: float | Decimal, decimals: int) -> int | None:
    """The fewest decimals, from `decimals` to three more, that show a value exactly, if any do."""
    exact = value if isinstance(value, Decimal) else as_decimal(value)
    places = range(decimals, decimals + MORE_DECIMALS + 1)
    return next((n for n in places if rounded(exact, n) == exact), None)
