"""The workbook to fill in: what is typed into it is read back, what is left empty is not in it."""

import io
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils import get_column_letter

from data import reference_files
from data.uploads import StoredFile
from loaders.check import Checked, Plans
from loaders.findings.codes import Severity
from loaders.parsing.numbers import CellReading, read_text
from loaders.publish import SubmittedFile, read
from metrics.period import financial_year, month, quarter
from reports.template import HEADING_ROW, POLARITY_WORDS, WORDS, format_of, periods_of, template
from reports.template_years import reporting_year, template_years

YEAR = 2024


def kpis() -> pd.DataFrame:
    frame = reference_files.tables()["kpi"]
    return frame[frame["plan"] == "2024/25"]


def opened(content: bytes | None = None) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content or template(kpis(), YEAR)))


def cell_of(workbook: openpyxl.Workbook, code: str, heading: str) -> Any:
    for sheet in workbook.worksheets[1:]:
        headings = [cell.value for cell in sheet[HEADING_ROW]]
        for row in range(HEADING_ROW + 1, sheet.max_row + 1):
            if sheet.cell(row, 1).value == code:
                return sheet.cell(row, headings.index(heading) + 1)
    raise AssertionError(code)


def code_of(unit: str, frequency: str) -> str:
    frame = kpis()
    return str(frame[(frame["unit"] == unit) & (frame["frequency"] == frequency)]["code"].iloc[0])


def filled(*cells: tuple[str, str, object]) -> Checked:
    workbook = opened()
    for code, heading, value in cells:
        cell_of(workbook, code, heading).value = value
    content = io.BytesIO()
    workbook.save(content)
    return read(SubmittedFile(StoredFile("filled.xlsx", content.getvalue())), Plans())


def test_every_kpi_has_one_row_with_what_the_plan_says_of_it() -> None:
    sheets = opened().worksheets[1:]
    rows = [row for sheet in sheets for row in sheet.iter_rows(HEADING_ROW + 1, values_only=True)]
    assert sorted(str(row[0]) for row in rows) == sorted(kpis()["code"])
    texts = {str(row[0]): row[1:5] for row in rows}
    for kpi in kpis().itertuples():
        polarity = POLARITY_WORDS[str(kpi.polarity)]
        assert texts[str(kpi.code)] == (kpi.name, kpi.unit, polarity, kpi.frequency)


def test_an_untouched_workbook_is_refused_because_no_figure_is_in_it() -> None:
    checked = read(SubmittedFile(StoredFile("empty.xlsx", template(kpis(), YEAR))), Plans())
    assert not checked.publishable
    (finding,) = [f for f in checked.findings if f.severity is Severity.REJECT]
    assert "no figure was found" in finding.message


def test_what_is_typed_is_read_back_in_its_unit_and_period() -> None:
    percent, pounds = code_of("percent", "quarterly"), code_of("pounds", "quarterly")
    monthly, annual = code_of("percent", "monthly"), code_of("tonnes CO2e", "annual")
    checked = filled(
        (percent, "Q1 2024/25", 0.831),
        (percent, "Target", 0.9),
        (percent, "Status", "Amber"),
        (percent, "Note", "not a formula, <b>nor</b> markup"),
        (pounds, "Q2 2024/25", 24246),
        (pounds, "Q3 2024/25", "TBC"),
        (monthly, "March 2025", 0.5),
        (annual, "2024/25", 12),
    )
    read_back = {(r.code, r.period): (r.value, r.state, r.target) for r in checked.rows}
    assert read_back == {
        (percent, quarter(YEAR, 1)): (83.1, None, 90),
        (pounds, quarter(YEAR, 2)): (24246, None, None),
        (pounds, quarter(YEAR, 3)): (None, "awaited", None),
        (monthly, month(2025, 3)): (50, None, None),
        (annual, financial_year(YEAR)): (12, None, None),
    }
    (noted,) = [row for row in checked.rows if row.code == percent]
    assert (noted.reported_status, noted.note) == ("Amber", "not a formula, <b>nor</b> markup")


