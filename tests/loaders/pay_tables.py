"""Small workbooks in the shape of tables of the survey of earnings."""

from collections.abc import Sequence

from loaders.workbook import CellValue, Sheet, Workbook

MEDIAN, MEAN = 4, 6
FIRST_LINE, HARBOROUGH_LINE = 6, 7
KEY_COLUMN = 12
# The key beside the lines: what it says, and the colour that it gives it.
KEY = (
    ("CV <= 5%", "Estimates are considered precise ", "FFFFFF"),
    ("CV > 5% and <= 10%", "Estimates are considered reasonably precise", "CCFFFF"),
    ("CV > 10% and <= 20%", "Estimates are considered acceptable", "33CCCC"),
    ("x = CV > 20%", "Estimates are considered unreliable for practical purposes", "33CCCC"),
)


def pay_sheet(
    title: str,
    name: str = "All",
    median: CellValue = 24_937,
    mean: CellValue = 30_673,
    fills: Sequence[str | None] = (None, None),
) -> Sheet:
    """A table with the United Kingdom, Harborough and a group; `fills` colour Harborough's pay."""
    lines: list[list[CellValue]] = [
        ["United Kingdom ", "K02000001", 22_447, 25_000, 1.2, 31_000, None, 8_182, 54_266],
        ["  Harborough", "E07000131", 34, median, None, mean, None, 8_874, "x"],
        ["Not Classified", "", 144, 23_903, None, 28_837, None, "x", "x"],
        ["a  Employees on adult rates who have been in the same job for more than a year."],
    ]
    for line, (bounds, quality, _) in zip(lines, KEY, strict=True):
        line.extend([*[None] * (KEY_COLUMN - 1 - len(line)), bounds, quality])
    rows: list[list[CellValue]] = [
        [title],
        [],
        [None, None, "Number", None, "Annual", None, "Annual"],
        [None, None, "of jobsb", None, "percentage", None, "percentage", "Percentiles"],
        ["Description", "Code", "(thousand)", "Median", "change", "Mean", "change", 10, 90],
    ]
    sheet = Sheet(name, [*rows, *lines])
    key_fills = {(FIRST_LINE + n, KEY_COLUMN): colour for n, (_, _, colour) in enumerate(KEY)}
    fills_by_column = zip((MEDIAN, MEAN), fills, strict=True)
    sheet.fills = key_fills | {
        (HARBOROUGH_LINE, column): fill for column, fill in fills_by_column if fill
    }
    return sheet


def pay_workbook(*sheets: Sheet, file: str = "made.xls") -> Workbook:
    notes = Sheet("Notes", [["Guide to results from the Annual Survey of Hours and Earnings"]])
    return Workbook(file, file.rsplit(".", 1)[-1], [notes, *sheets])
