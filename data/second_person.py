"""A second person: which uploads wait until somebody else approves them, and who may.

What waits is stored whole, with its files and rows, and stands nowhere until it is approved. It
keeps the place of its number: where a later upload says otherwise, the later one counts.
"""

import os
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from data.actor import Actor, KnownBy
from data.errors import UserError
from data.figure_digits import digits
from data.reference_tables import UPLOADED_TABLES

SETTING = "DISTRICT_SECOND_PERSON"
REVISIONS, PLANS, EVERYTHING = "revisions", "plans", "everything"
_OFF = ("", "0", "no", "off", "false")
_SAME_PERIOD = ("period_kind", "period_start", "period_end")
# By table of figures: where its rows are seen, what makes two rows speak of the same, and what of
# them is a revision beside the figure.
_REVISED: Mapping[str, tuple[str, Sequence[str], Sequence[str]]] = {
    "kpi_value": (
        # A KPI of one plan goes on in another.
        "kpi_figure",
        ("plan", "code", *_SAME_PERIOD),
        ("target", "target_upper", "reported_status", "note"),
    ),
    "activity_update": (
        "activity_update",
        ("plan", "code", *_SAME_PERIOD),
        ("reported_status", "note", "next_steps"),
    ),
    "statistic_value": ("statistic_value", ("code", "area", *_SAME_PERIOD), ("lower", "upper")),
}
_FIGURES = frozenset(("target", "target_upper", "lower", "upper"))
# A figure and its state are judged together; what else a row leaves blank is not in the file.
_FIGURE_CHANGED = (
    "(brought.value IS NOT NULL OR brought.state IS NOT NULL) AND "
    f"({digits('brought.value')} IS DISTINCT FROM {digits('standing.value')} "
    "OR brought.state IS DISTINCT FROM standing.state)"
)


def read_second_person(environment: Mapping[str, str] = os.environ) -> frozenset[str]:
    """What waits for a second person by the setting: revisions, plans, everything, or nothing.

    Raises UserError for a word that nobody knows.
    """
    text = environment.get(SETTING, "").strip().lower()
    if text in _OFF:
        return frozenset()
    words = frozenset(word.strip() for word in text.split(","))
    if not words <= {REVISIONS, PLANS, EVERYTHING}:
        raise UserError(
            f'{SETTING} is "{text}"; write {REVISIONS}, {PLANS} or both with a comma between '
            f"them, or {EVERYTHING}."
        )
    return words


def hold_back(
    cursor: duckdb.DuckDBPyConnection, number: int, actor: Actor, tables: Iterable[str]
) -> str | None:
    """Let an upload that was just added wait where the setting says so; why is returned.

    `tables` are those of plans and figures that it has rows in.
    """
    chosen = read_second_person()
    if not chosen:
        return None
    # From here on it does not stand, so that its rows are compared with what stands without it.
    cursor.execute("INSERT INTO waiting VALUES (?, ?, '')", [number, actor.person])
    reason = _reason(cursor, number, chosen, frozenset(tables))
    if reason is None:
        cursor.execute("DELETE FROM waiting WHERE upload = ?", [number])
    else:
        cursor.execute("UPDATE waiting SET reason = ? WHERE upload = ?", [reason, number])
    return reason


def approval_refusal(cursor: duckdb.DuckDBPyConnection, number: int, actor: Actor) -> str | None:
    """Why this actor may not approve an upload, as a sentence; None where nothing is against it."""
    waiting = cursor.execute(
        """
        SELECT waiting.person, upload.published_by,
               upload.upload IN (SELECT upload FROM current_withdrawal)
        FROM waiting JOIN upload USING (upload)
        WHERE upload.upload = ? AND upload.upload NOT IN (SELECT upload FROM approval)
        """,
        [number],
    ).fetchone()
    if waiting is None:
        return f"Upload {number} does not wait for approval."
    person, asked_by, is_withdrawn = waiting
    if is_withdrawn:
        return f"Upload {number} was withdrawn, so it does not wait any more."
    if actor.known_by is not KnownBy.SIGNED_IN:
        return "An approval takes a sign-in: a name that anybody can type is no second person."
    is_same = bool(person) and person == actor.person
    if is_same or asked_by.casefold() == actor.recorded_name.casefold():
        return f"You published upload {number} yourself, so another person approves it."
    return None


def brings_plans(cursor: duckdb.DuckDBPyConnection, number: int) -> bool:
    """Whether an upload has rows of plans or definitions."""
    return bool(cursor.execute("SELECT 1 FROM plan_row WHERE upload = ?", [number]).fetchall())


def _reason(
    cursor: duckdb.DuckDBPyConnection, number: int, chosen: frozenset[str], tables: frozenset[str]
) -> str | None:
    if chosen & {PLANS, EVERYTHING} and tables & set(UPLOADED_TABLES):
        return "it changes plans or definitions"
    if chosen & {REVISIONS, EVERYTHING} and any(
        _revises(cursor, number, table) for table in _REVISED if table in tables
    ):
        return "it changes what is published"
    return "every upload waits here" if EVERYTHING in chosen else None


def _compared(name: str) -> tuple[str, str]:
    """What is compared of a column, brought and standing: of figures the digits that count."""
    brought, standing = f"brought.{name}", f"standing.{name}"
    return (digits(brought), digits(standing)) if name in _FIGURES else (brought, standing)


def _revises(cursor: duckdb.DuckDBPyConnection, number: int, table: str) -> bool:
    """Whether rows of an upload say otherwise than what is published and not invented.

    That is what stands, and where nothing real does what was withdrawn: taking a figure back first
    and publishing another is a revision too, also where an invented one stands again meanwhile.
    """
    seen, keys, further = _REVISED[table]
    differs = [
        f"(brought.{name} IS NOT NULL AND {brought} IS DISTINCT FROM {standing})"
        for name in further
        for brought, standing in [_compared(name)]
    ]
    if table != "activity_update":
        differs.append(_FIGURE_CHANGED)
    same = ", ".join(keys)
    revised = cursor.execute(
        f"""
        WITH real_upload AS (SELECT upload FROM known_upload WHERE NOT illustrative),
        brought AS (SELECT * FROM {seen} WHERE upload = $number),
        real AS (
            SELECT * FROM current_{table} WHERE upload IN (SELECT upload FROM real_upload)
        ),
        standing AS (
            SELECT * FROM real
            UNION ALL BY NAME
            SELECT * FROM {seen} AS withdrawn
            ANTI JOIN real USING ({same})
            WHERE upload IN (SELECT upload FROM current_withdrawal)
                AND upload IN (SELECT upload FROM real_upload)
        )
        SELECT 1 FROM brought JOIN standing USING ({same})
        WHERE {" OR ".join(differs)}
        LIMIT 1
        """,  # noqa: S608 - our own names
        {"number": number},
    ).fetchall()
    return bool(revised)
