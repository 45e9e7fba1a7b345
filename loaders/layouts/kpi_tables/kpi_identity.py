"""Whose figures a row holds: the KPI by its code, else by its name."""

import re
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import structs

from loaders.findings.codes import FindingCode, Severity
from loaders.findings.finding import Finding
from loaders.findings.make import cell_finding
from loaders.tables.columns_by_content import without_row_word
from loaders.tables.headings import Role
from loaders.tables.kpi_codes import KpiCodes, date_words, shown_date
from loaders.tables.table import Table
from loaders.workbook import CellPlace, CellValue, Sheet

_SUB = re.compile(r"^\(?(?:[a-h]|i{1,3}|iv|vi{0,3})[).]\s+", re.IGNORECASE)


class KpiIdentity(msgspec.Struct, frozen=True):
    """The KPI that a row is about; a name no plan knows stands in for a code that is not there.

    `alias` are the words of the row of which people said whose they are, where that decided.
    """

    code: str
    name: str | None
    alias: str | None = None


def identify_kpi(
    table: Table, row: int, kpi_codes: KpiCodes, parent: str | None = None
) -> KpiIdentity | Finding | None:
    """The KPI of a row; a finding where its code is in doubt, None without one.

    `parent` is the name that a sub-indicator such as `a) majors` is a part of.
    """
    for role in (Role.CODE, Role.CODE_AND_NAME):
        column = table.filled_column(row, role)
        value = table.sheet.value(row, column.number) if column else None
        day = _day_of(value, kpi_codes)
        if column and day:
            return _by_date(table, CellPlace(row, column.number), day, kpi_codes)
    typed = table.text(row, Role.CODE)
    name = table.text(row, Role.NAME)
    if table.sheet.turned_at:
        typed, name = without_row_word(typed), without_row_word(name)
    if typed and name:
        kpi = _by_code_and_name(table, row, kpi_codes.resolve(typed), name, kpi_codes)
        return _with_alias(kpi, (typed,), kpi_codes)
    words = typed or table.text(row, Role.CODE_AND_NAME) or name
    if table.sheet.turned_at:
        words = without_row_word(words)
    code, rest = kpi_codes.split(words)
    if code:
        return _with_alias(KpiIdentity(kpi_codes.resolve(code), rest or None), (code,), kpi_codes)
    if not rest:
        return None
    kpi = _by_name(rest, parent, kpi_codes)
    return _with_alias(kpi, (rest, _SUB.sub("", rest), kpi.name or rest), kpi_codes)


def is_part(name: str) -> bool:
    """Whether a name is that of a sub-indicator, such as `a) majors`."""
    return bool(_SUB.match(name))


def _with_alias(
    kpi: KpiIdentity | Finding, words: Sequence[str], kpi_codes: KpiCodes
) -> KpiIdentity | Finding:
    """The same with the first of the words of which people said whose they are."""
    if not kpi_codes.aliases:
        return kpi
    alias = next((text for text in words if kpi_codes.alias_meaning(text) is not None), None)
    return structs.replace(kpi, alias=alias) if alias and isinstance(kpi, KpiIdentity) else kpi


def _by_code_and_name(
    table: Table, row: int, code: str, name: str, kpi_codes: KpiCodes
) -> KpiIdentity | Finding:
    other = kpi_codes.planned_code_of_name(name)
    # Members of a range (PM TP 11) have the range's name.
    if other and other != code and code in kpi_codes.names.values():
        return _code_and_name_differ(table, row, code, other, name)
    return KpiIdentity(code, name)


def _by_name(name: str, parent: str | None, kpi_codes: KpiCodes) -> KpiIdentity:
    """The KPI of that name, with or without `a)` before it; else its name after its parent's."""
    code = kpi_codes.code_of_name(name) or kpi_codes.code_of_name(_SUB.sub("", name))
    whole = f"{parent}: {name}" if parent and not code else name
    return KpiIdentity(code or kpi_codes.alias_meaning(whole) or whole, whole)


def _day_of(value: CellValue, kpi_codes: KpiCodes) -> date | None:
    """The date that Excel made of a code, as it is or as a text file shows it: `10-Dec`."""
    if isinstance(value, date):
        return value
    shown = shown_date(value) if isinstance(value, str) else None
    return shown if shown and not kpi_codes.is_known(str(value)) else None


def _by_date(
    table: Table, cell: CellPlace, day: date, kpi_codes: KpiCodes
) -> KpiIdentity | Finding:
    """The KPI whose code Excel turned into a date, where somebody said which that is."""
    words = date_words(day)
    meant = kpi_codes.alias_meaning(words)
    if meant is None:
        return _code_is_a_date(table.sheet, cell, day, kpi_codes)
    return KpiIdentity(meant or words, table.text(cell.row, Role.NAME) or None, words)


def _code_is_a_date(sheet: Sheet, cell: CellPlace, day: date, kpi_codes: KpiCodes) -> Finding:
    candidates = ", ".join(kpi_codes.made_into(day)) or "a code such as PM TP 10-12"
    value = sheet.value(*cell)
    day_text = value if isinstance(value, str) else f"{day:%d %B %Y}".lstrip("0")
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.CODE_IS_A_DATE,
        sheet=sheet,
        cell=cell,
        problem=f"Excel turned the code into a date, {day_text}",
        expected=candidates,
        action="Say which KPI it is, or format the cell as text and type the code again.",
        found=date_words(day),
    )


def _code_and_name_differ(table: Table, row: int, code: str, other: str, name: str) -> Finding:
    column = table.filled_column(row, Role.CODE)
    cell = CellPlace(row, column.number if column else 1)
    return cell_finding(
        Severity.QUARANTINE,
        FindingCode.CODE_AND_NAME_DIFFER,
        sheet=table.sheet,
        cell=cell,
        problem=f'the code is {code} but "{name}" is the name of {other}',
        expected="code and name of one KPI",
        action="Correct the code or the name.",
        found=code,
    )
