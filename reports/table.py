"""A frame as a CSV file that Excel opens right and never runs."""

import pandas as pd

# A cell that begins with one of these is taken for a formula by spreadsheet programs.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(frame: pd.DataFrame) -> bytes:
    """The frame as CSV in UTF-8 with a mark for Excel; what looks like a formula gets a `'`."""
    safe = frame.copy()
    for name in safe.columns:
        if safe[name].dtype == object or pd.api.types.is_string_dtype(safe[name]):
            safe[name] = safe[name].map(_as_text, na_action="ignore")
    return safe.to_csv(index=False).encode("utf-8-sig")


def _as_text(value: object) -> object:
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
