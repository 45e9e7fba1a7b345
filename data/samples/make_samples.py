"""Write the sample workbooks beside this script: `python data/samples/make_samples.py`.

The KPI figures are invented: the same seed gives the same workbook. The key activities are those of
quarter 1 of 2019/20 as the council reported them, summarised.
"""

import csv
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import accumulate, groupby
from pathlib import Path
from random import Random
from statistics import fmean

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
KPIS = HERE.parent / "reference" / "kpis.csv"
ACTIVITIES = HERE / "key-activities-2019-20-q1.csv"
PLAN = "2024/25"
FIRST_YEAR, YEARS = 2022, 3
SEED = "illustrative 1"
MADE = datetime(2025, 5, 1)  # noqa: DTZ001
AWAITED = "Awaiting data"
ACTIVITY_HEADINGS = ("Key Activities", "Status", "Progress", "Next Steps")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a KPI's quarters run: first level, change a quarter, spread, target, four seasons."""

    level: float
    drift: float
    spread: float
    target: float | str
    seasons: tuple[float, float, float, float] = (1, 1, 1, 1)


SHAPES: Mapping[str, Shape] = {
    "CCS 06": Shape(86, 0.5, 1.0, 90),
    "CCS 10": Shape(5200, 60, 150, "Data only", (1.05, 0.95, 0.95, 1.05)),
    "CCS 12": Shape(3100, 110, 120, 4000),
    "CCS 17": Shape(148_000, 1500, 4000, 160_000, (1, 1.02, 0.94, 1.08)),
    "CCS 11": Shape(9800, 150, 150, 11_500, (1.2, 0.95, 0.9, 0.98)),
    "CM 08": Shape(38_500, 50, 100, 40_000),
    "CM 10": Shape(14_200, 420, 60, 18_000),
    "SP 01": Shape(21, 0.3, 4, 90, (0.9, 1.1, 0.8, 1.3)),
    "SP 02": Shape(6.4, -0.08, 0.05, 5),
    "DM 01": Shape(9, 0, 1, 8),
    "DM 02": Shape(88, -0.7, 1, 85),
    "DM 06": Shape(71, 0.25, 0.5, 75),
    "DM 07/8": Shape(5, 0.35, 0.8, 5),
    "SP 05": Shape(1, 0, 0.3, 4),
    "SP 04": Shape(10, 0.3, 0.4, 12),
    "PM TP 10-12": Shape(182, -2.5, 2, 160),
    "CP HW 18": Shape(95_000, 500, 9000, 400_000, (0.5, 0.9, 1.1, 1.5)),
    "HS 12": Shape(1180, 18, 15, "Data only"),
    "HS 25": Shape(18, -0.3, 0.6, 15),
    "ED 31": Shape(40, 0.5, 4, 45, (0.6, 1.3, 1.2, 0.9)),
    "CP HW 04": Shape(118_000, 900, 2500, 120_000, (1, 0.93, 0.97, 1.1)),
    "CP HW 07": Shape(640, 8, 18, 700),
    "CP HW 03": Shape(52, 0, 4, 60, (1.2, 1.3, 0.7, 0.8)),
    "LL TPI 01/03": Shape(36, 0.9, 1.2, 45),
    "CP 01": Shape(1060, -4, 20, 1000, (1.03, 1.05, 0.97, 0.95)),
    "CP 02": Shape(66, 0.5, 2, 75),
    "CP 06": Shape(410, -9, 15, 320, (1.15, 1.2, 0.85, 0.8)),
    "CP 07": Shape(215, 5, 10, "N/A", (0.98, 1.06, 0.98, 0.98)),
    "CP 01.1": Shape(350, 3, 8, 340),
    "CON 10": Shape(3.1, 0.09, 0.25, 4),
    "CON 24": Shape(21, 0.8, 2, 25),
    "CON 15": Shape(268, -3, 10, 240),
    "CON TPI 13": Shape(94, -0.2, 0.4, 95),
    "ED 01": Shape(21_000, 500, 700, 20_000, (1.1, 1.35, 0.9, 0.75)),
    "HR 03.1": Shape(2.1, -0.02, 0.1, 8, (0.9, 0.85, 1.1, 1.15)),
    "FS 02": Shape(4_050_000, 30_000, 25_000, 17_000_000),
    "FS 03": Shape(94, 0.2, 0.7, 90),
    "RB 01": Shape(24.4, 0, 0.1, 98, (1.18, 1.13, 1.12, 0.57)),
}
# What keeps the sample honest about real files: gaps, late and provisional figures, and one status
# that the tolerance does not give.
MISSING = {("CCS 17", 1), ("ED 01", 0), ("CON 10", 6)}
LATE = {("CM 08", 11), ("ED 31", 11), ("CP 02", 11)}
PROVISIONAL = {"CP 01", "CP 06", "RB 01"}
MISREPORTED = {("CON TPI 13", 2): "OK"}
TEXT_PERCENT = {"FS 03", "DM 02", "RB 01"}
FORMATS = {"percent": "0.0%", "pounds": "£#,##0", "days": '0.0 "Days"'}


