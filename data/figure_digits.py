"""Figures compared in SQL as everywhere else: by fifteen significant digits."""


def digits(column: str) -> str:
    """A column's figures as text of fifteen significant digits, as SQL; NULL where one is missing.

    Two figures are the same where these are: the rule of metrics.decimals.same_figure.
    """
    # A zero below zero, which formulas leave behind, is the zero above it.
    return f"printf('%.15g', {column} + 0.0)"
