"""Which rows may come into the store: the last guard over what an upload brings."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import pandas as pd

from data import admissible
from data.errors import StoreProblem
from data.reference_tables import CODES, longest

# Columns of figures that hold codes: what is expected, whether they may have a slash, how long.
_CODES: Mapping[tuple[str, str], tuple[str, bool, int]] = {
    **dict.fromkeys(
        [(table, column) for table in ("kpi_value", "kpi_service", "activity_update")
         for column in ("plan", "code")],
        (admissible.CODE_WITH_SLASH, True, admissible.CODE_LENGTH),
    ),
    ("statistic_value", "code"): (admissible.STATISTIC_CODE, False, admissible.NAME_LENGTH),
    ("statistic_value", "area"): (admissible.CODE, False, admissible.CODE_LENGTH),
    **{
        (f"uploaded_{table}", column): (
            admissible.CODE_WITH_SLASH if slash else admissible.CODE, slash, admissible.CODE_LENGTH
        )
        for (table, column), slash in CODES.items()
    },
}  # fmt: skip

# What is a note in a table of figures or findings.
_LONG = frozenset(("name", "next_steps", "message", "found", "expected", "action"))


def refuse_inadmissible(rows: Mapping[str, pd.DataFrame]) -> None:
    """Raise StoreProblem where rows (table name to frame) hold what may not come in.

    The last guard: whatever reads files has said so before, in words about the file.
    """
    for sentence in inadmissible(rows):
        raise StoreProblem(
            f"Nothing was published: {sentence}. Correct the file and give it again."
        )


def admitted(
    rows: Mapping[str, pd.DataFrame],
) -> tuple[dict[str, pd.DataFrame], Sequence[str]]:
    """The rows (table name to frame) that may come in, and a sentence about each of the others."""
    passed, sentences = dict(rows), []
    for table, frame in rows.items():
        # Most have none, and then no row is looked at by itself.
        if not any(inadmissible({table: frame})):
            continue
        reasons = [
            next(inadmissible({table: frame.iloc[[number]]}), "") for number in range(len(frame))
        ]
        passed[table] = frame[[not reason for reason in reasons]]
        sentences += [reason for reason in reasons if reason]
    return passed, sentences


def inadmissible(rows: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """What may not come in of rows (table name to frame), each value once."""
    for table, frame in rows.items():
        for column in frame.columns:
            problems = [
                *_inadmissible(column, frame[column].dropna()),
                *_inadmissible_codes(table, column, frame),
            ]
            for value, expected in problems:
                yield (
                    f"{table} would hold {admissible.shortened(str(value))} under {column}; "
                    f"expected {expected}"
                )


def _inadmissible(column: str, values: pd.Series) -> Iterator[tuple[object, str]]:
    """Values of a column that may not come in, each with what is expected of it."""
    if values.empty or pd.api.types.is_bool_dtype(values):
        return
    if pd.api.types.is_numeric_dtype(values):
        ends = (float(values.min()), float(values.max()))
        yield from ((end, admissible.NUMBER) for end in ends if not admissible.is_number(end))
        return
    if _is_plain_text(column, values):
        return
    for value in values.unique():
        if isinstance(value, date) and not admissible.is_day(pd.Timestamp(value).date()):
            yield value, admissible.DAY
        elif isinstance(value, str):
            yield from _inadmissible_text(column, value)


def _is_plain_text(column: str, values: pd.Series) -> bool:
    """Whether a column is short text of plain letters only, told at once for all of it."""
    texts = values.unique()
    if not all(isinstance(text, str) for text in texts):
        return False
    joined = "".join(texts)
    is_short = max(map(len, texts)) <= _longest(column)
    return is_short and joined.isascii() and joined.isprintable()


def _longest(column: str) -> int:
    return admissible.NOTE_LENGTH if column in _LONG else longest(column)


def _inadmissible_text(column: str, text: str) -> Iterator[tuple[object, str]]:
    limit = _longest(column)
    if len(text) > limit:
        yield text, admissible.at_most(limit)
    elif admissible.cleaned(text) != text:
        yield admissible.cleaned(text), "text without control characters"


def _inadmissible_codes(
    table: str, column: str, frame: pd.DataFrame
) -> Iterator[tuple[object, str]]:
    """Codes that may not come in; a row that takes another out names it as it is."""
    if (table, column) not in _CODES:
        return
    expected, slash, longest_code = _CODES[table, column]
    kept = frame[~frame["removed"].astype(bool)] if "removed" in frame else frame
    for code in kept[column].dropna().unique():
        if not admissible.is_code(str(code), slash=slash, longest=longest_code):
            yield admissible.on_one_line(str(code)), expected