def main() -> None:
    """Write both workbooks."""
    save(kpi_export(kpis()), HERE / "illustrative-kpi-export.xlsx")
    save(activity_report(_rows(ACTIVITIES)), HERE / "key-activities-2019-20-q1.xlsx")


def kpis() -> Sequence[Mapping[str, str]]:
    """The KPIs of the plan, as the reference table has them."""
    return [kpi for kpi in _rows(KPIS) if kpi["plan"] == PLAN]


def quarters(kpi: Mapping[str, str]) -> Sequence[float]:
    """Twelve invented quarters of a KPI, rounded as reported; cumulative ones rise in a year."""
    random, shape, count = Random(f"{SEED} {kpi['code']}"), shape_of(kpi), 4 * YEARS  # noqa: S311
    bare = [
        max(
            0.0,
            (shape.level + shape.drift * n) * shape.seasons[n % 4] + random.gauss(0, shape.spread),
        )
        for n in range(count)
    ]
    if kpi["kind"] == "cumulative":
        bare = [total for n in range(0, count, 4) for total in accumulate(bare[n : n + 4])]
    most = 100.0 if kpi["unit"] == "percent" else float("inf")
    return [round(min(value, most), int(kpi["decimals"])) for value in bare]


def shape_of(kpi: Mapping[str, str]) -> Shape:
    """The shape of a KPI; one that is new to the plan gets a plain shape by its unit."""
    plain = Shape(82, 0.2, 2, 85) if kpi["unit"] == "percent" else Shape(100, 0.5, 5, 100)
    return SHAPES.get(kpi["code"], plain)


def year_figure(kpi: Mapping[str, str], year: int) -> float | None:
    """A year's figure as its quarters make it, None for counts whose target is a quarter's."""
    values = quarters(kpi)[4 * year : 4 * year + 4]
    if kpi["frequency"] == "annual" or kpi["kind"] in ("snapshot", "cumulative"):
        return values[-1]
    if kpi["kind"] == "ratio":
        return round(fmean(values), int(kpi["decimals"]))
    return None if isinstance(shape_of(kpi).target, float | int) else sum(values)


def status_word(kpi: Mapping[str, str], value: float, year: int) -> str:
    """The status as the performance system words it, by the KPI's tolerance or 5 %."""
    target = shape_of(kpi).target
    if isinstance(target, str) or kpi["polarity"] == "none":
        return "Data Only"
    if (kpi["code"], year) in MISREPORTED:
        return MISREPORTED[kpi["code"], year]
    amount = float(kpi["tolerance"] or 5)
    allowed = amount if kpi["tolerance_kind"] == "absolute" else target * amount / 100
    missed_by = target - value if kpi["polarity"] == "maximise" else value - target
    return "OK" if missed_by <= 0 else "Warning" if missed_by <= allowed else "Alert"


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
        _widen(sheet, (8, 52, 12, 12, 12, 12, 12, 12, 12, 44, 12))
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
    sheet.append(["Cat", "Code & Name", "Target", *periods, "Latest Note", "Status"])
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


def activity_report(activities: Sequence[Mapping[str, str]]) -> Workbook:
    """The report of key activities: themes, sections, repeated headings and continued rows."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Key activities"
    sheet.append(["Key activities: Quarter 1 2019/20"])
    sheet.append(["Progress and next steps are summarised."])
    theme = section = ""
    for activity in activities:
        if activity["theme"] != theme:
            theme = activity["theme"]
            sheet.append([])
            sheet.append([theme])
        if activity["section"] != section or activity["headings_again"]:
            _add_headings(sheet, activity, is_new=activity["section"] != section)
            section = activity["section"]
        _add_activity(sheet, activity)
    _widen(sheet, (44, 14, 60, 60, 16, 16))
    return workbook


def _add_headings(sheet: Worksheet, activity: Mapping[str, str], *, is_new: bool) -> None:
    # The first tables say CMT Lead, the later ones Lead Officer, as the printed report does.
    lead = "CMT Lead" if activity["section"].startswith("CO 1:") else "Lead Officer"
    sheet.append([])
    if is_new:
        sheet.append([activity["section"]])
    sheet.append([*ACTIVITY_HEADINGS, lead, "Portfolio"])
    for cell in sheet[sheet.max_row]:
        cell.font = Font(bold=True)


def _add_activity(sheet: Worksheet, activity: Mapping[str, str]) -> None:
    title = f"{activity['code']} {activity['title']}".strip()
    fields = ("status", "progress", "next_steps", "lead", "portfolio")
    sheet.append([title or None, *(activity[name] or None for name in fields)])
    for cell in sheet[sheet.max_row]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")


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


def _rows(path: Path) -> Sequence[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _label(year: int) -> str:
    return f"{FIRST_YEAR + year}/{(FIRST_YEAR + year + 1) % 100:02d}"


def _widen(sheet: Worksheet, widths: Iterable[int]) -> None:
    for letter, width in zip("ABCDEFGHIJK", widths, strict=False):
        sheet.column_dimensions[letter].width = width


if __name__ == "__main__":
    main()
