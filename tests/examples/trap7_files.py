"""Trap 7: wrong extensions, passwords, macros, other formats and encodings, damaged archives."""

import csv
import io
import zipfile

from loaders.findings.codes import Severity
from tests.examples.example import Example, ExpectedFinding, Figure
from tests.examples.old_excel import compound_file, old_workbook
from tests.examples.open_document import open_document
from tests.examples.page import Page, workbook_bytes

ROWS = (
    ("Code", "Short Name", "Q1 2024/25", "Q2 2024/25", "Latest Note"),
    ("CP 01", "Crimes reported", "1,190", "1,201", "Caf\u00e9 thefts \u2013 down"),
    ("CP HW 18", "Funding given to community projects", "\u00a324,246", "\u00a319,800", ""),
)
FIGURES = (
    Figure("CP 01", "Q1 2024/25", 1190),
    Figure("CP 01", "Q2 2024/25", 1201, note="Caf\u00e9 thefts \u2013 down"),
    Figure("CP HW 18", "Q1 2024/25", 24_246, "pounds"),
    Figure("CP HW 18", "Q2 2024/25", 19_800, "pounds"),
)
WRONG_EXTENSION = ExpectedFinding(Severity.INFO, "wrong_extension")


def delimited(delimiter: str = ",", first: str = "") -> str:
    """The rows as text."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(ROWS)
    return first + text.getvalue()


def workbook() -> bytes:
    """The rows as an .xlsx file."""
    return workbook_bytes([Page("Report", ROWS)])


def with_macros() -> bytes:
    """A workbook with a macro part and the content type that Excel gives it."""
    buffer = io.BytesIO()
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    with zipfile.ZipFile(io.BytesIO(workbook())) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(plain.encode(), macros.encode())
            target.writestr(name, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macros that nothing runs")
    return buffer.getvalue()


def bomb() -> bytes:
    """A workbook that would unpack to 160 MB."""
    buffer = io.BytesIO(workbook())
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.xml", b" " * (160 * 1024 * 1024))
    return buffer.getvalue()


def readable(file: str, content: bytes, *findings: ExpectedFinding) -> Example:
    """A file that gives the four figures."""
    return Example(file, "5.7", figures=FIGURES, findings=findings, make=lambda: content)


EXAMPLES = (
    readable("trap7-commas-utf8.csv", delimited().encode()),
    readable("trap7-byte-order-mark.csv", delimited().encode("utf-8-sig")),
    readable("trap7-windows.csv", delimited().encode("cp1252")),
    readable("trap7-utf16.csv", delimited("\t").encode("utf-16")),
    readable("trap7-semicolons.csv", delimited(";").encode("cp1252")),
    readable("trap7-separator-said.csv", delimited("|", "sep=|\r\n").encode()),
    readable("trap7-text-called-workbook.xlsx", delimited().encode(), WRONG_EXTENSION),
    readable("trap7-text-called-old-workbook.xls", delimited("\t").encode(), WRONG_EXTENSION),
    readable("trap7-workbook-called-text.csv", workbook(), WRONG_EXTENSION),
    readable("trap7-macros.xlsm", with_macros(), ExpectedFinding(Severity.INFO, "macros")),
    readable("trap7-old-workbook.xls", old_workbook("Report", ROWS)),
    readable("trap7-open-document.ods", open_document("Report", ROWS)),
    Example(
        "trap7-password.xlsx",
        "5.7",
        refused="password",
        make=lambda: compound_file({"EncryptionInfo": b"1", "EncryptedPackage": b"2"}),
    ),
    Example("trap7-cut-short.xlsx", "5.7", refused="damaged", make=lambda: workbook()[:3000]),
    Example("trap7-empty.xlsx", "5.7", refused="empty", make=lambda: b""),
    Example("trap7-pdf.xlsx", "5.7", refused="wrong_kind", make=lambda: b"%PDF-1.7\n"),
    Example("trap7-bomb.xlsx", "5.7", refused="unpacks_too_large", make=bomb),
)
