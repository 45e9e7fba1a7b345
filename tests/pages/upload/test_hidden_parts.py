"""What is hidden in a file is named before it is published."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from tests.loaders.checks.small_workbooks import listed
from tests.pages.app import text
from tests.pages.upload.upload_page import SEPTEMBER, with_file

pytestmark = pytest.mark.usefixtures("fresh")


def with_hidden_parts(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True
    sheet.cell(3, 1).comment = Comment("moved house", "An officer")
    book = sheet.parent
    assert book is not None
    salaries = book.create_sheet("Salaries (2019)")
    salaries["A1"] = "Name"
    salaries.sheet_state = "hidden"


def test_sheets_rows_and_comments_are_named_above_the_button() -> None:
    page_text = text(with_file(listed(SEPTEMBER, change=with_hidden_parts)))
    title = openpyxl.load_workbook(BytesIO(listed(SEPTEMBER))).sheetnames[0]
    assert (
        "Parts of this file are hidden in the spreadsheet itself: the sheet Salaries (2019), rows "
        f"of the sheet {title}, comments on the sheet {title}. They are kept with the original"
    ) in page_text


def test_a_file_without_hidden_parts_says_nothing_of_them() -> None:
    assert "are hidden in the spreadsheet itself" not in text(with_file(listed(SEPTEMBER)))
