"""Made workbooks as the bytes of a file, so that they are read in the child process."""

import csv
import io
from collections.abc import Mapping

import openpyxl

from loaders.layouts import Hints
from loaders.reading import Reading
from loaders.sandbox import parent
from tests.loaders.published_files import Lines


def as_csv(lines: Lines, encoding: str = "utf-8") -> bytes:
    """The lines as a table of text."""
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    return text.getvalue().encode(encoding)


def as_xlsx(sheets: Mapping[str, Lines]) -> bytes:
    """The lines by sheet as an Excel workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active or book.create_sheet())
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(list(line))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read_in_the_child(name: str, content: bytes, hints: Hints | None = None) -> Reading:
    """What the child process with all its limits reads of a file."""
    return parent.read_bytes(name, content, hints=hints)
