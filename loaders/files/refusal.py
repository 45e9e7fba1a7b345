"""The sentence that a person reads when a file cannot be read."""

from collections.abc import Sequence

from loaders.files.limits import FileLimits
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused


def refusal(  # noqa: PLR0913 - one argument a part of the sentence
    file: str,
    code: FindingCode,
    problem: str,
    action: str,
    *,
    sheet: str | None = None,
    cell: str | None = None,
    found: str | None = None,
) -> FileRefused:
    """The exception that says, in one sentence, which file has which problem and what to do."""
    where = "".join(
        f", {word} {name}," for word, name in (("sheet", sheet), ("cell", cell)) if name
    )
    message = f"{file}{where.replace(',,', ',')} {problem}; {action}"
    finding = Finding(Severity.REJECT, code, message, sheet, cell, found, None, action)
    return FileRefused(finding)


def damaged(file: str, detail: str, *, sheet: str | None = None) -> FileRefused:
    """The refusal of a workbook whose content contradicts itself or is cut short."""
    action = "open it in Excel, save it as a new .xlsx file and upload that"
    return refusal(file, FindingCode.DAMAGED, f"is damaged ({detail})", action, sheet=sheet)


def wrong_kind(file: str, kind: str, action: str) -> FileRefused:
    """The refusal of a file that is something else than a workbook or a table of text."""
    return refusal(file, FindingCode.WRONG_KIND, f"is {kind}", action, found=kind)


def too_many_cells(file: str, limits: FileLimits, last: str, *, sheet: str) -> FileRefused:
    """The refusal of a sheet that spans more cells than allowed; `last` is where it ends."""
    problem = f"spans more than {limits.cells:,} cells, up to {last}"
    action = "delete the stray cells far from the table (Ctrl+End finds them) and save it again"
    return refusal(file, FindingCode.TOO_MANY_CELLS, problem, action, sheet=sheet, cell=last)


def refuse_same_names(file: str, sheets: Sequence[str]) -> None:
    """Raise FileRefused when two sheets have one name, so that a figure's place is not certain."""
    names = [name.casefold() for name in sheets]
    for sheet, name in zip(sheets, names, strict=True):
        if names.count(name) > 1:
            action = "give every sheet its own name and upload it again"
            raise refusal(
                file, FindingCode.DUPLICATE_SHEETS, f"has two sheets called {sheet}", action
            )
