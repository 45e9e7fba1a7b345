"""What both workbooks need: columns wide enough, and a file that is the same every time."""

import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

MADE = datetime(2025, 5, 1)  # noqa: DTZ001


def widen(sheet: Worksheet, widths: Iterable[int]) -> None:
    """Make the columns from A on as wide as `widths` says, in characters."""
    for letter, width in zip("ABCDEFGHIJK", widths, strict=False):
        sheet.column_dimensions[letter].width = width


def save(workbook: Workbook, path: Path) -> None:
    """Save so that the same contents give the same bytes: no clock in properties or archive."""
    workbook.properties.creator = "District dashboard"
    workbook.properties.created = MADE
    plain, fixed = BytesIO(), BytesIO()
    workbook.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(
                    rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>2025-05-01T00:00:00Z", content
                )
            entry = zipfile.ZipInfo(name, (2025, 5, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)
    path.write_bytes(fixed.getvalue())
