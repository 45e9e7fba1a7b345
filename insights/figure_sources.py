"""Where a figure comes from: its file, sheet and cell, and the person who published it."""

from dataclasses import dataclass
from datetime import datetime

from data.records import Record
from insights.formatting import day


@dataclass(frozen=True, slots=True)
class SourcedFigure:
    """A figure in words with what it is of, and where it comes from."""

    label: str
    figure: str
    file: str
    sheet: str
    cell: str
    published_by: str
    published_at: datetime
    state: str = ""

    @property
    def address(self) -> str:
        """`KPIs, D14`."""
        return f"{self.sheet}, {self.cell}"

    @property
    def publication(self) -> str:
        """`4 March 2025 by A. Analyst`."""
        return f"{day(self.published_at)} by {self.published_by}"


def sourced_figure(label: str, figure: str, row: Record, *, state: str = "") -> SourcedFigure:
    """A stored figure with its source; `row` has the columns of its upload.

    `state` is what readers must know of it: that it was withdrawn or invented.
    """
    return SourcedFigure(
        label,
        figure,
        str(row["file"]),
        str(row["sheet"]),
        str(row["cell"]),
        row["published_by"],
        row["published_at"],
        state,
    )
