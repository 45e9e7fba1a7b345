"""One small workbook for each code, read through the whole chain as a person gives it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from data.store import Store
from data.uploads import StoredFile
from loaders import publish
from loaders.check import Checked, Plans, Published
from loaders.findings.codes import CODES, FindingCode, Severity
from loaders.publish import SubmittedFile
from loaders.reading import StatisticKey
from loaders.tables.column_mapping import ColumnMapping
from loaders.tables.headings import Role
from tests.actors import analyst
from tests.loaders.checks.small_workbooks import (
    GOOD,
    HEADINGS,
    activities,
    activity,
    alone,
    listed,
    series,
    with_dtd,
    with_far_cell,
    with_other_sheet,
    with_part,
    with_part_twice,
    with_sheet_twice,
    workbook,
    workbook_of,
)
from tests.loaders.packages import package, zipped
from tests.plan_workbooks import Edit, downloaded, next_year, put

PLANS = Plans()
MB = 1024 * 1024
STEADY = (980, 990, 990, 1000, 1000, 1010, 1010, 1020)


@dataclass(frozen=True, slots=True)
class Case:
    """A file that is to be noticed for one thing; `before` is published first."""

    content: Callable[[], bytes]
    name: str = "q1.xlsx"
    before: Callable[[], bytes] | None = None
    companion: bytes | None = None
    by_hand: ColumnMapping | None = None


def plan(
    made: Callable[..., StoredFile], *edits: Edit, before: Callable[[], bytes] | None = None
) -> Case:
    """A workbook of plans with these edits."""
    return Case(lambda: made(*edits).content, "plan.xlsx", before)


def figure(code: str, value: object, target: object = None, status: object = None) -> Case:
    """A list with this figure for Q1 2024/25 in it."""
    return Case(lambda: listed((code, "", "Q1 2024/25", value, target, status)))


def text(content: str | bytes, name: str = "q1.csv") -> Case:
    """A file of plain text."""
    return Case(lambda: content.encode() if isinstance(content, str) else content, name)


def changed(change: Callable[[Worksheet], object]) -> Case:
    """The list with its sheet made odd."""
    return Case(lambda: listed(change=change))


def revised(old: object, new: object, target: tuple[object, object] = (1000, 1000)) -> Case:
    """A figure that is published first and then given again."""
    rows = [(("CP 06", "", "Q1 2024/25", v, t),) for v, t in zip((old, new), target, strict=True)]
    return Case(lambda: listed(*rows[1]), before=lambda: listed(*rows[0]))


def _hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["E"].hidden = True


def _as_text(sheet: Worksheet) -> None:
    sheet["D2"] = "1,190"


def _colour(sheet: Worksheet) -> None:
    sheet["C2"].fill = PatternFill("solid", fgColor="FF00B050")


def _comment(sheet: Worksheet) -> None:
    sheet["D2"].comment = Comment("who says so?", "A. Analyst")


REJECTED = {
    "companion": Case(lambda: b"Code,Period,Value\nSP 01,Q1 2024/25,12\n", "q1.csv",
                      companion=b"[1]"),
    "conflict": Case(lambda: listed(("CP 01", "", "Q1 2024/25", 901))),
    "damaged": Case(lambda: listed()[:-400]),
    "dtd": Case(with_dtd),
    "duplicate_heading": Case(lambda: workbook([
        ("Code", "Short Name", "Q1 2024/25", "Q1 2024/25"), ("CP 01", "Crimes", 900, 901)])),
    "duplicate_parts": Case(with_part_twice),
    "duplicate_sheets": Case(with_sheet_twice),
    "empty": text(""),
    "many_errors": figure("CP 06", "#DIV/0!"),
    "no_layout": text("Shopping,Amount\nBread,2\nMilk,3\n"),
    "no_period": Case(lambda: workbook([("Code", "Short Name", "Value", "Target"),
                                        ("CP 01", "Crimes reported", 900, 1000)])),
    "no_rows": Case(lambda: workbook([HEADINGS, ("CP 01", "Crimes reported", "Q1 2024/25")])),
    "plan_row": plan(downloaded, put("KPIs", "CP 01", "Polarity", "more")),
    "password": text(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"),
                     "q1.xlsx"),
    "too_large": text(b"a" * (20 * MB + 1)),
    "too_many_cells": Case(with_far_cell),
    "too_many_parts": Case(lambda: zipped({f"part{n}": b"" for n in range(2001)})),
    "unclosed_quote": text('Code,Period,Value\nSP 01,"Q1 2024/25,12\n'),
    "unknown_encoding": text("Code,Name\nSP 01,café\n".encode() + "SP 02,café\n".encode("cp1252")),
    "unpacks_too_large": Case(lambda: package(xl__big=bytes(3 * MB))),
    "wrong_kind": text("%PDF-1.7", "q1.pdf"),
    "zero_bytes": text("Code,Period,Value\nSP 01,Q1 2024/25,1" + "2" * 5000 + "\0\n"),
}  # fmt: skip
QUARANTINED = {
    "bad_cell": text(
        "code,area,period_kind,period_start,period_end,value,state,lower,upper,status_note,vintage,"
        "source_file\npopulation,E07000131,instant,2022-06-30,2022-06-30,many,,,,,,\n"
    ),
    "bad_period": Case(lambda: listed(("SP 01", "Homes", "2024/05", 12))),
    "bare_fraction": figure("DM 02", 0.831),
    "code_and_name_differ": Case(lambda: listed(("CP 06", "Crimes reported", "Q1 2024/25", 300))),
    "code_is_a_date": figure(datetime(2024, 12, 10), 182),  # type: ignore[arg-type]  # noqa: DTZ001
    "error_cell": Case(lambda: alone(*series("CP 01", 900, "#N/A"))),
    "formula_not_calculated": figure("CP 06", "=150*2"),
    "implausible_period": Case(lambda: listed(("SP 02", "", "2097/98", "5 years"))),
    "area_unsure": Case(
        lambda: b"Area,2023/24\nHarborogh,57\nMelton,12\n",
        "homes.csv",
        by_hand=ColumnMapping(
            ("area", "2023 24"),
            {0: Role.AREA, 1: Role.FIGURE},
            {1: StatisticKey("homes", "Homes", "number")},
        ),
    ),
    "jump": Case(lambda: alone(*series("CP 01", 420, 73_390))),
    "no_indicator": text(
        "areacd,areanm,indicator,period,observation,unit\n"
        "E07000131,Harborough,Gigabit capable broadband,2026-01-01,87.8,%\n"
        "E07000131,Harborough,,2026-01-01,87.6,%\n"
    ),
    "negative_count": figure("CP 06", -3),
    "no_code": Case(lambda: listed((None, None, "Q1 2024/25", 55))),
    "no_plan": Case(lambda: activities(activity("KA.01.03"), title="Key activities: Q1 2010/11")),
    "not_a_value": figure("CP 06", "a good many"),
    "out_of_bounds": figure("CCS 10", 1e308),
    "percent_out_of_range": figure("DM 02", "120%"),
    "target_out_of_range": figure("DM 02", "85%", "8500%"),
    "polarity_differs": Case(
        lambda: workbook([(*HEADINGS, "Good Performance"), (*GOOD, "Aim to maximise")])
    ),
    "revision": revised(300, 310),
    "target_unit_differs": figure("DM 02", "83.1%", "£5"),
    "unit_differs": figure("CP HW 18", "7.5 kg"),
    "unknown_activity": Case(lambda: activities(activity("KA.77.03"))),
    "unknown_kpi": figure("ZZ 99", 12),
    "unknown_status": Case(lambda: activities(activity("KA.01.03", "Purple"))),
}
WARNED = {
    "far_from_last_year": Case(lambda: alone(*series("CP 01", 900, 910, 920, 930, 1900))),
    "fewer_rows": Case(lambda: alone(*series("CP 01", 900)),
                       before=lambda: alone(*series("CP 01", 900, 910))),
    "fractions": Case(
        lambda: b"Area,2023/24\nHarborough,0.57\n", "shares.csv",
        by_hand=ColumnMapping(("area", "2023 24"), {0: Role.AREA, 1: Role.FIGURE},
                              {1: StatisticKey("recycled", "Recycled", "percent")})),
    "kpi_missing": Case(lambda: alone(GOOD), before=lambda: listed(("CP 06", "", "Q1 2024/25", 1))),
    "late": Case(lambda: alone(("CP 01", "", "Q1 2019/20", 900))),
    "name_too_long": Case(lambda: workbook([(*HEADINGS, "Service"), (*GOOD, "Place, " * 20)])),
    "kpi_redefined": plan(downloaded, put("KPIs", "CP 01", "Polarity", "none"), before=listed),
    "kpi_renamed": plan(next_year, put("KPIs", "CP 01", "Name", "Offences"), before=listed),
    "period_on_cover": Case(lambda: workbook_of(
        [("Performance report",), ("Q1 2024/25",)], [("Code", "Actual"), ("CP 01", 900)])),
    "name_above": Case(lambda: workbook([
        HEADINGS, GOOD, ("", "", "Q2 2024/25", 910), ("", "", "Q3 2024/25", 920)])),
    "plan_row_removed": plan(downloaded, put("District profile", "Population", "Remove", "yes")),
    "no_figure": Case(lambda: workbook([
        ("Code", "Short Name", "Q1 2024/25", "Note"), ("CP 01", "Crimes", 900, "steady"),
        ("CP 06", "Incidents", None, "soon")])),
    "no_heading": Case(lambda: workbook([
        (*HEADINGS[:4], None, "Note"), (*GOOD[:4], 901, "steady"),
        ("CP 06", "", "Q1 2024/25", 300, 5)])),
    "status_differs": figure("DM 02", "50%", "85%", "Green"),
    "target_changed": revised(300, 300, target=(320, 330)),
    "target_zero": figure("CCS 12", 3000, 0),
    "three_identical": Case(lambda: alone(*series("CP 01", 900, 900, 900))),
    "unknown_status_word": figure("DM 02", "90%", "85%", "Purple"),
    "unusual": Case(lambda: alone(*series("CP 01", *STEADY, 1400))),
    "unusual_characters": text("Code,Short Name,Period,Value\nCP 01,Crimes\x8e\xd0,Q1 2024/25,900\n"
                               .encode("latin-1")),
}  # fmt: skip
TOLD = {
    "comments": changed(_comment),
    "external_links": Case(lambda: with_part("xl/externalLinks/externalLink1.xml", b"<a/>")),
    "hidden_columns": changed(_hide),
    "hidden_rows": changed(_hide),
    "hidden_sheet": Case(lambda: with_other_sheet(
        "Old", lambda book: setattr(book.create_sheet("Old"), "sheet_state", "hidden"))),
    "illustrative": Case(lambda: workbook([("ILLUSTRATIVE DATA",), (), HEADINGS, GOOD])),
    "macros": Case(lambda: with_part("xl/vbaProject.bin"), "q1.xlsm"),
    "numbers_as_text": changed(_as_text),
    "other_sheet": Case(lambda: with_other_sheet(
        "Chart", lambda book: book.create_chartsheet("Chart"))),
    "period_beside": Case(lambda: workbook([
        ("Code", "Short Name", "Q1 2024/25", "Target", "Q2 2024/25", "Target"),
        ("CP 01", "Crimes reported", 900, 1000, 910, 1000)])),
    "year_begins": Case(lambda: workbook([
        ("Code", "Quarter", "Year", "Value"), ("CP 01", "Q1", 2024, 900)])),
    "year_above": Case(lambda: workbook([
        ("Year", "Code", "Q1", "Q2"), ("2023/24", "CP 01", 900, 910), (None, "CP 06", 300, 310)])),
    "read_as": Case(listed),
    "second_heading": Case(lambda: workbook([(*HEADINGS, "Comments"), (*GOOD, "more")])),
    "sheet_not_read": Case(lambda: with_other_sheet(
        "Readme", lambda book: book.create_sheet("Readme").append(["Read me first."]))),
    "status_by_colour": Case(lambda: workbook(
        [("Code", "Short Name", "Q1 2024/25"), ("CP 01", "Crimes reported", 900)], _colour)),
    "table_not_read": Case(lambda: listed(
        (), ("Indicator", "Responsible Officer"), ("Crimes reported", "B. Jolly"))),
    "total": Case(lambda: listed(("Total", None, None, 900))),
    "unknown_heading": Case(lambda: workbook([(*HEADINGS, "Frobnication"), (*GOOD, "yes")])),
    "wrong_extension": Case(listed, "q1.csv"),
}  # fmt: skip
CASES = REJECTED | QUARANTINED | WARNED | TOLD


def published(before: Callable[[], bytes] | None, path: Path) -> Published:
    """What stands in a database once a file is published there, if there is one."""
    store = Store(path)
    try:
        if before:
            earlier = SubmittedFile(StoredFile("before.xlsx", before()))
            publish.publish(store, earlier, publish.read(earlier, PLANS), analyst("B. Before"))
        return publish.published(store)
    finally:
        store.close()


@pytest.fixture(scope="module")
def nothing(planned: Path) -> Published:
    """What stands where nobody has published."""
    return published(None, planned)


def read(case: Case, before: Published) -> Checked:
    """The file as the Upload page checks it, beside what was published before."""
    companion = StoredFile("q1.json", case.companion) if case.companion else None
    submitted = SubmittedFile(StoredFile(case.name, case.content()), companion)
    by_hand = [case.by_hand] if case.by_hand else []
    return publish.read(submitted, PLANS, before, mappings=by_hand)


@pytest.mark.parametrize("code", sorted(CASES))
def test_a_small_workbook_raises_its_code_with_its_severity(
    code: str, planned: Path, nothing: Published, tmp_path: Path
) -> None:
    case, standing = CASES[code], nothing
    if case.before:
        path = Path(shutil.copy(planned, tmp_path))
        standing = published(case.before, path)
    checked = read(case, standing)
    matches = [finding for finding in checked.findings if finding.code == code]
    assert matches, [finding.message for finding in checked.findings]
    for finding in matches:
        assert finding.severity in CODES[FindingCode(code)].severities
        assert finding.sheet is None or finding.sheet in finding.message
        assert finding.cell is None or finding.cell in finding.message
    stops = {Severity.REJECT, Severity.QUARANTINE}
    if CODES[FindingCode(code)].severities[0] in stops:
        assert not checked.publishable
    else:
        assert not any(finding.severity in stops for finding in checked.findings)
        assert checked.publishable
