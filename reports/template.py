"""A workbook to fill in: every KPI of a plan with empty cells for a year; it reads back exactly."""

from collections.abc import Mapping, Sequence

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from data.records import Record, records
from metrics import period as spans
from metrics.period import Period, PeriodKind
from metrics.reporting_frequency import PERIOD_OF_FREQUENCY
from metrics.status import Polarity
from reports.sheets import TITLE, WRAPPED, as_bytes, write_heading, write_text

# The low end, the high end and the word in place of a target.
Target = tuple[float | None, float | None, str | None]
HEADING_ROW = 3
# What the plan says of each KPI, as heading, column of the table of KPIs, and width.
KNOWN: Sequence[tuple[str, str, int]] = (
    ("Code", "code", 13), ("Short Name", "name", 44), ("Unit", "unit", 14),
    ("Good Performance", "polarity", 18), ("Frequency", "frequency", 12), ("CMT Lead", "lead", 18),
)  # fmt: skip
POLARITY_WORDS: Mapping[str, str] = {
    Polarity.MAXIMISE: "Aim to maximise",
    Polarity.MINIMISE: "Aim to minimise",
    Polarity.RANGE: "Aim for a range",
    Polarity.NONE: "Neither",
}
# What may stand in place of a figure or target, and what it means.
WORDS: Mapping[str, str] = {
    "TBC": "the figure is not known yet",
    "Not due": "no figure is due for this period",
    "N/A": "the KPI does not apply",
    "Suppressed": "the figure is too small to publish",
    "Data only": "in the target column: the KPI is only watched",
    "No target": "in the target column: no target is set",
}
ADVICE = (
    "Each sheet has the KPIs of one frequency. Fill in what you have, save the file and give it to "
    "the dashboard's Upload page.",
    "An empty cell means that the figure is not in this file: what the dashboard has stays.",
    "Percentages: type 83.1 and the cell shows 83.1%. Other figures: type the number alone.",
    "A target counts for every period of the year. Status and note belong to the latest figure; "
    "both may stay empty.",
    "Rows may be removed. Do not change the codes or the headings.",
    "In place of a figure you may write one of these words:",
)
_LINE = Side(style="thin", color="8A949E")
_TO_FILL = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def template(
    kpis: pd.DataFrame,
    year: int,
    quarter: int | None = None,
    targets: Mapping[str, Target] | None = None,
) -> bytes:
    """The workbook (.xlsx) for the financial year that began in `year`, or for one quarter of it.

    Of a quarter it has the periods that end in it. `kpis` are those of one plan with the columns of
    table `kpi`; each has one row, on the sheet of its frequency. `targets` are those that are known
    by the KPI's code: the low end, the high end and the word in place of them.
    """
    workbook = Workbook()
    del workbook["Sheet"]
    words = _instructions(workbook.create_sheet("Instructions"))
    by_frequency: dict[str, list[Record]] = {}
    for kpi in records(kpis.sort_values("position")):
        known = (targets or {}).get(str(kpi["code"]), (None, None, None))
        with_target = {
            **kpi,
            **dict(zip(("target", "target_upper", "target_state"), known, strict=True)),
        }
        by_frequency.setdefault(str(kpi["frequency"]), []).append(with_target)
    for frequency in sorted(by_frequency, key=list(PERIOD_OF_FREQUENCY).index):
        periods = [p for p in periods_of(frequency, year) if _ends_within(p, year, quarter)]
        if periods:
            sheet = workbook.create_sheet(frequency.capitalize())
            _fill(sheet, by_frequency[frequency], periods, words)
    return as_bytes(workbook)


