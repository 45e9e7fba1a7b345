"""What a database holds of one council, so that plans and figures of two are never mixed.

Statistics are of no council.
"""

from collections.abc import Sequence

from data import councils
from data.actor import SHIPPED
from data.councils import Council
from data.database.database import Database
from data.errors import StoreProblem
from data.reference_tables import UPLOADED_TABLES

# The tables of what people and the sample bring for one council, by upload; and its events.
_UPLOAD_TABLES = ("kpi_value", "activity_update", *UPLOADED_TABLES)
_EVENTS = "kpi_event"


def chosen_area(database: Database) -> str:
    """The code of the council that was last chosen in a database; empty where none was."""
    chosen = database.ask("SELECT area FROM council_choice ORDER BY rowid DESC LIMIT 1")["area"]
    return "".join(chosen)


def uploads_of_people(database: Database) -> Sequence[int]:
    """The uploads with which people brought rows of a council, withdrawn or not."""
    return _uploads(database, shipped=False)


def uploads_of_sample(database: Database) -> Sequence[int]:
    """The uploads with which the software brought rows of a council: its illustrative sample."""
    return _uploads(database, shipped=True)


def is_anybodys(database: Database) -> bool:
    """Whether nobody brought plans, figures or notes of a council, withdrawn or not."""
    return not uploads_of_people(database) and _is_empty(database, (_EVENTS,))


def refuse_brought(database: Database, council: Council) -> None:
    """Raise StoreProblem where somebody brought something of a council that is to be another."""
    if not is_anybodys(database):
        raise StoreProblem(
            f"Plans or figures of {council.name} were brought here, so the council cannot be "
            "changed any more. Set DISTRICT_DATABASE to a new file for another council."
        )


def refuse_other_council(database: Database, council: Council, first: Council) -> None:
    """Raise StoreProblem where a database holds plans or figures of another council.

    A database from before councils were kept is that of the `first`, whose plans are shipped.
    """
    last = database.ask("SELECT area FROM council ORDER BY rowid DESC LIMIT 1")["area"]
    held = next((str(area) for area in last), first.code)
    if held == council.code or _is_empty(database, (*_UPLOAD_TABLES, _EVENTS)):
        return
    raise StoreProblem(
        f"The database {database.path} holds plans or figures of the council {held}, and "
        f"{councils.SETTING} says {council.name} ({council.code}). Set DISTRICT_DATABASE to a "
        f"new file for {council.name}, or {councils.SETTING} to {held}."
    )


def _is_empty(database: Database, tables: Sequence[str]) -> bool:
    rows = " UNION ALL ".join(f"(SELECT 1 FROM {table} LIMIT 1)" for table in tables)  # noqa: S608
    return database.ask(rows).empty


def _uploads(database: Database, *, shipped: bool) -> Sequence[int]:
    """The uploads with rows of a council that the software published, or those of others."""
    rows = " UNION ".join(f"SELECT upload FROM {table}" for table in _UPLOAD_TABLES)  # noqa: S608
    brought = database.ask(
        f"SELECT upload FROM upload WHERE upload IN ({rows}) AND (published_by = ?) = ?",  # noqa: S608
        [SHIPPED.recorded_name, shipped],
    )
    return [int(number) for number in brought["upload"]]