def test_every_cell_for_a_figure_reads_back_as_the_kpi_s_own() -> None:
    cells = [
        (str(kpi.code), period.label, 0.5 if kpi.unit == "percent" else 50)
        for kpi in kpis().itertuples()
        for period in periods_of(str(kpi.frequency), YEAR)
    ]
    checked = filled(*cells)
    assert not [f.message for f in checked.findings if f.code in ("unit_differs", "bare_fraction")]
    assert {(r.code, r.period.label, r.value) for r in checked.rows} == {
        (code, label, 50) for code, label, _ in cells
    }
    units = dict(zip(kpis()["code"], kpis()["unit"], strict=True))
    assert {(r.code, r.unit) for r in checked.rows} == set(units.items())


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@cmd", "1/03", "10-12"])
def test_text_of_the_plan_is_never_a_formula_number_or_date(text: str) -> None:
    frame = kpis().head(1).assign(code=text, name=text, lead=text)
    sheet = opened(template(frame, YEAR)).worksheets[1]
    for column in (1, 2, 6):
        cell = sheet.cell(HEADING_ROW + 1, column)
        assert (cell.value, cell.data_type, cell.number_format) == (text, "s", "@")


@pytest.mark.parametrize(
    ("unit", "decimals", "number_format"),
    [
        ("percent", 1, "0.0%"),
        ("percent", 0, "0%"),
        ("pounds", 0, "£#,##0"),
        ("pounds", 2, "£#,##0.00"),
        ("number", 0, "#,##0"),
        ("working days", 2, "#,##0.00"),
    ],
)
def test_cells_are_formatted_by_unit(unit: str, decimals: int, number_format: str) -> None:
    assert format_of(unit, decimals) == number_format


def test_figure_cells_warn_of_anything_but_numbers_and_the_known_words() -> None:
    workbook = opened()
    listed = [cell.value for (cell,) in workbook["Instructions"]["A1:A40"] if cell.value in WORDS]
    assert listed == list(WORDS)
    for sheet in workbook.worksheets[1:]:
        figures, status = sheet.data_validations.dataValidation
        assert (figures.type, figures.errorStyle) == ("custom", "warning")
        assert "ISNUMBER(G4)" in figures.formula1
        assert str(figures.sqref).startswith("G4:")
        assert (status.type, status.formula1) == ("list", '"Green,Amber,Red"')
        columns = [cell.value for cell in sheet[HEADING_ROW]]
        assert str(status.sqref).startswith(f"{get_column_letter(columns.index('Status') + 1)}4:")


def test_the_words_that_are_offered_are_words_that_are_read() -> None:
    readings = {word: read_text(word) for word in WORDS}
    assert all(isinstance(reading, CellReading) and reading.state for reading in readings.values())


@pytest.mark.parametrize(
    ("frequency", "labels"),
    [
        ("monthly", ("April 2024", "March 2025", 12)),
        ("quarterly", ("Q1 2024/25", "Q4 2024/25", 4)),
        ("half-yearly", ("H1 2024/25", "H2 2024/25", 2)),
        ("annual", ("2024/25", "2024/25", 1)),
    ],
)
def test_a_year_has_the_periods_of_each_frequency(frequency: str, labels: object) -> None:
    periods = periods_of(frequency, YEAR)
    assert (periods[0].label, periods[-1].label, len(periods)) == labels
    assert {period.financial_year for period in periods} == {YEAR}


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 1, 1), 2025),
        (date(2026, 6, 30), 2025),
        (date(2026, 7, 1), 2026),
        (date(2026, 12, 31), 2026),
    ],
)
def test_a_new_year_is_reported_once_its_first_quarter_has_ended(today: date, year: int) -> None:
    assert reporting_year(today) == year


def test_headings_stay_in_sight_and_columns_are_wide_enough() -> None:
    for sheet in opened().worksheets[1:]:
        assert sheet.freeze_panes == f"C{HEADING_ROW + 1}"
        for column, cell in enumerate(sheet[HEADING_ROW], 1):
            width = sheet.column_dimensions[get_column_letter(column)].width
            assert width >= len(str(cell.value)) * 0.85


def test_of_a_quarter_it_has_the_periods_that_end_in_it_and_any_year_can_be_chosen() -> None:
    choices = template_years(date(2026, 11, 27))
    assert next(iter(choices)) == "2026/27"
    assert {"2027/28", "Q4 2020/21", "Q1 2027/28"} <= set(choices)
    first = opened(template(kpis(), *choices["Q1 2026/27"]))
    assert first.sheetnames == ["Instructions", "Monthly", "Quarterly"]
    headings = {
        name: [cell.value for cell in first[name][HEADING_ROW]] for name in first.sheetnames
    }
    assert headings["Monthly"][7:10] == ["April 2026", "May 2026", "June 2026"]
    assert headings["Quarterly"][7:] == ["Q1 2026/27", "Status", "Note"]
    last = opened(template(kpis(), *choices["Q4 2020/21"]))
    assert [cell.value for cell in last["Annual"][HEADING_ROW]][7] == "2020/21"
