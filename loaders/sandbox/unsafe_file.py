"""The refusal of a file that ended its reader, or that its reader could not understand."""

from loaders.files.refusal import refusal
from loaders.findings.codes import FindingCode
from loaders.reading import FileRefused

COULD_NOT_BE_READ = "could not be read"
TOO_MUCH_MEMORY = "needs more memory to read than a workbook should"


COPY_TABLE = "open it in Excel, copy the table into a new workbook, save it and upload that"


def unsafe_file(
    name: str, problem: str = COULD_NOT_BE_READ, action: str = COPY_TABLE
) -> FileRefused:
    """The exception with the sentence about such a file; `problem` follows its name."""
    return refusal(name, FindingCode.COULD_NOT_BE_READ_SAFELY, problem, action)
