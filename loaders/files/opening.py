"""Any file as a Workbook, by what it holds and not by what it is called."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePath

from loaders.files.archive import Archive, open_archive
from loaders.files.delimited import read_delimited
from loaders.files.excel import USUAL_WORKBOOK, read_excel
from loaders.files.kinds import (
    OLE,
    ZIP,
    is_encrypted,
    refuse_other_kinds,
    refuse_other_ole,
)
from loaders.files.limits import LIMITS, MB, FileLimits
from loaders.files.refusal import damaged, refusal
from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.reading import FileRefused
from loaders.workbook import Workbook

CONTENT = "content.xml"
EXTENSIONS = {
    "xlsx": (".xlsx", ".xltx"),
    "xlsm": (".xlsm", ".xltm"),
    "xls": (".xls", ".xlt"),
    "ods": (".ods", ".ots"),
    "csv": (".csv", ".txt", ".tsv", ".tab"),
}
WORKBOOK_EXTENSIONS = (
    *(e for f, known in EXTENSIONS.items() if f != "csv" for e in known),
    ".xlsb",
)
WORDS = {
    "xlsx": "an Excel workbook",
    "xlsm": "an Excel workbook with macros",
    "xls": "an old Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "csv": "plain text",
}


def open_workbook(
    name: str,
    content: bytes,
    metadata: Mapping[str, object] | None = None,
    limits: FileLimits = LIMITS,
) -> Workbook:
    """The sheets of a file, every cell typed and addressed; `metadata` is passed on as it is.

    Meant for the child process: a hostile file can still use much memory or time. Raises
    FileRefused, with a sentence that says what the file is and what to do.
    """
    if len(content) > limits.file_bytes:
        raise too_large(name, len(content), limits)
    if content.startswith(ZIP):
        workbook = _read_package(open_archive(name, content, limits), metadata, limits)
    elif content.startswith(OLE):
        workbook = _read_ole(name, content, metadata, limits)
    else:
        refuse_other_kinds(name, content)
        workbook = read_delimited(name, content, metadata, limits)
        _refuse_scraps(workbook)
    return replace(workbook, findings=(*_about_extension(workbook), *workbook.findings))


def too_large(name: str, size: int, limits: FileLimits) -> FileRefused:
    """The refusal of a file over the size limit."""
    problem = f"is {size / MB:,.1f} MB, more than the {limits.file_bytes / MB:,.0f} MB allowed"
    return refusal(
        name, FindingCode.TOO_LARGE, problem, "split it into smaller files, or drop its pictures"
    )


def _read_package(
    archive: Archive, metadata: Mapping[str, object] | None, limits: FileLimits
) -> Workbook:
    if CONTENT in archive and USUAL_WORKBOOK not in archive:
        from loaders.files.ods import read_ods  # noqa: PLC0415 - see preparing.py

        return read_ods(archive, metadata, limits)
    return read_excel(archive, metadata, limits)


def _read_ole(
    name: str, content: bytes, metadata: Mapping[str, object] | None, limits: FileLimits
) -> Workbook:
    """An old workbook, or a newer one in the container that encrypted files have."""
    if is_encrypted(content):
        from loaders.files.encrypted import decrypted  # noqa: PLC0415 - see preparing.py

        within = decrypted(content) or b""
        if within.startswith(ZIP):
            return _read_package(open_archive(name, within, limits), metadata, limits)
        content = within if within.startswith(OLE) else content
    refuse_other_ole(name, content)
    from loaders.files.xls import read_xls  # noqa: PLC0415 - see preparing.py

    return read_xls(name, content, metadata, limits)


def _refuse_scraps(workbook: Workbook) -> None:
    """A few letters called .xlsx are a workbook that was lost, not a table of one cell."""
    extension = PurePath(workbook.file).suffix.lower()
    rows = workbook.sheets[0].rows
    if extension in WORKBOOK_EXTENSIONS and all(len(row) <= 1 for row in rows):
        raise damaged(workbook.file, "it is neither a workbook nor a table of text")


def _about_extension(workbook: Workbook) -> tuple[Finding, ...]:
    extension = PurePath(workbook.file).suffix.lower()
    if extension in EXTENSIONS[workbook.format]:
        return ()
    message = (
        f"{workbook.file} is called {extension or 'nothing'} but is {WORDS[workbook.format]}, "
        "and was read as that"
    )
    expected = EXTENSIONS[workbook.format][0]
    return (
        Finding(
            Severity.INFO, FindingCode.WRONG_EXTENSION, message, found=extension, expected=expected
        ),
    )
