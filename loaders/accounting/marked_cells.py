"""What a person should know of footnote marks and struck-out text that stand with figures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.reading import Reading
from loaders.workbook import CellPlace, Sheet, Workbook, address

_SHOWN = 3


def with_marks(workbook: Workbook, reading: Reading) -> Reading:
    """A reading with a warning where marks stood with figures; what is struck out whole waits."""
    marked = [sheet for sheet in workbook.sheets if sheet.notes or sheet.struck or sheet.withdrawn]
    if not marked:
        return reading
    figures: dict[str, set[str]] = {}
    for row in reading.rows:
        figures.setdefault(row.sheet, set()).add(row.cell)
    findings = [
        finding
        for sheet in marked
        for finding in _of_sheet(sheet, figures.get(sheet.name, set()), reading.findings)
    ]
    return _recounted(replace(reading, findings=(*reading.findings, *findings)), findings)


def _of_sheet(sheet: Sheet, figures: set[str], known: Sequence[Finding]) -> Iterator[Finding]:
    about = "raised behind a figure or word counts as a footnote, and not as part of it"
    yield from _mark_finding(sheet, sheet.notes, figures, FindingCode.FOOTNOTE_MARK, about)
    about = "is struck out and was not read"
    yield from _mark_finding(sheet, sheet.struck, figures, FindingCode.STRUCK_OUT, about)
    quarantined = {
        f.cell for f in known if f.sheet == sheet.name and f.severity is Severity.QUARANTINE
    }
    for cell in sorted(sheet.withdrawn):
        if address(*cell) in figures and address(*cell) not in quarantined:
            yield _withdrawn(sheet, CellPlace(*cell))


def _mark_finding(
    sheet: Sheet,
    marks: Mapping[tuple[int, int], str],
    figures: set[str],
    code: FindingCode,
    about: str,
) -> Iterator[Finding]:
    """One finding a sheet, a warning where one of the marks stands with a figure."""
    if not marks:
        return
    with_figures = [cell for cell in sorted(marks) if address(*cell) in figures]
    cells = [*with_figures, *(cell for cell in sorted(marks) if cell not in with_figures)]
    listed = ", ".join(f'"{marks[cell]}" in {address(*cell)}' for cell in cells[:_SHOWN])
    more = f" and {len(cells) - _SHOWN} more" if len(cells) > _SHOWN else ""
    yield cell_finding(
        Severity.WARN if with_figures else Severity.INFO,
        code,
        sheet=sheet,
        cell=cells[0],
        problem=f"what is {about}: {listed}{more}"
        if code is FindingCode.FOOTNOTE_MARK
        else f"{listed}{more} {about}",
        action="Check that the figures are right." if with_figures else None,
        found=marks[cells[0]],
    )


def _withdrawn(sheet: Sheet, cell: CellPlace) -> Finding:
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.STRUCK_OUT,
        sheet=sheet,
        cell=cell,
        problem=f'"{sheet.value(*cell)}" is struck out, so whoever wrote it withdrew it',
        action="Leave it out, or give the file without the line through it.",
        found=str(sheet.value(*cell)),
    )


def _recounted(reading: Reading, findings: Sequence[Finding]) -> Reading:
    waiting = sum(finding.severity is Severity.QUARANTINE for finding in findings)
    if not waiting or "loaded" not in reading.counts:
        return reading
    counts = dict(reading.counts)
    counts["loaded"] -= waiting
    counts["quarantined"] += waiting
    return replace(reading, counts=counts)