def periods_of(frequency: str, year: int) -> Sequence[Period]:
    """The periods of a financial year that a KPI of this frequency is reported for."""
    match PERIOD_OF_FREQUENCY[frequency]:
        case PeriodKind.MONTH:
            return [spans.month(year + number // 12, number % 12 + 1) for number in range(3, 15)]
        case PeriodKind.QUARTER:
            return [spans.quarter(year, number) for number in range(1, 5)]
        case PeriodKind.HALF_YEAR:
            return [spans.half_year(year, number) for number in (1, 2)]
        case _:
            return [spans.financial_year(year)]


def _ends_within(period: Period, year: int, quarter: int | None) -> bool:
    """Whether a period ends in a quarter of a financial year; in every one where none is named."""
    if quarter is None:
        return True
    within = spans.quarter(year, quarter)
    return within.start <= period.end <= within.end


def _instructions(sheet: Worksheet) -> str:
    """Write the sheet of advice; the address of its list of words is returned."""
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 70
    write_text(sheet, 1, 1, "How to fill in this workbook").font = TITLE
    for row, sentence in enumerate(ADVICE, 3):
        write_text(sheet, row, 1, sentence).alignment = WRAPPED
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=2)
        sheet.row_dimensions[row].height = 32
    first = 3 + len(ADVICE)
    for row, (word, meaning) in enumerate(WORDS.items(), first):
        write_text(sheet, row, 1, word).font = Font(bold=True)
        write_text(sheet, row, 2, meaning).alignment = WRAPPED
    return f"{sheet.title}!$A${first}:$A${first + len(WORDS) - 1}"


def _fill(sheet: Worksheet, kpis: Sequence[Record], periods: Sequence[Period], words: str) -> None:
    figures = ["Target", *(period.label for period in periods)]
    headings = [*(heading for heading, _, _ in KNOWN), *figures, "Status", "Note"]
    title = f"{sheet.title} KPIs: fill in the cells with borders, leave what you do not have empty"
    write_text(sheet, 1, 1, title).font = TITLE
    for column, heading in enumerate(headings, 1):
        write_heading(sheet, HEADING_ROW, column, heading)
    for row, kpi in enumerate(kpis, HEADING_ROW + 1):
        _row(sheet, row, kpi, len(figures))
    _widths(sheet, len(figures))
    _rules(sheet, len(kpis), len(figures), words)
    sheet.freeze_panes = f"C{HEADING_ROW + 1}"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"


def _row(sheet: Worksheet, row: int, kpi: Record, figures: int) -> None:
    for column, (_, name, _) in enumerate(KNOWN, 1):
        text: str = "" if pd.isna(kpi[name]) else str(kpi[name])
        words = POLARITY_WORDS[text] if name == "polarity" else text
        write_text(sheet, row, column, words).alignment = WRAPPED
    number_format = format_of(str(kpi["unit"]), int(kpi["decimals"]))
    first = len(KNOWN) + 1
    for column in range(first, first + figures + 2):
        cell = sheet.cell(row, column)
        cell.border, cell.alignment = _TO_FILL, Alignment(vertical="top")
        cell.number_format = number_format if column < first + figures else "@"
    sheet.cell(row, first + figures + 1).alignment = WRAPPED
    write_target(sheet, row, first, kpi)


def write_target(sheet: Worksheet, row: int, column: int, target: Record) -> None:
    """A KPI's target as Excel shows its unit; a range or a word as text, and nothing without one.

    `target` has target, target_upper, target_state, unit and decimals.
    """
    unit, lower, upper = str(target["unit"]), target["target"], target["target_upper"]
    cell = sheet.cell(row, column)
    cell.number_format = format_of(unit, int(target["decimals"]))
    if isinstance(target["target_state"], str):
        write_text(sheet, row, column, target["target_state"].capitalize())
    elif pd.notna(upper):
        sign = "%" if unit == "percent" else ""
        write_text(sheet, row, column, f"{lower:.15g}-{upper:.15g}{sign}")
    elif pd.notna(lower):
        # A percentage is kept as its share of 1, every digit as it is.
        cell.value = float(f"{lower / 100:.15g}") if unit == "percent" else lower


def format_of(unit: str, decimals: int) -> str:
    """The number format of a unit: `0.0%` lets 83.1 be typed for 83.1 %."""
    places = f".{'0' * decimals}" if decimals else ""
    return {"percent": f"0{places}%", "pounds": f"£#,##0{places}"}.get(unit, f"#,##0{places}")


def _widths(sheet: Worksheet, figures: int) -> None:
    widths = [*(width for _, _, width in KNOWN), *[13] * figures, 11, 60]
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width


def _rules(sheet: Worksheet, kpis: int, figures: int, words: str) -> None:
    """Warn of anything in a figure's cell that is neither a number nor a known word."""
    first = len(KNOWN) + 1
    for rule, columns in (
        (_number_or_word(f"{get_column_letter(first)}{HEADING_ROW + 1}", words), (0, figures - 1)),
        (
            DataValidation("list", formula1='"Green,Amber,Red"', allow_blank=True),
            (figures, figures),
        ),
    ):
        first_column, last_column = (get_column_letter(first + column) for column in columns)
        rule.errorStyle, rule.showErrorMessage = "warning", True
        rule.add(f"{first_column}{HEADING_ROW + 1}:{last_column}{HEADING_ROW + kpis}")
        sheet.add_data_validation(rule)


def _number_or_word(cell: str, words: str) -> DataValidation:
    return DataValidation(
        "custom",
        formula1=f"OR(ISNUMBER({cell}),COUNTIF({words},{cell})>0)",
        allow_blank=True,
        errorTitle="Neither a number nor a known word",
        error="Type a number, or one of the words on the sheet Instructions.",
    )
