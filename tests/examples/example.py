"""What an example is: a file, and what must be read from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from loaders.findings.codes import Severity
from tests.examples.page import Page, workbook_bytes


class Unsaid(Enum):
    """A part of a reading that an example does not ask about."""

    ANY = "any"


ANY = Unsaid.ANY
Number = float | None | Unsaid
Words = str | None | Unsaid


@dataclass(frozen=True, slots=True)
class Figure:
    """A row that must be read: `value` is its number, its state's word, or None for a target only.

    `period` is the period's label. `unit` is what the file tells or the plan says.
    """

    code: str
    period: str
    value: float | str | None
    unit: Words = ANY
    target: Number = None
    target_upper: Number = None
    status: Words = None
    note: Words = None
    provisional: bool = False
    polarity: Words = ANY
    lead: Words = ANY


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """A finding that must be made; `cell` and `says` (words in its sentence) where they matter."""

    severity: Severity
    code: str
    cell: str | None = None
    message: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A file with its reading: `figures`, `findings`, or the code of its refusal.

    `tests` names the layout (K1) or trap (5.2) of the list of layouts, or `other`. Pages
    are written as a workbook, `make` gives any other bytes. `any_order` says that the columns may
    stand in any order; `figures` is None where the file is rejected whatever is read from it.
    """

    file: str
    tests: str
    pages: Sequence[Page] = ()
    figures: Sequence[Figure] | None = ()
    findings: Sequence[ExpectedFinding] = ()
    refused: str | None = None
    make: Callable[[], bytes] | None = None
    any_order: bool = False

    def content(self) -> bytes:
        """The bytes of the file."""
        return self.make() if self.make else workbook_bytes(self.pages)


def series(
    code: str,
    values: Mapping[str, float | str | None],
    *,
    unit: Words = ANY,
    targets: Mapping[str, float] | None = None,
    latest: Mapping[str, Words] | None = None,
) -> Sequence[Figure]:
    """One KPI's figures by period; `latest` is the note and status of the last one written."""
    last = list(values)[-1]
    remarks = latest or {}
    return [
        Figure(
            code,
            period,
            value,
            unit=unit if not isinstance(value, str) else ANY,
            target=(targets or {}).get(period),
            status=remarks.get("status") if period == last else None,
            note=remarks.get("note") if period == last else None,
        )
        for period, value in values.items()
    ]
