"""Figures of published files that nobody has decided of yet: they stand nowhere, and wait."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from data.questions import stored_kpis, stored_uploads
from data.records import Record, records
from data.uploads import DECIDED
from insights import cache
from insights.cache import remembered

LEFT_OPEN = "leave_open"


# What names a figure that was left open, and the upload that brought it.
_NAMED_BY = ["plan", "code", "period_label", "upload"]


@dataclass(frozen=True, slots=True)
class OpenFigure:
    """A figure that was left open: which it is, where it is known, its cell, and why it waits."""

    figure: str
    place: str
    reason: str


@dataclass(frozen=True, slots=True)
class FileLeftOpen:
    """A published file with figures that were left open."""

    upload: int
    file: str
    hints: str
    published_by: str
    published_at: datetime
    figures: Sequence[OpenFigure]


@remembered
def open_files() -> Sequence[FileLeftOpen]:
    """The files with open figures, newest first; of a file given again the newest upload counts.

    Where that one waits for a second person, nothing is left to be decided until it is. A figure
    that a later file brought is open no more.
    """
    newest: dict[str, Record] = {}
    for row in records(cache.ask(stored_uploads.uploads, with_waiting=True)):
        if not isinstance(row["withdrawn_by"], str):
            newest.setdefault(str(row["sha256"]), row)
    published = (row for row in newest.values() if not isinstance(row["waits"], str))
    brought = {invented: _newest_uploads(illustrative=invented) for invented in (False, True)}
    files = ((row, dict(_open_cells(row, brought[bool(row["illustrative"])]))) for row in published)
    return tuple(_open_file(row, cells) for row, cells in files if cells)


def _newest_uploads(*, illustrative: bool) -> Mapping[str, int]:
    """By code, period and plan of the KPI figures that stand the upload that each came with.

    Invented figures settle none that is not. The plan is each that the figure may have been left
    open under; decisions of earlier versions name none.
    """
    left_under: dict[tuple[object, object], list[str]] = {}
    for row in records(cache.ask(stored_kpis.kpis_that_go_on)):
        plans = left_under.setdefault((row["plan"], row["code"]), [])
        plans.append(f", plan {row['stored_under']}")
    figures = cache.ask(stored_kpis.kpi_values)
    of_kind = figures.loc[figures["illustrative"] == illustrative, _NAMED_BY]
    return {
        f"{row['code']}, {row['period_label']}{plan}": int(str(row["upload"]))
        for row in records(of_kind)
        for plan in ("", *left_under.get((row["plan"], row["code"]), ()))
    }


def _open_cells(
    row: Record, brought: Mapping[str, int]
) -> Iterator[tuple[tuple[object, object], str]]:
    """The cells that were left open and what figure each is, as far as it was known."""
    for decision in json.loads(str(row["hints"])).get(DECIDED, ()):
        figure = str(decision.get("meaning") or "")
        is_settled = brought.get(figure, 0) > int(str(row["upload"]))
        if decision["choice"] == LEFT_OPEN and not is_settled:
            yield (decision["sheet"], decision["cell"]), figure


def _open_file(row: Record, cells: Mapping[tuple[object, object], str]) -> FileLeftOpen:
    number = int(str(row["upload"]))
    reasons = {
        (finding["sheet"], finding["cell"]): str(finding["message"])
        for finding in reversed(records(cache.ask(stored_uploads.findings, number)))
        if finding["severity"] == "quarantine"
    }
    figures = [
        OpenFigure(
            figure,
            " ".join(str(part) for part in cell if part) or "the file",
            reasons.get(cell, ""),
        )
        for cell, figure in cells.items()
    ]
    return FileLeftOpen(
        number,
        str(row["file"]),
        str(row["hints"]),
        str(row["published_by"]),
        row["published_at"],
        figures,
    )
