"""The errors of spreadsheets as they stand in cells: #VALUE!, #N/A and their like."""

import re

from loaders.workbook import CellValue

_ERROR = re.compile(r"#(?:N/A|DIV/0!|REF!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA)")


def is_error(value: CellValue) -> bool:
    """Whether a cell holds the text of an error."""
    return (
        isinstance(value, str)
        and value.lstrip()[:1] == "#"
        and _ERROR.fullmatch(value.strip()) is not None
    )
