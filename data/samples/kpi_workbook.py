"""The illustrative export of KPIs, laid out as the performance system does."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.samples.invented_figures import (
    FIRST_YEAR,
    LATE,
    MISSING,
    PROVISIONAL,
    YEARS,
    quarters,
    shape_of,
    status_word,
    year_figure,
)
from data.samples.writing import widen

# Who would answer for a service: a role, never a person, and one of the portfolios of 2019/20.
OWNERS = {
    "Communications": ("Head of Communications", "Strategy"),
    "Community Partnerships & Wellbeing": ("Head of Communities", "Wellbeing"),
    "Contracts": ("Head of Contracts", "Regulatory"),
    "Customer Services": ("Head of Customer Services", "Corporate"),
    "Development Management": ("Head of Planning", "Regulatory"),
    "Economic Development": ("Head of Economic Development", "Strategy"),
    "Financial Services": ("Head of Finance", "Finance"),
    "Housing": ("Head of Communities", "Communities"),
    "Human Resources": ("Head of Human Resources", "Corporate"),
    "Lifeline": ("Head of Communities", "Wellbeing"),
    "Property": ("Head of Finance", "Finance"),
    "Revenue and Benefits": ("Head of Finance", "Finance"),
    "Strategic Planning": ("Head of Planning", "Strategy"),
}
AWAITED = "Awaiting data"
TEXT_PERCENT = {"FS 03", "DM 02", "RB 01"}
FORMATS = {"percent": "0.0%", "pounds": "£#,##0", "days": '0.0 "Days"'}


def kpi_export(defined: Sequence[Mapping[str, str]]) -> Workbook:
    """The illustrative export: a sheet for each year end, a heading block for each service."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for year in range(YEARS):
        sheet = workbook.create_sheet(_label(year).replace("/", "-"))
        sheet.append([f"KPI report for the year to March {FIRST_YEAR + year + 1}"])
        sheet.append(["ILLUSTRATIVE DATA: every figure, status and note here is invented."])
        for service, members in groupby(_by_service(defined), key=lambda kpi: kpi["service"]):
            _add_service(sheet, service, list(members), year)
        widen(sheet, (8, 52, 12, 12, 12, 12, 12, 12, 12, 44, 12, 30, 14))
    return workbook


def _by_service(defined: Sequence[Mapping[str, str]]) -> Sequence[Mapping[str, str]]:
    services = list(dict.fromkeys(kpi["service"] for kpi in defined))
    return sorted(defined, key=lambda kpi: services.index(kpi["service"]))


def _add_service(
    sheet: Worksheet, service: str, members: Sequence[Mapping[str, str]], year: int
) -> None:
    years = [y for y in (year - 1, year) if y >= 0]
    periods = [_label(y) for y in years] + [f"Q{n} {_label(year)}" for n in range(1, 5)]
    sheet.append([])
    sheet.append([f"Harborough - {service}"])
    headings = ["Latest Note", "Status", "Managed By", "Portfolio"]
    sheet.append(["Cat", "Code & Name", "Target", *periods, *headings])
    sheet.append([None, None, None, *["Value" for _ in periods]])
    for row in (sheet.max_row - 1, sheet.max_row):
        for cell in sheet[row]:
            cell.font = Font(bold=True)
    for kpi in members:
        _add_kpi(sheet, kpi, year, years)


def _add_kpi(sheet: Worksheet, kpi: Mapping[str, str], year: int, years: Sequence[int]) -> None:
    row, code = sheet.max_row + 1, kpi["code"]
    sheet.cell(row, 1, "KPI")
    sheet.cell(row, 2, f"{code} - {kpi['name']}")
    _write_target(sheet, row, kpi)
    for column, of_year in enumerate(years, 4):
        late = (code, 4 * of_year + 3) in LATE
        _write(sheet, row, column, kpi, AWAITED if late else year_figure(kpi, of_year))
    first = 4 + len(years)
    if kpi["frequency"] == "annual":
        sheet.cell(row, first, "Measured annually")
        sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=first + 3)
    else:
        for quarter in range(4):
            _write_quarter(sheet, row, first + quarter, kpi, 4 * year + quarter)
    _write_remarks(sheet, row, first + 4, kpi, year)


def _write_quarter(
    sheet: Worksheet, row: int, column: int, kpi: Mapping[str, str], number: int
) -> None:
    code, value = kpi["code"], quarters(kpi)[number]
    if (code, number) in MISSING:
        return
    if (code, number) in LATE:
        _write(sheet, row, column, kpi, AWAITED)
    elif code in PROVISIONAL and number == 4 * YEARS - 1:
        sign = "%" if kpi["unit"] == "percent" else ""
        sheet.cell(row, column, f"{value:,.{kpi['decimals']}f}{sign}*")
    else:
        _write(sheet, row, column, kpi, value)


def _write_remarks(
    sheet: Worksheet, row: int, column: int, kpi: Mapping[str, str], year: int
) -> None:
    given = [n for n in range(4 * year, 4 * year + 4) if (kpi["code"], n) not in LATE | MISSING]
    last = year_figure(kpi, year) if kpi["frequency"] == "annual" else quarters(kpi)[given[-1]]
    word = status_word(kpi, float(last or 0), year)
    notes = {
        "OK": "Illustrative: on target.",
        "Warning": "Illustrative: close to target and watched.",
        "Alert": "Illustrative: off target; a recovery plan is in hand.",
        "Data Only": "Illustrative: reported for information.",
    }
    sheet.cell(row, column, notes[word])
    sheet.cell(row, column + 1, word)
    for offset, name in enumerate(OWNERS[kpi["service"]], 2):
        sheet.cell(row, column + offset, name)


def _write_target(sheet: Worksheet, row: int, kpi: Mapping[str, str]) -> None:
    target = shape_of(kpi).target
    if kpi["unit"] == "percent" and not isinstance(target, str):
        sheet.cell(row, 3, f"{target:g}%")
    else:
        _write(sheet, row, 3, kpi, target)


def _write(
    sheet: Worksheet, row: int, column: int, kpi: Mapping[str, str], value: float | str | None
) -> None:
    """A figure as the system exports it: percentages as formatted fractions, some as text."""
    unit, decimals = kpi["unit"], int(kpi["decimals"])
    if isinstance(value, str) or value is None:
        sheet.cell(row, column, value)
    elif unit == "percent" and kpi["code"] in TEXT_PERCENT:
        sheet.cell(row, column, f"{value:.{decimals}f}%")
    else:
        fraction = round(value / 100, decimals + 2)
        whole = value if decimals else round(value)
        cell = sheet.cell(row, column, fraction if unit == "percent" else whole)
        cell.number_format = FORMATS.get(unit, "#,##0" if not decimals else "0." + "0" * decimals)


def _label(year: int) -> str:
    return f"{FIRST_YEAR + year}/{(FIRST_YEAR + year + 1) % 100:02d}"
